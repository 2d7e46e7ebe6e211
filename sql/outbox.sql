-- SPDX-License-Identifier: Apache-2.0
-- Letters on their way: rows of job of the kind "mail" (news/people/outbox.c).

-- exec outbox_add(at int, payload text)
INSERT INTO job (kind, due_at, payload) VALUES ('mail', :at, :payload);

-- one outbox_due(now int) -> id int, due_at int, payload text
-- reads nothing
SELECT id, due_at, payload FROM job WHERE due_at <= :now AND kind = 'mail' ORDER BY due_at, id LIMIT 1;

-- No row: another node was first.
-- one outbox_hold(id int, was int, until int) -> tries int
-- reads nothing
UPDATE job SET due_at = :until, tries = tries + 1 WHERE id = :id AND due_at = :was RETURNING tries;

-- exec outbox_later(id int, at int, why text)
UPDATE job SET due_at = :at, why = :why WHERE id = :id;

-- exec outbox_remove(id int)
DELETE FROM job WHERE id = :id;

-- For who looks after the server: how many wait, and how many of them failed before.
-- one outbox_count() -> n int, late int
-- reads nothing
SELECT count(*), count(CASE WHEN tries > 0 THEN 1 END) FROM job WHERE kind = 'mail';
