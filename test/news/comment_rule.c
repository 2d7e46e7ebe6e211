/* comment_rule.c: what moderators do, and that each act can be taken back.
 * SPDX-License-Identifier: Apache-2.0 */
#include "news/comment/bayes.h"
#include "query/comment_desk.h"
#include "news/comment/report.h"
#include "news/comment/rule.h"
#include "news/comment/trust.h"
#include "news/people/role.h"
#include "test_comment.h"

struct deed {
	struct world *w;
	struct comment_by by;
	err (*what)(struct txn *, struct deed *);
	const int64_t *id;
	size_t n;
	enum comment_verb verb;
	struct comment_edit edit;
	struct comment_ban ban;
	str text;
	int64_t close_at, out;
	size_t left;
};

static err
do_deed(struct txn *t, void *arg)
{
	struct deed *d = arg;

	return d->what(t, d);
}

static err
act(struct deed *d, err (*what)(struct txn *, struct deed *))
{
	d->what = what;
	d->by.now = ++d->w->now;
	return store_write(d->w->store, d->w->a, do_deed, d);
}

static err
a_person(struct txn *t, struct deed *d)
{
	int64_t *id = NEW(store_arena(t), int64_t, 1);

	TRY(person_add(t, &(struct person_new){.email = d->text, .name = S("Mo Derator"), .role = S("moderator")}, NULL, d->w->now, id));
	d->out = *id;
	return OK;
}

static struct deed
moderator(struct world *w, str email)
{
	struct deed d = {.w = w, .text = email};
	struct person *p = NEW(w->a, struct person, 1);

	CHECK_OK(act(&d, a_person));
	*p = (struct person){.id = d.out, .name = S("Mo Derator"), .role = ROLE_MODERATOR};
	d.by = (struct comment_by){p, p->name, 0};
	return d;
}

static err does_rule(struct txn *t, struct deed *d) { return comment_rule(t, d->id, d->n, d->verb, &d->by); }
static err does_edit(struct txn *t, struct deed *d) { return comment_edit(t, *d->id, &d->edit, &d->by); }
static err does_reply(struct txn *t, struct deed *d) { return comment_reply(t, d->w->key, *d->id, d->text, &d->by, &d->out); }
static err does_undo(struct txn *t, struct deed *d) { return comment_undo(t, &d->by, &d->out, &d->left); }
static err does_ban(struct txn *t, struct deed *d) { return comment_ban(t, *d->id, &d->ban, &d->by); }
static err does_story(struct txn *t, struct deed *d) { return comment_story_rule(t, d->w->story, d->text, d->close_at, &d->by); }

static err
rules(struct deed *d, enum comment_verb verb, const int64_t *id, size_t n)
{
	d->verb = verb;
	d->id = id;
	d->n = n;
	return act(d, does_rule);
}

static struct q_comment_rule_get
row(struct world *w, int64_t id)
{
	struct q_comment_rule_get c;
	struct txn *t;

	CHECK_OK(store_read(w->store, w->a, NULL, &t));
	CHECK_OK(q_comment_rule_get(t, id, &c));
	store_end(t);
	return c;
}

static void
acts_are_undone(struct world *w)
{
	struct deed mo = moderator(w, S("mo@example.org")), di = moderator(w, S("di@example.org"));
	int64_t id[3];

	for (int i = 0; i < 3; i++)
		id[i] = add(w, w->story, 0, "comment", "held", "some words");
	CHECK_ERR(act(&mo, does_undo), E_ABSENT);
	CHECK_OK(rules(&mo, COMMENT_APPROVE, id, 3));
	CHECK_INT(thread_of(w, 1).comments, 3);
	CHECK_INT(row(w, id[0]).learned, BAYES_GOOD);
	CHECK_OK(rules(&di, COMMENT_SPAM, id + 1, 1)); /* somebody else, since */
	CHECK_OK(act(&mo, does_undo));
	CHECK_INT(mo.left, 1);
	CHECK_INT(mo.out, id[0]);
	CHECK_STR(state_of(w, id[0]), S("held"));
	CHECK_STR(state_of(w, id[1]), S("spam"));
	CHECK_INT(row(w, id[0]).learned, BAYES_NOTHING);
	CHECK_ERR(act(&mo, does_undo), E_ABSENT); /* once */
	CHECK_OK(rules(&mo, COMMENT_BIN, id, 1));
	CHECK_OK(rules(&mo, COMMENT_SPAM, id + 2, 1));
	CHECK_OK(act(&mo, does_undo));
	CHECK_STR(state_of(w, id[2]), S("held"));
	CHECK_OK(act(&mo, does_undo));
	CHECK_STR(state_of(w, id[0]), S("held"));
	w->now += COMMENT_UNDO_SECONDS;
	CHECK_ERR(act(&di, does_undo), E_ABSENT); /* a day later it stands */
}

