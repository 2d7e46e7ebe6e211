/* media_file.h: one file on its way into the site, from an import or from the desk.
 *
 *   SITE/media/2025/10/a.jpg              what readers get: no metadata in it
 *   SITE/media/2025/10/a.jpg-w640.webp    its sizes
 *   SITE/media/2025/10/a.jpg-r2-w640.webp those of the file that replaced it
 *   SITE/media/2025/10/a.jpg-3x2-0-125-1000-w640.webp a part of it (left, top, width in thousandths)
 *   SITE/media/.original/2025/10/a.jpg    as it came; never served
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once
#include "media/media.h"
#include "store/store.h"

/* One file, in an arena of its own. */
struct media_file {
	struct arena *a;
	str path;             /* below media/ */
	str original, served; /* whole paths: of what came, of what readers get */
	str out_dir;
	int64_t id, bytes, told; /* told: by whoever offers it */
	int64_t version;      /* 0, 1: the first at this address */
	enum media_kind kind;
	bool fresh;           /* the archive did not know it */
	str sha256;
	struct media_result made, cut; /* cut: its crops */
	err e;
	char why[512];
};

/* Fills original, served and out_dir, and makes their folders.  media: SITE/media. */
err media_file_place(struct media_file *, str media) MUST;
/* The sizes of the picture that lies at `original`, made in the child; what readers
 * get takes its place at `served`. */
err media_file_make(struct media_file *, struct media_worker *) MUST;
/* Crops of the picture at `original` (or, where that was taken away, of what readers
 * get); crop[i].w 0: none. */
err media_file_cut(struct media_file *, struct media_worker *, const struct media_crop crop[MEDIA_SHAPES]) MUST;
/* A store_write work; the argument is a struct media_file whose files are in their
 * places.  What was refused (e) is told as refused. */
err media_file_put(struct txn *, void *file) MUST;
/* Its crops alone, instead of those there were. */
err media_file_put_cut(struct txn *, const struct media_file *) MUST;
/* Takes away what stands at its place: what readers get and all sizes, and with `all`
 * the originals too. */
void media_file_remove(struct arena *, str media, str path, bool all);
/* "a.jpg" of a path below media/, as the names of made files begin. */
str media_file_base(struct arena *, str path, int64_t version);
/* Reads "2025/10/a.jpg-r2-3x2-0-125-1000-w640.webp": a size of which picture, in which
 * shape, how wide.  It need not be there any more. */
bool media_file_is_size(str path, str *picture, enum media_shape *, int64_t *width);
/* "2025/10/a.jpg" and a name: "2025/10/NAME". */
str media_file_beside(struct arena *, str path, str name);
