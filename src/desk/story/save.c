/* save.c: what the form of a story does: it begins one, saves it, keeps what was
 * typed every few seconds.  Whatever goes wrong, the answer has every typed word in it. */
#include "base/sys/zone.h"
#include "desk/story/story.h"
#include "news/draft/presence.h"
#include "news/draft/template.h"
#include "text/data/json.h"

ROUTE(POST, "/desk/story/new", desk_story_new, MAY_WRITE, NEVER)
ROUTE(POST, "/desk/story/{id}/save", desk_story_save, MAY_WRITE, NEVER)
ROUTE(POST, "/desk/story/{id}/autosave", desk_story_autosave, MAY_WRITE, NEVER)
ROUTE(POST, "/desk/story/{id}/discard", desk_story_discard, MAY_WRITE, NEVER)
ROUTE(POST, "/desk/story/{id}/here", desk_story_here, MAY_WRITE, NEVER)
ROUTE(POST, "/desk/story/{id}/gone", desk_story_gone, MAY_WRITE, NEVER)

struct saving {
	struct ctx *c;
	int64_t story, version;
	struct working_copy copy;
	struct working w;
	const struct story_order *order;
	int64_t template; /* that a new one begins with; 0: none */
};

/* ---- a new one ---- */

static err
begin(struct txn *t, void *arg)
{
	struct saving *s = arg;
	struct working_copy copy = s->copy;

	if (s->template)
		TRY(template_begin(t, s->template, &copy));
	return working_begin(t, s->c->who, &copy, s->c->now, &s->story);
}

err
desk_story_new(struct ctx *c)
{
	struct saving s = {.c = c};

	TRY(story_read(c, &s.copy, &s.version));
	TRY(desk_number(c, S("template"), &s.template));
	TRY(store_write(c->store, c->a, begin, &s));
	return desk_done(c, story_path(c->a, s.story, ""), "");
}

/* ---- autosave ---- */

static str
iso(struct ctx *c, int64_t at)
{
	return zone_iso(c->a, zone_utc(), at);
}

static void
answer_version(struct ctx *c, const struct saving *s)
{
	struct buf b = buf_in(c->a, 4096);
	struct json j = json_to(&b, 0);

	json_open(&j, '{');
	json_key(&j, "version");
	json_num(&j, s->w.version);
	json_put(&j, "saved_at", iso(c, s->w.saved_at));
	json_close(&j);
	desk_json(c, 0, buf_str(&b));
}

static void
answer_clash(struct ctx *c, const struct saving *s, int status)
{
	struct buf b = buf_in(c->a, 16 << 20);
	struct json j = json_to(&b, 0);

	json_open(&j, '{');
	json_put(&j, "code", S("clash"));
	json_put(&j, "error", desk_why(c, str_of(fail_why())));
	json_key(&j, "version");
	json_num(&j, s->w.version);
	json_put(&j, "by", s->w.by);
	json_put(&j, "saved_at", iso(c, s->w.saved_at));
	json_key(&j, "fields");
	story_put_json(&j, &s->w.copy);
	json_close(&j);
	desk_json(c, status, buf_str(&b));
}

static err
keep(struct txn *t, void *arg)
{
	struct saving *s = arg;

	return working_autosave(t, s->c->who, s->story, s->version, &s->copy, s->c->now, &s->w);
}

/* A page that has heard of a newer copy asks for it by this same address, since what was
 * typed meanwhile comes along: that another copy lies there is then the answer it wants. */
err
desk_story_autosave(struct ctx *c)
{
	struct saving s = {.c = c};
	int64_t asks = 0;
	err e;

	TRY(desk_id(c, 0, &s.story));
	TRY(desk_number(c, S("pull"), &asks));
	TRY(story_read(c, &s.copy, &s.version));
	e = store_write(c->store, c->a, keep, &s);
	if (e == E_CLASH && s.w.story)
		answer_clash(c, &s, asks ? 0 : 409);
	else if (e == OK)
		answer_version(c, &s);
	else
		return e;
	return OK;
}

/* ---- save ---- */

