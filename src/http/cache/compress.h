/* compress.h: whole bodies through zlib and Brotli.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "base/base.h"

enum {
	COMPRESS_QUICK_GZIP = 5, COMPRESS_BEST_GZIP = 9,
	COMPRESS_QUICK_BR = 5, COMPRESS_BEST_BR = 11,
	COMPRESS_MIN = 256 /* below, the headers about it cost more */
};
/* E_BROKEN when the library fails; the result may be longer than `in`. */
err compress_gzip(struct arena *, str in, int level, str *out) MUST;
err compress_br(struct arena *, str in, int level, str *out) MUST;
/* Is it worth it for this Content-Type? */
bool compress_fits(str type);
