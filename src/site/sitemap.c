/* sitemap.c: what search engines are told there is (sitemaps.org 0.9).
 *
 * The index and its parts have WordPress's addresses, so nothing has to be told
 * again after a move; each has the true moment of its last change.  The news
 * sitemap holds the stories of the last two days and so changes by the clock. */
#include "query.h"
#include "site/site.h"
#include "text/xml.h"

ROUTE(GET, "/wp-sitemap.xml", site_sitemap, PUBLIC, CACHED)
ROUTE(GET, "/sitemap.xml", site_sitemap_old, PUBLIC, CACHED)
ROUTE(GET, "/sitemap_index.xml", site_sitemap_old2, PUBLIC, CACHED)
ROUTE(GET, "/wp-sitemaps/{part}", site_sitemap_part, PUBLIC, CACHED)
ROUTE(GET, "/news-sitemap.xml", site_sitemap_news, PUBLIC, CACHED)

enum { PER_FILE = 2000, NEWS_SECONDS = 2 * 86400, NEWS_MOST = 1000 };
