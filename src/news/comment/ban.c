/* ban.c: who is not heard any more, and a story's own rules.
 *
 * A ban is made from a comment: the keyed hashes that lie beside it are copied inside
 * the archive, so whoever bans sees neither an address nor a hash. */
#include "news/comment/rule.h"
#include "news/people/audit.h"

#include "news/comment/bayes.h"
#include "news/comment/report.h"
#include "news/comment/write.h"

#include "query/comment_desk.h"

static const struct {
	unsigned bit;
	const char *name;
} kinds[] = {{COMMENT_BAN_EMAIL, "email"}, {COMMENT_BAN_MACHINE, "machine"}, {COMMENT_BAN_NETWORK, "network"}};

static err
check(const struct comment_ban *b, int64_t now)
{
	if (!(b->kinds & 7))
		return fail(E_INPUT, "select what to ban: email address, IP address or network");
	if (b->ends_at && b->ends_at <= now)
		return fail(E_INPUT, "the ban would already have expired");
	if ((b->kinds & (COMMENT_BAN_MACHINE | COMMENT_BAN_NETWORK)) &&
		(!b->ends_at || b->ends_at > now + COMMENT_BAN_LONGEST + 86400))
		return fail(E_INPUT, "IP bans can last at most %d days, because addresses change hands",
			COMMENT_BAN_LONGEST / 86400);
	if (b->reason.n > 1000)
		return fail(E_INPUT, "the reason must be 1,000 characters or fewer");
	return OK;
}

static err
add_bans(struct txn *t, int64_t id, const struct comment_ban *b, const struct comment_by *by, int64_t act)
{
	struct q_comment_ban_add out;
	size_t made = 0;

	for (size_t i = 0; i < LENGTH(kinds); i++) {
		err e;

		if (!(b->kinds & kinds[i].bit))
			continue;
		e = q_comment_ban_add(t, &(struct q_comment_ban_add_in){.comment = id, .kind = str_of(kinds[i].name),
			.act = act, .person = by->who ? by->who->id : 0, .reason = b->reason, .at = by->now,
			.ends_at = b->ends_at}, &out);
		if (e && e != E_ABSENT)
			return e;
		made += !e;
	}
	return made ? OK : fail(E_INPUT, "the origin of this comment has been erased");
}

err
comment_ban(struct txn *t, int64_t id, const struct comment_ban *b, const struct comment_by *by)
{
	struct q_comment_rule_get c;
	struct q_comment_act_add act = {0};

	TRY(check(b, by->now));
	TRY(comment_for_rule(t, id, by, &c));
	if (by->who)
		TRY(q_comment_act_add(t, by->who->id, by->now, S("ban"), &act));
	TRY(add_bans(t, id, b, by, act.id));
	if (by->who)
		TRY(q_comment_was_add(t, &(struct q_comment_was_add_in){.act = act.id, .comment = id, .state = c.state,
			.became = b->bin ? S("trash") : c.state, .why = c.why, .learned = c.learned,
			.pinned_at = c.pinned_at, .edited_at = c.edited_at}));
	if (b->bin)
		TRY(comment_turn(t, &c, &(struct comment_turn){S("trash"), S(""), c.learned, 0}, by, NULL));
	if (b->bin && c.reports)
		TRY(comment_reports_see(t, id, act.id, by));
	return comment_audit(t, id, "comment.ban", b->reason, by);
}

err
comment_ban_lift(struct txn *t, int64_t ban, const struct comment_by *by)
{
	struct q_comment_ban_lift row;
	err e = q_comment_ban_lift(t, ban, by->now, &row);

	if (e == E_ABSENT)
		return fail(E_ABSENT, "ban not found, or already removed");
	TRY(e);
	return audit_put(t, &(struct actor){by->who ? by->who->id : 0, by->name, by->now},
		"comment.unban", "ban", ban, row.name);
}

err
comment_story_rule(struct txn *t, int64_t story, str rule, int64_t close_at, const struct comment_by *by)
{
	bool held = str_eq(rule, S("held"));
	struct q_comment_tabs_story row;
	str comments = held ? S("open") : rule;
	err e;

	if (!str_eq(comments, S("open")) && !str_eq(comments, S("closed")) && !str_eq(comments, S("off")))
		return fail(E_INPUT, "comments must be open, held, closed or off, not \"%.*s\"", SARG(str_upto(rule, 40)));
	e = q_comment_tabs_story(t, story, &row);
	if (e == E_ABSENT)
		return fail(E_ABSENT, "story not found");
	TRY(e);
	if (!comment_by_may(store_arena(t), by, row.sections))
		return fail(E_DENIED, "this story is in a section you cannot moderate");
	TRY(q_comment_rules_put(t, story, comments, held, close_at > 0 ? close_at : 0));
	TRY(q_comment_rules_working(t, story, comments));
	store_changed(t, DEP_STORY, story, 0);
	return audit_put(t, &(struct actor){by->who ? by->who->id : 0, by->name, by->now},
		"comment.rule", "story", story, rule);
}

err
comment_sweep(struct txn *t, int64_t now)
{
	TRY(q_comment_act_sweep(t, now - 7 * 86400));
	TRY(q_comment_act_sweep_heads(t, now - 7 * 86400));
	TRY(q_comment_ban_sweep(t, now - 30 * 86400));
	return bayes_sweep(t, now);
}
