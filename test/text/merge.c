/* merge.c: two changes of one text are one, paragraph by paragraph.
 * SPDX-License-Identifier: Apache-2.0 */
#include "test.h"
#include "text/words/merge.h"

static void
merges(struct arena *a, const char *base, const char *ours, const char *theirs, const char *want, size_t clashes)
{
	size_t n;

	CHECK_STR(merge_blocks(a, str_of(base), str_of(ours), str_of(theirs), &n), str_of(want));
	CHECK_INT(n, clashes);
}

TEST(merge_takes_both_changes)
{
	static const char base[] = "<p>a</p><p>b</p><p>c</p>";

	merges(a, base, base, base, base, 0);
	merges(a, base, "<p>A</p><p>b</p><p>c</p>", "<p>a</p><p>b</p><p>C</p>", "<p>A</p><p>b</p><p>C</p>", 0);
	merges(a, base, "<p>a</p><p>b</p><p>c</p><p>d</p>", "<p>0</p><p>a</p><p>c</p>", "<p>0</p><p>a</p><p>c</p><p>d</p>", 0);
	merges(a, base, "<p>a</p><p>X</p><p>c</p>", "<p>a</p><p>X</p><p>c</p>", "<p>a</p><p>X</p><p>c</p>", 0);
	merges(a, base, "<p>a</p><p>X</p><p>c</p>", "<p>a</p><p>Y</p><p>c</p>", "<p>a</p><p>X</p><p>c</p>", 1);
	merges(a, base, "", base, "", 0);
	merges(a, base, base, "", "", 0);
	merges(a, "", "<p>x</p>", "", "<p>x</p>", 0);
	merges(a, "one\n\ntwo\n\nthree", "one\n\n2\n\nthree", "1\n\ntwo\n\nthree", "1\n\n2\n\nthree", 0);
}

TEST(merge_keeps_elements_whole)
{
	merges(a, "<ul><li>a</li><li>b</li></ul><hr><p>c</p>", "<ul><li>a</li><li>B</li></ul><hr><p>c</p>",
		"<ul><li>a</li><li>b</li></ul><hr><p>C<br>c</p>", "<ul><li>a</li><li>B</li></ul><hr><p>C<br>c</p>", 0);
	merges(a, "<div><p>open", "<div><p>open", "<div><p>open more", "<div><p>open more", 0);
}

/* Changes of different paragraphs never clash, and none is lost. */
TEST(merge_loses_no_paragraph)
{
	uint64_t random = test_seed();

	for (int round = 0; round < 200; round++) {
		struct buf base = buf_in(a, 1 << 16), ours = base, theirs = base, want = base;
		size_t n = 3 + test_random(&random) % 40, clashes;

		for (size_t i = 0; i < n; i++) {
			uint64_t who = test_random(&random) % 4;
			str old = arena_fmt(a, "<p>%zu %llu</p>", i, (unsigned long long)(test_random(&random) % 3));
			str new = arena_fmt(a, "<p>new %zu</p>", i);

			/* one in four changes; who changes alternates with a pause between */
			buf_add(&base, old);
			buf_add(&ours, who == 0 && i % 4 == 0 ? new : old);
			buf_add(&theirs, who == 0 && i % 4 == 2 ? new : old);
			buf_add(&want, who == 0 && i % 2 == 0 ? new : old);
		}
		CHECK_STR(merge_blocks(a, buf_str(&base), buf_str(&ours), buf_str(&theirs), &clashes), buf_str(&want));
		CHECK_INT(clashes, 0);
	}
}
