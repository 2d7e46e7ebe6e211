/* bytes.h: reading numbers from headers (0 past the end), and the header walks
 * that sniff.c, meta.c and clean.c share.  Inside of media/ only.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "media/media.h"

static inline unsigned
at8(str b, size_t at)
{
	return at < b.n ? (unsigned char)b.p[at] : 0;
}
static inline uint32_t
be16(str b, size_t at)
{
	return at8(b, at) << 8 | at8(b, at + 1);
}
static inline uint32_t
be32(str b, size_t at)
{
	return be16(b, at) << 16 | be16(b, at + 2);
}
static inline uint32_t
le16(str b, size_t at)
{
	return at8(b, at) | at8(b, at + 1) << 8;
}
static inline uint32_t
le24(str b, size_t at)
{
	return le16(b, at) | at8(b, at + 2) << 16;
}
static inline uint32_t
le32(str b, size_t at)
{
	return le16(b, at) | le16(b, at + 2) << 16;
}

/* E_INPUT or E_TOOBIG, by the limits in media.h. */
err media_size_allowed(int64_t w, int64_t h) MUST;
/* The next marker segment from *at on, *at moved behind its header part; false:
 * the end, or a length that does not fit. */
bool media_jpeg_next(str jpeg, size_t *at, int *marker, str *body);
/* tiff: the block behind "Exif\0\0".  1 to 8 as in Exif 2.32, 4.6.4.A; 1 when
 * it is absent or nonsense. */
int media_exif_orientation(str tiff);
