/* index.c: the words by which a picture is found.
 * SPDX-License-Identifier: Apache-2.0 */
#include "news/picture/index.h"

#include "news/paper/setting.h"
#include "news/picture/media_path.h"
#include "query/picture.h"
#include "text/words/fold.h"

err
picture_index(struct txn *t, int64_t id)
{
	struct arena *a = store_arena(t);
	struct q_picture_words_of w;
	struct settings set;
	str all;

	TRY(setting_load(t, &set));
	TRY(q_picture_words_of(t, id, &w));
	all = arena_fmt(a, "%.*s %.*s %.*s %.*s %.*s %.*s", SARG(w.title), SARG(w.alt), SARG(w.caption), SARG(w.credit),
		SARG(w.name), SARG(media_file_base(a, w.path, 1)));
	TRY(q_picture_words_clear(t, id));
	return q_picture_words_put(t, id, fold_text(a, all, setting_str(&set, "language")));
}
