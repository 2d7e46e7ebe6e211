-- SPDX-License-Identifier: Apache-2.0
-- The front: which layout is valid, what stands in its slots, and what may.

-- The slots of a layout (0: of the valid one).  One row at least, with layout_id 0
-- where there is none, since it also tells when another layout begins or this ends.
-- many front_slots(layout int, now int)
--   -> until_at int, layout_id ref, version_id ref, area text, place int, fill text, story_id ref, section_id ref, tag_id ref,
--      worktype text, picture int, twice int, size text, starts_at int, ends_at int, kicker text, headline text,
--      teaser text, rank int, amount int, hidden int, tag_slug text, tag_name text
-- reads front(0), front(layout_id), tag(tag_id)
-- until until_at
SELECT u.at, l.id, l.version_id, coalesce(s.area, ''), coalesce(s.place, 0), coalesce(s.fill, ''), s.story_id, s.section_id, s.tag_id,
       coalesce(s.worktype, ''), coalesce(s.picture, 0), coalesce(s.twice, 0), coalesce(s.size, ''),
       coalesce(s.starts_at, 0), coalesce(s.ends_at, 0), coalesce(s.kicker, ''), coalesce(s.headline, ''),
       coalesce(s.teaser, ''), coalesce(s.rank, 0), coalesce(s.amount, 0), coalesce(s.hidden, 0),
       coalesce(t.slug, ''), coalesce(t.name, '')
  FROM (SELECT coalesce(min(m.at), 0) AS at
          FROM (SELECT starts_at AS at FROM front_layout WHERE removed_at = 0 AND starts_at > :now
                UNION ALL
                SELECT ends_at FROM front_layout WHERE removed_at = 0 AND ends_at > :now) m) u
  LEFT JOIN front_layout l ON l.id = CASE WHEN :layout > 0 THEN :layout ELSE
       (SELECT id FROM front_layout WHERE removed_at = 0 AND starts_at <= :now AND (ends_at = 0 OR ends_at > :now)
         ORDER BY starts_at DESC, id DESC LIMIT 1) END
  LEFT JOIN front_slot s ON s.version_id = l.version_id
  LEFT JOIN tag t ON t.id = s.tag_id
 ORDER BY s.area, s.place;

-- All that may stand on the front, in one question: list 1 the pinned, 2 the latest (:pool
-- of them), 3 of each section, 4 of each tag, 5 of each work type (:count of each), 6 the stories
-- that were placed by hand, public or not, 7 what is to come (:coming of them, for the desk).
-- The stretches of the lists are noted by news/front/front.c.
-- many front_candidates(sections ids, tags ids, types text, stories ids, pool int, count int, coming int, now int)
--   -> list int, of_id int, id int, published_at int, worktype text, pinned int, media ref, picture int, state text,
--      public_at int, kicker text, headline text
-- reads pinned(0), card(id), shown(id), media(media)
-- sqlite
WITH x (list, of_id, id) AS (
  SELECT 1, 0, id FROM (SELECT id FROM story
   WHERE kind = 'story' AND state = 'publish' AND +public_at <= :now AND pinned = 1
   ORDER BY published_at DESC, id DESC LIMIT 10)
  UNION ALL
  SELECT 2, 0, id FROM (SELECT id FROM story
   WHERE kind = 'story' AND state = 'publish' AND +public_at <= :now
   ORDER BY published_at DESC, id DESC LIMIT :pool)
  UNION ALL
  SELECT 3, j.value, e.value FROM json_each(:sections) j, json_each((SELECT json_group_array(id) FROM (
    SELECT l.story_id AS id FROM story_section l JOIN story s ON s.id = l.story_id
     WHERE l.section_id = j.value AND s.kind = 'story' AND s.state = 'publish' AND +s.public_at <= :now
     ORDER BY l.published_at DESC, l.story_id DESC LIMIT :count))) e
  UNION ALL
  SELECT 4, j.value, e.value FROM json_each(:tags) j, json_each((SELECT json_group_array(id) FROM (
    SELECT l.story_id AS id FROM story_tag l JOIN story s ON s.id = l.story_id
     WHERE l.tag_id = j.value AND s.kind = 'story' AND s.state = 'publish' AND +s.public_at <= :now
     ORDER BY l.published_at DESC, l.story_id DESC LIMIT :count))) e
  UNION ALL
  SELECT 5, 0, e.value FROM json_each('["' || replace(:types, ',', '","') || '"]') j, json_each((SELECT json_group_array(id) FROM (
    SELECT id FROM story
     WHERE kind = 'story' AND state = 'publish' AND worktype = j.value AND +public_at <= :now
     ORDER BY published_at DESC, id DESC LIMIT :count))) e
  UNION ALL
  SELECT 6, 0, value FROM json_each(:stories)
  UNION ALL
  SELECT 7, 0, id FROM (SELECT id FROM story WHERE state = 'publish' AND public_at > :now ORDER BY public_at LIMIT :coming)
  UNION ALL
  SELECT 7, 0, id FROM (SELECT id FROM story WHERE kind = 'story' AND state = 'ready' ORDER BY modified_at DESC, id DESC LIMIT :coming)
)
SELECT x.list, x.of_id, s.id, s.published_at, s.worktype, s.pinned, s.lead_media_id,
       CASE WHEN m.id IS NULL THEN 0 ELSE 1 END, s.state, s.public_at, s.kicker, s.headline
  FROM x JOIN story s ON s.id = x.id LEFT JOIN media m ON m.id = s.lead_media_id AND m.state = 'ready'
 ORDER BY x.list, x.of_id, s.published_at DESC, s.id DESC;
