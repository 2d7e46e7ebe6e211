/* file.h: whole files, read with a cap and written so that a crash leaves the
 * old one or the new one.
 *
 * In test builds DJELI_FILE_FAIL=n makes the n-th operation here fail as a full
 * disk does; file_fail_at(n) does it from within a test.
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once
#include "base/base.h"

/* E_ABSENT: not there; E_TOOBIG: over max bytes; E_BROKEN: anything else. */
err file_read(struct arena *, const char *path, size_t max, str *out) MUST;
/* A new file beside it, fsync, rename over it, fsync of the folder. */
err file_write(const char *path, str bytes) MUST;
/* Like mkdir -p; it is no error when they exist. */
err file_make_dirs(const char *path) MUST;
/* root/path, for a path that comes from outside: E_INPUT when it is absolute,
 * holds "..", an empty part, a NUL or a control character, or a hidden part. */
err file_join(struct arena *, str root, str path, str *out) MUST;
bool file_exists(const char *path);
bool file_is_private(const char *path); /* its owner's alone */
/* Seconds and nanoseconds as one number that grows; 0: not there. */
int64_t file_changed(const char *path);
/* Names in a folder, sorted, hidden ones left out; NUL-terminated. */
err file_list(struct arena *, const char *folder, str **names, size_t *n) MUST;
/* Removing what is not there is no error. */
err file_remove(const char *path) MUST;

#ifdef DJELI_HOOKS
void file_fail_at(int64_t n); /* 1: the next operation; 0: none */
#endif
