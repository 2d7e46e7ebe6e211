/* layout.c: layouts and versions listed, stories and tags found. */
#include "news/front/layout.h"

#include "news/paper/search.h"
#include "query/front.h"

err
front_layout_list(struct txn *t, int64_t now, struct front_layout **out, size_t *n)
{
	struct q_front_layouts *r;
	struct front_layout *l;

	TRY(q_front_layouts(t, now, &r, n));
	*out = l = NEW(store_arena(t), struct front_layout, *n);
	for (size_t i = 0; i < *n; i++, r++)
		l[i] = (struct front_layout){.id = r->id, .name = r->name, .starts_at = r->starts_at, .ends_at = r->ends_at,
			.removed_at = r->removed_at, .version_id = r->version_id, .number = r->number, .actor = r->actor,
			.saved_at = r->saved_at, .undo_id = r->undo_id, .redo_id = r->redo_id, .valid = r->valid != 0};
	return OK;
}

err
front_version_list(struct txn *t, int64_t layout, struct front_version **out, size_t *n)
{
	struct q_front_versions *r;
	struct front_version *v;

	TRY(q_front_versions(t, layout, &r, n));
	*out = v = NEW(store_arena(t), struct front_version, *n);
	for (size_t i = 0; i < *n; i++, r++)
		v[i] = (struct front_version){.id = r->id, .number = r->number, .saved_at = r->saved_at, .actor = r->actor,
			.action = r->action, .detail = r->detail, .slots = r->slots};
	return OK;
}

err
front_find(struct txn *t, str words, str language, int64_t count, int64_t now, struct front_fact **out, size_t *n)
{
	struct arena *a = store_arena(t);
	struct search_terms terms = search_terms(a, words, language, false);
	struct q_front_find *r;

	*n = 0;
	if (!terms.fts.n)
		return OK;
	TRY(q_front_find(t, terms.fts, terms.ts, count, &r, n));
	*out = NEW(a, struct front_fact, *n);
	for (size_t i = 0; i < *n; i++, r++)
		(*out)[i] = (struct front_fact){.id = r->id, .kicker = r->kicker, .headline = r->headline, .state = r->state,
			.public_at = r->public_at, .published_at = r->published_at,
			.shown = str_eq(r->state, S("publish")) && r->public_at <= now};
	return OK;
}

err
front_find_tag(struct txn *t, str name, int64_t *id)
{
	struct q_front_tag_named row;
	err e = q_front_tag_named(t, name, &row);

	if (e == E_ABSENT)
		return fail(E_INPUT, "tag \"%.*s\" not found", SARG(str_upto(name, 80)));
	TRY(e);
	*id = row.id;
	return OK;
}
