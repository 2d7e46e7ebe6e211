/* comment_form.c: the fields of a reply form, whatever is sent.  The input is
 * cut at NUL into author, email, url, body, token and peer.
 *   make BUILD=fuzz CC=clang build/fuzz/fuzz/comment_form
 * SPDX-License-Identifier: Apache-2.0 */
#include "base/utf8.h"
#include "text/data/email.h"
#include "news/comment/form.h"
#include "news/people/origin.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void
insist(bool so)
{
	if (!so)
		abort();
}

static void
check_taken(const struct comment_fields *f)
{
	insist(utf8_valid(f->author) && utf8_valid(f->email) && utf8_valid(f->url) &&
		utf8_valid(f->body));
	insist(f->author.n && f->body.n && email_is(f->email));
	insist(utf8_count(f->author) <= COMMENT_AUTHOR_MAX);
	insist(utf8_count(f->email) <= COMMENT_EMAIL_MAX);
	insist(utf8_count(f->url) <= COMMENT_URL_MAX + sizeof "http://");
	insist(str_find_char(f->author, '\n') == NOWHERE);
	insist(!f->url.n || str_eq_case(str_upto(f->url, 7), S("http://")) ||
		str_eq_case(str_upto(f->url, 8), S("https://")));
	for (size_t i = 0; i < f->url.n; i++)
		insist((unsigned char)f->url.p[i] > 0x20 && !strchr("\"'<>", f->url.p[i]));
	for (size_t i = 0; i < f->email.n; i++)
		insist((unsigned char)f->email.p[i] > 0x20 && !strchr("\"<>,;:()", f->email.p[i]));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct arena *a = arena_new((size_t)64 << 20);
	str rest = {(const char *)data, n}, part[6] = {{0}}, machine, network;
	struct comment_verdict v = {0};
	struct comment_fields fields;
	struct comment_form f;
	struct seal *key;
	char secret[SEAL_KEY] = {1};
	int64_t age;

	for (size_t i = 0; i < LENGTH(part) && str_split(&rest, 0, &part[i]); i++)
		;
	f = (struct comment_form){.story_id = 1, .author = part[0], .email = part[1],
		.url = part[2], .body = part[3], .token = part[4], .origin = part[5],
		.seen_ms = -1, .now = 1774000000};
	comment_form_check(a, &f, &fields, &v);
	if (!v.faults)
		check_taken(&fields);
	insist(comment_form_links(f.body) <= f.body.n);
	origin_of(a, f.origin, &machine, &network);
	if (!seal_from(a, (str){secret, SEAL_KEY}, &key)) /* nobody guesses a token */
		insist(comment_form_token(key, &f, 3, &age) == COMMENT_OLD_TOKEN);
	arena_end(a);
	return 0;
}
