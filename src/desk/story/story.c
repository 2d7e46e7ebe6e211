/* story.c: the page on which a story is written: the form with all that belongs to
 * it, who else is here, the notes, and what is wrong when a form comes back. */
#include "desk/story/panel.h"
#include "desk/static.h"
#include "desk/story/story.h"

#include "news/draft/around.h"
#include "text/words/diff.h"
#include "text/body/plain_text.h"
#include "text/words/slug.h"

ROUTE(GET, "/desk/story/{id}/", desk_story, MAY_WRITE, NEVER)

enum { DEEPEST = 8 };

/* ---- sections ---- */

static bool
is_in(const int64_t *id, size_t n, int64_t one)
{
	for (size_t i = 0; i < n; i++)
		if (id[i] == one)
			return true;
	return false;
}

static void
put_section(struct desk *d, struct value *list, const struct paper_section *s, int depth, const int64_t *in, size_t n)
{
	struct value *one = value_item(list);
	struct buf b = buf_in(d->a, 1000);

	for (int i = 0; i < depth; i++)
		buf_add(&b, S("\u2003"));
	buf_add(&b, s->name);
	value_int(one, "id", s->id);
	value_str(one, "name", s->name);
	value_str(one, "indented", buf_str(&b));
	value_int(one, "depth", depth);
	value_bool(one, "main", n && in[0] == s->id);
	value_bool(one, "also", n && in[0] != s->id && is_in(in, n, s->id));
}

/* The tree, each section after the one above it. */
static void
put_tree(struct desk *d, struct value *list, const struct paper_section *s, size_t sections, int64_t parent, int depth,
	const int64_t *in, size_t n)
{
	for (size_t i = 0; i < sections && depth < DEEPEST; i++)
		if (s[i].parent_id == parent) {
			put_section(d, list, &s[i], depth, in, n);
			put_tree(d, list, s, sections, s[i].id, depth + 1, in, n);
		}
}

static err
put_sections(struct desk *d, struct value *story, str chosen)
{
	int64_t *in;
	size_t n = working_ids(d->a, chosen, &in);

	TRY(paper_sections(d->t, &d->paper));
	put_tree(d, value_list(story, "sections"), d->paper.section, d->paper.sections, 0, 0, in, n);
	value_bool(story, "also_open", n > 1);
	return OK;
}

/* ---- around the story ---- */

static void
put_person(struct desk *d, struct value *list, const struct around_person *r)
{
	struct value *one;

	if (r->id == d->c->who->id)
		return;
	one = value_item(list);
	value_str(one, "name", r->name);
}

/* Its list of answers. */
static struct value *
put_note(struct desk *d, struct value *list, const struct around_note *r)
{
	struct value *one = value_item(list);

	value_int(one, "id", r->id);
	value_str(one, "name", r->name);
	value_str(one, "quote", r->quote);
	value_str(one, "text", r->text);
	show_date(&d->view, one, "at", r->at);
	value_bool(one, "done", r->done_at != 0);
	value_str(one, "done_by", r->done_by.n ? words_say(d->words, d->a, "story_note_done_by", WORDS({"name", r->done_by})) : S(""));
	return value_list(one, "answers");
}

struct talks {
	int64_t *id;
	struct value **answers; /* of the note with this number */
	size_t n;
};

/* Notes in their order, answers below what they answer. */
static void
put_talk(struct desk *d, struct value *notes, struct talks *talk, const struct around_note *r)
{
	struct value *list = notes, *answers;

	for (size_t k = 0; k < talk->n && r->parent; k++)
		if (talk->id[k] == r->parent)
			list = talk->answers[k];
	answers = put_note(d, list, r);
	talk->id[talk->n] = r->id;
	talk->answers[talk->n++] = list == notes ? answers : list;
}

static err
put_around(struct desk *d, struct value *story, int64_t id)
{
	struct around r;
	struct value *people = value_list(story, "people"), *open = value_list(story, "notes"), *done = value_list(story, "notes_done");
	struct talks talk = {0};

	TRY(around_load(d->t, id, d->c->now, &r));
	talk.id = NEW(d->a, int64_t, r.notes);
	talk.answers = NEW(d->a, struct value *, r.notes);
	for (size_t i = 0; i < r.people; i++)
		put_person(d, people, &r.person[i]);
	for (size_t i = 0; i < r.notes; i++)
		put_talk(d, r.note[i].done_at ? done : open, &talk, &r.note[i]);
	value_int(story, "notes_open", (int64_t)open->list.n);
	value_bool(story, "has_done", done->list.n != 0);
	return OK;
}

