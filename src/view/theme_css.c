/* theme_css.c: a style sheet on its way into the page.
 *
 * White space goes where it cannot mean anything: next to { } ; , > and after
 * : and (.  It stays before : ("a :hover" is not "a:hover"), around + and -
 * (calc wants it) and before ( ("and (").  Strings and url(...) are not touched.
 */
#include "view/theme.h"

enum { CSS_MAX = 256 * 1024 };

struct sheet {
	str s;
	size_t at;
	str file;
	struct buf out;
	bool space; /* white space was seen since the last byte of out */
};

static err
wrong(const struct sheet *c, size_t at, const char *what)
{
	size_t line = 1;

	for (size_t i = 0; i < at && i < c->s.n; i++)
		line += c->s.p[i] == '\n';
	return fail(E_INPUT, "%.*s:%zu: %s", SARG(c->file), line, what);
}

static char
last(const struct sheet *c)
{
	return c->out.n ? c->out.p[c->out.n - 1] : ';';
}

static bool
is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool
is_word(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
		c == '_' || c == '-' || c == '.' || (unsigned char)c >= 0x80;
}

static void
put(struct sheet *c, str piece)
{
	if (c->space && !strchr("{};,:>(", last(c)) && !strchr("{};,>)!", piece.p[0]))
		buf_char(&c->out, ' ');
	c->space = false;
	if (piece.p[0] == '}' && last(c) == ';' && c->out.n)
		c->out.n--; /* the last ; of a rule */
	buf_add(&c->out, piece);
}

static err
comment(struct sheet *c)
{
	size_t end = str_find(str_from(c->s, c->at + 2), S("*/"));

	if (end == NOWHERE)
		return wrong(c, c->at, "a comment is never closed");
	c->at += end + 4;
	return OK;
}

static err
string(struct sheet *c)
{
	char quote = c->s.p[c->at];
	size_t i = c->at + 1;

	for (; i < c->s.n && c->s.p[i] != quote && c->s.p[i] != '\n'; i++)
		i += c->s.p[i] == '\\';
	if (i >= c->s.n || c->s.p[i] != quote)
		return wrong(c, c->at, "a string is not closed in its line");
	put(c, (str){c->s.p + c->at, i + 1 - c->at});
	c->at = i + 1;
	return OK;
}

/* url(...) without quotes may hold anything but ). */
static err
address(struct sheet *c)
{
	size_t end = str_find_char(str_from(c->s, c->at), ')');

	if (end == NOWHERE)
		return wrong(c, c->at, "url( is never closed");
	put(c, (str){c->s.p + c->at, end + 1});
	c->at += end + 1;
	return OK;
}

/* "0.5" is ".5", but not in "10.5" or in a name. */
static void
one(struct sheet *c)
{
	str rest = str_from(c->s, c->at);
	bool fresh = c->space || !is_word(last(c));

	if (fresh && rest.n > 2 && rest.p[0] == '0' && rest.p[1] == '.' && rest.p[2] >= '0' &&
		rest.p[2] <= '9')
		rest = str_from(rest, 1), c->at++;
	put(c, str_upto(rest, 1));
	c->at++;
}

static err
step(struct sheet *c)
{
	str rest = str_from(c->s, c->at);
	size_t n = str_starts(rest, S("url(")) ? 4 : 0;

	if (is_space(rest.p[0])) {
		c->space = true;
		c->at++;
		return OK;
	}
	if (str_starts(rest, S("/*")))
		return comment(c);
	if (rest.p[0] == '"' || rest.p[0] == '\'')
		return string(c);
	if (n && rest.n > n && rest.p[n] != '"' && rest.p[n] != '\'')
		return address(c);
	if (str_eq_case(str_upto(rest, 7), S("</style")))
		return wrong(c, c->at, "\"</style\" would end the style sheet");
	one(c);
	return OK;
}

err
theme_minify(struct arena *a, str file, str css, str *out)
{
	struct sheet c = {.s = css, .file = file, .out = buf_in(a, CSS_MAX)};

	while (c.at < css.n)
		TRY(step(&c));
	TRY(buf_done(&c.out, out));
	/* also inside of strings, which the page's parser does not know */
	for (size_t i = 0; i + 7 <= out->n; i++)
		if (str_eq_case((str){out->p + i, 7}, S("</style")))
			return fail(E_INPUT, "%.*s: a style sheet must not contain \"</style\"",
				SARG(file));
	return OK;
}
