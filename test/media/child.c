/* child.c: the child's cell, its deaths, and the corpora of hostile and
 * odd pictures through the whole path.
 * SPDX-License-Identifier: Apache-2.0 */
#include "base/sys/clock.h"
#include "media/media.h"
#include "media/picture.h"
#include "test.h"

#include <dirent.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static str
photo(struct arena *a)
{
	struct picture p = {80, 60, NEW(a, unsigned char, 80 * 60 * 4)};
	str out;

	for (int i = 0; i < 80 * 60 * 4; i++)
		p.px[i] = (unsigned char)(i * 31);
	CHECK_OK(encode_jpeg(a, p, 80, &out));
	return out;
}

static err
one(struct arena *a, struct media_worker *w, str dir)
{
	struct media_result r;

	return media_make_sizes_of(a, w, photo(a), dir, S("p"), &r);
}

/* Refused, or ended for trying; and the next picture is made. */
static void
check_impossible(struct arena *a, enum media_trick t)
{
	struct media_worker *w = media_worker_new(a);
	str dir = test_folder(a);

	media_worker_trick(w, t, 0);
	CHECK_ERR(one(a, w, dir), E_BROKEN);
	CHECK(!strstr(fail_why(), "POSSIBLE"));
	CHECK(strstr(fail_why(), "refused") || strstr(fail_why(), "forbidden"));
	CHECK_OK(one(a, w, dir));
}

TEST(media_child_opens_nothing)
{
	check_impossible(a, MEDIA_TRICK_OPEN);
}

TEST(media_child_has_no_network)
{
	check_impossible(a, MEDIA_TRICK_SOCKET);
}

TEST(media_child_starts_nothing)
{
	check_impossible(a, MEDIA_TRICK_EXEC);
}

TEST(media_child_does_not_fork)
{
	check_impossible(a, MEDIA_TRICK_FORK);
}


TEST(media_child_has_little_memory)
{
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
	test_skip("a sanitizer's shadow needs more address space than the limit");
#endif
	check_impossible(a, MEDIA_TRICK_MEMORY);
}

TEST(media_killed_child_costs_one_picture)
{
	struct media_worker *w = media_worker_new(a);
	str dir = test_folder(a);
	int first;

	CHECK_OK(one(a, w, dir));
	first = media_worker_pid(w);
	CHECK(first > 0);
	CHECK_OK(one(a, w, dir));
	CHECK_INT(media_worker_pid(w), first); /* the same child works on */
	kill(first, SIGKILL);
	CHECK_ERR(one(a, w, dir), E_BROKEN);
	CHECK(strstr(fail_why(), "signal 9"));
	CHECK_OK(one(a, w, dir));
	CHECK(media_worker_pid(w) != first);
}

TEST(media_endless_child_is_ended)
{
	struct media_worker *w = media_worker_new(a);
	str dir = test_folder(a);
	int64_t start = clock_ms();

	media_worker_trick(w, MEDIA_TRICK_LOOP, 300);
	CHECK_ERR(one(a, w, dir), E_TOOBIG);
	CHECK(clock_ms() - start < 5000);
	media_worker_trick(w, MEDIA_TRICK_NONE, 0);
	CHECK_OK(one(a, w, dir));
}

TEST(media_worker_leaves_no_descriptor_and_no_child)
{
	str dir = test_folder(a);
	int before = dup(0), after;

	close(before);
	for (int i = 0; i < 5; i++) {
		struct arena *inner = arena_new(1 << 24);
		struct media_worker *w = media_worker_new(inner);

		CHECK_OK(one(inner, w, dir));
		arena_end(inner);
	}
	after = dup(0);
	CHECK_INT(after, before);
	close(after);
	CHECK(waitpid(-1, NULL, WNOHANG) < 0); /* ECHILD */
}

struct tally {
	struct media_worker *w;
	str dir;
	int made, refused;
};