-- postgres
WITH x (list, of_id, id) AS (
  (SELECT 1::bigint, 0::bigint, id FROM story
    WHERE kind = 'story' AND state = 'publish' AND public_at <= :now AND pinned = 1
    ORDER BY published_at DESC, id DESC LIMIT 10)
  UNION ALL
  (SELECT 2, 0, id FROM story
    WHERE kind = 'story' AND state = 'publish' AND public_at <= :now
    ORDER BY published_at DESC, id DESC LIMIT :pool)
  UNION ALL
  SELECT 3, j.value, e.id FROM unnest(:sections) AS j (value), LATERAL (
    SELECT l.story_id AS id FROM story_section l JOIN story s ON s.id = l.story_id
     WHERE l.section_id = j.value AND s.kind = 'story' AND s.state = 'publish' AND s.public_at <= :now
     ORDER BY l.published_at DESC, l.story_id DESC LIMIT :count) e
  UNION ALL
  SELECT 4, j.value, e.id FROM unnest(:tags) AS j (value), LATERAL (
    SELECT l.story_id AS id FROM story_tag l JOIN story s ON s.id = l.story_id
     WHERE l.tag_id = j.value AND s.kind = 'story' AND s.state = 'publish' AND s.public_at <= :now
     ORDER BY l.published_at DESC, l.story_id DESC LIMIT :count) e
  UNION ALL
  SELECT 5, 0, e.id FROM unnest(string_to_array(:types, ',')) AS j (value), LATERAL (
    SELECT id FROM story
     WHERE kind = 'story' AND state = 'publish' AND worktype = j.value AND public_at <= :now
     ORDER BY published_at DESC, id DESC LIMIT :count) e
  UNION ALL
  SELECT 6, 0, j.value FROM unnest(:stories) AS j (value)
  UNION ALL
  (SELECT 7, 0, id FROM story WHERE state = 'publish' AND public_at > :now ORDER BY public_at LIMIT :coming)
  UNION ALL
  (SELECT 7, 0, id FROM story WHERE kind = 'story' AND state = 'ready' ORDER BY modified_at DESC, id DESC LIMIT :coming)
)
SELECT x.list, x.of_id, s.id, s.published_at, s.worktype, s.pinned, s.lead_media_id,
       CASE WHEN m.id IS NULL THEN 0 ELSE 1 END, s.state, s.public_at, s.kicker, s.headline
  FROM x JOIN story s ON s.id = x.id LEFT JOIN media m ON m.id = s.lead_media_id AND m.state = 'ready'
 ORDER BY x.list, x.of_id, s.published_at DESC, s.id DESC;

