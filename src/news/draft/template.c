/* template.c: keeping beginnings of stories; what is in them is checked when a story
 * is made of them, as anything that is typed. */
#include "news/draft/template.h"
#include "news/people/audit.h"

#include "base/ids.h"
#include "news/story/save.h"
#include "query/template.h"

enum { NAME_BYTES = 120, FIELD_BYTES = 20000, BODY_BYTES = 200 << 10, TEMPLATES_MAX = 200 };

err
template_all(struct txn *t, struct story_template **out, size_t *n)
{
	struct q_template_all *row;

	TRY(q_template_all(t, &row, n));
	*out = NEW(store_arena(t), struct story_template, *n);
	for (size_t i = 0; i < *n; i++)
		(*out)[i] = (struct story_template){.id = row[i].id, .name = row[i].name, .help = row[i].help,
			.kicker = row[i].kicker, .headline = row[i].headline, .worktype = row[i].worktype};
	return OK;
}

err
template_get(struct txn *t, int64_t id, struct story_template *x)
{
	struct q_template_get r;
	err e = q_template_get(t, id, &r);

	if (e == E_ABSENT)
		return fail(E_ABSENT, "template not found");
	TRY(e);
	*x = (struct story_template){.id = r.id, .name = r.name, .help = r.help, .kicker = r.kicker,
		.headline = r.headline, .standfirst = r.standfirst, .dateline = r.dateline, .body = r.body,
		.excerpt = r.excerpt, .signature = r.signature, .language = r.language, .direction = r.direction,
		.worktype = r.worktype, .comments = r.comments, .section_ids = r.section_ids, .tags = r.tags,
		.authors = r.authors};
	return OK;
}

static bool
is_one_of(str s, const char *const *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(s, str_of(list[i])))
			return true;
	return false;
}

static err
check(struct txn *t, struct story_template *x)
{
	static const char *const direction[] = {"", "ltr", "rtl"}, *const worktype[] = {"news", "opinion", "analysis", "paid"},
		*const comments[] = {"open", "closed", "off"};
	str *const field[] = {&x->help, &x->kicker, &x->headline, &x->standfirst, &x->dateline, &x->excerpt, &x->signature,
		&x->language, &x->section_ids, &x->tags, &x->authors};
	struct q_template_by_name same;
	err e;

	x->name = str_trim(x->name);
	if (!x->name.n || x->name.n > NAME_BYTES)
		return fail(E_INPUT, "a template needs a name of at most %d bytes", NAME_BYTES);
	for (size_t i = 0; i < LENGTH(field); i++) {
		*field[i] = str_trim(*field[i]);
		if (field[i]->n > FIELD_BYTES)
			return fail(E_TOOBIG, "a template field can have at most %d bytes", FIELD_BYTES);
	}
	if (x->body.n > BODY_BYTES)
		return fail(E_TOOBIG, "a template text can have at most %d bytes", BODY_BYTES);
	if (!is_one_of(x->direction, direction, LENGTH(direction)) || !is_one_of(x->worktype, worktype, LENGTH(worktype)) ||
		!is_one_of(x->comments, comments, LENGTH(comments)) || x->language.n > 30)
		return fail(E_INPUT, "invalid language, direction, story type or comment setting");
	e = q_template_by_name(t, x->name, &same);
	if (e == OK && same.id != x->id)
		return fail(E_CLASH, "a template with this name already exists");
	return e == E_ABSENT ? OK : e;
}

static err
note(struct txn *t, const struct person *who, const char *action, int64_t id, str name, int64_t now)
{
	return audit_put(t, &(struct actor){who->id, who->name, now}, action, "template", id, name);
}

