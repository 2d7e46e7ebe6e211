/* section_edit.c: the tree of sections: renamed, moved, ordered, merged.
 *
 * A section's path is made of the slugs above it, and a story has a row in every
 * section above those where it was put, so a change in the middle of the tree touches
 * the addresses and the lists of all below.  A former path needs no redirect of its own:
 * its last part is the section's slug, or a former one, and by that it is found. */
#include "news/story/section_edit.h"
#include "query/section_edit.h"

#include "base/ids.h"
#include "news/story/save.h"
#include "query/section.h"

enum { DEEPEST = 15 };

struct tree {
	struct q_section_edit_list *row;
	size_t n;
};

static struct q_section_edit_list *
row_of(const struct tree *tr, int64_t id)
{
	for (size_t i = 0; i < tr->n; i++)
		if (tr->row[i].id == id)
			return &tr->row[i];
	return NULL;
}

static err
load(struct txn *t, struct tree *tr, int64_t id, struct q_section_edit_list **own)
{
	TRY(q_section_edit_list(t, &tr->row, &tr->n));
	*own = row_of(tr, id);
	return *own ? OK : fail(E_ABSENT, "section %lld not found", (long long)id);
}

/* Is `id` the section `above` or below it? */
static bool
is_below(const struct tree *tr, int64_t id, int64_t above)
{
	const struct q_section_edit_list *s = row_of(tr, id);

	for (int i = 0; s && i <= DEEPEST; i++) {
		if (s->id == above)
			return true;
		s = s->parent_id ? row_of(tr, s->parent_id) : NULL;
	}
	return false;
}

/* How many levels stand at and below a section. */
static int
depth_below(const struct tree *tr, int64_t id, int deep)
{
	int most = 1;

	if (deep > DEEPEST)
		return 1;
	for (size_t i = 0; i < tr->n; i++)
		if (tr->row[i].parent_id == id) {
			int d = 1 + depth_below(tr, tr->row[i].id, deep + 1);

			most = d > most ? d : most;
		}
	return most;
}

static int
depth_of(const struct tree *tr, int64_t id)
{
	int d = 0;

	for (const struct q_section_edit_list *s = row_of(tr, id); s && d <= DEEPEST; s = row_of(tr, s->parent_id))
		d++;
	return d;
}

static str
path_of(struct arena *a, const struct tree *tr, const struct q_section_edit_list *s, int deep)
{
	const struct q_section_edit_list *above = s->parent_id && deep < DEEPEST ? row_of(tr, s->parent_id) : NULL;
	str up;

	if (!above)
		return s->slug;
	up = path_of(a, tr, above, deep + 1);
	return arena_fmt(a, "%.*s/%.*s", SARG(up), SARG(s->slug));
}

/* After a change of parents or slugs in tr: writes the paths that differ. */
static err
write_paths(struct txn *t, const struct tree *tr)
{
	for (size_t i = 0; i < tr->n; i++) {
		str path = path_of(store_arena(t), tr, &tr->row[i], 0);

		if (str_eq(path, tr->row[i].path))
			continue;
		TRY(q_section_edit_path(t, tr->row[i].id, path));
		store_changed(t, DEP_SECTION, tr->row[i].id, 0);
		store_changed(t, DEP_SECTION_PATH, dep_name(tr->row[i].path), 0);
		store_changed(t, DEP_SECTION_PATH, dep_name(path), 0);
	}
	store_changed(t, DEP_SECTIONS, 0, 0);
	store_changed(t, DEP_SITEMAP, 0, 0);
	return OK;
}

/* The section and all below it, and one more (0: none). */
static struct ids
ids_below(struct arena *a, const struct tree *tr, int64_t id, int64_t more)
{
	int64_t *out = NEW(a, int64_t, tr->n + 1);
	struct ids list = {out, 0};

	for (size_t i = 0; i < tr->n; i++)
		if (is_below(tr, tr->row[i].id, id))
			out[list.n++] = tr->row[i].id;
	if (more)
		out[list.n++] = more;
	return list;
}

/* All but one: where stories of a section that ends may also stand. */
static struct ids
ids_but(struct arena *a, const struct tree *tr, int64_t id)
{
	int64_t *out = NEW(a, int64_t, tr->n);
	struct ids list = {out, 0};

	for (size_t i = 0; i < tr->n; i++)
		if (tr->row[i].id != id)
			out[list.n++] = tr->row[i].id;
	return list;
}

/* These stories come to, or leave, the lists of a section and of those above it. */
static void
name_lists(struct txn *t, const struct tree *tr, int64_t section, const struct q_section_edit_stories *story, size_t n)
{
	const struct q_section_edit_list *s = row_of(tr, section);

	for (int deep = 0; s && deep <= DEEPEST; deep++) {
		for (size_t i = 0; i < n; i++)
			store_changed(t, DEP_SECTION_LIST, s->id, story[i].published_at);
		s = s->parent_id ? row_of(tr, s->parent_id) : NULL;
	}
}

