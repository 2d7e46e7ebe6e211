-- SPDX-License-Identifier: Apache-2.0
-- What lies on the desk: working copies, who has them open, notes, revisions.

-- The story and its working copy in one row.  The fields are the copy's (kept 1), or the
-- story's where there is none; tags and authors are names.  places: every section that the story
-- stands in, and those above; own: the person's name is among its names.
-- with: 0 for the story alone, as it was saved last.
-- one working_get(story int, person int, with int)
--   -> id int, kind text, state text, story_version int, story_slug text, story_path text, story_headline text,
--      public_at int, published_at int, modified_at int, stage_id ref, stage text, stage_name text,
--      owner_id ref, assignee_id ref, places text, own int,
--      kept int, version int, base int, person_id ref, by text, saved_at int,
--      {story.copy.!place}, {story.place},
--      lead_path text, lead_alt text
-- reads nothing
-- sqlite
SELECT s.id, s.kind, s.state, s.version, s.slug, s.path, s.headline,
       s.public_at, s.published_at, s.modified_at, s.stage_id, coalesce(g.slug, ''), coalesce(g.name, ''),
       s.owner_id, s.assignee_id,
       coalesce((SELECT group_concat(section_id, ',') FROM story_section WHERE story_id = s.id), ''),
       EXISTS (SELECT 1 FROM byline b JOIN author a ON a.id = b.author_id WHERE b.story_id = s.id AND a.person_id = :person),
       w.story_id IS NOT NULL, coalesce(w.version, s.version), coalesce(w.base, s.version),
       CASE WHEN w.story_id IS NULL THEN s.saved_by ELSE w.person_id END, coalesce(p.name, ''), coalesce(w.saved_at, s.modified_at),
       {story.copy.!place CASE WHEN w.story_id IS NULL THEN s.* ELSE w.* END},
       coalesce(w.section_ids, (SELECT group_concat(x.id, ',') FROM (SELECT section_id AS id FROM story_section
         WHERE story_id = s.id AND leaf = 1 ORDER BY main DESC, section_id) x), ''),
       coalesce(w.tags, (SELECT group_concat(x.name, ', ') FROM (SELECT g2.name FROM story_tag y JOIN tag g2 ON g2.id = y.tag_id
         WHERE y.story_id = s.id ORDER BY g2.name, g2.id) x), ''),
       coalesce(w.authors, (SELECT group_concat(x.name, char(10)) FROM (SELECT a.name FROM byline y
         JOIN author a ON a.id = y.author_id WHERE y.story_id = s.id ORDER BY y.place) x), ''),
       coalesce((SELECT z.path FROM media_size z WHERE z.media_id = m.id AND z.format IN ('jpeg', 'png') ORDER BY z.width LIMIT 1), m.path, ''),
       coalesce(m.alt, '')
  FROM story s
  LEFT JOIN working w ON w.story_id = s.id AND :with = 1
  LEFT JOIN person p ON p.id = CASE WHEN w.story_id IS NULL THEN s.saved_by ELSE w.person_id END
  LEFT JOIN stage g ON g.id = s.stage_id
  LEFT JOIN media m ON m.id = CASE WHEN w.story_id IS NULL THEN s.lead_media_id ELSE w.lead_media_id END AND m.state = 'ready'
 WHERE s.id = :story;
-- postgres
SELECT s.id, s.kind, s.state, s.version, s.slug, s.path, s.headline,
       s.public_at, s.published_at, s.modified_at, s.stage_id, coalesce(g.slug, ''), coalesce(g.name, ''),
       s.owner_id, s.assignee_id,
       coalesce((SELECT string_agg(section_id::text, ',') FROM story_section WHERE story_id = s.id), ''),
       EXISTS (SELECT 1 FROM byline b JOIN author a ON a.id = b.author_id WHERE b.story_id = s.id AND a.person_id = :person)::int::bigint,
       (w.story_id IS NOT NULL)::int::bigint, coalesce(w.version, s.version), coalesce(w.base, s.version),
       CASE WHEN w.story_id IS NULL THEN s.saved_by ELSE w.person_id END, coalesce(p.name, ''), coalesce(w.saved_at, s.modified_at),
       {story.copy.!place CASE WHEN w.story_id IS NULL THEN s.* ELSE w.* END},
       coalesce(w.section_ids, (SELECT string_agg(section_id::text, ',' ORDER BY main DESC, section_id) FROM story_section
         WHERE story_id = s.id AND leaf = 1), ''),
       coalesce(w.tags, (SELECT string_agg(g2.name, ', ' ORDER BY g2.name, g2.id) FROM story_tag y JOIN tag g2 ON g2.id = y.tag_id
         WHERE y.story_id = s.id), ''),
       coalesce(w.authors, (SELECT string_agg(a.name, chr(10) ORDER BY y.place) FROM byline y
         JOIN author a ON a.id = y.author_id WHERE y.story_id = s.id), ''),
       coalesce((SELECT z.path FROM media_size z WHERE z.media_id = m.id AND z.format IN ('jpeg', 'png') ORDER BY z.width LIMIT 1), m.path, ''),
       coalesce(m.alt, '')
  FROM story s
  LEFT JOIN working w ON w.story_id = s.id AND :with = 1
  LEFT JOIN person p ON p.id = CASE WHEN w.story_id IS NULL THEN s.saved_by ELSE w.person_id END
  LEFT JOIN stage g ON g.id = s.stage_id
  LEFT JOIN media m ON m.id = CASE WHEN w.story_id IS NULL THEN s.lead_media_id ELSE w.lead_media_id END AND m.state = 'ready'
 WHERE s.id = :story;
