-- SPDX-License-Identifier: Apache-2.0
-- Comments.  What readers see is a comment whose state is 'public' and whose
-- kind is not 'note': notes are the newsroom's own and are in no answer here
-- but comment_get's.  The address of a commenter is, sealed, in comment_sealed's
-- and in no other answer.

-- The shape of a story's talk, without its words.
-- many comment_tree(story int) -> id int, parent_id ref, kind text, letters int, pinned_at int
-- reads comments(:story)
SELECT id, parent_id, kind, length(body), pinned_at FROM comment
 WHERE story_id = :story AND state = 'public' AND kind <> 'note'
 ORDER BY created_at, id;

-- :ids is "1,2,3", of one story whose comment_tree was asked.
-- many comment_of(ids ids)
--   -> id int, story_id int, parent_id ref, kind text, author_name text, author_url text, person_id ref,
--      body text, created_at int, pinned_at int, edited_at int
-- reads nothing
SELECT id, story_id, parent_id, kind, author_name, author_url, person_id, body, created_at, pinned_at, edited_at FROM comment
 WHERE id IN (:ids) AND kind <> 'note' ORDER BY id;

-- A row for every story, so that those without comments are noted too.
-- many comment_counts(ids ids) -> story_id int, n int
-- reads comments(story_id)
SELECT s.id, (SELECT count(*) FROM comment c WHERE c.story_id = s.id AND c.state = 'public' AND c.kind = 'comment')
  FROM story s WHERE s.id IN (:ids);

-- The newest of the paper, on stories that everybody may read.  A story that
-- becomes public, or is no longer, moves in `latest` or `pages`; one that was
-- given a password changes its card.
-- many comment_recent(now int, since int, count int)
--   -> id int, story_id int, parent_id ref, author_name text, author_url text, person_id ref, body text, created_at int
-- reads comment_feed(0 @ created_at), card(story_id), latest(0), pages(0)
SELECT c.id, c.story_id, c.parent_id, c.author_name, c.author_url, c.person_id, c.body, c.created_at
  FROM comment c JOIN story s ON s.id = c.story_id
 WHERE c.state = 'public' AND c.kind = 'comment' AND c.created_at > :since
   AND s.state = 'publish' AND s.public_at <= :now AND s.password = ''
 ORDER BY c.created_at DESC, c.id DESC LIMIT :count;

-- many comment_recent_of(story int, since int, count int)
--   -> id int, story_id int, parent_id ref, author_name text, author_url text, person_id ref, body text, created_at int
-- reads comments(:story @ created_at)
SELECT id, story_id, parent_id, author_name, author_url, person_id, body, created_at FROM comment
 WHERE story_id = :story AND state = 'public' AND kind = 'comment' AND created_at > :since
 ORDER BY created_at DESC, id DESC LIMIT :count;

-- Whatever its state and kind; for rules, not for pages.
-- one comment_get(id int)
--   -> id int, story_id int, parent_id ref, kind text, state text, author_name text, author_url text,
--      person_id ref, body text, created_at int, why text
-- reads comments(story_id)
SELECT id, story_id, parent_id, kind, state, author_name, author_url, person_id, body, created_at, why
  FROM comment WHERE id = :id;

-- For moderators: of one state, newest first, below (at, id).
-- many comment_queue(state text, at int, id int, count int)
--   -> id int, story_id int, parent_id ref, kind text, author_name text, author_url text,
--      body text, created_at int, headline text
-- reads nothing
SELECT c.id, c.story_id, c.parent_id, c.kind, c.author_name, c.author_url, c.body, c.created_at, s.headline
  FROM comment c JOIN story s ON s.id = c.story_id
 WHERE c.state = :state AND c.kind <> 'note' AND (c.created_at, c.id) < (:at, :id)
 ORDER BY c.created_at DESC, c.id DESC LIMIT :count;

-- What decides whether a story may be commented on.
-- one comment_story(id int)
--   -> state text, public_at int, published_at int, comments text, protected int, slug text, kind text,
--      comments_held int, comments_close_at int
-- reads story(:id)
-- sqlite
SELECT state, public_at, published_at, comments, password <> '', slug, kind, comments_held, comments_close_at FROM story WHERE id = :id;
-- postgres
SELECT state, public_at, published_at, comments, (password <> '')::int::bigint, slug, kind, comments_held, comments_close_at
  FROM story WHERE id = :id;

-- The same words under the same story by the same name or address.
-- one comment_twins(story int, body_hash bytes, email_hash bytes, author_name text) -> n int
-- reads nothing
SELECT count(*) FROM comment
 WHERE body_hash = :body_hash AND story_id = :story AND state <> 'trash'
   AND (email_hash = :email_hash OR author_name = :author_name);

-- How much came lately: from this machine, from this address, from this
-- network, in all.  Each is one walk of one index.
-- one comment_flow(origin_hash bytes, email_hash bytes, network_hash bytes, since int, minute int)
--   -> origin int, email int, network int, site int
-- reads nothing
SELECT (SELECT count(*) FROM comment WHERE origin_hash = :origin_hash AND created_at > :since),
       (SELECT count(*) FROM comment WHERE email_hash = :email_hash
           AND state IN ('public', 'held', 'spam', 'trash') AND created_at > :since),
       (SELECT count(*) FROM comment WHERE network_hash = :network_hash AND created_at > :minute),
       (SELECT count(*) FROM comment
         WHERE state IN ('public', 'held', 'spam', 'trash') AND created_at > :minute);

-- one comment_add(story_id int, parent_id ref, kind text, state text, author_name text, author_url text,
--      email bytes, email_hash bytes, origin_hash bytes, network_hash bytes, person_id ref,
--      body text, body_hash bytes, created_at int, why text, score int, guess int, tell int) -> id int
-- reads nothing
INSERT INTO comment (story_id, parent_id, kind, state, author_name, author_url,
       email, email_hash, origin_hash, network_hash, person_id,
       body, body_hash, created_at, why, score, guess, tell)
VALUES (:story_id, :parent_id, :kind, :state, :author_name, :author_url,
       :email, :email_hash, :origin_hash, :network_hash, :person_id,
       :body, :body_hash, :created_at, :why, :score, :guess, :tell)
RETURNING id;

-- one comment_sealed(id int) -> story_id int, email bytes
-- reads nothing
SELECT story_id, email FROM comment WHERE id = :id;

-- one comment_answers(id int) -> n int
-- reads nothing
SELECT count(*) FROM comment WHERE parent_id = :id;

-- Answers to a comment that goes hang below what it answered.
-- exec comment_lift(id int, parent ref)
UPDATE comment SET parent_id = :parent WHERE parent_id = :id;

-- exec comment_remove(id int)
DELETE FROM comment WHERE id = :id;

-- exec comment_erase_origins(before int)
UPDATE comment SET origin_hash = NULL, network_hash = NULL
 WHERE origin_hash IS NOT NULL AND created_at < :before;

-- one comment_has_origin(id int) -> n int
-- reads nothing
SELECT CASE WHEN origin_hash IS NULL THEN 0 ELSE 1 END FROM comment WHERE id = :id;
