/* front.h: the first page: which story stands in which place, at a given moment.
 *
 * A front has areas (lead, seconds, river, opinion, a block for each top section, and
 * blocks that editors add), an area has places.  Rules fill them all; a layout
 * says otherwise for single places: this story, or another rule, from when, until
 * when, in which words.  An empty layout is the rules alone.  What a slot names
 * and is not public does not show: the area's rule fills its place.
 *
 * Everything is computed from the archive and the moment that is given, so the
 * front of next Sunday at six can be looked at today.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "news/paper/paper.h"

enum front_kind { FRONT_LEAD, FRONT_SECONDS, FRONT_RIVER, FRONT_OPINION, FRONT_LATEST, FRONT_SECTION, FRONT_TAG };
enum { FRONT_MOST = 12 }; /* places of one area */

/* One line of a layout.  place 0 speaks of the area: its rule, name, rank, amount. */
struct front_slot {
	str area;                    /* "lead", "s12": see sql/schema/0006_front.sql */
	int64_t place;
	str fill;                    /* "" story latest section tag type pinned */
	int64_t story_id, section_id, tag_id;
	str worktype, size;          /* size: "" big plain */
	int64_t picture, twice, hidden;
	int64_t starts_at, ends_at;  /* 0: already, never */
	str kicker, headline, teaser; /* of the front alone; empty: the story's */
	int64_t rank, amount;
	str tag_slug, tag_name;      /* of tag_id; read, not written */
};
struct front_plan {
	int64_t layout_id, version_id; /* 0: there is none yet */
	struct front_slot *slot;       /* by area and place */
	size_t slots;
};

/* What the choice is made by. */
struct front_fact {
	int64_t id, published_at, public_at, media; /* media: its lead picture; 0: none */
	str worktype, state, kicker, headline;
	bool pinned, picture, shown; /* shown: public at the moment */
	bool used;                   /* stands in some place */
};
/* Why a slot that is in the layout does not show what it says. */
enum front_why { FRONT_SHOWS, FRONT_EARLY, FRONT_OVER, FRONT_HELD, FRONT_TWICE, FRONT_EMPTY };
struct front_place {
	const struct front_slot *slot;     /* NULL: the area's rule */
	enum front_why why;
	const struct front_fact *story;    /* that stands here; NULL: nothing */
	const struct front_fact *wanted;   /* that was put here by hand; NULL: none was */
	const struct front_fact *passed;   /* the rule passed it over: it stands elsewhere */
	const struct card *card;           /* of story, in the slot's words; with front_cards() */
};
struct front_area {
	enum front_kind kind;
	str key, name;                     /* name: given by hand; else the section's or tag's */
	const struct front_slot *own;      /* place 0, or NULL */
	const struct paper_section *section;
	str tag_slug;
	bool hidden;
	struct front_place place[FRONT_MOST];
	size_t places;
};
struct front {
	struct front_plan plan;
	struct front_area *area;           /* in the page's order */
	size_t areas;
	struct front_fact *fact;
	size_t facts;
	const struct front_fact **latest, **coming;
	size_t latests, comings;
	const struct card **latest_card;   /* with front_cards() */
	bool more;                         /* there is a second page */
};

/* A layout's plan; layout 0: the one that is valid at `now`. */
err front_plan_load(struct txn *, int64_t layout, int64_t now, struct front_plan *) MUST;
const struct front_slot *front_slot_at(const struct front_plan *, str area, int64_t place); /* NULL: none */
/* Fills every place as it is at p->now; paper_nav() was called.  coming: how many
 * stories that are not public yet are wanted as well (for the desk; 0 for readers). */
err front_fill(struct txn *, const struct paper *p, const struct front_plan *, int64_t coming, struct front *) MUST;
/* The cards of all that stands on it, in four questions. */
err front_cards(struct txn *, struct front *) MUST;
/* The name of an area's kind, as in front_slot.area; and how many places it has when
 * no one says otherwise. */
const char *front_kind_name(enum front_kind);
size_t front_usual(enum front_kind);
/* "s12" is FRONT_SECTION of 12; false: no such area. */
bool front_area_of(str key, enum front_kind *, int64_t *id);
