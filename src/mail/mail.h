/* mail.h: a letter, and the mail server that takes it.
 *
 * Letters are plain text in UTF-8.  A line break in a field that becomes a header
 * is refused, so nobody can add a header or a recipient by his name.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "base/base.h"

struct stop;

/* Where letters are handed in; url empty: this paper sends none. */
struct mail_way {
	str url;            /* smtp://host:587 or smtps://host:465 */
	str user, password; /* empty: the server asks for none */
	str from;           /* address of the paper */
};
struct mail_letter {
	str from, from_name, to, subject, text;
	str unsubscribe;    /* https://...: where one click of a mail program ends these letters */
	str id;             /* what stands before the @ of its Message-ID */
	int64_t date;
};

/* The whole message, lines ended by CR LF. E_INPUT: an address or a header is none. */
err mail_compose(struct arena *, const struct mail_letter *, str *out) MUST;
/* "a@b.c": ASCII, one @, nothing that would mean something else to a mail server. */
bool mail_is_address(str);

/* Hands it over and waits for the answer, a minute at most, or for the stop (NULL: none).
 * OK: the server has it.  E_INPUT: it will never take it; E_BUSY: not now. */
err mail_send(struct arena *, const struct mail_way *, const struct mail_letter *,
	const struct stop *) MUST;
/* E_INPUT when the four do not belong together, in one line for djeli.conf's owner. */
err mail_check(const struct mail_way *) MUST;
