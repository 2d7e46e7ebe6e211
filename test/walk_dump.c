/* walk_dump.c: reads all tables of a SQLite file.  A row is known by its rowid; in a table
 * without one only by all of its values.
 * SPDX-License-Identifier: Apache-2.0 */
#include "walk_dump.h"

#include <sqlite3.h>
#include <stdlib.h>

enum { TABLES = 100, ROWS = 20000, VALUE_BYTES = 300 };

struct dump_base {
	sqlite3 *db, *kept;
	str table[TABLES];
	sqlite3_stmt *all[TABLES];
	bool nameless[TABLES];
	str *name[TABLES];
	size_t n;
};

struct row {
	str table, all; /* all: the whole row, where it has no key */
	int64_t key;
	int n;
	str *name, *value;
};

struct dump {
	struct row *row;
	size_t n;
};

static void
close_base(void *base)
{
	struct dump_base *b = base;

	for (size_t i = 0; i < b->n; i++)
		sqlite3_finalize(b->all[i]);
	sqlite3_close(b->db);
	sqlite3_close(b->kept);
}

static sqlite3_stmt *
prepare(struct arena *a, sqlite3 *db, str table, bool *nameless)
{
	str sql = arena_fmt(a, "SELECT rowid AS rowid_, * FROM \"%.*s\" ORDER BY 1", SARG(table));
	sqlite3_stmt *s;

	*nameless = sqlite3_prepare_v2(db, sql.p, (int)sql.n, &s, NULL) != SQLITE_OK;
	if (*nameless) {
		sql = arena_fmt(a, "SELECT 0, * FROM \"%.*s\"", SARG(table));
		CHECK_INT(sqlite3_prepare_v2(db, sql.p, (int)sql.n, &s, NULL), SQLITE_OK);
	}
	return s;
}

static str *
names(struct arena *a, sqlite3_stmt *s)
{
	int n = sqlite3_column_count(s) - 1;
	str *name = NEW(a, str, n);

	for (int i = 0; i < n; i++)
		name[i] = arena_copy(a, str_of(sqlite3_column_name(s, i + 1)));
	return name;
}

struct dump_base *
dump_open(struct arena *a, str file)
{
	static const char list[] = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' "
		"AND name NOT LIKE 'story\\_words%' ESCAPE '\\' ORDER BY name";
	struct dump_base *b = NEW(a, struct dump_base, 1);
	sqlite3_stmt *s;

	CHECK_INT(sqlite3_open(arena_z(a, file), &b->db), SQLITE_OK);
	CHECK_INT(sqlite3_exec(b->db, "PRAGMA busy_timeout = 5000; PRAGMA synchronous = OFF", NULL,
		NULL, NULL), SQLITE_OK);
	CHECK_INT(sqlite3_prepare_v2(b->db, list, -1, &s, NULL), SQLITE_OK);
	for (; sqlite3_step(s) == SQLITE_ROW; b->n++) {
		CHECK(b->n < TABLES);
		b->table[b->n] = arena_copy(a, str_of((const char *)sqlite3_column_text(s, 0)));
		b->all[b->n] = prepare(a, b->db, b->table[b->n], &b->nameless[b->n]);
		b->name[b->n] = names(a, b->all[b->n]);
	}
	sqlite3_finalize(s);
	arena_defer(a, close_base, b);
	return b;
}

/* A token and a sealed text, as the outbox has them. */
static bool
is_sealed(str v)
{
	for (size_t i = 23; i < v.n; i++)
		if (!strchr("0123456789abcdef", v.p[i]))
			return false;
	return v.n > 120;
}

/* A value in one line. */
static str
value_of(struct arena *a, sqlite3_stmt *s, int i)
{
	struct buf b = buf_in(a, 4 * VALUE_BYTES);
	str v;

	if (sqlite3_column_type(s, i) == SQLITE_NULL)
		return S("");
	if (sqlite3_column_type(s, i) == SQLITE_BLOB)
		return arena_fmt(a, "(%d bytes)", sqlite3_column_bytes(s, i));
	v = str_of((const char *)sqlite3_column_text(s, i));
	if (str_eq(v, S("0")))
		return S("");
	if (str_starts(v, S("$argon2")))
		return S("(a hash)");
	if (is_sealed(v))
		return S("(sealed)");
	for (size_t k = 0; k < v.n && k < VALUE_BYTES; k++)
		if (v.p[k] == '\n')
			buf_add(&b, S("\\n"));
		else
			buf_char(&b, v.p[k]);
	if (v.n > VALUE_BYTES)
		buf_fmt(&b, "... (%d bytes)", (int)v.n);
	return buf_str(&b);
}