TEST(comment_rule_acts_are_undone)
{
	on_each_engine(a, acts_are_undone);
}

static void
pins_come_first(struct world *w)
{
	struct deed mo = moderator(w, S("mo@example.org"));
	int64_t id[4];

	for (int i = 0; i < 3; i++)
		id[i] = add(w, w->story, 0, "comment", "public", "some words");
	id[3] = add(w, w->story, id[2], "comment", "public", "an answer");
	hear(w);
	CHECK_OK(rules(&mo, COMMENT_PIN, id + 2, 1));
	CHECK_INT(heard(w, DEP_COMMENTS, w->story), 1);
	CHECK_INT(thread_of(w, 1).comment[0].id, id[2]);
	CHECK(thread_of(w, 1).comment[0].pinned);
	CHECK_INT(thread_of(w, 1).comment[1].id, id[3]);
	CHECK_ERR(rules(&mo, COMMENT_PIN, id + 3, 1), E_INPUT);
	CHECK_OK(rules(&mo, COMMENT_PIN, id + 1, 1));
	CHECK_INT(thread_of(w, 1).comment[0].id, id[1]); /* the last one pinned */
	CHECK_INT(thread_of(w, 1).comment[1].id, id[2]);
	CHECK_OK(act(&mo, does_undo));
	CHECK_INT(thread_of(w, 1).comment[0].id, id[2]);
	CHECK_OK(rules(&mo, COMMENT_HOLD, id + 2, 1));
	CHECK_INT(row(w, id[2]).pinned_at, 0);
	CHECK_OK(rules(&mo, COMMENT_APPROVE, id + 2, 1));
	CHECK_INT(thread_of(w, 1).comment[0].id, id[0]);
}

TEST(comment_rule_pins_come_first)
{
	on_each_engine(a, pins_come_first);
}

static void
edits_keep_the_original(struct world *w)
{
	struct deed mo = moderator(w, S("mo@example.org"));
	int64_t id = add(w, w->story, 0, "comment", "public", "What a damn mess");
	struct q_comment_edits *old;
	struct txn *t;
	size_t n;

	mo.id = &id;
	mo.edit = (struct comment_edit){S("Somebody"), S("javascript:x"), S("What a mess")};
	CHECK_ERR(act(&mo, does_edit), E_INPUT);
	mo.edit.url = S("");
	mo.edit.body = S(" ");
	CHECK_ERR(act(&mo, does_edit), E_INPUT);
	mo.edit.body = S("What a mess");
	hear(w);
	CHECK_OK(act(&mo, does_edit));
	CHECK_INT(heard(w, DEP_COMMENTS, w->story), 1);
	CHECK_STR(thread_of(w, 1).comment[0].body, S("What a mess"));
	CHECK(thread_of(w, 1).comment[0].edited);
	CHECK_OK(store_read(w->store, w->a, NULL, &t));
	CHECK_OK(q_comment_edits(t, id, &old, &n));
	store_end(t);
	CHECK_INT(n, 1);
	CHECK_STR(old[0].body, S("What a damn mess"));
	CHECK_STR(old[0].person, S("Mo Derator"));
	CHECK_OK(act(&mo, does_undo));
	CHECK_STR(thread_of(w, 1).comment[0].body, S("What a damn mess"));
	CHECK(!thread_of(w, 1).comment[0].edited);
	CHECK_OK(try_delete(w, id)); /* with what hangs on it */
}

TEST(comment_rule_edits_keep_the_original)
{
	on_each_engine(a, edits_keep_the_original);
}

static void
staff_answers(struct world *w)
{
	struct deed mo = moderator(w, S("mo@example.org"));
	int64_t id = add(w, w->story, 0, "comment", "held", "A question?");

	mo.id = &id;
	mo.text = S("An answer.");
	CHECK_OK(act(&mo, does_reply));
	CHECK_INT(thread_of(w, 1).comments, 2); /* what is answered is public by it */
	CHECK(thread_of(w, 1).comment[1].staff);
	CHECK_INT(thread_of(w, 1).comment[1].depth, 2);
	CHECK_STR(thread_of(w, 1).comment[1].author, S("Mo Derator"));
	CHECK_OK(act(&mo, does_undo));
	CHECK_INT(thread_of(w, 1).comments, 0);
	CHECK_STR(state_of(w, id), S("held"));
}

TEST(comment_rule_staff_answers)
{
	on_each_engine(a, staff_answers);
}

