// Pictures of every kind of page, for judging the look by eye, and axe-core's
// opinion of each in light and in dark.  Pages are found by walking from the
// front, so this knows no address of the site but "/".
// SPDX-License-Identifier: Apache-2.0
import { chromium } from "playwright-core";
import { createRequire } from "node:module";
import { mkdirSync } from "node:fs";

const [base, out = "shots", ...given] = process.argv.slice(2);
if (!base) {
	console.error("usage: script/shots BASE-URL [FOLDER [NAME=PATH ...]]");
	process.exit(2);
}
const WIDTHS = [360, 768, 1280];
const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

// What to follow for each kind: [name, page to start from, selector of a link].
const TRAIL = [
	["story", "front", ".lead .hl a"],
	["opinion", "front", ".views .hl a"],
	["rtl", "front", "[dir=rtl] .hl a, .hl[dir=rtl] a"],
	["section", "front", ".mast nav a"],
	["author", "story", "a[rel=author]"],
	["tag", "story", "a[rel=tag]"],
	["reply", "story", ".reply a"],
	["page", "front", ".foot ul:last-of-type a"],
];

async function find(page) {
	const at = { front: "/", search: "/?s=ferry", nothing: "/?s=xyzzyqwert",
		error: "/no-such-page/" };
	for (const [name, from, selector] of TRAIL) {
		if (!at[from]) continue;
		await page.goto(new URL(at[from], base).href);
		const href = await page.locator(selector).first()
			.getAttribute("href", { timeout: 500 }).catch(() => null);
		if (href) at[name] = href;
		else console.log(`no ${name} page found from the ${from}`);
	}
	return at;
}

async function scrolledThrough(page) { // so that lazy pictures are there
	await page.evaluate(async () => {
		for (let y = 0; y < document.body.scrollHeight; y += 600) {
			scrollTo(0, y);
			await new Promise((r) => setTimeout(r, 20));
		}
		scrollTo(0, 0);
	});
	await page.waitForLoadState("networkidle");
}

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
	args: ["--no-sandbox"] });
mkdirSync(out, { recursive: true });
let faults = 0;
let pages;
for (const colorScheme of ["light", "dark"]) {
	const context =
		await browser.newContext({ colorScheme, bypassCSP: true, reducedMotion: "reduce" });
	const page = await context.newPage();
	pages ??= given.length ? Object.fromEntries(given.map((g) => g.split(/=(.*)/s)))
		: await find(page);
	for (const [name, path] of Object.entries(pages)) {
		for (const width of WIDTHS) {
			await page.setViewportSize({ width, height: 900 });
			await page.goto(new URL(path, base).href);
			await scrolledThrough(page);
			const wide = await page.evaluate(() =>
				document.documentElement.scrollWidth - innerWidth);
			if (wide > 0) {
				faults++;
				console.log(`${name} ${width}px: ${wide} px too wide`);
			}
			await page.screenshot(
				{ path: `${out}/${name}-${width}-${colorScheme}.png`,
					fullPage: true });
			if (width === 768) continue;
			await page.addScriptTag({ path: axe });
			const { violations } =
				await page.evaluate(() =>
					axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21aa",
						"wcag22aa", "best-practice"] }));
			for (const v of violations) {
				faults++;
				console.log(
					`${name} ${width}px ${colorScheme}: ${v.id}: ${v.help}`);
				for (const n of v.nodes.slice(0, 3))
					console.log(`    ${n.target} ${n.any[0]?.message ?? ""}`);
			}
		}
	}
	await context.close();
}
await browser.close();
console.log(`${Object.keys(pages).length} kinds of page in ${out}, ${faults} faults`);
process.exit(faults ? 1 : 0);
