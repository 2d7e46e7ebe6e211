/* worker.c: the parent's side of the child: start, feed, time, bury, and put
 * what it made into files.
 *
 * The child gets two descriptors per picture, the source and an empty file in
 * memory, and writes all sizes into that one file; the parent cuts it up.  So the
 * child never needs a name, and nothing half-made is ever seen in out_dir.  Its
 * answer is checked like any other input.
 */
#include "media/picture.h"

#include "base/sys/clock.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

struct media_worker {
	pid_t pid; /* 0: none is running */
	int sock, served, timeout_ms;
	int in, out; /* of this picture; here, so that running over the arena's cap
		      * in the middle of one leaks none.  -1: none */
	uint32_t trick;
	bool died; /* of this picture */
};

/* Ends the child and says how it ended. */
static int
bury(struct media_worker *w)
{
	int status = 0;

	if (!w->pid)
		return 0;
	close(w->sock);
	kill(w->pid, SIGKILL);
	while (waitpid(w->pid, &status, 0) < 0 && errno == EINTR)
		;
	w->pid = 0;
	return status;
}

static void
shut(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

static void
worker_undo(void *arg)
{
	struct media_worker *w = arg;

	bury(w);
	shut(&w->in);
	shut(&w->out);
}

struct media_worker *
media_worker_new(struct arena *a)
{
	struct media_worker *w = NEW(a, struct media_worker, 1);

	w->timeout_ms = MEDIA_MAX_SECONDS * 1000;
	w->in = w->out = -1;
	arena_defer(a, worker_undo, w);
	return w;
}

#ifdef DJELI_HOOKS
void
media_worker_trick(struct media_worker *w, enum media_trick t, int timeout_ms)
{
	w->trick = t;
	w->timeout_ms = timeout_ms ? timeout_ms : MEDIA_MAX_SECONDS * 1000;
}

int
media_worker_pid(const struct media_worker *w)
{
	return w->pid;
}
#endif

/* All signals as new, a process group of its own: Ctrl-C is for the parent, which
 * then stops between two pictures. */
static int
prepare(posix_spawnattr_t *attr, posix_spawn_file_actions_t *files, int sock)
{
	sigset_t none, all;
	int bad = 0;

	sigemptyset(&none);
	sigfillset(&all);
	bad |= posix_spawnattr_setsigmask(attr, &none);
	bad |= posix_spawnattr_setsigdefault(attr, &all);
	bad |= posix_spawnattr_setpgroup(attr, 0);
	bad |= posix_spawnattr_setflags(attr, POSIX_SPAWN_SETSIGMASK |
		POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
	bad |= posix_spawn_file_actions_adddup2(files, sock, CHILD_SOCKET);
	bad |= posix_spawn_file_actions_addopen(files, 0, "/dev/null", O_RDONLY, 0);
	bad |= posix_spawn_file_actions_addopen(files, 1, "/dev/null", O_WRONLY, 0);
#ifndef DJELI_HOOKS /* tests want to see a sanitizer's report */
	bad |= posix_spawn_file_actions_addopen(files, 2, "/dev/null", O_WRONLY, 0);
#endif
	bad |= posix_spawn_file_actions_addclosefrom_np(files, CHILD_SOCKET + 1);
	return bad;
}

static int
spawn(pid_t *pid, int sock)
{
	char name[] = "djeli", what[] = MEDIA_CHILD, *argv[] = {name, what, NULL};
	char *env[] = {NULL};
	posix_spawn_file_actions_t files;
	posix_spawnattr_t attr;
	int bad;

	if (posix_spawn_file_actions_init(&files))
		return ENOMEM;
	if (posix_spawnattr_init(&attr)) {
		posix_spawn_file_actions_destroy(&files);
		return ENOMEM;
	}
	bad = prepare(&attr, &files, sock);
	if (!bad)
		bad = posix_spawn(pid, "/proc/self/exe", &files, &attr, argv, env);
	posix_spawnattr_destroy(&attr);
	posix_spawn_file_actions_destroy(&files);
	return bad;
}

static err
start(struct media_worker *w)
{
	int pair[2], bad;

	if (w->pid && w->served < MEDIA_WORKER_PICTURES)
		return OK;
	bury(w);
	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair))
		return fail(E_BROKEN, "cannot create a socket for the picture worker: %s",
			strerror(errno));
	bad = spawn(&w->pid, pair[1]);
	close(pair[1]);
	if (bad) {
		w->pid = 0;
		close(pair[0]);
		return fail(E_BROKEN, "cannot start the picture worker: %s",
			strerror(bad));
	}
	w->sock = pair[0];
	w->served = 0;
	return OK;
}

