/* tar.c: archives of uploads, sound and hostile. */
#include "port/tar.h"
#include "base/sys/file.h"
#include "media/media.h"
#include "port/wordpress/uploads.h"
#include "query/card.h"
#include "query/import.h"
#include "test.h"

#include <stdio.h>
#include <unistd.h>

enum { BLOCK = 512 };

/* One header; what the tests write is small. */
static void
header(struct buf *b, str name, char type, str prefix, size_t size, const char *magic)
{
	char h[BLOCK] = {0};
	unsigned sum = 0;

	memcpy(h, name.p, name.n < 100 ? name.n : 100);
	memcpy(h + 345, prefix.p, prefix.n);
	snprintf(h + 124, 12, "%011zo", size);
	h[156] = type;
	memcpy(h + 257, magic, 8);
	memset(h + 148, ' ', 8);
	for (int i = 0; i < BLOCK; i++)
		sum += (unsigned char)h[i];
	snprintf(h + 148, 8, "%06o", sum);
	h[155] = ' ';
	buf_add(b, (str){h, BLOCK});
}

static void
data(struct buf *b, str s)
{
	buf_add(b, s);
	while (b->n % BLOCK)
		buf_char(b, 0);
}

static void
entry(struct buf *b, str name, char type, str s)
{
	header(b, name, type, S(""), s.n, "ustar\00000");
	data(b, s);
}

/* What comes out, in words. */
static str
listing(struct arena *a, str folder, str bytes)
{
	str path = arena_fmt(a, "%.*s/t.tar", SARG(folder));
	struct buf b = buf_in(a, 1 << 20);
	struct source *s;
	struct tar *t;
	struct tar_entry e;
	bool more = true;

	CHECK_OK(file_write(path.p, bytes));
	CHECK_OK(source_open(a, path, &s));
	t = tar_open(a, s);
	while (more) {
		char piece[3];
		size_t n = 1;
		err bad = tar_next(t, &e, &more);

		if (bad || !more) {
			buf_fmt(&b, "%s", bad ? fail_why() : "end");
			break;
		}
		buf_fmt(&b, "%.*s %s ", SARG(e.name), e.file ? "file" : "other");
		while (e.file && n) {
			if (tar_read(t, piece, sizeof piece, &n)) {
				buf_fmt(&b, "%s", fail_why());
				return buf_str(&b);
			}
			buf_add(&b, (str){piece, n});
		}
		buf_char(&b, '\n');
	}
	return buf_str(&b);
}

TEST(tar_reads_all_kinds)
{
	struct buf b = buf_in(a, 1 << 20), lone = buf_in(a, 1000);
	str folder = test_folder(a);

	for (int i = 0; i < 30; i++)
		buf_add(&lone, S("0123456789"));
	entry(&b, S("a/"), '5', S(""));
	entry(&b, S("a/one"), '0', S("first"));
	header(&b, S("two"), '0', S("deep/er"), 3, "ustar\00000");
	data(&b, S("abc"));
	entry(&b, S("link"), '2', S(""));
	entry(&b, S("././@LongLink"), 'L', arena_fmt(a, "%.*s%c", SARG(buf_str(&lone)), 0));
	header(&b, S("cut"), '0', S(""), 2, "ustar  ");
	data(&b, S("hi"));
	entry(&b, S("pax"), 'x', S("20 path=caf\xc3\xa9/paxed\n9 size=4\n"));
	header(&b, S("wrong"), '0', S(""), 0, "ustar\00000");
	data(&b, S("pax!"));
	entry(&b, S("pax"), 'x', S("22 GNU.sparse.major=1\n"));
	entry(&b, S("sparse"), '0', S("x"));
	entry(&b, S("last"), 0, S("z"));
	for (int i = 0; i < 2 * BLOCK; i++)
		buf_char(&b, 0);
	CHECK_STR(listing(a, folder, buf_str(&b)), arena_fmt(a, "a/ other \na/one file first\n"
		"deep/er/two file abc\nlink other \n%.*s file hi\ncaf\u00e9/paxed file pax!\n"
		"sparse other \nlast file z\nend", SARG(buf_str(&lone))));
}

