/* import.c: whole imports: what is in the file is in the archive, once,
 * whatever happens on the way.
 * SPDX-License-Identifier: Apache-2.0 */
#include "port/wordpress/wxr_import.h"
#include "base/sys/file.h"
#include "query/setting.h"
#include "query/story.h"
#include "store_pair.h"
#include "test.h"

#include <signal.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#define EXPORT "../shared/wordpress/export.wxr.xml"

static const int64_t NOW = 1795478400; /* 2026-11-24 */

struct place {
	struct arena *a;
	str folder, url;
	struct store *store;
	struct seal *key;
};

static struct place
place_on(struct arena *a, enum engine on)
{
	static char key[SEAL_KEY] = "a key that only tests may have";
	struct place p = {.a = a, .folder = test_folder(a), .url = pair_url(a, on)};

	CHECK_OK(seal_from(a, (str){key, SEAL_KEY}, &p.key));
	p.store = pair_open(a, p.url);
	return p;
}

static struct place
place_new(struct arena *a)
{
	return place_on(a, ON_SQLITE);
}

static struct report *
run_file(struct place *p, str path, size_t batch)
{
	struct arena *a = arena_new((size_t)1 << 30);
	struct report *r = report_new(p->a, path);
	struct import how = {.store = p->store, .key = p->key, .now = NOW, .batch = batch};
	struct source *from;

	CHECK_OK(source_open(a, path, &from));
	CHECK_OK(wxr_import(a, &how, from, r));
	arena_end(a);
	return r;
}

static struct report *
run_text(struct place *p, str text)
{
	str path = arena_fmt(p->a, "%.*s/in.xml", SARG(p->folder));

	CHECK_OK(file_write(path.p, text));
	return run_file(p, path, 0);
}

static size_t
came(const struct report *r, const char *name, enum archive_did did)
{
	for (size_t i = 0; i < r->kinds; i++)
		if (str_eq(r->kind[i].name, str_of(name)))
			return r->kind[i].n[did];
	return 0;
}

