/* totp.c: RFC 6238 on top of RFC 4226; the HMAC is OpenSSL's.
 * SPDX-License-Identifier: Apache-2.0 */
#include "text/data/totp.h"

#include "text/data/url.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <sodium.h>

str
totp_code(struct arena *a, str secret, int64_t step, int digits)
{
	unsigned char text[8], sum[EVP_MAX_MD_SIZE];
	unsigned n = 0, at, modulus = 1;
	uint32_t v;

	for (int i = 7; i >= 0; i--, step >>= 8)
		text[i] = (unsigned char)(step & 255);
	if (!HMAC(EVP_sha1(), secret.p, (int)secret.n, text, sizeof text, sum, &n) || n < 20)
		return S("");
	at = sum[n - 1] & 15u;
	v = (uint32_t)(sum[at] & 127u) << 24 | (uint32_t)sum[at + 1] << 16 | (uint32_t)sum[at + 2] << 8 | sum[at + 3];
	for (int i = 0; i < digits; i++)
		modulus *= 10;
	return arena_fmt(a, "%0*u", digits, v % modulus);
}

int64_t
totp_match(struct arena *a, str secret, str code, int64_t now, int64_t after)
{
	int64_t found = 0, step = now / TOTP_STEP;

	if (code.n != TOTP_DIGITS)
		return 0;
	for (int64_t s = step - 1; s <= step + 1; s++) {
		str want = totp_code(a, secret, s, TOTP_DIGITS);

		if (want.n == code.n && !sodium_memcmp(want.p, code.p, code.n) && s > after && !found)
			found = s;
	}
	return found;
}

str
totp_base32(struct arena *a, str bytes, bool groups)
{
	static const char digit[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
	struct buf b = buf_in(a, bytes.n * 2 + 16);
	unsigned v = 0, bits = 0;
	size_t n = 0;

	for (size_t i = 0; i < bytes.n || bits > 0;) {
		if (bits < 5 && i < bytes.n) {
			v = v << 8 | (unsigned char)bytes.p[i++];
			bits += 8;
		} else if (bits < 5) { /* the last ones, filled up with zeros */
			v <<= 5 - bits;
			bits = 5;
		}
		if (groups && n && n % 4 == 0)
			buf_char(&b, ' ');
		buf_char(&b, digit[v >> (bits - 5) & 31]);
		bits -= 5;
		v &= (1u << bits) - 1;
		n++;
	}
	return buf_str(&b);
}

str
totp_uri(struct arena *a, str secret, str issuer, str account)
{
	struct buf b = buf_in(a, 8192);

	buf_add(&b, S("otpauth://totp/"));
	url_add_query(&b, issuer);
	buf_char(&b, ':');
	url_add_query(&b, account);
	buf_fmt(&b, "?secret=%.*s&issuer=", SARG(totp_base32(a, secret, false)));
	url_add_query(&b, issuer);
	return buf_str(&b);
}
