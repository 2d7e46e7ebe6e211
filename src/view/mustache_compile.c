/* mustache_compile.c: from the bytes of a template to its program.
 *
 * Works by lines, since white space is what is hard in Mustache: a line that
 * holds nothing but one tag goes away with its line end ("standalone"), and its
 * indentation goes to what the tag brings in.  So at the start of each line we
 * look ahead for tags up to the line's end, and only if there is anything else
 * the line is read as text with tags in it.
 *
 * Blocks: the indentation of the first line inside a standalone {{$block}} is
 * taken off all its lines and kept beside the block, so that what replaces the
 * block can be put at the same place, whatever indentation it was written with.
 */
#include "view/mustache_program.h"

enum { TEMPLATE_MAX = 1 << 20, LINE_TAGS = 8, DELIMITER_MAX = 16, QUOTES_LOOK = 2000 };

struct tag {
	char kind; /* one of # ^ / ! = > < $ & { and 'v' for a plain value */
	str name;
	size_t at, end; /* of the whole tag in the source */
};

struct open {
	char kind;
	str name;
	size_t op;
	uint32_t line;
	size_t strip; /* what was taken off lines before it */
};

struct compiler {
	struct mustache *m;
	struct mustache_template *t;
	struct buf text;
	str src, left, right; /* delimiters */
	size_t at;
	uint32_t line;
	size_t line_at;  /* where the line starts, its indentation taken off */
	size_t strip;    /* bytes of indentation to take off every line */
	size_t barrier;  /* operations before it take no more text */
	struct open open[MUSTACHE_DEPTH];
	size_t depth;
};

static err wrong(const struct compiler *c, uint32_t line, const char *what, str name)
	MUST;

static err
wrong(const struct compiler *c, uint32_t line, const char *what, str name)
{
	return fail(E_INPUT, "%.*s:%u: %s%.*s", SARG(c->t->file), line, what,
		SARG(str_upto(name, 80)));
}

static uint32_t
lines_in(str s)
{
	uint32_t n = 0;

	for (size_t i = 0; i < s.n; i++)
		n += s.p[i] == '\n';
	return n;
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static size_t
skip_blank(str s, size_t at)
{
	while (at < s.n && is_blank(s.p[at]))
		at++;
	return at;
}

/* 0 when the line does not end at `at`, else the first byte of the next one
 * (or one past the source, so that it is never 0). */
static size_t
line_end(str s, size_t at)
{
	if (at == s.n)
		return s.n + 1;
	if (s.p[at] == '\n')
		return at + 1;
	return s.p[at] == '\r' && at + 1 < s.n && s.p[at + 1] == '\n' ? at + 2 : 0;
}

static struct mustache_op *
add_op(struct compiler *c, enum mustache_code code)
{
	struct mustache_template *t = c->t;

	if (t->n == t->cap) {
		size_t cap = t->cap ? t->cap * 2 : 32;
		struct mustache_op *more = NEW(c->m->a, struct mustache_op, cap);

		if (t->n)
			memcpy(more, t->op, t->n * sizeof *more);
		t->op = more;
		t->cap = cap;
	}
	t->op[t->n] = (struct mustache_op){.code = code, .line = c->line};
	return &t->op[t->n++];
}

static void
add_text(struct compiler *c, str s)
{
	struct mustache_op *last = c->t->n ? &c->t->op[c->t->n - 1] : NULL;

	/* Between a parent's blocks nothing is said. */
	if (!s.n || (c->depth && c->open[c->depth - 1].kind == '<'))
		return;
	if (!last || last->code != OP_TEXT || c->t->n <= c->barrier) {
		last = add_op(c, OP_TEXT);
		last->from = c->text.n;
	}
	buf_add(&c->text, s);
	last->to = c->text.n;
}

static void
split_name(struct compiler *c, struct mustache_op *op, str name)
{
	str rest = name, part;
	size_t n = 1;

	op->name = name;
	if (str_eq(name, S(".")))
		return;
	for (size_t i = 0; i < name.n; i++)
		n += name.p[i] == '.';
	op->part = NEW(c->m->a, str, n);
	while (str_split(&rest, '.', &part))
		op->part[op->parts++] = part;
}

static err
check_name(const struct compiler *c, const struct tag *tag, uint32_t line)
{
	str s = tag->name;

	if (!s.n)
		return wrong(c, line, "a tag without a name", S(""));
	if (tag->kind == '=')
		return OK;
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] <= ' ')
			return wrong(c, line, "a name with a space in it: ", s);
	if (str_eq(s, S(".")))
		return OK;
	if (s.p[0] == '.' || s.p[s.n - 1] == '.' || str_find(s, S("..")) != NOWHERE)
		return wrong(c, line, "a name with a lost dot: ", s);
	return OK;
}

