/* email.c: RFC 5321 and 6531, as much of them as people's addresses use.
 * SPDX-License-Identifier: Apache-2.0 */
#include "text/data/email.h"

#include "base/utf8.h"

#include <string.h>

static bool
is_alnum(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
		(unsigned char)c >= 0x80;
}

/* Letters, digits and hyphens inside; ASCII, or UTF-8 as RFC 6531 allows. */
static bool
is_label(str s)
{
	if (!s.n || s.n > 63 || s.p[0] == '-' || s.p[s.n - 1] == '-')
		return false;
	for (size_t i = 0; i < s.n; i++)
		if (!is_alnum(s.p[i]) && s.p[i] != '-')
			return false;
	return true;
}

static bool
is_number(str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] < '0' || s.p[i] > '9')
			return false;
	return true;
}

bool
email_domain_is(str s)
{
	str label = s;
	size_t labels = 0;

	if (s.n > 253 || str_ends(s, S(".")))
		return false;
	while (s.n) {
		str_split(&s, '.', &label);
		if (!is_label(label))
			return false;
		labels++;
	}
	return labels >= 2 && !is_number(label);
}

/* UTF-8 without control characters. */
static bool
is_text(str s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] < 0x20 || s.p[i] == 0x7f)
			return false;
	return utf8_valid(s);
}

/* The dot-atom of RFC 5321 4.1.2.  Quoted local parts and address literals are
 * legal there, and in a reply form they are mistakes or mischief. */
bool
email_is(str s)
{
	size_t at = NOWHERE;
	str local;

	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] == '@')
			at = i;
	if (at == NOWHERE || at == 0 || at > 64 || s.n > 254)
		return false;
	local = str_upto(s, at);
	if (local.p[0] == '.' || local.p[at - 1] == '.' || str_find(local, S("..")) != NOWHERE)
		return false;
	for (size_t i = 0; i < at; i++)
		if (!is_alnum(local.p[i]) &&
			(!local.p[i] || !strchr("!#$%&'*+-/=?^_`{|}~.", local.p[i])))
			return false;
	return is_text(s) && email_domain_is(str_from(s, at + 1));
}

str
email_fold(struct arena *a, str email)
{
	char *z = arena_z(a, email);

	for (size_t i = 0; i < email.n; i++)
		if (z[i] >= 'A' && z[i] <= 'Z')
			z[i] = (char)(z[i] + ('a' - 'A'));
	return (str){z, email.n};
}
