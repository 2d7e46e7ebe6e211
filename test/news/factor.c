/* factor.c: the second factor: RFC 6238's own numbers, and each code opening once.
 * SPDX-License-Identifier: Apache-2.0 */
#include "news/people/two_factor.h"
#include "news/people/login.h"
#include "news/people/session.h"
#include "text/data/totp.h"
#include "press.h"
#include "query/kinds.h"
#include "text/data/qr.h"

static const char password[] = "seven quiet herons";

static int
status(const struct ctx *c)
{
	return c->reply.status ? c->reply.status : 200;
}

TEST(factor_numbers_of_the_rfc)
{
	static const struct {
		int64_t time;
		const char *code;
	} want[] = {{59, "94287082"}, {1111111109, "07081804"}, {1111111111, "14050471"}, {1234567890, "89005924"},
		{2000000000, "69279037"}, {20000000000, "65353130"}};
	str secret = S("12345678901234567890");

	for (size_t i = 0; i < LENGTH(want); i++) {
		CHECK_STR(totp_code(a, secret, want[i].time / TOTP_STEP, 8), str_of(want[i].code));
		CHECK_STR(totp_code(a, secret, want[i].time / TOTP_STEP, 6), str_of(want[i].code + 2));
	}
}

TEST(factor_code_is_right_for_three_steps)
{
	str secret = S("12345678901234567890"), code = totp_code(a, secret, 1000, 6);

	CHECK_INT(totp_match(a, secret, code, 1000 * 30, 0), 1000);
	CHECK_INT(totp_match(a, secret, code, 999 * 30, 0), 1000);
	CHECK_INT(totp_match(a, secret, code, 1001 * 30 + 29, 0), 1000);
	CHECK_INT(totp_match(a, secret, code, 998 * 30 + 29, 0), 0);
	CHECK_INT(totp_match(a, secret, code, 1002 * 30, 0), 0);
	CHECK_INT(totp_match(a, secret, code, 1000 * 30, 1000), 0);
	CHECK_INT(totp_match(a, secret, S(""), 1000 * 30, 0), 0);
	CHECK_INT(totp_match(a, secret, str_upto(code, 5), 1000 * 30, 0), 0);
}

TEST(factor_is_written_for_telephones)
{
	str svg;

	CHECK_STR(totp_base32(a, S("foobar"), false), S("MZXW6YTBOI"));
	CHECK_STR(totp_base32(a, S("fooba"), true), S("MZXW 6YTB"));
	CHECK_STR(totp_base32(a, S("f"), false), S("MY"));
	CHECK_STR(totp_base32(a, S(""), false), S(""));
	CHECK_STR(totp_uri(a, S("foobar"), S("Le Paquet & co"), S("ama@paper.example")),
		S("otpauth://totp/Le%20Paquet%20%26%20co:ama%40paper.example?secret=MZXW6YTBOI&issuer=Le%20Paquet%20%26%20co"));
	CHECK_OK(qr_svg(a, S("otpauth://totp/x?secret=MZXW6YTBOI"), &svg));
	CHECK(str_starts(svg, S("<svg xmlns=")) && str_ends(svg, S("</svg>")) && svg.n > 1000);
}

/* ---- at the door ---- */

struct held {
	struct press p;
	struct press_who who;
	str secret;
	str code[FACTOR_CODES];
};

static struct ctx *
post(struct held *h, struct arena *a, const char *path, const char *name, str value)
{
	struct pair *form = NEW(a, struct pair, 1);

	form[0] = (struct pair){str_of(name), value};
	return press_desk_post(&h->p, a, &h->who, str_of(path), form, 1);
}

static struct ctx *
login(struct held *h, struct arena *a)
{
	struct pair *form = NEW(a, struct pair, 2);

	form[0] = (struct pair){S("email"), S("ama@paper.example")};
	form[1] = (struct pair){S("password"), str_of(password)};
	return press_ask(&h->p, a, &(struct press_asking){.path = S("/desk/login"), .post = true, .form = form, .n = 2,
		.site = S("same-origin")});
}

static str
csrf_of(struct held *h, struct arena *a, str cookie)
{
	struct person who;
	struct txn *t;
	bool stale;

	CHECK_OK(store_read(h->p.site.store, a, NULL, &t));
	CHECK_OK(session_find(t, h->p.site.seal, str_from(cookie, sizeof SESSION_COOKIE), h->p.now, &who, &stale));
	store_end(t);
	return who.csrf;
}

