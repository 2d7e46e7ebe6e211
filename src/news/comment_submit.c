/* comment_submit.c: the rules by which a reader's comment is taken.
 *
 * The same judge sits twice: on a snapshot, so that what is refused costs the
 * one writer nothing, and again inside the transaction that stores it, where
 * nobody else can write between the look and the act.  Without the second,
 * two copies of a comment that arrive together would both be new.
 *
 * What fell into the hidden field's trap is stored as spam and answered like
 * a comment that waits: its sender learns nothing, and a reader whose browser
 * filled the field by mistake is found by a moderator.
 */
#include "news/comment_form.h"
#include "news/comment_write.h"

#include "query.h"

struct trial {
	const struct seal *key;
	const struct comment_form *form;
	struct comment_verdict *verdict;
	struct comment_new new;
	struct comment_secret secret;
	int64_t age, min_age;
};

static err
refuse(struct trial *tr, err e, enum comment_fault f)
{
	comment_form_blame(tr->verdict, f);
	return fail(e, "%s", comment_fault_text(tr->verdict->fault[0]));
}

/* A story that is not public is not there, for who asks from outside. */
static err
judge_story(struct txn *t, const struct settings *s, struct trial *tr)
{
	const struct comment_form *f = tr->form;
	struct q_comment_story story;
	err e = q_comment_story(t, f->story_id, &story);

	if (e == E_ABSENT || (!e && (!str_eq(story.state, S("publish")) ||
		story.public_at > f->now)))
		return fail(E_ABSENT, "there is no such story");
	TRY(e);
	if (story.protected || comment_door(t, s, story.comments, story.published_at, f->now) !=
		COMMENT_OPEN)
		return refuse(tr, E_DENIED, COMMENT_SHUT);
	return OK;
}

static err
judge_form(struct txn *t, const struct settings *s, struct trial *tr)
{
	const struct comment_form *f = tr->form;
	struct arena *a = store_arena(t);
	struct comment_fields fields;
	struct comment parent;
	err e = f->parent_id ? comment_public(t, f->story_id, f->parent_id, &parent) : OK;

	if (e != OK && e != E_ABSENT)
		return e;
	comment_form_check(a, f, &fields, tr->verdict);
	if (e == E_ABSENT)
		comment_form_blame(tr->verdict, COMMENT_BAD_PARENT);
	tr->min_age = setting_int(s, "comment_min_age");
	comment_form_blame(tr->verdict,
		comment_form_token(tr->key, f, tr->min_age, &tr->age));
	if (tr->verdict->faults)
		return fail(E_INPUT, "%s", comment_fault_text(tr->verdict->fault[0]));
	tr->new = (struct comment_new){.story_id = f->story_id, .parent_id = f->parent_id,
		.created_at = f->now, .kind = S("comment"), .author = fields.author,
		.url = fields.url, .email = fields.email, .body = fields.body,
		.origin = f->origin};
	tr->secret = comment_secret_of(a, tr->key, &tr->new);
	return OK;
}

static err
judge_flow(struct txn *t, const struct settings *s, struct trial *tr)
{
	const struct comment_secret *c = &tr->secret;
	int64_t pause = setting_int(s, "comment_flood_seconds"), now = tr->form->now;
	int64_t network = setting_int(s, "comment_flood_prefix");
	int64_t site = setting_int(s, "comment_flood_site");
	const struct q_comment_flow_in in = {.origin_hash = c->origin_hash,
		.email_hash = c->email_hash, .network_hash = c->network_hash,
		.since = now - pause, .minute = now - 60};
	struct q_comment_twins twins;
	struct q_comment_flow flow;

	TRY(q_comment_twins(t, tr->new.story_id, c->body_hash, c->email_hash, tr->new.author,
		&twins));
	if (twins.n)
		return refuse(tr, E_CLASH, COMMENT_TWICE);
	TRY(q_comment_flow(t, &in, &flow));
	if (pause && (flow.origin || flow.email))
		return refuse(tr, E_FLOOD, COMMENT_TOO_OFTEN);
	if (network && flow.network >= network)
		return refuse(tr, E_FLOOD, COMMENT_TOO_OFTEN);
	if (site && flow.site >= site)
		return refuse(tr, E_FLOOD, COMMENT_TOO_MANY);
	return OK;
}