/* Any answer is right but a dead child: hostile bytes get a refusal in words. */
static void
feed(struct arena *a, struct tally *t, str bytes, const char *name)
{
	struct arena *inner = arena_new((size_t)256 << 20);
	struct media_result r;
	err e = media_make_sizes_of(inner, t->w, bytes, t->dir, S("p"), &r);

	(void)a;
	if (e == OK) {
		int w, h;
		str clean = test_file(inner, arena_fmt(inner, "%.*s/%.*s", SARG(t->dir),
			SARG(r.clean.name)).p);

		CHECK_OK(media_dimensions(clean, &w, &h));
		CHECK_INT(w, r.width);
		CHECK_INT(h, r.height);
		t->made++;
	} else if (e == E_INPUT || e == E_TOOBIG) {
		CHECK(fail_why()[0]);
		t->refused++;
	} else {
		test_fail(name, 0, "%s", fail_why());
	}
	arena_end(inner);
}

static void
feed_folder(struct arena *a, struct tally *t, const char *folder)
{
	DIR *d = opendir(folder);

	if (!d)
		test_skip("%s is not here", folder);
	for (struct dirent *e; (e = readdir(d));)
		if (e->d_name[0] != '.' && !strstr(e->d_name, ".txt"))
			feed(a, t, test_file(a, arena_fmt(a, "%s/%s", folder, e->d_name).p),
				e->d_name);
	closedir(d);
}

TEST(media_upload_bombs_are_defused)
{
	struct tally t = {media_worker_new(a), test_folder(a), 0, 0};
	int64_t start = clock_ms();

	feed_folder(a, &t, "../shared/corpora/upload-bombs");
	CHECK(t.refused >= 8);
	CHECK(t.made <= 1); /* the zTXt bomb is a sound picture of one pixel */
	CHECK(clock_ms() - start < 10000);
}

TEST(media_pngsuite_is_read)
{
	struct tally t = {media_worker_new(a), test_folder(a), 0, 0};

	feed_folder(a, &t, "../shared/corpora/pngsuite/png");
	CHECK_INT(t.refused, 14); /* the fourteen x*.png, broken on purpose */
	CHECK(t.made > 150);
}

/* A sample of a .tgz, through tar: about 150 files from all over it. */
static void
feed_archive(struct arena *a, const char *path, const char *pattern)
{
	struct tally t = {media_worker_new(a), test_folder(a), 0, 0};
	str files = test_folder(a);
	uint64_t random = test_seed();
	char line[4096];
	FILE *list;
	int step, n = 0;

	if (access(path, R_OK))
		test_skip("%s is not here", path);
	CHECK_INT(system(arena_fmt(a, "tar -C %s -xzf %s && find %s -type f | grep -iE '%s' | "
		"LC_ALL=C sort > %s/list", files.p, path, files.p, pattern, files.p).p), 0);
	list = fopen(arena_fmt(a, "%s/list", files.p).p, "r");
	CHECK(list);
	while (fgets(line, sizeof line, list))
		n++;
	CHECK(n > 0);
	step = n / 150 + 1;
	rewind(list);
	while (fgets(line, sizeof line, list)) {
		struct arena *inner = arena_new((size_t)256 << 20);

		line[strcspn(line, "\n")] = 0;
		if (test_random(&random) % (uint64_t)step == 0)
			feed(inner, &t, test_file(inner, line), line);
		arena_end(inner);
	}
	fclose(list);
	CHECK(t.made > 0 && t.refused > 0);
}

TEST(media_seeds_of_jpeg_and_gif_fuzzers)
{
	feed_archive(a, "../shared/corpora/jpeg-gif-fuzz-seeds/jpeg-gif-fuzz-seeds.tgz",
		"jpe?g|gif");
}

TEST(media_seeds_of_go_fuzzers)
{
	feed_archive(a, "../shared/corpora/go-fuzz-seeds/go-fuzz-seeds.tgz",
		"/(jpeg|png|gif|webp)/corpus/");
}
