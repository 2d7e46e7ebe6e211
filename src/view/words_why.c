/* words_why.c: why something was not done, in the person's language.
 *
 * fail() leaves one English sentence, which has come through threads, transactions and
 * other sentences when it is shown.  So the sentence itself is the key: lang/XX.why has the
 * formats of the program with what is said instead, and the sentence is laid against them.
 * Looking through all of them takes a fraction of what the page takes that says it.
 * SPDX-License-Identifier: Apache-2.0 */
#include "view/words.h"

#include "assets.h"
#include "base/utf8.h"

enum { HOLES = 8, DEEP = 3, WHY_MAX = 4096, STEPS = 20000 };

struct laid {
	str hole[HOLES];
	size_t holes, literal; /* literal: bytes of the format that are no holes */
	size_t steps;
};

/* The length of a conversion ("%.*s", "%lld") at the beginning of s; 0: there is none. */
static size_t
conversion(str s)
{
	size_t n = 1;

	if (s.n < 2 || s.p[0] != '%' || s.p[1] == '%')
		return 0;
	while (n < s.n && (s.p[n] == '.' || s.p[n] == '*' || s.p[n] == 'l' || s.p[n] == 'z' ||
		(s.p[n] >= '0' && s.p[n] <= '9')))
		n++;
	return n < s.n ? n + 1 : 0;
}

/* Is the sentence one of this format?  A hole takes as little as it can. */
static bool
lay(str format, str why, struct laid *l, size_t hole)
{
	size_t literal = 0, skip;

	while (format.n && !(skip = conversion(format))) {
		size_t percent = str_starts(format, S("%%"));

		if (!why.n || why.p[0] != format.p[0])
			return false;
		format = str_from(format, 1 + percent);
		why = str_from(why, 1);
		literal++;
	}
	if (!format.n) {
		l->holes = hole;
		l->literal = literal;
		return !why.n;
	}
	for (size_t n = 0; n <= why.n && hole < HOLES && l->steps++ < STEPS; n++)
		if (lay(str_from(format, skip), str_from(why, n), l, hole + 1)) {
			l->hole[hole] = str_upto(why, n);
			l->literal += literal;
			return true;
		}
	return false;
}

static str
file_of(struct arena *a, const struct words *w)
{
	str name = arena_fmt(a, "lang/%.*s.why", SARG(words_language(w)));

	for (size_t i = 0; i < assets_n; i++)
		if (str_eq(str_of(assets[i].name), name))
			return assets[i].bytes;
	return S("");
}

/* The format with most words of its own that the sentence is one of. */
static bool
find(str file, str why, str *said, struct laid *best)
{
	str line, format = S("");
	bool found = false;

	while (file.n && str_split(&file, '\n', &line)) {
		struct laid l = {.steps = 0};

		if (line.n && line.p[0] != '\t') {
			format = line;
			continue;
		}
		if (!line.n || !format.n || format.p[0] == '#' || !lay(format, why, &l, 0))
			continue;
		if (!found || l.literal > best->literal) {
			*best = l;
			*said = str_from(line, 1);
			found = true;
		}
	}
	return found;
}

static str translate(struct arena *, str file, str why, int deep);

/* "{2}" and "{2!}" at the beginning of s. */
static size_t
put_hole(struct arena *a, struct buf *b, str s, const struct laid *l, str file, int deep)
{
	size_t at = s.n > 1 ? (size_t)(s.p[1] - '1') : HOLES;
	bool inner = s.n > 2 && s.p[2] == '!';

	if (at >= l->holes || s.n < 3u + inner || s.p[2 + inner] != '}')
		return 0;
	buf_add(b, inner ? translate(a, file, l->hole[at], deep + 1) : l->hole[at]);
	return 3u + inner;
}

static str
translate(struct arena *a, str file, str why, int deep)
{
	struct buf b = buf_in(a, WHY_MAX);
	struct laid l = {.holes = 0};
	str said, out;

	if (deep > DEEP || !find(file, why, &said, &l))
		return why;
	while (said.n) {
		size_t n = said.p[0] == '{' ? put_hole(a, &b, said, &l, file, deep) : 0;

		if (!n)
			buf_char(&b, said.p[0]);
		said = str_from(said, n ? n : 1);
	}
	return buf_done(&b, &out) ? why : out;
}

str
words_why(const struct words *w, struct arena *a, str why)
{
	return translate(a, file_of(a, w), why, 0);
}

/* ---- reports ---- */

enum { HEADING = 20 }; /* a line that begins so far in has headings of columns */

static void
add_blanks(struct buf *b, size_t n)
{
	while (n--)
		buf_char(b, ' ');
}

/* "stories, published      12  0", "12  items of type x": words, and numbers in columns. */
static void
add_columns(struct arena *a, struct buf *b, str file, str line)
{
	size_t gap = str_find(line, S("  ")), blanks = 0;
	str head = str_upto(line, gap), tail = str_from(line, gap), said;
	int64_t n;

	if (gap == NOWHERE) {
		buf_add(b, translate(a, file, line, 0));
		return;
	}
	if (str_int(head, &n) == OK) {
		buf_add(b, head);
		buf_add(b, S("  "));
		buf_add(b, translate(a, file, str_trim(tail), 0));
		return;
	}
	for (; blanks < tail.n && tail.p[blanks] == ' '; blanks++)
		;
	said = translate(a, file, head, 0);
	buf_add(b, said);
	add_blanks(b, utf8_count(head) + blanks > utf8_count(said) + 1 ? utf8_count(head) + blanks - utf8_count(said) : 1);
	buf_add(b, str_from(tail, blanks));
}

static void
add_line(struct arena *a, struct buf *b, str file, str line)
{
	size_t indent = 0, before, after;
	str body, said;

	for (; indent < line.n && line.p[indent] == ' '; indent++)
		;
	body = str_from(line, indent);
	said = translate(a, file, body, 0);
	before = utf8_count(body);
	after = utf8_count(said);
	if (indent >= HEADING && after > before)
		indent -= after - before < indent ? after - before : indent;
	add_blanks(b, indent);
	if (str_eq(said, body))
		add_columns(a, b, file, body);
	else
		buf_add(b, said);
}

str
words_report(const struct words *w, struct arena *a, str text)
{
	str file = file_of(a, w), line, out;
	struct buf b = buf_in(a, text.n * 3 + 1024);

	if (!file.n)
		return text;
	while (text.n && str_split(&text, '\n', &line)) {
		add_line(a, &b, file, line);
		buf_char(&b, '\n');
	}
	return buf_done(&b, &out) ? text : out;
}
