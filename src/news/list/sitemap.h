/* sitemap.h: what search engines are told there is: everything public, and when it
 * changed last.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "news/paper/term.h"

/* kind: "story", "page". */
err sitemap_size(struct txn *, const char *kind, int64_t now, int64_t *n, int64_t *modified_at) MUST;
err sitemap_stories(struct txn *, const char *kind, int64_t now, int64_t count, int64_t skip, int64_t **id, size_t *n) MUST;

/* Those with a public story; sections come all at once, after them none. */
struct sitemap_term {
	str key; /* a slug; of a section its path */
	int64_t modified_at;
};
err sitemap_terms(struct txn *, enum term_kind, int64_t now, int64_t count, int64_t skip, struct sitemap_term **,
	size_t *n) MUST;
