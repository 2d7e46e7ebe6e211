/* source.c: bytes from a file or a pipe; zlib's gz functions pass plain ones
 * through as they are. */
#include "port/source.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

struct source {
	gzFile gz;
	int64_t size;
};

static void
close_source(void *arg)
{
	struct source *s = arg;

	gzclose(s->gz);
}

err
source_open(struct arena *a, str path, struct source **out)
{
	struct source *s = NEW(a, struct source, 1);
	struct stat st;
	int fd = str_eq(path, S("-")) ? dup(STDIN_FILENO) :
		open(arena_z(a, path), O_RDONLY | O_CLOEXEC);

	if (fd < 0)
		return fail(E_ABSENT, "%.*s: %s", SARG(path), strerror(errno));
	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode))
		s->size = st.st_size;
	s->gz = fstat(fd, &st) == 0 && S_ISDIR(st.st_mode) ? NULL : gzdopen(fd, "rb");
	if (!s->gz) {
		close(fd);
		return fail(E_INPUT, "%.*s: not a readable file", SARG(path));
	}
	gzbuffer(s->gz, 128 << 10);
	arena_defer(a, close_source, s);
	*out = s;
	return OK;
}

err
source_read(struct source *s, char *p, size_t max, size_t *n)
{
	int got = gzread(s->gz, p, (unsigned)(max < 1 << 30 ? max : 1 << 30)), code;

	*n = got > 0 ? (size_t)got : 0;
	if (got > 0)
		return OK;
	gzerror(s->gz, &code);
	if (got == 0 && (code == Z_OK || code == Z_STREAM_END))
		return OK;
	if (code == Z_ERRNO)
		return fail(E_BROKEN, "reading failed: %s", strerror(errno));
	return fail(E_INPUT, "the compressed file is damaged or truncated");
}

int64_t
source_at(const struct source *s)
{
	return gzoffset(s->gz);
}

int64_t
source_size(const struct source *s)
{
	return s->size;
}
