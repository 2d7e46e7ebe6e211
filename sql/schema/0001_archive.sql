-- SPDX-License-Identifier: Apache-2.0
-- The archive.  Words: ID (a row's number, never given twice, since addresses
-- and feeds outside remember it), INT (64 bits), TEXT, BYTES; times
-- are seconds since 1970 in UTC, 0 where there is none; ids that may be
-- missing are NULL, everything else has a default and is never NULL.

CREATE TABLE setting (
	name TEXT PRIMARY KEY,
	value TEXT NOT NULL
) STRICT;

-- Those who may come in.  role: reporter editor moderator publisher administrator.
CREATE TABLE person (
	id ID,
	email TEXT NOT NULL UNIQUE,
	name TEXT NOT NULL,
	role TEXT NOT NULL CHECK (role IN ('reporter', 'editor', 'moderator', 'publisher', 'administrator')),
	password TEXT NOT NULL DEFAULT '', -- argon2id; empty: cannot log in by password
	language TEXT NOT NULL DEFAULT '',
	created_at INT NOT NULL,
	ended_at INT NOT NULL DEFAULT 0
) STRICT;

-- Names in bylines; a guest has no person.
CREATE TABLE author (
	id ID,
	slug TEXT NOT NULL UNIQUE,
	name TEXT NOT NULL,
	bio TEXT NOT NULL DEFAULT '',
	url TEXT NOT NULL DEFAULT '',
	login TEXT NOT NULL DEFAULT '', -- the name the old system knew; matches dc:creator
	person_id INT REFERENCES person (id)
) STRICT;
CREATE INDEX author_login ON author (login);

