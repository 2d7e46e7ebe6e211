/* login_link.h: links that let somebody in once.
 *
 * first    whoever follows it becomes the administrator; while nobody has ever come in
 * invite   a new person chooses a password
 * reset    the password was forgotten
 *
 * The key stands in the query (/desk/link?key=…), which no log of ours writes; the
 * archive has its keyed hash.  Opening the page does nothing: mail scanners open
 * everything.  A new link for a person ends the older one; the first login ends all
 * of the first kind.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "base/seal.h"
#include "store/store.h"

enum link_kind { LINK_FIRST, LINK_INVITE, LINK_RESET };
enum { LINK_DAYS = 7, LINK_RESET_HOURS = 2 };

struct link {
	enum link_kind kind;
	int64_t person;            /* 0: LINK_FIRST */
	str email, name, language; /* of the person */
	bool factor;               /* has a second factor */
};
/* Inside a write.  person 0 with LINK_FIRST, which is E_CLASH once somebody came in. */
err login_link_create(struct txn *, const struct seal *, enum link_kind, int64_t person, int64_t now, str *key) MUST;
/* E_GONE: used, too old, replaced, or never one. */
err login_link_find(struct txn *, const struct seal *, str key, int64_t now, struct link *) MUST;
/* Inside a write: as login_link_find(), and it opens nothing any more. */
err login_link_use(struct txn *, const struct seal *, str key, int64_t now, struct link *) MUST;
/* Links of this person that were not used open nothing any more. */
err login_link_revoke(struct txn *, int64_t person) MUST;
/* base: "https://paper.example" */
str login_link_url(struct arena *, str base, str key);
err login_link_sweep(struct txn *, int64_t now) MUST;
