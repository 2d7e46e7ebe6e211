-- SPDX-License-Identifier: Apache-2.0
-- An archive in which every page of the desk has something to show, and every list more
-- than one row, for tests that ask all pages.  For SQLite, after a site was made; the
-- moments are around 5 March 2026, 8:40 UTC (1772700000).
INSERT INTO person (id, email, name, role, created_at) VALUES (21, 'awa@paper.example', 'Awa Diarra', 'reporter', 1772000000),
	(22, 'binta@paper.example', 'Binta Fall', 'editor', 1772000000), (23, 'chidi@paper.example', 'Chidi Eze', 'moderator', 1772000000);
INSERT INTO section (id, slug, path, name, place) VALUES (1, 'town', 'town', 'Town', 1), (2, 'harbour', 'town/harbour', 'Harbour', 1), (3, 'sport', 'sport', 'Sport', 2);
UPDATE section SET parent_id = 1 WHERE id = 2;
INSERT INTO person_section (person_id, section_id) VALUES (21, 1), (21, 3);
INSERT INTO tag (id, slug, name, description) VALUES (1, 'ferry', 'Ferry', 'All about boats'), (2, 'rain', 'Rain', ''), (3, 'vote', 'Vote', '');
INSERT INTO author (id, slug, name, bio, person_id) VALUES (1, 'awa-diarra', 'Awa Diarra', 'Writes from the harbour.', 21), (2, 'a-guest', 'A guest', '', NULL), (3, 'binta-fall', 'Binta Fall', '', 22);

WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 12)
INSERT INTO media (id, path, mime, bytes, width, height, state, slug, title, alt, caption, credit, sha256, uploaded_at, person_id, name, uses)
SELECT i, '2026/03/boat-' || i || '.jpg', 'image/jpeg', 40000 + i, 1200, 800, 'ready', 'boat-' || i, 'Boat ' || i,
	CASE WHEN i % 3 THEN 'A boat, number ' || i ELSE '' END, 'A boat in the morning', 'Awa', 'sum' || i, 1772600000 + i, 21, 'boat-' || i || '.jpg', i % 2 FROM n;
INSERT INTO media_size (media_id, format, width, height, path, bytes)
SELECT id, f.format, w.width, w.width * 2 / 3, '2026/03/boat-' || id || '-' || w.width || 'w.' || f.format, 9000
  FROM media, (SELECT 'jpeg' AS format UNION ALL SELECT 'webp' UNION ALL SELECT 'avif') f, (SELECT 320 AS width UNION ALL SELECT 640 UNION ALL SELECT 960) w;

-- 40 stories, over all stages, in several hands; the 24 first are public.
WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 40)
INSERT INTO story (id, kind, state, stage_id, slug, kicker, headline, standfirst, body, worktype, language, published_at, public_at, created_at, modified_at,
	lead_media_id, owner_id, assignee_id, assigned_at, due_at, plan_at, version)
SELECT i, 'story', s.state, s.id, 'story-' || i, 'Harbour', 'The ferry sails, part ' || i, 'What the harbour says of it.',
	'<p>The ferry left at seven. <a href="https://elsewhere.example/' || i || '">Elsewhere</a> and <a href="/2026/03/04/story-2/">here</a>.</p>' ||
	'<figure class="wp-block-image"><img src="/media/2026/03/boat-3.jpg" alt="A boat" class="wp-image-3"></figure>',
	CASE i % 5 WHEN 0 THEN 'opinion' ELSE 'news' END, CASE WHEN i = 7 THEN 'ar' ELSE '' END,
	CASE WHEN s.state = 'publish' THEN 1772600000 + i * 1000 ELSE 0 END, CASE WHEN s.state = 'publish' THEN 1772600000 + i * 1000 ELSE 0 END, 1772500000, 1772600000 + i,
	CASE WHEN i % 2 THEN i % 12 + 1 END, 21 + i % 3, 21 + i % 2, 1772600000, CASE WHEN i % 4 = 0 THEN 1772690000 + i * 3600 ELSE 0 END,
	CASE WHEN i % 6 = 0 THEN 1772690000 + i * 7200 ELSE 0 END, 3
  FROM n JOIN stage s ON s.slug = CASE WHEN i <= 24 THEN 'published' WHEN i <= 28 THEN 'idea' WHEN i <= 32 THEN 'draft' WHEN i <= 36 THEN 'review' WHEN i <= 38 THEN 'ready' ELSE 'killed' END;
