/* import.c: what every importer does the same: its clock and its progress.
 * SPDX-License-Identifier: Apache-2.0 */
#include "port/import.h"

#include "base/sys/clock.h"

void
import_tick(const struct import *how, struct report *r)
{
	r->ms = clock_ms() - r->began;
	if (how->progress)
		how->progress(how->arg, r);
	if (how->stop && how->stop(how->arg))
		r->stopped = true;
}
