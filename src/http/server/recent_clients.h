/* recent_clients.h: when an address last got a page, in a table of fixed size, so that a
 * comment form has a minimum age although its page comes from the cache.
 *
 * Keyed with a secret of this process and never written anywhere.  A slot may
 * be taken over by another address: then the time is unknown.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "net/peer.h"

struct recent;
struct recent *recent_new(struct arena *);
uint64_t recent_key(const struct recent *, const struct peer_addr *, str agent);
void recent_put(struct recent *, uint64_t key, int64_t ms);
int64_t recent_get(const struct recent *, uint64_t key); /* 0: unknown */
