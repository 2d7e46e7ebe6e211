// No typed word is lost and none written over: the tab is killed, the line is cut, the
// server is killed, the login ends, two people write at once.
import { Site, main, check, sleep } from "./lib.mjs";
import { judge } from "./desk.mjs";
import { launch, newStory, onServer, open, saved, text, writer } from "./desk-editor-lib.mjs";

const kind = (tab) => tab.page.$eval("#saved", (e) => e.dataset.kind ?? "");
const becomes = (tab, want, ms = 20000) => tab.page.waitForFunction((want) =>
	document.querySelector("#saved").dataset.kind === want, want, { timeout: ms })
	.then(() => true, async () => check(`the state line says ${want}`, false, await kind(tab)));
const state = (tab) => tab.page.textContent("#saved");
// In the last line of a paragraph that may have grown to several: End is the end of a line.
async function at(tab, nth, words) {
	const p = tab.page.locator(".ProseMirror > p").nth(nth);
	await p.scrollIntoViewIfNeeded();
	const { width, height } = await p.boundingBox();
	await p.click({ position: { x: width / 2, y: height - 6 } });
	await tab.page.keyboard.press("End");
	await tab.page.keyboard.type(words);
}
// The page's process dies in the middle of its work: no handler of it runs.
async function crash(tab) {
	const cdp = await tab.context.newCDPSession(tab.page),
		gone = new Promise((done) => tab.page.once("crash", done));
	cdp.send("Page.crash").catch(() => {});
	await gone;
	await tab.page.close();
}
// Another page of the same browser.
async function again(tab, path = tab.path) {
	const page = await tab.context.newPage();
	tab.page = page;
	page.on("console", (m) => { if (m.type() === "error") tab.seen.console.push(m.text()); });
	tab.go = (to) => page.goto(tab.base + to, { waitUntil: "load" });
	await open(tab, path);
	await sleep(500);
}
const BODY = "<p>One.</p>\n<p>Two.</p>\n<p>Three.</p>\n<p>Four.</p>";

async function line(tab) {
	await newStory(tab, { headline: "The line", body: BODY });
	tab.path = new URL(tab.page.url()).pathname;
	await tab.page.click(".ProseMirror");
	await at(tab, 0, " Typed");
	await saved(tab);
	check("saved within seconds of the last key", (await onServer(tab)).includes("One. Typed"),
		await state(tab));
	await tab.context.setOffline(true);
	await at(tab, 1, " while the line is cut");
	await becomes(tab, "offline");
	check("it says so", /this device only/.test(await state(tab)), await state(tab));
	await at(tab, 2, " and on");
	await sleep(1500);
	await tab.context.setOffline(false);
	await saved(tab);
	check("after the cut the server has it all",
		(await onServer(
			tab)) === "<p>One. Typed</p>\n<p>Two. while the line is cut</p>\n<p>Three. and on</p>\n<p>Four.</p>", await onServer(tab));
	check("and the copy on the device is gone",
		await tab.page.evaluate(() =>
			!Object.keys(localStorage).some((k) => k.startsWith("djeli:story:"))));
	tab.seen.console.length = 0; // requests that failed are told there
}

async function killed(tab) {
	await tab.context.setOffline(true);
	await at(tab, 3, " before the tab died");
	await tab.page.fill("#kicker", "Kicked");
	await sleep(320);
	await crash(tab);
	await tab.context.setOffline(false);
	await again(tab);
	check("what was typed in a killed tab is back",
		(await text(tab)).includes("Four. before the tab died") &&
		(await tab.page.inputValue("#kicker")) === "Kicked", await text(tab));
	check("and it says so", /from this device/.test(await tab.page.textContent("#said")),
		await tab.page.textContent("#said"));
	await saved(tab);
	check("and goes to the server", (await onServer(tab)).includes("before the tab died"));
	// Killed, and meanwhile somebody else wrote.
	await tab.context.setOffline(true);
	await at(tab, 0, " mine");
	await sleep(320);
	await crash(tab);
	await tab.context.setOffline(false);
}

