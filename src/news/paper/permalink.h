/* permalink.h: the address scheme of stories, as the paper already had it.
 *
 * A scheme is WordPress's: "/%year%/%monthnum%/%day%/%postname%/", with
 * %hour% %minute% %second% %post_id% %category% %author% as well.  The same
 * scheme writes addresses and reads them.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "base/base.h"

struct permalink_parts {
	str slug;                    /* %postname%, decoded; empty: not in the scheme */
	int64_t id;                  /* %post_id%; 0: not in the scheme */
	int year, month, day, hour, minute, second; /* local; -1: not in the scheme */
	str category, author;        /* category may hold slashes */
};

/* E_INPUT says which part of a scheme is wrong; it must have an id or a slug. */
err permalink_check(str scheme) MUST;
/* The path, percent-encoded as WordPress does it (lower-case hex). */
str permalink_write(struct arena *, str scheme, const struct permalink_parts *);
/* Reads a decoded path; a slash at its end is optional.  False: does not fit. */
bool permalink_read(str scheme, str path, struct permalink_parts *);
/* Do addresses of this scheme end in a slash? */
bool permalink_slash(str scheme);
