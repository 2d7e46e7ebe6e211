/* http_client.h: a server with pages made for tests, and a client that sends
 * exactly the bytes it is told to.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "http/server/server.h"
#include "test.h"

struct wire {
	int fd;
	char buf[1 << 20];
	size_t n; /* bytes received and not yet taken */
};

struct answer_got {
	int status;
	str head, body; /* in the arena */
};

/* Fills what is empty in the config: handle, listen, one loop, two workers. */
struct server *client_server(struct arena *a, struct server_config *);
struct wire *client_open(struct arena *, struct server *);
void client_send(struct wire *, str bytes);
/* One whole answer; head_only: to a HEAD.  Ends the test when there is none. */
struct answer_got client_answer(struct arena *, struct wire *, bool head_only);
/* True when the server closes within the time and sends nothing more. */
bool client_closed(struct wire *, int ms);
str client_header(struct answer_got, str name); /* p NULL: not there */
/* GET path with further header lines ("A: b\r\n"), on a connection of its own. */
struct answer_got client_get(struct arena *, struct server *, const char *path, const char *lines);
/* How often the test's pages were made. */
int client_made(void);
/* Pages "/slow" wait until this is called. */
void client_let_go(void);
uint64_t client_metric(struct arena *, struct server *, const char *name);
