/* file.c: whole files.
 *
 * A write is: a new file in the same folder, its bytes synced, renamed over the
 * old one, the folder synced.  Without the second sync the rename can be lost
 * with the power; without the first the name can point at nothing.
 */
#include "base/sys/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PATH_LENGTH = 4096 };

#ifdef DJELI_HOOKS
static _Atomic int64_t fail_at;
static atomic_bool asked;

void
file_fail_at(int64_t n)
{
	atomic_store(&asked, true);
	atomic_store(&fail_at, n);
}

/* Is this the operation that fails? */
static bool
broken(void)
{
	const char *env;

	if (!atomic_exchange(&asked, true) && (env = getenv("DJELI_FILE_FAIL")))
		atomic_store(&fail_at, strtoll(env, NULL, 10));
	if (atomic_load(&fail_at) <= 0 || atomic_fetch_sub(&fail_at, 1) != 1)
		return false;
	errno = ENOSPC;
	return true;
}
#else
static bool
broken(void)
{
	return false;
}
#endif

static err trouble(const char *what, const char *path) MUST;

static err
trouble(const char *what, const char *path)
{
	int why = errno;

	return fail(why == ENOENT || why == ENOTDIR ? E_ABSENT : E_BROKEN, "%s %s: %s", what,
		path, strerror(why));
}

static err
read_all(int fd, const char *path, char *p, size_t n, size_t *got)
{
	*got = 0;
	while (*got < n) {
		ssize_t r = broken() ? -1 : read(fd, p + *got, n - *got);

		if (r < 0 && errno == EINTR)
			continue;
		if (r < 0)
			return trouble("cannot read", path);
		if (!r)
			break;
		*got += (size_t)r;
	}
	return OK;
}

/* Grows as it reads: a size that fstat() gave may be wrong a moment later, and
 * is 0 for what the kernel makes up. */
static err
read_open(struct arena *a, int fd, const char *path, size_t max, str *out)
{
	struct buf b = buf_in(a, max);
	char piece[16384];
	size_t got;

	do {
		TRY(read_all(fd, path, piece, sizeof piece, &got));
		buf_add(&b, (str){piece, got});
	} while (got == sizeof piece && !b.over);
	if (b.over)
		return fail(E_TOOBIG, "%s is larger than %zu bytes", path, max);
	return buf_done(&b, out);
}

struct reading {
	struct arena *a;
	int fd;
	const char *path;
	size_t max;
	str *out;
};

static err
read_guarded(void *arg)
{
	struct reading *r = arg;

	return read_open(r->a, r->fd, r->path, r->max, r->out);
}

err
file_read(struct arena *a, const char *path, size_t max, str *out)
{
	struct reading r = {a, broken() ? -1 : open(path, O_RDONLY | O_CLOEXEC), path, max, out};
	err e;

	if (r.fd < 0)
		return trouble("cannot open", path);
	e = arena_run(a, read_guarded, &r); /* so that the file is closed in any case */
	close(r.fd);
	return e;
}

static err
write_all(int fd, const char *path, str s)
{
	while (s.n) {
		ssize_t w = broken() ? -1 : write(fd, s.p, s.n);

		if (w < 0 && errno == EINTR)
			continue;
		if (w < 0)
			return trouble("cannot write", path);
		s = str_from(s, (size_t)w);
	}
	if (broken() || fsync(fd))
		return trouble("cannot sync", path);
	return OK;
}

static err
sync_folder_of(const char *path)
{
	char folder[PATH_LENGTH];
	const char *slash = strrchr(path, '/');
	int fd;
	err e = OK;

	snprintf(folder, sizeof folder, "%.*s", slash ? (int)(slash - path) + 1 : 1,
		slash ? path : ".");
	fd = broken() ? -1 : open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return trouble("cannot open", folder);
	if (broken() || fsync(fd))
		e = trouble("cannot sync", folder);
	close(fd);
	return e;
}

