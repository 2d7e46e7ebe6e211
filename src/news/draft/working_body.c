/* working_body.c: what an import brought in another format is written on as HTML.
 * The first save stores it so; readers see the same before and after, and what it was
 * stays as a revision.
 * SPDX-License-Identifier: Apache-2.0 */
#include "news/draft/working_body.h"

#include "news/story/body_picture.h"
#include "text/body/body.h"
#include "text/body/page_break.h"

static bool
gallery_picture(void *arg, struct arena *a, int64_t id, struct shortcode_media *m)
{
	const struct picture *p = body_picture_numbered(arg, id);

	if (!p || !p->ready)
		return false;
	*m = (struct shortcode_media){.url = arena_fmt(a, "/media/%.*s", SARG(p->path)), .alt = p->alt,
		.caption = p->caption, .width = p->width, .height = p->height};
	return true;
}

/* Part by part, as readers get them; the marks between are written on as they are. */
static err
convert(struct arena *a, enum body_format format, const struct body_hooks *hooks, str *body)
{
	struct buf b = buf_in(a, body->n * 8 + 4096);
	str rest = *body, part, mark;

	while (page_break_split(&rest, &part, &mark)) {
		str made = str_trim(body_html(a, part, format, hooks).s);

		buf_add(&b, made);
		if (mark.n)
			buf_fmt(&b, "%s%.*s\n", b.n ? "\n" : "", SARG(mark));
	}
	return buf_done(&b, body);
}

err
working_body_html(struct txn *t, struct story_fields *f)
{
	struct body_pictures pictures = {.t = t};
	const struct body_hooks hooks = {.shortcode = {.arg = &pictures, .media = gallery_picture}};
	enum body_format format = body_format_of(f->format);

	f->format = S("html");
	if (format == BODY_HTML)
		return OK;
	if (str_find(f->body, S("[gallery")) != NOWHERE)
		TRY(body_pictures_find(t, f->body, &pictures));
	return convert(store_arena(t), format, &hooks, &f->body);
}
