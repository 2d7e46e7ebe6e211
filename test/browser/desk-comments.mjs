// The queue of comments: by keyboard alone, in bulk, without scripts; and what readers
// see of it: reports, pins, the newsroom's mark.
import { chromium } from "playwright-core";
import { Site, main, check, figure } from "./lib.mjs";
import { login, judge, judgeAll } from "./desk.mjs";

const ITEM = (t, n) =>
	`<item><title>${t}</title><wp:post_id>${n}</wp:post_id><wp:post_date>2026-03-04 10:00:0${n}</wp:post_date>
<wp:post_date_gmt>2026-03-04 10:00:0${n}</wp:post_date_gmt><wp:comment_status>open</wp:comment_status><wp:post_name>${t}</wp:post_name>
<wp:status>publish</wp:status><wp:post_type>post</wp:post_type><content:encoded>Words of the story.</content:encoded></item>`;
const WXR = `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>T</title><link>http://old.example</link><wp:wxr_version>1.2</wp:wxr_version>
 <wp:base_site_url>http://old.example</wp:base_site_url><wp:base_blog_url>http://old.example</wp:base_blog_url>${ITEM("first", 1)}${ITEM("second", 2)}</channel></rss>`;

const browser = () => chromium.launch({ executablePath: "/usr/bin/chromium",
	args: ["--no-sandbox", "--disable-quic"] });

async function paper() {
	const site = await Site.make("The Queue");
	site.import(site.file("talk.xml", WXR));
	site.set({ comment_flood_seconds: 0, comment_flood_prefix: 0, comment_flood_site: 0,
		comment_min_age: 0, comment_report_hide: 2, comment_max_links: 2 });
	return site;
}
const names = ["Ama", "Kofi", "Esi", "Yaw", "Binta", "Lamine", "Adjoa", "Sekou"];

async function talk(site, path) {
	const page = (await site.get(path)).text;
	const token = /name="?djeli_token"? value="?([^">\s]+)/.exec(page)[1],
		story = /name="?comment_post_ID"? value="?(\d+)/.exec(page)[1];
	for (const [i, name] of names.entries()) {
		const r = await site.post("/wp-comments-post.php",
			{ comment: `What I think of it, number ${i}${i === 3 ? " http://one.example http://two.example" : ""}.`,
			author: name, email: `${name.toLowerCase()}@hidden-place.example`, url: "",
			comment_post_ID: story, comment_parent: 0, djeli_token: token,
			subject: "" });
		check(`${name}'s comment is taken`, r.status === 302, r.status);
	}
	return story;
}

const at = (page) => page.evaluate(() => document.activeElement?.closest(".said")?.querySelector(
	"h3")?.textContent ?? "");
const left = (page) => page.$$eval("#items .said:not(.going)",
	(all) => all.map((one) => one.querySelector("h3").textContent));
async function key(page, k) {
	await page.keyboard.press(k);
	await page.waitForTimeout(60);
}
async function until(what, page, body, arg) {
	try {
		await page.waitForFunction(body, arg, { timeout: 6000 });
		check(what, true);
	} catch {
		check(what, false,
			await page.evaluate(() => document.body.innerText.slice(0, 300)));
	}
}
const gone = (page, name) => until(`${name} left the list`, page,
	(n) => ![...document.querySelectorAll("#items .said h3")].some((h) => h.textContent === n),
	name);

