/* images.h: which pictures a story's body shows or links to.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "base/base.h"

struct image {
	int64_t id;   /* of class="wp-image-12" or [gallery ids="12,13"]; 0: none */
	str path;     /* below media/: "2025/10/a.jpg", of a file of this site; else empty */
	str alt;
	bool link;    /* not shown: a link leads to its file */
};
/* In the body's order, at most `most`. */
struct image *images_in(struct arena *, str body, size_t most, size_t *n);
/* "https://old.example/wp-content/uploads/2025/10/a.jpg?x" -> "2025/10/a.jpg"; empty: no file of ours. */
str images_path(str url);
