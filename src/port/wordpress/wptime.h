/* wptime.h: the dates of an export.  WordPress writes each moment twice, local
 * and GMT, and leaves GMT as zeros for what was never published; how far the
 * paper's clock is from GMT is learned from the pairs that are whole.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "base/base.h"

/* "2026-11-24 14:05:00" as seconds since 1970, as if it were UTC; false for
 * zeros and nonsense. */
bool wptime_read(str, int64_t *out);
/* "Wed, 01 Oct 2025 08:00:00 +0000" */
bool wptime_rfc(str, int64_t *out);

struct wptime {
	int32_t offset[13];  /* seconds; of each month, [0] the last one seen */
	bool seen[13];
	int32_t odd;         /* months whose offset changed from year to year */
};
/* The moment: GMT when it is whole, else local by what was learned.  False: no
 * date at all.  *guessed (may be NULL) when GMT was not there. */
bool wptime_moment(struct wptime *, str local, str gmt, int64_t *out, bool *guessed);
/* Reads a pair for what can be learned from it alone. */
void wptime_learn(struct wptime *, str local, str gmt);
/* "Europe/Paris" where the offsets change with the seasons as there, "UTC+2"
 * where they do not; empty: nothing was learned. */
str wptime_zone(struct arena *, const struct wptime *);
