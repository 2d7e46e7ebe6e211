-- SPDX-License-Identifier: Apache-2.0
-- People and their sessions.

-- one person_add(email text, name text, role text, password text, language text, at int) -> id int
-- reads nothing
INSERT INTO person (email, name, role, password, language, created_at) VALUES (:email, :name, :role, :password, :language, :at)
ON CONFLICT (email) DO NOTHING RETURNING id;

-- one person_by_email(email text) -> id int, name text, role text, password text, language text, totp bytes, ended_at int
-- reads nothing
SELECT id, name, role, password, language, totp, ended_at FROM person WHERE email = :email;

-- one person_get(id int) -> id int, email text, name text, role text, language text, created_at int, ended_at int, seen_at int
-- reads nothing
SELECT id, email, name, role, language, created_at, ended_at, seen_at FROM person WHERE id = :id;

-- factor, password: 1 when there is one.
-- many person_all()
--   -> id int, email text, name text, role text, language text, ended_at int, seen_at int, factor int, password int
-- reads nothing
SELECT id, email, name, role, language, ended_at, seen_at, CASE WHEN totp IS NULL THEN 0 ELSE 1 END,
       CASE WHEN password = '' THEN 0 ELSE 1 END FROM person ORDER BY ended_at > 0, lower(name), id LIMIT 2000;

-- sections: "1,2", those the person is limited to.
-- one session_find(key bytes)
--   -> id int, person_id int, created_at int, seen_at int, waits int, email text, name text, role text, language text,
--      ended_at int, sections text
-- reads nothing
-- sqlite
SELECT s.id, p.id, s.created_at, s.seen_at, s.waits, p.email, p.name, p.role, p.language, p.ended_at,
       coalesce((SELECT group_concat(l.section_id, ',') FROM person_section l WHERE l.person_id = p.id), '')
  FROM session s JOIN person p ON p.id = s.person_id WHERE s.key_hash = :key;
-- postgres
SELECT s.id, p.id, s.created_at, s.seen_at, s.waits, p.email, p.name, p.role, p.language, p.ended_at,
       coalesce((SELECT string_agg(l.section_id::text, ',') FROM person_section l WHERE l.person_id = p.id), '')
  FROM session s JOIN person p ON p.id = s.person_id WHERE s.key_hash = :key;

-- one session_add(key bytes, person int, at int, agent text, place text, waits int) -> id int
-- reads nothing
INSERT INTO session (key_hash, person_id, created_at, seen_at, agent, place, waits)
VALUES (:key, :person, :at, :at, :agent, :place, :waits) RETURNING id;

-- exec session_seen(id int, at int)
UPDATE session SET seen_at = :at WHERE id = :id AND seen_at < :at;
-- exec person_seen(session int, at int)
UPDATE person SET seen_at = :at WHERE id = (SELECT person_id FROM session WHERE id = :session) AND seen_at < :at;

-- exec session_remove(id int)
DELETE FROM session WHERE id = :id;
-- exec session_remove_key(key bytes)
DELETE FROM session WHERE key_hash = :key;
-- One of a person's own.
-- one session_remove_own(id int, person int) -> id int
-- reads nothing
DELETE FROM session WHERE id = :id AND person_id = :person RETURNING id;
-- All of a person's, but one (0: all).
-- exec session_remove_all(person int, but int)
DELETE FROM session WHERE person_id = :person AND id <> :but;
-- exec session_sweep(idle int, longest int, waiting int)
DELETE FROM session WHERE seen_at < :idle OR created_at < :longest OR (waits = 1 AND created_at < :waiting);

-- many session_of(person int, idle int, longest int) -> id int, created_at int, seen_at int, agent text, place text
-- reads nothing
SELECT id, created_at, seen_at, agent, place FROM session
 WHERE person_id = :person AND waits = 0 AND seen_at >= :idle AND created_at >= :longest ORDER BY seen_at DESC, id DESC LIMIT 100;

-- exec session_put_totp(id int, totp bytes)
UPDATE session SET totp = :totp WHERE id = :id;
-- one session_totp(id int) -> totp bytes
-- reads nothing
SELECT totp FROM session WHERE id = :id;

-- exec person_put(id int, name text, role text, language text)
UPDATE person SET name = :name, role = :role, language = :language WHERE id = :id;
-- exec person_put_own(id int, name text, language text)
UPDATE person SET name = :name, language = :language WHERE id = :id;
-- exec person_put_password(id int, password text)
UPDATE person SET password = :password WHERE id = :id;
-- exec person_put_ended(id int, at int)
UPDATE person SET ended_at = :at WHERE id = :id;
-- one person_password(id int) -> password text
-- reads nothing
SELECT password FROM person WHERE id = :id;

-- Administrators who may come in, but for one.
-- one person_administrators(but int) -> n int
-- reads nothing
SELECT count(*) FROM person WHERE role = 'administrator' AND ended_at = 0 AND id <> :but;
-- Has anybody ever come in?
-- one person_ever_seen() -> n int
-- reads nothing
SELECT count(*) FROM person WHERE seen_at > 0;

-- many person_limits() -> person_id int, section_id int
-- reads nothing
SELECT person_id, section_id FROM person_section ORDER BY person_id, section_id LIMIT 20000;
-- exec person_unlimit(id int)
DELETE FROM person_section WHERE person_id = :id;
-- No such section: nothing.
-- exec person_limit(id int, section int)
INSERT INTO person_section (person_id, section_id) SELECT :id, s.id FROM section s WHERE s.id = :section
ON CONFLICT (person_id, section_id) DO NOTHING;
