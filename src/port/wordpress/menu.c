/* menu.c: nav_menu_item posts become the entries of menus: by slug of the menu,
 * in its order, each an address within the paper where it is one.  Menus of
 * menus come out flat.
 * SPDX-License-Identifier: Apache-2.0 */
#include "port/wordpress/menu.h"

#include "news/paper/menu.h"
#include "port/wordpress/wordpress.h"
#include "news/paper/term.h"
#include "news/story/story.h"
#include "text/html/entity.h"

enum { MOST = 2000, LONGEST = 1000 };

struct entry {
	str menu, label, type, object, object_id, url;
	int64_t order;
};
struct menu {
	struct arena *a;
	struct entry entry[MOST];
	size_t n;
};

struct menu *
menu_new(struct arena *a)
{
	struct menu *m = NEW(a, struct menu, 1);

	m->a = a;
	return m;
}

size_t
menu_size(const struct menu *m)
{
	return m->n;
}

static str
kept(struct menu *m, str s)
{
	return s.n > LONGEST ? S("") : arena_copy(m->a, s);
}

void
menu_add(struct menu *m, const struct wxr_item *i)
{
	struct entry *e = &m->entry[m->n];
	int64_t order;
	str menu = {0};

	if (m->n == MOST || !str_eq(i->status, S("publish")))
		return;
	for (const struct wxr_place *p = i->place; p && !menu.n; p = p->next)
		if (str_eq(p->domain, S("nav_menu")))
			menu = str_upto(p->nicename, LONGEST);
	if (!menu.n)
		return;
	e->menu = kept(m, wordpress_slug(m->a, menu));
	e->label = kept(m, entity_decode(m->a, str_trim(str_upto(i->title, LONGEST)), false));
	e->type = kept(m, wordpress_meta(i->meta, "_menu_item_type"));
	e->object = kept(m, wordpress_meta(i->meta, "_menu_item_object"));
	e->object_id = kept(m, wordpress_meta(i->meta, "_menu_item_object_id"));
	e->url = kept(m, wordpress_meta(i->meta, "_menu_item_url"));
	e->order = str_int(str_trim(i->menu_order), &order) == OK ? order : 0;
	m->n += e->menu.n > 0;
}

/* Sorted by menu and order, as they came where that is the same. */
static void
sort(struct menu *m)
{
	for (size_t i = 1; i < m->n; i++) {
		struct entry e = m->entry[i];
		size_t k = i;

		while (k) {
			int c = str_cmp(m->entry[k - 1].menu, e.menu);

			if (c < 0 || (c == 0 && m->entry[k - 1].order <= e.order))
				break;
			m->entry[k] = m->entry[k - 1];
			k--;
		}
		m->entry[k] = e;
	}
}

static err
story_target(struct txn *t, struct archive *ar, struct entry *e, str *target)
{
	struct story_brief s;
	int64_t id;
	err bad;

	TRY(archive_find(t, ar, S("story"), e->object_id, &id));
	bad = id ? story_brief(t, id, &s) : E_ABSENT;
	if (bad)
		return bad == E_ABSENT ? OK : bad;
	if (!e->label.n)
		e->label = s.headline;
	*target = str_eq(s.kind, S("page")) ? arena_fmt(store_arena(t), "/%.*s/", SARG(s.path)) :
		arena_fmt(store_arena(t), "/?p=%lld", (long long)id);
	return OK;
}

static err
section_target(struct txn *t, const struct map *slug_of, struct entry *e, str *target)
{
	const str *slug = map_get(slug_of, e->object_id);
	struct term s;
	err bad = slug ? term_section(t, *slug, &s) : E_ABSENT;

	if (bad)
		return bad == E_ABSENT ? OK : bad;
	if (!e->label.n)
		e->label = s.name;
	*target = arena_fmt(store_arena(t), "/category/%.*s/", SARG(s.path));
	return OK;
}

/* Addresses of the old site lose their host; only http and paths are kept. */
static str
own_address(str url, str base)
{
	url = str_trim(url);
	if (base.n && str_starts(url, base) && (url.n == base.n || url.p[base.n] == '/'))
		return url.n == base.n ? S("/") : str_from(url, base.n);
	if (str_starts(url, S("http://")) || str_starts(url, S("https://")) ||
		(str_starts(url, S("/")) && !str_starts(url, S("//"))))
		return url;
	return S("");
}

static err
target_of(struct txn *t, struct archive *ar, const struct map *slug_of, str base,
	struct entry *e, str *target)
{
	*target = S("");
	if (str_eq(e->type, S("post_type")))
		return story_target(t, ar, e, target);
	if (str_eq(e->type, S("taxonomy")))
		return str_eq(e->object, S("category")) ?
			section_target(t, slug_of, e, target) : OK;
	*target = own_address(e->url, base);
	return OK;
}

str
menu_main(const struct menu *m)
{
	static const str names[] = {S("main"), S("primary"), S("header"), S("top"), S("principal")};

	for (size_t k = 0; k < LENGTH(names); k++)
		for (size_t i = 0; i < m->n; i++)
			if (str_find(m->entry[i].menu, names[k]) != NOWHERE)
				return m->entry[i].menu;
	return m->n ? m->entry[0].menu : S("");
}

err
menu_write(struct txn *t, struct menu *m, struct archive *ar, const struct map *slug_of, str base)
{
	struct arena *a = store_arena(t);
	struct menu_item *item = NEW(a, struct menu_item, m->n);

	sort(m);
	for (size_t i = 0; i < m->n;) {
		str menu = m->entry[i].menu;
		size_t n = 0;

		for (; i < m->n && str_eq(m->entry[i].menu, menu); i++) {
			str target;

			TRY(target_of(t, ar, slug_of, base, &m->entry[i], &target));
			if (target.n && m->entry[i].label.n)
				item[n++] = (struct menu_item){m->entry[i].label, target};
		}
		TRY(menu_put(t, menu, item, n));
	}
	return OK;
}
