/* zone.c: tables of tzdata, and the arithmetic of days.
 *
 * We read the tables ourselves because the C library has one zone for the whole
 * process, and a program that serves pages in several threads, for papers of
 * different countries, cannot switch it.  What a table says is checked as it is
 * read, so a damaged file is an error and never a read past its end.
 */
#include "base/sys/zone.h"

#include "base/sys/file.h"

#include <stdio.h>

enum { DAY = 86400, TABLE_MAX = 1 << 20, NAME_MAX_LENGTH = 64, OFFSET_MAX = 26 * 3600 };

/* "M3.2.0/2", "J60", "59": when in a year the clocks change (POSIX TZ). */
struct turn {
	char kind; /* 'M', 'J' or 'n' */
	int month, week, weekday, day;
	int32_t second; /* of that day, on the wall; may be negative or over a day */
};

struct zone {
	size_t n;
	const int64_t *at;       /* at[i]: from here on offset[i] */
	const int32_t *offset;
	int32_t first;           /* before at[0] */
	bool has_rule, has_dst;  /* behind the last */
	int32_t standard, dst;
	struct turn to_dst, to_standard;
};

static const struct zone utc = {.has_rule = true};

const struct zone *
zone_utc(void)
{
	return &utc;
}

/* The years are counted from March, so that the leap day is their last. */
int64_t
zone_days(int64_t year, int64_t month, int64_t day)
{
	int64_t m = month - 3, era, y, yoe, doy;

	year += m / 12 - (m % 12 < 0);
	m = (m % 12 + 12) % 12;
	era = (year >= 0 ? year : year - 399) / 400;
	y = year;
	yoe = y - era * 400;
	doy = (153 * m + 2) / 5 + day - 1;
	return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
}

void
zone_date(int64_t days, int64_t *year, int *month, int *day)
{
	int64_t z = days + 719468, era = (z >= 0 ? z : z - 146096) / 146097;
	int64_t doe = z - era * 146097;
	int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100), m = (5 * doy + 2) / 153;

	*day = (int)(doy - (153 * m + 2) / 5 + 1);
	*month = (int)(m < 10 ? m + 3 : m - 9);
	*year = yoe + era * 400 + (*month <= 2);
}

static int64_t
floor_div(int64_t a, int64_t b)
{
	return a / b - (a % b < 0);
}

/* ---- the rule at the end ---- */

