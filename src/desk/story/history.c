/* history.c: what a story was: the list of its revisions, any two of them side
 * by side with what lies on the desk, having one back, giving one a name. */
#include "desk/story/story.h"
#include "news/draft/revision.h"
#include "text/words/diff.h"

ROUTE(GET, "/desk/story/{id}/history", desk_story_history, MAY_WRITE, NEVER)
ROUTE(GET, "/desk/story/{id}/compare", desk_story_compare, MAY_WRITE, NEVER)
ROUTE(POST, "/desk/story/{id}/revision/{revision}/restore", desk_story_restore, MAY_WRITE, NEVER)
ROUTE(POST, "/desk/story/{id}/revision/{revision}/name", desk_story_name, MAY_WRITE, NEVER)

enum { MOST = 300 };

/* ---- the list ---- */

static void
put_revision(struct desk *d, struct value *list, const struct revision *r)
{
	struct value *one = value_item(list);

	value_int(one, "id", r->id);
	value_str(one, "name", r->name);
	value_str(one, "headline", story_headline(d, r->headline));
	value_str(one, "by", r->by);
	show_date(&d->view, one, "at", r->saved_at);
	value_str(one, "length", words_number(d->words, d->a, r->size));
}

static void
put_lists(struct desk *d, struct value *s, const struct revision *r, size_t n)
{
	static const struct {
		const char *kind, *title;
	} groups[] = {{"published", "story_history_published"}, {"named", "story_history_saved"}, {"autosave", "story_history_autosaves"}};
	struct value *list = value_list(s, "groups");

	for (size_t g = 0; g < LENGTH(groups); g++) {
		struct value *group = NULL, *items = NULL;

		for (size_t i = 0; i < n; i++) {
			if (!str_eq(r[i].kind, str_of(groups[g].kind)))
				continue;
			if (!group) {
				group = value_item(list);
				value_str(group, "kind", str_of(groups[g].kind));
				value_str(group, "title", words_get(d->words, groups[g].title));
				items = value_list(group, "items");
			}
			put_revision(d, items, &r[i]);
		}
	}
	value_bool(s, "empty", !n);
}

static struct value *
put_story(struct desk *d, const struct working *w)
{
	struct value *s = value_record(d->root, "story");

	value_int(s, "id", w->story);
	value_str(s, "path", story_path(d->a, w->story, ""));
	value_str(s, "headline", story_headline(d, w->copy.field[WORKING_HEADLINE]));
	value_bool(s, "may_write", w->may_write);
	value_bool(s, "kept", w->kept);
	value_str(s, "by", w->by);
	show_date(&d->view, s, "saved", w->saved_at);
	return s;
}

err
desk_story_history(struct ctx *c)
{
	struct desk d;
	struct working w;
	struct revision *r;
	int64_t story;
	size_t n;

	TRY(desk_id(c, 0, &story));
	TRY(desk_begin(c, &d, "story"));
	TRY(working_load(d.t, c->who, story, &w));
	TRY(revision_list(d.t, story, MOST, &r, &n));
	desk_title(&d, words_say(d.words, d.a, "story_history_of", WORDS({"headline", story_headline(&d, w.copy.field[WORKING_HEADLINE])})));
	put_lists(&d, put_story(&d, &w), r, n);
	return desk_render(&d, "story-history");
}

/* ---- two of them ---- */

struct side {
	int64_t revision; /* 0: what lies on the desk, or the story as it is saved */
	struct working_copy copy;
	str title, name, by;
	int64_t at;
};

/* "now", "story" or a revision's number. */
static err
side_of(struct desk *d, int64_t story, str which, struct side *s)
{
	struct working w;
	struct revision r;

	*s = (struct side){0};
	if (!which.n || str_eq(which, S("now")) || str_eq(which, S("story"))) {
		bool saved = str_eq(which, S("story"));

		TRY((saved ? working_load_saved : working_load)(d->t, d->c->who, story, &w));
		s->copy = w.copy;
		s->title = words_get(d->words, saved ? "story_history_story" : "story_history_now");
		s->by = w.by;
		s->at = w.saved_at;
		return OK;
	}
	if (str_int(which, &s->revision))
		return fail(E_INPUT, "the revision ID must be a number");
	TRY(revision_get(d->t, story, s->revision, &r));
	s->copy = r.copy;
	s->title = words_get(d->words, str_eq(r.kind, S("published")) ? "story_history_published" :
		str_eq(r.kind, S("named")) ? "story_history_saved" : "story_history_autosaves");
	s->name = r.name;
	s->by = r.by;
	s->at = r.saved_at;
	return OK;
}

