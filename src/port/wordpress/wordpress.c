/* wordpress.c: what WordPress's records mean; see wordpress.h.  The rules are
 * those of WordPress's own importer and template tags, with its plug-ins Yoast
 * SEO and Co-Authors Plus where newsrooms rely on them. */
#include "port/wordpress/wordpress.h"

#include "base/sys/zone.h"
#include "text/html/entity.h"
#include "text/words/kicker.h"
#include "text/data/php.h"
#include "text/html/strip.h"

enum wordpress_kind
wordpress_kind(const struct wxr_item *i)
{
	static const struct {
		const char *type;
		enum wordpress_kind kind;
	} known[] = {
		{"post", WORDPRESS_STORY}, {"page", WORDPRESS_STORY}, {"", WORDPRESS_STORY},
		{"attachment", WORDPRESS_MEDIA}, {"nav_menu_item", WORDPRESS_MENU},
		{"guest-author", WORDPRESS_GUEST}, {"revision", WORDPRESS_SKIP},
		{"user_request", WORDPRESS_SKIP}, {"oembed_cache", WORDPRESS_SKIP},
		{"custom_css", WORDPRESS_SKIP}, {"customize_changeset", WORDPRESS_SKIP},
		{"wp_global_styles", WORDPRESS_SKIP}, {"wp_template", WORDPRESS_SKIP},
		{"wp_template_part", WORDPRESS_SKIP}, {"wp_navigation", WORDPRESS_SKIP},
		{"wp_font_family", WORDPRESS_SKIP}, {"wp_font_face", WORDPRESS_SKIP},
	};

	if (str_eq(i->status, S("auto-draft")) || str_starts(i->status, S("request-")))
		return WORDPRESS_SKIP;
	for (size_t k = 0; k < LENGTH(known); k++)
		if (str_eq(i->type, str_of(known[k].type)))
			return known[k].kind;
	return WORDPRESS_UNKNOWN;
}

str
wordpress_meta(const struct wxr_meta *m, const char *key)
{
	for (; m; m = m->next)
		if (str_eq(m->key, str_of(key)))
			return m->value;
	return S("");
}

/* Names and titles are kept as text; WordPress has them as HTML. */
static str
plain(struct arena *a, str s)
{
	return entity_decode(a, str_trim(s), false);
}

static void
say(struct wordpress_note n, const struct wxr_item *i, const char *what)
{
	if (n.say)
		n.say(n.arg, i->line, what);
}

static str
state_of(const struct wxr_item *i, struct wordpress_note n)
{
	static const char *const states[][2] = {{"publish", "publish"}, {"future", "publish"},
		{"draft", "draft"}, {"pending", "review"}, {"private", "private"},
		{"trash", "trash"}};

	for (size_t k = 0; k < LENGTH(states); k++)
		if (str_eq(i->status, str_of(states[k][0])))
			return str_of(states[k][1]);
	say(n, i, "unknown status, imported as a draft");
	return S("draft");
}

static void
set_times(struct wordpress *w, const struct wxr_item *i, struct wordpress_note n,
	struct archive_story *s)
{
	bool guessed = false, dated = wptime_moment(&w->time, i->date, i->date_gmt,
		&s->published_at, &guessed);
	bool out = str_eq(s->state, S("publish")) || str_eq(s->state, S("private"));

	if (!dated)
		dated = wptime_rfc(i->pub_date, &s->published_at) && s->published_at > 0;
	if (!dated) {
		s->published_at = 0;
		say(n, i, "no date");
	} else if (out && guessed) {
		say(n, i, "GMT date missing, computed from the local date");
	}
	s->created_at = s->published_at;
	if (!out && guessed) /* never published: it will be when somebody does it */
		s->published_at = 0;
	if (!wptime_moment(&w->time, i->modified, i->modified_gmt, &s->modified_at, NULL))
		s->modified_at = s->created_at;
}

