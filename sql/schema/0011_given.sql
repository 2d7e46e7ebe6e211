-- SPDX-License-Identifier: Apache-2.0
-- A story that somebody was given by somebody else: it stands out on their desk until
-- they open it, and a letter tells of it.  One row a story: it has one assignee.
CREATE TABLE given (
	story_id INT PRIMARY KEY REFERENCES story (id),
	person_id INT NOT NULL REFERENCES person (id),
	giver TEXT NOT NULL, -- the name, as it was then
	at INT NOT NULL,
	told_at INT NOT NULL DEFAULT 0, -- when the letter was written
	seen_at INT NOT NULL DEFAULT 0  -- when they opened it
) STRICT;
CREATE INDEX given_person ON given (person_id, at);
CREATE INDEX given_told ON given (told_at, at);

-- 0: no letters about stories, please.
ALTER TABLE person ADD COLUMN letters INT NOT NULL DEFAULT 1;
