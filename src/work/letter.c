/* letter.c: a letter goes to the mail server.
 * SPDX-License-Identifier: Apache-2.0 */
#include "work/job.h"

#include "mail/mail.h"
#include "news/paper/setting.h"
#include "news/people/outbox.h"

JOB(letter_send, MAIL, QUEUE("mail", .lease = 600, .needs_mail = true))

static err
title(struct job_run *r, str *out)
{
	struct settings set;
	struct txn *t;
	err e;

	TRY(store_read(r->with->store, r->a, NULL, &t));
	e = setting_load(t, &set);
	if (!e)
		*out = setting_str(&set, "site_title");
	store_end(t);
	return e;
}

err
letter_send(struct job_run *r)
{
	const struct mail_way *way = r->with->mail;
	struct outbox_letter l;
	str from;

	TRY(outbox_open(r->a, r->with->seal, &r->queued, &l));
	TRY(title(r, &from));
	return mail_send(r->a, way, &(struct mail_letter){.from = way->from, .from_name = from, .to = l.to,
		.subject = l.subject, .text = l.text, .unsubscribe = l.unsubscribe, .id = l.token, .date = r->now}, r->stop);
}
