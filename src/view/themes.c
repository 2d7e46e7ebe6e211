/* themes.c: the folders of a site's themes, each read when it is first wanted.
 *
 * An entry is never taken away: a process meets few names in its life.  The lock is held
 * while a theme is compiled, some milliseconds once after it was chosen.
 */
#include "view/themes.h"

#include "base/sys/file.h"
#include "base/utf8.h"

#include <pthread.h>

enum { NAME_MAX_BYTES = 40, ABOUT_MAX = 300, TROUBLE_MAX = 500 };

struct entry {
	char name[NAME_MAX_BYTES + 1], trouble[TROUBLE_MAX + 1];
	int64_t since;
	struct arena *a;
	struct theme *theme; /* NULL: it never could be used */
};

struct themes {
	str folder;
	struct theme *own;
	pthread_mutex_t lock; /* over what follows */
	struct entry entry[THEMES_MOST];
	size_t n;
};

/* A folder's name that can be meant: no way out of the folder of themes. */
static bool
is_name(str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!((s.p[i] >= 'a' && s.p[i] <= 'z') || (s.p[i] >= '0' && s.p[i] <= '9') || (i && (s.p[i] == '-' || s.p[i] == '_'))))
			return false;
	return s.n > 0 && s.n <= NAME_MAX_BYTES;
}

static str
path_of(const struct themes *ts, struct arena *a, str name)
{
	return arena_fmt(a, "%.*s/%.*s", SARG(ts->folder), SARG(name));
}

static void
end(void *arg)
{
	struct themes *ts = arg;

	for (size_t i = 0; i < ts->n; i++)
		arena_end(ts->entry[i].a);
	pthread_mutex_destroy(&ts->lock);
}

err
themes_open(struct arena *a, str folder, struct theme *own, struct themes **out)
{
	struct themes *ts = NEW(a, struct themes, 1);

	ts->folder = arena_copy(a, folder);
	ts->own = own;
	if (pthread_mutex_init(&ts->lock, NULL))
		return fail(E_BROKEN, "cannot create the theme lock");
	arena_defer(a, end, ts);
	*out = ts;
	return OK;
}

static void
keep_text(char *to, size_t max, str s)
{
	s = utf8_cut(s, max);
	memcpy(to, s.p, s.n);
	to[s.n] = '\0';
}

/* Locked.  The files as they are now; what could be used before stays when they cannot. */
static void
take(const struct themes *ts, struct entry *e, int64_t since)
{
	err why = e->theme ? theme_take(e->theme) : theme_load(e->a, "gazette", path_of(ts, e->a, str_of(e->name)), &e->theme);

	e->since = since;
	e->trouble[0] = '\0';
	if (why)
		keep_text(e->trouble, TROUBLE_MAX, str_of(fail_why()));
}

/* Locked; NULL: there is no room for one more. */
static struct entry *
find(struct themes *ts, str name)
{
	struct entry *e;

	for (size_t i = 0; i < ts->n; i++)
		if (str_eq(str_of(ts->entry[i].name), name))
			return &ts->entry[i];
	if (ts->n == THEMES_MOST)
		return NULL;
	e = &ts->entry[ts->n++];
	*e = (struct entry){.a = arena_new(1 << 20), .since = -1};
	memcpy(e->name, name.p, name.n);
	return e;
}

struct theme *
themes_get(struct themes *ts, str name, int64_t since)
{
	struct theme *t = NULL;
	struct entry *e;

	if (!is_name(name))
		return ts->own;
	pthread_mutex_lock(&ts->lock);
	e = find(ts, name);
	if (e && e->since < since)
		take(ts, e, since);
	if (e)
		t = e->theme;
	pthread_mutex_unlock(&ts->lock);
	return t ? t : ts->own;
}

str
themes_trouble(struct themes *ts, struct arena *a, str name)
{
	str why = S("");

	pthread_mutex_lock(&ts->lock);
	for (size_t i = 0; i < ts->n; i++)
		if (str_eq(str_of(ts->entry[i].name), name))
			why = arena_copy(a, str_of(ts->entry[i].trouble));
	pthread_mutex_unlock(&ts->lock);
	return why;
}

err
themes_try(const struct themes *ts, struct arena *a, str name, struct theme **out)
{
	if (!name.n) {
		*out = ts->own;
		return OK;
	}
	if (!is_name(name))
		return fail(E_INPUT, "a theme folder name may contain only lower-case letters, digits, - and _");
	return theme_load(a, "gazette", path_of(ts, a, name), out);
}

static void
read_about(struct arena *a, str path, str *names, size_t n, struct themes_folder *f)
{
	str text;

	for (size_t i = 0; i < n; i++) {
		int64_t at = file_changed(arena_fmt(a, "%.*s/%.*s", SARG(path), SARG(names[i])).p) / 1000000000;

		f->changed_at = at > f->changed_at ? at : f->changed_at;
	}
	if (file_read(a, arena_fmt(a, "%.*s/theme.txt", SARG(path)).p, 1 << 16, &text) == OK && utf8_valid(text))
		f->about = utf8_cut(str_trim(text), ABOUT_MAX);
}

err
themes_list(const struct themes *ts, struct arena *a, struct themes_folder **out, size_t *n)
{
	str *names, *files;
	size_t all, some;

	*n = 0;
	*out = NEW(a, struct themes_folder, THEMES_MOST);
	if (!file_exists(arena_z(a, ts->folder)))
		return OK;
	TRY(file_list(a, arena_z(a, ts->folder), &names, &all));
	for (size_t i = 0; i < all && *n < THEMES_MOST; i++) {
		str path = path_of(ts, a, names[i]);

		if (!is_name(names[i]) || file_list(a, path.p, &files, &some))
			continue;
		(*out)[*n] = (struct themes_folder){.name = names[i], .about = S("")};
		read_about(a, path, files, some, &(*out)[(*n)++]);
	}
	return OK;
}