UPDATE story SET published_at = 1772900000, public_at = 1772900000 WHERE id = 24;
UPDATE story SET published_at = 1772600000, embargo_at = 1772800000, public_at = 1772800000 WHERE id = 23;
INSERT INTO story_words (rowid, headline, body) SELECT id, 'ferry sails part', 'harbour seven' FROM story;
INSERT INTO story_section (story_id, section_id, leaf, main) SELECT id, 1 + (id % 2) * 2, 1, 1 FROM story;
INSERT INTO story_tag (story_id, tag_id) SELECT id, 1 + id % 3 FROM story;
INSERT INTO byline (story_id, place, author_id) SELECT id, 0, 1 + id % 3 FROM story UNION ALL SELECT id, 1, 1 + (id + 1) % 3 FROM story WHERE id % 2;
INSERT INTO media_use (media_id, story_id) SELECT lead_media_id, id FROM story WHERE lead_media_id IS NOT NULL UNION SELECT 3, id FROM story;
INSERT INTO revision (story_id, kind, name, version, person_id, saved_at, headline, body)
SELECT id, 'published', '', 1, 21, 1772600000, headline, body FROM story WHERE id < 9 UNION ALL
SELECT id, 'named', 'Before the vote', 2, 22, 1772610000, 'The ferry waits', '<p>The ferry waits.</p>' FROM story WHERE id < 9 UNION ALL
SELECT id, 'autosave', '', 3, 22, 1772620000, headline, '<p>The ferry left at eight.</p>' FROM story WHERE id < 9;
INSERT INTO working (story_id, version, base, person_id, saved_at, headline, body, section_ids, tag_ids, author_ids, tags, authors)
SELECT id, 1000000 + id, 3, 21, 1772699000, headline || ', again', body, '1', '1,2', '1,2', 'Ferry, Rain', 'Awa Diarra' || char(10) || 'A guest' FROM story WHERE id IN (1, 2, 30, 31, 33);
INSERT INTO note (id, story_id, person_id, quote, text, made_at) VALUES (1, 1, 22, 'left at seven', 'Who says so?', 1772690000), (2, 1, 21, '', 'The harbour master.', 1772691000), (3, 2, 22, '', 'Shorter, please.', 1772691000);
UPDATE note SET parent_id = 1 WHERE id = 2;
INSERT INTO presence (story_id, client, person_id, seen_at) VALUES (1, 'one', 21, 1772699990), (2, 'two', 22, 1772699990);
INSERT INTO correction (id, story_id, corrected_at, text, person_id) VALUES (1, 1, 1772690000, 'The ferry left at seven, not at six.', 22), (2, 1, 1772691000, 'It has two funnels.', 22);
INSERT INTO planned (id, story_id, at, kind, person_id, made_at, base, headline, body, section_ids, tag_ids, author_ids) VALUES
	(1, 1, 1772800000, 'change', 22, 1772690000, 3, 'The ferry sailed', '<p>It sailed.</p>', '1', '1', '1'), (2, 2, 1772900000, 'unpublish', 22, 1772690000, 0, '', '', '', '', '');
INSERT INTO template (id, place, name, help, kicker, headline, body, section_ids, tags, authors, changed_at) VALUES
	(1, 1, 'Match report', 'Score first.', 'Sport', '', '<p>Score</p>', '3', 'Ferry', 'Awa Diarra', 1772600000), (2, 2, 'Obituary', '', '', '', '', '1', '', '', 1772600000);

