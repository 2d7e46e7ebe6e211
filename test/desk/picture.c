/* picture.c: pictures come in, are found and described, and are nobody's but the
 * newsroom's before something public uses them. */
#include "door/dispatch.h"
#include "base/sys/file.h"
#include "media/picture.h"
#include "news/people/password.h"
#include "news/picture/picture.h"
#include "news/story/save.h"
#include "press.h"
#include "query/picture.h"
#include "store_pair.h"

#include <stdlib.h>

static int
status(const struct ctx *c)
{
	return c->reply.status ? c->reply.status : 200;
}

static bool
says(const struct ctx *c, str part)
{
	return str_find(c->reply.body, part) != NOWHERE;
}

/* A picture of many colours; seed: another one. */
static str
jpeg(struct arena *a, int w, int h, int seed)
{
	struct picture p = {w, h, NEW(a, unsigned char, picture_bytes(w, h))};
	str out;

	for (size_t i = 0; i < picture_bytes(w, h); i++)
		p.px[i] = i % 4 == 3 ? 255 : (unsigned char)(i * (size_t)(seed + 3) / 7 + i / 900);
	CHECK_OK(encode_jpeg(a, p, 90, &out));
	return out;
}

static void
segment(struct buf *b, int marker, str body)
{
	buf_char(b, (char)0xff);
	buf_char(b, (char)marker);
	buf_char(b, (char)((body.n + 2) >> 8));
	buf_char(b, (char)(body.n + 2));
	buf_add(b, body);
}

/* With EXIF that names a place, and IPTC that has a caption, a byline, rights. */
static str
with_words(struct arena *a, str j)
{
	static const char exif[] = "Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x88\x25\0\4\0\0\0\1\0\0\0\x1a\0\0\0\0GPSSECRET 12.6392N 8.0029W";
	static const char iptc[] = "Photoshop 3.0\0" "8BIM\4\4\0\0\0\0\0\x33"
		"\x1c\2\x78\0\x0e" "Flood at a dam" "\x1c\2\x50\0\7" "A. Sow\0" "\x1c\2\x74\0\x0b" "Paper Photo" "\0\0\0\0";
	struct buf b = buf_in(a, j.n + 4096);

	buf_add(&b, str_upto(j, 2));
	segment(&b, 0xe1, (str){exif, sizeof exif - 1});
	segment(&b, 0xed, (str){iptc, sizeof iptc - 1});
	buf_add(&b, str_from(j, 2));
	return buf_str(&b);
}

static int64_t
number_after(str body, const char *name)
{
	size_t at = str_find(body, str_of(name));

	CHECK(at != NOWHERE);
	return strtoll(body.p + at + strlen(name), NULL, 10);
}

static str
text_after(struct arena *a, str body, const char *name)
{
	size_t at = str_find(body, str_of(name));
	str rest = str_from(body, at == NOWHERE ? body.n : at + strlen(name));

	return arena_copy(a, str_upto(rest, str_find_char(rest, '"')));
}

static struct ctx *
upload(struct press *p, struct arena *a, const struct press_who *who, const char *name, str bytes)
{
	return press_desk_send(p, a, who, arena_fmt(a, "/desk/pictures/upload?name=%s", name), bytes);
}

static str
file_of(struct arena *a, const struct ctx *c)
{
	str s;

	CHECK(c->reply.file.n > 0);
	CHECK_OK(file_read(a, arena_z(a, c->reply.file), 10 << 20, &s));
	return s;
}

