/* mail.c: letters as they are written, and the outbox that keeps them. */
#include "mail/mail.h"
#include "jobs/jobs.h"
#include "news/people/outbox.h"
#include "press.h"
#include "query/outbox.h"

static struct mail_letter
letter(void)
{
	return (struct mail_letter){.from = S("desk@paper.example"), .from_name = S("The Paper"),
		.to = S("ama@paper.example"), .subject = S("Hello"), .text = S("One\n.two\n"), .id = S("abc"), .date = 1772700000};
}

static bool
has(str s, const char *part)
{
	return str_find(s, str_of(part)) != NOWHERE;
}

TEST(mail_is_written_for_any_server)
{
	struct mail_letter m = letter();
	str out;

	CHECK_OK(mail_compose(a, &m, &out));
	CHECK(has(out, "Date: Thu, 5 Mar 2026 08:40:00 +0000\r\n"));
	CHECK(has(out, "From: \"The Paper\" <desk@paper.example>\r\n"));
	CHECK(has(out, "To: <ama@paper.example>\r\nSubject: Hello\r\nMessage-ID: <abc@paper.example>\r\n"));
	CHECK(has(out, "\r\n\r\nOne\r\n=2Etwo\r\n"));
	m.subject = S("Une réponse à votre commentaire sur « L’eau monte à Ségou », que voici enfin");
	m.from_name = S("Le \"Paquet\"");
	m.text = S("Ségou = ici \nx");
	CHECK_OK(mail_compose(a, &m, &out));
	CHECK(has(out, "From: \"Le \\\"Paquet\\\"\" <"));
	CHECK(has(out, "Subject: =?UTF-8?B?VW5lIHLDqXBvbnNlIMOgIHZvdHJl"));
	CHECK(has(out, "?=\r\n =?UTF-8?B?"));
	CHECK(has(out, "S=C3=A9gou =3D ici=20\r\nx\r\n"));
}

TEST(mail_lines_are_short_and_ascii)
{
	struct mail_letter m = letter();
	struct buf b = buf_in(a, 10000);
	str out, line;

	for (int i = 0; i < 300; i++)
		buf_add(&b, i % 7 ? S("é.") : S(" N’Ko"));
	m.text = buf_str(&b);
	m.subject = m.text;
	CHECK_OK(mail_compose(a, &m, &out));
	while (str_split(&out, '\n', &line)) {
		CHECK(line.n <= 77);
		for (size_t i = 0; i < line.n; i++)
			CHECK((unsigned char)line.p[i] < 127);
	}
}

TEST(mail_takes_no_header_from_anybody)
{
	static const char *const bad[] = {"", "a", "@b.example", "a@", "a@b@c", "a b@c.example", "a@c.example\r\nBcc: x@y.example",
		"<a@c.example>", "a@c.example,b@c.example", "-a@c.example", "é@c.example"};
	struct mail_letter m;
	str out;

	for (size_t i = 0; i < LENGTH(bad); i++) {
		m = letter();
		m.to = str_of(bad[i]);
		CHECK_ERR(mail_compose(a, &m, &out), E_INPUT);
		m.from = m.to;
		m.to = S("ama@paper.example");
		CHECK_ERR(mail_compose(a, &m, &out), E_INPUT);
	}
	m = letter();
	m.subject = S("Hello\r\nBcc: x@y.example");
	CHECK_ERR(mail_compose(a, &m, &out), E_INPUT);
	m = letter();
	m.from_name = S("A\nBcc: x@y.example");
	CHECK_ERR(mail_compose(a, &m, &out), E_INPUT);
}

TEST(mail_way_is_one_that_can_be)
{
	struct mail_way w = {.url = S("smtps://mail.example:465"), .from = S("desk@paper.example")};

	(void)a;
	CHECK_OK(mail_check(&w));
	w.url = S("http://mail.example");
	CHECK_ERR(mail_check(&w), E_INPUT);
	w.url = S("smtp://user:word@mail.example");
	CHECK_ERR(mail_check(&w), E_INPUT);
	w = (struct mail_way){.url = S("smtp://mail.example"), .from = S("The Paper")};
	CHECK_ERR(mail_check(&w), E_INPUT);
}

struct posting {
	struct press *p;
	struct outbox_mail mail;
	struct outbox_letter taken;
	err e;
};

