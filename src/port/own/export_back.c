/* export_back.c: rest.jsonl of an export of ours, read back: what is not in the WXR and
 * belongs to readers' pages.  Lines of other kinds are for the record and passed over. */
#include "port/own/export.h"

#include "base/sys/file.h"
#include "media/media.h"
#include "news/archive/archive.h"
#include "news/paper/menu.h"
#include "news/paper/setting.h"
#include "query/card.h"
#include "query/export.h"
#include "query/redirect.h"
#include "query/setting.h"

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
	struct q_setting_one was;
	err e = q_setting_one(t, name, &was);

	if (e != E_ABSENT)
		return e;
	e = setting_write(t, arena_z(store_arena(t), name), value);
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
	str path = text(a, line, "redirect"), target = text(a, line, "target"), former = text(a, line, "former");
	str kind = str_upto(target, str_find_char(target, ':'));
	int64_t status = number(line, "status");
	struct q_redirect_get was;
	struct q_export_id_of now;
	err e = q_redirect_get(t, path, &was);

	if (e != E_ABSENT)
		return e;
	if (former.n) {
		e = q_export_id_of(t, kind, former, &now);
		if (e)
			return e == E_ABSENT ? OK : e;
		target = arena_fmt(a, "%.*s:%lld", SARG(kind), (long long)now.id);
	}
	if (!path.n || (status != 301 && status != 302 && status != 410))
		return OK;
	store_changed(t, DEP_REDIRECT, dep_name(path), 0);
	return q_redirect_put(t, path, status, target, 0);
}

/* "1x1 125 0 400,3x2 0 56 1000"; the server makes them when it runs. */
static err
take_crops(struct txn *t, int64_t media, str crops)
{
	str one, shape, x, y;

	while (str_split(&crops, ',', &one)) {
		struct q_export_crop_extra_in in = {.media = media};

		str_split(&one, ' ', &shape);
		str_split(&one, ' ', &x);
		str_split(&one, ' ', &y);
		in.shape = shape;
		if (media_shape_named(shape) == MEDIA_WHOLE || str_int(x, &in.x) || str_int(y, &in.y) || str_int(one, &in.w) ||
			in.x < 0 || in.y < 0 || in.w < 1 || in.x + in.w > 1000)
			continue; /* of another version: not ours */
		TRY(q_export_crop_extra(t, &in));
	}
	return OK;
}

static err
take_media(struct txn *t, json_t *line)
{
	struct arena *a = store_arena(t);
	str path = text(a, line, "media");
	struct q_media_by_path m;
	err e = q_media_by_path(t, path, &m);

	if (e)
		return e == E_ABSENT ? OK : e;
	store_changed(t, DEP_MEDIA, m.id, 0);
	TRY(take_crops(t, m.id, text(a, line, "crops")));
	return q_export_media_extra(t, &(struct q_export_media_extra_in){.path = path, .decorative = number(line, "decorative") != 0,
		.licence = text(a, line, "licence"), .focal_x = number(line, "focal_x"), .focal_y = number(line, "focal_y")});
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
			return fail(E_INPUT, "rest.jsonl has a line that is not valid JSON: %.*s", SARG(str_upto(line, 60)));
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