err
file_write(const char *path, str bytes)
{
	char fresh[PATH_LENGTH];
	int fd;
	err e;

	if (snprintf(fresh, sizeof fresh, "%s.XXXXXX", path) >= (int)sizeof fresh)
		return fail(E_INPUT, "the path is too long: %.80s...", path);
	fd = broken() ? -1 : mkostemp(fresh, O_CLOEXEC);
	if (fd < 0)
		return trouble("cannot write beside", path);
	e = write_all(fd, path, bytes);
	if (!e && (broken() || fchmod(fd, 0644)))
		e = trouble("cannot set the mode of", path);
	if (close(fd) && !e)
		e = trouble("cannot close", path);
	if (!e && (broken() || rename(fresh, path)))
		e = trouble("cannot replace", path);
	if (e) {
		unlink(fresh);
		return e;
	}
	return sync_folder_of(path);
}

err
file_make_dirs(const char *path)
{
	char p[PATH_LENGTH];

	if (snprintf(p, sizeof p, "%s", path) >= (int)sizeof p)
		return fail(E_INPUT, "the path is too long: %.80s...", path);
	for (char *s = p + 1;; s++) {
		char c = *s;
		struct stat st;

		if (c && c != '/')
			continue;
		*s = '\0';
		if (broken() || (mkdir(p, 0755) && errno != EEXIST))
			return trouble("cannot make the folder", p);
		if (!c)
			return stat(p, &st) == 0 && S_ISDIR(st.st_mode) ? OK :
				fail(E_CLASH, "%s exists but is not a folder", p);
		*s = c;
	}
}

err
file_join(struct arena *a, str root, str path, str *out)
{
	str rest = path, part;

	for (size_t i = 0; i < path.n; i++)
		if ((unsigned char)path.p[i] < ' ' || path.p[i] == 0x7f || path.p[i] == '\\')
			return fail(E_INPUT, "path contains an invalid character");
	if (!path.n || path.n + root.n + 2 > PATH_LENGTH)
		return fail(E_INPUT, "the path is empty or too long");
	while (str_split(&rest, '/', &part))
		if (!part.n || part.p[0] == '.')
			return fail(E_INPUT, "\"%.*s\" points outside its folder",
				SARG(str_upto(path, 200)));
	*out = arena_fmt(a, "%.*s/%.*s", SARG(root), SARG(path));
	return OK;
}

bool
file_is_private(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && !(st.st_mode & 077);
}

bool
file_exists(const char *path)
{
	return access(path, F_OK) == 0;
}

int64_t
file_changed(const char *path)
{
	struct stat st;

	if (stat(path, &st))
		return 0;
	return (int64_t)st.st_mtim.tv_sec * 1000000000 + st.st_mtim.tv_nsec;
}

static int
by_name(const void *a, const void *b)
{
	return str_cmp(*(const str *)a, *(const str *)b);
}

static void
close_folder(void *dir)
{
	closedir(dir);
}

static err
list_open(struct arena *a, DIR *dir, str **names, size_t *n)
{
	size_t cap = 0;

	*names = NULL;
	*n = 0;
	for (struct dirent *e; (e = readdir(dir));) {
		if (e->d_name[0] == '.')
			continue;
		if (*n == cap) {
			str *more = NEW(a, str, cap = cap ? cap * 2 : 32);

			if (*n)
				memcpy(more, *names, *n * sizeof *more);
			*names = more;
		}
		(*names)[(*n)++] = arena_copy(a, str_of(e->d_name));
	}
	if (*n)
		qsort(*names, *n, sizeof **names, by_name);
	return OK;
}

err
file_list(struct arena *a, const char *folder, str **names, size_t *n)
{
	DIR *dir = broken() ? NULL : opendir(folder);

	if (!dir)
		return trouble("cannot open", folder);
	arena_defer(a, close_folder, dir);
	return list_open(a, dir, names, n);
}

err
file_remove(const char *path)
{
	if (broken() || (unlink(path) && errno != ENOENT))
		return trouble("cannot remove", path);
	return OK;
}
