/* size_suffix.c: names of made sizes end in -WIDTHxHEIGHT; a big original that was
 * scaled down at its upload ends in -scaled, and is the one that is known.
 * SPDX-License-Identifier: Apache-2.0 */
#include "text/body/size_suffix.h"

static size_t
digits_before(str s, size_t at)
{
	size_t n = 0;

	while (n < at && s.p[at - 1 - n] >= '0' && s.p[at - 1 - n] <= '9')
		n++;
	return n;
}

str
size_suffix_strip(struct arena *a, str path)
{
	size_t dot = path.n, height, width, at;

	while (dot && path.p[dot - 1] != '.' && path.p[dot - 1] != '/')
		dot--;
	if (!dot || path.p[dot - 1] != '.')
		return path;
	at = dot - 1;
	height = digits_before(path, at);
	if (!height || at == height || path.p[at - height - 1] != 'x')
		return path;
	at -= height + 1;
	width = digits_before(path, at);
	if (!width || at == width || path.p[at - width - 1] != '-')
		return path;
	at -= width + 1;
	return arena_fmt(a, "%.*s%.*s", (int)at, path.p, SARG(str_from(path, dot - 1)));
}
