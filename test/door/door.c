/* door.c: which face answers, what stands in a cookie, and what a table of pages lets in. */
#include "door/session.h"
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