err
template_save(struct txn *t, const struct person *who, struct story_template *x, int64_t now)
{
	struct q_template_add out;
	struct story_template old;
	struct q_template_all *all;
	bool new = !x->id;
	size_t n;

	TRY(check(t, x));
	if (new) {
		TRY(q_template_all(t, &all, &n));
		if (n >= TEMPLATES_MAX)
			return fail(E_INPUT, "there can be at most %d templates", TEMPLATES_MAX);
		TRY(q_template_add(t, x->name, now, &out));
		x->id = out.id;
	} else {
		TRY(template_get(t, x->id, &old));
	}
	TRY(q_template_put(t, &(struct q_template_put_in){.id = x->id, .name = x->name, .help = x->help,
		.kicker = x->kicker, .headline = x->headline, .standfirst = x->standfirst, .dateline = x->dateline,
		.body = x->body, .excerpt = x->excerpt, .signature = x->signature, .language = x->language,
		.direction = x->direction, .worktype = x->worktype, .comments = x->comments,
		.section_ids = x->section_ids, .tags = x->tags, .authors = x->authors, .at = now}));
	return note(t, who, new ? "template.add" : "template.change", x->id, x->name, now);
}

err
template_remove(struct txn *t, const struct person *who, int64_t id, int64_t now)
{
	struct story_template x;

	TRY(template_get(t, id, &x));
	TRY(q_template_remove(t, id));
	return note(t, who, "template.remove", id, x.name, now);
}

err
template_of_story(struct txn *t, const struct person *who, int64_t story, str name, int64_t now, int64_t *id)
{
	struct arena *a = store_arena(t);
	struct buf tags = buf_in(a, 20000), authors = buf_in(a, 20000);
	struct q_template_tag_names *tag;
	struct q_template_author_names *author;
	struct story_template x;
	struct story_draft d;
	size_t n;

	TRY(story_draft_of(t, story, &d));
	TRY(q_template_tag_names(t, story, &tag, &n));
	for (size_t i = 0; i < n; i++)
		buf_fmt(&tags, "%s%.*s", i ? ", " : "", SARG(tag[i].name));
	TRY(q_template_author_names(t, story, &author, &n));
	for (size_t i = 0; i < n; i++)
		buf_fmt(&authors, "%s%.*s", i ? "\n" : "", SARG(author[i].name));
	x = (struct story_template){.name = str_trim(name).n ? name : d.headline, .kicker = d.kicker, .headline = d.headline,
		.standfirst = d.standfirst, .dateline = d.dateline, .body = d.body, .excerpt = d.excerpt,
		.signature = d.signature, .language = d.language, .direction = d.direction, .worktype = d.worktype,
		.comments = d.comments, .section_ids = ids_text(a, d.section, d.sections), .tags = buf_str(&tags),
		.authors = buf_str(&authors)};
	x.name = str_upto(x.name, NAME_BYTES);
	while (x.name.n && x.name.n == NAME_BYTES && ((unsigned char)x.name.p[x.name.n - 1] & 0xc0) == 0x80)
		x.name.n--;
	TRY(template_save(t, who, &x, now));
	*id = x.id;
	return OK;
}

err
template_begin(struct txn *t, int64_t id, struct working_copy *c)
{
	struct story_template x;

	TRY(template_get(t, id, &x));
	const str from[WORKING_FIELDS] = {[WORKING_KICKER] = x.kicker, [WORKING_HEADLINE] = x.headline,
		[WORKING_STANDFIRST] = x.standfirst, [WORKING_DATELINE] = x.dateline, [WORKING_BODY] = x.body,
		[WORKING_EXCERPT] = x.excerpt, [WORKING_SIGNATURE] = x.signature, [WORKING_LANGUAGE] = x.language,
		[WORKING_DIRECTION] = x.direction, [WORKING_WORKTYPE] = x.worktype, [WORKING_COMMENTS] = x.comments,
		[WORKING_SECTION] = x.section_ids, [WORKING_TAG] = x.tags, [WORKING_AUTHOR] = x.authors};
	for (int i = 0; i < WORKING_FIELDS; i++)
		if (!c->field[i].n)
			c->field[i] = from[i];
	return OK;
}
