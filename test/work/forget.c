/* forget.c: what has ended is forgotten.
 * SPDX-License-Identifier: Apache-2.0 */
#include "work/work.h"
#include "news/comment/comment.h"
#include "news/people/login_link.h"
#include "news/people/login.h"
#include "news/people/person.h"
#include "news/people/session.h"
#include "news/paper/site_folder.h"
#include "news/story/save.h"
#include "query/comment.h"
#include "test.h"

struct made {
	struct site site;
	int64_t story, comment;
};

static err
make(struct txn *t, void *arg)
{
	struct made *m = arg;
	struct story_draft d = story_draft_new();

	d.headline = S("A story");
	d.slug = S("a-story");
	d.state = S("publish");
	d.published_at = 1000;
	TRY(story_save(t, 0, &d, 1000, &m->story));
	return comment_add(t, m->site.seal, &(struct comment_new){.story_id = m->story, .kind = S("comment"),
		.state = S("public"), .author = S("Ama"), .body = S("Hello"), .origin = S("192.0.2.7"),
		.created_at = 1000000}, &m->comment);
}

struct count {
	struct site *site;
	int64_t sessions, person;
	str key;
	bool look;
};

/* Two sessions, a link and a failure; or what is left of them. */
static err
come_and_go(struct txn *t, void *arg)
{
	struct count *c = arg;
	struct session_from from = {.peer = S("192.0.2.7")};
	struct session *s;
	struct link l;
	size_t n;
	int64_t wait;

	if (c->look) {
		TRY(session_list(t, c->person, 1000, &s, &n));
		c->sessions = (int64_t)n;
		return login_link_find(t, c->site->seal, c->key, 1000, &l);
	}
	TRY(person_add(t, &(struct person_new){.email = S("ama@paper.example"), .name = S("Ama"), .role = S("editor")}, NULL, 1000,
		&c->person));
	TRY(session_begin(t, c->site->seal, c->person, &from, false, 1000, &c->key));
	TRY(session_begin(t, c->site->seal, c->person, &from, true, 1000, &c->key));
	TRY(login_count(t, c->site->seal, S("x"), 5, 1000, &wait));
	return login_link_create(t, c->site->seal, LINK_INVITE, c->person, 1000, &c->key);
}

TEST(work_forget_what_ended_at_the_door)
{
	struct site site;
	struct count c = {.site = &site};
	str folder = arena_fmt(a, "%s/site", arena_z(a, test_folder(a)));

	CHECK_OK(site_make(a, folder, S("")));
	CHECK_OK(site_open(a, folder, 1, &site));
	CHECK_OK(store_write(site.store, a, come_and_go, &c));
	c.look = true;
	CHECK_OK(work_once(&(struct work_with){.store = site.store, .seal = site.seal}, 1000 + SESSION_IDLE));
	CHECK_OK(store_write(site.store, a, come_and_go, &c));
	CHECK_INT(c.sessions, 1);
	CHECK_OK(work_once(&(struct work_with){.store = site.store, .seal = site.seal}, 1000 + 60 * 86400));
	CHECK_ERR(store_write(site.store, a, come_and_go, &c), E_GONE);
	CHECK_INT(c.sessions, 0);
}

static bool
has_origin(struct made *m, struct arena *a)
{
	struct q_comment_has_origin row;
	struct txn *t;

	CHECK_OK(store_read(m->site.store, a, NULL, &t));
	CHECK_OK(q_comment_has_origin(t, m->comment, &row));
	store_end(t);
	return row.n != 0;
}

TEST(work_forget_where_comments_came_from)
{
	struct made m = {0};
	str folder = arena_fmt(a, "%s/site", arena_z(a, test_folder(a)));

	CHECK_OK(site_make(a, folder, S("")));
	CHECK_OK(site_open(a, folder, 1, &m.site));
	CHECK_OK(store_write(m.site.store, a, make, &m));
	CHECK(has_origin(&m, a));
	CHECK_OK(work_once(&(struct work_with){.store = m.site.store, .seal = m.site.seal}, 1000000 + 30 * 86400));
	CHECK(has_origin(&m, a));
	CHECK_OK(work_once(&(struct work_with){.store = m.site.store, .seal = m.site.seal}, 1000000 + 30 * 86400 + 1));
	CHECK(!has_origin(&m, a));
}
