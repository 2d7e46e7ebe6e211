/* routes.c: djeli routes: the table of addresses, for people and for tests. */
#include "cmd/cmd.h"
#include "http/http.h"

#include <stdio.h>

COMMAND("routes", cmd_routes, "[--json]", "prints every address the program answers")

static const char *const methods[] = {"GET", "HEAD", "POST", "OTHER"};
static const char *const roles[] = {"public", "reporter", "editor", "moderator", "publisher",
	"administrator", "loopback"};

err
cmd_routes(struct cmd *c)
{
	bool json = cmd_flag(c, "--json");

	if (json)
		puts("[");
	for (size_t i = 0; i < routes_n; i++) {
		const struct route *r = &routes[i];
		const char *caching = r->caching == CACHED ? "exact" : "never";

		if (json)
			printf("{\"method\":\"%s\",\"path\":\"%s\",\"role\":\"%s\",\"caching\":\"%s\"}%s\n",
				methods[r->method], r->path, roles[r->access], caching,
				i + 1 < routes_n ? "," : "");
		else
			printf("%-5s %-40s %-14s %s\n", methods[r->method], r->path, roles[r->access], caching);
	}
	if (json)
		puts("]");
	return OK;
}
