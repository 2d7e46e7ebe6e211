/* given.c: who is given a story hears of it once, in their language, and only when they
 * want to; where there is no mail, on the home page alone. */
#include "jobs/jobs.h"
#include "mail/mail.h"
#include "news/draft/assignment.h"
#include "news/people/outbox.h"
#include "news/people/role.h"
#include "news/workflow/workflow.h"
#include "press.h"
#include "query/kinds.h"

static const struct mail_way way = {.url = {"smtp://127.0.0.1:9", 18}, .from = {"paper@paper.example", 19}};

struct desk_of {
	struct press p;
	struct press_who editor, reporter, other;
	struct person who;
	int64_t id[3];
};

struct act {
	struct desk_of *k;
	const int64_t *id;
	size_t n;
	int64_t to, at;
	struct outbox_letter letter;
	str to_line, subject, text;
	bool wants;
};

static err
make(struct txn *t, void *arg)
{
	static const char *const headlines[] = {"Lamps on the pier", "A second tower", "Third\r\nBcc: x@y.example"};
	struct desk_of *k = arg;

	for (size_t i = 0; i < LENGTH(k->id); i++) {
		struct story_draft d = story_draft_new();

		d.headline = str_of(headlines[i]);
		TRY(story_save(t, 0, &d, 1772600000, &k->id[i]));
	}
	return OK;
}

static err
give(struct txn *t, void *arg)
{
	struct act *x = arg;

	return workflow_assign(t, &x->k->who, x->id, x->n, x->to, -1, x->at);
}

static err
next_letter(struct txn *t, void *arg)
{
	struct act *x = arg;

	return outbox_take(t, x->k->p.site.seal, x->at + 100000, &x->letter);
}

static err
want(struct txn *t, void *arg)
{
	struct act *x = arg;

	return assignment_want(t, &(struct person){.id = x->k->reporter.id, .name = S("R"), .role = ROLE_REPORTER}, x->wants, x->at);
}

static err
drop(struct txn *t, void *arg)
{
	struct act *x = arg;

	return outbox_sent(t, x->letter.id);
}

static void
begin(struct arena *a, struct desk_of *k)
{
	press_setup(a, &k->p);
	k->editor = press_login(&k->p, a, "editor");
	k->reporter = press_login(&k->p, a, "reporter");
	k->other = press_login(&k->p, a, "reporter");
	k->who = (struct person){.id = k->editor.id, .name = S("Awa Editor"), .role = ROLE_EDITOR};
	CHECK_OK(store_write(k->p.site.store, a, make, k));
}

static void
assign(struct desk_of *k, struct arena *a, size_t from, size_t n, int64_t to, int64_t at)
{
	CHECK_OK(store_write(k->p.site.store, a, give, &(struct act){.k = k, .id = k->id + from, .n = n, .to = to, .at = at}));
}

/* How many letters the job of that moment wrote; the last one is in *last. */
static size_t
letters(struct desk_of *k, struct arena *a, int64_t now, struct outbox_letter *last)
{
	struct jobs_with w = {.store = k->p.site.store, .seal = k->p.site.seal, .mail = &way};
	size_t n = 0;
	err e = jobs_run(&w, now); /* nobody listens there: they stay in the outbox */

	(void)e;
	for (;; n++) {
		struct act x = {.k = k, .at = now};

		e = store_write(k->p.site.store, a, next_letter, &x);
		if (e == E_ABSENT)
			return n;
		CHECK_OK(e);
		if (last) {
			*last = x.letter;
			last->to = arena_copy(a, x.letter.to);
			last->subject = arena_copy(a, x.letter.subject);
			last->text = arena_copy(a, x.letter.text);
		}
		CHECK_OK(store_write(k->p.site.store, a, drop, &x));
	}
}

