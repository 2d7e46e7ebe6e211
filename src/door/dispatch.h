/* dispatch.h: one request, from the route table to the reply.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "door/door.h"

/* For server_config.handle and may_send; home is the struct app. */
void door_handle(struct exchange *);
bool door_may_send(struct exchange *);

/* Finds the route, opens the snapshot, calls the page and makes the error's page.
 * Always leaves a complete reply. */
void door_answer(struct ctx *);
/* Does the session exist, and may its role ask for this address?  If not, the reply
 * says why. */
bool door_admits(struct ctx *);
/* Asked from this machine itself, and not through a proxy on it? */
bool door_is_here(const struct request *);
/* Content-Security-Policy of what is no page of a theme: nothing at all. */
extern const char door_policy[];
