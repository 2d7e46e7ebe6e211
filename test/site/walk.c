/* walk.c: the readers' pages of the filled paper, whole, and what their forms change. */
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
