/* send.c: the bytes of an answer into a socket that may not take them all: head
 * and body in one sendmsg from where they stand in the cache, files by sendfile.
 * SPDX-License-Identifier: Apache-2.0 */
#include "net/loop.h"

#include <errno.h>
#include <sys/sendfile.h>
#include <sys/uio.h>

/* Head, tag, tail and body, less what was sent. */
static int
pieces(const struct conn *c, struct iovec v[4])
{
	const str all[] = {c->answer.head, {c->answer.tag, c->answer.tag_n},
		{c->tail, c->tail_n}, c->answer.body};
	size_t skip = c->sent;
	int n = 0;

	for (size_t i = 0; i < LENGTH(all); i++) {
		str s = str_from(all[i], skip);

		skip -= all[i].n - s.n;
		if (s.n)
			v[n++] = (struct iovec){(void *)(uintptr_t)s.p, s.n};
	}
	return n;
}

static bool
send_file(struct conn *c, bool *wait)
{
	while (c->answer.file >= 0 && c->answer.left) {
		off_t at = c->answer.at;
		size_t most = c->answer.left > 1 << 20 ? 1 << 20 : (size_t)c->answer.left;
		ssize_t n = sendfile(c->fd, c->answer.file, &at, most);

		if (n < 0 && errno == EINTR)
			continue;
		*wait = n < 0 && errno == EAGAIN;
		if (n <= 0)
			return false; /* 0: the file was made shorter; the rest is missing */
		c->answer.at += n;
		c->answer.left -= n;
		c->count += n;
		atomic_fetch_add_explicit(&c->loop->n.bytes, (uint64_t)n, memory_order_relaxed);
	}
	return true;
}

enum send_did
send_some(struct conn *c)
{
	bool wait = false, more = c->answer.file >= 0 && c->answer.left;
	struct iovec v[4];
	struct msghdr m = {.msg_iov = v};

	while ((m.msg_iovlen = (size_t)pieces(c, v))) {
		ssize_t n = sendmsg(c->fd, &m, MSG_NOSIGNAL | (more ? MSG_MORE : 0));

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return errno == EAGAIN || errno == EWOULDBLOCK ? SEND_WAIT : SEND_BROKEN;
		c->sent += (size_t)n;
		c->count += n;
		atomic_fetch_add_explicit(&c->loop->n.bytes, (uint64_t)n, memory_order_relaxed);
	}
	if (!send_file(c, &wait))
		return wait ? SEND_WAIT : SEND_BROKEN;
	return SEND_ALL;
}
