/* wptime.c: dates of exports; see wptime.h.  A zone cannot be told from offsets
 * alone, but its rule can: what is stored names a large city with that rule, and
 * stories keep their true moments in any case.
 * SPDX-License-Identifier: Apache-2.0 */
#include "port/wordpress/wptime.h"

#include <ctype.h>

static int64_t
days_of(int64_t y, int64_t m, int64_t d)
{
	int64_t era, of_era, of_year;

	y -= m <= 2;
	era = (y >= 0 ? y : y - 399) / 400;
	of_era = y - era * 400;
	of_year = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
	return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

/* n digits at s[at]; -1 when they are not. */
static int
digits(str s, size_t at, size_t n)
{
	int v = 0;

	if (at + n > s.n)
		return -1;
	for (size_t i = at; i < at + n; i++) {
		if (!isdigit((unsigned char)s.p[i]))
			return -1;
		v = v * 10 + s.p[i] - '0';
	}
	return v;
}

static bool
moment(int y, int mo, int d, int h, int mi, int s, int64_t *out)
{
	if (y < 1 || mo < 1 || mo > 12 || d < 1 || d > 31 || h < 0 || h > 24 || mi < 0 ||
		mi > 59 || s < 0 || s > 60)
		return false;
	*out = days_of(y, mo, d) * 86400 + h * 3600 + mi * 60 + s;
	return true;
}

bool
wptime_read(str s, int64_t *out)
{
	s = str_trim(s);
	if (s.n == 10)
		return moment(digits(s, 0, 4), digits(s, 5, 2), digits(s, 8, 2), 0, 0, 0, out);
	if (s.n < 16)
		return false;
	return moment(digits(s, 0, 4), digits(s, 5, 2), digits(s, 8, 2), digits(s, 11, 2),
		digits(s, 14, 2), s.n >= 19 ? digits(s, 17, 2) : 0, out);
}

bool
wptime_rfc(str s, int64_t *out)
{
	static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
	size_t comma = str_find_char(s, ',');
	int day, zone = 0, month = 0;

	s = str_trim(comma == NOWHERE ? s : str_from(s, comma + 1));
	if (s.n > 1 && s.p[1] == ' ')
		return false;
	day = digits(s, 0, 2);
	if (s.n < 20)
		return false;
	for (int i = 0; i < 12; i++)
		if (!memcmp(s.p + 3, months + 3 * i, 3))
			month = i + 1;
	if (s.n >= 26 && digits(s, 22, 4) >= 0)
		zone = (digits(s, 22, 2) * 60 + digits(s, 24, 2)) * (s.p[21] == '-' ? -60 : 60);
	if (!moment(digits(s, 7, 4), month, day, digits(s, 12, 2), digits(s, 15, 2),
		digits(s, 18, 2), out))
		return false;
	*out -= zone;
	return true;
}

static int
month_of(str local)
{
	int m = digits(str_trim(local), 5, 2);

	return m >= 1 && m <= 12 ? m : 0;
}

void
wptime_learn(struct wptime *w, str local, str gmt)
{
	int64_t l, g, off;
	int month = month_of(local);

	if (!month || !wptime_read(local, &l) || !wptime_read(gmt, &g))
		return;
	off = l - g;
	/* real zones are within 14 hours of UTC and on quarters of an hour */
	if (off < -14 * 3600 || off > 14 * 3600 || off % 900)
		return;
	if (w->seen[month] && w->offset[month] != (int32_t)off)
		w->odd |= 1 << month;
	w->offset[month] = w->offset[0] = (int32_t)off;
	w->seen[month] = w->seen[0] = true;
}

bool
wptime_moment(struct wptime *w, str local, str gmt, int64_t *out, bool *guessed)
{
	int month = month_of(local);

	wptime_learn(w, local, gmt);
	if (wptime_read(gmt, out))
		return true;
	if (!wptime_read(local, out))
		return false;
	*out -= w->offset[w->seen[month] ? month : 0];
	if (guessed)
		*guessed = true;
	return true;
}

str
wptime_zone(struct arena *a, const struct wptime *w)
{
	static const struct {
		int january, july; /* minutes */
		const char *name;
	} seasons[] = {
		{0, 60, "Europe/London"}, {60, 120, "Europe/Paris"}, {120, 180, "Europe/Athens"},
		{-300, -240, "America/New_York"}, {-360, -300, "America/Chicago"},
		{-420, -360, "America/Denver"}, {-480, -420, "America/Los_Angeles"},
		{-240, -180, "America/Halifax"}, {-210, -150, "America/St_Johns"},
		{660, 600, "Australia/Sydney"}, {630, 570, "Australia/Adelaide"},
		{780, 720, "Pacific/Auckland"}, {-180, -240, "America/Santiago"},
		{60, 0, "Africa/Casablanca"},
	};
	int32_t jan = 0, july = 0, off;
	bool winter = false, summer = false;

	if (!w->seen[0])
		return S("");
	for (int m = 1; m <= 12; m++) {
		bool cold = m <= 2 || m == 12, warm = m >= 5 && m <= 8;

		if (w->seen[m] && cold)
			jan = w->offset[m], winter = true;
		if (w->seen[m] && warm)
			july = w->offset[m], summer = true;
	}
	for (size_t i = 0; winter && summer && jan != july && i < LENGTH(seasons); i++)
		if (seasons[i].january * 60 == jan && seasons[i].july * 60 == july)
			return str_of(seasons[i].name);
	off = w->offset[0] < 0 ? -w->offset[0] : w->offset[0];
	if (!off)
		return S("UTC");
	if (off % 3600)
		return arena_fmt(a, "UTC%c%d:%02d", w->offset[0] < 0 ? '-' : '+', off / 3600,
			off % 3600 / 60);
	return arena_fmt(a, "UTC%c%d", w->offset[0] < 0 ? '-' : '+', off / 3600);
}
