-- SPDX-License-Identifier: Apache-2.0
-- Coming in: tries that are counted, links that open once, the second factor.

-- one login_failures(who bytes, since int) -> n int, last int
-- reads nothing
SELECT count(*), coalesce(max(at), 0) FROM login_failure WHERE who = :who AND at > :since;
-- one login_failure_add(who bytes, at int) -> id int
-- reads nothing
INSERT INTO login_failure (who, at) VALUES (:who, :at) RETURNING id;
-- exec login_failure_remove(id int)
DELETE FROM login_failure WHERE id = :id;
-- exec login_failure_forget(who bytes)
DELETE FROM login_failure WHERE who = :who;
-- exec login_failure_sweep(before int)
DELETE FROM login_failure WHERE at < :before;

-- exec link_add(key bytes, person ref, kind text, at int, ends int)
INSERT INTO login_link (key_hash, person_id, kind, made_at, ends_at) VALUES (:key, :person, :kind, :at, :ends);
-- A new one ends those that were not used.
-- exec link_remove_unused(person int)
DELETE FROM login_link WHERE used_at = 0 AND person_id = :person;
-- one link_find(key bytes) -> person_id ref, kind text, ends_at int, used_at int
-- reads nothing
SELECT person_id, kind, ends_at, used_at FROM login_link WHERE key_hash = :key;
-- one link_use(key bytes, at int) -> kind text
-- reads nothing
UPDATE login_link SET used_at = :at WHERE key_hash = :key AND used_at = 0 AND ends_at > :at RETURNING kind;
-- exec link_sweep(before int)
DELETE FROM login_link WHERE ends_at < :before;

-- one factor_get(person int) -> totp bytes, totp_step int
-- reads nothing
SELECT totp, totp_step FROM person WHERE id = :person AND totp IS NOT NULL;
-- exec factor_put(person int, totp bytes, step int)
UPDATE person SET totp = :totp, totp_step = :step WHERE id = :person;
-- exec factor_remove(person int)
UPDATE person SET totp = NULL WHERE id = :person;
-- A code opens once: no row when this step, or a later one, was used.
-- one factor_step(person int, step int) -> id int
-- reads nothing
UPDATE person SET totp_step = :step WHERE id = :person AND totp_step < :step RETURNING id;
-- exec recovery_add(person int, code bytes)
INSERT INTO recovery_code (person_id, code_hash) VALUES (:person, :code) ON CONFLICT (person_id, code_hash) DO NOTHING;
-- exec recovery_remove(person int)
DELETE FROM recovery_code WHERE person_id = :person;
-- one recovery_use(person int, code bytes, at int) -> person_id int
-- reads nothing
UPDATE recovery_code SET used_at = :at WHERE person_id = :person AND code_hash = :code AND used_at = 0 RETURNING person_id;
-- one recovery_left(person int) -> n int
-- reads nothing
SELECT count(*) FROM recovery_code WHERE person_id = :person AND used_at = 0;
