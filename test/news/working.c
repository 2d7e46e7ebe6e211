/* working.c: working copies: who may write, what is never overwritten, what is kept.
 * SPDX-License-Identifier: Apache-2.0 */
#include "news/draft/note.h"
#include "news/draft/presence.h"
#include "news/draft/revision.h"
#include "news/draft/working.h"
#include "news/people/role.h"
#include "news/story/save.h"
#include "press.h"
#include "query/working.h"

struct play {
	struct press press;
	struct person reporter, other, editor, sports, publisher;
	int64_t town, sport, football;
	/* one step */
	struct arena *a;
	const struct person *who;
	int64_t story, version, id;
	struct story_fields copy;
	struct working w;
	bool stay;
	str state;
	err (*does)(struct txn *, struct play *);
};

static struct person
person_of(struct play *p, struct arena *a, const char *role)
{
	enum role r;

	CHECK_OK(role_of(str_of(role), &r));
	return (struct person){.id = press_login(&p->press, a, role).id, .role = (int)r,
		.name = arena_fmt(a, "A %s", role)};
}

static err
sections(struct txn *t, void *arg)
{
	struct play *p = arg;

	TRY(section_save(t, 0, S("town"), S("Town"), S(""), &p->town));
	TRY(section_save(t, 0, S("sport"), S("Sport"), S(""), &p->sport));
	return section_save(t, p->sport, S("football"), S("Football"), S(""), &p->football);
}

static err
run(struct txn *t, void *arg)
{
	struct play *p = arg;

	return p->does(t, p);
}

static err
act(struct play *p, const struct person *who, err (*does)(struct txn *, struct play *))
{
	p->who = who;
	p->does = does;
	return store_write(p->press.site.store, p->a, run, p);
}

static err
begin(struct txn *t, struct play *p)
{
	return working_begin(t, p->who, &p->copy, p->press.now, &p->story);
}

static err
look(struct txn *t, struct play *p)
{
	TRY(working_load(t, p->who, p->story, &p->w));
	p->copy = p->w.copy;
	p->version = p->w.version;
	return OK;
}

static err
autosave(struct txn *t, struct play *p)
{
	err e = working_autosave(t, p->who, p->story, p->version, &p->copy, p->press.now, &p->w);

	if (e == OK)
		p->version = p->w.version;
	return e;
}

static err
save(struct txn *t, struct play *p)
{
	err e = working_save(t, p->who, p->story, p->version, &p->copy, p->stay, p->press.now, &p->w);

	if (e == OK)
		p->version = p->w.version;
	return e;
}

static err
discard(struct txn *t, struct play *p)
{
	return working_discard(t, p->who, p->story, p->press.now);
}

static err
restore(struct txn *t, struct play *p)
{
	return working_restore(t, p->who, p->story, p->id, p->press.now);
}

static err
set_state(struct txn *t, struct play *p)
{
	struct story_draft d;

	TRY(story_draft_of(t, p->story, &d));
	d.state = p->state;
	d.published_at = p->press.now - 60;
	return story_save(t, p->story, &d, p->press.now, &p->story);
}

static struct story_draft
draft(struct play *p)
{
	struct story_draft d;
	struct txn *t;

	CHECK_OK(store_read(p->press.site.store, p->a, NULL, &t));
	CHECK_OK(story_draft_of(t, p->story, &d));
	store_end(t);
	return d;
}

static size_t
revisions(struct play *p, struct revision **r)
{
	struct txn *t;
	size_t n;

	CHECK_OK(store_read(p->press.site.store, p->a, NULL, &t));
	CHECK_OK(revision_list(t, p->story, 100, r, &n));
	store_end(t);
	return n;
}

