/* zone.c: moments and civil times against known ones, and back and forth.
 * SPDX-License-Identifier: Apache-2.0 */
#include "test.h"
#include "base/sys/file.h"
#include "base/sys/zone.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static const struct zone *
zone_in(struct arena *a, const char *name)
{
	const struct zone *z;

	CHECK_OK(zone_open(a, str_of(name), &z));
	return z;
}

/* One second before a moment and at it. */
static void
both(struct arena *a, const char *name, int64_t t, const char *before, const char *at)
{
	const struct zone *z = zone_in(a, name);

	CHECK_STR(zone_iso(a, z, t - 1), str_of(before));
	CHECK_STR(zone_iso(a, z, t), str_of(at));
}

TEST(zone_known_moments)
{
	/* 2026-11-24T13:05:00Z */
	const int64_t t = 1795525500;

	CHECK_STR(zone_iso(a, zone_in(a, "UTC"), t), S("2026-11-24T13:05:00Z"));
	CHECK_STR(zone_iso(a, zone_in(a, "Africa/Bamako"), t), S("2026-11-24T13:05:00Z"));
	CHECK_STR(zone_iso(a, zone_in(a, "Europe/Paris"), t), S("2026-11-24T14:05:00+01:00"));
	CHECK_STR(zone_iso(a, zone_in(a, "Asia/Kolkata"), t), S("2026-11-24T18:35:00+05:30"));
	CHECK_STR(zone_iso(a, zone_in(a, "America/New_York"), t), S("2026-11-24T08:05:00-05:00"));
	CHECK_STR(zone_iso(a, zone_in(a, "UTC+5:30"), t), S("2026-11-24T18:35:00+05:30"));
	CHECK_STR(zone_iso(a, zone_in(a, "UTC+5.75"), t), S("2026-11-24T18:50:00+05:45"));
	CHECK_STR(zone_iso(a, zone_in(a, "UTC-3.5"), t), S("2026-11-24T09:35:00-03:30"));
	CHECK_STR(zone_iso(a, zone_in(a, "UTC-9"), t), S("2026-11-24T04:05:00-09:00"));
	CHECK_STR(zone_iso(a, zone_in(a, "UTC+14"), t), S("2026-11-25T03:05:00+14:00"));
	CHECK_INT(zone_civil(zone_utc(), t).weekday, 2);
	CHECK_STR(zone_rfc2822(a, t), S("Tue, 24 Nov 2026 13:05:00 +0000"));
	CHECK_STR(zone_http(a, t), S("Tue, 24 Nov 2026 13:05:00 GMT"));
}

TEST(zone_turns_of_the_clock)
{
	/* France 2026: 29 March and 25 October, 01:00 UTC */
	both(a, "Europe/Paris", 1774746000, "2026-03-29T01:59:59+01:00",
		"2026-03-29T03:00:00+02:00");
	both(a, "Europe/Paris", 1792890000, "2026-10-25T02:59:59+02:00",
		"2026-10-25T02:00:00+01:00");
	/* New York 2026: 8 March and 1 November, at 2 on the wall */
	both(a, "America/New_York", 1772953200, "2026-03-08T01:59:59-05:00",
		"2026-03-08T03:00:00-04:00");
	both(a, "America/New_York", 1793512800, "2026-11-01T01:59:59-04:00",
		"2026-11-01T01:00:00-05:00");
	/* Samoa left out 30 December 2011 */
	both(a, "Pacific/Apia", 1325239200, "2011-12-29T23:59:59-10:00",
		"2011-12-31T00:00:00+14:00");
	/* Behind the table: the rule at its end. 2100: 28 March, 01:00 UTC */
	both(a, "Europe/Paris", 4109878800, "2100-03-28T01:59:59+01:00",
		"2100-03-28T03:00:00+02:00");
	/* The south, where summer spans the new year: Sydney, 4 October 2099 */
	CHECK_STR(zone_iso(a, zone_in(a, "Australia/Sydney"), 4102444800),
		S("2100-01-01T11:00:00+11:00"));
	CHECK_STR(zone_iso(a, zone_in(a, "Australia/Sydney"), 4118083200),
		S("2100-07-01T10:00:00+10:00"));
	/* Ireland's winter time is the negative one */
	CHECK_STR(zone_iso(a, zone_in(a, "Europe/Dublin"), 4102444800),
		S("2100-01-01T00:00:00Z"));
	CHECK_STR(zone_iso(a, zone_in(a, "Europe/Dublin"), 4118083200),
		S("2100-07-01T01:00:00+01:00"));
}

static int64_t
at(const struct zone *z, int year, int month, int day, int hour, int minute)
{
	return zone_moment(z, (struct civil){.year = year, .month = month, .day = day,
		.hour = hour, .minute = minute});
}

