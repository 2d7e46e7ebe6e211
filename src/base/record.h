/* record.h: the fields of a record, so that code can go over them instead of naming each.
 *
 * tools/sqlgen makes an array of them and a struct of each file in sql/record, whose head
 * says what the words mean.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "base/base.h"

enum record_type { RECORD_TEXT, RECORD_PROSE, RECORD_INT, RECORD_REF, RECORD_IDS, RECORD_NAMES, RECORD_LINES };
enum record_merge { RECORD_WORD, RECORD_BLOCKS, RECORD_BODY, RECORD_OURS, RECORD_GIVEN, RECORD_KEEP };
struct record_field {
	const char *name, *form, *wxr; /* wxr: NULL where it has no meta */
	const char *choice;            /* "a|b"; NULL: anything */
	const char *otherwise;         /* what a new one has */
	size_t at, part;               /* in the record's struct, and in its smaller one or NOWHERE */
	size_t most;                   /* bytes; 0: any number */
	enum record_type type;
	enum record_merge merge;
	unsigned words;                /* STORY_IN_CARD and its like */
};
bool record_is_number(const struct record_field *);
/* As text: a number in digits, 0 as nothing. */
str record_text(struct arena *, const struct record_field *, const void *fields);
/* From text; E_INPUT: it is no number. */
err record_put(const struct record_field *, void *fields, str text) MUST;
str *record_str(const struct record_field *, void *fields); /* of one that is no number */
bool record_same(const struct record_field *, const void *x, const void *y);
void record_copy(const struct record_field *, void *to, const void *from);
/* Is it one of the field's choices, or are there none? */
bool record_allows(const struct record_field *, str value);
/* A new record: every field as it is otherwise. */
void record_new(const struct record_field *, size_t n, void *fields);
