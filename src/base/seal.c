/* seal.c: the only file that holds the site's key; see seal.h for what for. */
#include "base/seal.h"
#include "base/rand.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
	NONCE = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES,
	TAG = crypto_aead_xchacha20poly1305_ietf_ABYTES,
	TIME = 8,
	MAC = 16,
	BASE64 = sodium_base64_VARIANT_URLSAFE_NO_PADDING
};
_Static_assert(SEAL_EXTRA == NONCE + TAG, "what sealing adds");
_Static_assert(SEAL_TOKEN == (TIME + MAC) / 3 * 4, "no padding is needed");

struct seal {
	unsigned char *key; /* in locked memory */
};

static const unsigned char *
bytes_of(str s)
{
	return (const unsigned char *)s.p;
}

/* use: what is done with it ("seal", "hash", "token"), so that one purpose's
 * name in two uses is two keys. */
static void
key_for(const struct seal *k, const char *use, str purpose, unsigned char out[SEAL_KEY])
{
	crypto_generichash_state st;

	crypto_generichash_init(&st, k->key, SEAL_KEY, SEAL_KEY);
	crypto_generichash_update(&st, (const unsigned char *)use, strlen(use) + 1);
	crypto_generichash_update(&st, bytes_of(purpose), purpose.n);
	crypto_generichash_final(&st, out, SEAL_KEY);
	sodium_memzero(&st, sizeof st);
}

err
seal_from(struct arena *a, str key, struct seal **out)
{
	struct seal *k = NEW(a, struct seal, 1);

	if (key.n != SEAL_KEY)
		return fail(E_INPUT, "invalid key: %d bytes, expected %zu", SEAL_KEY, key.n);
	if (sodium_init() < 0)
		return fail(E_BROKEN, "cannot initialise libsodium");
	k->key = sodium_malloc(SEAL_KEY);
	if (!k->key)
		return fail(E_BROKEN, "cannot lock memory for the site key");
	arena_defer(a, sodium_free, k->key);
	memcpy(k->key, key.p, SEAL_KEY);
	sodium_mprotect_readonly(k->key);
	*out = k;
	return OK;
}

static err
read_key(int fd, const char *path, unsigned char key[SEAL_KEY + 1])
{
	struct stat st;

	if (fstat(fd, &st))
		return fail(E_BROKEN, "%s: %s", path, strerror(errno));
	if (!S_ISREG(st.st_mode))
		return fail(E_INPUT, "%s is not a file", path);
	if (st.st_mode & 077)
		return fail(E_DENIED, "%s is readable by other users: run chmod 600 %s", path, path);
	if (st.st_size != SEAL_KEY || read(fd, key, SEAL_KEY + 1) != SEAL_KEY)
		return fail(E_INPUT, "%s is not a valid key file (%d bytes expected)", path, SEAL_KEY);
	return OK;
}

