/* seal.c: the site's key, what it seals, hashes and signs; hashes and
 * randomness without it.
 * SPDX-License-Identifier: Apache-2.0 */
#include "base/hash.h"
#include "base/rand.h"
#include "base/seal.h"
#include "test.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

static struct seal *
key_of(struct arena *a, char fill)
{
	struct seal *k = NULL;
	char *bytes = NEW(a, char, SEAL_KEY);

	memset(bytes, fill, SEAL_KEY);
	CHECK_OK(seal_from(a, (str){bytes, SEAL_KEY}, &k));
	return k;
}

TEST(seal_key_file_is_made_once_and_for_its_owner)
{
	str path = arena_fmt(a, "%s/secret.key", test_folder(a).p), first;
	struct seal *k, *again;
	struct stat st;

	CHECK_ERR(seal_open(a, path, &k), E_ABSENT);
	CHECK_OK(seal_make(a, path));
	CHECK(!stat(path.p, &st));
	CHECK_INT(st.st_mode & 07777, 0600);
	CHECK_INT(st.st_size, SEAL_KEY);
	CHECK_INT(st.st_nlink, 1); /* what was written beside is gone */
	first = test_file(a, path.p);
	CHECK_ERR(seal_make(a, path), E_CLASH);
	CHECK_STR(test_file(a, path.p), first);
	CHECK_OK(seal_open(a, path, &k));
	CHECK_OK(seal_open(a, path, &again));
	CHECK_STR(seal_hash(a, k, S("p"), S("x")), seal_hash(a, again, S("p"), S("x")));
}

TEST(seal_key_file_that_others_read_is_refused)
{
	static const mode_t bad[] = {0640, 0604, 0660, 0610, 0601, 0777};
	str path = arena_fmt(a, "%s/secret.key", test_folder(a).p);
	struct seal *k;

	CHECK_OK(seal_make(a, path));
	for (size_t i = 0; i < LENGTH(bad); i++) {
		CHECK(!chmod(path.p, bad[i]));
		CHECK_ERR(seal_open(a, path, &k), E_DENIED);
	}
	CHECK(!chmod(path.p, 0400));
	CHECK_OK(seal_open(a, path, &k));
}

TEST(seal_key_file_of_another_length_is_refused)
{
	str path = arena_fmt(a, "%s/secret.key", test_folder(a).p);
	struct seal *k;

	CHECK_OK(seal_make(a, path));
	CHECK(!truncate(path.p, SEAL_KEY - 1));
	CHECK_ERR(seal_open(a, path, &k), E_INPUT);
	CHECK(!truncate(path.p, SEAL_KEY + 1));
	CHECK_ERR(seal_open(a, path, &k), E_INPUT);
	CHECK_ERR(seal_open(a, arena_fmt(a, "%s/..", path.p), &k), E_BROKEN);
	CHECK_ERR(seal_from(a, S("short"), &k), E_INPUT);
}

TEST(seal_opens_only_with_its_key_purpose_and_row)
{
	struct seal *k = key_of(a, 1), *other = key_of(a, 2);
	str sealed = seal_bytes(a, k, S("email"), S("story 7"), S("awa@example.org"));
	str twice = seal_bytes(a, k, S("email"), S("story 7"), S("awa@example.org")), plain;

	CHECK_OK(seal_unseal(a, k, S("email"), S("story 7"), sealed, &plain));
	CHECK_STR(plain, S("awa@example.org"));
	CHECK_INT(sealed.n, plain.n + SEAL_EXTRA);
	CHECK(str_find(sealed, S("awa")) == NOWHERE);
	CHECK(!str_eq(sealed, twice)); /* equal addresses do not look equal */
	CHECK_ERR(seal_unseal(a, other, S("email"), S("story 7"), sealed, &plain), E_INPUT);
	CHECK_ERR(seal_unseal(a, k, S("emai"), S("story 7"), sealed, &plain), E_INPUT);
	CHECK_ERR(seal_unseal(a, k, S("email"), S("story 8"), sealed, &plain), E_INPUT);
	CHECK_OK(seal_unseal(a, k, S("e"), S(""), seal_bytes(a, k, S("e"), S(""), S("")),
		&plain));
	CHECK_INT(plain.n, 0);
}

TEST(seal_sees_every_flipped_bit_and_every_cut)
{
	struct seal *k = key_of(a, 1);
	str sealed = seal_bytes(a, k, S("p"), S("ad"), S("plain")), plain;
	char *bent = NEW(a, char, sealed.n);

	for (size_t i = 0; i < sealed.n * 8; i++) {
		memcpy(bent, sealed.p, sealed.n);
		bent[i / 8] ^= (char)(1 << i % 8);
		CHECK_ERR(seal_unseal(a, k, S("p"), S("ad"), (str){bent, sealed.n}, &plain),
			E_INPUT);
	}
	for (size_t n = 0; n < sealed.n; n++)
		CHECK_ERR(seal_unseal(a, k, S("p"), S("ad"), str_upto(sealed, n), &plain),
			E_INPUT);
}

