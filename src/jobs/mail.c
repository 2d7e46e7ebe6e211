/* mail.c: letters go out, one after the other.  A letter is taken in a write of its
 * own, sent while no part of the archive is held, and noted in a second one. */
#include "jobs/mail.h"

#include "base/sys/clock.h"
#include "mail/mail.h"
#include "news/people/outbox.h"
#include "news/paper/setting.h"

enum { LETTER_MEMORY = 8 << 20, AT_ONCE = 50 };

struct sending {
	const struct jobs_with *w;
	int64_t now;
	struct outbox_letter letter;
	str title;
	err e;
	str why;
};

static err
take(struct txn *t, void *arg)
{
	struct sending *s = arg;
	struct settings set;

	TRY(outbox_take(t, s->w->seal, s->now, &s->letter));
	TRY(setting_load(t, &set));
	s->title = setting_str(&set, "site_title");
	return OK;
}

static err
note(struct txn *t, void *arg)
{
	struct sending *s = arg;

	if (s->e == OK)
		return outbox_sent(t, s->letter.id);
	return outbox_failed(t, s->letter.id, s->e == E_INPUT ? 0 : s->letter.tries, s->now, s->why);
}

/* E_ABSENT: nothing is due. */
static err
send_one(struct arena *a, struct sending *s)
{
	TRY(store_write(s->w->store, a, take, s));
	if (!s->letter.to.n)
		return OK;
	s->e = mail_send(a, s->w->mail, &(struct mail_letter){.from = s->w->mail->from, .from_name = s->title,
		.to = s->letter.to, .subject = s->letter.subject, .text = s->letter.text,
		.unsubscribe = s->letter.unsubscribe, .id = s->letter.token, .date = s->now}, NULL);
	s->why = s->e == OK ? S("") : arena_copy(a, str_of(fail_why()));
	TRY(store_write(s->w->store, a, note, s));
	/* The others would meet the same trouble; each has its own next moment. */
	return s->e == OK || s->e == E_INPUT ? OK : fail(s->e, "the email will be retried: %.*s", SARG(s->why));
}

struct look {
	struct arena *a;
	struct sending s;
};

static err
guarded(void *arg)
{
	struct look *l = arg;

	return send_one(l->a, &l->s);
}

err
mail_job(const struct jobs_with *w, int64_t now)
{
	err e = OK;

	if (!w->mail || !w->mail->url.n)
		return OK;
	for (int i = 0; i < AT_ONCE && e == OK; i++) {
		struct look l = {arena_new(LETTER_MEMORY), {.w = w, .now = now}};

		e = arena_run(l.a, guarded, &l);
		arena_end(l.a);
	}
	return e == E_ABSENT ? OK : e;
}