TEST(desk_picture_comes_in)
{
	struct press p;
	struct press_who who;
	struct ctx *c;
	int64_t id;
	str url, thumb;

	press_setup(a, &p);
	who = press_login(&p, a, "reporter");
	c = upload(&p, a, &who, "Crue à Mopti (1).JPG", with_words(a, jpeg(a, 700, 500, 1)));
	CHECK_INT(status(c), 200);
	id = number_after(c->reply.body, "\"id\":");
	url = text_after(a, c->reply.body, "\"url\":\"");
	thumb = text_after(a, c->reply.body, "\"thumb\":\"");
	CHECK_STR(url, S("/media/2026/03/crue-a-mopti-1.jpg"));
	CHECK_STR(thumb, S("/media/2026/03/crue-a-mopti-1.jpg-w320.webp"));
	CHECK(says(c, S("\"width\":700,\"height\":500")));
	CHECK(says(c, S("\"caption\":\"Flood at a dam\"")));
	CHECK(says(c, S("\"credit\":\"A. Sow/Paper Photo\"")));
	CHECK(says(c, S("\"state\":\"ready\"")));
	/* The same bytes are the same picture; the same name is another. */
	c = upload(&p, a, &who, "other.jpg", with_words(a, jpeg(a, 700, 500, 1)));
	CHECK_INT(number_after(c->reply.body, "\"id\":"), id);
	CHECK(says(c, S("\"same\":true")));
	c = upload(&p, a, &who, "Crue à Mopti (1).JPG", jpeg(a, 300, 200, 2));
	CHECK_STR(text_after(a, c->reply.body, "\"url\":\""), S("/media/2026/03/crue-a-mopti-1-2.jpg"));
	/* Nothing of the camera's is in what is served. */
	CHECK(str_find(file_of(a, press_desk_get(&p, a, &who, url)), S("GPSSECRET")) == NOWHERE);
	CHECK(str_find(file_of(a, press_desk_get(&p, a, &who, thumb)), S("GPSSECRET")) == NOWHERE);
	/* For the newsroom alone, and kept by nobody on the way. */
	CHECK_INT(status(press_get(&p, a, url)), 404);
	CHECK_INT(status(press_get(&p, a, thumb)), 404);
	CHECK_STR(press_desk_get(&p, a, &who, url)->reply.header[0].value, S("private, no-store"));
	CHECK_INT(status(press_desk_get(&p, a, &who, S("/media/.original/2026/03/crue-a-mopti-1.jpg"))), 404);
}

static void
refused(struct press *p, struct arena *a, const struct press_who *who, str bytes, const char *why)
{
	struct ctx *c = upload(p, a, who, "x.jpg", bytes);

	c->reply.body = c->reply.body;
	CHECK(status(c) == 400 || status(c) == 413 || status(c) == 422);
	if (!says(c, str_of(why)))
		test_fail(__FILE__, __LINE__, "says %.*s, not %s", SARG(c->reply.body), why);
}

TEST(desk_picture_refuses_what_is_none)
{
	struct press p;
	struct press_who who;
	struct picture_entry *row;
	struct txn *t;
	str good, *name;
	size_t n;
	bool more;

	press_setup(a, &p);
	who = press_login(&p, a, "reporter");
	good = jpeg(a, 700, 500, 1);
	refused(&p, a, &who, S(""), "the file is empty");
	refused(&p, a, &who, S("<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>"), "SVG files are not accepted");
	refused(&p, a, &who, S("<html><script>alert(1)</script>"), "not a supported picture");
	refused(&p, a, &who, S("%PDF-1.4\n"), "not a supported picture");
	refused(&p, a, &who, str_upto(good, 200), "");
	refused(&p, a, &who, (str){NEW(a, char, PICTURE_MAX_BYTES + 1), PICTURE_MAX_BYTES + 1}, "picture");
	CHECK_OK(store_read(p.site.store, a, NULL, &t));
	CHECK_OK(picture_find(t, PICTURE_ALL, S(""), S("en"), 0, 0, 0, 10, &row, &n, &more));
	CHECK_INT(n, 0);
	store_end(t);
	/* No file is left behind. */
	if (file_list(a, arena_fmt(a, "%.*s/2026/03", SARG(p.site.media)).p, &name, &n) == OK)
		CHECK_INT(n, 0);
	if (file_list(a, arena_fmt(a, "%.*s/.original/2026/03", SARG(p.site.media)).p, &name, &n) == OK)
		CHECK_INT(n, 0);
}

struct saving {
	struct story_draft d;
	int64_t id, now;
};

