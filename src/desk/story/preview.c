/* preview.c: a working copy as readers would see it, in the paper's own theme.  It
 * is made of the same values by the same templates as their page; it is never kept, and
 * never shown to who is not at the desk. */
#include "desk/story/story.h"
#include "news/front/breaking.h"
#include "text/html/escape.h"
#include "text/words/slug.h"
#include "door/reader.h"
#include "view/show_body.h"

ROUTE(GET, "/desk/story/{id}/preview", desk_story_preview, MAY_WRITE, NEVER)

enum { MOST_NAMES = 64 };

/* The names of a list, each with the address that it has or would get. */
static size_t
names(struct arena *a, str list, char sep, struct author *out)
{
	size_t n = 0;
	str part;

	while (list.n && n < MOST_NAMES && str_split(&list, sep, &part)) {
		part = str_trim(part);
		if (part.n)
			out[n++] = (struct author){.name = part, .slug = slug_make(a, part)};
	}
	return n;
}

static void
put_sections(struct desk *d, const struct working *w, struct story *s)
{
	int64_t *id;
	size_t n = working_ids(d->a, w->copy.field[WORKING_SECTION], &id);
	struct story_section *section = NEW(d->a, struct story_section, n);

	s->section = section;
	for (size_t i = 0; i < n; i++) {
		const struct paper_section *p = paper_section(&d->paper, id[i]);

		if (!p)
			continue;
		if (!s->sections) {
			s->card.section_id = p->id;
			s->card.section_path = p->path;
			s->card.section_name = p->name;
		}
		section[s->sections++] = (struct story_section){p->id, p->path, p->name};
	}
}

static struct story
story_of(struct desk *d, const struct working *w)
{
	const str *f = w->copy.field;
	struct author *author = NEW(d->a, struct author, MOST_NAMES), *tag = NEW(d->a, struct author, MOST_NAMES);
	struct story_tag *tags = NEW(d->a, struct story_tag, MOST_NAMES);
	struct story s = {.body = f[WORKING_BODY], .signature = f[WORKING_SIGNATURE], .seo_title = f[WORKING_SEO_TITLE],
		.seo_description = f[WORKING_SEO_DESCRIPTION], .state = w->state, .tag = tags};

	s.card = (struct card){.id = w->story, .page = str_eq(w->kind, S("page")), .slug = w->slug, .path = w->path,
		.kicker = f[WORKING_KICKER], .headline = story_headline(d, f[WORKING_HEADLINE]),
		.standfirst = f[WORKING_STANDFIRST], .dateline = f[WORKING_DATELINE], .excerpt = f[WORKING_EXCERPT],
		.head = f[WORKING_BODY], .format = S("html"), .language = f[WORKING_LANGUAGE],
		.direction = f[WORKING_DIRECTION], .worktype = f[WORKING_WORKTYPE],
		.published_at = w->published_at ? w->published_at : d->c->now, .author = author};
	s.card.modified_at = s.card.published_at;
	s.card.authors = names(d->a, f[WORKING_AUTHOR], '\n', author);
	s.tags = names(d->a, f[WORKING_TAG], ',', tag);
	for (size_t i = 0; i < s.tags; i++)
		tags[i] = (struct story_tag){0, tag[i].slug, tag[i].name};
	put_sections(d, w, &s);
	return s;
}

/* From the root to the main section. */
static void
put_trail(struct desk *d, const struct story *s, struct story_view *sv)
{
	const struct paper_section *up = paper_section(&d->paper, s->card.section_id);
	struct paper_link *link = NEW(d->a, struct paper_link, 16);
	size_t n = 0;

	for (; up && n < 16; up = paper_section(&d->paper, up->parent_id))
		link[15 - n++] = (struct paper_link){paper_section_path(&d->paper, up->path), up->name};
	sv->trail = link + 16 - n;
	sv->trails = n;
}

static err
render(struct desk *d, struct theme *theme, const struct view *v, const struct story *s, struct story_view *sv)
{
	struct ctx *c = d->c;
	struct value *root = show_frame(v, &(struct frame){.kind = s->card.page ? "page" : "story",
		.title = s->seo_title.n ? s->seo_title : s->card.headline, .og_title = s->card.headline,
		.description = s->seo_description, .path = sv->url, .section = s->card.section_name,
		.section_id = s->card.section_id, .robots = S("noindex, nofollow"), .jsonld = escape_trusted(S(""))});

	show_story(v, root, sv);
	value_null(root, "grid");
	value_null(root, "comments");
	TRY(reader_render(c, theme, s->card.page ? "page" : "story", root, S("'self'")));
	reply_header(&c->reply, S("Cache-Control"), S("private, no-store"));
	reply_header(&c->reply, S("X-Robots-Tag"), S("noindex, nofollow"));
	c->reply.keep = false;
	return OK;
}

err
desk_story_preview(struct ctx *c)
{
	struct desk d;
	struct working w;
	struct story s;
	struct body_pictures pictures;
	struct theme *theme;
	struct view v;
	struct story_view sv = {.story = &s, .part = 1, .url = S("/")};
	int64_t id, lead = 0;
	str part = request_query(c->req, S("part"));

	TRY(desk_id(c, 0, &id));
	if (part.n)
		TRY(str_int(part, &sv.part));
	sv.part_at = arena_fmt(c->a, "/desk/story/%lld/preview?part=", (long long)id);
	TRY(desk_begin(c, &d, "story"));
	TRY(desk_theme(&d, &theme));
	TRY(working_load(d.t, c->who, id, &w));
	TRY(breaking_nav(d.t, &d.paper));
	s = story_of(&d, &w);
	v = (struct view){.a = d.a, .paper = &d.paper, .words = words_for(c->app->services.words, d.paper.language)};
	if (w.copy.field[WORKING_LEAD].n)
		TRY(str_int(w.copy.field[WORKING_LEAD], &lead));
	/* all pictures in one question: the lead one is asked for as if the body named it */
	TRY(body_pictures_find(d.t, arena_fmt(d.a, "wp-image-%lld %.*s", (long long)lead, SARG(s.body)), &pictures));
	s.card.picture = lead ? body_picture_numbered(&pictures, lead) : NULL;
	TRY(show_body_part(&(struct show_body){v, theme, &s, &pictures}, sv.part, &sv.body,
		&sv.parts));
	if (sv.part < 1 || sv.part > sv.parts)
		return fail(E_ABSENT, "this story has no page %lld", (long long)sv.part);
	put_trail(&d, &s, &sv);
	sv.notice = words_say(d.words, d.a, "story_preview_notice", WORDS({"name", w.by.n ? w.by : words_get(d.words, "desk")}));
	return render(&d, theme, &v, &s, &sv);
}
