-- SPDX-License-Identifier: Apache-2.0
-- What moderators ask and do.  Nothing here has an address of mail or a hash in its
-- answer: bans are made of a comment's number, inside the archive.

-- The queue, newest first, below (at, id): of a state, of a story, of one writer
-- (all comments with the address of this one), of what readers reported.
-- many comment_ids(state text, at int, id int, count int) -> id int, at int
-- reads nothing
SELECT id, created_at FROM comment
 WHERE state = :state AND kind <> 'note' AND (created_at, id) < (:at, :id)
 ORDER BY created_at DESC, id DESC LIMIT :count;

-- many comment_ids_story(story int, state text, at int, id int, count int) -> id int, at int
-- reads nothing
SELECT id, created_at FROM comment
 WHERE story_id = :story AND state = :state AND kind <> 'note' AND (created_at, id) < (:at, :id)
 ORDER BY created_at DESC, id DESC LIMIT :count;

-- many comment_ids_writer(comment int, state text, at int, id int, count int) -> id int, at int
-- reads nothing
SELECT id, created_at FROM comment
 WHERE email_hash = (SELECT w.email_hash FROM comment w WHERE w.id = :comment)
   AND state = :state AND kind <> 'note' AND (created_at, id) < (:at, :id)
 ORDER BY created_at DESC, id DESC LIMIT :count;

-- many comment_ids_reported(at int, id int, count int) -> id int, at int
-- reads nothing
SELECT id, reported_at FROM comment
 WHERE reports > 0 AND (reported_at, id) < (:at, :id)
 ORDER BY reported_at DESC, id DESC LIMIT :count;

-- A stretch of the queue with its words, to look for some in it.
-- many comment_look(state text, at int, id int, count int)
--   -> id int, at int, story_id int, author_name text, body text, headline text
-- reads nothing
SELECT c.id, c.created_at, c.story_id, c.author_name, c.body, s.headline
  FROM comment c JOIN story s ON s.id = c.story_id
 WHERE c.state = :state AND c.kind <> 'note' AND (c.created_at, c.id) < (:at, :id)
 ORDER BY c.created_at DESC, c.id DESC LIMIT :count;

-- All that a moderator sees of these.  approved: what the same name and address have
-- here; refused: what moderators put away of this address :since then; both counted up
-- to 100; sections: the story's, "1,2".
-- many comment_desk_rows(ids ids, since int)
--   -> id int, story_id int, parent_id ref, kind text, state text, why text, author_name text, author_url text,
--      person_id ref, body text, created_at int, score int, guess int, learned int, pinned_at int, edited_at int,
--      reports int, tell int, addressed int, headline text, sections text, parent_author text, parent_body text,
--      parent_state text, approved int, refused int
-- reads nothing
-- sqlite
SELECT c.id, c.story_id, c.parent_id, c.kind, c.state, c.why, c.author_name, c.author_url,
       c.person_id, c.body, c.created_at, c.score, c.guess, c.learned, c.pinned_at, c.edited_at,
       c.reports, c.tell, CASE WHEN c.email_hash IS NULL THEN 0 ELSE 1 END, s.headline,
       coalesce((SELECT group_concat(l.section_id, ',') FROM story_section l WHERE l.story_id = c.story_id), ''),
       coalesce(p.author_name, ''), coalesce(substr(p.body, 1, 1000), ''), coalesce(p.state, ''),
       (SELECT count(*) FROM (SELECT 1 FROM comment a WHERE a.email_hash = c.email_hash AND a.state = 'public'
           AND a.author_name = c.author_name AND a.id <> c.id LIMIT 100) AS sub),
       (SELECT count(*) FROM (SELECT 1 FROM comment a WHERE a.email_hash = c.email_hash AND a.state IN ('spam', 'trash')
           AND a.why = '' AND a.created_at > :since AND a.id <> c.id LIMIT 100) AS sub)
  FROM comment c JOIN story s ON s.id = c.story_id LEFT JOIN comment p ON p.id = c.parent_id
 WHERE c.id IN (:ids) AND c.kind <> 'note' ORDER BY c.id;
