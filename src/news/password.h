/* password.h: words that open a thing, kept as argon2id (RFC 9106). */
#pragma once
#include "base/base.h"

/* For a story that readers open with a shared word: cheap on purpose, since an
 * import may bring hundreds.  No word, no hash. */
err password_of_story(struct arena *, str plain, str *hash) MUST;
/* For a person: RFC 9106's way with t=2, m=19 MiB. */
err password_of_person(struct arena *, str plain, str *hash) MUST;
/* False for an empty hash. */
bool password_is(struct arena *, str hash, str plain);
