-- SPDX-License-Identifier: Apache-2.0
-- Sections (a tree), tags and authors: the names by which stories are listed.

-- used: stories were put there, public or not; others need no navigation.
-- many section_all() -> id int, parent_id ref, slug text, path text, name text, used int
-- reads sections(0)
SELECT id, parent_id, slug, path, name,
       CASE WHEN EXISTS (SELECT 1 FROM story_section l WHERE l.section_id = section.id) THEN 1 ELSE 0 END
  FROM section ORDER BY place, name, id;

-- one section_by_path(path text)
--   -> id int, parent_id ref, slug text, path text, name text, description text
-- reads section(id), section_path(#:path)
SELECT id, parent_id, slug, path, name, description FROM section WHERE path = lower(:path);

-- one section_by_slug(slug text) -> id int, path text
-- reads section_path(#:slug)
SELECT id, path FROM section WHERE slug = lower(:slug);

-- one section_by_id(id int) -> path text, name text
-- reads section(:id)
SELECT path, name FROM section WHERE id = :id;

-- one tag_by_slug(slug text) -> id int, slug text, name text, description text
-- reads tag(id), tag_slug(#:slug)
SELECT id, slug, name, description FROM tag WHERE slug = lower(:slug);

-- one author_by_slug(slug text) -> id int, slug text, name text, bio text, url text
-- reads author(id), author_slug(#:slug)
SELECT id, slug, name, bio, url FROM author WHERE slug = lower(:slug);

-- one author_by_id(id int) -> slug text
-- reads author(:id)
SELECT slug FROM author WHERE id = :id;

-- Those with a public story, with the latest change in them.
-- many section_sitemap(now int) -> id int, path text, modified_at int
-- reads sitemap(0), sections(0)
SELECT c.id, c.path, max(s.modified_at) FROM section c
  JOIN story_section l ON l.section_id = c.id JOIN story s ON s.id = l.story_id
 WHERE s.kind = 'story' AND s.state = 'publish' AND s.public_at <= :now
 GROUP BY c.id, c.path ORDER BY c.id;

-- many tag_sitemap(now int, count int, skip int) -> id int, slug text, modified_at int
-- reads sitemap(0)
SELECT c.id, c.slug, max(s.modified_at) FROM tag c
  JOIN story_tag l ON l.tag_id = c.id JOIN story s ON s.id = l.story_id
 WHERE s.kind = 'story' AND s.state = 'publish' AND s.public_at <= :now
 GROUP BY c.id, c.slug ORDER BY c.id LIMIT :count OFFSET :skip;

-- many author_sitemap(now int, count int, skip int) -> id int, slug text, modified_at int
-- reads sitemap(0)
SELECT c.id, c.slug, max(s.modified_at) FROM author c
  JOIN byline l ON l.author_id = c.id JOIN story s ON s.id = l.story_id
 WHERE s.kind = 'story' AND s.state = 'publish' AND s.public_at <= :now
 GROUP BY c.id, c.slug ORDER BY c.id LIMIT :count OFFSET :skip;

-- many menu_items(menu text) -> label text, target text
-- reads menu(#:menu)
SELECT label, target FROM menu_item WHERE menu = :menu ORDER BY place, id;

-- Menus.
-- many menu_names() -> menu text, n int
-- reads nothing
SELECT menu, count(*) FROM menu_item GROUP BY menu ORDER BY menu LIMIT 200;