static bool
is_leap(int64_t y)
{
	return (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
}

static int64_t
turn_days(const struct turn *t, int64_t year)
{
	int64_t first = zone_days(year, t->month, 1), day, next;

	if (t->kind == 'n')
		return zone_days(year, 1, 1) + t->day;
	if (t->kind == 'J') /* 29 February is never counted */
		return zone_days(year, 1, 1) + t->day - 1 + (t->day > 59 && is_leap(year));
	next = zone_days(year, t->month + 1, 1);
	day = first + (t->weekday - ((first + 4) % 7 + 7) % 7 + 7) % 7 + (t->week - 1) * 7;
	return day < next ? day : day - 7;
}

static int32_t
rule_offset(const struct zone *z, int64_t at)
{
	int64_t year, begin, end;
	int month, day;

	if (!z->has_dst)
		return z->standard;
	zone_date(floor_div(at + z->standard, DAY), &year, &month, &day);
	begin = turn_days(&z->to_dst, year) * DAY + z->to_dst.second - z->standard;
	end = turn_days(&z->to_standard, year) * DAY + z->to_standard.second - z->dst;
	if (begin < end)
		return at >= begin && at < end ? z->dst : z->standard;
	return at >= end && at < begin ? z->standard : z->dst;
}

static int32_t
offset_at(const struct zone *z, int64_t at)
{
	size_t lo = 0, hi = z->n;

	if (!z->n || at >= z->at[z->n - 1]) {
		if (z->has_rule)
			return rule_offset(z, at);
		return z->n ? z->offset[z->n - 1] : z->first;
	}
	while (lo < hi) { /* how many turns are at or before `at` */
		size_t mid = lo + (hi - lo) / 2;

		if (z->at[mid] <= at)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo ? z->offset[lo - 1] : z->first;
}

static bool
eat(str *s, char c)
{
	if (!s->n || s->p[0] != c)
		return false;
	*s = str_from(*s, 1);
	return true;
}

static bool
eat_number(str *s, int max, int *out)
{
	int n = 0;
	size_t i = 0;

	for (; i < s->n && s->p[i] >= '0' && s->p[i] <= '9' && n <= max; i++)
		n = n * 10 + (s->p[i] - '0');
	*s = str_from(*s, i);
	*out = n;
	return i > 0 && n <= max;
}

/* hh[:mm[:ss]] with a sign */
static bool
eat_time(str *s, int32_t *out)
{
	int h, m = 0, sec = 0;
	bool minus = eat(s, '-');

	if (!minus)
		eat(s, '+');
	if (!eat_number(s, 167, &h) || (eat(s, ':') && !eat_number(s, 59, &m)) ||
		(eat(s, ':') && !eat_number(s, 59, &sec)))
		return false;
	*out = (h * 3600 + m * 60 + sec) * (minus ? -1 : 1);
	return true;
}

static bool
eat_abbreviation(str *s)
{
	size_t n = 0;

	if (s->n && s->p[0] == '<') {
		n = str_find_char(*s, '>');
		*s = str_from(*s, n == NOWHERE ? s->n : n + 1);
		return n != NOWHERE;
	}
	while (n < s->n && ((s->p[n] | 32) >= 'a' && (s->p[n] | 32) <= 'z'))
		n++;
	*s = str_from(*s, n);
	return n >= 3;
}

static bool
eat_turn(str *s, struct turn *t)
{
	t->second = 2 * 3600;
	if (!eat(s, ','))
		return false;
	t->month = 1;
	if (eat(s, 'M')) {
		t->kind = 'M';
		if (!eat_number(s, 12, &t->month) || !t->month || !eat(s, '.') ||
			!eat_number(s, 5, &t->week) || !t->week || !eat(s, '.') ||
			!eat_number(s, 6, &t->weekday))
			return false;
	} else {
		t->kind = eat(s, 'J') ? 'J' : 'n';
		if (!eat_number(s, 365, &t->day))
			return false;
	}
	return !eat(s, '/') || eat_time(s, &t->second);
}

/* "EST5EDT,M3.2.0,M11.1.0": in POSIX, west is positive. */
static bool
read_rule(struct zone *z, str s)
{
	int32_t west;

	if (!eat_abbreviation(&s) || !eat_time(&s, &west) || west > OFFSET_MAX ||
		west < -OFFSET_MAX)
		return false;
	z->has_rule = true;
	z->standard = -west;
	if (!s.n)
		return true;
	if (!eat_abbreviation(&s))
		return false;
	z->has_dst = true;
	z->dst = z->standard + 3600;
	if (s.n && s.p[0] != ',') {
		if (!eat_time(&s, &west) || west > OFFSET_MAX || west < -OFFSET_MAX)
			return false;
		z->dst = -west;
	}
	return eat_turn(&s, &z->to_dst) && eat_turn(&s, &z->to_standard) && !s.n;
}

/* ---- the table ---- */

static uint32_t
big32(const char *p)
{
	const unsigned char *u = (const unsigned char *)p;

	return (uint32_t)u[0] << 24 | (uint32_t)u[1] << 16 | (uint32_t)u[2] << 8 | u[3];
}

struct counts {
	uint64_t ut, std, leap, time, type, abbreviation;
};

static bool
read_head(str s, struct counts *c)
{
	if (s.n < 44 || memcmp(s.p, "TZif", 4) || s.p[4] < '2')
		return false;
	*c = (struct counts){big32(s.p + 20), big32(s.p + 24), big32(s.p + 28),
		big32(s.p + 32), big32(s.p + 36), big32(s.p + 40)};
	return true;
}

static size_t
body_size(const struct counts *c, size_t width)
{
	return 44 + c->time * width + c->time + c->type * 6 + c->abbreviation +
		c->leap * (width + 4) + c->std + c->ut;
}

static bool
read_types(struct arena *a, struct zone *z, str body, const struct counts *c)
{
	const char *index = body.p + c->time * 8, *type = index + c->time;
	int64_t *at = NEW(a, int64_t, c->time);
	int32_t *offset = NEW(a, int32_t, c->time);

	for (size_t i = 0; i < c->time; i++) {
		unsigned char k = (unsigned char)index[i];

		at[i] = (int64_t)((uint64_t)big32(body.p + i * 8) << 32 |
			big32(body.p + i * 8 + 4));
		if (k >= c->type || (i && at[i] <= at[i - 1]))
			return false;
		offset[i] = (int32_t)big32(type + k * 6u);
		if (offset[i] > OFFSET_MAX || offset[i] < -OFFSET_MAX)
			return false;
	}
	z->n = c->time;
	z->at = at;
	z->offset = offset;
	z->first = (int32_t)big32(type);
	return z->first <= OFFSET_MAX && z->first >= -OFFSET_MAX;
}

/* Version 2 and later: a table of 32 bits for the old, one of 64 bits, a rule. */
static bool
read_table(struct arena *a, struct zone *z, str s)
{
	struct counts c;
	size_t size;

	if (!read_head(s, &c) || body_size(&c, 4) > s.n)
		return false;
	s = str_from(s, body_size(&c, 4));
	if (!read_head(s, &c) || !c.type || (size = body_size(&c, 8)) > s.n)
		return false;
	if (!read_types(a, z, str_from(s, 44), &c))
		return false;
	s = str_from(s, size);
	if (!eat(&s, '\n') || (size = str_find_char(s, '\n')) == NOWHERE)
		return false;
	return !size || read_rule(z, str_upto(s, size));
}

/* "UTC", "UTC+5:30", "UTC-3", "+05:30", "UTC+5.75" as WordPress has it */
static bool
read_fixed(struct zone *z, str name)
{
	str s = str_starts(name, S("UTC")) ? str_from(name, 3) : name;
	bool minus = s.n && s.p[0] == '-';
	int h, m = 0;

	z->has_rule = true;
	if (str_eq(name, S("UTC")) || str_eq(name, S("Z")))
		return true;
	if (!eat(&s, '+') && !eat(&s, '-'))
		return false;
	if (!eat_number(&s, 14, &h))
		return false;
	if (eat(&s, ':')) {
		if (s.n != 2 || !eat_number(&s, 59, &m))
			return false;
	} else if (eat(&s, '.')) {
		size_t digits = s.n;

		if (digits > 2 || !eat_number(&s, 99, &m))
			return false;
		m = m * (digits == 1 ? 6 : 60) / (digits == 1 ? 1 : 100);
	}
	z->standard = (h * 3600 + m * 60) * (minus ? -1 : 1);
	return !s.n;
}

/* No dots at all: neither "..", nor hidden files, nor "tzdata.zi". */
static bool
good_name(str s)
{
	if (!s.n || s.n > NAME_MAX_LENGTH || s.p[0] == '/' || s.p[s.n - 1] == '/')
		return false;
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];

		if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
			(c >= '0' && c <= '9') || c == '_' || c == '+' || c == '-' ||
			(c == '/' && s.p[i - 1] != '/')))
			return false;
	}
	return true;
}

