/* transfer.c: bringing in and taking out, from the browser.
 *
 * A file comes in pieces, so that a cut line costs one piece: the browser asks how much is
 * here and goes on from there.  The work itself is a row that the server's own thread takes
 * (jobs/long.c); this page only writes that row and tells how far it is. */
#include "desk/settings.h"

#include "base/sys/file.h"
#include "text/data/json.h"
#include "news/archive/transfer.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

ROUTE(GET, "/desk/running/import/", settings_import, MAY_ADMIN, NEVER)
ROUTE(POST, "/desk/running/import/", settings_import_begin, MAY_ADMIN, NEVER)
ROUTE(GET, "/desk/running/import/have", settings_import_have, MAY_ADMIN, NEVER)
ROUTE(POST, "/desk/running/import/piece", settings_import_piece, MAY_ADMIN, NEVER)
ROUTE(GET, "/desk/running/export/", settings_export, MAY_ADMIN, NEVER)
ROUTE(POST, "/desk/running/export/", settings_export_begin, MAY_ADMIN, NEVER)
ROUTE(GET, "/desk/running/work/{id}/", settings_transfer, MAY_ADMIN, NEVER)
ROUTE(POST, "/desk/running/work/{id}/stop", settings_transfer_stop, MAY_ADMIN, NEVER)
ROUTE(GET, "/desk/running/work/{id}/download", settings_transfer_download, MAY_ADMIN, NEVER)

enum { RUNS = 20 };
static const int64_t UPLOAD_MOST = (int64_t)64 << 30;

/* ---- pieces ---- */

/* A name of ours for a file of theirs: letters, digits, dots and hyphens. */
static err
safe_name(struct ctx *c, str name, str *out)
{
	char *p = arena_z(c->a, str_upto(name, 120));

	for (char *q = p; *q; q++)
		if (!((*q >= 'a' && *q <= 'z') || (*q >= 'A' && *q <= 'Z') || (*q >= '0' && *q <= '9') || *q == '-' || *q == '_' ||
			(*q == '.' && q != p)))
			*q = '_';
	*out = str_of(p);
	return out->n ? OK : fail(E_INPUT, "the file name is missing");
}

static int64_t
size_of(const char *path)
{
	struct stat st;

	return stat(path, &st) || !S_ISREG(st.st_mode) ? 0 : st.st_size;
}

static err
tell_have(struct ctx *c, str name, int status)
{
	struct buf b = buf_in(c->a, 1024);
	struct json j = json_to(&b, 0);

	json_open(&j, '{');
	json_key(&j, "have");
	json_num(&j, size_of(arena_fmt(c->a, "%.*s/tmp/%.*s", SARG(c->app->config.folder), SARG(name)).p));
	json_put(&j, "file", arena_fmt(c->a, "tmp/%.*s", SARG(name)));
	json_close(&j);
	desk_json(c, status, buf_str(&b));
	return OK;
}

err
settings_import_have(struct ctx *c)
{
	str name;

	TRY(safe_name(c, request_query(c->req, S("name")), &name));
	return tell_have(c, name, 0);
}

static err
put_piece(const char *path, str bytes, int64_t at)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	err e = OK;

	if (fd < 0)
		return fail(E_BROKEN, "%s: %s", path, strerror(errno));
	for (size_t n = 0; !e && n < bytes.n;) {
		ssize_t k = pwrite(fd, bytes.p + n, bytes.n - n, at + (int64_t)n);

		if (k < 0 && errno != EINTR)
			e = fail(E_BROKEN, "%s: %s", path, strerror(errno));
		n += k > 0 ? (size_t)k : 0;
	}
	if (close(fd) && !e)
		e = fail(E_BROKEN, "%s: %s", path, strerror(errno));
	return e;
}

err
settings_import_piece(struct ctx *c)
{
	str name;
	const char *path;
	int64_t at;

	TRY(safe_name(c, request_query(c->req, S("name")), &name));
	path = arena_fmt(c->a, "%.*s/tmp/%.*s", SARG(c->app->config.folder), SARG(name)).p;
	TRY(str_int(request_query(c->req, S("at")), &at));
	if (at < 0 || at > UPLOAD_MOST)
		return fail(E_TOOBIG, "files over 64 GB must be copied to the site's import/ folder");
	TRY(file_make_dirs(arena_fmt(c->a, "%.*s/tmp", SARG(c->app->config.folder)).p));
	if (at && at != size_of(path))
		return tell_have(c, name, 409);
	if (!at)
		TRY(file_remove(path));
	TRY(put_piece(path, c->req->body, at));
	return tell_have(c, name, 0);
}

