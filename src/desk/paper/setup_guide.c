/* setup_guide.c: the first three steps of a new paper, on the desk of who runs it, until
 * they are done or not wanted.
 * SPDX-License-Identifier: Apache-2.0 */
#include "desk/settings.h"

#include "news/paper/status.h"

ROUTE(POST, "/desk/running/guide", settings_guide_end, MAY_ADMIN, NEVER)

static void
step(struct desk *d, struct value *list, const char *name, bool done, const char *url)
{
	struct value *one = value_item(list);

	value_str(one, "title", words_get(d->words, arena_fmt(d->a, "running_step_%s", name).p));
	value_str(one, "help", words_get(d->words, arena_fmt(d->a, "running_step_%s_help", name).p));
	value_str(one, "url", str_of(url));
	value_bool(one, "done", done);
}

err
settings_guide(struct desk *d)
{
	struct status_setup n;
	struct value *list;
	bool named;

	value_null(d->root, "guide");
	if (!person_may(d->c->who, MAY_ADMIN) || setting_on(&d->paper.set, "guide_done"))
		return OK;
	TRY(status_setup(d->t, &n));
	named = !str_eq(d->paper.title, S("djeli"));
	if (named && n.stories && n.people > 1)
		return OK;
	list = value_list(value_record(d->root, "guide"), "steps");
	step(d, list, "name", named, "/desk/running/settings/");
	step(d, list, "archive", n.stories > 0, "/desk/running/import/");
	step(d, list, "people", n.people > 1, "/desk/people/");
	return OK;
}

static err
end(struct txn *t, void *arg)
{
	(void)arg;
	return setting_write(t, "guide_done", S("1"));
}

err
settings_guide_end(struct ctx *c)
{
	TRY(store_write(c->store, c->a, end, NULL));
	return desk_done(c, S("/desk/"), "done_saved");
}
