/* clock.h: the only clock.  Seconds since 1970 in UTC, as int64_t, are the
 * project's unit of time; milliseconds where a person waits.
 *
 * In test builds (DJELI_HOOKS) the variable DJELI_CLOCK sets the time: a number
 * of seconds stands still; a file's path is read at every look, so that a test
 * can move the time of a running server.
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once
#include "base/base.h"

int64_t clock_now(void);
int64_t clock_ms(void);   /* monotonic: for durations only */
int64_t clock_us(void);   /* monotonic */
#ifdef DJELI_HOOKS
void clock_set(int64_t now); /* 0: the real time again */
#endif
