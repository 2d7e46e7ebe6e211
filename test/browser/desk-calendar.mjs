// The calendar, the newsroom's own stages and its templates in a browser: by mouse, by
// keys, by plain forms.
import { Site, main, check } from "./lib.mjs";
import { login } from "./desk.mjs";
import { launch } from "./desk-editor-lib.mjs";
import { furnish } from "./desk-board-paper.mjs";

const day = (offset) => new Date(Date.now() + offset * 86400000).toISOString().slice(0, 10);
const on = (page, date, headline) =>
	page.locator(`.day[data-day="${date}"] .entry`, { hasText: headline }).count();
const press = async (page, what) => {
	await Promise.all([page.waitForNavigation(), page.click(what)]);
};
const told = (page) => page.textContent("#said");

async function calendar({ page, go }) {
	await go("/desk/calendar/?view=month");
	const lamps = page.locator(".undated .entry", { hasText: "Who repairs the lamps" });
	check("what has no day lies apart", await lamps.count() === 1);
	check("what is expected stands on its day", await on(page, day(1), "School roofs") === 1 ||
		await on(page, day(1), "School") === 1);
	check("and what waits for its time",
		await page.locator(".entry", { hasText: "Budget: every vote" }).count() === 1);
	await lamps.dragTo(page.locator(`.day[data-day="${day(1)}"]`));
	await page.waitForSelector("#said .note");
	check("dragging gives it a day", await on(page, day(1), "Who repairs the lamps") === 1);
	check("and says so", /Who repairs the lamps/.test(await told(page)), await told(page));
	// by keys: j to the first entry, x ticks it
	await page.keyboard.press("j");
	check("j goes to an entry",
		await page.evaluate(() => Boolean(document.activeElement.closest(".entry"))));
	const before = await page.textContent("h1 .span");
	await Promise.all([page.waitForNavigation(), page.keyboard.press("n")]);
	check("n is the next month", await page.textContent("h1 .span") !== before);
	await Promise.all([page.waitForNavigation(), page.keyboard.press("p")]);
	check("p leads back", await page.textContent("h1 .span") === before);
	await press(page, ".views button[value=week]");
	check("a week has seven days", await page.locator(".day").count() === 7);
	await go("/desk/calendar/");
	check("the view is remembered", await page.locator(".day").count() === 7);
}

async function byForm(browser, site, who) {
	const tab = await login(browser, site, who, { javaScriptEnabled: false }), { page } = tab;
	await tab.go("/desk/calendar/?view=month");
	await page.locator(".entry", { hasText: "Who repairs the lamps" })
		.locator("input[name=story]").check();
	await page.fill("#when", `${day(2)}T14:30`);
	await press(page, "button[value=plan]");
	check("a form gives it another day", await on(page, day(2),
		"Who repairs the lamps") === 1 &&
		await on(page, day(1), "Who repairs the lamps") === 0);
	await press(page, "button[value=due]");
	check("nothing chosen is said", /select at least one story/i.test(await page.innerText("main")),
		(await page.innerText("main")).slice(0, 200));
	await tab.end();
}

const stage = (page, name) => page.locator(".stage-list > li")
	.filter({ has: page.locator(
		`input[name=name][value="${name}"], input[name=name][placeholder="${name}"]`) });
