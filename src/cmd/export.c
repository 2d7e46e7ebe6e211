/* export.c: djeli export: the whole paper into a folder, to keep or to leave with. */
#include "base/sys/clock.h"
#include "cmd/cmd.h"
#include "news/paper/site_folder.h"
#include "port/own/export.h"

#include <stdio.h>
#include <unistd.h>

COMMAND("export", cmd_export, "SITE FOLDER [--with-addresses]", "Export the whole site to a folder")

static void
show(void *arg, const struct export_counts *n)
{
	(void)arg;
	if (isatty(STDOUT_FILENO) && n->size)
		printf("\r%s: %lld of %lld\x1b[K", n->phase, (long long)n->done, (long long)n->size);
	fflush(stdout);
}

err
cmd_export(struct cmd *c)
{
	struct site site;
	struct export_counts n;
	struct export how = {.now = clock_now(), .with_addresses = cmd_flag(c, "--with-addresses"), .progress = show,
		.base = S("http://127.0.0.1:8080")};

	TRY(site_open(c->a, c->word[0], 2, &site));
	how.store = site.store;
	how.key = site.seal;
	how.media = site.media;
	TRY(export_site(c->a, &how, c->word[1], &n));
	printf("%sExported %zu stories and pages, %zu comments%s, %zu pictures and files", isatty(STDOUT_FILENO) ? "\r\x1b[K" : "", n.stories,
		n.comments, how.with_addresses ? " with email addresses" : "", n.files);
	if (n.missing)
		printf(" (%zu missing)", n.missing);
	printf(" to %.*s.\n", SARG(c->word[1]));
	return OK;
}
