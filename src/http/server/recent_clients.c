/* recent_clients.c: one word a slot: 24 bits of the key, 40 bits of milliseconds, which
 * last 34 years of uptime.  One word is read and written whole, so there is no
 * lock.
 * SPDX-License-Identifier: Apache-2.0 */
#include "http/server/recent_clients.h"
#include "base/hash.h"
#include "base/rand.h"

#include <stdatomic.h>

enum { SLOTS = 65536, MS_BITS = 40 };
static const uint64_t MS_MASK = ((uint64_t)1 << MS_BITS) - 1;

struct recent {
	unsigned char key[HASH_KEY];
	_Atomic uint64_t slot[SLOTS];
};

struct recent *
recent_new(struct arena *a)
{
	struct recent *s = NEW(a, struct recent, 1);

	rand_bytes(s->key, sizeof s->key);
	return s;
}

uint64_t
recent_key(const struct recent *s, const struct peer_addr *peer, str agent)
{
	char both[sizeof peer->byte + sizeof(uint64_t)];
	uint64_t of_agent = hash_short(s->key, agent);

	memcpy(both, peer->byte, sizeof peer->byte);
	memcpy(both + sizeof peer->byte, &of_agent, sizeof of_agent);
	return hash_short(s->key, (str){both, sizeof both});
}

void
recent_put(struct recent *s, uint64_t key, int64_t ms)
{
	atomic_store_explicit(&s->slot[key % SLOTS],
		(key & ~MS_MASK) | ((uint64_t)ms & MS_MASK), memory_order_relaxed);
}

int64_t
recent_get(const struct recent *s, uint64_t key)
{
	uint64_t v = atomic_load_explicit(&s->slot[key % SLOTS], memory_order_relaxed);

	return (v & ~MS_MASK) == (key & ~MS_MASK) ? (int64_t)(v & MS_MASK) : 0;
}