-- The layouts for the desk.  undo_id, redo_id: where a step back and forward leads;
-- valid: the layout that readers see.
-- many front_layouts(now int)
--   -> id int, name text, starts_at int, ends_at int, removed_at int, version_id ref, number int, actor text, saved_at int,
--      undo_id ref, redo_id ref, valid int
-- reads nothing
SELECT l.id, l.name, l.starts_at, l.ends_at, l.removed_at, l.version_id, coalesce(v.number, 0), coalesce(v.actor, ''),
       coalesce(v.saved_at, 0), v.parent_id, (SELECT max(c.id) FROM front_version c WHERE c.parent_id = v.id),
       CASE WHEN l.id = (SELECT id FROM front_layout WHERE removed_at = 0 AND starts_at <= :now AND (ends_at = 0 OR ends_at > :now)
         ORDER BY starts_at DESC, id DESC LIMIT 1) THEN 1 ELSE 0 END
  FROM front_layout l LEFT JOIN front_version v ON v.id = l.version_id
 ORDER BY l.starts_at DESC, l.id DESC LIMIT 60;

-- one front_layout_get(id int) -> id int, name text, starts_at int, ends_at int, removed_at int, version_id ref
-- reads nothing
SELECT id, name, starts_at, ends_at, removed_at, version_id FROM front_layout WHERE id = :id;

-- one front_valid(now int) -> id int
-- reads nothing
SELECT id FROM front_layout WHERE removed_at = 0 AND starts_at <= :now AND (ends_at = 0 OR ends_at > :now)
 ORDER BY starts_at DESC, id DESC LIMIT 1;

-- one front_layout_add(name text, starts_at int, ends_at int, now int) -> id int
-- reads nothing
INSERT INTO front_layout (name, starts_at, ends_at, made_at) VALUES (:name, :starts_at, :ends_at, :now) RETURNING id;
-- exec front_layout_set(id int, name text, starts_at int, ends_at int, removed_at int)
UPDATE front_layout SET name = :name, starts_at = :starts_at, ends_at = :ends_at, removed_at = :removed_at WHERE id = :id;
-- exec front_layout_point(id int, version ref)
UPDATE front_layout SET version_id = :version WHERE id = :id;

-- one front_version_add(layout int, parent ref, person ref, actor text, now int, action text, detail text) -> id int, number int
-- reads nothing
INSERT INTO front_version (layout_id, parent_id, number, person_id, actor, saved_at, action, detail)
VALUES (:layout, :parent, (SELECT coalesce(max(number), 0) + 1 FROM front_version WHERE layout_id = :layout), :person,
       :actor, :now, :action, :detail) RETURNING id, number;
-- one front_version_get(id int) -> id int, layout_id int, parent_id ref, number int, actor text, saved_at int
-- reads nothing
SELECT id, layout_id, parent_id, number, actor, saved_at FROM front_version WHERE id = :id;
-- one front_version_after(id int) -> id int
-- reads nothing
SELECT id FROM front_version WHERE parent_id = :id ORDER BY id DESC LIMIT 1;
-- many front_versions(layout int)
--   -> id int, parent_id ref, number int, actor text, saved_at int, action text, detail text, slots int
-- reads nothing
SELECT v.id, v.parent_id, v.number, v.actor, v.saved_at, v.action, v.detail,
       (SELECT count(*) FROM front_slot s WHERE s.version_id = v.id AND s.place > 0)
  FROM front_version v WHERE v.layout_id = :layout ORDER BY v.number DESC LIMIT 200;

-- many front_version_slots(version int)
--   -> area text, place int, fill text, story_id ref, section_id ref, tag_id ref, worktype text, picture int, twice int,
--      size text, starts_at int, ends_at int, kicker text, headline text, teaser text, rank int, amount int, hidden int
-- reads nothing
SELECT area, place, fill, story_id, section_id, tag_id, worktype, picture, twice, size, starts_at, ends_at, kicker, headline,
       teaser, rank, amount, hidden
  FROM front_slot WHERE version_id = :version ORDER BY area, place;
-- exec front_slot_add(version int, area text, place int, fill text, story_id ref, section_id ref, tag_id ref, worktype text,
--      picture int, twice int, size text, starts_at int, ends_at int, kicker text, headline text, teaser text, rank int, amount int, hidden int)
INSERT INTO front_slot (version_id, area, place, fill, story_id, section_id, tag_id, worktype, picture, twice, size, starts_at,
       ends_at, kicker, headline, teaser, rank, amount, hidden)