/* Reads the tag that starts at `at`.  line: where it starts. */
static err
read_tag(const struct compiler *c, size_t at, uint32_t line, struct tag *tag)
{
	str body = str_from(c->src, at + c->left.n);
	bool braces = str_eq(c->left, S("{{")) && str_starts(body, S("{"));
	str right = braces ? S("}}}") : c->right;
	size_t n;

	*tag = (struct tag){.kind = 'v', .at = at};
	if (body.n && memchr("#^/!=><$&", body.p[0], 9))
		tag->kind = body.p[0];
	if (braces)
		tag->kind = '{';
	if (tag->kind != 'v')
		body = str_from(body, 1);
	n = str_find(body, right);
	if (n == NOWHERE)
		return wrong(c, line, "a tag is never closed: ",
			str_trim(str_upto(str_from(c->src, at), 40)));
	tag->end = (size_t)(body.p - c->src.p) + n + right.n;
	tag->name = str_trim(str_upto(body, n));
	if (tag->kind == '=') {
		if (!str_ends(tag->name, S("=")))
			return wrong(c, line, "delimiters are set by {{=<% %>=}}, not by ",
				tag->name);
		tag->name = str_trim(str_upto(tag->name, tag->name.n - 1));
	}
	return tag->kind == '!' ? OK : check_name(c, tag, line);
}

static err
set_delimiters(struct compiler *c, str both)
{
	size_t gap = 0;

	while (gap < both.n && (unsigned char)both.p[gap] > ' ')
		gap++;
	c->left = str_upto(both, gap);
	c->right = str_trim(str_from(both, gap));
	for (size_t i = 0; i < c->right.n; i++)
		if ((unsigned char)c->right.p[i] <= ' ' || c->right.p[i] == '=')
			gap = 0;
	if (!gap || !c->right.n || str_find_char(c->left, '=') != NOWHERE ||
		c->left.n > DELIMITER_MAX || c->right.n > DELIMITER_MAX)
		return wrong(c, c->line, "these cannot be delimiters: ", both);
	return OK;
}

static err
open_tag(struct compiler *c, const struct tag *tag, str indent)
{
	static const struct {
		char kind;
		enum mustache_code code;
	} codes[] = {{'#', OP_SECTION}, {'^', OP_INVERTED}, {'<', OP_PARENT}, {'$', OP_BLOCK}};
	struct mustache_op *op;
	enum mustache_code code = OP_TEXT;

	if (c->depth == MUSTACHE_DEPTH)
		return wrong(c, c->line, "nested too deep: ", tag->name);
	for (size_t i = 0; i < LENGTH(codes); i++)
		if (codes[i].kind == tag->kind)
			code = codes[i].code;
	c->open[c->depth++] = (struct open){tag->kind, tag->name, c->t->n, c->line, c->strip};
	op = add_op(c, code);
	op->indent = indent;
	split_name(c, op, tag->name);
	c->barrier = c->t->n;
	return OK;
}

static err
close_tag(struct compiler *c, const struct tag *tag)
{
	struct open *o;

	if (!c->depth)
		return wrong(c, c->line, "nothing is open that could be closed by ", tag->name);
	o = &c->open[--c->depth];
	if (!str_eq(o->name, tag->name))
		return fail(E_INPUT, "%.*s:%u: {{/%.*s}} closes {{%c%.*s}} of line %u",
			SARG(c->t->file), c->line, SARG(str_upto(tag->name, 80)), o->kind,
			SARG(str_upto(o->name, 80)), o->line);
	c->t->op[o->op].end = c->t->n;
	c->strip = o->strip;
	c->barrier = c->t->n;
	return OK;
}

