// The board in a browser: by mouse, by dragging, by keyboard alone.
import { chromium } from "playwright-core";
import { Site, main, check } from "./lib.mjs";
import { login, judgeAll } from "./desk.mjs";
import { furnish } from "./desk-board-paper.mjs";

const column = (page, name) =>
	page.locator(".column", { has: page.locator("h2", { hasText: name }) });
const has = (page, name, headline) => column(page, name).locator(".story", { hasText: headline })
	.count();

async function byMouse({ page, go }) {
	await go("/desk/board/");
	const card = column(page, "Draft").locator(".story", { hasText: "Ferry timetable" });
	check("a late story is late in words",
		(await page.locator(".late").first().textContent()).startsWith("Overdue"));
	check("who has it open is said",
		(await card.locator(".open").textContent()).includes("Some reporter"));
	await card.dragTo(column(page, "Review"));
	await page.waitForSelector("#said .note");
	check("dragging moves a story", await has(page, "Review", "Ferry timetable") === 1);
	check("and says so", /Ferry timetable.*Review/.test(await page.textContent("#said")));
	await page.locator(".story", { hasText: "Ferry timetable" }).locator(".pick").click();
	await page.locator(".story", { hasText: "School roofs" }).locator(".pick").click();
	check("the bar counts", (await page.textContent("#chosen")).includes("2"));
	await page.selectOption("#b-stage", { label: "Ready" });
	await Promise.all([page.waitForNavigation(), page.click("button[value=move]")]);
	check("two were moved", await has(page, "Ready", "Ferry timetable") +
		await has(page, "Ready", "School roofs") === 2);
}

async function byKeyboard({ page, go }) {
	await go("/desk/board/");
	const press = async (...keys) => { for (const k of keys) await page.keyboard.press(k); };
	await press("j");
	check("j goes to the first story", await page.evaluate(() =>
		document.activeElement === document.querySelector(".story .what a")));
	await press("j", "k", "l", "h");
	const name = await page.evaluate(() => document.activeElement.closest(".story")
		.dataset.headline);
	await press("x", "m");
	check("m goes to the stages",
		await page.evaluate(() => document.activeElement.id === "b-stage"));
	await page.keyboard.type("Review");
	await Promise.all([page.waitForNavigation(), press("Enter")]);
	check("Enter moves it", await has(page, "Review", name) === 1, name);
	await press("j", "b");
	check("b goes to breaking news",
		await page.evaluate(() => document.activeElement.id === "b-hours"));
	await page.keyboard.type("1 hour");
	await Promise.all([page.waitForNavigation(), press("Enter")]);
	check("a story of the board is breaking news, and one is back at the board",
		new URL(page.url()).pathname === "/desk/board/" &&
		/Banner published/.test(await page.textContent("#said")), page.url());
	await press("?");
	check("? opens the list of keys",
		await page.evaluate(() => document.querySelector("#help").open));
	await press("Escape");
	await press("m");
	check("nothing chosen is said",
		(await page.textContent("#said")).includes("Select a story first"));
	await press("/");
	await page.keyboard.type("timetable");
	await Promise.all([page.waitForNavigation(), press("Enter")]);
	check("the search finds it", await page.locator("tr.story").count() === 1);
}

async function withoutScripts(browser, site, who) {
	const tab = await login(browser, site, who, { javaScriptEnabled: false });
	await tab.go("/desk/board/");
	await tab.page.locator(".story", { hasText: "Market day" }).locator("input[name=story]")
		.check();
	await tab.page.selectOption("#b-stage", { label: "Draft" });
	await tab.page.click("button[value=move]");
	check("without scripts a form moves", await has(tab.page, "Draft", "Market day") === 1);
	await tab.page.click(".views button[value=table]");
	check("the table is shown", await tab.page.locator("table.stories").count() === 1);
	await tab.go("/desk/board/");
	check("and remembered", await tab.page.locator("table.stories").count() === 1);
	await tab.page.click(".views button[value=columns]");
	await tab.end();
}

await main("desk-board", async () => {
	const site = await Site.make("The Halden Ferry");
	const editor = site.user("editor"), reporter = site.user("reporter"),
		publisher = site.user("publisher");
	furnish(site);
	await site.serve();
	const browser = await chromium.launch(
		{ executablePath: "/usr/bin/chromium", args: ["--no-sandbox", "--disable-quic"] });
	const tab = await login(browser, site, editor);
	await tab.go("/desk/board/");
	await judgeAll(tab, "board");
	await tab.go("/desk/board/?view=table");
	await judgeAll(tab, "table");
	await byMouse(tab);
	await byKeyboard(tab);
	tab.judge("board");
	await withoutScripts(browser, site, reporter);
	await tab.end();
	await browser.close();
	void publisher;
});
