-- SPDX-License-Identifier: Apache-2.0
-- One queue for all that has to be done and must survive the process: letters, links to be
-- looked at, imports and exports.  Before, only letters were rows of job.
-- key: there is one job of a kind and key, where it is not empty.
ALTER TABLE job ADD COLUMN key TEXT NOT NULL DEFAULT '';
ALTER TABLE job ADD COLUMN priority INT NOT NULL DEFAULT 1; -- 0 urgent, 1 ordinary, 2 in bulk
ALTER TABLE job ADD COLUMN lease TEXT NOT NULL DEFAULT '';  -- who works at it, until due_at
ALTER TABLE job ADD COLUMN failed_at INT NOT NULL DEFAULT 0; -- given up; somebody at the desk decides
DROP INDEX job_due;
CREATE INDEX job_next ON job (kind, priority, due_at, id) WHERE failed_at = 0;
CREATE INDEX job_failed ON job (failed_at, id) WHERE failed_at > 0;
CREATE UNIQUE INDEX job_key ON job (kind, key) WHERE key <> '';

-- What waited in four tables of its own.
INSERT INTO job (kind, key, due_at, payload) SELECT 'comment_mail', '' || comment_id, made_at + 120, '' FROM comment_tell;
DROP TABLE comment_tell;
INSERT INTO job (kind, key, due_at, payload)
SELECT 'assignment_mail', '' || person_id, max(at) + 60, '' FROM given WHERE told_at = 0 GROUP BY person_id;
INSERT INTO job (kind, key, due_at, payload) SELECT 'link', url, 0, '' FROM link_check WHERE checked_at = 0;
DELETE FROM link_check WHERE checked_at = 0;
INSERT INTO job (kind, key, due_at, payload)
SELECT 'transfer', '' || id, 0, '' FROM import_run WHERE state IN ('waiting', 'running', 'stopping');
UPDATE import_run SET state = 'waiting' WHERE state = 'running';
DROP INDEX import_run_state;
