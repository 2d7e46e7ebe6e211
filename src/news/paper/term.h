/* term.h: sections, tags and names in bylines changed as a whole: other slugs,
 * other places, several becoming one, none at all.
 *
 * Whatever happens to one of them, an address that readers may have kept goes on
 * leading somewhere: a former slug is a redirect "tag:old" whose target is "tag:12",
 * the record and not its address, so chains do not grow.  Everything here runs
 * inside store_write() and leaves a row in the audit.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "news/people/audit.h"

/* Which names to list: those after (after, after_id) that have `find` in them. */
struct term_page {
	str find;         /* as it is folded by lower(); empty: all */
	str after;        /* the name of the last one before, folded likewise */
	int64_t after_id;
	int64_t count;
};
/* Which record a former slug of this kind ("section", "tag", "author") leads to;
 * E_ABSENT, or E_GONE where it was taken away. */
err term_former(struct txn *, const char *kind, str slug, int64_t *id) MUST;

/* The slug to have: what was typed, or one made of the name. E_INPUT: neither. */
err term_slug(struct arena *, str name, str typed, str *slug) MUST;
/* `slug` leads to record `id` of this kind from now on. */
err term_redirect(struct txn *, const char *kind, str slug, int64_t id) MUST;
/* A record ends: its slug and its former ones lead to `into` (0: they are gone). */
err term_end(struct txn *, const char *kind, int64_t id, str slug, int64_t into) MUST;
/* In what lies on the desk: field 's' sections, 't' tags, 'a' authors. */
err term_replace_in_drafts(struct txn *, char field, int64_t from, int64_t into) MUST;
/* The former slugs that lead to a record, sorted. */
err term_former_slugs(struct txn *, const char *kind, int64_t id, str **slug, size_t *n) MUST;