static err
save(struct txn *t, void *arg)
{
	struct saving *s = arg;
	const struct story_order *o = s->order;

	s->w = (struct working){0};
	TRY(working_save(t, s->c->who, s->story, s->version, &s->copy, o && o->copy_only, s->c->now, &s->w));
	return o ? o->work(t, s->c, s->story, o->arg) : OK;
}

/* The form again, with what was typed and what is wrong with it. */
static err
again(struct ctx *c, const struct saving *s, err e)
{
	struct story_again page = {.typed = &s->copy, .clash = e == E_CLASH,
		.why = e == E_CLASH ? S("") : desk_why(c, str_of(fail_why()))};

	TRY(story_page(c, s->story, &page));
	c->reply.status = err_status(e);
	return OK;
}

static const char *
done_word(const struct saving *s)
{
	if (s->order)
		return s->order->done;
	return s->w.kept && !s->w.may_save ? "done_story_kept" : "done_saved";
}

err
story_save_and(struct ctx *c, const struct story_order *order)
{
	struct saving s = {.c = c, .order = order};
	err e;

	TRY(desk_id(c, 0, &s.story));
	TRY(story_read(c, &s.copy, &s.version));
	e = store_write(c->store, c->a, save, &s);
	if (e == OK)
		return desk_done(c, story_path(c->a, s.story, ""), done_word(&s));
	if (desk_wants_json(c) && e == E_CLASH && s.w.story) {
		answer_clash(c, &s, 409);
		return OK;
	}
	if (desk_wants_json(c) || (e != E_CLASH && e != E_INPUT && e != E_DENIED) || !s.w.story)
		return e;
	return again(c, &s, e);
}

err
desk_story_save(struct ctx *c)
{
	return story_save_and(c, NULL);
}

static err
discard(struct txn *t, void *arg)
{
	const struct saving *s = arg;

	return working_discard(t, s->c->who, s->story, s->c->now);
}

err
desk_story_discard(struct ctx *c)
{
	struct saving s = {.c = c};

	TRY(desk_id(c, 0, &s.story));
	TRY(store_write(c->store, c->a, discard, &s));
	return desk_done(c, story_path(c->a, s.story, ""), "done_story_discarded");
}

/* ---- who is here ---- */

struct here {
	struct ctx *c;
	int64_t story;
	str client;
	struct working w;
	struct presence *person;
	size_t n;
};

static err
come(struct txn *t, void *arg)
{
	struct here *h = arg;

	TRY(working_load(t, h->c->who, h->story, &h->w));
	TRY(presence_here(t, h->c->who, h->story, h->client, h->c->now));
	return presence_list(t, h->story, h->c->now, &h->person, &h->n);
}

static err
go(struct txn *t, void *arg)
{
	const struct here *h = arg;

	return presence_gone(t, h->c->who, h->story, h->client);
}

static err
read_here(struct ctx *c, struct here *h)
{
	*h = (struct here){.c = c, .client = str_trim(request_form(c->req, S("client")))};
	TRY(desk_id(c, 0, &h->story));
	if (!h->client.n || h->client.n > 64)
		return fail(E_INPUT, "client: an ID can have at most 64 bytes");
	return OK;
}

err
desk_story_here(struct ctx *c)
{
	struct here h;
	struct buf b = buf_in(c->a, 64 << 10);
	struct json j = json_to(&b, 0);

	TRY(read_here(c, &h));
	TRY(store_write(c->store, c->a, come, &h));
	json_open(&j, '{');
	json_key(&j, "version");
	json_num(&j, h.w.version);
	json_put(&j, "by", h.w.by);
	json_key(&j, "people");
	json_open(&j, '[');
	for (size_t i = 0; i < h.n; i++) {
		json_open(&j, '{');
		json_put(&j, "name", h.person[i].name);
		json_key(&j, "me");
		json_bit(&j, h.person[i].id == c->who->id);
		json_close(&j);
	}
	json_close(&j);
	json_close(&j);
	desk_json(c, 0, buf_str(&b));
	return OK;
}

err
desk_story_gone(struct ctx *c)
{
	struct here h;

	TRY(read_here(c, &h));
	TRY(store_write(c->store, c->a, go, &h));
	return desk_done(c, story_path(c->a, h.story, ""), "");
}
