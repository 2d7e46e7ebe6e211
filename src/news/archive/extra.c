/* extra.c: redirects and what is said of pictures, from an export of ours.
 * SPDX-License-Identifier: Apache-2.0 */
#include "news/archive/extra.h"

#include "media/media.h"
#include "query/card.h"
#include "query/export.h"
#include "query/redirect.h"

err
archive_redirect(struct txn *t, const struct archive_redirect *r)
{
	str target = r->target, kind = str_upto(target, str_find_char(target, ':'));
	struct q_redirect_get was;
	struct q_export_id_of now;
	err e = q_redirect_get(t, r->path, &was);

	if (e != E_ABSENT)
		return e;
	if (r->former.n) {
		e = q_export_id_of(t, kind, r->former, &now);
		if (e)
			return e == E_ABSENT ? OK : e;
		target = arena_fmt(store_arena(t), "%.*s:%lld", SARG(kind), (long long)now.id);
	}
	if (!r->path.n || (r->status != 301 && r->status != 302 && r->status != 410))
		return OK;
	store_changed(t, DEP_REDIRECT, dep_name(r->path), 0);
	return q_redirect_put(t, r->path, r->status, target, 0);
}

static err
take_crops(struct txn *t, int64_t media, str crops)
{
	str one, shape, x, y;

	while (str_split(&crops, ',', &one)) {
		struct q_export_crop_extra_in in = {.media = media};

		str_split(&one, ' ', &shape);
		str_split(&one, ' ', &x);
		str_split(&one, ' ', &y);
		in.shape = shape;
		if (media_shape_named(shape) == MEDIA_WHOLE || str_int(x, &in.x) || str_int(y, &in.y) || str_int(one, &in.w) ||
			in.x < 0 || in.y < 0 || in.w < 1 || in.x + in.w > 1000)
			continue; /* of another version: not ours */
		TRY(q_export_crop_extra(t, &in));
	}
	return OK;
}

err
archive_picture(struct txn *t, const struct archive_picture *p)
{
	struct q_media_by_path m;
	err e = q_media_by_path(t, p->path, &m);

	if (e)
		return e == E_ABSENT ? OK : e;
	store_changed(t, DEP_MEDIA, m.id, 0);
	TRY(take_crops(t, m.id, p->crops));
	return q_export_media_extra(t, &(struct q_export_media_extra_in){.path = p->path, .decorative = p->decorative,
		.licence = p->licence, .focal_x = p->focal_x, .focal_y = p->focal_y});
}
