-- SPDX-License-Identifier: Apache-2.0
-- Lists answer with ids in their order; what a card shows is asked once for
-- all of them (card.sql).  :count is one more than is shown, so that the next
-- page is known to exist.  A story is public when its state is 'publish' and
-- public_at has come.
-- Its plus keeps SQLite from walking all that is public by the index on public_at
-- and sorting it: the order's own index ends after a few steps.

-- many list_latest(now int, count int, skip int) -> id int, published_at int
-- reads latest(0 @ published_at)
SELECT id, published_at FROM story
 WHERE kind = 'story' AND state = 'publish' AND +public_at <= :now
 ORDER BY published_at DESC, id DESC LIMIT :count OFFSET :skip;

-- Pinned stories come first on the front.
-- many list_pinned(now int) -> id int, published_at int
-- reads pinned(0)
SELECT id, published_at FROM story
 WHERE kind = 'story' AND state = 'publish' AND +public_at <= :now AND pinned = 1
 ORDER BY published_at DESC, id DESC LIMIT 10;

-- The latest but one story: the posts grid below it.
-- many list_others(but int, now int, count int) -> id int, published_at int
-- reads latest(0 @ published_at)
SELECT id, published_at FROM story
 WHERE kind = 'story' AND state = 'publish' AND +public_at <= :now AND id <> :but
 ORDER BY published_at DESC, id DESC LIMIT :count;

-- many list_between(start int, finish int, now int, count int, skip int)
--   -> id int, published_at int
-- reads latest(0 @ :start .. :finish)
SELECT id, published_at FROM story
 WHERE kind = 'story' AND state = 'publish' AND +public_at <= :now
   AND published_at BETWEEN :start AND :finish
 ORDER BY published_at DESC, id DESC LIMIT :count OFFSET :skip;

-- many list_section(section int, now int, count int, skip int)
--   -> id int, published_at int
-- reads section_list(:section @ published_at)
SELECT l.story_id, l.published_at FROM story_section l JOIN story s ON s.id = l.story_id
 WHERE l.section_id = :section AND s.kind = 'story' AND s.state = 'publish' AND +s.public_at <= :now
 ORDER BY l.published_at DESC, l.story_id DESC LIMIT :count OFFSET :skip;

-- many list_tag(tag int, now int, count int, skip int) -> id int, published_at int
-- reads tag_list(:tag @ published_at)
SELECT l.story_id, l.published_at FROM story_tag l JOIN story s ON s.id = l.story_id
 WHERE l.tag_id = :tag AND s.kind = 'story' AND s.state = 'publish' AND +s.public_at <= :now
 ORDER BY l.published_at DESC, l.story_id DESC LIMIT :count OFFSET :skip;

-- many list_author(author int, now int, count int, skip int) -> id int, published_at int
-- reads author_list(:author @ published_at)
SELECT l.story_id, l.published_at FROM byline l JOIN story s ON s.id = l.story_id
 WHERE l.author_id = :author AND s.kind = 'story' AND s.state = 'publish' AND +s.public_at <= :now
 ORDER BY l.published_at DESC, l.story_id DESC LIMIT :count OFFSET :skip;

-- The next moment at which something changes by itself: a story becomes public, a
-- planned change is carried out; 0: nothing waits.
-- one list_next(now int) -> at int
-- reads nothing
-- until at
SELECT coalesce(min(at), 0) FROM (
       SELECT min(public_at) AS at FROM story WHERE state = 'publish' AND public_at > :now
       UNION ALL SELECT min(at) FROM planned WHERE at > :now) waits;
