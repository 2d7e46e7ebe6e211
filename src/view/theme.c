/* theme.c: where a theme's files come from, and when they are read again.
 *
 * The compiled state of a theme never changes; a change makes a new state.  A
 * rendering holds on to the state it started with, through the arena of its
 * request: so a reload waits for nobody, and a request that is cut off for its
 * memory lets go like any other.  Without a folder there is one state for ever
 * and no lock is taken.
 *
 * The desk's files lie in rooms, folders one below the theme's: a template is found
 * by its name alone, and the sheets are one in the order of their names, wherever
 * they lie.
 */
#include "view/theme.h"

#include "assets.h"
#include "base/sys/file.h"
#include "base/hash.h"
#include "text/html/escape.h"

#include <pthread.h>

enum {
	PAGE_MAX = 8 << 20,
	TEMPLATE_MAX = 1 << 20,
	MEMORY_MAX = 64 << 20,
	FILES_MAX = 500,
	SHEETS_MAX = 40,
};

struct sheet {
	str name, css;
};

struct state {
	struct arena *a;
	struct mustache *set;
	struct sheet sheet[SHEETS_MAX]; /* in the order of their names */
	size_t sheets;
	str css, css_hash;
	int64_t mark;  /* what the folder's files looked like */
	int users;     /* and one for being the present one */
};

struct theme {
	str base;             /* "theme/gazette/": of the program's own files */
	str folder;
	pthread_mutex_t lock; /* over what follows, and users of states */
	struct state *now;
	int64_t version;
	int64_t tried;        /* mark of the last attempt */
	bool watched;         /* the files are looked at before each rendering */
	bool rooms;           /* its files lie in folders */
	char trouble[512];
};

struct hold {
	struct theme *t;
	struct state *s;
};

static str
template_name(str file)
{
	return str_upto(file, file.n - 5); /* ".html" */
}

/* "story/story.html" -> "story.html" */
static str
file_name(str path)
{
	size_t at = path.n;

	while (at && path.p[at - 1] != '/')
		at--;
	return str_from(path, at);
}

static bool
has_rooms(str base)
{
	for (size_t i = 0; i < assets_n; i++) {
		str name = str_of(assets[i].name);

		if (str_starts(name, base) && str_find_char(str_from(name, base.n), '/') != NOWHERE)
			return true;
	}
	return false;
}

/* ---- making a state ---- */

/* In its place, or for the one of that name. */
static err
add_sheet(struct state *s, str name, str path, str bytes)
{
	struct sheet *at = s->sheet, *end = s->sheet + s->sheets;
	str css;

	TRY(theme_minify(s->a, path, bytes, &css));
	while (at < end && str_cmp(at->name, name) < 0)
		at++;
	if (at == end || !str_eq(at->name, name)) {
		if (s->sheets == SHEETS_MAX)
			return fail(E_TOOBIG, "%.*s: more than %d style sheets", SARG(path), SHEETS_MAX);
		memmove(at + 1, at, (size_t)(end - at) * sizeof *at);
		s->sheets++;
	}
	*at = (struct sheet){arena_copy(s->a, name), css};
	return OK;
}

/* Several sheets are one. */
static err
join_sheets(struct state *s)
{
	struct buf css = buf_in(s->a, TEMPLATE_MAX);

	for (size_t i = 0; i < s->sheets; i++)
		buf_add(&css, s->sheet[i].css);
	return buf_done(&css, &s->css);
}

static err
add_embedded(struct state *s, str folder)
{
	for (size_t i = 0; i < assets_n; i++) {
		str path = str_of(assets[i].name), name = file_name(path);

		if (!str_starts(path, folder))
			continue;
		if (str_ends(name, S(".html")))
			TRY(mustache_add(s->set, template_name(name), path, assets[i].bytes));
		if (str_ends(name, S(".css")))
			TRY(add_sheet(s, name, path, assets[i].bytes));
	}
	return OK;
}

static err
add_file(struct state *s, str path, bool rooms)
{
	str name = file_name(path), bytes;
	bool css = rooms ? str_ends(name, S(".css")) : str_eq(name, S("style.css"));

	if (!css && !str_ends(name, S(".html")))
		return OK;
	TRY(file_read(s->a, arena_z(s->a, path), TEMPLATE_MAX, &bytes));
	if (css)
		return add_sheet(s, name, path, bytes);
	return mustache_add(s->set, template_name(name), path, bytes);
}

/* Calls `each` with the files of a folder, and with those of its rooms. */
static err
walk(struct arena *a, str folder, bool rooms, err (*each)(void *, str path), void *arg)
{
	str *names;
	size_t n;

	TRY(file_list(a, arena_z(a, folder), &names, &n));
	if (n > FILES_MAX)
		return fail(E_TOOBIG, "%.*s: more than %d files", SARG(folder), FILES_MAX);
	for (size_t i = 0; i < n; i++) {
		str path = arena_fmt(a, "%.*s/%.*s", SARG(folder), SARG(names[i]));

		if (rooms && str_find_char(names[i], '.') == NOWHERE)
			TRY(walk(a, path, false, each, arg));
		else
			TRY(each(arg, path));
	}
	return OK;
}

struct making {
	struct theme *t;
	struct state *s;
};

static err
add(void *arg, str path)
{
	struct making *m = arg;

	return add_file(m->s, path, m->t->rooms);
}