-- postgres
SELECT c.id, c.story_id, c.parent_id, c.kind, c.state, c.why, c.author_name, c.author_url,
       c.person_id, c.body, c.created_at, c.score, c.guess, c.learned, c.pinned_at, c.edited_at,
       c.reports, c.tell, CASE WHEN c.email_hash IS NULL THEN 0 ELSE 1 END::bigint, s.headline,
       coalesce((SELECT string_agg(l.section_id::text, ',') FROM story_section l WHERE l.story_id = c.story_id), ''),
       coalesce(p.author_name, ''), coalesce(substr(p.body, 1, 1000), ''), coalesce(p.state, ''),
       (SELECT count(*) FROM (SELECT 1 FROM comment a WHERE a.email_hash = c.email_hash AND a.state = 'public'
           AND a.author_name = c.author_name AND a.id <> c.id LIMIT 100) AS sub),
       (SELECT count(*) FROM (SELECT 1 FROM comment a WHERE a.email_hash = c.email_hash AND a.state IN ('spam', 'trash')
           AND a.why = '' AND a.created_at > :since AND a.id <> c.id LIMIT 100) AS sub)
  FROM comment c JOIN story s ON s.id = c.story_id LEFT JOIN comment p ON p.id = c.parent_id
 WHERE c.id IN (:ids) AND c.kind <> 'note' ORDER BY c.id;

-- The numbers on the tabs, up to 1,000 each; of one story with its rules, or of all (story 0).
-- one comment_tabs()
--   -> held int, public int, spam int, trash int, reported int
-- reads nothing
SELECT (SELECT count(*) FROM (SELECT 1 FROM comment WHERE state = 'held' AND kind <> 'note' LIMIT 1000) AS sub),
       (SELECT count(*) FROM (SELECT 1 FROM comment WHERE state = 'public' AND kind <> 'note' LIMIT 1000) AS sub),
       (SELECT count(*) FROM (SELECT 1 FROM comment WHERE state = 'spam' AND kind <> 'note' LIMIT 1000) AS sub),
       (SELECT count(*) FROM (SELECT 1 FROM comment WHERE state = 'trash' AND kind <> 'note' LIMIT 1000) AS sub),
       (SELECT count(*) FROM (SELECT 1 FROM comment WHERE reports > 0 LIMIT 1000) AS sub);

-- one comment_tabs_story(story int)
--   -> held int, public int, spam int, trash int, reported int, headline text, comments text, comments_held int,
--      comments_close_at int, sections text
-- reads nothing
-- sqlite
SELECT (SELECT count(*) FROM (SELECT 1 FROM comment WHERE story_id = s.id AND state = 'held' AND kind <> 'note' LIMIT 1000) AS sub),
       (SELECT count(*) FROM (SELECT 1 FROM comment WHERE story_id = s.id AND state = 'public' AND kind <> 'note' LIMIT 1000) AS sub),
       (SELECT count(*) FROM (SELECT 1 FROM comment WHERE story_id = s.id AND state = 'spam' AND kind <> 'note' LIMIT 1000) AS sub),
       (SELECT count(*) FROM (SELECT 1 FROM comment WHERE story_id = s.id AND state = 'trash' AND kind <> 'note' LIMIT 1000) AS sub),
       (SELECT count(*) FROM (SELECT 1 FROM comment WHERE reports > 0 LIMIT 1000) AS sub),
       s.headline, s.comments, s.comments_held, s.comments_close_at,
       coalesce((SELECT group_concat(l.section_id, ',') FROM story_section l WHERE l.story_id = s.id), '')
  FROM story s WHERE s.id = :story;
