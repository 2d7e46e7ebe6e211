-- SPDX-License-Identifier: Apache-2.0
-- Ruling what readers say: reports, bans, edits, what can be undone, and what the
-- filter has learned.

-- why: what decided that it waits or was put away, empty when a moderator did:
-- first, all, links, words, story, distrust, filter, reports, ban, trap.
-- score: spam by the filter, per mille, -1 not asked; guess: what it said then (0
-- nothing, 1 good, 2 hold, 3 spam); learned: what a moderator taught it by this one
-- (0 nothing, 1 good, 2 spam).  reports: those that nobody has looked at, the newest
-- at reported_at.  tell: its writer wants a mail when it is answered.
ALTER TABLE comment ADD COLUMN why TEXT NOT NULL DEFAULT '';
ALTER TABLE comment ADD COLUMN score INT NOT NULL DEFAULT -1;
ALTER TABLE comment ADD COLUMN guess INT NOT NULL DEFAULT 0;
ALTER TABLE comment ADD COLUMN learned INT NOT NULL DEFAULT 0;
ALTER TABLE comment ADD COLUMN pinned_at INT NOT NULL DEFAULT 0;
ALTER TABLE comment ADD COLUMN edited_at INT NOT NULL DEFAULT 0;
ALTER TABLE comment ADD COLUMN reports INT NOT NULL DEFAULT 0;
ALTER TABLE comment ADD COLUMN reported_at INT NOT NULL DEFAULT 0;
ALTER TABLE comment ADD COLUMN tell INT NOT NULL DEFAULT 0;
CREATE INDEX comment_reported ON comment (reported_at, id) WHERE reports > 0;
CREATE INDEX comment_guessed ON comment (created_at, id) WHERE guess > 0;

-- A story's own rules: every comment waits; no more comments after this moment
-- (0: the paper's rule).  Beside story.comments, which is open, closed or off.
ALTER TABLE story ADD COLUMN comments_held INT NOT NULL DEFAULT 0;
ALTER TABLE story ADD COLUMN comments_close_at INT NOT NULL DEFAULT 0;

-- What a person did in the queue, so that it can be undone.
CREATE TABLE comment_act (
	id ID,
	person_id INT NOT NULL REFERENCES person (id),
	made_at INT NOT NULL,
	verb TEXT NOT NULL,
	undone_at INT NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX comment_act_person ON comment_act (person_id, undone_at, id);
CREATE INDEX comment_act_at ON comment_act (made_at);
-- What each comment was before, and became; ids are not references: a comment may go.
CREATE TABLE comment_was (
	act_id INT NOT NULL REFERENCES comment_act (id),
	comment_id INT NOT NULL,
	state TEXT NOT NULL,
	became TEXT NOT NULL,
	why TEXT NOT NULL,
	learned INT NOT NULL,
	pinned_at INT NOT NULL,
	edited_at INT NOT NULL,
	PRIMARY KEY (act_id, comment_id)
) STRICT;

-- The words as they stood before an edit; the first row of a comment is as it was sent.
CREATE TABLE comment_edit (
	id ID,
	comment_id INT NOT NULL REFERENCES comment (id),
	act_id INT NOT NULL DEFAULT 0,
	person_id INT REFERENCES person (id),
	made_at INT NOT NULL,
	author_name TEXT NOT NULL,
	author_url TEXT NOT NULL,
	body TEXT NOT NULL
) STRICT;
CREATE INDEX comment_edit_comment ON comment_edit (comment_id, id);

-- hash: the keyed hash of an address of mail, a machine or a network; nothing here
-- says which.  name: what the banned one called himself, for who reads the list.
CREATE TABLE comment_ban (
	id ID,
	kind TEXT NOT NULL CHECK (kind IN ('email', 'machine', 'network')),
	hash BYTES NOT NULL,
	act_id INT NOT NULL DEFAULT 0,
	comment_id INT NOT NULL DEFAULT 0,
	person_id INT REFERENCES person (id),
	name TEXT NOT NULL DEFAULT '',
	reason TEXT NOT NULL DEFAULT '',
	made_at INT NOT NULL,
	ends_at INT NOT NULL DEFAULT 0, -- 0: when somebody lifts it
	lifted_at INT NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX comment_ban_hash ON comment_ban (hash);
CREATE INDEX comment_ban_made ON comment_ban (made_at, id);

-- Readers' reports.  One machine reports a comment once.
CREATE TABLE comment_report (
	id ID,
	comment_id INT NOT NULL REFERENCES comment (id),
	reason TEXT NOT NULL CHECK (reason IN ('rude', 'spam', 'false', 'private', 'illegal', 'other')),
	text TEXT NOT NULL DEFAULT '',
	origin_hash BYTES,
	network_hash BYTES,
	made_at INT NOT NULL,
	seen_at INT NOT NULL DEFAULT 0, -- when a moderator looked
	act_id INT NOT NULL DEFAULT 0,
	UNIQUE (comment_id, origin_hash)
) STRICT;
CREATE INDEX comment_report_comment ON comment_report (comment_id, seen_at, id);
CREATE INDEX comment_report_origin ON comment_report (origin_hash, made_at);
CREATE INDEX comment_report_network ON comment_report (network_hash, made_at);
CREATE INDEX comment_report_at ON comment_report (made_at);

-- The filter: in how many comments of each sort a token stood.  token: a number made
-- of it; row 0 counts the comments themselves.
CREATE TABLE bayes (
	token INT PRIMARY KEY,
	spam INT NOT NULL,
	good INT NOT NULL,
	seen_at INT NOT NULL
) STRICT;
CREATE INDEX bayes_rare ON bayes ((spam + good), seen_at);

-- Comments that became public and may have to be told of by mail.
CREATE TABLE comment_tell (
	comment_id INT PRIMARY KEY,
	made_at INT NOT NULL
) STRICT;
-- What an address said to mail: asked (the question is out), yes, no.
CREATE TABLE comment_mail (
	email_hash BYTES PRIMARY KEY,
	answer TEXT NOT NULL CHECK (answer IN ('asked', 'yes', 'no')),
	at INT NOT NULL
) STRICT;
-- When the moderators were last told what waits: one row.
CREATE TABLE comment_digest (
	name TEXT PRIMARY KEY,
	at INT NOT NULL
) STRICT;
