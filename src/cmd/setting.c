/* setting.c: djeli setting: the paper's settings, shown and changed.  A running
 * server shows the change at once. */
#include "base/sys/clock.h"
#include "news/people/audit.h"
#include "cmd/cmd.h"
#include "news/paper/setting.h"
#include "news/paper/site_folder.h"

#include <stdio.h>

COMMAND("setting", cmd_setting, "SITE [NAME [VALUE]]", "Show or change settings")

struct wish {
	const char *name;
	str value;
};

static err
write_one(struct txn *t, void *arg)
{
	const struct wish *c = arg;

	TRY(setting_write(t, c->name, c->value));
	return audit_put(t, &(struct actor){0, S("command line"), clock_now()},
		"setting", c->name, 0, c->value);
}

static err
show(struct cmd *c, struct store *store, str only)
{
	struct settings set;
	struct setting_about about;
	struct txn *t;
	bool found = false;

	TRY(store_read(store, c->a, NULL, &t));
	TRY(setting_load(t, &set));
	for (size_t i = 0; setting_about(i, &about); i++) {
		str value = setting_str(&set, about.name);

		if (only.n && !str_eq(only, str_of(about.name)))
			continue;
		found = true;
		if (only.n)
			printf("%.*s\n", SARG(value));
		else
			printf("%-22s %-36.*s %s\n", about.name, SARG(value), about.what);
	}
	return found ? OK : fail(E_ABSENT, "unknown setting \"%.*s\"", SARG(only));
}

err
cmd_setting(struct cmd *c)
{
	struct wish change;
	struct site site;

	TRY(site_open(c->a, c->word[0], 1, &site));
	if (c->words < 3)
		return show(c, site.store, c->words > 1 ? c->word[1] : S(""));
	change = (struct wish){arena_z(c->a, c->word[1]), c->word[2]};
	return store_write(site.store, c->a, write_one, &change);
}
