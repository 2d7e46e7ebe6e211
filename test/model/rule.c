/* rule.c: what moderators do to the model paper's talk, and what readers'
 * reports do to it.
 * SPDX-License-Identifier: Apache-2.0 */
#include "model.h"

#include "news/comment/report.h"
#include "news/comment/rule.h"
#include "news/people/role.h"
#include "query/person.h"

static err
moderator(struct txn *t, struct model *m, struct comment_by *by)
{
	struct person *p = NEW(store_arena(t), struct person, 1);
	struct q_person_by_email row;
	err e = q_person_by_email(t, S("mo@paper.example"), &row);

	*p = (struct person){.name = S("Mo"), .role = ROLE_MODERATOR};
	*by = (struct comment_by){p, p->name, m->press.now};
	if (e == E_ABSENT)
		return person_add(t, &(struct person_new){.email = S("mo@paper.example"), .name = S("Mo"), .role = S("moderator")},
			NULL, m->press.now, &p->id);
	p->id = row.id;
	return e;
}

static err
report(struct txn *t, struct model *m, int64_t id)
{
	enum comment_report_fault fault;

	m->did = "a report";
	for (int i = 0; i < 3; i++) {
		const struct comment_report r = {.comment_id = id, .reason = S("rude"), .now = m->press.now,
			.origin = arena_fmt(store_arena(t), "10.%d.%d.1", (int)model_dice(m, 200), i)};
		err e = comment_report_take(t, m->press.site.seal, &r, &fault);

		if (e == E_ABSENT || e == E_FLOOD)
			return OK;
		TRY(e);
	}
	return OK;
}

err
model_rule_more(struct txn *t, void *arg)
{
	static const char *const rules[] = {"open", "held", "closed", "off", "open"};
	struct model *m = arg;
	struct arena *a = store_arena(t);
	size_t n = m->comments < LENGTH(m->comment) ? m->comments : LENGTH(m->comment), left;
	struct comment_by by;
	int64_t id, made;
	err e;

	if (!n)
		return OK;
	id = m->comment[model_dice(m, n)];
	TRY(moderator(t, m, &by));
	switch (model_dice(m, 8)) {
	case 0:
		m->did = "pinning a comment";
		e = comment_rule(t, &id, 1, model_dice(m, 3) ? COMMENT_PIN : COMMENT_UNPIN, &by);
		break;
	case 1:
		m->did = "editing a comment";
		e = comment_edit(t, id, &(struct comment_edit){.author = S("Ama"), .body = model_text(m, a, 5)}, &by);
		break;
	case 2:
		m->did = "an answer of the newsroom";
		e = comment_reply(t, m->press.site.seal, id, model_text(m, a, 6), &by, &made);
		if (!e)
			m->comment[m->comments++ % LENGTH(m->comment)] = made;
		break;
	case 3:
		return report(t, m, id);
	case 4:
		m->did = "a rule for a story's comments";
		e = comment_story_rule(t, m->story[model_dice(m, m->stories)], str_of(rules[model_dice(m, 5)]),
			model_dice(m, 2) ? m->press.now + (int64_t)model_dice(m, 90000) : 0, &by);
		break;
	case 5:
		m->did = "a ban";
		e = comment_ban(t, id, &(struct comment_ban){.kinds = COMMENT_BAN_EMAIL, .bin = true}, &by);
		break;
	case 6:
		m->did = "approving";
		e = comment_rule(t, &id, 1, COMMENT_APPROVE, &by);
		break;
	default:
		m->did = "undoing";
		e = comment_undo(t, &by, &id, &left);
	}
	return e == E_ABSENT || e == E_INPUT ? OK : e;
}
