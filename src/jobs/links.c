/* links.c: one address a turn, so that a slow server delays nothing else by more
 * than some seconds.  Nothing of the archive is held while it is asked.
 * SPDX-License-Identifier: Apache-2.0 */
#include "jobs/links.h"

#include "net/fetch.h"
#include "query/checklist.h"

enum { LINK_MEMORY = 4 << 20, KEPT_SECONDS = 90 * 86400, DENIED = 403 };

struct looked {
	str url;
	int64_t status, now;
};

static err
note(struct txn *t, void *arg)
{
	const struct looked *l = arg;

	TRY(q_link_seen(t, l->url, l->status, l->now));
	return q_link_forget(t, l->now - KEPT_SECONDS);
}

static err
find(struct store *s, struct arena *a, str *url)
{
	struct q_link_waits *row;
	struct txn *t;
	size_t n;

	TRY(store_read(s, a, NULL, &t));
	TRY(q_link_waits(t, &row, &n));
	*url = n ? row[0].url : S("");
	store_end(t);
	return OK;
}

static err
look(struct store *s, struct arena *a, int64_t now)
{
	struct looked l = {.now = now};
	err e;

	TRY(find(s, a, &l.url));
	if (!l.url.n)
		return OK;
	e = fetch_status(a, l.url, NULL, &l.status);
	if (e == E_DENIED)
		l.status = DENIED; /* ours to know, and no link is called dead for it */
	else
		TRY(e);
	return store_write(s, a, note, &l);
}

err
links_job(const struct jobs_with *w, int64_t now)
{
	struct arena *a = arena_new(LINK_MEMORY);
	err e = look(w->store, a, now);

	arena_end(a);
	return e;
}