async function keyboard(tab, site) {
	const { page } = tab;
	await tab.go("/desk/comments/");
	check("all wait", (await left(page)).length === names.length, await left(page));
	check("no address is in the page", !(await page.content()).includes("hidden-place"));
	await key(page, "j");
	check("j goes to the first", (await at(page)) === "Sekou", await at(page));
	await key(page, "j");
	await key(page, "k");
	await key(page, "a");
	await gone(page, "Sekou");
	check("the next one has the focus", (await at(page)) === "Adjoa", await at(page));
	await until("it is said", page,
		() => document.querySelector("#said")?.textContent.includes("Approved"));
	await key(page, "s");
	await gone(page, "Adjoa");
	await key(page, "b");
	await gone(page, "Lamine");
	check("focus moves on", (await at(page)) === "Binta", await at(page));
	await Promise.all([page.waitForNavigation(), page.keyboard.press("u")]);
	check("u takes it back and leads there", (await at(page)) === "Lamine", await at(page));
	check("they are waiting again", (await left(page)).includes("Lamine"));
	const seen = (await site.get("/2026/03/04/first/")).text;
	check("readers see what was approved", seen.includes("number 7") &&
		!seen.includes("number 6") && !seen.includes("number 5"));
	await key(page, "?");
	check("? shows the keys", await page.isVisible("#talk-help"));
	await page.keyboard.press("Escape");
	await key(page, "g");
	await key(page, "a");
	check("a after g approves nothing", (await left(page)).length === 6, await left(page));
}

async function more(tab, site) {
	const { page } = tab;
	await tab.go("/desk/comments/");
	await key(page, "j");
	await key(page, "j"); // Binta
	await Promise.all([page.waitForNavigation(), page.keyboard.press("e")]);
	check("e opens its words", page.url().endsWith("#edit"), page.url());
	await page.fill("#body", "Changed words.");
	await Promise.all([page.waitForNavigation(), page.click("#edit button.first")]);
	check("back in the queue, at it", (await at(page)) === "Binta", await at(page));
	await Promise.all([page.waitForNavigation(), page.keyboard.press("r")]);
	await page.fill("#answer", "The newsroom answers.");
	await Promise.all([page.waitForNavigation(), page.click("#reply button.first")]);
	let seen = (await site.get("/2026/03/04/first/")).text;
	check("readers see the edit, marked", seen.includes("Changed words.") &&
		seen.includes("Edited by staff"));
	check("readers see the answer with its mark",
		/Some moderator<\/b> <span class="?label"?>Staff/.test(seen),
		seen.slice(seen.indexOf("Some moderator"), seen.indexOf("Some moderator") + 90));
	await tab.go("/desk/comments/?tab=public");
	await page.focus(".said:has-text('Changed words.'):not(:has(blockquote))");
	await Promise.all([page.waitForNavigation(), page.keyboard.press("p")]);
	seen = (await site.get("/2026/03/04/first/")).text;
	check("a pinned comment stands first",
		seen.indexOf("Changed words.") < seen.indexOf("number 7") &&
		seen.includes(">Pinned<"));
	await Promise.all([page.waitForNavigation(), page.click("#undo button")]);
	seen = (await site.get("/2026/03/04/first/")).text;
	check("and no longer", !seen.includes(">Pinned<"));
	await tab.go("/desk/comments/?tab=held");
	await key(page, "j");
	await Promise.all([page.waitForNavigation(), page.keyboard.press("n")]);
	check("n leads to the ban", page.url().endsWith("#ban"));
	await page.fill("#reason", "Insults");
	await judgeAll(tab, "one comment");
	await Promise.all([page.waitForNavigation(), page.click("#ban button.danger")]);
	check("the banned one's comment is in the bin", !(await left(page)).includes("Lamine"));
	await tab.go("/desk/comments/bans/");
	check("the ban is listed without an address",
		(await page.textContent("main")).includes("Insults") &&
		!(await page.content()).includes("hidden-place"));
	await judgeAll(tab, "bans");
	await Promise.all([page.waitForNavigation(), page.click("tbody button")]);
	check("a ban is lifted", (await page.textContent("tbody")).includes("expired"));
}

