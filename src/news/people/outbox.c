/* outbox.c: letters as rows of the table job.
 *
 * Sent at least once: a crash between the server's yes and our note of it would send
 * a letter again, after HOLD seconds.  It then has the same Message-ID, by which mail
 * programs know a letter that they have. */
#include "news/people/outbox.h"
#include "news/people/audit.h"

#include "base/hash.h"
#include "base/rand.h"
#include "base/utf8.h"
#include "mail/mail.h"
#include "query/outbox.h"

enum { SUBJECT_BYTES = 200, TEXT_BYTES = 100000, WHY_BYTES = 300, HOLD = 600 };

/* After the n-th failure; the last one gives up, after two days and a half. */
static const int64_t pause[] = {30, 120, 600, 1800, 7200, 21600, 43200, 64800, 64800};

err
outbox_add(struct txn *t, const struct seal *key, const struct outbox_mail *m)
{
	struct arena *a = store_arena(t);
	str token = rand_token(a, 16), plain, sealed;

	if (!mail_is_address(m->to))
		return fail(E_INPUT, "\"%.*s\" is not an email address", SARG(str_upto(m->to, 80)));
	if (str_find_char(m->subject, '\n') != NOWHERE || str_find_char(m->subject, '\r') != NOWHERE)
		return fail(E_INPUT, "an email subject must not contain line breaks");
	if (str_find_char(m->unsubscribe, '\n') != NOWHERE)
		return fail(E_INPUT, "an email address must not contain line breaks");
	plain = arena_fmt(a, "%.*s\n%.*s\n%.*s\n%.*s", SARG(m->to), SARG(utf8_cut(m->subject, SUBJECT_BYTES)),
		SARG(m->unsubscribe), SARG(utf8_cut(m->text, TEXT_BYTES)));
	sealed = hash_to_hex(a, seal_bytes(a, key, S("mail"), token, plain));
	return q_outbox_add(t, m->due_at, arena_fmt(a, "%.*s %.*s", SARG(token), SARG(sealed)));
}

static err
open_letter(struct arena *a, const struct seal *key, str payload, struct outbox_letter *m)
{
	str hex = payload, sealed, plain;

	if (!str_split(&hex, ' ', &m->token))
		return fail(E_INPUT, "a queued email is damaged");
	TRY(hash_from_hex(a, hex, &sealed));
	TRY(seal_unseal(a, key, S("mail"), m->token, sealed, &plain));
	if (!str_split(&plain, '\n', &m->to) || !str_split(&plain, '\n', &m->subject) ||
		!str_split(&plain, '\n', &m->unsubscribe))
		return fail(E_INPUT, "a queued email is damaged");
	m->text = plain;
	return OK;
}

err
outbox_take(struct txn *t, const struct seal *key, int64_t now, struct outbox_letter *m)
{
	struct q_outbox_due row;
	struct q_outbox_hold held;

	*m = (struct outbox_letter){0};
	TRY(q_outbox_due(t, now, &row));
	TRY(q_outbox_hold(t, row.id, row.due_at, now + HOLD, &held));
	m->id = row.id;
	m->tries = held.tries;
	if (open_letter(store_arena(t), key, row.payload, m) == OK)
		return OK;
	m->to = S("");
	return q_outbox_remove(t, row.id);
}

err
outbox_sent(struct txn *t, int64_t id)
{
	return q_outbox_remove(t, id);
}

err
outbox_failed(struct txn *t, int64_t id, int64_t tries, int64_t now, str why)
{
	if (tries < 1 || (size_t)tries > LENGTH(pause)) {
		TRY(q_outbox_remove(t, id));
		return audit_put(t, &(struct actor){0, S("mail"), now},
			"mail.given_up", "mail", id, utf8_cut(why, WHY_BYTES));
	}
	return q_outbox_later(t, id, now + pause[tries - 1], utf8_cut(why, WHY_BYTES));
}
