-- Running the paper: sections, tags and names changed as a whole.  What these
-- changes touch is named by news/story/section_edit.c, tag_change.c, author_change.c.
-- Lists of ids are "1,2,3".

-- many running_sections() -> id int, parent_id ref, slug text, path text, name text, description text, place int
-- reads nothing
SELECT id, parent_id, slug, path, name, description, place FROM section ORDER BY place, name, id LIMIT 5000;

-- many running_section_counts() -> id int, n int
-- reads nothing
SELECT section_id, count(*) FROM story_section WHERE leaf = 1 GROUP BY section_id;

-- exec running_section_set(id int, slug text, name text, description text)
UPDATE section SET slug = :slug, name = :name, description = :description WHERE id = :id;
-- exec running_section_path(id int, path text)
UPDATE section SET path = :path WHERE id = :id;
-- exec running_section_parent(id int, parent ref, place int)
UPDATE section SET parent_id = :parent, place = :place WHERE id = :id;
-- exec running_section_children(from_id int, parent ref)
UPDATE section SET parent_id = :parent WHERE parent_id = :from_id;
-- exec running_section_delete(id int)
DELETE FROM section WHERE id = :id;

-- Stories that were put into one of these.
-- many running_section_stories(ids text) -> id int, published_at int
-- reads nothing
-- sqlite
SELECT DISTINCT story_id, published_at FROM story_section
 WHERE leaf = 1 AND section_id IN (SELECT value FROM json_each('[' || :ids || ']'));
-- postgres
SELECT DISTINCT story_id, published_at FROM story_section
 WHERE leaf = 1 AND section_id = ANY (string_to_array(:ids, ',')::bigint[]);

-- The rows of the sections above are made anew of those where a story was put.
-- exec running_places_clear(ids text)
-- sqlite
DELETE FROM story_section WHERE leaf = 0 AND story_id IN (SELECT story_id FROM story_section
 WHERE leaf = 1 AND section_id IN (SELECT value FROM json_each('[' || :ids || ']')));
-- postgres
DELETE FROM story_section WHERE leaf = 0 AND story_id IN (SELECT story_id FROM story_section
 WHERE leaf = 1 AND section_id = ANY (string_to_array(:ids, ',')::bigint[]));
-- exec running_places_fill(ids text)
-- sqlite
WITH RECURSIVE up (leaf_id, id, depth) AS (
  SELECT id, parent_id, 1 FROM section WHERE parent_id IS NOT NULL
  UNION ALL
  SELECT up.leaf_id, s.parent_id, up.depth + 1 FROM up JOIN section s ON s.id = up.id
   WHERE up.depth < 16 AND s.parent_id IS NOT NULL
)
INSERT INTO story_section (story_id, section_id, leaf, main, published_at)
SELECT DISTINCT l.story_id, up.id, 0, 0, l.published_at FROM story_section l JOIN up ON up.leaf_id = l.section_id
 WHERE l.leaf = 1 AND l.story_id IN (SELECT story_id FROM story_section
       WHERE leaf = 1 AND section_id IN (SELECT value FROM json_each('[' || :ids || ']')))
ON CONFLICT (story_id, section_id) DO NOTHING;
-- postgres
WITH RECURSIVE up (leaf_id, id, depth) AS (
  SELECT id, parent_id, 1 FROM section WHERE parent_id IS NOT NULL
  UNION ALL
  SELECT up.leaf_id, s.parent_id, up.depth + 1 FROM up JOIN section s ON s.id = up.id
   WHERE up.depth < 16 AND s.parent_id IS NOT NULL
)
INSERT INTO story_section (story_id, section_id, leaf, main, published_at)
SELECT DISTINCT l.story_id, up.id, 0, 0, l.published_at FROM story_section l JOIN up ON up.leaf_id = l.section_id
 WHERE l.leaf = 1 AND l.story_id IN (SELECT story_id FROM story_section
       WHERE leaf = 1 AND section_id = ANY (string_to_array(:ids, ',')::bigint[]))
ON CONFLICT (story_id, section_id) DO NOTHING;

-- Stories of one section are put into another: where both are, one row stays.
-- exec running_places_main(from_id int, into_id int)
UPDATE story_section SET leaf = 1, main = 1
 WHERE section_id = :into_id AND story_id IN (SELECT story_id FROM story_section WHERE section_id = :from_id AND main = 1);
-- exec running_places_twice(from_id int, into_id int)
DELETE FROM story_section WHERE section_id = :from_id
   AND story_id IN (SELECT story_id FROM story_section WHERE section_id = :into_id);
