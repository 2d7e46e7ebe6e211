/* log.c: two halves; the lines go into one while the other is on its way to the
 * disk.  The writer waits a moment after the first line, so that a busy second
 * is a few writes and not thousands.
 * SPDX-License-Identifier: Apache-2.0 */
#include "base/sys/log.h"
#include "base/sys/thread.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

enum { HALF = 256 * 1024, GATHER_MS = 10 };

struct log {
	pthread_mutex_t lock;
	pthread_cond_t more;
	char *half[2];
	size_t used;       /* of half[0], the one being filled */
	uint64_t lost, told;
	bool stopping, reopen;
	int fd;
	const char *path;  /* NULL: standard output */
	struct thread *thread;
};

static void
write_all(int fd, const char *p, size_t n)
{
	while (n) {
		ssize_t done = write(fd, p, n);

		if (done < 0 && errno == EINTR)
			continue;
		if (done <= 0)
			return; /* a full disk must not stop a newspaper */
		p += done;
		n -= (size_t)done;
	}
}

static void
open_again(struct log *l)
{
	int fd = l->path ? open(l->path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0640) : -1;

	if (fd < 0)
		return;
	close(l->fd);
	l->fd = fd;
}

/* With the lock held; gives it up while it writes. */
static void
write_half(struct log *l)
{
	char *full = l->half[0];
	size_t n = l->used;
	uint64_t lost = l->lost - l->told;
	bool again = l->reopen;
	char line[64];
	int m = 0;

	l->half[0] = l->half[1];
	l->half[1] = full;
	l->used = 0;
	l->told = l->lost;
	l->reopen = false;
	pthread_mutex_unlock(&l->lock);
	if (again)
		open_again(l);
	write_all(l->fd, full, n);
	if (lost)
		m = snprintf(line, sizeof line, "# %llu lines lost\n", (unsigned long long)lost);
	write_all(l->fd, line, (size_t)m);
	pthread_mutex_lock(&l->lock);
}

static void
run(void *arg)
{
	struct log *l = arg;

	pthread_mutex_lock(&l->lock);
	while (!l->stopping || l->used) {
		if (!l->used && !l->reopen) {
			pthread_cond_wait(&l->more, &l->lock);
			continue;
		}
		if (!l->stopping && l->used < HALF / 2) {
			pthread_mutex_unlock(&l->lock);
			nanosleep(&(struct timespec){0, GATHER_MS * 1000000}, NULL);
			pthread_mutex_lock(&l->lock);
		}
		write_half(l);
	}
	pthread_mutex_unlock(&l->lock);
}

void
log_line(struct log *l, str line)
{
	if (!l)
		return;
	line = str_upto(line, LOG_LINE_MAX);
	pthread_mutex_lock(&l->lock);
	if (HALF - l->used < line.n + 1) {
		l->lost++;
	} else {
		if (!l->used)
			pthread_cond_signal(&l->more);
		memcpy(l->half[0] + l->used, line.p, line.n);
		l->used += line.n;
		l->half[0][l->used++] = '\n';
	}
	pthread_mutex_unlock(&l->lock);
}

void
log_reopen(struct log *l)
{
	if (!l)
		return;
	pthread_mutex_lock(&l->lock);
	l->reopen = true;
	pthread_cond_signal(&l->more);
	pthread_mutex_unlock(&l->lock);
}

uint64_t
log_lost(struct log *l)
{
	uint64_t n;

	if (!l)
		return 0;
	pthread_mutex_lock(&l->lock);
	n = l->lost;
	pthread_mutex_unlock(&l->lock);
	return n;
}

static void
undo(void *log)
{
	struct log *l = log;

	pthread_mutex_lock(&l->lock);
	l->stopping = true;
	pthread_cond_signal(&l->more);
	pthread_mutex_unlock(&l->lock);
	thread_join(l->thread);
	if (l->path)
		close(l->fd);
	pthread_cond_destroy(&l->more);
	pthread_mutex_destroy(&l->lock);
}

err
log_open(struct arena *a, str path, struct log **out)
{
	struct log *l = NEW(a, struct log, 1);

	l->fd = STDOUT_FILENO;
	if (!str_eq(path, S("-"))) {
		l->path = arena_z(a, path);
		l->fd = open(l->path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0640);
	}
	if (l->fd < 0)
		return fail(E_BROKEN, "%s: %s", l->path, strerror(errno));
	l->half[0] = NEW(a, char, HALF);
	l->half[1] = NEW(a, char, HALF);
	pthread_mutex_init(&l->lock, NULL);
	pthread_cond_init(&l->more, NULL);
	arena_defer(a, undo, l);
	TRY(thread_start(a, "log", run, l, &l->thread));
	*out = l;
	return OK;
}
