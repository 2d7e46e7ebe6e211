-- SPDX-License-Identifier: Apache-2.0
-- What an import asks and writes, beside what everybody does.  Foreign numbers
-- are kept where they are free, so that ?p=12 and #comment-34 go on working.

-- one import_origin(source text, kind text, foreign_id text) -> local_id int, digest text, wrote text
-- reads nothing
SELECT local_id, digest, wrote FROM origin
 WHERE source = :source AND kind = :kind AND foreign_id = :foreign_id;

-- exec import_origin_put(source text, kind text, foreign_id text, local_id int, digest text, wrote text)
INSERT INTO origin (source, kind, foreign_id, local_id, digest, wrote)
VALUES (:source, :kind, :foreign_id, :local_id, :digest, :wrote)
ON CONFLICT (source, kind, foreign_id) DO UPDATE SET
       local_id = excluded.local_id, digest = excluded.digest, wrote = excluded.wrote;

-- The number wished for when it is free, else the next that never was one.
-- one import_story_id(wish int) -> id int
-- reads nothing
-- sqlite
SELECT CASE WHEN :wish > 0 AND NOT EXISTS (SELECT 1 FROM story WHERE id = :wish) THEN :wish
       ELSE coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'story'), 0) + 1 END;
-- postgres
SELECT CASE WHEN :wish > 0 AND NOT EXISTS (SELECT 1 FROM story WHERE id = :wish) THEN :wish
       ELSE greatest((SELECT coalesce(max(id), 0) FROM story),
       coalesce(pg_sequence_last_value(pg_get_serial_sequence('story', 'id')::regclass), 0)) + 1 END;

-- one import_comment_id(wish int) -> id int
-- reads nothing
-- sqlite
SELECT CASE WHEN :wish > 0 AND NOT EXISTS (SELECT 1 FROM comment WHERE id = :wish) THEN :wish
       ELSE coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'comment'), 0) + 1 END;
-- postgres
SELECT CASE WHEN :wish > 0 AND NOT EXISTS (SELECT 1 FROM comment WHERE id = :wish) THEN :wish
       ELSE greatest((SELECT coalesce(max(id), 0) FROM comment),
       coalesce(pg_sequence_last_value(pg_get_serial_sequence('comment', 'id')::regclass), 0)) + 1 END;

-- one import_media_id(wish int) -> id int
-- reads nothing
-- sqlite
SELECT CASE WHEN :wish > 0 AND NOT EXISTS (SELECT 1 FROM media WHERE id = :wish) THEN :wish
       ELSE coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'media'), 0) + 1 END;
-- postgres
SELECT CASE WHEN :wish > 0 AND NOT EXISTS (SELECT 1 FROM media WHERE id = :wish) THEN :wish
       ELSE greatest((SELECT coalesce(max(id), 0) FROM media),
       coalesce(pg_sequence_last_value(pg_get_serial_sequence('media', 'id')::regclass), 0)) + 1 END;

-- PostgreSQL's counters do not see numbers that were given: told after a batch.
-- one import_numbers() -> story int, comment int, media int
-- reads nothing
-- sqlite
SELECT 0, 0, 0;
-- postgres
SELECT setval(pg_get_serial_sequence('story', 'id'), greatest((SELECT coalesce(max(id), 0) FROM story),
         coalesce(pg_sequence_last_value(pg_get_serial_sequence('story', 'id')::regclass), 0)) + 1, false),
       setval(pg_get_serial_sequence('comment', 'id'), greatest((SELECT coalesce(max(id), 0) FROM comment),
         coalesce(pg_sequence_last_value(pg_get_serial_sequence('comment', 'id')::regclass), 0)) + 1, false),
       setval(pg_get_serial_sequence('media', 'id'), greatest((SELECT coalesce(max(id), 0) FROM media),
         coalesce(pg_sequence_last_value(pg_get_serial_sequence('media', 'id')::regclass), 0)) + 1, false);

-- exec story_add_as(id int, {story.!place}, public_at int, modified_at int, created_at int)
INSERT INTO story (id, {story.!place}, public_at, modified_at, created_at, stage_id)
VALUES (:id, {story.!place :*}, :public_at, :modified_at, :created_at,
       (SELECT g.id FROM stage g WHERE g.state = :state ORDER BY g.place, g.id LIMIT 1));

-- one import_story_version(id int) -> version int
-- reads nothing
SELECT version FROM story WHERE id = :id;

-- exec import_meta_clear(story int)
DELETE FROM story_meta WHERE story_id = :story;
-- exec import_meta_put(story int, place int, name text, value text)
INSERT INTO story_meta (story_id, place, name, value) VALUES (:story, :place, :name, :value);
-- exec import_meta_drop(story int, name text)
DELETE FROM story_meta WHERE story_id = :story AND name = :name;
-- What a story waited for, and has come since: media or a parent page.
-- many import_waiting(source text, name text, kind text) -> story_id int, local_id int
-- reads nothing
SELECT m.story_id, o.local_id FROM story_meta m
  JOIN origin o ON o.source = :source AND o.kind = :kind AND o.foreign_id = m.value
 WHERE m.name = :name ORDER BY m.story_id;
