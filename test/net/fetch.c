/* fetch.c: no address in a story makes this machine speak to itself.
 * SPDX-License-Identifier: Apache-2.0 */
#include "net/fetch.h"
#include "test.h"

TEST(fetch_goes_out_into_the_world_only)
{
	static const char *const inside[] = {"127.0.0.1", "127.9.9.9", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1",
		"169.254.169.254", "0.0.0.0", "100.64.0.1", "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fd00::1",
		"::ffff:127.0.0.1", "::ffff:10.0.0.1", "ff02::1", "64:ff9b::7f00:1"};
	static const char *const outside[] = {"9.9.9.9", "172.15.0.1", "172.32.0.1", "100.63.0.1", "192.167.0.1", "223.255.255.255",
		"2620:fe::fe", "2001:4860::1"};
	struct peer_addr addr;

	(void)a;
	for (size_t i = 0; i < LENGTH(inside); i++) {
		CHECK(peer_read(str_of(inside[i]), &addr));
		if (fetch_is_public(&addr))
			test_fail(__FILE__, __LINE__, "%s counts as public", inside[i]);
	}
	for (size_t i = 0; i < LENGTH(outside); i++) {
		CHECK(peer_read(str_of(outside[i]), &addr));
		if (!fetch_is_public(&addr))
			test_fail(__FILE__, __LINE__, "%s counts as ours", outside[i]);
	}
}

TEST(fetch_does_not_knock_at_home)
{
	int64_t status;

	CHECK_ERR(fetch_status(a, S("http://127.0.0.1:9/"), NULL, &status), E_DENIED);
	CHECK_ERR(fetch_status(a, S("http://[::1]:9/"), NULL, &status), E_DENIED);
	CHECK_ERR(fetch_status(a, S("http://localhost:9/"), NULL, &status), E_DENIED);
	CHECK_OK(fetch_status(a, S("file:///etc/passwd"), NULL, &status));
	CHECK_INT(status, 0);
}
