/* checklist.c: the rules, one function each, in the order in which they are shown.
 * SPDX-License-Identifier: Apache-2.0 */
#include "news/story/checklist.h"

#include "base/ids.h"
#include "base/utf8.h"
#include "news/paper/permalink.h"
#include "news/queue/queue.h"
#include "query/checklist.h"
#include "text/data/json.h"
#include "text/body/body_refs.h"

enum { ITEMS_MOST = 60, LINK_DAY = 86400, LINK_KEPT = 90 * 86400, LINKS_MOST = 100 };

struct checking {
	struct txn *t;
	struct arena *a;
	const struct settings *set;
	const struct story_draft *d;
	int64_t story, now;
	struct refs refs;
	struct check *item;
	size_t n;
};

/* The weight of a rule; false: it is off. */
static bool
asked(const struct checking *c, const char *rule, enum check_weight *w)
{
	str v = setting_str(c->set, arena_fmt(c->a, "check_%s", rule).p);

	*w = str_eq(v, S("stop")) ? CHECK_STOPS : CHECK_WARNS;
	return !str_eq(v, S("off"));
}

static void
blame(struct checking *c, const char *rule, str what)
{
	enum check_weight w;

	if (c->n < ITEMS_MOST && asked(c, rule, &w))
		c->item[c->n++] = (struct check){rule, w, what};
}

static err
headline(struct checking *c)
{
	size_t length = utf8_count(c->d->headline);
	int64_t most = setting_int(c->set, "check_headline_max");

	if (!length)
		blame(c, "headline", S(""));
	else if (most && (int64_t)length > most)
		blame(c, "headline", arena_fmt(c->a, "%zu/%lld", length, (long long)most));
	return OK;
}

static err
section(struct checking *c)
{
	if (!c->d->sections && !str_eq(c->d->kind, S("page")))
		blame(c, "section", S(""));
	return OK;
}

static err
byline(struct checking *c)
{
	if (!c->d->authors && !c->d->signature.n && !str_eq(c->d->kind, S("page")))
		blame(c, "byline", S(""));
	return OK;
}

static err
standfirst(struct checking *c)
{
	if (!str_trim(c->d->standfirst).n)
		blame(c, "standfirst", S(""));
	return OK;
}

/* The words of the place count, else the picture's own, unless it says nothing. */
static bool
has_alt(const struct refs_picture *p, const struct q_check_pictures *row, size_t n)
{
	if (str_trim(p->alt).n)
		return true;
	for (size_t i = 0; i < n; i++)
		if (row[i].id == p->id)
			return row[i].decorative || str_trim(row[i].alt).n;
	return false;
}

static err
pictures(struct checking *c)
{
	struct q_check_pictures *row;
	struct refs_picture lead = {.id = c->d->lead_media_id};
	int64_t *id = NEW(c->a, int64_t, REFS_MOST + 1);
	size_t ids = 0, n;

	if (lead.id)
		id[ids++] = lead.id;
	for (size_t i = 0; i < c->refs.pictures; i++)
		if (c->refs.picture[i].id)
			id[ids++] = c->refs.picture[i].id;
	TRY(q_check_pictures(c->t, (struct ids){id, ids}, &row, &n));
	if (lead.id && !has_alt(&lead, row, n))
		blame(c, "alt", S(""));
	for (size_t i = 0; i < c->refs.pictures; i++)
		if (!has_alt(&c->refs.picture[i], row, n))
			blame(c, "alt", str_upto(c->refs.picture[i].src, 200));
	return OK;
}

static err
embargo(struct checking *c)
{
	if (c->d->embargo_at > c->now && c->d->embargo_at > c->d->published_at)
		blame(c, "embargo", S(""));
	return OK;
}

/* ---- links ---- */

/* The path of an address of ours; false: it is somebody else's, or no page. */
static bool
own_path(const struct checking *c, str url, str *path)
{
	str base = setting_str(c->set, "site_url");

	if (base.n && str_starts(url, base))
		url = str_from(url, base.n);
	else if (!str_starts(url, S("/")) || str_starts(url, S("//")))
		return false;
	url = str_upto(url, str_find_char(url, '#'));
	*path = str_upto(url, str_find_char(url, '?'));
	return true;
}

static bool
is_web(str url)
{
	return str_starts(url, S("http://")) || str_starts(url, S("https://"));
}

static str
as_list(struct arena *a, const str *url, size_t n)
{
	struct buf b = buf_in(a, 1 << 20);
	struct json j = json_to(&b, 0);

	json_open(&j, '[');
	for (size_t i = 0; i < n; i++)
		json_str(&j, url[i]);
	json_close(&j);
	return b.over ? S("[]") : buf_str(&b);
}

