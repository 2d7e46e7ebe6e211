/* batch.c: records into transactions; see batch.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "port/batch.h"

#include "news/paper/setting.h"

#include <stdio.h>

enum {
	BATCH = 150,
	BATCH_BYTES = 3 << 20,
	WRITE_MEMORY = 512 << 20,
	SMALL_MEMORY = 128 << 20,
	SMALL_BYTES = 8 << 20, /* of small records, also of those left out */
};

static void
end_batch(void *arg)
{
	struct batch *b = arg;

	for (size_t i = 0; i < b->n; i++)
		arena_end(b->record[i].own);
	arena_end(b->small);
}

struct batch *
batch_new(struct arena *a, const struct import *how, struct report *report)
{
	struct batch *b = NEW(a, struct batch, 1);

	*b = (struct batch){.how = how, .report = report, .most = how->batch ? how->batch : BATCH};
	b->small = arena_new(SMALL_MEMORY);
	b->record = NEW(a, struct batch_record, b->most);
	arena_defer(a, end_batch, b);
	return b;
}

static err
write_record(struct txn *t, struct archive *ar, struct batch_record *e)
{
	struct archive_story_did did;

	switch (e->kind) {
	case BATCH_AUTHOR:
		return archive_author(t, ar, &e->author, &e->did);
	case BATCH_SECTION:
		return archive_section(t, ar, &e->section, &e->did);
	case BATCH_TAG:
		return archive_tag(t, ar, e->section.slug, e->section.name, e->section.description, &e->did);
	case BATCH_MEDIA:
		return archive_media(t, ar, &e->media, &e->did);
	case BATCH_STORY:
		TRY(archive_story(t, ar, &e->story, &did));
		e->did = did.story;
		memcpy(e->comment, did.comment, e->story.comments_n);
		return OK;
	}
	return OK;
}

struct group {
	struct archive *archive;
	struct batch_record *record;
	size_t n;
};

static err
write_group(struct txn *t, void *arg)
{
	struct group *g = arg;

	for (size_t i = 0; i < g->n; i++)
		TRY(write_record(t, g->archive, &g->record[i]));
	return archive_numbers(t);
}

err
batch_write(struct batch *b, err (*work)(struct txn *, void *), void *arg)
{
	struct arena *a = arena_new(WRITE_MEMORY);
	err e = store_write(b->how->store, a, work, arg);

	arena_end(a);
	return e;
}

static void
count(struct batch *b, const struct batch_record *e)
{
	static const char *const names[] = {[BATCH_AUTHOR] = "authors", [BATCH_SECTION] = "sections",
		[BATCH_TAG] = "tags", [BATCH_MEDIA] = "media"};

	if (e->kind != BATCH_STORY) {
		report_count(b->report, str_of(names[e->kind]), e->did);
		return;
	}
	report_story(b->report, &e->story, e->later, e->did);
	for (size_t i = 0; i < e->story.comments_n; i++)
		report_comment(b->report, &e->story.comment[i], (enum archive_did)e->comment[i]);
}

/* One by one: what fails is left out with its line; a broken archive ends all. */
static err
store_singly(struct batch *b)
{
	for (size_t i = 0; i < b->n; i++) {
		err e = batch_write(b, write_group, &(struct group){b->archive, &b->record[i], 1});

		if (e == OK) {
			count(b, &b->record[i]);
			continue;
		}
		archive_forget(b->archive);
		if (e == E_BROKEN || e == E_BUSY)
			return e;
		report_note(b->report, &b->report->left, b->record[i].line, fail_why());
	}
	return OK;
}

err
batch_flush(struct batch *b)
{
	err e = b->how->dry || !b->n ? OK : batch_write(b, write_group, &(struct group){b->archive, b->record, b->n});

	if (e) {
		archive_forget(b->archive);
		e = store_singly(b);
	} else {
		for (size_t i = 0; i < b->n; i++)
			count(b, &b->record[i]);
	}
	for (size_t i = 0; i < b->n; i++)
		arena_end(b->record[i].own);
	b->n = b->bytes = 0;
	arena_end(b->small);
	b->small = arena_new(SMALL_MEMORY);
	if (!e)
		import_tick(b->how, b->report);
	return e;
}

err
batch_add(struct batch *b, const struct batch_record *e, size_t bytes)
{
	b->record[b->n++] = *e;
	b->bytes += bytes;
	return b->n == b->most || b->bytes > BATCH_BYTES ? batch_flush(b) : OK;
}

err
batch_room(struct batch *b)
{
	return arena_used(b->small) > SMALL_BYTES ? batch_flush(b) : OK;
}

err
batch_setting(struct batch *b, struct txn *t, const char *name, str value)
{
	err e = value.n ? setting_write_new(t, name, value) : OK;

	if (e != E_INPUT)
		return e;
	/* What an export says of its site may be odd; the stories come in all the same. */
	report_note(b->report, &b->report->left, 0, fail_why());
	return OK;
}

err
batch_finish(struct batch *b, struct txn *t)
{
	struct archive_left left;
	char what[120];

	TRY(archive_finish(t, b->archive, &left));
	if (left.leads) {
		snprintf(what, sizeof what, "%zu stories whose lead picture is not in the export", left.leads);
		report_note(b->report, &b->report->left, 0, what);
	}
	if (left.parents) {
		snprintf(what, sizeof what, "%zu pages whose parent page is not in the export", left.parents);
		report_note(b->report, &b->report->left, 0, what);
	}
	return OK;
}
