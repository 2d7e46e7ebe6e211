/* suggest.c: names that begin as what is typed: tags, and those for bylines. */
#include "desk/desk.h"
#include "query/working.h"
#include "text/data/json.h"
#include "text/words/slug.h"

ROUTE(GET, "/desk/suggest/tag", desk_suggest_tag, MAY_WRITE, NEVER)
ROUTE(GET, "/desk/suggest/author", desk_suggest_author, MAY_WRITE, NEVER)

enum { SUGGESTIONS = 12, TYPED_BYTES = 120 };

static err
typed(struct ctx *c, str *name, str *slug)
{
	*name = str_trim(request_query(c->req, S("q")));
	if (name->n > TYPED_BYTES)
		return fail(E_INPUT, "q: no name is that long");
	*slug = slug_make(c->a, *name);
	return OK;
}

static void
put(struct json *j, int64_t id, str name, str slug)
{
	json_open(j, '{');
	json_key(j, "id");
	json_num(j, id);
	json_put(j, "name", name);
	json_put(j, "slug", slug);
}

err
desk_suggest_tag(struct ctx *c)
{
	struct buf b = buf_in(c->a, 64 << 10);
	struct json j = json_to(&b, 0);
	struct q_suggest_tag *r;
	size_t n = 0;
	str name, slug;

	TRY(typed(c, &name, &slug));
	if (slug.n)
		TRY(q_suggest_tag(c->txn, slug, SUGGESTIONS, &r, &n));
	json_open(&j, '{');
	json_key(&j, "items");
	json_open(&j, '[');
	for (size_t i = 0; i < n; i++) {
		put(&j, r[i].id, r[i].name, r[i].slug);
		json_close(&j);
	}
	json_close(&j);
	json_close(&j);
	desk_json(c, 0, buf_str(&b));
	return OK;
}

err
desk_suggest_author(struct ctx *c)
{
	struct buf b = buf_in(c->a, 64 << 10);
	struct json j = json_to(&b, 0);
	struct q_suggest_author *r;
	size_t n = 0;
	str name, slug;

	TRY(typed(c, &name, &slug));
	if (slug.n)
		TRY(q_suggest_author(c->txn, slug, name, SUGGESTIONS, &r, &n));
	json_open(&j, '{');
	json_key(&j, "items");
	json_open(&j, '[');
	for (size_t i = 0; i < n; i++) {
		put(&j, r[i].id, r[i].name, r[i].slug);
		json_key(&j, "staff");
		json_bit(&j, r[i].staff != 0);
		json_close(&j);
	}
	json_close(&j);
	json_close(&j);
	desk_json(c, 0, buf_str(&b));
	return OK;
}
