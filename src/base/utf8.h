/* utf8.h: code points in bytes (RFC 3629).  Nothing here trusts its input:
 * every reader steps over what is not UTF-8 and calls it U+FFFD.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "base/base.h"

enum { UTF8_BAD = 0xfffd };

/* The code point at s.p[*at], *at < s.n; moves *at past it.  Bytes that are no
 * UTF-8 give UTF8_BAD once for each longest wrong beginning, as browsers do. */
uint32_t utf8_next(str s, size_t *at);
/* The same without a step: UTF8_BAD for a real U+FFFD as well. */
uint32_t utf8_peek(str s, size_t at);
bool utf8_valid(str);
/* s itself when it is valid.  Else a copy in which up to three wrong bytes that
 * stand alone between ASCII are read as Windows-1252 (exports mix encodings),
 * and other wrong bytes become U+FFFD. */
str utf8_repair(struct arena *, str s);
size_t utf8_count(str);               /* code points */
str utf8_upto(str s, size_t points);  /* the first code points, or all */
str utf8_cut(str s, size_t bytes);    /* at most so many bytes, on a boundary */
/* Writes 1 to 4 bytes; surrogates and what is past U+10FFFF become U+FFFD. */
size_t utf8_write(char out[4], uint32_t c);
void utf8_add(struct buf *, uint32_t c);
/* Windows-1252 for 0x80..0x9f, where it differs from Latin-1; c otherwise. */
uint32_t utf8_from_1252(uint32_t c);
