/* breaking.c: starting and ending the breaking strip, and what of it readers see. */
#include "news/front/breaking.h"
#include "news/front/front_may.h"
#include "news/people/audit.h"

#include "base/utf8.h"
#include "query/front.h"
#include "text/html/href.h"

static void
of_story(const struct paper *p, const struct q_breaking_now *r, struct breaking *b)
{
	const struct card card = {.id = r->story_id, .page = str_eq(r->kind, S("page")), .slug = r->slug,
		.path = r->path, .published_at = r->published_at, .section_id = r->section_id,
		.section_path = r->section_path, .author_slug = r->author_slug};

	b->url = card_path(p, &card);
	if (b->text.n)
		return;
	b->text = r->headline;
	b->language = r->language;
	b->direction = r->direction;
}

err
breaking_load(struct txn *t, const struct paper *p, struct breaking *b)
{
	struct q_breaking_now *row;
	size_t n;

	*b = (struct breaking){0};
	TRY(q_breaking_now(t, p->now, &row, &n));
	if (!n || !row->id)
		return OK;
	*b = (struct breaking){.id = row->id, .story_id = row->story_id, .starts_at = row->starts_at,
		.ends_at = row->ends_at, .text = row->text, .url = row->link, .actor = row->actor};
	if (!row->story_id)
		return OK;
	of_story(p, row, b);
	b->waits = !str_eq(row->state, S("publish")) || row->public_at > p->now;
	if (b->waits && str_eq(row->state, S("publish")))
		store_until(t, row->public_at);
	return OK;
}

err
breaking_nav(struct txn *t, struct paper *p)
{
	struct breaking *b = NEW(p->a, struct breaking, 1);

	TRY(paper_nav(t, p));
	TRY(breaking_load(t, p, b));
	p->breaking = b->text.n && !b->waits ? b : NULL;
	return OK;
}

static err
check(struct txn *t, const struct breaking_new *b, const struct person *who, int64_t now, str *link)
{
	struct q_front_story story;
	err e;

	if (!front_may_whole(who))
		return fail(E_DENIED, "the banner covers the whole site, but you are restricted to some sections");
	if (!b->text.n && !b->story_id)
		return fail(E_INPUT, "enter a banner text or select a story");
	if (utf8_count(b->text) > BREAKING_CHARS)
		return fail(E_INPUT, "the banner text can have at most %d characters", BREAKING_CHARS);
	if (b->ends_at && b->ends_at <= now)
		return fail(E_INPUT, "the banner would end before it starts");
	*link = S("");
	if (b->link.n && !b->story_id && !href_clean(store_arena(t), b->link, HREF_WEB, link))
		return fail(E_INPUT, "\"%.*s\" is not a valid banner link", SARG(str_upto(b->link, 80)));
	if (!b->story_id)
		return OK;
	e = q_front_story(t, b->story_id, &story);
	return e == E_ABSENT ? fail(E_INPUT, "story %lld not found", (long long)b->story_id) : e;
}

static err
write_down(struct txn *t, const struct person *who, int64_t now, const char *action, int64_t id, str detail)
{
	store_changed(t, DEP_BREAKING, 0, 0);
	return audit_put(t, &(struct actor){who->id, who->name, now},
		action, "breaking", id, detail);
}

err
breaking_start(struct txn *t, const struct breaking_new *b, const struct person *who, int64_t now, int64_t *id)
{
	struct breaking_new in = *b;
	struct q_breaking_add out;
	str link;

	in.text = str_trim(b->text);
	in.link = str_trim(b->link);
	TRY(check(t, &in, who, now, &link));
	TRY(q_breaking_end(t, now));
	TRY(q_breaking_add(t, &(struct q_breaking_add_in){.text = in.text, .link = link, .story = in.story_id,
		.starts_at = now, .ends_at = in.ends_at, .person = who->id, .actor = who->name}, &out));
	*id = out.id;
	return write_down(t, who, now, "breaking.on", out.id, in.text);
}

err
breaking_stop(struct txn *t, const struct person *who, int64_t now)
{
	if (!front_may_whole(who))
		return fail(E_DENIED, "the banner covers the whole site, but you are restricted to some sections");
	TRY(q_breaking_end(t, now));
	return write_down(t, who, now, "breaking.off", 0, S(""));
}
