/* init.c: djeli init: an empty folder becomes a newspaper. */
#include "base/sys/clock.h"
#include "cmd/cmd.h"
#include "news/people/login_link.h"
#include "news/paper/setting.h"
#include "news/paper/site_folder.h"

#include <stdio.h>

COMMAND("init", cmd_init, "SITE [--name NAME] [--url URL] [--store STORE]", "Create a new site")

struct first {
	const struct site *site;
	str name, url, key;
};

static err
first_settings(struct txn *t, void *arg)
{
	struct first *f = arg;

	if (f->name.n)
		TRY(setting_write(t, "site_title", f->name));
	if (f->url.n)
		TRY(setting_write(t, "site_url", f->url));
	return login_link_create(t, f->site->seal, LINK_FIRST, 0, clock_now(), &f->key);
}

err
cmd_init(struct cmd *c)
{
	struct site s;
	struct first f = {&s, cmd_option(c, "--name", ""), cmd_option(c, "--url", ""), S("")};

	while (str_ends(f.url, S("/")))
		f.url.n--;
	if (f.url.n && !str_starts(f.url, S("http://")) && !str_starts(f.url, S("https://")))
		return fail(E_INPUT, "--url must start with http:// or https://, not \"%.*s\"", SARG(f.url));
	TRY(site_make(c->a, c->word[0], cmd_option(c, "--store", "")));
	TRY(site_open(c->a, c->word[0], 1, &s));
	TRY(store_write(s.store, c->a, first_settings, &f));
	printf("Created site %.*s.\n", SARG(c->word[0]));
	printf("  djeli import %.*s FILE   Import a WordPress export\n", SARG(c->word[0]));
	printf("  djeli serve %.*s         Serve the site at http://127.0.0.1:8080\n", SARG(c->word[0]));
	printf("Open this link within %d days to create the administrator account "
		"(new link: djeli user link %.*s):\n  %.*s\n",
		LINK_DAYS, SARG(c->word[0]), SARG(login_link_url(c->a, f.url.n ? f.url : S("http://127.0.0.1:8080"), f.key)));
	return OK;
}
