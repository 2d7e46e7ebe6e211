/* crop.c: crops from the desk to readers' pages: made when a picture comes in, made
 * anew when the focal point or a crop by hand changes, at addresses of their own, and
 * taken away with what they were cut from. */
#include "base/sys/file.h"
#include "media/picture.h"
#include "media/team.h"
#include "news/picture/picture.h"
#include "news/story/save.h"
#include "press.h"
#include "query/picture.h"
#include "store_pair.h"

/* A photograph: all colours; seed: another one. */
static str
jpeg(struct arena *a, int w, int h, int seed)
{
	struct picture p = {w, h, NEW(a, unsigned char, picture_bytes(w, h))};
	str out;

	for (size_t i = 0; i < picture_bytes(w, h); i++)
		p.px[i] = i % 4 == 3 ? 255 : (unsigned char)(i / 64 * (size_t)(seed + 3) / 7 + i / 900);
	CHECK_OK(encode_jpeg(a, p, 90, &out));
	return out;
}

struct cropping {
	struct press p;
	struct press_who who, editor;
	int64_t id, story;
};

static err
publish(struct txn *t, void *arg)
{
	struct cropping *w = arg;
	struct story_draft d = story_draft_new();
	struct arena *a = store_arena(t);

	d.headline = S("A story");
	d.slug = S("a-story");
	d.state = S("publish");
	d.published_at = w->p.now - 100;
	d.lead_media_id = w->id;
	d.body = arena_fmt(a, "<p>x</p><figure class=\"wp-block-gallery\"><figure class=\"wp-block-image\">"
		"<img src=\"/media/2026/03/a.jpg\" class=\"wp-image-%lld\" alt=\"\"></figure></figure>", (long long)w->id);
	return story_save(t, w->story, &d, w->p.now, &w->story);
}

static void
begin(struct arena *a, struct cropping *w, enum engine on, int width, int height)
{
	struct ctx *c;

	*w = (struct cropping){0};
	press_setup_on(a, &w->p, pair_url(a, on));
	w->who = press_login(&w->p, a, "reporter");
	w->editor = press_login(&w->p, a, "editor");
	c = press_desk_send(&w->p, a, &w->who, S("/desk/pictures/upload?name=a.jpg"), jpeg(a, width, height, 1));
	CHECK_INT(press_status(c), 200);
	CHECK_OK(str_int(str_upto(str_from(c->reply.body, 6), str_find_char(c->reply.body, ',') - 6), &w->id));
	CHECK_OK(store_write(w->p.site.store, a, publish, w));
}

static bool
served(struct cropping *w, struct arena *a, const char *name)
{
	return press_status(press_get(&w->p, a, arena_fmt(a, "/media/2026/03/%s", name))) == 200;
}

static bool
on_disk(struct cropping *w, struct arena *a, const char *name)
{
	return file_exists(arena_fmt(a, "%.*s/2026/03/%s", SARG(w->p.site.media), name).p);
}

static void
leads(struct cropping *w, struct arena *a, const char *from, const char *to)
{
	struct ctx *c = press_get(&w->p, a, arena_fmt(a, "/media/2026/03/%s", from));

	CHECK_INT(press_status(c), 302);
	CHECK_STR(c->reply.location, arena_fmt(a, "/media/2026/03/%s", to));
}

/* The form of the picture's page: the focal point, and one crop by hand. */
static int
save(struct cropping *w, struct arena *a, const struct press_who *who, const char *focal_x, const char *x, const char *width)
{
	const struct pair form[] = {{S("alt"), S("A dam")}, {S("focal_x"), str_of(focal_x)}, {S("focal_y"), S("50")},
		{S("shapes"), S("1")}, {S("hand_1x1"), x ? S("1") : S("")}, {S("x_1x1"), str_of(x ? x : "")}, {S("y_1x1"), S("0")},
		{S("w_1x1"), str_of(width)}};

	return press_status(press_desk_post(&w->p, a, who, arena_fmt(a, "/desk/pictures/%lld/save", (long long)w->id), form, LENGTH(form)));
}

