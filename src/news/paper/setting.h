/* setting.h: what the one who runs the paper may choose, with its default.
 *
 * All settings are read at once (they are few and small), but a page depends
 * only on those it looked at: setting_str() notes the name.
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once
#include "base/map.h"
#include "store/store.h"

struct settings {
	struct txn *t;
	struct map map;
};

/* Reads them within the transaction; lives in its arena. */
err setting_load(struct txn *, struct settings *out) MUST;
/* The value, or the default that the table in setting.c gives; an unknown name
 * is a mistake in the program and ends it. */
str setting_str(const struct settings *, const char *name);
int64_t setting_int(const struct settings *, const char *name);
bool setting_on(const struct settings *, const char *name);
/* KEPT: written by the program, or chosen on a page of its own. */
enum setting_kind {
	SETTING_TEXT, SETTING_NUMBER, SETTING_COUNT, SETTING_SWITCH, SETTING_ADDRESS, SETTING_ZONE, SETTING_SCHEME,
	SETTING_SEGMENT, SETTING_LANGUAGE, SETTING_RULE, SETTING_KEPT
};
/* The table, for those who show it: false after the last. */
struct setting_about {
	const char *name, *otherwise, *what;
	enum setting_kind kind;
};
bool setting_about(size_t i, struct setting_about *);
/* May it have this value?  E_INPUT says what it wants. */
err setting_check(struct arena *, const char *name, str value) MUST;
/* Checks the name and the kind of the value, writes it, names the change. */
err setting_write(struct txn *, const char *name, str value) MUST;
