/* term.c: what is the same for sections, tags and names in bylines: former slugs,
 * the copies on the desk, the audit. */
#include "news/paper/term.h"
#include "news/people/audit.h"
#include "query/section_edit.h"
#include "query/term.h"

#include "query/redirect.h"
#include "text/words/slug.h"

#include <stdio.h>

err
term_slug(struct arena *a, str name, str typed, str *slug)
{
	*slug = slug_make(a, str_trim(typed).n ? typed : name);
	if (!str_trim(name).n)
		return fail(E_INPUT, "the name is missing");
	if (name.n > 200 || slug->n > SLUG_LONGEST)
		return fail(E_INPUT, "this name is too long");
	return slug->n ? OK : fail(E_INPUT, "cannot make a slug from \"%.*s\": enter one", SARG(str_upto(name, 60)));
}

static str
key_of(struct txn *t, const char *kind, str slug)
{
	return arena_fmt(store_arena(t), "%s:%.*s", kind, SARG(slug));
}

static str
target_of(struct txn *t, const char *kind, int64_t id)
{
	return arena_fmt(store_arena(t), "%s:%lld", kind, (long long)id);
}

static err
put(struct txn *t, str key, int64_t status, str target)
{
	TRY(q_redirect_put(t, key, status, target, 0));
	store_changed(t, DEP_REDIRECT, dep_name(key), 0);
	return OK;
}

err
term_redirect(struct txn *t, const char *kind, str slug, int64_t id)
{
	return put(t, key_of(t, kind, slug), 301, target_of(t, kind, id));
}

err
term_end(struct txn *t, const char *kind, int64_t id, str slug, int64_t into)
{
	str from = target_of(t, kind, id), to = target_of(t, kind, into);
	struct q_redirects_to *row;
	size_t n;

	TRY(q_redirects_to(t, from, &row, &n));
	for (size_t i = 0; i < n; i++)
		store_changed(t, DEP_REDIRECT, dep_name(row[i].path), 0);
	if (into) {
		TRY(q_redirects_hand(t, from, to));
		TRY(q_term_origin_hand(t, str_of(kind), id, into));
		return term_redirect(t, kind, slug, into);
	}
	TRY(q_redirects_gone(t, from));
	return put(t, key_of(t, kind, slug), 410, S(""));
}

err
term_former(struct txn *t, const char *kind, str slug, int64_t *id)
{
	struct q_redirect_get r;
	str head = key_of(t, kind, S(""));

	TRY(q_redirect_get(t, key_of(t, kind, slug), &r));
	if (r.status == 410)
		return fail(E_GONE, "%s %.*s was deleted", kind, SARG(str_upto(slug, 100)));
	if (!str_starts(r.target, head) || str_int(str_from(r.target, head.n), id))
		return fail(E_ABSENT, "%s %.*s not found", kind, SARG(str_upto(slug, 100)));
	return OK;
}

/* "1,2,3" with another number in the place of one, and none twice. */
static str
other_list(struct arena *a, str list, int64_t from, int64_t into)
{
	struct buf b = buf_in(a, list.n + 24);
	str part, rest = list;
	bool stands = false;

	while (rest.n && str_split(&rest, ',', &part)) {
		int64_t id;

		if (str_int(part, &id))
			continue;
		id = id == from ? into : id;
		if (!id || (id == into && stands))
			continue;
		stands = stands || id == into;
		buf_fmt(&b, "%s%lld", b.n ? "," : "", (long long)id);
	}
	return buf_str(&b);
}

/* Which of the three lists of ids a kind of name stands in. */
static str *
list_of(char field, str *sections, str *tags, str *authors)
{
	return field == 's' ? sections : field == 't' ? tags : authors;
}

static err
in_planned(struct txn *t, char field, str what, int64_t from, int64_t into)
{
	struct q_term_planned *row;
	size_t n;

	TRY(q_term_planned(t, what, &row, &n));
	for (size_t i = 0; i < n; i++) {
		str *list = list_of(field, &row[i].section_ids, &row[i].tag_ids, &row[i].author_ids);

		*list = other_list(store_arena(t), *list, from, into);
		TRY(q_term_planned_set(t, row[i].id, row[i].section_ids, row[i].tag_ids, row[i].author_ids));
	}
	return OK;
}

static err
in_templates(struct txn *t, str what, int64_t from, int64_t into)
{
	struct q_term_templates *row;
	size_t n;

	TRY(q_term_templates(t, what, &row, &n));
	for (size_t i = 0; i < n; i++)
		TRY(q_term_template_set(t, row[i].id, other_list(store_arena(t), row[i].section_ids, from, into)));
	return OK;
}

/* Places that a rule fills go on with the other one; without another they stay, and
 * are filled as their area is. */
static err
on_front(struct txn *t, char field, int64_t from, int64_t into)
{
	if (!into || field == 'a')
		return OK;
	store_changed(t, DEP_FRONT, 0, 0);
	return field == 's' ? q_section_edit_front_section(t, from, into) : q_section_edit_front_tag(t, from, into);
}

err
term_replace_in_drafts(struct txn *t, char field, int64_t from, int64_t into)
{
	struct arena *a = store_arena(t);
	str what = arena_fmt(a, "%lld", (long long)from);
	struct q_term_working *row;
	size_t n;

	TRY(q_term_working(t, what, &row, &n));
	for (size_t i = 0; i < n; i++) {
		str *list = list_of(field, &row[i].section_ids, &row[i].tag_ids, &row[i].author_ids);

		*list = other_list(a, *list, from, into);
		TRY(q_term_working_set(t, row[i].story_id, row[i].section_ids, row[i].tag_ids, row[i].author_ids));
	}
	TRY(in_planned(t, field, what, from, into));
	if (field == 's')
		TRY(in_templates(t, what, from, into));
	return on_front(t, field, from, into);
}

err
term_former_slugs(struct txn *t, const char *kind, int64_t id, str **slug, size_t *n)
{
	struct q_redirects_to *row;
	size_t head = strlen(kind) + 1; /* "tag:" */

	TRY(q_redirects_to(t, target_of(t, kind, id), &row, n));
	*slug = NEW(store_arena(t), str, *n);
	for (size_t i = 0; i < *n; i++)
		(*slug)[i] = str_from(row[i].path, head);
	return OK;
}