static struct play *
setup(struct arena *a)
{
	struct play *p = NEW(a, struct play, 1);

	p->a = a;
	press_setup(a, &p->press);
	CHECK_OK(store_write(p->press.site.store, a, sections, p));
	p->reporter = person_of(p, a, "reporter");
	p->other = person_of(p, a, "reporter");
	p->editor = person_of(p, a, "editor");
	p->publisher = person_of(p, a, "publisher");
	p->sports = person_of(p, a, "editor");
	p->sports.sections = 1;
	p->sports.section = &p->sport;
	p->copy.headline = S("A bridge opens");
	CHECK_OK(act(p, &p->reporter, begin));
	CHECK_OK(act(p, &p->reporter, look));
	return p;
}

static void
write_body(struct play *p, const char *text)
{
	p->copy.body = arena_fmt(p->a, "<p>%s</p>", text);
}

TEST(working_copy_is_no_story_before_it_is_saved)
{
	struct play *p = setup(a);

	write_body(p, "One.");
	CHECK_OK(act(p, &p->reporter, autosave));
	CHECK_STR(draft(p).body, S(""));
	CHECK_OK(act(p, &p->reporter, save));
	CHECK(!p->w.kept);
	CHECK_STR(draft(p).body, S("<p>One.</p>"));
	CHECK_STR(draft(p).slug, S("a-bridge-opens"));
}

TEST(working_versions_never_come_back)
{
	struct play *p = setup(a);
	int64_t first;

	write_body(p, "One.");
	CHECK_OK(act(p, &p->reporter, autosave));
	first = p->version;
	CHECK_OK(act(p, &p->editor, discard));
	CHECK_OK(act(p, &p->editor, look));
	CHECK(!p->w.kept);
	write_body(p, "Two.");
	CHECK_OK(act(p, &p->editor, autosave));
	p->version = first; /* a tab that slept over it */
	write_body(p, "One and more.");
	CHECK_ERR(act(p, &p->reporter, autosave), E_CLASH);
	CHECK_STR(p->w.copy.body, S("<p>Two.</p>"));
	CHECK_INT(p->w.person_id, p->editor.id);
}

TEST(working_roles_and_owners)
{
	struct play *p = setup(a);

	write_body(p, "Mine.");
	CHECK_ERR(act(p, &p->other, autosave), E_DENIED);
	CHECK_ERR(act(p, &p->other, discard), E_DENIED);
	CHECK_OK(act(p, &p->other, look));
	CHECK(!p->w.may_write && !p->w.may_save);
	CHECK_OK(act(p, &p->editor, look));
	CHECK(p->w.may_write && p->w.may_save && p->w.may_publish);
	/* limited to sport, and this one stands nowhere */
	CHECK_ERR(act(p, &p->sports, look), E_DENIED);
	CHECK_ERR(act(p, &p->sports, autosave), E_DENIED);
	CHECK_OK(act(p, &p->editor, look));
	p->copy.section_ids = arena_fmt(a, "%lld", (long long)p->football);
	CHECK_OK(act(p, &p->editor, save));
	CHECK_OK(act(p, &p->sports, look)); /* below sport */
	CHECK(p->w.may_write && p->w.may_publish);
	p->copy.section_ids = arena_fmt(a, "%lld", (long long)p->town);
	CHECK_ERR(act(p, &p->sports, save), E_DENIED);
	CHECK_STR(draft(p).state, S("draft"));
	CHECK_INT(draft(p).section[0], p->football);
}

TEST(working_public_story_changes_by_who_may_publish)
{
	struct play *p = setup(a);
	struct revision *r;

	write_body(p, "First.");
	CHECK_OK(act(p, &p->reporter, save));
	p->state = S("publish");
	CHECK_OK(act(p, &p->editor, set_state));
	CHECK_OK(act(p, &p->reporter, look));
	write_body(p, "Second.");
	CHECK_OK(act(p, &p->reporter, save));
	CHECK(p->w.kept && !p->w.may_save);
	CHECK_STR(draft(p).body, S("<p>First.</p>"));
	CHECK_OK(act(p, &p->editor, look));
	CHECK_STR(p->copy.body, S("<p>Second.</p>"));
	CHECK_OK(act(p, &p->editor, save));
	CHECK_STR(draft(p).body, S("<p>Second.</p>"));
	CHECK(revisions(p, &r) >= 2);
	CHECK_STR(r[0].kind, S("published"));
	CHECK_STR(r[0].by, S("A editor"));
	/* its address stays, whatever the headline */
	CHECK_OK(act(p, &p->editor, look));
	p->copy.headline = S("Another headline");
	CHECK_OK(act(p, &p->editor, save));
	CHECK_STR(draft(p).slug, S("a-bridge-opens"));
	CHECK_STR(draft(p).headline, S("Another headline"));
	p->copy.headline = S("");
	CHECK_ERR(act(p, &p->editor, save), E_INPUT);
}

