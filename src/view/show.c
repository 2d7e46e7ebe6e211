/* show.c: the values that all pages share, and those of cards.
 * SPDX-License-Identifier: Apache-2.0 */
#include "view/show.h"

#include "news/front/breaking.h"
#include "text/words/excerpt.h"
#include "text/html/href.h"
#include "text/html/sanitise.h"
#include "text/html/strip.h"

static str
absolute(const struct view *v, str path)
{
	return paper_absolute(v->paper, path);
}

str
show_direction(str language)
{
	static const char *const right_to_left[] = {"ar", "fa", "he", "ur", "nqo", "ps", "sd", "yi", "dv", "ku-arab"};

	for (size_t i = 0; i < LENGTH(right_to_left); i++) {
		str l = str_of(right_to_left[i]);

		if (str_eq(language, l) ||
			(str_starts(language, l) && language.n > l.n && language.p[l.n] == '-'))
			return S("rtl");
	}
	return S("ltr");
}

void
show_address(const struct view *v, struct value *into, const char *name, str url)
{
	str clean;

	value_str(into, name, href_clean(v->a, url, HREF_WEB, &clean) ? clean : S(""));
}

void
show_date(const struct view *v, struct value *into, const char *name, int64_t seconds)
{
	struct value *d;

	if (!seconds) {
		value_null(into, name);
		return;
	}
	d = value_record(into, name);
	value_str(d, "iso", zone_iso(v->a, v->paper->zone, seconds));
	value_str(d, "text", words_date(v->words, v->a, v->paper->zone, seconds, "long"));
	value_str(d, "day", words_date(v->words, v->a, v->paper->zone, seconds, "day"));
	value_str(d, "short", words_date(v->words, v->a, v->paper->zone, seconds, "short"));
}

/* What of a picture is shown: all of it, or the part in a place's shape. */
struct shown {
	const struct picture *p;
	const struct picture_size *size;
	size_t n;
};

static struct shown
shown(const struct picture *p, bool crop)
{
	return crop && p->crops ? (struct shown){p, p->crop, p->crops} : (struct shown){p, p->size, p->sizes};
}

static str
address_of(const struct view *v, str path)
{
	str url = paper_media(v->paper, path);

	return v->key.n ? arena_fmt(v->a, "%.*s%.*s", SARG(url), SARG(v->key)) : url;
}

static str
srcset(const struct view *v, const struct shown *s, str format)
{
	struct buf b = buf_in(v->a, 4000);

	for (size_t i = 0; i < s->n; i++) {
		if (!str_eq(s->size[i].format, format))
			continue;
		if (b.n)
			buf_add(&b, S(", "));
		buf_add(&b, address_of(v, s->size[i].path));
		buf_fmt(&b, " %lldw", (long long)s->size[i].width);
	}
	return buf_str(&b);
}

/* The fallback's format: what every browser shows. */
static str
plain_format(const struct shown *s)
{
	for (size_t i = 0; i < s->n; i++)
		if (str_eq(s->size[i].format, S("png")))
			return S("png");
	return S("jpeg");
}

static str
middle_size(const struct view *v, const struct shown *s)
{
	str format = plain_format(s), best = s->p->path;

	for (size_t i = 0; i < s->n; i++)
		if (str_eq(s->size[i].format, format) && (s->size[i].width <= 960 || str_eq(best, s->p->path)))
			best = s->size[i].path;
	return address_of(v, best);
}

static void
show_sources(const struct view *v, struct value *into, const struct shown *of)
{
	static const struct {
		const char *format, *type;
	} modern[] = {{"avif", "image/avif"}, {"webp", "image/webp"}};
	struct value *list = value_list(into, "sources");

	for (size_t i = 0; i < LENGTH(modern); i++) {
		str set = srcset(v, of, str_of(modern[i].format));
		struct value *s;

		if (!set.n)
			continue;
		s = value_item(list);
		value_str(s, "type", str_of(modern[i].type));
		value_str(s, "srcset", set);
	}
}

/* Words for the style sheet: which third of the picture matters. */
static str
focus(const struct view *v, const struct picture *p)
{
	const char *x = p->focal_x < 334 ? "l" : p->focal_x > 666 ? "r" : "";
	const char *y = p->focal_y < 334 ? "t" : p->focal_y > 666 ? "b" : "";

	return arena_fmt(v->a, "%s%s%s", x, *x && *y ? " " : "", y);
}

