/* picture.h: what the files of /desk/pictures/ share.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "desk/desk.h"
#include "news/picture/picture.h"
#include "text/data/json.h"

/* A picture with the sizes that a page of the desk shows of it. */
struct picture_shown {
	const struct picture_entry *p;
	str url, thumb, large; /* addresses; thumb: about 320 wide, large: about 960 */
};
/* One question for all of them. */
err desk_picture_shown(struct desk *, const struct picture_entry *, size_t n, struct picture_shown **) MUST;
/* Of one picture's sizes in a shape ("": whole), the narrowest of at least so many pixels. */
str desk_picture_size(const struct picture_file *, size_t n, int64_t id, str shape, int64_t width, str otherwise);
/* {"id":12,"url":"/media/…",...}: what the editor and the picker are told. */
void desk_picture_json(struct json *, const struct picture_shown *);
/* picture_crop.c: the focal point and the crops of one picture's page, and its form. */
err desk_picture_frame_show(struct desk *, const struct picture_entry *) MUST;
err desk_picture_frame_read(struct ctx *, int64_t id, struct picture_frame *) MUST;
/* "ready", "making", "missing", "refused" */
str desk_picture_state(const struct picture_entry *);
/* For server_config: how much the addresses of uploads take, and that they are heavy. */
size_t desk_picture_limit(str path);
bool desk_picture_heavy(str path);