TEST(working_slug_follows_the_headline_before)
{
	struct play *p = setup(a);

	CHECK_OK(act(p, &p->reporter, save));
	CHECK_OK(act(p, &p->reporter, look));
	p->copy.headline = S("Other words");
	CHECK_OK(act(p, &p->reporter, save));
	CHECK_STR(draft(p).slug, S("other-words"));
	CHECK_OK(act(p, &p->reporter, look));
	p->copy.slug = S("My Own");
	CHECK_OK(act(p, &p->reporter, save));
	CHECK_OK(act(p, &p->reporter, look));
	p->copy.headline = S("Still other words");
	CHECK_OK(act(p, &p->reporter, save));
	CHECK_STR(draft(p).slug, S("my-own"));
}

TEST(working_names_become_tags_and_guests_when_saved)
{
	struct play *p = setup(a);
	struct story_draft d;

	p->copy.tags = S("River, Rivers of  Mali, river");
	p->copy.authors = S("Ama Sow\nA reporter");
	CHECK_OK(act(p, &p->reporter, autosave));
	CHECK_INT(draft(p).tags, 0);
	CHECK_OK(act(p, &p->reporter, save));
	d = draft(p);
	CHECK_INT(d.tags, 2);
	CHECK_INT(d.authors, 2);
	CHECK_OK(act(p, &p->reporter, look));
	CHECK_STR(p->copy.authors, S("Ama Sow\nA reporter"));
	CHECK(p->w.own);
	p->copy.authors = S("A reporter\nAma Sow");
	CHECK_OK(act(p, &p->reporter, save));
	CHECK_INT(draft(p).authors, 2);
	CHECK_INT(draft(p).author[1], d.author[0]);
}

TEST(working_revisions_are_thinned_and_nothing_is_lost)
{
	struct play *p = setup(a);
	struct revision *r;
	size_t before, n;

	for (int i = 0; i < 100; i++) { /* twenty minutes of typing */
		press_clock(&p->press, p->press.now + 12);
		write_body(p, arena_fmt(a, "Line %d.", i).p);
		CHECK_OK(act(p, &p->reporter, autosave));
	}
	before = revisions(p, &r);
	CHECK(before >= 2 && before <= 4);
	write_body(p, "By an editor.");
	CHECK_OK(act(p, &p->editor, autosave)); /* what the reporter had is kept first */
	n = revisions(p, &r);
	CHECK_INT(n, before + 1);
	CHECK_STR(r[0].by, S("A reporter"));
	p->copy.body = arena_fmt(a, "<p>%0600d</p>", 7);
	CHECK_OK(act(p, &p->editor, autosave));
	write_body(p, "Gone.");
	CHECK_OK(act(p, &p->editor, autosave)); /* much of it went */
	CHECK_INT(revisions(p, &r), n + 1);
	p->id = r[0].id;
	CHECK_OK(act(p, &p->editor, restore));
	CHECK_OK(act(p, &p->editor, look));
	CHECK(p->copy.body.n > 600);
	CHECK_INT(revisions(p, &r), n + 2); /* what was overwritten is kept, too */
	CHECK_OK(act(p, &p->editor, discard));
	CHECK_INT(revisions(p, &r), n + 3);
	CHECK_ERR(act(p, &p->other, restore), E_DENIED);
}