/* A crop has its place's shape, so there is nothing to keep in sight. */
static void
show_sides(const struct view *v, struct value *m, const struct shown *s)
{
	const struct picture_size *widest = s->size;
	bool whole = s->size == s->p->size;

	for (size_t i = 0; i < s->n; i++)
		if (s->size[i].width > widest->width)
			widest = &s->size[i];
	value_int(m, "width", whole ? s->p->width : widest->width);
	value_int(m, "height", whole ? s->p->height : widest->height);
	value_str(m, "focus", whole ? focus(v, s->p) : S(""));
}

void
show_picture(const struct view *v, struct value *into, const char *name, const struct picture *p, bool crop)
{
	struct shown s;
	struct value *m;

	if (!p || !p->ready) {
		value_null(into, name);
		return;
	}
	s = shown(p, crop);
	m = value_record(into, name);
	value_str(m, "src", middle_size(v, &s));
	value_str(m, "srcset", srcset(v, &s, plain_format(&s)));
	show_sources(v, m, &s);
	show_sides(v, m, &s);
	value_str(m, "alt", p->decorative ? S("") : p->alt);
	value_html(m, "caption", sanitise_html(v->a, p->caption, SANITISE_COMMENT, NULL));
	value_str(m, "credit", p->credit);
	value_str(m, "url", address_of(v, p->path));
}

void
show_link(struct value *into, str name, str url)
{
	value_str(into, "name", name);
	value_str(into, "url", url);
}

static void
show_byline(const struct view *v, struct value *into, const char *name, const struct author *author, size_t n)
{
	struct value *list = value_list(into, name);

	for (size_t i = 0; i < n; i++) {
		struct value *a = value_item(list);
		str sep = !i ? S("") : i + 1 < n ? arena_fmt(v->a, "%.*s ", SARG(words_get(v->words, "comma"))) : words_and(v->words, v->a);

		show_link(a, author[i].name, paper_author(v->paper, author[i].slug));
		value_str(a, "sep", sep);
	}
}

str
show_names(const struct view *v, const struct author *author, size_t n)
{
	str *name = NEW(v->a, str, n);

	for (size_t i = 0; i < n; i++)
		name[i] = author[i].name;
	return words_join(v->words, v->a, name, n);
}

str
show_excerpt(const struct view *v, const struct card *c, int64_t words, str ending)
{
	const struct excerpt_rules rules = {EXCERPT_AUTO, (unsigned)words, ending};

	if (c->protected)
		return words_get(v->words, "protected");
	if (c->excerpt.n)
		return excerpt_text(v->a, strip_html(v->a, c->excerpt, STRIP_TAGS), &rules);
	return excerpt_body(v->a, c->head, &rules);
}

static str
label(const struct view *v, str worktype)
{
	if (str_eq(worktype, S("opinion")))
		return words_get(v->words, "opinion");
	if (str_eq(worktype, S("analysis")))
		return words_get(v->words, "analysis");
	return str_eq(worktype, S("paid")) ? words_get(v->words, "paid") : S("");
}

void
show_card(const struct view *v, struct value *into, const struct card *c, int64_t words, str ending)
{
	bool foreign = c->language.n && !str_eq(c->language, v->paper->language);
	struct value *section;

	value_int(into, "id", c->id);
	value_str(into, "url", card_path(v->paper, c));
	value_str(into, "kicker", c->kicker);
	value_str(into, "headline", c->headline);
	/* Of what is behind a password only the headline is shown. */
	value_str(into, "standfirst", c->protected ? S("") : c->standfirst);
	value_str(into, "excerpt", show_excerpt(v, c, words, ending));
	value_str(into, "worktype", c->worktype);
	value_str(into, "label", label(v, c->worktype));
	if (c->section_id) {
		section = value_record(into, "section");
		show_link(section, c->section_name, paper_section_path(v->paper, c->section_path));
	} else {
		value_null(into, "section");
	}
	show_byline(v, into, "byline", c->author, c->authors);
	show_date(v, into, "published", c->published_at);
	show_picture(v, into, "picture", c->protected ? NULL : c->picture, true);
	value_str(into, "lang", foreign ? c->language : S(""));
	value_str(into, "dir", !foreign ? S("") : c->direction.n ? c->direction : show_direction(c->language));
}

