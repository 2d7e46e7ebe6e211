/* work.c: lanes do not wait for one another, a stop ends them at once, and what was given up
 * is at the desk.
 * SPDX-License-Identifier: Apache-2.0 */
#include "work/work.h"

#include "base/sys/clock.h"
#include "base/sys/stop.h"
#include "mail/mail.h"
#include "news/archive/transfer.h"
#include "news/people/outbox.h"
#include "news/people/role.h"
#include "news/story/checklist.h"
#include "news/story/planned.h"
#include "news/story/save.h"
#include "press.h"
#include "silent.h"
#include "store_pair.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { STOP_MS = 900, LETTERS = 3 };

struct posting {
	struct press *p;
	struct outbox_mail mail;
	const struct story_draft *draft;
};

static err
post(struct txn *t, void *arg)
{
	struct posting *w = arg;

	return outbox_add(t, w->p->site.seal, &w->mail);
}

static void
post_one(struct press *p, struct arena *a)
{
	struct posting w = {p, .mail = {.to = S("ama@paper.example"), .subject = S("Hello"), .text = S("One")}};

	CHECK_OK(store_write(p->site.store, a, post, &w));
}

static int64_t
count(struct press *p, struct arena *a, const char *sql)
{
	return pair_sql(a, p->site.store_url, sql);
}

struct warned {
	pthread_mutex_t lock;
	int n;
	char last[1200];
};

static void
warn(void *arg, str line)
{
	struct warned *w = arg;

	pthread_mutex_lock(&w->lock);
	w->n++;
	snprintf(w->last, sizeof w->last, "%.*s", SARG(line));
	pthread_mutex_unlock(&w->lock);
}

static struct work_with
with(struct press *p, const struct mail_way *way, struct warned *w)
{
	return (struct work_with){.store = p->site.store, .seal = p->site.seal, .mail = way, .warn = warn, .arg = w};
}

/* Nobody listens there: the letter stays, and the reason is told. */
TEST(work_letter_waits_for_the_server)
{
	struct press p;
	struct mail_way way = {.url = S("smtp://127.0.0.1:1"), .from = S("desk@paper.example")};
	struct work_with w;

	press_setup(a, &p);
	w = with(&p, NULL, NULL);
	post_one(&p, a);
	CHECK(!str_eq(test_file(a, arena_fmt(a, "%.*s/site.db", SARG(p.site.folder)).p), S("")));
	CHECK(str_find(test_file(a, arena_fmt(a, "%.*s/site.db", SARG(p.site.folder)).p), S("ama@paper.example")) == NOWHERE);
	CHECK_OK(work_once(&w, p.now)); /* this paper sends no mail */
	CHECK_INT(count(&p, a, "SELECT count(*) FROM job WHERE tries = 0"), 1);
	w.mail = &way;
	CHECK_ERR(work_once(&w, p.now), E_BUSY);
	CHECK(str_find(str_of(fail_why()), S("the mail server: ")) != NOWHERE);
	CHECK_INT(count(&p, a, "SELECT count(*) FROM job WHERE tries = 1 AND why LIKE 'the mail server: %'"), 1);
	CHECK_OK(work_once(&w, p.now + 29));
	CHECK_ERR(work_once(&w, p.now + 40), E_BUSY);
	CHECK_INT(count(&p, a, "SELECT count(*) FROM job WHERE tries = 2"), 1);
}

static err
add_ill(struct txn *t, void *arg)
{
	(void)arg;
	return queue_add(t, &(struct queue_new){.kind = "mail", .payload = S("x"), .due_at = 0});
}

