/* outbox.c: letters as jobs of the queue.
 *
 * Sent at least once: a crash between the server's yes and our note of it sends a letter
 * again when its lease has ended.  It then has the same Message-ID, by which mail programs
 * know a letter that they have.
 * SPDX-License-Identifier: Apache-2.0 */
#include "news/people/outbox.h"
#include "news/people/audit.h"

#include "base/hash.h"
#include "base/rand.h"
#include "base/utf8.h"
#include "mail/mail.h"

enum { SUBJECT_BYTES = 200, TEXT_BYTES = 100000 };

err
outbox_add(struct txn *t, const struct seal *key, const struct outbox_mail *m)
{
	struct arena *a = store_arena(t);
	str token = rand_token(a, 16), plain, sealed;

	if (!mail_is_address(m->to))
		return fail(E_INPUT, "\"%.*s\" is no mail address", SARG(str_upto(m->to, 80)));
	if (str_find_char(m->subject, '\n') != NOWHERE || str_find_char(m->subject, '\r') != NOWHERE)
		return fail(E_INPUT, "a subject is one line");
	if (str_find_char(m->unsubscribe, '\n') != NOWHERE)
		return fail(E_INPUT, "an address is one line");
	plain = arena_fmt(a, "%.*s\n%.*s\n%.*s\n%.*s", SARG(m->to), SARG(utf8_cut(m->subject, SUBJECT_BYTES)),
		SARG(m->unsubscribe), SARG(utf8_cut(m->text, TEXT_BYTES)));
	sealed = hash_to_hex(a, seal_bytes(a, key, S("mail"), token, plain));
	return queue_add(t, &(struct queue_new){.kind = "mail", .due_at = m->due_at,
		.payload = arena_fmt(a, "%.*s %.*s", SARG(token), SARG(sealed)),
		.priority = m->urgent ? QUEUE_URGENT : QUEUE_ORDINARY});
}

err
outbox_open(struct arena *a, const struct seal *key, const struct queue_job *job, struct outbox_letter *m)
{
	str hex = job->payload, sealed, plain;

	if (!str_split(&hex, ' ', &m->token))
		return fail(E_INPUT, "a letter in the outbox is damaged");
	TRY(hash_from_hex(a, hex, &sealed));
	TRY(seal_unseal(a, key, S("mail"), m->token, sealed, &plain));
	if (!str_split(&plain, '\n', &m->to) || !str_split(&plain, '\n', &m->subject) ||
		!str_split(&plain, '\n', &m->unsubscribe))
		return fail(E_INPUT, "a letter in the outbox is damaged");
	m->text = plain;
	return OK;
}