/* indent: the white space before the tag, when nothing else stands there. */
static err
apply(struct compiler *c, const struct tag *tag, str indent)
{
	bool in_parent = c->depth && c->open[c->depth - 1].kind == '<';
	struct mustache_op *op;

	if (in_parent && !memchr("$/!=", tag->kind, 4))
		return wrong(c, c->line, "inside of a {{<parent}} only {{$blocks}} may stand, "
			"not ", tag->name);
	switch (tag->kind) {
	case '!':
		return OK;
	case '=':
		return set_delimiters(c, tag->name);
	case '/':
		return close_tag(c, tag);
	case '#':
	case '^':
	case '<':
	case '$':
		return open_tag(c, tag, indent);
	case '>':
		op = add_op(c, OP_PART);
		op->indent = indent;
		op->name = tag->name;
		return OK;
	default:
		op = add_op(c, tag->kind == 'v' ? OP_VALUE : OP_RAW);
		split_name(c, op, tag->name);
		return OK;
	}
}

/* Does this line of several tags stand by itself?  Only when a parent opens or
 * closes in it; all others are read as they always were in Mustache. */
static bool
holds_parent(const struct compiler *c, const struct tag *tag, size_t n)
{
	size_t depth = c->depth;
	bool found = false;

	for (size_t i = 0; i < n; i++) {
		if (!memchr("<$/", tag[i].kind, 3))
			return false;
		found |= tag[i].kind == '<';
		if (tag[i].kind == '/' && depth && depth <= c->depth)
			found |= c->open[depth - 1].kind == '<';
		depth = tag[i].kind == '/' ? depth - (depth > 0) : depth + 1;
	}
	return found;
}

/* The tags of a line that has no more than tags in it; 0 when it has.  *end is
 * where the next line starts. */
static err
look_ahead(const struct compiler *c, struct tag *tag, size_t *n, size_t *end)
{
	size_t at = skip_blank(c->src, c->at);
	uint32_t line = c->line;

	*n = 0;
	while (*n < LINE_TAGS && str_starts(str_from(c->src, at), c->left)) {
		struct tag *t = &tag[*n];

		TRY(read_tag(c, at, line, t));
		if (!memchr("#^/!=><$", t->kind, 8))
			break;
		line += lines_in((str){c->src.p + at, t->end - at});
		at = skip_blank(c->src, t->end);
		(*n)++;
		*end = line_end(c->src, at);
		if (*end)
			return OK;
		if (t->kind == '=')
			break; /* what follows has other delimiters */
	}
	*n = 0;
	return OK;
}

/* A block that opens at a line's end: the indentation of its first line. */
static void
take_off_indent(struct compiler *c, str of_tag)
{
	struct mustache_op *op = &c->t->op[c->t->n - 1];
	size_t from = c->at, to;

	for (size_t i = 0; i < c->strip && from < c->src.n && is_blank(c->src.p[from]); i++)
		from++;
	to = skip_blank(c->src, from);
	op->own = (str){c->src.p + from, to - from};
	op->indent = op->own;
	if (str_starts(str_from(c->src, to), c->left) &&
		str_starts(str_from(c->src, to + c->left.n), S("/")))
		op->indent = of_tag;
	c->strip += op->own.n;
}

static err
standalone(struct compiler *c, const struct tag *tag, size_t n, size_t end)
{
	bool squeeze = c->m->flags & MUSTACHE_SQUEEZE;
	str indent = {c->src.p + c->at, squeeze ? 0 : tag[0].at - c->at};

	for (size_t i = 0; i < n; i++) {
		uint32_t more = lines_in((str){c->src.p + tag[i].at, tag[i].end - tag[i].at});

		TRY(apply(c, &tag[i], indent));
		c->line += more;
	}
	c->at = end > c->src.n ? c->src.n : end;
	if (end <= c->src.n)
		c->line++;
	if (tag[n - 1].kind == '$' && !squeeze)
		take_off_indent(c, indent);
	return OK;
}

/* Values are escaped for text and for double quotes.  Within a tag of HTML that
 * starts in the same line, a value has to stand in those. */
static err
check_quotes(const struct compiler *c, const struct tag *tag)
{
	size_t from = tag->at;
	char quote = 0;

	while (from > c->line_at && tag->at - from < QUOTES_LOOK && c->src.p[from] != '<')
		from--;
	if (c->src.p[from] != '<' || from == tag->at)
		return OK;
	for (size_t i = from; i < tag->at; i++) {
		char k = c->src.p[i];

		if (quote ? k == quote : k == '"' || k == '\'')
			quote = quote ? 0 : k;
		else if (!quote && k == '>')
			return OK;
	}
	if (quote == '\'' || (!quote && c->src.p[tag->at - 1] == '='))
		return wrong(c, c->line, "an attribute needs double quotes around ", tag->name);
	return OK;
}

