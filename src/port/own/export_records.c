/* export_records.c: one record a line, as JSON: what a WXR has no words for.  The first key
 * says what a line is.  An import of ours takes back settings, menus, redirects, pictures
 * and names that were; revisions, notes and the audit trail are for the record.
 * SPDX-License-Identifier: Apache-2.0 */
#include "port/own/export_records.h"

#include "news/archive/all.h"
#include "text/data/json.h"

enum { SOME = 500 };

static struct json
begin(struct export_run *r, const char *what, str name)
{
	struct json j = json_to(&r->rest.b, 0);

	json_open(&j, '{');
	json_key(&j, what);
	json_str(&j, name);
	return j;
}

static void
num(struct json *j, const char *key, int64_t n)
{
	json_key(j, key);
	json_num(j, n);
}

static void
end(struct export_run *r, struct json *j)
{
	json_close(j);
	buf_char(&r->rest.b, '\n');
}

static str
moment(struct txn *t, int64_t at)
{
	return at ? zone_iso(store_arena(t), zone_utc(), at) : S("");
}

err
export_rest_story(struct export_run *r, struct txn *t, int64_t id)
{
	struct all_revision *v;
	struct all_note *note;
	size_t n;

	TRY(all_revisions_of(t, id, &v, &n));
	for (size_t i = 0; i < n; i++) {
		struct json j = begin(r, "revision", v[i].kind);

		num(&j, "story", id);
		num(&j, "version", v[i].version);
		json_put(&j, "saved_at", moment(t, v[i].saved_at));
		json_put(&j, "name", v[i].name);
		for (int k = 0; k < STORY_FIELDS; k++)
			if (story_field[k].words & STORY_IN_COPY)
				json_put(&j, story_field[k].name, record_text(store_arena(t), &story_field[k], &v[i].f));
		end(r, &j);
	}
	TRY(all_notes_of(t, id, &note, &n));
	for (size_t i = 0; i < n; i++) {
		struct json j = begin(r, "note", note[i].person);

		num(&j, "story", id);
		json_put(&j, "quote", note[i].quote);
		json_put(&j, "text", note[i].text);
		json_put(&j, "made_at", moment(t, note[i].made_at));
		json_put(&j, "done_at", moment(t, note[i].done_at));
		end(r, &j);
	}
	return OK;
}

static bool
is_secret(str name)
{
	return str_ends(name, S("_password")) || str_ends(name, S("_secret")) || str_ends(name, S("_key"));
}

static err
put_settings(struct export_run *r, struct paper *p)
{
	struct setting_about about;

	for (size_t i = 0; setting_about(i, &about); i++) {
		struct json j;

		if (is_secret(str_of(about.name)))
			continue;
		j = begin(r, "setting", str_of(about.name));
		json_key(&j, "value");
		json_str(&j, str_eq(str_of(about.name), S("site_url")) ? p->url : setting_str(&p->set, about.name));
		end(r, &j);
	}
	return OK;
}

static err
put_menus(struct export_run *r, struct txn *t)
{
	struct all_menu_item *row;
	size_t n;

	TRY(all_menu_items(t, &row, &n));
	for (size_t i = 0; i < n; i++) {
		struct json j = begin(r, "menu", row[i].menu);

		json_put(&j, "label", row[i].label);
		json_put(&j, "target", row[i].target);
		end(r, &j);
	}
	return OK;
}

static err
put_redirects(struct export_run *r, struct txn *t)
{
	struct all_redirect *row;
	str after = S("");
	size_t n = SOME;

	while (n == SOME) {
		TRY(all_redirects(t, after, SOME, &row, &n));
		for (size_t i = 0; i < n; i++) {
			struct json j = begin(r, "redirect", row[i].path);

			num(&j, "status", row[i].status);
			json_put(&j, "target", row[i].target);
			json_put(&j, "former", row[i].former);
			end(r, &j);
			after = row[i].path;
		}
		TRY(export_file_flush(&r->rest));
	}
	return OK;
}

static err
put_media(struct export_run *r, struct txn *t)
{
	struct all_file *m;
	int64_t after = 0;
	size_t n = SOME;

	while (n == SOME) {
		TRY(all_media(t, after, SOME, &m, &n));
		for (size_t i = 0; i < n; i++) {
			struct json j = begin(r, "media", m[i].path);

			num(&j, "decorative", m[i].decorative);
			json_put(&j, "licence", m[i].licence);
			num(&j, "focal_x", m[i].focal_x);
			num(&j, "focal_y", m[i].focal_y);
			json_put(&j, "crops", m[i].crops);
			end(r, &j);
			after = m[i].id;
		}
		TRY(export_file_flush(&r->rest));
	}
	return OK;
}

static err
put_audit(struct export_run *r, struct txn *t)
{
	struct all_audit_row *row;
	int64_t after = 0;
	size_t n = SOME;

	while (n == SOME) {
		TRY(all_audit(t, after, SOME, &row, &n));
		for (size_t i = 0; i < n; i++) {
			struct json j = begin(r, "audit", row[i].action);

			json_put(&j, "at", moment(t, row[i].at));
			json_put(&j, "who", row[i].actor);
			json_put(&j, "subject", row[i].subject);
			num(&j, "number", row[i].subject_id);
			json_put(&j, "detail", row[i].detail);
			end(r, &j);
			after = row[i].id;
		}
		TRY(export_file_flush(&r->rest));
	}
	return OK;
}

err
export_rest(struct export_run *r, struct txn *t, struct paper *p)
{
	TRY(put_settings(r, p));
	TRY(put_menus(r, t));
	TRY(put_redirects(r, t));
	TRY(put_media(r, t));
	return put_audit(r, t);
}
