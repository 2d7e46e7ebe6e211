/* picture.c: what a kill cut off in the middle (it was never served), and crops that an
 * import of another djeli's export left to be made.
 * SPDX-License-Identifier: Apache-2.0 */
#include "work/job.h"

#include "news/picture/picture.h"

JOB(picture_left, HEAVY, EVERY(600))

err
picture_left(struct job_run *r)
{
	if (!r->with->media.n)
		return OK;
	TRY(picture_sweep(r->with->store, r->with->media, r->now));
	return picture_cut_left(r->with->store, r->with->pictures, r->with->media, r->now);
}