/* Public at once, or a state in which it waits. */
static err
judge_state(struct txn *t, const struct settings *s, struct trial *tr)
{
	int64_t links = setting_int(s, "comment_max_links");
	struct q_comment_known known;

	tr->new.state = S("public");
	if (setting_on(s, "comment_moderation") ||
		(links && comment_form_links(tr->new.body) >= links))
		tr->new.state = S("held");
	if (setting_on(s, "comment_known")) {
		TRY(q_comment_known(t, tr->secret.email_hash, tr->new.author, &known));
		if (!known.known)
			tr->new.state = S("held");
	}
	if (str_trim(tr->form->trap).n)
		tr->new.state = S("spam");
	return OK;
}

static err
judge(struct txn *t, struct trial *tr)
{
	struct settings s;

	tr->verdict->faults = 0;
	TRY(setting_load(t, &s));
	TRY(judge_story(t, &s, tr));
	TRY(judge_form(t, &s, tr));
	TRY(judge_flow(t, &s, tr));
	return judge_state(t, &s, tr);
}

static err
judge_and_keep(struct txn *t, void *arg)
{
	struct trial *tr = arg;
	int64_t id;

	TRY(judge(t, tr));
	TRY(comment_put(t, &tr->new, &tr->secret, &id));
	tr->verdict->id = id;
	return OK;
}

static err
judge_snapshot(struct store *store, struct arena *a, struct trial *tr)
{
	struct txn *t;
	err e;

	TRY(store_read(store, a, NULL, &t));
	e = judge(t, tr);
	store_end(t);
	return e;
}

#define WAITING S("comment waiting")
static const int64_t WAITING_DAYS = 7;

err
comment_submit(struct store *store, struct arena *a, const struct seal *key,
	const struct comment_form *f, struct comment_verdict *v)
{
	struct trial tr = {.key = key, .form = f, .verdict = v};
	err e;

	*v = (struct comment_verdict){0};
	e = judge_snapshot(store, a, &tr);
	if (!e)
		e = store_write(store, a, judge_and_keep, &tr);
	if (e) {
		/* The time that was spent on the form counts for the next try. */
		int64_t age = tr.age < 86400 ? tr.age : 86400;

		v->id = 0;
		v->token = comment_token(a, key, f->story_id, f->now - age);
		return e;
	}
	v->held = !str_eq(tr.new.state, S("public"));
	if (v->held)
		v->waiting = seal_token(a, key, WAITING, (int64_t[]){f->story_id, v->id}, 2,
			f->now);
	return OK;
}

/* Spam is shown as waiting too: see above. */
err
comment_waiting(struct txn *t, const struct seal *key, int64_t story, int64_t id, str token,
	int64_t now, struct comment *out)
{
	struct q_comment_get c;
	int64_t made;

	if (seal_token_check(key, WAITING, (int64_t[]){story, id}, 2, token, &made) ||
		now - made > WAITING_DAYS * 86400)
		return fail(E_ABSENT, "there is no comment that waits here");
	TRY(q_comment_get(t, id, &c));
	if (c.story_id != story || c.created_at != made || !str_eq(c.kind, S("comment")) ||
		(!str_eq(c.state, S("held")) && !str_eq(c.state, S("spam"))))
		return fail(E_ABSENT, "there is no comment that waits here");
	*out = (struct comment){.id = id, .story_id = story, .parent_id = c.parent_id, .depth = 1,
		.held = true, .kind = c.kind, .state = S("held"), .author = c.author_name,
		.url = c.author_url, .body = c.body, .created_at = c.created_at};
	return OK;
}
