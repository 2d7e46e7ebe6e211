/* store.c: placeholder until the engines stand: every call says so. */
#include "store/engine.h"

err
store_ask(struct txn *t, const struct store_sql *q, const struct cell *arg, struct rows *rows)
{
	(void)t, (void)q, (void)arg, (void)rows;
	return fail(E_BROKEN, "the store has no engine yet");
}

struct arena *
store_arena(const struct txn *t)
{
	(void)t;
	return NULL;
}

void
store_note(struct txn *t, struct dep d)
{
	(void)t, (void)d;
}

void
store_until(struct txn *t, int64_t moment)
{
	(void)t, (void)moment;
}

void
store_changed(struct txn *t, uint32_t kind, int64_t id, int64_t at)
{
	(void)t, (void)kind, (void)id, (void)at;
}

err
store_read(struct store *s, struct arena *a, struct deps *deps, struct txn **t)
{
	(void)s, (void)a, (void)deps, (void)t;
	return fail(E_BROKEN, "the store has no engine yet");
}

void
store_end(struct txn *t)
{
	(void)t;
}

err
store_write(struct store *s, struct arena *a, err (*work)(struct txn *, void *arg), void *arg)
{
	(void)s, (void)a, (void)work, (void)arg;
	return fail(E_BROKEN, "the store has no engine yet");
}
