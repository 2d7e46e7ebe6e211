/* report.c: what an import did, in words.  Lists are cut at a length, counts are
 * not: nothing is lost without a number. */
#include "port/report.h"

struct report *
report_new(struct arena *a, str what)
{
	struct report *r = NEW(a, struct report, 1);

	r->a = a;
	r->what = what;
	r->left.tail = &r->left.first;
	r->guessed.tail = &r->guessed.first;
	r->files.tail = &r->files.first;
	return r;
}

static struct report_kind *
kind_of(struct report *r, struct report_kind *list, size_t *n, str name)
{
	for (size_t i = 0; i < *n; i++)
		if (str_eq(list[i].name, name))
			return &list[i];
	if (*n == REPORT_KINDS - 1)
		name = S("other");
	if (*n < REPORT_KINDS)
		list[(*n)++].name = arena_copy(r->a, name);
	return &list[*n - 1];
}

void
report_count(struct report *r, str name, enum archive_did did)
{
	kind_of(r, r->kind, &r->kinds, name)->n[did]++;
}

static str
story_name(const struct archive_story *s, bool later)
{
	static const struct {
		const char *state, *story, *page;
	} names[] = {
		{"publish", "stories, published", "pages, published"},
		{"draft", "stories, drafts", "pages, drafts"},
		{"review", "stories, in review", "pages, in review"},
		{"private", "stories, private", "pages, private"},
		{"trash", "stories, in the trash", "pages, in the trash"},
	};
	bool page = str_eq(s->kind, S("page"));

	if (later)
		return page ? S("pages, scheduled") : S("stories, scheduled");
	for (size_t i = 0; i < LENGTH(names); i++)
		if (str_eq(s->state, str_of(names[i].state)))
			return str_of(page ? names[i].page : names[i].story);
	return S("stories, other");
}

static str
comment_name(const struct archive_comment *c)
{
	if (str_eq(c->kind, S("note")))
		return S("internal notes");
	if (!str_eq(c->kind, S("comment")))
		return str_eq(c->state, S("public")) ? S("pings, public") : S("pings, other");
	return str_eq(c->state, S("public")) ? S("comments, public") :
		str_eq(c->state, S("held")) ? S("comments, held") :
		str_eq(c->state, S("spam")) ? S("comments, spam") : S("comments, in the trash");
}

void
report_story(struct report *r, const struct archive_story *s, bool later, enum archive_did did)
{
	report_count(r, story_name(s, later), did);
}

void
report_comment(struct report *r, const struct archive_comment *c, enum archive_did did)
{
	report_count(r, comment_name(c), did);
}

void
report_skip(struct report *r, str name)
{
	kind_of(r, r->skipped, &r->skips, name)->n[0]++;
}

/* Names come from files that others wrote, and go to a terminal. */
static str
one_line(struct arena *a, str s)
{
	char *p = arena_z(a, s);

	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)p[i] < ' ' || p[i] == 127)
			p[i] = '?';
	return (str){p, s.n};
}

void
report_note(struct report *r, struct report_notes *list, int64_t line, const char *what)
{
	struct report_note *n;

	if (list->n++ >= REPORT_NOTES)
		return;
	n = NEW(r->a, struct report_note, 1);
	*n = (struct report_note){line, one_line(r->a, str_upto(str_of(what), 300)), NULL};
	*list->tail = n;
	list->tail = &n->next;
}

size_t
report_sum(const struct report *r, enum archive_did did)
{
	size_t n = 0;

	for (size_t i = 0; i < r->kinds; i++)
		n += r->kind[i].n[did];
	return n;
}

static int
by_name(const struct report_kind *x, const struct report_kind *y)
{
	return str_cmp(x->name, y->name);
}

static void
add_kinds(struct buf *b, const struct report *r)
{
	size_t place[REPORT_KINDS];

	for (size_t i = 0; i < r->kinds; i++) {
		size_t k = i;

		for (; k && by_name(&r->kind[place[k - 1]], &r->kind[i]) > 0; k--)
			place[k] = place[k - 1];
		place[k] = i;
	}
	buf_fmt(b, "\n%-28s %9s %9s %9s %9s\n", "", "new", "unchanged", "changed", "kept");
	for (size_t i = 0; i < r->kinds; i++) {
		const struct report_kind *k = &r->kind[place[i]];

		buf_fmt(b, "%-28.*s %9zu %9zu %9zu %9zu\n", SARG(k->name), k->n[ARCHIVE_NEW],
			k->n[ARCHIVE_SAME], k->n[ARCHIVE_CHANGED], k->n[ARCHIVE_KEPT]);
	}
	if (report_sum(r, ARCHIVE_KEPT))
		buf_add(b, S("kept: changed in the export, but also changed or deleted here, so the local "
			"version was kept\n"));
}

static void
add_notes(struct buf *b, const struct report_notes *list, const char *title)
{
	if (!list->n)
		return;
	buf_fmt(b, "\n%s: %zu\n", title, list->n);
	for (const struct report_note *n = list->first; n; n = n->next)
		if (n->line)
			buf_fmt(b, "  line %lld: %.*s\n", (long long)n->line, SARG(n->what));
		else
			buf_fmt(b, "  %.*s\n", SARG(n->what));
	if (list->n > REPORT_NOTES)
		buf_fmt(b, "  ... and %zu more\n", list->n - REPORT_NOTES);
}

static void
add_repairs(struct buf *b, const struct report *r)
{
	bool any = false;

	for (int i = 0; i < FILTER_REPAIRS; i++) {
		if (!r->repairs[i])
			continue;
		if (!any)
			buf_add(b, S("\nRepaired\n"));
		any = true;
		buf_fmt(b, "  %9zu  %s (first in line %lld)\n", r->repairs[i],
			bytefilter_words((enum bytefilter_repair)i), (long long)r->repair_line[i]);
	}
}

str
report_text(struct arena *a, const struct report *r)
{
	struct buf b = buf_in(a, 8 << 20);

	buf_fmt(&b, "%s of %.*s: %zu records in %lld.%lld s%s\n", r->dry ? "Dry run" : "Import",
		SARG(r->what), r->records, (long long)(r->ms / 1000),
		(long long)(r->ms % 1000 / 100), r->stopped ? ", interrupted" : "");
	add_kinds(&b, r);
	add_repairs(&b, r);
	if (r->skips)
		buf_add(&b, S("\nSkipped (not content)\n"));
	for (size_t i = 0; i < r->skips; i++)
		buf_fmt(&b, "  %9zu  %.*s\n", r->skipped[i].n[0], SARG(r->skipped[i].name));
	add_notes(&b, &r->left, "Skipped");
	add_notes(&b, &r->guessed, "Inferred");
	add_notes(&b, &r->files, "Files");
	return buf_str(&b);
}