void
show_cards(const struct view *v, struct value *into, const char *name, const struct card *card, size_t n,
	int64_t words, str ending)
{
	struct value *list = value_list(into, name);

	for (size_t i = 0; i < n; i++)
		show_card(v, value_item(list), &card[i], words, ending);
}

void
show_pager(const struct view *v, struct value *into, str path, int64_t page, bool more)
{
	struct value *p;
	str number;

	if (page < 2 && !more) {
		value_null(into, "pager");
		return;
	}
	number = words_number(v->words, v->a, page);
	p = value_record(into, "pager");
	value_str(p, "prev", page > 1 ? paper_page(v->paper, path, page - 1) : S(""));
	value_str(p, "next", more ? paper_page(v->paper, path, page + 1) : S(""));
	value_str(p, "text", words_say(v->words, v->a, "page_n", WORDS({"n", number})));
}

/* Is a section the open one, or above it? */
static bool
is_open(const struct paper *p, int64_t id, int64_t open)
{
	for (int depth = 0; open && depth < 16; depth++) {
		const struct paper_section *s;

		if (open == id)
			return true;
		s = paper_section(p, open);
		open = s ? s->parent_id : 0;
	}
	return false;
}

static void
show_sections(const struct view *v, struct value *into, const char *name, int64_t parent, int64_t open)
{
	const struct paper *p = v->paper;
	struct value *list = value_list(into, name);

	for (size_t i = 0; i < p->sections; i++) {
		struct value *item;

		if (p->section[i].parent_id != parent || !p->section[i].listed)
			continue;
		item = value_item(list);
		show_link(item, p->section[i].name, paper_section_path(p, p->section[i].path));
		value_str(item, "slug", p->section[i].slug);
		value_bool(item, "current", is_open(p, p->section[i].id, open));
	}
}

/* The section that an entry of the menu leads to; NULL: something else. */
static const struct paper_section *
menu_section(const struct paper *p, const struct paper_link *entry)
{
	for (size_t k = 0; k < p->sections; k++)
		if (str_eq(paper_section_path(p, p->section[k].path), entry->path))
			return &p->section[k];
	return NULL;
}

/* The paper's own menu in the place of its sections.  A menu that leads to no
 * section is one of pages, which stand at the foot; readers need the sections. */
static void
show_menu(const struct view *v, struct value *root, int64_t open)
{
	const struct paper *p = v->paper;
	const struct paper_section *s = NULL;
	struct value *list;

	for (size_t i = 0; i < p->menus && !s; i++)
		s = menu_section(p, &p->menu[i]);
	if (!s) {
		show_sections(v, root, "nav", 0, open);
		return;
	}
	list = value_list(root, "nav");
	for (size_t i = 0; i < p->menus; i++) {
		struct value *item = value_item(list);

		s = menu_section(p, &p->menu[i]);
		value_str(item, "name", p->menu[i].headline);
		show_address(v, item, "url", p->menu[i].path);
		value_str(item, "slug", s ? s->slug : S(""));
		value_bool(item, "current", s && is_open(p, s->id, open));
	}
}

/* The children of the open section, or its siblings where it has none. */
static void
show_subsections(const struct view *v, struct value *root, int64_t open)
{
	const struct paper *p = v->paper;
	const struct paper_section *s = open ? paper_section(p, open) : NULL;
	int64_t parent = open;
	bool has_children = false;

	for (size_t i = 0; i < p->sections; i++)
		has_children |= open && p->section[i].parent_id == open && p->section[i].listed;
	if (!has_children)
		parent = s ? s->parent_id : 0;
	if (parent)
		show_sections(v, root, "subnav", parent, open);
	else
		value_list(root, "subnav");
}

static void
show_feeds(const struct view *v, struct value *head, const struct frame *f)
{
	str type = S("application/rss+xml");
	struct value *list = value_list(head, "feeds");
	str site = paper_feed(v->paper, S("/"));
	struct value *item;

	item = value_item(list);
	value_str(item, "title", v->paper->title);
	value_str(item, "url", site);
	value_str(item, "type", type);
	if (!f->feed.n)
		return;
	item = value_item(list);
	value_str(item, "title", f->feed_title);
	value_str(item, "url", f->feed);
	value_str(item, "type", type);
}

