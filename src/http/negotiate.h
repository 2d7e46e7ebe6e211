/* answer.h: which bytes of a ready page or of a file this request gets:
 * coding (RFC 9110, 12.5.3), conditions (13), ranges (14).
 */
#pragma once
#include "http/stored_response.h"
#include "net/parse.h"

/* The head ends with Date, Connection and the empty line, which the sender
 * adds.  All bytes belong to the page, or to the arena given. */
struct answer {
	int status;
	str head, body;
	char tag[48];    /* a 304's ETag line; the rest of its head is the page's */
	size_t tag_n;
	int file;        /* descriptor to send from, or -1 */
	int64_t at, left;
};

/* Takes no memory: a hit is answered with it. */
void negotiate_page(struct answer *, const struct stored *, const struct parse_head *,
	const char *bytes);
/* Opens reply->file.  E_ABSENT: it is not there, or is no plain file. */
err negotiate_file(struct arena *, struct answer *, const struct reply *, str policy,
	const struct parse_head *, const char *bytes) MUST;

/* The coding with the greatest weight among `have` (a bit each); the smaller
 * one when weights are equal.  For tests. */
enum coding negotiate_coding(str accept, unsigned have);
/* Is one of the tags in If-None-Match of the content that `tag` names?  Tags
 * are compared weakly, and without the coding's mark. */
bool negotiate_matches(str list, str tag);
/* "bytes=..." of one range: 0 whole, 206, or 416.  For tests. */
int negotiate_range(str range, int64_t size, int64_t *at, int64_t *n);