TEST(tar_names_damage)
{
	struct buf b = buf_in(a, 1 << 20);
	str folder = test_folder(a), whole;

	CHECK_STR(listing(a, folder, S("")), S("not a tar file"));
	CHECK_STR(listing(a, folder, S("hello")), S("the tar file is truncated"));
	entry(&b, S("a"), '0', S("0123456789"));
	entry(&b, S("b"), '0', S("0123456789"));
	whole = buf_str(&b);
	for (size_t n = 1; n < whole.n; n += 37)
		if (n != 1024)
			CHECK(str_ends(listing(a, folder, str_upto(whole, n)), S("truncated")));
	b.p[1024 + 3] = 'x';
	CHECK_STR(listing(a, folder, whole), S("a file 0123456789\nthe tar is damaged"));
	b.n = 0;
	header(&b, S("a"), 'x', S(""), 2 << 20, "ustar\00000");
	CHECK(str_find(listing(a, folder, buf_str(&b)), S("extended header")) != NOWHERE);
	b.n = 0;
	entry(&b, S("pax"), 'x', S("9999 path=x\n"));
	CHECK_STR(listing(a, folder, buf_str(&b)), S("the tar file has an invalid pax header"));
}

struct wanted {
	const char *path, *state;
};

static void
check_media(struct arena *a, struct store *s, const struct wanted *w, size_t n)
{
	struct txn *t;

	CHECK_OK(store_read(s, a, NULL, &t));
	for (size_t i = 0; i < n; i++) {
		struct q_import_media_by_path row;
		err e = q_import_media_by_path(t, str_of(w[i].path), &row);

		CHECK_STR(e ? S("nothing") : row.state, str_of(w[i].state));
	}
	store_end(t);
}

/* Names that lead out, programs in disguise, and what is taken. */
TEST(uploads_take_what_is_safe)
{
	static const struct wanted want[] = {{"2025/10/report.pdf", "ready"},
		{"2025/10/real.gif", "ready"}, {"2025/10/evil.jpg", "refused"},
		{"2025/10/drawing.svg", "refused"}, {"2025/10/real-10x10.gif", "nothing"}};
	static const char gif[] = "GIF89a\1\0\1\0\x80\0\0\0\0\0\xff\xff\xff!\xf9\4\1\0\0\0\0,\0\0\0\0"
		"\1\0\1\0\0\2\2D\1\0;";
	str folder = test_folder(a), tar = arena_fmt(a, "%.*s/u.tar", SARG(folder));
	str media = arena_fmt(a, "%.*s/site/media", SARG(folder));
	struct uploads how = {.media = media};
	struct report *r = report_new(a, S("u.tar"));
	struct buf b = buf_in(a, 1 << 20);
	str picture = {gif, sizeof gif - 1};

	CHECK_OK(store_open(a, arena_fmt(a, "sqlite:%.*s/site.db", SARG(folder)), 2, &how.store));
	entry(&b, S("uploads/2025/10/report.pdf"), '0', S("%PDF-1.4\n%%EOF\n"));
	entry(&b, S("uploads/2025/10/real.gif"), '0', picture);
	entry(&b, S("./wp-content/uploads/2025/10/real-10x10.gif"), '0', picture);
	entry(&b, S("uploads/../../../escape.gif"), '0', picture);
	entry(&b, S("/etc/../passwd.gif"), '0', picture);
	entry(&b, S("uploads/.htaccess"), '0', S("Deny from all"));
	entry(&b, S("uploads/2025/10/evil.jpg"), '0', S("<?php system('id'); ?>"));
	entry(&b, S("uploads/2025/10/drawing.svg"), '0', S("<svg xmlns='http://www.w3.org/2000/svg'/>"));
	entry(&b, S("uploads/2025/10/link.jpg"), '2', S(""));
	CHECK_OK(file_write(tar.p, buf_str(&b)));
	CHECK_OK(uploads_take(a, &how, tar, r));
	check_media(a, how.store, want, LENGTH(want));
	CHECK(!file_exists(arena_fmt(a, "%.*s/escape.gif", SARG(folder)).p));
	CHECK(file_exists(arena_fmt(a, "%.*s/2025/10/report.pdf", SARG(media)).p));
	CHECK(file_exists(arena_fmt(a, "%.*s/2025/10/real.gif", SARG(media)).p));
	CHECK(!file_exists(arena_fmt(a, "%.*s/2025/10/evil.jpg", SARG(media)).p));
	CHECK(str_find(report_text(a, r), S("escape.gif: file name not accepted")) != NOWHERE);
	r = report_new(a, S("u.tar"));
	CHECK_OK(uploads_take(a, &how, tar, r));
	CHECK_INT(report_sum(r, ARCHIVE_NEW), 0);
	CHECK_INT(report_sum(r, ARCHIVE_SAME), 4);
}