-- many import_still_waiting(name text) -> story_id int, value text
-- reads nothing
SELECT story_id, value FROM story_meta WHERE name = :name ORDER BY story_id;
-- exec import_set_lead(story int, media int)
UPDATE story SET lead_media_id = :media WHERE id = :story AND lead_media_id IS NULL;
-- exec import_set_parent(story int, parent ref)
UPDATE story SET parent_id = :parent WHERE id = :story;
-- exec import_set_path(story int, path text)
UPDATE story SET path = :path WHERE id = :story;
-- many import_pages() -> id int, parent_id ref, slug text, path text
-- reads nothing
SELECT id, parent_id, slug, path FROM story WHERE kind = 'page' ORDER BY id;

-- one import_author_by_login(login text) -> id int, slug text, name text
-- reads nothing
SELECT id, slug, name FROM author WHERE login = :login ORDER BY id LIMIT 1;

-- exec import_author_set(id int, name text, bio text, url text, login text)
UPDATE author SET name = :name, bio = :bio, url = :url, login = :login WHERE id = :id;

-- exec import_tag_set(id int, name text, description text)
UPDATE tag SET name = :name, description = :description WHERE id = :id;

-- one import_comment(id int) -> state text, body text
-- reads nothing
SELECT state, body FROM comment WHERE id = :id;

-- exec import_comment_add(id int, story_id int, parent_id ref, kind text, state text, author_name text,
--      author_url text, email bytes, email_hash bytes, origin_hash bytes, network_hash bytes,
--      body text, body_hash bytes, created_at int)
INSERT INTO comment (id, story_id, parent_id, kind, state, author_name,
       author_url, email, email_hash, origin_hash, network_hash,
       body, body_hash, created_at)
VALUES (:id, :story_id, :parent_id, :kind, :state, :author_name,
       :author_url, :email, :email_hash, :origin_hash, :network_hash,
       :body, :body_hash, :created_at);
-- exec import_comment_set(id int, state text, body text)
UPDATE comment SET state = :state, body = :body WHERE id = :id;
-- exec import_comment_parent(id int, parent ref)
UPDATE comment SET parent_id = :parent WHERE id = :id;

-- exec import_media_add(id int, path text, mime text, width int, height int, slug text, title text,
--      alt text, caption text, description text, credit text, guid text, uploaded_at int)
INSERT INTO media (id, path, mime, width, height, slug, title,
       alt, caption, description, credit, guid, uploaded_at)
VALUES (:id, :path, :mime, :width, :height, :slug, :title,
       :alt, :caption, :description, :credit, :guid, :uploaded_at);
-- one import_media(id int)
--   -> path text, title text, alt text, caption text, description text, credit text
-- reads nothing
SELECT path, title, alt, caption, description, credit FROM media WHERE id = :id;
-- exec import_media_set(id int, title text, alt text, caption text, description text, credit text)
UPDATE media SET title = :title, alt = :alt, caption = :caption, description = :description, credit = :credit
 WHERE id = :id;

-- What a file turned out to be.
-- exec import_media_file(id int, state text, mime text, bytes int, width int, height int, sum text,
--      caption text, credit text)
UPDATE media SET state = :state, mime = :mime, bytes = :bytes, width = :width, height = :height, sha256 = :sum,
       making_at = 0, picture = CASE WHEN :mime = '' OR substr(:mime, 1, 6) = 'image/' THEN 1 ELSE 0 END,
       caption = CASE WHEN caption = '' THEN :caption ELSE caption END,
       credit = CASE WHEN credit = '' THEN :credit ELSE credit END
 WHERE id = :id;
-- one import_media_by_path(path text) -> id int, state text, bytes int, sha256 text
-- reads nothing
SELECT id, state, bytes, sha256 FROM media WHERE path = :path;
-- exec import_sizes_clear(media int)
DELETE FROM media_size WHERE media_id = :media;
-- exec import_size_put(media int, format text, width int, height int, path text, bytes int)
INSERT INTO media_size (media_id, format, width, height, path, bytes)
VALUES (:media, :format, :width, :height, :path, :bytes);
-- many import_media_missing(count int) -> id int, path text
-- reads nothing
SELECT id, path FROM media WHERE state = 'missing' ORDER BY path LIMIT :count;

-- exec import_menu_clear(menu text)
DELETE FROM menu_item WHERE menu = :menu;
-- exec import_menu_put(menu text, place int, label text, target text)
INSERT INTO menu_item (menu, place, label, target) VALUES (:menu, :place, :label, :target);

-- exec import_corrections_clear(story int)
DELETE FROM correction WHERE story_id = :story;
