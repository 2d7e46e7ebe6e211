// A story is written without scripts: begun, written in plain text, clashed over,
// compared, restored, previewed; and what was typed comes back after a login that ended.
import { chromium } from "playwright-core";
import { Site, main, check, sleep } from "./lib.mjs";
import { login, judgeAll } from "./desk.mjs";

const SHOTS = process.env.DJELI_SHOTS; // a folder: pictures of each page as it was judged

// axe is a script: what it judges is the same page in a browser that runs scripts but
// gets none of ours.
async function bare(browser, site, who) {
	const tab = await login(browser, site, who);
	await tab.context.route(/\/desk\/static\/.*\.js$/,
		(r) => r.fulfill({ contentType: "text/javascript", body: "" }));
	return tab;
}
async function shot(tab, name) {
	if (!SHOTS) return;
	for (const width of [360, 768, 1280])
		for (const colorScheme of ["light", "dark"]) {
			await tab.page.setViewportSize({ width, height: 900 });
			await tab.page.emulateMedia({ colorScheme });
			await sleep(250); // colours glide
			await tab.page.screenshot(
				{ path: `${SHOTS}/${name}-${width}-${colorScheme}.png`,
					fullPage: width !== 768 });
		}
	await tab.page.setViewportSize({ width: 1280, height: 900 });
	await tab.page.emulateMedia({ colorScheme: "light" });
}
const press = async (tab, selector) => {
	await Promise.all([tab.page.waitForNavigation(), tab.page.click(selector)]);
};
const save = (tab) => press(tab, "#story .deskbar button.first");
const said = (tab) => tab.page.textContent("#said");

async function begin(site, tab) {
	await tab.go("/desk/board/");
	const csrf = await tab.page.getAttribute('meta[name="csrf"]', "content");
	const r = await tab.context.request.post(site.base + "/desk/story/new",
		{ form: { csrf, headline: "The bridge opens" },
		headers: { Origin: site.base, "Sec-Fetch-Site": "same-origin" }, maxRedirects: 0 });
	check("a story is begun", r.status() === 303, r.status());
	return r.headers().location;
}

async function write(tab, path) {
	const { page } = tab;
	await tab.go(path);
	check("one text area for the body is shown", await page.isVisible("#light") &&
		!(await page.isVisible("#body")));
	await page.fill("#headline", "The bridge opens on Friday");
	await page.fill("#standfirst", "After nine years.");
	await page.fill("#light",
		"The first paragraph, with <strong>weight</strong>.\n\nThe second,\nin two lines.\n\n<h2>Why so late</h2>\n\nThe third.");
	await page.fill('[name="author"] >> nth=1', "Ama Sow");
	await page.fill("#tag", "Bridge, River");
	await save(tab);
	check("it is saved", (await said(tab)).includes("Saved"), await said(tab));
	check("the text is as it was typed", (await page.inputValue("#light"))
		.startsWith(
			"The first paragraph, with <strong>weight</strong>.\n\nThe second,\nin two lines.\n\n<h2>"), await page.inputValue("#light"));
	check("the address is made", (await page.inputValue(
		"#slug")) === "the-bridge-opens-on-friday", await page.inputValue("#slug"));
	check("bylines keep their order",
		(await page.inputValue('[name="author"] >> nth=1')) === "Ama Sow");
	check("paragraphs are stored", (await page.inputValue("#body"))
		.includes("<p>The third.</p>"), await page.inputValue("#body"));
}

async function clash(one, two, path) {
	await one.go(path);
	await two.go(path);
	await one.page.fill("#light",
		(await one.page.inputValue("#light")).replace("The third.", "The third, by one."));
	await save(one);
	await two.page.fill("#headline", "Two's headline");
	await two.page.fill("#light",
		(await two.page.inputValue("#light")).replace("The first", "The very first"));
	await save(two);
	const html = await two.page.content();
	check("who is late is told, with both texts", /Someone else has saved/.test(html) &&
		/by one/.test(html) && /The very first/.test(html));
	check("nothing typed is lost", (await two.page.inputValue(
		"#headline")) === "Two's headline" &&
		(await two.page.inputValue("#light")).startsWith("The very first"));
	check("the clash is marked word by word",
		await two.page.locator(".clash .diff del").count() > 0);
	return html;
}

