/* php.h: reads what PHP's serialize() writes, which WordPress keeps in metadata
 * (https://www.php.net/manual/en/function.serialize.php).  Only reads, makes no
 * objects: an object is its properties, a reference is null.
 *
 * A string whose length is wrong (text was converted or replaced after it was
 * written) is taken up to its closing quote, so one of them does not lose the
 * rest.
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once
#include "base/base.h"

enum php_kind { PHP_NULL, PHP_BOOL, PHP_INT, PHP_FLOAT, PHP_STRING, PHP_ARRAY };
struct php {
	enum php_kind kind;
	int64_t i;            /* PHP_BOOL, PHP_INT */
	str s;                /* PHP_STRING; of a float its digits; borrowed */
	struct php *child;    /* PHP_ARRAY: the first value */
	str key;              /* of a value in an array; of a number its digits */
	struct php *next;
};

/* Looks like serialised data at all? */
bool php_is(str);
/* E_INPUT: it is not that, or cut off; E_TOOBIG: deeper than 32 or more than
 * 100,000 values. */
err php_read(struct arena *, str, struct php **out) MUST;
const struct php *php_get(const struct php *, str key); /* NULL: not there */
/* As text: a string, or the digits of a number; else empty.  v may be NULL. */
str php_str(const struct php *v);
int64_t php_int(const struct php *v);
