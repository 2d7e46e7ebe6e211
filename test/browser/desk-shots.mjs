// Pictures of every page of the desk, for judging the look by eye: the demo paper with a
// newsroom's afternoon on top of it (stories in every stage, who has them and until when,
// held comments, a planned change, a front filled by hand, a later layout, a strip), each
// page that `djeli routes` names at three widths, light and dark.  With --doc it takes the
// few that doc/desk.md shows instead, as small WebP: Chromium itself is the encoder.
// SPDX-License-Identifier: Apache-2.0
import { chromium } from "playwright-core";
import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const TOP = join(import.meta.dirname, "..", "..");
process.env.DJELI ??= join(TOP, "build/release/djeli"); // before lib.mjs looks at it
const { demo } = await import("./demo.mjs"), { login } = await import("./desk.mjs");

const words = process.argv.slice(2), doc = words.includes("--doc");
const [out = doc ? join(TOP, "doc/img") : "shots", ...rest] = words.filter((w) => w !== "--doc");
const only = rest.filter((w) => !/^\d+$/.test(w)),
	asked = rest.filter((w) => /^\d+$/.test(w)).map(Number);
const WIDTHS = asked.length ? asked : [360, 768, 1280];
const NOW = Math.floor(Date.now() / 1000), HOUR = 3600, DAY = 86400;
const quote = (s) => `'${String(s).replaceAll("'", "''")}'`;

// [state, kicker, headline, who has it, due, public at, embargo]
const AFTERNOON = [
	["idea", "", "Who repairs the lamps on the pier?", "", 0],
	["idea", "Summer", "Ten swimming places without a road", "reporter", 5 * DAY],
	["draft", "Harbour",
		"Ferry timetable changes for the winter, and the islands were not asked",
		"reporter", -2 * HOUR],
	["draft", "", "Market day moves to the old station", "reporter", 5 * HOUR],
	["draft", "", "Les écoles du haut quartier attendent toujours leurs toits avant l’hiver",
		"", 0],
	["review", "Council", "School roofs: the council wants a second opinion before it pays",
		"editor", DAY],
	["review", "", "What the tide tables do not tell", "", 2 * DAY],
	["ready", "Theatre", "A small stage with a long queue", "editor", 0, 0, 2 * DAY],
	["publish", "Council", "Budget: every vote, and who cast it", "", 0, 8 * HOUR],
];
const SAID =
	"<p>The council met for four hours on Tuesday and decided nothing that it had not decided in spring.</p><h2>What it costs</h2><p>Two of the three offers are above what the town has put aside. The third is from a firm that nobody in the room had heard of, and that answered its telephone on the second try.</p><blockquote><p>We can wait for one more winter, but the buckets cannot.</p></blockquote><p>The school has counted eleven of them.</p>";

