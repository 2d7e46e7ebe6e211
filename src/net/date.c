/* date.c: days and months of HTTP are English whatever the paper speaks.
 * SPDX-License-Identifier: Apache-2.0 */
#include "net/date.h"

#include <stdio.h>
#include <time.h>

static const char days[] = "SunMonTueWedThuFriSat";
static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";

void
date_http(int64_t at, char out[DATE_HTTP + 1])
{
	time_t t = (time_t)at;
	struct tm tm;

	if (!gmtime_r(&t, &tm) || tm.tm_year < 0 || tm.tm_year > 8099) {
		t = 0;
		gmtime_r(&t, &tm);
	}
	snprintf(out, DATE_HTTP + 1, "%.3s, %02u %.3s %04u %02u:%02u:%02u GMT",
		days + 3 * tm.tm_wday, (unsigned)tm.tm_mday % 100, months + 3 * tm.tm_mon,
		(unsigned)(tm.tm_year + 1900) % 10000, (unsigned)tm.tm_hour % 100,
		(unsigned)tm.tm_min % 100, (unsigned)tm.tm_sec % 100);
}

static bool
number(str s, size_t at, size_t n, int *out)
{
	int64_t v;

	if (s.p[at] == '-' || str_int((str){s.p + at, n}, &v))
		return false;
	*out = (int)v;
	return true;
}

bool
date_http_read(str s, int64_t *at)
{
	struct tm tm = {0};
	char again[DATE_HTTP + 1];

	if (s.n != DATE_HTTP || !number(s, 5, 2, &tm.tm_mday) ||
		!number(s, 12, 4, &tm.tm_year) || !number(s, 17, 2, &tm.tm_hour) ||
		!number(s, 20, 2, &tm.tm_min) || !number(s, 23, 2, &tm.tm_sec))
		return false;
	tm.tm_year -= 1900;
	while (tm.tm_mon < 12 && memcmp(months + 3 * tm.tm_mon, s.p + 8, 3) != 0)
		tm.tm_mon++;
	if (tm.tm_mon == 12)
		return false;
	*at = (int64_t)timegm(&tm);
	/* Only a date that we would write is one. */
	date_http(*at, again);
	return str_eq((str){again, DATE_HTTP}, s);
}
