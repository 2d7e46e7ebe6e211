-- SPDX-License-Identifier: Apache-2.0
-- Sections changed as a whole: renamed, moved, merged, removed.

-- many section_edit_list() -> id int, parent_id ref, slug text, path text, name text, description text, place int
-- reads nothing
SELECT id, parent_id, slug, path, name, description, place FROM section ORDER BY place, name, id LIMIT 5000;

-- many section_edit_counts() -> id int, n int
-- reads nothing
SELECT section_id, count(*) FROM story_section WHERE leaf = 1 GROUP BY section_id;

-- exec section_edit_set(id int, slug text, name text, description text)
UPDATE section SET slug = :slug, name = :name, description = :description WHERE id = :id;

-- exec section_edit_path(id int, path text)
UPDATE section SET path = :path WHERE id = :id;

-- exec section_edit_parent(id int, parent ref, place int)
UPDATE section SET parent_id = :parent, place = :place WHERE id = :id;

-- exec section_edit_children(from_id int, parent ref)
UPDATE section SET parent_id = :parent WHERE parent_id = :from_id;

-- exec section_edit_delete(id int)
DELETE FROM section WHERE id = :id;

-- Stories that were put into one of these.
-- many section_edit_stories(ids ids) -> id int, published_at int
-- reads nothing
SELECT DISTINCT story_id, published_at FROM story_section
 WHERE leaf = 1 AND section_id IN (:ids);

-- The rows of the sections above are made anew of those where a story was put.
-- exec section_edit_places_clear(ids ids)
DELETE FROM story_section WHERE leaf = 0 AND story_id IN (SELECT story_id FROM story_section
 WHERE leaf = 1 AND section_id IN (:ids));

-- exec section_edit_places_fill(ids ids)
WITH RECURSIVE up (leaf_id, id, depth) AS (
  SELECT id, parent_id, 1 FROM section WHERE parent_id IS NOT NULL
  UNION ALL
  SELECT up.leaf_id, s.parent_id, up.depth + 1 FROM up JOIN section s ON s.id = up.id
   WHERE up.depth < 16 AND s.parent_id IS NOT NULL
)
INSERT INTO story_section (story_id, section_id, leaf, main, published_at)
SELECT DISTINCT l.story_id, up.id, 0, 0, l.published_at FROM story_section l JOIN up ON up.leaf_id = l.section_id
 WHERE l.leaf = 1 AND l.story_id IN (SELECT story_id FROM story_section
       WHERE leaf = 1 AND section_id IN (:ids))
ON CONFLICT (story_id, section_id) DO NOTHING;

-- Stories of one section are put into another: where both are, one row stays.
-- exec section_edit_places_main(from_id int, into_id int)
UPDATE story_section SET leaf = 1, main = 1
 WHERE section_id = :into_id AND story_id IN (SELECT story_id FROM story_section WHERE section_id = :from_id AND main = 1);

-- exec section_edit_places_twice(from_id int, into_id int)
DELETE FROM story_section WHERE section_id = :from_id
   AND story_id IN (SELECT story_id FROM story_section WHERE section_id = :into_id);

-- exec section_edit_places_hand(from_id int, into_id int)
UPDATE story_section SET section_id = :into_id WHERE section_id = :from_id;

-- exec section_edit_places_drop(from_id int)
DELETE FROM story_section WHERE section_id = :from_id;

-- A story that lost its main section has another, where it stands in one.
-- exec section_edit_places_promote(ids ids)
UPDATE story_section SET main = 1 WHERE leaf = 1 AND story_id IN (:ids)
   AND NOT EXISTS (SELECT 1 FROM story_section o WHERE o.story_id = story_section.story_id AND o.main = 1)
   AND section_id = (SELECT min(o.section_id) FROM story_section o WHERE o.story_id = story_section.story_id AND o.leaf = 1);

-- exec section_edit_limits_hand(from_id int, into_id int)
INSERT INTO person_section (person_id, section_id) SELECT person_id, :into_id FROM person_section WHERE section_id = :from_id
ON CONFLICT (person_id, section_id) DO NOTHING;

-- exec section_edit_limits_drop(from_id int)
DELETE FROM person_section WHERE section_id = :from_id;

-- one section_edit_limits_count(section int) -> n int
-- reads nothing
SELECT count(*) FROM person_section WHERE section_id = :section;

-- exec section_edit_front_section(from_id int, into_id int)
UPDATE front_slot SET section_id = :into_id WHERE section_id = :from_id;

-- exec section_edit_front_tag(from_id int, into_id int)
UPDATE front_slot SET tag_id = :into_id WHERE tag_id = :from_id;
