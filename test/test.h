/* test.h: TEST(name) { ... } anywhere in test/ is found at build time and run.
 *
 *   TEST(str_int_reads_decimal)
 *   {
 *           int64_t v;
 *           CHECK_OK(str_int(S("12"), &v));
 *           CHECK_INT(v, 12);
 *   }
 *
 * Every test gets an arena `a` of its own, ended after it.  A failed check
 * says file and line and ends that test only.  Run some of them with
 * build/asan/djeli-test PATTERN... (=NAME: that one alone).  Seeds: test_seed() comes from DJELI_SEED,
 * else from the machine; it is printed when a test fails.
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once
#include "base/base.h"

#define TEST(name)                                                             \
	void test_##name(struct arena *a);                                     \
	void test_##name(struct arena *a)

_Noreturn void test_fail(const char *file, int line, const char *fmt, ...) PRINTF(3, 4);
/* Ends the test as skipped, with the reason in one clear line. */
_Noreturn void test_skip(const char *why, ...) PRINTF(1, 2);
uint64_t test_seed(void);
uint64_t test_random(uint64_t *state); /* splitmix64 */
/* Bytes of a file; skips the test when it starts with ../shared and is absent. */
str test_file(struct arena *, const char *path);
/* An empty folder for this test, removed after it. */
str test_folder(struct arena *);
/* Compares with test/golden/NAME; DJELI_GOLDEN=write writes it instead. */
void test_golden(struct arena *, const char *name, str have, const char *file, int line);
void test_check_str(str have, str want, const char *file, int line);

#define CHECK(cond)                                                            \
	do {                                                                   \
		if (!(cond))                                                   \
			test_fail(__FILE__, __LINE__, "not so: %s", #cond);    \
	} while (0)
#define CHECK_STR(have, want) test_check_str((have), (want), __FILE__, __LINE__)
#define CHECK_INT(have, want)                                                  \
	do {                                                                   \
		long long have_ = (long long)(have), want_ = (long long)(want);\
		if (have_ != want_)                                            \
			test_fail(__FILE__, __LINE__, "%s is %lld, not %lld",  \
				#have, have_, want_);                          \
	} while (0)
#define CHECK_OK(call)                                                         \
	do {                                                                   \
		err got_ = (call);                                             \
		if (got_ != OK)                                                \
			test_fail(__FILE__, __LINE__, "%s: %s", #call,         \
				fail_why());                                   \
	} while (0)
#define CHECK_ERR(call, want)                                                  \
	do {                                                                   \
		err got_ = (call);                                             \
		if (got_ != (want))                                            \
			test_fail(__FILE__, __LINE__, "%s gave err %d, not %s",\
				#call, (int)got_, #want);                      \
	} while (0)
#define CHECK_GOLDEN(name, have) test_golden(a, (name), (have), __FILE__, __LINE__)
