-- SPDX-License-Identifier: Apache-2.0
-- Old addresses.

-- one redirect_get(path text) -> status int, target text, story_id ref
-- reads redirect(#:path)
SELECT status, target, story_id FROM redirect WHERE path = :path;

-- exec redirect_put(path text, status int, target text, story ref)
INSERT INTO redirect (path, status, target, story_id) VALUES (:path, :status, :target, :story)
ON CONFLICT (path) DO UPDATE SET status = excluded.status, target = excluded.target, story_id = excluded.story_id;

-- A story that was taken away for good is back.
-- exec redirect_come_back(path text)
DELETE FROM redirect WHERE path = :path AND status = 410;

-- Redirects.  A path that begins with a slash is an address; "slug:x", "section:x",
-- "tag:x" and "author:x" are former names, whose target is "section:12" and so on.
-- many redirects_to(target text) -> path text
-- reads nothing
SELECT path FROM redirect WHERE target = :target ORDER BY path;

-- exec redirects_hand(from_target text, into_target text)
UPDATE redirect SET target = :into_target WHERE target = :from_target;

-- exec redirects_gone(from_target text)
UPDATE redirect SET target = '', status = 410 WHERE target = :from_target;

-- exec redirect_delete(path text)
DELETE FROM redirect WHERE path = :path;

-- many redirect_list(find text, after text, count int) -> path text, status int, target text, story_id ref, headline text
-- reads nothing
-- sqlite
SELECT r.path, r.status, r.target, r.story_id, coalesce(s.headline, '') FROM redirect r LEFT JOIN story s ON s.id = r.story_id
 WHERE r.path > :after AND (:find = '' OR instr(r.path, :find) > 0 OR instr(r.target, :find) > 0)
 ORDER BY r.path LIMIT :count;
-- postgres
SELECT r.path, r.status, r.target, r.story_id, coalesce(s.headline, '') FROM redirect r LEFT JOIN story s ON s.id = r.story_id
 WHERE r.path > :after AND (:find = '' OR strpos(r.path, :find) > 0 OR strpos(r.target, :find) > 0)
 ORDER BY r.path LIMIT :count;

-- one redirect_total() -> n int
-- reads nothing
SELECT count(*) FROM redirect;