function furnish(site) {
	const id = Object.fromEntries(site.sql("SELECT role || ' ' || id FROM person").split("\n")
		.map((l) => l.split(" ")));
	const first = Number(site.sql("SELECT max(id) + 1 FROM story")),
		section = site.sql("SELECT min(id) FROM section");
	site.sql(AFTERNOON.map(([state, kicker, headline, who, due, out = 0, embargo = 0], i) => `
		INSERT INTO story (id, state, kicker, headline, slug, standfirst, body, owner_id, assignee_id, due_at, published_at, embargo_at, public_at, modified_at, created_at, stage_id, version)
		VALUES (${first + i}, ${quote(state)}, ${quote(kicker)}, ${quote(headline)}, 'desk-${i}', 'The roofs leak, the offers are in, and the vote is on Thursday.', ${quote(SAID)}, ${id.editor}, ${id[who] ?? "NULL"}, ${due ? NOW + due : 0},
		${out ? NOW + out : 0}, ${embargo ? NOW + embargo : 0}, ${out ? NOW + out : 0}, ${NOW - i * 1700}, ${NOW - i * 9000}, (SELECT id FROM stage WHERE state = ${quote(state)}), 1);
		INSERT INTO story_section (story_id, section_id, leaf, main, published_at) VALUES (${first + i}, ${section}, 1, 1, ${out ? NOW + out : 0});
		INSERT INTO story_words (rowid, headline, body) VALUES (${first + i}, ${quote(headline.toLowerCase())}, 'words');`).join("\n"));
	site.sql(`INSERT INTO note (story_id, person_id, quote, text, made_at) VALUES (${first + 5}, ${id.editor}, 'eleven of them', 'Ask the caretaker once more.', ${NOW - HOUR})`);
	site.sql(`UPDATE comment SET state = 'held' WHERE id IN (SELECT id FROM comment ORDER BY id DESC LIMIT 5)`);
	return { id, first, review: first + 5 };
}
// What is done by forms: the page's token, then the post, as a browser without scripts.
async function work(tab, site, made) {
	const post = async (page, path, fields) => {
		await tab.go(page);
		const hidden = await tab.page.$$eval("input[type=hidden]",
			(all) => Object.fromEntries(
				all.filter((i) => /^(csrf|layout|version)$/.test(i.name))
				.map((i) => [i.name, i.value])));
		const r = await tab.page.request.post(site.base + path,
			{ form: { ...hidden, ...fields }, headers: { Origin: site.base },
				maxRedirects: 0 });
		if (r.status() >= 400) console.log(`${path}: ${r.status()}`);
	};
	const local = (after) => new Date((NOW + after) * 1000).toISOString().slice(0, 16);
	const old = site.sql(
		"SELECT group_concat(id) FROM (SELECT id FROM story WHERE state = 'publish' AND kind = 'story' AND public_at < unixepoch() AND lead_media_id > 0 ORDER BY public_at DESC LIMIT 6)").split(",");
	await post("/desk/running/templates/", "/desk/running/templates/",
		{ name: "Harbour log, Fridays" });
	await post("/desk/front/", "/desk/front/place", { do: "put", to: "lead:1", story: old[2] });
	await post("/desk/front/", "/desk/front/layout",
		{ do: "new", name: "Election night", starts: local(2 * DAY),
			ends: local(3 * DAY) });
	await post("/desk/front/", "/desk/front/breaking",
		{ text: "The swing bridge is closed until noon", ends: local(3 * HOUR) });
	await tab.go(`/desk/story/${old[0]}/`);
	await tab.page.waitForSelector(".ProseMirror");
	await tab.page.locator("details", { has: tab.page.locator("#plan_at") }).locator("summary")
		.click();
	await tab.page.fill("#plan_at", `${local(DAY)}:00`);
	await Promise.all([tab.page.waitForNavigation(), tab.page.click("button[value=plan]")]);
	return { ...made, public: old[0],
		picture: site.sql(`SELECT lead_media_id FROM story WHERE id = ${old[2]}`) };
}

