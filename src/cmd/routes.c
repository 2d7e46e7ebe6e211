/* routes.c: djeli routes: the table of addresses, for people and for tests. */
#include "cmd/cmd.h"
#include "door/door.h"

#include <stdio.h>

COMMAND("routes", cmd_routes, "[--json]", "List all URL routes")

static const char *const methods[] = {"GET", "HEAD", "POST", "OTHER"};

/* "public", "loopback", or the roles that may. */
static const char *
who(struct arena *a, unsigned access)
{
	if (access == PUBLIC)
		return "public";
	return access == LOOPBACK ? "loopback" : arena_z(a, role_list(a, access));
}

err
cmd_routes(struct cmd *c)
{
	bool json = cmd_flag(c, "--json");

	if (json)
		puts("[");
	for (size_t i = 0; i < routes.n; i++) {
		const struct route *r = &routes.route[i];
		const char *caching = r->caching == CACHED ? "exact" : "never";

		if (json)
			printf("{\"method\":\"%s\",\"path\":\"%s\",\"role\":\"%s\",\"caching\":\"%s\"}%s\n",
				methods[r->method], r->path, who(c->a, r->access), caching,
				i + 1 < routes.n ? "," : "");
		else
			printf("%-5s %-40s %-7s %s\n", methods[r->method], r->path, caching, who(c->a, r->access));
	}
	if (json)
		puts("]");
	return OK;
}
