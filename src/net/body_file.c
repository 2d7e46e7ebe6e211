/* body_file.c: buffers large request bodies in unnamed temporary files, limited in
 * total size.  They use no memory while they arrive and disappear if the process
 * dies.  The handler sees the body memory-mapped, like a small one; how much an
 * address takes, and whether who sends may, it said before (net_job). */
#include "net/loop.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

static int
nameless(struct arena *a, str folder)
{
	char *path = arena_z(a, folder);
	int fd = open(path, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);

	if (fd >= 0 || (errno != EOPNOTSUPP && errno != EISDIR && errno != EINVAL))
		return fd;
	path = arena_z(a, arena_fmt(a, "%s/.body-XXXXXX", path));
	fd = mkostemp(path, O_CLOEXEC);
	if (fd >= 0)
		unlink(path);
	return fd;
}

static bool
write_all(int fd, str data)
{
	while (data.n) {
		ssize_t n = write(fd, data.p, data.n);

		if (n < 0 && errno != EINTR)
			return false;
		data = str_from(data, n > 0 ? (size_t)n : 0);
	}
	return true;
}

bool
body_wanted(const struct net_job *j, size_t more)
{
	size_t max = j->loop->net->c.body_max;

	return j->limit > max && (j->file >= 0 || j->q.head->length > max || j->got + more > max);
}

err
body_add(struct net_job *j, str data)
{
	struct net *s = j->loop->net;
	str before = buf_str(&j->in);
	size_t n = data.n + (j->file < 0 ? before.n : 0), all;

	if (!n)
		return OK;
	all = atomic_fetch_add(&s->in_files, n) + n;
	j->in_file += n;
	if (all > s->c.limit.body_files)
		return fail(E_BUSY, "too many large uploads at once: try again later");
	if (j->file < 0) {
		j->file = nameless(j->a, s->c.body_folder);
		if (j->file < 0)
			return fail(E_BUSY, "cannot create an upload file: try again later");
		if (!write_all(j->file, before))
			return fail(E_BUSY, "cannot write the upload: the disk may be full");
	}
	return write_all(j->file, data) ? OK : fail(E_BUSY, "cannot write the upload: the disk may be full");
}

err
body_map(struct net_job *j, str *body)
{
	void *p;

	if (j->file < 0)
		return OK;
	p = mmap(NULL, j->got, PROT_READ, MAP_PRIVATE, j->file, 0);
	if (p == MAP_FAILED)
		return fail(E_BUSY, "cannot map the upload: try again later");
	j->mapped = p;
	*body = (str){p, j->got};
	return OK;
}

void
body_end(struct net_job *j)
{
	if (j->mapped)
		munmap(j->mapped, j->got);
	if (j->file >= 0)
		close(j->file);
	atomic_fetch_sub(&j->loop->net->in_files, j->in_file);
}
