/* mustache_render.c: runs a program over a value.
 *
 * Programs and values are only read, all that changes is in struct run, on the
 * stack of one thread.
 *
 * What replaces a block is looked for from the outermost {{<parent}} inward, as
 * the specification wants, and it is run with the replacements that were known
 * where it was written: so a story's {{$main}} may use a part that has a block
 * of the same name.  The values it sees are those of the place it is put in.
 */
#include "text/html/escape.h"
#include "view/mustache_program.h"

enum { STEPS_MAX = 2000000 };

/* Where a name is looked for: here, then further out. */
struct scope {
	const struct value *v;
	const struct scope *out;
};

/* What one {{<parent}} puts in place of blocks. */
struct filling {
	const struct mustache_template *t;
	const struct mustache_op *parent;
	const struct filling *out;
};

struct run {
	struct arena *a;
	struct buf out;
	str indent;     /* before each line of a template */
	bool line_start;
	size_t steps, depth;
};

struct span {
	const struct mustache_template *t;
	size_t from, to;
};

static err run_span(struct run *, struct span, const struct scope *, const struct filling *)
	MUST;

static const struct value *
look_up(const struct mustache_op *op, const struct scope *scope)
{
	const struct value *v = NULL;

	if (!op->parts)
		return scope->v;
	for (; scope && !v; scope = scope->out)
		v = value_get(scope->v, op->part[0]);
	for (size_t i = 1; i < op->parts && v; i++)
		v = value_get(v, op->part[i]);
	return v;
}

static void
put_indent(struct run *r)
{
	if (r->line_start)
		buf_add(&r->out, r->indent);
	r->line_start = false;
}

static void
put_text(struct run *r, str s)
{
	if (!s.n)
		return;
	if (!r->indent.n) {
		buf_add(&r->out, s);
		r->line_start = s.p[s.n - 1] == '\n';
		return;
	}
	while (s.n) {
		size_t end = str_find_char(s, '\n');
		str line = str_upto(s, end == NOWHERE ? s.n : end + 1);

		if (end != 0)
			put_indent(r);
		buf_add(&r->out, line);
		r->line_start = end != NOWHERE;
		s = str_from(s, line.n);
	}
}

static void
put_value(struct run *r, const struct value *v, bool raw)
{
	if (!v)
		return;
	put_indent(r);
	switch (v->kind) {
	case VALUE_STR:
		escape_add_attr(&r->out, v->s);
		break;
	case VALUE_HTML:
		if (raw)
			buf_add(&r->out, v->s);
		else
			escape_add_attr(&r->out, v->s);
		break;
	case VALUE_INT:
		buf_int(&r->out, v->i);
		break;
	case VALUE_BOOL:
		buf_add(&r->out, v->i ? S("true") : S("false"));
		break;
	case VALUE_NULL:
	case VALUE_LIST:
	case VALUE_MAP:
		break;
	}
}

static err
run_section(struct run *r, struct span inside, const struct value *v,
	const struct scope *scope, const struct filling *fill)
{
	struct scope inner = {v, scope};

	if (!value_is(v))
		return OK;
	if (v->kind != VALUE_LIST)
		return run_span(r, inside, &inner, fill);
	for (size_t i = 0; i < v->list.n; i++) {
		inner.v = v->list.item[i];
		TRY(run_span(r, inside, &inner, fill));
	}
	return OK;
}

/* Runs with more indentation, and puts the old one back. */
static err
run_indented(struct run *r, str more, struct span inside, const struct scope *scope,
	const struct filling *fill)
{
	str before = r->indent;
	err e;

	if (more.n)
		r->indent = arena_fmt(r->a, "%.*s%.*s", SARG(before), SARG(more));
	e = run_span(r, inside, scope, fill);
	r->indent = before;
	return e;
}

