/* uploads.c: from a tar or a folder to SITE/media; see uploads.h.
 *
 * One thread reads, writes originals and the archive; two others each hold a
 * picture child (media/media.h) and wait for its answers.  A picture is told to
 * the archive as ready when all its files are in their places, so whatever
 * happens between leaves it missing, and the next run takes it again. */
#include "port/wordpress/uploads.h"

#include "base/sys/clock.h"
#include "base/sys/file.h"
#include "base/hash.h"
#include "base/map.h"
#include "base/sys/thread.h"
#include "news/picture/media_file.h"
#include "port/tar.h"
#include "port/wordpress/wordpress.h"
#include "query/import.h"
#include "text/body/size_suffix.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <pthread.h>
#include <sodium.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
	WORKERS = 2,
	PIECE = 64 << 10,
	JOB_MEMORY = 64 << 20,
	DEEPEST = 32,
};
static const int64_t FILE_MAX_BYTES = (int64_t)4 << 30;

struct worker {
	pthread_mutex_t lock;
	pthread_cond_t changed;
	struct thread *thread;
	struct arena *a;
	struct media_worker *media;
	struct media_file *job;   /* given, not yet done */
	struct media_file *done;
	bool quit;
};

struct run {
	struct arena *a;
	const struct uploads *how;
	struct report *report;
	struct worker worker[WORKERS];
	struct map fresh;  /* paths the archive did not know, taken in this run */
	size_t sized;
	int64_t began;
};

static void
work(void *arg)
{
	struct worker *w = arg;

	pthread_mutex_lock(&w->lock);
	while (!w->quit) {
		struct media_file *j = w->job;

		if (!j || w->done) {
			pthread_cond_wait(&w->changed, &w->lock);
			continue;
		}
		pthread_mutex_unlock(&w->lock);
		j->e = media_file_make(j, w->media);
		if (j->e)
			snprintf(j->why, sizeof j->why, "%s", fail_why());
		pthread_mutex_lock(&w->lock);
		w->done = j;
		w->job = NULL;
		pthread_cond_broadcast(&w->changed);
	}
	pthread_mutex_unlock(&w->lock);
}

static err
finish_job(struct run *r, struct media_file *j)
{
	bool lost = j->e == E_BROKEN && j->made.died; /* it alone; the next try may do */
	err e = !lost && (j->e == E_BROKEN || j->e == E_BUSY) ? j->e : OK;
	char what[700];

	if (e)
		e = fail(e, "%.*s: %s", SARG(j->path), j->why);
	else if (!lost)
		e = store_write(r->how->store, j->a, media_file_put, j);
	if (lost) {
		snprintf(what, sizeof what, "%.*s: %s", SARG(j->path), j->why);
		report_note(r->report, &r->report->files, 0, what);
	} else if (!e && j->e) {
		snprintf(what, sizeof what, "%.*s was rejected: %s", SARG(j->path), j->why);
		report_note(r->report, &r->report->files, 0, what);
	}
	if (!e && !lost)
		report_count(r->report, j->e ? S("files, rejected") : S("files"), ARCHIVE_NEW);
	arena_end(j->a);
	return e;
}

/* ---- workers ---- */

static err
collect(struct run *r, struct worker *w)
{
	struct media_file *j;

	pthread_mutex_lock(&w->lock);
	while (w->job)
		pthread_cond_wait(&w->changed, &w->lock);
	j = w->done;
	w->done = NULL;
	pthread_mutex_unlock(&w->lock);
	return j ? finish_job(r, j) : OK;
}

/* To whoever is free; else the first is waited for. */
static err
give(struct run *r, struct media_file *j)
{
	struct worker *w = &r->worker[0];

	for (size_t i = 0; i < WORKERS; i++) {
		bool idle;

		pthread_mutex_lock(&r->worker[i].lock);
		idle = !r->worker[i].job;
		pthread_mutex_unlock(&r->worker[i].lock);
		if (idle) {
			w = &r->worker[i];
			break;
		}
	}
	TRY(collect(r, w));
	pthread_mutex_lock(&w->lock);
	w->job = j;
	pthread_cond_broadcast(&w->changed);
	pthread_mutex_unlock(&w->lock);
	return OK;
}