static void
set_kicker(struct arena *a, const struct wxr_item *i, struct archive_story *s)
{
	str kicker, rest;

	if (wordpress_meta(i->meta, "_djeli_format").n) { /* an export of ours has them apart */
		s->kicker = wordpress_meta(i->meta, "kicker");
		s->dateline = wordpress_meta(i->meta, "dateline");
		return;
	}
	if (kicker_split(s->headline, &kicker, &rest)) {
		s->kicker = kicker;
		s->headline = rest;
	} else {
		s->kicker = wordpress_meta(i->meta, "kicker");
	}
	if (kicker_dateline(a, s->body, &kicker, &rest)) {
		s->dateline = kicker;
		s->body = rest;
	} else {
		s->dateline = wordpress_meta(i->meta, "dateline");
	}
}

static bool
has_name(const struct archive_name *list, size_t n, str slug)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(list[i].slug, slug))
			return true;
	return false;
}

static void
set_sections(struct arena *a, const struct wxr_item *i, struct archive_story *s)
{
	struct archive_name *section = NEW(a, struct archive_name, i->places + 1);
	struct archive_name *tag = NEW(a, struct archive_name, i->places + 1);

	for (const struct wxr_place *p = i->place; p; p = p->next) {
		str slug = wordpress_slug(a, p->nicename);

		if (!slug.n)
			continue;
		if (str_eq(p->domain, S("category")) && !has_name(section, s->sections, slug))
			section[s->sections++] = (struct archive_name){slug, plain(a, p->name)};
		/* "tag" is what WXR 1.0 called it */
		if ((str_eq(p->domain, S("post_tag")) || str_eq(p->domain, S("tag"))) &&
			!has_name(tag, s->tags, slug))
			tag[s->tags++] = (struct archive_name){slug, plain(a, p->name)};
	}
	s->section = section;
	s->tag = tag;
}

static void
set_authors(struct arena *a, const struct wxr_item *i, struct archive_story *s)
{
	struct archive_author *author = NEW(a, struct archive_author, i->places + 1);

	for (const struct wxr_place *p = i->place; p; p = p->next) {
		str slug = p->nicename;
		size_t k = 0;

		if (!str_eq(p->domain, S("author")) || !slug.n)
			continue;
		if (str_starts(slug, S("cap-")))
			slug = str_from(slug, 4);
		while (k < s->authors && !str_eq(author[k].login, slug))
			k++;
		if (k == s->authors)
			author[s->authors++] = (struct archive_author){.login = slug,
				.slug = wordpress_slug(a, slug), .name = plain(a, p->name)};
	}
	if (!s->authors && i->creator.n)
		author[s->authors++] = (struct archive_author){.login = i->creator,
			.slug = wordpress_author_slug(a, i->creator), .name = i->creator};
	s->author = author;
}

/* Metas that say nothing to a paper, or are in a column. */
static bool
meta_is_spent(str key)
{
	static const char *const spent[] = {"_edit_lock", "_edit_last", "_encloseme", "_pingme",
		"_thumbnail_id", "_wp_old_slug", "_yoast_wpseo_title", "_yoast_wpseo_metadesc",
		"kicker", "dateline", "_wp_desired_post_slug", "_djeli_standfirst",
		"_djeli_worktype", "_djeli_language", "_djeli_signature", "_djeli_correction",
		"_djeli_format", "_djeli_state", "_djeli_direction", "_djeli_password", "_djeli_comments",
		"_djeli_embargo", "_djeli_undated"};

	if (str_starts(key, S("_oembed_")))
		return true;
	for (size_t i = 0; i < LENGTH(spent); i++)
		if (str_eq(key, str_of(spent[i])))
			return true;
	return false;
}

/* The value of a meta, where it is one of these words. */
static void
pick(const struct wxr_item *i, const char *key, const char *words, str *out)
{
	str value = wordpress_meta(i->meta, key), list = str_of(words), one;

	while (value.n && list.n && str_split(&list, ' ', &one))
		if (str_eq(one, value))
			*out = value;
}

/* What a paper has and WordPress has no field for: an export of ours keeps it in
 * metas of these names. */
