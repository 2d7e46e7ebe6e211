/* assignment_letter.c: letters to who was given a story: one for all of a minute or so.
 * Where the paper sends no mail nothing is struck off, and what was given is on the home
 * page of the desk alone (news/draft/assignment.h).
 * SPDX-License-Identifier: Apache-2.0 */
#include "work/job.h"

#include "mail/mail.h"
#include "news/draft/assignment.h"
#include "news/people/outbox.h"
#include "news/paper/paper.h"
#include "view/words.h"

JOB(assignment_letter_send, MAIL, QUEUE("assignment_mail"))

enum { LETTER = 60000 };

struct post {
	const struct work_with *with;
	const struct words_all *all;
	int64_t now, person;
	/* of one run */
	struct arena *a;
	struct paper paper;
	const struct words *words;
};

/* A headline may have come from anywhere; here it is a line. */
static str
one_line(struct arena *a, str s)
{
	char *out = NEW(a, char, s.n + 1);

	for (size_t i = 0; i < s.n; i++)
		out[i] = (unsigned char)s.p[i] < ' ' ? ' ' : s.p[i];
	return (str){out, s.n};
}

static str
headline_of(struct post *p, const struct given *g)
{
	str headline = g->headline.n ? g->headline : words_get(p->words, "board_untitled");

	return one_line(p->a, g->kicker.n ? arena_fmt(p->a, "%.*s / %.*s", SARG(g->kicker), SARG(headline)) : headline);
}

static void
add_story(struct post *p, struct buf *b, const struct given *g)
{
	str by = words_say(p->words, p->a, "given_mail_by", WORDS({"name", one_line(p->a, g->giver)}));

	buf_fmt(b, "%.*s\n%.*s", SARG(headline_of(p, g)), SARG(by));
	if (g->due_at)
		buf_fmt(b, " · %.*s", SARG(words_say(p->words, p->a, "board_due",
			WORDS({"when", words_date(p->words, p->a, p->paper.zone, g->due_at, "short")}))));
	buf_fmt(b, "\n%.*s/desk/story/%lld/\n\n", SARG(p->paper.url), (long long)g->story);
}

static err
write_letter(struct post *p, struct txn *t, const struct given_letter *l)
{
	struct buf b = buf_in(p->a, LETTER);
	str text;

	p->words = words_for(p->all, l->language.n ? l->language : p->paper.language);
	if (!words_whole(p->words))
		p->words = words_for(p->all, S("en"));
	buf_fmt(&b, "%.*s\n\n", SARG(words_say(p->words, p->a, "given_mail_hello", WORDS({"name", l->name}))));
	for (size_t i = 0; i < l->n; i++)
		add_story(p, &b, &l->given[i]);
	buf_fmt(&b, "-- \n%.*s\n%.*s/desk/account/\n", SARG(words_get(p->words, "given_mail_stop")), SARG(p->paper.url));
	TRY(buf_done(&b, &text));
	return outbox_add(t, p->with->seal, &(struct outbox_mail){.to = l->to, .text = text,
		.subject = l->n == 1 ? words_say(p->words, p->a, "given_mail_one", WORDS({"paper", p->paper.title},
			{"headline", headline_of(p, &l->given[0])})) : words_count(p->words, p->a, "given_mail_many", (int64_t)l->n,
			WORDS({"paper", p->paper.title}))});
}

static err
work(struct txn *t, void *arg)
{
	struct post *p = arg;
	struct given_letter l;

	p->a = store_arena(t);
	TRY(assignment_letter(t, p->person, p->now, &l));
	if (!l.n || !mail_is_address(l.to))
		return OK;
	TRY(paper_load(t, S(""), p->now, &p->paper));
	return write_letter(p, t, &l);
}

err
assignment_letter_send(struct job_run *r)
{
	struct post p = {.with = r->with, .now = r->now};

	if (!r->with->mail || !r->with->mail->url.n)
		return OK;
	TRY(str_int(r->queued.key, &p.person));
	TRY(words_open(r->a, &p.all));
	return job_write(r, work, &p);
}
