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
	{"site_title", TEXT, "djeli", "name of the paper"},
	{"site_tagline", TEXT, "", "a line below the name"},
	{"site_url", ADDRESS, "", "address of the site, without a slash at its end"},
	{"language", LANGUAGE, "en", "language of the pages, BCP 47"},
	{"zone", ZONE, "UTC", "time zone, as Africa/Bamako or UTC+5:30"},
	{"permalink", SCHEME, "/%year%/%monthnum%/%day%/%postname%/", "address of a story"},
	{"section_base", SEGMENT, "category", "first part of a section's address"},
	{"tag_base", SEGMENT, "tag", "first part of a tag's address"},
	{"permalink_before", KEPT, "", "schemes that addresses had before; they lead on"},
	{"section_base_before", KEPT, "", "bases that sections had before"},
	{"tag_base_before", KEPT, "", "bases that tags had before"},
	{"theme", KEPT, "", "the theme of readers' pages, a folder in themes/; empty: the gazette"},
	{"theme_at", KEPT, "0", "since when, or when its files were taken up again"},
	{"guide_done", KEPT, "0", "the first steps are done or not wanted"},
	{"menu", TEXT, "", "the menu that is the navigation; empty: the sections"},
	{"per_page", COUNT, "10", "stories on a page of a list"},
	{"front_river", NUMBER, "12", "stories in the front's river"},
	{"feed_size", COUNT, "10", "entries of a feed"},
	{"feed_full", SWITCH, "1", "feeds carry the whole story"},
	{"grid_count", NUMBER, "6", "stories in the posts grid"},
	{"grid_words", NUMBER, "25", "words of an excerpt in the posts grid"},
	{"grid_ending", TEXT, "...", "what stands where an excerpt was cut"},
	{"excerpt_words", NUMBER, "55", "words of an excerpt in a feed"},
	{"card_words", NUMBER, "30", "words of an excerpt on a card"},
	{"comments", SWITCH, "1", "stories may be commented on"},
	{"comments_per_page", NUMBER, "50", "comments on a page of a story"},
	{"comments_depth", COUNT, "5", "how deep replies are shown"},
	{"comments_close_days", NUMBER, "0", "close comments after so many days; 0: never"},
	{"comment_moderation", SWITCH, "0", "every comment is held"},
	{"comment_known", SWITCH, "1", "who was never approved is held"},
	{"comment_max_links", NUMBER, "2", "a comment with so many links is held"},
	{"comment_flood_seconds", NUMBER, "15", "between two comments of one person"},
	{"comment_flood_prefix", NUMBER, "10", "comments a minute from one network"},
	{"comment_flood_site", NUMBER, "240", "comments a minute on the whole site"},
	{"comment_min_age", NUMBER, "3", "seconds that writing a comment takes at least"},
	{"comment_origin_days", NUMBER, "30", "days after which a commenter's origin is erased"},
	{"comment_words_hold", TEXT, "", "words and phrases that hold a comment, parted by commas"},
	{"comment_words_bin", TEXT, "", "words and phrases that put a comment into the bin, parted by commas"},
	{"comment_trust_count", NUMBER, "5", "so many approved comments make a commenter trusted; 0: never"},
	{"comment_trust_days", NUMBER, "90", "days for which a comment that was put away counts against its writer"},
	{"comment_distrust_count", NUMBER, "2", "so many put away in these days hold a commenter always; 0: never"},
	{"comment_filter_hold", NUMBER, "80", "per cent from which the filter holds a comment; 0: never"},
	{"comment_filter_spam", NUMBER, "98", "per cent from which the filter puts a comment to the spam; 0: never"},
	{"comment_report_hide", NUMBER, "3", "reports from so many networks hide a comment until a moderator looked; 0: never"},
	{"comment_report_flood", NUMBER, "10", "reports an hour from one machine"},
	{"comment_mail_held", SWITCH, "0", "moderators get a mail when comments wait, at most one in 15 minutes"},
	{"comment_mail_answers", SWITCH, "1", "commenters may ask for a mail when somebody answers"},
	{"publisher_name", TEXT, "", "the publisher, for search engines; empty: the title"},
	{"check_headline", RULE, "warn", "a story has a headline that is not too long"},
	{"check_headline_max", NUMBER, "110", "characters of a headline at most; 0: any"},
	{"check_standfirst", RULE, "off", "a story has a standfirst"},
	{"check_section", RULE, "stop", "a story stands in a section"},
	{"check_byline", RULE, "warn", "a story says who wrote it"},
	{"check_alt", RULE, "stop", "pictures are described, or called decorative"},
	{"check_links", RULE, "warn", "links lead somewhere"},
	{"check_embargo", RULE, "warn", "a story is not under embargo"},
	{"metrics_public", SWITCH, "0", "/metrics answers others than this machine"},
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
