/* outbox.h: letters that are on their way.
 *
 * A letter is put into the queue (news/queue/queue.h) by the write that causes it; work/
 * hands it to the mail server.  Address and text are sealed: the archive does not tell who
 * was written to.  Whether this paper sends mail at all is app->config.mails; without it, do not
 * add.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "base/seal.h"
#include "news/queue/queue.h"

struct outbox_mail {
	str to;            /* checked: E_INPUT */
	str subject, text; /* UTF-8; a subject is one line of at most 200 bytes */
	int64_t due_at;    /* not before; 0: at once */
	str unsubscribe;   /* where one click ends such letters (RFC 8058); empty: none */
	bool urgent;       /* somebody waits for it in front of the login */
};
/* Inside a write. */
err outbox_add(struct txn *, const struct seal *, const struct outbox_mail *) MUST;

/* For who sends. */
struct outbox_letter {
	str token;         /* the same at each try: of its Message-ID */
	str to, subject, text, unsubscribe;
};
/* E_INPUT: it cannot be read (another key); it never will. */
err outbox_open(struct arena *, const struct seal *, const struct queue_job *, struct outbox_letter *) MUST;
