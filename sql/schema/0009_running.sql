-- SPDX-License-Identifier: Apache-2.0
-- Running the paper.  Bringing an archive in and taking it out are long works: each
-- is a row here that the desk writes and a thread of jobs/ takes.  file: below the
-- site's folder (tmp/..., import/...), of an export the folder that it fills.
CREATE TABLE import_run (
	id ID,
	kind TEXT NOT NULL CHECK (kind IN ('import', 'export')),
	state TEXT NOT NULL DEFAULT 'waiting'
		CHECK (state IN ('waiting', 'running', 'stopping', 'done', 'stopped', 'failed')),
	file TEXT NOT NULL DEFAULT '',
	media TEXT NOT NULL DEFAULT '',
	dry INT NOT NULL DEFAULT 0,
	person_id INT REFERENCES person (id),
	asked_at INT NOT NULL,
	began_at INT NOT NULL DEFAULT 0,
	seen_at INT NOT NULL DEFAULT 0, -- told that it still runs; older than a minute: its process is gone
	ended_at INT NOT NULL DEFAULT 0,
	phase TEXT NOT NULL DEFAULT '',
	done INT NOT NULL DEFAULT 0,    -- bytes, or records, of `size`
	size INT NOT NULL DEFAULT 0,
	records INT NOT NULL DEFAULT 0,
	fresh INT NOT NULL DEFAULT 0,
	report TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX import_run_state ON import_run (state, id);
-- The lists of the desk walk these.
CREATE INDEX tag_name ON tag (lower(name), id);
CREATE INDEX author_name ON author (lower(name), id);
CREATE INDEX audit_action ON audit (action, id);
CREATE INDEX audit_person ON audit (person_id, id);
CREATE INDEX redirect_target ON redirect (target);
