/* queue.c: a lease is a token and a moment: due_at is when the job is due, or when the
 * lease of who works at it ends, so one index finds both.
 * SPDX-License-Identifier: Apache-2.0 */
#include "news/queue/queue.h"

#include "base/rand.h"
#include "base/utf8.h"
#include "query/queue.h"

enum { KEPT = 60 * 86400 };

/* After the n-th failure; all ten tries take two days and a half. */
static const int64_t pause[QUEUE_TRIES - 1] = {30, 120, 600, 1800, 7200, 21600, 43200, 64800, 64800};

err
queue_add(struct txn *t, const struct queue_new *q)
{
	return q_queue_add(t, &(struct q_queue_add_in){.kind = str_of(q->kind), .key = q->key, .payload = q->payload,
		.due = q->due_at, .priority = q->priority, .again = q->postpone});
}

err
queue_is_due(struct txn *t, const char *kind, int64_t now, bool *due)
{
	struct q_queue_waits row;

	TRY(q_queue_waits(t, str_of(kind), now, &row));
	*due = row.n > 0;
	return OK;
}

err
queue_take(struct txn *t, const char *kind, int64_t now, int64_t lease, struct queue_job *job)
{
	str token = rand_token(store_arena(t), 12);
	struct q_queue_take row;

	TRY(q_queue_take(t, str_of(kind), now, now + lease, token, &row));
	*job = (struct queue_job){row.id, row.key, row.payload, token, row.tries, row.why};
	return OK;
}

static err
held(err e, const struct queue_job *job)
{
	return e == E_ABSENT ? fail(E_GONE, "job %lld is no longer ours", (long long)job->id) : e;
}

err
queue_done(struct txn *t, const struct queue_job *job)
{
	struct q_queue_done row;

	return held(q_queue_done(t, job->id, job->lease, &row), job);
}

err
queue_extend(struct txn *t, const struct queue_job *job, int64_t until)
{
	struct q_queue_extend row;

	return held(q_queue_extend(t, job->id, job->lease, until, &row), job);
}

err
queue_give_back(struct txn *t, const struct queue_job *job, int64_t now)
{
	struct q_queue_later row;

	return held(q_queue_later(t, &(struct q_queue_later_in){.id = job->id, .lease = job->lease, .due = now,
		.tries = job->tries - 1, .why = job->why}, &row), job);
}

/* Jobs that failed together come back a little apart. */
int64_t
queue_pause(int64_t tries, int64_t id)
{
	int64_t s = pause[tries < 1 ? 0 : tries > (int64_t)LENGTH(pause) ? (int64_t)LENGTH(pause) - 1 : tries - 1];

	return s + id % 8 * s / 60;
}

err
queue_failed(struct txn *t, const struct queue_job *job, int64_t most, int64_t now, str why, bool *gave_up)
{
	struct q_queue_later row;

	*gave_up = job->tries >= most || job->tries >= QUEUE_TRIES;
	return held(q_queue_later(t, &(struct q_queue_later_in){.id = job->id, .lease = job->lease,
		.due = *gave_up ? now : now + queue_pause(job->tries, job->id), .tries = job->tries,
		.why = utf8_cut(why, QUEUE_WHY), .failed = *gave_up ? now : 0}, &row), job);
}

err
queue_troubles(struct txn *t, int64_t count, struct queue_trouble **out, size_t *n)
{
	struct q_queue_troubled *row;

	TRY(q_queue_troubled(t, count, &row, n));
	*out = NEW(store_arena(t), struct queue_trouble, *n);
	for (size_t i = 0; i < *n; i++)
		(*out)[i] = (struct queue_trouble){row[i].id, row[i].kind, row[i].key, row[i].due_at, row[i].tries,
			row[i].why, row[i].failed_at};
	return OK;
}

err
queue_counts(struct txn *t, int64_t *all, int64_t *failed)
{
	struct q_queue_count row;

	TRY(q_queue_count(t, &row));
	*all = row.n;
	*failed = row.failed;
	return OK;
}

err
queue_retry(struct txn *t, int64_t id, int64_t now, str *kind)
{
	struct q_queue_retry row;

	TRY(q_queue_retry(t, id, now, &row));
	*kind = row.kind;
	return OK;
}

err
queue_drop(struct txn *t, int64_t id, str *kind)
{
	struct q_queue_drop row;

	TRY(q_queue_drop(t, id, &row));
	*kind = row.kind;
	return OK;
}

err
queue_sweep(struct txn *t, int64_t now)
{
	return q_queue_sweep(t, now - KEPT);
}
