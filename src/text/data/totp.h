/* totp.h: codes of six digits from a shared secret and the clock (RFC 6238: SHA-1,
 * steps of 30 seconds, which is what every authenticator does).
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "base/base.h"

enum { TOTP_SECRET = 20, TOTP_DIGITS = 6, TOTP_STEP = 30 };

/* The code of a step (time / TOTP_STEP), as so many digits (6 or 8). */
str totp_code(struct arena *, str secret, int64_t step, int digits);
/* The step that a code belongs to, one before or after that of now counted, and later
 * than `after`; 0: none. */
int64_t totp_match(struct arena *, str secret, str code, int64_t now, int64_t after);
/* Base32 without padding, in groups of four when `groups`: for typing. */
str totp_base32(struct arena *, str bytes, bool groups);
/* otpauth://totp/...: what an authenticator reads from a picture. */
str totp_uri(struct arena *, str secret, str issuer, str account);
