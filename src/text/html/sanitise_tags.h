/* sanitise_tags.h: what sanitise.c knows of each element.  Private to the two.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "text/html/sanitise.h"
#include "text/html/token.h"

enum sanitise_role {
	ROLE_IGNORE, /* the tag goes, its contents stay */
	ROLE_GAP,    /* the same, and a space parts what stood around it */
	ROLE_DROP,   /* goes with its contents */
	ROLE_DIV,    /* not written; loose text in it becomes paragraphs */
	ROLE_PHRASE,
	ROLE_RUBY,
	ROLE_RT, /* in ruby only */
	ROLE_P,
	ROLE_HEADING,
	ROLE_PRE,
	ROLE_FLOW, /* blockquote, figure, details */
	ROLE_FIGCAPTION,
	ROLE_SUMMARY,
	ROLE_LIST,
	ROLE_LI,
	ROLE_DL,
	ROLE_DT,
	ROLE_DD,
	ROLE_TABLE,
	ROLE_CAPTION,
	ROLE_ROWS, /* thead, tbody, tfoot */
	ROLE_TR,
	ROLE_CELL,
	ROLE_BR,
	ROLE_WBR,
	ROLE_HR,
	ROLE_IMG,
	ROLE_MEDIA,
	ROLE_FRAME,
};

struct sanitise_tag {
	const char *name;    /* as it came */
	const char *written; /* as it is written; NULL: never */
	enum sanitise_role story, comment;
};

extern const struct sanitise_tag SANITISE_TAGS[];
/* NULL: not known. */
const struct sanitise_tag *sanitise_tag_find(str name);

/* What attributes need while one document is read. */
struct sanitise_attrs {
	struct arena *a;
	enum sanitise_policy policy;
	const struct sanitise_hooks *hooks;
	struct buf made; /* scratch */
	str ids[256];    /* seen so far: an id stands once in a page */
	size_t id_count;
};
/* "<name attrs>"; an empty str when the element must not be written (a link
 * without an address). */
str sanitise_start(struct sanitise_attrs *, const struct sanitise_tag *, const struct token *);
/* Reads <img>; false: it has no picture. */
bool sanitise_read_image(struct sanitise_attrs *, const struct token *, struct sanitise_image *);
/* The value of src when it is a clean address for this use, else empty. */
str sanitise_source(struct sanitise_attrs *, const struct token *, enum sanitise_use);
