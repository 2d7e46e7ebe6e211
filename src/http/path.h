/* path.h: addresses: made canonical once, before anything looks at them.
 *
 * The canonical path is percent-decoded once, begins with one slash, has no
 * empty part and no "." or ".." part; whether it ends with a slash is kept.
 * An encoded slash is a slash.  Paths hold no control characters and are
 * UTF-8, so that nothing behind has to ask.
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once
#include "http/http.h"

enum { PATH_QUERIES_MAX = 64 };

/* raw: path without the query.  out: room for raw.n bytes and one more.
 * *folded: slashes or dots were taken out, so another address is the right
 * one.  E_INPUT: a bad escape, %00 or another control character, not UTF-8. */
err path_canon(str raw, char *out, str *path, bool *folded) MUST;
/* For Location and links: everything but unreserved characters and slashes. */
void path_encode(struct buf *, str path);

/* Drops the parameters that other people's campaigns hang on links (utm_...,
 * fbclid and such): they mean nothing here, and each would make a page of its
 * own.  out: room for raw.n bytes. */
str path_clean_query(str raw, char *out);

/* "a=b&c" in the order sent; '+' is a space.  What is not UTF-8, and NUL,
 * becomes U+FFFD, and a broken escape stays as it is (as browsers read it).
 * E_TOOBIG: more than max pairs. */
err path_pairs(struct arena *, str raw, size_t max, struct pair **, size_t *n) MUST;
/* Valid UTF-8 without NUL: s itself, or a repaired copy. */
str path_repair(struct arena *, str s);
