/* upload_put.c: what the archive is told of an uploaded file: its row where the
 * export had none, its measures, its sizes, and which pages that touches.  The
 * names of sizes are those that srcset and <source> are made of (view/show.c). */
#include "port/upload_put.h"

#include "news/archive.h"
#include "query.h"

static str
format_of(enum media_kind k)
{
	return k == MEDIA_JPEG ? S("jpeg") : k == MEDIA_PNG ? S("png") : k == MEDIA_WEBP ?
		S("webp") : k == MEDIA_AVIF ? S("avif") : S("");
}

static err
put_sizes(struct txn *t, struct upload *j)
{
	size_t slash = j->path.n;

	while (slash && j->path.p[slash - 1] != '/')
		slash--;
	TRY(q_import_sizes_clear(t, j->id));
	for (size_t i = 0; i < j->made.sizes; i++) {
		const struct media_size *s = &j->made.size[i];

		if (!format_of(s->kind).n)
			continue;
		TRY(q_import_size_put(t, &(struct q_import_size_put_in){.media = j->id,
			.format = format_of(s->kind), .width = s->width, .height = s->height,
			.bytes = s->bytes, .path = arena_fmt(store_arena(t), "%.*s%.*s",
				SARG(str_upto(j->path, slash)), SARG(s->name))}));
	}
	return OK;
}

err
upload_put(struct txn *t, void *arg)
{
	struct upload *j = arg;
	struct q_import_media_id next;
	bool picture = media_is_picture(j->kind);

	if (j->fresh) {
		TRY(q_import_media_id(t, 0, &next));
		j->id = next.id;
		TRY(q_import_media_add(t, &(struct q_import_media_add_in){.id = j->id,
			.path = j->path}));
	}
	TRY(q_import_media_file(t, &(struct q_import_media_file_in){.id = j->id,
		.state = j->e ? S("refused") : S("ready"),
		.mime = str_of(media_mime(picture && !j->e ? j->made.clean.kind : j->kind)),
		.bytes = j->bytes, .width = j->made.width, .height = j->made.height,
		.sum = j->sha256, .caption = j->made.caption, .credit = j->made.credit}));
	TRY(put_sizes(t, j));
	store_changed(t, DEP_MEDIA, j->id, 0);
	store_changed(t, DEP_MEDIA_PATH, dep_name(j->path), 0);
	return archive_numbers(t);
}
