/* fetch.h: asking somebody else's server, with care.
 *
 * An address in a text is whatever somebody typed: it must not make this machine
 * speak to itself or to its own network.  So the guard stands where the socket is
 * opened, and meets redirects and names that change their mind as well.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "net/peer.h"

struct stop;

/* *status: what its server says of this address, after at most five redirects;
 * 0: no answer.  E_DENIED: it leads to this machine or a network that is not public.
 * Takes a few seconds at most; nothing of the body is read.  E_BUSY: stopped (NULL: never). */
err fetch_status(struct arena *, str url, const struct stop *, int64_t *status) MUST;
/* May a request go there?  For the tests. */
bool fetch_is_public(const struct peer_addr *);
