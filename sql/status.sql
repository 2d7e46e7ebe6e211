-- SPDX-License-Identifier: Apache-2.0
-- How large the archive is, and what went wrong.

-- How the archive is.
-- one status_sizes() -> stories int, pages int, comments int, media int, tags int, sections int, authors int
-- reads nothing
SELECT (SELECT count(*) FROM story WHERE kind = 'story'), (SELECT count(*) FROM story WHERE kind = 'page'),
       (SELECT count(*) FROM comment), (SELECT count(*) FROM media), (SELECT count(*) FROM tag),
       (SELECT count(*) FROM section), (SELECT count(*) FROM author);

-- one status_bytes() -> n int
-- reads nothing
-- sqlite
SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size();
-- postgres
SELECT pg_database_size(current_database());

-- How far the first steps are.
-- one setup_steps() -> stories int, people int, sections int
-- reads nothing
SELECT (SELECT count(*) FROM (SELECT 1 FROM story LIMIT 2) s), (SELECT count(*) FROM (SELECT 1 FROM person LIMIT 2) p),
       (SELECT count(*) FROM (SELECT 1 FROM section LIMIT 2) c);
