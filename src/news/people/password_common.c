/* password_common.c: passwords that are tried first.  A list of whole passwords would be
 * long and never complete; nearly all that reach twelve characters are made of few
 * known pieces, so a password is cut into pieces, and common when nothing is left over.
 * SPDX-License-Identifier: Apache-2.0 */
#include "news/people/password.h"


enum { LETTERS_MAX = 200, RUN = 3, KNOWN_MIN = 3 };

/* Rows and columns of keyboards: neighbours on one of these are a run. */
static const char *const rows[] = {"1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "azertyuiop", "qsdfghjklm", "wxcvbn",
	"qwertzuiop", "yxcvbnm", "abcdefghijklmnopqrstuvwxyz", "1qaz", "2wsx", "3edc", "4rfv", "5tgb", "6yhn", "7ujm", "8ik",
	"9ol", "1q2w3e4r5t6y7u8i9o0p", "q1w2e3r4t5y6u7i8o9p0", "zaqxswcdevfrbgtnhymju"};

static const char *const pieces[] = {"password", "passwort", "motdepasse", "passe", "pass", "word", "admin", "administrator",
	"administrateur", "root", "user", "login", "welcome", "bienvenue", "bonjour", "hello", "letmein", "changeme", "secret",
	"default", "test", "guest", "demo", "master", "super", "access", "system", "server", "computer", "internet",
	"google", "facebook", "windows", "linux", "love", "iloveyou", "jetaime", "i", "you", "me", "my", "the", "is", "in", "and",
	"sunshine", "princess", "monkey", "dragon", "football", "baseball", "soccer", "hockey", "batman", "superman",
	"starwars", "pokemon", "matrix", "shadow", "flower", "summer", "winter", "spring", "autumn", "monday", "friday",
	"january", "december", "happy", "lucky", "money", "jesus", "angel", "michael", "jordan", "charlie", "jessica", "ashley",
	"qwerty", "azerty", "qwertz", "abc", "abcd", "asdf", "newspaper", "journal", "desk", "redaction", "editor", "djeli",
	"paper", "news", "leave", "alone", "trust", "noone", "no", "one", "gfhjkm", "ghbdtn", "web", "mail", "new", "old", "apple",
	"samsung", "nokia", "sony", "killer", "hunter", "ranger", "tigger", "mustang", "harley", "corvette",
	"yankees", "cowboys", "liverpool", "chelsea", "arsenal", "barcelona", "madrid", "juventus"};

static char
plain_letter(char c)
{
	static const char from[] = "@$!|", to[] = "asii";
	const char *at = c ? strchr(from, c) : NULL;

	if (c >= 'A' && c <= 'Z')
		return (char)(c | 32);
	return at ? to[at - from] : c;
}

static bool
are_neighbours(char x, char y)
{
	if (x == y)
		return true;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		const char *at = strchr(rows[i], x);

		if (at && ((at[1] && at[1] == y) || (at > rows[i] && at[-1] == y)))
			return true;
	}
	return false;
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* How far a run goes from here: neighbours, or digits and signs between words. */
static size_t
run_of(str s)
{
	size_t n = 1, d = 0;

	while (n < s.n && s.p[n - 1] && are_neighbours(s.p[n - 1], s.p[n]))
		n++;
	while (d < s.n && (is_digit(s.p[d]) || strchr(" .,-_?*#+", s.p[d])))
		d++;
	return n >= RUN && n > d ? n : d;
}

/* Digits that stand for letters: p4ssw0rd. */
static bool
starts_with(str s, const char *piece)
{
	static const char digit[] = "01345789", letter[] = "oieastbg";

	for (size_t i = 0; piece[i]; i++) {
		const char *at = i < s.n && s.p[i] ? strchr(digit, s.p[i]) : NULL;

		if (i == s.n || (s.p[i] != piece[i] && !(at && letter[at - digit] == piece[i])))
			return false;
	}
	return true;
}

static void
mark_pieces(str s, str typed, size_t at, bool *reached, const str *known, size_t n)
{
	str rest = str_from(s, at);
	size_t run = run_of(rest);

	for (size_t k = 1; k <= run; k++)
		if (k == run || is_digit(rest.p[k - 1]) || k >= RUN)
			reached[at + k] = true;
	for (size_t i = 0; i < LENGTH(pieces); i++)
		if (starts_with(rest, pieces[i]))
			reached[at + strlen(pieces[i])] = true;
	for (size_t i = 0; i < n; i++)
		if (known[i].n >= KNOWN_MIN && rest.n >= known[i].n && str_eq_case(str_upto(str_from(typed, at), known[i].n), known[i]))
			reached[at + known[i].n] = true;
	for (size_t k = RUN; k * 2 <= at + rest.n && k <= rest.n && k <= at; k++) /* the same again */
		if (str_eq(str_upto(rest, k), (str){s.p + at - k, k}))
			reached[at + k] = true;
}

bool
password_is_common(struct arena *a, str plain, const str *known, size_t n)
{
	bool *reached;
	char *z;
	str s;

	if (plain.n > LETTERS_MAX)
		return false;
	z = NEW(a, char, plain.n + 1);
	for (size_t i = 0; i < plain.n; i++)
		z[i] = plain_letter(plain.p[i]);
	s = (str){z, plain.n};
	reached = NEW(a, bool, s.n + 1);
	reached[0] = true;
	for (size_t i = 0; i < s.n; i++)
		if (reached[i])
			mark_pieces(s, plain, i, reached, known, n);
	return reached[s.n];
}
