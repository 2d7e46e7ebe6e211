/* walk.h: whole pages and the whole effect of forms, compared with test/golden.
 *
 *   struct walk w;
 *   walk_begin(a, &w);
 *   walk_get(&w, "/desk/story/1/");
 *   walk_post(&w, "/desk/story/1/save", "version=3&headline=The ferry");
 *   CHECK_WALK(&w, "desk-story.txt");
 *
 * A page is written down as it is sent; of a form, the answer and each value of the
 * archive that it changed.  What is drawn by lot (tokens, the hash in the addresses of
 * scripts) has a name instead.  When a change is wanted:
 * DJELI_GOLDEN=write build/dev/djeli-test walk, and read the difference.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "press.h"

struct walk {
	struct arena *a;
	struct press p;
	struct press_who who; /* no cookie: a reader */
	struct buf said;
	bool brief; /* of pages: <main> alone; of those that answer a form: what was wrong */
	struct dump_base *base;
	str token; /* of the form that was seen last */
};
/* The filled paper (test/filled.sql); an administrator asks. */
void walk_begin(struct arena *, struct walk *);
/* From now on somebody of that role asks; "": a reader. */
void walk_as(struct walk *, const char *role);
void walk_get(struct walk *, const char *path);
/* form: "name=value&name=value", not encoded; %26 is an ampersand, %0a ends a line;
 * version=NOW: the one that the page of this story would have; token=TOKEN: the one of the
 * form that was got last. */
void walk_post(struct walk *, const char *path, const char *form);
/* Each of them on a fresh copy of the paper, so that none sees what another did. */
struct walk_form {
	const char *path, *form;
};
void walk_forms(struct walk *, const struct walk_form *, size_t n);
/* Anything else that is to be compared. */
void walk_put(struct walk *, str text);
/* All of that: a filled paper, a role, forms, a golden file. */
void walk_desk_forms(struct arena *, const char *role, const char *golden,
	const struct walk_form *, size_t n);
/* A statement on the archive, for what filled.sql does not have. */
void walk_sql(struct walk *, const char *sql);
void walk_check(struct walk *, const char *golden, const char *file, int line);
#define CHECK_WALK(w, golden) walk_check((w), (golden), __FILE__, __LINE__)
