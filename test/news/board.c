/* board.c: the board shows what stands where, finds what nobody published, and costs
 * the same in a large paper. */
#include "base/sys/clock.h"
#include "desk/workflow/board.h"
#include "news/workflow/board.h"
#include "press.h"
#include "query/workflow.h"

#include <sqlite3.h>
#include <stdio.h>

static int
status(const struct ctx *c)
{
	return c->reply.status ? c->reply.status : 200;
}

struct making_one {
	struct story_draft d;
	int64_t id, owner, assignee, due;
};
static err
make_one(struct txn *t, void *arg)
{
	struct making_one *m = arg;

	TRY(story_save(t, 0, &m->d, 1772600000, &m->id));
	TRY(q_workflow_put_owner(t, m->id, m->owner));
	TRY(q_workflow_due(t, m->id, m->due));
	return q_workflow_assign(t, m->id, m->assignee, 1772600000);
}

static int64_t
add(struct press *p, struct arena *a, const char *state, const char *headline, struct making_one m)
{
	m.d = story_draft_new();
	m.d.state = str_of(state);
	m.d.headline = str_of(headline);
	m.d.slug = arena_fmt(a, "slug-%s", state);
	m.d.body = S("<p>Ferries cross the river.</p>");
	m.d.published_at = str_eq(m.d.state, S("publish")) ? 1772600000 : 0;
	CHECK_OK(store_write(p->site.store, a, make_one, &m));
	return m.id;
}

static bool
shows(struct ctx *c, const char *text)
{
	if (status(c) != 200)
		test_fail(__FILE__, __LINE__, "%.*s is %d: %s", SARG(c->req->path), status(c), fail_why());
	return str_find(c->reply.body, str_of(text)) != NOWHERE;
}

TEST(board_shows_what_stands_where)
{
	struct press p;
	struct press_who editor;
	struct ctx *c;
	uint64_t asked;

	press_setup(a, &p);
	editor = press_login(&p, a, "editor");
	add(&p, a, "idea", "An idea of bridges", (struct making_one){.assignee = editor.id, .due = 1772690000});
	add(&p, a, "review", "A harbour reviewed", (struct making_one){0});
	add(&p, a, "publish", "A mayor in print", (struct making_one){0});
	add(&p, a, "killed", "A dead rumour", (struct making_one){0});
	asked = store_asked(p.site.store);
	c = press_desk_get(&p, a, &editor, S("/desk/board/"));
	asked = store_asked(p.site.store) - asked;
	CHECK(asked <= 8);
	CHECK(shows(c, "An idea of bridges") && shows(c, "A harbour reviewed") && shows(c, "A mayor in print"));
	CHECK(!shows(c, "A dead rumour") && shows(c, "Overdue since"));
	c = press_desk_get(&p, a, &editor, S("/desk/board/?stage=killed"));
	CHECK(shows(c, "A dead rumour") && !shows(c, "A mayor in print"));
	c = press_desk_get(&p, a, &editor, S("/desk/board/?view=table&who=me"));
	CHECK(shows(c, "An idea of bridges") && !shows(c, "A harbour reviewed"));
	c = press_desk_get(&p, a, &editor, S("/desk/board/?due=late"));
	CHECK(shows(c, "An idea of bridges") && !shows(c, "A harbour reviewed"));
	asked = store_asked(p.site.store);
	c = press_desk_get(&p, a, &editor, S("/desk/board/?q=reviewed"));
	CHECK(store_asked(p.site.store) - asked <= 8);
	CHECK(shows(c, "A harbour reviewed") && !shows(c, "A mayor in print"));
	c = press_desk_get(&p, a, &editor, S("/desk/board/?q=nothingofthekind"));
	CHECK(shows(c, "No stories found for"));
	c = press_get(&p, a, S("/search/reviewed/"));
	CHECK(!shows(c, "A harbour reviewed"));
}

TEST(board_is_left_as_it_was)
{
	struct press p;
	struct press_who who, other;
	struct ctx *c;

	press_setup(a, &p);
	who = press_login(&p, a, "reporter");
	other = press_login(&p, a, "reporter");
	add(&p, a, "draft", "A draft of something", (struct making_one){0});
	CHECK(shows(press_desk_get(&p, a, &who, S("/desk/board/")), "class=\"column\""));
	c = press_desk_post(&p, a, &who, S("/desk/board/view"), (struct pair[]){{S("to"), S("table")}, {S("who"), S("me")},
		{S("section"), S("\"><x>")}, {S("q"), S("a b")}}, 4);
	CHECK_STR(c->reply.location, S("/desk/board/?view=table&who=me&q=a%20b"));
	c = press_desk_get(&p, a, &who, S("/desk/board/"));
	CHECK(!shows(c, "class=\"column\"") && !shows(c, "A draft of something"));
	CHECK(shows(press_desk_get(&p, a, &other, S("/desk/board/")), "A draft of something"));
	c = press_desk_post(&p, a, &who, S("/desk/board/view"), (struct pair[]){{S("do"), S("reset")}}, 1);
	CHECK(shows(press_desk_get(&p, a, &who, S("/desk/board/")), "A draft of something"));
}