err
seal_open(struct arena *a, str path, struct seal **out)
{
	const char *z = arena_z(a, path);
	unsigned char key[SEAL_KEY + 1];
	int fd = open(z, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	err e;

	if (fd < 0)
		return fail(errno == ENOENT ? E_ABSENT : E_BROKEN, "%s: %s", z,
			strerror(errno));
	e = read_key(fd, z, key);
	close(fd);
	if (!e)
		e = seal_from(a, (str){(char *)key, SEAL_KEY}, out);
	sodium_memzero(key, sizeof key);
	return e;
}

static bool
write_key(const char *path)
{
	unsigned char key[SEAL_KEY];
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	bool good;

	if (fd < 0)
		return false;
	rand_bytes(key, sizeof key);
	good = write(fd, key, sizeof key) == sizeof key && !fsync(fd);
	sodium_memzero(key, sizeof key);
	return !close(fd) && good;
}

/* A name is on disk when its folder is. */
static bool
sync_folder_of(struct arena *a, str path)
{
	size_t n = path.n;
	bool good;
	int fd;

	while (n && path.p[n - 1] != '/')
		n--;
	fd = open(n ? arena_z(a, str_upto(path, n)) : ".", O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return false;
	good = !fsync(fd);
	close(fd);
	return good;
}

/* Written beside and then linked: link() never replaces, and a key that was
 * cut short by a crash never has the name. */
err
seal_make(struct arena *a, str path)
{
	str token = rand_token(a, 6);
	const char *z = arena_z(a, path);
	const char *beside = arena_fmt(a, "%.*s.%.*s", SARG(path), SARG(token)).p;
	int why = 0;

	if (!write_key(beside) || link(beside, z) || !sync_folder_of(a, path))
		why = errno;
	unlink(beside);
	if (why == EEXIST)
		return fail(E_CLASH, "%s already exists", z);
	return why ? fail(E_BROKEN, "%s: %s", z, strerror(why)) : OK;
}

str
seal_bytes(struct arena *a, const struct seal *k, str purpose, str ad, str plain)
{
	unsigned char *out = NEW(a, unsigned char, plain.n + SEAL_EXTRA), key[SEAL_KEY];

	key_for(k, "seal", purpose, key);
	rand_bytes(out, NONCE);
	crypto_aead_xchacha20poly1305_ietf_encrypt(out + NONCE, NULL, bytes_of(plain),
		plain.n, bytes_of(ad), ad.n, NULL, out, key);
	sodium_memzero(key, sizeof key);
	return (str){(char *)out, plain.n + SEAL_EXTRA};
}

err
seal_unseal(struct arena *a, const struct seal *k, str purpose, str ad, str sealed,
	str *plain)
{
	unsigned char *out, key[SEAL_KEY];
	int bad;

	if (sealed.n < SEAL_EXTRA)
		return fail(E_INPUT, "sealed data is too short");
	out = NEW(a, unsigned char, sealed.n - SEAL_EXTRA + 1);
	key_for(k, "seal", purpose, key);
	bad = crypto_aead_xchacha20poly1305_ietf_decrypt(out, NULL, NULL,
		bytes_of(sealed) + NONCE, sealed.n - NONCE, bytes_of(ad), ad.n,
		bytes_of(sealed), key);
	sodium_memzero(key, sizeof key);
	if (bad)
		return fail(E_INPUT, "sealed data cannot be opened with this site's key");
	*plain = (str){(char *)out, sealed.n - SEAL_EXTRA};
	return OK;
}

str
seal_hash(struct arena *a, const struct seal *k, str purpose, str bytes)
{
	unsigned char *out = NEW(a, unsigned char, SEAL_HASH), key[SEAL_KEY];

	key_for(k, "hash", purpose, key);
	crypto_generichash(out, SEAL_HASH, bytes_of(bytes), bytes.n, key, SEAL_KEY);
	sodium_memzero(key, sizeof key);
	return (str){(char *)out, SEAL_HASH};
}

static void
number_out(unsigned char out[8], int64_t v)
{
	for (int i = 0; i < 8; i++)
		out[i] = (unsigned char)((uint64_t)v >> (56 - 8 * i));
}

static int64_t
number_in(const unsigned char in[8])
{
	uint64_t v = 0;

	for (int i = 0; i < 8; i++)
		v = v << 8 | in[i];
	return (int64_t)v;
}

/* The ids' number is hashed too, so (1, 2) and (1) with another time differ. */
static void
token_mac(const struct seal *k, str purpose, const int64_t *id, size_t n,
	const unsigned char time[TIME], unsigned char mac[MAC])
{
	crypto_generichash_state st;
	unsigned char key[SEAL_KEY], eight[8];

	key_for(k, "token", purpose, key);
	crypto_generichash_init(&st, key, sizeof key, MAC);
	number_out(eight, (int64_t)n);
	crypto_generichash_update(&st, eight, sizeof eight);
	for (size_t i = 0; i < n; i++) {
		number_out(eight, id[i]);
		crypto_generichash_update(&st, eight, sizeof eight);
	}
	crypto_generichash_update(&st, time, TIME);
	crypto_generichash_final(&st, mac, MAC);
	sodium_memzero(key, sizeof key);
}

str
seal_token(struct arena *a, const struct seal *k, str purpose, const int64_t *id,
	size_t n, int64_t time)
{
	unsigned char raw[TIME + MAC];
	char *z = NEW(a, char, SEAL_TOKEN + 1);

	number_out(raw, time);
	token_mac(k, purpose, id, n, raw, raw + TIME);
	sodium_bin2base64(z, SEAL_TOKEN + 1, raw, sizeof raw, BASE64);
	return (str){z, SEAL_TOKEN};
}

err
seal_token_check(const struct seal *k, str purpose, const int64_t *id, size_t n, str token,
	int64_t *time)
{
	unsigned char raw[TIME + MAC], mac[MAC];
	size_t got;

	if (token.n != SEAL_TOKEN ||
		sodium_base642bin(raw, sizeof raw, token.p, token.n, NULL, &got, NULL,
			BASE64) ||
		got != sizeof raw)
		return fail(E_INPUT, "invalid token");
	token_mac(k, purpose, id, n, raw, mac);
	if (sodium_memcmp(mac, raw + TIME, MAC))
		return fail(E_INPUT, "token is forged or was issued for another purpose");
	*time = number_in(raw);
	return OK;
}
