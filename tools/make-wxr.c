/* make-wxr STORIES COMMENTS [SEED]: writes a WordPress export of that size to
 * standard output: stories of about 600 words in sections, with tags, authors,
 * kickers, metas and comments spread over them as in a real paper (a few stories
 * have most).  The same arguments write the same bytes.
 * SPDX-License-Identifier: Apache-2.0 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { AUTHORS = 24, SECTIONS = 12, TAGS = 400 };
static const int64_t FIRST = 1420070400, YEARS = 10 * 31556952; /* from 2015 on */

static uint64_t state;

static uint32_t
dice(uint32_t n)
{
	uint64_t z = (state += 0x9e3779b97f4a7c15u);

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
	return (uint32_t)((z ^ (z >> 31)) % n);
}

static const char *const words[] = {
	"the", "of", "and", "to", "in", "a", "that", "for", "on", "with", "said", "was", "town",
	"council", "river", "market", "school", "minister", "water", "price", "road", "bridge",
	"farmers", "season", "rain", "vote", "budget", "hospital", "teacher", "match", "coach",
	"goal", "harvest", "traders", "police", "court", "judge", "report", "month", "year",
	"people", "families", "région", "électricité", "mairie", "marché", "jeunes", "été",
	"says", "will", "new", "after", "before", "under", "over", "between", "because", "while",
	"committee", "engineer", "festival", "music", "library", "station", "train", "bus",
};
static const char *const kickers[] = {"Football", "Budget", "Weather", "Court", "Health",
	"Harvest", "Culture"};
static const char *const places[] = {"BAMAKO", "SÉGOU", "MOPTI", "KAYES", "SIKASSO"};

static const char *
word(void)
{
	return words[dice(sizeof words / sizeof *words)];
}

static void
sentence(uint32_t n)
{
	const char *w = word();

	/* an ASCII letter in upper case starts it */
	if (*w >= 'a' && *w <= 'z')
		printf("%c%s", *w - 32, w + 1);
	else
		fputs(w, stdout);
	while (--n > 0)
		printf(" %s", word());
	putchar('.');
}

static void
date(const char *name, int64_t t)
{
	char text[32];
	time_t local = (time_t)t;
	struct tm tm;

	gmtime_r(&local, &tm);
	strftime(text, sizeof text, "%Y-%m-%d %H:%M:%S", &tm);
	printf("<wp:%s><![CDATA[%s]]></wp:%s>\n", name, text, name);
}

static void
head(void)
{
	puts("<?xml version=\"1.0\" encoding=\"UTF-8\" ?>\n<rss version=\"2.0\"\n"
	     "\txmlns:excerpt=\"http://wordpress.org/export/1.2/excerpt/\"\n"
	     "\txmlns:content=\"http://purl.org/rss/1.0/modules/content/\"\n"
	     "\txmlns:wfw=\"http://wellformedweb.org/CommentAPI/\"\n"
	     "\txmlns:dc=\"http://purl.org/dc/elements/1.1/\"\n"
	     "\txmlns:wp=\"http://wordpress.org/export/1.2/\">\n<channel>\n"
	     "<title>The Measured Times</title>\n<link>https://measured.example</link>\n"
	     "<description>Made to be imported</description>\n<language>en</language>\n"
	     "<wp:wxr_version>1.2</wp:wxr_version>\n"
	     "<wp:base_site_url>https://measured.example</wp:base_site_url>\n"
	     "<wp:base_blog_url>https://measured.example</wp:base_blog_url>");
	for (int i = 0; i < AUTHORS; i++)
		printf("<wp:author><wp:author_id>%d</wp:author_id><wp:author_login><![CDATA[writer%d]]>"
		       "</wp:author_login><wp:author_display_name><![CDATA[Writer Number %d]]>"
		       "</wp:author_display_name></wp:author>\n", i + 1, i, i);
	for (int i = 0; i < SECTIONS; i++)
		printf("<wp:category><wp:term_id>%d</wp:term_id><wp:category_nicename><![CDATA[section-%d]]>"
		       "</wp:category_nicename><wp:category_parent><![CDATA[%s]]></wp:category_parent>"
		       "<wp:cat_name><![CDATA[Section %d]]></wp:cat_name></wp:category>\n",
			i + 1, i, i % 4 == 3 ? "section-0" : "", i);
	for (int i = 0; i < TAGS; i++)
		printf("<wp:tag><wp:term_id>%d</wp:term_id><wp:tag_slug><![CDATA[tag-%d]]></wp:tag_slug>"
		       "<wp:tag_name><![CDATA[Tag %d]]></wp:tag_name></wp:tag>\n", SECTIONS + i + 1, i, i);
}

