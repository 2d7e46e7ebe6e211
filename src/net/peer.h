/* peer.h: addresses of clients and of the proxies that speak for them.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "base/base.h"

#include <netinet/in.h>
#include <sys/socket.h>

enum { PEER_TEXT = INET6_ADDRSTRLEN, PEER_NETS_MAX = 32 };

/* IPv4 is kept as ::ffff:a.b.c.d, so that there is one kind of address. */
struct peer_addr {
	unsigned char byte[16];
};
struct peer_net {
	struct peer_addr addr;
	unsigned bits;
};
struct peer_nets {
	struct peer_net net[PEER_NETS_MAX];
	size_t n;
};

/* "127.0.0.1:8080", "[::1]:80", ":80" (all addresses), "localhost:80". */
err peer_listen(str text, struct sockaddr_storage *, socklen_t *) MUST;
/* Addresses and networks ("10.0.0.0/8"), split by blanks or commas. */
err peer_nets_read(str text, struct peer_nets *) MUST;
bool peer_in(const struct peer_nets *, const struct peer_addr *);
struct peer_addr peer_of(const struct sockaddr_storage *);
bool peer_read(str text, struct peer_addr *); /* "1.2.3.4", "::1", "[::1]:99", "1.2.3.4:5" */
size_t peer_text(const struct peer_addr *, char out[PEER_TEXT]);
/* The address with its end taken off, for logs: /24 and /48. */
struct peer_addr peer_blurred(struct peer_addr);
/* X-Forwarded-For from its right end: the first address that is no trusted
 * proxy is the client.  Only called when the peer itself is trusted. */
struct peer_addr peer_forwarded(const struct peer_nets *, struct peer_addr peer, str forwarded);