static void
set_own(struct arena *a, const struct wxr_item *i, struct archive_story *s)
{
	static const str types[] = {S("opinion"), S("analysis"), S("paid")};
	str type = wordpress_meta(i->meta, "_djeli_worktype");
	struct archive_correction *c = NEW(a, struct archive_correction, i->metas);
	str embargo = wordpress_meta(i->meta, "_djeli_embargo");

	pick(i, "_djeli_state", "idea draft review ready publish private killed trash", &s->state);
	pick(i, "_djeli_format", "html classic blocks", &s->format);
	pick(i, "_djeli_comments", "open closed off", &s->comments);
	pick(i, "_djeli_direction", "ltr rtl", &s->direction);
	s->password_hash = wordpress_meta(i->meta, "_djeli_password");
	if (wordpress_meta(i->meta, "_djeli_undated").n) {
		s->created_at = s->published_at;
		s->published_at = 0;
	}
	if (!embargo.n || zone_read(zone_utc(), embargo, &s->embargo_at))
		s->embargo_at = 0;
	s->standfirst = wordpress_meta(i->meta, "_djeli_standfirst");
	s->language = wordpress_meta(i->meta, "_djeli_language");
	s->signature = wordpress_meta(i->meta, "_djeli_signature");
	for (size_t k = 0; k < LENGTH(types); k++)
		if (str_eq(type, types[k]))
			s->worktype = type;
	for (const struct wxr_meta *m = i->meta; m; m = m->next) {
		str text = m->value, at;

		if (str_eq(m->key, S("_djeli_correction")) && str_split(&text, '|', &at) &&
			!zone_read(zone_utc(), at, &c[s->corrections].at))
			c[s->corrections++].text = text;
	}
	s->correction = c;
}

static void
set_metas(struct arena *a, const struct wxr_item *i, struct archive_story *s)
{
	struct archive_meta *meta = NEW(a, struct archive_meta, i->metas + i->places + 2);

	for (const struct wxr_meta *m = i->meta; m; m = m->next)
		if (!meta_is_spent(m->key))
			meta[s->metas++] = (struct archive_meta){m->key, m->value};
	for (const struct wxr_place *p = i->place; p; p = p->next)
		if (p->domain.n && !str_eq(p->domain, S("category")) &&
			!str_eq(p->domain, S("post_tag")) && !str_eq(p->domain, S("tag")) &&
			!str_eq(p->domain, S("author")))
			meta[s->metas++] = (struct archive_meta){p->domain, p->nicename};
	if (str_eq(s->state, S("draft")) && !str_eq(i->status, S("draft")))
		meta[s->metas++] = (struct archive_meta){S("_import_status"), i->status};
	s->meta = meta;
}

static void
set_old(struct arena *a, const struct wxr_item *i, struct archive_story *s)
{
	str *slug = NEW(a, str, i->metas + 1), *path = NEW(a, str, i->metas + 1);

	for (const struct wxr_meta *m = i->meta; m; m = m->next) {
		str old = wordpress_slug(a, m->value), way;
		bool again = false;

		if (!str_eq(m->key, S("_wp_old_slug")) || !old.n || str_eq(old, s->slug))
			continue;
		for (size_t k = 0; k < s->old_slugs; k++)
			again = again || str_eq(slug[k], old);
		if (again)
			continue;
		slug[s->old_slugs++] = old;
		way = wordpress_path_with(a, i, old);
		if (way.n)
			path[s->old_paths++] = way;
	}
	s->old_slug = slug;
	s->old_path = path;
}

static str
comment_kind(str type)
{
	if (!type.n || str_eq(type, S("comment")) || str_eq(type, S("review")))
		return S("comment");
	if (str_eq(type, S("pingback")) || str_eq(type, S("trackback")))
		return type;
	return S("note"); /* and whatever plug-ins keep there that is no talk */
}

