-- SPDX-License-Identifier: Apache-2.0
-- What names a section, tag or author elsewhere, and follows a merge.

-- An import that comes again must find what was merged.
-- exec term_origin_hand(kind text, from_id int, into_id int)
UPDATE origin SET local_id = :into_id WHERE kind = :kind AND local_id = :from_id;

-- What lies on the desk names sections, tags and names by lists of ids.
-- many term_working(what text) -> story_id int, section_ids text, tag_ids text, author_ids text
-- reads nothing
SELECT story_id, section_ids, tag_ids, author_ids FROM working
 WHERE ',' || section_ids || ',' LIKE '%,' || :what || ',%' OR ',' || tag_ids || ',' LIKE '%,' || :what || ',%'
    OR ',' || author_ids || ',' LIKE '%,' || :what || ',%';

-- exec term_working_set(story int, section_ids text, tag_ids text, author_ids text)
UPDATE working SET section_ids = :section_ids, tag_ids = :tag_ids, author_ids = :author_ids WHERE story_id = :story;

-- The same of changes that are planned, of templates, and of places on the front.
-- many term_planned(what text) -> id int, section_ids text, tag_ids text, author_ids text
-- reads nothing
SELECT id, section_ids, tag_ids, author_ids FROM planned
 WHERE ',' || section_ids || ',' LIKE '%,' || :what || ',%' OR ',' || tag_ids || ',' LIKE '%,' || :what || ',%'
    OR ',' || author_ids || ',' LIKE '%,' || :what || ',%';

-- exec term_planned_set(id int, section_ids text, tag_ids text, author_ids text)
UPDATE planned SET section_ids = :section_ids, tag_ids = :tag_ids, author_ids = :author_ids WHERE id = :id;

-- many term_templates(what text) -> id int, section_ids text
-- reads nothing
SELECT id, section_ids FROM template WHERE ',' || section_ids || ',' LIKE '%,' || :what || ',%';

-- exec term_template_set(id int, section_ids text)
UPDATE template SET section_ids = :section_ids WHERE id = :id;
