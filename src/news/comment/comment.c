/* comment.c: reading comments: a story's threads, feeds, counts, the queue.
 *
 * A thread is made from its shape alone (ids and parents, in order of time);
 * words are asked for one page.  Imported archives hold answers to what was
 * deleted, answers older than what they answer, and rings: whatever cannot be
 * hung below a public comment stands at the top, and nothing is lost or
 * visited twice.  No recursion, time linear but for one sort.
 */
#include "base/ids.h"
#include "news/comment/comment.h"

#include "query/comment.h"
#include "query/comment_desk.h"
#include "query/list.h"

#include <stdlib.h>

/* However threads are counted, a page holds no more than can be shown at once:
 * some dozens of very long comments must not make a story unreadable. */
enum { NONE = -1, PAGE_COMMENTS = 1000, PAGE_LETTERS = 600000 };

/* One public comment as a knot in its story's tree; links are places in the
 * array, which is in order of time. */
struct knot {
	int64_t id, parent_id, letters, pinned;
	long up, first, last, next;
	unsigned depth; /* 0: not yet reached */
};
struct tree {
	struct knot *knot;
	size_t n, roots;
	size_t *walk;        /* places in the order of reading */
	size_t *root_at;     /* where in walk the k-th thread begins */
	size_t *page_at;     /* and the k-th page; one more is the end */
	size_t pages;
};

struct by_id {
	int64_t id;
	long place;
};

static int
compare_id(const void *x, const void *y)
{
	const struct by_id *a = x, *b = y;

	return (a->id > b->id) - (a->id < b->id);
}

static void
hang(struct tree *tr, struct arena *a)
{
	struct by_id *sorted = NEW(a, struct by_id, tr->n), *hit;

	for (size_t i = 0; i < tr->n; i++)
		sorted[i] = (struct by_id){tr->knot[i].id, (long)i};
	if (tr->n)
		qsort(sorted, tr->n, sizeof *sorted, compare_id);
	for (size_t i = 0; i < tr->n; i++) {
		struct knot *k = &tr->knot[i], *up;
		struct by_id key = {k->parent_id, 0};

		hit = k->parent_id ? bsearch(&key, sorted, tr->n, sizeof key, compare_id) : NULL;
		if (!hit || hit->place == (long)i)
			continue;
		k->up = hit->place;
		up = &tr->knot[k->up];
		if (up->last == NONE)
			up->first = (long)i;
		else
			tr->knot[up->last].next = (long)i;
		up->last = (long)i;
	}
}

/* Appends the thread that begins at `root`, parents before their answers. */
static void
walk_thread(struct tree *tr, long root, size_t *at, unsigned deepest)
{
	long i = root;

	tr->root_at[tr->roots++] = *at;
	tr->knot[root].depth = 1;
	tr->walk[(*at)++] = (size_t)root;
	for (;;) {
		struct knot *k = &tr->knot[i];
		long down = k->first;

		while (down != NONE && tr->knot[down].depth)
			down = tr->knot[down].next; /* a ring closes */
		if (down != NONE) {
			tr->knot[down].depth = k->depth < deepest ? k->depth + 1 : deepest;
			tr->walk[(*at)++] = (size_t)down;
			k->first = tr->knot[down].next; /* done with it */
			i = down;
		} else if (i == root) {
			return;
		} else {
			i = k->up;
		}
	}
}

/* Pinned threads, the last one pinned first: few, and each is found by one look
 * at the others. */
static void
walk_pinned(struct tree *tr, size_t *at, unsigned deepest)
{
	for (;;) {
		long best = NONE;

		for (size_t i = 0; i < tr->n; i++)
			if (tr->knot[i].pinned && tr->knot[i].up == NONE && !tr->knot[i].depth &&
				(best == NONE || tr->knot[i].pinned > tr->knot[best].pinned))
				best = (long)i;
		if (best == NONE)
			return;
		walk_thread(tr, best, at, deepest);
	}
}

static void
walk_tree(struct tree *tr, struct arena *a, unsigned deepest)
{
	size_t at = 0;

	tr->walk = NEW(a, size_t, tr->n);
	tr->root_at = NEW(a, size_t, tr->n + 1);
	walk_pinned(tr, &at, deepest);
	for (size_t i = 0; i < tr->n; i++)
		if (tr->knot[i].up == NONE && !tr->knot[i].depth)
			walk_thread(tr, (long)i, &at, deepest);
	for (size_t i = 0; i < tr->n; i++) /* rings, and what hangs on them */
		if (!tr->knot[i].depth)
			walk_thread(tr, (long)i, &at, deepest);
	tr->root_at[tr->roots] = at;
}

static unsigned
deepest(const struct settings *s)
{
	int64_t depth = setting_int(s, "comments_depth");

	return depth < 1 ? 1 : depth > 10 ? 10 : (unsigned)depth;
}

static int64_t
threads_per_page(const struct settings *s)
{
	int64_t n = setting_int(s, "comments_per_page");

	return n > 0 ? n : INT64_MAX;
}

