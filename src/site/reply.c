/* reply.c: from a reply form's state to what its template is given.  Every name
 * of doc/themes.md is set, so that a theme never finds another's value.
 * SPDX-License-Identifier: Apache-2.0 */
#include "site/reply.h"

/* The message of a fault; a limit is written as the language writes numbers. */
static str
message(const struct view *v, enum comment_fault f)
{
	int limit = comment_fault_limit(f);
	str n = limit ? words_number(v->words, v->a, limit) : S("");

	return words_say(v->words, v->a, comment_fault_word(f), WORDS({"n", n}));
}

static str
fault_at(const struct view *v, const struct reply_form *f, const char *field)
{
	for (size_t i = 0; i < f->faults; i++)
		if (!strcmp(comment_fault_field(f->fault[i]), field))
			return message(v, f->fault[i]);
	return S("");
}

static void
show_faults(const struct view *v, struct value *form, const struct reply_form *f)
{
	struct value *list;

	value_str(form, "comment_error", fault_at(v, f, "comment"));
	value_str(form, "author_error", fault_at(v, f, "author"));
	value_str(form, "email_error", fault_at(v, f, "email"));
	value_str(form, "url_error", fault_at(v, f, "url"));
	if (!f->faults) {
		value_null(form, "errors");
		return;
	}
	list = value_list(value_record(form, "errors"), "items");
	for (size_t i = 0; i < f->faults; i++) {
		struct value *one = value_item(list);

		value_str(one, "text", message(v, f->fault[i]));
		value_str(one, "field", str_of(comment_fault_field(f->fault[i])));
	}
}

void
reply_show(const struct view *v, struct value *form, const struct reply_form *f)
{
	struct value *token = value_record(form, "token");

	value_str(form, "action", S("/wp-comments-post.php"));
	value_str(form, "title", f->parent_name.n ? words_say(v->words, v->a, "leave_reply_to",
		WORDS({"name", f->parent_name})) : words_get(v->words, "leave_reply"));
	value_str(form, "cancel", f->cancel);
	value_str(form, "status", f->status);
	value_int(form, "story", f->story_id);
	value_int(form, "parent", f->parent_id);
	value_str(token, "name", S(COMMENT_TOKEN));
	value_str(token, "value", f->token);
	value_str(form, "trap", S(COMMENT_TRAP));
	value_str(form, "comment", f->comment);
	value_str(form, "author", f->author);
	value_str(form, "email", f->email);
	value_str(form, "url", f->url);
	value_bool(form, "may_tell", f->may_tell);
	value_bool(form, "tell", f->tell);
	show_faults(v, form, f);
}
