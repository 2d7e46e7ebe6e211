/* walk.c: what happens by itself in the filled paper: each value that it changes, and each
 * letter word by word, as time goes on.
 * SPDX-License-Identifier: Apache-2.0 */
#include "mail/mail.h"
#include "news/people/outbox.h"
#include "walk.h"
#include "walk_dump.h"
#include "work/work.h"

/* No way that there is, so letters stay in the queue, for a reason without a time in it. */
static const struct mail_way way = {.url = S("none://127.0.0.1"), .from = S("paper@paper.example")};

struct taking {
	struct walk *w;
	struct arena *a;
	int64_t now;
	struct outbox_letter letter;
};

static err
take(struct txn *t, void *arg)
{
	struct taking *k = arg;

	struct queue_job job;

	TRY(queue_take(t, "mail", k->now, 600, &job));
	TRY(outbox_open(store_arena(t), k->w->p.site.seal, &job, &k->letter));
	k->letter.to = arena_copy(k->a, k->letter.to);
	k->letter.subject = arena_copy(k->a, k->letter.subject);
	k->letter.text = arena_copy(k->a, k->letter.text);
	k->letter.unsubscribe = arena_copy(k->a, k->letter.unsubscribe);
	return queue_done(t, &job);
}

static void
put_letters(struct walk *w, int64_t now)
{
	struct taking k = {.w = w, .a = w->a, .now = now + 86400};

	while (store_write(w->p.site.store, w->a, take, &k) == OK)
		walk_put(w, arena_fmt(w->a, "To: %.*s\nSubject: %.*s\nUnsubscribe: %.*s\n\n%.*s",
		SARG(k.letter.to),
			SARG(k.letter.subject), SARG(k.letter.unsubscribe), SARG(k.letter.text)));
}

static void
run(struct walk *w, int64_t later)
{
	struct work_with with = {.store = w->p.site.store, .seal = w->p.site.seal, .mail = &way};
	struct dump_base *base = dump_open(w->a, arena_fmt(w->a, "%.*s/site.db", SARG(w->p.site.folder)));
	struct dump *before;
	struct buf b = buf_in(w->a, 8 << 20);
	err e;

	press_clock(&w->p, 1772700000 + later);
	before = dump_of(w->a, base);
	e = work_once(&with, w->p.now);
	walk_put(w, arena_fmt(w->a, "==== after %lld s: %d", (long long)later, (int)e));
	dump_differ(before, dump_of(w->a, base), &b);
	walk_put(w, buf_str(&b));
	put_letters(w, w->p.now);
}

TEST(work_walk_through_the_filled_paper)
{
	struct walk w;

	walk_begin(a, &w);
	walk_sql(&w, "DELETE FROM job WHERE kind <> 'assignment_mail'; UPDATE link_check SET checked_at = 1772699999; UPDATE story SET body = '<p>Words.</p>';"
		"INSERT INTO setting (name, value) VALUES ('comment_mail_held', '1')");
	run(&w, 0);
	run(&w, 120);
	run(&w, 100001);
	run(&w, 200001);
	run(&w, 40 * 86400);
	CHECK_WALK(&w, "jobs.txt");
}
