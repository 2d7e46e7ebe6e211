/* write.c: comments come in, change their state and go; what changes by
 * it is named here.
 *
 * Only what readers can see touches pages: a comment that is held, becomes
 * spam and is deleted drops no page at all.  The address is sealed with the
 * story as associated data, so that it does not open below another story, and
 * found again by a keyed hash.
 */
#include "news/comment/bayes.h"
#include "news/people/audit.h"
#include "text/data/email.h"
#include "news/comment/form.h"
#include "news/people/origin.h"
#include "news/comment/rule.h"
#include "news/comment/write.h"
#include "news/people/story_may.h"

#include "query/comment.h"
#include "query/comment_desk.h"

static bool
seen(str kind, str state)
{
	return str_eq(state, S("public")) && !str_eq(kind, S("note"));
}

static void
name_change(struct txn *t, int64_t story, int64_t created_at)
{
	store_changed(t, DEP_COMMENTS, story, created_at);
	store_changed(t, DEP_COMMENT_FEED, 0, created_at);
}

void
comment_name_change(struct txn *t, int64_t story, int64_t created_at)
{
	name_change(t, story, created_at);
}

static str
row_of(struct arena *a, int64_t story)
{
	return arena_fmt(a, "story %lld", (long long)story);
}

/* Line ends are not words: a browser sends CR LF, an export has LF. */
static str
words_of(struct arena *a, const struct comment_new *c)
{
	str body = str_trim(c->body);
	struct buf b = buf_in(a, body.n + 64);

	buf_fmt(&b, "%lld %lld ", (long long)c->story_id, (long long)c->parent_id);
	for (size_t i = 0; i < body.n; i++)
		if (body.p[i] != '\r')
			buf_char(&b, body.p[i]);
	return buf_str(&b);
}

struct comment_secret
comment_secret_of(struct arena *a, const struct seal *key, const struct comment_new *c)
{
	struct comment_secret s = {0};
	str machine, network, email = email_fold(a, str_trim(c->email));

	s.body_hash = seal_hash(a, key, S("comment body"), words_of(a, c));
	if (email.n) {
		s.email = seal_bytes(a, key, S("comment email"), row_of(a, c->story_id),
			str_trim(c->email));
		s.email_hash = seal_hash(a, key, S("comment email"), email);
	}
	if (c->origin.n) {
		origin_of(a, c->origin, &machine, &network);
		s.origin_hash = seal_hash(a, key, S("comment machine"), machine);
		s.network_hash = seal_hash(a, key, S("comment network"), network);
	}
	return s;
}

err
comment_put(struct txn *t, const struct comment_new *c, const struct comment_secret *s, int64_t *id)
{
	const struct q_comment_add_in in = {.story_id = c->story_id, .parent_id = c->parent_id,
		.kind = c->kind, .state = c->state, .author_name = c->author,
		.author_url = c->url, .email = s->email, .email_hash = s->email_hash,
		.origin_hash = s->origin_hash, .network_hash = s->network_hash,
		.person_id = c->person_id, .body = c->body, .body_hash = s->body_hash,
		.created_at = c->created_at, .why = c->why, .score = c->guess ? c->score : -1,
		.guess = c->guess, .tell = c->tell};
	struct q_comment_add out;

	TRY(q_comment_add(t, &in, &out));
	*id = out.id;
	if (!seen(c->kind, c->state))
		return OK;
	name_change(t, c->story_id, c->created_at);
	return c->origin.n || c->person_id ? q_comment_tell_add(t, out.id, c->created_at) : OK;
}

err
comment_add(struct txn *t, const struct seal *key, const struct comment_new *c, int64_t *id)
{
	struct comment_secret s = comment_secret_of(store_arena(t), key, c);

	return comment_put(t, c, &s, id);
}

err
comment_email(struct txn *t, const struct seal *key, int64_t id, str *email)
{
	struct q_comment_sealed row;
	struct arena *a = store_arena(t);

	TRY(q_comment_sealed(t, id, &row));
	*email = S("");
	if (!row.email.n)
		return OK;
	return seal_unseal(a, key, S("comment email"), row_of(a, row.story_id), row.email, email);
}

err
comment_audit(struct txn *t, int64_t id, const char *action, str detail, const struct comment_by *by)
{
	return audit_put(t, &(struct actor){by->who ? by->who->id : 0, by->name, by->now},
		action, "comment", id, detail);
}

