/* body_picture.h: the pictures that a body names: by the number in a class
 * (wp-image-12) or a gallery, all in one question; else by their address, when
 * they come up.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "news/story/card.h"

struct body_pictures {
	struct txn *t;
	struct picture *picture;
	size_t n;
	err e; /* of a question that failed meanwhile */
};
err body_pictures_find(struct txn *, str body, struct body_pictures *) MUST;
const struct picture *body_picture_numbered(const struct body_pictures *, int64_t id); /* NULL: none */
/* An <img> as it stands in the body; id 0: it has no number. */
const struct picture *body_picture_of(struct body_pictures *, str src, int64_t id);
/* "https://old.example/wp-content/uploads/2025/10/a-300x200.jpg" -> "2025/10/a-300x200.jpg" */
bool body_picture_path(str url, str *path);
