/* menu.h: menus: named lists of entries; the setting "menu" says which of them is the
 * navigation of the readers' pages.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "news/people/audit.h"

struct menu_item {
	str label, target; /* target: "/a/page" or "https://…" */
};
err menu_items(struct txn *, str menu, struct menu_item **, size_t *n) MUST;
/* Replaces the menu's entries; none: there is no such menu any more. */
err menu_put(struct txn *, str menu, const struct menu_item *, size_t n) MUST;

struct menu_name {
	str name;
	int64_t items;
};
err menu_list(struct txn *, struct menu_name **, size_t *n) MUST;
/* The navigation of the readers' pages; empty: the sections.  E_INPUT: that menu has no entries. */
err menu_choose(struct txn *, const struct actor *, str menu) MUST;
/* An editor's menu_put(): entries without a label are left out, and a menu without entries is
 * no navigation any more.  E_INPUT: an entry leads nowhere. */
err menu_change(struct txn *, const struct actor *, str menu, const struct menu_item *, size_t n) MUST;
