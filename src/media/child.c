/* child.c: the child's loop: a job and two descriptors in, an answer out.
 *
 * It starts as a fresh process (exec and not only fork: the parent has threads,
 * locks and secrets in its memory), and shuts itself in before it asks for work.
 */
#include "media/picture.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

struct order {
	struct job job;
	int in, out;
};

/* false: the parent has hung up, or talks nonsense. */
static bool
receive(struct order *o)
{
	_Alignas(struct cmsghdr) char control[CMSG_SPACE(2 * sizeof(int))];
	struct iovec part = {&o->job, sizeof o->job};
	struct msghdr m = {.msg_iov = &part, .msg_iovlen = 1, .msg_control = control,
		.msg_controllen = sizeof control};
	struct cmsghdr *c;
	int fd[2];

	if (recvmsg(CHILD_SOCKET, &m, 0) != sizeof o->job || o->job.magic != JOB_MAGIC)
		return false;
	c = CMSG_FIRSTHDR(&m);
	if (!c || c->cmsg_type != SCM_RIGHTS || c->cmsg_len != CMSG_LEN(sizeof fd))
		return false;
	memcpy(fd, CMSG_DATA(c), sizeof fd);
	o->in = fd[0];
	o->out = fd[1];
	return true;
}

static err
slurp(struct arena *a, int fd, str *out)
{
	size_t cap = MEDIA_MAX_BYTES + 1, n = 0;
	off_t size = lseek(fd, 0, SEEK_END);
	char *p;

	if (size >= 0 && (size_t)size < cap)
		cap = (size_t)size + 1;
	p = NEW(a, char, cap);
	while (n < cap) {
		ssize_t got = pread(fd, p + n, cap - n, (off_t)n);

		if (got < 0 && errno != EINTR)
			return fail(E_BROKEN, "cannot read the picture file");
		if (got == 0)
			break;
		n += got > 0 ? (size_t)got : 0;
	}
	if (n > MEDIA_MAX_BYTES)
		return fail(E_TOOBIG, "picture is larger than %d MB",
			MEDIA_MAX_BYTES >> 20);
	*out = (str){p, n};
	return OK;
}

struct output {
	int fd;
	int64_t at;
};

static err
output_put(void *to, str bytes, int64_t *at)
{
	struct output *o = to;

	if (bytes.n > (size_t)(PICTURE_OUTPUT - o->at))
		return fail(E_TOOBIG, "the generated sizes of the picture are larger than %d MB",
			PICTURE_OUTPUT >> 20);
	*at = o->at;
	while (bytes.n) {
		ssize_t n = pwrite(o->fd, bytes.p, bytes.n, (off_t)o->at);

		if (n < 0 && errno != EINTR)
			return fail(E_BROKEN, "cannot write the picture sizes");
		if (n > 0) {
			o->at += n;
			bytes = str_from(bytes, (size_t)n);
		}
	}
	return OK;
}

#ifdef DJELI_HOOKS
/* Tries what must not work; the words of the failure tell the test. */
static err
tried(const char *what, bool worked)
{
	return fail(E_BROKEN, "%s: %s", what, worked ? "POSSIBLE" : "refused");
}

static err
play_trick(uint32_t trick)
{
	char *no[] = {NULL};

	switch (trick) {
	case MEDIA_TRICK_OPEN:
		return tried("open", open("/etc/passwd", O_RDONLY) >= 0);
	case MEDIA_TRICK_SOCKET:
		return tried("socket", socket(AF_INET, SOCK_STREAM, 0) >= 0);
	case MEDIA_TRICK_EXEC:
		execve("/bin/true", no, no);
		return tried("exec", false);
	case MEDIA_TRICK_FORK:
		return tried("fork", fork() >= 0);
	case MEDIA_TRICK_CRASH:
		raise(SIGKILL);
		return OK;
	case MEDIA_TRICK_LOOP:
		for (volatile bool on = true; on;)
			;
		return OK;
	case MEDIA_TRICK_MEMORY:
		return tried("memory", mmap(NULL, (size_t)4 << 30, PROT_READ | PROT_WRITE,
			MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) != MAP_FAILED);
	default:
		return OK;
	}
}
#else
static err
play_trick(uint32_t trick)
{
	(void)trick;
	return OK;
}
#endif

struct work {
	struct arena *a;
	struct order o;
	struct answer *ans;
};

static err
work(void *arg)
{
	struct work *w = arg;
	struct output out = {w->o.out, 0};
	struct sink s = {output_put, &out};
	str bytes;

	TRY(play_trick(w->o.job.trick));
	TRY(slurp(w->a, w->o.in, &bytes));
	return picture_work(w->a, bytes, &w->o.job, s, w->ans);
}

static bool
serve_one(struct answer *ans)
{
	struct work w = {.ans = ans};
	err e;

	if (!receive(&w.o))
		return false;
	memset(ans, 0, sizeof *ans);
	w.a = arena_new(PICTURE_MEMORY);
	e = arena_run(w.a, work, &w);
	ans->magic = JOB_MAGIC;
	ans->e = (int32_t)e;
	if (e)
		snprintf(ans->why, sizeof ans->why, "%s", fail_why());
	arena_end(w.a);
	close(w.o.in);
	close(w.o.out);
	return send(CHILD_SOCKET, ans, sizeof *ans, MSG_NOSIGNAL) == sizeof *ans;
}

/* Leaves without the usual tidying: a leak check, for one, wants calls that the
 * cell does not have. */
void
media_child(void)
{
	static const struct answer none;
	struct answer ans = none;

	if (sandbox_enter()) {
		ans.magic = JOB_MAGIC;
		ans.e = E_BROKEN;
		snprintf(ans.why, sizeof ans.why, "%s", fail_why());
		send(CHILD_SOCKET, &ans, sizeof ans, MSG_NOSIGNAL);
		_exit(1);
	}
	while (serve_one(&ans))
		;
	_exit(0);
}
