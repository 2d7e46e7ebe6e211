/* body_refs.h: what a body refers to: its links and its pictures, for checks.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "base/base.h"

enum { REFS_MOST = 500 }; /* of each; the rest is not looked at */

struct refs_picture {
	str src, alt;  /* decoded; alt.p is NULL where there is no such attribute */
	int64_t id;    /* of class wp-image-N; 0: none */
};
struct refs {
	str *link;     /* href of <a>, decoded, in order, each once */
	struct refs_picture *picture;
	size_t links, pictures;
};
/* Of HTML as it is stored; nothing is followed. */
struct refs body_refs_of(struct arena *, str body);
