/* scheme.c: what stands in the way of a form of addresses. */
#include "news/scheme.h"

#include "news/permalink.h"
#include "query.h"

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

err
scheme_fits(struct txn *t, const struct settings *set, str scheme, int64_t now)
{
	struct q_running_addresses all;
	str first;

	TRY(permalink_check(scheme));
	if (!is_plain(scheme))
		return fail(E_INPUT, "a form of addresses has letters, digits, - _ . ~ and single slashes between its parts");
	first = first_part(scheme);
	if (is_taken(set, first))
		return fail(E_INPUT, "addresses that begin with \"/%.*s/\" are those of other pages", SARG(first));
	/* nothing but the slug tells stories apart */
	if (has(scheme, "%post_id%") || has(scheme, "%day%") || has(scheme, "%year%") || has(scheme, "%category%") || has(scheme, "%author%"))
		return OK;
	TRY(q_running_addresses(t, now, &all));
	if (all.twice.n)
		return fail(E_INPUT, "several stories have the slug \"%.*s\": only one of them could have this address", SARG(str_upto(all.twice, 80)));
	return OK;
}
