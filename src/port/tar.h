/* tar.h: reads tar archives as a stream: ustar, pax and GNU's long names
 * (POSIX.1-2017, pax; GNU tar manual, "Basic Tar Format").  Nothing is unpacked
 * here, so names are only told: whoever writes files must not trust them.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "port/source.h"

enum { TAR_NAME_MAX = 4096 };

struct tar;
struct tar *tar_open(struct arena *, struct source *);

struct tar_entry {
	str name;       /* until the next tar_next() */
	int64_t size;
	bool file;      /* a regular one; false: folders, links, devices, sparse files */
};
/* *more false: the end.  E_INPUT: this is no tar, or it is damaged or cut off. */
err tar_next(struct tar *, struct tar_entry *, bool *more) MUST;
/* The bytes of the entry; *n 0: all were read.  What is not read is passed over. */
err tar_read(struct tar *, char *p, size_t max, size_t *n) MUST;