CREATE TABLE section (
	id ID,
	parent_id INT REFERENCES section (id),
	slug TEXT NOT NULL UNIQUE,
	path TEXT NOT NULL UNIQUE, -- slugs from the root, "politics/elections"
	name TEXT NOT NULL,
	description TEXT NOT NULL DEFAULT '',
	place INT NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX section_parent ON section (parent_id);
-- People limited to sections; no row: not limited.
CREATE TABLE person_section (
	person_id INT NOT NULL REFERENCES person (id),
	section_id INT NOT NULL REFERENCES section (id),
	PRIMARY KEY (person_id, section_id)
) STRICT;

CREATE TABLE tag (
	id ID,
	slug TEXT NOT NULL UNIQUE,
	name TEXT NOT NULL,
	description TEXT NOT NULL DEFAULT ''
) STRICT;

-- path: below media/, "2025/10/flood.jpg"; also its old address below
-- /wp-content/uploads/.  state: ready, missing (its bytes never came), refused.
CREATE TABLE media (
	id ID,
	path TEXT NOT NULL UNIQUE,
	mime TEXT NOT NULL DEFAULT '',
	bytes INT NOT NULL DEFAULT 0,
	width INT NOT NULL DEFAULT 0,
	height INT NOT NULL DEFAULT 0,
	state TEXT NOT NULL DEFAULT 'missing' CHECK (state IN ('ready', 'missing', 'refused')),
	slug TEXT NOT NULL DEFAULT '',
	title TEXT NOT NULL DEFAULT '',
	alt TEXT NOT NULL DEFAULT '',
	decorative INT NOT NULL DEFAULT 0,
	caption TEXT NOT NULL DEFAULT '',
	description TEXT NOT NULL DEFAULT '',
	credit TEXT NOT NULL DEFAULT '',
	licence TEXT NOT NULL DEFAULT '',
	focal_x INT NOT NULL DEFAULT 500, -- thousandths from the left
	focal_y INT NOT NULL DEFAULT 500, -- thousandths from the top
	sha256 TEXT NOT NULL DEFAULT '',
	guid TEXT NOT NULL DEFAULT '',
	uploaded_at INT NOT NULL DEFAULT 0
) STRICT;
-- The files made from a picture.
CREATE TABLE media_size (
	media_id INT NOT NULL REFERENCES media (id),
	format TEXT NOT NULL CHECK (format IN ('jpeg', 'webp', 'avif', 'png')),
	width INT NOT NULL,
	height INT NOT NULL,
	path TEXT NOT NULL,
	bytes INT NOT NULL,
	PRIMARY KEY (media_id, format, width)
) STRICT;

-- A story, or a page (kind).  It is public when state is 'publish' and
-- public_at has come: public_at is the later of published_at and embargo_at.
-- body is kept as it came; format says how to read it: html (paragraphs are
-- marked), classic (blank lines divide), blocks.
CREATE TABLE story (
	id ID,
	kind TEXT NOT NULL DEFAULT 'story' CHECK (kind IN ('story', 'page')),
	state TEXT NOT NULL DEFAULT 'draft' CHECK (state IN ('idea', 'draft', 'review', 'ready', 'publish', 'private', 'killed', 'trash')),
	slug TEXT NOT NULL DEFAULT '',
	path TEXT NOT NULL DEFAULT '', -- pages: slugs from the root
	parent_id INT REFERENCES story (id),
	kicker TEXT NOT NULL DEFAULT '',
	headline TEXT NOT NULL DEFAULT '',
	standfirst TEXT NOT NULL DEFAULT '',
	dateline TEXT NOT NULL DEFAULT '',
	body TEXT NOT NULL DEFAULT '',
	format TEXT NOT NULL DEFAULT 'html' CHECK (format IN ('html', 'classic', 'blocks')),
	excerpt TEXT NOT NULL DEFAULT '', -- written by hand; empty: cut from the body
	signature TEXT NOT NULL DEFAULT '',
	language TEXT NOT NULL DEFAULT '', -- empty: the paper's
	direction TEXT NOT NULL DEFAULT '' CHECK (direction IN ('', 'ltr', 'rtl')),
	worktype TEXT NOT NULL DEFAULT 'news' CHECK (worktype IN ('news', 'opinion', 'analysis', 'paid')),
	seo_title TEXT NOT NULL DEFAULT '',
	seo_description TEXT NOT NULL DEFAULT '',
	published_at INT NOT NULL DEFAULT 0,
	embargo_at INT NOT NULL DEFAULT 0,
	public_at INT NOT NULL DEFAULT 0,
	modified_at INT NOT NULL DEFAULT 0,
	created_at INT NOT NULL DEFAULT 0,
	guid TEXT NOT NULL DEFAULT '',
	password TEXT NOT NULL DEFAULT '', -- hashed; not empty: readers must give it
	pinned INT NOT NULL DEFAULT 0,
	comments TEXT NOT NULL DEFAULT 'open' CHECK (comments IN ('open', 'closed', 'off')),
	place INT NOT NULL DEFAULT 0,
	lead_media_id INT REFERENCES media (id),
	version INT NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX story_latest ON story (kind, state, published_at, id);
CREATE INDEX story_public ON story (state, public_at);
CREATE INDEX story_slug ON story (slug);
CREATE INDEX story_path ON story (kind, path);
CREATE INDEX story_parent ON story (parent_id);
CREATE INDEX story_modified ON story (kind, state, modified_at);

-- What else an import brought and nothing here has a column for.
CREATE TABLE story_meta (
	story_id INT NOT NULL REFERENCES story (id),
	place INT NOT NULL,
	name TEXT NOT NULL,
	value TEXT NOT NULL,
	PRIMARY KEY (story_id, place)
) STRICT;

-- kind: published (each version that readers saw), named, autosave.
CREATE TABLE revision (
	id ID,
	story_id INT NOT NULL REFERENCES story (id),
	kind TEXT NOT NULL CHECK (kind IN ('published', 'named', 'autosave')),
	name TEXT NOT NULL DEFAULT '',
	version INT NOT NULL,
	person_id INT REFERENCES person (id),
	saved_at INT NOT NULL,
	kicker TEXT NOT NULL DEFAULT '',
	headline TEXT NOT NULL DEFAULT '',
	standfirst TEXT NOT NULL DEFAULT '',
	dateline TEXT NOT NULL DEFAULT '',
	body TEXT NOT NULL DEFAULT '',
	format TEXT NOT NULL DEFAULT 'html'
) STRICT;
CREATE INDEX revision_story ON revision (story_id, version);

CREATE TABLE byline (
	story_id INT NOT NULL REFERENCES story (id),
	place INT NOT NULL,
	author_id INT NOT NULL REFERENCES author (id),
	PRIMARY KEY (story_id, place)
) STRICT;
CREATE INDEX byline_author ON byline (author_id, story_id);
-- leaf: the story was put here; its rows for the sections above are there too
-- (leaf 0), so that a list of a section is one walk of one index.
CREATE TABLE story_section (
	story_id INT NOT NULL REFERENCES story (id),
	section_id INT NOT NULL REFERENCES section (id),
	leaf INT NOT NULL DEFAULT 1,
	main INT NOT NULL DEFAULT 0,
	PRIMARY KEY (story_id, section_id)
) STRICT;
CREATE INDEX story_section_list ON story_section (section_id, story_id);
CREATE TABLE story_tag (
	story_id INT NOT NULL REFERENCES story (id),
	tag_id INT NOT NULL REFERENCES tag (id),
	PRIMARY KEY (story_id, tag_id)
) STRICT;
CREATE INDEX story_tag_list ON story_tag (tag_id, story_id);

CREATE TABLE correction (
	id ID,
	story_id INT NOT NULL REFERENCES story (id),
	corrected_at INT NOT NULL,
	text TEXT NOT NULL
) STRICT;
CREATE INDEX correction_story ON correction (story_id, corrected_at);

-- kind: comment, pingback, trackback, note (internal: never published).
-- email is sealed with the site's key and the row's story as associated data;
-- the hashes are keyed: email_hash of the address, origin_hash of the machine it
-- came from, network_hash of that machine's network, body_hash of story, parent
-- and words, for the duplicate check.  None of them leaves by any door.
CREATE TABLE comment (
	id ID,
	story_id INT NOT NULL REFERENCES story (id),
	parent_id INT REFERENCES comment (id),
	kind TEXT NOT NULL DEFAULT 'comment' CHECK (kind IN ('comment', 'pingback', 'trackback', 'note')),
	state TEXT NOT NULL DEFAULT 'held' CHECK (state IN ('public', 'held', 'spam', 'trash')),
	author_name TEXT NOT NULL DEFAULT '',
	author_url TEXT NOT NULL DEFAULT '',
	email BYTES,
	email_hash BYTES,
	origin_hash BYTES,
	network_hash BYTES,
	person_id INT REFERENCES person (id),
	body TEXT NOT NULL,
	body_hash BYTES,
	created_at INT NOT NULL
) STRICT;
CREATE INDEX comment_story ON comment (story_id, state, created_at, id);
CREATE INDEX comment_queue ON comment (state, created_at, id);
CREATE INDEX comment_parent ON comment (parent_id);
CREATE INDEX comment_email ON comment (email_hash, state, created_at);
CREATE INDEX comment_origin ON comment (origin_hash, created_at);
CREATE INDEX comment_network ON comment (network_hash, created_at);
CREATE INDEX comment_body ON comment (body_hash);

-- Old addresses: path as asked, without query, without a slash at its end.
CREATE TABLE redirect (
	path TEXT PRIMARY KEY,
	status INT NOT NULL DEFAULT 301 CHECK (status IN (301, 302, 410)),
	target TEXT NOT NULL DEFAULT '',
	story_id INT REFERENCES story (id) -- instead of target: wherever it is now
) STRICT;

CREATE TABLE menu_item (
	id ID,
	menu TEXT NOT NULL,
	place INT NOT NULL,
	label TEXT NOT NULL,
	target TEXT NOT NULL
) STRICT;

-- Where a foreign record went, so that an import goes on where it stopped and
-- twice is once.  digest: of what came, so that a changed record is seen;
-- wrote: of what was written here then, so that what people changed is kept.
CREATE TABLE origin (
	source TEXT NOT NULL, -- the old site's base address
	kind TEXT NOT NULL,   -- story media comment author section tag
	foreign_id TEXT NOT NULL,
	local_id INT NOT NULL,
	digest TEXT NOT NULL DEFAULT '',
	wrote TEXT NOT NULL DEFAULT '',
	PRIMARY KEY (source, kind, foreign_id)
) STRICT;

CREATE TABLE audit (
	id ID,
	at INT NOT NULL,
	person_id INT REFERENCES person (id),
	actor TEXT NOT NULL DEFAULT '', -- "command line" where no person acts
	action TEXT NOT NULL,
	subject TEXT NOT NULL,
	subject_id INT NOT NULL DEFAULT 0,
	detail TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX audit_at ON audit (at);

-- What happens by itself: due rows are taken by a worker.
CREATE TABLE job (
	id ID,
	kind TEXT NOT NULL,
	due_at INT NOT NULL,
	payload TEXT NOT NULL,
	tries INT NOT NULL DEFAULT 0,
	why TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX job_due ON job (due_at);

-- What every commit changed, read by the other processes; the writer's own
-- process learns it directly and knows its rows by origin.
CREATE TABLE change (
	seq ID,
	origin INT NOT NULL,
	kind INT NOT NULL,
	subject INT NOT NULL,
	at INT NOT NULL,
	made_at INT NOT NULL
) STRICT;

-- Folded words (text/fold), one row a story, so that both engines search the
-- same tokens.
-- sqlite
CREATE VIRTUAL TABLE story_words USING fts5 (headline, body, tokenize = 'unicode61 remove_diacritics 0');
-- postgres
CREATE TABLE story_words (story_id BIGINT PRIMARY KEY, words TSVECTOR NOT NULL);
CREATE INDEX story_words_index ON story_words USING GIN (words);