-- postgres
SELECT (SELECT count(*) FROM (SELECT 1 FROM comment WHERE story_id = s.id AND state = 'held' AND kind <> 'note' LIMIT 1000) AS sub),
       (SELECT count(*) FROM (SELECT 1 FROM comment WHERE story_id = s.id AND state = 'public' AND kind <> 'note' LIMIT 1000) AS sub),
       (SELECT count(*) FROM (SELECT 1 FROM comment WHERE story_id = s.id AND state = 'spam' AND kind <> 'note' LIMIT 1000) AS sub),
       (SELECT count(*) FROM (SELECT 1 FROM comment WHERE story_id = s.id AND state = 'trash' AND kind <> 'note' LIMIT 1000) AS sub),
       (SELECT count(*) FROM (SELECT 1 FROM comment WHERE reports > 0 LIMIT 1000) AS sub),
       s.headline, s.comments, s.comments_held, s.comments_close_at,
       coalesce((SELECT string_agg(l.section_id::text, ',') FROM story_section l WHERE l.story_id = s.id), '')
  FROM story s WHERE s.id = :story;

-- One, for a rule on it: what it was is kept with the act.
-- one comment_rule_get(id int)
--   -> id int, story_id int, parent_id ref, kind text, state text, why text, author_name text, author_url text, body text,
--      person_id ref, created_at int, learned int, pinned_at int, edited_at int, reports int, sections text
-- reads nothing
-- sqlite
SELECT c.id, c.story_id, c.parent_id, c.kind, c.state, c.why, c.author_name, c.author_url, c.body,
       c.person_id, c.created_at, c.learned, c.pinned_at, c.edited_at, c.reports,
       coalesce((SELECT group_concat(l.section_id, ',') FROM story_section l WHERE l.story_id = c.story_id), '')
  FROM comment c WHERE c.id = :id;
-- postgres
SELECT c.id, c.story_id, c.parent_id, c.kind, c.state, c.why, c.author_name, c.author_url, c.body,
       c.person_id, c.created_at, c.learned, c.pinned_at, c.edited_at, c.reports,
       coalesce((SELECT string_agg(l.section_id::text, ',') FROM story_section l WHERE l.story_id = c.story_id), '')
  FROM comment c WHERE c.id = :id;

-- exec comment_rule_put(id int, state text, why text, learned int, pinned_at int)
UPDATE comment SET state = :state, why = :why, learned = :learned, pinned_at = :pinned_at WHERE id = :id;

-- exec comment_words_put(id int, author_name text, author_url text, body text, edited_at int)
UPDATE comment SET author_name = :author_name, author_url = :author_url, body = :body, edited_at = :edited_at WHERE id = :id;

-- A story's own rules, for its page and for taking a comment.
-- one comment_rules(story int) -> comments_held int, comments_close_at int
-- reads story(:story)
SELECT comments_held, comments_close_at FROM story WHERE id = :story;

-- exec comment_rules_put(story int, comments text, held int, close_at int)
UPDATE story SET comments = :comments, comments_held = :held, comments_close_at = :close_at WHERE id = :story;
-- exec comment_rules_working(story int, comments text)
UPDATE working SET comments = :comments WHERE story_id = :story;

-- Acts, and what can be undone of them.

-- one comment_act_add(person int, at int, verb text) -> id int
-- reads nothing
INSERT INTO comment_act (person_id, made_at, verb) VALUES (:person, :at, :verb) RETURNING id;

-- exec comment_was_add(act int, comment int, state text, became text, why text, learned int, pinned_at int, edited_at int)
INSERT INTO comment_was (act_id, comment_id, state, became, why, learned, pinned_at, edited_at)
VALUES (:act, :comment, :state, :became, :why, :learned, :pinned_at, :edited_at);

-- The last one of this person that was not undone; comments: how many it touched, first: one of them.
-- one comment_act_last(person int, since int) -> id int, verb text, made_at int, comments int, first int
-- reads nothing
SELECT a.id, a.verb, a.made_at, (SELECT count(*) FROM comment_was w WHERE w.act_id = a.id),
       coalesce((SELECT min(w.comment_id) FROM comment_was w WHERE w.act_id = a.id), 0)
  FROM comment_act a WHERE a.person_id = :person AND a.undone_at = 0 AND a.made_at > :since
 ORDER BY a.id DESC LIMIT 1;

