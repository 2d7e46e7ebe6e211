// A newsroom's whole day in one run: the first login and invitations; a story written,
// pasted into, pictured, handed in, corrected, scheduled, put on the front; a reader's
// comment approved; a correction seen; the same once by keyboard alone; then every page
// with every role.  Nothing of it may reach the console or break the pages' policy.
// SPDX-License-Identifier: Apache-2.0
import { chromium } from "playwright-core";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Site, TOP, main, check, skip, figure } from "./lib.mjs";
import { browse } from "./chromium.mjs";
import { judge, login } from "./desk.mjs";
import { paste, text } from "./desk-editor-lib.mjs";
import { walk } from "./desk-walk.mjs";
import { byKeyboard } from "./desk-keys.mjs";

const PASSWORD = "seven quiet herons";
const at = (tab) => new URL(tab.page.url()).pathname;
const judged = new Set();

// Each kind of page is judged by axe the first time somebody comes to it.
async function look(tab, kind) {
	if (judged.has(kind)) return;
	judged.add(kind);
	await judge(tab, kind);
}
// A person in a browser of their own; what the policy stops is told on the console.
async function sit(browser, site, options) {
	const b = await browse(browser, site, { reducedMotion: "reduce", ...options });
	await b.context.addInitScript(() => addEventListener("securitypolicyviolation",
		(e) => console.error(
			`stopped by the policy: ${e.violatedDirective} ${e.blockedURI} ${e.sample}`)));
	const tab = await b.tab();
	tab.context = b.context;
	return tab;
}
const press = async (tab, what) => {
	await Promise.all([tab.page.waitForNavigation(), tab.page.click(what)]);
};
const there = async (site, path) => (await site.get(path)).status !== 404;
const path = (site, link) => link.trim().slice(site.base.length);

async function first(browser, site) {
	const link = /http:\S+/g, links = site.told.match(link) ?? [];
	const own = links.find((l) => l.startsWith(site.base) && l.includes("/desk/"));
	if (!check("djeli init tells where the first login is", Boolean(own), site.told))
		throw new Error("no first login");
	const tab = await sit(browser, site);
	await tab.go(path(site, own));
	await look(tab, "the first login");
	await tab.page.fill("[name=name]", "Ama Sow");
	await tab.page.fill("[name=email]", "ama@paper.example");
	await tab.page.fill("[name=password]", PASSWORD);
	await press(tab, "button.first");
	check("the administrator is in", at(tab) === "/desk/people/", at(tab));
	await look(tab, "the people");
	return tab;
}

async function invite(browser, site, admin, role, name) {
	const email = `${role}@paper.example`;
	await admin.go("/desk/people/");
	await admin.page.fill("#add [name=name]", name);
	await admin.page.fill("#add [name=email]", email);
	await admin.page.check(`#add [value=${role}]`);
	await press(admin, "#add button.first");
	const tab = await sit(browser, site);
	await tab.go(path(site, await admin.page.inputValue("#link")));
	await look(tab, "an invitation");
	await tab.page.fill("[name=password]", PASSWORD);
	await press(tab, "button.first");
	await look(tab, "the desk's first page");
	if (role !== "reporter") return Object.assign(tab, { email, password: PASSWORD, name });
	// Out, and in again by the login.
	await press(tab, "header.top form button");
	await tab.go("/desk/login");
	await look(tab, "the login");
	await tab.page.fill("[name=email]", email);
	await tab.page.fill("[name=password]", PASSWORD);
	await press(tab, "button.first");
	check(`the ${role} is in`, (await tab.page.innerText("header.top")).includes(name));
	return Object.assign(tab, { email, password: PASSWORD, name });
}

const settled = (tab) => tab.page.waitForFunction(() =>
	document.querySelector("#saved").dataset.kind === "saved", null, { timeout: 20000 });