err
zone_open(struct arena *a, str name, const struct zone **out)
{
	struct zone *z = NEW(a, struct zone, 1);
	str bytes;
	err e;

	*out = z;
	if (read_fixed(z, name))
		return OK;
	*z = (struct zone){0};
	if (!good_name(name))
		return fail(E_INPUT, "\"%.*s\" is not a time zone", SARG(str_upto(name, 80)));
	e = file_read(a, arena_fmt(a, "/usr/share/zoneinfo/%.*s", SARG(name)).p, TABLE_MAX,
		&bytes);
	if (e)
		return fail(E_INPUT, "unknown time zone \"%.*s\" (is tzdata installed?)",
			SARG(name));
	if (!read_table(a, z, bytes))
		return fail(E_INPUT, "cannot read the data of time zone %.*s",
			SARG(name));
	return OK;
}

/* ---- civil time ---- */

struct civil
zone_civil(const struct zone *z, int64_t t)
{
	struct civil c = {.offset = offset_at(z, t)};
	int64_t local = t + c.offset, days = floor_div(local, DAY), s = local - days * DAY;

	zone_date(days, &c.year, &c.month, &c.day);
	c.hour = (int)(s / 3600);
	c.minute = (int)(s / 60 % 60);
	c.second = (int)(s % 60);
	c.weekday = (int)(((days + 4) % 7 + 7) % 7);
	return c;
}

/* Offsets change at most once within a day, so those of a day before and a day
 * after are all that can matter. */