static void
content(void)
{
	int paragraphs = 5 + (int)dice(5);

	fputs("<content:encoded><![CDATA[", stdout);
	if (dice(3) == 0)
		printf("%s — ", places[dice(sizeof places / sizeof *places)]);
	for (int p = 0; p < paragraphs; p++) {
		for (int s = 0; s < 5; s++) {
			sentence(10 + dice(14));
			putchar(' ');
		}
		puts("\n");
	}
	puts("]]></content:encoded>\n<excerpt:encoded><![CDATA[]]></excerpt:encoded>");
}

static void
comment(int id, int before, int64_t t)
{
	static const char *const approved[] = {"1", "1", "1", "1", "1", "1", "1", "0", "trash"};

	printf("<wp:comment>\n<wp:comment_id>%d</wp:comment_id>\n<wp:comment_author><![CDATA[Reader %u]]>"
	       "</wp:comment_author>\n<wp:comment_author_email><![CDATA[reader%u@example.org]]>"
	       "</wp:comment_author_email>\n<wp:comment_author_url></wp:comment_author_url>\n"
	       "<wp:comment_author_IP><![CDATA[192.0.2.%u]]></wp:comment_author_IP>\n",
		id, dice(3000), dice(3000), dice(256));
	date("comment_date", t);
	date("comment_date_gmt", t);
	fputs("<wp:comment_content><![CDATA[", stdout);
	sentence(8 + dice(40));
	printf("]]></wp:comment_content>\n<wp:comment_approved><![CDATA[%s]]></wp:comment_approved>\n"
	       "<wp:comment_type><![CDATA[comment]]></wp:comment_type>\n"
	       "<wp:comment_parent>%d</wp:comment_parent>\n<wp:comment_user_id>0</wp:comment_user_id>\n"
	       "</wp:comment>\n", approved[dice(9)], before && dice(3) == 0 ? before : 0);
}

static void
story(int id, int stories, int comment_id, int comments)
{
	int64_t t = FIRST + YEARS * id / stories;
	char path[16];
	time_t at = (time_t)t;
	struct tm tm;
	uint32_t section = dice(SECTIONS), tags = dice(5);

	gmtime_r(&at, &tm);
	strftime(path, sizeof path, "%Y/%m/%d", &tm);
	fputs("<item>\n<title><![CDATA[", stdout);
	if (dice(4) == 0)
		printf("%s/ ", kickers[dice(sizeof kickers / sizeof *kickers)]);
	sentence(5 + dice(6));
	printf("]]></title>\n<link>https://measured.example/%s/story-%d/</link>\n"
	       "<dc:creator><![CDATA[writer%u]]></dc:creator>\n"
	       "<guid isPermaLink=\"false\">https://measured.example/?p=%d</guid>\n",
		path, id, dice(AUTHORS), id);
	content();
	printf("<wp:post_id>%d</wp:post_id>\n", id);
	date("post_date", t);
	date("post_date_gmt", t);
	date("post_modified", t + 600);
	date("post_modified_gmt", t + 600);
	printf("<wp:comment_status><![CDATA[open]]></wp:comment_status>\n"
	       "<wp:post_name><![CDATA[story-%d]]></wp:post_name>\n"
	       "<wp:status><![CDATA[publish]]></wp:status>\n<wp:post_parent>0</wp:post_parent>\n"
	       "<wp:menu_order>0</wp:menu_order>\n<wp:post_type><![CDATA[post]]></wp:post_type>\n"
	       "<wp:is_sticky>0</wp:is_sticky>\n", id);
	printf("<category domain=\"category\" nicename=\"section-%u\"><![CDATA[Section %u]]></category>\n",
		section, section);
	while (tags-- > 0) {
		uint32_t tag = dice(TAGS);

		printf("<category domain=\"post_tag\" nicename=\"tag-%u\"><![CDATA[Tag %u]]></category>\n",
			tag, tag);
	}
	puts("<wp:postmeta><wp:meta_key><![CDATA[_edit_last]]></wp:meta_key>"
	     "<wp:meta_value><![CDATA[1]]></wp:meta_value></wp:postmeta>");
	for (int i = 0; i < comments; i++)
		comment(comment_id + i, i ? comment_id + i - 1 : 0, t + 900 * (i + 1));
	puts("</item>");
}

int
main(int argc, char **argv)
{
	int stories = argc > 1 ? atoi(argv[1]) : 0, left = argc > 2 ? atoi(argv[2]) : 0;
	int comment_id = 1;

	if (stories < 1 || left < 0) {
		fputs("usage: make-wxr STORIES COMMENTS [SEED]\n", stderr);
		return 2;
	}
	state = argc > 3 ? strtoull(argv[3], NULL, 10) : 1;
	head();
	for (int id = 1; id <= stories; id++) {
		int rest = stories - id + 1, mean = left / rest;
		int n = id == stories ? left : dice(4) ? mean / 2 : 2 * mean + (int)dice(4);

		n = n > left ? left : n;
		story(id, stories, comment_id, n);
		comment_id += n;
		left -= n;
	}
	puts("</channel>\n</rss>");
	return ferror(stdout) || fflush(stdout) ? 1 : 0;
}
