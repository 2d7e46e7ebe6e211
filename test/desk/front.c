/* front.c: the pages of the desk's front: what they show, what they ask of the
 * store, and that their forms change what readers see. */
#include "news/story/save.h"
#include "press.h"
#include "query/kinds.h"
#include "store/store.h"

enum { STORIES = 14, NOON = 1772712000 };

struct desk_front {
	struct press press;
	struct arena *a;
	struct press_who who;
	int64_t story[STORIES], town, tag;
};

static err
make(struct txn *t, void *arg)
{
	struct desk_front *f = arg;

	TRY(section_save(t, 0, S("town"), S("Town"), S(""), &f->town));
	TRY(tag_save(t, S("vote"), S("Vote"), &f->tag));
	for (int i = 0; i < STORIES; i++) {
		struct story_draft d = story_draft_new();

		d.state = S("publish");
		d.headline = arena_fmt(store_arena(t), "Headline-%02d", i);
		d.slug = arena_fmt(store_arena(t), "story-%02d", i);
		d.body = S("<p>Words.</p>");
		d.published_at = f->press.now - 600 * (i + 1);
		d.embargo_at = i == 13 ? NOON + 3600 : 0;
		d.section = &f->town;
		d.sections = 1;
		TRY(story_save(t, 0, &d, f->press.now, &f->story[i]));
	}
	return OK;
}

static struct desk_front *
setup(struct arena *a)
{
	struct desk_front *f = NEW(a, struct desk_front, 1);

	f->a = a;
	press_setup(a, &f->press);
	press_clock(&f->press, NOON);
	CHECK_OK(store_write(f->press.site.store, a, make, f));
	f->who = press_login(&f->press, a, "editor");
	return f;
}

static str
page(struct desk_front *f, const char *path)
{
	struct ctx *c = press_desk_get(&f->press, f->a, &f->who, str_of(path));

	if (c->reply.status && c->reply.status != 200)
		test_fail(__FILE__, __LINE__, "%s is %d", path, c->reply.status);
	return c->reply.body;
}

static bool
has(str page, const char *part)
{
	return str_find(page, str_of(part)) != NOWHERE;
}

/* Fields "a=b&c=d"; gives the status. */
static int
post(struct desk_front *f, const char *path, str fields)
{
	struct pair *form = NEW(f->a, struct pair, 16);
	size_t n = 0;
	str one;
	struct ctx *c;

	while (fields.n && str_split(&fields, '&', &one)) {
		size_t at = str_find_char(one, '=');

		form[n++] = (struct pair){str_upto(one, at), str_from(one, at + 1)};
	}
	c = press_desk_post(&f->press, f->a, &f->who, str_of(path), form, n);
	return c->reply.status ? c->reply.status : 200;
}

/* What the page says of its layout and version, as fields. */
static str
seen(struct desk_front *f)
{
	str p = page(f, "/desk/front/"), mark = S("data-layout=\"");
	str layout = str_from(p, str_find(p, mark) + mark.n), version = str_from(layout, str_find(layout, S("data-version=\"")) + 14);

	return arena_fmt(f->a, "layout=%.*s&version=%.*s", SARG(str_upto(layout, str_find_char(layout, '"'))),
		SARG(str_upto(version, str_find_char(version, '"'))));
}

