/* href.h: is this address safe in an attribute, and what does it look like when
 * written properly?  By the URL standard, for what a browser would make of it.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "base/base.h"

enum href_schemes {
	HREF_WEB = 1,  /* http, https, and relative to the page */
	HREF_MAIL = 2, /* mailto, tel */
};

/* raw: the attribute's value after its references were decoded.  Tabs and line
 * ends inside are removed, spaces around too; characters that may not stand in
 * a URL are percent-encoded, so cleaning twice changes nothing.  False: it must
 * not be written (another scheme, a broken host, over 4,096 bytes, empty). */
bool href_clean(struct arena *, str raw, unsigned schemes, str *out);