static void
on_pages(struct arena *a, enum engine on)
{
	struct cropping w;
	struct ctx *c;

	begin(a, &w, on, 1000, 750);
	c = press_get(&w.p, a, S("/"));
	CHECK(press_has(c, "/media/2026/03/a.jpg-3x2-0-56-1000-w640.webp 640w"));
	CHECK(press_has(c, "width=\"1000\" height=\"667\""));
	CHECK(!press_has(c, "a.jpg-w640.webp"));
	c = press_get(&w.p, a, S("/2026/03/05/a-story/"));
	CHECK(press_has(c, "content=\"https://paper.example/media/2026/03/a.jpg-40x21-0-150-1000-w1000.jpg\""));
	CHECK(press_has(c, "property=\"og:image:height\" content=\"525\""));
	CHECK(press_has(c, "a.jpg-w640.webp"));                        /* the lead is seen whole */
	CHECK(press_has(c, "/media/2026/03/a.jpg-1x1-125-0-750-w640.webp 640w")); /* the gallery is not */
	CHECK(!press_has(c, "-3x2-"));
	CHECK(served(&w, a, "a.jpg-3x2-0-56-1000-w320.avif") && served(&w, a, "a.jpg-1x1-125-0-750-w320.jpg"));
	/* Two in the whole: a picture that has the shape of cards needs no crop for them. */
	c = press_desk_send(&w.p, a, &w.who, S("/desk/pictures/upload?name=b.jpg"), jpeg(a, 606, 400, 2));
	CHECK_INT(press_status(c), 200);
	CHECK(!on_disk(&w, a, "b.jpg-3x2-0-0-990-w320.jpg") && on_disk(&w, a, "b.jpg-1x1-170-0-660-w320.jpg"));
}
TEST(desk_crop_is_on_pages_sqlite)
{
	on_pages(a, ON_SQLITE);
}
TEST(desk_crop_is_on_pages_postgres)
{
	on_pages(a, ON_POSTGRES);
}

static void
by_hand(struct arena *a, enum engine on)
{
	struct cropping w;
	struct ctx *c;

	begin(a, &w, on, 1000, 750);
	/* The focal point moves those that follow it; what was is served no more, nor kept. */
	CHECK_INT(save(&w, a, &w.who, "100", NULL, ""), 303);
	CHECK(served(&w, a, "a.jpg-1x1-250-0-750-w320.jpg") && !served(&w, a, "a.jpg-1x1-125-0-750-w320.jpg"));
	CHECK(!on_disk(&w, a, "a.jpg-1x1-125-0-750-w320.jpg"));
	/* whoever has the page of before is led to the one that took its place, as wide and of its kind */
	leads(&w, a, "a.jpg-1x1-125-0-750-w320.jpg", "a.jpg-1x1-250-0-750-w320.jpg");
	leads(&w, a, "a.jpg-1x1-125-0-750-w640.webp", "a.jpg-1x1-250-0-750-w640.webp");
	leads(&w, a, "a.jpg-w700.avif", "a.jpg-w640.avif");
	CHECK_INT(press_status(press_get(&w.p, a, S("/media/2026/03/a.jpg-1x1-125-0-750-w320.exe"))), 404);
	CHECK_INT(press_status(press_get(&w.p, a, S("/media/2026/03/a.jpg-w"))), 404);
	CHECK_INT(press_status(press_get(&w.p, a, S("/media/2026/03/none.jpg-w320.webp"))), 404);
	CHECK(served(&w, a, "a.jpg-3x2-0-56-1000-w320.jpg")); /* as wide as the picture: it stays */
	/* By hand, and it does not follow any more; a comma will do. */
	CHECK_INT(save(&w, a, &w.who, "100", "12,5", "40.0"), 303);
	CHECK(press_has(press_get(&w.p, a, S("/2026/03/05/a-story/")), "a.jpg-1x1-125-0-400-w400.jpg"));
	c = press_desk_get(&w.p, a, &w.who, arena_fmt(a, "/desk/pictures/%lld/", (long long)w.id));
	CHECK(press_has(c, "name=\"hand_1x1\" value=\"1\" checked") && press_has(c, "name=\"x_1x1\" type=\"number\" min=\"0\" max=\"100\" step=\"0.1\" value=\"12.5\""));
	CHECK(press_has(c, "400 × 400 pixels"));
	CHECK_INT(save(&w, a, &w.who, "0", "12.5", "40"), 303);
	CHECK(served(&w, a, "a.jpg-1x1-125-0-400-w400.jpg"));
	/* Taken back. */
	CHECK_INT(save(&w, a, &w.editor, "0", NULL, ""), 303);
	CHECK(served(&w, a, "a.jpg-1x1-0-0-750-w320.jpg") && !on_disk(&w, a, "a.jpg-1x1-125-0-400-w400.jpg"));
}
TEST(desk_crop_is_set_by_hand_sqlite)
{
	by_hand(a, ON_SQLITE);
}
TEST(desk_crop_is_set_by_hand_postgres)
{
	by_hand(a, ON_POSTGRES);
}

TEST(desk_crop_refuses_what_cannot_be)
{
	static const char *const odd[][2] = {{"0", "3"}, {"0", ""}, {"61", "40"}, {"0", "100"}, {"-1", "20"}, {"x", "20"}, {"1", "1e1"}};
	struct cropping w;
	struct press_who other;

	begin(a, &w, ON_SQLITE, 800, 600);
	for (size_t i = 0; i < LENGTH(odd); i++)
		CHECK_INT(save(&w, a, &w.who, "50", odd[i][0], odd[i][1]), 400);
	CHECK(served(&w, a, "a.jpg-1x1-125-0-750-w320.jpg")); /* nothing has changed */
	other = press_login(&w.p, a, "reporter");
	CHECK_INT(save(&w, a, &other, "50", "0", "40"), 403);
	/* Words that are right are kept though a crop is refused. */
	CHECK(press_has(press_desk_get(&w.p, a, &w.who, S("/desk/pictures/pick.json?q=dam")), "\"alt\":\"A dam\""));
	CHECK(press_has(press_desk_post(&w.p, a, &w.who, arena_fmt(a, "/desk/pictures/%lld/save", (long long)w.id), (struct pair[]){{S("shapes"), S("1")},
		{S("hand_1x1"), S("1")}, {S("w_1x1"), S("2")}}, 3), "the text was saved, but the crops were not: a crop must have at least 5%"));
}

