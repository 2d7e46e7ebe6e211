/* export_file.c: one file that is being written, a piece at a time.
 * SPDX-License-Identifier: Apache-2.0 */
#include "port/own/export_file.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

enum { PIECE = 64 << 20 };

err
export_file_open(struct arena *a, struct export_file *f, str folder, const char *name)
{
	f->path = arena_fmt(a, "%.*s/%s", SARG(folder), name).p;
	f->fd = open(f->path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (f->fd < 0)
		return fail(E_BROKEN, "%s: %s", f->path, strerror(errno));
	f->a = arena_new((size_t)PIECE * 2);
	f->b = buf_in(f->a, PIECE);
	return OK;
}

err
export_file_write(int fd, const char *path, const char *p, size_t n)
{
	while (n) {
		ssize_t k = write(fd, p, n);

		if (k < 0 && errno != EINTR)
			return fail(E_BROKEN, "%s: %s", path, strerror(errno));
		p += k > 0 ? k : 0;
		n -= k > 0 ? (size_t)k : 0;
	}
	return OK;
}

err
export_file_flush(struct export_file *f)
{
	str s;

	TRY(buf_done(&f->b, &s));
	TRY(export_file_write(f->fd, f->path, s.p, s.n));
	arena_end(f->a);
	f->a = arena_new((size_t)PIECE * 2);
	f->b = buf_in(f->a, PIECE);
	return OK;
}

err
export_file_close(struct export_file *f)
{
	int fd = f->fd;

	if (fd < 0)
		return OK;
	f->fd = -1;
	if (f->a)
		arena_end(f->a);
	f->a = NULL;
	if (fsync(fd) | close(fd))
		return fail(E_BROKEN, "%s: %s", f->path, strerror(errno));
	return OK;
}
