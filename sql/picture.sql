-- SPDX-License-Identifier: Apache-2.0
-- Pictures at the desk: the library, what uses them, what happens to them.

-- ---- the library: newest first; :before is the last number of the page before ----

-- many picture_all(before int, count int) -> id int
-- reads nothing
SELECT id FROM media WHERE picture = 1 AND gone_at = 0 AND id < :before ORDER BY id DESC LIMIT :count;
-- many picture_mine(person int, before int, count int) -> id int
-- reads nothing
SELECT id FROM media WHERE picture = 1 AND gone_at = 0 AND person_id = :person AND id < :before ORDER BY id DESC LIMIT :count;
-- many picture_no_alt(before int, count int) -> id int
-- reads nothing
SELECT id FROM media WHERE picture = 1 AND gone_at = 0 AND state = 'ready' AND alt = '' AND decorative = 0 AND id < :before
 ORDER BY id DESC LIMIT :count;
-- many picture_unused(before int, count int) -> id int
-- reads nothing
SELECT id FROM media WHERE picture = 1 AND gone_at = 0 AND state = 'ready' AND uses = 0 AND id < :before ORDER BY id DESC LIMIT :count;
-- many picture_unready(before int, count int) -> id int
-- reads nothing
SELECT id FROM media WHERE picture = 1 AND gone_at = 0 AND state <> 'ready' AND id < :before ORDER BY id DESC LIMIT :count;
-- What can be put into a story.
-- many picture_ready(before int, count int) -> id int
-- reads nothing
SELECT id FROM media WHERE picture = 1 AND gone_at = 0 AND state = 'ready' AND id < :before ORDER BY id DESC LIMIT :count;

-- The index of words is walked from its newest end; filter: '' mine no_alt unused unready ready.
-- many picture_found(fts text, ts text, filter text, person int, before int, count int) -> id int
-- reads nothing
-- sqlite
SELECT m.id FROM media_words w CROSS JOIN media m ON m.id = w.rowid
 WHERE media_words MATCH :fts AND w.rowid < :before AND :ts <> '' AND m.picture = 1 AND m.gone_at = 0
   AND (:filter = '' OR (:filter = 'mine' AND m.person_id = :person)
     OR (:filter = 'no_alt' AND m.state = 'ready' AND m.alt = '' AND m.decorative = 0)
     OR (:filter = 'unused' AND m.state = 'ready' AND m.uses = 0) OR (:filter = 'unready' AND m.state <> 'ready')
     OR (:filter = 'ready' AND m.state = 'ready'))
 ORDER BY w.rowid DESC LIMIT :count;
-- postgres
SELECT m.id FROM media_words w JOIN media m ON m.id = w.media_id
 WHERE w.words @@ to_tsquery('simple', :ts) AND m.id < :before AND :fts <> '' AND m.picture = 1 AND m.gone_at = 0
   AND (:filter = '' OR (:filter = 'mine' AND m.person_id = :person)
     OR (:filter = 'no_alt' AND m.state = 'ready' AND m.alt = '' AND m.decorative = 0)
     OR (:filter = 'unused' AND m.state = 'ready' AND m.uses = 0) OR (:filter = 'unready' AND m.state <> 'ready')
     OR (:filter = 'ready' AND m.state = 'ready'))
 ORDER BY m.id DESC LIMIT :count;

-- many picture_of(ids ids)
--   -> id int, path text, mime text, state text, bytes int, width int, height int, title text, name text, alt text,
--      decorative int, caption text, credit text, licence text, focal_x int, focal_y int, person_id ref, person text,
--      uploaded_at int, making_at int, gone_at int, open int, uses int, version int
-- reads nothing
SELECT m.id, m.path, m.mime, m.state, m.bytes, m.width, m.height, m.title, m.name, m.alt,
       m.decorative, m.caption, m.credit, m.licence, m.focal_x, m.focal_y, m.person_id, coalesce(p.name, ''),
       m.uploaded_at, m.making_at, m.gone_at, m.open, m.uses, m.version
  FROM media m LEFT JOIN person p ON p.id = m.person_id
 WHERE m.id IN (:ids) ORDER BY m.id DESC;

