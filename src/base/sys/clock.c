/* clock.c: the only file that asks the machine what time it is.
 * SPDX-License-Identifier: Apache-2.0 */
#include "base/sys/clock.h"

#include <stdlib.h>
#include <time.h>

static int64_t
monotonic(int64_t units_per_second)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * units_per_second +
		t.tv_nsec / (1000000000 / units_per_second);
}

int64_t
clock_ms(void)
{
	return monotonic(1000);
}

int64_t
clock_us(void)
{
	return monotonic(1000000);
}

#ifdef DJELI_HOOKS
#include <stdatomic.h>
#include <stdio.h>

static _Atomic int64_t standing;

void
clock_set(int64_t now)
{
	standing = now;
}

static int64_t
clock_of_test(void)
{
	const char *where = getenv("DJELI_CLOCK");
	long long v = 0;
	FILE *f;

	if (standing || !where)
		return standing;
	if (where[0] >= '0' && where[0] <= '9')
		return strtoll(where, NULL, 10);
	f = fopen(where, "r");
	if (!f || fscanf(f, "%lld", &v) != 1)
		v = 0;
	if (f)
		fclose(f);
	return v;
}
#endif

int64_t
clock_now(void)
{
#ifdef DJELI_HOOKS
	int64_t t = clock_of_test();

	if (t)
		return t;
#endif
	return (int64_t)time(NULL);
}
