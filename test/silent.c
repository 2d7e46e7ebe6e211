/* silent.c: a listening socket; the kernel takes the connections, nobody answers.
 * SPDX-License-Identifier: Apache-2.0 */
#include "silent.h"
#include "test.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

struct silent
silent_begin(void)
{
	struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	socklen_t n = sizeof at;
	struct silent s = {.fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)};

	CHECK(s.fd >= 0 && !bind(s.fd, (struct sockaddr *)&at, n) && !listen(s.fd, 64));
	CHECK(!getsockname(s.fd, (struct sockaddr *)&at, &n));
	s.port = ntohs(at.sin_port);
	return s;
}

str
silent_url(struct arena *a, const struct silent *s, const char *scheme)
{
	return arena_fmt(a, "%s://127.0.0.1:%u", scheme, s->port);
}

bool
silent_met(struct silent *s)
{
	return accept4(s->fd, NULL, NULL, SOCK_CLOEXEC) >= 0; /* and held open to the end of the test */
}

void
silent_end(struct silent *s)
{
	close(s->fd);
}
