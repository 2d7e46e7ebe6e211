/* source.h: bytes from a file or a pipe, plain or gzip (told by their content).
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "base/base.h"

struct source;
/* path "-" is standard input.  E_ABSENT when there is no such file. */
err source_open(struct arena *, str path, struct source **) MUST;
/* *n 0: the end.  E_INPUT: the compressed data is damaged or cut off. */
err source_read(struct source *, char *p, size_t max, size_t *n) MUST;
/* Bytes of the file that were read, as they lie on the disk; size 0: unknown. */
int64_t source_at(const struct source *);
int64_t source_size(const struct source *);