-- ---- words ----

-- exec picture_words_clear(id int)
-- sqlite
DELETE FROM media_words WHERE rowid = :id;
-- postgres
DELETE FROM media_words WHERE media_id = :id;
-- exec picture_words_put(id int, words text)
-- sqlite
INSERT INTO media_words (rowid, words) VALUES (:id, :words);
-- postgres
INSERT INTO media_words (media_id, words) VALUES (:id, array_to_tsvector(array_remove(string_to_array(:words, ' '), '')));
-- one picture_words_of(id int) -> path text, name text, title text, alt text, caption text, credit text
-- reads nothing
SELECT path, name, title, alt, caption, credit FROM media WHERE id = :id;

-- ---- coming in ----

-- one picture_by_sum(sum text) -> id int
-- reads nothing
SELECT id FROM media WHERE sha256 = :sum AND sha256 <> '' AND state = 'ready' AND gone_at = 0 AND picture = 1 ORDER BY id LIMIT 1;

-- A place for a picture whose file is not there yet; no row: the address is taken.
-- one picture_claim(path text, name text, title text, person ref, at int) -> id int
-- reads nothing
INSERT INTO media (path, name, title, person_id, uploaded_at, making_at, open)
VALUES (:path, :name, :title, :person, :at, :at, 0) ON CONFLICT (path) DO NOTHING RETURNING id;
-- Its number is given again to nobody.
-- exec picture_unclaim(id int)
DELETE FROM media WHERE id = :id AND state = 'missing' AND making_at > 0 AND gone_at = 0;
-- many picture_left(before int) -> id int, path text, state text, making_at int
-- reads nothing
SELECT id, path, state, making_at FROM media WHERE making_at > 0 AND making_at < :before ORDER BY making_at LIMIT 100;
-- exec picture_making(id int, at int)
UPDATE media SET making_at = :at WHERE id = :id;
-- exec picture_made(id int, since int)
UPDATE media SET making_at = 0 WHERE id = :id AND making_at = :since;

-- ---- what is said about it ----

-- exec picture_describe(id int, title text, alt text, decorative int, caption text, credit text, licence text)
UPDATE media SET title = :title, alt = :alt, decorative = :decorative, caption = :caption, credit = :credit, licence = :licence
 WHERE id = :id;
-- exec picture_licence(id int, title text, licence text)
UPDATE media SET title = CASE WHEN title = '' THEN :title ELSE title END,
       licence = CASE WHEN licence = '' THEN :licence ELSE licence END WHERE id = :id;
-- exec picture_replaced(id int, version int)
UPDATE media SET version = :version, making_at = 0 WHERE id = :id;

-- ---- what uses it ----

-- many picture_uses_of_story(story int) -> media_id int
-- reads nothing
SELECT media_id FROM media_use WHERE story_id = :story ORDER BY media_id;
-- exec picture_use_put(media int, story int)
INSERT INTO media_use (media_id, story_id) SELECT id, :story FROM media WHERE id = :media
ON CONFLICT (media_id, story_id) DO NOTHING;
-- exec picture_use_drop(media int, story int)
DELETE FROM media_use WHERE media_id = :media AND story_id = :story;
-- exec picture_uses_count(id int)
UPDATE media SET uses = (SELECT count(*) FROM media_use u WHERE u.media_id = :id) WHERE id = :id;
-- By the address of the picture itself or of one of its sizes.
-- one picture_at(path text) -> id int
-- reads nothing
SELECT id FROM media WHERE path = :path
UNION ALL SELECT media_id FROM media_size WHERE path = :path
UNION ALL SELECT media_id FROM media_crop_size WHERE path = :path
 LIMIT 1;
-- Stories that use it, newest first.
-- many picture_used_in(media int, count int)
--   -> id int, kind text, headline text, state text, public_at int, lead int
-- reads nothing
SELECT s.id, s.kind, s.headline, s.state, s.public_at, coalesce(s.lead_media_id, 0) = :media
  FROM media_use u JOIN story s ON s.id = u.story_id WHERE u.media_id = :media ORDER BY s.id DESC LIMIT :count;
