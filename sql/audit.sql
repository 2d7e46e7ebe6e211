-- SPDX-License-Identifier: Apache-2.0
-- The audit trail.

-- exec audit_add(at int, person ref, actor text, action text, subject text, subject_id int, detail text)
INSERT INTO audit (at, person_id, actor, action, subject, subject_id, detail)
VALUES (:at, :person, :actor, :action, :subject, :subject_id, :detail);

-- The audit trail, newest first (keyset by id).
-- many audit_list(before int, person int, action text, subject text, find text, count int)
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

-- many audit_actions() -> action text
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