static err
is_free(struct txn *t, str slug, int64_t but)
{
	struct q_section_by_slug was;
	err e = q_section_by_slug(t, slug, &was);

	if (e == E_ABSENT || (e == OK && was.id == but))
		return OK;
	return e ? e : fail(E_CLASH, "another section has the slug \"%.*s\"", SARG(slug));
}

err
section_create(struct txn *t, const struct actor *by, int64_t parent, str name, str slug, str description, int64_t *id)
{
	struct tree tr;
	struct q_section_edit_list *above;

	name = str_trim(name);
	TRY(term_slug(store_arena(t), name, slug, &slug));
	TRY(is_free(t, slug, 0));
	if (parent) {
		TRY(load(t, &tr, parent, &above));
		if (depth_of(&tr, parent) >= DEEPEST)
			return fail(E_INPUT, "sections can be nested at most %d levels deep", DEEPEST);
	}
	TRY(section_save(t, parent, slug, name, description, id));
	return audit_put(t, by, "section.add", "section", *id, name);
}

err
section_change(struct txn *t, const struct actor *by, int64_t id, str name, str slug, str description)
{
	struct arena *a = store_arena(t);
	struct tree tr;
	struct q_section_edit_list *own;
	str was;

	name = str_trim(name);
	TRY(load(t, &tr, id, &own));
	TRY(term_slug(a, name, slug, &slug));
	TRY(is_free(t, slug, id));
	was = own->name;
	TRY(q_section_edit_set(t, id, slug, name, description));
	store_changed(t, DEP_SECTION, id, 0);
	store_changed(t, DEP_SECTIONS, 0, 0);
	if (!str_eq(slug, own->slug)) {
		TRY(term_redirect(t, "section", own->slug, id));
		store_changed(t, DEP_SECTION_PATH, dep_name(own->slug), 0);
		store_changed(t, DEP_SECTION_PATH, dep_name(slug), 0);
		own->slug = slug;
		TRY(write_paths(t, &tr));
	}
	return audit_put(t, by, "section.change", "section", id, str_eq(was, name) ? name :
		arena_fmt(a, "%.*s → %.*s", SARG(was), SARG(name)));
}

err
section_move(struct txn *t, const struct actor *by, int64_t id, int64_t parent)
{
	struct arena *a = store_arena(t);
	struct tree tr;
	struct q_section_edit_list *own, *above = NULL;
	struct q_section_edit_stories *story;
	size_t n;
	struct ids below;

	TRY(load(t, &tr, id, &own));
	if (parent && !(above = row_of(&tr, parent)))
		return fail(E_ABSENT, "section %lld not found", (long long)parent);
	if (parent && is_below(&tr, parent, id))
		return fail(E_INPUT, "a section cannot be its own subsection");
	if (depth_of(&tr, parent) + depth_below(&tr, id, 0) > DEEPEST)
		return fail(E_INPUT, "sections can be nested at most %d levels deep", DEEPEST);
	if (own->parent_id == parent)
		return OK;
	below = ids_below(a, &tr, id, 0);
	TRY(q_section_edit_stories(t, below, &story, &n));
	name_lists(t, &tr, own->parent_id, story, n);
	TRY(q_section_edit_places_clear(t, below));
	TRY(q_section_edit_parent(t, id, parent, own->place));
	own->parent_id = parent;
	name_lists(t, &tr, parent, story, n);
	TRY(q_section_edit_places_fill(t, below));
	store_changed(t, DEP_SECTION, id, 0);
	TRY(write_paths(t, &tr));
	return audit_put(t, by, "section.move", "section", id, arena_fmt(a, "%.*s → %.*s", SARG(own->name),
		SARG(above ? above->name : S("/"))));
}

err
section_shift(struct txn *t, const struct actor *by, int64_t id, int step)
{
	struct tree tr;
	struct q_section_edit_list *own, *other = NULL;
	size_t at = 0;

	TRY(load(t, &tr, id, &own));
	for (size_t i = 0; i < tr.n; i++) {
		struct q_section_edit_list *s = &tr.row[i];

		if (s->parent_id != own->parent_id || s == own)
			continue;
		if (step < 0 && s < own)
			other = s;
		if (step > 0 && s > own && !other)
			other = s;
	}
	if (!other)
		return OK;
	/* All get places in their present order, then the two change theirs. */
	for (; at < tr.n; at++)
		tr.row[at].place = (int64_t)at + 1;
	at = (size_t)own->place;
	own->place = other->place;
	other->place = (int64_t)at;
	for (size_t i = 0; i < tr.n; i++)
		TRY(q_section_edit_parent(t, tr.row[i].id, tr.row[i].parent_id, tr.row[i].place));
	store_changed(t, DEP_SECTIONS, 0, 0);
	return audit_put(t, by, "section.order", "section", id, own->name);
}

/* Rows of the section itself become rows of the other, or none. */
static err
hand_stories(struct txn *t, int64_t id, int64_t into, const struct q_section_edit_stories *story, size_t n)
{
	int64_t *ids = NEW(store_arena(t), int64_t, n);

	for (size_t i = 0; i < n; i++)
		ids[i] = story[i].id;
	if (into) {
		TRY(q_section_edit_places_main(t, id, into));
		TRY(q_section_edit_places_twice(t, id, into));
		return q_section_edit_places_hand(t, id, into);
	}
	TRY(q_section_edit_places_drop(t, id));
	return q_section_edit_places_promote(t, (struct ids){ids, n});
}

