// The desk's first page in a browser: each role's, without scripts too, at both widths and
// in both schemes; what somebody was given stands out until it is opened.
import { chromium } from "playwright-core";
import { Site, main, check } from "./lib.mjs";
import { login, judge, judgeAll } from "./desk.mjs";
import { furnish } from "./desk-board-paper.mjs";

const part = (page, name) => page.locator(`section[aria-labelledby=h-${name}]`);
const shots = async (tab, name) => {
	if (!process.env.SHOTS) return;
	for (const width of [360, 768, 1280])
		for (const colorScheme of ["light", "dark"]) {
			await tab.page.setViewportSize({ width, height: 800 });
			await tab.page.emulateMedia({ colorScheme });
			await tab.page.screenshot(
				{ path: `${process.env.SHOTS}/${name}-${width}-${colorScheme}.png`,
					fullPage: true });
		}
};

await main("desk-home", async () => {
	const site = await Site.make("The Halden Ferry");
	const editor = site.user("editor"), reporter = site.user("reporter"),
		publisher = site.user("publisher"), moderator = site.user("moderator");
	const id = furnish(site);
	site.sql(`INSERT INTO template (name, changed_at) VALUES ('Match report', 1), ('Council meeting', 1);
		INSERT INTO comment (id, story_id, state, author_name, body, created_at, reports) VALUES (1, 9, 'held', 'A', 'b', 1, 0), (2, 9, 'held', 'A', 'b', 1, 0), (3, 9, 'public', 'A', 'b', 1, 1);
		INSERT INTO working (story_id, version, base, person_id, saved_at, headline) VALUES (5, 9, 1, ${id.reporter}, unixepoch() - 600, 'Late goal keeps Halden up');
		INSERT INTO planned (story_id, at, kind, made_at) VALUES (10, unixepoch() + 90000, 'unpublish', 1)`);
	await site.serve();
	const browser = await chromium.launch(
		{ executablePath: "/usr/bin/chromium", args: ["--no-sandbox", "--disable-quic"] });
	const boss = await login(browser, site, editor);
	await boss.go("/desk/board/");
	await boss.page.locator(".story", { hasText: "lamps on the pier" })
		.locator("input[name=story]").check();
	await boss.page.selectOption("#b-who", { label: "Some reporter" });
	await Promise.all([boss.page.waitForNavigation(), boss.page.click("button[value=assign]")]);
	await boss.go("/desk/");
	check("an editor sees what waits",
		await part(boss.page, "wait").locator("li").count() === 2);
	check("and what is late elsewhere", await part(boss.page, "late").locator("li",
		{ hasText: "Ferry timetable" }).count() === 1);
	await judgeAll(boss, "editor");
	await shots(boss, "editor");

	const tab = await login(browser, site, reporter);
	await tab.go("/desk/");
	const mine = part(tab.page, "mine"), lamps = mine.locator("li", { hasText: "lamps" });
	check("late ones stand first, in words",
		(await mine.locator("li").first().textContent()).includes("Overdue since"));
	check("what was given stands out",
		(await lamps.textContent()).includes("Assigned to you by Some editor"));
	check("what is not saved is said", (await mine.locator("li", { hasText: "Late goal" })
		.textContent()).includes("Unsaved changes"));
	await tab.page.setViewportSize({ width: 360, height: 800 });
	await judge(tab, "reporter");
	await shots(tab, "reporter");
	await Promise.all([tab.page.waitForResponse(/\/here$/), lamps.locator("a").click()]);
	await tab.go("/desk/");
	check("until it is opened", !(await part(tab.page, "mine").locator("li",
		{ hasText: "lamps" }).textContent()).includes("Assigned to you"));
	await tab.end();

	const plain = await login(browser, site, publisher, { javaScriptEnabled: false });
	await plain.go("/desk/");
	check("numbers of comments",
		(await part(plain.page, "talk").textContent()).includes("2 comments pending"));
	await shots(plain, "publisher");
	await plain.page.selectOption("#template", { label: "Match report" });
	await Promise.all([plain.page.waitForURL(/\/desk\/story\/\d+\//),
		plain.page.click(".new-story button")]);
	check("without scripts a story is begun",
		await plain.page.locator("form#story").count() === 1);
	await plain.end();

	const quiet = await login(browser, site, moderator);
	await quiet.go("/desk/");
	check("a moderator sees no story of the desk",
		await quiet.page.locator("main a[href^='/desk/story/']").count() === 0);
	await judge(quiet, "moderator");
	await shots(quiet, "moderator");
	boss.judge("editor");
	await quiet.end();
	await boss.end();
	await browser.close();
});
