// Running the paper in a browser: settings, tags merged and their addresses followed as
// a reader does, an import from the browser, an export that is fetched, the audit trail,
// the first steps.  The pages are judged at two widths and in both schemes.
import { chromium } from "playwright-core";
import { readFileSync } from "node:fs";
import { Site, main, check, sleep } from "./lib.mjs";
import { login, judge, judgeAll } from "./desk.mjs";

const item = (id, tag) =>
	`<item><title>Story ${id}</title><link>http://old.example/2026/03/0${id}/story-${id}/</link><dc:creator>ama</dc:creator>
<content:encoded><![CDATA[<p>Words of ${id}.</p>]]></content:encoded><wp:post_id>${id}</wp:post_id><wp:post_date>2026-03-0${id} 10:00:00</wp:post_date>
<wp:post_date_gmt>2026-03-0${id} 10:00:00</wp:post_date_gmt><wp:post_name>story-${id}</wp:post_name><wp:status>publish</wp:status><wp:post_type>post</wp:post_type>
<category domain="category" nicename="town"><![CDATA[Town]]></category><category domain="post_tag" nicename="${tag}"><![CDATA[${tag}]]></category></item>`;
const wxr = `<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>Old</title><link>http://old.example</link><wp:wxr_version>1.2</wp:wxr_version>
<wp:base_blog_url>http://old.example</wp:base_blog_url>${[1, 2, 3].map((n) => item(n, ["ferry", "ferries", "harbour"][n - 1])).join("\n")}</channel></rss>`;

// Until a work is over; the page loads itself anew then.
async function over(page) {
	for (let i = 0; i < 100; i++) {
		if (await page.locator("[data-work=over]").count()) return true;
		await sleep(150);
	}
	return false;
}

await main("desk-running", async () => {
	const site = await Site.make("djeli");
	const who = site.user("administrator");
	await site.serve();
	const browser = await chromium.launch(
		{ executablePath: "/usr/bin/chromium", args: ["--no-sandbox", "--disable-quic"] });
	const tab = await login(browser, site, who), { page } = tab;
	const submit = (button) =>
		Promise.all([page.waitForNavigation(), page.locator(button).first().click()]);

	check("the guide stands on the desk of who runs the paper",
		await page.locator(".run-guide li").count() === 3);
	await judge(tab, "guide");

	await tab.go("/desk/running/settings/");
	await judgeAll(tab, "settings");
	await page.fill("#site_title", "The Quay");
	await page.fill("#per_page", "5000");
	await submit(".run-save button");
	check("a refused value stands beside its field",
		/1 to 1,000/.test(await page.locator("#per_page-fault").innerText()));
	check("what was typed is kept", await page.inputValue("#site_title") === "The Quay" &&
		/djeli/.test((await site.get("/")).text));
	await page.locator("#per_page").fill("5");
	await page.fill("#permalink", "/%postname%/");
	check("the address is shown as it will be",
		/\/the-ferry-is-back\/$/.test(await page.locator("[data-example]").innerText()));
	await submit(".run-save button");
	check("settings are saved and readers see them",
		/The Quay/.test((await site.get("/")).text));

	await tab.go("/desk/running/import/");
	await judge(tab, "import");
	await page.setInputFiles("#up-file",
		{ name: "old.xml", mimeType: "text/xml", buffer: Buffer.from(wxr) });
	await submit("#upload button");
	check("the import comes to its end", await over(page), await page.content());
	check("and reports",
		/stories, published\s+3/.test(await page.locator(".run-report").innerText()));
	await judge(tab, "a work that is over");
	check("readers find the stories", (await site.get("/story-2/")).status === 200);
	check("an address of the old scheme leads on",
		(await site.get("/2026/03/02/story-2/")).headers.location?.endsWith("/story-2/"));

	await tab.go("/desk/running/tags/");
	await judgeAll(tab, "tags");
	await page.check("input[name=id][aria-label=ferries]");
	await page.fill("#into", "ferry");
	await submit("button[value=merge]");
	check("merging says what it did", /redirect/.test(await page.locator("#said").innerText()));
	const moved = await site.get("/tag/ferries/");
	check("a reader of the merged tag is led to the other", moved.status === 301 &&
		moved.headers.location.endsWith("/tag/ferry/"), moved.headers);
	check("and finds both stories", /Story 1/.test((await site.get("/tag/ferry/")).text) &&
		/Story 2/.test((await site.get("/tag/ferry/")).text));

	for (const [path, name] of [["sections/", "sections"], ["authors/", "authors"],
		["menus/", "menus"], ["menus/main/", "a menu"], ["server/", "server"],
		["", "overview"]]) {
		await tab.go(`/desk/running/${path}`);
		await judge(tab, name);
	}
	await tab.go("/desk/running/redirects/");
	await page.fill("#path", "/once/upon");
	await page.fill("#target", "/tag/ferries/");
	await submit("button[value=add]");
	await page.fill("#where", "/once/upon");
	await submit("form:has(#where) button");
	check("where an address leads is told step by step",
		await page.locator(".run-steps li").count() === 3,
		await page.locator(".run-steps").innerText());
	await judge(tab, "redirects");

	await tab.go("/desk/running/export/");
	await judge(tab, "export");
	await submit("main form button");
	check("the export comes to its end", await over(page), await page.content());
	const [got] = await Promise.all([page.waitForEvent("download"),
		page.locator("a.button.first").click()]);
	const tar = readFileSync(await got.path());
	check("what is fetched is a tar with everything", tar.includes("/site.wxr.xml") &&
		tar.includes("/rest.jsonl") && tar.includes("Words of 3.") &&
		tar.includes('"redirect":"/once/upon"'));

	await tab.go("/desk/running/audit/?action=tag.merge");
	check("the audit trail knows who merged what",
		/Some administrator/.test(await page.locator("tbody").innerText()) &&
		/ferries → ferry/.test(await page.locator("tbody").innerText()));
	await tab.page.setViewportSize({ width: 360, height: 800 });
	await judge(tab, "audit, narrow");
	const csv = await page.evaluate(async () =>
		(await fetch("/desk/running/audit/audit.csv?action=tag.merge")).text());
	check("and gives it to a spreadsheet", csv.split("\r\n").length === 3 &&
		csv.includes('"tag.merge"'), csv);

	await tab.go("/desk/");
	await submit(".run-guide button");
	check("the guide goes when it is not wanted", !(await page.locator(".run-guide").count()));
	tab.judge("running", /the server responded with a status of 400/);
	await tab.end();

	// Right to left: the same paper in Arabic.
	const narrow = await login(browser, site, who);
	await narrow.go("/desk/running/settings/");
	await narrow.page.fill("#language", "ar");
	await Promise.all(
		[narrow.page.waitForNavigation(), narrow.page.locator(".run-save button").click()]);
	check("the desk is said in English where the paper is Arabic",
		/Settings/.test(await narrow.page.locator("h1").innerText()) &&
		await narrow.page.getAttribute("html", "dir") === "ltr");
	for (const path of ["/", "/story-2/", "/category/town/", "/?s=words"]) {
		await narrow.go(path);
		check(`${path} is laid out right to left`,
			await narrow.page.getAttribute("html", "dir") === "rtl");
		await judge(narrow, `arabic ${path}`);
	}
	await narrow.end();
	await browser.close();
});
