-- SPDX-License-Identifier: Apache-2.0
-- Imports and exports that the desk asked for (news/archive/transfer.h).

-- one transfer_add(kind text, file text, media text, dry int, person ref, at int) -> id int
-- reads nothing
INSERT INTO import_run (kind, file, media, dry, person_id, asked_at) VALUES (:kind, :file, :media, :dry, :person, :at)
RETURNING id;

-- many transfer_list(count int)
--   -> id int, kind text, state text, file text, media text, dry int, person text, asked_at int, began_at int, ended_at int,
--      phase text, done int, size int, records int, fresh int
-- reads nothing
SELECT r.id, r.kind, r.state, r.file, r.media, r.dry, coalesce(p.name, ''), r.asked_at, r.began_at, r.ended_at,
       r.phase, r.done, r.size, r.records, r.fresh
  FROM import_run r LEFT JOIN person p ON p.id = r.person_id ORDER BY r.id DESC LIMIT :count;

-- one transfer_get(id int)
--   -> id int, kind text, state text, file text, media text, dry int, asked_at int, began_at int, ended_at int,
--      phase text, done int, size int, records int, fresh int, report text
-- reads nothing
SELECT id, kind, state, file, media, dry, asked_at, began_at, ended_at, phase, done, size, records, fresh, report
  FROM import_run WHERE id = :id;

-- one transfer_busy() -> id int
-- reads nothing
SELECT id FROM import_run WHERE state IN ('waiting', 'running', 'stopping') ORDER BY id LIMIT 1;

-- exec transfer_take(id int, at int)
UPDATE import_run SET state = CASE WHEN state = 'stopping' THEN 'stopping' ELSE 'running' END,
       began_at = CASE WHEN began_at = 0 THEN :at ELSE began_at END, seen_at = :at WHERE id = :id;

-- exec transfer_tell(id int, at int, phase text, done int, size int, records int, fresh int)
UPDATE import_run SET seen_at = :at, phase = :phase, done = :done, size = :size, records = :records, fresh = :fresh WHERE id = :id;

-- exec transfer_end(id int, state text, at int, report text)
UPDATE import_run SET state = :state, ended_at = :at, seen_at = :at, report = :report WHERE id = :id;

-- exec transfer_stop(id int)
UPDATE import_run SET state = 'stopping' WHERE id = :id AND state IN ('waiting', 'running');
