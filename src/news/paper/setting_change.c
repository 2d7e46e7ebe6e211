/* setting_change.c: what a change of a setting checks, writes, and leaves in the audit.
 * SPDX-License-Identifier: Apache-2.0 */
#include "news/paper/setting_change.h"

#include "news/paper/permalink_check.h"

enum { SHOWN = 200 }; /* bytes of a value in the audit */

bool
setting_is_secret(str name)
{
	return str_ends(name, S("_password")) || str_ends(name, S("_secret")) || str_ends(name, S("_key"));
}

err
setting_change(struct txn *t, const struct actor *by, const struct settings *set, const char *name, str value)
{
	str was = setting_str(set, name), detail = str_of(name);

	if (str_eq(value, was))
		return OK;
	TRY(setting_write(t, name, value));
	if (!setting_is_secret(str_of(name)))
		detail = arena_fmt(store_arena(t), "%s: %.*s → %.*s", name, SARG(str_upto(was, SHOWN)),
			SARG(str_upto(value, SHOWN)));
	return audit_put(t, by, "setting.change", "setting", 0, detail);
}

err
setting_change_permalink(struct txn *t, const struct actor *by, str scheme)
{
	struct settings set;
	str was;

	TRY(setting_load(t, &set));
	was = setting_str(&set, "permalink");
	if (str_eq(scheme, was))
		return OK;
	TRY(permalink_allowed(t, &set, scheme));
	TRY(setting_write(t, "permalink", scheme));
	return audit_put(t, by, "setting.change", "setting", 0,
		arena_fmt(store_arena(t), "permalink: %.*s → %.*s", SARG(was), SARG(scheme)));
}

/* theme_at grows, also when somebody chooses twice within a second. */
err
setting_choose_theme(struct txn *t, const struct actor *by, str name)
{
	struct settings set;
	int64_t before, since;

	TRY(setting_load(t, &set));
	before = setting_int(&set, "theme_at");
	since = by->now > before ? by->now : before + 1;
	TRY(setting_write(t, "theme", name));
	TRY(setting_write(t, "theme_at", arena_fmt(store_arena(t), "%lld", (long long)since)));
	return audit_put(t, by, "theme.choose", "theme", 0, name);
}