static str
comment_state(str approved)
{
	if (str_eq(approved, S("1")) || str_eq(approved, S("approve")))
		return S("public");
	if (str_eq(approved, S("spam")))
		return S("spam");
	if (str_eq(approved, S("trash")) || str_eq(approved, S("post-trashed")))
		return S("trash");
	return S("held");
}

static int64_t
number(str s)
{
	int64_t i;

	return str_int(str_trim(s), &i) == OK && i > 0 ? i : 0;
}

static void
set_comments(struct wordpress *w, struct arena *a, const struct wxr_item *i,
	struct wordpress_note n, struct archive_story *s)
{
	struct archive_comment *out = NEW(a, struct archive_comment, i->comments + 1);

	for (const struct wxr_comment *c = i->comment; c; c = c->next) {
		struct archive_comment *o = &out[s->comments_n++];

		*o = (struct archive_comment){.foreign_id = str_trim(c->id),
			.parent = number(c->parent) ? str_trim(c->parent) : S(""),
			.kind = comment_kind(c->type), .state = comment_state(str_trim(c->approved)),
			.author = plain(a, c->author), .url = str_trim(c->url), .email = str_trim(c->email),
			.origin = str_trim(c->ip), .body = c->content, .wish = number(c->id)};
		if (str_eq(o->kind, S("note")))
			o->state = S("held");
		if (!o->foreign_id.n)
			o->foreign_id = arena_fmt(a, "line %lld", (long long)c->line);
		if (!wptime_moment(&w->time, c->date, c->date_gmt, &o->created_at, NULL)) {
			o->created_at = s->published_at ? s->published_at : s->created_at;
			say(n, i, "comment without a date: the story's date is used");
		}
	}
	s->comment = out;
}

/* WordPress hangs "__trashed" on the slug of what is in the trash. */
static str
slug_of(struct arena *a, const struct wxr_item *i, const struct archive_story *s)
{
	str slug = wordpress_slug(a, i->name), wanted;

	if (str_ends(slug, S("__trashed")))
		slug = str_upto(slug, slug.n - 9);
	if (str_eq(s->state, S("trash"))) {
		wanted = wordpress_slug(a, wordpress_meta(i->meta, "_wp_desired_post_slug"));
		slug = wanted.n ? wanted : slug;
	}
	if (!slug.n && (str_eq(s->state, S("publish")) || str_eq(s->kind, S("page"))))
		slug = s->foreign_id;
	return slug;
}

static str
headline_of(struct arena *a, const struct wxr_item *i, struct wordpress_note n)
{
	str words = strip_html(a, i->title, STRIP_TAGS);
	char *title = NEW(a, char, words.n);

	/* Em and br in it are markup there, and no words. */
	for (size_t at = 0; at < words.n; at++)
		title[at] = words.p[at] == '\n' ? ' ' : words.p[at];
	if (words.n)
		return (str){title, words.n};
	say(n, i, "no headline: the slug is used");
	return i->name.n ? i->name : S("…");
}

void
wordpress_story(struct wordpress *w, struct arena *a, const struct wxr_item *i,
	struct wordpress_note n, struct archive_story *s)
{
	bool page = str_eq(i->type, S("page"));

	*s = (struct archive_story){.foreign_id = str_trim(i->id), .wish = number(i->id),
		.kind = page ? S("page") : S("story"), .state = state_of(i, n),
		.headline = headline_of(a, i, n), .body = i->content, .excerpt = i->excerpt,
		.guid = i->guid, .password = i->password, .place = number(i->menu_order),
		.pinned = str_eq(str_trim(i->sticky), S("1")),
		.comments = str_eq(i->comment_status, S("open")) ? S("open") : S("closed"),
		.seo_title = wordpress_meta(i->meta, "_yoast_wpseo_title"),
		.seo_description = wordpress_meta(i->meta, "_yoast_wpseo_metadesc")};
	if (!s->foreign_id.n) {
		s->foreign_id = i->guid.n ? i->guid : arena_fmt(a, "line %lld", (long long)i->line);
		say(n, i, "no ID: the GUID is used");
	}
	s->format = str_find(i->content, S("<!-- wp:")) != NOWHERE ? S("blocks") : S("classic");
	s->slug = slug_of(a, i, s);
	if (number(wordpress_meta(i->meta, "_thumbnail_id")))
		s->lead = str_trim(wordpress_meta(i->meta, "_thumbnail_id"));
	if (page && number(i->parent))
		s->parent = str_trim(i->parent);
	set_times(w, i, n, s);
	if (!page)
		set_kicker(a, i, s);
	set_sections(a, i, s);
	set_authors(a, i, s);
	set_own(a, i, s);
	set_metas(a, i, s);
	set_old(a, i, s);
	set_comments(w, a, i, n, s);
}

