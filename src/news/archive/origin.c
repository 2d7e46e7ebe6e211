/* origin.c: where foreign records went: the table `origin`, and a memory in front of it.
 *
 * What somebody changed here is never overwritten: `origin.wrote` is a fingerprint of
 * what the import wrote, and only while the row still is that, a change from there is
 * taken over.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "news/archive/origin.h"

#include "base/hash.h"
#include "query/import.h"

enum { CACHE_MAX = 256 << 20 };

static void
end_cache(void *arg)
{
	struct archive *ar = arg;

	arena_end(ar->cache_arena);
}

void
archive_forget(struct archive *ar)
{
	arena_end(ar->cache_arena);
	ar->cache_arena = arena_new(CACHE_MAX);
	ar->cache = map_in(ar->cache_arena);
}

struct archive *
archive_new(struct arena *a, str source, const struct seal *key, int64_t now)
{
	struct archive *ar = NEW(a, struct archive, 1);

	*ar = (struct archive){.home = a, .source = arena_copy(a, source), .key = key, .now = now};
	archive_forget(ar);
	arena_defer(a, end_cache, ar);
	return ar;
}

int64_t
archive_recall(const struct archive *ar, struct arena *a, const char *kind, str name)
{
	int64_t *id = map_get(&ar->cache, arena_fmt(a, "%s %.*s", kind, SARG(name)));

	return id ? *id : 0;
}

void
archive_remember(struct archive *ar, const char *kind, str name, int64_t id)
{
	int64_t *kept = NEW(ar->cache_arena, int64_t, 1);

	*kept = id;
	map_put(&ar->cache, arena_fmt(ar->cache_arena, "%s %.*s", kind, SARG(name)), kept);
}

err
archive_origin(struct txn *t, const struct archive *ar, const char *kind, str foreign_id,
	struct archive_origin *out)
{
	struct q_import_origin o;
	err e = q_import_origin(t, ar->source, str_of(kind), foreign_id, &o);

	*out = (struct archive_origin){0};
	if (e == E_ABSENT)
		return OK;
	TRY(e);
	*out = (struct archive_origin){o.local_id, o.digest, o.wrote};
	return OK;
}

err
archive_origin_put(struct txn *t, const struct archive *ar, const char *kind, str foreign_id,
	int64_t id, str digest, str wrote)
{
	return q_import_origin_put(t, &(struct q_import_origin_put_in){.source = ar->source,
		.kind = str_of(kind), .foreign_id = foreign_id, .local_id = id,
		.digest = digest, .wrote = wrote});
}

err
archive_find(struct txn *t, struct archive *ar, str kind, str foreign_id, int64_t *id)
{
	struct archive_origin o;

	TRY(archive_origin(t, ar, arena_z(store_arena(t), kind), foreign_id, &o));
	*id = o.id;
	return OK;
}

str
archive_digest(struct arena *a, const str *s, size_t n)
{
	struct buf b;
	size_t all = 64;

	for (size_t i = 0; i < n; i++)
		all += s[i].n + 24;
	b = buf_in(a, all);
	for (size_t i = 0; i < n; i++) {
		buf_fmt(&b, "%zu:", s[i].n);
		buf_add(&b, s[i]);
	}
	return hash_hex(a, buf_str(&b));
}