async function bulk(tab, site) {
	const { page } = tab;
	await tab.go("/desk/comments/");
	const before = await left(page);
	await page.check("input[data-all]");
	check("all are chosen", (await page.$$("#items input:checked")).length === before.length);
	await judgeAll(tab, "queue");
	await Promise.all(
		[page.waitForNavigation(), page.click(".talk-bulk button[value=approve]")]);
	check("nothing waits", (await page.textContent("main")).includes("No comments awaiting moderation"), before);
	await Promise.all([page.waitForNavigation(), page.click("#undo button")]);
	check("undone in one", (await left(page)).length === before.length, await left(page));
	await tab.go("/desk/comments/?tab=held&q=number+3");
	check("words are found", (await left(page)).join() === "Yaw", await left(page));
	await tab.go("/desk/comments/?tab=public");
	await page.click("a:text('only this story')");
	await page.click("summary");
	await page.selectOption("#rule", "held");
	await judge(tab, "a story's rules");
	await Promise.all([page.waitForNavigation(), page.click(".talk-rule button")]);
	check("the rule is kept", (await page.inputValue("#rule")) === "held");
	for (const name of ["filter", "words"]) {
		await tab.go(`/desk/comments/${name}/`);
		await (name === "filter" ? judgeAll : judge)(tab, name);
	}
	await page.fill("#hold", "casino, quick credit");
	await Promise.all([page.waitForNavigation(), page.click("main button.first")]);
	check("words are kept", (await page.inputValue("#hold")) === "casino, quick credit");
}

// Two readers without scripts, behind two networks as a trusted proxy tells them.
async function reports(tab, site, plain) {
	const reader = await plain.newPage();
	await reader.goto(site.base + "/2026/03/04/first/");
	const href = await reader.getAttribute(
		"li.comment:has-text('number 7') .reply a[href$='/report']", "href");
	await reader.goto(site.base + href);
	check("the report's page is in no index", (await reader.content()).includes("noindex"));
	await judgeReader(reader);
	await reader.check("input[value=illegal]");
	await reader.click("form.report button");
	check("illegal has to say why", (await reader.textContent(".error")).includes("why"),
		reader.url());
	await reader.fill("#text", "Article 5 of the press act, an insult.");
	await reader.click("form.report button");
	check("it is thanked for", (await reader.textContent(".notice")).includes("Thank you"));
	const { page } = tab;
	await tab.go("/desk/comments/?tab=reported");
	check("moderators see the reason",
		(await page.textContent(".reports")).includes("press act"));
	await judge(tab, "reported");
	await key(page, "j");
	await key(page, "a");
	await until("what was looked at leaves the list", page,
		() => document.querySelector("main").textContent.includes("No reported comments"));
	check("and stands", (await site.get("/2026/03/04/first/")).text.includes("number 7"));
}

async function judgeReader(page) {
	for (const width of [360, 1280]) {
		await page.setViewportSize({ width, height: 800 });
		await judge({ page }, `report ${width}`);
	}
}

async function withoutScripts(site, who, b) {
	const context = await b.newContext({ javaScriptEnabled: false }),
		page = await context.newPage();
	await page.goto(site.base + "/desk/login");
	await page.fill("[name=email]", who.email);
	await page.fill("[name=password]", who.password);
	await page.click("button.first");
	await page.goto(site.base + "/desk/comments/");
	const first = await page.textContent(".said h3");
	await page.click(".said button[value^='spam:']");
	check("a plain form rules", !(await page.textContent("#items")).includes(first), first);
	check("and says so", (await page.textContent("#said")).includes("spam"));
	await page.click("#undo button");
	check("and undoes", (await page.textContent("#items")).includes(first));
	await context.close();
}

await main("desk-comments", async () => {
	const site = await paper();
	const who = site.user("moderator");
	await site.serve();
	const started = Date.now();
	await talk(site, "/2026/03/04/first/");
	const b = await browser(), tab = await login(b, site, who);
	await tab.page.emulateMedia({ reducedMotion: "reduce" }); // colours are judged at rest
	await keyboard(tab, site);
	await more(tab, site);
	await bulk(tab, site);
	await withoutScripts(site, who, b);
	// axe needs scripts to look; the form itself is used without any of ours
	await reports(tab, site, await b.newContext({ bypassCSP: true }));
	tab.judge("desk-comments");
	figure(`the moderator's day took ${((Date.now() - started) / 1000).toFixed(1)} s`);
	await b.close();
});
