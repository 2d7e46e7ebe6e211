/* all.c: every record of a kind; see all.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "news/archive/all.h"

#include "query/export.h"
#include "query/section_edit.h"
#include "query/story.h"

err
all_tags(struct txn *t, int64_t after, int64_t count, struct all_term **out, size_t *n)
{
	struct q_export_tags *row;

	TRY(q_export_tags(t, after, count, &row, n));
	*out = NEW(store_arena(t), struct all_term, *n + 1);
	for (size_t i = 0; i < *n; i++)
		(*out)[i] = (struct all_term){.id = row[i].id, .slug = row[i].slug,
			.name = row[i].name, .description = row[i].description};
	return OK;
}

err
all_authors(struct txn *t, int64_t after, int64_t count, struct all_term **out, size_t *n)
{
	struct q_export_authors *row;

	TRY(q_export_authors(t, after, count, &row, n));
	*out = NEW(store_arena(t), struct all_term, *n + 1);
	for (size_t i = 0; i < *n; i++)
		(*out)[i] = (struct all_term){.id = row[i].id, .slug = row[i].slug,
			.name = row[i].name, .description = row[i].bio, .url = row[i].url};
	return OK;
}

err
all_sections(struct txn *t, struct all_term **out, size_t *n)
{
	struct q_section_edit_list *row;

	TRY(q_section_edit_list(t, &row, n));
	*out = NEW(store_arena(t), struct all_term, *n + 1);
	for (size_t i = 0; i < *n; i++)
		(*out)[i] = (struct all_term){.id = row[i].id, .parent_id = row[i].parent_id,
			.slug = row[i].slug, .name = row[i].name,
			.description = row[i].description};
	return OK;
}

err
all_media(struct txn *t, int64_t after, int64_t count, struct all_file **out, size_t *n)
{
	struct q_export_media *row;

	TRY(q_export_media(t, after, count, &row, n));
	*out = NEW(store_arena(t), struct all_file, *n + 1);
	for (size_t i = 0; i < *n; i++)
		(*out)[i] = (struct all_file){.id = row[i].id, .path = row[i].path,
			.state = row[i].state, .slug = row[i].slug, .title = row[i].title,
			.alt = row[i].alt, .decorative = row[i].decorative,
			.caption = row[i].caption, .description = row[i].description,
			.credit = row[i].credit, .licence = row[i].licence,
			.focal_x = row[i].focal_x, .focal_y = row[i].focal_y,
			.guid = row[i].guid, .uploaded_at = row[i].uploaded_at,
			.crops = row[i].crops};
	return OK;
}

err
all_redirects(struct txn *t, str after, int64_t count, struct all_redirect **out, size_t *n)
{
	struct q_export_redirects *row;

	TRY(q_export_redirects(t, after, count, &row, n));
	*out = NEW(store_arena(t), struct all_redirect, *n + 1);
	for (size_t i = 0; i < *n; i++)
		(*out)[i] = (struct all_redirect){.path = row[i].path, .status = row[i].status,
			.target = row[i].target, .former = row[i].former};
	return OK;
}

err
all_menu_items(struct txn *t, struct all_menu_item **out, size_t *n)
{
	struct q_export_menus *row;

	TRY(q_export_menus(t, &row, n));
	*out = NEW(store_arena(t), struct all_menu_item, *n + 1);
	for (size_t i = 0; i < *n; i++)
		(*out)[i] = (struct all_menu_item){.menu = row[i].menu, .label = row[i].label,
			.target = row[i].target};
	return OK;
}

err
all_audit(struct txn *t, int64_t after, int64_t count, struct all_audit_row **out, size_t *n)
{
	struct q_export_audit *row;

	TRY(q_export_audit(t, after, count, &row, n));
	*out = NEW(store_arena(t), struct all_audit_row, *n + 1);
	for (size_t i = 0; i < *n; i++)
		(*out)[i] = (struct all_audit_row){.id = row[i].id, .at = row[i].at,
			.actor = row[i].actor, .action = row[i].action,
			.subject = row[i].subject, .subject_id = row[i].subject_id,
			.detail = row[i].detail};
	return OK;
}

err
all_sections_of(struct txn *t, int64_t story, struct all_term **out, size_t *n)
{
	struct q_export_story_sections *row;

	TRY(q_export_story_sections(t, story, &row, n));
	*out = NEW(store_arena(t), struct all_term, *n + 1);
	for (size_t i = 0; i < *n; i++)
		(*out)[i] = (struct all_term){.slug = row[i].slug, .name = row[i].name};
	return OK;
}

err
all_tags_of(struct txn *t, int64_t story, struct all_term **out, size_t *n)
{
	struct q_story_tags *row;

	TRY(q_story_tags(t, story, &row, n));
	*out = NEW(store_arena(t), struct all_term, *n + 1);
	for (size_t i = 0; i < *n; i++)
		(*out)[i] = (struct all_term){.slug = row[i].slug, .name = row[i].name};
	return OK;
}

err
all_corrections_of(struct txn *t, int64_t story, struct all_correction **out, size_t *n)
{
	struct q_story_corrections *row;

	TRY(q_story_corrections(t, story, &row, n));
	*out = NEW(store_arena(t), struct all_correction, *n + 1);
	for (size_t i = 0; i < *n; i++)
		(*out)[i] = (struct all_correction){.at = row[i].corrected_at,
			.text = row[i].text};
	return OK;
}

err
all_metas_of(struct txn *t, int64_t story, struct all_meta **out, size_t *n)
{
	struct q_export_metas *row;

	TRY(q_export_metas(t, story, &row, n));
	*out = NEW(store_arena(t), struct all_meta, *n + 1);
	for (size_t i = 0; i < *n; i++)
		(*out)[i] = (struct all_meta){.name = row[i].name, .value = row[i].value};
	return OK;
}

err
all_comments_of(struct txn *t, int64_t story, struct all_comment **out, size_t *n)
{
	struct q_export_comments *row;

	TRY(q_export_comments(t, story, &row, n));
	*out = NEW(store_arena(t), struct all_comment, *n + 1);
	for (size_t i = 0; i < *n; i++)
		(*out)[i] = (struct all_comment){.id = row[i].id,
			.parent_id = row[i].parent_id, .created_at = row[i].created_at,
			.kind = row[i].kind, .state = row[i].state,
			.author = row[i].author_name, .url = row[i].author_url,
			.body = row[i].body};
	return OK;
}

err
all_revisions_of(struct txn *t, int64_t story, struct all_revision **out, size_t *n)
{
	struct q_export_revisions *row;

	TRY(q_export_revisions(t, story, &row, n));
	*out = NEW(store_arena(t), struct all_revision, *n + 1);
	for (size_t i = 0; i < *n; i++)
		(*out)[i] = (struct all_revision){.version = row[i].version,
			.saved_at = row[i].saved_at, .kind = row[i].kind, .name = row[i].name,
			.f = row[i].f};
	return OK;
}

err
all_notes_of(struct txn *t, int64_t story, struct all_note **out, size_t *n)
{
	struct q_export_notes *row;

	TRY(q_export_notes(t, story, &row, n));
	*out = NEW(store_arena(t), struct all_note, *n + 1);
	for (size_t i = 0; i < *n; i++)
		(*out)[i] = (struct all_note){.person = row[i].person, .quote = row[i].quote,
			.text = row[i].text, .made_at = row[i].made_at,
			.done_at = row[i].done_at};
	return OK;
}

err
all_counts(struct txn *t, int64_t *stories, int64_t *media)
{
	struct q_export_story_total total;

	TRY(q_export_story_total(t, &total));
	*stories = total.n;
	*media = total.media;
	return OK;
}

err
all_story_ids(struct txn *t, int64_t after, int64_t count, int64_t **id, size_t *n)
{
	struct q_export_stories *row;

	TRY(q_export_stories(t, after, count, &row, n));
	*id = NEW(store_arena(t), int64_t, *n + 1);
	for (size_t i = 0; i < *n; i++)
		(*id)[i] = row[i].id;
	return OK;
}

err
all_old_addresses_of(struct txn *t, int64_t story, str **path, size_t *n)
{
	struct q_export_old_slugs *row;

	TRY(q_export_old_slugs(t, story, &row, n));
	*path = NEW(store_arena(t), str, *n + 1);
	for (size_t i = 0; i < *n; i++)
		(*path)[i] = row[i].path;
	return OK;
}