TEST(seal_hash_depends_on_key_purpose_and_bytes)
{
	struct seal *k = key_of(a, 1), *other = key_of(a, 2);
	str h = seal_hash(a, k, S("email"), S("a@b.c"));

	CHECK_INT(h.n, SEAL_HASH);
	CHECK_STR(seal_hash(a, k, S("email"), S("a@b.c")), h);
	CHECK(!str_eq(seal_hash(a, other, S("email"), S("a@b.c")), h));
	CHECK(!str_eq(seal_hash(a, k, S("origin"), S("a@b.c")), h));
	CHECK(!str_eq(seal_hash(a, k, S("email"), S("a@b.d")), h));
	/* purpose and bytes do not run into each other */
	CHECK(!str_eq(seal_hash(a, k, S("emaila"), S("@b.c")), h));
}

TEST(seal_token_says_when_and_for_what)
{
	static const int64_t ids[] = {12, -5};
	struct seal *k = key_of(a, 1);
	str t = seal_token(a, k, S("form"), ids, 2, 1774000000);
	int64_t when = 0;

	CHECK_INT(t.n, SEAL_TOKEN);
	CHECK_OK(seal_token_check(k, S("form"), ids, 2, t, &when));
	CHECK_INT(when, 1774000000);
	CHECK_STR(seal_token(a, k, S("form"), ids, 2, 1774000000), t);
	for (size_t i = 0; i < t.n; i++)
		CHECK(strchr("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_",
			t.p[i]));
}

TEST(seal_token_forgeries_are_refused)
{
	static const int64_t ids[] = {12, 0}, others[] = {13, 0};
	struct seal *k = key_of(a, 1), *other = key_of(a, 2);
	str t = seal_token(a, k, S("form"), ids, 1, 99);
	char *bent = NEW(a, char, t.n + 1);
	int64_t when = -1;

	CHECK_ERR(seal_token_check(other, S("form"), ids, 1, t, &when), E_INPUT);
	CHECK_ERR(seal_token_check(k, S("from"), ids, 1, t, &when), E_INPUT);
	CHECK_ERR(seal_token_check(k, S("form"), others, 1, t, &when), E_INPUT);
	CHECK_ERR(seal_token_check(k, S("form"), ids, 2, t, &when), E_INPUT);
	CHECK_ERR(seal_token_check(k, S("form"), NULL, 0, t, &when), E_INPUT);
	CHECK_ERR(seal_token_check(k, S("form"), ids, 1, S(""), &when), E_INPUT);
	for (size_t i = 0; i < t.n; i++) { /* each character counts */
		memcpy(bent, t.p, t.n);
		bent[i] = bent[i] == 'A' ? 'B' : 'A';
		CHECK_ERR(seal_token_check(k, S("form"), ids, 1, (str){bent, t.n}, &when),
			E_INPUT);
		CHECK_ERR(seal_token_check(k, S("form"), ids, 1, str_upto(t, i), &when),
			E_INPUT);
		bent[i] = i % 2 ? '+' : ' ';
		CHECK_ERR(seal_token_check(k, S("form"), ids, 1, (str){bent, t.n}, &when),
			E_INPUT);
	}
	memcpy(bent, t.p, t.n);
	bent[t.n] = '=';
	CHECK_ERR(seal_token_check(k, S("form"), ids, 1, (str){bent, t.n + 1}, &when),
		E_INPUT);
	CHECK_INT(when, -1); /* nothing is told about a forged one */
}

TEST(hash_has_known_answers)
{
	unsigned char key[HASH_KEY];

	/* FIPS 180-4's "abc"; BLAKE2b-128 of nothing as b2sum -l 128 says it */
	CHECK_STR(hash_sha256_hex(a, S("abc")),
		S("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
	CHECK_STR(hash_hex(a, S("")), S("cae66941d9efbd404e4d88758ea67670"));
	for (int i = 0; i < HASH_KEY; i++)
		key[i] = (unsigned char)i;
	/* the first vector of the SipHash paper's appendix */
	CHECK(hash_short(key, S("\0\1\2\3\4\5\6\7\10\11\12\13\14\15\16")) ==
		0xa129ca6149be45e5u);
}

TEST(rand_below_stays_below_and_reaches_all)
{
	bool seen[7] = {false};

	for (int i = 0; i < 1000; i++) {
		uint64_t v = rand_below(7);

		CHECK(v < 7);
		seen[v] = true;
	}
	for (size_t i = 0; i < LENGTH(seen); i++)
		CHECK(seen[i]); /* misses once in 10^66 runs */
	CHECK_INT(rand_below(1), 0);
	CHECK_INT(rand_token(a, 16).n, 22);
	CHECK(!str_eq(rand_token(a, 16), rand_token(a, 16)));
}
