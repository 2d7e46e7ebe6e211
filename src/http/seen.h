/* seen.h: when an address last got a page, in a table of fixed size, so that a
 * comment form has a minimum age although its page comes from the cache.
 *
 * Keyed with a secret of this process and never written anywhere.  A slot may
 * be taken over by another address: then the time is unknown. */
#pragma once
#include "http/peer.h"

struct seen;
struct seen *seen_new(struct arena *);
uint64_t seen_key(const struct seen *, const struct peer_addr *, str agent);
void seen_put(struct seen *, uint64_t key, int64_t ms);
int64_t seen_get(const struct seen *, uint64_t key); /* 0: unknown */
