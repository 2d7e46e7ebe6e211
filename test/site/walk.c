/* walk.c: the readers' pages of the filled paper, whole, and what their forms change.
 * SPDX-License-Identifier: Apache-2.0 */
#include "walk.h"

static void
walk(struct arena *a, const char *golden, const char *const *path, size_t n)
{
	struct walk w;

	walk_begin(a, &w);
	walk_as(&w, "");
	for (size_t i = 0; i < n; i++)
		walk_get(&w, path[i]);
	CHECK_WALK(&w, golden);
}

TEST(site_walk_lists)
{
	static const char *const path[] = {
		"/", "/page/2/", "/page/9/", "/?paged=2", "/category/town/",
		"/category/town/page/2/", "/category/town/harbour/", "/category/harbour/",
		"/category/sport/", "/category/none/", "/tag/ferry/", "/tag/rain/page/2/",
		"/tag/none/", "/?tag=ferry", "/author/awa-diarra/", "/author/a-guest/",
		"/author/none/", "/?s=ferry", "/?s=ferry&paged=2", "/?s=", "/?s=nothinglikethis",
		"/search/ferry/", "/search/ferry/page/2/", "/2026/", "/2026/03/", "/2026/03/04/",
		"/2026/03/04/page/2/", "/1999/01/", "/?cat=1", "/?author=1", "/?m=202603",
		"/?p=5", "/?page_id=41", "/?p=999"};

	walk(a, "site-lists.txt", path, LENGTH(path));
}

TEST(site_walk_stories)
{
	static const char *const path[] = {
		"/2026/03/04/story-1/", "/2026/03/04/story-2/", "/2026/03/04/story-5/",
		"/2026/03/04/story-6/", "/2026/03/04/story-6/2/", "/2026/03/04/story-6/3/",
		"/2026/03/04/story-7/", "/2026/03/04/story-8/", "/2026/03/04/story-9/",
		"/2026/03/04/story-10/", "/2026/03/04/story-11/", "/2026/03/04/story-23/",
		"/2026/03/04/story-24/", "/2026/03/07/story-24/", "/2026/03/04/story-30/",
		"/2026/03/05/story-5/", "/2026/03/04/story-5", "/2026/03/04/STORY-5/",
		"/story-5/", "/2026/3/4/story-5/", "/2026/03/04/story-one/",
		"/2026/03/04/story-1/comment-page-2/", "/2026/03/04/story-2/?replytocom=12",
		"/2026/03/04/story-1/page/2/", "/about/", "/about/team/", "/team/", "/imprint/",
		"/old", "/old/", "/gone", "/was", "/away", "/none", "/2026/03/04/story-5/feed/",
		"/boat-4/", "/?attachment_id=4"};

	walk(a, "site-stories.txt", path, LENGTH(path));
}

TEST(site_walk_feeds)
{
	static const char *const path[] = {
		"/feed/", "/feed/atom/", "/feed/json/", "/feed/rdf/", "/comments/feed/",
		"/comments/feed/atom/", "/?feed=rss2", "/?feed=atom", "/?feed=comments-rss2",
		"/category/town/feed/", "/category/town/feed/atom/", "/tag/ferry/feed/",
		"/author/awa-diarra/feed/", "/?s=ferry&feed=rss2", "/2026/03/04/story-1/feed/",
		"/2026/03/04/story-1/feed/atom/", "/feed/none/", "/sitemap.xml",
		"/wp-sitemap.xml", "/wp-sitemap-posts-post-1.xml",
		"/wp-sitemap-posts-post-2.xml", "/wp-sitemap-posts-page-1.xml",
		"/wp-sitemap-taxonomies-category-1.xml", "/wp-sitemap-taxonomies-post_tag-1.xml",
		"/wp-sitemap-users-1.xml", "/wp-sitemap-none-1.xml", "/news-sitemap.xml",
		"/robots.txt", "/favicon.ico", "/favicon.svg", "/health", "/media/none.jpg",
		"/wp-content/uploads/2026/03/boat-3.jpg",
		"/wp-content/uploads/2026/03/boat-3-300x200.jpg", "/wp-content/uploads/none.jpg",
		"/wp-comments-post.php", "/comment/2/report", "/comment/99/report",
		"/comment/4/report", "/comment/2/mail", "/comment/2/mail?t=x"};

	walk(a, "site-feeds.txt", path, LENGTH(path));
}

