/* search.c: what readers search for.  Never kept: there are as many searches as
 * readers; it runs in the slow lane, so that it cannot hold up a page. */
#include "news/paper/search.h"
#include "news/front/breaking.h"
#include "query/kinds.h"
#include "site/site.h"

static str
search_path(const struct making *pg, str words)
{
	return permalink_write(pg->c->a, S("/search/%postname%/"), &(struct permalink_parts){.slug = words});
}

err
site_search(struct making *pg)
{
	struct view v = site_view(pg);
	str words = str_trim(str_upto(pg->at.words, SEARCH_QUERY_BYTES)), path = search_path(pg, words);
	int64_t per_page = setting_int(&pg->paper.set, "per_page"), *id;
	struct value *root, *search;
	struct card *card;
	size_t ids, n;
	bool more;

	if (pg->at.page > 1000)
		return fail(E_ABSENT, "page %lld not found", (long long)pg->at.page);
	TRY(breaking_nav(pg->t, &pg->paper));
	TRY(search_find(pg->t, words, pg->paper.language, pg->paper.now, per_page + 1,
		(pg->at.page - 1) * per_page, &id, &ids));
	more = ids > (size_t)per_page;
	TRY(card_list(pg->t, id, more ? ids - 1 : ids, &card, &n));
	root = show_frame(&v, &(struct frame){.kind = "search", .robots = S("noindex"),
		.title = words.n ? words_say(v.words, v.a, "search_of", WORDS({"query", words})) :
		words_get(v.words, "search_title")});
	search = value_record(root, "search");
	value_str(search, "query", words);
	value_str(search, "title", words.n ? words_say(v.words, v.a, "search_of", WORDS({"query", words})) :
		words_get(v.words, "search_title"));
	show_cards(&v, search, "items", card, n, setting_int(&pg->paper.set, "card_words"),
		setting_str(&pg->paper.set, "grid_ending"));
	show_pager(&v, search, path, pg->at.page, more);
	value_str(search, "empty", n || !words.n ? S("") : words_say(v.words, v.a, "search_none", WORDS({"query", words})));
	pg->c->reply.keep = false;
	return site_render(pg, "search", root);
}

bool
site_is_slow(str path)
{
	return str_starts(path, S("/search/"));
}