/* Pages end between threads, and within one only where it is too much. */
static void
divide(struct tree *tr, struct arena *a, int64_t each)
{
	int64_t threads = 0, letters = 0;
	size_t n = 0, root = 0;

	tr->page_at = NEW(a, size_t, tr->n + 2);
	for (size_t i = 0; i < tr->n; i++) {
		int64_t more = tr->knot[tr->walk[i]].letters;
		bool first = root < tr->roots && tr->root_at[root] == i;

		if (!i || (first && threads == each) || n == PAGE_COMMENTS ||
			(n && letters + more > PAGE_LETTERS)) {
			tr->page_at[tr->pages++] = i;
			threads = letters = 0;
			n = 0;
		}
		root += first;
		threads += first;
		letters += more;
		n++;
	}
	tr->pages += !tr->pages;
	tr->page_at[tr->pages] = tr->n;
}

/* The tree of the comments proper; pingbacks go to ping[]. */
static err
load_tree(struct txn *t, const struct settings *s, int64_t story, struct tree *tr, int64_t **ping,
	size_t *pings)
{
	struct arena *a = store_arena(t);
	struct q_comment_tree *row;
	size_t n;

	TRY(q_comment_tree(t, story, &row, &n));
	*tr = (struct tree){.knot = NEW(a, struct knot, n)};
	*ping = NEW(a, int64_t, n);
	*pings = 0;
	for (size_t i = 0; i < n; i++)
		if (str_eq(row[i].kind, S("comment")))
			tr->knot[tr->n++] = (struct knot){row[i].id, row[i].parent_id,
				row[i].letters, row[i].pinned_at, NONE, NONE, NONE, NONE, 0};
		else
			(*ping)[(*pings)++] = row[i].id;
	hang(tr, a);
	walk_tree(tr, a, deepest(s));
	divide(tr, a, threads_per_page(s));
	return OK;
}

static struct comment
comment_of_row(const struct q_comment_of *r)
{
	return (struct comment){.id = r->id, .story_id = r->story_id, .parent_id = r->parent_id,
		.depth = 1, .staff = r->person_id != 0, .kind = r->kind, .state = S("public"),
		.author = r->author_name, .url = r->author_url, .body = r->body,
		.created_at = r->created_at, .pinned = r->pinned_at != 0, .edited = r->edited_at != 0};
}

static int
compare_row(const void *id, const void *row)
{
	int64_t a = *(const int64_t *)id, b = ((const struct q_comment_of *)row)->id;

	return (a > b) - (a < b);
}

/* The comments with these ids, in this order. */
static err
load_words(struct txn *t, const int64_t *id, size_t n, struct comment **out, size_t *found)
{
	struct arena *a = store_arena(t);
	struct q_comment_of *row = NULL;
	size_t rows = 0;

	*out = NEW(a, struct comment, n);
	*found = 0;
	if (n)
		TRY(q_comment_of(t, (struct ids){id, n}, &row, &rows));
	for (size_t i = 0; i < n; i++) {
		struct q_comment_of *r = rows ?
			bsearch(&id[i], row, rows, sizeof *row, compare_row) : NULL;

		if (r)
			(*out)[(*found)++] = comment_of_row(r);
	}
	return OK;
}

err
comment_thread(struct txn *t, const struct settings *s, int64_t story, int64_t page,
	struct comment_page *out)
{
	struct tree tr;
	int64_t *ping, *id;
	size_t pings, lo, hi;

	TRY(load_tree(t, s, story, &tr, &ping, &pings));
	*out = (struct comment_page){.all = tr.n, .page = page < 1 ? 1 : page,
		.pages = (int64_t)tr.pages};
	if (out->page > out->pages)
		return fail(E_ABSENT, "these comments have no page %lld", (long long)page);
	lo = tr.page_at[out->page - 1];
	hi = tr.page_at[out->page];
	id = NEW(store_arena(t), int64_t, hi - lo);
	for (size_t i = lo; i < hi; i++)
		id[i - lo] = tr.knot[tr.walk[i]].id;
	TRY(load_words(t, id, hi - lo, &out->comment, &out->comments));
	if (out->comments != hi - lo)
		return fail(E_BROKEN, "comments of story %lld were deleted while being read",
			(long long)story);
	for (size_t i = 0; i < out->comments; i++)
		out->comment[i].depth = tr.knot[tr.walk[lo + i]].depth;
	return out->page == 1 ? load_words(t, ping, pings, &out->ping, &out->pings) : OK;
}

err
comment_page_of(struct txn *t, const struct settings *s, int64_t id, int64_t *page)
{
	struct q_comment_get c;
	struct tree tr;
	int64_t *ping;
	size_t pings;

	TRY(q_comment_get(t, id, &c));
	TRY(load_tree(t, s, c.story_id, &tr, &ping, &pings));
	for (size_t k = 0; k < tr.pages; k++)
		for (size_t i = tr.page_at[k]; i < tr.page_at[k + 1]; i++)
			if (tr.knot[tr.walk[i]].id == id) {
				*page = (int64_t)k + 1;
				return OK;
			}
	return fail(E_ABSENT, "comment %lld is not public", (long long)id);
}

