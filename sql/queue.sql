-- SPDX-License-Identifier: Apache-2.0
-- The queue of what must survive the process (news/queue/queue.h): rows of job.

-- again 1: a job that is there already waits for the new moment, also one that is being
-- worked at; 0: it stays as it is.  One that was given up begins anew.
-- exec queue_add(kind text, key text, payload text, due int, priority int, again int)
INSERT INTO job (kind, key, payload, due_at, priority) VALUES (:kind, :key, :payload, :due, :priority)
ON CONFLICT (kind, key) WHERE key <> '' DO UPDATE SET payload = excluded.payload, due_at = excluded.due_at,
       priority = excluded.priority, tries = 0, lease = '', failed_at = 0
 WHERE :again = 1 OR job.failed_at > 0;

-- one queue_waits(kind text, now int) -> n int
-- reads nothing
SELECT count(*) FROM (SELECT 1 FROM job WHERE kind = :kind AND failed_at = 0 AND priority BETWEEN 0 AND 2 AND due_at <= :now LIMIT 1) x;

-- The most urgent first.  No row: nothing is due, or another node was quicker.
-- one queue_take(kind text, now int, until int, lease text) -> id int, key text, payload text, tries int, why text
-- reads nothing
UPDATE job SET lease = :lease, due_at = :until, tries = tries + 1
 WHERE due_at <= :now AND failed_at = 0 AND id = coalesce(
       (SELECT id FROM job WHERE kind = :kind AND failed_at = 0 AND priority = 0 AND due_at <= :now ORDER BY due_at, id LIMIT 1),
       (SELECT id FROM job WHERE kind = :kind AND failed_at = 0 AND priority = 1 AND due_at <= :now ORDER BY due_at, id LIMIT 1),
       (SELECT id FROM job WHERE kind = :kind AND failed_at = 0 AND priority = 2 AND due_at <= :now ORDER BY due_at, id LIMIT 1))
RETURNING id, key, payload, tries, why;

-- All of these are for who holds the lease; no row: it is somebody else's meanwhile.
-- one queue_done(id int, lease text) -> id int
-- reads nothing
DELETE FROM job WHERE id = :id AND lease = :lease RETURNING id;

-- one queue_extend(id int, lease text, until int) -> id int
-- reads nothing
UPDATE job SET due_at = :until WHERE id = :id AND lease = :lease RETURNING id;

-- one queue_later(id int, lease text, due int, tries int, why text, failed int) -> id int
-- reads nothing
UPDATE job SET due_at = :due, tries = :tries, why = :why, failed_at = :failed, lease = ''
 WHERE id = :id AND lease = :lease RETURNING id;

-- For who looks after the server.
-- many queue_troubled(count int) -> id int, kind text, key text, due_at int, tries int, why text, failed_at int
-- reads nothing
SELECT id, kind, key, due_at, tries, why, failed_at FROM job WHERE failed_at > 0 OR (tries > 0 AND why <> '')
 ORDER BY CASE WHEN failed_at > 0 THEN 0 ELSE 1 END, failed_at DESC, due_at, id LIMIT :count;

-- one queue_count() -> n int, failed int
-- reads nothing
SELECT count(*), count(CASE WHEN failed_at > 0 THEN 1 END) FROM job;

-- one queue_retry(id int, now int) -> kind text, key text
-- reads nothing
UPDATE job SET failed_at = 0, tries = 0, due_at = :now, lease = '' WHERE id = :id AND failed_at > 0 RETURNING kind, key;

-- one queue_drop(id int) -> kind text, key text
-- reads nothing
DELETE FROM job WHERE id = :id AND failed_at > 0 RETURNING kind, key;

-- exec queue_sweep(before int)
DELETE FROM job WHERE failed_at > 0 AND failed_at < :before;
