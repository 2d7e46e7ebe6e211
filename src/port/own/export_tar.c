/* export_tar.c: writes a tar (POSIX.1-2017, ustar) of a folder, one file after the other,
 * then takes the folder away. */
#include "port/own/export_tar.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

enum { BLOCK = 512, PIECE = 256 << 10, NAME = 100, OPEN_FOLDERS = 16 };

struct taring {
	struct arena *a;
	int out;
	const char *path;
	size_t skip;      /* of a path: the folder's own part */
	str top;
	char *piece;
};

/* nftw() hands nothing through: one walk at a time in a thread. */
static _Thread_local struct taring *walking;
static _Thread_local err walked;

static err
put(struct taring *w, const char *p, size_t n)
{
	while (n) {
		ssize_t k = write(w->out, p, n);

		if (k < 0 && errno == EINTR)
			continue;
		if (k < 0)
			return fail(E_BROKEN, "%s: %s", w->path, strerror(errno));
		p += k;
		n -= (size_t)k;
	}
	return OK;
}

static err
pad(struct taring *w, int64_t size)
{
	static const char zero[BLOCK];

	return size % BLOCK ? put(w, zero, (size_t)(BLOCK - size % BLOCK)) : OK;
}

static err
put_head(struct taring *w, str name, int64_t size, int64_t at, char type)
{
	char h[BLOCK] = {0};
	unsigned sum = 0;

	memcpy(h, name.p, name.n < NAME ? name.n : NAME);
	memcpy(h + 100, "0000644", 8);
	memcpy(h + 108, "0000000", 8);
	memcpy(h + 116, "0000000", 8);
	snprintf(h + 124, 12, "%011llo", (unsigned long long)size);
	snprintf(h + 136, 12, "%011llo", (unsigned long long)at);
	memset(h + 148, ' ', 8);
	h[156] = type;
	memcpy(h + 257, "ustar", 6);
	memcpy(h + 263, "00", 2);
	for (int i = 0; i < BLOCK; i++)
		sum += (unsigned char)h[i];
	snprintf(h + 148, 8, "%06o", sum & 0777777);
	return put(w, h, BLOCK);
}

static err
put_bytes(struct taring *w, const char *path, int64_t size)
{
	int in = open(path, O_RDONLY | O_CLOEXEC);
	int64_t left = size;
	err e = OK;

	if (in < 0)
		return fail(E_BROKEN, "%s: %s", path, strerror(errno));
	while (!e && left > 0) {
		ssize_t k = read(in, w->piece, left < PIECE ? (size_t)left : PIECE);

		if (k <= 0 && errno != EINTR)
			e = fail(E_BROKEN, "%s was truncated while being read", path);
		else if (k > 0)
			e = put(w, w->piece, (size_t)k);
		left -= k > 0 ? k : 0;
	}
	close(in);
	return e ? e : pad(w, size);
}

static err
put_file(struct taring *w, const char *path, const struct stat *st)
{
	str name = arena_fmt(w->a, "%.*s/%s", SARG(w->top), path + w->skip);

	if (st->st_size >= (int64_t)8 << 30)
		return fail(E_TOOBIG, "%s is too large for a tar file", path);
	if (name.n > NAME) {
		TRY(put_head(w, S("././@LongLink"), (int64_t)name.n + 1, 0, 'L'));
		TRY(put(w, arena_z(w->a, name), name.n + 1));
		TRY(pad(w, (int64_t)name.n + 1));
	}
	TRY(put_head(w, name, st->st_size, st->st_mtime, '0'));
	return put_bytes(w, path, st->st_size);
}

static int
visit(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	(void)ftw;
	if (type == FTW_F)
		walked = put_file(walking, path, st);
	return walked != OK;
}

static int
take_away(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	(void)st;
	(void)type;
	(void)ftw;
	return remove(path);
}

static err
write_tar(struct taring *w, const char *folder)
{
	static const char end[2 * BLOCK];

	walking = w;
	walked = OK;
	if (nftw(folder, visit, OPEN_FOLDERS, FTW_PHYS) && !walked)
		return fail(E_BROKEN, "%s: %s", folder, strerror(errno));
	TRY(walked);
	TRY(put(w, end, sizeof end));
	return fsync(w->out) ? fail(E_BROKEN, "%s: %s", w->path, strerror(errno)) : OK;
}

err
export_tar(struct arena *a, str folder, str top, const char *path)
{
	struct taring w = {.a = a, .path = path, .skip = folder.n + 1, .top = top, .piece = NEW(a, char, PIECE)};
	const char *from = arena_z(a, folder);
	err e;

	w.out = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	if (w.out < 0)
		return fail(E_BROKEN, "%s: %s", path, strerror(errno));
	e = write_tar(&w, from);
	if (close(w.out) && !e)
		e = fail(E_BROKEN, "%s: %s", path, strerror(errno));
	if (!e && nftw(from, take_away, OPEN_FOLDERS, FTW_PHYS | FTW_DEPTH))
		e = fail(E_BROKEN, "%s: %s", from, strerror(errno));
	return e;
}
