/* comment.c: the talk below a foreign story.
 *
 * An answer may stand before what it answers, and a dirty export may have
 * answers that go round in a circle: parents that are not there yet are set
 * when all are, and those that would close a circle are left out, so the
 * comment stands at the top.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "news/archive/inner.h"
#include "news/comment/write.h"

#include "query/import.h"

enum {
	LONGEST_THREAD = 1000,
	ORIGIN_DAYS = 30, /* older ones would be erased at once */
};

struct talk {
	struct txn *t;
	struct archive *ar;
	int64_t story;
	const struct archive_story *s;
	int64_t *id;        /* of each comment; 0: not here (yet) */
	size_t *parent;     /* place of the parent + 1; 0: none */
	struct map place;   /* foreign id -> its place + 1 */
};

static void
name_change(struct talk *k, const struct archive_comment *c, str state)
{
	if (!str_eq(state, S("public")) || str_eq(c->kind, S("note")))
		return;
	store_changed(k->t, DEP_COMMENTS, k->story, c->created_at);
	store_changed(k->t, DEP_COMMENT_FEED, 0, c->created_at);
}

static str
digest_of(struct arena *a, const struct archive_comment *c)
{
	const str all[] = {c->parent, c->kind, c->state, c->author, c->url, c->email, c->body};

	return archive_digest(a, all, LENGTH(all));
}

static str
wrote_of(struct arena *a, str state, str body)
{
	const str all[] = {state, body};

	return archive_digest(a, all, LENGTH(all));
}

static err
add_row(struct talk *k, const struct archive_comment *c, int64_t parent, int64_t *id)
{
	struct comment_new n = {.story_id = k->story, .parent_id = parent, .kind = c->kind,
		.state = c->state, .author = c->author, .url = c->url, .email = c->email,
		.body = c->body, .created_at = c->created_at};
	struct comment_secret s;
	struct q_import_comment_id next;

	if (c->created_at > k->ar->now - ORIGIN_DAYS * 86400)
		n.origin = c->origin;
	s = comment_secret_of(store_arena(k->t), k->ar->key, &n);
	TRY(q_import_comment_id(k->t, c->wish, &next));
	*id = next.id;
	name_change(k, c, c->state);
	return q_import_comment_add(k->t, &(struct q_import_comment_add_in){.id = next.id,
		.story_id = k->story, .parent_id = parent, .kind = c->kind, .state = c->state,
		.author_name = c->author, .author_url = c->url, .email = s.email,
		.email_hash = s.email_hash, .origin_hash = s.origin_hash,
		.network_hash = s.network_hash, .body = c->body, .body_hash = s.body_hash,
		.created_at = c->created_at});
}

static err
take_change(struct talk *k, const struct archive_comment *c, struct archive_origin *o,
	enum archive_did *did)
{
	struct arena *a = store_arena(k->t);
	struct q_import_comment now;
	err e = q_import_comment(k->t, o->id, &now);

	*did = ARCHIVE_KEPT;
	if (e)
		return e == E_ABSENT ? OK : e;
	if (!str_eq(o->wrote, wrote_of(a, now.state, now.body)))
		return OK;
	*did = ARCHIVE_CHANGED;
	o->wrote = wrote_of(a, c->state, c->body);
	name_change(k, c, now.state);
	name_change(k, c, c->state);
	return q_import_comment_set(k->t, o->id, c->state, c->body);
}

static err
take(struct talk *k, size_t i, enum archive_did *did)
{
	const struct archive_comment *c = &k->s->comment[i];
	struct arena *a = store_arena(k->t);
	str digest = digest_of(a, c);
	struct archive_origin o;
	int64_t parent = k->parent[i] ? k->id[k->parent[i] - 1] : 0;

	TRY(archive_origin(k->t, k->ar, "comment", c->foreign_id, &o));
	*did = ARCHIVE_SAME;
	if (o.id && str_eq(o.digest, digest)) {
		k->id[i] = o.id;
		k->parent[i] = 0;
		return OK;
	}
	if (o.id) {
		TRY(take_change(k, c, &o, did));
		k->parent[i] = 0;
	} else {
		*did = ARCHIVE_NEW;
		TRY(add_row(k, c, parent, &o.id));
		o.wrote = wrote_of(a, c->state, c->body);
		if (parent)
			k->parent[i] = 0;
	}
	k->id[i] = o.id;
	return archive_origin_put(k->t, k->ar, "comment", c->foreign_id, o.id, digest, o.wrote);
}

/* Whom each answers, by place. */
static void
find_parents(struct talk *k)
{
	size_t *place = NEW(store_arena(k->t), size_t, k->s->comments_n + 1);

	for (size_t i = 0; i < k->s->comments_n; i++) {
		place[i] = i + 1;
		map_put(&k->place, k->s->comment[i].foreign_id, &place[i]);
	}
	for (size_t i = 0; i < k->s->comments_n; i++) {
		str parent = k->s->comment[i].parent;
		const size_t *p = parent.n ? map_get(&k->place, parent) : NULL;

		k->parent[i] = p && *p != i + 1 ? *p : 0;
	}
}

/* Those who stand in a circle, or too deep, answer nobody. */
static void
cut_circles(struct talk *k)
{
	for (size_t i = 0; i < k->s->comments_n; i++) {
		size_t at = k->parent[i], steps = 0;

		while (at && at != i + 1 && ++steps < LONGEST_THREAD)
			at = k->parent[at - 1];
		if (at)
			k->parent[i] = 0;
	}
}

err
archive_comments(struct txn *t, struct archive *ar, int64_t story, const struct archive_story *s,
	unsigned char *did)
{
	struct arena *a = store_arena(t);
	struct talk k = {t, ar, story, s, NEW(a, int64_t, s->comments_n),
		NEW(a, size_t, s->comments_n), map_in(a)};

	find_parents(&k);
	cut_circles(&k);
	for (size_t i = 0; i < s->comments_n; i++) {
		enum archive_did one;

		TRY(take(&k, i, &one));
		did[i] = (unsigned char)one;
	}
	for (size_t i = 0; i < s->comments_n; i++)
		if (k.parent[i] && k.id[k.parent[i] - 1])
			TRY(q_import_comment_parent(t, k.id[i], k.id[k.parent[i] - 1]));
	return OK;
}