static err
save(struct txn *t, void *arg)
{
	struct saving *s = arg;

	return story_save(t, s->id, &s->d, s->now, &s->id);
}

static void
save_story(struct press *p, struct arena *a, struct saving *s)
{
	s->now = p->now;
	CHECK_OK(store_write(p->site.store, a, save, s));
}

TEST(desk_picture_is_public_with_its_story)
{
	struct press p;
	struct press_who who;
	struct saving s = {.d = story_draft_new()};
	struct ctx *c;
	str url, thumb;
	int64_t id;

	press_setup(a, &p);
	who = press_login(&p, a, "reporter");
	c = upload(&p, a, &who, "a.jpg", jpeg(a, 700, 500, 1));
	id = number_after(c->reply.body, "\"id\":");
	url = text_after(a, c->reply.body, "\"url\":\"");
	thumb = text_after(a, c->reply.body, "\"thumb\":\"");
	s.d.headline = S("A story");
	s.d.slug = S("a-story");
	s.d.state = S("draft");
	s.d.body = arena_fmt(a, "<p>x</p><figure class=\"wp-block-image\"><img src=\"%.*s\" class=\"wp-image-%lld\" alt=\"\"></figure>",
		SARG(url), (long long)id);
	save_story(&p, a, &s);
	CHECK_INT(status(press_get(&p, a, url)), 404);
	/* Under embargo, then public to the second. */
	s.d.state = S("publish");
	s.d.published_at = p.now - 100;
	s.d.embargo_at = p.now + 50;
	save_story(&p, a, &s);
	press_clock(&p, p.now + 49);
	CHECK_INT(status(press_get(&p, a, url)), 404);
	CHECK_INT(status(press_get(&p, a, thumb)), 404);
	CHECK_INT(status(press_desk_get(&p, a, &who, thumb)), 200);
	press_clock(&p, p.now + 1);
	CHECK_INT(status(press_get(&p, a, url)), 200);
	c = press_get(&p, a, thumb);
	CHECK_INT(status(c), 200);
	CHECK_INT(c->reply.header_n, 0); /* immutable, as the server says of files */
	/* As the lead, and by an address alone; and no more when it is taken out. */
	s.d.body = S("<p>x</p>");
	save_story(&p, a, &s);
	CHECK_INT(status(press_get(&p, a, url)), 404);
	s.d.lead_media_id = id;
	save_story(&p, a, &s);
	CHECK_INT(status(press_get(&p, a, url)), 200);
	s.d.lead_media_id = 0;
	s.d.body = arena_fmt(a, "<p><a href=\"%.*s\">the picture</a></p>", SARG(url));
	save_story(&p, a, &s);
	CHECK_INT(status(press_get(&p, a, url)), 200);
	s.d.state = S("killed");
	save_story(&p, a, &s);
	CHECK_INT(status(press_get(&p, a, url)), 404);
}

/* The address that an attribute of a page begins with, as a browser asks for it. */
static str
address_in(struct arena *a, const struct ctx *c, const char *begin)
{
	size_t at = str_find(c->reply.body, str_of(begin)), n = 0;
	str rest = str_from(c->reply.body, at == NOWHERE ? c->reply.body.n : at);

	while (n < rest.n && rest.p[n] != '"' && rest.p[n] != ' ')
		n++;
	return arena_copy(a, str_upto(rest, n));
}

