/* themes.c: the paper's look: which themes lie in the site's folder, whether each
 * can be used, how the front and a story would look in it, and which one readers get.
 *
 * To look is to read a theme's files for this one page; nothing of it is kept, and
 * readers see it only once it was chosen. */
#include "desk/settings.h"

#include "door/reader.h"
#include "view/themes.h"
#include "news/paper/setting_change.h"
#include "news/story/story.h"

ROUTE(GET, "/desk/running/themes/", settings_themes, MAY_RUN, NEVER)
ROUTE(POST, "/desk/running/themes/", settings_themes_choose, MAY_RUN, NEVER)

err
desk_theme(const struct desk *d, struct theme **out)
{
	str name = request_query(d->c->req, S("theme"));

	*out = reader_theme(d->c, &d->paper.set);
	if (!name.p || !d->c->app->services.themes || !person_may(d->c->who, MAY_RUN))
		return OK;
	return themes_try(d->c->app->services.themes, d->a, name, out);
}

static void
put_link(struct desk *d, struct value *list, const char *word, str url)
{
	show_link(value_item(list), words_get(d->words, word), url);
}

/* "Look at": the front, and the newest story. */
static void
put_looks(struct desk *d, struct value *one, str name, int64_t story)
{
	struct value *list = value_list(one, "looks");

	put_link(d, list, "running_theme_front", arena_fmt(d->a, "/desk/front/preview?theme=%.*s", SARG(name)));
	if (story)
		put_link(d, list, "running_theme_story", arena_fmt(d->a, "/desk/story/%lld/preview?theme=%.*s", (long long)story, SARG(name)));
}

struct showing {
	struct desk d;
	str chosen;
	int64_t since, story;
	struct value *items;
};

/* name empty: the program's own. */
static struct value *
put_theme(struct showing *s, str name, str title, str about)
{
	struct desk *d = &s->d;
	struct value *one = value_item(s->items);
	struct theme *t;
	bool chosen = str_eq(name, s->chosen);
	err e = themes_try(d->c->app->services.themes, d->a, name, &t);

	value_str(one, "name", name);
	value_str(one, "title", title);
	value_str(one, "about", about);
	value_bool(one, "chosen", chosen);
	value_bool(one, "stale", false);
	/* files that are right again are not in use before they are taken up */
	value_str(one, "trouble", e ? arena_copy(d->a, str_of(fail_why())) : S(""));
	value_str(one, "kept", e || !chosen ? S("") : themes_trouble(d->c->app->services.themes, d->a, name));
	if (e)
		value_list(one, "looks");
	else
		put_looks(d, one, name, s->story);
	return one;
}

/* A chosen theme whose folder is gone is shown too: readers get the program's own. */
static err
put_themes(struct showing *s)
{
	struct themes_folder *f;
	size_t n;
	bool found = !s->chosen.n;

	put_theme(s, S(""), S("Gazette"), words_get(s->d.words, "running_theme_own"));
	TRY(themes_list(s->d.c->app->services.themes, s->d.a, &f, &n));
	for (size_t i = 0; i < n; i++) {
		struct value *one = put_theme(s, f[i].name, f[i].name, f[i].about);

		found = found || str_eq(f[i].name, s->chosen);
		value_bool(one, "stale", str_eq(f[i].name, s->chosen) && f[i].changed_at > s->since);
	}
	if (!found)
		put_theme(s, s->chosen, s->chosen, S(""));
	return OK;
}

static err
show(struct ctx *c, str fault)
{
	struct showing s = {0};
	size_t n;

	TRY(settings_begin(c, &s.d, "themes", fault));
	TRY(story_newest(s.d.t, c->now, &s.story, 1, &n));
	s.chosen = setting_str(&s.d.paper.set, "theme");
	s.since = setting_int(&s.d.paper.set, "theme_at");
	s.items = value_list(s.d.root, "items");
	value_bool(s.d.root, "designing", c->app->config.designing);
	value_str(s.d.root, "folder", arena_fmt(c->a, "%.*s/themes/", SARG(c->app->config.folder)));
	if (!c->app->services.themes)
		return fail(E_ABSENT, "no themes are installed");
	TRY(put_themes(&s));
	return desk_render(&s.d, "running-themes");
}

err
settings_themes(struct ctx *c)
{
	return show(c, S(""));
}

static err
choose(struct txn *t, void *arg)
{
	struct ctx *c = arg;
	struct actor by = settings_actor(c);

	return setting_choose_theme(t, &by, request_form(c->req, S("theme")));
}

err
settings_themes_choose(struct ctx *c)
{
	struct theme *t;
	err e;

	if (!c->app->services.themes)
		return fail(E_ABSENT, "no themes are installed");
	e = themes_try(c->app->services.themes, c->a, request_form(c->req, S("theme")), &t);
	if (e)
		return settings_redisplay(c, e == E_ABSENT ? fail(E_INPUT, "theme not found") : e, show);
	TRY(store_write(c->store, c->a, choose, c));
	return desk_done(c, S("/desk/running/themes/"), "done_theme");
}
