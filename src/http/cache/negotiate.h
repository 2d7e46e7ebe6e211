/* negotiate.h: which bytes of a ready page or of a file this request gets:
 * coding (RFC 9110, 12.5.3), conditions (13), ranges (14).
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once
#include "http/cache/stored_response.h"
#include "net/net.h"
#include "net/parse.h"

/* Takes no memory: a hit is answered with it.  The reference to the page goes over to
 * the answer. */
void negotiate_page(struct net_answer *, struct stored *, const struct parse_head *,
	const char *bytes);
/* Opens reply->file.  E_ABSENT: it is not there, or is no plain file. */
err negotiate_file(struct arena *, struct net_answer *, const struct reply *, str policy,
	const struct parse_head *, const char *bytes) MUST;

/* The coding with the greatest weight among `have` (a bit each); the smaller
 * one when weights are equal.  For tests. */
enum coding negotiate_coding(str accept, unsigned have);
/* Is one of the tags in If-None-Match of the content that `tag` names?  Tags
 * are compared weakly, and without the coding's mark. */
bool negotiate_matches(str list, str tag);
/* "bytes=..." of one range: 0 whole, 206, or 416.  For tests. */
int negotiate_range(str range, int64_t size, int64_t *at, int64_t *n);
