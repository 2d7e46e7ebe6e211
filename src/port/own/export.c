/* export.c: the run of an export: its files, its order, its pace. */
#include "port/own/export_inner.h"

#include "base/sys/file.h"
#include "query/export.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

enum { STORIES = 25, PIECE = 64 << 20, BATCH_MEMORY = 256 << 20, FILES = 100, COPY = 256 << 10 };

err
export_open(struct export_run *r, struct export_file *f, const char *name)
{
	f->path = arena_fmt(r->a, "%.*s/%s", SARG(r->folder), name).p;
	f->fd = open(f->path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (f->fd < 0)
		return fail(E_BROKEN, "%s: %s", f->path, strerror(errno));
	f->a = arena_new((size_t)PIECE * 2);
	f->b = buf_in(f->a, PIECE);
	return OK;
}

static err
write_all(int fd, const char *path, const char *p, size_t n)
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
export_flush(struct export_file *f)
{
	str s;

	TRY(buf_done(&f->b, &s));
	TRY(write_all(f->fd, f->path, s.p, s.n));
	arena_end(f->a);
	f->a = arena_new((size_t)PIECE * 2);
	f->b = buf_in(f->a, PIECE);
	return OK;
}

err
export_close(struct export_file *f)
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

bool
export_stopped(struct export_run *r)
{
	if (r->how->progress)
		r->how->progress(r->how->arg, r->n);
	return r->how->stop && r->how->stop(r->how->arg);
}

struct batch {
	struct export_run *r;
	struct txn *t;
	struct arena *a;
	int64_t after;
	size_t n;
};

static err
stories(void *arg)
{
	struct batch *b = arg;
	struct q_export_stories *row;
	struct paper paper;

	TRY(store_read(b->r->how->store, b->a, NULL, &b->t));
	TRY(paper_load(b->t, b->r->how->base, b->r->how->now, &paper));
	if (!b->after)
		TRY(export_wxr_head(b->r, b->t, &paper));
	TRY(q_export_stories(b->t, b->after, STORIES, &row, &b->n));
	for (size_t i = 0; i < b->n; i++) {
		TRY(export_wxr_story(b->r, b->t, &paper, row[i].id));
		TRY(export_rest_story(b->r, b->t, row[i].id));
		b->after = row[i].id;
		b->r->n->stories++;
		b->r->n->done++;
	}
	if (b->n < STORIES)
		TRY(export_rest(b->r, b->t, &paper));
	return OK;
}

static err
records(struct export_run *r)
{
	struct batch b = {.r = r, .n = STORIES};

	r->n->phase = "records";
	while (b.n == STORIES) {
		err e;

		b.a = arena_new(BATCH_MEMORY);
		e = arena_run(b.a, stories, &b);
		if (b.t)
			store_end(b.t);
		b.t = NULL;
		arena_end(b.a);
		TRY(e);
		TRY(export_flush(&r->wxr));
		TRY(export_flush(&r->rest));
		if (export_stopped(r))
			return fail(E_GONE, "export stopped");
	}
	buf_add(&r->wxr.b, S("</channel>\n</rss>\n"));
	return export_flush(&r->wxr);
}

/* ---- files ---- */

static err
copy_bytes(struct arena *a, int from, int to, const char *path)
{
	char *piece = NEW(a, char, COPY);

	for (;;) {
		ssize_t k = read(from, piece, COPY);

		if (k < 0 && errno == EINTR)
			continue;
		if (k < 0)
			return fail(E_BROKEN, "reading for %s: %s", path, strerror(errno));
		if (!k)
			return OK;
		TRY(write_all(to, path, piece, (size_t)k));
	}
}

static err
copy_file(struct export_run *r, str path)
{
	struct arena *a = arena_new(1 << 20);
	const char *from = arena_fmt(a, "%.*s/.original/%.*s", SARG(r->how->media), SARG(path)).p;
	const char *to = arena_fmt(a, "%.*s/media/%.*s", SARG(r->folder), SARG(path)).p;
	char *folder = arena_z(a, str_of(to));
	int in, out;
	err e = OK;

	*strrchr(folder, '/') = 0;
	in = open(from, O_RDONLY | O_CLOEXEC);
	if (in < 0)
		in = open(arena_fmt(a, "%.*s/%.*s", SARG(r->how->media), SARG(path)).p, O_RDONLY | O_CLOEXEC);
	if (in < 0) {
		r->n->missing++;
		arena_end(a);
		return OK;
	}
	e = file_make_dirs(folder);
	out = e ? -1 : open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
	if (!e && out < 0)
		e = fail(E_BROKEN, "%s: %s", to, strerror(errno));
	if (!e)
		e = copy_bytes(a, in, out, to);
	close(in);
	if (out >= 0 && close(out) && !e)
		e = fail(E_BROKEN, "%s: %s", to, strerror(errno));
	r->n->files += !e;
	arena_end(a);
	return e;
}

struct media_batch {
	struct export_run *r;
	struct arena *a;
	struct txn *t;
	int64_t after;
	struct q_export_media *row;
	size_t n;
};

static err
ask_media(void *arg)
{
	struct media_batch *b = arg;

	TRY(store_read(b->r->how->store, b->a, NULL, &b->t));
	TRY(q_export_media(b->t, b->after, FILES, &b->row, &b->n));
	store_end(b->t);
	b->t = NULL;
	return OK;
}

static err
files(struct export_run *r)
{
	struct media_batch b = {.r = r, .n = FILES};

	r->n->phase = "files";
	while (b.n == FILES) {
		err e;

		b.a = arena_new(BATCH_MEMORY);
		e = arena_run(b.a, ask_media, &b);
		for (size_t i = 0; !e && i < b.n; i++) {
			if (str_eq(b.row[i].state, S("ready")))
				e = copy_file(r, b.row[i].path);
			b.after = b.row[i].id;
			r->n->done++;
		}
		if (b.t)
			store_end(b.t);
		b.t = NULL;
		arena_end(b.a);
		TRY(e);
		if (export_stopped(r))
			return fail(E_GONE, "export stopped");
	}
	return OK;
}

static err
count(struct export_run *r)
{
	struct q_export_story_total total;
	struct txn *t;

	TRY(store_read(r->how->store, r->a, NULL, &t));
	TRY(q_export_story_total(t, &total));
	store_end(t);
	r->n->size = total.n + total.media;
	return OK;
}

static err
run(struct export_run *r)
{
	TRY(count(r));
	TRY(export_open(r, &r->wxr, "site.wxr.xml"));
	TRY(export_open(r, &r->rest, "rest.jsonl"));
	TRY(records(r));
	TRY(export_close(&r->wxr));
	TRY(export_close(&r->rest));
	return files(r);
}

err
export_site(struct arena *a, const struct export *how, str folder, struct export_counts *n)
{
	struct export_run r = {.a = a, .how = how, .n = n, .folder = folder, .wxr = {.fd = -1}, .rest = {.fd = -1}};
	const char *path = arena_z(a, folder);
	str *names, why;
	size_t files_n = 0;
	err e;

	*n = (struct export_counts){.phase = "records"};
	if (file_exists(path))
		TRY(file_list(a, path, &names, &files_n));
	if (files_n)
		return fail(E_CLASH, "%.*s is not empty: choose a new folder", SARG(folder));
	TRY(file_make_dirs(arena_fmt(a, "%.*s/media", SARG(folder)).p));
	e = run(&r);
	if (!e)
		return OK;
	why = arena_copy(a, str_of(fail_why()));
	if (export_close(&r.wxr) | export_close(&r.rest))
		return fail(e, "%.*s", SARG(why));
	return fail(e, "%.*s", SARG(why));
}
