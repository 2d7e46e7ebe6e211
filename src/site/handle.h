/* handle.h: one request of a reader, from the route table to the reply. */
#pragma once
#include "http/http.h"

/* For server_config.handle: finds the route, opens the snapshot, calls the page
 * and makes the error's page.  Always leaves a complete reply. */
void site_handle(struct ctx *);
/* For server_config.may_send: does the session exist, and may its role ask for this
 * address?  If not, the reply says why. */
bool site_may_send(struct ctx *);
/* Asked from this machine itself, and not through a proxy on it? */
bool site_is_here(const struct request *);
bool site_is_slow(str path); /* for server_config.slow: searches */
/* Content-Security-Policy of what is no page of the theme: nothing at all. */
extern const char site_policy[];
/* What a reader would find at a path: the status, and the target of a redirect.
 * Needs an open snapshot; for struct app. */
err site_where(struct ctx *, str path, int *status, str *location) MUST;
