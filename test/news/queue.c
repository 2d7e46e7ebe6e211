/* queue.c: each job is done by one, also when processes share the archive or are killed;
 * what fails comes back later and later, and is given up in the end.
 * SPDX-License-Identifier: Apache-2.0 */
#include "news/queue/queue.h"

#include "store_pair.h"

#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

struct act {
	struct store *s;
	struct arena *a;
	struct queue_new add;
	struct queue_job job;
	int64_t now, until, most;
	str why, kind;
	bool gave_up;
};

static err
add(struct txn *t, void *arg)
{
	struct act *x = arg;

	return queue_add(t, &x->add);
}

static err
take(struct txn *t, void *arg)
{
	struct act *x = arg;

	TRY(queue_take(t, "mail", x->now, 60, &x->job));
	x->job.key = arena_copy(x->a, x->job.key);
	x->job.payload = arena_copy(x->a, x->job.payload);
	x->job.lease = arena_copy(x->a, x->job.lease);
	return OK;
}

static err
done(struct txn *t, void *arg)
{
	struct act *x = arg;

	return queue_done(t, &x->job);
}

static err
extend(struct txn *t, void *arg)
{
	struct act *x = arg;

	return queue_extend(t, &x->job, x->until);
}

static err
failed(struct txn *t, void *arg)
{
	struct act *x = arg;

	return queue_failed(t, &x->job, x->most, x->now, x->why, &x->gave_up);
}

static err
retry(struct txn *t, void *arg)
{
	struct act *x = arg;

	return queue_retry(t, x->job.id, x->now, &x->kind);
}

static err
drop(struct txn *t, void *arg)
{
	struct act *x = arg;

	return queue_drop(t, x->job.id, &x->kind);
}

static err
give_back(struct txn *t, void *arg)
{
	struct act *x = arg;

	return queue_give_back(t, &x->job, x->now);
}

static err
in_write(struct act *x, err (*work)(struct txn *, void *))
{
	return store_write(x->s, x->a, work, x);
}

static struct act
begin(struct arena *a, enum engine on)
{
	return (struct act){.s = pair_open(a, pair_url(a, on)), .a = a, .now = 1000, .most = QUEUE_TRIES, .why = S("no answer")};
}

static void
put(struct act *x, const char *payload, int64_t due, enum queue_priority p)
{
	x->add = (struct queue_new){.kind = "mail", .payload = str_of(payload), .due_at = due, .priority = p};
	CHECK_OK(in_write(x, add));
}

static void
takes_in_order(struct arena *a, enum engine on)
{
	static const char *const want[] = {"urgent", "old", "new", "bulk"};
	struct act x = begin(a, on);

	put(&x, "bulk", 1, QUEUE_BULK);
	put(&x, "new", 900, QUEUE_ORDINARY);
	put(&x, "later", 1001, QUEUE_URGENT);
	put(&x, "old", 2, QUEUE_ORDINARY);
	put(&x, "urgent", 1000, QUEUE_URGENT);
	for (size_t i = 0; i < LENGTH(want); i++) {
		CHECK_OK(in_write(&x, take));
		CHECK_STR(x.job.payload, str_of(want[i]));
		CHECK_INT(x.job.tries, 1);
		CHECK_OK(in_write(&x, done));
		CHECK_ERR(in_write(&x, done), E_GONE);
	}
	CHECK_ERR(in_write(&x, take), E_ABSENT);
	x.now = 1001;
	CHECK_OK(in_write(&x, take));
	CHECK_STR(x.job.payload, S("later"));
}
TEST(queue_takes_in_order_sqlite)
{
	takes_in_order(a, ON_SQLITE);
}
TEST(queue_takes_in_order_postgres)
{
	takes_in_order(a, ON_POSTGRES);
}

/* Who was killed leaves a lease that ends; who was only slow finds that it is not his. */
static void
lease_is_taken_over(struct arena *a, enum engine on)
{
	struct act x = begin(a, on), slow;

	put(&x, "a", 0, QUEUE_ORDINARY);
	CHECK_OK(in_write(&x, take));
	x.now += 59;
	CHECK_ERR(in_write(&x, take), E_ABSENT);
	x.until = x.now + 60;
	CHECK_OK(in_write(&x, extend));
	x.now += 59;
	CHECK_ERR(in_write(&x, take), E_ABSENT);
	x.now += 1;
	slow = x;
	CHECK_OK(in_write(&x, take));
	CHECK_INT(x.job.tries, 2);
	CHECK_ERR(in_write(&slow, done), E_GONE);
	CHECK_ERR(in_write(&slow, extend), E_GONE);
	CHECK_ERR(in_write(&slow, failed), E_GONE);
	CHECK_ERR(in_write(&slow, give_back), E_GONE);
	CHECK_OK(in_write(&x, give_back)); /* a stop: no try is lost, and no time */
	CHECK_OK(in_write(&x, take));
	CHECK_INT(x.job.tries, 2);
	CHECK_OK(in_write(&x, done));
}
TEST(queue_lease_is_taken_over_sqlite)
{
	lease_is_taken_over(a, ON_SQLITE);
}
TEST(queue_lease_is_taken_over_postgres)
{
	lease_is_taken_over(a, ON_POSTGRES);
}

