-- SPDX-License-Identifier: Apache-2.0
-- One story or page, and how addresses lead to it.

-- one story_get(id int)
--   -> id int, {story.!place}, public_at int, modified_at int, created_at int, version int
-- reads story(:id)
SELECT id, {story.!place}, public_at, modified_at, created_at, version FROM story WHERE id = :id;

-- Slugs are compared without regard to ASCII case, as old addresses were.
-- many story_by_slug(slug text) -> id int, kind text, state text, public_at int, published_at int
-- reads slug(#:slug)
SELECT id, kind, state, public_at, published_at FROM story
 WHERE slug = lower(:slug) AND kind = 'story' ORDER BY id;

-- many story_by_path(path text) -> id int, kind text, state text, public_at int, published_at int
-- reads slug(#:path)
SELECT id, kind, state, public_at, published_at FROM story
 WHERE kind = 'page' AND path = lower(:path) ORDER BY id;

-- A cut address: the one public story whose slug starts so.
-- many story_by_prefix(prefix text, now int) -> id int
-- reads nothing
SELECT id FROM story
 WHERE kind = 'story' AND state = 'publish' AND public_at <= :now
   AND slug >= :prefix AND slug < :prefix || '~~'
 ORDER BY published_at DESC LIMIT 2;

-- many story_tags(story int) -> id int, slug text, name text
-- reads tag(id)
SELECT t.id, t.slug, t.name FROM story_tag s JOIN tag t ON t.id = s.tag_id
 WHERE s.story_id = :story ORDER BY t.name, t.id;

-- many story_sections(story int) -> id int, path text, name text, main int
-- reads section(id)
SELECT c.id, c.path, c.name, s.main FROM story_section s JOIN section c ON c.id = s.section_id
 WHERE s.story_id = :story AND s.leaf = 1 ORDER BY s.main DESC, c.path;

-- many story_corrections(story int) -> corrected_at int, text text
-- reads nothing
SELECT corrected_at, text FROM correction WHERE story_id = :story ORDER BY corrected_at, id;

-- The pages at the top, for the footer.
-- many story_top_pages(now int) -> id int, path text, headline text
-- reads pages(0)
SELECT id, path, headline FROM story
 WHERE kind = 'page' AND state = 'publish' AND +public_at <= :now AND parent_id IS NULL AND password = ''
 ORDER BY place, headline, id LIMIT 12;

-- Everything readers can open, for the sitemaps.
-- many story_sitemap(kind text, now int, count int, skip int)
--   -> id int, published_at int, modified_at int
-- reads sitemap(0)
SELECT id, published_at, modified_at FROM story
 WHERE kind = :kind AND state = 'publish' AND public_at <= :now AND password = ''
 ORDER BY id LIMIT :count OFFSET :skip;

-- one story_sitemap_size(kind text, now int) -> n int, modified_at int
-- reads sitemap(0)
SELECT count(*), coalesce(max(modified_at), 0) FROM story
 WHERE kind = :kind AND state = 'publish' AND public_at <= :now AND password = '';