-- many comment_was_of(act int) -> comment_id int, state text, became text, why text, learned int, pinned_at int, edited_at int
-- reads nothing
SELECT comment_id, state, became, why, learned, pinned_at, edited_at FROM comment_was WHERE act_id = :act
 ORDER BY comment_id LIMIT 1000;

-- exec comment_act_undone(id int, at int)
UPDATE comment_act SET undone_at = :at WHERE id = :id;
-- exec comment_act_sweep(before int)
DELETE FROM comment_was WHERE act_id IN (SELECT id FROM comment_act WHERE made_at < :before);
-- exec comment_act_sweep_heads(before int)
DELETE FROM comment_act WHERE made_at < :before;

-- Edits.

-- exec comment_edit_add(comment int, act int, person ref, at int, author_name text, author_url text, body text)
INSERT INTO comment_edit (comment_id, act_id, person_id, made_at, author_name, author_url, body)
VALUES (:comment, :act, :person, :at, :author_name, :author_url, :body);
-- many comment_edits(comment int) -> made_at int, person text, author_name text, author_url text, body text
-- reads nothing
SELECT e.made_at, coalesce(p.name, ''), e.author_name, e.author_url, e.body
  FROM comment_edit e LEFT JOIN person p ON p.id = e.person_id
 WHERE e.comment_id = :comment ORDER BY e.id DESC LIMIT 50;
-- one comment_edit_of(act int, comment int) -> id int, author_name text, author_url text, body text
-- reads nothing
SELECT id, author_name, author_url, body FROM comment_edit WHERE comment_id = :comment AND act_id = :act;
-- exec comment_edit_remove(id int)
DELETE FROM comment_edit WHERE id = :id;

-- Bans.

-- Of the address, the machine or the network that this comment came from.
-- one comment_ban_add(comment int, kind text, act int, person ref, reason text, at int, ends_at int) -> id int
-- reads nothing
INSERT INTO comment_ban (kind, hash, act_id, comment_id, person_id, name, reason, made_at, ends_at)
SELECT :kind, CASE :kind WHEN 'email' THEN c.email_hash WHEN 'machine' THEN c.origin_hash ELSE c.network_hash END,
       :act, c.id, :person, c.author_name, :reason, :at, :ends_at
  FROM comment c
 WHERE c.id = :comment
   AND CASE :kind WHEN 'email' THEN c.email_hash WHEN 'machine' THEN c.origin_hash ELSE c.network_hash END IS NOT NULL
RETURNING id;

-- What of a comment's origin is still known, so that it can be banned.
-- one comment_ban_can(comment int) -> email int, machine int, network int, banned int
-- reads nothing
SELECT CASE WHEN c.email_hash IS NULL THEN 0 ELSE 1 END, CASE WHEN c.origin_hash IS NULL THEN 0 ELSE 1 END,
       CASE WHEN c.network_hash IS NULL THEN 0 ELSE 1 END,
       (SELECT count(*) FROM comment_ban b WHERE b.hash IN (c.email_hash, c.origin_hash, c.network_hash) AND b.lifted_at = 0)
  FROM comment c WHERE c.id = :comment;

-- one comment_banned(email bytes, machine bytes, network bytes, now int) -> n int
-- reads nothing
SELECT count(*) FROM comment_ban WHERE hash IN (:email, :machine, :network)
   AND lifted_at = 0 AND (ends_at = 0 OR ends_at > :now);

-- many comment_bans(at int, id int, count int)
--   -> id int, kind text, name text, reason text, made_at int, ends_at int, lifted_at int, person text, comment_id int
-- reads nothing
SELECT b.id, b.kind, b.name, b.reason, b.made_at, b.ends_at, b.lifted_at, coalesce(p.name, ''), b.comment_id
  FROM comment_ban b LEFT JOIN person p ON p.id = b.person_id
 WHERE (b.made_at, b.id) < (:at, :id) ORDER BY b.made_at DESC, b.id DESC LIMIT :count;