static err
hold(struct txn *t, void *arg)
{
	const struct cropping *w = arg;

	return q_picture_making(t, w->id, w->p.now);
}

/* One at a time; what a kill left is let go, and the next save makes what is not there. */
TEST(desk_crop_is_made_by_one_at_a_time)
{
	struct cropping w;

	begin(a, &w, ON_SQLITE, 800, 600);
	CHECK_OK(store_write(w.p.site.store, a, hold, &w));
	CHECK_INT(save(&w, a, &w.who, "0", NULL, ""), 409);
	CHECK(served(&w, a, "a.jpg-1x1-125-0-750-w320.jpg"));
	CHECK_OK(picture_sweep(w.p.site.store, w.p.site.media, w.p.now + PICTURE_LEFT_SECONDS + 1));
	CHECK_INT(save(&w, a, &w.who, "0", NULL, ""), 303);
	CHECK(served(&w, a, "a.jpg-1x1-0-0-750-w320.jpg"));
}

TEST(desk_crop_follows_another_file)
{
	struct cropping w;
	str replace;

	begin(a, &w, ON_SQLITE, 800, 600);
	replace = arena_fmt(a, "/desk/pictures/%lld/replace", (long long)w.id);
	CHECK_INT(save(&w, a, &w.who, "50", "10", "40"), 303);
	/* A better one of the same shape keeps the crop by hand, another shape does not. */
	CHECK_INT(press_status(press_desk_send(&w.p, a, &w.who, replace, jpeg(a, 1200, 900, 2))), 303);
	CHECK(served(&w, a, "a.jpg-r2-1x1-100-0-400-w480.jpg"));
	leads(&w, a, "a.jpg-1x1-100-0-400-w320.jpg", "a.jpg-r2-1x1-100-0-400-w320.jpg");
	leads(&w, a, "a.jpg-w320.webp", "a.jpg-r2-w320.webp");
	CHECK_INT(press_status(press_desk_send(&w.p, a, &w.who, replace, jpeg(a, 600, 900, 3))), 303);
	CHECK(served(&w, a, "a.jpg-r3-1x1-0-167-1000-w320.jpg"));
	/* nor does one that is a little lower, where the crop took all of the height: it can still be saved */
	CHECK_INT(save(&w, a, &w.who, "50", "0", "100"), 303);
	CHECK_INT(press_status(press_desk_send(&w.p, a, &w.who, replace, jpeg(a, 900, 600, 4))), 303);
	CHECK_INT(save(&w, a, &w.who, "50", "10", "66.6"), 303);
	CHECK_INT(press_status(press_desk_send(&w.p, a, &w.who, replace, jpeg(a, 900, 592, 5))), 303);
	CHECK(served(&w, a, "a.jpg-r5-1x1-172-1-657-w320.jpg"));
	CHECK_INT(save(&w, a, &w.who, "50", NULL, ""), 303);
	/* Its crops go with it, and say so. */
	CHECK_INT(press_status(press_desk_post(&w.p, a, &w.editor, arena_fmt(a, "/desk/pictures/%lld/delete", (long long)w.id),
		&(struct pair){S("force"), S("1")}, 1)), 303);
	CHECK_INT(press_status(press_get(&w.p, a, S("/media/2026/03/a.jpg-r5-1x1-172-1-657-w320.jpg"))), 410);
	CHECK(!on_disk(&w, a, "a.jpg-r5-1x1-172-1-657-w320.jpg") && !on_disk(&w, a, "a.jpg-r2-1x1-100-0-400-w480.jpg"));
}

static err
wish(struct txn *t, void *arg)
{
	const struct cropping *w = arg;

	TRY(q_picture_crop_sizes_clear(t, w->id));
	return q_picture_crop_put(t, &(struct q_picture_crop_put_in){.media = w->id, .shape = S("1x1"), .x = 100, .y = 0, .w = 500});
}

/* A copy of the paper brings what was set by hand, and no files. */
TEST(desk_crop_is_made_for_what_an_export_brought)
{
	struct cropping w;

	begin(a, &w, ON_SQLITE, 800, 600);
	CHECK_OK(store_write(w.p.site.store, a, wish, &w));
	CHECK(!served(&w, a, "a.jpg-1x1-100-0-500-w400.jpg"));
	CHECK_OK(picture_cut_left(w.p.site.store, w.p.app.services.pictures, w.p.site.media, w.p.now));
	CHECK(served(&w, a, "a.jpg-1x1-100-0-500-w400.jpg") && served(&w, a, "a.jpg-3x2-0-56-1000-w320.jpg"));
}
