-- SPDX-License-Identifier: Apache-2.0
-- Stages, and stories moving between them.

-- moves: "3:edit,4:publish", where from here, and what one must be allowed to do for it.
-- many stage_all() -> id int, slug text, name text, state text, place int, moves text
-- reads nothing
-- sqlite
SELECT g.id, g.slug, g.name, g.state, g.place,
       coalesce((SELECT group_concat(m.to_id || ':' || m.may, ',') FROM stage_move m WHERE m.from_id = g.id), '')
  FROM stage g ORDER BY g.place, g.id LIMIT 100;
-- postgres
SELECT g.id, g.slug, g.name, g.state, g.place,
       coalesce((SELECT string_agg(m.to_id::text || ':' || m.may, ',') FROM stage_move m WHERE m.from_id = g.id), '')
  FROM stage g ORDER BY g.place, g.id LIMIT 100;

-- What decides who may do what with stories.  sections: all their places, also those above;
-- byline: the person is among their names.
-- many workflow_stories(ids ids, person int)
--   -> id int, kind text, state text, headline text, stage_id ref, owner_id ref, assignee_id ref, due_at int,
--      plan_at int, byline int, sections text
-- reads nothing
-- sqlite
SELECT s.id, s.kind, s.state, s.headline, s.stage_id, s.owner_id, s.assignee_id, s.due_at, s.plan_at,
       EXISTS (SELECT 1 FROM byline b JOIN author a ON a.id = b.author_id WHERE b.story_id = s.id AND a.person_id = :person),
       coalesce((SELECT group_concat(x.section_id, ',') FROM story_section x WHERE x.story_id = s.id), '')
  FROM story s WHERE s.id IN (:ids) ORDER BY s.id LIMIT 1000;
-- postgres
SELECT s.id, s.kind, s.state, s.headline, s.stage_id, s.owner_id, s.assignee_id, s.due_at, s.plan_at,
       EXISTS (SELECT 1 FROM byline b JOIN author a ON a.id = b.author_id WHERE b.story_id = s.id AND a.person_id = :person),
       coalesce((SELECT string_agg(x.section_id::text, ',') FROM story_section x WHERE x.story_id = s.id), '')
  FROM story s WHERE s.id IN (:ids) ORDER BY s.id LIMIT 1000;

-- The lists of the copy on the desk.
-- one workflow_working(story int) -> section_ids text, tag_ids text, tags text
-- reads nothing
SELECT section_ids, tag_ids, tags FROM working WHERE story_id = :story;

-- at 0: the move is no change of the story (readers see when it was changed).
-- exec workflow_put_stage(story int, stage ref, at int)
UPDATE story SET stage_id = :stage, modified_at = CASE WHEN :at > 0 THEN :at ELSE modified_at END WHERE id = :story;
-- exec workflow_assign(story int, person ref, at int)
UPDATE story SET assignee_id = :person, assigned_at = :at WHERE id = :story;
-- exec workflow_due(story int, at int)
UPDATE story SET due_at = :at WHERE id = :story;
-- exec workflow_plan(story int, at int)
UPDATE story SET plan_at = :at WHERE id = :story;
-- Whoever has the copy open is told by its version.
-- exec workflow_working_places(story int, sections text, tag_ids text, tags text, person ref, at int)
UPDATE working SET section_ids = :sections, tag_ids = :tag_ids, tags = :tags, version = version + 1, person_id = :person, saved_at = :at
 WHERE story_id = :story AND (section_ids <> :sections OR tags <> :tags);

-- ---- the stages themselves ----

-- one stage_add(slug text, name text, state text, place int) -> id int
-- reads nothing
INSERT INTO stage (slug, name, state, place) VALUES (:slug, :name, :state, :place)
ON CONFLICT (slug) DO NOTHING RETURNING id;
-- exec stage_rename(id int, name text)
UPDATE stage SET name = :name WHERE id = :id;
-- exec stage_put_place(id int, place int)
UPDATE stage SET place = :place WHERE id = :id;
-- exec stage_remove(id int)
DELETE FROM stage WHERE id = :id;
-- exec stage_forget_moves(id int)
DELETE FROM stage_move WHERE from_id = :id OR to_id = :id;
-- exec stage_forget_move(source int, target int)
DELETE FROM stage_move WHERE from_id = :source AND to_id = :target;
-- exec stage_put_move(source int, target int, may text)
INSERT INTO stage_move (from_id, to_id, may) VALUES (:source, :target, :may)
ON CONFLICT (from_id, to_id) DO UPDATE SET may = excluded.may;
-- exec stage_hand_over(source int, target int)
UPDATE story SET stage_id = :target WHERE kind IN ('story', 'page') AND stage_id = :source;

-- exec workflow_put_owner(story int, person ref)
UPDATE story SET owner_id = :person WHERE id = :story;