/* "3,4,7", as the store joins them, against a person's limits. */
static bool
in_sections(struct arena *a, const struct person *who, str list)
{
	int64_t *id = NEW(a, int64_t, list.n / 2 + 1);
	struct story_scope scope = {.section = id};
	str one;

	while (str_split(&list, ',', &one))
		scope.sections += !str_int(one, &id[scope.sections]);
	return story_may(who, STORY_MODERATE, &scope);
}

bool
comment_by_may(struct arena *a, const struct comment_by *by, str sections)
{
	return !by->who || in_sections(a, by->who, sections);
}

err
comment_for_rule(struct txn *t, int64_t id, const struct comment_by *by, struct q_comment_rule_get *c)
{
	err e = q_comment_rule_get(t, id, c);

	if (e == E_ABSENT)
		return fail(E_ABSENT, "comment %lld not found", (long long)id);
	TRY(e);
	if (str_eq(c->kind, S("note")))
		return fail(E_DENIED, "comment %lld is an internal note", (long long)id);
	if (!comment_by_may(store_arena(t), by, c->sections))
		return fail(E_DENIED, "comment %lld is in a section you cannot moderate", (long long)id);
	return OK;
}

err
comment_turn(struct txn *t, const struct q_comment_rule_get *c, const struct comment_turn *to,
	const struct comment_by *by, const char *action)
{
	bool moves = !str_eq(c->state, to->state), was = seen(c->kind, c->state), is = seen(c->kind, to->state);
	str detail = arena_fmt(store_arena(t), "%.*s to %.*s", SARG(c->state), SARG(to->state));

	TRY(q_comment_rule_put(t, &(struct q_comment_rule_put_in){.id = c->id, .state = to->state, .why = to->why,
		.learned = to->learned, .pinned_at = to->pinned_at}));
	TRY(bayes_teach(t, &(struct bayes_text){c->author_name, c->author_url, c->body}, c->learned,
		to->learned, by->now));
	if (moves ? was || is : is && c->pinned_at != to->pinned_at)
		name_change(t, c->story_id, c->created_at);
	if (moves && is)
		TRY(q_comment_tell_add(t, c->id, by->now));
	if (!moves && !action)
		return OK;
	return comment_audit(t, c->id, action ? action : "comment.state", moves ? detail : c->state, by);
}

err
comment_set_state(struct txn *t, const int64_t *id, size_t n, str state, str actor, int64_t now)
{
	static const struct {
		str state;
		enum comment_verb verb;
	} verbs[] = {{S("public"), COMMENT_APPROVE}, {S("held"), COMMENT_HOLD}, {S("spam"), COMMENT_SPAM},
		{S("trash"), COMMENT_BIN}};

	for (size_t i = 0; i < LENGTH(verbs); i++)
		if (str_eq(state, verbs[i].state))
			return comment_rule(t, id, n, verbs[i].verb, &(struct comment_by){.name = actor, .now = now});
	return fail(E_INPUT, "a comment must be public, held, spam or trash, not \"%.*s\"", SARG(str_upto(state, 40)));
}

err
comment_remove(struct txn *t, int64_t id, const struct comment_by *by)
{
	struct q_comment_answers answers;
	struct q_comment_rule_get c;

	TRY(comment_for_rule(t, id, by, &c));
	TRY(q_comment_answers(t, id, &answers));
	/* a row that is its own parent, by a dirty import, is no parent */
	TRY(q_comment_lift(t, id, c.parent_id == id ? 0 : c.parent_id));
	TRY(q_comment_remove_reports(t, id));
	TRY(q_comment_remove_edits(t, id));
	TRY(q_comment_remove(t, id));
	TRY(comment_audit(t, id, "comment.delete", c.state, by));
	if (answers.n || seen(c.kind, c.state))
		name_change(t, c.story_id, c.created_at);
	return OK;
}

err
comment_delete(struct txn *t, const int64_t *id, size_t n, str actor, int64_t now)
{
	const struct comment_by by = {.name = actor, .now = now};

	for (size_t i = 0; i < n; i++)
		TRY(comment_remove(t, id[i], &by));
	return OK;
}

err
comment_erase_origins(struct txn *t, const struct settings *s, int64_t now)
{
	int64_t before = now - setting_int(s, "comment_origin_days") * 86400;

	TRY(q_comment_erase_origins(t, before));
	return q_comment_reports_erase(t, before);
}
