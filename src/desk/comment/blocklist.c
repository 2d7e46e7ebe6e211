/* blocklist.c: the words that hold a comment, or put it to the bin, without asking anybody.
 * SPDX-License-Identifier: Apache-2.0 */
#include "desk/comment/comments.h"

ROUTE(GET, "/desk/comments/words/", desk_comments_words, MAY_MODERATE, NEVER)
ROUTE(POST, "/desk/comments/words/", desk_comments_words_save, MAY_MODERATE, NEVER)

err
desk_comments_words(struct ctx *c)
{
	struct desk d;

	TRY(desk_begin(c, &d, "comments"));
	value_str(d.root, "hold", setting_str(&d.paper.set, "comment_words_hold"));
	value_str(d.root, "bin", setting_str(&d.paper.set, "comment_words_bin"));
	value_str(d.root, "links", words_number(d.words, d.a, setting_int(&d.paper.set, "comment_max_links")));
	desk_title(&d, words_get(d.words, "comments_words"));
	return desk_render(&d, "comments-words");
}

static err
save_words(struct txn *t, void *arg)
{
	struct ctx *c = arg;
	struct comment_by by = comments_by(c);

	return comment_blocklist_change(t, &by, str_trim(request_form(c->req, S("hold"))),
		str_trim(request_form(c->req, S("bin"))));
}

err
desk_comments_words_save(struct ctx *c)
{
	TRY(store_write(c->store, c->a, save_words, c));
	return desk_done(c, S("/desk/comments/words/"), "done_comments_words");
}
