/* setting.c: the table of settings: name, kind, default, what it is for.
 *
 * A setting is here or it is not one: nothing else in the program has a
 * default of its own.  Kept as text; what is wrong is refused when it is
 * written, so reading cannot fail.
 */
#include "news/paper/setting.h"

#include "base/sys/zone.h"
#include "news/paper/permalink.h"
#include "query/setting.h"

#include <stdlib.h>

#define TEXT SETTING_TEXT
#define NUMBER SETTING_NUMBER
#define COUNT SETTING_COUNT
#define SWITCH SETTING_SWITCH
#define ADDRESS SETTING_ADDRESS
#define ZONE SETTING_ZONE
#define SCHEME SETTING_SCHEME
#define SEGMENT SETTING_SEGMENT
#define LANGUAGE SETTING_LANGUAGE
#define RULE SETTING_RULE
#define KEPT SETTING_KEPT

enum { FORMER_MOST = 12 };

static const struct {
	const char *name;
	enum setting_kind kind;
	const char *otherwise;
	const char *what;
} settings[] = {
	{"site_title", TEXT, "djeli", "Site title"},
	{"site_tagline", TEXT, "", "Tagline"},
	{"site_url", ADDRESS, "", "Public URL of the site, without a trailing slash"},
	{"language", LANGUAGE, "en", "Language of the public site (BCP 47)"},
	{"zone", ZONE, "UTC", "Time zone, for example Africa/Bamako or UTC+5:30"},
	{"permalink", SCHEME, "/%year%/%monthnum%/%day%/%postname%/", "Permalink structure of stories"},
	{"section_base", SEGMENT, "category", "First part of section URLs"},
	{"tag_base", SEGMENT, "tag", "First part of tag URLs"},
	{"permalink_before", KEPT, "", "Previous permalink structures; their URLs redirect"},
	{"section_base_before", KEPT, "", "Previous section bases"},
	{"tag_base_before", KEPT, "", "Previous tag bases"},
	{"theme", KEPT, "", "Active theme, a folder in themes/; empty: the default theme"},
	{"theme_at", KEPT, "0", "When the theme was activated or its files were reloaded"},
	{"guide_done", KEPT, "0", "The setup guide is completed or dismissed"},
	{"menu", TEXT, "", "Main navigation menu; empty: the sections"},
	{"per_page", COUNT, "10", "Stories per page of a list"},
	{"front_river", NUMBER, "12", "Stories in the \"More stories\" area of the front page"},
	{"feed_size", COUNT, "10", "Stories per feed"},
	{"feed_full", SWITCH, "1", "Feeds contain the full text"},
	{"grid_count", NUMBER, "6", "Stories in the posts grid; 0: no grid"},
	{"grid_words", NUMBER, "25", "Excerpt length in the posts grid, in words"},
	{"grid_ending", TEXT, "...", "Text added where an excerpt is cut"},
	{"excerpt_words", NUMBER, "55", "Excerpt length in feeds, in words"},
	{"card_words", NUMBER, "30", "Excerpt length on cards, in words"},
	{"comments", SWITCH, "1", "Allow comments"},
	{"comments_per_page", NUMBER, "50", "Top-level comments per page; 0: all on one page"},
	{"comments_depth", COUNT, "5", "Comment nesting depth"},
	{"comments_close_days", NUMBER, "0", "Close comments this many days after publication; 0: never"},
	{"comment_moderation", SWITCH, "0", "Moderate all comments"},
	{"comment_known", SWITCH, "1", "Moderate authors without an approved comment"},
	{"comment_max_links", NUMBER, "2", "Hold comments with this many links; 0: no limit"},
	{"comment_flood_seconds", NUMBER, "15", "Minimum seconds between two comments of one author"},
	{"comment_flood_prefix", NUMBER, "10", "Comments per minute from one network"},
	{"comment_flood_site", NUMBER, "240", "Comments per minute on the whole site"},
	{"comment_min_age", NUMBER, "3", "Minimum seconds to fill in the comment form"},
	{"comment_origin_days", NUMBER, "30", "Erase comment origins after this many days"},
	{"comment_words_hold", TEXT, "", "Hold comments containing these words or phrases, separated by commas"},
	{"comment_words_bin", TEXT, "", "Trash comments containing these words or phrases, separated by commas"},
	{"comment_trust_count", NUMBER, "5", "Authors are trusted after this many approved comments; 0: never"},
	{"comment_trust_days", NUMBER, "90", "Days for which a removed comment counts against its author"},
	{"comment_distrust_count", NUMBER, "2", "Moderate authors with this many removed comments; 0: never"},
	{"comment_filter_hold", NUMBER, "80", "Spam score in per cent at which the filter holds a comment; 0: never"},
	{"comment_filter_spam", NUMBER, "98", "Spam score in per cent at which the filter marks a comment as spam; 0: never"},
	{"comment_report_hide", NUMBER, "3", "Hide a comment after reports from this many networks; 0: never"},
	{"comment_report_flood", NUMBER, "10", "Reports per hour from one IP address; 0: no limit"},
	{"comment_mail_held", SWITCH, "0", "Email moderators about pending comments, at most every 15 minutes"},
	{"comment_mail_answers", SWITCH, "1", "Let commenters subscribe to replies by email"},
	{"publisher_name", TEXT, "", "Publisher, for search engines; empty: the site title"},
	{"check_headline", RULE, "warn", "Checklist: headline present and not too long"},
	{"check_headline_max", NUMBER, "110", "Maximum headline length in characters; 0: no limit"},
	{"check_standfirst", RULE, "off", "Checklist: standfirst present"},
	{"check_section", RULE, "stop", "Checklist: section selected"},
	{"check_byline", RULE, "warn", "Checklist: byline present"},
	{"check_alt", RULE, "stop", "Checklist: alt text on all pictures"},
	{"check_links", RULE, "warn", "Checklist: no broken links"},
	{"check_embargo", RULE, "warn", "Checklist: no active embargo"},
	{"metrics_public", SWITCH, "0", "/metrics answers requests from other machines"},
};