static struct ctx *
step_two(struct held *h, struct arena *a, str cookie, str code)
{
	struct pair *form = NEW(a, struct pair, 1);

	form[0] = (struct pair){S("code"), code};
	return press_ask(&h->p, a, &(struct press_asking){.path = S("/desk/login/code"), .post = true, .form = form, .n = 1,
		.site = S("same-origin"), .cookie = cookie, .csrf = csrf_of(h, a, cookie)});
}

/* The codes stand on the page, once. */
static void
read_codes(struct arena *a, str page, str code[FACTOR_CODES])
{
	for (int i = 0; i < FACTOR_CODES; i++) {
		size_t at = str_find(page, S("<li><code>"));

		CHECK(at != NOWHERE);
		page = str_from(page, at + 10);
		code[i] = arena_copy(a, str_upto(page, str_find_char(page, '<')));
		CHECK_INT(code[i].n, 11);
	}
}

static str
now_code(struct held *h, struct arena *a, int64_t later)
{
	return totp_code(a, h->secret, h->p.now / TOTP_STEP + later, 6);
}

static void
set_up(struct held *h, struct arena *a)
{
	struct ctx *c;
	struct txn *t;

	press_setup(a, &h->p);
	press_person(&h->p, a, "ama@paper.example", "administrator", password);
	c = login(h, a);
	h->who.cookie = press_cookie(a, c, SESSION_COOKIE);
	h->who.csrf = csrf_of(h, a, h->who.cookie);
	CHECK_INT(status(press_desk_get(&h->p, a, &h->who, S("/desk/account/factor/qr.svg"))), 404);
	CHECK_INT(status(post(h, a, "/desk/account/factor/begin", "password", S("something else"))), 422);
	CHECK_INT(status(post(h, a, "/desk/account/factor/begin", "password", str_of(password))), 303);
	c = press_desk_get(&h->p, a, &h->who, S("/desk/account/factor/qr.svg"));
	CHECK_INT(status(c), 200);
	CHECK_STR(c->reply.type, S("image/svg+xml"));
	CHECK_OK(store_read(h->p.site.store, a, NULL, &t));
	CHECK_OK(two_factor_new_secret(t, h->p.site.seal, 1, &h->secret));
	store_end(t);
	c = press_desk_get(&h->p, a, &h->who, S("/desk/account/factor/"));
	CHECK(str_find(c->reply.body, totp_base32(a, h->secret, true)) != NOWHERE);
	CHECK_INT(status(post(h, a, "/desk/account/factor/confirm", "code", S("000000"))), 422);
	c = post(h, a, "/desk/account/factor/confirm", "code", now_code(h, a, 0));
	CHECK_INT(status(c), 200);
	read_codes(a, c->reply.body, h->code);
}

TEST(factor_is_asked_for_after_the_password)
{
	struct held h = {0};
	struct ctx *c;
	str waiting, cookie, used;

	set_up(&h, a);
	press_clock(&h.p, h.p.now + 60);
	c = login(&h, a);
	CHECK_STR(c->reply.location, S("/desk/login/code?to=%2Fdesk%2F"));
	CHECK(!press_cookie(a, c, LOGIN_KNOWN_COOKIE).n);
	waiting = press_cookie(a, c, SESSION_COOKIE);
	/* half a login opens nothing */
	CHECK_INT(status(press_ask(&h.p, a, &(struct press_asking){.path = S("/desk/"), .cookie = waiting})), 303);
	CHECK_INT(status(press_ask(&h.p, a, &(struct press_asking){.path = S("/desk/account/"), .cookie = waiting})), 303);
	CHECK_INT(status(press_ask(&h.p, a, &(struct press_asking){.path = S("/desk/login/code"), .cookie = waiting})), 200);
	CHECK_INT(status(step_two(&h, a, waiting, S("123"))), 403);
	used = now_code(&h, a, 0);
	c = step_two(&h, a, waiting, used);
	CHECK_INT(status(c), 303);
	cookie = press_cookie(a, c, SESSION_COOKIE);
	CHECK(cookie.n && !str_eq(cookie, waiting));
	CHECK_INT(status(press_ask(&h.p, a, &(struct press_asking){.path = S("/desk/"), .cookie = cookie})), 200);
	CHECK_INT(status(press_ask(&h.p, a, &(struct press_asking){.path = S("/desk/login/code"), .cookie = waiting})), 303);
	/* the same code again, by somebody who looked over a shoulder */
	waiting = press_cookie(a, login(&h, a), SESSION_COOKIE);
	CHECK_INT(status(step_two(&h, a, waiting, used)), 403);
	CHECK_INT(status(step_two(&h, a, waiting, now_code(&h, a, -1))), 403);
	CHECK_INT(status(step_two(&h, a, waiting, now_code(&h, a, 1))), 303);
}

