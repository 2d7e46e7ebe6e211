/* silent.h: a server that takes connections and says nothing.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "base/base.h"

struct silent {
	int fd;
	unsigned port;
};
struct silent silent_begin(void);
/* "smtp://127.0.0.1:PORT" */
str silent_url(struct arena *, const struct silent *, const char *scheme);
/* Did somebody connect since the last look? */
bool silent_met(struct silent *);
void silent_end(struct silent *);
