/* rand.h: bytes that nobody can guess, from the system through libsodium.
 *
 * For keys, tokens and names of temporary things.  Tests that want repeatable
 * numbers use test_random() and its printed seed instead.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "base/base.h"

void rand_bytes(void *out, size_t n);
uint64_t rand_u64(void);
uint64_t rand_below(uint64_t limit); /* 0 .. limit - 1, evenly; limit is not 0 */
/* n random bytes as base64url without padding: safe in addresses and cookies.
 * 16 bytes make 22 characters, 32 make 43. */
str rand_token(struct arena *, size_t n);
