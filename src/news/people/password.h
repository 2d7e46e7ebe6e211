/* password.h: words that open a thing, kept as argon2id (RFC 9106).
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "base/base.h"

enum { PASSWORD_BYTES = 1000 }; /* a longer one opens nothing */

/* For a story that readers open with a shared word: cheap on purpose, since an
 * import may bring hundreds.  No word, no hash. */
err password_of_story(struct arena *, str plain, str *hash) MUST;
/* For a person: RFC 9106's way with t=2, m=19 MiB. */
err password_of_person(struct arena *, str plain, str *hash) MUST;
/* False for an empty hash. */
bool password_is(struct arena *, str hash, str plain);
/* The same, but takes as long without a hash: it is compared with one that nothing opens. */
bool password_is_or_nobodys(struct arena *, str hash, str plain);
/* Among those that are tried first: known words, runs of the keyboard and of digits, one
 * after the other and nothing else; or made of what everybody knows about the account. */
bool password_is_common(struct arena *, str plain, const str *known, size_t n);
/* In constant time. */
bool password_same(str, str);