static bool
ask(struct media_worker *w, struct job job, int in, int out)
{
	_Alignas(struct cmsghdr) char control[CMSG_SPACE(2 * sizeof(int))] = {0};
	struct iovec part = {&job, sizeof job};
	struct msghdr m = {.msg_iov = &part, .msg_iovlen = 1, .msg_control = control,
		.msg_controllen = sizeof control};
	struct cmsghdr *c = CMSG_FIRSTHDR(&m);
	int fd[2] = {in, out};

	c->cmsg_level = SOL_SOCKET;
	c->cmsg_type = SCM_RIGHTS;
	c->cmsg_len = CMSG_LEN(sizeof fd);
	memcpy(CMSG_DATA(c), fd, sizeof fd);
	job.magic = JOB_MAGIC;
	job.trick = w->trick;
	w->trick = 0;
	w->served++;
	return sendmsg(w->sock, &m, MSG_NOSIGNAL) == sizeof job;
}

/* 1: there is an answer or the end; 0: it took too long. */
static int
wait_for(struct media_worker *w)
{
	int64_t end = clock_ms() + w->timeout_ms;

	for (;;) {
		struct pollfd p = {w->sock, POLLIN, 0};
		int64_t left = end - clock_ms();
		int n = poll(&p, 1, left > 0 ? (int)left : 0);

		if (n > 0 || (n == 0 && left <= 0))
			return n;
	}
}

static err
died(struct media_worker *w)
{
	int status = bury(w);

	w->died = true;
	if (WIFSIGNALED(status) && WTERMSIG(status) == SIGSYS)
		return fail(E_BROKEN, "picture processing failed: the decoder made a forbidden system call");
	if (WIFSIGNALED(status))
		return fail(E_BROKEN, "picture processing failed: the decoder was killed by signal %d (%s)", WTERMSIG(status), strsignal(WTERMSIG(status)));
	return fail(E_BROKEN, "picture processing failed: the decoder exited with status %d",
		WEXITSTATUS(status));
}

static err
talk(struct media_worker *w, const struct job *job, int in, int out, struct answer *ans)
{
	int limit = w->timeout_ms / 1000;
	ssize_t n;

	TRY(start(w));
	if (!ask(w, *job, in, out))
		return died(w);
	if (!wait_for(w)) {
		bury(w);
		return fail(E_TOOBIG, "picture processing timed out after %d s", limit);
	}
	do
		n = recv(w->sock, ans, sizeof *ans, 0);
	while (n < 0 && errno == EINTR);
	if (n != sizeof *ans || ans->magic != JOB_MAGIC)
		return died(w);
	ans->why[sizeof ans->why - 1] = 0;
	for (char *p = ans->why; *p; p++)
		if (*p < ' ' || *p > '~')
			*p = '?';
	if (ans->e == OK)
		return OK;
	if (ans->e != E_INPUT && ans->e != E_TOOBIG) {
		bury(w);
		w->died = true;
		return fail(E_BROKEN, "%s", ans->why);
	}
	return fail(ans->e == E_INPUT ? E_INPUT : E_TOOBIG, "%s", ans->why);
}

struct job_files {
	struct arena *a;
	const struct job *job;
	int out;
	int64_t out_n;
	str dir, base;
};

