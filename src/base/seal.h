/* seal.h: what is done with the site's secret key, and nothing else knows it.
 *
 * SITE/secret.key is 32 random bytes, made once by `djeli init`, readable by
 * its owner alone.  No purpose uses it directly: every name of a purpose gives
 * a key of its own (BLAKE2b keyed with the secret), so that a token can never
 * pass for a hash, nor one kind of hash for another.
 *
 * seal    XChaCha20-Poly1305 (RFC 8439, nonce of 24 random bytes) with
 *         associated data: sealed bytes that are moved to another row do not
 *         open there
 * hash    keyed BLAKE2b, 32 bytes: equal things are found without being kept
 * token   what we hand out and must know again: base64url, 32 characters
 *
 * A copy of the archive without the key tells no address; a lost key loses
 * the addresses and the tokens on their way, and nothing else.
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once
#include "base/base.h"

struct seal;

enum {
	SEAL_KEY = 32,
	SEAL_HASH = 32,
	SEAL_EXTRA = 40, /* sealed bytes are longer than the plain ones by this */
	SEAL_TOKEN = 32  /* characters */
};

/* Makes the key file, whole or not at all.  E_CLASH when there is one. */
err seal_make(struct arena *, str path) MUST;
/* Reads the key file; refuses one that group or others may read, and one of
 * another length.  The key is kept in locked memory and wiped with the arena. */
err seal_open(struct arena *, str path, struct seal **) MUST;
/* From 32 bytes: tests, and sites whose key is given in another way. */
err seal_from(struct arena *, str key, struct seal **) MUST;

str seal_bytes(struct arena *, const struct seal *, str purpose, str ad, str plain);
/* E_INPUT: damaged, sealed by another key, or for another purpose or ad. */
err seal_unseal(struct arena *, const struct seal *, str purpose, str ad, str sealed,
	str *plain) MUST;

/* SEAL_HASH bytes in the arena. */
str seal_hash(struct arena *, const struct seal *, str purpose, str bytes);

/* A token says: for this purpose and these ids, made at this time.  The time
 * can be read from it, the ids cannot: who checks must know them. */
str seal_token(struct arena *, const struct seal *, str purpose, const int64_t *id,
	size_t n, int64_t time);
/* E_INPUT when it is not ours or for something else.  Compares in constant
 * time; whether *time is too long ago is the caller's to say. */
err seal_token_check(const struct seal *, str purpose, const int64_t *id, size_t n,
	str token, int64_t *time) MUST;