TEST(zone_gaps_and_overlaps)
{
	const struct zone *paris = zone_in(a, "Europe/Paris"), *apia = zone_in(a, "Pacific/Apia");

	/* 02:30 is skipped on 29 March: half an hour behind the gap */
	CHECK_STR(zone_iso(a, paris, at(paris, 2026, 3, 29, 2, 30)),
		S("2026-03-29T03:30:00+02:00"));
	CHECK_STR(zone_iso(a, paris, at(paris, 2026, 3, 29, 1, 59)),
		S("2026-03-29T01:59:00+01:00"));
	CHECK_STR(zone_iso(a, paris, at(paris, 2026, 3, 29, 3, 0)),
		S("2026-03-29T03:00:00+02:00"));
	/* 02:30 comes twice on 25 October: the first */
	CHECK_STR(zone_iso(a, paris, at(paris, 2026, 10, 25, 2, 30)),
		S("2026-10-25T02:30:00+02:00"));
	CHECK_STR(zone_iso(a, paris, at(paris, 2026, 10, 25, 3, 0)),
		S("2026-10-25T03:00:00+01:00"));
	CHECK_STR(zone_iso(a, apia, at(apia, 2011, 12, 30, 12, 0)),
		S("2011-12-31T12:00:00+14:00"));
	/* months and days carry over */
	CHECK_INT(at(zone_utc(), 2026, 14, 0, 0, 0), at(zone_utc(), 2027, 1, 31, 0, 0));
	CHECK_INT(at(zone_utc(), 2026, 0, 1, 0, 0), at(zone_utc(), 2025, 12, 1, 0, 0));
	CHECK_INT(at(zone_utc(), 2026, -11, 1, 0, 0), at(zone_utc(), 2025, 1, 1, 0, 0));
}

TEST(zone_days_have_23_to_25_hours)
{
	const struct zone *paris = zone_in(a, "Europe/Paris"), *apia = zone_in(a, "Pacific/Apia");
	const struct zone *cuba = zone_in(a, "America/Havana");
	int64_t day = zone_day(paris, 2026, 3, 29), last = zone_day(apia, 2011, 12, 29);

	CHECK_STR(zone_iso(a, paris, day), S("2026-03-29T00:00:00+01:00"));
	CHECK_INT(zone_tomorrow(paris, day) - day, 23 * 3600);
	CHECK_INT(zone_tomorrow(paris, day + 23 * 3600 - 1) - day, 23 * 3600);
	day = zone_day(paris, 2026, 10, 25);
	CHECK_INT(zone_tomorrow(paris, day) - day, 25 * 3600);
	CHECK_INT(zone_tomorrow(paris, day + 25 * 3600) - day, 49 * 3600);
	CHECK_STR(zone_iso(a, apia, zone_tomorrow(apia, last)), S("2011-12-31T00:00:00+14:00"));
	CHECK_STR(zone_iso(a, apia, zone_tomorrow(apia, zone_tomorrow(apia, last))),
		S("2012-01-01T00:00:00+14:00"));
	/* Cuba's clocks change at midnight: 8 March 2026 starts at one o'clock,
	 * and on 1 November the hour from midnight comes twice */
	CHECK_STR(zone_iso(a, cuba, zone_day(cuba, 2026, 3, 8)), S("2026-03-08T01:00:00-04:00"));
	CHECK_STR(zone_iso(a, cuba, zone_tomorrow(cuba, zone_day(cuba, 2026, 3, 7))),
		S("2026-03-08T01:00:00-04:00"));
	CHECK_STR(zone_iso(a, cuba, zone_day(cuba, 2026, 11, 1)), S("2026-11-01T00:00:00-04:00"));
}

TEST(zone_refuses_what_is_no_zone)
{
	static const char *const names[] = {"", "Mars/Base", "../../../etc/passwd", "/etc/passwd",
		"Europe/../Europe/Paris", "Europe//Paris", "Europe/", "Europe", "tzdata.zi", "UTC+",
		"UTC+15", "UTC+5:3", "UTC+5:60", "UTC+5:300", "UTC+5.123", "UTC5", "UTC+5x",
		"Europe/Par is", "zone.tab", "UTC+-5"};
	const struct zone *z;

	for (size_t i = 0; i < LENGTH(names); i++)
		if (zone_open(a, str_of(names[i]), &z) != E_INPUT)
			test_fail(__FILE__, __LINE__, "\"%s\" was taken", names[i]);
	CHECK_ERR(zone_open(a, (str){"Europe/Paris\0x", 14}, &z), E_INPUT);
}