static void
end_workers(void *arg)
{
	struct run *r = arg;

	for (size_t i = 0; i < WORKERS; i++) {
		struct worker *w = &r->worker[i];

		if (!w->thread)
			continue;
		pthread_mutex_lock(&w->lock);
		w->quit = true;
		pthread_cond_broadcast(&w->changed);
		pthread_mutex_unlock(&w->lock);
		thread_join(w->thread);
		if (w->job)
			arena_end(w->job->a);
		if (w->done)
			arena_end(w->done->a);
		pthread_cond_destroy(&w->changed);
		pthread_mutex_destroy(&w->lock);
		arena_end(w->a);
	}
}

static err
start_workers(struct run *r)
{
	arena_defer(r->a, end_workers, r);
	for (size_t i = 0; i < WORKERS; i++) {
		struct worker *w = &r->worker[i];

		w->a = arena_new(JOB_MEMORY);
		w->media = media_worker_new(w->a);
		pthread_mutex_init(&w->lock, NULL);
		pthread_cond_init(&w->changed, NULL);
#ifdef DJELI_HOOKS
		if (!i)
			media_worker_trick(w->media, (enum media_trick)r->how->trick, 0);
#endif
		TRY(thread_start(r->a, "picture", work, w, &w->thread));
	}
	return OK;
}

/* ---- files ---- */

/* Where the bytes of one file come from. */
struct bytes {
	struct tar *tar;
	int fd; /* when there is no tar */
};

static err
more(struct bytes *b, char *p, size_t max, size_t *n)
{
	ssize_t got;

	if (b->tar)
		return tar_read(b->tar, p, max, n);
	got = read(b->fd, p, max);
	*n = got > 0 ? (size_t)got : 0;
	return got < 0 ? fail(E_BROKEN, "reading failed: %s", strerror(errno)) : OK;
}

static bool
is_wanted(enum media_kind k)
{
	return media_is_picture(k) || media_is_plain(k);
}

/* What is not wanted is not written down: a small archive can hold a lot of it. */
static err
copy_out(struct bytes *from, int fd, struct media_file *j)
{
	crypto_hash_sha256_state sum;
	unsigned char digest[crypto_hash_sha256_BYTES];
	char piece[PIECE];
	size_t n;

	crypto_hash_sha256_init(&sum);
	for (;;) {
		TRY(more(from, piece, sizeof piece, &n));
		if (!n)
			break;
		if (!j->bytes)
			j->kind = media_sniff((str){piece, n});
		if (!is_wanted(j->kind)) {
			j->bytes = j->told;
			return OK;
		}
		j->bytes += (int64_t)n;
		if (j->bytes > FILE_MAX_BYTES)
			return fail(E_TOOBIG, "larger than 4 GB");
		if (media_is_picture(j->kind) && j->bytes > MEDIA_MAX_BYTES)
			return fail(E_TOOBIG, "larger than %d MB", MEDIA_MAX_BYTES >> 20);
		crypto_hash_sha256_update(&sum, (const unsigned char *)piece, n);
		for (size_t at = 0; at < n;) {
			ssize_t put = write(fd, piece + at, n - at);

			if (put < 0)
				return fail(E_BROKEN, "writing failed: %s", strerror(errno));
			at += (size_t)put;
		}
	}
	crypto_hash_sha256_final(&sum, digest);
	j->sha256 = hash_to_hex(j->a, (str){(char *)digest, sizeof digest});
	return fsync(fd) ? fail(E_BROKEN, "writing failed: %s", strerror(errno)) : OK;
}

/* The original lies at its place, whole. */
static err
keep_original(struct run *r, struct bytes *from, struct media_file *j)
{
	const char *part;
	int fd;
	err e;

	TRY(media_file_place(j, r->how->media));
	part = arena_fmt(j->a, "%.*s.part", SARG(j->original)).p;
	fd = open(part, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0644);
	if (fd < 0)
		return fail(E_BROKEN, "%s: %s", part, strerror(errno));
	e = copy_out(from, fd, j);
	if (close(fd) && !e)
		e = fail(E_BROKEN, "%s: %s", part, strerror(errno));
	if (!e && rename(part, j->original.p))
		e = fail(E_BROKEN, "%s: %s", part, strerror(errno));
	if (e)
		unlink(part);
	return e;
}

