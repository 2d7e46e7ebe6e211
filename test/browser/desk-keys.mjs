// The whole day once more by keyboard alone, from three logins to a correction: Tab,
// arrows, Enter, Space, letters and shortcuts.  Nothing is clicked, nothing is filled in
// from outside; only what a file dialog would answer and what another program left on
// the clipboard is given by hand.
// SPDX-License-Identifier: Apache-2.0
import { createServer } from "node:http";
import { check } from "./lib.mjs";

const focused = (page, what) =>
	page.evaluate((what) => Boolean(document.activeElement?.matches(what)), what);

// Tab (or Shift+Tab) until the focus is on what is meant; where it never comes is a fault.
async function reach(page, what, key = "Tab", most = 200) {
	for (let i = 0; i < most; i++) {
		if (await focused(page, what)) return;
		await page.keyboard.press(key);
	}
	throw new Error(
		`${key} does not lead to ${what}: stays at ${await page.evaluate(() => document.activeElement?.outerHTML.slice(0, 150))}`);
}
async function enter(page, what, key) {
	await reach(page, what, key);
	const shown = await page.evaluate(() => {
		const e = document.activeElement, s = getComputedStyle(e);
		return (s.outlineStyle !== "none" && parseFloat(s.outlineWidth) > 0) ||
			s.boxShadow !== "none";
	});
	check(`the focus is seen on ${what}`, shown);
	await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
}
// Arrows through a group of radios until the one that is meant is chosen.
async function choose(page, name, value) {
	await reach(page, `input[name=${name}]`);
	for (let i = 0; i < 60 && !await focused(page, `[value="${value}"]`); i++)
		await page.keyboard.press("ArrowDown");
	check(`${name} is chosen by arrows`,
		await page.isChecked(`input[name=${name}][value="${value}"]`));
}

async function logsIn(tab, who) {
	const { page } = tab;
	await tab.go("/desk/login");
	await reach(page, "[name=email]");
	await page.keyboard.type(who.email);
	await page.keyboard.press("Tab");
	await page.keyboard.type(who.password);
	await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
	check(`${who.email} is in`, new URL(page.url()).pathname.startsWith("/desk/") &&
		!page.url().includes("login"), page.url());
}

// From the clipboard, as another program leaves it there: a page of somebody else's, since
// ours would have to break its own policy to copy styles.
async function pastes(tab, html) {
	const other = createServer((_request, reply) => reply.setHeader("Content-Type", "text/html")
		.end("<title>another program</title>"));
	await new Promise((done) => other.listen(0, "127.0.0.1", done));
	await tab.context.grantPermissions(["clipboard-read", "clipboard-write"]);
	const page = await tab.context.newPage();
	await page.goto(`http://127.0.0.1:${other.address().port}/`);
	await page.evaluate((html) => navigator.clipboard.write(
		[new ClipboardItem({ "text/html": new Blob([html], { type: "text/html" }) })]),
		html);
	await page.close();
	other.close();
	await tab.page.bringToFront();
	await tab.page.keyboard.press("Control+v");
}

async function picture(tab, file) {
	const { page } = tab;
	page.on("filechooser", (chooser) => chooser.setFiles(file));
	await page.keyboard.press("Control+Alt+p");
	await page.waitForSelector("dialog.picker");
	await reach(page, "#pick-file");
	await page.keyboard.press("Enter");
	await page.waitForSelector(".ProseMirror figure img[src^='/media/']", { timeout: 20000 });
	await reach(page, "#figure-alt", "Shift+Tab");
	await page.keyboard.type("Cold keys on a desk");
}

async function writes(tab, file) {
	const { page } = tab, type = (s) => page.keyboard.type(s);
	await enter(page, ".menu a[href='/desk/board/']");
	await enter(page, ".new-story button");
	await page.waitForSelector(".ProseMirror");
	await reach(page, "#headline");
	await type("A story by keyboard alone");
	await reach(page, "#standfirst");
	await type("No hand left the keys.");
	await reach(page, ".ProseMirror");
	await type("First the keys were cold.\nThen they were warm.\n");
	await pastes(tab, '<p class="MsoNormal" style="mso-x:1">Then somebody <b>pasted</b>.</p>');
	await picture(tab, file);
	await reach(page, "#section");
	await type("Town");
	check("the section is chosen", await page.$eval("#section",
		(s) => s.selectedOptions[0].textContent.trim()) === "Town");
	tab.story = new URL(page.url()).pathname;
	await enter(page, ".publish button[value='move:review']", "Shift+Tab");
	check("it is handed in",
		(await page.getAttribute(".publish .tag", "class")).includes("review"));
}