/* Behind a password: for who gave it, for half a day, and of this story alone. */
TEST(desk_picture_is_as_secret_as_its_story)
{
	static const struct pair word = {S("post_password"), S("open sesame")};
	struct press p;
	struct press_who who;
	struct saving s = {.d = story_draft_new()}, t = {.d = story_draft_new()};
	struct ctx *c;
	str lead, inside, other;

	press_setup(a, &p);
	who = press_login(&p, a, "reporter");
	s.d.lead_media_id = number_after(upload(&p, a, &who, "a.jpg", jpeg(a, 700, 500, 1))->reply.body, "\"id\":");
	upload(&p, a, &who, "b.jpg", jpeg(a, 700, 500, 2));
	t.d.lead_media_id = number_after(upload(&p, a, &who, "c.jpg", jpeg(a, 700, 500, 3))->reply.body, "\"id\":");
	s.d.state = t.d.state = S("publish");
	s.d.published_at = t.d.published_at = p.now - 100;
	s.d.headline = s.d.slug = S("one");
	t.d.headline = t.d.slug = S("two");
	s.d.body = S("<p>x</p><figure class=\"wp-block-image\"><img src=\"/media/2026/03/b.jpg\" alt=\"\"></figure>");
	CHECK_OK(password_of_story(a, S("open sesame"), &s.d.password));
	CHECK_OK(password_of_story(a, S("open sesame"), &t.d.password));
	save_story(&p, a, &s);
	save_story(&p, a, &t);
	CHECK_INT(status(press_get(&p, a, S("/media/2026/03/a.jpg"))), 404);
	CHECK_INT(status(press_get(&p, a, S("/media/2026/03/b.jpg-w320.webp"))), 404);
	CHECK(!says(press_get(&p, a, S("/2026/03/05/one/")), S("?k=")));
	c = press_post(&p, a, S("/2026/03/05/one/"), &word, 1);
	lead = address_in(a, c, "/media/2026/03/a.jpg-w320.webp");
	inside = address_in(a, c, "/media/2026/03/b.jpg-w320.webp");
	CHECK(str_find(lead, S("?k=")) != NOWHERE && str_find(inside, S("?k=")) != NOWHERE);
	c = press_get(&p, a, lead);
	CHECK_INT(status(c), 200);
	CHECK_STR(c->reply.header[0].value, S("private, no-store"));
	CHECK_INT(status(press_get(&p, a, inside)), 200);
	/* not another story's, though the word is the same; not changed by hand; not for ever */
	other = arena_fmt(a, "/media/2026/03/c.jpg-w320.webp%.*s", SARG(str_from(lead, str_find(lead, S("?k=")))));
	CHECK_INT(status(press_get(&p, a, other)), 404);
	CHECK_INT(status(press_get(&p, a, arena_fmt(a, "%.*sx", SARG(lead)))), 404);
	CHECK_INT(status(press_get(&p, a, arena_fmt(a, "/media/2026/03/c.jpg-w320.webp?k=%lld.%.*s", (long long)t.id,
		SARG(str_from(lead, str_find_char(str_from(lead, 40), '.') + 41))))), 404);
	press_clock(&p, p.now + 12 * 3600 - 1);
	CHECK_INT(status(press_get(&p, a, lead)), 200);
	press_clock(&p, p.now + 1);
	CHECK_INT(status(press_get(&p, a, lead)), 404);
	/* a story that everybody may read shows it to everybody */
	s.d.password = S("");
	save_story(&p, a, &s);
	CHECK_INT(status(press_get(&p, a, S("/media/2026/03/a.jpg"))), 200);
}

TEST(desk_picture_lacks_are_found)
{
	struct press p;
	struct press_who who;
	struct picture_lack *lack;
	struct txn *t;
	int64_t id;
	size_t n;

	press_setup(a, &p);
	who = press_login(&p, a, "reporter");
	id = number_after(upload(&p, a, &who, "a.jpg", jpeg(a, 300, 200, 1))->reply.body, "\"id\":");
	CHECK_OK(store_read(p.site.store, a, NULL, &t));
	CHECK_OK(picture_lacks(t, S("<p>x</p>"), id, &lack, &n));
	CHECK_INT(n, 1);
	CHECK_STR(lack[0].name, S("a.jpg"));
	CHECK_OK(picture_lacks(t, arena_fmt(a, "<img class=\"wp-image-%lld\" src=\"/media/2026/03/a.jpg\" alt=\"A dam\">", (long long)id), 0,
		&lack, &n));
	CHECK_INT(n, 0);
	CHECK_OK(picture_lacks(t, arena_fmt(a, "<img class=\"wp-image-%lld\">", (long long)id), 0, &lack, &n));
	CHECK_INT(n, 1);
	store_end(t);
}

