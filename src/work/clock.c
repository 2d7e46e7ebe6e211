/* clock.c: what is due at a moment: plans, and what has ended and is forgotten.
 * SPDX-License-Identifier: Apache-2.0 */
#include "work/job.h"

#include "news/comment/rule.h"
#include "news/draft/assignment.h"
#include "news/people/login.h"
#include "news/people/login_link.h"
#include "news/people/session.h"
#include "news/story/checklist.h"
#include "news/story/planned.h"

JOB(clock_plans, CLOCK, EVERY(1))
JOB(clock_comments, CLOCK, EVERY(600))
JOB(clock_ended, CLOCK, EVERY(600))

/* Readers' pages do not wait for it (door/dispatch.c); the desk, the edge and the audit
 * trail learn by it. */
err
clock_plans(struct job_run *r)
{
	return planned_carry_out(r->with->store, r->a, r->now);
}

static err
forget_origins(struct txn *t, void *arg)
{
	const struct job_run *r = arg;
	struct settings set;

	TRY(setting_load(t, &set));
	TRY(comment_sweep(t, r->now));
	return comment_erase_origins(t, &set, r->now);
}

err
clock_comments(struct job_run *r)
{
	return store_write(r->with->store, r->a, forget_origins, r);
}

/* Sessions, links and counts that have ended; that they have, nobody takes from here. */
static err
forget_ended(struct txn *t, void *arg)
{
	const struct job_run *r = arg;

	TRY(session_sweep(t, r->now));
	TRY(login_link_sweep(t, r->now));
	TRY(login_sweep(t, r->now));
	TRY(assignment_sweep(t, r->now));
	TRY(checklist_sweep(t, r->now));
	return queue_sweep(t, r->now);
}

err
clock_ended(struct job_run *r)
{
	return store_write(r->with->store, r->a, forget_ended, r);
}
