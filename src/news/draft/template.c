/* template.c: keeping beginnings of stories; what is in them is checked when a story
 * is made of them, as anything that is typed.
 * SPDX-License-Identifier: Apache-2.0 */
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
			.f = {.kicker = row[i].kicker, .headline = row[i].headline, .worktype = row[i].worktype}};
	return OK;
}

err
template_get(struct txn *t, int64_t id, struct story_template *x)
{
	struct q_template_get r;
	err e = q_template_get(t, id, &r);

	if (e == E_ABSENT)
		return fail(E_ABSENT, "there is no such template");
	TRY(e);
	*x = (struct story_template){.id = r.id, .name = r.name, .help = r.help, .f = r.f};
	return OK;
}

/* Trimmed, but for the body, and neither too long nor what it cannot be. */
static err
check_field(const struct record_field *f, str *s)
{
	bool body = f->merge == RECORD_BLOCKS;

	if (!body)
		*s = str_trim(*s);
	if (body && s->n > BODY_BYTES)
		return fail(E_TOOBIG, "the body of a template has at most %d bytes", BODY_BYTES);
	if (s->n > (body ? BODY_BYTES : FIELD_BYTES))
		return fail(E_TOOBIG, "a field of a template has at most %d bytes", FIELD_BYTES);
	if (!record_allows(f, *s))
		return fail(E_INPUT, "language, direction, kind of work or comments: there is no such choice");
	return OK;
}

static err
check(struct txn *t, struct story_template *x)
{
	struct q_template_by_name same;
	err e;

	x->name = str_trim(x->name);
	x->help = str_trim(x->help);
	if (!x->name.n || x->name.n > NAME_BYTES)
		return fail(E_INPUT, "a template needs a name of at most %d bytes", NAME_BYTES);
	if (x->help.n > FIELD_BYTES)
		return fail(E_TOOBIG, "a field of a template has at most %d bytes", FIELD_BYTES);
	for (int i = 0; i < STORY_FIELDS; i++)
		if (story_field[i].words & STORY_IN_TEMPLATE)
			TRY(check_field(&story_field[i], record_str(&story_field[i], &x->f)));
	if (x->f.language.n > 30)
		return fail(E_INPUT, "language, direction, kind of work or comments: there is no such choice");
	e = q_template_by_name(t, x->name, &same);
	if (e == OK && same.id != x->id)
		return fail(E_CLASH, "there is a template of this name already");
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
			return fail(E_INPUT, "%d templates are the most there can be", TEMPLATES_MAX);
		TRY(q_template_add(t, x->name, now, &out));
		x->id = out.id;
	} else {
		TRY(template_get(t, x->id, &old));
	}
	TRY(q_template_put(t, &(struct q_template_put_in){.id = x->id, .name = x->name, .help = x->help,
		.f = x->f, .at = now}));
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
	x = (struct story_template){.name = str_trim(name).n ? name : d.headline, .f = {.row = d.f,
		.section_ids = ids_text(a, d.section, d.sections), .tags = buf_str(&tags), .authors = buf_str(&authors)}};
	x.name = str_upto(x.name, NAME_BYTES);
	while (x.name.n && x.name.n == NAME_BYTES && ((unsigned char)x.name.p[x.name.n - 1] & 0xc0) == 0x80)
		x.name.n--;
	TRY(template_save(t, who, &x, now));
	*id = x.id;
	return OK;
}

err
template_begin(struct txn *t, int64_t id, struct story_fields *c)
{
	struct story_template x;

	TRY(template_get(t, id, &x));
	for (int i = 0; i < STORY_FIELDS; i++)
		if ((story_field[i].words & STORY_IN_TEMPLATE) && !record_str(&story_field[i], c)->n)
			record_copy(&story_field[i], c, &x.f);
	return OK;
}