/* A limit to a section that goes would be no limit at all, if it were the last. */
static err
hand_limits(struct txn *t, int64_t id, int64_t into)
{
	struct q_section_edit_limits_count limits;

	TRY(q_section_edit_limits_count(t, id, &limits));
	if (limits.n && !into)
		return fail(E_INPUT, "users are restricted to this section: choose a target section or change their restrictions first");
	if (into)
		TRY(q_section_edit_limits_hand(t, id, into));
	return q_section_edit_limits_drop(t, id);
}

static void
name_stories(struct txn *t, const struct q_section_edit_stories *story, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		store_changed(t, DEP_STORY, story[i].id, 0);
		store_changed(t, DEP_CARD, story[i].id, 0);
	}
}

err
section_merge(struct txn *t, const struct actor *by, int64_t id, int64_t into)
{
	struct arena *a = store_arena(t);
	struct tree tr;
	struct q_section_edit_list *own, *to = NULL;
	struct q_section_edit_stories *story;
	size_t n;
	int64_t heir;
	struct ids below, filled;
	str slug;

	TRY(load(t, &tr, id, &own));
	if (into && !(to = row_of(&tr, into)))
		return fail(E_ABSENT, "section %lld not found", (long long)into);
	if (into && is_below(&tr, into, id))
		return fail(E_INPUT, "a section cannot be merged into its own subsection: move the subsection first");
	if (into && depth_of(&tr, into) + depth_below(&tr, id, 0) - 1 > DEEPEST)
		return fail(E_INPUT, "sections can be nested at most %d levels deep", DEEPEST);
	filled = into ? ids_below(a, &tr, id, into) : ids_but(a, &tr, id);
	heir = into ? into : own->parent_id; /* of the sub-sections */
	slug = own->slug;
	below = ids_below(a, &tr, id, 0);
	TRY(hand_limits(t, id, into));
	TRY(q_section_edit_stories(t, below, &story, &n));
	name_stories(t, story, n);
	name_lists(t, &tr, id, story, n);
	name_lists(t, &tr, into, story, n);
	TRY(q_section_edit_places_clear(t, below));
	TRY(hand_stories(t, id, into, story, n));
	TRY(q_section_edit_children(t, id, heir));
	TRY(term_replace_in_drafts(t, 's', id, into));
	TRY(term_end(t, "section", id, slug, into));
	TRY(q_section_edit_delete(t, id));
	store_changed(t, DEP_SECTION, id, 0);
	store_changed(t, DEP_SECTION_PATH, dep_name(own->path), 0);
	store_changed(t, DEP_SECTION_PATH, dep_name(slug), 0);
	for (size_t i = 0; i < tr.n; i++)
		if (tr.row[i].parent_id == id)
			tr.row[i].parent_id = heir;
	TRY(q_section_edit_places_fill(t, filled));
	own->parent_id = 0;
	own->path = own->slug; /* it is no more: nothing to write */
	TRY(write_paths(t, &tr));
	return audit_put(t, by, into ? "section.merge" : "section.remove", "section", into ? into : id, to ?
		arena_fmt(a, "%.*s → %.*s", SARG(own->name), SARG(to->name)) : own->name);
}

/* ---- shown ---- */

enum { DEEPEST_SHOWN = DEEPEST + 1 };

struct climb {
	const struct q_section_edit_list *row;
	size_t rows;
	struct section_branch *branch;
	size_t n;
};

static void
climb_below(struct climb *s, int64_t parent, int depth)
{
	size_t first = NOWHERE, last = NOWHERE;

	for (size_t i = 0; i < s->rows; i++) {
		const struct q_section_edit_list *r = &s->row[i];

		if (r->parent_id != parent)
			continue;
		last = s->n;
		if (first == NOWHERE)
			first = last;
		s->branch[s->n++] = (struct section_branch){.id = r->id, .parent_id = r->parent_id, .slug = r->slug,
			.path = r->path, .name = r->name, .description = r->description, .depth = depth};
		if (depth < DEEPEST_SHOWN)
			climb_below(s, r->id, depth + 1);
	}
	if (first != NOWHERE) {
		s->branch[first].first = true;
		s->branch[last].last = true;
	}
}

err
section_tree(struct txn *t, struct section_branch **out, size_t *n)
{
	struct q_section_edit_list *row;
	struct climb s = {0};

	TRY(q_section_edit_list(t, &row, &s.rows));
	s.row = row;
	s.branch = NEW(store_arena(t), struct section_branch, s.rows);
	climb_below(&s, 0, 0);
	*out = s.branch;
	*n = s.n;
	return OK;
}

err
section_counts(struct txn *t, struct section_branch *b, size_t n)
{
	struct q_section_edit_counts *count;
	size_t counts;

	TRY(q_section_edit_counts(t, &count, &counts));
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < counts; k++)
			if (count[k].id == b[i].id)
				b[i].stories = count[k].n;
	return OK;
}
