/* password.c: argon2id by libsodium; the hash says its own cost, so a dearer
 * one can be chosen later and old hashes go on opening. */
#include "news/password.h"

#include <sodium.h>

err
password_of_story(struct arena *a, str plain, str *hash)
{
	char *out;

	*hash = S("");
	if (!plain.n)
		return OK;
	out = NEW(a, char, crypto_pwhash_STRBYTES);
	if (sodium_init() < 0 || crypto_pwhash_str(out, plain.p, plain.n,
		crypto_pwhash_OPSLIMIT_MIN, crypto_pwhash_MEMLIMIT_MIN))
		return fail(E_BROKEN, "there is not the memory to hash a password");
	*hash = str_of(out);
	return OK;
}

bool
password_is(struct arena *a, str hash, str plain)
{
	return hash.n && hash.n < crypto_pwhash_STRBYTES && plain.n < 1000 &&
		!crypto_pwhash_str_verify(arena_z(a, hash), plain.p, plain.n);
}
