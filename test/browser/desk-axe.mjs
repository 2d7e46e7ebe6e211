// Every page of the desk that an administrator can open, from the table of routes, with an
// archive in which each has something to show: axe finds nothing and nothing is wider
// than the screen, at 360 and 1280 px, light and dark.
// SPDX-License-Identifier: Apache-2.0
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Site, TOP, main, check, each, figure } from "./lib.mjs";
import { judgeAll, login } from "./desk.mjs";
import { launch } from "./desk-editor-lib.mjs";

// Pages that need something said with them, and states of others.
const MORE = ["/desk/front/slot?area=lead&place=1", "/desk/front/area?area=river",
	"/desk/board/?view=table", "/desk/board/?q=nothing", "/desk/calendar/?view=week",
	"/desk/comments/?state=reported", "/desk/comments/?state=spam", "/desk/pictures/?q=nothing",
	"/desk/running/tags/?q=nothing", "/desk/front/?layout=2",
	"/desk/story/30/", "/desk/story/7/", "/desk/story/39/", "/desk/story/1/compare?from=1&to=2",
	"/desk/story/999999/", "/desk/no-such-page"];
// What is no page of ours to judge: files, answers to scripts, and readers' pages shown inside.
const APART =
	/\.(json|svg|csv)$|\/(suggest|have|download|notes|static|logout|link)\b|\/front\/preview$|\/themes\/look/;

function pages(site) {
	const list = JSON.parse(site.must("routes", "--json"))
		.filter((r) => r.method === "GET" && /^\/desk(\/|$)/.test(r.path) &&
			r.role !== "public" && !APART.test(r.path));
	return [...list.map((r) => r.path.replace("{name}", "main").replace(/\{[^}]*\}/g, "1")),
		...MORE];
}

await main("desk-axe", async () => {
	const site = await Site.make("The Desk"), who = site.user("administrator");
	execFileSync("sqlite3", [join(site.folder, "site.db")],
		{ input: readFileSync(join(TOP, "test/filled.sql")) });
	await site.serve();
	const browser = await launch(), all = pages(site);
	check("there are pages", all.length > 55, all.length);
	await each([...Array(2).keys()], 2, async (part) => {
		const tab = await login(browser, site, who);
		for (const path of all.filter((_, i) => i % 2 === part)) {
			const reply = await tab.go(path)
				.catch((e) =>
					check(`${path} opens`, false, String(e).slice(0, 200)));
			if (!reply || !/html/.test(reply.headers()["content-type"] ?? "")) continue;
			check(`${path} is no fault of ours, and no login`, reply.status() < 500 &&
				!/login/.test(tab.page.url()),
				`${reply.status()} ${tab.page.url()}`);
			await judgeAll(tab, path);
		}
		await tab.end();
	});
	figure(`axe: ${all.length} pages of the desk, at 360 and 1280 px, light and dark`);
	await browser.close();
});
