/* general.c: the table of news/paper/setting.c as a form.
 *
 * Every row of the table is on it by itself, in the section that its name's beginning
 * tells, with the words setting_NAME and setting_NAME_help beside it: a new setting needs
 * no change here.  Nothing is written before all of it is right.
 * SPDX-License-Identifier: Apache-2.0 */
#include "desk/settings.h"

#include "base/sys/file.h"
#include "news/paper/permalink.h"
#include "news/paper/setting_change.h"

ROUTE(GET, "/desk/running/settings/", settings_general, MAY_RUN, NEVER)
ROUTE(POST, "/desk/running/settings/", settings_general_save, MAY_RUN, NEVER)

/* Sections in their order; a setting stands in the first that has a beginning of its
 * name, and in the last when none has. */
static const struct {
	const char *name, *beginnings;
} sections[] = {
	{"paper", "site_ publisher_ language zone"},
	{"addresses", "permalink section_base tag_base"},
	{"pages", "per_page front_ grid_ card_"},
	{"feeds", "feed_ excerpt_"},
	{"comments", "comment"},
	{"story", "check_ story_ embargo_ publish_"},
	{"pictures", "picture_ media_"},
	{"mail", "mail_ smtp_"},
	{"server", ""},
};

static const char *const schemes[] = {"/%year%/%monthnum%/%day%/%postname%/", "/%year%/%monthnum%/%postname%/",
	"/%category%/%postname%/", "/%postname%/", "/archives/%post_id%"};

static bool
in_section(size_t i, str name)
{
	str list = str_of(sections[i].beginnings), one;

	if (i + 1 == LENGTH(sections))
		return true;
	while (list.n && str_split(&list, ' ', &one))
		if (str_starts(name, one))
			return true;
	return false;
}

static size_t
section_of(str name)
{
	size_t i = 0;

	while (!in_section(i, name))
		i++;
	return i;
}

/* Was this setting on the form, and what was typed? */
static bool
typed(const struct ctx *c, const struct setting_about *about, str *value)
{
	bool there = request_form(c->req, arena_fmt(c->a, "has_%s", about->name)).p != NULL;

	*value = request_form(c->req, str_of(about->name));
	if (about->kind == SETTING_SWITCH) {
		*value = value->n ? S("1") : S("0");
		return there;
	}
	if (about->kind == SETTING_TEXT || about->kind == SETTING_SCHEME || about->kind == SETTING_ADDRESS)
		*value = str_trim(*value);
	return value->p && !(setting_is_secret(str_of(about->name)) && !value->n);
}

static str
fault_of(struct desk *d, const struct setting_about *about, str value)
{
	static const char *const word[] = {[SETTING_TEXT] = "text", [SETTING_NUMBER] = "number", [SETTING_COUNT] = "count",
		[SETTING_SWITCH] = "switch", [SETTING_ADDRESS] = "address", [SETTING_ZONE] = "zone", [SETTING_SCHEME] = "scheme",
		[SETTING_SEGMENT] = "segment", [SETTING_LANGUAGE] = "language", [SETTING_RULE] = "rule", [SETTING_KEPT] = "text"};

	if (setting_check(d->a, about->name, value) == OK)
		return S("");
	return words_get(d->words, arena_fmt(d->a, "running_fault_%s", word[about->kind]).p);
}

/* What a story's address looks like. */
static str
example(struct desk *d, str scheme)
{
	const struct permalink_parts p = {.slug = S("the-ferry-is-back"), .id = 1234, .year = 2026, .month = 11, .day = 24,
		.hour = 14, .minute = 5, .second = 0, .category = S("town/harbour"), .author = S("ama-sow")};

	return permalink_check(scheme) ? S("") : paper_absolute(&d->paper, permalink_write(d->a, scheme, &p));
}

static void
put_kind(struct desk *d, struct value *one, const struct setting_about *about, str value)
{
	static const char *const flag[] = {"text", "number", "count", "switch", "address", "zone", "scheme", "segment", "language",
		"rule", "kept"};
	static const char *const rules[] = {"off", "warn", "stop"};
	struct value *options;

	for (size_t i = 0; i < LENGTH(flag); i++)
		value_bool(one, flag[i], about->kind == (enum setting_kind)i);
	value_bool(one, "on", str_eq(value, S("1")));
	value_bool(one, "secret", setting_is_secret(str_of(about->name)));
	value_str(one, "example", about->kind == SETTING_SCHEME ? example(d, value) : S(""));
	value_str(one, "before", about->kind == SETTING_SCHEME ? setting_str(&d->paper.set, "permalink_before") : S(""));
	options = value_list(one, "rules");
	for (size_t i = 0; about->kind == SETTING_RULE && i < LENGTH(rules); i++) {
		struct value *o = value_item(options);

		value_str(o, "value", str_of(rules[i]));
		value_str(o, "name", words_get(d->words, arena_fmt(d->a, "running_rule_%s", rules[i]).p));
		value_bool(o, "chosen", str_eq(value, str_of(rules[i])));
	}
	options = value_list(one, "schemes");
	for (size_t i = 0; about->kind == SETTING_SCHEME && i < LENGTH(schemes); i++)
		value_push(options, value_text(d->a, str_of(schemes[i])));
}