function pages(site, made) {
	const ask = (table) => site.sql(`SELECT min(id) FROM ${table}`);
	const of = { story: made.review, comments: site.sql(
		"SELECT min(id) FROM comment WHERE state = 'held'"), pictures: ask("media"),
		people: made.id.editor,
		sections: ask("section"), tags: ask("tag"), authors: ask("author"),
		templates: ask("template") };
	const all = JSON.parse(site.must("routes", "--json"))
		.filter((r) => r.method === "GET" && /^\/desk\//.test(r.path) &&
			!/static|suggest|\.(json|csv|svg)$|\/(work|find|link|have|code|notes)(\/|$)|themes\/\{/.test(r.path))
		.map((r) => r.path.replace("{name}", "header").replace(/\{\w+\}/g,
			(_, i) => of[r.path.slice(0, i).split("/").at(-2)] ?? "1"))
		.map((p) => p.replace(/front\/slot$/, "front/slot?area=lead&place=1")
			.replace(/front\/area$/, "front/area?area=latest"));
	all.push("/desk/board/?view=table", `/desk/story/${made.public}/`);
	return Object.fromEntries(all.map((p) =>
		[p.replace(/^\/desk\//, "").replace(/\W+/g, "-").replace(/-$/, "") || "home", p]));
}

const settle = (page) => page.evaluate(() => new Promise((done) => setTimeout(done, 250)));
async function every(tab, list) {
	let faults = 0;
	for (const colorScheme of ["light", "dark"]) for (const width of WIDTHS) {
		await tab.page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
		await tab.page.setViewportSize({ width, height: 800 });
		for (const [name, path] of Object.entries(list)) {
			if (only.length && !only.some((o) => name.startsWith(o))) continue;
			const r = await tab.go(path);
			await settle(tab.page);
			if (r.status() >= 400) { faults++; console.log(`${path}: ${r.status()}`); }
			const wide = await tab.page.evaluate(() =>
				document.documentElement.scrollWidth - document.documentElement.clientWidth);
			if (wide > 0) {
				faults++;
				console.log(`${name} ${width}px: ${wide} px too wide`);
			}
			await tab.page.screenshot(
				{ path: join(out, `${name}-${width}-${colorScheme}.png`),
					fullPage: true });
		}
	}
	console.log(`${Object.keys(list).length} pages of the desk in ${out}, ${faults} faults`);
	return faults;
}

// For the guide: [name, page, width, height, what to do first].
async function small(page, png, most) {
	for (const quality of [0.8, 0.7, 0.6, 0.5, 0.4]) {
		const data = await page.evaluate(async ([png, quality]) => {
			const image = await createImageBitmap(
				await (await fetch(`data:image/png;base64,${png}`)).blob());
			const c = Object.assign(document.createElement("canvas"),
				{ width: image.width, height: image.height });
			c.getContext("2d").drawImage(image, 0, 0);
			return c.toDataURL("image/webp", quality).split(",")[1];
		}, [png.toString("base64"), quality]);
		const webp = Buffer.from(data, "base64");
		if (webp.length <= most || quality === 0.4) return webp;
	}
}
async function guide(browser, tab, made) {
	const shots = [["board", "/desk/board/", 1280, 800],
		["table", "/desk/board/?view=table", 1280, 620],
		["calendar", "/desk/calendar/", 1280, 800],
		["story", `/desk/story/${made.review}/`, 1280, 900],
		["front", "/desk/front/", 1280, 900], ["comments", "/desk/comments/", 1280, 760],
		["pictures", "/desk/pictures/", 1280, 720],
		["picture", `/desk/pictures/${made.picture}/`, 1280, 820, async (page) => {
			await page.click("li[data-shape='1x1'] .shape");
			await page.evaluate(() => scrollTo(0, 0));
		}], ["running", "/desk/running/", 1280, 640],
		["history", `/desk/story/${made.public}/history`, 1280, 560],
		["board-phone", "/desk/board/", 360, 720]];
	const plain = await (await browser.newContext()).newPage();
	let total = 0;
	for (const [name, path, width, height, first] of shots) {
		await tab.page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
		await tab.page.setViewportSize({ width, height });
		await tab.go(path);
		await first?.(tab.page);
		await settle(tab.page);
		const webp = await small(plain, await tab.page.screenshot(), 76000);
		writeFileSync(join(out, `desk-${name}.webp`), webp);
		total += webp.length;
		console.log(`desk-${name}.webp ${webp.length}`);
	}
	console.log(`${shots.length} pictures, ${total} bytes`);
	return total > 700000 ? 1 : 0;
}

execFileSync("make", ["-s", "BUILD=release", "all", "tools"], { cwd: TOP, stdio: "inherit" });
mkdirSync(out, { recursive: true });
const site = await demo();
let faults = 1;
try {
	site.sql("DELETE FROM setting WHERE name = 'zone'");
	for (const [role, name] of [["editor", "Binta Fall"], ["reporter", "Kofi Ansah"]])
		site.user(role, `${role}@paper.example`, name);
	const chief = site.user("administrator", "chief@paper.example", "Ama Sow"),
		made = furnish(site);
	await site.serve();
	const browser = await chromium.launch(
		{ executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
			args: ["--no-sandbox", "--disable-quic"] });
	const tab = await login(browser, site, chief), now = await work(tab, site, made);
	faults = doc ? await guide(browser, tab, now) : await every(tab, pages(site, now));
	await browser.close();
} finally {
	await site.end();
}
process.exit(faults ? 1 : 0);