async function stages({ page, go }) {
	await go("/desk/running/stages/");
	await page.fill("#new-name", "At the lawyer’s");
	await page.selectOption("#new-state", "review");
	await press(page, "button[value=add]");
	const own = stage(page, "At the lawyer’s");
	check("a stage is added", await own.count() === 1);
	await page.fill("#new-name", "At the lawyer’s");
	await press(page, "button[value=add]");
	check("no second one of its name",
		/already/.test(await page.innerText("main .note.error")));
	await go("/desk/running/stages/");
	await own.locator("input[name=name]").fill("Legal");
	await Promise.all([page.waitForNavigation(), own.locator("button[value=rename]").click()]);
	const legal = stage(page, "Legal");
	check("it has another name", await legal.count() === 1);
	await Promise.all([page.waitForNavigation(), legal.locator("button[value=up]").click()]);
	// a story goes there, and finds another place when the stage ends
	await go("/desk/board/");
	check("the board has its column",
		await page.locator(".column h2", { hasText: "Legal" }).count() === 1);
	await page.locator(".story", { hasText: "What the tide tables" }).locator(".pick").click();
	await page.selectOption("#b-stage", { label: "Legal" });
	await press(page, "button[value=move]");
	check("a story is moved there", await page.locator(".column",
		{ has: page.locator("h2", { hasText: "Legal" }) }).locator(".story",
		{ hasText: "What the tide tables" }).count() === 1);
	await go("/desk/running/stages/");
	await legal.locator("summary").click();
	await Promise.all(
		[page.waitForNavigation(), legal.locator("button[value=remove]").click()]);
	check("the stage is gone", await legal.count() === 0);
	await go("/desk/board/");
	check("and its story is where it was sent",
		await page.locator(".column", { has: page.locator("h2", { hasText: "Review" }) })
		.locator(".story", { hasText: "What the tide tables" }).count() === 1);
	await go("/desk/running/stages/");
	check("the only stage of its kind stays",
		await stage(page, "Published").locator("button[value=remove]").isDisabled());
	const publishing = await page.$$eval(".moves select",
		(all) => all.find((s) =>
			/Ready.*Published/.test(s.getAttribute("aria-label")))?.name);
	check("who publishes is said in the table of moves", Boolean(publishing),
		await page.$$eval(".moves select",
			(all) => all.map((s) => s.getAttribute("aria-label")).slice(0, 3)));
	const values = await page.$$eval(`select[name="${publishing}"] option`,
		(all) => all.map((o) => o.value));
	check("publishing cannot be opened to who only writes", !values.includes("write") ||
		await page.selectOption(`select[name="${publishing}"]`, "write")
		.then(() => press(page, "button[value=moves]"))
		.then(async () => /requires publishing rights/.test(await page.innerText("main .note.error"))));
}

async function templates({ page, go }) {
	await go("/desk/running/templates/");
	await page.fill("#new-name", "Match report");
	await press(page, "form:has(#new-name) button.first");
	await page.fill("#kicker", "Football");
	await page.fill("#body", "<p>Score:</p>");
	await page.locator(".boxes label", { hasText: "Sport" }).locator("input").check();
	await press(page, "form.template button.first");
	await go("/desk/board/");
	await page.selectOption("#template", { label: "Match report" });
	await press(page, ".new-story button.first");
	check("a story begins with the template", await page.inputValue("#kicker") === "Football" &&
		(await page.textContent(".ProseMirror")).includes("Score:"));
	check("and in its section", await page.$eval("#section",
		(s) => s.selectedOptions[0].textContent.trim()) === "Sport");
	await go("/desk/running/templates/");
	await page.fill("#of-story", "7");
	await page.fill("#of-name", "Tides");
	await press(page, "form:has(#of-story) button");
	check("a template is made of a story", await page.inputValue("#headline") !== "" &&
		await page.inputValue("#name") === "Tides");
	page.removeAllListeners("dialog");
	page.once("dialog", (d) => d.accept());
	await page.click("button[value=remove]");
	await page.waitForURL(/templates\/(\?|$)/, { timeout: 5000 }).catch(() => {});
	if (await page.$("dialog[open]"))
		await press(page, "dialog[open] button.danger, dialog[open] button.first");
	check("and taken away", !(await page.innerText("main")).includes("Tides") &&
		(await page.innerText("main")).includes("Match report"), page.url());
}

await main("desk-calendar", async () => {
	const site = await Site.make("The Halden Ferry");
	const editor = site.user("editor"), publisher = site.user("publisher");
	site.user("reporter");
	furnish(site);
	await site.serve();
	const browser = await launch(), tab = await login(browser, site, editor,
		{ reducedMotion: "reduce" }),
		boss = await login(browser, site, publisher, { reducedMotion: "reduce" });
	for (const [name, part] of [["calendar", () => calendar(tab)],
		["by form", () => byForm(browser, site, editor)], ["stages", () => stages(boss)],
		["templates", () => templates(boss)]])
		await part().catch((e) => check(`${name} goes through`, false,
			String(e.stack).slice(0, 500)));
	tab.judge("the calendar");
	boss.judge("stages and templates", /status of 4(00|09)/);
	await browser.close();
});
