-- SPDX-License-Identifier: Apache-2.0
-- Tags: listed, renamed, merged, removed.

-- Tags, as the desk lists them: by name, from one on (keyset); find: part of a name
-- or slug, folded; empty: all.
-- many tag_list(find text, slug text, name text, id int, count int) -> id int, slug text, name text, description text
-- reads nothing
-- sqlite
SELECT id, slug, name, description FROM tag
 WHERE (lower(name), id) > (:name, :id) AND (:find = '' OR instr(lower(name), :find) > 0 OR (:slug <> '' AND instr(slug, :slug) > 0))
 ORDER BY lower(name), id LIMIT :count;
-- postgres
SELECT id, slug, name, description FROM tag
 WHERE (lower(name), id) > (:name, :id) AND (:find = '' OR strpos(lower(name), :find) > 0 OR (:slug <> '' AND strpos(slug, :slug) > 0))
 ORDER BY lower(name), id LIMIT :count;

-- many tag_counts(ids ids) -> id int, n int
-- reads nothing
SELECT tag_id, count(*) FROM story_tag WHERE tag_id IN (:ids) GROUP BY tag_id;

-- one tag_get(id int) -> slug text, name text, description text
-- reads nothing
SELECT slug, name, description FROM tag WHERE id = :id;

-- one tag_total() -> n int
-- reads nothing
SELECT count(*) FROM tag;

-- A tag by its slug, else by its name in any case.
-- one tag_named(slug text, name text) -> id int
-- reads nothing
SELECT id FROM tag WHERE slug = :slug OR lower(name) = lower(:name)
 ORDER BY CASE WHEN slug = :slug THEN 0 ELSE 1 END, id LIMIT 1;

-- exec tag_set(id int, slug text, name text, description text)
UPDATE tag SET slug = :slug, name = :name, description = :description WHERE id = :id;

-- many tag_stories(tag int) -> id int, published_at int
-- reads nothing
SELECT story_id, published_at FROM story_tag WHERE tag_id = :tag;

-- exec tag_twice(from_id int, into_id int)
DELETE FROM story_tag WHERE tag_id = :from_id AND story_id IN (SELECT story_id FROM story_tag WHERE tag_id = :into_id);

-- exec tag_hand(from_id int, into_id int)
UPDATE story_tag SET tag_id = :into_id WHERE tag_id = :from_id;

-- exec tag_drop(from_id int)
DELETE FROM story_tag WHERE tag_id = :from_id;

-- exec tag_delete(id int)
DELETE FROM tag WHERE id = :id;

-- one tag_by_id(id int) -> slug text
-- reads tag(:id)
SELECT slug FROM tag WHERE id = :id;
