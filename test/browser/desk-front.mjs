// The front at the desk: filled by dragging, by keyboard alone, by forms without a script; a
// layout for later, its preview, undo; two editors at once; the breaking strip, seen by a reader.
import { chromium } from "playwright-core";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Site, main, check } from "./lib.mjs";
import { login, judge, judgeAll } from "./desk.mjs";
import { wxr } from "./wxr.mjs";

const NOON = Date.UTC(2026, 10, 26, 12) / 1000;

function paper(base) {
	const at = (h) => new Date((NOON - h * 3600) * 1000).toISOString().slice(0, 19)
		.replace("T", " ");
	return wxr({ base, authors: [{ login: "ama", name: "Ama Sow" }],
		tags: [{ slug: "vote", name: "Vote" }],
		sections: [{ slug: "town", name: "Town" }, { slug: "sport", name: "Sport" }],
		items: Array.from({ length: 26 },
			(_, i) => ({ id: 100 + i, slug: `story-${i}`, date: at(i + 1), by: "ama",
			title: i === 4 ? "خبر عاجل من المدينة"
				: `${i % 3 ? "" : "Ferry/ "}Story number ${i} of the harbour`,
			sections: [i % 3 ? ["town", "Town"] : ["sport", "Sport"]], tags: i % 4 ? []
				: [["vote", "Vote"]],
			body: "<p>The ferry left at seven and came back before the rain.</p>" })) });
}

