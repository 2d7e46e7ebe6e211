/* zone.h: moments and what a clock on the wall says.
 *
 * A moment is seconds since 1970 in UTC; a civil time is what a newspaper
 * prints.  Zones are IANA names read from the machine's tzdata ("Africa/Bamako";
 * TZif of RFC 9636, with the rule at its end for the far future), or fixed
 * offsets as WordPress writes them ("UTC+5:30", "UTC-3", "UTC").
 *
 * A zone is only read once it is open, by any number of threads.
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once
#include "base/base.h"

struct zone;

struct civil {
	int64_t year;
	int month, day;           /* 1-12, 1-31 */
	int hour, minute, second;
	int weekday;              /* 0 is Sunday */
	int offset;               /* seconds east of UTC */
};

/* E_INPUT: no such zone.  Names are letters, digits, + - _ and / between. */
err zone_open(struct arena *, str name, const struct zone **out) MUST;
const struct zone *zone_utc(void);

struct civil zone_civil(const struct zone *, int64_t t);
/* The moment of a civil time (weekday and offset are not looked at; months and
 * days out of range carry over, so day 0 is the last of the month before).  A
 * time that comes twice is its first; one that is skipped is read with the
 * offset before the gap, which puts it as much behind the gap. */
int64_t zone_moment(const struct zone *, struct civil);
/* The first moment of a civil day.  Where midnight is skipped the day starts
 * at the end of the gap. */
int64_t zone_day(const struct zone *, int64_t year, int64_t month, int64_t day);
/* The first moment of the civil day after that of t: 23 to 25 hours later when
 * the clocks change. */
int64_t zone_tomorrow(const struct zone *, int64_t t);
/* "2026-11-24T14:05:00+01:00" (RFC 3339; "Z" where the offset is none) */
str zone_iso(struct arena *, const struct zone *, int64_t t);
/* "Tue, 24 Nov 2026 13:05:00 +0000" (RFC 2822, for RSS) and "... GMT" (RFC 9110) */
str zone_rfc2822(struct arena *, int64_t t);
str zone_http(struct arena *, int64_t t);
/* "2026-11-24 14:05:00", with "T" between or with a zone at its end ("Z",
 * "+01:00"), or a date alone; read in the zone given unless it brings one. */
err zone_read(const struct zone *, str, int64_t *out) MUST;

/* Days since 1970-01-01 of a day of the Gregorian calendar, and back. */
int64_t zone_days(int64_t year, int64_t month, int64_t day);
void zone_date(int64_t days, int64_t *year, int *month, int *day);
