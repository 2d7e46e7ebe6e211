/* export.h: everything out, so that a paper can leave: a folder of
 *
 *   site.wxr.xml   what WordPress and djeli import read (doc/export.md)
 *   rest.jsonl     what a WXR has no words for, one record a line
 *   media/         the pictures and files as they came
 *
 * Stories are read some at a time, so the paper is served meanwhile; one that is
 * changed while the export runs is in it as it was at its turn.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "base/seal.h"
#include "store/store.h"

struct export_counts {
	size_t stories, comments, media, files, missing; /* missing: files that were not there */
	int64_t done, size;     /* records of all there are */
	const char *phase;      /* "records", "files" */
};
struct export {
	struct store *store;
	const struct seal *key;
	str media;              /* the folder SITE/media */
	str base;               /* for a paper without site_url */
	int64_t now;
	bool with_addresses;    /* mail addresses of commenters: only when asked for */
	void (*progress)(void *arg, const struct export_counts *);
	bool (*stop)(void *arg);
	void *arg;
};
/* folder: a new one, or an empty one.  E_CLASH: something is in it. */
err export_site(struct arena *, const struct export *, str folder, struct export_counts *) MUST;

/* Before and after import_wxr() of such a folder: the settings that nobody has chosen here
 * yet; menus, redirects, what is known of pictures. */
err export_settings_back(struct arena *, struct store *, str folder) MUST;
err export_rest_back(struct arena *, struct store *, str folder) MUST;
bool export_is(struct arena *, str folder);
