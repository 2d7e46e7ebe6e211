/* comment_page.c: the page of one comment: with all that can be done with it, what it said
 * before, and why the filter thinks what it thinks. */
#include "desk/comment/comments.h"

#include <stdlib.h>

ROUTE(GET, "/desk/comments/{id}/", desk_comment, MAY_MODERATE, NEVER)

enum { WEIGHTS = 12, WEIGHS = 100 }; /* shown; of 1000, away from the middle */

static err
put_edits(struct desk *d, int64_t id)
{
	struct value *list = value_list(d->root, "edits");
	struct comment_former *e;
	size_t n;

	TRY(comment_queue_former(d->t, id, &e, &n));
	value_bool(d->root, "any_edits", n);
	for (size_t i = 0; i < n; i++) {
		struct value *one = value_item(list);

		value_str(one, "author", e[i].author);
		value_str(one, "body", e[i].body);
		value_str(one, "person", e[i].person);
		show_date(&d->view, one, "made", e[i].made_at);
	}
	return OK;
}

/* The words that decide what the filter thinks of it now. */
static err
put_weights(struct desk *d, const struct comment_edit *c)
{
	struct value *list = value_list(d->root, "weights");
	struct comment_weight *row;
	size_t n;

	TRY(comment_queue_weights(d->t, c, &row, &n));
	value_bool(d->root, "any_weights", n);
	for (size_t i = 0; i < n && i < WEIGHTS && abs(row[i].spam - 500) >= WEIGHS; i++) {
		struct value *one = value_item(list);

		value_str(one, "text", row[i].text);
		value_bool(one, "spam", row[i].spam > 500);
		value_str(one, "per_cent", desk_counted(d, "percent", (row[i].spam + 5) / 10));
	}
	return OK;
}

static err
put_bans(struct desk *d, int64_t id)
{
	struct comment_origin can;
	struct value *v = value_record(d->root, "ban");

	TRY(comment_queue_origin(d->t, id, &can));
	value_bool(v, "email", can.email);
	value_bool(v, "machine", can.machine);
	value_bool(v, "network", can.network);
	value_bool(v, "any", can.email || can.machine || can.network);
	value_bool(v, "banned", can.banned);
	return OK;
}

err
desk_comment(struct ctx *c)
{
	struct comments_at at = comments_read(c, false);
	struct comment_edit row;
	struct comment_by by = comments_by(c);
	struct desk d;
	struct value *list;
	int64_t id;

	TRY(desk_id(c, 0, &id));
	TRY(desk_begin(c, &d, "comments"));
	TRY(comment_queue_words(d.t, &by, id, &row));
	comments_put_at(&d, &at);
	list = value_list(d.root, "comments");
	TRY(comments_put_list(&d, list, &id, 1, &at));
	value_str(d.root, "back", comments_path(d.a, &at));
	value_str(d.root, "author_typed", row.author);
	value_str(d.root, "url_typed", row.url);
	value_str(d.root, "body_typed", row.body);
	TRY(put_edits(&d, id));
	TRY(put_weights(&d, &row));
	TRY(put_bans(&d, id));
	desk_title(&d, words_say(d.words, d.a, "comments_by_name", WORDS({"name", row.author.n ? row.author :
		words_get(d.words, "anonymous")})));
	return desk_render(&d, "comments-one");
}
