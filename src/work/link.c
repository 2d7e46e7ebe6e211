/* link.c: other people's addresses in our stories are looked at, so that the checklist can
 * name dead ones.  Nothing of the archive is held while a server is asked.
 * SPDX-License-Identifier: Apache-2.0 */
#include "work/job.h"

#include "net/fetch.h"
#include "news/story/checklist.h"

JOB(link_look, WEB, QUEUE("link", .tries = 3))

enum { DENIED = 403 };

struct looked {
	str url;
	int64_t status, now;
};

static err
note(struct txn *t, void *arg)
{
	const struct looked *l = arg;

	return checklist_link_seen(t, l->url, l->status, l->now);
}

err
link_look(struct job_run *r)
{
	struct looked l = {.url = r->queued.key, .now = r->now};
	err e = fetch_status(r->a, l.url, r->stop, &l.status);

	if (e == E_DENIED)
		l.status = DENIED; /* ours to know, and no link is called dead for it */
	else
		TRY(e);
	return job_write(r, note, &l);
}
