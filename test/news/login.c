/* login.c: coming in at the desk: what is counted, what is not told, what a session is.
 * SPDX-License-Identifier: Apache-2.0 */
#include "base/sys/clock.h"
#include "news/people/login.h"
#include "news/people/password.h"
#include "news/people/person.h"
#include "news/people/session.h"
#include "press.h"

#include <stdlib.h>

static const char password[] = "seven quiet herons";

static int
status(const struct ctx *c)
{
	return c->reply.status ? c->reply.status : 200;
}

static struct ctx *
try(struct press *p, struct arena *a, const char *email, const char *word, const char *peer, str cookie)
{
	struct pair *form = NEW(a, struct pair, 2);

	form[0] = (struct pair){S("email"), str_of(email)};
	form[1] = (struct pair){S("password"), str_of(word)};
	return press_ask(p, a, &(struct press_asking){.path = S("/desk/login"), .post = true, .form = form, .n = 2,
		.cookie = cookie, .site = S("same-origin"), .peer = str_of(peer)});
}

TEST(login_lets_in_who_knows_the_word)
{
	struct press p;
	struct ctx *c;
	str cookie;

	press_setup(a, &p);
	press_person(&p, a, "ama@paper.example", "reporter", password);
	c = try(&p, a, "ama@paper.example", "something else", "", S(""));
	CHECK_INT(status(c), 403);
	CHECK(!press_cookie(a, c, SESSION_COOKIE).n);
	c = try(&p, a, " AMA@Paper.Example ", password, "", S(""));
	CHECK_INT(status(c), 303);
	CHECK_STR(c->reply.location, S("/desk/"));
	cookie = press_cookie(a, c, SESSION_COOKIE);
	CHECK(cookie.n > 40);
	CHECK_INT(status(press_ask(&p, a, &(struct press_asking){.path = S("/desk/"), .cookie = cookie})), 200);
	/* after so long without a request, and after the longest */
	press_clock(&p, p.now + SESSION_IDLE);
	CHECK_INT(status(press_ask(&p, a, &(struct press_asking){.path = S("/desk/"), .cookie = cookie})), 200);
	press_clock(&p, p.now + SESSION_IDLE + 1);
	CHECK_INT(status(press_ask(&p, a, &(struct press_asking){.path = S("/desk/"), .cookie = cookie})), 303);
}

TEST(login_leads_only_to_the_desk)
{
	static const char *const to[] = {"//elsewhere.example", "https://elsewhere.example", "/desk//elsewhere.example",
		"/desk/\\elsewhere", "/desk/login", "javascript:1", ""};
	struct press p;

	press_setup(a, &p);
	press_person(&p, a, "ama@paper.example", "reporter", password);
	for (size_t i = 0; i < LENGTH(to); i++) {
		struct pair form[] = {{S("email"), S("ama@paper.example")}, {S("password"), str_of(password)}, {S("to"), str_of(to[i])}};
		struct ctx *c = press_ask(&p, a, &(struct press_asking){.path = S("/desk/login"), .post = true, .form = form, .n = 3,
			.site = S("same-origin")});

		CHECK_INT(status(c), 303);
		CHECK_STR(c->reply.location, S("/desk/"));
	}
}

/* A key that somebody put into the browser before the login is of no use after it,
 * whether he made it up or got it from a login of his own. */
TEST(login_takes_no_key_that_was_there_before)
{
	struct press p;
	struct press_who other;
	struct ctx *c;
	str planted = S(SESSION_COOKIE "=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"), cookie;

	press_setup(a, &p);
	press_person(&p, a, "ama@paper.example", "reporter", password);
	other = press_login(&p, a, "reporter");
	c = try(&p, a, "ama@paper.example", password, "", planted);
	cookie = press_cookie(a, c, SESSION_COOKIE);
	CHECK(cookie.n && !str_eq(cookie, planted));
	CHECK_INT(status(press_ask(&p, a, &(struct press_asking){.path = S("/desk/"), .cookie = planted})), 303);
	c = try(&p, a, "ama@paper.example", password, "", other.cookie);
	CHECK(!str_eq(press_cookie(a, c, SESSION_COOKIE), other.cookie));
	CHECK_INT(status(press_desk_get(&p, a, &other, S("/desk/"))), 303);
	CHECK_INT(status(press_ask(&p, a, &(struct press_asking){.path = S("/desk/"), .cookie = cookie})), 200);
}