/* ---- beginning ---- */

static void
put_runs(struct desk *d, const struct transfer *row, size_t n, const char *kind)
{
	struct value *list = value_list(d->root, "runs");

	for (size_t i = 0; i < n; i++) {
		struct value *one;

		if (!str_eq(row[i].kind, str_of(kind)))
			continue;
		one = value_item(list);
		value_int(one, "id", row[i].id);
		value_str(one, "file", row[i].file);
		value_str(one, "person", row[i].person);
		value_bool(one, "dry", row[i].dry);
		value_str(one, "state", words_get(d->words, arena_fmt(d->a, "running_state_%.*s", SARG(row[i].state)).p));
		value_bool(one, "done", str_eq(row[i].state, S("done")));
		show_date(&d->view, one, "at", row[i].asked_at);
	}
}

static const char *const upload_words[] = {"running_upload_sending", "running_upload_cut", "running_upload_first"};

static err
show_page(struct ctx *c, str fault, const char *page, const char *template)
{
	struct desk d;
	struct transfer *row;
	struct value *list;
	str *names;
	int64_t busy;
	size_t n;

	TRY(settings_begin(c, &d, page, fault));
	TRY(transfer_list(d.t, RUNS, &row, &n));
	put_runs(&d, row, n, page);
	TRY(transfer_busy(d.t, &busy));
	value_int(d.root, "busy", busy);
	desk_words(&d, upload_words, LENGTH(upload_words));
	list = value_list(d.root, "files");
	if (file_list(c->a, arena_fmt(c->a, "%.*s/import", SARG(c->app->config.folder)).p, &names, &n) == OK)
		for (size_t i = 0; i < n; i++)
			value_push(list, value_text(c->a, names[i]));
	return desk_render(&d, template);
}

static err
show_import(struct ctx *c, str fault)
{
	return show_page(c, fault, "import", "running-import");
}

static err
show_export(struct ctx *c, str fault)
{
	return show_page(c, fault, "export", "running-export");
}

err
settings_import(struct ctx *c)
{
	return show_import(c, S(""));
}

err
settings_export(struct ctx *c)
{
	return show_export(c, S(""));
}

struct asked {
	struct ctx *c;
	struct transfer what;
	int64_t id;
};

static err
begin(struct txn *t, void *arg)
{
	struct asked *w = arg;
	struct actor by = settings_actor(w->c);

	return transfer_ask(t, &by, &w->what, &w->id);
}

/* tmp/NAME (uploaded) or import/NAME (put there by hand), and it is there. */
static err
chosen_file(struct ctx *c, const char *field, str *out)
{
	str name = str_trim(request_form(c->req, str_of(field))), path, rest = name, part;

	*out = name;
	if (!name.n)
		return OK;
	if (!str_split(&rest, '/', &part) || (!str_eq(part, S("tmp")) && !str_eq(part, S("import"))) || str_find_char(rest, '/') != NOWHERE)
		return fail(E_INPUT, "select a file of the import/ folder, not \"%.*s\"", SARG(str_upto(name, 80)));
	TRY(file_join(c->a, c->app->config.folder, name, &path));
	return file_exists(arena_z(c->a, path)) ? OK : fail(E_INPUT, "%.*s does not exist", SARG(str_upto(name, 80)));
}

static err
import_asked(struct ctx *c, struct asked *w)
{
	*w = (struct asked){.c = c, .what = {.kind = S("import"), .dry = request_form(c->req, S("dry")).n > 0}};
	TRY(chosen_file(c, "file", &w->what.file));
	TRY(chosen_file(c, "media", &w->what.media));
	if (!w->what.file.n)
		return fail(E_INPUT, "select a file");
	return store_write(c->store, c->a, begin, w);
}

static err
go(struct ctx *c, int64_t id)
{
	return desk_done(c, arena_fmt(c->a, "/desk/running/work/%lld/", (long long)id), "");
}

err
settings_import_begin(struct ctx *c)
{
	struct asked *w = NEW(c->a, struct asked, 1);
	err e = import_asked(c, w);

	return e ? settings_redisplay(c, e, show_import) : go(c, w->id);
}

