/* A request whole and in two pieces: the same verdict, nothing beyond the
 * bytes, and what was taken is within the bounds.
 * SPDX-License-Identifier: Apache-2.0 */
#include "net/parse.h"
#include "http/path.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

static void
must(bool so)
{
	if (!so)
		abort();
}

static size_t
chunks(const char *p, size_t n, size_t cut, enum parse_step *step)
{
	struct parse_chunks c = {0};
	size_t at = 0, used, content = 0, have = cut;
	str data;

	for (*step = PARSE_MORE; *step == PARSE_MORE;) {
		*step = parse_chunks(&c, (str){p + at, have - at}, &used, &data);
		must(used <= have - at && data.n <= used);
		at += used;
		content += data.n;
		if (at < have || *step != PARSE_MORE)
			continue;
		if (have == n)
			break;
		have = n;
	}
	return content;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static char out[PARSE_URL_MAX + 1];
	const char *p = (const char *)data;
	struct parse_head whole = {0}, cut = {0};
	size_t at = size ? data[size - 1] * size / 256 : 0;
	enum parse_step a = parse_head(&whole, p, size), b = parse_head(&cut, p, at), s, t;
	bool folded;
	str target, path;

	if (b == PARSE_MORE)
		b = parse_head(&cut, p, size);
	must(a == b && whole.status == cut.status && whole.headers == cut.headers);
	if (a != PARSE_DONE)
		return 0;
	must(whole.at <= size && whole.at <= PARSE_HEAD_MAX && whole.at == cut.at);
	must(!(whole.chunked && whole.known[KNOWN_LENGTH]));
	target = parse_target(&whole, p);
	target = str_upto(target, str_find_char(target, '?'));
	if (target.n && !path_canon(target, out, &path, &folded)) {
		must(path.n && path.p[0] == '/' && !memchr(path.p, 0, path.n));
		must(str_find(path, S("//")) == NOWHERE && str_find(path, S("/../")) == NOWHERE);
	}
	if (whole.chunked) {
		size_t rest = size - whole.at;

		must(chunks(p + whole.at, rest, rest, &s) ==
			chunks(p + whole.at, rest, rest / 2, &t) || s == PARSE_BAD);
		must(s == t);
	}
	return 0;
}