static size_t
place(const char *name)
{
	for (size_t i = 0; i < LENGTH(settings); i++)
		if (!strcmp(settings[i].name, name))
			return i;
	return NOWHERE;
}

err
setting_load(struct txn *t, struct settings *out)
{
	struct q_setting_all *row;
	size_t n;

	*out = (struct settings){t, map_in(store_arena(t))};
	TRY(q_setting_all(t, &row, &n));
	for (size_t i = 0; i < n; i++)
		map_put(&out->map, row[i].name, &row[i].value);
	return OK;
}

str
setting_str(const struct settings *s, const char *name)
{
	str *v = map_get(&s->map, str_of(name));
	size_t at = place(name);

	if (at == NOWHERE)
		abort();
	store_note(s->t, (struct dep){DEP_SETTING, dep_name(str_of(name)), INT64_MIN, INT64_MAX});
	return v ? *v : str_of(settings[at].otherwise);
}

int64_t
setting_int(const struct settings *s, const char *name)
{
	int64_t v = 0;

	if (str_int(setting_str(s, name), &v))
		return 0; /* cannot be: setting_write() checked it */
	return v;
}

bool
setting_on(const struct settings *s, const char *name)
{
	return setting_int(s, name) != 0;
}

bool
setting_about(size_t i, struct setting_about *out)
{
	if (i >= LENGTH(settings))
		return false;
	*out = (struct setting_about){settings[i].name, settings[i].otherwise, settings[i].what, settings[i].kind};
	return true;
}

static bool
is_number(str value, int64_t least, int64_t most)
{
	int64_t v;

	return !str_int(value, &v) && v >= least && v <= most;
}

/* "https://paper.example", with no slash at its end; or nothing. */
static bool
is_address(str value)
{
	return !value.n || ((str_starts(value, S("http://")) || str_starts(value, S("https://"))) &&
		!str_ends(value, S("/")) && str_find_char(value, ' ') == NOWHERE);
}

