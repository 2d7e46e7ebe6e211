-- SPDX-License-Identifier: Apache-2.0
-- What is to happen to a story at a moment that was given.  A publication needs no
-- row: it is computed from published_at and embargo_at.  A change of a story that is
-- public already, its end, its kill stand here until their moment; who looks first
-- after it carries them out (news/story/planned.c).
CREATE TABLE planned (
	id ID,
	story_id INT NOT NULL REFERENCES story (id),
	at INT NOT NULL,
	kind TEXT NOT NULL CHECK (kind IN ('change', 'unpublish', 'kill')),
	person_id INT REFERENCES person (id),
	made_at INT NOT NULL,
	-- of a change: the story as it shall be, and the version that it was made from
	base INT NOT NULL DEFAULT 0,
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
	author_ids TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX planned_at ON planned (at, id);
CREATE INDEX planned_story ON planned (story_id, at);

-- What a look at somebody else's address gave: status 0: no answer.
CREATE TABLE link_check (
	url TEXT PRIMARY KEY,
	status INT NOT NULL,
	checked_at INT NOT NULL
) STRICT;
ALTER TABLE correction ADD COLUMN person_id INT REFERENCES person (id);
