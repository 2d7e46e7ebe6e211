/* paper.c: loading what every page shares, and writing addresses.  An address
 * ends in a slash when the paper's scheme does: one rule for all pages.
 * SPDX-License-Identifier: Apache-2.0 */
#include "news/paper/paper.h"

#include "query/section.h"
#include "query/story.h"

err
paper_sections(struct txn *t, struct paper *p)
{
	struct q_section_all *row;
	struct paper_section *s;

	TRY(q_section_all(t, &row, &p->sections));
	p->section = s = NEW(p->a, struct paper_section, p->sections);
	for (size_t i = 0; i < p->sections; i++)
		s[i] = (struct paper_section){row[i].id, row[i].parent_id, row[i].slug, row[i].path,
			row[i].name, row[i].used != 0};
	return OK;
}

static err
load_pages(struct txn *t, struct paper *p)
{
	struct q_story_top_pages *row;
	struct paper_link *link;

	TRY(q_story_top_pages(t, p->now, &row, &p->pages));
	p->page = link = NEW(p->a, struct paper_link, p->pages);
	for (size_t i = 0; i < p->pages; i++)
		link[i] = (struct paper_link){row[i].path, row[i].headline};
	return OK;
}

err
paper_load(struct txn *t, str base, int64_t now, struct paper *p)
{
	*p = (struct paper){.a = store_arena(t), .now = now};
	TRY(setting_load(t, &p->set));
	p->title = setting_str(&p->set, "site_title");
	p->tagline = setting_str(&p->set, "site_tagline");
	p->url = setting_str(&p->set, "site_url");
	p->language = setting_str(&p->set, "language");
	p->scheme = setting_str(&p->set, "permalink");
	p->section_base = setting_str(&p->set, "section_base");
	p->tag_base = setting_str(&p->set, "tag_base");
	if (!p->url.n)
		p->url = base;
	/* A zone that this machine has no file for must not take the paper down. */
	if (zone_open(p->a, setting_str(&p->set, "zone"), &p->zone))
		p->zone = zone_utc();
	return OK;
}

static err
load_menu(struct txn *t, struct paper *p)
{
	struct q_menu_items *row;
	struct paper_link *link;
	str menu = setting_str(&p->set, "menu");

	if (!menu.n)
		return OK;
	TRY(q_menu_items(t, menu, &row, &p->menus));
	p->menu = link = NEW(p->a, struct paper_link, p->menus);
	for (size_t i = 0; i < p->menus; i++)
		link[i] = (struct paper_link){row[i].target, row[i].label};
	return OK;
}

err
paper_nav(struct txn *t, struct paper *p)
{
	TRY(paper_sections(t, p));
	TRY(load_menu(t, p));
	return load_pages(t, p);
}

const struct paper_section *
paper_section(const struct paper *p, int64_t id)
{
	for (size_t i = 0; i < p->sections; i++)
		if (p->section[i].id == id)
			return &p->section[i];
	return NULL;
}

/* literal parts and one name, with the slash that the scheme wants */
static str
address(const struct paper *p, str base, str name)
{
	const struct permalink_parts v = {.slug = base, .category = name};

	return permalink_write(p->a,
		permalink_slash(p->scheme) ? S("/%postname%/%category%/") : S("/%postname%/%category%"), &v);
}

str
paper_section_path(const struct paper *p, str path)
{
	return address(p, p->section_base, path);
}

str
paper_tag(const struct paper *p, str slug)
{
	return address(p, p->tag_base, slug);
}

str
paper_author(const struct paper *p, str slug)
{
	return address(p, S("author"), slug);
}

str
paper_date(const struct paper *p, int year, int month, int day)
{
	const char *end = permalink_slash(p->scheme) ? "/" : "";

	if (day)
		return arena_fmt(p->a, "/%04d/%02d/%02d%s", year, month, day, end);
	if (month)
		return arena_fmt(p->a, "/%04d/%02d%s", year, month, end);
	return arena_fmt(p->a, "/%04d%s", year, end);
}

str
paper_media(const struct paper *p, str path)
{
	return permalink_write(p->a, S("/media/%category%"), &(struct permalink_parts){.category = path});
}

static str
below(const struct paper *p, str path, str tail)
{
	return arena_fmt(p->a, "%.*s%s%.*s%s", SARG(path), str_ends(path, S("/")) ? "" : "/", SARG(tail),
		permalink_slash(p->scheme) ? "/" : "");
}

str
paper_page(const struct paper *p, str path, int64_t n)
{
	return n < 2 ? path : below(p, path, arena_fmt(p->a, "page/%lld", (long long)n));
}

str
paper_part(const struct paper *p, str path, int64_t n)
{
	return n < 2 ? path : below(p, path, arena_fmt(p->a, "%lld", (long long)n));
}

str
paper_comments(const struct paper *p, str path, int64_t n)
{
	if (n > 1 && str_find_char(path, '?') != NOWHERE)
		return arena_fmt(p->a, "%.*s&cpage=%lld", SARG(path), (long long)n);
	return n < 2 ? path : below(p, path, arena_fmt(p->a, "comment-page-%lld", (long long)n));
}

str
paper_feed(const struct paper *p, str path)
{
	return below(p, path, S("feed"));
}

str
paper_absolute(const struct paper *p, str path)
{
	return arena_fmt(p->a, "%.*s%.*s", SARG(p->url), SARG(path));
}
