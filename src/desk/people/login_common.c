/* login_common.c: what the pages of the door share: how somebody comes in, what is said to
 * who tried too often, letters to people of the paper.
 * SPDX-License-Identifier: Apache-2.0 */
#include "desk/people/login.h"

#include "door/session.h"
#include "news/people/login.h"
#include "news/people/outbox.h"
#include "news/people/session.h"
#include "text/data/url.h"

#include <stdio.h>

enum { PARAGRAPHS = 9 };

str
desk_back_to(str to)
{
	bool ours = str_starts(to, S("/desk/")) && str_find(to, S("//")) == NOWHERE &&
		str_find_char(to, '\\') == NOWHERE && !str_starts(to, S("/desk/login"));

	return ours ? to : S("/desk/");
}

err
desk_enter(struct txn *t, struct desk_entry *e)
{
	struct person who = {.id = e->person, .name = e->name};

	TRY(door_session_begin(e->c, t, e->person, e->waits, &e->key));
	return e->waits ? OK : person_audit(t, &who, e->c->now, "account.login", e->person, S(""));
}

err
desk_entered(struct ctx *c, const struct desk_entry *e, str to, const char *done)
{
	struct buf b = buf_in(c->a, 8192);

	door_set_cookie(c, SESSION_COOKIE, e->key, SESSION_LONGEST);
	if (!e->waits) {
		door_set_cookie(c, LOGIN_KNOWN_COOKIE, login_known(c->a, c->app->services.seal, e->email),
			LOGIN_KNOWN_SECONDS);
		return desk_done(c, desk_back_to(to), done);
	}
	buf_add(&b, S("/desk/login/code?to="));
	url_add_query(&b, desk_back_to(to));
	return desk_done(c, buf_str(&b), "");
}

str
desk_wait_text(const struct desk *d, int64_t seconds)
{
	if (seconds < 1)
		seconds = 1;
	if (seconds <= 90)
		return words_count(d->words, d->a, "login_wait_seconds", seconds, NULL);
	return words_count(d->words, d->a, "login_wait_minutes", (seconds + 59) / 60, NULL);
}

void
desk_flood(struct ctx *c, int64_t seconds)
{
	c->reply.status = 429;
	reply_header(&c->reply, S("Retry-After"), arena_fmt(c->a, "%lld", (long long)(seconds < 1 ? 1 : seconds)));
}

str
desk_password_fault(const struct desk *d, str plain, str email, str name)
{
	const char *key = person_password_fault(d->a, plain, email, name);
	str least = words_number(d->words, d->a, PERSON_PASSWORD_MIN);

	return key ? words_say(d->words, d->a, key, WORDS({"n", least})) : S("");
}

err
desk_letter(struct txn *t, const struct ctx *c, str email, str language, const char *key, const struct word *with)
{
	struct arena *a = store_arena(t);
	struct buf b = buf_in(a, 65536);
	struct settings set;
	const struct words *w;
	struct word all[10] = {{"paper", S("")}};
	char name[80];

	if (!c->app->config.mails)
		return OK;
	TRY(setting_load(t, &set));
	w = words_for(c->app->services.words, language.n ? language : setting_str(&set, "language"));
	all[0].text = setting_str(&set, "site_title");
	for (size_t i = 1; with && with->name && i < LENGTH(all) - 1; i++)
		all[i] = *with++;
	for (int i = 1; i < PARAGRAPHS; i++) {
		str text;

		snprintf(name, sizeof name, "%s_%d", key, i);
		if (!words_has(w, name))
			break;
		text = words_say(w, a, name, all);
		buf_fmt(&b, "%.*s\n\n", SARG(text));
	}
	snprintf(name, sizeof name, "%s_subject", key);
	return outbox_add(t, c->app->services.seal, &(struct outbox_mail){.to = email, .subject = words_say(w, a, name, all),
		.text = buf_str(&b), .urgent = true});
}

void
desk_languages(struct desk *d, struct value *into, str chosen)
{
	struct value *list = value_list(into, "languages"), *one = value_item(list);
	const struct words *w;

	value_str(one, "code", S(""));
	value_str(one, "name", words_get(d->words, "account_language_paper"));
	value_bool(one, "chosen", !chosen.n);
	for (size_t i = 0; (w = words_each(d->c->app->services.words, i)); i++) {
		if (!words_whole(w))
			continue;
		one = value_item(list);
		value_str(one, "code", words_language(w));
		value_str(one, "name", words_get(w, "language_name"));
		value_bool(one, "chosen", str_eq(chosen, words_language(w)));
	}
}
