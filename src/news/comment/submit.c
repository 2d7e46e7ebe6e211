/* submit.c: the rules by which a reader's comment is taken.
 *
 * The same judge sits twice: on a snapshot, so that what is refused costs the
 * one writer nothing, and again inside the transaction that stores it, where
 * nobody else can write between the look and the act.  Without the second,
 * two copies of a comment that arrive together would both be new.
 *
 * What fell into the hidden field's trap, holds a word that bins or comes from
 * who is banned is put away and answered like a comment that waits: its sender
 * learns nothing, and who is there by mistake is found by a moderator.
 */
#include "news/comment/bayes.h"
#include "news/comment/form.h"
#include "news/comment/trust.h"
#include "news/comment/write.h"

#include "query/comment.h"
#include "query/comment_desk.h"

struct trial {
	const struct seal *key;
	const struct comment_form *form;
	struct comment_verdict *verdict;
	struct comment_new new;
	struct comment_secret secret;
	int64_t age, min_age;
	bool held_words, bin_words; /* made on the snapshot: folding text is no work for the */
	bool story_held;            /* one writer */
	struct ids tokens;
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
		return fail(E_ABSENT, "story not found");
	TRY(e);
	tr->story_held = story.comments_held;
	if (story.protected || comment_door(t, s, &(struct comment_rules){story.comments, story.comments_held,
		story.comments_close_at}, story.published_at, f->now) != COMMENT_OPEN)
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
		.origin = f->origin, .tell = f->tell};
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

/* What its words say, before the writer is asked. */
static void
read_words(struct arena *a, const struct settings *s, struct trial *tr)
{
	const struct comment_new *c = &tr->new;
	str all = arena_fmt(a, "%.*s\n%.*s\n%.*s", SARG(c->author), SARG(c->url), SARG(c->body));
	struct bayes_token *token;
	size_t n;

	tr->held_words = comment_word_hit(a, setting_str(s, "comment_words_hold"), all);
	tr->bin_words = comment_word_hit(a, setting_str(s, "comment_words_bin"), all);
	n = bayes_tokens(a, &(struct bayes_text){c->author, c->url, c->body}, &token);
	tr->tokens = bayes_list(a, token, n);
}

static void
decide(struct trial *tr, str state, str why)
{
	tr->new.state = state;
	tr->new.why = why;
}

/* What the filter thinks is kept also where it decides nothing: so its record is
 * of all comments. */
static err
judge_filter(struct txn *t, const struct settings *s, struct trial *tr, bool proven)
{
	int64_t hold = setting_int(s, "comment_filter_hold"), spam = setting_int(s, "comment_filter_spam");
	int score;

	TRY(bayes_ask(t, tr->tokens, &score));
	tr->new.score = score;
	tr->new.guess = score < 0 || (!hold && !spam) ? COMMENT_GUESS_NONE : spam && score >= spam * 10 ? COMMENT_GUESS_SPAM :
		hold && score >= hold * 10 ? COMMENT_GUESS_HOLD : COMMENT_GUESS_GOOD;
	if (proven || tr->new.guess < COMMENT_GUESS_HOLD)
		return OK;
	decide(tr, tr->new.guess == COMMENT_GUESS_SPAM ? S("spam") : S("held"), S("filter"));
	return OK;
}

/* Public at once, or a state in which it waits, and why: the last rule that
 * speaks is the one that is named. */
static err
judge_state(struct txn *t, const struct settings *s, struct trial *tr)
{
	int64_t links = setting_int(s, "comment_max_links"), now = tr->form->now;
	const struct comment_secret *c = &tr->secret;
	struct q_comment_trust known;
	struct q_comment_banned ban;
	enum comment_trust trust;

	decide(tr, S("public"), S(""));
	TRY(q_comment_trust(t, c->email_hash, tr->new.author, comment_trust_since(s, now), &known));
	trust = comment_trust(s, known.approved, known.refused);
	if (setting_on(s, "comment_known") && !known.approved)
		decide(tr, S("held"), S("first"));
	if (trust != TRUST_PROVEN && links && comment_form_links(tr->new.body) >= links)
		decide(tr, S("held"), S("links"));
	if (setting_on(s, "comment_moderation"))
		decide(tr, S("held"), S("all"));
	if (tr->story_held)
		decide(tr, S("held"), S("story"));
	if (trust == TRUST_LOST)
		decide(tr, S("held"), S("distrust"));
	TRY(judge_filter(t, s, tr, trust == TRUST_PROVEN));
	if (tr->held_words && !str_eq(tr->new.state, S("spam")))
		decide(tr, S("held"), S("words"));
	if (tr->bin_words)
		decide(tr, S("trash"), S("words"));
	TRY(q_comment_banned(t, c->email_hash, c->origin_hash, c->network_hash, now, &ban));
	if (ban.n)
		decide(tr, S("spam"), S("ban"));
	if (str_trim(tr->form->trap).n)
		decide(tr, S("spam"), S("trap"));
	return OK;
}

static err
judge(struct txn *t, const struct settings *s, struct trial *tr)
{
	tr->verdict->faults = 0;
	TRY(judge_story(t, s, tr));
	TRY(judge_form(t, s, tr));
	return judge_flow(t, s, tr);
}

static err
judge_and_keep(struct txn *t, void *arg)
{
	struct trial *tr = arg;
	struct settings s;
	int64_t id;

	TRY(setting_load(t, &s));
	TRY(judge(t, &s, tr));
	TRY(judge_state(t, &s, tr));
	TRY(comment_put(t, &tr->new, &tr->secret, &id));
	tr->verdict->id = id;
	return OK;
}

static err
judge_snapshot(struct store *store, struct arena *a, struct trial *tr)
{
	struct settings s;
	struct txn *t;
	err e;

	TRY(store_read(store, a, NULL, &t));
	e = setting_load(t, &s);
	if (!e)
		e = judge(t, &s, tr);
	if (!e)
		read_words(a, &s, tr);
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

/* What a rule put away is shown as waiting too: see above. */
static bool
seems_to_wait(const struct q_comment_get *c)
{
	return str_eq(c->state, S("held")) || str_eq(c->state, S("spam")) ||
		(str_eq(c->state, S("trash")) && c->why.n);
}

err
comment_waiting(struct txn *t, const struct seal *key, int64_t story, int64_t id, str token,
	int64_t now, struct comment *out)
{
	struct q_comment_get c;
	int64_t made;

	if (seal_token_check(key, WAITING, (int64_t[]){story, id}, 2, token, &made) ||
		now - made > WAITING_DAYS * 86400)
		return fail(E_ABSENT, "no pending comment found");
	TRY(q_comment_get(t, id, &c));
	if (c.story_id != story || c.created_at != made || !str_eq(c.kind, S("comment")) || !seems_to_wait(&c))
		return fail(E_ABSENT, "no pending comment found");
	*out = (struct comment){.id = id, .story_id = story, .parent_id = c.parent_id, .depth = 1,
		.held = true, .kind = c.kind, .state = S("held"), .author = c.author_name,
		.url = c.author_url, .body = c.body, .created_at = c.created_at};
	return OK;
}