/* ---- the page ---- */

static str
stage_word(const struct desk *d, const struct working *w)
{
	const char *key = arena_fmt(d->a, "story_state_%.*s", SARG(w->state)).p;

	if (w->stage_name.n)
		return w->stage_name;
	return words_has(d->words, key) ? words_get(d->words, key) : w->state;
}

static void
put_state(struct desk *d, struct value *s, const struct working *w)
{
	value_int(s, "id", w->story);
	value_str(s, "path", story_path(d->a, w->story, ""));
	value_str(s, "state", w->state);
	value_str(s, "stage", stage_word(d, w));
	value_int(s, "version", w->version);
	value_bool(s, "kept", w->kept);
	value_bool(s, "listed", w->listed);
	value_bool(s, "public", w->listed && w->public_at <= d->c->now);
	value_bool(s, "may_write", w->may_write);
	value_bool(s, "may_save", w->may_save);
	value_bool(s, "may_publish", w->may_publish);
	value_bool(s, "stays", w->may_write && !w->may_save);
	value_str(s, "by", w->by);
	show_date(&d->view, s, "saved", w->saved_at);
	value_str(s, "url", arena_fmt(d->a, "/?p=%lld", (long long)w->story));
	value_str(s, "slug_made", slug_make(d->a, w->copy.field[WORKING_HEADLINE]));
	value_str(s, "lead_path", w->lead_path.n ? paper_media(&d->paper, w->lead_path) : S(""));
	value_str(s, "lead_alt", w->lead_alt);
}

/* The body for people: as one writes it without scripts. */
static str
readable(struct desk *d, int field, str text)
{
	str light = text;

	if (field == WORKING_BODY)
		(void)plain_text_of(d->a, text, &light);
	return light;
}

/* What the writer wrote beside what lies there, field by field. */
static void
put_clash(struct desk *d, const struct working *w, const struct working_copy *typed)
{
	struct value *clash = value_record(d->root, "clash"), *list = value_list(clash, "fields");

	value_str(clash, "by", w->by);
	show_date(&d->view, clash, "at", w->saved_at);
	for (int i = 0; i < WORKING_FIELDS; i++) {
		struct value *one;

		if (str_eq(typed->field[i], w->copy.field[i]) || i == WORKING_SECTION || i == WORKING_LEAD)
			continue;
		one = value_item(list);
		value_html(one, "diff", i == WORKING_BODY ? diff_body(d->a, w->copy.field[i], typed->field[i]) :
			diff_text(d->a, w->copy.field[i], typed->field[i]));
		value_str(one, "label", story_label(d, (enum working_field)i));
		value_str(one, "mine", readable(d, i, typed->field[i]));
		value_str(one, "theirs", readable(d, i, w->copy.field[i]));
	}
}

/* What the page's script says comes from the message files: all keys "editor_...". */
static void
put_words(struct desk *d)
{
	const struct value *all = words_values(d->words);
	const char **key = NEW(d->a, const char *, all->map.n);
	size_t n = 0;

	for (size_t i = 0; i < all->map.n; i++)
		if (str_starts(all->map.slot[i].key, S("editor_")))
			key[n++] = arena_z(d->a, all->map.slot[i].key);
	desk_words(d, key, n);
}

err
story_page(struct ctx *c, int64_t id, const struct story_again *again)
{
	struct desk d;
	struct working w;
	struct working_copy copy;
	struct value *s;

	TRY(desk_begin(c, &d, "story"));
	TRY(working_load(d.t, c->who, id, &w));
	copy = again ? *again->typed : w.copy;
	desk_title(&d, story_headline(&d, copy.field[WORKING_HEADLINE]));
	s = value_record(d.root, "story");
	put_state(&d, s, &w);
	story_put_fields(&d, value_record(s, "f"), &copy);
	TRY(put_sections(&d, s, copy.field[WORKING_SECTION]));
	TRY(put_around(&d, s, id));
	TRY(publish_panel(&d, &w));
	value_str(d.root, "why", again ? again->why : S(""));
	value_null(d.root, "clash");
	if (again && again->clash)
		put_clash(&d, &w, again->typed);
	put_words(&d);
	value_bool(d.root, "script", desk_has_script(S("story.js")));
	return desk_render(&d, "story");
}

err
desk_story(struct ctx *c)
{
	int64_t id;

	TRY(desk_id(c, 0, &id));
	return story_page(c, id, NULL);
}