// A field of date and time is typed part by part, in the order of the browser's language.
async function typeTime(page, at) {
	const two = (n) => String(n).padStart(2, "0"), hour = at.getUTCHours();
	await page.keyboard.type(
		`${two(at.getUTCMonth() + 1)}${two(at.getUTCDate())}${at.getUTCFullYear()}`);
	if (/^\D*\d+\D+\d+\D+\d{5,}/.test(await page.evaluate(() => document.activeElement.value)))
		throw new Error("the year ran over");
	await page.keyboard.press("ArrowRight");
	await page.keyboard.type(
		`${two(hour % 12 || 12)}${two(at.getUTCMinutes())}${two(at.getUTCSeconds())}${hour < 12 ? "A" : "P"}`);
}

async function reviews(site, tab, story) {
	const { page } = tab;
	await enter(page, ".menu a[href='/desk/board/']");
	await enter(page, `a[href='${story}']`);
	await page.waitForSelector(".ProseMirror");
	await reach(page, "#headline");
	await page.keyboard.press("Control+End");
	await page.keyboard.type(", read twice");
	await reach(page, "#publish_at");
	const at = new Date((Math.floor(Date.now() / 1000) + 4) * 1000);
	await typeTime(page, at);
	check("the time is typed", await page.inputValue("#publish_at") === at.toISOString()
		.slice(0, 19), [await page.inputValue("#publish_at"), at.toISOString()]);
	await enter(page, ".publish button[value=publish]");
	const seen = async () => (await site.get("/"))
		.text.includes("by keyboard alone, read twice");
	for (let i = 0; i < 80 && !await seen(); i++) await page.waitForTimeout(100);
	check("at its time, and not before, it is on the front", await seen() &&
		Date.now() >= at - 100);
}

async function toTheFront(site, tab, story) {
	const { page } = tab, id = /\d+/.exec(story)[0];
	await enter(page, ".menu a[href='/desk/front/']");
	await enter(page, "#e-lead-1");
	await choose(page, "story", id);
	await enter(page, ".front-form .buttons button.first");
	const lead = /class="lead[^]*?<h2 class="hl">([^]*?)<\/h2>/.exec(
		(await site.get("/")).text)?.[1] ?? "";
	check("it leads", lead.includes("read twice"), lead);
}

const SAID = "My keys were cold too, and I say so.";
async function comments(reader) {
	const { page } = reader;
	await reader.go("/");
	await enter(page, "main a[href*='keyboard']");
	reader.story = new URL(page.url()).pathname;
	const words = await page.innerText("main");
	check("a reader reads it by keyboard",
		["Then they were warm.", "Then somebody pasted."].every((s) => words.includes(s)),
		words.slice(0, 300));
	check("and is told what is in the picture",
		await page.locator("main img[alt='Cold keys on a desk']").count() === 1);
	for (const [what, said] of [["#comment", SAID], ["#author", "Kodjo"],
		["#email", "kodjo@hidden-place.example"]]) {
		await reach(page, what, "Tab", 400);
		await page.keyboard.type(said);
	}
	await enter(page, "#submit");
}

async function approves(site, tab, path) {
	const { page } = tab;
	await enter(page, ".menu a[href='/desk/comments/']");
	await page.waitForFunction((said) =>
		document.querySelector("#items")?.textContent.includes(said), SAID);
	for (let i = 0; i < 20 && !await page.evaluate((said) =>
		document.activeElement.closest(".said")?.textContent.includes(said), SAID); i++)
		await page.keyboard.press("j");
	await page.keyboard.press("a");
	await page.waitForFunction((said) => !document.querySelector(
		"#items")?.textContent.includes(said), SAID, { timeout: 8000 });
	check("a comment is approved by a key", (await site.get(path)).text.includes(SAID));
}

async function corrects(site, tab, story, path) {
	const { page } = tab;
	await enter(page, ".menu a[href='/desk/board/']");
	await enter(page, `a[href='${story}']`);
	await page.waitForSelector(".ProseMirror");
	await reach(page, "details:has(#correction) > summary");
	await page.keyboard.press("Enter");
	await reach(page, "#correction");
	await page.keyboard.type("The keys were cool, not cold.");
	await enter(page, "button[value=correct]");
	check("a correction stands by keyboard",
		(await site.get(path)).text.includes("The keys were cool, not cold."));
}

export async function byKeyboard(site, tabs, people, file) {
	for (const role of ["reporter", "editor", "moderator"])
		await logsIn(tabs[role], people[role]);
	await writes(tabs.reporter, file);
	const { story } = tabs.reporter;
	await reviews(site, tabs.editor, story);
	await toTheFront(site, tabs.editor, story);
	await comments(tabs.reader);
	await approves(site, tabs.moderator, tabs.reader.story);
	await corrects(site, tabs.editor, story, tabs.reader.story);
}