INSERT INTO front_layout (id, name, starts_at, version_id, made_at) VALUES (1, '', 0, 2, 1772600000), (2, 'Night of the vote', 1772730000, 3, 1772600000);
INSERT INTO front_version (id, layout_id, parent_id, number, person_id, actor, saved_at, action, detail) VALUES (1, 1, NULL, 1, 22, 'Binta Fall', 1772600000, 'put', 'lead 1'),
	(2, 1, 1, 2, 22, 'Binta Fall', 1772610000, 'put', 'seconds 1'), (3, 2, NULL, 1, 22, 'Binta Fall', 1772610000, 'put', 'lead 1');
INSERT INTO front_slot (version_id, area, place, fill, story_id) VALUES (1, 'lead', 1, 'story', 5), (2, 'lead', 1, 'story', 5), (2, 'seconds', 1, 'story', 24), (3, 'lead', 1, 'story', 6);
INSERT INTO breaking (id, text, story_id, starts_at, person_id, actor) VALUES (1, 'The dam holds', 5, 1772690000, 22, 'Binta Fall');

-- Comments on three stories, in every state, in threads, reported, edited, pinned.
WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 60)
INSERT INTO comment (id, story_id, state, author_name, author_url, origin_hash, network_hash, email_hash, body, created_at, why, score, guess, reports, reported_at, pinned_at, edited_at)
SELECT i, 1 + i % 3, CASE i % 4 WHEN 0 THEN 'held' WHEN 1 THEN 'public' WHEN 2 THEN 'public' ELSE CASE i % 8 WHEN 3 THEN 'spam' ELSE 'trash' END END,
	'Reader ' || (i % 9), CASE WHEN i % 7 THEN '' ELSE 'https://reader.example/' END, CAST('origin' || (i % 9) AS BLOB), CAST('network' AS BLOB), CAST('mail' || (i % 9) AS BLOB),
	'I saw the ferry, and it was late. Number ' || i, 1772600000 + i * 600, CASE i % 4 WHEN 0 THEN 'first' ELSE '' END, i * 16 % 1000, i % 4,
	CASE WHEN i % 10 = 1 THEN 2 ELSE 0 END, CASE WHEN i % 10 = 1 THEN 1772690000 + i ELSE 0 END, CASE WHEN i = 5 THEN 1772690000 ELSE 0 END, CASE WHEN i = 9 THEN 1772690000 ELSE 0 END FROM n;
UPDATE comment SET parent_id = id - 3 WHERE id > 30 AND id % 2 = 0;
INSERT INTO comment_report (comment_id, reason, text, origin_hash, made_at) SELECT id, 'rude', 'Not nice', CAST('a' AS BLOB), 1772690000 FROM comment WHERE reports > 0
 UNION ALL SELECT id, 'false', '', CAST('b' AS BLOB), 1772690001 FROM comment WHERE reports > 0;
INSERT INTO comment_act (id, person_id, made_at, verb) VALUES (1, 23, 1772690000, 'approve'), (2, 23, 1772690100, 'ban'), (3, 23, 1772690200, 'edit');
INSERT INTO comment_was (act_id, comment_id, state, became, why, learned, pinned_at, edited_at) VALUES (1, 1, 'held', 'public', 'first', 0, 0, 0);
INSERT INTO comment_edit (comment_id, act_id, person_id, made_at, author_name, author_url, body) VALUES (9, 0, NULL, 1772605400, 'Reader 0', '', 'As it was sent'), (9, 3, 23, 1772690200, 'Reader 0', '', 'As it was edited');
INSERT INTO comment_ban (kind, hash, act_id, comment_id, person_id, name, reason, made_at, ends_at) VALUES ('email', CAST('mail3' AS BLOB), 2, 3, 23, 'Reader 3', 'Threats', 1772690100, 1779000000),
	('network', CAST('net' AS BLOB), 2, 3, 23, 'Reader 3', '', 1772690100, 0);