async function history(tab, path) {
	const { page } = tab;
	await tab.go(path + "history");
	check("revisions are listed", await page.locator(".history tbody tr").count() >= 4,
		await page.locator(".history tbody tr").count());
	await page.check('.history [name="a"] >> nth=-1');
	await press(tab, ".history button.first");
	check("two are compared", await page.locator(".compared .diff ins").count() > 0);
	await page.fill('[name="name"]', "Before the lawyers");
	await press(tab, ".side .row button");
	check("one has a name", (await page.content()).includes("Before the lawyers"));
	await press(tab, ".history tbody:last-of-type button");
	check("one is restored", /restored to the working copy/.test(await said(tab)), await said(tab));
	await press(tab, ".discard button");
	check("and discarded again", /discarded/.test(await said(tab)), await said(tab));
}

async function notes(tab, path) {
	await tab.go(path);
	await tab.page.fill("#note-text", "Who says so?");
	await tab.page.fill("#note-quote", "in two lines");
	await press(tab, ".addnote button");
	await tab.page.fill(".notes .one input.grow", "The mayor does.");
	await press(tab, ".notes .one form.grow button");
	check("a note is answered",
		(await tab.page.textContent(".notes .answer")).includes("The mayor does."));
}

async function ended(site, tab, path, who) {
	const { page } = tab;
	await tab.go(path);
	await page.fill("#headline", "Typed before the login ended");
	await tab.context.clearCookies();
	await save(tab);
	check("a save without a session gives back what was typed",
		(await page.content()).includes("Typed before the login ended"));
	check("and tells nothing of the paper", !(await page.content()).includes("Who says so?"));
	const door = await tab.context.newPage(); // as the page says: in a new tab
	await door.goto(site.base + "/desk/login");
	await door.fill("[name=email]", who.email);
	await door.fill("[name=password]", who.password);
	await Promise.all([door.waitForURL(/\/desk\/(?!login)/), door.click("button.first")]);
	await door.close();
	await press(tab, "button.first");
	check("after the login it is in the form again",
		(await page.inputValue("#headline")) === "Typed before the login ended");
	await save(tab);
	check("and is saved", (await said(tab)).includes("Saved"));
}

await main("desk-story", async () => {
	const site = await Site.make("The Story");
	const reporter = site.user("reporter"), editor = site.user("editor");
	site.sql("INSERT INTO section (slug, path, name, place) VALUES ('town', 'town', 'Town', 1), ('sport', 'sport', 'Sport', 2)");
	await site.serve();
	const browser = await chromium.launch(
		{ executablePath: "/usr/bin/chromium", args: ["--no-sandbox", "--disable-quic"] });
	const one = await login(browser, site, reporter, { javaScriptEnabled: false });
	const two = await login(browser, site, editor, { javaScriptEnabled: false });
	const path = await begin(site, one);
	await write(one, path);
	await clash(one, two, path);
	await shot(two, "clash");
	await save(two);
	await history(two, path);
	await notes(one, path);
	await shot(one, "story");
	const look = await bare(browser, site, editor);
	await look.go(path);
	await judgeAll(look, "the story");
	await look.go(path + "history");
	await judgeAll(look, "its revisions");
	await shot(look, "history");
	await look.go(path + "compare?a=1&b=now");
	await judgeAll(look, "a comparison");
	await shot(look, "compare");
	await look.go(path + "preview");
	check("the preview is marked", /not public/.test(await look.page.textContent(".notice")));
	await shot(look, "preview");
	look.judge("story");
	await ended(site, one, path, reporter);
	const r = await site.get(path + "preview");
	check("no preview without a session", r.status === 303, r.status);
	const large = await site.get(path + "autosave",
		{ method: "POST", body: "body=" + "x".repeat(1200000),
		headers: { "Content-Type": "application/x-www-form-urlencoded",
			Accept: "application/json" } }).catch((e) => ({ status: String(e) }));
	check("more than fits is refused as that", large.status === 413, large.status);
	await browser.close();
});
