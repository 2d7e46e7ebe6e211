// A paper for the tests of the board: stories in every stage, before the server runs.
// SPDX-License-Identifier: Apache-2.0
const NOW = Math.floor(Date.now() / 1000), HOUR = 3600, DAY = 86400;
const q = (s) => `'${String(s).replaceAll("'", "''")}'`;

export function furnish(site, more = []) {
	const id = Object.fromEntries(site.sql("SELECT role || ' ' || id FROM person").split("\n")
		.map((l) => l.split(" ")));
	site.sql(`INSERT INTO section (slug, path, name, place) VALUES ('town', 'town', 'Town', 1), ('sport', 'sport', 'Sport', 2), ('culture', 'culture', 'Culture', 3);
		INSERT INTO section (parent_id, slug, path, name, place) VALUES (1, 'council', 'town/council', 'Council', 4)`);
	const list = [
		["idea", "", "Who repairs the lamps on the pier?", 1, { owner: id.editor }],
		["idea", "Summer", "Ten swimming places without a road", 3,
			{ plan: NOW + 5 * DAY, assignee: id.reporter }],
		["draft", "Harbour",
			"Ferry timetable changes for the winter, and the islands were not asked", 1,
			{ assignee: id.reporter, due: NOW - 2 * HOUR, owner: id.editor,
				open: id.reporter, notes: 2, words: 420 }],
		["draft", "", "Market day moves to the old station", 1,
			{ owner: id.reporter, assignee: id.reporter, due: NOW + 5 * HOUR,
				words: 190 }],
		["draft", "Football", "Late goal keeps Halden in the second division", 2,
			{ owner: id.reporter, words: 310, picture: 1 }],
		["review", "Council",
			"School roofs: the council wants a second opinion before it pays", 4,
			{ owner: id.reporter, assignee: id.editor, due: NOW + DAY, notes: 1,
				words: 760 }],
		["review", "", "What the tide tables do not tell", 3,
			{ owner: id.reporter, worktype: "analysis", words: 1100 }],
		["ready", "Theatre", "A small stage with a long queue", 3,
			{ owner: id.reporter, words: 540, embargo: NOW + 2 * DAY, picture: 1 }],
		["publish", "Weather", "First frost: what the growers say", 1,
			{ published: NOW - 3 * HOUR, words: 350, picture: 1 }],
		["publish", "", "The bridge is open again", 1,
			{ published: NOW - DAY, words: 280 }],
		["publish", "Council", "Budget: every vote, and who cast it", 4,
			{ published: NOW + 8 * HOUR, words: 900 }],
		["killed", "", "A rumour that nobody could confirm", 1, {}],
		...more,
	];
	site.sql(list.map(([state, kicker, headline, section, o], i) => {
		const n = i + 1, at = o.published ?? 0;
		return `INSERT INTO story (id, state, kicker, headline, slug, body, worktype, owner_id, assignee_id, due_at, plan_at, published_at, embargo_at, public_at, modified_at, created_at, stage_id, lead_media_id)
			VALUES (${n}, ${q(state)}, ${q(kicker)}, ${q(headline)}, 'story-${n}', ${q("<p>" + "words ".repeat(o.words ?? 1) + "</p>")}, ${q(o.worktype ?? "news")}, ${o.owner ?? "NULL"}, ${o.assignee ?? "NULL"},
			${o.due ?? 0}, ${o.plan ?? 0}, ${at}, ${o.embargo ?? 0}, ${Math.max(at, o.embargo ?? 0)}, ${NOW - i * 1700}, ${NOW - i * 1700}, (SELECT id FROM stage WHERE state = ${q(state)}), NULL);
			INSERT INTO story_section (story_id, section_id, leaf, main, published_at) VALUES (${n}, ${section}, 1, 1, ${at});
			INSERT INTO story_words (rowid, headline, body) VALUES (${n}, ${q((kicker + " " + headline).toLowerCase())}, 'words');
			${o.open ? `INSERT INTO presence (story_id, client, person_id, seen_at) VALUES (${n}, 'x', ${o.open}, ${NOW + DAY});` : ""}
			${Array.from({ length: o.notes ?? 0 }, () => `INSERT INTO note (story_id, person_id, text, made_at) VALUES (${n}, ${id.editor}, 'Ask again.', ${NOW});`).join("")}`;
	}).join("\n"));
	return id;
}