static void
tries_later_and_gives_up(struct arena *a, enum engine on)
{
	struct act x = begin(a, on);
	int64_t pause = 0, tries = 0;

	put(&x, "a", 0, QUEUE_ORDINARY);
	for (x.gave_up = false; !x.gave_up; tries++) {
		CHECK_OK(in_write(&x, take));
		CHECK_INT(x.job.tries, tries + 1);
		CHECK_OK(in_write(&x, failed));
		if (x.gave_up)
			break;
		CHECK(queue_pause(x.job.tries, x.job.id) >= pause);
		pause = queue_pause(x.job.tries, x.job.id);
		x.now += pause - 1;
		CHECK_ERR(in_write(&x, take), E_ABSENT);
		x.now++;
	}
	CHECK_INT(tries + 1, QUEUE_TRIES);
	CHECK(x.now > 2 * 86400 && x.now < 4 * 86400);
	x.now += 100 * 86400;
	CHECK_ERR(in_write(&x, take), E_ABSENT); /* it waits for somebody to decide */
	CHECK_OK(in_write(&x, retry));
	CHECK_STR(x.kind, S("mail"));
	CHECK_ERR(in_write(&x, retry), E_ABSENT);
	CHECK_OK(in_write(&x, take));
	CHECK_INT(x.job.tries, 1);
	CHECK_ERR(in_write(&x, drop), E_ABSENT); /* only what was given up */
	x.most = 0;
	CHECK_OK(in_write(&x, failed));
	CHECK(x.gave_up);
	CHECK_OK(in_write(&x, drop));
	CHECK_ERR(in_write(&x, retry), E_ABSENT);
}
TEST(queue_tries_later_and_gives_up_sqlite)
{
	tries_later_and_gives_up(a, ON_SQLITE);
}
TEST(queue_tries_later_and_gives_up_postgres)
{
	tries_later_and_gives_up(a, ON_POSTGRES);
}

static void
keys_are_one_job(struct arena *a, enum engine on)
{
	struct act x = begin(a, on), old;

	x.add = (struct queue_new){.kind = "mail", .key = S("7"), .payload = S("a"), .due_at = 1000};
	CHECK_OK(in_write(&x, add));
	x.add.due_at = 2000;
	CHECK_OK(in_write(&x, add)); /* stays as it was */
	CHECK_OK(in_write(&x, take));
	old = x;
	x.add.payload = S("b");
	x.add.postpone = true;
	CHECK_OK(in_write(&x, add)); /* while the first is being worked at */
	CHECK_ERR(in_write(&old, done), E_GONE);
	CHECK_ERR(in_write(&x, take), E_ABSENT);
	x.now = 2000;
	CHECK_OK(in_write(&x, take));
	CHECK_STR(x.job.payload, S("b"));
	CHECK_INT(x.job.tries, 1);
	x.most = 1;
	CHECK_OK(in_write(&x, failed));
	x.add.postpone = false;
	CHECK_OK(in_write(&x, add)); /* given up; asked for anew */
	CHECK_OK(in_write(&x, take));
	CHECK_OK(in_write(&x, done));
}
TEST(queue_keys_are_one_job_sqlite)
{
	keys_are_one_job(a, ON_SQLITE);
}
TEST(queue_keys_are_one_job_postgres)
{
	keys_are_one_job(a, ON_POSTGRES);
}

enum { JOBS = 60, PROCESSES = 3 };

/* A process of its own: says how many it did. */
static pid_t
worker(str url, int out)
{
	pid_t child = fork();
	struct act x = {.now = 1000};
	int64_t n = 0;

	if (child)
		return child;
	x.a = arena_new(64 << 20);
	if (store_open(x.a, url, 1, &x.s))
		_exit(1);
	for (int idle = 0; idle < 20;) {
		err e = in_write(&x, take);

		if (e == OK && in_write(&x, done) == OK && ++n)
			continue;
		idle++;
		usleep(5000);
	}
	dprintf(out, "%lld\n", (long long)n);
	_exit(0);
}

static void
processes_share(struct arena *a, enum engine on)
{
	str url = pair_url(a, on), all, line;
	int pipes[2], status;
	int64_t sum = 0, n;
	char text[400] = "";
	pid_t child[PROCESSES];
	ssize_t got;
	struct act x = {.s = NULL};

	{
		struct arena *own = arena_new(64 << 20);

		x = (struct act){.a = own, .now = 1000};
		CHECK_OK(store_open(own, url, 1, &x.s));
		for (int i = 0; i < JOBS; i++)
			put(&x, "a", 0, QUEUE_ORDINARY);
		arena_end(own);
	}
	CHECK(!pipe(pipes));
	for (int i = 0; i < PROCESSES; i++)
		child[i] = worker(url, pipes[1]);
	close(pipes[1]);
	for (int i = 0; i < PROCESSES; i++) {
		CHECK(waitpid(child[i], &status, 0) == child[i]);
		CHECK(WIFEXITED(status) && !WEXITSTATUS(status));
	}
	got = read(pipes[0], text, sizeof text - 1);
	CHECK(got > 0);
	for (all = str_of(text); all.n && str_split(&all, '\n', &line);) {
		CHECK_OK(str_int(line, &n));
		sum += n;
	}
	CHECK_INT(sum, JOBS);
	CHECK_INT(pair_sql(a, url, "SELECT count(*) FROM job"), 0);
}
TEST(queue_processes_share_sqlite)
{
	processes_share(a, ON_SQLITE);
}
TEST(queue_processes_share_postgres)
{
	processes_share(a, ON_POSTGRES);
}
