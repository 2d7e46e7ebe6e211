/* jsonld.c: what search engines are told about a story (schema.org NewsArticle)
 * and about the paper.
 * https://developers.google.com/search/docs/appearance/structured-data/article
 * SPDX-License-Identifier: Apache-2.0 */
#include "text/html/escape.h"
#include "text/data/json.h"
#include "view/show.h"

enum { JSONLD_BYTES = 64 << 10 };

static void
put_named(struct json *j, const char *key, const char *type, str name, str url)
{
	if (key)
		json_key(j, key);
	json_open(j, '{');
	json_put(j, "@type", str_of(type));
	json_put(j, "name", name);
	json_put(j, "url", url);
	json_close(j);
}

static str
publisher(const struct view *v)
{
	str name = setting_str(&v->paper->set, "publisher_name");

	return name.n ? name : v->paper->title;
}

static const char *
article_type(str worktype)
{
	if (str_eq(worktype, S("opinion")))
		return "OpinionNewsArticle";
	if (str_eq(worktype, S("analysis")))
		return "AnalysisNewsArticle";
	return str_eq(worktype, S("paid")) ? "AdvertiserContentArticle" : "NewsArticle";
}

static void
put_people(const struct view *v, struct json *j, const struct card *c)
{
	json_key(j, "author");
	json_open(j, '[');
	for (size_t i = 0; i < c->authors; i++)
		put_named(j, NULL, "Person", c->author[i].name,
			paper_absolute(v->paper, paper_author(v->paper, c->author[i].slug)));
	json_close(j);
	put_named(j, "publisher", "NewsMediaOrganization", publisher(v), v->paper->url);
}

static void
put_corrections(const struct view *v, struct json *j, const struct story *s)
{
	if (!s->corrections)
		return;
	json_key(j, "correction");
	json_open(j, '[');
	for (size_t i = 0; i < s->corrections; i++) {
		json_open(j, '{');
		json_put(j, "@type", S("CorrectionComment"));
		json_put(j, "text", s->correction[i].text);
		json_put(j, "datePublished", zone_iso(v->a, v->paper->zone, s->correction[i].at));
		json_close(j);
	}
	json_close(j);
}

html
show_jsonld_story(const struct view *v, const struct story *s)
{
	const struct card *c = &s->card;
	struct buf b = buf_in(v->a, JSONLD_BYTES);
	struct json j = json_to(&b, JSON_HTML);

	json_open(&j, '{');
	json_put(&j, "@context", S("https://schema.org"));
	json_put(&j, "@type", str_of(article_type(c->worktype)));
	json_put(&j, "headline", c->headline);
	json_put(&j, "description", c->standfirst);
	json_put(&j, "mainEntityOfPage", paper_absolute(v->paper, card_path(v->paper, c)));
	json_put(&j, "datePublished", zone_iso(v->a, v->paper->zone, c->published_at));
	json_put(&j, "dateModified", zone_iso(v->a, v->paper->zone,
		c->modified_at > c->published_at ? c->modified_at : c->published_at));
	json_put(&j, "articleSection", c->section_name);
	json_put(&j, "inLanguage", c->language.n ? c->language : v->paper->language);
	if (c->picture)
		json_put(&j, "image", paper_absolute(v->paper, paper_media(v->paper, c->picture->path)));
	put_people(v, &j, c);
	put_corrections(v, &j, s);
	json_close(&j);
	return escape_trusted(b.over ? S("") : buf_str(&b));
}

html
show_jsonld_site(const struct view *v)
{
	struct buf b = buf_in(v->a, JSONLD_BYTES);
	struct json j = json_to(&b, JSON_HTML);

	json_open(&j, '{');
	json_put(&j, "@context", S("https://schema.org"));
	json_put(&j, "@type", S("NewsMediaOrganization"));
	json_put(&j, "name", publisher(v));
	json_put(&j, "url", paper_absolute(v->paper, S("/")));
	json_close(&j);
	return escape_trusted(b.over ? S("") : buf_str(&b));
}
