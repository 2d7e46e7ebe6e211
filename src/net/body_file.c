/* spill.c: bodies that are larger than memory is given for.
 *
 * A few addresses take files of many megabytes (server_config.body_limit).  Their
 * bytes go to a file without a name while they come, so ten uploads at once
 * take no memory and a kill leaves nothing behind; the page finds them mapped,
 * like any other body.  What lies there together is bounded, and who may send so
 * much is asked before the first byte is read (conn.c, job.c). */
#include "http/serve.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

/* Is a cookie of this name among those that were sent? */
static bool
has_cookie(const struct parse_head *h, const char *bytes, str name)
{
	for (unsigned i = 0; i < h->headers; i++) {
		str rest = parse_str(bytes, h->header[i].value), one;

		if (!str_eq_case(parse_str(bytes, h->header[i].name), S("cookie")))
			continue;
		while (str_split(&rest, ';', &one)) {
			one = str_trim(one);
			if (str_starts(one, name) && one.n > name.n && one.p[name.n] == '=')
				return true;
		}
	}
	return false;
}

size_t
body_limit(const struct job *j)
{
	const struct server_config *k = &j->loop->s->c;
	size_t more = k->body_limit && k->may_send && j->head->method == POST ? k->body_limit(j->path) : 0;

	return more > k->body_max ? more : k->body_max;
}

/* A body that says it is small is like any other; who says nothing could send all. */
bool
body_asks(const struct job *j)
{
	size_t max = j->loop->s->c.body_max;

	return (j->head->chunked || j->head->length > max) && body_limit(j) > max;
}

bool
body_cookie(const struct job *j)
{
	return has_cookie(j->head, j->bytes, j->loop->s->c.body_cookie);
}

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
body_wanted(const struct job *j, size_t more)
{
	return j->limit > j->loop->s->c.body_max &&
		(j->file >= 0 || j->head->length > j->loop->s->c.body_max || j->got + more > j->loop->s->c.body_max);
}

err
body_add(struct job *j, str data)
{
	struct server *s = j->loop->s;
	str before = buf_str(&j->in);
	size_t n = data.n + (j->file < 0 ? before.n : 0), all;

	if (!n)
		return OK;
	all = atomic_fetch_add(&s->spilled, n) + n;
	j->spilled += n;
	if (all > s->c.limit.spill)
		return fail(E_BUSY, "too much is being sent at this moment");
	if (j->file < 0) {
		j->file = nameless(j->a, s->c.body_folder);
		if (j->file < 0)
			return fail(E_BUSY, "there is no place for a file at this moment");
		if (!write_all(j->file, before))
			return fail(E_BUSY, "the disk takes no more at this moment");
	}
	return write_all(j->file, data) ? OK : fail(E_BUSY, "the disk takes no more at this moment");
}

err
body_map(struct job *j, str *body)
{
	void *p;

	if (j->file < 0)
		return OK;
	p = mmap(NULL, j->got, PROT_READ, MAP_PRIVATE, j->file, 0);
	if (p == MAP_FAILED)
		return fail(E_BUSY, "there is no room for a file at this moment");
	j->mapped = p;
	*body = (str){p, j->got};
	return OK;
}

void
body_end(struct job *j)
{
	if (j->mapped)
		munmap(j->mapped, j->got);
	if (j->file >= 0)
		close(j->file);
	atomic_fetch_sub(&j->loop->s->spilled, j->spilled);
}
