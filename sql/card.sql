-- SPDX-License-Identifier: Apache-2.0
-- What cards and story pages show.  :ids is "1,2,3".

-- head: enough of the body to cut an excerpt from.
-- many card_of(ids ids)
--   -> id int, slug text, path text, kind text, kicker text, headline text, standfirst text, dateline text,
--      excerpt text, head text, format text, language text, direction text, worktype text,
--      published_at int, modified_at int, guid text, comments text, protected int, pinned int,
--      lead_media_id ref, section_id ref, section_path text, section_name text, author_slug text
-- reads card(id), section(section_id)
-- sqlite
SELECT s.id, s.slug, s.path, s.kind, s.kicker, s.headline, s.standfirst, s.dateline,
       s.excerpt, substr(s.body, 1, 6000), s.format, s.language, s.direction, s.worktype,
       s.published_at, s.modified_at, s.guid, s.comments, s.password <> '', s.pinned,
       s.lead_media_id, c.id, coalesce(c.path, ''), coalesce(c.name, ''),
       coalesce((SELECT a.slug FROM byline b JOIN author a ON a.id = b.author_id WHERE b.story_id = s.id ORDER BY b.place LIMIT 1), '')
  FROM story s
  LEFT JOIN story_section m ON m.story_id = s.id AND m.main = 1
  LEFT JOIN section c ON c.id = m.section_id
 WHERE s.id IN (:ids);
-- postgres
SELECT s.id, s.slug, s.path, s.kind, s.kicker, s.headline, s.standfirst, s.dateline,
       s.excerpt, substr(s.body, 1, 6000), s.format, s.language, s.direction, s.worktype,
       s.published_at, s.modified_at, s.guid, s.comments, (s.password <> '')::int::bigint, s.pinned,
       s.lead_media_id, c.id, coalesce(c.path, ''), coalesce(c.name, ''),
       coalesce((SELECT a.slug FROM byline b JOIN author a ON a.id = b.author_id WHERE b.story_id = s.id ORDER BY b.place LIMIT 1), '')
  FROM story s
  LEFT JOIN story_section m ON m.story_id = s.id AND m.main = 1
  LEFT JOIN section c ON c.id = m.section_id
 WHERE s.id IN (:ids);

-- many byline_of(ids ids) -> story_id int, author_id int, slug text, name text, url text
-- reads author(author_id)
SELECT b.story_id, a.id, a.slug, a.name, a.url FROM byline b JOIN author a ON a.id = b.author_id
 WHERE b.story_id IN (:ids) ORDER BY b.story_id, b.place;

-- many media_of(ids ids)
--   -> id int, path text, mime text, state text, width int, height int, alt text, decorative int,
--      caption text, credit text, licence text, focal_x int, focal_y int
-- reads media(id)
SELECT id, path, mime, state, width, height, alt, decorative, caption, credit, licence, focal_x, focal_y
  FROM media WHERE id IN (:ids);

-- Of the whole picture (shape is empty), in this shape, and where a page is shared.
-- many media_sizes_of(ids ids, shape text) -> media_id int, shape text, format text, width int, height int, path text
-- reads nothing
SELECT media_id, '' AS shape, format, width, height, path FROM media_size
 WHERE media_id IN (:ids)
UNION ALL
SELECT media_id, shape, format, width, height, path FROM media_crop_size
 WHERE media_id IN (:ids) AND shape IN (:shape, '40x21')
 ORDER BY 1, 2, 3, 4;

-- one media_by_path(path text) -> id int, state text, mime text
-- reads media_path(#:path)
SELECT id, state, mime FROM media WHERE path = :path;

-- A file that may be served: an upload that is ready, or a size made of it.  shown: everybody
-- may have it, since it is open or something that everybody may read at this moment uses it.
-- first: its own address, whose bytes another file may replace.
-- one media_file(path text, now int) -> id int, path text, mime text, first int, shown int
-- reads nothing
SELECT f.id, f.path, f.mime, f.first, CASE WHEN m.open = 1 OR EXISTS (
         SELECT 1 FROM media_use u JOIN story s ON s.id = u.story_id
          WHERE u.media_id = m.id AND s.state = 'publish' AND s.public_at <= :now AND s.password = '') THEN 1 ELSE 0 END
  FROM (SELECT id, path, mime, 1 AS first FROM media WHERE path = :path AND state = 'ready'
        UNION ALL SELECT media_id, path, 'image/' || format, 0 FROM media_size WHERE path = :path
        UNION ALL SELECT media_id, path, 'image/' || format, 0 FROM media_crop_size WHERE path = :path) f
  JOIN media m ON m.id = f.id
 LIMIT 1;
-- Does this story, which is public, use it?  For who knows its password.
-- one media_of_story(media int, story int, now int) -> story_id int
-- reads nothing
SELECT u.story_id FROM media_use u JOIN story s ON s.id = u.story_id
 WHERE u.media_id = :media AND u.story_id = :story AND s.state = 'publish' AND s.public_at <= :now;
