/* extra.h: what an export of djeli says and other systems have no word for.  What somebody
 * wrote here already stays; all of it runs inside of store_write().
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "store/store.h"

/* A redirect; former: it is a former name of the section, tag or author that has this
 * slug now.  Passed over where there is one at the path, or its status is none of ours. */
struct archive_redirect {
	str path, target, former;
	int64_t status;
};
err archive_redirect(struct txn *, const struct archive_redirect *) MUST;

/* Of the picture at this path, if there is one. */
struct archive_picture {
	str path, licence;
	str crops; /* by hand: "1x1 125 0 400,3x2 0 56 1000"; the server makes them when it runs */
	int64_t focal_x, focal_y;
	bool decorative;
};
err archive_picture(struct txn *, const struct archive_picture *) MUST;
