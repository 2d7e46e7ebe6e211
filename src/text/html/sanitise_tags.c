/* sanitise_tags.c: the list of elements.  What is not on it is ROLE_IGNORE.
 * SPDX-License-Identifier: Apache-2.0 */
#include "text/html/sanitise_tags.h"

#define ONE(name, story, comment) {name, name, story, comment}
#define AS(name, written, story, comment) {name, written, story, comment}
#define GONE(name) {name, NULL, ROLE_DROP, ROLE_DROP}
#define BOX(name) {name, NULL, ROLE_DIV, ROLE_DIV}
#define PHRASE(name) ONE(name, ROLE_PHRASE, ROLE_IGNORE)
#define BOTH(name) ONE(name, ROLE_PHRASE, ROLE_PHRASE)

/* In ASCII order, for halving. */
const struct sanitise_tag SANITISE_TAGS[] = {
	BOTH("a"),
	PHRASE("abbr"),
	AS("acronym", "abbr", ROLE_PHRASE, ROLE_IGNORE),
	BOX("address"),
	GONE("applet"),
	BOX("article"),
	BOX("aside"),
	ONE("audio", ROLE_MEDIA, ROLE_DROP),
	BOTH("b"),
	PHRASE("bdi"),
	PHRASE("bdo"),
	ONE("blockquote", ROLE_FLOW, ROLE_FLOW),
	ONE("br", ROLE_BR, ROLE_BR),
	GONE("button"),
	GONE("canvas"),
	ONE("caption", ROLE_CAPTION, ROLE_DIV),
	BOX("center"),
	PHRASE("cite"),
	BOTH("code"),
	GONE("datalist"),
	ONE("dd", ROLE_DD, ROLE_DIV),
	BOTH("del"),
	ONE("details", ROLE_FLOW, ROLE_DIV),
	PHRASE("dfn"),
	GONE("dialog"),
	AS("dir", "ul", ROLE_LIST, ROLE_DIV),
	BOX("div"),
	ONE("dl", ROLE_DL, ROLE_DIV),
	ONE("dt", ROLE_DT, ROLE_DIV),
	BOTH("em"),
	BOX("fieldset"),
	ONE("figcaption", ROLE_FIGCAPTION, ROLE_DIV),
	ONE("figure", ROLE_FLOW, ROLE_DIV),
	BOX("footer"),
	BOX("form"),
	GONE("frameset"),
	AS("h1", "h2", ROLE_HEADING, ROLE_DIV),
	ONE("h2", ROLE_HEADING, ROLE_DIV),
	ONE("h3", ROLE_HEADING, ROLE_DIV),
	ONE("h4", ROLE_HEADING, ROLE_DIV),
	ONE("h5", ROLE_HEADING, ROLE_DIV),
	ONE("h6", ROLE_HEADING, ROLE_DIV),
	GONE("head"),
	BOX("header"),
	BOX("hgroup"),
	ONE("hr", ROLE_HR, ROLE_GAP),
	BOTH("i"),
	ONE("iframe", ROLE_FRAME, ROLE_DROP),
	AS("image", "img", ROLE_IMG, ROLE_GAP),
	ONE("img", ROLE_IMG, ROLE_GAP),
	PHRASE("ins"),
	PHRASE("kbd"),
	ONE("li", ROLE_LI, ROLE_DIV),
	AS("listing", "pre", ROLE_PRE, ROLE_DIV),
	BOX("main"),
	PHRASE("mark"),
	GONE("math"),
	AS("menu", "ul", ROLE_LIST, ROLE_DIV),
	BOX("nav"),
	GONE("noembed"),
	GONE("noframes"),
	GONE("noscript"),
	GONE("object"),
	ONE("ol", ROLE_LIST, ROLE_DIV),
	{"optgroup", NULL, ROLE_GAP, ROLE_GAP},
	{"option", NULL, ROLE_GAP, ROLE_GAP},
	ONE("p", ROLE_P, ROLE_P),
	GONE("plaintext"),
	ONE("pre", ROLE_PRE, ROLE_DIV),
	BOTH("q"),
	ONE("rp", ROLE_RT, ROLE_IGNORE),
	ONE("rt", ROLE_RT, ROLE_IGNORE),
	ONE("ruby", ROLE_RUBY, ROLE_IGNORE),
	BOTH("s"),
	PHRASE("samp"),
	GONE("script"),
	BOX("search"),
	BOX("section"),
	GONE("select"),
	PHRASE("small"),
	AS("strike", "s", ROLE_PHRASE, ROLE_PHRASE),
	BOTH("strong"),
	GONE("style"),
	PHRASE("sub"),
	ONE("summary", ROLE_SUMMARY, ROLE_DIV),
	PHRASE("sup"),
	GONE("svg"),
	ONE("table", ROLE_TABLE, ROLE_DIV),
	ONE("tbody", ROLE_ROWS, ROLE_GAP),
	ONE("td", ROLE_CELL, ROLE_GAP),
	GONE("template"),
	GONE("textarea"),
	ONE("tfoot", ROLE_ROWS, ROLE_GAP),
	ONE("th", ROLE_CELL, ROLE_GAP),
	ONE("thead", ROLE_ROWS, ROLE_GAP),
	PHRASE("time"),
	GONE("title"),
	ONE("tr", ROLE_TR, ROLE_DIV),
	AS("tt", "code", ROLE_PHRASE, ROLE_PHRASE),
	PHRASE("u"),
	ONE("ul", ROLE_LIST, ROLE_DIV),
	PHRASE("var"),
	ONE("video", ROLE_MEDIA, ROLE_DROP),
	ONE("wbr", ROLE_WBR, ROLE_IGNORE),
	GONE("xmp"),
};

const struct sanitise_tag *
sanitise_tag_find(str name)
{
	size_t lo = 0, hi = LENGTH(SANITISE_TAGS);
	char low[16];

	if (name.n >= sizeof low)
		return NULL;
	for (size_t i = 0; i < name.n; i++)
		low[i] = (char)(name.p[i] >= 'A' && name.p[i] <= 'Z' ?
			name.p[i] + ('a' - 'A') : name.p[i]);
	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;
		int c = str_cmp((str){low, name.n}, str_of(SANITISE_TAGS[mid].name));

		if (!c)
			return &SANITISE_TAGS[mid];
		if (c < 0)
			hi = mid;
		else
			lo = mid + 1;
	}
	return NULL;
}