-- one comment_ban_lift(id int, at int) -> name text
-- reads nothing
UPDATE comment_ban SET lifted_at = :at WHERE id = :id AND lifted_at = 0 RETURNING name;
-- exec comment_ban_lift_act(act int, at int)
UPDATE comment_ban SET lifted_at = :at WHERE made_at > :at - 172800 AND act_id = :act AND lifted_at = 0;
-- Bans that are over for a month are forgotten, with their hashes.
-- exec comment_ban_sweep(before int)
DELETE FROM comment_ban WHERE (lifted_at > 0 AND lifted_at < :before) OR (ends_at > 0 AND ends_at < :before);

-- Trust: what this name and address have here, and what was put away lately of this address.
-- one comment_trust(email_hash bytes, author_name text, since int) -> approved int, refused int
-- reads nothing
SELECT (SELECT count(*) FROM (SELECT 1 FROM comment WHERE email_hash = :email_hash AND state = 'public'
           AND author_name = :author_name LIMIT 100) AS sub),
       (SELECT count(*) FROM (SELECT 1 FROM comment WHERE email_hash = :email_hash AND state IN ('spam', 'trash')
           AND why = '' AND created_at > :since LIMIT 100) AS sub);

-- Reports.

-- one comment_report_add(comment int, reason text, text text, origin bytes, network bytes, at int) -> id int
-- reads nothing
INSERT INTO comment_report (comment_id, reason, text, origin_hash, network_hash, made_at)
VALUES (:comment, :reason, :text, :origin, :network, :at)
ON CONFLICT (comment_id, origin_hash) DO NOTHING RETURNING id;
-- one comment_report_flow(origin bytes, network bytes, since int) -> origin int, network int
-- reads nothing
SELECT (SELECT count(*) FROM comment_report WHERE origin_hash = :origin AND made_at > :since),
       (SELECT count(*) FROM comment_report WHERE network_hash = :network AND made_at > :since);
-- networks: from how many; kept: reports that a moderator looked at and let stand.
-- one comment_report_weight(comment int) -> open int, newest int, networks int, kept int
-- reads nothing
SELECT (SELECT count(*) FROM comment_report WHERE comment_id = :comment AND seen_at = 0),
       coalesce((SELECT max(made_at) FROM comment_report WHERE comment_id = :comment AND seen_at = 0), 0),
       (SELECT count(DISTINCT network_hash) FROM comment_report WHERE comment_id = :comment AND seen_at = 0),
       (SELECT count(*) FROM comment_report WHERE comment_id = :comment AND seen_at > 0);
-- exec comment_reports_put(id int, reports int, reported_at int)
UPDATE comment SET reports = :reports, reported_at = :reported_at WHERE id = :id;
-- exec comment_reports_see(comment int, act int, at int)
UPDATE comment_report SET seen_at = :at, act_id = :act WHERE comment_id = :comment AND seen_at = 0;
-- exec comment_reports_unsee(comment int, act int)
UPDATE comment_report SET seen_at = 0, act_id = 0 WHERE comment_id = :comment AND act_id = :act;
-- many comment_reports(ids ids) -> comment_id int, reason text, text text, made_at int, seen_at int
-- reads nothing
SELECT comment_id, reason, text, made_at, seen_at FROM comment_report
 WHERE comment_id IN (:ids) ORDER BY comment_id, seen_at > 0, id DESC LIMIT 500;
-- exec comment_reports_erase(before int)
UPDATE comment_report SET origin_hash = NULL, network_hash = NULL WHERE origin_hash IS NOT NULL AND made_at < :before;

-- What goes with a comment that is deleted.
-- exec comment_remove_reports(id int)
DELETE FROM comment_report WHERE comment_id = :id;
-- exec comment_remove_edits(id int)
DELETE FROM comment_edit WHERE comment_id = :id;

-- The filter.  Row 0 of :tokens counts all comments.

-- many bayes_counts(tokens ids) -> token int, spam int, good int
-- reads nothing
SELECT token, spam, good FROM bayes WHERE token IN (:tokens) ORDER BY token;