INSERT INTO bayes (token, spam, good, seen_at) VALUES (0, 120, 80, 1772690000), (7, 9, 1, 1772690000);

INSERT INTO redirect (path, status, target, story_id) VALUES ('/old', 301, '/category/town/', NULL), ('/gone', 410, '', NULL), ('/was', 301, '', 1);
INSERT INTO menu_item (menu, place, label, target) VALUES ('main', 1, 'Town', 'section:1'), ('main', 2, 'Elsewhere', 'https://elsewhere.example/');
INSERT INTO audit (at, person_id, actor, action, subject, subject_id, detail)
SELECT 1772690000 + id, 22, 'Binta Fall', CASE id % 2 WHEN 0 THEN 'story.save' ELSE 'story.move' END, 'story', id, headline FROM story;
INSERT INTO import_run (kind, state, file, person_id, asked_at, began_at, ended_at, phase, done, size, records, fresh, report) VALUES
	('import', 'done', 'tmp/paper.xml', 22, 1772600000, 1772600010, 1772600100, '', 100, 100, 40, 40, 'stories 40'), ('export', 'failed', 'export/one', 22, 1772600000, 1772600010, 1772600100, '', 10, 100, 4, 4, 'the disk is full');
INSERT INTO job (kind, due_at, payload, tries, why) VALUES ('mail', 1772699000, '{}', 3, 'the mail server does not answer');
INSERT INTO job (kind, key, due_at, payload) VALUES ('assignment_mail', '21', 1772690060, '');
INSERT INTO job (kind, key, due_at, payload, tries, why, failed_at) VALUES
 ('link', 'https://gone.example/x', 1772699000, '', 3, 'the server answered "<b>no</b>"', 1772699000);
INSERT INTO session (key_hash, person_id, created_at, seen_at, agent, place) SELECT CAST('s' || id AS BLOB), id, 1772600000, 1772690000, 'Firefox on Linux', '192.0.2.0' FROM person WHERE id > 20;
INSERT INTO login_link (key_hash, person_id, kind, made_at, ends_at) VALUES (CAST('invite' AS BLOB), 21, 'invite', 1772690000, 1779000000);

-- What stories have beyond that: every field of text, all that a body may hold, pages, and
-- what lists and menus make of them.
UPDATE story SET kicker = 'Transport', standfirst = 'New <hours> & new prices.', dateline = 'Mopti', excerpt = 'Written by hand.', signature = 'A. D.', language = 'fr',
	direction = 'ltr', seo_title = 'Ferry: the hours', seo_description = 'When the ferry sails', comments = 'closed', pinned = 1, guid = 'https://old.example/?p=6', format = 'classic',
	body = 'It begins here.' || char(10) || char(10) || '[caption id="attachment_5" align="alignright" width="320"]<img src="https://paper.example/wp-content/uploads/2026/03/boat-5.jpg" alt="Five" class="wp-image-5"> The fifth boat[/caption]' || char(10) || char(10)
	|| '[gallery ids="4,5,6" columns="2"]' || char(10) || char(10) || 'https://www.youtube.com/watch?v=abcdefghijk' || char(10) || char(10) || '<blockquote>Who said so?</blockquote>' || char(10) || '<!--more-->' || char(10) || 'The rest.<!--nextpage-->Second page, <a href="/about/">about</a>.' WHERE id = 6;
