/* http_server.c: the server over real sockets on 127.0.0.1. */
#include "base/clock.h"
#include "http_client.h"

#include <poll.h>
#include <stdio.h>
#include <unistd.h>

TEST(server_answers_keeps_and_counts)
{
	struct server *s = client_server(a, &(struct server_config){0});
	struct answer_got one = client_get(a, s, "/page/7", "");
	struct answer_got two = client_get(a, s, "/page/7", "");

	CHECK_INT(one.status, 200);
	CHECK_STR(two.body, one.body);
	CHECK_INT(client_made(), 1);
	CHECK_INT(client_metric(a, s, "djeli_cache_hits_total"), 1);
	server_heard(s, &(struct change){1, 8, 0}, 1);
	client_get(a, s, "/page/7", "");
	CHECK_INT(client_made(), 1);
	server_heard(s, &(struct change){1, 7, 0}, 1);
	client_get(a, s, "/page/7", "");
	CHECK_INT(client_made(), 2);
	server_stop(s);
}
