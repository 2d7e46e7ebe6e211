/* outbox.h: letters that are on their way.
 *
 * A letter is put into the outbox by the write that causes it, so it exists exactly
 * when that write does, also after a power cut.  jobs/ hands it to the mail server.
 * Address and text are sealed: the archive does not tell who was written to.
 * Whether this paper sends mail at all is app->config.mails; without it, do not add.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "base/seal.h"
#include "store/store.h"

struct outbox_mail {
	str to;            /* checked: E_INPUT */
	str subject, text; /* UTF-8; a subject is one line of at most 200 bytes */
	int64_t due_at;    /* not before; 0: at once */
	str unsubscribe;   /* where one click ends such letters (RFC 8058); empty: none */
};
/* Inside a write. */
err outbox_add(struct txn *, const struct seal *, const struct outbox_mail *) MUST;

/* For who sends.  Inside a write: takes the first letter that is due and holds it
 * back for a while, so that no other node sends it, too; E_ABSENT when there is none.
 * A letter that cannot be opened any more (another key) is thrown away: `to` is empty. */
struct outbox_letter {
	int64_t id;
	str token;         /* the same at each try: of its Message-ID */
	str to, subject, text, unsubscribe;
	int64_t tries;     /* this one is counted */
};
err outbox_take(struct txn *, const struct seal *, int64_t now, struct outbox_letter *) MUST;
/* It is with the mail server, or will never be. */
err outbox_sent(struct txn *, int64_t id) MUST;
/* Later again, or, when it was tried often enough (tries 0: at once), given up, which
 * the audit trail says.  why: for who looks after the server. */
err outbox_failed(struct txn *, int64_t id, int64_t tries, int64_t now, str why) MUST;
