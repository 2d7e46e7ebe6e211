/* mail.c: letters as they are written.
 * SPDX-License-Identifier: Apache-2.0 */
#include "mail/mail.h"
#include "test.h"

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
	w.url = S("smtp://mail.example:910000");
	CHECK_ERR(mail_check(&w), E_INPUT);
	w.url = S("smtp://");
	CHECK_ERR(mail_check(&w), E_INPUT);
	w.url = S("smtp://user:word@mail.example");
	CHECK_ERR(mail_check(&w), E_INPUT);
	w = (struct mail_way){.url = S("smtp://mail.example"), .from = S("The Paper")};
	CHECK_ERR(mail_check(&w), E_INPUT);
}