static err
post(struct txn *t, void *arg)
{
	struct posting *w = arg;

	return outbox_add(t, w->p->site.seal, &w->mail);
}

static err
take(struct txn *t, void *arg)
{
	struct posting *w = arg;

	return outbox_take(t, w->p->site.seal, w->p->now, &w->taken);
}

static err
miss(struct txn *t, void *arg)
{
	struct posting *w = arg;

	return outbox_failed(t, w->taken.id, w->taken.tries, w->p->now, S("no answer"));
}

static int64_t
waiting(struct press *p, struct arena *a)
{
	struct q_outbox_count n;
	struct txn *t;

	CHECK_OK(store_read(p->site.store, a, NULL, &t));
	CHECK_OK(q_outbox_count(t, &n));
	store_end(t);
	return n.n;
}

TEST(mail_outbox_keeps_what_it_got)
{
	struct press p;
	struct posting w = {&p, .mail = {S("ama@paper.example"), S("Hello"), S("One\nTwo\n"), 0}};
	str db;

	press_setup(a, &p);
	CHECK_OK(store_write(p.site.store, a, post, &w));
	CHECK_INT(waiting(&p, a), 1);
	db = test_file(a, arena_fmt(a, "%.*s/site.db", SARG(p.site.folder)).p);
	CHECK(!has(db, "ama@paper.example"));
	CHECK_OK(store_write(p.site.store, a, take, &w));
	CHECK_STR(w.taken.to, S("ama@paper.example"));
	CHECK_STR(w.taken.subject, S("Hello"));
	CHECK_STR(w.taken.text, S("One\nTwo\n"));
	CHECK_INT(w.taken.tries, 1);
	/* Held back while it is being sent; again when whoever sent it did not come back. */
	CHECK_ERR(store_write(p.site.store, a, take, &w), E_ABSENT);
	press_clock(&p, p.now + 599);
	CHECK_ERR(store_write(p.site.store, a, take, &w), E_ABSENT);
	press_clock(&p, p.now + 1);
	CHECK_OK(store_write(p.site.store, a, take, &w));
	CHECK_INT(w.taken.tries, 2);
	w.mail.to = S("ama@paper.example\nBcc: x@y.example");
	CHECK_ERR(store_write(p.site.store, a, post, &w), E_INPUT);
}

TEST(mail_outbox_tries_later_and_gives_up)
{
	struct press p;
	struct posting w = {&p, .mail = {S("ama@paper.example"), S("Hello"), S("One"), 0}};
	int64_t began;
	int tries = 0;

	press_setup(a, &p);
	CHECK_OK(store_write(p.site.store, a, post, &w));
	for (began = p.now; waiting(&p, a); press_clock(&p, p.now + 30)) {
		err e = store_write(p.site.store, a, take, &w);

		CHECK(e == OK || e == E_ABSENT);
		if (e == OK) {
			CHECK_INT(w.taken.tries, ++tries);
			CHECK_OK(store_write(p.site.store, a, miss, &w));
		}
	}
	CHECK_INT(tries, 10);
	CHECK(p.now - began > 2 * 86400 && p.now - began < 4 * 86400);
}

/* Nobody listens there: the letter stays, and the reason is told. */
TEST(mail_waits_for_the_server)
{
	struct press p;
	struct posting w = {&p, .mail = {S("ama@paper.example"), S("Hello"), S("One"), 0}};
	struct mail_way way = {.url = S("smtp://127.0.0.1:1"), .from = S("desk@paper.example")};
	struct jobs_with with;

	press_setup(a, &p);
	with = (struct jobs_with){.store = p.site.store, .seal = p.site.seal};
	CHECK_OK(store_write(p.site.store, a, post, &w));
	CHECK_OK(jobs_run(&with, p.now));
	CHECK_INT(waiting(&p, a), 1);
	with.mail = &way;
	CHECK_ERR(jobs_run(&with, p.now), E_BUSY);
	CHECK(has(str_of(fail_why()), "the email will be retried: mail server: "));
	CHECK_INT(waiting(&p, a), 1);
	CHECK_OK(jobs_run(&with, p.now + 29));
	CHECK_ERR(jobs_run(&with, p.now + 30), E_BUSY);
}