/* Documents, sound and films are served as they came. */
static err
keep_plain(struct media_file *j)
{
	if (rename(j->original.p, j->served.p))
		return fail(E_BROKEN, "%.*s: %s", SARG(j->path), strerror(errno));
	return OK;
}

static err
refuse(struct media_file *j)
{
	j->e = E_INPUT;
	snprintf(j->why, sizeof j->why, j->kind == MEDIA_SVG ? "SVG can contain scripts" :
		"of no kind that can be served safely");
	unlink(j->original.p);
	return OK;
}

/* Ends the job, or hands it to a worker. */
static err
take_file(struct run *r, struct bytes *from, struct media_file *j)
{
	err e = keep_original(r, from, j);
	char what[700];

	if (!e && media_is_picture(j->kind)) {
		e = give(r, j);
		if (e)
			arena_end(j->a);
		return e;
	}
	if (!e)
		e = media_is_plain(j->kind) ? keep_plain(j) : refuse(j);
	if (!e)
		return finish_job(r, j);
	if (e == E_TOOBIG || e == E_CLASH) {
		snprintf(what, sizeof what, "%.*s: %s", SARG(j->path), fail_why());
		report_note(r->report, &r->report->files, 0, what);
		e = OK;
	}
	arena_end(j->a);
	return e;
}

enum what { ODD, TAKE, TAKE_FRESH, HAVE, SIZED };

static err
ask_what(struct txn *t, str path, int64_t bytes, int64_t *id, enum what *out)
{
	struct q_import_media_by_path row;
	str of = size_suffix_strip(store_arena(t), path);
	err e = q_import_media_by_path(t, path, &row);

	if (e == OK) {
		*id = row.id;
		*out = str_eq(row.state, S("missing")) || row.bytes != bytes ? TAKE : HAVE;
		return OK;
	}
	*out = TAKE_FRESH;
	if (e == E_ABSENT && !str_eq(of, path))
		e = q_import_media_by_path(t, of, &row);
	if (e == OK)
		*out = SIZED;
	return e == E_ABSENT ? OK : e;
}

static err
what_is(struct run *r, str path, int64_t bytes, int64_t *id, enum what *out)
{
	struct arena *a = arena_new(1 << 20);
	struct txn *t;
	err e;

	*out = ODD;
	e = path.n ? store_read(r->how->store, a, NULL, &t) : OK;
	if (!e && path.n) {
		e = ask_what(t, path, bytes, id, out);
		store_end(t);
	}
	arena_end(a);
	return e;
}

static void
tick(struct run *r)
{
	r->report->ms = clock_ms() - r->began;
	if (r->how->progress)
		r->how->progress(r->how->arg, r->report);
	if (r->how->stop && r->how->stop(r->how->arg))
		r->report->stopped = true;
}

static err
one_file(struct run *r, struct bytes *from, str name, int64_t bytes)
{
	struct arena *a = arena_new(JOB_MEMORY);
	struct media_file *j = NEW(a, struct media_file, 1);
	enum what what;
	char why[700];
	err e;

	while (str_starts(name, S("./")))
		name = str_from(name, 2);
	*j = (struct media_file){.a = a, .told = bytes, .path = arena_copy(a, wordpress_upload_path(a,
		arena_fmt(a, "/%.*s", SARG(name))))};
	r->report->records++;
	e = what_is(r, j->path, bytes, &j->id, &what);
	if (!e && what == TAKE_FRESH && map_get(&r->fresh, size_suffix_strip(a, j->path)))
		what = SIZED;
	if (!e && (what == TAKE || what == TAKE_FRESH)) {
		j->fresh = what == TAKE_FRESH;
		if (j->fresh)
			map_put(&r->fresh, arena_copy(r->a, j->path), r);
		tick(r);
		return take_file(r, from, j);
	}
	if (!e && what == ODD) {
		snprintf(why, sizeof why, "%.*s: file name not accepted", SARG(str_upto(name, 300)));
		report_note(r->report, &r->report->files, 0, why);
	} else if (!e && what == HAVE) {
		report_count(r->report, S("files"), ARCHIVE_SAME);
	}
	r->sized += what == SIZED;
	arena_end(a);
	return e;
}