const shown = (page, id) => page.locator(`#${id} .place-hl`).innerText();
const settled = async (page, act, timeout = 30000) => {
	await Promise.all([page.waitForResponse((r) => r.request().method() === "GET" &&
		/\/desk\/front\/(\?|$)/.test(r.url()), { timeout }), act()]);
	await page.waitForFunction(() => !document.querySelector("#front-work[aria-busy]"));
};
// Tall enough that nothing scrolls while something is dragged.
const drag = async (page, from, to) => {
	await page.bringToFront();
	await page.setViewportSize({ width: 1280, height: 3200 });
	// A drag that begins while the page is still being put in place is no drag: again.
	for (let tries = 1; ; tries++)
		try {
			return await settled(page,
				() => page.locator(from).dragTo(page.locator(to)), 10000);
		} catch (e) {
			if (tries === 3) throw e;
		}
};
const reader = async (site, path = "/") => (await site.get(path)).text;
const lead = (html) => html.match(/class="lead[^]*?<h2 class="hl">([^]*?)<\/h2>/)?.[1] ?? "";

async function byMouse(site, tab) {
	const p = tab.page;
	await tab.go("/desk/front/");
	await judgeAll(tab, "the front, untouched");
	const row = p.locator("#front-put .story-row").first(),
		name = (await row.locator(".check").innerText()).trim();
	await drag(p, "#front-put .story-row >> nth=0", "#p-lead-1");
	check("a story is dragged to the lead", name.includes(await shown(p, "p-lead-1")),
		`${name} / ${await shown(p, "p-lead-1")}`);
	check("the reader sees it at once",
		lead(await reader(site)).includes((await shown(p, "p-lead-1")).split("/ ").pop()));
	const second = await shown(p, "p-seconds-2");
	await drag(p, "#p-seconds-2", "#p-river-3");
	check("a place is dragged to another place", await shown(p, "p-river-3") === second,
		await shown(p, "p-river-3"));
	await settled(p, () => p.click("#front-undo"));
	check("undo takes it back", await shown(p, "p-seconds-2") === second);
	await settled(p, () => p.click("#front-redo"));
	check("redo does it again", await shown(p, "p-river-3") === second);
}

async function byKeyboard(site, tab) {
	const p = tab.page, press = (k) => p.keyboard.press(k);
	await tab.go("/desk/front/");
	await p.focus("#g-river-1");
	const story = await shown(p, "p-river-1");
	await press("Enter");
	check("keyboard: it is said what was taken up",
		(await p.locator("#said").innerText()).includes(story));
	for (let i = 0; i < 3 &&
		await p.evaluate(() => document.activeElement.id) !== "g-seconds-1"; i++)
		await press("ArrowUp");
	for (let i = 0; i < 12 && !["g-seconds-1", "g-lead-1"].includes(
		await p.evaluate(() => document.activeElement.id)); i++)
		await press("ArrowLeft");
	const to = await p.evaluate(() => document.activeElement.id.slice(2));
	await settled(p, () => press("Enter"));
	check("keyboard: it was put down", await shown(p, `p-${to}`) === story,
		`${to} ${await shown(p, `p-${to}`)}`);
	check("keyboard: the focus is where it was put",
		await p.evaluate(() => document.activeElement.id) === `g-${to}`);
	await press("Enter");
	await press("Escape");
	check("keyboard: Escape lets go", await p.locator(".is-held").count() === 0);
	await settled(p, () => press("Control+z"));
	check("keyboard: Ctrl+Z undoes", await shown(p, "p-river-1") === story,
		await shown(p, "p-river-1"));
	await p.locator(".story-row .put-it").first().focus();
	await press("Enter");
	await p.focus("#g-river-6");
	await settled(p, () => press("Enter"));
	check("keyboard: a story from the list was placed",
		await p.locator("#p-river-6.is-hand").count() === 1);
	await p.fill("#front-q", "number 25");
	await press("Enter");
	await p.waitForSelector("#front-found .story-row");
	check("a story is found by its words",
		(await p.locator("#front-found .story-row").innerText())
		.includes("Story number 25"));
}

async function withoutScript(browser, site, who) {
	const tab = await login(browser, site, who, { javaScriptEnabled: false }), p = tab.page;
	await tab.go("/desk/front/");
	const before = await shown(p, "p-river-2");
	await p.click("#u-river-2");
	check("no script: a place moves up", await shown(p, "p-river-1") === before,
		await shown(p, "p-river-1"));
	await p.click("#e-lead-1");
	await p.check("[name=fill][value=story]");
	await p.locator("[name=story]").nth(2).check();
	await p.fill("#f-headline", "Only on the front");
	await p.fill("#f-ends", "2026-11-26T18:00");
	await p.click(".front-form button.first");
	check("no script: own words and an end",
		(await p.locator("#p-lead-1").innerText()).includes("Only on the front") &&
		await p.locator("#p-lead-1 .until").count() === 1);
	check("no script: the reader sees the own words",
		lead(await reader(site)).includes("Only on the front"));
	await p.click('a[href*="versions"]');
	check("no script: versions are named", await p.locator(".front-versions li").count() >= 5);
	await tab.end();
}

async function later(site, tab, clock) {
	const p = tab.page;
	await tab.go("/desk/front/");
	await p.click("summary:has-text('Schedule a layout')");
	await p.fill("#n-name", "Election night");
	await p.fill("#n-from", "2026-11-26T20:00");
	await p.fill("#n-to", "2026-11-26T23:00");
	await p.click("button[value=new]");
	await p.waitForURL(/layout=\d+/);
	await drag(p, "#front-put .story-row >> nth=3", "#p-lead-1");
	const night = (await shown(p, "p-lead-1")).split("/ ").pop();
	await judgeAll(tab, "a layout for later");
	check("later: readers do not see it yet", !lead(await reader(site)).includes(night));
	const preview = await site.get("/desk/front/preview?at=2026-11-26T20:00",
		{ headers: { Cookie: (await tab.context.cookies())
			.map((c) => `${c.name}=${c.value}`).join("; ") } });
	check("later: the preview shows it", lead(preview.text).includes(night) &&
		preview.text.includes("Not public."));
	check("later: nobody else gets the preview",
		(await site.get("/desk/front/preview?at=2026-11-26T20:00")).status === 303);
	clock(NOON + 8 * 3600 - 1);
	check("later: not a second early", !lead(await reader(site)).includes(night));
	check("the pin ended at 18:00", !lead(await reader(site)).includes("Only on the front"));
	clock(NOON + 8 * 3600);
	check("later: it takes over in its second", lead(await reader(site)).includes(night),
		lead(await reader(site)));
	clock(NOON + 11 * 3600);
	check("later: and gives back in its last", !lead(await reader(site)).includes(night));
	clock(NOON);
}

async function strip(browser, site, tab) {
	const p = tab.page;
	await tab.go("/desk/front/");
	await p.fill("#strip-text", "عاجل: the harbour bridge is closed");
	await p.fill("#strip-link", "/category/town/");
	await settled(p, () => p.click(".front-strip-form button.first"));
	check("strip: the desk says that it stands",
		(await p.locator(".front-strip").innerText()).includes("harbour bridge"));
	const context = await browser.newContext(), r = await context.newPage();
	for (const path of ["/", "/category/sport/", "/no-such-page/"]) {
		await r.goto(site.base + path);
		check(`strip: a reader sees it on ${path}`,
			(await r.locator("[role=alert] a").innerText())
			.includes("harbour bridge is closed"));
	}
	const page = { page: r };
	await r.goto(site.base + "/");
	for (const width of [360, 1280]) for (const colorScheme of ["light", "dark"]) {
		await r.setViewportSize({ width, height: 800 });
		await r.emulateMedia({ colorScheme });
		await judge(page, `the reader's front with a strip ${width} ${colorScheme}`);
	}
	await settled(p, () => p.click(".front-strip button[value=off]"));
	check("strip: and it is gone at once",
		!(await reader(site, "/category/sport/")).includes("role=\"alert\""));
	await context.close();
}

async function two(browser, site, one, who) {
	const tab = await login(browser, site, who), p = tab.page;
	await tab.go("/desk/front/");
	await one.go("/desk/front/");
	await drag(one.page, "#front-put .story-row >> nth=1", "#p-seconds-1");
	const theirs = await shown(one.page, "p-seconds-1");
	await drag(p, "#front-put .story-row >> nth=4", "#p-seconds-4");
	check("two: changes of other places stand side by side",
		await shown(p, "p-seconds-1") === theirs);
	await drag(one.page, "#front-put .story-row >> nth=2", "#p-lead-1");
	await drag(p, "#front-put .story-row >> nth=3", "#p-lead-1");
	check("two: the same place is refused by name",
		(await p.locator("#said").innerText()).includes("Some editor"),
		await p.locator("#said").innerText());
	check("two: and shows what the other put there",
		await shown(p, "p-lead-1") === await shown(one.page, "p-lead-1"));
	tab.judge("the second editor", /409/);
	await tab.end();
}

const lap = (what) => console.log(`${((Date.now() - began) / 1000).toFixed(1)} s ${what}`),
	began = Date.now();

await main("desk-front", async () => {
	const site = await Site.make("The Front");
	const file = join(site.temp, "clock"), clock = (at) => writeFileSync(file, String(at));
	clock(NOON);
	process.env.DJELI_CLOCK = file;
	const who = site.user("editor"), other = site.user("publisher");
	site.import(site.file("paper.xml", paper(site.base)));
	await site.serve();
	const browser = await chromium.launch(
		{ executablePath: "/usr/bin/chromium", args: ["--no-sandbox", "--disable-quic"] });
	const tab = await login(browser, site, who, { reducedMotion: "reduce" });
	await byMouse(site, tab);
	lap("byMouse");
	await byKeyboard(site, tab);
	lap("byKeyboard");
	await withoutScript(browser, site, who);
	lap("withoutScript");
	await later(site, tab, clock);
	lap("later");
	await strip(browser, site, tab);
	lap("strip");
	await two(browser, site, tab, other);
	lap("two");
	tab.judge("the front");
	for (const [path, name] of [["slot?area=lead&place=1", "a place"],
		["area?area=river", "an area"], ["versions", "the versions"],
		["find?q=ferry", "the search"]]) {
		await tab.go(`/desk/front/${path}`);
		await judge(tab, name);
	}
	await browser.close();
});
