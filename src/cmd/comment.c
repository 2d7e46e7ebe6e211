/* comment.c: djeli comment …: the moderator's work at a terminal.
 *
 * What is printed was typed by strangers: control characters and those that
 * turn the direction of writing never reach the terminal.  Addresses of
 * commenters are not here to be printed (news/comment/comment.h).
 */
#include "base/sys/clock.h"
#include "base/utf8.h"
#include "cmd/cmd.h"
#include "news/comment/comment.h"
#include "news/paper/site_folder.h"
#include "text/data/json.h"

#include <stdio.h>
#include <time.h>

COMMAND("comment list", cmd_comment_list, "SITE [--state STATE] [--json]", "List comments")
COMMAND("comment approve", cmd_comment_approve, "SITE ID...", "Approve comments")
COMMAND("comment spam", cmd_comment_spam, "SITE ID...", "Mark comments as spam")
COMMAND("comment trash", cmd_comment_trash, "SITE ID...", "Move comments to the trash")
COMMAND("comment delete", cmd_comment_delete, "SITE ID...", "Delete comments permanently")

static const char *
time_text(int64_t seconds, char out[32])
{
	time_t t = (time_t)seconds;
	struct tm tm;

	if (!gmtime_r(&t, &tm) || !strftime(out, 32, "%Y-%m-%dT%H:%M:%SZ", &tm))
		out[0] = 0;
	return out;
}

static bool
is_plain(uint32_t c)
{
	return c >= 0x20 && (c < 0x7f || c >= 0xa0) && c != 0xad && (c < 0x200b || c > 0x200f) &&
		(c < 0x2028 || c > 0x202e) && (c < 0x2060 || c > 0x206f) && c != 0xfeff;
}

/* At most `most` characters on one line. */
static void
print_line(str s, size_t most)
{
	bool gap = false;

	s = str_trim(s);
	for (size_t at = 0, shown = 0; at < s.n; shown++) {
		size_t from = at;
		uint32_t c = utf8_next(s, &at);

		if (shown == most) {
			fputs("…", stdout);
			return;
		}
		if (!is_plain(c) || c == ' ') {
			gap = true;
			continue;
		}
		if (gap)
			putchar(' ');
		gap = false;
		fwrite(s.p + from, 1, at - from, stdout);
	}
}

/* ASCII alone, for the same reason. */
static void
print_json(struct arena *a, const struct comment *c, bool first)
{
	struct buf b = buf_in(a, (size_t)4 << 20);
	struct json j = json_to(&b, JSON_PLAIN);
	char when[32];

	json_open(&j, '{');
	json_key(&j, "id");
	json_num(&j, c->id);
	json_key(&j, "story_id");
	json_num(&j, c->story_id);
	json_key(&j, "parent_id");
	json_num(&j, c->parent_id);
	json_put(&j, "state", c->state);
	json_put(&j, "kind", c->kind);
	json_put(&j, "created_at", str_of(time_text(c->created_at, when)));
	json_key(&j, "author");
	json_str(&j, c->author);
	json_put(&j, "url", c->url);
	json_put(&j, "story", c->headline);
	json_key(&j, "body");
	json_str(&j, c->body);
	json_close(&j);
	printf("%s%.*s", first ? "" : ",\n", SARG(buf_str(&b)));
}

static void
print_one(const struct comment *c)
{
	char when[32];

	printf("%6lld  %-6.*s  %s  story %lld  ", (long long)c->id, SARG(c->state),
		time_text(c->created_at, when), (long long)c->story_id);
	print_line(c->author, 30);
	fputs(": ", stdout);
	print_line(c->body, 70);
	putchar('\n');
}

/* A piece of the list in an arena of its own: a million comments fit. */
static err
print_piece(struct store *store, struct arena *a, str state, int64_t *at, int64_t *id, bool json,
	size_t *printed, size_t *n)
{
	struct comment *c;
	struct txn *t;

	TRY(store_read(store, a, NULL, &t));
	TRY(comment_queue(t, state, *at, *id, 50, &c, n));
	for (size_t i = 0; i < *n; i++, ++*printed)
		if (json)
			print_json(a, &c[i], *printed == 0);
		else
			print_one(&c[i]);
	if (*n) {
		*at = c[*n - 1].created_at;
		*id = c[*n - 1].id;
	}
	store_end(t);
	return OK;
}

static err
print_state(struct store *store, str state, bool json, size_t *printed)
{
	int64_t at = INT64_MAX, id = INT64_MAX;
	size_t n = 1;

	while (n) {
		struct arena *a = arena_new((size_t)256 << 20);
		err e = print_piece(store, a, state, &at, &id, json, printed, &n);

		arena_end(a);
		TRY(e);
	}
	return OK;
}

err
cmd_comment_list(struct cmd *c)
{
	static const str states[] = {S("held"), S("public"), S("spam"), S("trash")};
	str wanted = cmd_option(c, "--state", "");
	bool json = cmd_flag(c, "--json"), known = !wanted.n;
	size_t printed = 0;
	struct site s;

	for (size_t i = 0; i < LENGTH(states); i++)
		known = known || str_eq(wanted, states[i]);
	if (!known)
		return fail(E_INPUT, "--state must be held, public, spam or trash, not \"%.*s\"",
			SARG(wanted));
	TRY(site_open(c->a, c->word[0], 1, &s));
	if (json)
		putchar('[');
	for (size_t i = 0; i < LENGTH(states); i++)
		if (!wanted.n || str_eq(wanted, states[i]))
			TRY(print_state(s.store, states[i], json, &printed));
	if (json)
		puts("]");
	else if (!printed)
		puts("no comments");
	return OK;
}

struct order {
	int64_t *id;
	size_t n;
	str state; /* empty: delete */
};

static err
carry_out(struct txn *t, void *arg)
{
	const struct order *o = arg;

	if (o->state.n)
		return comment_set_state(t, o->id, o->n, o->state, S("command line"),
			clock_now());
	return comment_delete(t, o->id, o->n, S("command line"), clock_now());
}

static err
rule(struct cmd *c, str state, const char *done)
{
	struct order o = {NEW(c->a, int64_t, c->words), c->words - 1, state};
	struct site s;

	for (size_t i = 1; i < c->words; i++)
		if (str_int(c->word[i], &o.id[i - 1]) || o.id[i - 1] <= 0)
			return fail(E_INPUT, "\"%.*s\" is not a comment ID",
				SARG(c->word[i]));
	TRY(site_open(c->a, c->word[0], 1, &s));
	TRY(store_write(s.store, c->a, carry_out, &o));
	printf("%zu %s\n", o.n, done);
	return OK;
}

err
cmd_comment_approve(struct cmd *c)
{
	return rule(c, S("public"), "approved");
}

err
cmd_comment_spam(struct cmd *c)
{
	return rule(c, S("spam"), "marked as spam");
}

err
cmd_comment_trash(struct cmd *c)
{
	return rule(c, S("trash"), "moved to the trash");
}

err
cmd_comment_delete(struct cmd *c)
{
	return rule(c, S(""), "deleted");
}
