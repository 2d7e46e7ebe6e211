/* find.c: the library's lists.  Each filter walks an index of its own from
 * the newest end, and words ask the index of words, so a page costs what it
 * shows, however many pictures there are. */
#include "news/picture/picture.h"

#include "base/ids.h"
#include "news/paper/search.h"
#include "query/card.h"
#include "query/picture.h"

const char *const picture_filters[PICTURE_FILTERS] = {"", "mine", "no_alt", "unused", "unready", "ready"};

enum picture_filter
picture_filter_of(str name)
{
	for (int i = 0; i < PICTURE_FILTERS; i++)
		if (str_eq(name, str_of(picture_filters[i])))
			return (enum picture_filter)i;
	return PICTURE_ALL;
}

#define TAKE(call)                                                             \
	do {                                                                   \
		TRY(call);                                                     \
		*ids = NEW(store_arena(t), int64_t, *n);                       \
		for (size_t i = 0; i < *n; i++)                                \
			(*ids)[i] = row[i].id;                                 \
		return OK;                                                     \
	} while (0)

static err
listed(struct txn *t, enum picture_filter f, int64_t person, int64_t before, int64_t count, int64_t **ids, size_t *n)
{
	switch (f) {
	case PICTURE_MINE: {
		struct q_picture_mine *row;

		TAKE(q_picture_mine(t, person, before, count, &row, n));
	}
	case PICTURE_NO_ALT: {
		struct q_picture_no_alt *row;

		TAKE(q_picture_no_alt(t, before, count, &row, n));
	}
	case PICTURE_UNUSED: {
		struct q_picture_unused *row;

		TAKE(q_picture_unused(t, before, count, &row, n));
	}
	case PICTURE_UNREADY: {
		struct q_picture_unready *row;

		TAKE(q_picture_unready(t, before, count, &row, n));
	}
	case PICTURE_READY: {
		struct q_picture_ready *row;

		TAKE(q_picture_ready(t, before, count, &row, n));
	}
	case PICTURE_ALL:
	case PICTURE_FILTERS:
	default: {
		struct q_picture_all *row;

		TAKE(q_picture_all(t, before, count, &row, n));
	}
	}
}

static err
found(struct txn *t, const struct q_picture_found_in *in, int64_t **ids, size_t *n)
{
	struct q_picture_found *row;

	*n = 0;
	if (!in->fts.n)
		return OK;
	TAKE(q_picture_found(t, in, &row, n));
}

err
picture_find(struct txn *t, enum picture_filter f, str words, str language, int64_t person, int64_t before, int64_t skip,
	int64_t count, struct picture_entry **out, size_t *n, bool *more)
{
	struct arena *a = store_arena(t);
	int64_t *ids = NULL;
	struct search_terms terms;

	*more = false;
	if (before < 1)
		before = INT64_MAX;
	words = str_trim(words);
	if (words.n) {
		terms = search_terms(a, words, language, true);
		TRY(found(t, &(struct q_picture_found_in){.fts = terms.fts, .ts = terms.ts,
			.filter = str_of(picture_filters[f]), .person = person, .before = before, .count = skip + count + 1}, &ids, n));
	} else {
		TRY(listed(t, f, person, before, skip + count + 1, &ids, n));
	}
	*n = *n > (size_t)skip ? *n - (size_t)skip : 0;
	if (*n > (size_t)count) {
		*more = true;
		*n = (size_t)count;
	}
	if (!*n)
		return OK;
	return picture_list(t, ids + skip, *n, out, n);
}

err
picture_list(struct txn *t, const int64_t *id, size_t n, struct picture_entry **out, size_t *shown)
{
	struct q_picture_of *r;
	struct picture_entry *p;

	TRY(q_picture_of(t, (struct ids){id, n}, &r, shown));
	*out = p = NEW(store_arena(t), struct picture_entry, *shown);
	for (size_t i = 0; i < *shown; i++, r++)
		p[i] = (struct picture_entry){.id = r->id, .path = r->path, .mime = r->mime, .state = r->state,
			.bytes = r->bytes, .width = r->width, .height = r->height, .title = r->title, .name = r->name,
			.alt = r->alt, .caption = r->caption, .credit = r->credit, .licence = r->licence,
			.decorative = r->decorative != 0, .focal_x = r->focal_x, .focal_y = r->focal_y,
			.person_id = r->person_id, .person = r->person, .uploaded_at = r->uploaded_at,
			.making_at = r->making_at, .gone_at = r->gone_at, .open = r->open != 0, .uses = r->uses,
			.version = r->version};
	return OK;
}

err
picture_get(struct txn *t, int64_t id, struct picture_entry *p)
{
	struct picture_entry *row;
	size_t n;

	TRY(picture_list(t, &id, 1, &row, &n));
	if (!n)
		return fail(E_ABSENT, "picture not found");
	if (row[0].gone_at)
		return fail(E_GONE, "this picture was deleted");
	*p = row[0];
	return OK;
}

err
picture_files(struct txn *t, const int64_t *id, size_t n, str shape, struct picture_file **out, size_t *files)
{
	struct q_media_sizes_of *row;

	*files = 0;
	if (!n)
		return OK;
	TRY(q_media_sizes_of(t, (struct ids){id, n}, shape, &row, files));
	*out = NEW(store_arena(t), struct picture_file, *files);
	for (size_t i = 0; i < *files; i++)
		(*out)[i] = (struct picture_file){row[i].media_id, row[i].shape, row[i].format, row[i].width, row[i].height,
			row[i].path};
	return OK;
}

err
picture_crop_files(struct txn *t, int64_t id, struct picture_file **out, size_t *files)
{
	struct q_picture_crop_sizes *row;

	TRY(q_picture_crop_sizes(t, id, &row, files));
	*out = NEW(store_arena(t), struct picture_file, *files);
	for (size_t i = 0; i < *files; i++)
		(*out)[i] = (struct picture_file){.id = id, .shape = row[i].shape, .format = row[i].format,
			.width = row[i].width, .height = row[i].height, .path = row[i].path};
	return OK;
}
