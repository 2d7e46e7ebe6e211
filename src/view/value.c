/* value.c: building the tree that a template is given.
 * SPDX-License-Identifier: Apache-2.0 */
#include "view/value.h"

static struct value *
value_new(struct arena *a, enum value_kind kind)
{
	struct value *v = NEW(a, struct value, 1);

	v->kind = kind;
	return v;
}

struct value *
value_map(struct arena *a)
{
	struct value *v = value_new(a, VALUE_MAP);

	v->map = map_in(a);
	return v;
}

struct value *
value_array(struct arena *a)
{
	struct value *v = value_new(a, VALUE_LIST);

	v->list.a = a;
	return v;
}

struct value *
value_text(struct arena *a, str s)
{
	struct value *v = value_new(a, VALUE_STR);

	v->s = s;
	return v;
}

struct value *
value_markup(struct arena *a, html h)
{
	struct value *v = value_new(a, VALUE_HTML);

	v->s = h.s;
	return v;
}

struct value *
value_number(struct arena *a, int64_t i)
{
	struct value *v = value_new(a, VALUE_INT);

	v->i = i;
	return v;
}

struct value *
value_truth(struct arena *a, bool yes)
{
	struct value *v = value_new(a, VALUE_BOOL);

	v->i = yes;
	return v;
}

struct value *
value_nothing(struct arena *a)
{
	return value_new(a, VALUE_NULL);
}

void
value_put(struct value *map, str key, struct value *v)
{
	map_put(&map->map, key, v);
}

void
value_str(struct value *map, const char *key, str s)
{
	value_put(map, str_of(key), value_text(map->map.a, s));
}

void
value_html(struct value *map, const char *key, html h)
{
	value_put(map, str_of(key), value_markup(map->map.a, h));
}

void
value_int(struct value *map, const char *key, int64_t i)
{
	value_put(map, str_of(key), value_number(map->map.a, i));
}

void
value_bool(struct value *map, const char *key, bool yes)
{
	value_put(map, str_of(key), value_truth(map->map.a, yes));
}

void
value_null(struct value *map, const char *key)
{
	value_put(map, str_of(key), value_nothing(map->map.a));
}

struct value *
value_list(struct value *map, const char *key)
{
	struct value *v = value_array(map->map.a);

	value_put(map, str_of(key), v);
	return v;
}

struct value *
value_record(struct value *map, const char *key)
{
	struct value *v = value_map(map->map.a);

	value_put(map, str_of(key), v);
	return v;
}

void
value_push(struct value *list, struct value *v)
{
	if (list->list.n == list->list.cap) {
		size_t cap = list->list.cap ? list->list.cap * 2 : 8;
		struct value **more = NEW(list->list.a, struct value *, cap);

		if (list->list.n)
			memcpy(more, list->list.item, list->list.n * sizeof *more);
		list->list.item = more;
		list->list.cap = cap;
	}
	list->list.item[list->list.n++] = v;
}

struct value *
value_item(struct value *list)
{
	struct value *v = value_map(list->list.a);

	value_push(list, v);
	return v;
}

const struct value *
value_get(const struct value *map, str key)
{
	return map->kind == VALUE_MAP ? map_get(&map->map, key) : NULL;
}

bool
value_is(const struct value *v)
{
	if (!v)
		return false;
	switch (v->kind) {
	case VALUE_NULL:
		return false;
	case VALUE_STR:
	case VALUE_HTML:
		return v->s.n > 0;
	case VALUE_INT:
	case VALUE_BOOL:
		return v->i != 0;
	case VALUE_LIST:
		return v->list.n > 0;
	case VALUE_MAP:
		return true;
	}
	return false;
}