/* An address of ours that can be judged: one of the scheme of stories. */
struct own_link {
	str url, name[2]; /* by which it may be known: its slug, its path */
};

static bool
own_link(const struct checking *c, str url, struct own_link *own)
{
	struct permalink_parts parts;
	str path;

	if (!own_path(c, url, &path) || !permalink_read(setting_str(c->set, "permalink"), path, &parts) || !parts.slug.n)
		return false;
	if (str_ends(path, S("/")))
		path.n--;
	*own = (struct own_link){url, {arena_fmt(c->a, "slug:%.*s", SARG(parts.slug)), path}};
	return true;
}

static bool
is_known(const struct own_link *own, const struct q_check_own *row, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(row[i].name, own->name[0]) || str_eq(row[i].name, own->name[1]))
			return true;
	return false;
}

static err
own_links(struct checking *c)
{
	struct own_link *own = NEW(c->a, struct own_link, LINKS_MOST);
	str *name = NEW(c->a, str, 2 * LINKS_MOST);
	struct q_check_own *row;
	size_t n = 0, rows;

	for (size_t i = 0; i < c->refs.links && n < LINKS_MOST; i++)
		if (own_link(c, c->refs.link[i], &own[n])) {
			name[2 * n] = own[n].name[0];
			name[2 * n + 1] = own[n].name[1];
			n++;
		}
	if (!n)
		return OK;
	TRY(q_check_own(c->t, as_list(c->a, name, 2 * n), &row, &rows));
	for (size_t i = 0; i < n; i++)
		if (!is_known(&own[i], row, rows))
			blame(c, "links", str_upto(own[i].url, 300));
	return OK;
}

/* Pages that are not there, or gone, or whose machine does not answer.  Refusals
 * (401, 403, 429) are often meant for programs alone. */
static bool
is_dead(int64_t status)
{
	return !status || status == 404 || status == 410 || status >= 500;
}

static err
links(struct checking *c)
{
	struct q_link_known *known;
	enum check_weight w;
	size_t n = c->refs.links < LINKS_MOST ? c->refs.links : LINKS_MOST;

	if (!asked(c, "links", &w) || !n)
		return OK;
	TRY(own_links(c));
	TRY(q_link_known(c->t, as_list(c->a, c->refs.link, n), &known, &n));
	for (size_t i = 0; i < n; i++)
		if (is_dead(known[i].status))
			blame(c, "links", str_upto(known[i].url, 300));
	return OK;
}

static bool
is_among(str url, const struct q_link_known *known, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(known[i].url, url))
			return true;
	return false;
}

err
checklist_ask_links(struct txn *t, const struct story_draft *d, int64_t now)
{
	struct arena *a = store_arena(t);
	struct refs refs = body_refs_of(a, d->body);
	str *url = NEW(a, str, LINKS_MOST), list;
	struct q_link_known *known;
	size_t n = 0, knows;

	for (size_t i = 0; i < refs.links && i < LINKS_MOST; i++)
		if (is_web(refs.link[i]) && refs.link[i].n < 2000)
			url[n++] = refs.link[i];
	if (!n)
		return OK;
	list = as_list(a, url, n);
	TRY(q_link_old(t, list, now - LINK_DAY));
	TRY(q_link_known(t, list, &known, &knows));
	for (size_t i = 0; i < n; i++)
		if (!is_among(url[i], known, knows))
			TRY(queue_add(t, &(struct queue_new){.kind = "link", .key = url[i], .due_at = now}));
	return OK;
}

err
checklist_link_seen(struct txn *t, str url, int64_t status, int64_t now)
{
	return q_link_seen(t, url, status, now);
}

err
checklist_sweep(struct txn *t, int64_t now)
{
	return q_link_forget(t, now - LINK_KEPT);
}

err
checklist_of(struct txn *t, const struct settings *set, const struct story_draft *d, int64_t story,
	int64_t now, struct check **out, size_t *n)
{
	static err (*const rules[])(struct checking *) = {headline, standfirst, section, byline, pictures,
		links, embargo};
	struct arena *a = store_arena(t);
	struct checking c = {.t = t, .a = a, .set = set, .d = d, .story = story, .now = now,
		.refs = body_refs_of(a, d->body), .item = NEW(a, struct check, ITEMS_MOST)};
	struct check *sorted = NEW(a, struct check, ITEMS_MOST);

	for (size_t i = 0; i < LENGTH(rules); i++)
		TRY(rules[i](&c));
	*n = 0;
	for (int weight = CHECK_STOPS; weight >= CHECK_WARNS; weight--)
		for (size_t i = 0; i < c.n; i++)
			if ((int)c.item[i].weight == weight)
				sorted[(*n)++] = c.item[i];
	*out = sorted;
	return OK;
}
