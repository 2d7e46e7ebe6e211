-- SPDX-License-Identifier: Apache-2.0
-- A story's places know when it was published, so that a page of a list is a few
-- steps of one index however long the list is.  news/story/save.c writes them anew
-- whenever it writes the story.
ALTER TABLE story_section ADD COLUMN published_at INT NOT NULL DEFAULT 0;
ALTER TABLE story_tag ADD COLUMN published_at INT NOT NULL DEFAULT 0;
ALTER TABLE byline ADD COLUMN published_at INT NOT NULL DEFAULT 0;
UPDATE story_section SET published_at = (SELECT s.published_at FROM story s WHERE s.id = story_section.story_id);
UPDATE story_tag SET published_at = (SELECT s.published_at FROM story s WHERE s.id = story_tag.story_id);
UPDATE byline SET published_at = (SELECT s.published_at FROM story s WHERE s.id = byline.story_id);
DROP INDEX story_section_list;
DROP INDEX story_tag_list;
DROP INDEX byline_author;
CREATE INDEX story_section_list ON story_section (section_id, published_at, story_id);
CREATE INDEX story_tag_list ON story_tag (tag_id, published_at, story_id);
CREATE INDEX byline_author ON byline (author_id, published_at, story_id);
CREATE INDEX story_pinned ON story (kind, state, published_at, id) WHERE pinned = 1;
