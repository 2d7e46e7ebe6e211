/* story.h: what the files of a story's page share: the fields as a form has them. */
#pragma once
#include "desk/desk.h"
#include "news/draft/working.h"

/* The fields of the form, with which version of the copy they began.  The body comes as
 * HTML (body), or without scripts as light text (light) beside it. */
err story_read(struct ctx *, struct working_copy *, int64_t *version) MUST;

/* Why the form is shown again instead of being done. */
struct story_again {
	const struct working_copy *typed;
	str why;                    /* a word of lang/ or a reason; empty: none */
	bool clash;                 /* something else lies there: both are shown */
};
/* The page of the story; again NULL: as it lies there. */
err story_page(struct ctx *, int64_t story, const struct story_again *) MUST;
/* What is done with the form besides keeping what was typed, in the same transaction. */
struct story_order {
	bool copy_only;             /* it goes into the working copy, not into the story */
	err (*work)(struct txn *, const struct ctx *, int64_t story, void *arg);
	void *arg;
	const char *done;
};
/* Keeps what was typed and does the order (NULL: none); or the form again, with every
 * typed word and why. */
err story_save_and(struct ctx *, const struct story_order *) MUST;
/* The form's fields as values. */
void story_put_fields(struct desk *, struct value *into, const struct working_copy *);
/* "fields": {...} */
struct json;
void story_put_json(struct json *, const struct working_copy *);
/* What a field is called. */
str story_label(const struct desk *, enum working_field);
/* A story's path: "/desk/story/12/" and what follows it. */
str story_path(struct arena *, int64_t story, const char *more);
/* A headline, or what stands where there is none. */
str story_headline(const struct desk *, str headline);

/* A form of a story that could not be taken because the session had ended or its token
 * was another's: a page that has everything that was typed.  False: it is none. */
bool story_rescue(struct ctx *, err);
/* The answer to a request of the desk that failed: the rescue where it holds, else
 * desk_error(). */
void story_error(struct ctx *, err);