async function two(tab, other) {
	await open(other, tab.path);
	await at(other, 3, " theirs");
	await saved(other);
	await again(tab);
	await saved(tab);
	let got = await onServer(tab);
	check("the killed tab's words and the other's are merged",
		got.includes("One. Typed mine") && got.includes("died theirs"), got);
	// Both at once, in different paragraphs.
	await Promise.all([at(tab, 1, " A1"), at(other, 2, " B1")]);
	await Promise.all(
		[tab.page.fill("#standfirst", "From A"), other.page.fill("#dateline", "From B")]);
	await saved(tab), await saved(other);
	await at(tab, 1, " A2"), await saved(tab);
	await at(other, 2, " B2"), await saved(other);
	await at(tab, 1, " A3"), await saved(tab);
	got = await text(tab);
	check("two at once, each in a paragraph: all words are there", /A1 A2 A3/.test(got) &&
		/B1 B2/.test(got), got);
	check("and fields", (await tab.page.inputValue("#dateline")) === "From B" &&
		(await other.page.inputValue("#standfirst")
			.then((v) => v === "From A" || v === "")));
	// Both in one paragraph.
	await becomes(other, "saved");
	await other.page.reload();
	await other.page.waitForSelector(".ProseMirror");
	await sleep(400);
	await at(other, 0, " OTHER");
	await saved(other);
	await at(tab, 0, " OWN");
	await becomes(tab, "clash");
	check("one paragraph by two: the server's is not written over",
		(await onServer(tab)).includes("OTHER") && !(await onServer(tab)).includes("OWN"),
		await onServer(tab));
	check("both are shown side by side", /OTHER/.test(await tab.page.textContent(".versus")) &&
		/OWN/.test(await tab.page.textContent(".versus")),
		await tab.page.textContent(".versus").catch(String));
	await judge(tab, "a choice");
	await at(tab, 1, " still typing");
	check("one can go on meanwhile", (await text(tab)).includes("still typing"));
	await crash(tab);
	await again(tab);
	await tab.page.waitForSelector(".versus", { timeout: 5000 }).catch(() => {});
	check("killed before the choice: nothing is lost, the choice is there",
		/OTHER/.test(await tab.page.textContent(".versus")) &&
		/OWN/.test(await tab.page.textContent(".versus")) &&
		(await text(tab)).includes("still typing"), await text(tab));
	await tab.page.click(".versus >> text=Keep both");
	await saved(tab);
	got = await onServer(tab);
	check("kept both", /OTHER<\/p>\n<p>.*OWN/.test(got) || /OWN<\/p>\n<p>.*OTHER/.test(got),
		got);
	check("and what was typed meanwhile", got.includes("still typing"), got);
	await other.page.waitForFunction(() =>
		document.querySelector(".ProseMirror").textContent.includes("OWN"), null,
		{ timeout: 25000 }).catch(() => {});
	check("the other sees it without doing anything",
		(await other.page.textContent(".ProseMirror")).includes("OWN"));
	check("each sees who is here", /Some editor/.test(await tab.page.textContent("#people")) ||
		/Some publisher/.test(await other.page.textContent("#people")));
}

async function server(site, tab) {
	site.process.kill("SIGKILL");
	await site.ended;
	await at(tab, 3, " while the server lay dead");
	await becomes(tab, "offline");
	await site.serve();
	await saved(tab);
	check("typed while the server was dead: it is there",
		(await onServer(tab)).includes("lay dead"));
	// Killed in the middle of saving.
	await at(tab, 3, " and just before");
	site.process.kill("SIGKILL");
	await site.ended;
	await sleep(300);
	await site.serve();
	await saved(tab);
	check("killed while saving: it is there",
		(await onServer(tab)).includes("and just before"));
	tab.seen.console.length = 0;
}

async function login(tab, who) {
	const page = await tab.context.newPage();
	await page.goto(tab.base + "/desk/account/");
	await page.click(".me button");
	await page.waitForURL(/login/);
	await at(tab, 2, " after the login ended");
	await becomes(tab, "login");
	check("the end of the login is said", /you have been logged out/.test(await state(tab)));
	await at(tab, 2, " and on");
	await page.fill("[name=email]", who.email);
	await page.fill("[name=password]", who.password);
	await Promise.all([page.waitForURL(/\/desk\/(?!login)/), page.click("button.first")]);
	await page.close();
	await tab.page.bringToFront();
	await saved(tab);
	check("logged in again in another tab: it goes on",
		(await onServer(tab)).includes("after the login ended and on"),
		await onServer(tab));
	await tab.page.click("button[value=save]");
	await tab.page.waitForSelector(".note.done", { timeout: 8000 }).catch(() => {});
	check("and Save works when all was saved before", !!(await tab.page.$(".note.done")));
	tab.seen.console.length = 0;
}

await main("desk-lost", async () => {
	const site = await Site.make("The Desk"), who = site.user("publisher"),
		second = site.user("editor");
	await site.serve();
	const browser = await launch(), tab = await writer(browser, site, who,
		{ headline: "Lost" }),
		other = await writer(browser, site, second, { headline: "Other" });
	tab.base = other.base = site.base;
	await line(tab);
	await killed(tab);
	await two(tab, other);
	await server(site, tab);
	await login(tab, who);
	await browser.close();
});
