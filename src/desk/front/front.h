/* front.h: what the pages of the desk's front share: the layout that is open, as it is
 * at its moment: now for the one that readers see, its beginning for a later one.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "desk/desk.h"
#include "news/front/layout.h"
#include "news/front/save.h"
#include "news/picture/picture.h"

struct fronting {
	struct desk d;
	int64_t asked;                     /* the layout in the address; 0: the valid one */
	struct front_layout *layout;
	size_t layouts;
	const struct front_layout *here; /* NULL: there is none yet */
	struct front_plan plan;
	struct front front;
	int64_t at;                        /* the moment that is shown */
	bool theirs_all;                   /* not limited to sections */
	struct picture_file *size;         /* of the pictures in its places; only /desk/front/ shows them */
	size_t sizes;
};
/* place: for the title, "front" or "front_slot".  Reads the layout and fills it. */
err front_begin(struct ctx *, struct fronting *, const char *place) MUST;
/* "/desk/front/?layout=3", or without where the valid layout was asked for. */
str front_path(const struct ctx *, const char *page);
/* The fields that every form of the front carries: who, layout, version. */
struct front_edit front_form(const struct ctx *);
/* Writes, and answers: back to the front, or what is wrong. */
err front_answer(struct ctx *, struct front_edit *, str back) MUST;
bool front_is_theirs(const struct fronting *, const struct front_area *);
str front_area_name(const struct fronting *, const struct front_area *);
str front_place_name(const struct fronting *, const struct front_area *, size_t place);
str front_rule_name(const struct fronting *, const struct front_slot *); /* "Latest of Sport" */
/* Values of a candidate: id, kicker, headline, when. */
void front_put_story(const struct fronting *, struct value *, const struct front_fact *);
/* The options "lead:1" to choose a place from. */
void front_put_places(const struct fronting *, struct value *list);
/* "lead:1" */
bool front_place_of(str typed, str *area, int64_t *place);
