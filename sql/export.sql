-- SPDX-License-Identifier: Apache-2.0
-- What an export asks: everything, by number, some at a time.

-- many export_stories(after int, count int) -> id int
-- reads nothing
SELECT id FROM story WHERE id > :after ORDER BY id LIMIT :count;
-- one export_story_total() -> n int, media int
-- reads nothing
SELECT (SELECT count(*) FROM story), (SELECT count(*) FROM media);
-- many export_story_sections(story int) -> slug text, name text
-- reads nothing
SELECT c.slug, c.name FROM story_section l JOIN section c ON c.id = l.section_id
 WHERE l.story_id = :story AND l.leaf = 1 ORDER BY l.main DESC, c.path;
-- many export_metas(story int) -> name text, value text
-- reads nothing
SELECT name, value FROM story_meta WHERE story_id = :story ORDER BY place;
-- many export_comments(story int)
--   -> id int, parent_id ref, kind text, state text, author_name text, author_url text, person_id ref, body text, created_at int
-- reads nothing
SELECT id, parent_id, kind, state, author_name, author_url, person_id, body, created_at FROM comment
 WHERE story_id = :story ORDER BY created_at, id;
-- many export_old_slugs(story int) -> path text
-- reads nothing
SELECT path FROM redirect WHERE story_id = :story ORDER BY path;
-- many export_revisions(story int) -> id int, kind text, name text, version int, saved_at int, {story.copy}
-- reads nothing
SELECT id, kind, name, version, saved_at, {story.copy} FROM revision WHERE story_id = :story ORDER BY version, id;
-- many export_notes(story int) -> person text, quote text, text text, made_at int, done_at int
-- reads nothing
SELECT p.name, n.quote, n.text, n.made_at, n.done_at FROM note n JOIN person p ON p.id = n.person_id
 WHERE n.story_id = :story ORDER BY n.id;
-- many export_tags(after int, count int) -> id int, slug text, name text, description text
-- reads nothing
SELECT id, slug, name, description FROM tag WHERE id > :after ORDER BY id LIMIT :count;
-- many export_authors(after int, count int) -> id int, slug text, name text, bio text, url text
-- reads nothing
SELECT id, slug, name, bio, url FROM author WHERE id > :after ORDER BY id LIMIT :count;
-- many export_media(after int, count int)
--   -> id int, path text, mime text, width int, height int, state text, slug text, title text, alt text, decorative int,
--      caption text, description text, credit text, licence text, focal_x int, focal_y int, guid text, uploaded_at int, crops text
-- reads nothing
-- sqlite
SELECT id, path, mime, width, height, state, slug, title, alt, decorative, caption, description, credit, licence, focal_x, focal_y,
       guid, uploaded_at,
       coalesce((SELECT group_concat(shape || ' ' || x || ' ' || y || ' ' || w, ',') FROM media_crop c WHERE c.media_id = media.id), '')
  FROM media WHERE id > :after ORDER BY id LIMIT :count;
-- postgres
SELECT id, path, mime, width, height, state, slug, title, alt, decorative, caption, description, credit, licence, focal_x, focal_y,
       guid, uploaded_at,
       coalesce((SELECT string_agg(shape || ' ' || x || ' ' || y || ' ' || w, ',') FROM media_crop c WHERE c.media_id = media.id), '')
  FROM media WHERE id > :after ORDER BY id LIMIT :count;
-- former: the present slug of what a former name leads to.
-- many export_redirects(after text, count int) -> path text, status int, target text, former text
-- reads nothing
-- sqlite
SELECT r.path, r.status, r.target, coalesce(
       CASE WHEN r.target LIKE 'tag:%' THEN (SELECT slug FROM tag WHERE 'tag:' || id = r.target)
            WHEN r.target LIKE 'section:%' THEN (SELECT slug FROM section WHERE 'section:' || id = r.target)
            WHEN r.target LIKE 'author:%' THEN (SELECT slug FROM author WHERE 'author:' || id = r.target) END, '')
  FROM redirect r WHERE r.path > :after AND r.story_id IS NULL ORDER BY r.path LIMIT :count;
-- postgres
SELECT r.path, r.status, r.target, coalesce(
       CASE WHEN r.target LIKE 'tag:%' THEN (SELECT slug FROM tag WHERE 'tag:' || id = r.target)
            WHEN r.target LIKE 'section:%' THEN (SELECT slug FROM section WHERE 'section:' || id = r.target)
            WHEN r.target LIKE 'author:%' THEN (SELECT slug FROM author WHERE 'author:' || id = r.target) END, '')
  FROM redirect r WHERE r.path > :after AND r.story_id IS NULL ORDER BY r.path LIMIT :count;
-- many export_menus() -> menu text, label text, target text
-- reads nothing
SELECT menu, label, target FROM menu_item ORDER BY menu, place, id LIMIT 10000;
-- many export_audit(after int, count int) -> id int, at int, actor text, action text, subject text, subject_id int, detail text
-- reads nothing
SELECT id, at, actor, action, subject, subject_id, detail FROM audit WHERE id > :after ORDER BY id LIMIT :count;

-- What an export of ours says of pictures and the old system had no word for.
-- exec export_media_extra(path text, decorative int, licence text, focal_x int, focal_y int)
UPDATE media SET decorative = :decorative, licence = :licence, focal_x = :focal_x, focal_y = :focal_y WHERE path = :path;
-- exec export_crop_extra(media int, shape text, x int, y int, w int)
INSERT INTO media_crop (media_id, shape, x, y, w) VALUES (:media, :shape, :x, :y, :w) ON CONFLICT (media_id, shape) DO NOTHING;
-- one export_id_of(kind text, slug text) -> id int
-- reads nothing
SELECT id FROM tag WHERE :kind = 'tag' AND slug = :slug
UNION ALL SELECT id FROM section WHERE :kind = 'section' AND slug = :slug
UNION ALL SELECT id FROM author WHERE :kind = 'author' AND slug = :slug
 LIMIT 1;
