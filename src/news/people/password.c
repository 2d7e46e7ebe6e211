/* password.c: argon2id by libsodium; the hash says its own cost, so a dearer
 * one can be chosen later and old hashes go on opening. */
#include "news/people/password.h"

#include <sodium.h>

enum { PERSON_PASSES = 2, PERSON_MEMORY = 19 << 20 };

static err
hash_of(struct arena *a, str plain, unsigned long long passes, size_t memory, str *hash)
{
	char *out;

	*hash = S("");
	if (!plain.n)
		return OK;
	out = NEW(a, char, crypto_pwhash_STRBYTES);
	if (sodium_init() < 0 || crypto_pwhash_str(out, plain.p, plain.n, passes, memory))
		return fail(E_BROKEN, "not enough memory to hash a password");
	*hash = str_of(out);
	return OK;
}

err
password_of_story(struct arena *a, str plain, str *hash)
{
	return hash_of(a, plain, crypto_pwhash_OPSLIMIT_MIN, crypto_pwhash_MEMLIMIT_MIN, hash);
}

err
password_of_person(struct arena *a, str plain, str *hash)
{
	return hash_of(a, plain, PERSON_PASSES, PERSON_MEMORY, hash);
}

bool
password_same(str x, str y)
{
	return x.n == y.n && !sodium_memcmp(x.p, y.p, x.n);
}

bool
password_is_or_nobodys(struct arena *a, str hash, str plain)
{
	/* PERSON_PASSES and PERSON_MEMORY, of 32 random bytes that nobody kept. */
	static const char nobodys[] = "$argon2id$v=19$m=19456,t=2,p=1$0aO4v3RKB4bVbI0cP5uiJg$k+d0bVIuN/SQYwB8uBa/RnVU8UbNMMYwivY9E17Csow";

	if (hash.n)
		return password_is(a, hash, plain);
	return password_is(a, str_of(nobodys), plain) && false;
}

bool
password_is(struct arena *a, str hash, str plain)
{
	return hash.n && hash.n < crypto_pwhash_STRBYTES && plain.n < PASSWORD_BYTES &&
		!crypto_pwhash_str_verify(arena_z(a, hash), arena_z(a, plain), plain.n);
}