UPDATE story SET format = 'blocks', worktype = 'analysis', body = '<!-- wp:paragraph --><p>One block.</p><!-- /wp:paragraph --><!-- wp:table --><figure class="wp-block-table"><table><thead><tr><th>Day</th></tr></thead><tbody><tr><td>Monday</td></tr></tbody></table><figcaption>Hours</figcaption></figure><!-- /wp:table --><!-- wp:gallery --><figure class="wp-block-gallery"><figure class="wp-block-image"><img src="/media/2026/03/boat-7.jpg" class="wp-image-7"></figure><figure class="wp-block-image"><img src="/media/2026/03/boat-8.jpg" class="wp-image-8"></figure></figure><!-- /wp:gallery --><!-- wp:list --><ul><li>a</li></ul><!-- /wp:list --><iframe src="https://player.example/1"></iframe>' WHERE id = 8;
UPDATE story SET worktype = 'paid', comments = 'off', kicker = '', standfirst = '', lead_media_id = NULL WHERE id = 9;
UPDATE story SET headline = 'A very long headline that goes on and on about the ferry, its harbour, its hours, its prices, and what all of that means', body = '<p>' || replace(hex(zeroblob(300)), '00', 'word and ') || '</p><h2>Middle</h2><p>After.</p>' WHERE id = 10;
UPDATE story SET direction = 'rtl' WHERE id = 7;
UPDATE story SET comments_held = 1 WHERE id = 11;
INSERT INTO story (id, kind, state, stage_id, slug, path, parent_id, headline, body, published_at, public_at, created_at, modified_at, comments, place) VALUES
	(41, 'page', 'publish', 5, 'about', 'about', NULL, 'About us', '<p>Who we are.</p>', 1772500000, 1772500000, 1772500000, 1772600500, 'off', 1),
	(42, 'page', 'publish', 5, 'team', 'about/team', 41, 'The team', '<p>Three people.</p>', 1772500000, 1772500000, 1772500000, 1772600500, 'off', 2),
	(43, 'page', 'draft', 2, 'imprint', 'imprint', NULL, 'Imprint', '', 0, 0, 1772500000, 1772600500, 'off', 3);
UPDATE story SET stage_id = (SELECT id FROM stage WHERE state = story.state ORDER BY place LIMIT 1) WHERE kind = 'page';
INSERT INTO story_meta (story_id, place, name, value) VALUES (6, 0, 'mood', 'calm'), (6, 1, '_odd', 'a:1:{s:1:"x";i:2;}');
INSERT INTO story_section (story_id, section_id, leaf, main) VALUES (6, 2, 1, 0);
UPDATE media SET licence = 'CC BY 4.0', focal_x = 20, focal_y = 80, description = 'Long words about it', credit = 'Binta Fall', caption = 'The <em>fourth</em> boat' WHERE id = 4;
UPDATE media SET decorative = 1, alt = '' WHERE id = 5;
UPDATE media SET state = 'missing' WHERE id = 11;
INSERT INTO media_crop (media_id, shape, x, y, w) VALUES (4, '1x1', 100, 50, 500);
INSERT INTO menu_item (menu, place, label, target) VALUES ('foot', 1, 'About', 'page:41'), ('foot', 2, 'Rain', 'tag:2'), ('foot', 3, 'Awa', 'author:1'), ('foot', 4, 'A story', 'story:5');
INSERT INTO redirect (path, status, target, story_id) VALUES ('/away', 302, 'https://away.example/x', NULL), ('slug:story-one', 301, '', 1);
INSERT INTO link_check (url, status, checked_at) VALUES ('https://elsewhere.example/33', 404, 1772690000), ('https://elsewhere.example/1', 200, 1772690000);
INSERT INTO given (story_id, person_id, giver, at, told_at, seen_at) VALUES (30, 21, 'Binta Fall', 1772690000, 0, 0), (33, 22, 'Awa Diarra', 1772690000, 1772690100, 1772691000);
UPDATE author SET url = 'https://guest.example/' WHERE id = 2;
UPDATE section SET description = 'All of the <b>town</b>.' WHERE id = 1;
INSERT INTO setting (name, value) VALUES ('site_tagline', 'Every morning'), ('publisher_name', 'Paper House');
