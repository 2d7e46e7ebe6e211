// Every page of the desk that can be asked for, from the table of routes, with every role:
// each answers what the table says, none breaks, none is wider than a telephone.
// SPDX-License-Identifier: Apache-2.0
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { check, figure, each } from "./lib.mjs";

// What stands for {id}, by what the address is about.
function filled(site) {
	const ask = (sql) => {
		try {
			return execFileSync("sqlite3",
				["-readonly", join(site.folder, "site.db"), sql],
				{ encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim() ||
				"1";
		} catch { return "1"; }
	};
	const of = { story: ask("SELECT min(id) FROM story"),
		comments: ask("SELECT min(id) FROM comment"),
		pictures: ask("SELECT min(id) FROM media"),
		people: "1", sections: ask("SELECT min(id) FROM section"),
		tags: ask("SELECT min(id) FROM tag"), authors: ask("SELECT min(id) FROM author") };
	const file = /\/desk\/static\/[^"]*desk\.css/;
	return (path, page) => {
		if (path.includes("/static/")) return file.exec(page)[0];
		return path.replace("{name}", "header").replace(/\{path\.\.\.\}|\{file\}/, "x")
			.replace(/\{\w+\}/g, (_, i) => of[path.slice(0, i).split("/").at(-2)] ??
				"1");
	};
}

export async function walk(site, tabs) {
	const routes = JSON.parse(site.must("routes", "--json"))
		.filter((r) => r.method === "GET" && /^\/desk(\/|$)/.test(r.path));
	const fill = filled(site), one = (await site.get("/desk/login")).text;
	check("the table has the desk's pages", routes.length > 20, routes.length);
	let asked = 0, pages = 0;
	await each(Object.entries({ ...tabs, nobody: null }), 2, async ([role, tab]) => {
		const cookie = tab ? (await tab.context.cookies())
			.map((c) => `${c.name}=${c.value}`).join("; ") : "";
		for (const route of routes) {
			const path = fill(route.path, one),
				r = await site.get(path,
					{ headers: { Cookie: cookie, Accept: "text/html" } });
			const may = route.role === "public" || route.role.split(" ").includes(role);
			asked++;
			check(`${role} at ${path}: no fault of ours`, r.status < 500, r.status,
				"5xx");
			check(`${role} at ${path}: ${may ? "let in" : "kept out"}`, may
				? r.status !== 403 || /story|front|pictures/.test(path)
				: r.status === 403 || r.status === 303, r.status, "roles");
			const html = r.status === 200 &&
				/^text\/html/.test(r.headers["content-type"]);
			// The widest role sees the most; the others' pages are parts of it, but for
			// the story.
			if (!tab || !html || !(role === "administrator" ||
				/\/(story|board|front|comments|pictures)\//.test(path)))
				continue;
			if (role !== "administrator" && role !== "reporter" && role !== "moderator")
				continue;
			tab.narrow ??= await tab.context.newPage();
			await tab.narrow.setViewportSize({ width: 360, height: 800 });
			await tab.narrow.goto(site.base + path, { waitUntil: "load" });
			const wide = await tab.narrow.evaluate(() =>
				document.documentElement.scrollWidth - document.documentElement.clientWidth);
			check(`${role} at ${path}: fits a telephone`, wide <= 0, `${wide} px`,
				"wide");
			pages++;
		}
	});
	figure(`${asked} requests over ${routes.length} addresses of the desk, ${pages} pages at 360 px`);
}
