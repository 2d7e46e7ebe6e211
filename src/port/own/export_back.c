/* export_back.c: rest.jsonl of an export of ours, read back: what is not in the WXR and
 * belongs to readers' pages.  Lines of other kinds are for the record and passed over.
 * SPDX-License-Identifier: Apache-2.0 */
#include "port/own/export_back.h"

#include "base/sys/file.h"
#include "news/archive/archive.h"
#include "news/paper/menu.h"
#include "news/archive/extra.h"
#include "news/paper/setting.h"

#include <jansson.h>

enum { FILE_MOST = 1 << 30, MENU_MOST = 2000 };

struct back {
	str rest;
	bool settings;
	str menu;                       /* of the entries that wait */
	struct menu_item *item;
	size_t n;
};

static const char *
path_of(struct arena *a, str folder)
{
	return arena_fmt(a, "%.*s/rest.jsonl", SARG(folder)).p;
}

bool
export_is(struct arena *a, str folder)
{
	return file_exists(path_of(a, folder)) && file_exists(arena_fmt(a, "%.*s/site.wxr.xml", SARG(folder)).p);
}

static str
text(struct arena *a, json_t *line, const char *key)
{
	json_t *v = json_object_get(line, key);

	return json_is_string(v) ? arena_copy(a, (str){json_string_value(v), json_string_length(v)}) : S("");
}

static int64_t
number(json_t *line, const char *key)
{
	json_t *v = json_object_get(line, key);

	return json_is_integer(v) ? json_integer_value(v) : 0;
}

/* A setting that nobody has chosen here yet. */
static err
take_setting(struct txn *t, str name, str value)
{
	const char *own = arena_z(store_arena(t), name);
	bool chosen;
	err e;

	TRY(setting_is_chosen(t, own, &chosen));
	if (chosen)
		return OK;
	e = setting_write(t, own, value);
	return e == E_INPUT ? OK : e; /* of another version: not ours */
}

static err
end_menu(struct txn *t, struct back *b)
{
	if (b->n)
		TRY(menu_put(t, b->menu, b->item, b->n));
	b->n = 0;
	return OK;
}

static err
take_menu(struct txn *t, struct back *b, json_t *line)
{
	struct arena *a = store_arena(t);
	str menu = text(a, line, "menu");

	if (!str_eq(menu, b->menu))
		TRY(end_menu(t, b));
	b->menu = menu;
	if (b->n < MENU_MOST)
		b->item[b->n++] = (struct menu_item){text(a, line, "label"), text(a, line, "target")};
	return OK;
}

static err
take_redirect(struct txn *t, json_t *line)
{
	struct arena *a = store_arena(t);

	return archive_redirect(t, &(struct archive_redirect){.path = text(a, line, "redirect"), .target = text(a, line, "target"),
		.former = text(a, line, "former"), .status = number(line, "status")});
}

static err
take_media(struct txn *t, json_t *line)
{
	struct arena *a = store_arena(t);

	return archive_picture(t, &(struct archive_picture){.path = text(a, line, "media"), .licence = text(a, line, "licence"),
		.crops = text(a, line, "crops"), .focal_x = number(line, "focal_x"), .focal_y = number(line, "focal_y"),
		.decorative = number(line, "decorative") != 0});
}

static err
take(struct txn *t, struct back *b, json_t *line)
{
	struct arena *a = store_arena(t);

	if (json_object_get(line, "setting"))
		return b->settings ? take_setting(t, text(a, line, "setting"), text(a, line, "value")) : OK;
	if (b->settings)
		return OK;
	if (json_object_get(line, "menu"))
		return take_menu(t, b, line);
	if (json_object_get(line, "redirect"))
		return take_redirect(t, line);
	return json_object_get(line, "media") ? take_media(t, line) : OK;
}

static bool
wanted(str line)
{
	return str_starts(line, S("{\"setting\"")) || str_starts(line, S("{\"menu\"")) || str_starts(line, S("{\"redirect\"")) ||
		str_starts(line, S("{\"media\""));
}

static err
read_back(struct txn *t, void *arg)
{
	struct back *b = arg;
	str rest = b->rest, line;

	b->menu = S("");
	b->n = 0;
	b->item = NEW(store_arena(t), struct menu_item, MENU_MOST);
	while (rest.n && str_split(&rest, '\n', &line)) {
		json_t *j;
		err e;

		if (!wanted(line))
			continue;
		j = json_loadb(line.p, line.n, 0, NULL);
		if (!j)
			return fail(E_INPUT, "rest.jsonl has a line that is no JSON: %.*s", SARG(str_upto(line, 60)));
		e = take(t, b, j);
		json_decref(j);
		TRY(e);
	}
	return end_menu(t, b);
}

static err
back(struct arena *a, struct store *store, str folder, bool settings)
{
	struct arena *own = arena_new((size_t)FILE_MOST + (512 << 20));
	struct back b = {.settings = settings};
	err e = file_read(own, path_of(a, folder), FILE_MOST, &b.rest);

	if (!e)
		e = store_write(store, own, read_back, &b);
	arena_end(own);
	return e;
}

err
export_settings_back(struct arena *a, struct store *store, str folder)
{
	return back(a, store, folder, true);
}

err
export_rest_back(struct arena *a, struct store *store, str folder)
{
	return back(a, store, folder, false);
}
