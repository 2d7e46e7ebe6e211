-- People and their sessions.

-- one person_add(email text, name text, role text, password text, at int) -> id int
-- reads nothing
INSERT INTO person (email, name, role, password, created_at) VALUES (:email, :name, :role, :password, :at)
ON CONFLICT (email) DO NOTHING RETURNING id;

-- one person_by_email(email text) -> id int, name text, role text, password text, language text, totp bytes, ended_at int
-- reads nothing
SELECT id, name, role, password, language, totp, ended_at FROM person WHERE email = :email;

-- one person_get(id int) -> id int, email text, name text, role text, language text, created_at int, ended_at int, seen_at int
-- reads nothing
SELECT id, email, name, role, language, created_at, ended_at, seen_at FROM person WHERE id = :id;

-- many person_all() -> id int, email text, name text, role text, language text, ended_at int, seen_at int
-- reads nothing
SELECT id, email, name, role, language, ended_at, seen_at FROM person ORDER BY ended_at > 0, lower(name), id LIMIT 2000;

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
