/* origin.c: an address of the internet as the machine and the network that limits count.
 * SPDX-License-Identifier: Apache-2.0 */
#include "news/people/origin.h"

#include <arpa/inet.h>
#include <string.h>

void
origin_of(struct arena *a, str peer, str *machine, str *network)
{
	static const unsigned char mapped[12] = {[10] = 0xff, [11] = 0xff};
	unsigned char *ip = NEW(a, unsigned char, 16);
	const char *z = arena_z(a, str_upto(peer, 63));

	*machine = *network = peer;
	if (inet_pton(AF_INET6, z, ip) == 1) {
		*machine = (str){(char *)ip, 8};
		*network = (str){(char *)ip, 7};
		if (memcmp(ip, mapped, sizeof mapped))
			return;
		ip += sizeof mapped;
	} else if (inet_pton(AF_INET, z, ip) != 1) {
		return;
	}
	*machine = (str){(char *)ip, 4};
	*network = (str){(char *)ip, 3};
}
