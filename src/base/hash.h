/* hash.h: fingerprints of bytes, without a secret.  What must not be guessed
 * or forged is made with the site's key: see seal.h.
 *
 * hash_hex      BLAKE2b, 128 bits as 32 hex digits: ETags, names of made files,
 *               "is it the same as last time"
 * hash_sha256   for what the outside calls by its SHA-256: files, CSP sources
 * hash_short    SipHash-2-4 with a key that the caller made by rand_bytes():
 *               tables that are filled with what strangers send
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once
#include "base/base.h"

enum { HASH_KEY = 16, HASH_SHA256 = 32 };

str hash_hex(struct arena *, str bytes);
void hash_sha256(str bytes, unsigned char out[HASH_SHA256]);
str hash_sha256_hex(struct arena *, str bytes);
str hash_sha256_base64(struct arena *, str bytes); /* with padding, NUL-terminated: for CSP */
uint64_t hash_short(const unsigned char key[HASH_KEY], str bytes);
/* Lower-case hex of any bytes. */
str hash_to_hex(struct arena *, str bytes);
/* And back; E_INPUT for what is no such hex. */
err hash_from_hex(struct arena *, str hex, str *bytes) MUST;
