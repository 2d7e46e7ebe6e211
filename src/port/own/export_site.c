/* export_site.c: the run of an export: its files, its order, its pace.
 * SPDX-License-Identifier: Apache-2.0 */
#include "port/own/export.h"

#include "base/sys/file.h"
#include "news/archive/all.h"
#include "port/own/export_records.h"
#include "port/own/export_wxr.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

enum { STORIES = 25, BATCH_MEMORY = 256 << 20, FILES = 100, COPY = 256 << 10 };

static bool
stopped(struct export_run *r)
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
	int64_t *id;
	struct paper paper;

	TRY(store_read(b->r->how->store, b->a, NULL, &b->t));
	TRY(paper_load(b->t, b->r->how->base, b->r->how->now, &paper));
	if (!b->after)
		TRY(export_wxr_head(b->r, b->t, &paper));
	TRY(all_story_ids(b->t, b->after, STORIES, &id, &b->n));
	for (size_t i = 0; i < b->n; i++) {
		TRY(export_wxr_story(b->r, b->t, &paper, id[i]));
		TRY(export_rest_story(b->r, b->t, id[i]));
		b->after = id[i];
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
		TRY(export_file_flush(&r->wxr));
		TRY(export_file_flush(&r->rest));
		if (stopped(r))
			return fail(E_GONE, "the export was stopped");
	}
	buf_add(&r->wxr.b, S("</channel>\n</rss>\n"));
	return export_file_flush(&r->wxr);
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
		TRY(export_file_write(to, path, piece, (size_t)k));
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
	struct all_file *row;
	size_t n;
};

static err
ask_media(void *arg)
{
	struct media_batch *b = arg;

	TRY(store_read(b->r->how->store, b->a, NULL, &b->t));
	TRY(all_media(b->t, b->after, FILES, &b->row, &b->n));
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
		if (stopped(r))
			return fail(E_GONE, "the export was stopped");
	}
	return OK;
}

static err
count(struct export_run *r)
{
	int64_t stories, media;
	struct txn *t;

	TRY(store_read(r->how->store, r->a, NULL, &t));
	TRY(all_counts(t, &stories, &media));
	store_end(t);
	r->n->size = stories + media;
	return OK;
}

static err
run(struct export_run *r)
{
	TRY(count(r));
	TRY(export_file_open(r->a, &r->wxr, r->folder, "site.wxr.xml"));
	TRY(export_file_open(r->a, &r->rest, r->folder, "rest.jsonl"));
	TRY(records(r));
	TRY(export_file_close(&r->wxr));
	TRY(export_file_close(&r->rest));
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
		return fail(E_CLASH, "%.*s is not empty: an export makes a folder of its own", SARG(folder));
	TRY(file_make_dirs(arena_fmt(a, "%.*s/media", SARG(folder)).p));
	e = run(&r);
	if (!e)
		return OK;
	why = arena_copy(a, str_of(fail_why()));
	if (export_file_close(&r.wxr) | export_file_close(&r.rest))
		return fail(e, "%.*s", SARG(why));
	return fail(e, "%.*s", SARG(why));
}
