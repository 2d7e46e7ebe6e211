-- SPDX-License-Identifier: Apache-2.0
-- Authors of bylines: listed, renamed, merged, removed.

-- Names in bylines, likewise.
-- many author_list(find text, slug text, name text, id int, count int)
--   -> id int, slug text, name text, url text, person_id ref, person text
-- reads nothing
-- sqlite
SELECT a.id, a.slug, a.name, a.url, a.person_id, coalesce(p.name, '') FROM author a LEFT JOIN person p ON p.id = a.person_id
 WHERE (lower(a.name), a.id) > (:name, :id) AND (:find = '' OR instr(lower(a.name), :find) > 0 OR (:slug <> '' AND instr(a.slug, :slug) > 0))
 ORDER BY lower(a.name), a.id LIMIT :count;
-- postgres
SELECT a.id, a.slug, a.name, a.url, a.person_id, coalesce(p.name, '') FROM author a LEFT JOIN person p ON p.id = a.person_id
 WHERE (lower(a.name), a.id) > (:name, :id) AND (:find = '' OR strpos(lower(a.name), :find) > 0 OR (:slug <> '' AND strpos(a.slug, :slug) > 0))
 ORDER BY lower(a.name), a.id LIMIT :count;

-- many author_counts(ids ids) -> id int, n int
-- reads nothing
SELECT author_id, count(*) FROM byline WHERE author_id IN (:ids) GROUP BY author_id;

-- one author_get(id int) -> slug text, name text, bio text, url text, login text, person_id ref
-- reads nothing
SELECT slug, name, bio, url, login, person_id FROM author WHERE id = :id;

-- one author_named(slug text, name text) -> id int
-- reads nothing
SELECT id FROM author WHERE slug = :slug OR lower(name) = lower(:name)
 ORDER BY CASE WHEN slug = :slug THEN 0 ELSE 1 END, id LIMIT 1;

-- exec author_set(id int, slug text, name text, bio text, url text, person ref)
UPDATE author SET slug = :slug, name = :name, bio = :bio, url = :url, person_id = :person WHERE id = :id;

-- many author_stories(author int) -> id int, published_at int
-- reads nothing
SELECT story_id, published_at FROM byline WHERE author_id = :author;

-- exec author_byline_twice(from_id int, into_id int)
DELETE FROM byline WHERE author_id = :from_id AND story_id IN (SELECT story_id FROM byline WHERE author_id = :into_id);

-- exec author_byline_hand(from_id int, into_id int)
UPDATE byline SET author_id = :into_id WHERE author_id = :from_id;

-- exec author_byline_drop(from_id int)
DELETE FROM byline WHERE author_id = :from_id;

-- exec author_delete(id int)
DELETE FROM author WHERE id = :id;
