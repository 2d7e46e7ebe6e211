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