err
settings_export_begin(struct ctx *c)
{
	struct asked *w = NEW(c->a, struct asked, 1);
	struct civil day = zone_civil(zone_utc(), c->now);
	err e;

	*w = (struct asked){.c = c, .what = {.kind = S("export"),
		.media = request_form(c->req, S("addresses")).n ? S("addresses") : S(""),
		.file = arena_fmt(c->a, "paper-%04lld-%02d-%02d-%02d%02d%02d", (long long)day.year, day.month, day.day,
			day.hour, day.minute, day.second)}};
	e = store_write(c->store, c->a, begin, w);
	return e ? settings_redisplay(c, e, show_export) : go(c, w->id);
}

/* ---- how far it is ---- */

static str
how_far(struct desk *d, const struct transfer *r)
{
	return words_say(d->words, d->a, str_eq(r->kind, S("export")) ? "running_export_far" : "running_import_far",
		WORDS({"n", words_number(d->words, d->a, r->records)}, {"fresh", words_number(d->words, d->a, r->fresh)}));
}

static void
put_json(struct desk *d, const struct transfer *r, str state)
{
	struct buf b = buf_in(d->a, 4096);
	struct json j = json_to(&b, 0);

	json_open(&j, '{');
	json_put(&j, "state", r->state);
	json_put(&j, "word", state);
	json_put(&j, "far", how_far(d, r));
	json_key(&j, "percent");
	json_num(&j, transfer_percent(r));
	json_key(&j, "over");
	json_bit(&j, transfer_is_over(r));
	json_close(&j);
	desk_json(d->c, 0, buf_str(&b));
}

err
settings_transfer(struct ctx *c)
{
	struct desk d;
	struct transfer r;
	str state;
	int64_t id;
	bool exports;

	TRY(desk_id(c, 0, &id));
	TRY(settings_begin(c, &d, "import", S("")));
	TRY(transfer_get(d.t, id, &r));
	exports = str_eq(r.kind, S("export"));
	desk_title(&d, words_get(d.words, exports ? "running_export" : r.dry ? "running_import_dry" : "running_import"));
	state = words_get(d.words, arena_fmt(c->a, "running_state_%.*s", SARG(r.state)).p);
	if (desk_wants_json(c)) {
		put_json(&d, &r, state);
		return OK;
	}
	value_int(d.root, "id", id);
	value_str(d.root, "file", r.file);
	value_str(d.root, "state", state);
	value_bool(d.root, "over", transfer_is_over(&r));
	value_bool(d.root, "failed", str_eq(r.state, S("failed")));
	value_bool(d.root, "exports", exports);
	value_bool(d.root, "ready", exports && str_eq(r.state, S("done")));
	value_int(d.root, "percent", transfer_percent(&r));
	value_str(d.root, "far", how_far(&d, &r));
	value_str(d.root, "report", words_report(d.words, c->a, r.report));
	desk_when_put(&d, d.root, "began", "running_began", r.began_at);
	desk_when_put(&d, d.root, "ended", "running_ended", r.ended_at);
	return desk_render(&d, "running-work");
}

static err
stop(struct txn *t, void *arg)
{
	struct ctx *c = arg;
	struct actor by = settings_actor(c);
	int64_t id;

	TRY(desk_id(c, 0, &id));
	return transfer_ask_stop(t, &by, id);
}

err
settings_transfer_stop(struct ctx *c)
{
	TRY(store_write(c->store, c->a, stop, c));
	return desk_done(c, arena_fmt(c->a, "/desk/running/work/%.*s/", SARG(c->arg[0])), "done_saved");
}

err
settings_transfer_download(struct ctx *c)
{
	struct transfer r;
	int64_t id;
	str path;

	TRY(desk_id(c, 0, &id));
	if (!c->txn)
		TRY(store_read(c->store, c->a, NULL, &c->txn));
	TRY(transfer_get(c->txn, id, &r));
	if (!str_eq(r.kind, S("export")) || !str_eq(r.state, S("done")))
		return fail(E_ABSENT, "this export is not ready");
	TRY(file_join(c->a, c->app->config.folder, arena_fmt(c->a, "export/%.*s.tar", SARG(r.file)), &path));
	if (!file_exists(arena_z(c->a, path)))
		return fail(E_ABSENT, "the export file has been deleted");
	c->reply.file = path;
	c->reply.type = S("application/x-tar");
	reply_header(&c->reply, S("Content-Disposition"), arena_fmt(c->a, "attachment; filename=\"%.*s.tar\"", SARG(r.file)));
	reply_header(&c->reply, S("Cache-Control"), S("private, no-store"));
	return OK;
}
