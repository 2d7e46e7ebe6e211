/* email.h: addresses of mail, as people type them.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "base/base.h"

bool email_is(str); /* looks like an address that mail reaches */
/* A name of at least two labels, the last one not a number. */
bool email_domain_is(str);
/* ASCII letters lower case, so that one person is one person. */
str email_fold(struct arena *, str email);
