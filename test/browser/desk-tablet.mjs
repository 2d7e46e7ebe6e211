// The desk on a tablet, 768 px wide and touched with fingers: nothing is wider than the
// screen, what one presses is at least 44 px high, and what belongs together stands
// together: stories beside the places they go to, stages beside each other, a week in a row.
// SPDX-License-Identifier: Apache-2.0
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Site, TOP, main, check } from "./lib.mjs";
import { login } from "./desk.mjs";
import { launch } from "./desk-editor-lib.mjs";

const PAGES = ["", "board/", "board/?view=table", "board/?view=columns", "calendar/", "front/",
	"front/slot?area=lead&place=1", "front/versions", "comments/", "comments/1/",
	"comments/bans/",
	"comments/words/", "pictures/", "pictures/pick", "story/30/", "story/30/history",
	"account/", "people/", "people/21/", "running/", "running/stages/", "running/templates/",
	"running/templates/1", "running/tags/",
	"running/sections/", "running/redirects/", "running/settings/", "running/import/",
	"running/export/", "running/audit/", "running/server/", "running/menus/",
	"running/permalinks/"];
const PRESSED =
	"button:not(.link), .button, summary, select, input:not([type=hidden], [type=checkbox], [type=radio])";

async function small(page) {
	return page.$$eval(PRESSED, (all) => all.filter((e) => {
		const box = e.getBoundingClientRect();
		return box.width > 1 && box.height && box.height < 43.5;
	}).map((e) => `${e.tagName} ${e.className || e.id} ${e.getBoundingClientRect().height}`)
		.slice(0, 3));
}
const boxes = (page, selector) => page.$$eval(selector, (all) => all.map((e) => {
	const { left, top, right, bottom, width, height } = e.getBoundingClientRect();
	return { left, top, right, bottom, width, height };
}));

async function top(page) {
	const [brand, menu, me] = await Promise.all(
		[".top .brand", ".top .menu", ".top .me"].map(
			async (s) => (await boxes(page, s))[0]));
	check("the paper's name and one's own places share a line, the menu has the next",
		me.top < brand.bottom && menu.top >= brand.bottom - 1 && menu.top >= me.bottom - 1,
		{ brand, menu, me });
}
async function front(page) {
	const [lead] = await boxes(page, ".area-lead .place"),
		[line] = await boxes(page, ".area-lead .place-hl a"),
		[side] = await boxes(page, ".front-side");
	check("stories stand beside the front's places", side.left >= lead.right &&
		side.top < lead.bottom, { lead, side });
	await page.setViewportSize({ width: 1280, height: 900 });
	const [wide] = await boxes(page, ".area-lead .place"),
		[said] = await boxes(page, ".area-lead .place-hl");
	check("the lead is as high as what is in it", wide.height < said.height + 100 &&
		said.height < line.height + 40, { wide, said });
	await page.setViewportSize({ width: 768, height: 1024 });
}
async function board(page) {
	const columns = await boxes(page, ".column");
	check("stages stand beside each other", columns.length > 3 &&
		columns[1].left >= columns[0].right && columns[1].top === columns[0].top,
		columns.slice(0, 2));
	await page.setViewportSize({ width: 768, height: 420 });
	check("a column is rolled by itself, no taller than the screen",
		(await boxes(page, ".column")).every((c) => c.height <= 420));
	await page.setViewportSize({ width: 768, height: 1024 });
}

await main("desk-tablet", async () => {
	const site = await Site.make("The Desk"), who = site.user("administrator");
	execFileSync("sqlite3", [join(site.folder, "site.db")],
		{ input: readFileSync(join(TOP, "test/filled.sql")) });
	await site.serve();
	const browser = await launch(), tab = await login(browser, site, who,
		{ viewport: { width: 768, height: 1024 }, hasTouch: true, isMobile: true }),
		{ page } = tab;
	for (const path of PAGES) {
		const reply = await tab.go(`/desk/${path}`);
		check(`/desk/${path} is there`, reply.status() === 200, reply.status());
		const wide = await page.evaluate(() =>
			document.documentElement.scrollWidth - document.documentElement.clientWidth), low = await small(page);
		check(`/desk/${path}: nothing is wider than the screen`, wide <= 0, `${wide} px`,
			"wide");
		check(`/desk/${path}: what is pressed is 44 px high`, !low.length, low, "low");
		if (path === "") await top(page);
		if (path === "front/") await front(page);
		if (path === "board/?view=columns") await board(page);
	}
	await tab.go("/desk/calendar/");
	const days = await boxes(page, ".days.month .day");
	check("a week is a row", days[6].top === days[0].top && days[7].top > days[0].top,
		days.slice(0, 8));
	await tab.go("/desk/pictures/pick");
	check("a picture's number stands in its card",
		await page.$$eval(".pictures li", (all) => all.length > 0 &&
			all.every((li) => li.querySelector(".number").getBoundingClientRect()
				.bottom <= li.getBoundingClientRect().bottom)));
	await tab.go("/desk/running/sections/");
	const ins = await page.$$eval(".run-tree td[class^=depth]",
		(all) => all.map((td) =>
			[td.className, parseFloat(getComputedStyle(td).paddingInlineStart)]));
	const first = ins.find(([c]) => c === "depth-0"),
		under = ins.find(([c]) => c === "depth-1");
	check("a section below another stands further in", first && under && under[1] > first[1],
		ins);
	await tab.go("/desk/story/30/");
	await page.waitForSelector(".ProseMirror");
	const [over] = await boxes(page, ".editor .over"),
		[text] = await boxes(page, ".editor .ProseMirror");
	check("the text begins right below its tools", text.top - over.bottom < 2, { over, text });
	const [publish] = await boxes(page, ".panel > .publish"),
		[byline] = await boxes(page, ".panel > details");
	check("publishing and the story's particulars stand beside each other",
		byline.left >= publish.right && byline.top === publish.top, { publish, byline });
	await page.evaluate(async () => {
		const csrf = document.querySelector('meta[name="csrf"]').content;
		await fetch("/desk/account/",
			{ method: "POST", body: new URLSearchParams(
				{ csrf, name: "Administratrice générale", language: "fr" }) });
	});
	for (const path of PAGES) { // whose words are longer
		await tab.go(`/desk/${path}`);
		const wide = await page.evaluate(() =>
			document.documentElement.scrollWidth - document.documentElement.clientWidth);
		check(`/desk/${path} in French: nothing is wider than the screen`, wide <= 0,
			`${wide} px`, "wide");
		if (path === "running/stages/") {
			const [name] = await boxes(page, ".stage-list input:not([type=hidden])"),
				[save] = await boxes(page, ".stage-list button[value=rename]");
			check("a stage's name and the button that saves it share a line",
				Math.abs(save.top - name.top) < 2 && save.left >= name.right,
				{ name, save });
		}
	}
	await browser.close();
});
