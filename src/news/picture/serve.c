/* serve.c: files of pictures, by their addresses.
 * SPDX-License-Identifier: Apache-2.0 */
#include "news/picture/serve.h"

#include "query/card.h"
#include "query/picture.h"

#include <stdlib.h>

err
picture_file(struct txn *t, str path, int64_t now, struct picture_file *out)
{
	struct q_media_file f;

	TRY(q_media_file(t, path, now, &f));
	*out = (struct picture_file){.id = f.id, .path = f.path, .mime = f.mime, .first = f.first != 0, .shown = f.shown != 0};
	return OK;
}

err
picture_size_now(struct txn *t, int64_t id, str asked, enum media_shape shape, int64_t width, str *path)
{
	struct q_media_sizes_of *size, *best = NULL;
	str format = str_ends(asked, S(".jpg")) ? S("jpeg") : str_from(asked, asked.n - 4), want = str_of(media_shape_is(shape)->name);
	size_t n;

	TRY(q_media_sizes_of(t, (struct ids){&id, 1}, want, &size, &n));
	for (size_t i = 0; i < n; i++) {
		if (!str_eq(size[i].shape, want) || !str_ends(format, size[i].format))
			continue;
		if (!best || llabs(size[i].width - width) < llabs(best->width - width))
			best = &size[i];
	}
	*path = best ? best->path : S("");
	return OK;
}

err
picture_at(struct txn *t, str path, int64_t *id, bool *ready)
{
	struct q_media_by_path row;

	TRY(q_media_by_path(t, path, &row));
	*id = row.id;
	*ready = str_eq(row.state, S("ready"));
	return OK;
}

err
picture_is_of(struct txn *t, int64_t id, int64_t story, int64_t now)
{
	struct q_media_of_story row;

	return q_media_of_story(t, id, story, now, &row);
}

err
picture_was_at(struct txn *t, str path)
{
	struct q_picture_is_gone gone;

	return q_picture_is_gone(t, path, &gone);
}