static void
bans_hold_off(struct world *w)
{
	struct deed mo = moderator(w, S("mo@example.org"));
	struct comment_form f = form_of(w, S("Awa"), S("awa@example.org"), S("One"));
	struct comment_verdict v, other;
	struct comment c;

	CHECK_OK(submit(w, f, &v));
	mo.id = &v.id;
	mo.ban = (struct comment_ban){.kinds = COMMENT_BAN_NETWORK};
	CHECK_ERR(act(&mo, does_ban), E_INPUT); /* without an end */
	mo.ban = (struct comment_ban){.kinds = COMMENT_BAN_EMAIL, .reason = S("insults"), .bin = true,
		.ends_at = w->now + 10 * 86400};
	CHECK_OK(act(&mo, does_ban));
	CHECK_STR(state_of(w, v.id), S("trash"));
	CHECK_OK(submit(w, form_of(w, S("Another"), S("AWA@example.org"), S("Two")), &other));
	CHECK(other.held && other.waiting.n); /* is not told */
	CHECK_STR(state_of(w, other.id), S("spam"));
	CHECK_STR(row(w, other.id).why, S("ban"));
	CHECK_OK(waiting(w, other.id, other.waiting, &c));
	CHECK_OK(submit(w, form_of(w, S("Bo"), S("bo@example.org"), S("Two")), &other));
	CHECK_STR(state_of(w, other.id), S("held"));
	CHECK_OK(act(&mo, does_undo));
	CHECK_STR(state_of(w, v.id), S("held"));
	CHECK_OK(submit(w, form_of(w, S("Awa"), S("awa@example.org"), S("Three")), &other));
	CHECK_STR(state_of(w, other.id), S("held"));
	mo.ban = (struct comment_ban){.kinds = COMMENT_BAN_NETWORK, .ends_at = w->now + 86400};
	CHECK_OK(act(&mo, does_ban));
	f = form_of(w, S("Cy"), S("cy@example.org"), S("Four"));
	f.origin = S("192.0.2.200"); /* the same network */
	CHECK_OK(submit(w, f, &other));
	CHECK_STR(state_of(w, other.id), S("spam"));
	w->now += 86400; /* it ends by itself */
	f = form_of(w, S("Cy"), S("cy@example.org"), S("Five"));
	f.token = comment_token(w->a, w->key, w->story, w->now - 60);
	CHECK_OK(submit(w, f, &other));
	CHECK_STR(state_of(w, other.id), S("held"));
}

TEST(comment_rule_bans_hold_off)
{
	on_each_engine(a, bans_hold_off);
}

static void
stories_have_rules(struct world *w)
{
	struct deed mo = moderator(w, S("mo@example.org"));
	struct comment_form f;
	struct comment_verdict v;

	set(w, "comment_known", "0");
	mo.text = S("shut");
	CHECK_ERR(act(&mo, does_story), E_INPUT);
	mo.text = S("held");
	hear(w);
	CHECK_OK(act(&mo, does_story));
	CHECK_INT(heard(w, DEP_STORY, w->story), 1);
	CHECK_OK(submit(w, form_of(w, S("A"), S("a@b.org"), S("1")), &v));
	CHECK_STR(row(w, v.id).why, S("story"));
	mo.text = S("open");
	f = form_of(w, S("A"), S("a@b.org"), S("2"));
	mo.close_at = f.now + 1;
	CHECK_OK(act(&mo, does_story));
	CHECK_OK(submit(w, f, &v));
	CHECK(!v.held);
	f = form_of(w, S("A"), S("a@b.org"), S("3"));
	CHECK_ERR(submit(w, f, &v), E_DENIED);
	mo.close_at = 0;
	mo.text = S("off");
	CHECK_OK(act(&mo, does_story));
	CHECK_ERR(submit(w, f, &v), E_DENIED);
}

TEST(comment_rule_stories_have_rules)
{
	on_each_engine(a, stories_have_rules);
}

static err
report_from(struct world *w, int64_t id, const char *origin, const char *reason, const char *text, enum comment_report_fault *f)
{
	struct comment_report r = {.comment_id = id, .reason = str_of(reason), .text = str_of(text),
		.origin = str_of(origin), .now = ++w->now, .token = comment_report_token(w->a, w->key, id, w->now)};

	return comment_report(w->store, w->a, w->key, &r, f);
}

