/* permalink_check.c: what stands in the way of a form of addresses. */
#include "news/paper/permalink_check.h"
#include "query/permalink.h"

#include "base/sys/zone.h"
#include "news/paper/permalink.h"

#include <stdlib.h>

enum { SOME_SLUGS = 500 };

static bool
has(str scheme, const char *part)
{
	return str_find(scheme, str_of(part)) != NOWHERE;
}

/* The first part of a path, where the scheme says it in letters. */
static str
first_part(str scheme)
{
	str first = str_from(scheme, 1);

	first = str_upto(first, str_find_char(first, '/'));
	return str_find_char(first, '%') == NOWHERE ? first : S("");
}

static bool
is_taken(const struct settings *set, str first)
{
	static const char *const ours[] = {"desk", "media", "feed", "page", "pages", "search", "author", "comment", "comments",
		"wp-content", "wp-admin", "wp-json", "health", "metrics", "api"};

	for (size_t i = 0; i < LENGTH(ours); i++)
		if (str_eq(first, str_of(ours[i])))
			return true;
	return str_eq(first, setting_str(set, "section_base")) || str_eq(first, setting_str(set, "tag_base"));
}

static bool
is_plain(str scheme)
{
	for (size_t i = 0; i < scheme.n; i++)
		if (!strchr("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.~/%", scheme.p[i]))
			return false;
	return !has(scheme, "//") && !has(scheme, "/./") && !has(scheme, "/../");
}

/* What of a moment stands in the addresses and is looked at when one is read: the day, no
 * hour; nor does the section tell stories of one slug apart. */
static int64_t
day_in(str scheme, const struct zone *zone, int64_t at)
{
	struct civil c = zone_civil(zone, at);

	return (has(scheme, "%year%") ? c.year * 10000 : 0) + (has(scheme, "%monthnum%") ? c.month * 100 : 0) +
		(has(scheme, "%day%") ? c.day : 0);
}

static int
by_number(const void *a, const void *b)
{
	const int64_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

/* Two of these stories, which are in the order of their slugs, would share an address. */
static bool
shared(struct arena *a, const struct q_permalink_same_slug *row, size_t n, str scheme, const struct zone *zone, str *slug)
{
	int64_t *day = NEW(a, int64_t, n);

	for (size_t i = 0, end; i < n; i = end) {
		for (end = i; end < n && str_eq(row[end].slug, row[i].slug); end++)
			day[end] = day_in(scheme, zone, row[end].published_at);
		qsort(day + i, end - i, sizeof *day, by_number);
		for (size_t k = i + 1; k < end; k++)
			if (day[k] == day[k - 1]) {
				*slug = row[i].slug;
				return true;
			}
	}
	return false;
}

static err
all_differ(struct txn *t, const struct settings *set, str scheme)
{
	const struct zone *zone;
	struct q_permalink_same_slug *row;
	str slug = S("");
	size_t n = 1;

	if (zone_open(store_arena(t), setting_str(set, "zone"), &zone))
		zone = zone_utc();
	while (n) {
		TRY(q_permalink_same_slug(t, slug, SOME_SLUGS, &row, &n));
		if (shared(store_arena(t), row, n, scheme, zone, &slug))
			return fail(E_INPUT, "several stories have the slug \"%.*s\": their URLs would be the same",
				SARG(str_upto(slug, 80)));
		slug = n ? row[n - 1].slug : slug;
	}
	return OK;
}

err
permalink_allowed(struct txn *t, const struct settings *set, str scheme)
{
	str first;

	TRY(permalink_check(scheme));
	if (!is_plain(scheme))
		return fail(E_INPUT, "use only letters, digits, - _ . ~ and single slashes between the parts of a permalink structure");
	first = first_part(scheme);
	if (is_taken(set, first))
		return fail(E_INPUT, "URLs that start with \"/%.*s/\" are reserved", SARG(first));
	return has(scheme, "%post_id%") ? OK : all_differ(t, set, scheme);
}

err
permalink_stories(struct txn *t, int64_t now, int64_t *n)
{
	struct q_permalink_stories row;

	TRY(q_permalink_stories(t, now, &row));
	*n = row.n;
	return OK;
}
