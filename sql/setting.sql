-- SPDX-License-Identifier: Apache-2.0
-- Settings: few, small, read together once a page; which of them a page used
-- is noted by news/paper/setting.c, by name.

-- many setting_all() -> name text, value text
-- reads nothing
SELECT name, value FROM setting ORDER BY name;

-- exec setting_put(name text, value text)
INSERT INTO setting (name, value) VALUES (:name, :value)
ON CONFLICT (name) DO UPDATE SET value = excluded.value;

-- one setting_one(name text) -> value text
-- reads setting(#:name)
SELECT value FROM setting WHERE name = :name;