/* The export's own uploads: every picture has its sizes in three formats. */
TEST(uploads_of_the_export)
{
	str folder = test_folder(a), tar = S("../shared/wordpress/export.wxr-uploads.tar");
	struct uploads how = {.media = arena_fmt(a, "%.*s/media", SARG(folder))};
	struct report *r = report_new(a, tar);
	static const struct wanted want[] = {{"2025/10/flood.jpg", "ready"},
		{"2025/10/minister.png", "ready"}, {"2025/10/chart.gif", "ready"},
		{"2025/10/naive-facade.jpg", "ready"}, {"2025/10/report.pdf", "ready"}};
	struct q_import_media_by_path row;
	struct q_media_sizes_of *size;
	struct txn *t;
	size_t n, formats = 0;

	test_file(a, tar.p);
	CHECK_OK(store_open(a, arena_fmt(a, "sqlite:%.*s/site.db", SARG(folder)), 2, &how.store));
	CHECK_OK(uploads_take(a, &how, tar, r));
	check_media(a, how.store, want, LENGTH(want));
	CHECK_OK(store_read(how.store, a, NULL, &t));
	CHECK_OK(q_import_media_by_path(t, S("2025/10/flood.jpg"), &row));
	CHECK_OK(q_media_sizes_of(t, (struct ids){&row.id, 1}, S(""), &size, &n));
	for (size_t i = 0; i < n; i++) {
		CHECK(file_exists(arena_fmt(a, "%.*s/%.*s", SARG(how.media), SARG(size[i].path)).p));
		formats += !i || !str_eq(size[i].format, size[i - 1].format);
	}
	CHECK_INT(formats, 3);
	store_end(t);
}

/* A name from a tar is shown, and cannot move the terminal's cursor. */
TEST(report_notes_are_one_line)
{
	struct report *r = report_new(a, S("u.tar"));
	str text;

	report_note(r, &r->files, 0, "a\x1b[2J\r\nb");
	text = report_text(a, r);
	CHECK(str_find(text, S("  a?[2J??b\n")) != NOWHERE);
	CHECK(str_find_char(text, 0x1b) == NOWHERE);
}

/* A picture that kills its decoder costs itself, and is tried again next time. */
TEST(uploads_go_on_after_a_crash)
{
	static const char gif[] = "GIF89a\1\0\1\0\x80\0\0\0\0\0\xff\xff\xff!\xf9\4\1\0\0\0\0,\0\0\0\0"
		"\1\0\1\0\0\2\2D\1\0;";
	static const struct wanted first[] = {{"a.gif", "nothing"}, {"b.gif", "ready"},
		{"c.pdf", "ready"}};
	static const struct wanted then[] = {{"a.gif", "ready"}, {"b.gif", "ready"}};
	str folder = test_folder(a), tar = arena_fmt(a, "%.*s/u.tar", SARG(folder));
	struct uploads how = {.media = arena_fmt(a, "%.*s/media", SARG(folder)),
		.trick = MEDIA_TRICK_CRASH};
	struct report *r = report_new(a, tar);
	struct buf b = buf_in(a, 1 << 20);
	str picture = {gif, sizeof gif - 1};

	CHECK_OK(store_open(a, arena_fmt(a, "sqlite:%.*s/site.db", SARG(folder)), 2, &how.store));
	entry(&b, S("uploads/a.gif"), '0', picture);
	entry(&b, S("uploads/b.gif"), '0', picture);
	entry(&b, S("uploads/c.pdf"), '0', S("%PDF-1.4\n%%EOF\n"));
	CHECK_OK(file_write(tar.p, buf_str(&b)));
	CHECK_OK(uploads_take(a, &how, tar, r));
	check_media(a, how.store, first, LENGTH(first));
	CHECK(str_find(report_text(a, r), S("a.gif: picture processing failed")) != NOWHERE);
	how.trick = MEDIA_TRICK_NONE;
	CHECK_OK(uploads_take(a, &how, tar, report_new(a, tar)));
	check_media(a, how.store, then, LENGTH(then));
}