TEST(desk_picture_is_changed_by_its_sender_and_goes)
{
	static const struct pair words[] = {{S("alt"), S("A dam")}, {S("focal_x"), S("20")}, {S("focal_y"), S("80")}};
	struct press p;
	struct press_who who, other, editor;
	struct saving s = {.d = story_draft_new()};
	str url, thumb, here;
	struct ctx *c;
	int64_t id;

	press_setup(a, &p);
	who = press_login(&p, a, "reporter");
	other = press_login(&p, a, "reporter");
	editor = press_login(&p, a, "editor");
	c = upload(&p, a, &who, "a.jpg", jpeg(a, 700, 500, 1));
	id = number_after(c->reply.body, "\"id\":");
	url = text_after(a, c->reply.body, "\"url\":\"");
	thumb = text_after(a, c->reply.body, "\"thumb\":\"");
	here = arena_fmt(a, "/desk/pictures/%lld", (long long)id);
	c = press_desk_post(&p, a, &other, arena_fmt(a, "%.*s/save", SARG(here)), words, LENGTH(words));
	CHECK_INT(status(c), 403);
	CHECK_INT(status(press_desk_post(&p, a, &other, arena_fmt(a, "%.*s/delete", SARG(here)), NULL, 0)), 403);
	CHECK_INT(status(press_desk_send(&p, a, &other, arena_fmt(a, "%.*s/replace", SARG(here)), jpeg(a, 300, 200, 2))), 403);
	CHECK_INT(status(press_desk_post(&p, a, &who, arena_fmt(a, "%.*s/save", SARG(here)), words, LENGTH(words))), 303);
	CHECK(says(press_desk_get(&p, a, &who, S("/desk/pictures/pick.json?q=dam")), S("\"alt\":\"A dam\"")));
	/* Another file: the address stays, and the sizes are new ones. */
	CHECK_INT(status(press_desk_send(&p, a, &editor, arena_fmt(a, "%.*s/replace", SARG(here)), jpeg(a, 600, 400, 2))), 303);
	CHECK_INT(status(press_desk_get(&p, a, &who, url)), 200);
	c = press_desk_get(&p, a, &who, thumb); /* the page of before leads on */
	CHECK_INT(status(c), 302);
	CHECK_STR(c->reply.location, S("/media/2026/03/a.jpg-r2-w320.webp"));
	CHECK_INT(status(press_get(&p, a, thumb)), 404); /* not a reader: it is the newsroom's */
	CHECK_INT(status(press_desk_get(&p, a, &who, S("/media/2026/03/a.jpg-r2-w320.webp"))), 200);
	/* Not while a story uses it, unless an editor insists. */
	s.d.headline = S("A story");
	s.d.lead_media_id = id;
	save_story(&p, a, &s);
	CHECK_INT(status(press_desk_post(&p, a, &who, arena_fmt(a, "%.*s/delete", SARG(here)), NULL, 0)), 409);
	CHECK_INT(status(press_desk_post(&p, a, &who, arena_fmt(a, "%.*s/delete", SARG(here)),
		&(struct pair){S("force"), S("1")}, 1)), 409);
	c = press_desk_post(&p, a, &editor, arena_fmt(a, "%.*s/delete", SARG(here)), &(struct pair){S("force"), S("1")}, 1);
	CHECK_INT(status(c), 303);
	CHECK_INT(status(press_get(&p, a, url)), 410);
	CHECK_INT(status(press_get(&p, a, S("/media/2026/03/a.jpg-r2-w320.webp"))), 410);
	CHECK(!file_exists(arena_fmt(a, "%.*s/2026/03/a.jpg", SARG(p.site.media)).p));
}

static err
leave_half(struct txn *t, void *arg)
{
	const struct press *p = arg;
	struct q_picture_claim out;

	return q_picture_claim(t, &(struct q_picture_claim_in){.path = S("2026/03/half.jpg"), .at = p->now}, &out);
}

