/* comment_mail.c: letters about comments: nobody gets words of a stranger before the
 * address said yes.
 * SPDX-License-Identifier: Apache-2.0 */
#include "news/comment/mail.h"
#include "news/people/person.h"
#include "news/queue/queue.h"
#include "test_comment.h"

struct post {
	struct world *w;
	struct comment_mail *m;
	size_t n, done;
	int64_t id, waiting;
	str *to;
	bool yes;
};

/* What the jobs of this moment say, one after the other. */
static err
next(struct txn *t, void *arg)
{
	struct post *p = arg;
	struct settings s;
	struct queue_job job;
	err e;

	p->n = p->done = 0;
	p->m = NEW(p->w->a, struct comment_mail, 40);
	TRY(setting_load(t, &s));
	while ((e = queue_take(t, "comment_mail", p->w->now + COMMENT_MAIL_QUIET, 600, &job)) == OK) {
		struct comment_mail m[COMMENT_MAIL_MOST];
		int64_t id;
		size_t n;

		TRY(str_int(job.key, &id));
		TRY(comment_mail_of(t, p->w->key, &s, id, p->w->now, m, &n));
		for (size_t i = 0; i < n; i++) {
			p->m[p->n] = m[i];
			p->m[p->n].to = arena_copy(p->w->a, m[i].to);
			p->m[p->n++].body = arena_copy(p->w->a, m[i].body);
		}
		TRY(queue_done(t, &job));
		p->done++;
	}
	return e == E_ABSENT ? OK : e;
}

static err
say(struct txn *t, void *arg)
{
	struct post *p = arg;

	return comment_mail_say(t, p->id, p->yes, p->w->now);
}

static err
digest(struct txn *t, void *arg)
{
	struct post *p = arg;
	struct settings s;

	TRY(setting_load(t, &s));
	return comment_mail_digest(t, &s, p->w->now, &p->waiting, &p->to, &p->n);
}

static int64_t
comments(struct world *w, str name, str email, str body, int64_t parent, bool tell)
{
	struct comment_form f = form_of(w, name, email, body);
	struct comment_verdict v;

	f.parent_id = parent;
	f.tell = tell;
	CHECK_OK(submit(w, f, &v));
	return v.id;
}

static void
answers_are_asked_for(struct world *w)
{
	struct post p = {.w = w};
	int64_t first, second;

	set(w, "comment_known", "0");
	first = comments(w, S("Awa"), S("awa@example.org"), S("A question"), 0, true);
	CHECK_OK(store_write(w->store, w->a, next, &p));
	CHECK_INT(p.n, 1);
	CHECK_STR(p.m[0].to, S("awa@example.org"));
	CHECK_INT(p.m[0].answer_id, 0);
	CHECK_INT(p.m[0].body.n, 0); /* a question with nothing in it */
	second = comments(w, S("Bo"), S("bo@example.org"), S("An answer"), first, false);
	CHECK_OK(store_write(w->store, w->a, next, &p));
	CHECK_INT(p.n, 0); /* not said yes */
	p.id = first;
	p.yes = true;
	CHECK_OK(store_write(w->store, w->a, say, &p));
	second = comments(w, S("Bo"), S("bo@example.org"), S("Another answer"), first, true);
	comments(w, S("Awa"), S("awa@example.org"), S("To myself"), first, true);
	comments(w, S("Cy"), S("cy@example.org"), S("Not to her"), second, false);
	CHECK_OK(store_write(w->store, w->a, next, &p));
	CHECK_INT(p.n, 2); /* Bo is asked; Awa is told, and not of her own */
	CHECK_STR(p.m[1].to, S("awa@example.org"));
	CHECK_INT(p.m[1].answer_id, second);
	CHECK_STR(p.m[1].body, S("Another answer"));
	p.yes = false;
	CHECK_OK(store_write(w->store, w->a, say, &p));
	comments(w, S("Cy"), S("cy@example.org"), S("Again"), first, false);
	comments(w, S("Awa"), S("awa@example.org"), S("Do ask me again"), 0, true);
	CHECK_OK(store_write(w->store, w->a, next, &p));
	CHECK_INT(p.n, 0); /* no is for good */
	CHECK_INT(p.done, 2);
}

TEST(comment_mail_answers_are_asked_for)
{
	on_each_engine(a, answers_are_asked_for);
}

static void
links_are_for_one(struct world *w)
{
	str t = comment_mail_token(w->a, w->key, 7, w->now);

	CHECK_OK(comment_mail_check(w->key, 7, t, w->now));
	CHECK_ERR(comment_mail_check(w->key, 8, t, w->now), E_ABSENT);
	CHECK_ERR(comment_mail_check(w->key, 7, t, w->now + 401 * 86400LL), E_ABSENT);
}

TEST(comment_mail_links_are_for_one)
{
	on_sqlite(a, links_are_for_one);
}

static err
people(struct txn *t, void *arg)
{
	struct post *p = arg;
	int64_t id;

	TRY(person_add(t, &(struct person_new){.email = S("pu@example.org"), .name = S("Pu"), .role = S("publisher")}, NULL, p->w->now, &id));
	return person_add(t, &(struct person_new){.email = S("mo@example.org"), .name = S("Mo"), .role = S("moderator")}, NULL, p->w->now, &id);
}

static void
moderators_are_told_seldom(struct world *w)
{
	struct post p = {.w = w};

	CHECK_OK(store_write(w->store, w->a, people, &p));
	comments(w, S("Awa"), S("awa@example.org"), S("One"), 0, false);
	CHECK_OK(store_write(w->store, w->a, digest, &p));
	CHECK_INT(p.n, 0); /* off unless asked for */
	set(w, "comment_mail_held", "1");
	CHECK_OK(store_write(w->store, w->a, digest, &p));
	CHECK_INT(p.n, 1);
	CHECK_INT(p.waiting, 1);
	comments(w, S("Bo"), S("bo@example.org"), S("Two"), 0, false);
	CHECK_OK(store_write(w->store, w->a, digest, &p));
	CHECK_INT(p.n, 0); /* a moment ago */
	w->now += COMMENT_DIGEST;
	CHECK_OK(store_write(w->store, w->a, digest, &p));
	CHECK_INT(p.n, 1);
	CHECK_INT(p.waiting, 2);
	w->now += COMMENT_DIGEST;
	CHECK_OK(store_write(w->store, w->a, digest, &p));
	CHECK_INT(p.n, 0); /* nothing new */
}

TEST(comment_mail_moderators_are_told_seldom)
{
	on_each_engine(a, moderators_are_told_seldom);
}
