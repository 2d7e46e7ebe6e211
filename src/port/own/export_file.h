/* export_file.h: a file of an export: what is built in memory goes to the disk piece by piece.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "base/base.h"

struct export_file {
	int fd;           /* -1: not open */
	const char *path;
	struct arena *a;  /* of the piece that is being made; ended by export_file_flush() */
	struct buf b;
};
/* A new file; E_BROKEN where there is one. */
err export_file_open(struct arena *, struct export_file *, str folder, const char *name) MUST;
err export_file_flush(struct export_file *) MUST;   /* what was built, to the file */
err export_file_close(struct export_file *) MUST;   /* durable; OK for one that is not open */
/* All of it, whatever write() takes at once. */
err export_file_write(int fd, const char *path, const char *p, size_t n) MUST;
