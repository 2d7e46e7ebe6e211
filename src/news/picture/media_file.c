/* media_file.c: an uploaded file's places on the disk, and what the archive is told
 * of it: its row where there was none, its measures, its sizes, and which pages
 * that touches.  The names of sizes are those that srcset and <source> are made of
 * (view/show.c). */
#include "news/picture/media_file.h"

#include "base/sys/file.h"
#include "base/hash.h"
#include "news/picture/picture.h"
#include "query/import.h"
#include "query/picture.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

static str
folder_of(struct arena *a, str path)
{
	while (path.n && path.p[path.n - 1] != '/')
		path.n--;
	return arena_copy(a, str_upto(path, path.n ? path.n - 1 : 0));
}

static str
name_of(str path)
{
	size_t slash;

	while ((slash = str_find_char(path, '/')) != NOWHERE)
		path = str_from(path, slash + 1);
	return path;
}

/* Unlike for unlike names, and only of what is allowed. */
str
media_file_base(struct arena *a, str path, int64_t version)
{
	str name = name_of(path);
	bool odd = false;
	char *p;

	p = arena_z(a, str_upto(name, 120));
	for (char *c = p; *c; c++) {
		bool fine = (*c >= 'a' && *c <= 'z') || (*c >= 'A' && *c <= 'Z') ||
			(*c >= '0' && *c <= '9') || *c == '.' || *c == '_' || *c == '-';

		if (!fine)
			*c = '_';
		odd = odd || !fine;
	}
	name = !odd && name.n <= 120 ? str_of(p) :
		arena_fmt(a, "%s-%.*s", p, SARG(str_upto(hash_hex(a, path), 12)));
	return version < 2 ? name : arena_fmt(a, "%.*s-r%lld", SARG(name), (long long)version);
}

err
media_file_place(struct media_file *f, str media)
{
	f->original = arena_fmt(f->a, "%.*s/.original/%.*s", SARG(media), SARG(f->path));
	f->served = arena_fmt(f->a, "%.*s/%.*s", SARG(media), SARG(f->path));
	f->out_dir = folder_of(f->a, f->served);
	if (f->version > 1)
		f->original = arena_fmt(f->a, "%.*s.r%lld", SARG(f->original), (long long)f->version);
	if (file_make_dirs(folder_of(f->a, f->original).p) || file_make_dirs(f->out_dir.p))
		return fail(E_CLASH, "cannot create its folder");
	return OK;
}

err
media_file_make(struct media_file *f, struct media_worker *w)
{
	int fd = open(f->original.p, O_RDONLY | O_CLOEXEC);
	err e;

	if (fd < 0)
		return fail(E_BROKEN, "%.*s: %s", SARG(f->path), strerror(errno));
	e = media_make_sizes(f->a, w, fd, f->out_dir, media_file_base(f->a, f->path, f->version), &f->made);
	close(fd);
	TRY(e);
	if (rename(arena_fmt(f->a, "%.*s/%.*s", SARG(f->out_dir), SARG(f->made.clean.name)).p,
		f->served.p))
		return fail(E_BROKEN, "%.*s: %s", SARG(f->path), strerror(errno));
	return OK;
}