async function writes(tab) {
	const { page } = tab;
	await tab.go("/desk/board/");
	await look(tab, "the board");
	await press(tab, ".new-story button.first");
	check("a story is begun", /^\/desk\/story\/\d+\/$/.test(at(tab)), at(tab));
	tab.story = at(tab);
	await page.waitForSelector(".ProseMirror");
	await look(tab, "an empty story");
	await page.fill("#headline", "The ferry comes back to the harbour");
	await page.fill("#standfirst", "After three weeks on land it sails again.");
	await page.click(".ProseMirror");
	await page.keyboard.type(
		"The old ferry left the yard at seven.\nNobody on the quay spoke.\n");
	await paste(tab,
		{ "text/html": readFileSync(join(TOP, "test/paste/word-report.html"), "utf8") });
	const body = await text(tab);
	check("what was typed and pasted stands in it",
		body.includes("<p>Nobody on the quay spoke.</p>") && body.length > 120, body);
	check("nothing of Word came along", !/mso|style=|class="Mso|<o:|<span/i.test(body), body);
	await page.selectOption("#section", { label: "Town" })
		.catch(async () => page.selectOption("#section", { index: 1 }));
	await settled(tab);
	await look(tab, "a story that is written");
	await tab.page.setViewportSize({ width: 360, height: 800 });
	await judge(tab, "a story on a telephone");
	await tab.page.setViewportSize({ width: 1280, height: 900 });
}

// A photograph, as far as a picture's makers can tell.
async function photograph(page, name) {
	const buffer = Buffer.from(await page.evaluate(() => {
		const c = document.createElement("canvas"),
			g = Object.assign(c, { width: 1200, height: 800 }).getContext("2d");
		g.fillStyle = "#8ab";
		g.fillRect(0, 0, 1200, 800);
		for (let i = 0; i < 60; i++) {
			g.fillStyle = `hsl(${i * 6} 50% 40%)`;
			g.fillRect((i * 131) % 1200, 300 + (i * 71) % 460, 90, 30);
		}
		return c.toDataURL("image/jpeg", .9).split(",")[1];
	}), "base64");
	return { name, mimeType: "image/jpeg", buffer };
}
// The library's page, then the picture at the story's head.
async function pictures(site, tab) {
	const { page } = tab, story = tab.story;
	if (!await there(site, "/desk/pictures/"))
		return skip("the pictures' page is not there yet");
	await tab.go("/desk/pictures/");
	await look(tab, "the pictures");
	await page.setInputFiles("#files", await photograph(page, "ferry.jpg"));
	await page.waitForSelector("#uploads a", { timeout: 20000 });
	await tab.go("/desk/pictures/");
	await press(tab, "#grid a");
	const id = /\/pictures\/(\d+)\//.exec(page.url())?.[1];
	check("a picture is in the library", Boolean(id), page.url());
	await page.fill("#alt", "A white ferry at a quay of stones");
	await look(tab, "a picture");
	await press(tab, "form:has(#alt) button.first");
	await tab.go(story);
	await page.waitForSelector(".ProseMirror");
	await page.$eval("#lead_media_id", (input, id) => {
		input.value = id;
		input.dispatchEvent(new Event("input", { bubbles: true }));
		input.dispatchEvent(new Event("change", { bubbles: true }));
	}, id);
	await press(tab, "button[name=do][value=save]");
	check("the story has its picture", await page.inputValue("#lead_media_id") === id);
	tab.picture = id;
}

async function handsIn(tab) {
	if (!await tab.page.$("button[value='move:review']"))
		return check("a reporter can hand in", false,
			await tab.page.$$eval("button[name=do]", (all) => all.map((b) => b.value)));
	check("a reporter does not publish", !await tab.page.$("button[name=do][value=publish]"));
	await press(tab, "button[value='move:review']");
	check("it is handed in", (await tab.page.getAttribute(".publish .tag", "class"))
		.includes("review"), await tab.page.innerText("main").then((t) => t.slice(0, 200)));
}

async function publishes(tab, reader, reporter) {
	const { page } = tab;
	await tab.go("/desk/board/");
	await Promise.all([page.waitForNavigation(), page.click(`a[href='${reporter.story}']`)]);
	await page.waitForSelector(".ProseMirror");
	check("the editor opens it from the board", at(tab) === reporter.story, at(tab));
	await page.fill("#headline", "The ferry is back in the harbour");
	await settled(tab);
	const soon = new Date((Math.floor(Date.now() / 1000) + 5) * 1000),
		iso = soon.toISOString().slice(0, 19);
	await page.fill("#publish_at", iso);
	await press(tab, ".publish button[value=publish]");
	check("it waits for its second", await page.locator(".publish #publish_at").count() === 1 ||
		Date.now() >= soon, (await page.innerText(".publish")).slice(0, 200));
	const early = await reader.go("/");
	check("before it no reader sees it", Date.now() >= soon ||
		!(await early.text()).includes("back in the harbour"));
	let seen = "";
	for (let i = 0; i < 60 && !seen; i++) {
		await page.waitForTimeout(250);
		await reader.go("/");
		seen = await reader.page.$eval("a[href*='ferry']",
			(a) => a.textContent.includes("back in the harbour") && a.href)
			.catch(() => "") || "";
	}
	check("at its second it is on the front", Boolean(seen) && Date.now() >= soon - 100, seen);
	if (!seen)
		throw new Error(
			`not published: ${await reader.page.$$eval("main a", (all) => all.map((a) => a.href + a.textContent))} ${(await page.innerText(".publish")).slice(0, 300)}`);
	await look(reader, "the front, as readers see it");
	await reader.go(new URL(seen, page.url()).pathname);
	reader.story = at(reader);
	const words = await reader.page.innerText("main");
	check("and on its page, with all its words", words.includes("After three weeks") &&
		words.includes("Nobody on the quay spoke."));
	if (reporter.picture)
		check("and its picture, described",
			await reader.page.locator(
				"main img[alt='A white ferry at a quay of stones']").count() > 0);
	await look(reader, "a story, as readers see it");
}

const lead = (html) => html.match(/class="lead[^]*?<h2 class="hl">([^]*?)<\/h2>/)?.[1] ?? "";
async function front(site, tab) {
	const { page } = tab, id = /\d+/.exec(tab.story)[0];
	if (!await there(site, "/desk/front/")) return skip("the front's page is not there yet");
	check("the newest with a picture leads by itself", !tab.picture ||
		lead((await site.get("/")).text).includes("ferry"),
		lead((await site.get("/")).text));
	await tab.go(`/desk/front/`);
	if (at(tab) !== "/desk/front/")
		return check("the editor may fill the front", false, at(tab));
	await look(tab, "the front at the desk");
	await page.click("#e-lead-1");
	await page.waitForSelector(`input[name=story][value='${id}']`);
	await look(tab, "a place of the front");
	await page.check(`input[name=story][value='${id}']`);
	await press(tab, "main form button.first:not(#front-find *)");
	check("a reader sees who leads at once",
		lead((await site.get("/")).text).includes("back in the harbour"),
		lead((await site.get("/")).text));
}

async function comment(site, reader, moderator) {
	const { page } = reader, said = "I was on that quay and it was cold.";
	await reader.go(reader.story);
	await page.fill("#comment", said);
	await page.fill("#author", "Esi");
	await page.fill("#email", "esi@hidden-place.example");
	await press(reader, "#submit");
	const others = async () => (await site.get(reader.story)).text.includes(said);
	check("a first comment is held", !await others());
	const m = moderator.page;
	await moderator.go("/desk/comments/");
	await look(moderator, "the comments");
	check("a moderator has it", (await m.innerText("#items")).includes(said));
	await m.click(".said [data-verb=approve]");
	await m.waitForFunction((said) => !document.querySelector("#items")?.textContent.includes(
		said), said, { timeout: 8000 });
	check("approved, all see it", await others());
	await reader.go(reader.story);
	check("and so does the reader", (await page.innerText("main")).includes(said));
	await look(reader, "a story with a comment");
}

async function corrects(tab, reader) {
	const { page } = tab, words = "The ferry left at seven, not at six.";
	await tab.go(tab.story);
	await page.waitForSelector(".ProseMirror");
	await page.$eval("details:has(#correction)", (d) => { d.open = true; });
	await look(tab, "a public story at the desk");
	await page.fill("#correction", words);
	await press(tab, "button[value=correct]");
	await reader.go(reader.story);
	check("a reader sees the correction",
		(await reader.page.innerText("main")).includes(words));
	await look(reader, "a story with a correction");
	for (const page of ["history", "preview"]) {
		await tab.go(tab.story + page);
		await look(tab, `a story's ${page}`);
	}
}

await main("desk-day", async () => {
	const site = await Site.make("The Desk"), started = Date.now();
	site.sql("INSERT INTO section (slug, path, name) VALUES ('town', 'town', 'Town')");
	site.set({ comment_min_age: 0, comment_flood_seconds: 0 });
	await site.serve();
	const browser = await chromium.launch(
		{ executablePath: "/usr/bin/chromium", args: ["--no-sandbox", "--disable-quic"] });
	const lap = (what) =>
		figure(`${what}: after ${((Date.now() - started) / 1000).toFixed(1)} s`);
	const admin = await first(browser, site), reader = await sit(browser, site);
	const reporter = await invite(browser, site, admin, "reporter", "Kofi Ansah");
	const editor = await invite(browser, site, admin, "editor", "Binta Fall");
	const ruler = site.user("moderator"),
		moderator = await login(browser, site, ruler, { reducedMotion: "reduce" });
	const publisher =
		await login(browser, site, site.user("publisher"), { reducedMotion: "reduce" });
	lap("all are in");
	await writes(reporter);
	await pictures(site, reporter);
	await handsIn(reporter);
	await publishes(editor, reader, reporter);
	lap("the story is out");
	editor.story = reporter.story;
	const typists = { reader: await sit(browser, site) };
	for (const role of ["reporter", "editor", "moderator"])
		typists[role] = await sit(browser, site);
	const file = await photograph(reader.page, "keys.jpg");
	const parts = [["the front", () => front(site, editor)],
		["a comment", () => comment(site, reader, moderator)],
		["a correction", () => corrects(editor, reader)],
		["by keyboard", () => byKeyboard(site, typists,
			{ reporter, editor, moderator: ruler }, file)],
		["the walk", () => walk(site, { administrator: admin, publisher, editor, moderator,
			reporter })]];
	for (const [name, part] of parts) {
		await part().catch((e) => check(`${name} goes through`, false,
			String(e.stack).slice(0, 600)));
		lap(name);
	}
	for (const [whose, tab] of [...Object.entries(
		{ admin, reporter, editor, moderator, publisher, reader }),
		...Object.entries(typists)])
		tab.judge(whose, /status of 40[34]/);
	await browser.close();
});
