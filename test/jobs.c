/* jobs.c: what happens by itself. */
#include "jobs/jobs.h"
#include "news/comment.h"
#include "news/site.h"
#include "news/story_save.h"
#include "query.h"
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

TEST(jobs_forget_where_comments_came_from)
{
	struct made m = {0};
	str folder = arena_fmt(a, "%s/site", arena_z(a, test_folder(a)));

	CHECK_OK(site_make(a, folder, S("")));
	CHECK_OK(site_open(a, folder, 1, &m.site));
	CHECK_OK(store_write(m.site.store, a, make, &m));
	CHECK(has_origin(&m, a));
	CHECK_OK(jobs_run(&(struct jobs_with){.store = m.site.store, .seal = m.site.seal}, 1000000 + 30 * 86400));
	CHECK(has_origin(&m, a));
	CHECK_OK(jobs_run(&(struct jobs_with){.store = m.site.store, .seal = m.site.seal}, 1000000 + 30 * 86400 + 1));
	CHECK(!has_origin(&m, a));
}