/* ---- how often ---- */

TEST(login_pauses_grow)
{
	static const int64_t want[] = {0, 0, 0, 0, 0, 15, 30, 60, 120, 240, 480, 900, 900, 900};

	(void)a;
	for (size_t i = 0; i < LENGTH(want); i++)
		CHECK_INT(login_pause((int64_t)i, LOGIN_FREE), want[i]);
	CHECK_INT(login_pause(100000, LOGIN_FREE), LOGIN_WAIT_MOST);
}

/* The same for an account that there is not; also from many addresses. */
static void
count_account(struct press *p, struct arena *a, const char *email)
{
	for (int i = 0; i < LOGIN_FREE; i++)
		CHECK_INT(status(try(p, a, email, "something else", arena_fmt(a, "198.51.100.%d", i).p, S(""))), 403);
	CHECK_INT(status(try(p, a, email, password, "198.51.100.99", S(""))), 429);
	press_clock(p, p->now + LOGIN_WAIT - 1);
	CHECK_INT(status(try(p, a, email, password, "198.51.100.99", S(""))), 429);
	press_clock(p, p->now + 1);
	CHECK_INT(status(try(p, a, email, "something else", "198.51.100.99", S(""))), 403);
	CHECK_INT(status(try(p, a, email, password, "198.51.100.99", S(""))), 429);
	press_clock(p, p->now + 2 * LOGIN_WAIT);
}

TEST(login_is_counted_by_account)
{
	struct press p;
	struct ctx *c;

	press_setup(a, &p);
	press_person(&p, a, "ama@paper.example", "reporter", password);
	count_account(&p, a, "nobody@paper.example");
	CHECK_INT(status(try(&p, a, "nobody@paper.example", password, "", S(""))), 403);
	count_account(&p, a, "ama@paper.example");
	c = try(&p, a, "ama@paper.example", password, "", S(""));
	CHECK_INT(status(c), 303);
	/* and the count begins anew */
	for (int i = 0; i < LOGIN_FREE; i++)
		CHECK_INT(status(try(&p, a, "ama@paper.example", "something else", "203.0.113.5", S(""))), 403);
}

TEST(login_is_counted_by_address)
{
	struct press p;

	press_setup(a, &p);
	for (int i = 0; i < LOGIN_FREE_ADDRESS; i++)
		CHECK_INT(status(try(&p, a, arena_fmt(a, "a%d@paper.example", i).p, "something else", "198.51.100.7", S(""))), 403);
	CHECK_INT(status(try(&p, a, "b@paper.example", "something else", "198.51.100.7", S(""))), 429);
	CHECK_INT(status(try(&p, a, "b@paper.example", "something else", "198.51.100.8", S(""))), 403);
	/* all of one network of IPv6 is one address */
	for (int i = 0; i < LOGIN_FREE_ADDRESS; i++)
		CHECK_INT(status(try(&p, a, arena_fmt(a, "c%d@paper.example", i).p, "something else",
			arena_fmt(a, "2001:db8:1:2::%d", i).p, S(""))), 403);
	CHECK_INT(status(try(&p, a, "d@paper.example", "something else", "2001:db8:1:2:ffff::1", S(""))), 429);
	CHECK_INT(status(try(&p, a, "d@paper.example", "something else", "2001:db8:1:3::1", S(""))), 403);
}

/* What strangers do to an account does not shut out a browser that was in it before;
 * nor does that browser's cookie help with another account. */
TEST(login_cannot_be_shut_by_strangers)
{
	struct press p;
	struct ctx *c;
	str known;

	press_setup(a, &p);
	press_person(&p, a, "ama@paper.example", "reporter", password);
	press_person(&p, a, "kofi@paper.example", "reporter", password);
	known = press_cookie(a, try(&p, a, "ama@paper.example", password, "", S("")), LOGIN_KNOWN_COOKIE);
	CHECK(known.n);
	for (int i = 0; i < LOGIN_FREE; i++) {
		CHECK_INT(status(try(&p, a, "ama@paper.example", "something else", "198.51.100.7", S(""))), 403);
		CHECK_INT(status(try(&p, a, "kofi@paper.example", "something else", "198.51.100.7", S(""))), 403);
	}
	CHECK_INT(status(try(&p, a, "ama@paper.example", password, "198.51.100.7", S(""))), 429);
	CHECK_INT(status(try(&p, a, "kofi@paper.example", password, "198.51.100.7", known)), 429);
	c = try(&p, a, "ama@paper.example", password, "198.51.100.7", known);
	CHECK_INT(status(c), 303);
	/* it has a count of its own */
	for (int i = 0; i < LOGIN_FREE; i++)
		CHECK_INT(status(try(&p, a, "ama@paper.example", "something else", "198.51.100.7", known)), 403);
	CHECK_INT(status(try(&p, a, "ama@paper.example", password, "198.51.100.7", known)), 429);
}

