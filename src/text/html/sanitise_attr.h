/* sanitise_attr.h: start tags as they are written: attributes from the lists, addresses
 * cleaned, each id once.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "text/html/sanitise_policy.h"
#include "text/html/sanitise_tags.h"
#include "text/html/token.h"

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
/* The usual <img>. */
void sanitise_add_image(struct buf *, const struct sanitise_image *);
