/* differential.c: every question of sql/ on both engines, with the same
 * random arguments in the same order; the answers and the failures must be the
 * same.  What an argument may be is guessed from the SQL beside it, so that
 * inserts often succeed: a state is a state, an id a small number.
 * SPDX-License-Identifier: Apache-2.0 */
#include "store_pair.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>

enum { STEPS = 2000, MOST_ARGS = 64 };

static const struct {
	const char *column, *words[9];
} choices[] = {
	{"kind", {"story", "page", "comment", "published", "note"}},
	{"state", {"publish", "publish", "publish", "draft", "public", "held", "ready"}},
	{"format", {"html", "classic", "blocks", "jpeg", "webp"}},
	{"direction", {"", "ltr", "rtl"}},
	{"worktype", {"news", "opinion"}},
	{"comments", {"open", "closed"}},
	{"role", {"reporter", "editor"}},
};
static const char *const texts[] = {"", "a", "A", "b", "paper", "é", "É", "ɛ", "ߒߞߏ", "a b", "_",
	"%", "10", "9", "Z", "z", "politics", "x/y"};
static const char *const lists[] = {"1", "1,2,3", "4,3,2,1", "7", "5,6"};
static const int64_t numbers[] = {1, 3, 2, -7, 4, INT64_MAX};

struct both {
	struct store *s[2];
	struct arena *a;
	const struct store_sql *q;
	struct cell arg[MOST_ARGS];
	struct rows rows;
};

static bool
word_char(char c)
{
	return (c >= 'a' && c <= 'z') || c == '_' || (c >= '0' && c <= '9');
}

/* The k-th name of an INSERT's columns. */
static str
insert_column(const char *sql, int k)
{
	const char *p = strchr(sql, '(');

	for (; p && k > 0; k--)
		p = strpbrk(p + 1, ",)");
	if (!p || *p == ')')
		return S("");
	p += strspn(p, "(, ");
	return (str){p, strcspn(p, ",) ")};
}

/* The column that argument n is compared with, set to or inserted into. */
static str
column_of(const char *sql, int n)
{
	char mark[8];
	const char *p = sql, *w;
	int len = snprintf(mark, sizeof mark, "?%d", n);

	while ((p = strstr(p, mark)) && p[len] >= '0' && p[len] <= '9')
		p += len;
	if (!p)
		return S("");
	for (w = p; w > sql && strchr(" =<>", w[-1]); w--)
		;
	if (w < p && strpbrk(w, "=<>") && strpbrk(w, "=<>") < p) {
		const char *end = w;

		while (w > sql && word_char(w[-1]))
			w--;
		return (str){w, (size_t)(end - w)};
	}
	w = strstr(sql, "VALUES (");
	if (!strncmp(sql, "INSERT", 6) && w && w < p) {
		int k = 0;

		for (; w < p; w++)
			k += *w == ',';
		return insert_column(sql, k);
	}
	return S("");
}


static struct cell
random_cell(char kind, const struct store_sql *q, int n, uint64_t *seed)
{
	str column = column_of(q->sqlite, n);
	uint64_t r = test_random(seed), r2 = test_random(seed);

	if (kind == 'r' && r % 2)
		return (struct cell){.kind = CELL_NULL};
	if (kind == 'b')
		return r % 4 ? (struct cell){.kind = CELL_BYTES, .s = {"\0\1\2\3", r2 % 5}} :
			(struct cell){.kind = CELL_NULL};
	if (kind == 'l')
		return (struct cell){.kind = CELL_IDS, .s = {(const char *)numbers, r % (LENGTH(numbers) + 1) * sizeof *numbers}};
	if (kind != 't') {
		bool time = str_ends(column, S("_at"));

		if (str_eq(column, S("pinned")) || str_eq(column, S("main")) ||
			str_eq(column, S("leaf")))
			r = r2 % 2;
		return (struct cell){.kind = CELL_INT,
			.i = (int64_t)(time && r % 3 ? 1000 + r2 % 50 : r % 8)};
	}
	if (strstr(q->sqlite, "json_each"))
		return (struct cell){.kind = CELL_TEXT, .s = str_of(lists[r % LENGTH(lists)])};
	for (size_t i = 0; i < LENGTH(choices); i++) {
		size_t words = 0;

		while (choices[i].words[words])
			words++;
		if (r % 16 && str_eq(column, str_of(choices[i].column)))
			return (struct cell){.kind = CELL_TEXT,
				.s = str_of(choices[i].words[r2 % (i && r % 4 ? 1 : words)])};
	}
	return (struct cell){.kind = CELL_TEXT, .s = str_of(texts[r2 % LENGTH(texts)])};
}

static err
ask(struct txn *t, void *arg)
{
	struct both *b = arg;

	return store_ask(t, b->q, b->arg, &b->rows);
}

static bool
is_read(const struct store_sql *q)
{
	return !strncmp(q->sqlite, "SELECT", 6) || !strncmp(q->sqlite, "WITH", 4);
}

static err
run_on(struct both *b, int which, struct rows *rows)
{
	struct txn *t;
	err e;

	if (!is_read(b->q)) {
		e = store_write(b->s[which], b->a, ask, b);
	} else {
		CHECK_OK(store_read(b->s[which], b->a, NULL, &t));
		e = ask(t, b);
		store_end(t);
	}
	*rows = b->rows;
	return e;
}

