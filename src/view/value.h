/* value.h: what a template is given: a small tree, in an arena.
 *
 *   struct value *v = value_map(a);
 *   value_str(v, "headline", story->headline);        escaped where it is put in
 *   value_html(v, "body", body);                      put in as it is by {{{body}}}
 *   struct value *list = value_list(v, "stories");
 *   for (...)
 *           card(value_item(list), ...);
 *
 * Keys and bytes are borrowed: they outlive the tree (string literals, or of the
 * same arena).  A subtree may stand in several places; it must not hold itself.
 * Once built it is only read, by any number of threads.
 *
 * In a section {{#x}} these are nothing: what is absent, null, false, 0, an
 * empty text and an empty list.  A map is something even when it has no members.
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once
#include "base/map.h"

enum value_kind {
	VALUE_NULL,
	VALUE_STR,  /* text: escaped whichever braces ask for it */
	VALUE_HTML, /* made by text/ or a template: {{{x}}} puts it in as it is */
	VALUE_INT,
	VALUE_BOOL,
	VALUE_LIST,
	VALUE_MAP,
};

struct value {
	enum value_kind kind;
	union {
		str s;   /* VALUE_STR, VALUE_HTML */
		int64_t i; /* VALUE_INT, VALUE_BOOL */
		struct map map;
		struct {
			struct arena *a;
			struct value **item;
			size_t n, cap;
		} list;
	};
};

struct value *value_map(struct arena *);
struct value *value_array(struct arena *);   /* an empty list by itself */
struct value *value_text(struct arena *, str);
struct value *value_markup(struct arena *, html);
struct value *value_number(struct arena *, int64_t);
struct value *value_truth(struct arena *, bool);
struct value *value_nothing(struct arena *);

/* Members of a map; a second one of the same name replaces the first. */
void value_str(struct value *map, const char *key, str);
void value_html(struct value *map, const char *key, html);
void value_int(struct value *map, const char *key, int64_t);
void value_bool(struct value *map, const char *key, bool);
void value_null(struct value *map, const char *key);
struct value *value_list(struct value *map, const char *key);   /* a new list in it */
struct value *value_record(struct value *map, const char *key); /* a new map in it */
void value_put(struct value *map, str key, struct value *);

struct value *value_item(struct value *list);  /* a new map at its end */
void value_push(struct value *list, struct value *);

const struct value *value_get(const struct value *map, str key); /* NULL: absent, or no map */
bool value_is(const struct value *);           /* would {{#x}} show its inside? */
