-- SPDX-License-Identifier: Apache-2.0
-- Which stories a form of addresses would hit.

-- How many stories readers have.
-- one permalink_stories(now int) -> n int
-- reads nothing
SELECT count(*) FROM story WHERE kind = 'story' AND state = 'publish' AND public_at <= :now;

-- Stories whose slug others have, too (an import can bring such): the next :count slugs.
-- many permalink_same_slug(after text, count int) -> slug text, published_at int
-- reads nothing
SELECT s.slug, s.published_at
  FROM (SELECT slug FROM story WHERE kind = 'story' AND state = 'publish' AND slug > :after
         GROUP BY slug HAVING count(*) > 1 ORDER BY slug LIMIT :count) d
  JOIN story s ON s.slug = d.slug AND s.kind = 'story' AND s.state = 'publish'
 ORDER BY s.slug, s.id;