static err
inline_tag(struct compiler *c)
{
	str before = {c->src.p + c->line_at, c->at - c->line_at};
	struct tag tag;
	uint32_t more;

	TRY(read_tag(c, c->at, c->line, &tag));
	if (memchr("v&{", tag.kind, 3) && !(c->m->flags & MUSTACHE_LOOSE))
		TRY(check_quotes(c, &tag));
	more = lines_in((str){c->src.p + tag.at, tag.end - tag.at});
	/* Only a block cares where in the line it stands. */
	if (tag.kind != '$' || skip_blank(before, 0) != before.n)
		before = S("");
	TRY(apply(c, &tag, before));
	c->line += more;
	c->at = tag.end;
	return OK;
}

/* Text with tags in it, to the end of the line.  A tag may run over it. */
static err
read_line(struct compiler *c)
{
	size_t end = 0;

	do {
		size_t from = c->at, tag;

		if (end <= from) {
			end = str_find_char(str_from(c->src, from), '\n');
			end = end == NOWHERE ? c->src.n : from + end + 1;
		}
		tag = str_find((str){c->src.p + from, end - from}, c->left);
		if (tag != NOWHERE) {
			add_text(c, (str){c->src.p + from, tag});
			c->at += tag;
			TRY(inline_tag(c));
			continue;
		}
		add_text(c, (str){c->src.p + from, end - from});
		c->line += c->src.p[end - 1] == '\n';
		c->at = end;
		return OK;
	} while (c->at < c->src.n);
	return OK;
}

static err
compile_line(struct compiler *c)
{
	bool squeeze = c->m->flags & MUSTACHE_SQUEEZE;
	struct tag tag[LINE_TAGS];
	size_t n, end = 0;

	for (size_t i = 0; (i < c->strip || squeeze) && c->at < c->src.n &&
		is_blank(c->src.p[c->at]); i++)
		c->at++;
	c->line_at = c->at;
	if (squeeze && (end = line_end(c->src, c->at))) {
		c->line += end <= c->src.n;
		c->at = end > c->src.n ? c->src.n : end;
		return OK;
	}
	TRY(look_ahead(c, tag, &n, &end));
	if (n == 1 || (n && holds_parent(c, tag, n)))
		return standalone(c, tag, n, end);
	return read_line(c);
}

static err
compile(struct compiler *c)
{
	struct open *o;

	while (c->at < c->src.n)
		TRY(compile_line(c));
	if (c->depth) {
		o = &c->open[c->depth - 1];
		return fail(E_INPUT, "%.*s:%u: {{%c%.*s}} is never closed",
			SARG(c->t->file), o->line, o->kind, SARG(str_upto(o->name, 80)));
	}
	return buf_done(&c->text, &c->t->text);
}

struct mustache *
mustache_new(struct arena *a, unsigned flags)
{
	struct mustache *m = NEW(a, struct mustache, 1);

	m->a = a;
	m->flags = flags;
	m->templates = map_in(a);
	return m;
}

err
mustache_add(struct mustache *m, str name, str file, str source)
{
	struct mustache_template *t = NEW(m->a, struct mustache_template, 1);
	struct compiler c = {.m = m, .t = t, .line = 1, .left = S("{{"), .right = S("}}")};

	t->name = arena_copy(m->a, name);
	t->file = arena_copy(m->a, file);
	if (source.n > TEMPLATE_MAX)
		return fail(E_TOOBIG, "%.*s: larger than %d bytes", SARG(file), TEMPLATE_MAX);
	c.src = arena_copy(m->a, source);
	c.text = buf_in(m->a, TEMPLATE_MAX);
	TRY(compile(&c));
	map_put(&m->templates, t->name, t);
	return OK;
}

err
mustache_link(struct mustache *m)
{
	for (size_t i = 0; i < m->templates.n; i++) {
		struct mustache_template *t = m->templates.slot[i].value;

		for (size_t k = 0; k < t->n; k++) {
			struct mustache_op *op = &t->op[k];

			if (op->code != OP_PART && op->code != OP_PARENT)
				continue;
			op->target = map_get(&m->templates, op->name);
			if (!op->target && !(m->flags & MUSTACHE_LOOSE))
				return fail(E_INPUT, "%.*s:%u: template \"%.*s\" not found",
					SARG(t->file), op->line, SARG(op->name));
		}
	}
	return OK;
}

void
mustache_base(struct mustache *m, const struct value *v)
{
	m->base = v;
}