static int
order(const void *l, const void *r)
{
	const struct row *x = l, *y = r;
	int by = str_cmp(x->table, y->table);

	if (!by)
		by = x->key < y->key ? -1 : x->key > y->key;
	return by ? by : str_cmp(x->all, y->all);
}

static void
read_table(struct arena *a, struct dump *d, const struct dump_base *base, size_t which)
{
	sqlite3_stmt *s = base->all[which];
	size_t first = d->n;

	while (sqlite3_step(s) == SQLITE_ROW) {
		int n = sqlite3_column_count(s) - 1;
		struct row *r = &d->row[d->n++];
		struct buf all = buf_in(a, 1 << 20);

		CHECK(d->n < ROWS);
		*r = (struct row){base->table[which], S(""), sqlite3_column_int64(s, 0), n,
		base->name[which], NEW(a, str, n)};
		for (int i = 0; i < n; i++) {
			if (!str_eq(r->table, S("change")) ||
			!str_eq(r->name[i], S("origin"))) /* which server: a lot */
				r->value[i] = value_of(a, s, i + 1);
			if (base->nameless[which])
				buf_fmt(&all, "%.*s|", SARG(r->value[i]));
		}
		r->all = buf_str(&all);
	}
	if (base->nameless[which])
		qsort(d->row + first, d->n - first, sizeof *d->row, order);
	CHECK_INT(sqlite3_reset(s), SQLITE_OK);
}

struct dump *
dump_of(struct arena *a, struct dump_base *b)
{
	struct dump *d = NEW(a, struct dump, 1);

	d->row = NEW(a, struct row, ROWS);
	for (size_t i = 0; i < b->n; i++)
		read_table(a, d, b, i);
	return d;
}

static void
whole(struct buf *out, const char *sign, const struct row *r)
{
	buf_fmt(out, "  %s %.*s", sign, SARG(r->table));
	if (r->key)
		buf_fmt(out, " %lld", (long long)r->key);
	buf_char(out, ':');
	for (int i = 0; i < r->n; i++)
		if (r->value[i].n && !(i == 0 && str_eq(r->name[i], S("id"))))
			buf_fmt(out, " %.*s=%.*s", SARG(r->name[i]), SARG(r->value[i]));
	buf_char(out, '\n');
}

static void
changed(struct buf *out, const struct row *x, const struct row *y)
{
	for (int i = 0; i < x->n && i < y->n; i++)
		if (!str_eq(x->value[i], y->value[i]))
			buf_fmt(out, "  ~ %.*s %lld: %.*s: %.*s -> %.*s\n",
			SARG(x->table), (long long)x->key,
				SARG(x->name[i]), SARG(x->value[i]), SARG(y->value[i]));
}

void
dump_differ(const struct dump *before, const struct dump *after, struct buf *out)
{
	size_t i = 0, k = 0;

	while (i < before->n || k < after->n) {
		int o = i == before->n ? 1 : k == after->n ? -1 : order(&before->row[i], &after->row[k]);

		if (o < 0)
			whole(out, "-", &before->row[i++]);
		else if (o > 0)
			whole(out, "+", &after->row[k++]);
		else
			changed(out, &before->row[i++], &after->row[k++]);
	}
}

static void
copy(sqlite3 *to, sqlite3 *from)
{
	sqlite3_backup *b = sqlite3_backup_init(to, "main", from, "main");

	CHECK(b);
	CHECK_INT(sqlite3_backup_step(b, -1), SQLITE_DONE);
	CHECK_INT(sqlite3_backup_finish(b), SQLITE_OK);
}

void
dump_keep(struct dump_base *b)
{
	CHECK_INT(sqlite3_open(":memory:", &b->kept), SQLITE_OK);
	copy(b->kept, b->db);
}

void
dump_bring_back(struct dump_base *b)
{
	copy(b->db, b->kept);
}
