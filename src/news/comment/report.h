/* report.h: readers tell the newsroom that a comment should not stand.
 *
 * One report a machine and comment; its origin is kept as keyed hashes, like a
 * comment's, and forgotten with them.  Reports from comment_report_hide networks hide
 * the comment until a moderator looks; what a moderator let stand after reports is not
 * hidden by further ones.  "illegal" is the notice that the Digital Services Act
 * (article 16) knows: it has to say why.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "news/comment/comment.h"

struct comment_by;

#define COMMENT_REASONS {"rude", "spam", "false", "private", "illegal", "other"}
enum { COMMENT_REPORT_MAX = 2000 };
enum comment_report_fault { REPORT_FINE, REPORT_NO_REASON, REPORT_NO_TEXT, REPORT_LONG_TEXT, REPORT_BAD_TEXT,
	REPORT_OLD_TOKEN, REPORT_TOO_OFTEN };
const char *comment_report_word(enum comment_report_fault); /* of lang/ */

struct comment_report {
	int64_t comment_id;
	str reason, text, token, trap, origin;
	int64_t now;
};
str comment_report_token(struct arena *, const struct seal *, int64_t comment, int64_t now);
/* E_INPUT or E_FLOOD with *fault; E_ABSENT: readers see no such comment. A second one of the
 * same machine, and one that a robot filled, is OK and changes nothing. */
err comment_report(struct store *, struct arena *, const struct seal *, const struct comment_report *,
	enum comment_report_fault *) MUST;
/* The same inside a write, of a report that is complete. */
err comment_report_take(struct txn *, const struct seal *, const struct comment_report *,
	enum comment_report_fault *) MUST;

/* Inside a write: its open reports were looked at; and the other way. */
err comment_reports_see(struct txn *, int64_t id, int64_t act, const struct comment_by *) MUST;
err comment_reports_unsee(struct txn *, int64_t id, int64_t act) MUST;
