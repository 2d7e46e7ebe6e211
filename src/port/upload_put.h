/* upload_put.h: one uploaded file on its way into the site, and how the archive
 * is told of it when all its files are in their places. */
#pragma once
#include "media/media.h"
#include "store/store.h"

/* One file on its way, in an arena of its own. */
struct upload {
	struct arena *a;
	str path;           /* below media/ */
	str original, served; /* whole paths: of what came, of what readers get */
	str out_dir;
	int64_t id, bytes, told; /* told: by whoever offers it */
	enum media_kind kind;
	bool fresh;         /* the archive did not know it */
	str sha256;
	struct media_result made;
	err e;
	char why[512];
};

/* A store_write work; the argument is a struct upload.  What was refused (e) is
 * told as refused. */
err upload_put(struct txn *, void *upload) MUST;
