/* xml.h: text on its way into XML 1.0: feeds, sitemaps, exports.
 *
 * Whatever goes in, what comes out can be read by any parser: the characters
 * that XML forbids (controls, surrogates, U+FFFE, U+FFFF) are dropped, and bytes
 * that are no UTF-8 become U+FFFD.
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once
#include "base/base.h"

void xml_add_text(struct buf *, str);  /* between tags or in an attribute's quotes */
/* <![CDATA[...]]>; where the text holds its end it goes on in a second section. */
void xml_add_cdata(struct buf *, str);
/* <name>text</name> and a line end; nothing when the text is empty. */
void xml_add_element(struct buf *, const char *name, str text);
