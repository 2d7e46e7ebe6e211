/* mail.c: see comment_mail.h. */
#include "news/comment/mail.h"

#include "news/people/role.h"
#include "query/comment_desk.h"
#include "query/person.h"

#define PURPOSE S("comment mail")
static const int64_t TOKEN_SECONDS = 400 * 86400LL;

str
comment_mail_token(struct arena *a, const struct seal *key, int64_t comment, int64_t now)
{
	return seal_token(a, key, PURPOSE, &comment, 1, now);
}

err
comment_mail_check(const struct seal *key, int64_t comment, str token, int64_t now)
{
	int64_t made;

	if (seal_token_check(key, PURPOSE, &comment, 1, token, &made) || now - made > TOKEN_SECONDS)
		return fail(E_ABSENT, "this link is incomplete or has expired");
	return OK;
}

err
comment_mail_say(struct txn *t, int64_t comment, bool yes, int64_t now)
{
	return q_comment_mail_say(t, comment, yes ? S("yes") : S("no"), now);
}

/* The writer of a comment that asks for answers is asked back, once. */
static err
ask(struct txn *t, const struct seal *key, const struct q_comment_tell_next *c, int64_t now, struct comment_mail *out, size_t *n)
{
	struct q_comment_mail_ask row;
	str to;
	err e;

	if (!c->tell)
		return OK;
	e = q_comment_mail_ask(t, c->id, now, &row);
	if (e)
		return e == E_ABSENT ? OK : e; /* asked before, or without an address */
	TRY(comment_email(t, key, c->id, &to));
	if (to.n)
		out[(*n)++] = (struct comment_mail){.to = to, .comment_id = c->id, .story_id = c->story_id};
	return OK;
}

static err
answer(struct txn *t, const struct seal *key, const struct q_comment_tell_next *c, struct comment_mail *out, size_t *n)
{
	str to;

	if (!c->parent_id || !c->parent_wants)
		return OK;
	TRY(comment_email(t, key, c->parent_id, &to));
	if (to.n)
		out[(*n)++] = (struct comment_mail){.to = to, .comment_id = c->parent_id, .answer_id = c->id,
			.story_id = c->story_id, .headline = c->headline, .name = c->author_name, .body = c->body};
	return OK;
}

err
comment_mail_next(struct txn *t, const struct seal *key, const struct settings *s, int64_t before, int64_t count,
	int64_t now, struct comment_mail **out, size_t *n, size_t *done)
{
	struct q_comment_tell_next *row;

	*n = 0;
	TRY(q_comment_tell_next(t, before, count, now, &row, done));
	*out = NEW(store_arena(t), struct comment_mail, *done * 2);
	for (size_t i = 0; i < *done; i++) {
		TRY(q_comment_tell_done(t, row[i].id));
		if (!setting_on(s, "comment_mail_answers") || !row[i].seen)
			continue;
		TRY(ask(t, key, &row[i], now, *out, n));
		TRY(answer(t, key, &row[i], *out, n));
	}
	return OK;
}

/* The addresses of those whose work it is: moderators; where there are none, who
 * else may rule on comments. */
static err
moderators(struct txn *t, str **to, size_t *n)
{
	static const enum role order[] = {ROLE_MODERATOR, ROLE_PUBLISHER, ROLE_ADMINISTRATOR};
	struct q_person_all *p;
	size_t people;

	*n = 0;
	TRY(q_person_all(t, &p, &people));
	*to = NEW(store_arena(t), str, people);
	for (size_t k = 0; k < LENGTH(order) && !*n; k++)
		for (size_t i = 0; i < people && *n < 50; i++)
			if (!p[i].ended_at && str_eq(p[i].role, str_of(role_name(order[k]))))
				(*to)[(*n)++] = p[i].email;
	return OK;
}

err
comment_mail_digest(struct txn *t, const struct settings *s, int64_t now, int64_t *waiting, str **to, size_t *n)
{
	struct q_comment_digest row;

	*n = 0;
	*waiting = 0;
	if (!setting_on(s, "comment_mail_held"))
		return OK;
	TRY(q_comment_digest(t, &row));
	*waiting = row.waiting;
	if (!row.waiting || now - row.at < COMMENT_DIGEST || row.newest <= row.at)
		return OK;
	TRY(q_comment_digest_put(t, now));
	return moderators(t, to, n);
}