-- exec bayes_learn(tokens ids, spam int, good int, at int)
-- sqlite
INSERT INTO bayes (token, spam, good, seen_at)
SELECT value, :spam, :good, :at FROM json_each(:tokens) WHERE true
ON CONFLICT (token) DO UPDATE SET spam = bayes.spam + excluded.spam, good = bayes.good + excluded.good, seen_at = excluded.seen_at;
-- postgres
INSERT INTO bayes (token, spam, good, seen_at)
SELECT v, :spam, :good, :at FROM unnest(:tokens) AS v
ON CONFLICT (token) DO UPDATE SET spam = bayes.spam + excluded.spam, good = bayes.good + excluded.good, seen_at = excluded.seen_at;

-- exec bayes_unlearn(tokens ids, spam int, good int)
-- sqlite
UPDATE bayes SET spam = max(0, spam - :spam), good = max(0, good - :good)
 WHERE token IN (:tokens);
-- postgres
UPDATE bayes SET spam = greatest(0, spam - :spam), good = greatest(0, good - :good)
 WHERE token IN (:tokens);

-- one bayes_size() -> tokens int, spam int, good int
-- reads nothing
SELECT (SELECT count(*) FROM bayes) - 1, coalesce((SELECT spam FROM bayes WHERE token = 0), 0),
       coalesce((SELECT good FROM bayes WHERE token = 0), 0);
-- Rare and old ones go.
-- exec bayes_sweep_old(before int)
DELETE FROM bayes WHERE token <> 0 AND spam + good <= 1 AND seen_at < :before;
-- exec bayes_sweep_rare(count int)
DELETE FROM bayes WHERE token IN (SELECT token FROM bayes WHERE token <> 0 ORDER BY spam + good, seen_at, token LIMIT :count);

-- Of its last guesses: what moderators said of them; 0: nothing yet.
-- many bayes_record(count int) -> guess int, learned int, n int
-- reads nothing
SELECT guess, learned, count(*) FROM (SELECT guess, learned FROM comment WHERE guess > 0
   ORDER BY created_at DESC, id DESC LIMIT :count) AS sub
 GROUP BY guess, learned ORDER BY guess, learned;

-- Mail about comments: a job is added in the moment they become public.

-- seen: it and its story are public now; parent_wants: the writer of what it answers asked
-- for this, has said yes, and is not the same person.
-- one comment_tell(id int, now int)
--   -> id int, story_id int, parent_id ref, tell int, author_name text, body text, headline text, seen int, parent_wants int
-- reads nothing
SELECT c.id, c.story_id, c.parent_id, c.tell, c.author_name, c.body, s.headline,
       CASE WHEN c.state = 'public' AND s.state = 'publish' AND s.public_at <= :now THEN 1 ELSE 0 END,
       (SELECT count(*) FROM comment p JOIN comment_mail m ON m.email_hash = p.email_hash
         WHERE p.id = c.parent_id AND p.tell = 1 AND m.answer = 'yes' AND (c.email_hash IS NULL OR c.email_hash <> p.email_hash))
  FROM comment c JOIN story s ON s.id = c.story_id WHERE c.id = :id;
-- one comment_mail_ask(comment int, now int) -> answer text
-- reads nothing
INSERT INTO comment_mail (email_hash, answer, at)
SELECT c.email_hash, 'asked', :now FROM comment c WHERE c.id = :comment AND c.email_hash IS NOT NULL
ON CONFLICT (email_hash) DO NOTHING RETURNING answer;
-- exec comment_mail_say(comment int, answer text, now int)
UPDATE comment_mail SET answer = :answer, at = :now WHERE email_hash = (SELECT c.email_hash FROM comment c WHERE c.id = :comment);
-- one comment_digest() -> at int, waiting int, newest int
-- reads nothing
SELECT coalesce((SELECT d.at FROM comment_digest d WHERE d.name = 'held'), 0),
       (SELECT count(*) FROM (SELECT 1 FROM comment WHERE state = 'held' AND kind <> 'note' LIMIT 1000) AS sub),
       coalesce((SELECT max(created_at) FROM comment WHERE state = 'held'), 0);
-- exec comment_digest_put(at int)
INSERT INTO comment_digest (name, at) VALUES ('held', :at) ON CONFLICT (name) DO UPDATE SET at = excluded.at;