/* A job that can never work is given up at once; one that kills the process, after some. */
TEST(work_gives_up_and_the_desk_decides)
{
	struct press p;
	struct press_who admin;
	struct mail_way way = {.url = S("smtp://127.0.0.1:1"), .from = S("desk@paper.example")};
	struct work_with w;
	struct ctx *c;
	str path;

	press_setup(a, &p);
	admin = press_login(&p, a, "administrator");
	w = with(&p, &way, NULL);
	CHECK_OK(store_write(p.site.store, a, add_ill, NULL));
	CHECK_ERR(work_once(&w, p.now), E_INPUT);
	CHECK_INT(count(&p, a, "SELECT count(*) FROM job WHERE failed_at > 0"), 1);
	CHECK_INT(count(&p, a, "SELECT count(*) FROM audit WHERE action = 'mail.given_up'"), 1);
	c = press_desk_get(&p, a, &admin, S("/desk/running/server/"));
	CHECK(press_has(c, "A letter") && press_has(c, "sealed bytes do not open") && press_has(c, "Try again"));
	path = arena_fmt(a, "/desk/running/server/job/%lld/", (long long)count(&p, a, "SELECT id FROM job"));
	CHECK_INT(press_status(press_desk_post(&p, a, &admin, path, (struct pair[]){{S("do"), S("retry")}}, 1)), 303);
	CHECK_INT(count(&p, a, "SELECT count(*) FROM job WHERE failed_at = 0 AND tries = 0"), 1);
	CHECK_ERR(work_once(&w, p.now), E_INPUT);
	CHECK_INT(press_status(press_desk_post(&p, a, &admin, path, (struct pair[]){{S("do"), S("drop")}}, 1)), 303);
	CHECK_INT(count(&p, a, "SELECT count(*) FROM job"), 0);
	CHECK_INT(press_status(press_desk_post(&p, a, &admin, path, (struct pair[]){{S("do"), S("drop")}}, 1)), 303);
	c = press_desk_get(&p, a, &admin, S("/desk/running/server/"));
	CHECK(!press_has(c, "Try again"));
}

static err
begin_import(struct txn *t, void *arg)
{
	int64_t id;

	return transfer_ask(t, &(struct actor){.name = S("x"), .now = 1}, &(struct transfer){.kind = S("import"), .file = str_of(arg)}, &id);
}

TEST(work_gives_up_what_ends_the_process)
{
	char file[] = "import/none.xml";
	struct press p;
	struct work_with w;

	press_setup(a, &p);
	w = with(&p, NULL, NULL);
	w.folder = p.site.folder;
	CHECK_OK(store_write(p.site.store, a, begin_import, file));
	count(&p, a, "UPDATE job SET tries = 3"); /* three processes took it and died */
	CHECK_ERR(work_once(&w, p.now), E_BROKEN);
	CHECK_INT(count(&p, a, "SELECT count(*) FROM job WHERE failed_at > 0"), 1);
	CHECK_OK(work_once(&w, p.now + 1000000));
}

/* An import that fails is not tried again by itself: its record says why. */
TEST(work_import_fails_once)
{
	char file[] = "import/none.xml";
	struct press p;
	struct work_with w;

	press_setup(a, &p);
	w = with(&p, NULL, NULL);
	w.folder = p.site.folder;
	CHECK_OK(store_write(p.site.store, a, begin_import, file));
	CHECK_ERR(store_write(p.site.store, a, begin_import, file), E_CLASH);
	CHECK_OK(work_once(&w, p.now));
	CHECK_INT(count(&p, a, "SELECT count(*) FROM job"), 0);
	CHECK_INT(count(&p, a, "SELECT count(*) FROM import_run WHERE state = 'failed' AND report <> ''"), 1);
}

/* ---- servers that take a connection and say nothing ---- */

struct scene {
	struct press p;
	struct silent mail, web;
	struct mail_way way;
	struct warned warned;
	int64_t story, at;
	_Atomic int64_t done_ms; /* when the archive said that the story changed; 0: look for it */
};

static err
make(struct txn *t, void *arg)
{
	struct scene *s = arg;
	struct story_draft d = story_draft_new();

	d.headline = S("A story");
	d.slug = S("a-story");
	d.state = S("publish");
	d.published_at = 1000;
	d.body = arena_fmt(store_arena(t), "<p><a href=\"%.*s/a\">a</a> <a href=\"%.*s/b\">b</a></p>",
		SARG(silent_url(store_arena(t), &s->web, "http")), SARG(silent_url(store_arena(t), &s->web, "http")));
	TRY(story_save(t, 0, &d, 1000, &s->story));
	return checklist_ask_links(t, &d, 1000);
}

static err
plan(struct txn *t, void *arg)
{
	struct scene *s = arg;

	s->at = clock_now() + 2;
	return planned_end(t, &(struct person){.name = S("P"), .role = ROLE_PUBLISHER}, s->story, S("unpublish"), s->at, clock_now());
}

