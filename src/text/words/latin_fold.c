/* latin_fold.c: for slugs and for search.
 * SPDX-License-Identifier: Apache-2.0 */
#include "text/words/latin_fold.h"

const char *
latin_letters(uint32_t c)
{
	switch (c) {
	case 0xc6:
	case 0xe6:
		return "ae";
	case 0x152:
	case 0x153:
		return "oe";
	case 0xd8:
	case 0xf8:
		return "o";
	case 0xdf:
	case 0x1e9e:
		return "ss";
	case 0xd0:
	case 0xf0:
	case 0x110:
	case 0x111:
		return "d";
	case 0xde:
	case 0xfe:
		return "th";
	case 0x141:
	case 0x142:
		return "l";
	case 0x126:
	case 0x127:
		return "h";
	case 0x131:
		return "i";
	case 0x166:
	case 0x167:
		return "t";
	default:
		return NULL;
	}
}

bool
latin_is(uint32_t c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= 0xc0 && c <= 0x2af) ||
		(c >= 0x1e00 && c <= 0x1eff) || (c >= 0x2c60 && c <= 0x2c7f) ||
		(c >= 0xa720 && c <= 0xa7ff);
}
