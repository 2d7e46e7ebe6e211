/* user.c: djeli user add: somebody may come in. */
#include "base/clock.h"
#include "cmd/cmd.h"
#include "news/person.h"
#include "news/site.h"

#include <stdio.h>

COMMAND("user add", cmd_user_add, "SITE --email E --name N --role R [--password-stdin]", "lets somebody in at the desk")

enum { PASSWORD_LINE = 2000 };

static err
read_password(struct arena *a, str *out)
{
	char *line = NEW(a, char, PASSWORD_LINE);

	if (!fgets(line, PASSWORD_LINE, stdin))
		return fail(E_INPUT, "no password came on standard input");
	*out = str_of(line);
	while (out->n && (out->p[out->n - 1] == '\n' || out->p[out->n - 1] == '\r'))
		out->n--;
	return OK;
}

static err
add(struct txn *t, void *arg)
{
	int64_t id;

	return person_add(t, arg, S("command line"), clock_now(), &id);
}

err
cmd_user_add(struct cmd *c)
{
	struct person_new p = {cmd_option(c, "--email", ""), cmd_option(c, "--name", ""),
		cmd_option(c, "--role", ""), S("")};
	struct site s;
	str plain;

	TRY(site_open(c->a, c->word[0], 1, &s));
	if (cmd_flag(c, "--password-stdin")) {
		TRY(read_password(c->a, &plain));
		TRY(person_password(c->a, plain, &p.password_hash));
	}
	TRY(store_write(s.store, c->a, add, &p));
	printf("%.*s may come in as %.*s.\n", SARG(p.name), SARG(p.role));
	return OK;
}
