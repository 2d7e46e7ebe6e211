/* postgres_ask.c: one prepared question and its rows, all in binary.
 *
 * Arguments have declared types, so that the server never guesses; a column
 * is checked by its type once an answer and not once a cell.  Whole answers
 * are held by libpq while they are copied: questions in sql/ have a LIMIT.
 */
#include "store/postgres.h"

#include <endian.h>
#include <stdio.h>
#include <string.h>

enum { MOST_ARGS = 64 };

static Oid
type_of(char letter)
{
	return letter == 't' ? PG_TEXT : letter == 'b' ? PG_BYTEA : letter == 'l' ? PG_INT8_LIST : PG_INT8;
}

static bool
fits(Oid type, char letter)
{
	if (letter == 't' || letter == 'b')
		return type == type_of(letter);
	return type == PG_INT8 || type == PG_INT4 || type == PG_INT2 || type == PG_BOOL;
}

static err
check_columns(const PGresult *r, const struct store_sql *q)
{
	int n = PQnfields(r);

	if ((size_t)n != strlen(q->cols))
		return fail(E_BROKEN, "%s: returns %d columns but declares %zu", q->name, n,
			strlen(q->cols));
	for (int i = 0; i < n; i++)
		if (!fits(PQftype(r, i), q->cols[i]))
			return fail(E_BROKEN, "%s: column %s has type %u, not the declared one", q->name, PQfname(r, i), PQftype(r, i));
	return OK;
}

static err
be_ready(struct postgres *c, const struct store_sql *q, const char *name)
{
	Oid type[MOST_ARGS];
	size_t n = strlen(q->kinds);
	PGresult *r;

	if (c->ready[q->number])
		return OK;
	if (n > MOST_ARGS)
		return fail(E_BROKEN, "%s has more than %d arguments", q->name, MOST_ARGS);
	for (size_t i = 0; i < n; i++)
		type[i] = type_of(q->kinds[i]);
	r = PQprepare(c->pg, name, q->postgres, (int)n, type);
	if (PQresultStatus(r) != PGRES_COMMAND_OK)
		return postgres_fail(&c->conn, c->pg, r, q->name);
	PQclear(r);
	c->ready[q->number] = true;
	return OK;
}

/* An array of int8 as the server sends and takes it (array_recv). */
static str
list_bytes(struct arena *a, str ids)
{
	size_t n = ids.n / sizeof(int64_t), size = n ? 20 + 12 * n : 12;
	unsigned char *out = NEW(a, unsigned char, size);
	uint32_t head[5] = {htobe32(n > 0), 0, htobe32(PG_INT8), htobe32((uint32_t)n), htobe32(1)};
	uint32_t eight = htobe32(8);

	memcpy(out, head, n ? 20 : 12);
	for (size_t i = 0; i < n; i++) {
		int64_t id;
		uint64_t big;

		memcpy(&id, ids.p + i * sizeof id, sizeof id);
		big = htobe64((uint64_t)id);
		memcpy(out + 20 + 12 * i, &eight, 4);
		memcpy(out + 24 + 12 * i, &big, 8);
	}
	return (str){(char *)out, size};
}

static void
execute(struct arena *a, struct postgres *c, const struct store_sql *q, const char *name,
	const struct cell *arg)
{
	const char *value[MOST_ARGS];
	int length[MOST_ARGS], binary[MOST_ARGS], n = (int)strlen(q->kinds);
	uint64_t number[MOST_ARGS];

	for (int i = 0; i < n; i++) {
		str s = arg[i].kind == CELL_IDS ? list_bytes(a, arg[i].s) : arg[i].s;

		binary[i] = 1;
		value[i] = arg[i].kind == CELL_NULL ? NULL : s.p ? s.p : "";
		length[i] = (int)s.n;
		if (arg[i].kind != CELL_INT)
			continue;
		number[i] = htobe64((uint64_t)arg[i].i);
		value[i] = (const char *)&number[i];
		length[i] = sizeof number[i];
	}
	PQclear(c->result);
	c->result = PQexecPrepared(c->pg, name, n, value, length, binary, 1);
}

static int64_t
big_endian(const unsigned char *p, int n)
{
	int64_t v = n && p[0] & 0x80 && n > 1 ? -1 : 0;

	for (int i = 0; i < n; i++)
		v = (int64_t)((uint64_t)v << 8 | p[i]);
	return v;
}

static struct cell
read_cell(struct arena *a, const PGresult *r, int row, int i, char letter)
{
	const char *p = PQgetvalue(r, row, i);
	int n = PQgetlength(r, row, i);

	if (PQgetisnull(r, row, i))
		return (struct cell){0};
	if (letter == 'i' || letter == 'r')
		return (struct cell){.kind = CELL_INT,
			.i = big_endian((const unsigned char *)p, n)};
	return (struct cell){.kind = letter == 't' ? CELL_TEXT : CELL_BYTES,
		.s = arena_copy(a, (str){p, (size_t)n})};
}

err
postgres_ask(struct conn *conn, struct arena *a, const struct store_sql *q,
	const struct cell *arg, struct rows *rows)
{
	struct postgres *c = (struct postgres *)conn;
	size_t ncols = strlen(q->cols);
	ExecStatusType status;
	PGresult *r;
	char name[24];
	err e = OK;

	snprintf(name, sizeof name, "q%d", q->number);
	for (size_t i = 0; q->kinds[i]; i++)
		if (arg[i].s.n > INT32_MAX / 2)
			return fail(E_TOOBIG, "%s: argument too long", q->name);
	if (!c->pg)
		return fail(E_BUSY, "the database connection was lost");
	TRY(be_ready(c, q, name));
	execute(a, c, q, name, arg);
	status = PQresultStatus(c->result);
	r = c->result;
	if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) {
		c->result = NULL;
		return postgres_fail(&c->conn, c->pg, r, q->name);
	}
	if (ncols || PQnfields(r))
		e = check_columns(r, q);
	rows->n = e ? 0 : (size_t)PQntuples(r);
	rows->cell = NEW(a, struct cell, rows->n * ncols);
	for (size_t i = 0; i < rows->n * ncols; i++)
		rows->cell[i] = read_cell(a, r, (int)(i / ncols), (int)(i % ncols),
			q->cols[i % ncols]);
	PQclear(c->result);
	c->result = NULL;
	return e;
}

err
postgres_check(struct conn *conn, const struct store_sql *q)
{
	struct postgres *c = (struct postgres *)conn;
	PGresult *r;
	char name[24];
	err e;

	snprintf(name, sizeof name, "q%d", q->number);
	TRY(be_ready(c, q, name));
	r = PQdescribePrepared(c->pg, name);
	if (PQresultStatus(r) != PGRES_COMMAND_OK)
		return postgres_fail(&c->conn, c->pg, r, q->name);
	e = check_columns(r, q);
	for (int i = 0; !e && i < PQnparams(r); i++)
		if (PQparamtype(r, i) != type_of(q->kinds[i]))
			e = fail(E_BROKEN, "%s: argument %d has type %u", q->name, i + 1,
				PQparamtype(r, i));
	PQclear(r);
	return e;
}