TEST(desk_picture_sweep_takes_what_was_cut_off)
{
	struct press p;
	str served;

	press_setup(a, &p);
	served = arena_fmt(a, "%.*s/2026/03/half.jpg-w320.webp", SARG(p.site.media));
	CHECK_OK(file_make_dirs(arena_fmt(a, "%.*s/2026/03", SARG(p.site.media)).p));
	CHECK_OK(file_write(served.p, S("half")));
	CHECK_OK(store_write(p.site.store, a, leave_half, &p));
	CHECK_OK(picture_sweep(p.site.store, p.site.media, p.now + PICTURE_LEFT_SECONDS));
	CHECK(file_exists(served.p));
	CHECK_OK(picture_sweep(p.site.store, p.site.media, p.now + PICTURE_LEFT_SECONDS + 1));
	CHECK(!file_exists(served.p));
}

/* What the server asks before it reads a large body (server_config.may_send). */
static int
may_send(struct press *p, struct arena *a, const char *path, str cookie)
{
	struct pair *head = NEW(a, struct pair, 2);
	struct request *r = NEW(a, struct request, 1);
	struct ctx *c = NEW(a, struct ctx, 1);

	head[0] = (struct pair){S("Cookie"), cookie};
	head[1] = (struct pair){S("Accept"), S("application/json")};
	*r = (struct request){.method = POST, .path = str_of(path), .raw_path = str_of(path), .header = head, .header_n = 2,
		.host = S("paper.example"), .peer = S("192.0.2.1")};
	*c = (struct ctx){.a = a, .req = r, .deps = {.a = a}, .app = &p->app, .store = p->site.store, .now = p->now};
	if (door_admits(c))
		return 0;
	CHECK(!c->txn);
	return status(c);
}

TEST(desk_picture_bodies_only_from_who_may_send_them)
{
	static const char up[] = "/desk/pictures/upload";
	struct press p;
	struct press_who who, moderator;

	press_setup(a, &p);
	who = press_login(&p, a, "reporter");
	moderator = press_login(&p, a, "moderator");
	CHECK_INT(may_send(&p, a, up, who.cookie), 0);
	CHECK_INT(may_send(&p, a, "/desk/pictures/1/replace", who.cookie), 0);
	CHECK_INT(may_send(&p, a, up, S("")), 401);
	CHECK_INT(may_send(&p, a, up, S("__Host-djeli=invented")), 401);
	CHECK_INT(may_send(&p, a, up, arena_fmt(a, "%.*sx", SARG(who.cookie))), 401);
	CHECK_INT(may_send(&p, a, up, moderator.cookie), 403);
	/* no address that readers may send to takes more than its share */
	CHECK(may_send(&p, a, "/2026/03/05/a-story/comment", who.cookie) >= 400);
	pair_sql(a, p.site.store_url, arena_fmt(a, "UPDATE session SET waits = 1 WHERE person_id = %lld", (long long)who.id).p);
	CHECK_INT(may_send(&p, a, up, who.cookie), 401);
	pair_sql(a, p.site.store_url, "UPDATE session SET waits = 0");
	CHECK_INT(may_send(&p, a, up, who.cookie), 0);
	CHECK_INT(status(press_desk_post(&p, a, &who, S("/desk/logout"), NULL, 0)), 303);
	CHECK_INT(may_send(&p, a, up, who.cookie), 401);
}

/* Who has given the password and not yet the second step is not of the newsroom. */
TEST(desk_picture_private_until_the_second_step)
{
	struct press p;
	struct press_who who;
	struct ctx *c;
	str url;

	press_setup(a, &p);
	who = press_login(&p, a, "reporter");
	c = upload(&p, a, &who, "a.jpg", jpeg(a, 300, 200, 3));
	url = text_after(a, c->reply.body, "\"url\":\"");
	CHECK_INT(status(press_desk_get(&p, a, &who, url)), 200);
	pair_sql(a, p.site.store_url, "UPDATE session SET waits = 1");
	CHECK_INT(status(press_desk_get(&p, a, &who, url)), 404);
}