TEST(desk_front_fills_by_plain_forms)
{
	struct desk_front *f = setup(a);
	str at = seen(f), reader;

	CHECK_INT(post(f, "/desk/front/place", arena_fmt(a, "%.*s&do=put&to=lead:1&story=%lld", SARG(at), (long long)f->story[9])), 303);
	CHECK(has(page(f, "/desk/front/"), "is-hand"));
	reader = press_get(&f->press, a, S("/"))->reply.body;
	CHECK(has(str_upto(reader, str_find(reader, S("class=\"seconds\""))), "Headline-09"));
	CHECK_INT(post(f, "/desk/front/place", arena_fmt(a, "%.*s&do=down&area=lead&place=1", SARG(seen(f)))), 303);
	CHECK(has(page(f, "/desk/front/"), "id=\"p-seconds-1\" data-area=\"seconds\" data-place=\"1\" data-name=\"Secondary stories 1\" data-story=\"10\""));
	/* the page of before: the same place was changed since */
	CHECK_INT(post(f, "/desk/front/place", arena_fmt(a, "%.*s&do=put&to=seconds:1&story=%lld", SARG(at), (long long)f->story[8])), 409);
	CHECK_INT(post(f, "/desk/front/step", arena_fmt(a, "%.*s&do=undo", SARG(seen(f)))), 303);
	CHECK_INT(post(f, "/desk/front/step", arena_fmt(a, "%.*s&do=redo", SARG(seen(f)))), 303);
	CHECK_INT(post(f, "/desk/front/slot", arena_fmt(a, "%.*s&area=river&place=2&fill=tag&tag=Nobody", SARG(seen(f)))), 400);
	CHECK_INT(post(f, "/desk/front/slot", arena_fmt(a, "%.*s&area=river&place=2&fill=tag&tag=Vote&ends=2026-03-05T13:00", SARG(seen(f)))), 303);
	CHECK(has(page(f, "/desk/front/"), "Latest with a tag: Vote"));
	/* a story is taken while the rule is still ticked, also one that stands elsewhere by its rule */
	CHECK(has(page(f, "/desk/front/slot?area=lead&place=1"), "value=\"9\""));
	CHECK_INT(post(f, "/desk/front/slot", arena_fmt(a, "%.*s&area=lead&place=1&fill=&stood=1&story=%lld", SARG(seen(f)), (long long)f->story[8])), 303);
	reader = press_get(&f->press, a, S("/"))->reply.body;
	CHECK(has(str_upto(reader, str_find(reader, S("class=\"seconds\""))), "Headline-08"));
	CHECK_INT(post(f, "/desk/front/slot", arena_fmt(a, "%.*s&area=lead&place=1&fill=&stood=9&story=9", SARG(seen(f)))), 303);
	CHECK(!has(page(f, "/desk/front/slot?area=lead&place=1"), "value=\"story\" checked"));
	CHECK(has(page(f, "/desk/front/versions"), "Seconds") || has(page(f, "/desk/front/versions"), "seconds 1"));
}

TEST(desk_front_shows_the_front_of_later)
{
	struct desk_front *f = setup(a);
	str later;

	CHECK(has(page(f, "/desk/front/"), "Headline-13"));
	CHECK(!has(page(f, "/desk/front/preview?at=2026-03-05T12:59"), "Headline-13"));
	later = page(f, "/desk/front/preview?at=2026-03-05T13:00");
	CHECK(has(later, "Headline-13"));
	CHECK(has(later, "Not public."));
	CHECK_INT(post(f, "/desk/front/layout", S("do=new&name=Night&starts=2026-03-05T20:00")), 303);
	CHECK(has(page(f, "/desk/front/?layout=1"), "Night"));
	CHECK_INT(post(f, "/desk/front/layout", S("do=new&name=Night&starts=2026-03-05T02:00")), 400);
	CHECK_INT(post(f, "/desk/front/breaking", S("text=The bridge is closed&hours=2")), 303);
	CHECK(has(press_get(&f->press, a, S("/category/town/"))->reply.body, "The bridge is closed"));
	CHECK(has(page(f, "/desk/front/"), "The bridge is closed"));
	CHECK_INT(post(f, "/desk/front/breaking", S("do=off&back=//evil.example/")), 303);
	CHECK(!has(press_get(&f->press, a, S("/category/town/"))->reply.body, "The bridge is closed"));
}

TEST(desk_front_asks_little)
{
	static const char *const path[] = {"/desk/front/", "/desk/front/slot?area=lead&place=1", "/desk/front/area?area=river",
		"/desk/front/versions", "/desk/front/find?q=headline", "/desk/front/preview"};
	struct desk_front *f = setup(a);

	for (size_t i = 0; i < LENGTH(path); i++) {
		uint64_t before = store_asked(f->press.site.store), asked, most = i == 5 ? 14 : 8;

		page(f, path[i]);
		asked = store_asked(f->press.site.store) - before;
		if (asked > most)
			test_fail(__FILE__, __LINE__, "%s asks %llu times", path[i], (unsigned long long)asked);
	}
}