/* What a page looks like where it is shared: the part that was cut for it, else all of it. */
static void
show_image(const struct view *v, struct value *head, const struct picture *p)
{
	struct value *image;
	struct shown s;

	if (!p || !p->ready) {
		value_null(head, "image");
		return;
	}
	s = shown(p, false);
	image = value_record(head, "image");
	value_str(image, "url", absolute(v, p->share ? paper_media(v->paper, p->share->path) : middle_size(v, &s)));
	value_int(image, "width", p->share ? p->share->width : p->width);
	value_int(image, "height", p->share ? p->share->height : p->height);
	value_str(image, "alt", p->alt);
}

static void
show_head(const struct view *v, struct value *root, const struct frame *f)
{
	struct value *h = value_record(root, "head");
	str paper = v->paper->title;
	const struct zone *z = v->paper->zone;

	value_str(h, "title", f->title.n ? arena_fmt(v->a, "%.*s – %.*s", SARG(f->title), SARG(paper)) : paper);
	value_str(h, "description", f->description);
	value_str(h, "canonical", f->path.n && !f->robots.n ? absolute(v, f->path) : S(""));
	value_str(h, "robots", f->robots);
	value_str(h, "prev", f->prev);
	value_str(h, "next", f->next);
	value_str(h, "type", f->published ? S("article") : S("website"));
	value_str(h, "og_title", f->og_title.n ? f->og_title : f->title.n ? f->title : paper);
	value_str(h, "locale", words_get(v->words, "locale"));
	show_image(v, h, f->image);
	value_str(h, "published", f->published ? zone_iso(v->a, z, f->published) : S(""));
	value_str(h, "modified", f->modified ? zone_iso(v->a, z, f->modified) : S(""));
	value_str(h, "section", f->section);
	value_str(h, "shortlink", f->shortlink ?
		absolute(v, arena_fmt(v->a, "/?p=%lld", (long long)f->shortlink)) : S(""));
	show_feeds(v, h, f);
	value_html(h, "jsonld", f->jsonld);
	value_str(h, "icon", S("/favicon.svg"));
}

/* The day and not the moment: the page stays the same until midnight. */
static void
show_today(const struct view *v, struct value *root, bool shown)
{
	int64_t now = v->paper->now;
	struct value *d;

	if (!shown) {
		value_null(root, "today");
		return;
	}
	d = value_record(root, "today");
	value_str(d, "iso", str_upto(zone_iso(v->a, v->paper->zone, now), 10));
	value_str(d, "day", words_date(v->words, v->a, v->paper->zone, now, "day"));
}

/* Its words are of no language that we know, so the browser looks at their direction;
 * a headline has its story's. */
static void
show_breaking(const struct view *v, struct value *root)
{
	const struct breaking *b = v->paper->breaking;
	struct value *strip;

	if (!b) {
		value_null(root, "breaking");
		return;
	}
	strip = value_record(root, "breaking");
	value_str(strip, "text", b->text);
	show_address(v, strip, "url", b->url);
	value_str(strip, "lang", b->language);
	value_str(strip, "dir", b->direction.n ? b->direction : b->language.n ? show_direction(b->language) : S("auto"));
}

struct value *
show_frame(const struct view *v, const struct frame *f)
{
	struct value *root = value_map(v->a), *site;
	struct civil today = zone_civil(v->paper->zone, v->paper->now);
	struct value *pages;

	value_str(root, "lang", v->paper->language);
	value_str(root, "dir", show_direction(v->paper->language));
	value_put(root, S("t"), words_values(v->words));
	value_str(root, "kind", str_of(f->kind));
	site = value_record(root, "site");
	value_str(site, "name", v->paper->title);
	value_str(site, "tagline", v->paper->tagline);
	value_str(site, "url", S("/"));
	value_str(site, "search", S("/"));
	value_str(site, "feed", paper_feed(v->paper, S("/")));
	show_today(v, root, f->today);
	show_breaking(v, root);
	show_menu(v, root, f->section_id);
	show_subsections(v, root, f->section_id);
	pages = value_list(root, "pages");
	for (size_t i = 0; i < v->paper->pages; i++)
		show_link(value_item(pages), v->paper->page[i].headline,
			card_path(v->paper, &(struct card){.page = true, .path = v->paper->page[i].path}));
	value_str(root, "copyright", arena_fmt(v->a, "© %lld %.*s", (long long)today.year, SARG(v->paper->title)));
	show_head(v, root, f);
	return root;
}
