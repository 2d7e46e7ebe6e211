-- SPDX-License-Identifier: Apache-2.0
-- What every commit changed: read by the other processes, written and swept
-- by src/store alone.  kind 0 is "everything".

-- rows is JSON, [[kind, subject, at], ...]: one statement however many.
-- exec change_put(origin int, rows text, made_at int)
-- sqlite
INSERT INTO change (origin, kind, subject, at, made_at)
SELECT :origin, value ->> 0, value ->> 1, value ->> 2, :made_at FROM json_each(:rows);
-- postgres
INSERT INTO change (origin, kind, subject, at, made_at)
SELECT :origin, (value ->> 0)::bigint, (value ->> 1)::bigint, (value ->> 2)::bigint, :made_at
  FROM json_array_elements(:rows::json);

-- one change_span() -> oldest int, newest int
-- reads nothing
SELECT coalesce(min(seq), 0), coalesce(max(seq), 0) FROM change;

-- many change_since(seq int, origin int, count int)
--   -> seq int, kind int, subject int, at int
-- reads nothing
SELECT seq, kind, subject, at FROM change
 WHERE seq > :seq AND origin <> :origin ORDER BY seq LIMIT :count;

-- The last row always stays: the numbers go on after it.
-- exec change_sweep(before int)
DELETE FROM change WHERE made_at < :before AND seq < (SELECT max(seq) FROM change);