TEST(zone_reads_dates)
{
	const struct zone *paris = zone_in(a, "Europe/Paris");
	static const char *const wrong[] = {"", "2026", "2026-11", "2026-13-01", "2026-00-01",
		"2026-02-29", "2026-11-31", "2026-11-24 24:00:00", "2026-11-24 1:00:00",
		"0000-00-00 00:00:00", "2026-11-24x", "2026-11-24 10:00:00 Paris", "26-11-24",
		"2026-11-24 10", "2026-11-24 10:00:61", "2026-11-24T10:00:00+15:00"};
	int64_t t;

	CHECK_OK(zone_read(paris, S("2026-11-24 14:05:00"), &t));
	CHECK_INT(t, 1795525500);
	CHECK_OK(zone_read(paris, S("2026-11-24T13:05:00Z"), &t));
	CHECK_INT(t, 1795525500);
	CHECK_OK(zone_read(paris, S(" 2026-11-24T18:35:00+05:30 "), &t));
	CHECK_INT(t, 1795525500);
	CHECK_OK(zone_read(paris, S("2026-11-24T14:05"), &t));
	CHECK_INT(t, 1795525500);
	CHECK_OK(zone_read(paris, S("2024-02-29"), &t));
	CHECK_INT(t, zone_day(paris, 2024, 2, 29));
	for (size_t i = 0; i < LENGTH(wrong); i++)
		if (zone_read(paris, str_of(wrong[i]), &t) != E_INPUT)
			test_fail(__FILE__, __LINE__, "\"%s\" was taken", wrong[i]);
}

TEST(zone_dates_go_back_and_forth)
{
	int64_t before = zone_days(-4000, 3, 1) - 1, year;
	int month, day;

	(void)a;
	CHECK_INT(zone_days(1970, 1, 1), 0);
	CHECK_INT(zone_days(2000, 3, 1), 11017);
	for (year = -400; year < 3000; year += 7)
		for (month = 1; month <= 12; month++) {
			int64_t days = zone_days(year, month, 1), y;
			int m;

			CHECK(days > before);
			before = days;
			zone_date(days, &y, &m, &day);
			CHECK(y == year && m == month && day == 1);
			zone_date(days - 1, &y, &m, &day);
			CHECK_INT(zone_days(y, m, day), days - 1);
		}
}

/* Whatever the C library says of the same zone, second by second. */
TEST(zone_agrees_with_the_c_library)
{
	static const char *const names[] = {"Africa/Bamako", "Europe/Paris", "America/New_York",
		"Asia/Kolkata", "Pacific/Apia", "Africa/Casablanca", "America/Havana",
		"Australia/Lord_Howe", "Asia/Gaza", "America/Nuuk", "Europe/Dublin",
		"Asia/Kathmandu", "Pacific/Chatham", "America/St_Johns", "Africa/Cairo"};
	uint64_t seed = test_seed();

	for (size_t i = 0; i < LENGTH(names); i++) {
		const struct zone *z = zone_in(a, names[i]);

		setenv("TZ", names[i], 1);
		tzset();
		for (int k = 0; k < 3000; k++) {
			/* 1871 to 2160 */
			int64_t t = (int64_t)(test_random(&seed) % 9120000000u) - 3124000000;
			struct civil c = zone_civil(z, t);
			time_t sec = (time_t)t;
			struct tm tm;

			localtime_r(&sec, &tm);
			if (tm.tm_gmtoff != c.offset || tm.tm_hour != c.hour ||
				tm.tm_mday != c.day || tm.tm_wday != c.weekday ||
				tm.tm_year + 1900 != c.year || tm.tm_sec != c.second)
				test_fail(names[i], 0, "differs at %lld", (long long)t);
		}
	}
}

/* A civil time leads back to its moment, or to the first of two; the next day
 * starts after it, at a day's first second. */
TEST(zone_round_trip)
{
	static const char *const names[] = {"Africa/Bamako", "Europe/Paris", "America/Havana",
		"Pacific/Apia", "Australia/Lord_Howe", "UTC-3.5"};
	uint64_t seed = test_seed();

	for (size_t i = 0; i < LENGTH(names); i++) {
		const struct zone *z = zone_in(a, names[i]);

		for (int k = 0; k < 3000; k++) {
			int64_t t = (int64_t)(test_random(&seed) % 6000000000u), back, next;
			struct civil c = zone_civil(z, t), d, n;

			back = zone_moment(z, c);
			d = zone_civil(z, back);
			next = zone_tomorrow(z, t);
			n = zone_civil(z, next);
			if (back > t || t - back > 86400 || d.hour != c.hour || d.day != c.day ||
				d.minute != c.minute || d.second != c.second)
				test_fail(names[i], 0, "%lld leads to %lld", (long long)t,
					(long long)back);
			if (next <= t || next - t > 25 * 3600 + 1 || n.day == c.day ||
				zone_civil(z, next - 1).day == n.day)
				test_fail(names[i], 0, "the day after %lld starts at %lld",
					(long long)t, (long long)next);
		}
	}
}
