/* template.h: beginnings of stories that come again and again: the weather, the
 * council's week, an obituary.  Its fields are some of the editor's form.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "news/people/person.h"
#include "news/draft/working.h"
#include "store/store.h"

struct story_template {
	int64_t id;
	str name, help;        /* help: for who writes from it */
	struct story_fields f; /* those with the word "template" */
};
/* With kicker, headline and kind of work alone. */
err template_all(struct txn *, struct story_template **out, size_t *n) MUST;
err template_get(struct txn *, int64_t id, struct story_template *) MUST;

/* Inside a write.  id 0: a new one, *id its number.  E_INPUT, E_CLASH (the name) say why not. */
err template_save(struct txn *, const struct person *, struct story_template *, int64_t now) MUST;
err template_remove(struct txn *, const struct person *, int64_t id, int64_t now) MUST;
/* A new one with all that the story has, as it is saved. */
err template_of_story(struct txn *, const struct person *, int64_t story, str name, int64_t now, int64_t *id) MUST;
/* What a story begins with; what is typed already stays. */
err template_begin(struct txn *, int64_t id, struct story_fields *) MUST;