static err
fill(void *arg)
{
	struct making *m = arg;
	struct value *base;

	m->s->set = mustache_new(m->s->a, MUSTACHE_SQUEEZE);
	TRY(add_embedded(m->s, m->t->base));
	if (m->t->folder.n)
		TRY(walk(m->s->a, m->t->folder, m->t->rooms, add, m));
	TRY(join_sheets(m->s));
	base = value_map(m->s->a);
	value_html(base, "css", escape_trusted(m->s->css));
	m->s->css_hash = hash_sha256_base64(m->s->a, m->s->css);
	mustache_base(m->s->set, base);
	return mustache_link(m->s->set);
}

static err
make(struct theme *t, int64_t mark, struct state **out)
{
	struct arena *a = arena_new(MEMORY_MAX);
	struct state *s = NEW(a, struct state, 1);
	err e;

	*s = (struct state){.a = a, .mark = mark, .users = 1};
	e = arena_run(a, fill, &(struct making){t, s});
	if (e)
		arena_end(a);
	else
		*out = s;
	return e;
}

/* ---- changes ---- */

struct looking {
	struct arena *a;
	const struct theme *t;
	int64_t mark;
};

static err
look_at(void *arg, str path)
{
	struct looking *l = arg;
	uint64_t m = (uint64_t)l->mark * 1099511628211u;

	for (size_t k = l->t->folder.n; k < path.n; k++)
		m = (m ^ (unsigned char)path.p[k]) * 1099511628211u;
	l->mark = (int64_t)(m ^ (uint64_t)file_changed(arena_z(l->a, path)));
	return OK;
}

static err
look(void *arg)
{
	struct looking *l = arg;

	return walk(l->a, l->t->folder, l->t->rooms, look_at, l);
}

/* One number for names and times of all files; 0 when the folder is gone. */
static int64_t
mark_of(const struct theme *t)
{
	struct looking l = {arena_new(MEMORY_MAX), t, 1};
	err e = arena_run(l.a, look, &l);

	arena_end(l.a);
	return e ? 0 : l.mark;
}

/* Locked. */
static void
drop(struct state *s)
{
	if (s && --s->users == 0)
		arena_end(s->a);
}

/* Locked. */
static void
refresh(struct theme *t)
{
	int64_t mark = mark_of(t);
	struct state *fresh;

	if (mark == t->tried)
		return;
	t->tried = mark;
	t->trouble[0] = '\0';
	if (make(t, mark, &fresh)) {
		str why = str_upto(str_of(fail_why()), sizeof t->trouble - 1);

		memcpy(t->trouble, why.p, why.n);
		t->trouble[why.n] = '\0';
		return;
	}
	drop(t->now);
	t->now = fresh;
	t->version++;
}

static void
let_go(void *thing)
{
	struct hold *h = thing;

	if (!h->s)
		return;
	pthread_mutex_lock(&h->t->lock);
	drop(h->s);
	pthread_mutex_unlock(&h->t->lock);
}

static struct state *
present(struct theme *t, struct arena *a)
{
	struct hold *h;

	if (!t->folder.n)
		return t->now;
	h = NEW(a, struct hold, 1);
	h->t = t;
	arena_defer(a, let_go, h);
	pthread_mutex_lock(&t->lock);
	if (t->watched)
		refresh(t);
	h->s = t->now;
	h->s->users++;
	pthread_mutex_unlock(&t->lock);
	return h->s;
}

static void
end(void *thing)
{
	struct theme *t = thing;

	drop(t->now);
	pthread_mutex_destroy(&t->lock);
}

static err
begin(struct arena *a, const char *base, str folder, bool watched, struct theme **out)
{
	struct theme *t = NEW(a, struct theme, 1);

	t->watched = watched;
	t->base = arena_fmt(a, "theme/%s/", base);
	t->rooms = has_rooms(t->base);
	t->folder = folder.n ? arena_copy(a, folder) : S("");
	pthread_mutex_init(&t->lock, NULL);
	arena_defer(a, end, t);
	t->version = 1;
	t->tried = folder.n ? mark_of(t) : 0;
	TRY(make(t, t->tried, &t->now));
	*out = t;
	return OK;
}

err
theme_open(struct arena *a, const char *base, str folder, struct theme **out)
{
	return begin(a, base, folder, folder.n > 0, out);
}

err
theme_load(struct arena *a, const char *base, str folder, struct theme **out)
{
	return begin(a, base, folder, false, out);
}

err
theme_take(struct theme *t)
{
	struct state *fresh;
	err e;

	pthread_mutex_lock(&t->lock);
	e = make(t, 0, &fresh);
	if (e == OK) {
		drop(t->now);
		t->now = fresh;
		t->version++;
	}
	pthread_mutex_unlock(&t->lock);
	return e;
}

err
theme_render(struct theme *t, struct arena *a, str name, const struct value *v, html *out)
{
	return mustache_render(present(t, a)->set, a, name, v, PAGE_MAX, out);
}

str
theme_css(struct theme *t, struct arena *a)
{
	return present(t, a)->css;
}

str
theme_css_hash(struct theme *t, struct arena *a)
{
	return present(t, a)->css_hash;
}

int64_t
theme_version(struct theme *t)
{
	int64_t v;

	if (!t->folder.n)
		return t->version;
	pthread_mutex_lock(&t->lock);
	if (t->watched)
		refresh(t);
	v = t->version;
	pthread_mutex_unlock(&t->lock);
	return v;
}

str
theme_trouble(struct theme *t, struct arena *a)
{
	str s;

	if (!t->folder.n)
		return S("");
	present(t, a);
	pthread_mutex_lock(&t->lock);
	s = str_of(t->trouble);
	if (s.n)
		s = arena_copy(a, s);
	pthread_mutex_unlock(&t->lock);
	return s;
}