-- exec running_places_hand(from_id int, into_id int)
UPDATE story_section SET section_id = :into_id WHERE section_id = :from_id;
-- exec running_places_drop(from_id int)
DELETE FROM story_section WHERE section_id = :from_id;
-- A story that lost its main section has another, where it stands in one.
-- exec running_places_promote(ids text)
-- sqlite
UPDATE story_section SET main = 1 WHERE leaf = 1 AND story_id IN (SELECT value FROM json_each('[' || :ids || ']'))
   AND NOT EXISTS (SELECT 1 FROM story_section o WHERE o.story_id = story_section.story_id AND o.main = 1)
   AND section_id = (SELECT min(o.section_id) FROM story_section o WHERE o.story_id = story_section.story_id AND o.leaf = 1);
-- postgres
UPDATE story_section SET main = 1 WHERE leaf = 1 AND story_id = ANY (string_to_array(:ids, ',')::bigint[])
   AND NOT EXISTS (SELECT 1 FROM story_section o WHERE o.story_id = story_section.story_id AND o.main = 1)
   AND section_id = (SELECT min(o.section_id) FROM story_section o WHERE o.story_id = story_section.story_id AND o.leaf = 1);
-- exec running_limits_hand(from_id int, into_id int)
INSERT INTO person_section (person_id, section_id) SELECT person_id, :into_id FROM person_section WHERE section_id = :from_id
ON CONFLICT (person_id, section_id) DO NOTHING;
-- exec running_limits_drop(from_id int)
DELETE FROM person_section WHERE section_id = :from_id;
-- one running_limits_count(section int) -> n int
-- reads nothing
SELECT count(*) FROM person_section WHERE section_id = :section;

-- Tags, as the desk lists them: by name, from one on (keyset); find: part of a name
-- or slug, folded; empty: all.
-- many running_tags(find text, slug text, name text, id int, count int) -> id int, slug text, name text, description text
-- reads nothing
-- sqlite
SELECT id, slug, name, description FROM tag
 WHERE (lower(name), id) > (:name, :id) AND (:find = '' OR instr(lower(name), :find) > 0 OR (:slug <> '' AND instr(slug, :slug) > 0))
 ORDER BY lower(name), id LIMIT :count;
-- postgres
SELECT id, slug, name, description FROM tag
 WHERE (lower(name), id) > (:name, :id) AND (:find = '' OR strpos(lower(name), :find) > 0 OR (:slug <> '' AND strpos(slug, :slug) > 0))
 ORDER BY lower(name), id LIMIT :count;

-- many running_tag_counts(ids text) -> id int, n int
-- reads nothing
-- sqlite
SELECT tag_id, count(*) FROM story_tag WHERE tag_id IN (SELECT value FROM json_each('[' || :ids || ']')) GROUP BY tag_id;
-- postgres
SELECT tag_id, count(*) FROM story_tag WHERE tag_id = ANY (string_to_array(:ids, ',')::bigint[]) GROUP BY tag_id;

-- one running_tag(id int) -> slug text, name text, description text
-- reads nothing
SELECT slug, name, description FROM tag WHERE id = :id;
-- one running_tag_total() -> n int
-- reads nothing
SELECT count(*) FROM tag;
-- A tag by its slug, else by its name in any case.
-- one running_tag_named(slug text, name text) -> id int
-- reads nothing
SELECT id FROM tag WHERE slug = :slug OR lower(name) = lower(:name)
 ORDER BY CASE WHEN slug = :slug THEN 0 ELSE 1 END, id LIMIT 1;
-- exec running_tag_set(id int, slug text, name text, description text)
UPDATE tag SET slug = :slug, name = :name, description = :description WHERE id = :id;
-- many running_tag_stories(tag int) -> id int, published_at int
-- reads nothing
SELECT story_id, published_at FROM story_tag WHERE tag_id = :tag;
-- exec running_tag_twice(from_id int, into_id int)
DELETE FROM story_tag WHERE tag_id = :from_id AND story_id IN (SELECT story_id FROM story_tag WHERE tag_id = :into_id);
-- exec running_tag_hand(from_id int, into_id int)
UPDATE story_tag SET tag_id = :into_id WHERE tag_id = :from_id;
-- exec running_tag_drop(from_id int)
DELETE FROM story_tag WHERE tag_id = :from_id;
-- exec running_tag_delete(id int)
DELETE FROM tag WHERE id = :id;