static int64_t
wall_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void
heard(void *arg, const struct change *change, size_t n)
{
	struct scene *s = arg;

	for (size_t i = 0; i < n; i++)
		if (change[i].kind == DEP_STORY && change[i].id == s->story && !s->done_ms)
			s->done_ms = wall_ms();
}

/* Until both servers have somebody who waits for them. */
static void
wait_for_callers(struct scene *s)
{
	bool mail = false, web = false;

	for (int i = 0; i < 1000 && !(mail && web); i++) {
		mail = silent_met(&s->mail) || mail;
		web = silent_met(&s->web) || web;
		stop_wait(NULL, 10);
	}
	CHECK(mail && web);
}

static void
silent_servers(struct arena *a, enum engine on)
{
	struct scene *s = NEW(a, struct scene, 1);
	struct arena *lanes = arena_new(64 << 20);
	struct work_with w;
	struct work *work;
	int64_t began, late;

	*s = (struct scene){.mail = silent_begin(), .web = silent_begin(), .warned = {.lock = PTHREAD_MUTEX_INITIALIZER}};
	setenv("DJELI_FETCH_HOME", "1", 1);
	press_setup_on(a, &s->p, on == ON_SQLITE ? S("") : pair_url(a, on));
	clock_set(0);
	s->way = (struct mail_way){.url = silent_url(a, &s->mail, "smtp"), .from = S("desk@paper.example")};
	for (int i = 0; i < LETTERS; i++)
		post_one(&s->p, a);
	CHECK_OK(store_write(s->p.site.store, a, make, s));
	w = with(&s->p, &s->way, &s->warned);
	CHECK_OK(work_start(lanes, &w, &work));
	wait_for_callers(s);
	CHECK_OK(store_write(s->p.site.store, a, plan, s));
	store_listen(s->p.site.store, heard, s);
	s->done_ms = 0;
	while (wall_ms() < s->at * 1000 + 5000 && !s->done_ms)
		stop_wait(NULL, 10);
	store_listen(s->p.site.store, NULL, NULL);
	CHECK_INT(count(&s->p, a, "SELECT count(*) FROM story WHERE state = 'publish'"), 0);
	late = s->done_ms - s->at * 1000;
	if (late < 0 || late >= 1000)
		test_fail(__FILE__, __LINE__, "a plan was carried out %lld ms after its moment", (long long)late);
	began = clock_ms();
	work_ask_stop(work);
	arena_end(lanes);
	CHECK(clock_ms() - began < STOP_MS);
	/* Nothing is lost, and no try counted. */
	CHECK_INT(count(&s->p, a, "SELECT count(*) FROM job WHERE kind = 'mail' AND tries = 0 AND lease = ''"), LETTERS);
	CHECK_INT(count(&s->p, a, "SELECT count(*) FROM job WHERE kind = 'link' AND tries = 0 AND lease = ''"), 2);
	CHECK_INT(s->warned.n, 0);
}
TEST(work_silent_servers_hold_up_nothing_sqlite)
{
	silent_servers(a, ON_SQLITE);
}
TEST(work_silent_servers_hold_up_nothing_postgres)
{
	silent_servers(a, ON_POSTGRES);
}

/* Letters that all meet the same trouble: one line in the log, not one each. */
TEST(work_log_is_damped)
{
	struct press p;
	struct mail_way way = {.url = S("smtp://127.0.0.1:1"), .from = S("desk@paper.example")};
	struct warned warned = {.lock = PTHREAD_MUTEX_INITIALIZER};
	struct arena *lanes = arena_new(64 << 20);
	struct work_with w;
	struct work *work;

	press_setup(a, &p);
	clock_set(0);
	for (int i = 0; i < LETTERS; i++)
		post_one(&p, a);
	w = with(&p, &way, &warned);
	CHECK_OK(work_start(lanes, &w, &work));
	for (int i = 0; i < 2000 && count(&p, a, "SELECT count(*) FROM job WHERE tries > 0 AND lease = ''") < 2; i++)
		stop_wait(NULL, 10);
	CHECK_INT(count(&p, a, "SELECT count(*) FROM job WHERE tries > 0 AND lease = ''"), 2); /* it rests between them */
	arena_end(lanes);
	CHECK_INT(warned.n, 1);
	CHECK(strstr(warned.last, "letter_send failed and will be tried again: the mail server: "));
}
