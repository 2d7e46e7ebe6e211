-- SPDX-License-Identifier: Apache-2.0
-- Search.  Both engines keep the same folded words (text/words/fold.h); :fts and
-- :ts are the reader's words in each engine's notation (news/paper/search.c).
-- Newest first: ranking a common word would read half the archive.

-- exec search_forget(story int)
-- sqlite
DELETE FROM story_words WHERE rowid = :story;
-- postgres
DELETE FROM story_words WHERE story_id = :story;

-- exec search_put(story int, headline text, body text)
-- sqlite
INSERT INTO story_words (rowid, headline, body) VALUES (:story, :headline, :body);
-- postgres
INSERT INTO story_words (story_id, words)
VALUES (:story, setweight(array_to_tsvector(array_remove(string_to_array(:headline, ' '), '')), 'A') || array_to_tsvector(array_remove(string_to_array(:body, ' '), '')));

-- many search_find(fts text, ts text, now int, count int, skip int) -> id int, published_at int
-- reads nothing
-- CROSS JOIN: the index of words is asked first.  Left to choose, SQLite walks the stories
-- newest first and asks the index of each: 11 s in 100,000 stories for a few rare words, where
-- this way the worst, a word that stands in all of them, takes 80 ms.
-- sqlite
SELECT s.id, s.published_at FROM story_words w CROSS JOIN story s ON s.id = w.rowid
 WHERE story_words MATCH :fts AND s.state = 'publish' AND s.kind = 'story' AND s.public_at <= :now AND s.password = ''
 ORDER BY s.published_at DESC, s.id DESC LIMIT :count OFFSET :skip;
-- postgres
SELECT s.id, s.published_at FROM story_words w JOIN story s ON s.id = w.story_id
 WHERE w.words @@ to_tsquery('simple', :ts) AND s.state = 'publish' AND s.kind = 'story' AND s.public_at <= :now AND s.password = ''
 ORDER BY s.published_at DESC, s.id DESC LIMIT :count OFFSET :skip;
