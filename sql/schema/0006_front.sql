-- SPDX-License-Identifier: Apache-2.0
-- The front as editors lay it out.  Nothing is ever written over: each change of a
-- layout is a version that remembers which one it came from, and undoing is pointing at
-- the one before.  The layout that readers see is computed from the clock: of those
-- that have begun and have not ended, the one that began last.
CREATE TABLE front_layout (
	id ID,
	name TEXT NOT NULL DEFAULT '',
	starts_at INT NOT NULL DEFAULT 0,
	ends_at INT NOT NULL DEFAULT 0,    -- 0: no end
	removed_at INT NOT NULL DEFAULT 0,
	version_id INT,                    -- of front_version
	made_at INT NOT NULL
) STRICT;
CREATE TABLE front_version (
	id ID,
	layout_id INT NOT NULL REFERENCES front_layout (id),
	parent_id INT REFERENCES front_version (id),
	number INT NOT NULL,
	person_id INT REFERENCES person (id),
	actor TEXT NOT NULL DEFAULT '',
	saved_at INT NOT NULL,
	action TEXT NOT NULL DEFAULT '',
	detail TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX front_version_layout ON front_version (layout_id, number);
CREATE INDEX front_version_parent ON front_version (parent_id);
-- area: lead seconds river opinion latest, s12 the block of section 12, t5 of tag 5.
-- place 0 is the area itself: its rule, its name (headline), rank, amount, hidden.
-- A place without a row is filled by its area's rule.
CREATE TABLE front_slot (
	version_id INT NOT NULL REFERENCES front_version (id),
	area TEXT NOT NULL,
	place INT NOT NULL,
	fill TEXT NOT NULL DEFAULT '' CHECK (fill IN ('', 'story', 'latest', 'section', 'tag', 'type', 'pinned')),
	story_id INT REFERENCES story (id),
	section_id INT,                    -- of section and tag, which may be merged away
	tag_id INT,
	worktype TEXT NOT NULL DEFAULT '',
	picture INT NOT NULL DEFAULT 0,    -- 1: only a story with a picture
	twice INT NOT NULL DEFAULT 0,      -- 1: also what stands elsewhere
	size TEXT NOT NULL DEFAULT '' CHECK (size IN ('', 'big', 'plain')),
	starts_at INT NOT NULL DEFAULT 0,
	ends_at INT NOT NULL DEFAULT 0,    -- 0: until somebody takes it away
	kicker TEXT NOT NULL DEFAULT '',   -- for the front alone
	headline TEXT NOT NULL DEFAULT '',
	teaser TEXT NOT NULL DEFAULT '',
	rank INT NOT NULL DEFAULT 0,
	amount INT NOT NULL DEFAULT 0,
	hidden INT NOT NULL DEFAULT 0,
	PRIMARY KEY (version_id, area, place)
) STRICT;
CREATE INDEX front_slot_story ON front_slot (story_id);
CREATE INDEX story_worktype ON story (kind, state, worktype, published_at, id);

-- The strip above every page.  Who starts one ends the one before.
CREATE TABLE breaking (
	id ID,
	text TEXT NOT NULL DEFAULT '',
	link TEXT NOT NULL DEFAULT '',
	story_id INT REFERENCES story (id),
	starts_at INT NOT NULL,
	ends_at INT NOT NULL DEFAULT 0,    -- 0: until somebody takes it down
	person_id INT REFERENCES person (id),
	actor TEXT NOT NULL DEFAULT '',
	removed_at INT NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX breaking_now ON breaking (removed_at, starts_at);