-- both

-- A picture that is not there is none.
-- exec working_put(story int, version int, base int, person ref, at int, {story.copy}, tag_ids text, author_ids text)
INSERT INTO working (story_id, version, base, person_id, saved_at, {story.copy.!ref}, {story.copy.ref}, tag_ids, author_ids)
VALUES (:story, :version, :base, :person, :at, {story.copy.!ref :*},
       {story.copy.ref (SELECT id FROM media WHERE id = :*)}, :tag_ids, :author_ids)
ON CONFLICT (story_id) DO UPDATE SET version = excluded.version, base = excluded.base, person_id = excluded.person_id,
       saved_at = excluded.saved_at, {story.copy * = excluded.*},
       tag_ids = excluded.tag_ids, author_ids = excluded.author_ids;

-- exec working_remove(story int)
DELETE FROM working WHERE story_id = :story;

-- exec working_owner(story int, person ref)
UPDATE story SET owner_id = :person WHERE id = :story;

-- exec working_saver(story int, person ref)
UPDATE story SET saved_by = :person WHERE id = :story;

-- Another story at this address?
-- one working_slug_taken(slug text, story int) -> n int
-- reads nothing
SELECT count(*) FROM (SELECT 1 FROM story WHERE slug = :slug AND id <> :story LIMIT 1) x;

-- ---- names ----

-- one working_tag(slug text) -> id int
-- reads nothing
SELECT id FROM tag WHERE slug = :slug;

-- Of several with one name the one who has an account, then the oldest.
-- one working_author(name text) -> id int
-- reads nothing
SELECT id FROM author WHERE lower(name) = lower(:name) OR slug = :name ORDER BY person_id IS NULL, id LIMIT 1;

-- one working_author_slug(slug text) -> n int
-- reads nothing
SELECT count(*) FROM (SELECT 1 FROM author WHERE slug = :slug) x;

-- A person of that name, who has no byline yet.
-- exec working_author_person(author int, name text)
UPDATE author SET person_id = (SELECT p.id FROM person p WHERE p.name = :name AND p.ended_at = 0
         AND NOT EXISTS (SELECT 1 FROM author a WHERE a.person_id = p.id) ORDER BY p.id LIMIT 1)
 WHERE id = :author AND person_id IS NULL;

-- one working_byline(person int) -> name text
-- reads nothing
SELECT coalesce((SELECT a.name FROM author a WHERE a.person_id = p.id ORDER BY a.id LIMIT 1), p.name)
  FROM person p WHERE p.id = :person;

-- Patterns would mean different things to the engines: beginnings are cut and compared.
-- many suggest_tag(prefix text, count int) -> id int, slug text, name text
-- reads nothing
SELECT id, slug, name FROM tag
 WHERE substr(slug, 1, length(:prefix)) = :prefix OR replace(slug, '-' || :prefix, '') <> slug
 ORDER BY CASE WHEN substr(slug, 1, length(:prefix)) = :prefix THEN 0 ELSE 1 END, name, id LIMIT :count;

-- Bylines, and people who never had one.
-- many suggest_author(prefix text, name text, count int) -> id int, slug text, name text, staff int
-- reads nothing
SELECT id, slug, name, staff FROM (
  SELECT id, slug, name, CASE WHEN person_id IS NULL THEN 0 ELSE 1 END AS staff FROM author
   WHERE substr(slug, 1, length(:prefix)) = :prefix OR replace(slug, '-' || :prefix, '') <> slug
  UNION ALL
  SELECT 0, '', name, 1 FROM person p
   WHERE ended_at = 0 AND replace(lower(name), lower(:name), '') <> lower(name)
     AND NOT EXISTS (SELECT 1 FROM author a WHERE a.person_id = p.id)
) x ORDER BY staff DESC, name, slug, id LIMIT :count;

