/* menu.c: the rows of menus, and what an entry may lead to. */
#include "news/paper/menu.h"

#include "news/paper/setting.h"
#include "query/import.h"
#include "query/section.h"

enum { LABEL_BYTES = 200, TARGET_BYTES = 2000 };

err
menu_items(struct txn *t, str menu, struct menu_item **out, size_t *n)
{
	struct q_menu_items *row;

	TRY(q_menu_items(t, menu, &row, n));
	*out = NEW(store_arena(t), struct menu_item, *n);
	for (size_t i = 0; i < *n; i++)
		(*out)[i] = (struct menu_item){row[i].label, row[i].target};
	return OK;
}

err
menu_put(struct txn *t, str menu, const struct menu_item *item, size_t n)
{
	TRY(q_import_menu_clear(t, menu));
	for (size_t i = 0; i < n; i++)
		TRY(q_import_menu_put(t, menu, (int64_t)i, item[i].label, item[i].target));
	store_changed(t, DEP_MENU, dep_name(menu), 0);
	return OK;
}

err
menu_list(struct txn *t, struct menu_name **out, size_t *n)
{
	struct q_menu_names *row;

	TRY(q_menu_names(t, &row, n));
	*out = NEW(store_arena(t), struct menu_name, *n);
	for (size_t i = 0; i < *n; i++)
		(*out)[i] = (struct menu_name){row[i].menu, row[i].n};
	return OK;
}

err
menu_choose(struct txn *t, const struct actor *by, str menu)
{
	struct q_menu_items *row;
	size_t n = 1;

	if (menu.n)
		TRY(q_menu_items(t, menu, &row, &n));
	if (!n)
		return fail(E_INPUT, "the menu \"%.*s\" is empty", SARG(str_upto(menu, 60)));
	TRY(setting_write(t, "menu", menu));
	return audit_put(t, by, "menu.choose", "menu", 0, menu);
}

static bool
good_target(str s)
{
	return (str_starts(s, S("/")) && !str_starts(s, S("//"))) || str_starts(s, S("https://")) ||
		str_starts(s, S("http://"));
}

err
menu_change(struct txn *t, const struct actor *by, str menu, const struct menu_item *item, size_t n)
{
	struct menu_item *kept = NEW(store_arena(t), struct menu_item, n);
	struct settings set;
	size_t k = 0;

	for (size_t i = 0; i < n; i++) {
		if (!item[i].label.n)
			continue;
		if (!good_target(item[i].target) || item[i].label.n > LABEL_BYTES || item[i].target.n > TARGET_BYTES)
			return fail(E_INPUT, "\"%.*s\" is not a valid link: use /a/page or https://…", SARG(str_upto(item[i].label, 60)));
		kept[k++] = item[i];
	}
	TRY(menu_put(t, menu, kept, k));
	TRY(setting_load(t, &set));
	if (!k && str_eq(setting_str(&set, "menu"), menu))
		TRY(setting_write(t, "menu", S("")));
	return audit_put(t, by, k ? "menu.change" : "menu.remove", "menu", 0, menu);
}