/* Comments as readers send them: what is kept, what is held, what is said of it. */
TEST(site_walk_comments_are_sent)
{
	static const struct walk_form form[] = {
		{"/wp-comments-post.php",
		"comment_post_ID=5&comment_parent=0&djeli_token=TOKEN&author=New Reader"
			"&email=new@reader.example&url=https://new.example/&comment=I was there.%0a%0aIt was late."},
		{"/wp-comments-post.php",
		"comment_post_ID=5&djeli_token=TOKEN&author=Known&email=known@reader.example&comment=See "
			"https://a.example and https://b.example and https://c.example&tell=1"},
		{"/wp-comments-post.php",
		"comment_post_ID=5&djeli_token=TOKEN&author=&email=odd&url=x y&comment="},
		{"/wp-comments-post.php",
		"comment_post_ID=5&djeli_token=wrong&author=A&email=a@reader.example&comment=Words"},
		{"/wp-comments-post.php",
		"comment_post_ID=5&author=A&email=a@reader.example&comment=Words"},
		{"/wp-comments-post.php",
		"comment_post_ID=6&djeli_token=TOKEN&author=A&email=a@reader.example&comment=Words"},
		{"/wp-comments-post.php",
		"comment_post_ID=9&djeli_token=TOKEN&author=A&email=a@reader.example&comment=Words"},
		{"/wp-comments-post.php",
		"comment_post_ID=30&djeli_token=TOKEN&author=A&email=a@reader.example&comment=Words"},
		{"/wp-comments-post.php",
		"comment_post_ID=x&djeli_token=TOKEN&author=A&email=a@reader.example&comment=Words"},
		{"/wp-comments-post.php",
		"comment_post_ID=5&comment_parent=999&djeli_token=TOKEN&author=A&email=a@r.example&comment=W"},
		{"/wp-comments-post.php",
		"comment_post_ID=5&djeli_token=TOKEN&author=A&email=a@reader.example&comment=casino here"},
		{"/wp-comments-post.php",
		"comment_post_ID=5&djeli_token=TOKEN&author=A&email=a@reader.example&comment=a boat"},
		{"/2026/03/04/story-5/", "post_password=x"}, {"/about/", "post_password=x"},
		{"/none/", "post_password=x"}};
	struct walk w;

	walk_begin(a, &w);
	walk_as(&w, "");
	w.brief = true;
	walk_sql(&w,
		"INSERT INTO setting (name, value) VALUES ('comment_words_bin', 'casino'), ('comment_words_hold', 'boat, ship')");
	walk_get(&w, "/2026/03/04/story-5/");
	press_clock(&w.p, w.p.now + 30);
	walk_forms(&w, form, LENGTH(form));
	walk_sql(&w,
		"UPDATE setting SET value = '' WHERE name LIKE 'comment_words_%'; INSERT INTO setting (name, value) VALUES ('comment_known', '0')");
	walk_post(&w, form[0].path, form[0].form);
	walk_post(&w, form[0].path, form[0].form); /* said twice */
	press_clock(&w.p, w.p.now + 5);
	walk_post(&w, form[1].path, form[1].form); /* too soon after the other */
	press_clock(&w.p, w.p.now + 600);
	walk_get(&w, "/2026/03/04/story-5/");
	walk_post(&w, "/wp-comments-post.php",
		"comment_post_ID=5&comment_parent=61&djeli_token=TOKEN&author=Third"
		"&email=third@reader.example&comment=An answer");
	walk_get(&w, "/2026/03/04/story-5/");
	walk_get(&w, "/comments/feed/");
	CHECK_WALK(&w, "site-comments.txt");
}

TEST(site_walk_reports_hide_a_comment)
{
	struct walk w;

	walk_begin(a, &w);
	walk_as(&w, "");
	w.brief = true;
	walk_get(&w, "/comment/2/report");
	press_clock(&w.p, w.p.now + 10);
	walk_post(&w, "/comment/2/report", "reason=rude&text=Not so&token=TOKEN");
	walk_post(&w, "/comment/2/report", "reason=rude&text=Once more&token=TOKEN");
	walk_post(&w, "/comment/2/report", "reason=odd&text=&token=TOKEN");
	walk_post(&w, "/comment/2/report", "reason=spam&text=&token=none");
	walk_post(&w, "/comment/99/report", "reason=spam&text=&token=TOKEN");
	walk_get(&w, "/2026/03/04/story-3/");
	CHECK_WALK(&w, "site-reports.txt");
}

/* What settings change on the pages of readers, one after the other. */
TEST(site_walk_settings_have_their_effect)
{
	static const struct {
		const char *sql, *path;
	} set[] = {{"per_page', '2", "/category/town/"}, {"front_river', '1", "/"},
		{"feed_size', '2", "/feed/"}, {"feed_full', '0", "/feed/"},
		{"grid_count', '1", "/"}, {"card_words', '3", "/category/town/"},
		{"excerpt_words', '3", "/feed/"}, {"comments', '0", "/2026/03/04/story-2/"},
		{"comments_per_page', '3", "/2026/03/04/story-2/"}, {"comments_depth', '1",
		"/2026/03/04/story-2/"},
		{"comments_close_days', '1", "/2026/03/04/story-2/"}, {"menu', 'foot", "/about/"},
		{"menu', 'main", "/about/"}, {"language', 'ar", "/about/"},
		{"language', 'fr", "/category/town/"}, {"zone', 'Africa/Maputo", "/category/town/"},
		{"site_url', '", "/2026/03/04/story-5/"},
		{"permalink', '/%category%/%postname%/", "/sport/story-5/"}, {"section_base', 's",
		"/s/town/"}, {"tag_base', 't", "/t/ferry/"},
		{"permalink', '/archives/%post_id%", "/archives/5"}, {"site_tagline', '", "/"},
		{"publisher_name', '", "/2026/03/04/story-5/"},
		{"metrics_public', '1", "/health"}, {"grid_ending', '!", "/"}};
	struct walk w;

	walk_begin(a, &w);
	walk_as(&w, "");
	for (size_t i = 0; i < LENGTH(set); i++) {
		walk_sql(&w, "DELETE FROM setting WHERE name NOT IN ('site_title')");
		walk_sql(&w,
		"INSERT INTO setting (name, value) VALUES ('site_url', 'https://paper.example') ON CONFLICT DO NOTHING");
		walk_sql(&w, arena_fmt(a,
		"INSERT INTO setting (name, value) VALUES ('%s') ON CONFLICT (name) DO UPDATE SET value = excluded.value",
			set[i].sql).p);
		w.brief = i != 13 && i != 16;
		walk_put(&w, arena_fmt(a, "######## %s", set[i].sql));
		walk_get(&w, set[i].path);
	}
	CHECK_WALK(&w, "site-settings.txt");
}