err
media_file_cut(struct media_file *f, struct media_worker *w, const struct media_crop crop[MEDIA_SHAPES])
{
	int fd = open(f->original.p, O_RDONLY | O_CLOEXEC);
	err e;

	if (fd < 0 && errno == ENOENT)
		fd = open(f->served.p, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return fail(E_BROKEN, "%.*s: %s", SARG(f->path), strerror(errno));
	e = media_make_crops(f->a, w, fd, crop, f->out_dir, media_file_base(f->a, f->path, f->version), &f->cut);
	close(fd);
	return e;
}

str
media_file_beside(struct arena *a, str path, str name)
{
	str folder = folder_of(a, path);

	return folder.n ? arena_fmt(a, "%.*s/%.*s", SARG(folder), SARG(name)) : arena_copy(a, name);
}

static str
format_of(enum media_kind k)
{
	return k == MEDIA_JPEG ? S("jpeg") : k == MEDIA_PNG ? S("png") : k == MEDIA_WEBP ?
		S("webp") : k == MEDIA_AVIF ? S("avif") : S("");
}

static err
put_sizes(struct txn *t, const struct media_file *f)
{
	TRY(q_import_sizes_clear(t, f->id));
	for (size_t i = 0; i < f->made.sizes; i++) {
		const struct media_size *s = &f->made.size[i];

		if (!format_of(s->kind).n)
			continue;
		TRY(q_import_size_put(t, &(struct q_import_size_put_in){.media = f->id,
			.format = format_of(s->kind), .width = s->width, .height = s->height,
			.bytes = s->bytes, .path = media_file_beside(store_arena(t), f->path, s->name)}));
	}
	return OK;
}

err
media_file_put_cut(struct txn *t, const struct media_file *f)
{
	TRY(q_picture_crop_sizes_clear(t, f->id));
	for (size_t i = 0; i < f->cut.sizes; i++) {
		const struct media_size *s = &f->cut.size[i];

		if (!format_of(s->kind).n)
			continue;
		TRY(q_picture_crop_size_put(t, &(struct q_picture_crop_size_put_in){.media = f->id,
			.shape = str_of(media_shape_is(s->shape)->name), .format = format_of(s->kind), .width = s->width,
			.height = s->height, .bytes = s->bytes,
			.path = media_file_beside(store_arena(t), f->path, s->name)}));
	}
	return OK;
}

err
media_file_put(struct txn *t, void *arg)
{
	struct q_import_numbers numbers;
	struct media_file *f = arg;
	struct q_import_media_id next;
	bool picture = media_is_picture(f->kind);

	if (f->fresh) {
		TRY(q_import_media_id(t, 0, &next));
		f->id = next.id;
		TRY(q_import_media_add(t, &(struct q_import_media_add_in){.id = f->id,
			.path = f->path}));
	}
	TRY(q_import_media_file(t, &(struct q_import_media_file_in){.id = f->id,
		.state = f->e ? S("refused") : S("ready"),
		.mime = str_of(media_mime(picture && !f->e ? f->made.clean.kind : f->kind)),
		.bytes = f->bytes, .width = f->made.width, .height = f->made.height,
		.sum = f->sha256, .caption = f->made.caption, .credit = f->made.credit}));
	TRY(put_sizes(t, f));
	TRY(media_file_put_cut(t, f));
	TRY(picture_index(t, f->id));
	store_changed(t, DEP_MEDIA, f->id, 0);
	store_changed(t, DEP_MEDIA_PATH, dep_name(f->path), 0);
	return f->fresh ? q_import_numbers(t, &numbers) : OK;
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* What is left after "-3x2-0-125-1000"; all of it where that does not stand first. */
static str
after_crop(str rest)
{
	size_t at = 1, dashes = 0;

	if (rest.n < 2 || rest.p[0] != '-' || !is_digit(rest.p[1]))
		return rest;
	for (; at < rest.n && (is_digit(rest.p[at]) || rest.p[at] == 'x' || (rest.p[at] == '-' && dashes < 3)); at++)
		dashes += rest.p[at] == '-';
	return dashes == 3 ? str_from(rest, at) : rest;
}

/* The part behind the last dash, which is taken off; false: there is none. */
static bool
last_part(str *s, str *part)
{
	size_t at = s->n;

	while (at && s->p[at - 1] != '-')
		at--;
	if (!at || at == s->n)
		return false;
	*part = str_from(*s, at);
	*s = str_upto(*s, at - 1);
	return true;
}

bool
media_file_is_size(str path, str *picture, enum media_shape *shape, int64_t *width)
{
	str part, rest = path, before;
	int64_t n;

	if (!last_part(&rest, &part) || part.p[0] != 'w' || str_int(str_upto(str_from(part, 1), str_find_char(part, '.') - 1), width))
		return false;
	*shape = MEDIA_WHOLE;
	before = rest;
	for (int i = 0; i < 3 && last_part(&before, &part) && str_int(part, &n) == OK;)
		if (++i == 3 && last_part(&before, &part) && (*shape = media_shape_named(part)) != MEDIA_WHOLE)
			rest = before;
	before = rest;
	if (last_part(&before, &part) && part.p[0] == 'r' && str_int(str_from(part, 1), &n) == OK)
		rest = before;
	*picture = rest;
	return rest.n > 0;
}

/* "-w640.webp", "-clean.jpg", "-r2-w640.webp", "-r2-3x2-0-125-1000-w640.webp": what is made of a picture. */
static bool
is_made(str rest)
{
	size_t at;

	if (str_starts(rest, S("-r")) && (at = str_find_char(str_from(rest, 2), '-')) != NOWHERE)
		rest = str_from(rest, 2 + at);
	rest = after_crop(rest);
	return str_starts(rest, S("-clean.")) || (str_starts(rest, S("-w")) && rest.n > 2 && is_digit(rest.p[2]));
}

/* "", ".r2": an original; ".part", ".Xy12ab": one that was being written. */
static bool
is_original(str rest)
{
	int64_t n;

	return !rest.n || str_eq(rest, S(".part")) || (rest.n == 7 && rest.p[0] == '.' && str_find_char(str_from(rest, 1), '.') == NOWHERE) ||
		(str_starts(rest, S(".r")) && str_int(str_from(rest, 2), &n) == OK);
}

void
media_file_remove(struct arena *a, str media, str path, bool all)
{
	str folder = folder_of(a, arena_fmt(a, "%.*s/%.*s", SARG(media), SARG(path)));
	str base = media_file_base(a, path, 1), *name;
	size_t n;

	(void)!file_remove(arena_fmt(a, "%.*s/%.*s", SARG(media), SARG(path)).p);
	if (file_list(a, arena_z(a, folder), &name, &n) == OK)
		for (size_t i = 0; i < n; i++)
			if (str_starts(name[i], base) && is_made(str_from(name[i], base.n)))
				(void)!file_remove(arena_fmt(a, "%.*s/%.*s", SARG(folder), SARG(name[i])).p);
	if (!all)
		return;
	folder = folder_of(a, arena_fmt(a, "%.*s/.original/%.*s", SARG(media), SARG(path)));
	base = name_of(path);
	if (file_list(a, arena_z(a, folder), &name, &n))
		return;
	for (size_t i = 0; i < n; i++)
		if (str_starts(name[i], base) && is_original(str_from(name[i], base.n)))
			(void)!file_remove(arena_fmt(a, "%.*s/%.*s", SARG(folder), SARG(name[i])).p);
}
