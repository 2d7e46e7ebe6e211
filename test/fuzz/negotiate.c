/* negotiate.c: the values of headers that decide what is sent: ranges lie within
 * the file, a coding is one that there is, peers are read from any text.  The
 * input is four values, NUL between.
 * SPDX-License-Identifier: Apache-2.0 */
#include "http/cache/negotiate.h"
#include "net/date.h"
#include "net/peer.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);

static void
must(bool so)
{
	if (!so)
		abort();
}

static void
check_range(str range, int64_t size)
{
	int64_t at = 0, n = size;
	int status = negotiate_range(range, size, &at, &n);

	must(status == 0 || status == 206 || status == 416);
	if (status == 206)
		must(at >= 0 && n > 0 && at < size && n <= size - at);
}

static void
check_peer(str text)
{
	struct peer_nets nets;
	struct peer_addr peer = {0}, got;
	char out[PEER_TEXT];

	if (peer_nets_read(S("127.0.0.1, 10.0.0.0/8, ::/1"), &nets))
		abort();
	got = peer_forwarded(&nets, peer, text);
	must(peer_text(&got, out) < PEER_TEXT);
	if (peer_nets_read(text, &nets) == OK)
		(void)peer_in(&nets, &peer);
}

int
LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	str rest = {(const char *)p, n}, part[4] = {{0}};
	int64_t at;

	for (size_t i = 0; i < LENGTH(part) && str_split(&rest, 0, &part[i]); i++)
		;
	for (unsigned have = 0; have < 8; have += 2) {
		enum coding c = negotiate_coding(part[0], have);

		must(c == CODING_PLAIN || have & 1u << c);
	}
	negotiate_matches(part[1], S("0123456789abcdef"));
	for (int64_t size = 0; size < INT64_MAX / 1000; size = size * 999 + 1)
		check_range(part[2], size);
	check_peer(part[3]);
	(void)date_http_read(part[1], &at);
	return 0;
}
