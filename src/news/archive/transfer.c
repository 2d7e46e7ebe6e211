/* transfer.c: the rows of imports and exports. */
#include "news/archive/transfer.h"

#include "query/transfer.h"

err
transfer_list(struct txn *t, int64_t count, struct transfer **out, size_t *n)
{
	struct q_transfer_list *row;

	TRY(q_transfer_list(t, count, &row, n));
	*out = NEW(store_arena(t), struct transfer, *n);
	for (size_t i = 0; i < *n; i++)
		(*out)[i] = (struct transfer){.id = row[i].id, .kind = row[i].kind, .state = row[i].state, .file = row[i].file,
			.media = row[i].media, .dry = row[i].dry != 0, .person = row[i].person, .asked_at = row[i].asked_at,
			.began_at = row[i].began_at, .ended_at = row[i].ended_at, .phase = row[i].phase, .done = row[i].done,
			.size = row[i].size, .records = row[i].records, .fresh = row[i].fresh};
	return OK;
}

err
transfer_get(struct txn *t, int64_t id, struct transfer *out)
{
	struct q_transfer_get row;

	TRY(q_transfer_get(t, id, &row));
	*out = (struct transfer){.id = row.id, .kind = row.kind, .state = row.state, .file = row.file, .media = row.media,
		.dry = row.dry != 0, .asked_at = row.asked_at, .began_at = row.began_at, .ended_at = row.ended_at,
		.phase = row.phase, .done = row.done, .size = row.size, .records = row.records, .fresh = row.fresh,
		.report = row.report};
	return OK;
}

bool
transfer_is_over(const struct transfer *r)
{
	return str_eq(r->state, S("done")) || str_eq(r->state, S("stopped")) || str_eq(r->state, S("failed"));
}

int64_t
transfer_percent(const struct transfer *r)
{
	if (str_eq(r->state, S("done")))
		return 100;
	return r->size > 0 && r->done >= 0 ? (r->done >= r->size ? 99 : r->done * 100 / r->size) : 0;
}

err
transfer_busy(struct txn *t, int64_t *id)
{
	struct q_transfer_busy row;
	err e = q_transfer_busy(t, &row);

	*id = e == OK ? row.id : 0;
	return e == E_ABSENT ? OK : e;
}

err
transfer_ask(struct txn *t, const struct actor *by, const struct transfer *w, int64_t *id)
{
	struct q_transfer_add out;
	int64_t busy;

	TRY(transfer_busy(t, &busy));
	if (busy)
		return fail(E_CLASH, "another import or export is running");
	TRY(q_transfer_add(t, &(struct q_transfer_add_in){.kind = w->kind, .file = w->file, .media = w->media,
		.dry = w->dry, .person = by->person, .at = by->now}, &out));
	*id = out.id;
	return audit_put(t, by, arena_fmt(store_arena(t), "%.*s.begin", SARG(w->kind)).p, arena_z(store_arena(t), w->kind),
		out.id, w->file);
}

err
transfer_ask_stop(struct txn *t, const struct actor *by, int64_t id)
{
	TRY(q_transfer_stop(t, id));
	return audit_put(t, by, "import.stop", "import", id, S(""));
}

err
transfer_next(struct txn *t, int64_t stale, struct transfer *out)
{
	struct q_transfer_next row;

	TRY(q_transfer_next(t, stale, &row));
	*out = (struct transfer){.id = row.id, .kind = row.kind, .state = row.state, .file = row.file, .media = row.media,
		.dry = row.dry != 0};
	return OK;
}

err
transfer_take(struct txn *t, int64_t id, int64_t now)
{
	return q_transfer_take(t, id, now);
}

err
transfer_report(struct txn *t, const struct transfer *w, int64_t now, bool *stopping)
{
	struct q_transfer_get row;

	TRY(q_transfer_get(t, w->id, &row));
	*stopping = str_eq(row.state, S("stopping"));
	return q_transfer_tell(t, &(struct q_transfer_tell_in){.id = w->id, .at = now, .phase = w->phase, .done = w->done,
		.size = w->size, .records = w->records, .fresh = w->fresh});
}

err
transfer_end(struct txn *t, int64_t id, str state, str report, int64_t now)
{
	return q_transfer_end(t, id, state, now, report);
}
