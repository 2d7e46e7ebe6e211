/* page_break.c: see parts.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "text/body/page_break.h"

bool
page_break_is(str comment)
{
	return str_eq(comment, S("nextpage")) || str_eq(comment, S("more")) || str_starts(comment, S("more "));
}

bool
page_break_split(str *rest, str *part, str *mark)
{
	size_t at = 0, end;

	if (!rest->p)
		return false;
	while ((end = str_find(str_from(*rest, at), S("<!--"))) != NOWHERE) {
		size_t close;

		at += end;
		close = str_find(str_from(*rest, at + 4), S("-->"));
		if (close != NOWHERE && page_break_is(str_upto(str_from(*rest, at + 4), close))) {
			*part = str_upto(*rest, at);
			*mark = str_upto(str_from(*rest, at), close + 7);
			*rest = str_from(*rest, at + close + 7);
			return true;
		}
		at += 4;
	}
	*part = *rest;
	*mark = S("");
	*rest = (str){0};
	return true;
}

/* The next mark; empty: there is none any more. */
static str
next_mark(str *rest)
{
	str part, mark = S("");

	return page_break_split(rest, &part, &mark) ? mark : S("");
}

bool
page_break_same(str x, str y)
{
	for (;;) {
		str mx = next_mark(&x), my = next_mark(&y);

		if (!str_eq(mx, my))
			return false;
		if (!mx.n)
			return true;
	}
}
