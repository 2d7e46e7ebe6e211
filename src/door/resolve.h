/* resolve.h: what a reader would find at an address.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "door/door.h"

/* The status, and the target of a redirect.  Needs an open snapshot. */
err door_resolve(struct ctx *, str path, int *status, str *location) MUST;
