/* front.c: the first page as it is now: the layout that is valid (news/front/front.c), in
 * the theme's looks (view/front.c).
 * SPDX-License-Identifier: Apache-2.0 */
#include "news/front/front.h"
#include "news/front/breaking.h"

#include "site/site.h"

err
site_front(struct making *pg)
{
	struct view v = site_view(pg);
	struct front_plan plan;
	struct front front;
	struct value *root;

	site_today(pg);
	TRY(breaking_nav(pg->t, &pg->paper));
	TRY(front_plan_load(pg->t, 0, pg->paper.now, &plan));
	TRY(front_fill(pg->t, &pg->paper, &plan, 0, &front));
	TRY(front_cards(pg->t, &front));
	root = show_frame(&v, &(struct frame){.kind = "front", .description = pg->paper.tagline,
		.path = S("/"), .today = true, .jsonld = show_jsonld_site(&v)});
	show_front(&v, root, &front, S(""));
	return site_render(pg, "front", root);
}
