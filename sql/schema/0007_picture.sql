-- SPDX-License-Identifier: Apache-2.0
-- Pictures as the desk keeps them.
ALTER TABLE media ADD COLUMN person_id INT REFERENCES person (id); -- who sent it; NULL: an import
ALTER TABLE media ADD COLUMN name TEXT NOT NULL DEFAULT '';        -- of the file, as it was sent
-- 1: served to everybody, as what an import brought; 0: once something public uses it.
ALTER TABLE media ADD COLUMN open INT NOT NULL DEFAULT 1;
ALTER TABLE media ADD COLUMN making_at INT NOT NULL DEFAULT 0;     -- since when its files are being made; 0: they are not
ALTER TABLE media ADD COLUMN gone_at INT NOT NULL DEFAULT 0;       -- deleted; the row stays, since stories name its number
ALTER TABLE media ADD COLUMN version INT NOT NULL DEFAULT 1;       -- which file lies at its address: one more with each replacement
ALTER TABLE media ADD COLUMN uses INT NOT NULL DEFAULT 0;          -- stories that use it, as media_use counts them
ALTER TABLE media ADD COLUMN picture INT NOT NULL DEFAULT 1;       -- 0: a document, sound, a film
UPDATE media SET picture = 0 WHERE mime <> '' AND substr(mime, 1, 6) <> 'image/';

-- Which saved stories show a picture, or link to its file: written with the story.
CREATE TABLE media_use (
	media_id INT NOT NULL REFERENCES media (id),
	story_id INT NOT NULL REFERENCES story (id),
	PRIMARY KEY (media_id, story_id)
) STRICT;
CREATE INDEX media_use_story ON media_use (story_id);
INSERT INTO media_use (media_id, story_id) SELECT lead_media_id, id FROM story WHERE lead_media_id IS NOT NULL;
UPDATE media SET uses = (SELECT count(*) FROM media_use u WHERE u.media_id = media.id);

-- A part of a picture in a ratio of its own, in thousandths of its width and
-- height.  Only those that somebody set by hand: others follow the focal point.
CREATE TABLE media_crop (
	media_id INT NOT NULL REFERENCES media (id),
	ratio TEXT NOT NULL CHECK (ratio IN ('16x9', '1x1', '4x5')),
	x INT NOT NULL,
	y INT NOT NULL,
	w INT NOT NULL,
	h INT NOT NULL,
	PRIMARY KEY (media_id, ratio)
) STRICT;
CREATE TABLE media_crop_size (
	media_id INT NOT NULL REFERENCES media (id),
	ratio TEXT NOT NULL,
	format TEXT NOT NULL CHECK (format IN ('jpeg', 'webp', 'avif', 'png')),
	width INT NOT NULL,
	height INT NOT NULL,
	path TEXT NOT NULL,
	bytes INT NOT NULL,
	PRIMARY KEY (media_id, ratio, format, width)
) STRICT;

-- Addresses that led to a picture until it was deleted.
CREATE TABLE media_gone (
	path TEXT PRIMARY KEY,
	gone_at INT NOT NULL
) STRICT;

CREATE INDEX media_size_path ON media_size (path);
CREATE INDEX media_crop_size_path ON media_crop_size (path);
CREATE INDEX media_sum ON media (sha256) WHERE sha256 <> '';
CREATE INDEX media_making ON media (making_at) WHERE making_at > 0;
CREATE INDEX media_list ON media (id) WHERE picture = 1 AND gone_at = 0;
CREATE INDEX media_person ON media (person_id, id) WHERE picture = 1 AND gone_at = 0;
CREATE INDEX media_no_alt ON media (id) WHERE picture = 1 AND gone_at = 0 AND state = 'ready' AND alt = '' AND decorative = 0;
CREATE INDEX media_unused ON media (id) WHERE picture = 1 AND gone_at = 0 AND state = 'ready' AND uses = 0;
CREATE INDEX media_unready ON media (id) WHERE picture = 1 AND gone_at = 0 AND state <> 'ready';

-- Folded words of name, alternative text, caption and credit.
-- sqlite
CREATE VIRTUAL TABLE media_words USING fts5 (words, tokenize = 'unicode61 remove_diacritics 0');
-- postgres
CREATE TABLE media_words (media_id BIGINT PRIMARY KEY, words TSVECTOR NOT NULL);
CREATE INDEX media_words_index ON media_words USING GIN (words);
