/* picture.h: pictures as the desk keeps them: how they come in, who may change them,
 * what is said about them, what uses them, how they go.
 *
 * A picture that was sent at the desk is for the newsroom alone until something
 * public uses it: a story whose time has come (the query media_file computes it at the
 * clock, so an embargoed story's picture is not served a second early).  What an
 * import brought is open, as it was where it came from.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "news/picture/media_file.h"
#include "news/people/person.h"

struct media_team;

enum {
	PICTURE_MAX_BYTES = 40 << 20,
	PICTURE_MAX_TEXT = 2000,
	PICTURE_LEFT_SECONDS = 1800, /* after that, what is not made was cut off by a kill */
};

/* ---- one of the library ---- */

struct picture_entry {
	int64_t id;
	str path, mime;
	str state;                 /* "ready", "missing", "refused" */
	int64_t bytes, width, height;
	str title, name;           /* name: of its file, as it was sent */
	str alt, caption, credit, licence;
	bool decorative;
	int64_t focal_x, focal_y;  /* thousandths */
	int64_t person_id;         /* who sent it; 0: an import */
	str person;
	int64_t uploaded_at;
	int64_t making_at;         /* somebody works on its files since then; 0: nobody */
	int64_t gone_at;           /* deleted; 0: it is there */
	bool open;                 /* served to readers whatever uses it */
	int64_t uses, version;
};
/* Those that are there, deleted ones too, the newest first.  One question. */
err picture_list(struct txn *, const int64_t *id, size_t n, struct picture_entry **, size_t *shown) MUST;
/* E_ABSENT, or E_GONE for what was deleted. */
err picture_get(struct txn *, int64_t id, struct picture_entry *) MUST;

/* A file that was made of a picture. */
struct picture_file {
	int64_t id;                /* of the picture */
	str shape;                 /* "": whole; else the crop of this name */
	str format;                /* "webp", "avif", "jpeg", "png" */
	int64_t width, height;
	str path;
};
/* The whole ones, and those of `shape` (empty: no crop), of all these pictures in one question. */
err picture_files(struct txn *, const int64_t *id, size_t n, str shape, struct picture_file **, size_t *files) MUST;
/* The crops of one. */
err picture_crop_files(struct txn *, int64_t id, struct picture_file **, size_t *files) MUST;

/* ---- coming in (picture_take.c) ---- */

struct picture_new {
	str bytes, name;           /* the file's name as it was sent; believed in nothing */
	const struct person *who;
	struct media_team *team;
	str media;                 /* the folder SITE/media */
	int64_t now;
};
/* Not inside of a write, and not on a thread that others wait for: it takes about a
 * second.  *same: these bytes are here already, as picture *id.  E_INPUT, E_TOOBIG:
 * why this is not taken, in one line; nothing of it is left. */
err picture_take(struct store *, struct arena *, const struct picture_new *, int64_t *id, bool *same) MUST;
/* Another file at the same address; the one before is kept beside it. */
err picture_replace(struct store *, struct arena *, int64_t id, const struct picture_new *) MUST;
/* Takes away what was cut off in the middle; a job. media: SITE/media. */
err picture_sweep(struct store *, str media, int64_t now) MUST;

/* ---- what is shown of it (picture_crop.c) ---- */

struct picture_frame {
	int64_t focal_x, focal_y;             /* thousandths */
	struct media_crop hand[MEDIA_SHAPES]; /* w 0: follows the focal point */
};
err picture_frame_load(struct txn *, const struct picture_entry *, struct picture_frame *) MUST;
/* Makes the crops that this asks for and that are not there; about a second, so not
 * inside of a write.  Of `in`, bytes and name are not looked at; who NULL: djeli itself.
 * wish NULL: as it is kept.  E_INPUT: it lies outside of the picture. */
err picture_reframe(struct store *, struct arena *, int64_t id, const struct picture_new *in, const struct picture_frame *wish) MUST;
/* Crops that another djeli's export asked for; a job. */
err picture_cut_left(struct store *, struct media_team *, str media, int64_t now) MUST;

/* ---- the library (picture_find.c) ---- */

enum picture_filter { PICTURE_ALL, PICTURE_MINE, PICTURE_NO_ALT, PICTURE_UNUSED, PICTURE_UNREADY, PICTURE_READY,
	PICTURE_FILTERS };
extern const char *const picture_filters[PICTURE_FILTERS]; /* "", "mine", "no_alt", ... */
enum picture_filter picture_filter_of(str name);
/* At most `count` with numbers under `before` (0: the newest) and after `skip` of them, newest first; words: of
 * name, title, alternative text, caption and credit.  Two questions. */
err picture_find(struct txn *, enum picture_filter, str words, str language, int64_t person, int64_t before,
	int64_t skip, int64_t count, struct picture_entry **out, size_t *n, bool *more) MUST;
/* ---- rules, and what is said about it (picture.c) ---- */

/* One's own, or everybody's for who may change others' stories. */
bool picture_may(const struct person *, int64_t owner);
struct picture_words {
	str title, alt, caption, credit, licence;
	bool decorative;
};
err picture_describe(struct txn *, int64_t id, const struct person *, const struct picture_words *, int64_t now) MUST;
/* The index of words; whoever writes them calls it. */
err picture_index(struct txn *, int64_t id) MUST;

/* Which pictures a story uses is written down with it: its body's and the lead. */
err picture_uses_save(struct txn *, int64_t story, str body, int64_t lead) MUST;
/* Pictures of this body, or its lead, that have neither an alternative text (there or in
 * the library) nor are decorative: for the checklist before publishing. */
struct picture_lack {
	int64_t id;
	str name; /* of its file */
};
err picture_lacks(struct txn *, str body, int64_t lead, struct picture_lack **out, size_t *n) MUST;

/* Stories and pages that show it; then copies on the desk and planned changes that show it
 * while their stories do not yet.  At most `count` of each.  Two questions. */
struct picture_use {
	int64_t id;                /* of the story */
	str headline;
	bool draft;                /* what was saved does not show it yet */
	bool public;               /* readers have it at `now` */
	bool lead;                 /* as the lead picture */
};
err picture_used_in(struct txn *, const struct picture_entry *, int64_t count, int64_t now, struct picture_use **out,
	size_t *n) MUST;

/* Its files are taken away by picture_delete_files() after the commit.  Refused while
 * something uses it (E_CLASH), unless forced by who may change all pictures. */
err picture_delete(struct txn *, int64_t id, const struct person *, bool force, int64_t now, str *path) MUST;
