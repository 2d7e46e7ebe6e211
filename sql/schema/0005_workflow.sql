-- SPDX-License-Identifier: Apache-2.0
-- The board, the calendar and the templates.

-- When a story is meant to be in the paper, and since when it is its assignee's.
ALTER TABLE story ADD COLUMN plan_at INT NOT NULL DEFAULT 0;
ALTER TABLE story ADD COLUMN assigned_at INT NOT NULL DEFAULT 0;
-- A story always knows its stage (sql/story_write.sql sees to that), so that a column
-- of the board is a few steps of one index.  Private and binned ones have none.
UPDATE story SET stage_id = (SELECT g.id FROM stage g WHERE g.state = story.state ORDER BY g.place, g.id LIMIT 1);
CREATE INDEX story_at_stage ON story (kind, stage_id, modified_at, id);
CREATE INDEX story_due ON story (due_at) WHERE due_at > 0;
CREATE INDEX story_plan ON story (plan_at) WHERE plan_at > 0;
CREATE INDEX working_saved ON working (saved_at);

-- How somebody left a page of the desk (place: board, calendar): its query.
CREATE TABLE person_view (
	person_id INT NOT NULL REFERENCES person (id),
	place TEXT NOT NULL,
	query TEXT NOT NULL,
	PRIMARY KEY (person_id, place)
) STRICT;

-- Beginnings of stories that come again and again: what stands in the fields of the
-- editor's form.  section_ids: "1,2", the main one first; tags: names, comma between;
-- authors: names, one a line.
CREATE TABLE template (
	id ID,
	place INT NOT NULL DEFAULT 0,
	name TEXT NOT NULL UNIQUE,
	help TEXT NOT NULL DEFAULT '', -- for who writes from it
	kicker TEXT NOT NULL DEFAULT '',
	headline TEXT NOT NULL DEFAULT '',
	standfirst TEXT NOT NULL DEFAULT '',
	dateline TEXT NOT NULL DEFAULT '',
	body TEXT NOT NULL DEFAULT '',
	excerpt TEXT NOT NULL DEFAULT '',
	signature TEXT NOT NULL DEFAULT '',
	language TEXT NOT NULL DEFAULT '',
	direction TEXT NOT NULL DEFAULT '' CHECK (direction IN ('', 'ltr', 'rtl')),
	worktype TEXT NOT NULL DEFAULT 'news' CHECK (worktype IN ('news', 'opinion', 'analysis', 'paid')),
	comments TEXT NOT NULL DEFAULT 'open' CHECK (comments IN ('open', 'closed', 'off')),
	section_ids TEXT NOT NULL DEFAULT '',
	tags TEXT NOT NULL DEFAULT '',
	authors TEXT NOT NULL DEFAULT '',
	changed_at INT NOT NULL
) STRICT;
CREATE INDEX story_embargo ON story (embargo_at) WHERE embargo_at > 0;
