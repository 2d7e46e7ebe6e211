/* job.c: the transport's part of a request that is not answered at once.
 * SPDX-License-Identifier: Apache-2.0 */
#include "net/loop.h"

void
net_job_begin(struct net_job *j, struct arena *a, const struct net_request *q, size_t body_max)
{
	struct parse_head *head = NEW(a, struct parse_head, 1);

	*head = *q->head;
	j->a = a;
	j->q = *q;
	j->q.head = head;
	j->q.bytes = arena_copy(a, (str){q->bytes, head->at}).p;
	j->in = buf_in(a, body_max);
	j->limit = body_max;
	j->file = j->answer.file = -1;
}

void
job_end(struct net_job *j)
{
	atomic_fetch_sub(&j->loop->net->bodies, j->in.n);
	body_end(j);
	arena_end(j->a);
}