/* BCP 47, as far as letters, digits and hyphens tell. */
static bool
is_language(str value)
{
	for (size_t i = 0; i < value.n; i++) {
		char c = value.p[i];
		bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');

		if (!letter && (i < 2 || !((c >= '0' && c <= '9') || c == '-' || c == '_')))
			return false;
	}
	return value.n >= 2 && value.n <= 35;
}

/* One part of a path, as it stands in an address. */
static bool
is_segment(str value)
{
	for (size_t i = 0; i < value.n; i++)
		if (!strchr("abcdefghijklmnopqrstuvwxyz0123456789-_", value.p[i]))
			return false;
	return value.n > 0;
}

static err
check(struct arena *a, enum setting_kind kind, str value)
{
	const struct zone *zone;

	switch (kind) {
	case TEXT:
	case KEPT:
		return value.n <= 4000 ? OK : fail(E_INPUT, "use at most 4,000 characters");
	case LANGUAGE:
		return is_language(value) ? OK : fail(E_INPUT, "enter a language code such as en, fr or fr-ML");
	case NUMBER:
		return is_number(value, 0, 1000000) ? OK : fail(E_INPUT, "enter a number of 0 or more");
	case COUNT:
		return is_number(value, 1, 1000) ? OK : fail(E_INPUT, "enter a number from 1 to 1000");
	case SWITCH:
		return is_number(value, 0, 1) ? OK : fail(E_INPUT, "enter 0 or 1");
	case ADDRESS:
		return is_address(value) ? OK : fail(E_INPUT, "enter a URL with http:// or https:// and no trailing slash");
	case ZONE:
		return zone_open(a, value, &zone);
	case SCHEME:
		return permalink_check(value);
	case SEGMENT:
		return is_segment(value) ? OK : fail(E_INPUT, "use lower-case letters, digits, - and _");
	case RULE:
		return str_eq(value, S("off")) || str_eq(value, S("warn")) || str_eq(value, S("stop")) ? OK :
			fail(E_INPUT, "enter off, warn or stop");
	}
	return OK;
}

err
setting_check(struct arena *a, const char *name, str value)
{
	size_t at = place(name);

	return at == NOWHERE ? fail(E_INPUT, "unknown setting \"%s\"", name) : check(a, settings[at].kind, value);
}

static err
put(struct txn *t, const char *name, str value)
{
	TRY(q_setting_put(t, str_of(name), value));
	store_changed(t, DEP_SETTING, dep_name(str_of(name)), 0);
	return OK;
}

/* What addresses are made of is never forgotten: NAME_before has the former values, the
 * last one first, without the one that holds now. */
static err
keep_former(struct txn *t, size_t at, str value)
{
	struct q_setting_one row;
	const char *name = settings[at].name, *before = arena_fmt(store_arena(t), "%s_before", name).p;
	struct buf b = buf_in(store_arena(t), 4000);
	str was = str_of(settings[at].otherwise), list = {0}, one;
	err e = q_setting_one(t, str_of(name), &row);
	size_t n = 1;

	if (e && e != E_ABSENT)
		return e;
	was = e ? was : row.value;
	if (place(before) == NOWHERE || str_eq(was, value))
		return OK;
	e = q_setting_one(t, str_of(before), &row);
	if (e && e != E_ABSENT)
		return e;
	list = e ? list : row.value;
	buf_add(&b, was);
	while (list.n && n < FORMER_MOST && str_split(&list, ' ', &one))
		if (one.n && !str_eq(one, was) && !str_eq(one, value)) {
			buf_char(&b, ' ');
			buf_add(&b, one);
			n++;
		}
	TRY(buf_done(&b, &list));
	return put(t, before, list);
}

err
setting_write(struct txn *t, const char *name, str value)
{
	size_t at = place(name);
	err e = setting_check(store_arena(t), name, value);

	if (e != OK && at != NOWHERE)
		return fail(e, "%s cannot be \"%.*s\": %s", name, SARG(str_upto(value, 80)), fail_why());
	TRY(e);
	if (settings[at].kind == SCHEME || settings[at].kind == SEGMENT)
		TRY(keep_former(t, at, value));
	return put(t, name, value);
}
