/* home.c: the desk's first page shows each what the role may do and nothing else, what is
 * late is said, and it costs a few questions. */
#include "news/draft/working.h"
#include "news/workflow/workflow.h"
#include "press.h"
#include "query/workflow.h"

#include <sqlite3.h>

enum { DAY = 86400 };

static int
status(const struct ctx *c)
{
	return c->reply.status ? c->reply.status : 200;
}

static void
run_sql(struct press *p, struct arena *a, str sql)
{
	str file = arena_fmt(a, "%.*s/site.db", SARG(p->site.folder));
	char *why = NULL;
	sqlite3 *db;

	CHECK_INT(sqlite3_open(file.p, &db), 0);
	if (sqlite3_exec(db, sql.p, NULL, NULL, &why))
		test_fail(__FILE__, __LINE__, "%s", why);
	sqlite3_close(db);
}

struct making {
	struct story_draft d;
	int64_t id, owner, assignee, due, section[1];
};

static err
make(struct txn *t, void *arg)
{
	struct making *m = arg;

	if (m->section[0]) {
		m->d.section = m->section;
		m->d.sections = 1;
	}
	TRY(story_save(t, 0, &m->d, 1772600000, &m->id));
	TRY(q_workflow_put_owner(t, m->id, m->owner));
	TRY(q_workflow_due(t, m->id, m->due));
	return q_workflow_assign(t, m->id, m->assignee, 1772600000);
}

static int64_t
add(struct press *p, struct arena *a, const char *state, const char *headline, struct making m)
{
	int64_t published = m.d.published_at, embargo = m.d.embargo_at;

	m.d = story_draft_new();
	m.d.state = str_of(state);
	m.d.headline = str_of(headline);
	m.d.body = S("<p>Ferries cross the river.</p>");
	m.d.published_at = published;
	m.d.embargo_at = embargo;
	CHECK_OK(store_write(p->site.store, a, make, &m));
	return m.id;
}

static bool
shows(const struct ctx *c, const char *text)
{
	if (status(c) != 200)
		test_fail(__FILE__, __LINE__, "%.*s is %d: %s", SARG(c->req->path), status(c), fail_why());
	return str_find(c->reply.body, str_of(text)) != NOWHERE;
}

/* What stands in the section whose heading has this id. */
static bool
in_part(const struct ctx *c, struct arena *a, const char *part, const char *text)
{
	size_t at = str_find(c->reply.body, arena_fmt(a, "id=\"h-%s\"", part));
	str rest;

	if (at == NOWHERE)
		return false;
	rest = str_from(c->reply.body, at);
	return str_find(str_upto(rest, str_find(rest, S("</section>"))), str_of(text)) != NOWHERE;
}

static struct ctx *
home(struct press *p, struct arena *a, const struct press_who *who)
{
	uint64_t asked = store_asked(p->site.store);
	struct ctx *c = press_desk_get(p, a, who, S("/desk/"));

	asked = store_asked(p->site.store) - asked;
	if (asked > 8)
		test_fail(__FILE__, __LINE__, "the home page asks %d questions", (int)asked);
	return c;
}

struct cast {
	struct press_who reporter, editor, moderator, admin;
};

/* A paper at 8:40 on 5 March 2026 with something of each kind. */
static void
furnish(struct press *p, struct arena *a, struct cast *k)
{
	k->reporter = press_login(p, a, "reporter");
	k->editor = press_login(p, a, "editor");
	k->moderator = press_login(p, a, "moderator");
	k->admin = press_login(p, a, "administrator");
	add(p, a, "draft", "Her ferry", (struct making){.owner = k->reporter.id});
	add(p, a, "draft", "His late bridge", (struct making){.owner = k->editor.id, .assignee = k->reporter.id, .due = p->now - 60});
	add(p, a, "draft", "Her lamps that he has", (struct making){.owner = k->reporter.id, .assignee = k->editor.id});
	add(p, a, "review", "A harbour to read", (struct making){.owner = k->reporter.id});
	add(p, a, "ready", "A tower to publish", (struct making){.owner = k->admin.id});
	add(p, a, "publish", "Frost is out", (struct making){.d.published_at = p->now - 3600});
	add(p, a, "publish", "Yesterday is over", (struct making){.d.published_at = p->now - 2 * DAY});
	add(p, a, "publish", "Budget comes", (struct making){.owner = k->admin.id, .d.published_at = p->now + 3600});
	add(p, a, "ready", "Play under embargo", (struct making){.owner = k->reporter.id, .d.embargo_at = p->now + DAY});
	add(p, a, "publish", "Far away", (struct making){.d.published_at = p->now + 20 * DAY});
	add(p, a, "killed", "A dead rumour", (struct making){.owner = k->reporter.id});
}