-- one tag_by_id(id int) -> slug text
-- reads tag(:id)
SELECT slug FROM tag WHERE id = :id;

-- Names in bylines, likewise.
-- many running_authors(find text, slug text, name text, id int, count int)
--   -> id int, slug text, name text, url text, person_id ref, person text
-- reads nothing
-- sqlite
SELECT a.id, a.slug, a.name, a.url, a.person_id, coalesce(p.name, '') FROM author a LEFT JOIN person p ON p.id = a.person_id
 WHERE (lower(a.name), a.id) > (:name, :id) AND (:find = '' OR instr(lower(a.name), :find) > 0 OR (:slug <> '' AND instr(a.slug, :slug) > 0))
 ORDER BY lower(a.name), a.id LIMIT :count;
-- postgres
SELECT a.id, a.slug, a.name, a.url, a.person_id, coalesce(p.name, '') FROM author a LEFT JOIN person p ON p.id = a.person_id
 WHERE (lower(a.name), a.id) > (:name, :id) AND (:find = '' OR strpos(lower(a.name), :find) > 0 OR (:slug <> '' AND strpos(a.slug, :slug) > 0))
 ORDER BY lower(a.name), a.id LIMIT :count;
-- many running_author_counts(ids text) -> id int, n int
-- reads nothing
-- sqlite
SELECT author_id, count(*) FROM byline WHERE author_id IN (SELECT value FROM json_each('[' || :ids || ']')) GROUP BY author_id;
-- postgres
SELECT author_id, count(*) FROM byline WHERE author_id = ANY (string_to_array(:ids, ',')::bigint[]) GROUP BY author_id;
-- one running_author(id int) -> slug text, name text, bio text, url text, login text, person_id ref
-- reads nothing
SELECT slug, name, bio, url, login, person_id FROM author WHERE id = :id;
-- one running_author_named(slug text, name text) -> id int
-- reads nothing
SELECT id FROM author WHERE slug = :slug OR lower(name) = lower(:name)
 ORDER BY CASE WHEN slug = :slug THEN 0 ELSE 1 END, id LIMIT 1;
-- exec running_author_set(id int, slug text, name text, bio text, url text, person ref)
UPDATE author SET slug = :slug, name = :name, bio = :bio, url = :url, person_id = :person WHERE id = :id;
-- many running_author_stories(author int) -> id int, published_at int
-- reads nothing
SELECT story_id, published_at FROM byline WHERE author_id = :author;
-- exec running_byline_twice(from_id int, into_id int)
DELETE FROM byline WHERE author_id = :from_id AND story_id IN (SELECT story_id FROM byline WHERE author_id = :into_id);
-- exec running_byline_hand(from_id int, into_id int)
UPDATE byline SET author_id = :into_id WHERE author_id = :from_id;
-- exec running_byline_drop(from_id int)
DELETE FROM byline WHERE author_id = :from_id;
-- exec running_author_delete(id int)
DELETE FROM author WHERE id = :id;

-- An import that comes again must find what was merged.
-- exec running_origin_hand(kind text, from_id int, into_id int)
UPDATE origin SET local_id = :into_id WHERE kind = :kind AND local_id = :from_id;

-- What lies on the desk names sections, tags and names by lists of ids.
-- many running_working(what text) -> story_id int, section_ids text, tag_ids text, author_ids text
-- reads nothing
SELECT story_id, section_ids, tag_ids, author_ids FROM working
 WHERE ',' || section_ids || ',' LIKE '%,' || :what || ',%' OR ',' || tag_ids || ',' LIKE '%,' || :what || ',%'
    OR ',' || author_ids || ',' LIKE '%,' || :what || ',%';
-- exec running_working_set(story int, section_ids text, tag_ids text, author_ids text)
UPDATE working SET section_ids = :section_ids, tag_ids = :tag_ids, author_ids = :author_ids WHERE story_id = :story;

-- The same of changes that are planned, of templates, and of places on the front.
-- many running_planned(what text) -> id int, section_ids text, tag_ids text, author_ids text
-- reads nothing
SELECT id, section_ids, tag_ids, author_ids FROM planned
 WHERE ',' || section_ids || ',' LIKE '%,' || :what || ',%' OR ',' || tag_ids || ',' LIKE '%,' || :what || ',%'
    OR ',' || author_ids || ',' LIKE '%,' || :what || ',%';