static err
name_it(struct txn *t, struct play *p)
{
	return working_name_revision(t, p->who, p->story, p->id, S("Before the lawyers"), p->press.now);
}

static err
note_it(struct txn *t, struct play *p)
{
	struct note_new n = {.text = S("Who says so?"), .quote = S("the mayor")};
	int64_t answer;

	TRY(note_add(t, p->who, p->story, &n, p->press.now, &p->id));
	n = (struct note_new){.text = S("He does."), .parent = p->id};
	return note_add(t, p->who, p->story, &n, p->press.now, &answer);
}

static err
settle_note(struct txn *t, struct play *p)
{
	return note_done(t, p->who, p->story, p->id, true, p->press.now);
}

TEST(working_revisions_have_names)
{
	struct play *p = setup(a);
	struct revision *r;

	CHECK_OK(act(p, &p->reporter, save));
	CHECK_INT(revisions(p, &r), 1);
	p->id = r[0].id;
	CHECK_ERR(act(p, &p->other, name_it), E_DENIED);
	CHECK_OK(act(p, &p->reporter, name_it));
	CHECK_INT(revisions(p, &r), 1);
	CHECK_STR(r[0].name, S("Before the lawyers"));
	p->id += 1000;
	CHECK_ERR(act(p, &p->reporter, name_it), E_ABSENT);
}

TEST(working_notes_are_answered_and_settled)
{
	struct play *p = setup(a);
	struct q_around_story *r;
	struct txn *t;
	size_t n;

	CHECK_OK(act(p, &p->other, note_it)); /* whoever may read may ask */
	CHECK_OK(act(p, &p->reporter, settle_note));
	CHECK_ERR(act(p, &p->sports, note_it), E_DENIED);
	CHECK_OK(store_read(p->press.site.store, a, NULL, &t));
	CHECK_OK(q_around_story(t, p->story, 0, &r, &n));
	store_end(t);
	CHECK_INT(n, 2);
	CHECK(r[0].done_at && !r[0].parent && r[1].parent == r[0].id);
	p->id = 999;
	CHECK_ERR(act(p, &p->reporter, settle_note), E_ABSENT);
}

static err
come(struct txn *t, struct play *p)
{
	return presence_here(t, p->who, p->story, p->who->name, p->press.now);
}

TEST(working_presence_ends_by_itself)
{
	struct play *p = setup(a);
	struct presence *who;
	struct txn *t;
	size_t n;

	CHECK_OK(act(p, &p->reporter, come));
	CHECK_OK(act(p, &p->editor, come));
	press_clock(&p->press, p->press.now + 40);
	CHECK_OK(act(p, &p->editor, come));
	press_clock(&p->press, p->press.now + 40);
	CHECK_OK(store_read(p->press.site.store, a, NULL, &t));
	CHECK_OK(presence_list(t, p->story, p->press.now, &who, &n));
	store_end(t);
	CHECK_INT(n, 1);
	CHECK_STR(who[0].name, S("A editor"));
}

TEST(working_fields_have_bounds)
{
	struct story_fields c = {.headline = S(" two\nlines "), .worktype = S("news"), .comments = S("open")};

	CHECK_OK(working_check(a, &c));
	CHECK_STR(c.headline, S("two lines"));
	c.language = S("fr-ML");
	CHECK_OK(working_check(a, &c));
	c.language = S("\"><b>");
	CHECK_ERR(working_check(a, &c), E_INPUT);
	c.language = S("");
	c.worktype = S("gossip");
	CHECK_ERR(working_check(a, &c), E_INPUT);
	c.worktype = S("");
	c.body = (str){NEW(a, char, 1 << 20), 1 << 20};
	CHECK_ERR(working_check(a, &c), E_TOOBIG);
	c.body = S("");
	c.lead_media_id = -1;
	CHECK_ERR(working_check(a, &c), E_INPUT);
}