static err
take_tar(struct run *r, str path)
{
	struct source *s;
	struct tar *t;
	struct tar_entry e;
	bool any;

	TRY(source_open(r->a, path, &s));
	t = tar_open(r->a, s);
	r->report->size = source_size(s);
	while (!r->report->stopped) {
		TRY(tar_next(t, &e, &any));
		if (!any)
			break;
		r->report->at = source_at(s);
		if (e.file)
			TRY(one_file(r, &(struct bytes){.tar = t, .fd = -1}, e.name, e.size));
	}
	return OK;
}

/* For the progress: what there is to read. */
static int64_t
folder_bytes(struct arena *a, str folder, int depth)
{
	str *name;
	size_t n;
	int64_t sum = 0;

	if (depth > DEEPEST || file_list(a, folder.p, &name, &n))
		return 0;
	for (size_t i = 0; i < n; i++) {
		str path = arena_fmt(a, "%.*s/%.*s", SARG(folder), SARG(name[i]));
		struct stat st;

		if (!lstat(path.p, &st))
			sum += S_ISDIR(st.st_mode) ? folder_bytes(a, path, depth + 1) :
				S_ISREG(st.st_mode) ? st.st_size : 0;
	}
	return sum;
}

/* Files in a folder and those below it, links not followed. */
static err
take_folder(struct run *r, str folder, str below, int depth)
{
	str *name;
	size_t n;

	TRY(file_list(r->a, folder.p, &name, &n));
	for (size_t i = 0; i < n && !r->report->stopped; i++) {
		str path = arena_fmt(r->a, "%.*s/%.*s", SARG(folder), SARG(name[i]));
		str rel = arena_fmt(r->a, "%.*s%s%.*s", SARG(below), below.n ? "/" : "", SARG(name[i]));
		struct bytes b = {.fd = -1};
		struct stat st;
		err e;

		if (lstat(path.p, &st))
			continue;
		if (S_ISDIR(st.st_mode) && depth < DEEPEST)
			TRY(take_folder(r, path, rel, depth + 1));
		if (!S_ISREG(st.st_mode))
			continue;
		b.fd = open(path.p, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
		if (b.fd < 0) {
			report_note(r->report, &r->report->files, 0, path.p);
			continue;
		}
		e = one_file(r, &b, rel, st.st_size);
		close(b.fd);
		TRY(e);
		r->report->at += st.st_size;
	}
	return OK;
}

err
uploads_take(struct arena *a, const struct uploads *how, str from, struct report *report)
{
	struct run *r = NEW(a, struct run, 1);
	const char *path = arena_z(a, from);
	char what[80];
	struct stat st;

	*r = (struct run){.a = a, .how = how, .report = report, .fresh = map_in(a),
		.began = clock_ms() - report->ms};
	if (stat(path, &st))
		return fail(E_ABSENT, "%s: %s", path, strerror(errno));
	TRY(start_workers(r));
	report->at = report->size = 0;
	report->phase_ms = report->ms;
	if (S_ISDIR(st.st_mode))
		report->size = folder_bytes(a, str_of(path), 0);
	if (S_ISDIR(st.st_mode))
		TRY(take_folder(r, str_of(path), S(""), 0));
	else
		TRY(take_tar(r, from));
	for (size_t i = 0; i < WORKERS; i++)
		TRY(collect(r, &r->worker[i]));
	if (r->sized) {
		snprintf(what, sizeof what, "%zu resized copies skipped: they are generated here",
			r->sized);
		report_note(report, &report->files, 0, what);
	}
	report->ms = clock_ms() - r->began;
	return OK;
}

err
uploads_missing(struct arena *a, struct store *store, struct report *report)
{
	struct q_import_media_missing *row;
	struct txn *t;
	size_t n;
	err e;

	TRY(store_read(store, a, NULL, &t));
	e = q_import_media_missing(t, REPORT_NOTES, &row, &n);
	store_end(t);
	TRY(e);
	for (size_t i = 0; i < n; i++)
		report_note(report, &report->files, 0, arena_fmt(a, "missing: %.*s",
			SARG(row[i].path)).p);
	return OK;
}
