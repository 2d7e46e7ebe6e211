/* hash.c: libsodium's hashes, in the project's types. */
#include "base/hash.h"

#include <sodium.h>

_Static_assert(HASH_KEY == crypto_shorthash_KEYBYTES, "SipHash takes 16 bytes");
_Static_assert(HASH_SHA256 == crypto_hash_sha256_BYTES, "SHA-256 is 32 bytes");

static const unsigned char *
bytes_of(str s)
{
	return (const unsigned char *)s.p;
}

str
hash_to_hex(struct arena *a, str bytes)
{
	char *z = NEW(a, char, bytes.n * 2 + 1);

	sodium_bin2hex(z, bytes.n * 2 + 1, bytes_of(bytes), bytes.n);
	return (str){z, bytes.n * 2};
}

err
hash_from_hex(struct arena *a, str hex, str *bytes)
{
	unsigned char *out = NEW(a, unsigned char, hex.n / 2 + 1);
	size_t n;

	if (sodium_hex2bin(out, hex.n / 2, hex.p, hex.n, NULL, &n, NULL) || n * 2 != hex.n)
		return fail(E_INPUT, "not a hexadecimal string");
	*bytes = (str){(char *)out, n};
	return OK;
}

str
hash_hex(struct arena *a, str bytes)
{
	unsigned char sum[16];

	crypto_generichash(sum, sizeof sum, bytes_of(bytes), bytes.n, NULL, 0);
	return hash_to_hex(a, (str){(char *)sum, sizeof sum});
}

void
hash_sha256(str bytes, unsigned char out[HASH_SHA256])
{
	crypto_hash_sha256(out, bytes_of(bytes), bytes.n);
}

str
hash_sha256_hex(struct arena *a, str bytes)
{
	unsigned char sum[HASH_SHA256];

	hash_sha256(bytes, sum);
	return hash_to_hex(a, (str){(char *)sum, sizeof sum});
}

uint64_t
hash_short(const unsigned char key[HASH_KEY], str bytes)
{
	unsigned char sum[crypto_shorthash_BYTES];
	uint64_t v;

	_Static_assert(sizeof sum == sizeof v, "SipHash makes 64 bits");
	crypto_shorthash(sum, bytes_of(bytes), bytes.n, key);
	memcpy(&v, sum, sizeof v);
	return v;
}

str
hash_sha256_base64(struct arena *a, str bytes)
{
	unsigned char sum[HASH_SHA256];
	size_t n = sodium_base64_ENCODED_LEN(sizeof sum, sodium_base64_VARIANT_ORIGINAL);
	char *p = NEW(a, char, n);

	hash_sha256(bytes, sum);
	sodium_bin2base64(p, n, sum, sizeof sum, sodium_base64_VARIANT_ORIGINAL);
	return str_of(p);
}
