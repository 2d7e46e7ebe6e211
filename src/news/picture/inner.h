/* inner.h: what the files of news/picture*.c share: who works on a picture's
 * files has it alone, and how its crops are kept.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "news/picture/picture.h"

/* For whoever may (NULL: djeli itself); E_CLASH: somebody works on it.  Ends with
 * picture_frame_put(), picture_let_go() or, after a kill, the sweep. */
err picture_hold(struct txn *, int64_t id, const struct person *who, int64_t now, struct picture_entry *) MUST;
err picture_held(struct txn *, int64_t id, int64_t since) MUST; /* still? */
/* A store_write work: nothing came of it. */
struct picture_holding {
	int64_t id, since;
};
err picture_let_go(struct txn *, void *holding) MUST;

err picture_frame_put(struct txn *, int64_t id, const struct picture_frame *) MUST;
/* Drops crops by hand that do not lie within a picture of these sides. */
void picture_frame_trim(struct picture_frame *, int64_t width, int64_t height);
/* Crops that were made, and what they were made for. */
err picture_crops_put(struct txn *, const struct media_file *, const struct picture_frame *) MUST;
/* What is to be cut out of a picture of these sides; w 0: nothing, it has that shape. */
void picture_frame_crops(const struct picture_frame *, int64_t width, int64_t height, struct media_crop out[MEDIA_SHAPES]);