TEST(board_moves_by_its_form)
{
	struct press p;
	struct press_who reporter, editor;
	int64_t mine, other;
	struct ctx *c;
	str one, two;

	press_setup(a, &p);
	reporter = press_login(&p, a, "reporter");
	editor = press_login(&p, a, "editor");
	mine = add(&p, a, "draft", "Hers", (struct making_one){.owner = reporter.id});
	other = add(&p, a, "draft", "Not hers", (struct making_one){.owner = editor.id});
	one = arena_fmt(a, "%lld", (long long)mine);
	two = arena_fmt(a, "%lld", (long long)other);
	c = press_desk_post(&p, a, &reporter, S("/desk/board/do"), (struct pair[]){{S("story"), one}, {S("story"), two},
		{S("do"), S("move")}, {S("stage"), S("3")}}, 4);
	CHECK_INT(status(c), 403);
	CHECK(str_find(c->reply.body, S("“Not hers”")) != NOWHERE);
	c = press_desk_post(&p, a, &reporter, S("/desk/board/do"), (struct pair[]){{S("story"), one}, {S("do"), S("move")},
		{S("stage"), S("3")}, {S("back"), S("/desk/board/?view=table")}}, 4);
	CHECK_STR(c->reply.location, S("/desk/board/?view=table&done=done_moved"));
	CHECK(shows(press_desk_get(&p, a, &reporter, S("/desk/board/?stage=review")), "Hers"));
	CHECK(!shows(press_desk_get(&p, a, &reporter, S("/desk/board/?stage=review")), "Not hers"));
	CHECK_INT(status(press_desk_post(&p, a, &reporter, S("/desk/board/do"), (struct pair[]){{S("do"), S("move")},
		{S("stage"), S("3")}}, 2)), 400);
	c = press_desk_post(&p, a, &editor, S("/desk/board/do"), (struct pair[]){{S("story"), two}, {S("do"), S("assign")},
		{S("assignee"), arena_fmt(a, "%lld", (long long)reporter.id)}, {S("due"), S("2026-03-06T09:00")},
		{S("back"), S("//evil.example/")}}, 5);
	CHECK_STR(c->reply.location, S("/desk/board/?done=done_assigned"));
	CHECK(shows(press_desk_get(&p, a, &reporter, S("/desk/board/?who=me")), "Not hers"));
	CHECK_INT(status(press_desk_get(&p, a, &(struct press_who){0}, S("/desk/board/"))), 303);
}

/* One story of the board stands above every page, by one form; who is limited to sections
 * has no such button, and two stories are no strip. */
TEST(board_puts_up_breaking_news)
{
	struct press p;
	struct press_who editor, reporter;
	int64_t id, other;
	struct ctx *c;
	str one;

	press_setup(a, &p);
	editor = press_login(&p, a, "publisher");
	reporter = press_login(&p, a, "reporter");
	id = add(&p, a, "publish", "The dam has broken", (struct making_one){.owner = reporter.id});
	other = add(&p, a, "draft", "Another", (struct making_one){.owner = reporter.id});
	one = arena_fmt(a, "%lld", (long long)id);
	CHECK(shows(press_desk_get(&p, a, &editor, S("/desk/board/")), "/desk/front/breaking"));
	CHECK(!shows(press_desk_get(&p, a, &reporter, S("/desk/board/")), "/desk/front/breaking"));
	c = press_desk_post(&p, a, &editor, S("/desk/front/breaking"), (struct pair[]){{S("story"), one},
		{S("story"), arena_fmt(a, "%lld", (long long)other)}, {S("hours"), S("1")}}, 3);
	CHECK_INT(status(c), 400);
	c = press_desk_post(&p, a, &editor, S("/desk/front/breaking"), (struct pair[]){{S("story"), one}, {S("hours"), S("1")},
		{S("do"), S("on")}, {S("back"), S("/desk/board/?view=table")}, {S("stage"), S("")}}, 5);
	CHECK_STR(c->reply.location, S("/desk/board/?view=table&done=done_front_strip"));
	c = press_get(&p, a, S("/robots-no-such-page"));
	CHECK(str_find(c->reply.body, S("The dam has broken")) != NOWHERE);
}

/* Pages of the list follow each other without a gap or a double, also within one second. */
TEST(board_list_goes_on)
{
	struct press p;
	struct press_who who;
	str path = S("/desk/board/?view=table&stage=draft");
	int seen[130] = {0}, pages = 0;

	press_setup(a, &p);
	who = press_login(&p, a, "editor");
	for (int i = 0; i < 130; i++)
		add(&p, a, "draft", arena_fmt(a, "Story number %d.", i).p, (struct making_one){0});
	while (path.n && pages++ < 5) {
		struct ctx *c = press_desk_get(&p, a, &who, path);
		str body = c->reply.body, next;
		size_t at;

		for (int i = 0; i < 130; i++)
			seen[i] += str_find(body, arena_fmt(a, ">Story number %d.<", i)) != NOWHERE;
		at = str_find(body, S("before="));
		next = at == NOWHERE ? S("") : str_from(body, at);
		path = next.n ? arena_fmt(a, "/desk/board/?view=table&stage=draft&%.*s", SARG(str_upto(next, str_find_char(next, '"')))) : S("");
	}
	CHECK_INT(pages, 3);
	for (int i = 0; i < 130; i++)
		CHECK_INT(seen[i], 1);
}