static str
row_text(struct arena *a, const struct rows *r, size_t row, size_t ncols)
{
	struct buf b = buf_in(a, 1 << 20);

	for (size_t i = 0; i < ncols; i++) {
		const struct cell *c = &r->cell[row * ncols + i];

		if (c->kind == CELL_INT)
			buf_fmt(&b, "%lld|", (long long)c->i);
		else
			buf_fmt(&b, "%d:%zu:%.*s|", (int)c->kind, c->s.n, SARG(c->s));
	}
	return buf_str(&b);
}

static int
compare(const void *x, const void *y)
{
	return str_cmp(*(const str *)x, *(const str *)y);
}

/* A question that does not end in an order may give its rows in any. */
static bool
has_order(const char *sql)
{
	const char *last = NULL;

	for (const char *p = sql; (p = strstr(p, "ORDER BY")); p++)
		last = p;
	return last && !strchr(last, ')');
}

static str
answer(struct arena *a, const struct rows *r, const struct store_sql *q)
{
	size_t ncols = strlen(q->cols);
	str *line = NEW(a, str, r->n);
	struct buf b = buf_in(a, 4 << 20);

	for (size_t i = 0; i < r->n; i++)
		line[i] = row_text(a, r, i, ncols);
	if (!has_order(q->sqlite) && r->n)
		qsort(line, r->n, sizeof *line, compare);
	for (size_t i = 0; i < r->n; i++) {
		buf_add(&b, line[i]);
		buf_char(&b, '\n');
	}
	return buf_str(&b);
}

static int
copy_text(void *out, int n, char **value, char **name)
{
	struct buf *b = out;

	(void)n, (void)name;
	buf_add(b, str_of(value[0]));
	return 0;
}

/* A sequence burns the number of a failed insert and knows nothing of numbers
 * that were given: the next ones are set to be SQLite's. */
static void
set_sequences(struct arena *a, str file, str server)
{
	struct buf b = buf_in(a, 1 << 16);
	sqlite3 *db;

	buf_add(&b, S("DO $$ DECLARE r record; BEGIN FOR r IN SELECT table_name AS n FROM "
		"information_schema.columns WHERE table_schema = current_schema AND is_identity = 'YES' "
		"AND column_name = 'id' LOOP PERFORM setval(pg_get_serial_sequence(r.n, 'id'), 1, false); "
		"END LOOP; END $$;"));
	CHECK(!sqlite3_open(arena_z(a, str_from(file, 7)), &db));
	CHECK(!sqlite3_exec(db, "SELECT 'SELECT setval(pg_get_serial_sequence(''' || name || ''', "
		"''id''), ' || seq || ');' FROM sqlite_sequence WHERE name <> 'change' AND seq > 0",
		copy_text, &b, NULL));
	sqlite3_close(db);
	pair_sql(a, server, arena_z(a, buf_str(&b)));
}

static bool
is_left_out(const struct store_sql *q)
{
	/* the file's size is the engine's own; JSON and the language of searches are not written by chance */
	return !strncmp(q->name, "change_", 7) || strstr(q->sqlite, "pragma_") || strstr(q->sqlite, " MATCH ") || strstr(q->sqlite, "story_words") ||
		strstr(q->postgres, "json_array_elements") || strstr(q->postgres, "setval") || strstr(q->postgres, "story_words");
}

TEST(store_engines_agree)
{
	str file = pair_url(a, ON_SQLITE), url = pair_url(a, ON_POSTGRES);
	struct both b = {.s = {pair_open(a, file), pair_open(a, url)}};
	uint64_t seed = test_seed();
	int asked = 0, failed = 0;
	size_t rows = 0;

	for (int step = 0; step < STEPS; step++) {
		struct rows have[2];
		err e[2];
		str text[2];

		b.q = store_queries[test_random(&seed) % store_queries_n];
		/* the larger half of the steps fills the archive */
		if (is_left_out(b.q) || (is_read(b.q) && test_random(&seed) % 2))
			continue;
		for (int i = 0; b.q->kinds[i]; i++)
			b.arg[i] = random_cell(b.q->kinds[i], b.q, i + 1, &seed);
		b.a = arena_new(64 << 20);
		for (int i = 0; i < 2; i++)
			e[i] = run_on(&b, i, &have[i]);
		if (e[0] != e[1])
			test_fail(__FILE__, __LINE__, "step %d, %s: %d on SQLite, %d on PostgreSQL "
				"(the last reason: %s)", step, b.q->name, (int)e[0], (int)e[1], fail_why());
		for (int i = 0; i < 2; i++)
			text[i] = e[0] ? S("") : answer(b.a, &have[i], b.q);
		if (!str_eq(text[0], text[1]))
			test_fail(__FILE__, __LINE__, "step %d, %s:\nSQLite\n%.*s\nPostgreSQL\n%.*s",
				step, b.q->name, SARG(text[0]), SARG(text[1]));
		asked++;
		failed += e[0] != OK;
		rows += e[0] ? 0 : have[0].n;
		if (b.q->sqlite[0] == 'I' && (e[0] || !strstr(b.q->sqlite, "RETURNING")))
			set_sequences(b.a, file, url);
		arena_end(b.a);
	}
	printf("figure engines agree on %d questions, %zu rows, %d failures\n", asked, rows, failed);
	CHECK(asked > STEPS / 3 && rows > 100 && failed < asked / 2);
}
