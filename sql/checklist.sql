-- SPDX-License-Identifier: Apache-2.0
-- What the checklist asks for.

-- Pictures by number: have they words for who does not see them?
-- many check_pictures(ids ids) -> id int, alt text, decorative int, title text
-- reads nothing
SELECT id, alt, decorative, title FROM media WHERE id IN (:ids);

-- What is known of other people's addresses; urls: a JSON list of them.
-- many link_known(urls text) -> url text, status int, checked_at int
-- reads nothing
-- sqlite
SELECT url, status, checked_at FROM link_check WHERE url IN (SELECT value FROM json_each(:urls));
-- postgres
SELECT url, status, checked_at FROM link_check WHERE url IN (SELECT * FROM json_array_elements_text(:urls::json));

-- What was learned so long ago counts no more; urls: a JSON list.
-- exec link_old(urls text, old int)
-- sqlite
DELETE FROM link_check WHERE url IN (SELECT value FROM json_each(:urls)) AND checked_at < :old;
-- postgres
DELETE FROM link_check WHERE url IN (SELECT * FROM json_array_elements_text(:urls::json)) AND checked_at < :old;
-- both

-- exec link_seen(url text, status int, at int)
INSERT INTO link_check (url, status, checked_at) VALUES (:url, :status, :at)
ON CONFLICT (url) DO UPDATE SET status = excluded.status, checked_at = excluded.checked_at;
-- exec link_forget(old int)
DELETE FROM link_check WHERE checked_at < :old;

-- Which of our own addresses lead anywhere?  names: a JSON list, of each address its path
-- and "slug:" with its slug.
-- many check_own(names text) -> name text
-- reads nothing
-- sqlite
SELECT value FROM json_each(:names)
 WHERE EXISTS (SELECT 1 FROM redirect r WHERE r.path = value AND r.status <> 410)
    OR EXISTS (SELECT 1 FROM story s WHERE s.slug = substr(value, 6) AND s.state = 'publish' AND substr(value, 1, 5) = 'slug:');
-- postgres
SELECT v.name FROM json_array_elements_text(:names::json) AS v (name)
 WHERE EXISTS (SELECT 1 FROM redirect r WHERE r.path = v.name AND r.status <> 410)
    OR EXISTS (SELECT 1 FROM story s WHERE s.slug = substr(v.name, 6) AND s.state = 'publish' AND substr(v.name, 1, 5) = 'slug:');