/* Everything but what is random (seals, salts) or of no weight (changes). */
static str
dump(struct place *p)
{
	static const char *const what[] = {
		"SELECT * FROM setting ORDER BY 1", "SELECT * FROM author ORDER BY 1",
		"SELECT * FROM section ORDER BY 1", "SELECT * FROM tag ORDER BY 1",
		"SELECT * FROM media ORDER BY 1", "SELECT * FROM story_meta ORDER BY 1, 2",
		"SELECT id, kind, state, slug, path, parent_id, kicker, headline, dateline, body, "
		"format, excerpt, published_at, public_at, modified_at, created_at, guid, "
		"password <> '', pinned, comments, lead_media_id, version FROM story ORDER BY 1",
		"SELECT story_id, kind, version, headline, body FROM revision ORDER BY id",
		"SELECT * FROM byline ORDER BY 1, 2", "SELECT * FROM story_section ORDER BY 1, 2",
		"SELECT * FROM story_tag ORDER BY 1, 2", "SELECT * FROM redirect ORDER BY 1",
		"SELECT menu, place, label, target FROM menu_item ORDER BY 1, 2",
		"SELECT * FROM origin ORDER BY 1, 2, 3",
		"SELECT id, story_id, parent_id, kind, state, author_name, author_url, email_hash, "
		"origin_hash, body, created_at FROM comment ORDER BY 1",
	};
	struct buf b = buf_in(p->a, 64 << 20);
	sqlite3 *db;

	CHECK(sqlite3_open_v2(str_from(p->url, 7).p, &db, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK);
	for (size_t i = 0; i < LENGTH(what); i++) {
		sqlite3_stmt *s;

		CHECK(sqlite3_prepare_v2(db, what[i], -1, &s, NULL) == SQLITE_OK);
		buf_fmt(&b, "%s\n", what[i]);
		while (sqlite3_step(s) == SQLITE_ROW) {
			for (int c = 0; c < sqlite3_column_count(s); c++) {
				const void *v = sqlite3_column_blob(s, c);

				buf_add(&b, (str){v, (size_t)sqlite3_column_bytes(s, c)});
				buf_char(&b, '|');
			}
			buf_char(&b, '\n');
		}
		sqlite3_finalize(s);
	}
	sqlite3_close(db);
	return buf_str(&b);
}

static int64_t
number(struct place *p, const char *sql)
{
	return pair_sql(p->a, p->url, sql);
}

static struct q_story_get
story(struct place *p, int64_t id)
{
	struct txn *t;
	struct q_story_get s;

	CHECK_OK(store_read(p->store, p->a, NULL, &t));
	CHECK_OK(q_story_get(t, id, &s));
	store_end(t);
	return s;
}

static str
setting(struct place *p, const char *name)
{
	struct txn *t;
	struct q_setting_one s = {0};

	CHECK_OK(store_read(p->store, p->a, NULL, &t));
	if (q_setting_one(t, str_of(name), &s))
		s.value = S("");
	store_end(t);
	return s.value;
}

static size_t
count(str s, const char *what)
{
	size_t n = 0, at;
	str w = str_of(what);

	for (; (at = str_find(s, w)) != NOWHERE; s = str_from(s, at + w.n))
		n++;
	return n;
}

#define TYPE(t) "<wp:post_type><![CDATA[" t "]]>"
#define APPROVED(t) "<wp:comment_approved><![CDATA[" t "]]>"

static void
holds(struct arena *a, enum engine on)
{
	str file = test_file(a, EXPORT);
	struct place p = place_on(a, on);
	struct report *r = run_file(&p, S(EXPORT), 0);

	CHECK_INT(number(&p, "SELECT count(*) FROM story WHERE kind = 'story'"),
		count(file, TYPE("post")));
	CHECK_INT(number(&p, "SELECT count(*) FROM story WHERE kind = 'page'"),
		count(file, TYPE("page")));
	CHECK_INT(number(&p, "SELECT count(*) FROM media"), count(file, TYPE("attachment")));
	CHECK_INT(number(&p, "SELECT count(*) FROM comment WHERE state = 'public'"),
		count(file, APPROVED("1")));
	CHECK_INT(number(&p, "SELECT count(*) FROM comment WHERE state = 'held'"),
		count(file, APPROVED("0")));
	CHECK_INT(number(&p, "SELECT count(*) FROM comment WHERE state = 'trash'"),
		count(file, APPROVED("trash")));
	CHECK_INT(number(&p, "SELECT count(*) FROM author"), count(file, "<wp:author>"));
	CHECK_INT(number(&p, "SELECT count(*) FROM section"), count(file, "<wp:category>"));
	CHECK_INT(number(&p, "SELECT count(*) FROM tag"), count(file, "<wp:tag>"));
	CHECK_INT(came(r, "stories, scheduled", ARCHIVE_NEW), 3);
	CHECK_INT(r->left.n, 0);
	/* all that was pointed to was found */
	CHECK_INT(number(&p, "SELECT count(*) FROM story WHERE lead_media_id > 0"),
		count(file, "<![CDATA[_thumbnail_id]]>"));
	CHECK_INT(number(&p, "SELECT count(*) FROM story_meta WHERE name = '_thumbnail_id'"), 0);
	CHECK_STR(setting(&p, "permalink"), S("/%year%/%monthnum%/%day%/%postname%/"));
	CHECK_STR(setting(&p, "zone"), S("UTC+2"));
	CHECK_STR(setting(&p, "site_title"), S("The Daily Griot"));
	CHECK_STR(setting(&p, "site_url"), S("http://news.example.org"));
	/* the numbers are theirs, and addresses are decoded */
	CHECK_INT(number(&p, "SELECT count(*) FROM story WHERE guid LIKE '%?p=' || id"),
		number(&p, "SELECT count(*) FROM story WHERE guid LIKE '%?p=%'"));
	CHECK_INT(number(&p, "SELECT count(*) FROM story WHERE slug LIKE '%\\%%' ESCAPE '\\'"), 0);
	CHECK_INT(number(&p, "SELECT count(*) FROM redirect WHERE path = 'slug:old-address'"), 1);
	CHECK_INT(number(&p, "SELECT count(*) FROM redirect WHERE path LIKE '/20__/%/old-address'"), 1);
	CHECK_INT(number(&p, "SELECT count(*) FROM story_section l WHERE l.leaf = 0"),
		number(&p, "SELECT count(*) FROM story_section l JOIN section s ON s.id = l.section_id "
			"WHERE s.parent_id > 0 AND l.leaf = 1"));
	CHECK_INT(number(&p, "SELECT count(*) FROM comment WHERE email IS NOT NULL AND "
		"length(email) < 45"), 0);
	CHECK(number(&p, "SELECT count(*) FROM comment WHERE parent_id > 0") > 0);
	CHECK_INT(number(&p, "SELECT count(*) FROM menu_item"), 2);
}

TEST(import_brings_what_the_file_holds_sqlite)
{
	holds(a, ON_SQLITE);
}
TEST(import_brings_what_the_file_holds_postgres)
{
	holds(a, ON_POSTGRES);
}

TEST(import_twice_is_once)
{
	struct place p = place_new(a);
	struct report *r;
	str once;

	test_file(a, EXPORT);
	run_file(&p, S(EXPORT), 0);
	once = dump(&p);
	r = run_file(&p, S(EXPORT), 7);
	CHECK_STR(dump(&p), once);
	CHECK_INT(report_sum(r, ARCHIVE_NEW), came(r, "menu entries", ARCHIVE_NEW));
	CHECK_INT(report_sum(r, ARCHIVE_CHANGED), 0);
}

/* Killed at random moments, it goes on, and ends as if nothing had happened. */
TEST(import_survives_being_killed)
{
	struct place straight = place_new(a), killed;
	uint64_t seed = test_seed();
	int status, kills = 0;
	str want;

	test_file(a, EXPORT);
	run_file(&straight, S(EXPORT), 0);
	want = dump(&straight);
	killed = place_new(a);
	for (int round = 0; round < 60; round++) {
		pid_t child = fork();

		if (!child) {
			struct place p = killed;
			struct arena *b = arena_new((size_t)1 << 30);

			CHECK_OK(store_open(b, p.url, 1, &p.store));
			run_file(&p, S(EXPORT), 4);
			_exit(0);
		}
		usleep((useconds_t)(20000 + test_random(&seed) % 60000 * (uint64_t)(round / 10 + 1)));
		kill(child, SIGKILL);
		waitpid(child, &status, 0);
		if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
			break;
		CHECK(WIFSIGNALED(status));
		kills++;
	}
	CHECK(kills > 0);
	run_file(&killed, S(EXPORT), 0);
	CHECK_STR(dump(&killed), want);
}

#define HEAD                                                                                \
	"<rss xmlns:wp=\"http://wordpress.org/export/1.2/\" "                               \
	"xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" "                       \
	"xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><channel><title>T</title>"           \
	"<wp:wxr_version>1.2</wp:wxr_version><wp:base_blog_url>http://t.example</wp:base_blog_url>"
#define POST(id, title, more)                                                               \
	"<item><title>" title "</title><link>http://t.example/2026/01/02/s" id "/</link>"  \
	"<guid>http://t.example/?p=" id "</guid><wp:post_id>" id "</wp:post_id>"            \
	"<wp:post_date>2026-01-02 03:04:05</wp:post_date><wp:post_name>s" id "</wp:post_name>" \
	"<wp:status>publish</wp:status><wp:post_type>post</wp:post_type>" more "</item>"
#define GMT "<wp:post_date_gmt>2026-01-02 01:04:05</wp:post_date_gmt>"
#define COMMENT(id, parent, approved, text)                                                 \
	"<wp:comment><wp:comment_id>" id "</wp:comment_id><wp:comment_parent>" parent       \
	"</wp:comment_parent><wp:comment_approved>" approved "</wp:comment_approved>"       \
	"<wp:comment_date_gmt>2026-01-03 00:00:00</wp:comment_date_gmt>"                    \
	"<wp:comment_content>" text "</wp:comment_content>"
#define TAIL "</channel></rss>"

static void
changes(struct arena *a, enum engine on)
{
	struct place p = place_on(a, on);
	struct report *r;

	run_text(&p, S(HEAD POST("1", "One", GMT COMMENT("5", "0", "0", "held") "</wp:comment>")
		POST("2", "Two", GMT) TAIL));
	number(&p, "UPDATE story SET headline = 'Mine', version = version + 1 WHERE id = 2");
	number(&p, "UPDATE comment SET state = 'spam' WHERE id = 5");
	r = run_text(&p, S(HEAD POST("1", "One, changed", GMT COMMENT("5", "0", "1", "held") "</wp:comment>"
		COMMENT("6", "5", "1", "new") "</wp:comment>") POST("2", "Two, changed", GMT) TAIL));
	CHECK_STR(story(&p, 1).f.headline, S("One, changed"));
	CHECK_STR(story(&p, 2).f.headline, S("Mine"));
	CHECK_INT(came(r, "stories, published", ARCHIVE_CHANGED), 1);
	CHECK_INT(came(r, "stories, published", ARCHIVE_KEPT), 1);
	CHECK_INT(came(r, "comments, public", ARCHIVE_KEPT), 1);
	CHECK_INT(came(r, "comments, public", ARCHIVE_NEW), 1);
	CHECK_INT(number(&p, "SELECT parent_id FROM comment WHERE id = 6"), 5);
	/* the change that was taken is not taken again */
	r = run_text(&p, S(HEAD POST("1", "One, changed", GMT COMMENT("5", "0", "1", "held") "</wp:comment>"
		COMMENT("6", "5", "1", "new") "</wp:comment>") POST("2", "Two, changed", GMT) TAIL));
	CHECK_INT(report_sum(r, ARCHIVE_CHANGED), 0);
	CHECK_INT(number(&p, "SELECT version FROM story WHERE id = 1"), 2);
}

TEST(import_takes_changes_only_where_nobody_changed_sqlite)
{
	changes(a, ON_SQLITE);
}
TEST(import_takes_changes_only_where_nobody_changed_postgres)
{
	changes(a, ON_POSTGRES);
}

static void
numbers(struct arena *a, enum engine on)
{
	struct place p = place_on(a, on);
	str other = S("<rss xmlns:wp=\"http://wordpress.org/export/1.2/\"><channel>"
		"<wp:base_blog_url>http://other.example</wp:base_blog_url>"
		POST("1", "Other", GMT COMMENT("5", "0", "1", "x") "</wp:comment>") TAIL);

	run_text(&p, S(HEAD POST("1", "One", GMT COMMENT("5", "0", "1", "a") "</wp:comment>") TAIL));
	run_text(&p, other);
	run_text(&p, other);
	CHECK_INT(number(&p, "SELECT count(*) FROM story"), 2);
	CHECK_STR(story(&p, 2).f.headline, S("Other"));
	CHECK_INT(number(&p, "SELECT story_id FROM comment WHERE id = 6"), 2);
}

TEST(import_gives_new_numbers_where_theirs_are_taken_sqlite)
{
	numbers(a, ON_SQLITE);
}
TEST(import_gives_new_numbers_where_theirs_are_taken_postgres)
{
	numbers(a, ON_POSTGRES);
}

static void
dirt(struct arena *a, enum engine on)
{
	struct place p = place_on(a, on);
	struct report *r = run_text(&p, S(HEAD
		POST("1", "Football/ R&D caf\xe9", GMT "<content:encoded><![CDATA[BAMAKO — The \x01 rain&nbsp;came.]]>"
			"</content:encoded>")
		POST("2", "&nbsp;", "<wp:post_date_gmt>0000-00-00 00:00:00</wp:post_date_gmt>"
			"<wp:post_parent>x</wp:post_parent><wp:post_password>open sesame</wp:post_password>"
			COMMENT("8", "9", "1", "b") "<wp:comment_type>note</wp:comment_type></wp:comment>"
			COMMENT("9", "8", "1", "a") "</wp:comment>" COMMENT("10", "10", "post-trashed", "c")
			"</wp:comment>")
		"<item><title>kept out</title><wp:post_id>3</wp:post_id><wp:status>auto-draft</wp:status></item>"
		"<item><title>odd</title><wp:post_id>4</wp:post_id><wp:post_type>recipe</wp:post_type></item>"
		TAIL));
	struct q_story_get one = story(&p, 1), two = story(&p, 2);

	CHECK_STR(one.f.kicker, S("Football"));
	CHECK_STR(one.f.headline, S("R&D caf\u00e9"));
	CHECK_STR(one.f.dateline, S("BAMAKO"));
	CHECK_STR(one.f.body, S("The  rain&nbsp;came."));
	CHECK_INT(one.f.published_at, two.f.published_at); /* learned: two hours from GMT */
	CHECK(two.f.password.n > 20);
	CHECK_INT(r->repairs[FILTER_CONTROL], 1);
	CHECK_INT(r->repairs[FILTER_ENCODING], 1);
	CHECK_INT(r->left.n, 1);
	CHECK_INT(r->skips, 2);
	CHECK_INT(number(&p, "SELECT count(*) FROM comment WHERE parent_id IS NULL"), 2); /* 8 and 9 answer each other */
	CHECK_STR(setting(&p, "zone"), S("UTC+2"));
	CHECK_INT(number(&p, "SELECT count(*) FROM comment WHERE id = 8 AND kind = 'note' AND state = 'held'"), 1);
	CHECK_INT(number(&p, "SELECT count(*) FROM comment WHERE id = 10 AND state = 'trash'"), 1);
}

TEST(import_understands_dirt_sqlite)
{
	dirt(a, ON_SQLITE);
}
TEST(import_understands_dirt_postgres)
{
	dirt(a, ON_POSTGRES);
}

static void
later(struct arena *a, enum engine on)
{
	struct place p = place_on(a, on);

	run_text(&p, S(HEAD
		"<wp:category><wp:category_nicename>child</wp:category_nicename><wp:category_parent>top"
		"</wp:category_parent><wp:cat_name>Arts &amp;amp; more</wp:cat_name></wp:category>"
		"<wp:category><wp:category_nicename>top</wp:category_nicename><wp:cat_name>Top</wp:cat_name></wp:category>"
		"<item><title>Team</title><wp:post_id>7</wp:post_id><wp:post_parent>8</wp:post_parent>"
		"<wp:post_name>team</wp:post_name><wp:status>publish</wp:status><wp:post_type>page</wp:post_type></item>"
		POST("1", "One", GMT "<wp:postmeta><wp:meta_key>_thumbnail_id</wp:meta_key><wp:meta_value>30"
			"</wp:meta_value></wp:postmeta><category domain=\"category\" nicename=\"child\">x</category>"
			"<dc:creator>awa</dc:creator>"
			"<category domain=\"author\" nicename=\"cap-binta\">binta</category>")
		"<item><title>About</title><wp:post_id>8</wp:post_id><wp:post_name>about</wp:post_name>"
		"<wp:status>publish</wp:status><wp:post_type>page</wp:post_type></item>"
		"<item><title>P</title><wp:post_id>30</wp:post_id><wp:post_type>attachment</wp:post_type>"
		"<wp:attachment_url>http://t.example/wp-content/uploads/2026/01/a.jpg</wp:attachment_url></item>"
		"<item><title>Q</title><wp:post_id>31</wp:post_id><wp:post_type>attachment</wp:post_type>"
		"<wp:attachment_url>http://t.example/wp-content/uploads/../../etc/passwd</wp:attachment_url></item>"
		"<item><title>Binta Ba</title><wp:post_id>9</wp:post_id><wp:post_name>cap-binta</wp:post_name>"
		"<wp:post_type>guest-author</wp:post_type></item>" TAIL));
	CHECK_INT(story(&p, 1).f.lead_media_id, 30);
	CHECK_STR(story(&p, 7).f.path, S("about/team"));
	CHECK_INT(story(&p, 7).f.parent_id, 8);
	CHECK_INT(number(&p, "SELECT count(*) FROM media"), 1);
	CHECK_INT(number(&p, "SELECT count(*) FROM story_section WHERE story_id = 1"), 2);
	CHECK_INT(number(&p, "SELECT count(*) FROM section WHERE path = 'top/child' AND name = 'Arts & more'"), 1);
	CHECK_INT(number(&p, "SELECT count(*) FROM author WHERE slug = 'binta' AND name = 'Binta Ba'"), 1);
	CHECK_INT(number(&p, "SELECT count(*) FROM byline"), 1);
}

TEST(import_finds_what_comes_later_sqlite)
{
	later(a, ON_SQLITE);
}
TEST(import_finds_what_comes_later_postgres)
{
	later(a, ON_POSTGRES);
}

static void
add_terms(struct buf *b, bool sections, const char *parent)
{
	buf_add(b, S("<rss xmlns:wp=\"http://wordpress.org/export/1.2/\"><channel>"
		"<wp:wxr_version>1.2</wp:wxr_version>"));
	for (int i = 0; i < 150000; i++)
		if (sections)
			buf_fmt(b, "<wp:category><wp:term_id>%d</wp:term_id><wp:category_nicename>c%d"
				"</wp:category_nicename><wp:category_parent>%s</wp:category_parent>"
				"</wp:category>\n", i, i, parent);
		else
			buf_fmt(b, "<wp:term><wp:term_id>%d</wp:term_id><wp:term_slug>%s</wp:term_slug>"
				"<wp:term_taxonomy>nav</wp:term_taxonomy></wp:term>\n", i, parent);
	buf_add(b, S("<item><title>T</title><wp:post_id>1</wp:post_id><wp:post_type>post"
		"</wp:post_type><wp:status>publish</wp:status></item></channel></rss>"));
}

/* What is left out takes no memory that lasts: this once ended the program. */
TEST(import_bears_too_many_terms)
{
	struct place p = place_new(a);
	char parent[900];

	memset(parent, 'x', sizeof parent - 1);
	parent[sizeof parent - 1] = 0;
	for (int sections = 0; sections < 2; sections++) {
		struct buf b = buf_in(a, 256 << 20);
		struct report *r;

		add_terms(&b, sections, parent);
		r = run_text(&p, buf_str(&b));
		CHECK_INT(r->records, 150001);
		CHECK(!sections || r->left.n > 1000);
	}
}
