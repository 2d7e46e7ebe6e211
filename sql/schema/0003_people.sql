-- SPDX-License-Identifier: Apache-2.0
-- Who comes in, how, and from where.  Keys and codes are kept as hashes only.
ALTER TABLE person ADD COLUMN seen_at INT NOT NULL DEFAULT 0;
ALTER TABLE person ADD COLUMN totp BYTES; -- the sealed secret; NULL: no second factor
ALTER TABLE person ADD COLUMN totp_step INT NOT NULL DEFAULT 0; -- last one used: a code opens once

CREATE TABLE session (
	id ID,
	key_hash BYTES NOT NULL UNIQUE,
	person_id INT NOT NULL REFERENCES person (id),
	created_at INT NOT NULL,
	seen_at INT NOT NULL,
	agent TEXT NOT NULL DEFAULT '',
	place TEXT NOT NULL DEFAULT '', -- the address it came from, blurred
	waits INT NOT NULL DEFAULT 0,   -- 1: the second factor is still to come
	totp BYTES                      -- the sealed secret that this session is about to make its second factor
) STRICT;
CREATE INDEX session_person ON session (person_id);

CREATE TABLE recovery_code (
	person_id INT NOT NULL REFERENCES person (id),
	code_hash BYTES NOT NULL,
	used_at INT NOT NULL DEFAULT 0,
	PRIMARY KEY (person_id, code_hash)
) STRICT;

-- Links that let somebody in once: the first login (of nobody in particular), an
-- invitation, a forgotten password.
CREATE TABLE login_link (
	key_hash BYTES PRIMARY KEY,
	person_id INT REFERENCES person (id),
	kind TEXT NOT NULL CHECK (kind IN ('first', 'invite', 'reset')),
	made_at INT NOT NULL,
	ends_at INT NOT NULL,
	used_at INT NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX login_link_person ON login_link (person_id);

-- Tries that have not come to a good end, by keyed hash of what is counted: an
-- account, an address, a browser that is known (news/people/login.c).
CREATE TABLE login_failure (
	id ID,
	who BYTES NOT NULL,
	at INT NOT NULL
) STRICT;
CREATE INDEX login_failure_who ON login_failure (who, at);
CREATE INDEX login_failure_at ON login_failure (at);