static err
copy_out(struct job_files *j, const struct made *m, int fd)
{
	char piece[1 << 16];
	int64_t at = m->at, end = m->at + m->n;

	while (at < end) {
		size_t want = end - at < (int64_t)sizeof piece ? (size_t)(end - at) :
			sizeof piece, put = 0;
		ssize_t n = pread(j->out, piece, want, (off_t)at);

		if (n <= 0)
			return fail(E_BROKEN, "cannot read the picture sizes back");
		while (put < (size_t)n) {
			ssize_t k = write(fd, piece + put, (size_t)n - put);

			if (k < 0 && errno != EINTR)
				return fail(E_BROKEN, "%.*s: %s", SARG(j->dir),
					strerror(errno));
			put += k > 0 ? (size_t)k : 0;
		}
		at += n;
	}
	return OK;
}

/* Through a temporary name, so that a reader never meets half a picture.  No fsync:
 * every size can be made again from the original. */
static err
write_file(struct job_files *j, const struct made *m, str name)
{
	const char *path = arena_fmt(j->a, "%.*s/%.*s", SARG(j->dir), SARG(name)).p;
	const char *tmp = arena_fmt(j->a, "%s.new", path).p;
	int fd = open(tmp, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0644);
	err e;

	if (fd < 0)
		return fail(E_BROKEN, "%s: %s", tmp, strerror(errno));
	e = copy_out(j, m, fd);
	if (close(fd) && !e)
		e = fail(E_BROKEN, "%s: %s", tmp, strerror(errno));
	if (!e && rename(tmp, path))
		e = fail(E_BROKEN, "%s: %s", path, strerror(errno));
	if (e)
		unlink(tmp);
	return e;
}

/* The width alone names a size of the whole; a part says which it is as well. */
static str
size_name(struct job_files *j, const struct made *m)
{
	const struct media_crop *c = &j->job->crop[m->shape];
	const char *ext = media_ext((enum media_kind)m->kind);

	return m->shape == MEDIA_WHOLE ? arena_fmt(j->a, "%.*s-w%d.%s", SARG(j->base), m->w, ext) :
		arena_fmt(j->a, "%.*s-%s-%d-%d-%d-w%d.%s", SARG(j->base), media_shape_is((enum media_shape)m->shape)->name,
			c->x, c->y, c->w, m->w, ext);
}

/* Was it asked for? */
static bool
wanted(const struct job *job, int32_t shape)
{
	return job->crops ? shape > MEDIA_WHOLE && shape < MEDIA_SHAPES && job->crop[shape].w > 0 : shape == MEDIA_WHOLE;
}

static err
keep(struct job_files *j, const struct made *m, bool clean, struct media_size *size)
{
	enum media_kind k = (enum media_kind)m->kind;
	str name;

	if (m->kind < MEDIA_JPEG || m->kind > MEDIA_AVIF || m->w < 1 || m->h < 1 ||
		m->w > MEDIA_MAX_SIDE || m->h > MEDIA_MAX_SIDE || m->at < 0 || m->n < 1 ||
		m->n > j->out_n || m->at > j->out_n - m->n || !wanted(j->job, m->shape))
		return fail(E_BROKEN, "invalid reply from the picture worker");
	name = clean ? arena_fmt(j->a, "%.*s-clean.%s", SARG(j->base), media_ext(k)) : size_name(j, m);
	*size = (struct media_size){k, (enum media_shape)m->shape, m->w, m->h, name, m->n};
	return write_file(j, m, name);
}

static str
words(struct arena *a, const char *p, uint32_t n)
{
	char line[MEDIA_MAX_TEXT];
	str s = {p, n < MEDIA_MAX_TEXT ? n : MEDIA_MAX_TEXT};

	return arena_copy(a, (str){line, media_meta_line(s, line, sizeof line)});
}

