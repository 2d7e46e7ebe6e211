-- SPDX-License-Identifier: Apache-2.0
-- Stories that were given to somebody by somebody else (news/draft/assignment.c).

-- exec given_put(story int, person int, giver text, at int)
INSERT INTO given (story_id, person_id, giver, at) VALUES (:story, :person, :giver, :at)
ON CONFLICT (story_id) DO UPDATE SET person_id = excluded.person_id, giver = excluded.giver, at = excluded.at, told_at = 0, seen_at = 0;

-- exec given_remove(story int)
DELETE FROM given WHERE story_id = :story;

-- exec given_seen(story int, person int, now int)
UPDATE given SET seen_at = :now WHERE story_id = :story AND person_id = :person AND seen_at = 0;

-- What a person has not been told yet.  since: what was given earlier is not news any more.
-- many given_untold(person int, since int, count int)
--   -> story_id int, person_id int, giver text, seen_at int, kicker text, headline text, due_at int, mine int,
--      name text, email text, language text, letters int
-- reads nothing
SELECT g.story_id, g.person_id, g.giver, g.seen_at, CASE WHEN w.story_id IS NULL THEN s.kicker ELSE w.kicker END,
       coalesce(nullif(w.headline, ''), s.headline), s.due_at, CASE WHEN s.assignee_id = g.person_id THEN 1 ELSE 0 END,
       p.name, p.email, p.language, CASE WHEN p.ended_at > 0 THEN 0 ELSE p.letters END
  FROM given g JOIN person p ON p.id = g.person_id JOIN story s ON s.id = g.story_id LEFT JOIN working w ON w.story_id = g.story_id
 WHERE g.person_id = :person AND g.told_at = 0 AND g.at > :since ORDER BY g.at, g.story_id LIMIT :count;

-- exec given_told(story int, now int)
UPDATE given SET told_at = :now WHERE story_id = :story;

-- exec given_sweep(before int)
DELETE FROM given WHERE at < :before;

-- one given_letters(person int) -> letters int
-- reads nothing
SELECT letters FROM person WHERE id = :person;

-- exec given_letters_put(person int, letters int)
UPDATE person SET letters = :letters WHERE id = :person;
