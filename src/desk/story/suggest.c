/* suggest.c: names that begin as what is typed: tags, and those for bylines. */
#include "desk/desk.h"
#include "news/story/author.h"
#include "news/story/tag.h"
#include "text/data/json.h"

ROUTE(GET, "/desk/suggest/tag", desk_suggest_tag, MAY_WRITE, NEVER)
ROUTE(GET, "/desk/suggest/author", desk_suggest_author, MAY_WRITE, NEVER)

enum { SUGGESTIONS = 12, TYPED_BYTES = 120 };

static err
typed(struct ctx *c, str *name)
{
	*name = str_trim(request_query(c->req, S("q")));
	return name->n > TYPED_BYTES ? fail(E_INPUT, "q: the search text is too long") : OK;
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
	struct tag_entry *r;
	size_t n;
	str name;

	TRY(typed(c, &name));
	TRY(tag_suggest(c->txn, name, SUGGESTIONS, &r, &n));
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
	struct author_suggestion *r;
	size_t n;
	str name;

	TRY(typed(c, &name));
	TRY(author_suggest(c->txn, name, SUGGESTIONS, &r, &n));
	json_open(&j, '{');
	json_key(&j, "items");
	json_open(&j, '[');
	for (size_t i = 0; i < n; i++) {
		put(&j, r[i].id, r[i].name, r[i].slug);
		json_key(&j, "staff");
		json_bit(&j, r[i].staff);
		json_close(&j);
	}
	json_close(&j);
	json_close(&j);
	desk_json(c, 0, buf_str(&b));
	return OK;
}
