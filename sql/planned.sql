-- SPDX-License-Identifier: Apache-2.0
-- What is to happen to stories at a moment that was given, and publishing.

-- The first that is due; id 0: nothing is.
-- one planned_due(now int) -> id int
-- reads nothing
SELECT coalesce((SELECT id FROM planned WHERE at <= :now ORDER BY at, id LIMIT 1), 0);

-- The moment of the next one; 0: none.
-- one planned_next() -> at int
-- reads nothing
SELECT coalesce(min(at), 0) FROM planned;

-- one planned_get(id int)
--   -> id int, story_id int, at int, kind text, person_id ref, person text, made_at int, base int,
--      {story.copy.!place}, section_ids text, tag_ids text, author_ids text
-- reads nothing
SELECT p.id, p.story_id, p.at, p.kind, p.person_id, coalesce(w.name, ''), p.made_at, p.base,
       {story.copy.!place p.*}, p.section_ids, p.tag_ids, p.author_ids
  FROM planned p LEFT JOIN person w ON w.id = p.person_id WHERE p.id = :id;

-- many planned_of(story int) -> id int, at int, kind text, person text, made_at int, headline text
-- reads nothing
SELECT p.id, p.at, p.kind, coalesce(w.name, ''), p.made_at, p.headline
  FROM planned p LEFT JOIN person w ON w.id = p.person_id WHERE p.story_id = :story ORDER BY p.at, p.id LIMIT 50;

-- For the calendar: what happens between two moments.
-- many planned_between(start int, finish int) -> id int, story_id int, at int, kind text, headline text
-- reads nothing
SELECT p.id, p.story_id, p.at, p.kind, s.headline FROM planned p JOIN story s ON s.id = p.story_id
 WHERE p.at BETWEEN :start AND :finish ORDER BY p.at, p.id LIMIT 500;

-- one planned_end(story int, at int, kind text, person ref, made_at int) -> id int
-- reads nothing
INSERT INTO planned (story_id, at, kind, person_id, made_at)
VALUES (:story, :at, :kind, :person, :made_at) RETURNING id;

-- The working copy is what the change will be.
-- one planned_change(story int, at int, person ref, made_at int) -> id int
-- reads nothing
INSERT INTO planned (story_id, at, kind, person_id, made_at, base, {story.copy.!place}, section_ids, tag_ids, author_ids)
SELECT story_id, :at, 'change', :person, :made_at, base, {story.copy.!place}, section_ids, tag_ids, author_ids
  FROM working WHERE story_id = :story
RETURNING id;

-- The working copy is in the plan now.
-- exec planned_taken(story int)
DELETE FROM working WHERE story_id = :story;

-- exec planned_remove(id int)
DELETE FROM planned WHERE id = :id;
-- exec planned_clear(story int)
DELETE FROM planned WHERE story_id = :story;

-- What a story was at a version.
-- one planned_base(story int, version int) -> {story.copy.!place}
-- reads nothing
SELECT {story.copy.!place} FROM revision WHERE story_id = :story AND version = :version ORDER BY id DESC LIMIT 1;

-- one story_version(id int) -> version int
-- reads nothing
SELECT version FROM story WHERE id = :id;

-- The stage follows the state: the first stage that means it.
-- exec story_stage_of_state(id int)
UPDATE story SET stage_id = (SELECT g.id FROM stage g WHERE g.state = story.state ORDER BY g.place, g.id LIMIT 1)
 WHERE id = :id AND NOT EXISTS (SELECT 1 FROM stage g WHERE g.id = story.stage_id AND g.state = story.state);

-- exec story_touch(id int, at int)
UPDATE story SET modified_at = :at, version = version + 1 WHERE id = :id;

-- one correction_get(id int) -> story_id int, text text
-- reads nothing
SELECT story_id, text FROM correction WHERE id = :id;
-- exec correction_remove(id int)
DELETE FROM correction WHERE id = :id;
-- exec correction_add(story int, at int, text text, person ref)
INSERT INTO correction (story_id, corrected_at, text, person_id) VALUES (:story, :at, :text, :person);
-- many correction_of(story int) -> id int, at int, text text, person text
-- reads nothing
SELECT c.id, c.corrected_at, c.text, coalesce(p.name, '') FROM correction c LEFT JOIN person p ON p.id = c.person_id
 WHERE c.story_id = :story ORDER BY c.corrected_at, c.id LIMIT 200;

-- Another story with this slug: its address could be the same.
-- one story_slug_taken(slug text, id int) -> n int
-- reads nothing
SELECT count(*) FROM (SELECT 1 FROM story WHERE slug = :slug AND id <> :id LIMIT 1) x;

-- What a story's page shows of its times: plans and corrections in one question.
-- many timing_of(story int) -> what text, id int, at int, kind text, text text, person text
-- reads nothing
SELECT 'plan', p.id, p.at, p.kind, p.headline, coalesce(w.name, '')
  FROM planned p LEFT JOIN person w ON w.id = p.person_id WHERE p.story_id = :story
UNION ALL
SELECT 'correction', c.id, c.corrected_at, '', c.text, coalesce(w.name, '')
  FROM correction c LEFT JOIN person w ON w.id = c.person_id WHERE c.story_id = :story
 ORDER BY 3, 2 LIMIT 200;

-- A copy on the desk, which a plan that was carried out changes as well.
-- one planned_copy(story int) -> {story.copy.!place}
-- reads nothing
SELECT {story.copy.!place} FROM working WHERE story_id = :story;
-- exec planned_copy_put(story int, {story.copy.!place})
UPDATE working SET {story.copy.!place * = :*}, version = version + 1,
       base = (SELECT version FROM story WHERE id = :story)
 WHERE story_id = :story;
