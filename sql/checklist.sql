-- What the checklist asks for.

-- Pictures by number: have they words for who does not see them?
-- many check_pictures(ids text) -> id int, alt text, decorative int, title text
-- reads nothing
-- sqlite
SELECT id, alt, decorative, title FROM media WHERE id IN (SELECT value FROM json_each('[' || :ids || ']'));
-- postgres
SELECT id, alt, decorative, title FROM media WHERE id = ANY (string_to_array(:ids, ',')::bigint[]);

-- What is known of other people's addresses; urls: a JSON list of them.
-- many link_known(urls text) -> url text, status int, checked_at int
-- reads nothing
-- sqlite
SELECT url, status, checked_at FROM link_check WHERE url IN (SELECT value FROM json_each(:urls));
-- postgres
SELECT url, status, checked_at FROM link_check WHERE url IN (SELECT * FROM json_array_elements_text(:urls::json));

-- checked_at 0: nobody has looked.
-- exec link_ask(url text, old int)
INSERT INTO link_check (url, status, checked_at) VALUES (:url, 0, 0)
ON CONFLICT (url) DO UPDATE SET checked_at = CASE WHEN link_check.checked_at < :old THEN 0 ELSE link_check.checked_at END;

-- many link_waits() -> url text
-- reads nothing
SELECT url FROM link_check WHERE checked_at = 0 ORDER BY url LIMIT 5;

-- exec link_seen(url text, status int, at int)
UPDATE link_check SET status = :status, checked_at = :at WHERE url = :url;
-- exec link_forget(old int)
DELETE FROM link_check WHERE checked_at > 0 AND checked_at < :old;

-- Does an address of ours lead anywhere?
-- one check_slug(slug text, path text) -> n int
-- reads nothing
SELECT (SELECT count(*) FROM (SELECT 1 FROM story WHERE slug = :slug AND state = 'publish' LIMIT 1) x)
     + (SELECT count(*) FROM redirect WHERE path IN (:path, 'slug:' || :slug) AND status <> 410);
