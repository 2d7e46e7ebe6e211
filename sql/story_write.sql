-- SPDX-License-Identifier: Apache-2.0
-- Writing a story.  What of it changed is named by news/story/save.c.

-- one story_add({story.!place}, public_at int, modified_at int, created_at int) -> id int
-- reads nothing
INSERT INTO story ({story.!place}, public_at, modified_at, created_at, stage_id)
VALUES ({story.!place :*}, :public_at, :modified_at, :created_at,
       (SELECT g.id FROM stage g WHERE g.state = :state ORDER BY g.place, g.id LIMIT 1))
RETURNING id;

-- A story that comes to another state comes to the first stage of it.
-- exec story_change(id int, {story.!place.!once}, public_at int, modified_at int)
UPDATE story SET {story.!place.!once * = :*}, public_at = :public_at, modified_at = :modified_at, version = version + 1,
       stage_id = CASE WHEN EXISTS (SELECT 1 FROM stage g WHERE g.id = story.stage_id AND g.state = :state) THEN stage_id
         ELSE (SELECT g.id FROM stage g WHERE g.state = :state ORDER BY g.place, g.id LIMIT 1) END
 WHERE id = :id;

-- many story_all_sections(story int) -> id int, leaf int, main int
-- reads nothing
SELECT section_id, leaf, main FROM story_section WHERE story_id = :story ORDER BY section_id;

-- many story_tag_ids(story int) -> id int
-- reads nothing
SELECT tag_id FROM story_tag WHERE story_id = :story ORDER BY tag_id;

-- many story_author_ids(story int) -> id int
-- reads nothing
SELECT author_id FROM byline WHERE story_id = :story ORDER BY place;

-- exec story_clear_sections(story int)
DELETE FROM story_section WHERE story_id = :story;
-- exec story_clear_tags(story int)
DELETE FROM story_tag WHERE story_id = :story;
-- exec story_clear_byline(story int)
DELETE FROM byline WHERE story_id = :story;

-- exec story_put_section(story int, section int, leaf int, main int)
INSERT INTO story_section (story_id, section_id, leaf, main, published_at)
VALUES (:story, :section, :leaf, :main, (SELECT published_at FROM story WHERE id = :story))
ON CONFLICT (story_id, section_id) DO UPDATE SET
       leaf = CASE WHEN excluded.leaf > story_section.leaf THEN excluded.leaf ELSE story_section.leaf END,
       main = CASE WHEN excluded.main > story_section.main THEN excluded.main ELSE story_section.main END;
-- exec story_put_tag(story int, tag int)
INSERT INTO story_tag (story_id, tag_id, published_at)
VALUES (:story, :tag, (SELECT published_at FROM story WHERE id = :story)) ON CONFLICT (story_id, tag_id) DO NOTHING;
-- exec story_put_byline(story int, place int, author int)
INSERT INTO byline (story_id, place, author_id, published_at)
VALUES (:story, :place, :author, (SELECT published_at FROM story WHERE id = :story));

-- The story as it stands, with the names of its places (in the order of the record).
-- exec story_put_revision(story int, kind text, name text, person ref, at int)
-- sqlite
INSERT INTO revision (story_id, kind, name, version, person_id, saved_at, {story.copy.!place}, {story.place})
SELECT s.id, :kind, :name, s.version, :person, :at, {story.copy.!place s.*},
       coalesce((SELECT group_concat(x.id, ',') FROM (SELECT section_id AS id FROM story_section
         WHERE story_id = s.id AND leaf = 1 ORDER BY main DESC, section_id) x), ''),
       coalesce((SELECT group_concat(x.name, ', ') FROM (SELECT g.name FROM story_tag y JOIN tag g ON g.id = y.tag_id
         WHERE y.story_id = s.id ORDER BY g.name, g.id) x), ''),
       coalesce((SELECT group_concat(x.name, char(10)) FROM (SELECT a.name FROM byline y JOIN author a ON a.id = y.author_id
         WHERE y.story_id = s.id ORDER BY y.place) x), '')
  FROM story s WHERE s.id = :story;
-- postgres
INSERT INTO revision (story_id, kind, name, version, person_id, saved_at, {story.copy.!place}, {story.place})
SELECT s.id, :kind, :name, s.version, :person, :at, {story.copy.!place s.*},
       coalesce((SELECT string_agg(section_id::text, ',' ORDER BY main DESC, section_id) FROM story_section
         WHERE story_id = s.id AND leaf = 1), ''),
       coalesce((SELECT string_agg(g.name, ', ' ORDER BY g.name, g.id) FROM story_tag y JOIN tag g ON g.id = y.tag_id
         WHERE y.story_id = s.id), ''),
       coalesce((SELECT string_agg(a.name, chr(10) ORDER BY y.place) FROM byline y JOIN author a ON a.id = y.author_id
         WHERE y.story_id = s.id), '')
  FROM story s WHERE s.id = :story;
-- both

-- exec story_put_correction(story int, at int, text text)
INSERT INTO correction (story_id, corrected_at, text) VALUES (:story, :at, :text);

-- How many stories stand in a section, up to two.
-- one section_size(section int) -> n int
-- reads nothing
SELECT count(*) FROM (SELECT 1 FROM story_section WHERE section_id = :section LIMIT 2) few;

-- The sections above one, itself first.
-- many section_above(id int) -> id int
-- reads nothing
WITH RECURSIVE up (id, parent_id, depth) AS (
  SELECT id, parent_id, 0 FROM section WHERE id = :id
  UNION ALL
  SELECT s.id, s.parent_id, up.depth + 1 FROM section s JOIN up ON s.id = up.parent_id WHERE up.depth < 16
)
SELECT id FROM up ORDER BY depth;

-- place 0: after the others.
-- one section_add(parent ref, slug text, path text, name text, description text, place int) -> id int
-- reads nothing
INSERT INTO section (parent_id, slug, path, name, description, place)
VALUES (:parent, :slug, :path, :name, :description,
       CASE WHEN :place > 0 THEN :place ELSE (SELECT coalesce(max(place), 0) + 1 FROM section) END) RETURNING id;

-- exec section_rename(id int, name text, description text)
UPDATE section SET name = :name, description = :description WHERE id = :id;

-- one tag_add(slug text, name text, description text) -> id int
-- reads nothing
INSERT INTO tag (slug, name, description) VALUES (:slug, :name, :description) RETURNING id;

-- exec tag_rename(id int, name text)
UPDATE tag SET name = :name WHERE id = :id;

-- one author_add(slug text, name text, bio text, url text, login text) -> id int
-- reads nothing
INSERT INTO author (slug, name, bio, url, login) VALUES (:slug, :name, :bio, :url, :login) RETURNING id;

-- exec author_change(id int, name text, bio text)
UPDATE author SET name = :name, bio = :bio WHERE id = :id;

-- exec media_describe(id int, alt text, caption text, credit text)
UPDATE media SET alt = :alt, caption = :caption, credit = :credit WHERE id = :id;

-- one media_add(path text, mime text, width int, height int, state text, at int) -> id int
-- reads nothing
INSERT INTO media (path, mime, width, height, state, uploaded_at)
VALUES (:path, :mime, :width, :height, :state, :at) RETURNING id;

-- Pages right below one.
-- many story_below(parent int) -> id int, state text, path text
-- reads nothing
SELECT id, state, path FROM story WHERE parent_id = :parent AND kind = 'page' ORDER BY id LIMIT 1000;

-- exec story_put_path(id int, path text)
UPDATE story SET path = :path WHERE id = :id;
