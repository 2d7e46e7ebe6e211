/* note.c: notes are never changed and never deleted: who reads them later must be able to
 * rely on what was said.  Answers are one level deep: an answer to an answer stands
 * beside it. */
#include "news/draft/note.h"

#include "news/draft/working.h"
#include "query/working.h"

enum { TEXT_BYTES = 12000, QUOTE_BYTES = 4000 };

/* The note, when it is of this story. */
static err
find(struct txn *t, int64_t story, int64_t id, struct q_note_get *r)
{
	TRY(q_note_get(t, id, r));
	return r->story_id == story ? OK : fail(E_ABSENT, "note %lld of this story not found", (long long)id);
}

err
note_add(struct txn *t, const struct person *who, int64_t story, const struct note_new *n, int64_t now, int64_t *id)
{
	struct working w;
	struct q_note_get above;
	struct q_note_add out;
	str text = str_trim(n->text), quote = str_trim(n->quote);
	int64_t parent = n->parent;

	if (!text.n || text.n > TEXT_BYTES || quote.n > QUOTE_BYTES)
		return fail(E_INPUT, "a note needs a text of at most %d bytes", TEXT_BYTES);
	TRY(working_load(t, who, story, &w));
	if (parent) {
		TRY(find(t, story, parent, &above));
		parent = above.parent_id ? above.parent_id : parent;
	}
	TRY(q_note_add(t, &(struct q_note_add_in){.story = story, .person = who->id, .quote = quote, .text = text,
		.at = now, .parent = parent}, &out));
	*id = out.id;
	return working_audit(t, who, "story.note", story, str_upto(text, 200), now);
}

err
note_done(struct txn *t, const struct person *who, int64_t story, int64_t id, bool done, int64_t now)
{
	struct working w;
	struct q_note_get r;

	TRY(working_load(t, who, story, &w));
	TRY(find(t, story, id, &r));
	TRY(q_note_done(t, id, done ? now : 0, done ? who->id : 0));
	return working_audit(t, who, done ? "story.note_done" : "story.note_open", story, S(""), now);
}
