/* uploads.h: the files of wp-content/uploads come into SITE/media.
 *
 * (news/picture/media_file.h has the places).  A file that is there already is not touched, so it can be stopped and run
 * again.  Sized copies (a-300x169.jpg) are not taken: text/size_suffix_strip answers their
 * addresses.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "port/report.h"
#include "store/store.h"

struct uploads {
	struct store *store;
	str media;             /* the folder SITE/media */
	int64_t now;
	void (*progress)(void *arg, const struct report *);
	bool (*stop)(void *arg);
	void *arg;
#ifdef DJELI_HOOKS
	int trick;             /* an enum media_trick: what the first picture meets */
#endif
};
/* from: a folder, or a tar, plain or gzip.  Files that cannot be taken are named
 * in the report. */
err uploads_take(struct arena *, const struct uploads *, str from, struct report *) MUST;
/* Names in the report what the archive knows of and has no bytes for. */
err uploads_missing(struct arena *, struct store *, struct report *) MUST;