static str
mime_of(str path)
{
	static const char *const by[][2] = {{".jpg", "image/jpeg"}, {".jpeg", "image/jpeg"},
		{".png", "image/png"}, {".gif", "image/gif"}, {".webp", "image/webp"},
		{".avif", "image/avif"}, {".pdf", "application/pdf"}, {".mp3", "audio/mpeg"},
		{".mp4", "video/mp4"}, {".ogg", "audio/ogg"}, {".wav", "audio/wav"},
		{".webm", "video/webm"}};

	for (size_t i = 0; i < LENGTH(by); i++) {
		str end = str_of(by[i][0]);

		if (path.n > end.n && str_eq_case(str_from(path, path.n - end.n), end))
			return str_of(by[i][1]);
	}
	return S("");
}

static str
credit_of(const struct wxr_item *i, const struct php *meta)
{
	static const char *const keys[] = {"_media_credit", "_navis_media_credit",
		"_wp_attachment_credit", "credit"};

	for (size_t k = 0; k < LENGTH(keys); k++) {
		str v = wordpress_meta(i->meta, keys[k]);

		if (v.n)
			return v;
	}
	return php_str(php_get(php_get(meta, S("image_meta")), S("credit")));
}

err
wordpress_media(struct wordpress *w, struct arena *a, const struct wxr_item *i,
	struct archive_media *m)
{
	struct php *meta = NULL;
	str data = wordpress_meta(i->meta, "_wp_attachment_metadata");

	*m = (struct archive_media){.foreign_id = str_trim(i->id), .wish = number(i->id),
		.slug = wordpress_slug(a, i->name), .title = plain(a, i->title),
		.guid = i->guid, .alt = plain(a, wordpress_meta(i->meta, "_wp_attachment_image_alt")),
		.caption = i->excerpt, .description = i->content};
	m->path = wordpress_upload_path(a, wordpress_meta(i->meta, "_wp_attached_file"));
	if (!m->path.n)
		m->path = wordpress_upload_path(a, i->attachment_url);
	if (!m->path.n)
		return fail(E_INPUT, "attachment %.*s has no usable file name",
			SARG(str_upto(m->foreign_id, 20)));
	if (!m->foreign_id.n)
		m->foreign_id = m->path;
	if (php_is(data) && php_read(a, data, &meta))
		meta = NULL;
	m->width = php_int(php_get(meta, S("width")));
	m->height = php_int(php_get(meta, S("height")));
	m->credit = credit_of(i, meta);
	m->mime = mime_of(m->path);
	if (!wptime_moment(&w->time, i->date, i->date_gmt, &m->uploaded_at, NULL))
		m->uploaded_at = 0;
	return OK;
}

void
wordpress_guest(struct arena *a, const struct wxr_item *i, struct archive_author *w)
{
	str slug = i->name;

	if (str_starts(slug, S("cap-")))
		slug = str_from(slug, 4);
	*w = (struct archive_author){.login = slug, .slug = wordpress_slug(a, slug),
		.name = plain(a, wordpress_meta(i->meta, "cap-display_name")),
		.bio = wordpress_meta(i->meta, "cap-description"),
		.url = wordpress_meta(i->meta, "cap-website")};
	if (!w->name.n)
		w->name = i->title.n ? i->title : slug;
}