static err
run_part(struct run *r, const struct mustache_template *from, const struct mustache_op *op,
	const struct scope *scope, const struct filling *fill)
{
	err e;

	if (!op->target)
		return OK;
	if (r->depth == MUSTACHE_DEPTH)
		return fail(E_TOOBIG, "%.*s:%u: partials nested more than %d levels deep",
			SARG(from->file), op->line, MUSTACHE_DEPTH);
	r->depth++;
	e = run_indented(r, op->indent, (struct span){op->target, 0, op->target->n}, scope,
		fill);
	r->depth--;
	return e;
}

/* The block of that name directly inside of a parent, or NULL. */
static const struct mustache_op *
find_block(const struct filling *f, str name)
{
	size_t first = (size_t)(f->parent - f->t->op) + 1;

	for (size_t i = first; i < f->parent->end; i = f->t->op[i].end)
		if (str_eq(f->t->op[i].name, name))
			return &f->t->op[i];
	return NULL;
}

static err
run_block(struct run *r, struct span inside, const struct mustache_op *op,
	const struct scope *scope, const struct filling *fill)
{
	const struct mustache_op *put = NULL;
	const struct filling *by = NULL;
	size_t at;
	err e;

	for (const struct filling *f = fill; f; f = f->out) {
		const struct mustache_op *b = find_block(f, op->name);

		if (b) {
			put = b;
			by = f;
		}
	}
	if (!put)
		return run_indented(r, op->own, inside, scope, fill);
	if (r->depth == MUSTACHE_DEPTH)
		return fail(E_TOOBIG, "%.*s:%u: blocks nested more than %d levels deep",
			SARG(inside.t->file), op->line, MUSTACHE_DEPTH);
	at = (size_t)(put - by->t->op);
	r->depth++;
	e = run_indented(r, op->indent, (struct span){by->t, at + 1, put->end}, scope, by->out);
	r->depth--;
	return e;
}

static err
run_op(struct run *r, const struct mustache_template *t, size_t at,
	const struct scope *scope, const struct filling *fill)
{
	const struct mustache_op *op = &t->op[at];
	struct span inside = {t, at + 1, op->end};

	switch (op->code) {
	case OP_TEXT:
		put_text(r, (str){t->text.p + op->from, op->to - op->from});
		return OK;
	case OP_VALUE:
	case OP_RAW:
		put_value(r, look_up(op, scope), op->code == OP_RAW);
		return OK;
	case OP_SECTION:
		return run_section(r, inside, look_up(op, scope), scope, fill);
	case OP_INVERTED:
		return value_is(look_up(op, scope)) ? OK : run_span(r, inside, scope, fill);
	case OP_PART:
		return run_part(r, t, op, scope, fill);
	case OP_PARENT:
		return run_part(r, t, op, scope, &(struct filling){t, op, fill});
	case OP_BLOCK:
		return run_block(r, inside, op, scope, fill);
	}
	return OK;
}

static err
run_span(struct run *r, struct span s, const struct scope *scope, const struct filling *fill)
{
	for (size_t i = s.from; i < s.to;) {
		const struct mustache_op *op = &s.t->op[i];

		if (++r->steps > STEPS_MAX)
			return fail(E_TOOBIG, "%.*s:%u: more than %d rendering steps", SARG(s.t->file),
				op->line, STEPS_MAX);
		if (r->out.over)
			return fail(E_TOOBIG, "%.*s:%u: the page is larger than %zu bytes",
				SARG(s.t->file), op->line, r->out.max);
		TRY(run_op(r, s.t, i, scope, fill));
		i = op->end > i ? op->end : i + 1;
	}
	return OK;
}

err
mustache_render(const struct mustache *m, struct arena *a, str name, const struct value *v,
	size_t max, html *out)
{
	const struct mustache_template *t = map_get(&m->templates, name);
	struct run r = {.a = a, .out = buf_in(a, max), .line_start = true};
	struct scope base = {m->base, NULL}, scope = {v, m->base ? &base : NULL};

	if (!t)
		return fail(E_ABSENT, "template \"%.*s\" not found", SARG(name));
	TRY(run_span(&r, (struct span){t, 0, t->n}, &scope, NULL));
	return buf_done(&r.out, &out->s);
}