TEST(factor_recovery_codes_open_once)
{
	struct held h = {0};
	struct ctx *c;
	str waiting, page;

	set_up(&h, a);
	page = press_desk_get(&h.p, a, &h.who, S("/desk/account/factor/"))->reply.body;
	CHECK(str_find(page, h.code[0]) == NOWHERE);
	waiting = press_cookie(a, login(&h, a), SESSION_COOKIE);
	c = step_two(&h, a, waiting, h.code[3]);
	CHECK_STR(c->reply.location, S("/desk/account/factor/?done=done_recovery_code"));
	waiting = press_cookie(a, login(&h, a), SESSION_COOKIE);
	CHECK_INT(status(step_two(&h, a, waiting, h.code[3])), 403);
	/* as somebody types it from paper */
	CHECK_INT(status(step_two(&h, a, waiting, arena_fmt(a, " %.5s %.5s", h.code[4].p, h.code[4].p + 6))), 303);
	/* new ones end the old */
	c = post(&h, a, "/desk/account/factor/codes", "password", str_of(password));
	CHECK_INT(status(c), 200);
	waiting = press_cookie(a, login(&h, a), SESSION_COOKIE);
	CHECK_INT(status(step_two(&h, a, waiting, h.code[5])), 403);
	read_codes(a, c->reply.body, h.code);
	CHECK_INT(status(step_two(&h, a, waiting, h.code[5])), 303);
}

TEST(factor_codes_are_counted)
{
	struct held h = {0};
	str waiting;

	set_up(&h, a);
	press_clock(&h.p, h.p.now + 60);
	waiting = press_cookie(a, login(&h, a), SESSION_COOKIE);
	for (int i = 0; i < LOGIN_FREE; i++)
		CHECK_INT(status(step_two(&h, a, waiting, S("000000"))), 403);
	CHECK_INT(status(step_two(&h, a, waiting, now_code(&h, a, 0))), 429);
	/* another half login does not begin the count anew */
	waiting = press_cookie(a, login(&h, a), SESSION_COOKIE);
	CHECK_INT(status(step_two(&h, a, waiting, now_code(&h, a, 0))), 429);
	press_clock(&h.p, h.p.now + LOGIN_WAIT);
	CHECK_INT(status(step_two(&h, a, waiting, now_code(&h, a, 0))), 303);
}

TEST(factor_half_a_login_ends)
{
	struct held h = {0};
	str waiting;

	set_up(&h, a);
	waiting = press_cookie(a, login(&h, a), SESSION_COOKIE);
	press_clock(&h.p, h.p.now + SESSION_WAITS);
	CHECK_INT(status(press_ask(&h.p, a, &(struct press_asking){.path = S("/desk/login/code"), .cookie = waiting})), 200);
	press_clock(&h.p, h.p.now + 1);
	CHECK_INT(status(press_ask(&h.p, a, &(struct press_asking){.path = S("/desk/login/code"), .cookie = waiting})), 303);
}

TEST(factor_ends_with_the_password)
{
	struct held h = {0};

	set_up(&h, a);
	CHECK_INT(status(post(&h, a, "/desk/account/factor/off", "password", S("something else"))), 422);
	CHECK_INT(status(post(&h, a, "/desk/account/factor/off", "password", str_of(password))), 303);
	CHECK_STR(login(&h, a)->reply.location, S("/desk/"));
}

/* Neither the secret nor a code stands in the archive. */
TEST(factor_is_sealed)
{
	struct held h = {0};
	str db;

	set_up(&h, a);
	for (int i = 0; i < 2; i++) {
		db = test_file(a, arena_fmt(a, "%.*s/site.db%s", SARG(h.p.site.folder), i ? "-wal" : "").p);
		CHECK(str_find(db, h.secret) == NOWHERE);
		CHECK(str_find(db, totp_base32(a, h.secret, false)) == NOWHERE);
		CHECK(str_find(db, h.code[0]) == NOWHERE);
		CHECK(str_find(db, str_from(h.who.cookie, S(SESSION_COOKIE "=").n)) == NOWHERE);
	}
}
