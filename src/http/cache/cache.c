/* cache.c: three structures over the same entries.
 *
 *   shards   key -> entry, 64 small locks: what a hit needs
 *   topics   (kind, id) -> the deps on it: what a change needs
 *   ring     all entries in a circle with a CLOCK hand: what room needs
 *
 * Everything but the lookup is done under one lock, `lock`, taken before a
 * shard's.  An entry lives in its page's arena; out of the cache it is only
 * memory that ends with the page's last reference.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "http/cache/cache.h"
#include "base/hash.h"
#include "base/rand.h"

#include <pthread.h>

enum { SHARDS = 64, SHARD_BUCKETS = 256, TOPIC_BUCKETS = 1 << 15 };
static const size_t DEFAULT_BYTES = (size_t)64 << 20;

struct ref {
	struct ref *next, **back;
	struct topic *topic;
	struct cache_entry *entry;
	int64_t lo, hi;
};

struct topic {
	struct topic *next;
	uint32_t kind;
	int64_t id;
	struct ref *first;
};

struct cache_entry {
	struct cache_entry *next;            /* in its bucket */
	struct cache_entry *before, *after;  /* in the ring */
	struct cache_entry *doomed;
	struct stored *page;
	struct ref *ref;
	size_t refs, bytes;
	str key;
	uint64_t hash;
	int64_t made, until;
	bool in, is_doomed;
	_Atomic bool used;
};

struct shard {
	pthread_mutex_t lock;
	struct cache_entry *bucket[SHARD_BUCKETS];
};

struct cache {
	struct arena *a;
	unsigned char key[HASH_KEY];
	size_t max;
	struct shard *shard;

	pthread_mutex_t lock; /* for all below */
	struct topic **topic, *spare;
	struct cache_entry *hand;
	struct change heard[CACHE_RING];
	_Atomic uint64_t sequence; /* of changes heard; written under lock */
	struct cache_counts counts;
	_Atomic uint64_t hits, misses, expired;
};

static struct cache_entry **
bucket_of(struct cache *c, uint64_t hash, struct shard **shard)
{
	*shard = &c->shard[hash % SHARDS];
	return &(*shard)->bucket[hash / SHARDS % SHARD_BUCKETS];
}

struct stored *
cache_find(struct cache *c, str key, int64_t now)
{
	uint64_t hash = hash_short(c->key, key);
	struct stored *found = NULL;
	bool late = false;
	struct shard *s;
	struct cache_entry **at = bucket_of(c, hash, &s), *e;

	pthread_mutex_lock(&s->lock);
	for (e = *at; e; e = e->next)
		if (e->hash == hash && str_eq(e->key, key))
			break;
	/* A clock that was set back is no reason to show the future. */
	late = e && ((e->until && e->until <= now) || now < e->made);
	if (e && !late) {
		found = stored_take(e->page);
		atomic_store_explicit(&e->used, true, memory_order_relaxed);
	}
	pthread_mutex_unlock(&s->lock);
	atomic_fetch_add_explicit(found ? &c->hits : &c->misses, 1, memory_order_relaxed);
	if (late)
		atomic_fetch_add_explicit(&c->expired, 1, memory_order_relaxed);
	return found;
}

static struct topic **
topic_at(struct cache *c, uint32_t kind, int64_t id)
{
	int64_t name[2] = {kind, id};
	uint64_t h = hash_short(c->key, (str){(const char *)name, sizeof name});
	struct topic **t = &c->topic[h % TOPIC_BUCKETS];

	while (*t && ((*t)->kind != kind || (*t)->id != id))
		t = &(*t)->next;
	return t;
}

static struct topic *
topic_made(struct cache *c, uint32_t kind, int64_t id)
{
	struct topic **at = topic_at(c, kind, id), *t = *at;

	if (t)
		return t;
	t = c->spare;
	if (t)
		c->spare = t->next;
	else
		t = NEW(c->a, struct topic, 1);
	*t = (struct topic){.kind = kind, .id = id};
	*at = t;
	return t;
}

