/* upload_path.h: where an uploaded file of another system lies here.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "base/base.h"

/* Below SITE/media, made safe: no "..", no backslash, no leading slash, no control byte,
 * at most 512 bytes.  What stands before "/uploads/" is left out.  Empty: it is none. */
str upload_path(struct arena *, str address);
/* What stands after the host of an address. */
str upload_path_of(str link);
