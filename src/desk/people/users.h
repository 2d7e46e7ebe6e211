/* users.h: what the list of people and the page of one share.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "desk/people/login.h"

/* What a form about a person sent, or what is there already. */
struct people_form {
	str email, name, role, language;
	int64_t *section;
	size_t sections;
};
err people_form_read(const struct ctx *, struct people_form *) MUST;
/* The fields of the form in `into`: roles, languages, sections.  Asks one question. */
err people_form_show(struct desk *, struct value *into, const struct people_form *) MUST;
/* The word for what is wrong with it; NULL: nothing. */
const char *people_form_fault(const struct ctx *, const struct people_form *);

/* A link that lets this person in: into a letter where the paper sends mail, else to
 * hand on (people_link_page).  Inside a write. */
struct people_link {
	struct ctx *c;
	int64_t id;
	str key, name;
};
err people_link_make(struct txn *, struct people_link *) MUST;
/* After the write: the page with the link, or back to `path` with a word. */
err people_link_done(struct people_link *, str path) MUST;