static void
unlink_ref(struct cache *c, struct ref *r)
{
	struct topic *t = r->topic;

	*r->back = r->next;
	if (r->next)
		r->next->back = r->back;
	if (!t->first) {
		*topic_at(c, t->kind, t->id) = t->next;
		t->next = c->spare;
		c->spare = t;
	}
}

static void
link_refs(struct cache *c, struct cache_entry *e, const struct deps *d)
{
	for (size_t i = 0; i < d->n; i++) {
		const struct dep *dep = &d->dep[i];
		struct ref *r = &e->ref[i];
		struct topic *t = topic_made(c, dep->kind, dep->id);

		*r = (struct ref){t->first, &t->first, t, e, dep->lo, dep->hi};
		if (t->first)
			t->first->back = &r->next;
		t->first = r;
	}
}

static void
link_ring(struct cache *c, struct cache_entry *e)
{
	if (!c->hand) {
		c->hand = e->before = e->after = e;
		return;
	}
	/* Behind the hand: the last that it will come to. */
	e->after = c->hand;
	e->before = c->hand->before;
	e->before->after = e;
	c->hand->before = e;
}

static void
unlink_ring(struct cache *c, struct cache_entry *e)
{
	if (c->hand == e)
		c->hand = e->after == e ? NULL : e->after;
	e->before->after = e->after;
	e->after->before = e->before;
}

/* Takes the entry out of everything and gives up the cache's reference. */
static void
remove_entry(struct cache *c, struct cache_entry *e)
{
	struct shard *s;
	struct cache_entry **at = bucket_of(c, e->hash, &s);

	pthread_mutex_lock(&s->lock);
	while (*at != e)
		at = &(*at)->next;
	*at = e->next;
	pthread_mutex_unlock(&s->lock);
	for (size_t i = 0; i < e->refs; i++)
		unlink_ref(c, &e->ref[i]);
	unlink_ring(c, e);
	e->in = false;
	c->counts.pages--;
	c->counts.bytes -= e->bytes;
	stored_drop(e->page);
}

static void
make_room(struct cache *c)
{
	while (c->counts.bytes > c->max && c->hand) {
		struct cache_entry *e = c->hand;

		c->hand = e->after;
		if (atomic_exchange(&e->used, false))
			continue;
		remove_entry(c, e);
		c->counts.evicted++;
	}
}

/* Was anything of this heard since the ticket?  The oldest change that is
 * still in the ring has the number sequence - CACHE_RING. */
static bool
is_old(struct cache *c, const struct deps *d, uint64_t ticket)
{
	uint64_t now = atomic_load(&c->sequence);

	if (now - ticket > CACHE_RING)
		return true;
	for (uint64_t i = ticket; i < now; i++)
		if (deps_hit(d, &c->heard[i % CACHE_RING]))
			return true;
	return false;
}

uint64_t
cache_ticket(struct cache *c)
{
	return atomic_load(&c->sequence);
}

static struct cache_entry *
find_entry(struct cache *c, str key, uint64_t hash)
{
	struct shard *s;
	struct cache_entry *e = *bucket_of(c, hash, &s);

	while (e && (e->hash != hash || !str_eq(e->key, key)))
		e = e->next;
	return e;
}

static void
insert(struct cache *c, struct cache_entry *e, const struct deps *d)
{
	struct cache_entry *other = find_entry(c, e->key, e->hash), **at;
	struct shard *s;

	if (other)
		remove_entry(c, other);
	link_refs(c, e, d);
	link_ring(c, e);
	e->in = true;
	c->counts.kept++;
	c->counts.pages++;
	c->counts.bytes += e->bytes;
	at = bucket_of(c, e->hash, &s);
	pthread_mutex_lock(&s->lock);
	e->next = *at;
	*at = e;
	pthread_mutex_unlock(&s->lock);
	make_room(c);
}