/* ---- a paper of 10,000 ---- */

static void
run_sql(sqlite3 *db, const char *sql)
{
	char *why = NULL;

	if (sqlite3_exec(db, sql, NULL, NULL, &why))
		test_fail(__FILE__, __LINE__, "%s", why);
}

static void
fill(struct press *p, struct arena *a)
{
	str file = arena_fmt(a, "%.*s/site.db", SARG(p->site.folder));
	sqlite3 *db;

	CHECK_INT(sqlite3_open(file.p, &db), 0);
	run_sql(db, "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000)"
		" INSERT INTO story (headline, slug, state, stage_id, published_at, public_at, modified_at, worktype)"
		" SELECT 'Number ' || i, 'n-' || i, CASE WHEN i % 50 THEN 'publish' ELSE 'review' END,"
		" CASE WHEN i % 50 THEN 5 ELSE 3 END, 1700000000 + i * 1000, 1700000000 + i * 1000, 1700000000 + i * 1000,"
		" CASE WHEN i = 7 THEN 'opinion' ELSE 'news' END FROM n;"
		"INSERT INTO story_words (rowid, headline, body) SELECT id, 'number', 'common words' FROM story");
	sqlite3_close(db);
}

static str
plan_of(struct arena *a, sqlite3 *db, str sql)
{
	struct buf b = buf_in(a, 65536);
	sqlite3_stmt *s = NULL;

	if (sqlite3_prepare_v2(db, arena_fmt(a, "EXPLAIN QUERY PLAN %.*s", SARG(sql)).p, -1, &s, NULL))
		return str_of(sqlite3_errmsg(db));
	while (sqlite3_step(s) == SQLITE_ROW)
		buf_fmt(&b, "%s\n", (const char *)sqlite3_column_text(s, 3));
	sqlite3_finalize(s);
	return buf_str(&b);
}

/* No question of the board reads all stories, or sorts more than it shows. */
TEST(board_questions_use_indexes)
{
	struct press p;
	str file = test_file(a, "sql/board.sql"), part, db_file;
	size_t n = 0;
	sqlite3 *db;

	press_setup(a, &p);
	fill(&p, a);
	db_file = arena_fmt(a, "%.*s/site.db", SARG(p.site.folder));
	CHECK_INT(sqlite3_open(db_file.p, &db), 0);
	while (str_split(&file, ';', &part)) {
		size_t at = str_find(part, S("\nSELECT"));
		str plan;

		if (str_find(part, S("-- postgres")) != NOWHERE && str_find(part, S("-- sqlite")) == NOWHERE &&
			str_find(part, S("-- both")) == NOWHERE)
			continue;
		if (at == NOWHERE)
			continue;
		plan = plan_of(a, db, str_from(part, at));
		n++;
		if (str_find(plan, S("SCAN story\n")) != NOWHERE || str_find(plan, S("SCAN s\n")) != NOWHERE ||
			str_find(plan, S("SCAN i\n")) != NOWHERE || str_find(plan, S("SCAN s USING")) != NOWHERE ||
			str_find(plan, S("(kind=?)")) != NOWHERE || str_find(plan, S("story_public (state=?)")) != NOWHERE ||
			str_find(plan, S("no such")) != NOWHERE)
			test_fail(__FILE__, __LINE__, "%.*s\n%.*s", SARG(part), SARG(plan));
	}
	sqlite3_close(db);
	CHECK(n >= 6);
}

TEST(board_of_ten_thousand_is_as_quick)
{
	static const char *const pages[] = {"/desk/board/", "/desk/board/?view=table", "/desk/board/?view=table&worktype=opinion",
		"/desk/board/?q=common", "/desk/", "/desk/board/?view=table&stage=published&before=1705000000-5000"};
	struct press p;
	struct press_who who;

	press_setup(a, &p);
	who = press_login(&p, a, "editor");
	fill(&p, a);
	for (size_t i = 0; i < LENGTH(pages); i++) {
		struct arena *work = arena_new(64 << 20);
		int64_t start = clock_us(), took;
		struct ctx *c = press_desk_get(&p, work, &who, str_of(pages[i]));

		took = clock_us() - start;
		CHECK_INT(status(c), 200);
		printf("figure %s in 10,000 stories: %lld ms, %zu bytes\n", pages[i], (long long)took / 1000, c->reply.body.n);
		if (i == 2) /* the walk ends before it is found, and leads on */
			CHECK(str_find(c->reply.body, S("before=")) != NOWHERE);
		arena_end(work);
	}
}