static void
put_side(struct desk *d, const char *name, const struct side *s)
{
	struct value *v = value_record(d->root, name);

	value_int(v, "revision", s->revision);
	value_str(v, "title", s->title);
	value_str(v, "name", s->name);
	value_str(v, "by", s->by);
	show_date(&d->view, v, "at", s->at);
}

/* Numbers of sections as their names. */
static void
name_sections(struct desk *d, struct working_copy *c)
{
	struct buf b = buf_in(d->a, 8192);
	int64_t *id;
	size_t ids = working_ids(d->a, c->field[WORKING_SECTION], &id);

	for (size_t i = 0; i < ids; i++) {
		const struct paper_section *s = paper_section(&d->paper, id[i]);

		if (s)
			buf_fmt(&b, "%s%.*s", b.n ? ", " : "", SARG(s->name));
	}
	c->field[WORKING_SECTION] = buf_str(&b);
}

static void
put_differences(struct desk *d, const struct working_copy *a, const struct working_copy *b)
{
	struct value *list = value_list(d->root, "fields");
	bool same = true;

	for (int i = 0; i < WORKING_FIELDS; i++) {
		struct value *one;

		if (i == WORKING_BODY || str_eq(a->field[i], b->field[i]))
			continue;
		same = false;
		one = value_item(list);
		value_str(one, "label", story_label(d, (enum working_field)i));
		value_html(one, "diff", diff_text(d->a, a->field[i], b->field[i]));
	}
	value_bool(d->root, "same", same && str_eq(a->field[WORKING_BODY], b->field[WORKING_BODY]));
	value_html(d->root, "body", diff_body(d->a, a->field[WORKING_BODY], b->field[WORKING_BODY]));
}

err
desk_story_compare(struct ctx *c)
{
	struct desk d;
	struct working w;
	struct side a, b;
	int64_t story;
	str one = request_query(c->req, S("a")), two = request_query(c->req, S("b"));

	TRY(desk_id(c, 0, &story));
	TRY(desk_begin(c, &d, "story"));
	TRY(working_load(d.t, c->who, story, &w));
	TRY(side_of(&d, story, one.n ? one : S("story"), &a));
	TRY(side_of(&d, story, two, &b));
	TRY(paper_sections(d.t, &d.paper));
	name_sections(&d, &a.copy);
	name_sections(&d, &b.copy);
	desk_title(&d, words_get(d.words, "story_compare"));
	put_story(&d, &w);
	put_side(&d, "older", &a);
	put_side(&d, "newer", &b);
	put_differences(&d, &a.copy, &b.copy);
	return desk_render(&d, "story-compare");
}

/* ---- having one back, giving one a name ---- */

struct choosing {
	struct ctx *c;
	int64_t story, revision;
};

static err
restore(struct txn *t, void *arg)
{
	const struct choosing *r = arg;

	return working_restore(t, r->c->who, r->story, r->revision, r->c->now);
}

static err
rename_it(struct txn *t, void *arg)
{
	const struct choosing *r = arg;

	return revision_name(t, r->c->who, r->story, r->revision, request_form(r->c->req, S("name")), r->c->now);
}

err
desk_story_restore(struct ctx *c)
{
	struct choosing r = {.c = c};

	TRY(desk_id(c, 0, &r.story));
	TRY(desk_id(c, 1, &r.revision));
	TRY(store_write(c->store, c->a, restore, &r));
	return desk_done(c, story_path(c->a, r.story, ""), "done_story_restored");
}

err
desk_story_name(struct ctx *c)
{
	struct choosing r = {.c = c};

	TRY(desk_id(c, 0, &r.story));
	TRY(desk_id(c, 1, &r.revision));
	TRY(store_write(c->store, c->a, rename_it, &r));
	return desk_done(c, story_path(c->a, r.story, "history"), "done_story_named");
}
