/* export_tar.h: a folder as one file that a browser can fetch: ustar, with GNU's long
 * names where a path needs one.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "base/base.h"

/* All files below folder, their names beginning with `top`/; the folder is removed when
 * `path` is whole. */
err export_tar(struct arena *, str folder, str top, const char *path) MUST;