static void
reports_hide(struct world *w)
{
	struct deed mo = moderator(w, S("mo@example.org"));
	int64_t id = add(w, w->story, 0, "comment", "public", "Something bad"), held = add(w, w->story, 0, "comment", "held", "x");
	enum comment_report_fault f;

	CHECK_ERR(report_from(w, held, "192.0.2.1", "rude", "", &f), E_ABSENT);
	CHECK_ERR(report_from(w, id, "192.0.2.1", "boring", "", &f), E_INPUT);
	CHECK_INT(f, REPORT_NO_REASON);
	CHECK_ERR(report_from(w, id, "192.0.2.1", "illegal", "why", &f), E_INPUT);
	CHECK_INT(f, REPORT_NO_TEXT);
	CHECK_OK(report_from(w, id, "192.0.2.1", "rude", "", &f));
	CHECK_OK(report_from(w, id, "192.0.2.1", "spam", "", &f)); /* once is enough */
	CHECK_INT(row(w, id).reports, 1);
	CHECK_OK(report_from(w, id, "192.0.2.9", "rude", "", &f)); /* the same network */
	CHECK_OK(report_from(w, id, "198.51.100.1", "rude", "", &f));
	CHECK_STR(state_of(w, id), S("public"));
	hear(w);
	CHECK_OK(report_from(w, id, "203.0.113.1", "illegal", "It breaks the law on insults.", &f));
	CHECK_STR(state_of(w, id), S("held"));
	CHECK_STR(row(w, id).why, S("reports"));
	CHECK_INT(heard(w, DEP_COMMENTS, w->story), 1);
	CHECK_OK(rules(&mo, COMMENT_APPROVE, &id, 1));
	CHECK_INT(row(w, id).reports, 0);
	CHECK_OK(act(&mo, does_undo));
	CHECK_INT(row(w, id).reports, 4);
	CHECK_OK(rules(&mo, COMMENT_APPROVE, &id, 1));
	for (int i = 0; i < 4; i++)
		CHECK_OK(report_from(w, id, arena_fmt(w->a, "10.%d.0.1", i).p, "rude", "", &f));
	CHECK_STR(state_of(w, id), S("public")); /* it was looked at */
	CHECK_INT(row(w, id).reports, 4);
	set(w, "comment_report_flood", "1");
	held = add(w, w->story, 0, "comment", "public", "y");
	CHECK_ERR(report_from(w, held, "10.0.0.1", "rude", "", &f), E_FLOOD);
	CHECK_OK(try_delete(w, id));
}

TEST(comment_rule_reports_hide)
{
	on_each_engine(a, reports_hide);
}

static void
trust_is_a_ladder(struct world *w)
{
	struct comment_verdict v;
	int64_t bad[2];

	set(w, "comment_trust_count", "2");
	for (int i = 0; i < 2; i++) {
		CHECK_OK(submit(w, form_of(w, S("Awa"), S("awa@example.org"), arena_fmt(w->a, "no %d", i)), &v));
		CHECK_INT(v.held, i == 0);
		if (v.held)
			rule(w, v.id, S("public"));
		bad[i] = v.id;
	}
	CHECK_OK(submit(w, form_of(w, S("Awa"), S("awa@example.org"), S("http://a http://b http://c")), &v));
	CHECK(!v.held); /* proven: links do not hold */
	rule(w, v.id, S("trash"));
	CHECK_OK(submit(w, form_of(w, S("Awa"), S("awa@example.org"), S("http://d http://e")), &v));
	CHECK(v.held); /* something was put away of late */
	CHECK_STR(row(w, v.id).why, S("links"));
	rule(w, bad[0], S("spam"));
	CHECK_OK(submit(w, form_of(w, S("Awa"), S("awa@example.org"), S("harmless")), &v));
	CHECK_STR(row(w, v.id).why, S("distrust"));
}

TEST(comment_rule_trust_is_a_ladder)
{
	on_each_engine(a, trust_is_a_ladder);
}

TEST(comment_rule_words_are_whole_words)
{
	static const struct {
		const char *list, *text;
		bool hit;
	} all[] = {{"casino, Crédit Rapide", "Un credit rapide ?", true}, {"casino", "CASINO!", true},
		{"casino", "casinos", false}, {"ass", "class", false}, {"credit rapide", "credit tres rapide", false},
		{"pills.example", "see https://pills.example/x", true}, {" , ;\n", "anything", false},
		{"one two three four five six", "zero one two three four five six", true},
		{"one two three four five six seven", "one two three four five six seven", false}, {"", "", false}};

	for (size_t i = 0; i < LENGTH(all); i++)
		if (comment_word_hit(a, str_of(all[i].list), str_of(all[i].text)) != all[i].hit)
			test_fail(__FILE__, __LINE__, "\"%s\" in \"%s\"", all[i].list, all[i].text);
}