static bool
put_one(struct desk *d, struct value *items, const struct setting_about *about, bool judge)
{
	struct value *one = value_item(items);
	str name = str_of(about->name), value = setting_str(&d->paper.set, about->name), fault = S(""), now;

	if (judge && typed(d->c, about, &now)) {
		value = now;
		fault = fault_of(d, about, value);
	}
	value_str(one, "name", name);
	value_str(one, "label", words_get(d->words, arena_fmt(d->a, "setting_%s", about->name).p));
	value_str(one, "help", words_get(d->words, arena_fmt(d->a, "setting_%s_help", about->name).p));
	value_str(one, "value", setting_is_secret(name) ? S("") : value);
	value_str(one, "otherwise", str_of(about->otherwise));
	value_str(one, "fault", fault);
	put_kind(d, one, about, value);
	return fault.n > 0;
}

static void
put_languages(struct desk *d)
{
	struct value *list = value_list(d->root, "languages");
	const struct words *w;

	for (size_t i = 0; (w = words_each(d->c->app->services.words, i)); i++) {
		struct value *one = value_item(list);

		value_str(one, "code", words_language(w));
		value_str(one, "name", words_get(w, "language_name"));
	}
}

/* Names of the zones that this machine knows: the third field of tzdata's own list. */
static void
put_zones(struct desk *d)
{
	struct value *list = value_list(d->root, "zones");
	str file, line, field = {0};

	value_push(list, value_text(d->a, S("UTC")));
	if (file_read(d->a, "/usr/share/zoneinfo/tzdata.zi", 1 << 20, &file) == OK) {
		while (str_split(&file, '\n', &line)) {
			bool zone = str_starts(line, S("Z ")), link = str_starts(line, S("L "));

			for (int i = 0; (zone || link) && i < (zone ? 2 : 3) && str_split(&line, ' ', &field); i++)
				;
			if ((zone || link) && str_find_char(field, '/') != NOWHERE && !str_starts(field, S("Etc/")))
				value_push(list, value_text(d->a, field));
		}
		return;
	}
	if (file_read(d->a, "/usr/share/zoneinfo/zone1970.tab", 1 << 20, &file) && file_read(d->a, "/usr/share/zoneinfo/zone.tab", 1 << 20, &file))
		return;
	while (str_split(&file, '\n', &line))
		if (line.n && line.p[0] != '#' && str_split(&line, '\t', &field) && str_split(&line, '\t', &field) && str_split(&line, '\t', &field))
			value_push(list, value_text(d->a, field));
}

static err
show_form(struct ctx *c, bool judge)
{
	struct desk d;
	struct setting_about about;
	struct value *list;
	size_t faults = 0;

	TRY(settings_begin(c, &d, "settings", S("")));
	list = value_list(d.root, "sections");
	for (size_t k = 0; k < LENGTH(sections); k++) {
		struct value *items = NULL;

		for (size_t i = 0; setting_about(i, &about); i++) {
			if (about.kind == SETTING_KEPT || section_of(str_of(about.name)) != k)
				continue;
			if (!items) {
				struct value *s = value_item(list);

				value_str(s, "id", str_of(sections[k].name));
				value_str(s, "title", words_get(d.words, arena_fmt(c->a, "running_settings_%s", sections[k].name).p));
				items = value_list(s, "items");
			}
			faults += put_one(&d, items, &about, judge);
		}
	}
	put_languages(&d);
	put_zones(&d);
	if (faults)
		value_str(d.root, "fault", words_count(d.words, c->a, "running_settings_faults", (int64_t)faults, NULL));
	return desk_render(&d, "running-settings");
}

err
settings_general(struct ctx *c)
{
	return show_form(c, false);
}

static err
write_all(struct txn *t, void *arg)
{
	struct ctx *c = arg;
	struct actor by = settings_actor(c);
	struct setting_about about;
	struct settings set;

	TRY(setting_load(t, &set));
	for (size_t i = 0; setting_about(i, &about); i++) {
		str value;

		if (about.kind != SETTING_KEPT && typed(c, &about, &value))
			TRY(setting_change(t, &by, &set, about.name, value));
	}
	return OK;
}

err
settings_general_save(struct ctx *c)
{
	struct setting_about about;

	for (size_t i = 0; setting_about(i, &about); i++) {
		str value;
		err e;

		if (about.kind == SETTING_KEPT || !typed(c, &about, &value))
			continue;
		e = setting_check(c->a, about.name, value);
		if (e && !desk_wants_json(c)) {
			TRY(show_form(c, true));
			c->reply.status = err_status(e);
			return OK;
		}
		TRY(e);
	}
	TRY(store_write(c->store, c->a, write_all, c));
	return desk_done(c, S("/desk/running/settings/"), "done_saved");
}
