/* rule.c: see comment_rule.h: approving, pinning, editing, answering, and
 * undoing all of it. */
#include "news/comment/rule.h"

#include "news/comment/bayes.h"
#include "news/comment/form.h"
#include "news/comment/report.h"
#include "news/comment/write.h"

#include "query/comment_desk.h"

static const char *const verbs[COMMENT_VERBS] = {
	[COMMENT_APPROVE] = "approve", [COMMENT_HOLD] = "hold", [COMMENT_SPAM] = "spam",
	[COMMENT_BIN] = "bin", [COMMENT_PIN] = "pin", [COMMENT_UNPIN] = "unpin"};

const char *
comment_verb_name(enum comment_verb v)
{
	return verbs[v];
}

err
comment_verb_of(str name, enum comment_verb *out)
{
	for (int i = 0; i < COMMENT_VERBS; i++)
		if (str_eq(name, str_of(verbs[i]))) {
			*out = (enum comment_verb)i;
			return OK;
		}
	return fail(E_INPUT, "\"%.*s\" is not a moderation action", SARG(str_upto(name, 40)));
}

/* ---- writing acts down ---- */

static err
begin(struct txn *t, const struct comment_by *by, const char *verb, int64_t *act)
{
	struct q_comment_act_add out;

	*act = 0;
	if (!by->who)
		return OK;
	TRY(q_comment_act_add(t, by->who->id, by->now, str_of(verb), &out));
	*act = out.id;
	return OK;
}

static err
note(struct txn *t, int64_t act, const struct q_comment_rule_get *c, str became)
{
	return act ? q_comment_was_add(t, &(struct q_comment_was_add_in){.act = act, .comment = c->id,
		.state = c->state, .became = became, .why = c->why, .learned = c->learned,
		.pinned_at = c->pinned_at, .edited_at = c->edited_at}) : OK;
}

/* ---- the verbs ---- */

static err
turn_of(const struct q_comment_rule_get *c, enum comment_verb verb, int64_t now, struct comment_turn *to)
{
	bool public = str_eq(c->state, S("public"));

	*to = (struct comment_turn){c->state, S(""), c->learned, c->pinned_at};
	switch (verb) {
	case COMMENT_APPROVE:
		to->state = S("public");
		to->learned = BAYES_GOOD;
		return OK;
	case COMMENT_HOLD:
		*to = (struct comment_turn){S("held"), S(""), BAYES_NOTHING, 0};
		return OK;
	case COMMENT_SPAM:
		*to = (struct comment_turn){S("spam"), S(""), BAYES_SPAM, 0};
		return OK;
	case COMMENT_BIN:
		*to = (struct comment_turn){S("trash"), S(""), c->learned, 0};
		return OK;
	case COMMENT_PIN:
		if (!public || c->parent_id || !str_eq(c->kind, S("comment")))
			return fail(E_INPUT, "only approved top-level comments can be pinned");
		to->pinned_at = c->pinned_at ? c->pinned_at : now;
		return OK;
	case COMMENT_UNPIN:
		to->pinned_at = 0;
		return OK;
	case COMMENT_VERBS:
		break;
	}
	return fail(E_INPUT, "unknown moderation action");
}

static err
rule_one(struct txn *t, int64_t id, enum comment_verb verb, const struct comment_by *by, int64_t act)
{
	static const char *const action[COMMENT_VERBS] = {[COMMENT_PIN] = "comment.pin",
		[COMMENT_UNPIN] = "comment.unpin"};
	struct q_comment_rule_get c;
	struct comment_turn to;

	TRY(comment_for_rule(t, id, by, &c));
	TRY(turn_of(&c, verb, by->now, &to));
	if (str_eq(c.state, to.state) && c.learned == to.learned && c.pinned_at == to.pinned_at &&
		str_eq(c.why, to.why) && !c.reports)
		return OK;
	TRY(note(t, act, &c, to.state));
	TRY(comment_turn(t, &c, &to, by, c.pinned_at != to.pinned_at ? action[verb] : NULL));
	return verb != COMMENT_HOLD && c.reports ? comment_reports_see(t, id, act, by) : OK;
}

err
comment_rule(struct txn *t, const int64_t *id, size_t n, enum comment_verb verb, const struct comment_by *by)
{
	int64_t act;

	TRY(begin(t, by, verbs[verb], &act));
	for (size_t i = 0; i < n; i++)
		TRY(rule_one(t, id[i], verb, by, act));
	return OK;
}

/* ---- words ---- */

/* The filter knows a comment by its words: it forgets the old ones and learns the new. */
static err
learn_again(struct txn *t, const struct q_comment_rule_get *c, const struct comment_edit *new, int64_t now)
{
	TRY(bayes_teach(t, &(struct bayes_text){c->author_name, c->author_url, c->body}, c->learned, BAYES_NOTHING, now));
	return bayes_teach(t, &(struct bayes_text){new->author, new->url, new->body}, BAYES_NOTHING, c->learned, now);
}

