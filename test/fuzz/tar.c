/* tar.c: any bytes as an archive: names are bounded, and no more is read of an
 * entry than it says.
 * SPDX-License-Identifier: Apache-2.0 */
#include "port/tar.h"

#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);

static void
read_all(struct tar *t)
{
	struct tar_entry e;
	char piece[3000];
	bool more;

	while (tar_next(t, &e, &more) == OK && more) {
		int64_t have = 0;
		size_t n;

		if (e.name.n > TAR_NAME_MAX || e.size < 0)
			abort();
		for (int i = 0; i < 4 && tar_read(t, piece, sizeof piece, &n) == OK && n; i++)
			have += (int64_t)n;
		if (have > e.size)
			abort();
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	struct arena *a = arena_new((size_t)8 << 20);
	int fd = memfd_create("tar", 0);
	struct source *s;

	if (fd < 0 || write(fd, p, n) != (ssize_t)n)
		abort();
	if (source_open(a, arena_fmt(a, "/proc/self/fd/%d", fd), &s) == OK)
		read_all(tar_open(a, s));
	arena_end(a);
	close(fd);
	return 0;
}
