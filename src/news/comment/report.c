/* report.c: see comment_report.h. */
#include "news/comment/report.h"

#include "base/utf8.h"
#include "news/comment/form.h"
#include "news/people/origin.h"
#include "news/comment/rule.h"
#include "news/comment/write.h"

#include "query/comment.h"
#include "query/comment_desk.h"

#define PURPOSE S("comment report")
static const int64_t TOKEN_SECONDS = 3 * 86400, HOUR = 3600;

const char *
comment_report_word(enum comment_report_fault f)
{
	static const char *const word[] = {"", "report_no_reason", "report_no_text", "report_long_text", "error_text",
		"error_token", "report_flood"};

	return word[f];
}

str
comment_report_token(struct arena *a, const struct seal *key, int64_t comment, int64_t now)
{
	return seal_token(a, key, PURPOSE, &comment, 1, now);
}

static bool
is_reason(str s)
{
	static const char *const reason[] = COMMENT_REASONS;

	for (size_t i = 0; i < LENGTH(reason); i++)
		if (str_eq(s, str_of(reason[i])))
			return true;
	return false;
}

static enum comment_report_fault
judge(const struct seal *key, const struct comment_report *r)
{
	str text = str_trim(r->text);
	size_t letters = 0, at = 0;
	int64_t made;

	if (!is_reason(r->reason))
		return REPORT_NO_REASON;
	if (!utf8_valid(text) || memchr(text.p ? text.p : "", 0, text.n))
		return REPORT_BAD_TEXT;
	while (at < text.n && letters <= COMMENT_REPORT_MAX) {
		utf8_next(text, &at);
		letters++;
	}
	if (letters > COMMENT_REPORT_MAX)
		return REPORT_LONG_TEXT;
	if (str_eq(r->reason, S("illegal")) && letters < 10)
		return REPORT_NO_TEXT;
	if (seal_token_check(key, PURPOSE, &r->comment_id, 1, r->token, &made) || r->now - made > TOKEN_SECONDS ||
		made > r->now + 300)
		return REPORT_OLD_TOKEN;
	return REPORT_FINE;
}

static err
count_again(struct txn *t, int64_t id, struct q_comment_report_weight *w)
{
	TRY(q_comment_report_weight(t, id, w));
	return q_comment_reports_put(t, id, w->open, w->newest);
}

/* Out of sight until a moderator looked. */
static err
hide(struct txn *t, int64_t id, int64_t now)
{
	const struct comment_by by = {.name = S("readers' reports"), .now = now};
	struct q_comment_rule_get c;

	TRY(comment_for_rule(t, id, &by, &c));
	return comment_turn(t, &c, &(struct comment_turn){S("held"), S("reports"), c.learned, 0}, &by, NULL);
}

/* A comment that readers see; and not too many reports from one place. */
static err
may_report(struct txn *t, const struct settings *s, const struct comment_report *r, str machine, str network,
	enum comment_report_fault *fault)
{
	int64_t most = setting_int(s, "comment_report_flood");
	struct q_comment_report_flow flow;
	struct q_comment_get c;
	err e = q_comment_get(t, r->comment_id, &c);

	*fault = REPORT_FINE;
	if (e == E_ABSENT || (!e && (!str_eq(c.state, S("public")) || !str_eq(c.kind, S("comment")))))
		return fail(E_ABSENT, "comment not found");
	TRY(e);
	TRY(q_comment_report_flow(t, machine, network, r->now - HOUR, &flow));
	if (!most || (flow.origin < most && flow.network < most * 5))
		return OK;
	*fault = REPORT_TOO_OFTEN;
	return fail(E_FLOOD, "too many reports from one IP address");
}

err
comment_report_take(struct txn *t, const struct seal *key, const struct comment_report *r,
	enum comment_report_fault *fault)
{
	struct arena *a = store_arena(t);
	struct q_comment_report_add added;
	struct q_comment_report_weight w;
	struct settings s;
	str machine, network;
	int64_t from;
	err e;

	origin_of(a, r->origin, &machine, &network);
	machine = seal_hash(a, key, S("comment machine"), machine);
	network = seal_hash(a, key, S("comment network"), network);
	TRY(setting_load(t, &s));
	TRY(may_report(t, &s, r, machine, network, fault));
	e = q_comment_report_add(t, &(struct q_comment_report_add_in){.comment = r->comment_id, .reason = r->reason,
		.text = str_trim(r->text), .origin = machine, .network = network, .at = r->now}, &added);
	if (e)
		return e == E_ABSENT ? OK : e; /* it has said so before */
	TRY(count_again(t, r->comment_id, &w));
	from = setting_int(&s, "comment_report_hide");
	return from && w.networks >= from && !w.kept ? hide(t, r->comment_id, r->now) : OK;
}

struct reporting {
	const struct seal *key;
	const struct comment_report *r;
	enum comment_report_fault *fault;
};

static err
take(struct txn *t, void *arg)
{
	struct reporting *k = arg;

	return comment_report_take(t, k->key, k->r, k->fault);
}

err
comment_report(struct store *store, struct arena *a, const struct seal *key, const struct comment_report *r,
	enum comment_report_fault *fault)
{
	struct reporting k = {key, r, fault};

	*fault = judge(key, r);
	if (*fault)
		return fail(E_INPUT, "this report is incomplete");
	return str_trim(r->trap).n ? OK : store_write(store, a, take, &k);
}

err
comment_reports_see(struct txn *t, int64_t id, int64_t act, const struct comment_by *by)
{
	TRY(q_comment_reports_see(t, id, act, by->now));
	return q_comment_reports_put(t, id, 0, 0);
}

err
comment_reports_unsee(struct txn *t, int64_t id, int64_t act)
{
	struct q_comment_report_weight w;

	TRY(q_comment_reports_unsee(t, id, act));
	return count_again(t, id, &w);
}
