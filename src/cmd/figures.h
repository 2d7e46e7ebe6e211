/* figures.h: the server's numbers, and what the last hour was like.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "door/app.h"

struct figures;
/* A thread that looks once a minute, until the arena ends. */
err figures_start(struct arena *, struct server *, struct figures **) MUST;
void figures_now(struct figures *, struct app_figures *); /* NULL: nothing is known yet */