VALUES (:version, :area, :place, :fill, :story_id, :section_id, :tag_id, :worktype, :picture, :twice, :size, :starts_at,
       :ends_at, :kicker, :headline, :teaser, :rank, :amount, :hidden);

-- Stories by words, whatever their state, for who fills a slot; the newest first.
-- many front_find(fts text, ts text, count int)
--   -> id int, kicker text, headline text, state text, public_at int, published_at int
-- reads nothing
-- sqlite
SELECT s.id, s.kicker, s.headline, s.state, s.public_at, s.published_at
  FROM story_words w CROSS JOIN story s ON s.id = w.rowid
 WHERE story_words MATCH :fts AND s.kind = 'story' AND s.state NOT IN ('killed', 'trash', 'private')
 ORDER BY s.published_at DESC, s.id DESC LIMIT :count;
-- postgres
SELECT s.id, s.kicker, s.headline, s.state, s.public_at, s.published_at
  FROM story_words w JOIN story s ON s.id = w.story_id
 WHERE w.words @@ to_tsquery('simple', :ts) AND s.kind = 'story' AND s.state NOT IN ('killed', 'trash', 'private')
 ORDER BY s.published_at DESC, s.id DESC LIMIT :count;
-- one front_tag_named(name text) -> id int
-- reads nothing
SELECT id FROM tag WHERE name = :name OR slug = lower(:name) ORDER BY id LIMIT 1;
-- one front_tag(id int) -> id int
-- reads nothing
SELECT id FROM tag WHERE id = :id;
-- one front_story(id int) -> id int, headline text, state text, public_at int
-- reads nothing
SELECT id, headline, state, public_at FROM story WHERE id = :id;

-- The strip that stands now, with what its story's address is made of.  One row always:
-- until_at is the next moment at which this changes by itself.
-- many breaking_now(now int)
--   -> until_at int, id ref, text text, link text, starts_at int, ends_at int, actor text, story_id ref, state text, public_at int, kind text,
--      slug text, path text, published_at int, headline text, language text, direction text, section_id ref, section_path text,
--      author_slug text
-- reads breaking(0), card(story_id), shown(story_id), section(section_id)
-- until until_at
SELECT u.at, b.id, coalesce(b.text, ''), coalesce(b.link, ''), coalesce(b.starts_at, 0), coalesce(b.ends_at, 0), coalesce(b.actor, ''),
       b.story_id, coalesce(s.state, ''), coalesce(s.public_at, 0), coalesce(s.kind, ''), coalesce(s.slug, ''), coalesce(s.path, ''),
       coalesce(s.published_at, 0), coalesce(s.headline, ''), coalesce(s.language, ''), coalesce(s.direction, ''),
       c.id, coalesce(c.path, ''),
       coalesce((SELECT a.slug FROM byline y JOIN author a ON a.id = y.author_id WHERE y.story_id = s.id ORDER BY y.place LIMIT 1), '')
  FROM (SELECT coalesce(min(m.at), 0) AS at
          FROM (SELECT starts_at AS at FROM breaking WHERE removed_at = 0 AND starts_at > :now
                UNION ALL
                SELECT ends_at FROM breaking WHERE removed_at = 0 AND ends_at > :now) m) u
  LEFT JOIN breaking b ON b.id = (SELECT id FROM breaking WHERE removed_at = 0 AND starts_at <= :now AND (ends_at = 0 OR ends_at > :now)
         ORDER BY id DESC LIMIT 1)
  LEFT JOIN story s ON s.id = b.story_id
  LEFT JOIN story_section m ON m.story_id = s.id AND m.main = 1
  LEFT JOIN section c ON c.id = m.section_id;
-- one breaking_add(text text, link text, story ref, starts_at int, ends_at int, person ref, actor text) -> id int
-- reads nothing
INSERT INTO breaking (text, link, story_id, starts_at, ends_at, person_id, actor)
VALUES (:text, :link, :story, :starts_at, :ends_at, :person, :actor) RETURNING id;
-- exec breaking_end(now int)
UPDATE breaking SET removed_at = :now WHERE removed_at = 0;

-- A tag or a section was merged into another (0: taken away): slots follow.
-- exec front_follow_tag(source int, target ref)
UPDATE front_slot SET tag_id = :target WHERE tag_id = :source;
-- exec front_follow_section(source int, target ref)
UPDATE front_slot SET section_id = :target WHERE section_id = :source;
