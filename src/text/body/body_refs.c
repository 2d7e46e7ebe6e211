/* body_refs.c: reads the tags of a body for what they name.  Text, comments and raw
 * elements are passed over by the tokenizer; nothing is sanitised here.
 * SPDX-License-Identifier: Apache-2.0 */
#include "text/body/body_refs.h"

#include "text/html/entity.h"
#include "text/html/token.h"

static str
value_of(struct arena *a, const struct token *t, str name)
{
	for (size_t i = 0; i < t->attrs; i++)
		if (str_eq_case(t->attr[i].name, name)) {
			str v = entity_decode(a, t->attr[i].value, true);

			return v.p ? v : S("");
		}
	return (str){0};
}

static void
add_link(struct arena *a, const struct token *t, struct refs *r)
{
	str href = str_trim(value_of(a, t, S("href")));

	if (!href.n || href.p[0] == '#' || r->links == REFS_MOST)
		return;
	for (size_t i = 0; i < r->links; i++)
		if (str_eq(r->link[i], href))
			return;
	r->link[r->links++] = href;
}

/* The number in "alignleft wp-image-12". */
static int64_t
number_in(str classes)
{
	str mark = S("wp-image-"), word;
	int64_t id;

	while (str_split(&classes, ' ', &word))
		if (str_starts(word, mark) && !str_int(str_from(word, mark.n), &id) && id > 0)
			return id;
	return 0;
}

static void
add_picture(struct arena *a, const struct token *t, struct refs *r)
{
	if (r->pictures == REFS_MOST)
		return;
	r->picture[r->pictures++] = (struct refs_picture){.src = value_of(a, t, S("src")),
		.alt = value_of(a, t, S("alt")), .id = number_in(value_of(a, t, S("class")))};
}

struct refs
body_refs_of(struct arena *a, str body)
{
	struct refs r = {.link = NEW(a, str, REFS_MOST), .picture = NEW(a, struct refs_picture, REFS_MOST)};
	struct tokens all = tokens_of(body);
	struct token *t = NEW(a, struct token, 1);

	while (tokens_next(&all, t)) {
		if (t->kind != TOKEN_OPEN)
			continue;
		if (str_eq_case(t->name, S("a")))
			add_link(a, t, &r);
		else if (str_eq_case(t->name, S("img")))
			add_picture(a, t, &r);
	}
	return r;
}