static err
put_words(struct txn *t, const struct q_comment_rule_get *c, const struct comment_edit *e, int64_t edited_at, int64_t now)
{
	TRY(learn_again(t, c, e, now));
	TRY(q_comment_words_put(t, &(struct q_comment_words_put_in){.id = c->id, .author_name = e->author,
		.author_url = e->url, .body = e->body, .edited_at = edited_at}));
	if (str_eq(c->state, S("public")))
		comment_name_change(t, c->story_id, c->created_at);
	return OK;
}

err
comment_edit(struct txn *t, int64_t id, const struct comment_edit *e, const struct comment_by *by)
{
	struct comment_fields f = {.author = e->author, .url = e->url, .body = e->body};
	struct comment_verdict v = {0};
	struct comment_edit clean;
	struct q_comment_rule_get c;
	int64_t act;

	TRY(comment_for_rule(t, id, by, &c));
	comment_form_words(store_arena(t), &f, &v);
	if (v.faults)
		return fail(E_INPUT, "%s", comment_fault_text(v.fault[0]));
	clean = (struct comment_edit){f.author, f.url, f.body};
	if (str_eq(f.author, c.author_name) && str_eq(f.url, c.author_url) && str_eq(f.body, str_trim(c.body)))
		return OK;
	TRY(begin(t, by, "edit", &act));
	TRY(note(t, act, &c, c.state));
	TRY(q_comment_edit_add(t, &(struct q_comment_edit_add_in){.comment = id, .act = act,
		.person = by->who ? by->who->id : 0, .at = by->now, .author_name = c.author_name,
		.author_url = c.author_url, .body = c.body}));
	TRY(put_words(t, &c, &clean, by->now, by->now));
	return comment_audit(t, id, "comment.edit", S(""), by);
}

err
comment_reply(struct txn *t, const struct seal *key, int64_t parent, str body, const struct comment_by *by, int64_t *id)
{
	struct comment_fields f = {.body = body};
	struct comment_verdict v = {0};
	struct q_comment_rule_get c, mine;
	struct comment_new new;
	struct comment_turn to;
	int64_t act;

	TRY(comment_for_rule(t, parent, by, &c));
	comment_form_words(store_arena(t), &f, &v);
	if (v.faults)
		return fail(E_INPUT, "%s", comment_fault_text(v.fault[0]));
	if (!str_eq(c.kind, S("comment")))
		return fail(E_INPUT, "only comments can be replied to");
	TRY(begin(t, by, "reply", &act));
	if (!str_eq(c.state, S("public"))) {
		TRY(turn_of(&c, COMMENT_APPROVE, by->now, &to));
		TRY(note(t, act, &c, to.state));
		TRY(comment_turn(t, &c, &to, by, NULL));
	}
	new = (struct comment_new){.story_id = c.story_id, .parent_id = parent, .person_id = by->who ? by->who->id : 0,
		.created_at = by->now, .kind = S("comment"), .state = S("public"), .author = by->name, .body = f.body};
	TRY(comment_add(t, key, &new, id));
	mine = (struct q_comment_rule_get){.id = *id, .state = S("")};
	TRY(note(t, act, &mine, S("public")));
	return comment_audit(t, *id, "comment.reply", S(""), by);
}

/* ---- undoing ---- */

/* Puts one back as it was; *touched: somebody else was there since. */
static err
put_back(struct txn *t, int64_t act, const struct q_comment_was_of *was, const struct comment_by *by, bool *touched)
{
	struct q_comment_rule_get c;
	struct q_comment_edit_of old;
	err e = comment_for_rule(t, was->comment_id, by, &c);

	*touched = e == E_ABSENT || (!e && !str_eq(c.state, was->became));
	if (e || *touched)
		return e == E_ABSENT ? OK : e;
	if (!was->state.n)
		return comment_remove(t, c.id, by); /* an answer: it was not there */
	TRY(comment_turn(t, &c, &(struct comment_turn){was->state, was->why, was->learned, was->pinned_at},
		by, "comment.undo"));
	TRY(comment_reports_unsee(t, c.id, act));
	e = q_comment_edit_of(t, act, c.id, &old);
	if (e)
		return e == E_ABSENT ? OK : e;
	TRY(put_words(t, &c, &(struct comment_edit){old.author_name, old.author_url, old.body}, was->edited_at, by->now));
	return q_comment_edit_remove(t, old.id);
}

err
comment_undo(struct txn *t, const struct comment_by *by, int64_t *first, size_t *left)
{
	struct q_comment_act_last act;
	struct q_comment_was_of *was;
	size_t n;
	err e = q_comment_act_last(t, by->who->id, by->now - COMMENT_UNDO_SECONDS, &act);

	*first = 0;
	*left = 0;
	if (e == E_ABSENT)
		return fail(E_ABSENT, "nothing to undo");
	TRY(e);
	TRY(q_comment_was_of(t, act.id, &was, &n));
	for (size_t i = 0; i < n; i++) {
		bool touched;

		TRY(put_back(t, act.id, &was[i], by, &touched));
		*left += touched;
		if (!touched && was[i].state.n && !*first)
			*first = was[i].comment_id;
	}
	TRY(q_comment_ban_lift_act(t, act.id, by->now));
	return q_comment_act_undone(t, act.id, by->now);
}
