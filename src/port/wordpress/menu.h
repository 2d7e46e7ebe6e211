/* menu.h: a site's menus, gathered until everything they point to is known.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "base/map.h"
#include "news/archive/archive.h"
#include "port/wordpress/wxr.h"

struct menu;
struct menu *menu_new(struct arena *);
void menu_add(struct menu *, const struct wxr_item *);
size_t menu_size(const struct menu *);
/* slug_of: a section's term id -> str *, its slug; base: the old site's address. */
/* The menu that a site most likely shows at its top; empty: there is none. */
str menu_main(const struct menu *);
err menu_write(struct txn *, struct menu *, struct archive *, const struct map *slug_of,
	str base) MUST;
