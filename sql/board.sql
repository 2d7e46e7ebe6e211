-- SPDX-License-Identifier: Apache-2.0
-- The board and the home page.  Columns walk story_at_stage from a place of it, a bounded
-- number of rows whatever is filtered; which of them fit is decided in news/workflow/board.c.
-- NOT IN and || keep SQLite from the index of states, where a better one is meant.

-- stages: "1,2"; the :window newest of each before the place (at, id).
-- many board_walk(kind text, stages ids, at int, id int, window int, section int)
--   -> id int, stage_id ref, state text, modified_at int, assignee_id ref, owner_id ref, worktype text, language text,
--      due_at int, in_section int
-- reads nothing
-- sqlite
SELECT s.id, s.stage_id, s.state, s.modified_at, s.assignee_id, s.owner_id, s.worktype, s.language, s.due_at,
       CASE WHEN :section > 0 THEN EXISTS (SELECT 1 FROM story_section x WHERE x.story_id = s.id AND x.section_id = :section) ELSE 1 END
  FROM json_each(:stages) g CROSS JOIN story s
 WHERE s.id IN (SELECT i.id FROM story i WHERE i.kind = :kind AND i.stage_id = g.value AND i.modified_at <= :at
         AND (i.modified_at < :at OR i.id < :id) ORDER BY i.modified_at DESC, i.id DESC LIMIT :window)
 ORDER BY s.modified_at DESC, s.id DESC LIMIT 100000;
-- postgres
SELECT s.id, s.stage_id, s.state, s.modified_at, s.assignee_id, s.owner_id, s.worktype, s.language, s.due_at,
       CASE WHEN :section > 0 THEN (EXISTS (SELECT 1 FROM story_section x WHERE x.story_id = s.id AND x.section_id = :section))::int::bigint ELSE 1 END
  FROM unnest(:stages) g (stage) CROSS JOIN LATERAL
       (SELECT * FROM story i WHERE i.kind = :kind AND i.stage_id = g.stage AND i.modified_at <= :at
         AND (i.modified_at < :at OR i.id < :id) ORDER BY i.modified_at DESC, i.id DESC LIMIT :window) s
 ORDER BY s.modified_at DESC, s.id DESC LIMIT 100000;

-- The newest stories that hold the words, saved or not, public or not: for the desk alone.
-- ids: found by other means, "1,2".
-- many board_find(fts text, ts text, ids ids, kind text, count int, section int)
--   -> id int, stage_id ref, state text, modified_at int, assignee_id ref, owner_id ref, worktype text, language text,
--      due_at int, in_section int
-- reads nothing
-- sqlite
SELECT s.id, s.stage_id, s.state, s.modified_at, s.assignee_id, s.owner_id, s.worktype, s.language, s.due_at,
       CASE WHEN :section > 0 THEN EXISTS (SELECT 1 FROM story_section x WHERE x.story_id = s.id AND x.section_id = :section) ELSE 1 END
  FROM story s
 WHERE s.id IN (SELECT id FROM (SELECT rowid AS id FROM story_words WHERE story_words MATCH :fts AND :ts <> '' ORDER BY rowid DESC LIMIT :count)
         UNION SELECT value FROM json_each(:ids))
   AND s.kind || '' = :kind AND s.state <> 'trash'
 ORDER BY s.modified_at DESC, s.id DESC LIMIT :count;
-- postgres
SELECT s.id, s.stage_id, s.state, s.modified_at, s.assignee_id, s.owner_id, s.worktype, s.language, s.due_at,
       CASE WHEN :section > 0 THEN (EXISTS (SELECT 1 FROM story_section x WHERE x.story_id = s.id AND x.section_id = :section))::int::bigint ELSE 1 END
  FROM story s
 WHERE s.id IN (SELECT id FROM (SELECT story_id AS id FROM story_words WHERE words @@ to_tsquery('simple', :ts) AND :fts <> '' ORDER BY story_id DESC LIMIT :count) w
         UNION SELECT unnest(:ids))
   AND s.kind = :kind AND s.state <> 'trash'
 ORDER BY s.modified_at DESC, s.id DESC LIMIT :count;

-- The newest copies on the desk: their words are in no index before they are saved.
-- many board_working(count int) -> id int, kicker text, headline text, standfirst text
-- reads nothing
SELECT story_id, kicker, headline, standfirst FROM working ORDER BY saved_at DESC LIMIT :count;

