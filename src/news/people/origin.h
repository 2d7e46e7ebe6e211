/* origin.h: where a request comes from, as attempts and comments are counted: one
 * machine, and the network around it, since an address is changed within it easily.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "base/base.h"

/* The bytes that stand for a machine and for its network: an IPv4 address and
 * its /24, or an IPv6 /64 (one home) and its /56.  Other words stand for themselves. */
void origin_of(struct arena *, str peer, str *machine, str *network);