static err
collect(struct job_files *j, const struct answer *ans, struct media_result *r)
{
	off_t end = lseek(j->out, 0, SEEK_END);

	if (ans->sizes < 0 || ans->sizes > MEDIA_MAX_SIZES || end < 0)
		return fail(E_BROKEN, "invalid reply from the picture worker");
	j->out_n = end;
	*r = (struct media_result){
		.alpha = ans->alpha,
		.moving = ans->moving,
		.caption = words(j->a, ans->caption, ans->caption_n),
		.credit = words(j->a, ans->credit, ans->credit_n),
		.headline = words(j->a, ans->headline, ans->headline_n),
		.licence = words(j->a, ans->licence, ans->licence_n),
		.size = NEW(j->a, struct media_size, ans->sizes),
	};
	if (ans->kind >= MEDIA_JPEG && ans->kind <= MEDIA_AVIF)
		r->kind = (enum media_kind)ans->kind;
	if (!j->job->crops)
		TRY(keep(j, &ans->clean, true, &r->clean));
	r->width = r->clean.width;
	r->height = r->clean.height;
	for (; r->sizes < (size_t)ans->sizes; r->sizes++)
		TRY(keep(j, &ans->size[r->sizes], false, &r->size[r->sizes]));
	return OK;
}

static bool
name_allowed(str s)
{
	enum { LONGEST = 180 };

	for (size_t i = 0; i < s.n; i++) {
		unsigned c = (unsigned char)s.p[i];

		if (c < 0x80 && !strchr("._-0123456789abcdefghijklmnopqrstuvwxyz"
			"ABCDEFGHIJKLMNOPQRSTUVWXYZ", (int)c))
			return false;
	}
	return s.n > 0 && s.n <= LONGEST && s.p[0] != '.' && !memchr(s.p, 0, s.n);
}

static err
do_job(struct arena *a, struct media_worker *w, const struct job *job, int source, str out_dir, str base_name,
	struct media_result *r)
{
	struct answer *ans = NEW(a, struct answer, 1);
	struct job_files j = {.a = a, .job = job, .dir = out_dir, .base = base_name};
	err e;

	*r = (struct media_result){0};
	if (!name_allowed(base_name))
		return fail(E_INPUT, "\"%.*s\" is not a valid picture file name",
			SARG(str_upto(base_name, 200)));
	shut(&w->out);
	j.out = w->out = memfd_create("picture", MFD_CLOEXEC);
	if (j.out < 0)
		return fail(E_BROKEN, "cannot create a memory file for a picture: %s", strerror(errno));
	w->died = false;
	e = talk(w, job, source, j.out, ans);
	if (!e)
		e = collect(&j, ans, r);
	r->died = w->died;
	shut(&w->out);
	return e;
}

err
media_make_sizes(struct arena *a, struct media_worker *w, int source, str out_dir,
	str base_name, struct media_result *r)
{
	return do_job(a, w, &(struct job){0}, source, out_dir, base_name, r);
}

err
media_make_crops(struct arena *a, struct media_worker *w, int source, const struct media_crop crop[MEDIA_SHAPES],
	str out_dir, str base_name, struct media_result *r)
{
	struct job job = {.crops = 1};

	memcpy(job.crop, crop, sizeof job.crop);
	return do_job(a, w, &job, source, out_dir, base_name, r);
}

static err
hand_over(int fd, str bytes)
{
	while (bytes.n) {
		ssize_t n = write(fd, bytes.p, bytes.n);

		if (n < 0 && errno != EINTR)
			return fail(E_BROKEN, "cannot send the picture to the worker: %s",
				strerror(errno));
		bytes = str_from(bytes, n > 0 ? (size_t)n : 0);
	}
	return OK;
}

err
media_make_sizes_of(struct arena *a, struct media_worker *w, str bytes, str out_dir,
	str base_name, struct media_result *r)
{
	err e;

	if (bytes.n > MEDIA_MAX_BYTES)
		return fail(E_TOOBIG, "picture is larger than %d MB",
			MEDIA_MAX_BYTES >> 20);
	shut(&w->in);
	w->in = memfd_create("source", MFD_CLOEXEC);
	if (w->in < 0)
		return fail(E_BROKEN, "cannot create a memory file for a picture: %s", strerror(errno));
	e = hand_over(w->in, bytes);
	if (!e)
		e = media_make_sizes(a, w, w->in, out_dir, base_name, r);
	shut(&w->in);
	return e;
}