-- What a card shows.  people: who has it open since :since, parted by byte 31.
-- many board_cards(ids ids, person int, since int)
--   -> id int, kind text, state text, stage_id ref, kicker text, headline text, worktype text, language text, bytes int,
--      owner_id ref, assignee_id ref, owner text, assignee text, assigned_at int, due_at int, plan_at int, published_at int,
--      embargo_at int, public_at int, modified_at int, saved_at int, picture int, notes int, section text, people text,
--      byline int, sections text, public_headline text
-- reads nothing
-- sqlite
SELECT s.id, s.kind, s.state, s.stage_id, CASE WHEN w.story_id IS NULL THEN s.kicker ELSE w.kicker END,
       coalesce(nullif(w.headline, ''), s.headline), s.worktype, s.language, length(coalesce(w.body, s.body)),
       s.owner_id, s.assignee_id, coalesce(o.name, ''), coalesce(p.name, ''), s.assigned_at, s.due_at, s.plan_at, s.published_at,
       s.embargo_at, s.public_at, s.modified_at, coalesce(w.saved_at, 0),
       CASE WHEN w.story_id IS NULL THEN s.lead_media_id IS NOT NULL ELSE w.lead_media_id IS NOT NULL END,
       (SELECT count(*) FROM note n WHERE n.story_id = s.id AND n.done_at = 0), coalesce(c.name, ''),
       coalesce((SELECT group_concat(h.name, char(31)) FROM (SELECT DISTINCT q.name FROM presence r JOIN person q ON q.id = r.person_id
          WHERE r.story_id = s.id AND r.seen_at > :since) h), ''),
       EXISTS (SELECT 1 FROM byline b JOIN author a ON a.id = b.author_id WHERE b.story_id = s.id AND a.person_id = :person),
       coalesce((SELECT group_concat(x.section_id, ',') FROM story_section x WHERE x.story_id = s.id), ''), s.headline
  FROM story s
  LEFT JOIN working w ON w.story_id = s.id
  LEFT JOIN person o ON o.id = s.owner_id
  LEFT JOIN person p ON p.id = s.assignee_id
  LEFT JOIN story_section m ON m.story_id = s.id AND m.main = 1
  LEFT JOIN section c ON c.id = m.section_id
 WHERE s.id IN (:ids) LIMIT 1000;
-- postgres
SELECT s.id, s.kind, s.state, s.stage_id, CASE WHEN w.story_id IS NULL THEN s.kicker ELSE w.kicker END,
       coalesce(nullif(w.headline, ''), s.headline), s.worktype, s.language, length(coalesce(w.body, s.body))::bigint,
       s.owner_id, s.assignee_id, coalesce(o.name, ''), coalesce(p.name, ''), s.assigned_at, s.due_at, s.plan_at, s.published_at,
       s.embargo_at, s.public_at, s.modified_at, coalesce(w.saved_at, 0),
       CASE WHEN w.story_id IS NULL THEN s.lead_media_id IS NOT NULL ELSE w.lead_media_id IS NOT NULL END,
       (SELECT count(*) FROM note n WHERE n.story_id = s.id AND n.done_at = 0), coalesce(c.name, ''),
       coalesce((SELECT string_agg(h.name, chr(31)) FROM (SELECT DISTINCT q.name FROM presence r JOIN person q ON q.id = r.person_id
          WHERE r.story_id = s.id AND r.seen_at > :since) h), ''),
       EXISTS (SELECT 1 FROM byline b JOIN author a ON a.id = b.author_id WHERE b.story_id = s.id AND a.person_id = :person),
       coalesce((SELECT string_agg(x.section_id::text, ',') FROM story_section x WHERE x.story_id = s.id), ''), s.headline
  FROM story s
  LEFT JOIN working w ON w.story_id = s.id
  LEFT JOIN person o ON o.id = s.owner_id
  LEFT JOIN person p ON p.id = s.assignee_id
  LEFT JOIN story_section m ON m.story_id = s.id AND m.main = 1
  LEFT JOIN section c ON c.id = m.section_id
 WHERE s.id IN (:ids) LIMIT 1000;

-- All that a page of the board lets one choose from, and how this person left it.
-- many board_choices(person int, place text) -> what text, id int, name text, path text
-- reads nothing
SELECT 'view' AS what, 0 AS id, query AS name, '' AS path FROM person_view WHERE person_id = :person AND place = :place
UNION ALL
SELECT 'person', id, name, lower(name) FROM person WHERE ended_at = 0 AND role <> 'moderator'
UNION ALL
SELECT 'section', id, name, path FROM section
UNION ALL
SELECT 'template', id, name, '' FROM template
 ORDER BY 1, 4, 3, 2 LIMIT 3000;

-- exec board_remember(person int, place text, query text)
INSERT INTO person_view (person_id, place, query) VALUES (:person, :place, :query)
ON CONFLICT (person_id, place) DO UPDATE SET query = excluded.query;

-- What a person finds on their desk.  what: mine (theirs to go on with), wait (for an editor, longest first; sections: "1,2", or
-- empty for all), late (was due before now, longest ago first), given (to them by somebody else, and not opened yet: by whom), template.
-- many board_home(person int, edits int, limited int, sections ids, since int, now int) -> what text, id int, name text, at int
-- reads nothing
-- both
SELECT 'mine' AS what, m.id AS id, '' AS name, 0 AS at FROM
  (SELECT id FROM story WHERE assignee_id = :person AND state IN ('idea', 'draft', 'review', 'ready') ORDER BY id DESC LIMIT 60) m
