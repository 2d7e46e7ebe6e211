/* peer.c: dates and addresses as they stand in messages.
 * SPDX-License-Identifier: Apache-2.0 */
#include "net/date.h"
#include "net/peer.h"
#include "test.h"

TEST(net_date)
{
	char out[DATE_HTTP + 1];
	int64_t at;

	(void)a;
	date_http(784111777, out);
	CHECK_STR(str_of(out), S("Sun, 06 Nov 1994 08:49:37 GMT"));
	CHECK(date_http_read(str_of(out), &at));
	CHECK_INT(at, 784111777);
	CHECK(!date_http_read(S("Mon, 06 Nov 1994 08:49:37 GMT"), &at));
	CHECK(!date_http_read(S("Sun, 06 Nov 1994 08:49:3x GMT"), &at));
	CHECK(!date_http_read(S("Sun, 66 Nov 1994 08:49:37 GMT"), &at));
	CHECK(!date_http_read(S(""), &at));
}

TEST(net_peers)
{
	struct peer_nets nets;
	struct peer_addr p;
	char text[PEER_TEXT];
	struct sockaddr_storage at;
	socklen_t n;

	(void)a;
	CHECK_OK(peer_nets_read(S("127.0.0.1, 10.0.0.0/8 fd00::/9"), &nets));
	CHECK(peer_read(S("10.255.0.1"), &p) && peer_in(&nets, &p));
	CHECK(peer_read(S("11.0.0.1"), &p) && !peer_in(&nets, &p));
	CHECK(peer_read(S("[fd7f::1]:80"), &p) && peer_in(&nets, &p));
	CHECK(peer_read(S("fd80::1"), &p) && !peer_in(&nets, &p));
	CHECK_ERR(peer_nets_read(S("10.0.0.0/33"), &nets), E_INPUT);
	CHECK_ERR(peer_nets_read(S("example.com"), &nets), E_INPUT);
	CHECK_OK(peer_nets_read(S("127.0.0.1 10.0.0.0/8"), &nets));
	CHECK(peer_read(S("127.0.0.1"), &p));
	p = peer_forwarded(&nets, p, S("6.6.6.6, 1.2.3.4, 10.0.0.9"));
	CHECK_STR(((str){text, peer_text(&p, text)}), S("1.2.3.4"));
	p = peer_blurred(p);
	CHECK_STR(((str){text, peer_text(&p, text)}), S("1.2.3.0"));
	CHECK(peer_read(S("2001:db8:1:2::3"), &p));
	p = peer_blurred(p);
	CHECK_STR(((str){text, peer_text(&p, text)}), S("2001:db8:1::"));
	CHECK(peer_read(S("10.0.0.1"), &p));
	p = peer_forwarded(&nets, p, S("nonsense"));
	CHECK_STR(((str){text, peer_text(&p, text)}), S("10.0.0.1"));
	CHECK_OK(peer_listen(S("[::1]:80"), &at, &n));
	CHECK_INT(at.ss_family, AF_INET6);
	CHECK_OK(peer_listen(S("localhost:80"), &at, &n));
	CHECK_INT(at.ss_family, AF_INET);
	CHECK_OK(peer_listen(S(":0"), &at, &n));
	CHECK_ERR(peer_listen(S("::1:80"), &at, &n), E_INPUT);
	CHECK_ERR(peer_listen(S("a.b:80"), &at, &n), E_INPUT);
	CHECK_ERR(peer_listen(S("127.0.0.1:65536"), &at, &n), E_INPUT);
	CHECK_ERR(peer_listen(S("127.0.0.1"), &at, &n), E_INPUT);
}
