/* sitemap.c: lists of everything public, by number, so that parts stay as they are.
 * SPDX-License-Identifier: Apache-2.0 */
#include "news/list/sitemap.h"

#include "query/section.h"
#include "query/story.h"

err
sitemap_size(struct txn *t, const char *kind, int64_t now, int64_t *n, int64_t *modified_at)
{
	struct q_story_sitemap_size size;

	TRY(q_story_sitemap_size(t, str_of(kind), now, &size));
	*n = size.n;
	*modified_at = size.modified_at;
	return OK;
}

err
sitemap_stories(struct txn *t, const char *kind, int64_t now, int64_t count, int64_t skip, int64_t **id, size_t *n)
{
	struct q_story_sitemap *row;

	TRY(q_story_sitemap(t, str_of(kind), now, count, skip, &row, n));
	*id = NEW(store_arena(t), int64_t, *n + 1);
	for (size_t i = 0; i < *n; i++)
		(*id)[i] = row[i].id;
	return OK;
}

err
sitemap_terms(struct txn *t, enum term_kind kind, int64_t now, int64_t count, int64_t skip, struct sitemap_term **out,
	size_t *n)
{
	struct q_section_sitemap *section;
	struct q_tag_sitemap *tag;
	struct q_author_sitemap *author;

#define TO_TERMS(row, field)                                                   \
	*out = NEW(store_arena(t), struct sitemap_term, *n + 1);               \
	for (size_t i = 0; i < *n; i++)                                        \
		(*out)[i] = (struct sitemap_term){(row)[i].field, (row)[i].modified_at}
	*n = 0;
	switch (kind) {
	case TERM_SECTION:
		if (skip)
			break;
		TRY(q_section_sitemap(t, now, &section, n));
		TO_TERMS(section, path);
		break;
	case TERM_TAG:
		TRY(q_tag_sitemap(t, now, count, skip, &tag, n));
		TO_TERMS(tag, slug);
		break;
	case TERM_AUTHOR:
		TRY(q_author_sitemap(t, now, count, skip, &author, n));
		TO_TERMS(author, slug);
	}
#undef TO_TERMS
	return OK;
}