static struct comment
comment_of_get(const struct q_comment_get *c)
{
	return (struct comment){.id = c->id, .story_id = c->story_id, .parent_id = c->parent_id,
		.depth = 1, .staff = c->person_id != 0, .kind = c->kind, .state = c->state,
		.author = c->author_name, .url = c->author_url, .body = c->body,
		.created_at = c->created_at};
}

err
comment_public(struct txn *t, int64_t story, int64_t id, struct comment *out)
{
	struct q_comment_get c;

	/* which story's talk this depends on, also when the comment is not there */
	store_note(t, (struct dep){DEP_COMMENTS, story, INT64_MIN, INT64_MAX});
	TRY(q_comment_get(t, id, &c));
	if (c.story_id != story || !str_eq(c.state, S("public")) || !str_eq(c.kind, S("comment")))
		return fail(E_ABSENT, "public comment not found");
	*out = comment_of_get(&c);
	return OK;
}

err
comment_one_public(struct txn *t, int64_t id, struct comment *out)
{
	struct q_comment_get c;
	err e = q_comment_get(t, id, &c);

	if (e)
		return e == E_ABSENT ? fail(e, "public comment not found") : e;
	return comment_public(t, c.story_id, id, out);
}

err
comment_recent(struct txn *t, int64_t story, int64_t now, int64_t since, int64_t count,
	struct comment **out, size_t *n)
{
	struct q_comment_recent *all;
	struct q_comment_recent_of *of;
	struct q_list_next next;

	if (story) {
		TRY(q_comment_recent_of(t, story, since, count, &of, n));
		*out = NEW(store_arena(t), struct comment, *n);
		for (size_t i = 0; i < *n; i++)
			(*out)[i] = (struct comment){.id = of[i].id, .story_id = story,
				.parent_id = of[i].parent_id, .depth = 1,
				.staff = of[i].person_id != 0, .kind = S("comment"),
				.state = S("public"), .author = of[i].author_name,
				.url = of[i].author_url, .body = of[i].body,
				.created_at = of[i].created_at};
		return OK;
	}
	TRY(q_list_next(t, now, &next)); /* a story may bring its comments with it */
	TRY(q_comment_recent(t, now, since, count, &all, n));
	*out = NEW(store_arena(t), struct comment, *n);
	for (size_t i = 0; i < *n; i++)
		(*out)[i] = (struct comment){.id = all[i].id, .story_id = all[i].story_id,
			.parent_id = all[i].parent_id, .depth = 1, .staff = all[i].person_id != 0,
			.kind = S("comment"), .state = S("public"), .author = all[i].author_name,
			.url = all[i].author_url, .body = all[i].body,
			.created_at = all[i].created_at};
	return OK;
}

err
comment_counts(struct txn *t, const int64_t *story, size_t stories, int64_t *n)
{
	struct q_comment_counts *row = NULL;
	size_t rows = 0;

	if (stories)
		TRY(q_comment_counts(t, (struct ids){story, stories}, &row, &rows));
	for (size_t i = 0; i < stories; i++) { /* a page of cards: few */
		n[i] = 0;
		for (size_t k = 0; k < rows; k++)
			if (row[k].story_id == story[i])
				n[i] = row[k].n;
	}
	return OK;
}

err
comment_queue(struct txn *t, str state, int64_t at, int64_t id, int64_t count,
	struct comment **out, size_t *n)
{
	struct q_comment_queue *row;

	TRY(q_comment_queue(t, state, at, id, count, &row, n));
	*out = NEW(store_arena(t), struct comment, *n);
	for (size_t i = 0; i < *n; i++)
		(*out)[i] = (struct comment){.id = row[i].id, .story_id = row[i].story_id,
			.parent_id = row[i].parent_id, .depth = 1,
			.held = str_eq(state, S("held")), .kind = row[i].kind, .state = state,
			.author = row[i].author_name, .url = row[i].author_url,
			.body = row[i].body, .headline = row[i].headline,
			.created_at = row[i].created_at};
	return OK;
}

err
comment_rules(struct txn *t, int64_t story, str comments, struct comment_rules *out)
{
	struct q_comment_rules row;

	TRY(q_comment_rules(t, story, &row));
	*out = (struct comment_rules){comments, row.comments_held, row.comments_close_at};
	return OK;
}

enum comment_door
comment_door(struct txn *t, const struct settings *s, const struct comment_rules *r, int64_t published_at,
	int64_t now)
{
	int64_t days = setting_int(s, "comments_close_days");
	int64_t end = r->close_at ? r->close_at : days ? published_at + days * 86400 : 0;

	if (!setting_on(s, "comments") || str_eq(r->comments, S("off")))
		return COMMENT_OFF;
	if (!str_eq(r->comments, S("open")) || (end && now >= end))
		return COMMENT_CLOSED;
	store_until(t, end);
	return COMMENT_OPEN;
}
