/* entity.h: character references (&eacute; &#233; &#xe9;) to characters, by the
 * HTML standard, 13.2.5.72 to 13.2.5.80.  CR LF and CR become LF on the way.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "base/base.h"

/* attr: inside an attribute's value, where "&copy=1" is not a reference. */
str entity_decode(struct arena *, str, bool attr); /* s itself when nothing changed */
void entity_add_decoded(struct buf *, str, bool attr);
