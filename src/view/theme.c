/* theme.c: where a theme's files come from, and when they are read again.
 *
 * The compiled state of a theme never changes; a change makes a new state.  A
 * rendering holds on to the state it started with, through the arena of its
 * request: so a reload waits for nobody, and a request that is cut off for its
 * memory lets go like any other.  Without a folder there is one state for ever
 * and no lock is taken.
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
};

struct state {
	struct arena *a;
	struct mustache *set;
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

/* ---- making a state ---- */

/* Several sheets are one, in the order of their names. */
static err
add_embedded(struct state *s, str folder)
{
	struct buf css = buf_in(s->a, TEMPLATE_MAX);

	for (size_t i = 0; i < assets_n; i++) {
		str name = str_of(assets[i].name), base = str_from(name, folder.n), small;

		if (!str_starts(name, folder))
			continue;
		if (str_ends(base, S(".html")))
			TRY(mustache_add(s->set, template_name(base), name, assets[i].bytes));
		if (!str_ends(base, S(".css")))
			continue;
		TRY(theme_minify(s->a, name, assets[i].bytes, &small));
		buf_add(&css, small);
	}
	return buf_done(&css, &s->css);
}

static err
add_folder(struct state *s, str folder)
{
	str *names, bytes;
	size_t n;

	TRY(file_list(s->a, arena_z(s->a, folder), &names, &n));
	if (n > FILES_MAX)
		return fail(E_TOOBIG, "%.*s: over %d files", SARG(folder), FILES_MAX);
	for (size_t i = 0; i < n; i++) {
		str path = arena_fmt(s->a, "%.*s/%.*s", SARG(folder), SARG(names[i]));
		bool css = str_eq(names[i], S("style.css"));

		if (!css && !str_ends(names[i], S(".html")))
			continue;
		TRY(file_read(s->a, path.p, TEMPLATE_MAX, &bytes));
		if (css)
			TRY(theme_minify(s->a, path, bytes, &s->css));
		else
			TRY(mustache_add(s->set, template_name(names[i]), path, bytes));
	}
	return OK;
}

struct making {
	struct theme *t;
	struct state *s;
};

static err
fill(void *arg)
{
	struct making *m = arg;
	struct value *base;

	m->s->set = mustache_new(m->s->a, MUSTACHE_SQUEEZE);
	TRY(add_embedded(m->s, m->t->base));
	if (m->t->folder.n)
		TRY(add_folder(m->s, m->t->folder));
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
	str folder;
	int64_t mark;
};

static err
look(void *arg)
{
	struct looking *l = arg;
	str *names;
	size_t n;

	TRY(file_list(l->a, arena_z(l->a, l->folder), &names, &n));
	for (size_t i = 0; i < n; i++) {
		str path = arena_fmt(l->a, "%.*s/%.*s", SARG(l->folder), SARG(names[i]));
		uint64_t m = (uint64_t)l->mark * 1099511628211u;

		for (size_t k = 0; k < names[i].n; k++)
			m = (m ^ (unsigned char)names[i].p[k]) * 1099511628211u;
		l->mark = (int64_t)(m ^ (uint64_t)file_changed(path.p));
	}
	return OK;
}

/* One number for names and times of all files; 0 when the folder is gone. */
static int64_t
mark_of(str folder)
{
	struct looking l = {arena_new(MEMORY_MAX), folder, 1};
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
	int64_t mark = mark_of(t->folder);
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
	t->folder = folder.n ? arena_copy(a, folder) : S("");
	pthread_mutex_init(&t->lock, NULL);
	arena_defer(a, end, t);
	t->version = 1;
	t->tried = folder.n ? mark_of(folder) : 0;
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