static int64_t
moment(const struct zone *z, int64_t local)
{
	int32_t before = offset_at(z, local - DAY - OFFSET_MAX / 2);
	int32_t after = offset_at(z, local + DAY + OFFSET_MAX / 2);
	int64_t early = local - before, late = local - after;

	if (offset_at(z, early) == before)
		return early;
	return offset_at(z, late) == after ? late : early;
}

int64_t
zone_moment(const struct zone *z, struct civil c)
{
	return moment(z, zone_days(c.year, c.month, c.day) * DAY + c.hour * 3600 +
		c.minute * 60 + c.second);
}

int64_t
zone_day(const struct zone *z, int64_t year, int64_t month, int64_t day)
{
	int64_t local = zone_days(year, month, day) * DAY, t = moment(z, local), lo, hi;

	/* Midnight is skipped: t is as far behind the gap's end as midnight is
	 * behind its start.  The gap is the moment where the offset changes. */
	if (t + offset_at(z, t) == local)
		return t;
	for (lo = t - DAY, hi = t; hi - lo > 1;) {
		int64_t mid = lo + (hi - lo) / 2;

		if (mid + offset_at(z, mid) >= local)
			hi = mid;
		else
			lo = mid;
	}
	return hi;
}

int64_t
zone_tomorrow(const struct zone *z, int64_t t)
{
	struct civil c = zone_civil(z, t);
	int64_t next = zone_day(z, c.year, c.month, c.day + 1);

	/* Where a civil day was left out altogether, or came twice. */
	for (int i = 2; next <= t; i++)
		next = zone_day(z, c.year, c.month, c.day + i);
	return next;
}

str
zone_iso(struct arena *a, const struct zone *z, int64_t t)
{
	struct civil c = zone_civil(z, t);
	int off = c.offset / 60, far = off < 0 ? -off : off;
	str s = arena_fmt(a, "%04lld-%02d-%02dT%02d:%02d:%02d", (long long)c.year, c.month,
		c.day, c.hour, c.minute, c.second);

	return off ? arena_fmt(a, "%.*s%c%02d:%02d", SARG(s), off < 0 ? '-' : '+', far / 60,
		far % 60) : arena_fmt(a, "%.*sZ", SARG(s));
}

static str
english(struct arena *a, int64_t t, const char *zone)
{
	static const char days[] = "SunMonTueWedThuFriSat",
		months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
	struct civil c = zone_civil(&utc, t);

	return arena_fmt(a, "%.3s, %02d %.3s %04lld %02d:%02d:%02d %s", days + c.weekday * 3,
		c.day, months + (c.month - 1) * 3, (long long)c.year, c.hour, c.minute,
		c.second, zone);
}

str
zone_rfc2822(struct arena *a, int64_t t)
{
	return english(a, t, "+0000");
}

str
zone_http(struct arena *a, int64_t t)
{
	return english(a, t, "GMT");
}

static bool
eat_digits(str *s, size_t n, int max, int *out)
{
	str digits = str_upto(*s, n);

	*s = str_from(*s, n);
	return digits.n == n && eat_number(&digits, max, out) && !digits.n;
}

static bool
read_civil(str *s, struct civil *c)
{
	int year;

	if (!eat_digits(s, 4, 9999, &year) || !eat(s, '-') || !eat_digits(s, 2, 12, &c->month) ||
		!c->month || !eat(s, '-') || !eat_digits(s, 2, 31, &c->day) || !c->day)
		return false;
	c->year = year;
	if (zone_days(year, c->month, c->day) >= zone_days(year, c->month + 1, 1))
		return false;
	if (!s->n)
		return true;
	if (!eat(s, ' ') && !eat(s, 'T'))
		return false;
	if (!eat_digits(s, 2, 23, &c->hour) || !eat(s, ':') || !eat_digits(s, 2, 59, &c->minute))
		return false;
	return !eat(s, ':') || eat_digits(s, 2, 60, &c->second);
}

err
zone_read(const struct zone *z, str text, int64_t *out)
{
	struct civil c = {0};
	struct zone own = {0};
	str s = str_trim(text);

	if (!read_civil(&s, &c) || (s.n && !read_fixed(&own, s)))
		return fail(E_INPUT, "\"%.*s\" is not a valid date", SARG(str_upto(text, 40)));
	*out = zone_moment(s.n ? &own : z, c);
	return OK;
}