TEST(desk_home_is_for_each_role)
{
	struct press p;
	struct cast k;
	struct ctx *c;

	press_setup(a, &p);
	furnish(&p, a, &k);
	c = home(&p, a, &k.reporter);
	CHECK(in_part(c, a, "mine", "Her ferry") && in_part(c, a, "mine", "His late bridge") && in_part(c, a, "mine", "A harbour to read"));
	CHECK(!in_part(c, a, "mine", "Her lamps") && !shows(c, "A dead rumour") && !shows(c, "A tower to publish"));
	CHECK(!in_part(c, a, "wait", "") && !in_part(c, a, "late", "") && !in_part(c, a, "talk", ""));
	CHECK(in_part(c, a, "coming", "Play under embargo") && !in_part(c, a, "coming", "Budget comes"));
	CHECK(in_part(c, a, "out", "Frost is out") && !shows(c, "Yesterday is over") && !shows(c, "Far away"));
	CHECK(shows(c, "action=\"/desk/story/new\"") && shows(c, "Overdue since"));
	c = home(&p, a, &k.editor);
	CHECK(in_part(c, a, "mine", "Her lamps") && in_part(c, a, "wait", "A harbour to read") && in_part(c, a, "wait", "A tower to publish"));
	CHECK(in_part(c, a, "late", "His late bridge") && in_part(c, a, "coming", "Budget comes") && !in_part(c, a, "coming", "Far away"));
	CHECK(!in_part(c, a, "talk", "") && !in_part(c, a, "mine", "His late bridge"));
	c = home(&p, a, &k.moderator);
	CHECK(in_part(c, a, "talk", "No comments are pending") && in_part(c, a, "out", "Frost is out") && shows(c, "href=\"/?p="));
	CHECK(!in_part(c, a, "mine", "") && !in_part(c, a, "wait", "") && !in_part(c, a, "coming", "") && !shows(c, "/desk/story/"));
	c = home(&p, a, &k.admin);
	CHECK(in_part(c, a, "wait", "A harbour to read") && in_part(c, a, "talk", "No comments are pending")); /* the first steps are done */
	CHECK(!in_part(c, a, "guide", ""));
}

TEST(desk_home_of_an_empty_paper_helps)
{
	static const char *const roles[] = {"reporter", "editor", "moderator", "publisher", "administrator"};
	struct press p;

	press_setup(a, &p);
	for (size_t i = 0; i < LENGTH(roles); i++) {
		struct press_who who = press_login(&p, a, roles[i]);
		struct ctx *c = home(&p, a, &who);

		CHECK(in_part(c, a, "out", "Nothing has been published today."));
		CHECK(in_part(c, a, "mine", "Start a new one") == (i != 2));
		CHECK(in_part(c, a, "wait", "Nothing is waiting") == (i != 0 && i != 2));
		CHECK(in_part(c, a, "guide", "") == (i == 4));
	}
}

TEST(desk_home_keeps_to_sections)
{
	struct press p;
	struct cast k;
	struct ctx *c;

	press_setup(a, &p);
	furnish(&p, a, &k);
	run_sql(&p, a, S("INSERT INTO section (id, slug, path, name) VALUES (1, 'town', 'town', 'Town'), (11, 'sport', 'sport', 'Sport')"));
	run_sql(&p, a, arena_fmt(a, "INSERT INTO person_section (person_id, section_id) VALUES (%lld, 1)", (long long)k.editor.id));
	add(&p, a, "review", "Town waits", (struct making){.section = {1}});
	add(&p, a, "review", "Sport waits", (struct making){.section = {11}});
	add(&p, a, "draft", "Town is late", (struct making){.section = {1}, .due = p.now - 60});
	add(&p, a, "draft", "Sport is late", (struct making){.section = {11}, .due = p.now - 60});
	add(&p, a, "publish", "Town comes", (struct making){.section = {1}, .d.published_at = p.now + 60});
	add(&p, a, "publish", "Sport comes", (struct making){.section = {11}, .d.published_at = p.now + 60});
	c = home(&p, a, &k.editor);
	CHECK(in_part(c, a, "wait", "Town waits") && !shows(c, "Sport waits") && !shows(c, "A harbour to read"));
	CHECK(in_part(c, a, "late", "Town is late") && !shows(c, "Sport is late"));
	CHECK(in_part(c, a, "coming", "Town comes") && !shows(c, "Sport comes"));
}

TEST(desk_home_marks_and_counts)
{
	struct press p;
	struct cast k;
	struct ctx *c;
	int64_t public;

	press_setup(a, &p);
	furnish(&p, a, &k);
	public = add(&p, a, "publish", "Saved words", (struct making){.d.published_at = p.now - 60});
	run_sql(&p, a, arena_fmt(a, "INSERT INTO working (story_id, version, base, person_id, saved_at, headline)"
		" VALUES (%lld, 2, 1, %lld, %lld, 'Unsaved words')", (long long)public, (long long)k.editor.id, (long long)p.now - 30));
	run_sql(&p, a, arena_fmt(a, "INSERT INTO comment (id, story_id, state, author_name, body, created_at, reports) VALUES"
		" (1, %lld, 'held', 'A', 'b', 1, 0), (2, %lld, 'held', 'A', 'b', 1, 0), (3, %lld, 'public', 'A', 'b', 1, 1)",
		(long long)public, (long long)public, (long long)public));
	c = home(&p, a, &k.editor);
	CHECK(in_part(c, a, "mine", "Unsaved words") && in_part(c, a, "mine", "Unsaved changes"));
	CHECK(in_part(c, a, "out", "Saved words") && !in_part(c, a, "out", "Unsaved words"));
	c = home(&p, a, &k.moderator);
	CHECK(in_part(c, a, "talk", "2 comments pending") && in_part(c, a, "talk", "1 reported by readers"));
	CHECK(in_part(c, a, "out", "Saved words") && !shows(c, "Unsaved words"));
	c = home(&p, a, &k.reporter);
	CHECK(!shows(c, "Unsaved words"));
	/* what is late stands first */
	CHECK(str_find(c->reply.body, S("His late bridge")) < str_find(c->reply.body, S("Her ferry")));
}
