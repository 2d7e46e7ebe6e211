/* comment_mail.c: see comment_mail.h.  What became public is written down when it does,
 * and looked at here two minutes later, so that what was undone at once is not told.
 * The letters are put into the outbox in the write that strikes it off.
 * SPDX-License-Identifier: Apache-2.0 */
#include "jobs/comment_mail.h"

#include "mail/mail.h"
#include "news/comment/mail.h"
#include "news/people/outbox.h"
#include "news/paper/paper.h"
#include "text/html/strip.h"
#include "view/words.h"

enum { MEMORY = 16 << 20, AT_ONCE = 20, QUIET = 120 };

struct telling {
	const struct jobs_with *with;
	const struct words_all *all;
	int64_t now;
	size_t done;
	/* of one run */
	struct txn *t;
	struct arena *a;
	struct paper paper;
	const struct words *words;
};

static err
begin(struct telling *k, struct txn *t)
{
	k->t = t;
	k->a = store_arena(t);
	k->done = 0;
	TRY(paper_load(t, S(""), k->now, &k->paper));
	k->words = words_for(k->all, k->paper.language);
	return OK;
}

static str
address(struct telling *k, int64_t comment, const char *what)
{
	str token = comment_mail_token(k->a, k->with->seal, comment, k->now);

	return arena_fmt(k->a, "%.*s/comment/%lld/%s?t=%.*s", SARG(k->paper.url), (long long)comment, what, SARG(token));
}

/* "Do you want this?", with nothing in it that a stranger wrote. */
static err
send_question(struct telling *k, const struct comment_mail *m)
{
	str subject = words_say(k->words, k->a, "talk_ask_subject", WORDS({"paper", k->paper.title}));
	str text = words_say(k->words, k->a, "talk_ask_text", WORDS({"paper", k->paper.title}));

	return outbox_add(k->t, k->with->seal, &(struct outbox_mail){.to = m->to, .subject = subject,
		.text = arena_fmt(k->a, "%.*s\n\n%.*s\n", SARG(text), SARG(address(k, m->comment_id, "mail")))});
}

static err
send_answer(struct telling *k, const struct comment_mail *m)
{
	str subject = words_say(k->words, k->a, "talk_answer_subject", WORDS({"name", m->name}, {"paper", k->paper.title}));
	str intro = words_say(k->words, k->a, "talk_answer_text", WORDS({"name", m->name}, {"headline", m->headline}));
	str stop = address(k, m->comment_id, "mail"), words = strip_html(k->a, m->body, STRIP_TAGS);

	return outbox_add(k->t, k->with->seal, &(struct outbox_mail){.to = m->to, .subject = subject, .unsubscribe = stop,
		.text = arena_fmt(k->a, "%.*s\n\n%.*s\n\n%.*s/?p=%lld#comment-%lld\n\n-- \n%.*s\n%.*s\n", SARG(intro),
			SARG(words), SARG(k->paper.url), (long long)m->story_id, (long long)m->answer_id,
			SARG(words_get(k->words, "talk_stop")), SARG(stop))});
}

static err
answers(struct txn *t, void *arg)
{
	struct telling *k = arg;
	struct comment_mail *m;
	size_t n;

	TRY(begin(k, t));
	TRY(comment_mail_next(t, k->with->seal, &k->paper.set, k->now - QUIET, AT_ONCE, k->now, &m, &n, &k->done));
	for (size_t i = 0; i < n; i++) {
		if (!mail_is_address(m[i].to) || !k->paper.url.n)
			continue;
		TRY(m[i].answer_id ? send_answer(k, &m[i]) : send_question(k, &m[i]));
	}
	return OK;
}

static err
digest(struct txn *t, void *arg)
{
	struct telling *k = arg;
	int64_t waiting;
	str *to;
	size_t n;

	TRY(begin(k, t));
	TRY(comment_mail_digest(t, &k->paper.set, k->now, &waiting, &to, &n));
	for (size_t i = 0; i < n; i++)
		TRY(outbox_add(t, k->with->seal, &(struct outbox_mail){.to = to[i],
			.subject = words_count(k->words, k->a, "talk_waits_subject", waiting, WORDS({"paper", k->paper.title})),
			.text = arena_fmt(k->a, "%.*s\n\n%.*s/desk/comments/\n", SARG(words_count(k->words, k->a,
				"talk_waits_text", waiting, NULL)), SARG(k->paper.url))}));
	return OK;
}

static err
run(struct telling *k, err (*work)(struct txn *, void *))
{
	struct arena *a = arena_new(MEMORY);
	err e = words_open(a, &k->all);

	if (!e)
		e = store_write(k->with->store, a, work, k);
	arena_end(a);
	return e;
}

err
comment_mail_job(const struct jobs_with *w, int64_t now)
{
	struct telling k = {.with = w, .now = now};
	err e;

	do
		e = run(&k, answers);
	while (!e && k.done == AT_ONCE);
	return e ? e : run(&k, digest);
}
