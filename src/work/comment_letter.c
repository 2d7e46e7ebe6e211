/* comment_letter.c: letters about comments: to moderators that some wait, to readers who
 * asked for it that somebody answered.  They are put into the queue in the write that ends
 * the job they come from.
 * SPDX-License-Identifier: Apache-2.0 */
#include "work/job.h"

#include "mail/mail.h"
#include "news/comment/mail.h"
#include "news/people/outbox.h"
#include "news/paper/paper.h"
#include "text/html/strip.h"
#include "view/words.h"

JOB(comment_letter_answers, MAIL, QUEUE("comment_mail"))
JOB(comment_letter_digest, MAIL, EVERY(30))

struct telling {
	const struct work_with *with;
	const struct words_all *all;
	int64_t now, comment;
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
	struct comment_mail m[COMMENT_MAIL_MOST];
	size_t n;

	TRY(begin(k, t));
	TRY(comment_mail_of(t, k->with->seal, &k->paper.set, k->comment, k->now, m, &n));
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

err
comment_letter_answers(struct job_run *r)
{
	struct telling k = {.with = r->with, .now = r->now};

	TRY(str_int(r->queued.key, &k.comment));
	TRY(words_open(r->a, &k.all));
	return job_write(r, answers, &k);
}

err
comment_letter_digest(struct job_run *r)
{
	struct telling k = {.with = r->with, .now = r->now};

	TRY(words_open(r->a, &k.all));
	return store_write(r->with->store, r->a, digest, &k);
}
