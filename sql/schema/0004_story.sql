-- SPDX-License-Identifier: Apache-2.0
-- Working on stories.  The row in `story` is what was saved last, and what readers
-- see when it is public; `working` is what lies on the desk: every autosave is
-- here, and nothing of it is public before somebody saves it into the story.

-- The newsroom's own stages.  state: what a stage means to the rest of the program;
-- name: empty for the built-in ones, which are said in the reader's language.
CREATE TABLE stage (
	id ID,
	slug TEXT NOT NULL UNIQUE,
	name TEXT NOT NULL DEFAULT '',
	state TEXT NOT NULL CHECK (state IN ('idea', 'draft', 'review', 'ready', 'publish', 'killed')),
	place INT NOT NULL
) STRICT;
-- may: what a person must be allowed to do for this move.
CREATE TABLE stage_move (
	from_id INT NOT NULL REFERENCES stage (id),
	to_id INT NOT NULL REFERENCES stage (id),
	may TEXT NOT NULL CHECK (may IN ('write', 'edit', 'publish')),
	PRIMARY KEY (from_id, to_id)
) STRICT;
INSERT INTO stage (slug, state, place) VALUES ('idea', 'idea', 1), ('draft', 'draft', 2), ('review', 'review', 3),
	('ready', 'ready', 4), ('published', 'publish', 5), ('killed', 'killed', 6);
INSERT INTO stage_move (from_id, to_id, may)
SELECT f.id, t.id, CASE
		WHEN f.state IN ('publish', 'killed') OR t.state IN ('publish', 'killed') THEN 'publish'
		WHEN f.state = 'ready' OR t.state = 'ready' THEN 'edit'
		ELSE 'write' END
  FROM stage f CROSS JOIN stage t WHERE f.id <> t.id;

ALTER TABLE story ADD COLUMN stage_id INT REFERENCES stage (id); -- NULL: the first stage of its state
ALTER TABLE story ADD COLUMN owner_id INT REFERENCES person (id); -- who began it
ALTER TABLE story ADD COLUMN assignee_id INT REFERENCES person (id);
ALTER TABLE story ADD COLUMN due_at INT NOT NULL DEFAULT 0; -- when it is expected from the assignee
ALTER TABLE story ADD COLUMN saved_by INT REFERENCES person (id); -- who put the last working copy into it
CREATE INDEX story_stage ON story (kind, state, modified_at, id);
CREATE INDEX story_assignee ON story (assignee_id, state);
CREATE INDEX story_owner ON story (owner_id, state);

-- version: one more with each autosave, from a number that no earlier copy of the story
-- had; a save that names another one is not taken.  base: the story's version that this
-- began from.  Lists of ids are "1,2,3".  tags and authors are the names as typed, parted by
-- commas and by line ends: what there is no tag or guest of yet is made when the copy is saved.
CREATE TABLE working (
	story_id INT PRIMARY KEY REFERENCES story (id),
	version INT NOT NULL,
	base INT NOT NULL,
	person_id INT REFERENCES person (id),
	saved_at INT NOT NULL,
	slug TEXT NOT NULL DEFAULT '',
	kicker TEXT NOT NULL DEFAULT '',
	headline TEXT NOT NULL DEFAULT '',
	standfirst TEXT NOT NULL DEFAULT '',
	dateline TEXT NOT NULL DEFAULT '',
	body TEXT NOT NULL DEFAULT '',
	format TEXT NOT NULL DEFAULT 'html',
	excerpt TEXT NOT NULL DEFAULT '',
	signature TEXT NOT NULL DEFAULT '',
	language TEXT NOT NULL DEFAULT '',
	direction TEXT NOT NULL DEFAULT '',
	worktype TEXT NOT NULL DEFAULT 'news',
	seo_title TEXT NOT NULL DEFAULT '',
	seo_description TEXT NOT NULL DEFAULT '',
	comments TEXT NOT NULL DEFAULT 'open',
	lead_media_id INT REFERENCES media (id),
	section_ids TEXT NOT NULL DEFAULT '',
	tag_ids TEXT NOT NULL DEFAULT '',
	author_ids TEXT NOT NULL DEFAULT '',
	tags TEXT NOT NULL DEFAULT '',
	authors TEXT NOT NULL DEFAULT ''
) STRICT;

-- A revision is everything that was written, so that it can be had back.  kind 'named'
-- with an empty name: a save by hand of what readers could not see.
ALTER TABLE revision ADD COLUMN slug TEXT NOT NULL DEFAULT '';
ALTER TABLE revision ADD COLUMN excerpt TEXT NOT NULL DEFAULT '';
ALTER TABLE revision ADD COLUMN signature TEXT NOT NULL DEFAULT '';
ALTER TABLE revision ADD COLUMN language TEXT NOT NULL DEFAULT '';
ALTER TABLE revision ADD COLUMN direction TEXT NOT NULL DEFAULT '';
ALTER TABLE revision ADD COLUMN worktype TEXT NOT NULL DEFAULT 'news';
ALTER TABLE revision ADD COLUMN seo_title TEXT NOT NULL DEFAULT '';
ALTER TABLE revision ADD COLUMN seo_description TEXT NOT NULL DEFAULT '';
ALTER TABLE revision ADD COLUMN comments TEXT NOT NULL DEFAULT 'open';
ALTER TABLE revision ADD COLUMN lead_media_id INT REFERENCES media (id);
ALTER TABLE revision ADD COLUMN section_ids TEXT NOT NULL DEFAULT '';
ALTER TABLE revision ADD COLUMN tags TEXT NOT NULL DEFAULT '';
ALTER TABLE revision ADD COLUMN authors TEXT NOT NULL DEFAULT '';
CREATE INDEX revision_saved ON revision (story_id, saved_at, id);

-- Who has a story open; client: one open page.  Rows older than a minute mean nothing.
CREATE TABLE presence (
	story_id INT NOT NULL REFERENCES story (id),
	client TEXT NOT NULL,
	person_id INT NOT NULL REFERENCES person (id),
	seen_at INT NOT NULL,
	PRIMARY KEY (story_id, client)
) STRICT;

-- Notes of the newsroom on a story, or on a passage of it (quote: its words).
CREATE TABLE note (
	id ID,
	story_id INT NOT NULL REFERENCES story (id),
	person_id INT NOT NULL REFERENCES person (id),
	quote TEXT NOT NULL DEFAULT '',
	text TEXT NOT NULL,
	made_at INT NOT NULL,
	done_at INT NOT NULL DEFAULT 0,
	done_by INT REFERENCES person (id),
	parent_id INT REFERENCES note (id) -- the note that this answers
) STRICT;
CREATE INDEX note_story ON note (story_id, made_at);
