/* store.c: the archive's promises, each on both engines (test/store_engine.c). */
#include "test.h"

#include "query.h"
#include "store/engine.h"

static err
put_one(struct txn *t, void *arg)
{
	TRY(q_setting_put(t, S("paper"), S("The Bell")));
	store_changed(t, DEP_SETTING, dep_name(S("paper")), 0);
	(void)arg;
	return OK;
}

TEST(store_first)
{
	str url = arena_fmt(a, "sqlite:%.*s/site.db", SARG(test_folder(a)));
	struct store *s;
	struct txn *t;
	struct q_setting_all *row;
	size_t n;

	CHECK_OK(store_open(a, url, 2, &s));
	CHECK_OK(store_write(s, a, put_one, NULL));
	CHECK_OK(store_read(s, a, NULL, &t));
	CHECK_OK(q_setting_all(t, &row, &n));
	CHECK_INT(n, 1);
	CHECK_STR(row[0].value, S("The Bell"));
	store_end(t);
	CHECK_OK(store_health(s));
}
