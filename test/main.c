/* main.c: runs the tests that tools/collect found, each in a fork, so that a
 * crash or a leak of one is one failure and not the end.
 * SPDX-License-Identifier: Apache-2.0 */
#include "media/media.h"
#include "test.h"

#include <dirent.h>
#include <errno.h>
#include <fnmatch.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define TEST_LIST(name) void test_##name(struct arena *);
#include "tests.inc"
#undef TEST_LIST

static const struct {
	const char *name;
	void (*run)(struct arena *);
} tests[] = {
#define TEST_LIST(name) {#name, test_##name},
#include "tests.inc"
#undef TEST_LIST
};

enum { SKIPPED = 77, FAILED = 1 };

static uint64_t seed;

uint64_t
test_seed(void)
{
	return seed;
}

uint64_t
test_random(uint64_t *state)
{
	uint64_t z = (*state += 0x9e3779b97f4a7c15u);

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
	return z ^ (z >> 31);
}

void
test_fail(const char *file, int line, const char *fmt, ...)
{
	va_list ap;

	fprintf(stderr, "%s:%d: ", file, line);
	va_start(ap, fmt);
	vfprintf(stderr, fmt, ap);
	va_end(ap);
	fputc('\n', stderr);
	_exit(FAILED);
}

void
test_skip(const char *why, ...)
{
	va_list ap;

	va_start(ap, why);
	vfprintf(stderr, why, ap);
	va_end(ap);
	fputc('\n', stderr);
	_exit(SKIPPED);
}

void
test_check_str(str have, str want, const char *file, int line)
{
	if (!str_eq(have, want))
		test_fail(file, line, "have \"%.*s\"\n     want \"%.*s\"",
			SARG(have), SARG(want));
}

str
test_file(struct arena *a, const char *path)
{
	FILE *f = fopen(path, "rb");
	struct buf b = buf_in(a, SIZE_MAX);
	char piece[65536];
	size_t n;

	if (!f && !strncmp(path, "../shared", 9))
		test_skip("%s is not here", path);
	if (!f)
		test_fail(path, 0, "%s", strerror(errno));
	while ((n = fread(piece, 1, sizeof piece, f)) > 0)
		buf_add(&b, (str){piece, n});
	fclose(f);
	return buf_str(&b);
}

static int
remove_one(const char *path, const struct stat *st, int kind, struct FTW *at)
{
	(void)st, (void)kind, (void)at;
	return remove(path);
}

static void
remove_folder(void *path)
{
	nftw(path, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

str
test_folder(struct arena *a)
{
	const char *base = getenv("TMPDIR");
	char *path = arena_z(a, arena_fmt(a, "%s/djeli-test-XXXXXX", base ? base : "/tmp"));

	if (!mkdtemp(path))
		test_fail(path, 0, "%s", strerror(errno));
	arena_defer(a, remove_folder, path);
	return str_of(path);
}

void
test_golden(struct arena *a, const char *name, str have, const char *file, int line)
{
	const char *path = arena_fmt(a, "test/golden/%s", name).p;
	const char *mode = getenv("DJELI_GOLDEN");
	FILE *f;

	if (mode && !strcmp(mode, "write")) {
		f = fopen(path, "wb");
		if (!f || fwrite(have.p, 1, have.n, f) != have.n || fclose(f))
			test_fail(file, line, "%s: %s", path, strerror(errno));
		return;
	}
	if (access(path, R_OK))
		test_fail(file, line, "%s is missing", path);
	if (!str_eq(test_file(a, path), have)) {
		f = fopen("build/golden.out", "wb");
		if (f) {
			fwrite(have.p, 1, have.n, f);
			fclose(f);
		}
		test_fail(file, line, "differs from %s (have: build/golden.out)", path);
	}
}

static bool
wanted(const char *name, int argc, char **argv)
{
	for (int i = 1; i < argc; i++) {
		char pattern[256];

		if (argv[i][0] == '=' && !strcmp(argv[i] + 1, name))
			return true;
		snprintf(pattern, sizeof pattern, "*%s*", argv[i]);
		if (!fnmatch(pattern, name, 0))
			return true;
	}
	return argc < 2;
}

static int
run_one(void (*run)(struct arena *))
{
	pid_t child;
	int status;

	fflush(NULL);
	child = fork();
	if (!child) {
		struct arena *a = arena_new((size_t)4 << 30);

		alarm(900);
		run(a);
		arena_end(a);
		exit(0); /* and not _exit: the leak check runs here */
	}
	while (waitpid(child, &status, 0) < 0 && errno == EINTR)
		;
	if (WIFSIGNALED(status))
		fprintf(stderr, "ended by signal %d\n", WTERMSIG(status));
	return WIFEXITED(status) ? WEXITSTATUS(status) : FAILED;
}

int
main(int argc, char **argv)
{
	const char *given = getenv("DJELI_SEED");
	int passed = 0, failed = 0, skipped = 0;

	if (argc == 2 && !strcmp(argv[1], MEDIA_CHILD))
		media_child();
	if (given)
		seed = strtoull(given, NULL, 10);
	else if (getrandom(&seed, sizeof seed, 0) != sizeof seed)
		return 2;
	for (size_t i = 0; i < LENGTH(tests); i++) {
		int code;

		if (!wanted(tests[i].name, argc, argv))
			continue;
		code = run_one(tests[i].run);
		if (code == 0) {
			passed++;
		} else if (code == SKIPPED) {
			printf("skip %s\n", tests[i].name);
			skipped++;
		} else {
			printf("FAIL %s (DJELI_SEED=%llu)\n", tests[i].name,
				(unsigned long long)seed);
			failed++;
		}
	}
	printf("unit: %d passed, %d failed, %d skipped\n", passed, failed, skipped);
	return failed != 0;
}