/* ---- what is not told ---- */

static int
by_size(const void *x, const void *y)
{
	int64_t d = *(const int64_t *)x - *(const int64_t *)y;

	return d < 0 ? -1 : d > 0;
}

/* Times of both kinds, taken by turns: on a busy machine both are slow together. */
TEST(login_takes_as_long_for_nobody)
{
	enum { TIMES = 5 };
	int64_t took[2][TIMES];
	struct press p;
	str body[2];

	press_setup(a, &p);
	press_person(&p, a, "ama@paper.example", "reporter", password);
	for (int i = 0; i < TIMES; i++)
		for (int k = 0; k < 2; k++) {
			int64_t start = clock_us();
			struct ctx *c = try(&p, a, k ? "ama@paper.example" : "eve@paper.example", "something else",
				arena_fmt(a, "198.51.100.%d", i).p, S(""));

			took[k][i] = clock_us() - start;
			CHECK_INT(status(c), 403);
			body[k] = c->reply.body;
		}
	for (int k = 0; k < 2; k++)
		qsort(took[k], TIMES, sizeof took[k][0], by_size);
	CHECK(took[0][TIMES / 2] * 10 > took[1][TIMES / 2] * 6);
	CHECK(took[1][TIMES / 2] * 10 > took[0][TIMES / 2] * 6);
	/* the hash is nearly all of it, so one that was left out would show */
	CHECK(took[0][0] > 2000);
	CHECK_INT(body[0].n, body[1].n);
}

/* ---- passwords ---- */

TEST(login_passwords_are_not_the_first_that_are_tried)
{
	static const char *const bad[] = {"passwordpassword", "Password1234!", "123456789012", "qwertyuiop123", "1qaz2wsx3edc",
		"aaaaaaaaaaaa", "abcdefghijkl", "iloveyou1234", "P@ssw0rd2026", "letmeinletmein", "ama@paper.example", "amasow123456",
		"football2024", "qwerty azerty", "newspaper2026"};
	static const char *const good[] = {"seven quiet herons", "correct horse battery", "jR4#vv9q!xLw", "la pirogue part à six heures",
		"наша тихая река", "twelve.chars1"};

	for (size_t i = 0; i < LENGTH(bad); i++)
		if (!person_password_fault(a, str_of(bad[i]), S("ama@paper.example"), S("Ama Sow")))
			test_fail(__FILE__, __LINE__, "\"%s\" is taken", bad[i]);
	for (size_t i = 0; i < LENGTH(good); i++)
		if (person_password_fault(a, str_of(good[i]), S("ama@paper.example"), S("Ama Sow")))
			test_fail(__FILE__, __LINE__, "\"%s\" is refused", good[i]);
	CHECK(person_password_fault(a, S("elevenchars"), S("a@b.example"), S("X")));
	CHECK(person_password_fault(a, S(""), S("a@b.example"), S("X")));
}

/* Of a public list of the most common ones: those that are long enough.  What is left are
 * words of other languages and names that nobody can guess by how they are made. */
TEST(login_passwords_of_the_world)
{
	str all = test_file(a, "../shared/corpora/common-passwords/top-10000.txt"), line;
	size_t n = 0, refused = 0, rank = 0, missed = 0;

	while (str_split(&all, '\n', &line)) {
		rank++;
		if (line.n < PERSON_PASSWORD_MIN)
			continue;
		n++;
		if (person_password_fault(a, line, S("a@b.example"), S("X")))
			refused++;
		else if (rank <= 3000)
			missed++;
	}
	CHECK(n > 30);
	if (refused * 10 < n * 4 || missed > 3)
		test_fail(__FILE__, __LINE__, "%zu of %zu are refused; %zu of the first 3000 are taken", refused, n, missed);
}
