/* rand.c: libsodium's generator, made ready at every use; sodium_init() is
 * cheap after the first time and safe from any thread, so nobody has to
 * remember to call it at the program's start.
 * SPDX-License-Identifier: Apache-2.0 */
#include "base/rand.h"

#include <sodium.h>
#include <stdlib.h>

void
rand_bytes(void *out, size_t n)
{
	if (sodium_init() < 0)
		abort(); /* a machine without randomness must not go on */
	randombytes_buf(out, n);
}

uint64_t
rand_u64(void)
{
	uint64_t v;

	rand_bytes(&v, sizeof v);
	return v;
}

uint64_t
rand_below(uint64_t limit)
{
	/* What is left of 2^64 after whole multiples of limit is thrown away. */
	uint64_t skip = (0 - limit) % limit, v;

	do
		v = rand_u64();
	while (v < skip);
	return v % limit;
}

str
rand_token(struct arena *a, size_t n)
{
	size_t room = sodium_base64_ENCODED_LEN(n, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
	unsigned char *raw = NEW(a, unsigned char, n);
	char *z = NEW(a, char, room);

	rand_bytes(raw, n);
	sodium_bin2base64(z, room, raw, n, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
	sodium_memzero(raw, n);
	return str_of(z);
}
