-- SPDX-License-Identifier: Apache-2.0
-- Beginnings of stories (news/draft/template.c).

-- many template_all() -> id int, name text, help text, kicker text, headline text, worktype text
-- reads nothing
SELECT id, name, help, kicker, headline, worktype FROM template ORDER BY place, name, id LIMIT 200;

-- one template_get(id int) -> id int, name text, help text, {story.template}
-- reads nothing
SELECT id, name, help, {story.template} FROM template WHERE id = :id;

-- one template_by_name(name text) -> id int
-- reads nothing
SELECT id FROM template WHERE name = :name;

-- one template_add(name text, at int) -> id int
-- reads nothing
INSERT INTO template (name, changed_at, place) VALUES (:name, :at, (SELECT coalesce(max(place), 0) + 1 FROM template)) RETURNING id;

-- exec template_put(id int, name text, help text, {story.template}, at int)
UPDATE template SET name = :name, help = :help, {story.template * = :*}, changed_at = :at WHERE id = :id;

-- exec template_remove(id int)
DELETE FROM template WHERE id = :id;

-- A story's names, for a template made of it.
-- many template_tag_names(story int) -> name text
-- reads nothing
SELECT g.name FROM story_tag s JOIN tag g ON g.id = s.tag_id WHERE s.story_id = :story ORDER BY g.name, g.id LIMIT 100;
-- many template_author_names(story int) -> name text
-- reads nothing
SELECT a.name FROM byline b JOIN author a ON a.id = b.author_id WHERE b.story_id = :story ORDER BY b.place LIMIT 100;
