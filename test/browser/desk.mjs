// What the desk's browser tests share: logging in, and judging a page: axe finds
// nothing, the console is silent, nothing is wider than the screen.
// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { check } from "./lib.mjs";
import { browse } from "./chromium.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

// A tab of somebody who is logged in: {page, seen, go, judge, close, end}.
export async function login(browser, site, who, options = {}) {
	const b = await browse(browser, site, options), tab = await b.tab();
	await tab.go("/desk/login");
	await tab.page.fill("[name=email]", who.email);
	await tab.page.fill("[name=password]", who.password);
	await Promise.all(
		[tab.page.waitForURL(/\/desk\/(?!login)/), tab.page.click("button.first")]);
	return { ...tab, browser: b, context: b.context, end: () => b.close() };
}

// axe needs to run its own text, which the page's policy forbids: it is put in by
// the browser's protocol, beside the policy.
export async function judge(tab, whose) {
	const { page } = tab;
	await page.evaluate(axe);
	const found = await page.evaluate(async () => {
		const r = await window.axe.run(document, { resultTypes: ["violations"] });
		return r.violations.map((v) =>
			`${v.id}: ${v.nodes.slice(0, 3).map((n) => n.target.join(" ")).join("; ")} ${v.nodes[0].failureSummary ?? ""}`);
	});
	check(`${whose}: axe finds nothing`, !found.length, found.slice(0, 3), "axe");
	const wide = await page.evaluate(() =>
		document.documentElement.scrollWidth - document.documentElement.clientWidth);
	check(`${whose}: nothing is wider than the screen`, wide <= 1, `${wide} px`, "wide");
}
// The same page at both widths and in both schemes.
export async function judgeAll(tab, whose) {
	for (const width of [360, 1280])
		for (const colorScheme of ["light", "dark"]) {
			await tab.page.setViewportSize({ width, height: 800 });
			await tab.page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
			await judge(tab, `${whose} ${width} ${colorScheme}`);
		}
	await tab.page.setViewportSize({ width: 1280, height: 900 });
	await tab.page.emulateMedia({ colorScheme: "light", reducedMotion: null });
}