-- What will use it and is not saved into its story: copies on the desk and planned changes.  They
-- are few, and looked through.  mark: wp-image-12 and a quote; at: its address in a body.
-- many picture_used_on_desk(media int, mark text, at text, count int) -> id int, headline text
-- reads nothing
-- sqlite
SELECT d.story_id, max(d.headline)
  FROM (SELECT story_id, headline, lead_media_id, body FROM working
        UNION ALL SELECT story_id, headline, lead_media_id, body FROM planned WHERE kind = 'change') d
 WHERE (d.lead_media_id = :media OR instr(d.body, :mark) > 0 OR instr(d.body, :at) > 0)
   AND NOT EXISTS (SELECT 1 FROM media_use u WHERE u.media_id = :media AND u.story_id = d.story_id)
 GROUP BY d.story_id ORDER BY d.story_id DESC LIMIT :count;
-- postgres
SELECT d.story_id, max(d.headline)
  FROM (SELECT story_id, headline, lead_media_id, body FROM working
        UNION ALL SELECT story_id, headline, lead_media_id, body FROM planned WHERE kind = 'change') d
 WHERE (d.lead_media_id = :media OR position(:mark in d.body) > 0 OR position(:at in d.body) > 0)
   AND NOT EXISTS (SELECT 1 FROM media_use u WHERE u.media_id = :media AND u.story_id = d.story_id)
 GROUP BY d.story_id ORDER BY d.story_id DESC LIMIT :count;
-- many picture_lacking(ids ids) -> id int, path text, name text
-- reads nothing
SELECT id, path, name FROM media WHERE alt = '' AND decorative = 0 AND picture = 1
   AND id IN (:ids) ORDER BY id;

-- ---- crops ----

-- Those set by hand.
-- many picture_crops(media int) -> shape text, x int, y int, w int
-- reads nothing
SELECT shape, x, y, w FROM media_crop WHERE media_id = :media ORDER BY shape;
-- exec picture_crops_clear(media int)
DELETE FROM media_crop WHERE media_id = :media;
-- exec picture_crop_put(media int, shape text, x int, y int, w int)
INSERT INTO media_crop (media_id, shape, x, y, w) VALUES (:media, :shape, :x, :y, :w);
-- exec picture_focal(id int, x int, y int)
UPDATE media SET focal_x = :x, focal_y = :y, making_at = 0 WHERE id = :id;
-- exec picture_crop_sizes_clear(media int)
DELETE FROM media_crop_size WHERE media_id = :media;
-- exec picture_crop_size_put(media int, shape text, format text, width int, height int, path text, bytes int)
INSERT INTO media_crop_size (media_id, shape, format, width, height, path, bytes)
VALUES (:media, :shape, :format, :width, :height, :path, :bytes);
-- many picture_crop_sizes(media int) -> shape text, format text, width int, height int, path text, bytes int
-- reads nothing
SELECT shape, format, width, height, path, bytes FROM media_crop_size WHERE media_id = :media ORDER BY shape, format, width;
-- Set by hand, as a copy of the paper brings it, and not made yet.
-- many picture_uncut(after int, count int) -> id int
-- reads nothing
SELECT DISTINCT c.media_id FROM media_crop c JOIN media m ON m.id = c.media_id
 WHERE c.media_id > :after AND m.state = 'ready' AND m.making_at = 0 AND NOT EXISTS (SELECT 1 FROM media_crop_size s WHERE s.media_id = c.media_id)
 ORDER BY c.media_id LIMIT :count;

-- ---- going ----

-- exec picture_gone(id int, at int)
UPDATE media SET state = 'missing', gone_at = :at, making_at = 0 WHERE id = :id;
-- Where it was: each address answers 410 from now on.
-- exec picture_gone_paths(id int, at int)
INSERT INTO media_gone (path, gone_at)
SELECT path, :at FROM media WHERE id = :id
UNION SELECT path, :at FROM media_size WHERE media_id = :id
UNION SELECT path, :at FROM media_crop_size WHERE media_id = :id
    ON CONFLICT (path) DO NOTHING;
-- one picture_is_gone(path text) -> gone_at int
-- reads nothing
SELECT gone_at FROM media_gone WHERE path = :path;