-- exec running_planned_set(id int, section_ids text, tag_ids text, author_ids text)
UPDATE planned SET section_ids = :section_ids, tag_ids = :tag_ids, author_ids = :author_ids WHERE id = :id;
-- many running_templates(what text) -> id int, section_ids text
-- reads nothing
SELECT id, section_ids FROM template WHERE ',' || section_ids || ',' LIKE '%,' || :what || ',%';
-- exec running_template_set(id int, section_ids text)
UPDATE template SET section_ids = :section_ids WHERE id = :id;
-- exec running_front_section(from_id int, into_id int)
UPDATE front_slot SET section_id = :into_id WHERE section_id = :from_id;
-- exec running_front_tag(from_id int, into_id int)
UPDATE front_slot SET tag_id = :into_id WHERE tag_id = :from_id;

-- Redirects.  A path that begins with a slash is an address; "slug:x", "section:x",
-- "tag:x" and "author:x" are former names, whose target is "section:12" and so on.
-- many running_redirects_to(target text) -> path text
-- reads nothing
SELECT path FROM redirect WHERE target = :target ORDER BY path;
-- exec running_redirects_hand(from_target text, into_target text)
UPDATE redirect SET target = :into_target WHERE target = :from_target;
-- exec running_redirects_gone(from_target text)
UPDATE redirect SET target = '', status = 410 WHERE target = :from_target;
-- exec running_redirect_delete(path text)
DELETE FROM redirect WHERE path = :path;
-- many running_redirects(find text, after text, count int) -> path text, status int, target text, story_id ref, headline text
-- reads nothing
-- sqlite
SELECT r.path, r.status, r.target, r.story_id, coalesce(s.headline, '') FROM redirect r LEFT JOIN story s ON s.id = r.story_id
 WHERE r.path > :after AND (:find = '' OR instr(r.path, :find) > 0 OR instr(r.target, :find) > 0)
 ORDER BY r.path LIMIT :count;
-- postgres
SELECT r.path, r.status, r.target, r.story_id, coalesce(s.headline, '') FROM redirect r LEFT JOIN story s ON s.id = r.story_id
 WHERE r.path > :after AND (:find = '' OR strpos(r.path, :find) > 0 OR strpos(r.target, :find) > 0)
 ORDER BY r.path LIMIT :count;
-- one running_redirect_total() -> n int
-- reads nothing
SELECT count(*) FROM redirect;

-- Menus.
-- many running_menus() -> menu text, n int
-- reads nothing
SELECT menu, count(*) FROM menu_item GROUP BY menu ORDER BY menu LIMIT 200;

-- The audit trail, newest first (keyset by id).
-- many running_audit(before int, person int, action text, subject text, find text, count int)
--   -> id int, at int, person_id ref, actor text, action text, subject text, subject_id int, detail text
-- reads nothing
-- sqlite
SELECT id, at, person_id, actor, action, subject, subject_id, detail FROM audit
 WHERE id < :before AND (:person = 0 OR person_id = :person) AND (:action = '' OR action = :action OR action LIKE :action || '.%')
   AND (:subject = '' OR subject = :subject)
   AND (:find = '' OR instr(lower(detail), :find) > 0 OR instr(lower(actor), :find) > 0)
 ORDER BY id DESC LIMIT :count;
-- postgres
SELECT id, at, person_id, actor, action, subject, subject_id, detail FROM audit
 WHERE id < :before AND (:person = 0 OR person_id = :person) AND (:action = '' OR action = :action OR action LIKE :action || '.%')
   AND (:subject = '' OR subject = :subject)
   AND (:find = '' OR strpos(lower(detail), :find) > 0 OR strpos(lower(actor), :find) > 0)
 ORDER BY id DESC LIMIT :count;
-- many running_audit_actions() -> action text
-- reads nothing
-- sqlite
WITH RECURSIVE one (action) AS (
  SELECT min(action) FROM audit
  UNION ALL
  SELECT (SELECT min(action) FROM audit WHERE action > one.action) FROM one WHERE one.action IS NOT NULL
)
SELECT action FROM one WHERE action IS NOT NULL LIMIT 300;
-- postgres
WITH RECURSIVE one (action) AS (
  SELECT (SELECT min(action) FROM audit)
  UNION ALL
  SELECT (SELECT min(action) FROM audit WHERE action > one.action) FROM one WHERE one.action IS NOT NULL
)
SELECT action FROM one WHERE action IS NOT NULL LIMIT 300;

