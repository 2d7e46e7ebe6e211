/* user.c: djeli user add|link|list: who may come in at the desk, and the links that
 * let them in.  A link goes to standard output alone, for scripts. */
#include "base/sys/clock.h"
#include "cmd/cmd.h"
#include "news/people/two_factor.h"
#include "news/people/login_link.h"
#include "news/people/login.h"
#include "news/people/person.h"
#include "news/paper/setting.h"
#include "news/paper/site_folder.h"
#include "text/data/json.h"
#include "news/people/user.h"

#include <stdio.h>

COMMAND("user add", cmd_user_add, "SITE --email E --name N --role R [--password-stdin]", "Add a user")
COMMAND("user link", cmd_user_link, "SITE [--email E] [--url URL] [--without-factor]", "Create a one-time login link")
COMMAND("user list", cmd_user_list, "SITE [--json]", "List users")

enum { PASSWORD_LINE = 2000 };

static err
read_password(struct arena *a, str *out)
{
	char *line = NEW(a, char, PASSWORD_LINE);

	if (!fgets(line, PASSWORD_LINE, stdin))
		return fail(E_INPUT, "no password on standard input");
	*out = str_of(line);
	while (out->n && (out->p[out->n - 1] == '\n' || out->p[out->n - 1] == '\r'))
		out->n--;
	return OK;
}

static err
add(struct txn *t, void *arg)
{
	int64_t id;

	return person_add(t, arg, NULL, clock_now(), &id);
}

err
cmd_user_add(struct cmd *c)
{
	struct person_new p = {.email = cmd_option(c, "--email", ""), .name = cmd_option(c, "--name", ""),
		.role = cmd_option(c, "--role", "")};
	struct site s;
	str plain = S("");

	TRY(site_open(c->a, c->word[0], 1, &s));
	if (cmd_flag(c, "--password-stdin")) {
		TRY(read_password(c->a, &plain));
		TRY(person_password(c->a, plain, p.email, p.name, &p.password_hash));
	}
	TRY(store_write(s.store, c->a, add, &p));
	printf("Added user %.*s (%.*s).\n", SARG(p.name), SARG(p.role));
	if (!plain.n)
		printf("Create their login link with: djeli user link %.*s --email %.*s\n", SARG(c->word[0]), SARG(p.email));
	return OK;
}

struct wanted {
	const struct site *site;
	str email, key, url;
	bool without_factor;
};

static err
without_factor(struct txn *t, const struct wanted *w, int64_t person, int64_t now)
{
	TRY(two_factor_remove(t, person));
	return person_audit(t, NULL, now, "person.factor_removed", person, w->email);
}

static err
make_link(struct txn *t, void *arg)
{
	struct wanted *w = arg;
	struct user row;
	struct settings set;
	int64_t now = clock_now();
	str email;
	err e;

	TRY(setting_load(t, &set));
	w->url = setting_str(&set, "site_url");
	if (!w->email.n)
		return login_link_create(t, w->site->seal, LINK_FIRST, 0, now, &w->key);
	TRY(person_email(store_arena(t), w->email, &email));
	e = user_by_email(t, email, &row);
	if (e == E_ABSENT)
		return fail(E_ABSENT, "no user has the address %.*s", SARG(email));
	TRY(e);
	if (row.ended_at)
		return fail(E_CLASH, "the account %.*s is deactivated", SARG(row.name));
	if (w->without_factor)
		TRY(without_factor(t, w, row.id, now));
	TRY(person_audit(t, NULL, now, "person.link", row.id, row.name));
	return login_link_create(t, w->site->seal, row.has_password ? LINK_RESET : LINK_INVITE, row.id, now, &w->key);
}

err
cmd_user_link(struct cmd *c)
{
	struct site s;
	struct wanted w = {.site = &s, .email = cmd_option(c, "--email", ""), .without_factor = cmd_flag(c, "--without-factor")};
	str base = cmd_option(c, "--url", "");

	if (w.without_factor && !w.email.n)
		return fail(E_INPUT, "--without-factor requires --email");
	TRY(site_open(c->a, c->word[0], 1, &s));
	TRY(store_write(s.store, c->a, make_link, &w));
	if (!base.n)
		base = w.url.n ? w.url : S("http://127.0.0.1:8080");
	printf("%.*s\n", SARG(login_link_url(c->a, base, w.key)));
	return OK;
}

static void
list_json(struct arena *a, const struct user *row, size_t n)
{
	struct buf b = buf_in(a, 8 << 20);
	struct json j = json_to(&b, 0);

	json_open(&j, '[');
	for (size_t i = 0; i < n; i++) {
		json_open(&j, '{');
		json_put(&j, "email", row[i].email);
		json_put(&j, "name", row[i].name);
		json_put(&j, "role", row[i].role);
		json_key(&j, "factor");
		json_bit(&j, row[i].has_factor);
		json_key(&j, "ended");
		json_bit(&j, row[i].ended_at != 0);
		json_key(&j, "seen_at");
		json_num(&j, row[i].seen_at);
		json_close(&j);
	}
	json_close(&j);
	printf("%.*s\n", SARG(buf_str(&b)));
}

err
cmd_user_list(struct cmd *c)
{
	struct user *row;
	struct site s;
	struct txn *t;
	size_t n;

	TRY(site_open(c->a, c->word[0], 1, &s));
	TRY(store_read(s.store, c->a, NULL, &t));
	TRY(user_list(t, &row, &n));
	if (cmd_flag(c, "--json"))
		list_json(c->a, row, n);
	for (size_t i = 0; i < n && !cmd_flag(c, "--json"); i++)
		printf("%-14.*s %-32.*s %.*s%s%s%s\n", SARG(row[i].role), SARG(row[i].email), SARG(row[i].name),
			row[i].has_factor ? ", two-factor authentication" : "", row[i].seen_at ? "" : ", never logged in",
			row[i].ended_at ? ", deactivated" : "");
	return OK;
}
