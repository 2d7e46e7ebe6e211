/* jsonld.c: what search engines are told about a story (schema.org NewsArticle)
 * and about the paper.  Made with jansson, as text that needs only '<' hidden. */
#include "text/escape.h"
#include "view/show.h"

#include <jansson.h>
#include <stdlib.h>

static void
undo_json(void *j)
{
	json_decref(j);
}

/* Owned by the arena; children are handed to their parent with _new calls. */
static json_t *
object(struct arena *a)
{
	json_t *j = json_object();

	arena_defer(a, undo_json, j);
	return j;
}

static void
put(json_t *o, const char *key, str s)
{
	if (s.n)
		json_object_set_new(o, key, json_stringn(s.p, s.n));
}

static str
dump(struct arena *a, const json_t *j)
{
	size_t n = json_dumpb(j, NULL, 0, JSON_COMPACT);
	char *p = NEW(a, char, n + 1);

	json_dumpb(j, p, n, JSON_COMPACT);
	return (str){p, n};
}

static json_t *
named(const char *type, str name, str url)
{
	json_t *o = json_object();

	json_object_set_new(o, "@type", json_string(type));
	put(o, "name", name);
	put(o, "url", url);
	return o;
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
put_people(const struct view *v, json_t *o, const struct card *c)
{
	json_t *list = json_array();

	for (size_t i = 0; i < c->authors; i++)
		json_array_append_new(list, named("Person", c->author[i].name,
			paper_absolute(v->paper, paper_author(v->paper, c->author[i].slug))));
	json_object_set_new(o, "author", list);
	json_object_set_new(o, "publisher", named("NewsMediaOrganization", publisher(v), v->paper->url));
}

static void
put_corrections(const struct view *v, json_t *o, const struct story *s)
{
	json_t *list;

	if (!s->corrections)
		return;
	list = json_array();
	for (size_t i = 0; i < s->corrections; i++) {
		json_t *c = json_object();

		json_object_set_new(c, "@type", json_string("CorrectionComment"));
		put(c, "text", s->correction[i].text);
		put(c, "datePublished", zone_iso(v->a, v->paper->zone, s->correction[i].at));
		json_array_append_new(list, c);
	}
	json_object_set_new(o, "correction", list);
}

str
show_jsonld_story(const struct view *v, const struct story *s)
{
	const struct card *c = &s->card;
	json_t *o = object(v->a);
	str url = paper_absolute(v->paper, paper_story(v->paper, c));

	json_object_set_new(o, "@context", json_string("https://schema.org"));
	json_object_set_new(o, "@type", json_string(article_type(c->worktype)));
	put(o, "headline", c->headline);
	put(o, "description", c->standfirst);
	put(o, "mainEntityOfPage", url);
	put(o, "datePublished", zone_iso(v->a, v->paper->zone, c->published_at));
	put(o, "dateModified", zone_iso(v->a, v->paper->zone,
		c->modified_at > c->published_at ? c->modified_at : c->published_at));
	put(o, "articleSection", c->section_name);
	put(o, "inLanguage", c->language.n ? c->language : v->paper->language);
	if (c->picture)
		put(o, "image", paper_absolute(v->paper, paper_media(v->paper, c->picture->path)));
	put_people(v, o, c);
	put_corrections(v, o, s);
	return dump(v->a, o);
}

str
show_jsonld_site(const struct view *v)
{
	json_t *o = object(v->a);

	json_object_set_new(o, "@context", json_string("https://schema.org"));
	json_object_set_new(o, "@type", json_string("NewsMediaOrganization"));
	put(o, "name", publisher(v));
	put(o, "url", paper_absolute(v->paper, S("/")));
	return dump(v->a, o);
}

html
show_script_json(struct arena *a, str json)
{
	struct buf b = buf_in(a, SIZE_MAX);

	for (size_t i = 0; i < json.n; i++)
		if (json.p[i] == '<')
			buf_add(&b, S("\\u003c"));
		else
			buf_char(&b, json.p[i]);
	return escape_trusted(buf_str(&b));
}