-- Works that bring in and take out.
-- one running_port_add(kind text, file text, media text, dry int, person ref, at int) -> id int
-- reads nothing
INSERT INTO import_run (kind, file, media, dry, person_id, asked_at) VALUES (:kind, :file, :media, :dry, :person, :at)
RETURNING id;
-- many running_ports(count int)
--   -> id int, kind text, state text, file text, media text, dry int, person text, asked_at int, began_at int, ended_at int,
--      phase text, done int, size int, records int, fresh int
-- reads nothing
SELECT r.id, r.kind, r.state, r.file, r.media, r.dry, coalesce(p.name, ''), r.asked_at, r.began_at, r.ended_at,
       r.phase, r.done, r.size, r.records, r.fresh
  FROM import_run r LEFT JOIN person p ON p.id = r.person_id ORDER BY r.id DESC LIMIT :count;
-- one running_port(id int)
--   -> id int, kind text, state text, file text, media text, dry int, asked_at int, began_at int, ended_at int,
--      phase text, done int, size int, records int, fresh int, report text
-- reads nothing
SELECT id, kind, state, file, media, dry, asked_at, began_at, ended_at, phase, done, size, records, fresh, report
  FROM import_run WHERE id = :id;
-- one running_port_busy() -> id int
-- reads nothing
SELECT id FROM import_run WHERE state IN ('waiting', 'running', 'stopping') ORDER BY id LIMIT 1;
-- one running_port_next(stale int) -> id int, kind text, state text, file text, media text, dry int
-- reads nothing
SELECT id, kind, state, file, media, dry FROM import_run
 WHERE state = 'waiting' OR (state IN ('running', 'stopping') AND seen_at < :stale) ORDER BY id LIMIT 1;
-- exec running_port_take(id int, at int)
UPDATE import_run SET state = CASE WHEN state = 'stopping' THEN 'stopping' ELSE 'running' END,
       began_at = CASE WHEN began_at = 0 THEN :at ELSE began_at END, seen_at = :at WHERE id = :id;
-- exec running_port_tell(id int, at int, phase text, done int, size int, records int, fresh int)
UPDATE import_run SET seen_at = :at, phase = :phase, done = :done, size = :size, records = :records, fresh = :fresh WHERE id = :id;
-- exec running_port_end(id int, state text, at int, report text)
UPDATE import_run SET state = :state, ended_at = :at, seen_at = :at, report = :report WHERE id = :id;
-- exec running_port_stop(id int)
UPDATE import_run SET state = 'stopping' WHERE id = :id AND state IN ('waiting', 'running');

-- How the archive is.
-- one running_sizes() -> stories int, pages int, comments int, media int, tags int, sections int, authors int, jobs int, failed int
-- reads nothing
SELECT (SELECT count(*) FROM story WHERE kind = 'story'), (SELECT count(*) FROM story WHERE kind = 'page'),
       (SELECT count(*) FROM comment), (SELECT count(*) FROM media), (SELECT count(*) FROM tag),
       (SELECT count(*) FROM section), (SELECT count(*) FROM author), (SELECT count(*) FROM job),
       (SELECT count(*) FROM job WHERE tries > 0);
-- many running_jobs_failed(count int) -> kind text, due_at int, tries int, why text
-- reads nothing
SELECT kind, due_at, tries, why FROM job WHERE tries > 0 ORDER BY due_at LIMIT :count;
-- one running_archive_bytes() -> n int
-- reads nothing
-- sqlite
SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size();
-- postgres
SELECT pg_database_size(current_database());
-- How far the first steps are.
-- one running_first_steps() -> stories int, people int, sections int
-- reads nothing
SELECT (SELECT count(*) FROM (SELECT 1 FROM story LIMIT 2) s), (SELECT count(*) FROM (SELECT 1 FROM person LIMIT 2) p),
       (SELECT count(*) FROM (SELECT 1 FROM section LIMIT 2) c);

-- How many stories readers have.
-- one running_addresses(now int) -> n int
-- reads nothing
SELECT count(*) FROM story WHERE kind = 'story' AND state = 'publish' AND public_at <= :now;
-- Stories whose slug others have, too (an import can bring such): the next :count slugs.
-- many running_same_slug(after text, count int) -> slug text, published_at int
-- reads nothing
SELECT s.slug, s.published_at
  FROM (SELECT slug FROM story WHERE kind = 'story' AND state = 'publish' AND slug > :after
         GROUP BY slug HAVING count(*) > 1 ORDER BY slug LIMIT :count) d
  JOIN story s ON s.slug = d.slug AND s.kind = 'story' AND s.state = 'publish'
 ORDER BY s.slug, s.id;
