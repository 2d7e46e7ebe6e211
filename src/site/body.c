/* body.c: the body of a story of this page.
 * SPDX-License-Identifier: Apache-2.0 */
#include "site/body.h"

#include "door/reader.h"
#include "view/show_body.h"
#include "view/theme.h"

static err
begin(struct making *pg, const struct story *s, struct show_body *b)
{
	struct body_pictures *pictures = NEW(pg->c->a, struct body_pictures, 1);

	*b = (struct show_body){site_view(pg), reader_theme(pg->c, &pg->paper.set), s, pictures};
	b->view.key = pg->key;
	return body_pictures_find(pg->t, s->body, pictures);
}

err
site_body(struct making *pg, const struct story *s, int64_t part, html *out, int64_t *parts)
{
	struct show_body b;

	TRY(begin(pg, s, &b));
	return show_body_part(&b, part, out, parts);
}

/* Who read the story in a feed reads there what was wrong with it. */
static err
add_corrections(struct making *pg, const struct story *s, html *made)
{
	struct view v = site_view(pg);
	struct value *root = value_map(v.a), *list = value_list(root, "corrections");
	struct buf b = buf_in(v.a, SIZE_MAX);
	html below;

	if (!s->corrections)
		return OK;
	value_put(root, S("t"), words_values(v.words));
	for (size_t i = 0; i < s->corrections; i++) {
		struct value *c = value_item(list);

		show_date(&v, c, "date", s->correction[i].at);
		value_str(c, "text", s->correction[i].text);
	}
	TRY(theme_render(reader_theme(pg->c, &pg->paper.set), v.a, S("feed-corrections"), root, &below));
	buf_html(&b, *made);
	buf_html(&b, below);
	return buf_done(&b, &made->s);
}

err
site_body_feed(struct making *pg, const struct story *s, html *out)
{
	struct show_body b;

	TRY(begin(pg, s, &b));
	TRY(show_body_feed(&b, out));
	return add_corrections(pg, s, out);
}