TEST(given_is_told_once_by_one_letter)
{
	struct outbox_letter l;
	struct desk_of k;
	int64_t now;

	begin(a, &k);
	now = k.p.now;
	assign(&k, a, 0, 3, k.reporter.id, now);
	CHECK_INT(letters(&k, a, now + 10, NULL), 0); /* it may be taken back */
	assign(&k, a, 1, 1, k.other.id, now + 30);
	CHECK_INT(letters(&k, a, now + 60, &l), 1);
	CHECK(str_find(l.subject, S("2 stories were assigned to you")) != NOWHERE);
	CHECK(str_find(l.text, S("Lamps on the pier")) != NOWHERE && str_find(l.text, S("A second tower")) == NOWHERE);
	CHECK(str_find(l.text, S("Awa Editor")) != NOWHERE && str_find(l.text, S("\nBcc:")) == NOWHERE);
	CHECK(str_find(l.text, arena_fmt(a, "https://paper.example/desk/story/%lld/", (long long)k.id[0])) != NOWHERE);
	CHECK_INT(letters(&k, a, now + 90, &l), 1); /* the other's */
	CHECK(str_find(l.subject, S("“A second tower” was assigned to you")) != NOWHERE);
	CHECK_INT(letters(&k, a, now + 1000, NULL), 0);
}

TEST(given_is_not_told_to_who_knows)
{
	struct desk_of k;
	struct act no = {.k = &k};
	int64_t now;

	begin(a, &k);
	now = k.p.now;
	assign(&k, a, 0, 1, k.editor.id, now);        /* to oneself */
	assign(&k, a, 1, 1, k.reporter.id, now);
	assign(&k, a, 1, 1, 0, now + 1);              /* taken back */
	assign(&k, a, 2, 1, k.reporter.id, now);      /* opened before the letter */
	CHECK(press_desk_post(&k.p, a, &k.reporter, arena_fmt(a, "/desk/story/%lld/here", (long long)k.id[2]),
		(struct pair[]){{S("client"), S("abc")}}, 1)->reply.status <= 200);
	CHECK_INT(letters(&k, a, now + 100, NULL), 0);
	no.at = now;
	CHECK_OK(store_write(k.p.site.store, a, want, &no));
	assign(&k, a, 0, 1, k.reporter.id, now + 200);
	CHECK_INT(letters(&k, a, now + 300, NULL), 0);
	no.wants = true;
	CHECK_OK(store_write(k.p.site.store, a, want, &no));
	CHECK_INT(letters(&k, a, now + 400, NULL), 0);
}

TEST(given_speaks_the_persons_language)
{
	struct outbox_letter l;
	struct desk_of k;
	struct ctx *c;

	begin(a, &k);
	k.p.app.config.mails = true;
	c = press_desk_post(&k.p, a, &k.reporter, S("/desk/account/"), (struct pair[]){{S("name"), S("Titi")}, {S("language"), S("fr")},
		{S("asks_letters"), S("1")}, {S("letters"), S("1")}}, 4);
	CHECK_INT(c->reply.status, 303);
	assign(&k, a, 0, 1, k.reporter.id, k.p.now);
	CHECK_INT(letters(&k, a, k.p.now + 60, &l), 1);
	CHECK(str_find(l.subject, S("vous a été attribué")) != NOWHERE && str_find(l.text, S("Bonjour Titi")) != NOWHERE);
	c = press_desk_post(&k.p, a, &k.reporter, S("/desk/account/"), (struct pair[]){{S("name"), S("Titi")}, {S("language"), S("fr")},
		{S("asks_letters"), S("1")}}, 3);
	CHECK_INT(c->reply.status, 303);
	assign(&k, a, 1, 1, k.reporter.id, k.p.now + 100);
	CHECK_INT(letters(&k, a, k.p.now + 200, NULL), 0);
}

TEST(given_stands_out_on_the_desk)
{
	struct desk_of k;
	struct ctx *c;

	begin(a, &k);
	assign(&k, a, 0, 1, k.reporter.id, k.p.now);
	CHECK_OK(jobs_run(&(struct jobs_with){.store = k.p.site.store, .seal = k.p.site.seal}, k.p.now + 100));
	c = press_desk_get(&k.p, a, &k.reporter, S("/desk/"));
	CHECK(str_find(c->reply.body, S("Assigned to you by Awa Editor")) != NOWHERE);
	press_clock(&k.p, k.p.now + 4 * 86400);
	c = press_desk_get(&k.p, a, &k.reporter, S("/desk/"));
	CHECK(str_find(c->reply.body, S("Lamps on the pier")) != NOWHERE);
	CHECK(str_find(c->reply.body, S("Assigned to you by")) == NOWHERE);
}
