/* door.c: which face answers, what stands in a cookie, what a table of pages lets in,
 * and two papers in one process.
 * SPDX-License-Identifier: Apache-2.0 */
#include "door/dispatch.h"
#include "door/session.h"
#include "http_client.h"
#include "news/paper/setting.h"
#include "press.h"

static struct ctx *
failed(struct press *p, struct arena *a, const char *path)
{
	return press_get(p, a, str_of(path));
}

/* An address that nobody has: the face of the longest path answers. */
TEST(door_faces)
{
	struct press p;

	press_setup(a, &p);
	CHECK_INT(press_status(failed(&p, a, "/desk/no/such/page/")), 404);
	CHECK(press_has(failed(&p, a, "/desk/no/such/page/"), "desk.css"));
	CHECK_INT(press_status(failed(&p, a, "/deskbound/no/such/page/")), 404);
	CHECK(!press_has(failed(&p, a, "/deskbound/no/such/page/"), "desk.css"));
}

TEST(door_cookies)
{
	struct ctx c = {.a = a};

	door_set_cookie(&c, "__Host-x", S("abc"), 60);
	door_set_cookie(&c, "__Host-x", S(""), 60);
	CHECK_INT(c.reply.header_n, 2);
	CHECK_STR(c.reply.header[0].value, S("__Host-x=abc; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=60"));
	CHECK_STR(c.reply.header[1].value, S("__Host-x=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0"));
}

/* What a permission was forgotten for is closed to every role, and so are the words
 * that are no permission. */
TEST(door_nobody)
{
	static const unsigned words[] = {MAY_NOBODY, PUBLIC, LOOPBACK, 31, 32, 1000};

	(void)a;
	for (int role = 0; role < ROLES; role++) {
		struct person who = {.role = role};

		for (size_t i = 0; i < LENGTH(words); i++)
			CHECK(!person_may(&who, words[i]));
		CHECK(person_may(&who, MAY_ENTER));
		who.waits = true;
		CHECK(!person_may(&who, MAY_ENTER));
	}
	CHECK(!person_may(NULL, MAY_ENTER));
}

TEST(door_forms)
{
	struct pair header[3], form[] = {{S("csrf"), S("token")}};
	struct request r = {.method = POST, .host = S("paper.example"), .header = header};
	struct person who = {.csrf = S("token")};

	(void)a;
	CHECK(!door_form_is_ours(&r, NULL));
	CHECK(!door_form_is_ours(&r, &who));
	r.form = form;
	r.form_n = 1;
	CHECK(door_form_is_ours(&r, &who));
	header[0] = (struct pair){S("Origin"), S("https://paper.example")};
	r.header_n = 1;
	CHECK(door_form_is_ours(&r, NULL));
	CHECK(door_form_is_ours(&r, &who));
	header[1] = (struct pair){S("X-Csrf"), S("Token")};
	r.header_n = 2;
	CHECK(!door_form_is_ours(&r, &who));
	header[1] = (struct pair){S("Sec-Fetch-Site"), S("cross-site")};
	CHECK(!door_form_is_ours(&r, NULL));
	CHECK(!door_form_is_ours(&r, &who));
	header[0].value = S("https://paper.example.evil");
	header[1].value = S("same-origin");
	CHECK(!door_form_is_ours(&r, &who));
}

static err
put_title(struct txn *t, void *title)
{
	return setting_write(t, "site_title", str_of(title));
}

static struct server *
serve(struct press *p, struct arena *a, char *title)
{
	struct server *s = client_server(a, &(struct server_config){.handle = door_handle, .home = &p->app,
		.routes = &routes});

	store_listen(p->site.store, server_heard, s);
	CHECK_OK(store_write(p->site.store, a, put_title, title));
	return s;
}

/* Two papers, each with its archive, themes, page cache and server: neither sees the
 * other's title, and a change drops the pages of its own paper only. */
TEST(door_serves_two_papers)
{
	static char titles[][12] = {"The Morning", "The Evening", "The Noon"};
	struct press one, two;
	struct server *s, *t;

	press_setup(a, &one);
	press_setup(a, &two);
	s = serve(&one, a, titles[0]);
	t = serve(&two, a, titles[1]);
	for (int i = 0; i < 2; i++) {
		str morning = client_get(a, s, "/", "").body, evening = client_get(a, t, "/", "").body;

		CHECK(str_find(morning, S("The Morning")) != NOWHERE && str_find(morning, S("The Evening")) == NOWHERE);
		CHECK(str_find(evening, S("The Evening")) != NOWHERE && str_find(evening, S("The Morning")) == NOWHERE);
	}
	CHECK_INT(client_metric(a, s, "djeli_cache_hits_total"), 1);
	CHECK_OK(store_write(one.site.store, a, put_title, titles[2]));
	CHECK(str_find(client_get(a, s, "/", "").body, S("The Noon")) != NOWHERE);
	CHECK(str_find(client_get(a, t, "/", "").body, S("The Evening")) != NOWHERE);
	CHECK_INT(client_metric(a, s, "djeli_cache_hits_total"), 1);
	CHECK_INT(client_metric(a, t, "djeli_cache_hits_total"), 2);
	store_listen(one.site.store, NULL, NULL);
	store_listen(two.site.store, NULL, NULL);
}
