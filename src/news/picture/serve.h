/* serve.h: which file an address below media/ means, and whether readers may have it.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "media/media.h"
#include "store/store.h"

struct picture_file {
	int64_t id;     /* of the picture that it is, or is a size of */
	str path, mime;
	bool first;     /* the picture itself, whose file may be replaced; false: a size */
	bool shown;     /* something public uses it at this moment */
};
/* E_ABSENT: the archive knows no such file, or it is not ready. */
err picture_file(struct txn *, str path, int64_t now, struct picture_file *) MUST;
/* Of a size that is there no more, since its picture was replaced or is cut in another
 * way: the one that took its place; empty: there is none. */
err picture_size_now(struct txn *, int64_t id, str asked, enum media_shape, int64_t width, str *path) MUST;
/* What is known of the picture or file at this path.  E_ABSENT. */
err picture_at(struct txn *, str path, int64_t *id, bool *ready) MUST;
/* Does this story, public now, use the picture?  E_ABSENT: no. */
err picture_is_of(struct txn *, int64_t id, int64_t story, int64_t now) MUST;
/* Was there one at this path, which was deleted?  E_ABSENT: no. */
err picture_was_at(struct txn *, str path) MUST;