-- ---- who is here, and notes ----

-- exec presence_put(story int, client text, person int, at int)
INSERT INTO presence (story_id, client, person_id, seen_at) VALUES (:story, :client, :person, :at)
ON CONFLICT (story_id, client) DO UPDATE SET seen_at = excluded.seen_at, person_id = excluded.person_id;
-- exec presence_remove(story int, client text, person int)
DELETE FROM presence WHERE story_id = :story AND client = :client AND person_id = :person;
-- exec presence_sweep(story int, before int)
DELETE FROM presence WHERE story_id = :story AND seen_at < :before;
-- many presence_list(story int, since int) -> person_id int, name text
-- reads nothing
SELECT DISTINCT p.id, p.name FROM presence x JOIN person p ON p.id = x.person_id
 WHERE x.story_id = :story AND x.seen_at >= :since ORDER BY p.name, p.id LIMIT 50;

-- Everything around a story in one question: who has it open, and the notes on it.
-- kind: person, note; parent: the note that this one answers.
-- many around_story(story int, since int)
--   -> kind text, id int, parent ref, person_id int, name text, quote text, text text, at int, done_at int, done_by text
-- reads nothing
SELECT kind, id, parent, person_id, name, quote, text, at, done_at, done_by FROM (
  SELECT 'person' AS kind, 0 AS id, CAST(NULL AS bigint) AS parent, p.id AS person_id, p.name AS name, '' AS quote, '' AS text, max(x.seen_at) AS at, 0 AS done_at, '' AS done_by
    FROM presence x JOIN person p ON p.id = x.person_id
   WHERE x.story_id = :story AND x.seen_at >= :since GROUP BY p.id, p.name
  UNION ALL
  SELECT 'note', n.id, n.parent_id, p.id, p.name, n.quote, n.text, n.made_at, n.done_at, coalesce(d.name, '')
    FROM note n JOIN person p ON p.id = n.person_id LEFT JOIN person d ON d.id = n.done_by
   WHERE n.story_id = :story
) x ORDER BY kind, at, id LIMIT 500;

-- one note_add(story int, person int, quote text, text text, at int, parent ref) -> id int
-- reads nothing
INSERT INTO note (story_id, person_id, quote, text, made_at, parent_id)
VALUES (:story, :person, :quote, :text, :at, :parent) RETURNING id;
-- one note_get(id int) -> story_id int, person_id int, parent_id ref, done_at int
-- reads nothing
SELECT story_id, person_id, parent_id, done_at FROM note WHERE id = :id;
-- exec note_done(id int, at int, person ref)
UPDATE note SET done_at = :at, done_by = :person WHERE id = :id;

-- ---- revisions ----

-- exec revision_put(story int, kind text, name text, version int, person ref, at int, {story.copy})
INSERT INTO revision (story_id, kind, name, version, person_id, saved_at, {story.copy.!ref}, {story.copy.ref})
VALUES (:story, :kind, :name, :version, :person, :at, {story.copy.!ref :*},
       {story.copy.ref (SELECT id FROM media WHERE id = :*)});

-- When the last one was kept, and how long its body is.
-- one revision_last(story int) -> id int, saved_at int, version int
-- reads nothing
SELECT id, saved_at, version FROM revision WHERE story_id = :story ORDER BY saved_at DESC, id DESC LIMIT 1;

-- many revision_list(story int, count int)
--   -> id int, kind text, name text, version int, by text, saved_at int, headline text, size int
-- reads nothing
SELECT r.id, r.kind, r.name, r.version, coalesce(p.name, ''), r.saved_at, r.headline, length(r.body)
  FROM revision r LEFT JOIN person p ON p.id = r.person_id
 WHERE r.story_id = :story ORDER BY r.saved_at DESC, r.id DESC LIMIT :count;

-- one revision_get(story int, id int)
--   -> id int, kind text, name text, version int, by text, saved_at int, {story.copy}
-- reads nothing
SELECT r.id, r.kind, r.name, r.version, coalesce(p.name, ''), r.saved_at, {story.copy r.*}
  FROM revision r LEFT JOIN person p ON p.id = r.person_id
 WHERE r.story_id = :story AND r.id = :id;

-- exec revision_name(id int, kind text, name text)
UPDATE revision SET kind = :kind, name = :name WHERE id = :id;
