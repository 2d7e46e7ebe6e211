/* media_path.h: names of files below SITE/media; media_file.h shows them.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "media/media.h"

/* "2025/10" of "2025/10/a.jpg", and "a.jpg". */
str media_path_folder(struct arena *, str path);
str media_path_name(str path);
/* "a.jpg" of a path below media/, as the names of made files begin. */
str media_file_base(struct arena *, str path, int64_t version);
/* Reads "2025/10/a.jpg-r2-3x2-0-125-1000-w640.webp": a size of which picture, in which
 * shape, how wide.  It need not be there any more. */
bool media_file_is_size(str path, str *picture, enum media_shape *, int64_t *width);
/* "2025/10/a.jpg" and a name: "2025/10/NAME". */
str media_file_beside(struct arena *, str path, str name);
