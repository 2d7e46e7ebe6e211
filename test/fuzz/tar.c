/* Any bytes as a tar. */
#include "port/tar.h"

#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);

int
LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	struct arena *a = arena_new(64 << 20);
	int fd = memfd_create("tar", 0);
	char path[64], piece[1000];
	struct source *s;
	struct tar_entry e;
	bool more = true;

	if (fd < 0 || write(fd, p, n) != (ssize_t)n)
		__builtin_trap();
	snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
	if (source_open(a, str_of(path), &s) == OK) {
		struct tar *t = tar_open(a, s);
		size_t got = 1;

		while (more && tar_next(t, &e, &more) == OK && more)
			while (got && tar_read(t, piece, sizeof piece, &got) == OK)
				;
	}
	arena_end(a);
	close(fd);
	return 0;
}
