/* name_inner.h: what section_change.c, tag_change.c and author_change.c share. */
#pragma once
#include "news/name.h"

/* The slug to have: what was typed, or one made of the name. E_INPUT: neither. */
err name_slug(struct arena *, str name, str typed, str *slug) MUST;
/* `slug` leads to record `id` of this kind from now on. */
err name_leads(struct txn *, const char *kind, str slug, int64_t id) MUST;
/* A record ends: its slug and its former ones lead to `into` (0: they are gone). */
err name_ends(struct txn *, const char *kind, int64_t id, str slug, int64_t into) MUST;
/* In what lies on the desk: field 's' sections, 't' tags, 'a' authors. */
err name_on_desk(struct txn *, char field, int64_t from, int64_t into) MUST;
err name_note(struct txn *, const struct name_by *, const char *action, const char *subject, int64_t id, str detail) MUST;