UNION
SELECT 'mine', m.id, '', 0 FROM
  (SELECT id FROM story WHERE owner_id = :person AND assignee_id IS NULL AND state IN ('idea', 'draft', 'review', 'ready') ORDER BY id DESC LIMIT 60) m
UNION
SELECT 'mine', n.id, '', 0 FROM
  (SELECT b.story_id FROM author w JOIN byline b ON b.author_id = w.id WHERE w.person_id = :person ORDER BY b.story_id DESC LIMIT 120) m
  JOIN story n ON n.id = m.story_id WHERE n.state IN ('idea', 'draft', 'review', 'ready')
UNION
SELECT 'mine', m.story_id, '', 0 FROM
  (SELECT story_id, person_id FROM working ORDER BY saved_at DESC LIMIT 300) m WHERE m.person_id = :person
UNION
SELECT 'wait', m.id, '', m.modified_at FROM
  (SELECT r.id, r.modified_at FROM story r WHERE :edits = 1 AND r.kind = 'story' AND r.state = 'review' AND (:limited = 0 OR EXISTS
     (SELECT 1 FROM story_section x WHERE x.story_id = r.id AND x.section_id IN (:sections)))
    ORDER BY r.modified_at, r.id LIMIT 40) m
UNION
SELECT 'wait', m.id, '', m.modified_at FROM
  (SELECT r.id, r.modified_at FROM story r WHERE :edits = 1 AND r.kind = 'story' AND r.state = 'ready' AND (:limited = 0 OR EXISTS
     (SELECT 1 FROM story_section x WHERE x.story_id = r.id AND x.section_id IN (:sections)))
    ORDER BY r.modified_at, r.id LIMIT 40) m
UNION
SELECT 'late', m.id, '', m.due_at FROM
  (SELECT r.id, r.due_at FROM story r WHERE :edits = 1 AND r.due_at > 0 AND r.due_at < :now AND r.kind = 'story'
      AND r.state IN ('idea', 'draft', 'review', 'ready') AND (:limited = 0 OR EXISTS
     (SELECT 1 FROM story_section x WHERE x.story_id = r.id AND x.section_id IN (:sections)))
    ORDER BY r.due_at, r.id LIMIT 30) m
UNION
SELECT 'given', g.story_id, g.giver, g.at FROM given g WHERE g.person_id = :person AND g.seen_at = 0 AND g.at > :since
UNION
SELECT 'template', id, name, place FROM template
 ORDER BY 1, 4, 3, 2 LIMIT 700;

-- ---- the calendar ----

-- What has a moment between two: due (expected from its assignee), plan (meant for then), embargo and timed (not
-- published yet, with a time set), public (comes out, or came), and what is planned for public stories: change,
-- unpublish, kill.  undated 1: also the newest that have no moment at all.
-- many board_between(start int, finish int, undated int) -> what text, id int, at int
-- reads nothing
SELECT 'due' AS what, id, due_at AS at FROM story
 WHERE due_at > 0 AND due_at BETWEEN :start AND :finish AND state NOT IN ('publish', 'private', 'killed', 'trash')
UNION ALL
SELECT 'plan', id, plan_at FROM story
 WHERE plan_at > 0 AND plan_at BETWEEN :start AND :finish AND state NOT IN ('publish', 'private', 'killed', 'trash')
UNION ALL
SELECT 'embargo', id, embargo_at FROM story
 WHERE embargo_at > 0 AND embargo_at BETWEEN :start AND :finish AND state NOT IN ('publish', 'private', 'killed', 'trash')
UNION ALL
SELECT 'timed', id, published_at FROM story
 WHERE kind = 'story' AND state IN ('idea', 'draft', 'review', 'ready') AND published_at > 0 AND published_at BETWEEN :start AND :finish
UNION ALL
SELECT 'public', id, public_at FROM story WHERE kind = 'story' AND state = 'publish' AND public_at BETWEEN :start AND :finish
UNION ALL
SELECT kind, story_id, at FROM planned WHERE at BETWEEN :start AND :finish
UNION ALL
SELECT 'undated', u.id, 0 FROM
  (SELECT id FROM story WHERE :undated = 1 AND kind = 'story' AND state IN ('idea', 'draft') AND due_at = 0 AND plan_at = 0 AND published_at = 0
    ORDER BY modified_at DESC, id DESC LIMIT 25) u
 ORDER BY 3, 2, 1 LIMIT 5000;

-- How somebody left a page; empty: never.
-- one board_left(person int, place text) -> query text
-- reads nothing
SELECT coalesce((SELECT query FROM person_view WHERE person_id = :person AND place = :place), '');