bool
cache_keep(struct cache *c, str key, struct stored *p, const struct deps *d, uint64_t ticket,
	int64_t now)
{
	struct cache_entry *e;
	bool kept;

	if (p->entry || (d->until && d->until <= now))
		return false;
	e = NEW(p->a, struct cache_entry, 1);
	e->ref = NEW(p->a, struct ref, d->n);
	e->refs = d->n;
	e->key = arena_copy(p->a, key);
	e->hash = hash_short(c->key, key);
	e->made = now;
	e->until = d->until;
	e->page = p;
	p->entry = e;
	atomic_store(&p->bytes, arena_used(p->a) + 512);
	e->bytes = atomic_load(&p->bytes);
	pthread_mutex_lock(&c->lock);
	kept = e->bytes <= c->max / 8 && !is_old(c, d, ticket);
	if (kept) {
		stored_take(p);
		insert(c, e, d);
	} else {
		c->counts.refused++;
	}
	pthread_mutex_unlock(&c->lock);
	return kept;
}

void
cache_grew(struct cache *c, struct stored *p)
{
	struct cache_entry *e = p->entry;
	size_t now = atomic_load(&p->bytes);

	pthread_mutex_lock(&c->lock);
	if (e && e->in && now > e->bytes) {
		c->counts.bytes += now - e->bytes;
		e->bytes = now;
		make_room(c);
	}
	pthread_mutex_unlock(&c->lock);
}

static void
doom(struct cache *c, const struct change *change, struct cache_entry **list)
{
	struct topic *t = *topic_at(c, change->kind, change->id);

	for (struct ref *r = t ? t->first : NULL; r; r = r->next) {
		if (r->entry->is_doomed || change->at < r->lo || r->hi < change->at)
			continue;
		r->entry->is_doomed = true;
		r->entry->doomed = *list;
		*list = r->entry;
	}
}

void
cache_heard(struct cache *c, const struct change *change, size_t n)
{
	struct cache_entry *list = NULL;
	uint64_t at;

	pthread_mutex_lock(&c->lock);
	at = atomic_load(&c->sequence);
	for (size_t i = 0; i < n; i++)
		c->heard[(at + i) % CACHE_RING] = change[i];
	/* Everything: more than any ticket can be behind. */
	atomic_store(&c->sequence, at + (n ? n : CACHE_RING + 1));
	for (size_t i = 0; i < n; i++)
		doom(c, &change[i], &list);
	while (list) {
		struct cache_entry *e = list;

		list = e->doomed;
		remove_entry(c, e);
		c->counts.dropped++;
	}
	while (!n && c->hand) {
		remove_entry(c, c->hand);
		c->counts.dropped++;
	}
	pthread_mutex_unlock(&c->lock);
}

struct cache_counts
cache_counts(struct cache *c)
{
	struct cache_counts n;

	pthread_mutex_lock(&c->lock);
	n = c->counts;
	pthread_mutex_unlock(&c->lock);
	n.hits = atomic_load(&c->hits);
	n.misses = atomic_load(&c->misses);
	n.expired = atomic_load(&c->expired);
	return n;
}

static void
undo(void *cache)
{
	struct cache *c = cache;

	while (c->hand)
		remove_entry(c, c->hand);
	for (size_t i = 0; i < SHARDS; i++)
		pthread_mutex_destroy(&c->shard[i].lock);
	pthread_mutex_destroy(&c->lock);
	arena_end(c->a);
}

err
cache_new(struct arena *a, size_t bytes, struct cache **out)
{
	struct cache *c = NEW(a, struct cache, 1);

	c->a = arena_new(SIZE_MAX); /* of topics, taken under the lock */
	c->max = bytes ? bytes : DEFAULT_BYTES;
	rand_bytes(c->key, sizeof c->key);
	c->shard = NEW(a, struct shard, SHARDS);
	c->topic = NEW(a, struct topic *, TOPIC_BUCKETS);
	pthread_mutex_init(&c->lock, NULL);
	for (size_t i = 0; i < SHARDS; i++)
		pthread_mutex_init(&c->shard[i].lock, NULL);
	arena_defer(a, undo, c);
	*out = c;
	return OK;
}
