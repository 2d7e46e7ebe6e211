// Times, to the second, across a server that was killed: what is scheduled, what is
// planned, and what a look at other people's links gives.  No browser: forms as
// they are sent.
// SPDX-License-Identifier: Apache-2.0
import { renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import http from "node:http";
import { Site, main, check, sleep } from "./lib.mjs";

const START = 1772700000; // 5 March 2026, 8:40 UTC

class Desk {
	constructor(site, who) { Object.assign(this, { site, who }); }
	async login() {
		const r = await this.send("/desk/login",
			{ email: this.who.email, password: this.who.password });
		this.cookie = r.headers["set-cookie"]?.[0].split(";")[0];
		this.csrf = /name="csrf" content="([0-9a-f]+)"/.exec(
			(await this.page("/desk/")).text)?.[1];
		check("the editor is in", Boolean(this.csrf), r.status);
	}
	page(path, headers = {}) {
		return this.site.get(path, { headers: { Cookie: this.cookie ?? "", ...headers } });
	}
	send(path, fields) {
		return this.site.get(path, { method: "POST",
			body: new URLSearchParams({ csrf: this.csrf ?? "", ...fields }).toString(),
			headers: { "Content-Type": "application/x-www-form-urlencoded",
				Cookie: this.cookie ?? "", Origin: this.site.base } });
	}
	async begin(fields) {
		const r = await this.send("/desk/story/new", fields);
		check("a story is begun", r.status === 303, r.status);
		return r.headers.location.split("?")[0];
	}
	// A button of the story's form, with what the form holds.
	async press(path, what, fields) {
		const version =
			/name="version" value="(\d+)"/.exec((await this.page(path)).text)[1];
		const r = await this.send(`${path}publish`, { version, do: what, ...fields });
		check(`${what}: taken`, r.status === 303,
			`${r.status} ${/role="alert">([^<]*)/.exec(r.text)?.[1]}`);
	}
}

const at = (t) => new Date(t * 1000).toISOString().slice(0, 19);
const has = async (site, path, text) => {
	const r = await site.get(path);
	return r.status === 200 && r.text.includes(text);
};

async function killed(site) {
	site.process.kill("SIGKILL");
	await site.ended;
	site.agent.destroy();
	await site.serve();
}

async function scheduled(site, desk, clock) {
	const section = site.section, words = { headline: "The night ferry sails",
		body: "<p>It sails at nine.</p>", section };
	const story = await desk.begin(words), address = "/2026/03/05/the-night-ferry-sails/";
	clock(START);
	await desk.press(story, "publish", { ...words, publish_at: at(START + 600) });
	check("before its time it is not there", (await site.get(address)).status === 404);
	await killed(site);
	clock(START + 599);
	for (const path of [address, "/", "/feed/", "/wp-sitemap-posts-post-1.xml",
		"/category/town/", "/?s=ferry"])
		check(`a second early it is not on ${path}`,
			!(await has(site, path, "night-ferry")) &&
			!(await has(site, path, "night ferry sails")));
	clock(START + 600);
	for (const path of [address, "/", "/feed/", "/wp-sitemap-posts-post-1.xml",
		"/category/town/"])
		check(`at its second it is on ${path}`, await has(site, path, "ferry"));
	return { story, address, words };
}

async function planned(site, desk, clock, { story, address, words }) {
	const later = { ...words, body: "<p>It sails at ten.</p>" };
	await desk.press(story, "plan", { ...later, plan_at: at(START + 1200) });
	await desk.press(story, "unpublish", { ...words, end_at: at(START + 1800) });
	check("the old words are kept", await has(site, address, "at nine") &&
		await has(site, address, "at nine"));
	await killed(site);
	clock(START + 1199);
	check("a second early the old words stand", await has(site, address, "at nine"));
	check("and are kept by the cache", await has(site, address, "at nine"));
	clock(START + 1200);
	check("at its second the new words stand", await has(site, address, "at ten"));
	check("in the feed too", await has(site, "/feed/", "at ten"));
	clock(START + 1799);
	check("until its last second it is there", await has(site, address, "at ten"));
	await killed(site);
	clock(START + 1800);
	check("and then it is off the paper", (await site.get(address)).status === 404);
	check("and off the front", !(await has(site, "/", "night ferry")));
	const page = await desk.page(story);
	check("the desk has its words", page.text.includes("at ten"));
}

async function links(site, desk) {
	const other =
		http.createServer((q, r) => r.writeHead(q.url === "/alive" ? 200 : 404).end());
	await new Promise((done) => other.listen(0, "127.0.0.1", done));
	const base = `http://127.0.0.1:${other.address().port}`;
	const story = await desk.begin({ headline: "Links",
		body: `<p><a href="${base}/dead">x</a> <a href="${base}/alive">y</a></p>`,
		section: site.section });
	await desk.send(`${story}check`, {});
	let found = [];
	for (let i = 0; i < 60 && !found.length; i++) {
		await sleep(250);
		const r = await desk.page(`${story}check`, { Accept: "application/json" });
		found = JSON.parse(r.text).items.filter((item) => item.rule === "links");
	}
	await sleep(1500);
	const r = await desk.page(`${story}check`, { Accept: "application/json" });
	found = JSON.parse(r.text).items.filter((item) => item.rule === "links")
		.map((item) => item.what);
	check("the dead link is named, the live one is not", found.length === 1 &&
		found[0].endsWith("/dead"), found);
	other.close();
}

await main("desk-timing", async () => {
	const site = await Site.make("The Times");
	const file = join(site.temp, "clock"), clock = (t) => {
		// at once: the server may look at any moment
		writeFileSync(`${file}.new`, String(t));
		renameSync(`${file}.new`, file);
	};
	clock(START);
	process.env.DJELI_CLOCK = file;
	process.env.DJELI_FETCH_HOME = "1";
	site.sql("INSERT INTO section (slug, path, name) VALUES ('town', 'town', 'Town')");
	site.section = site.sql("SELECT id FROM section WHERE slug = 'town'");
	const desk = new Desk(site, site.user("editor"));
	await site.serve();
	await desk.login();
	await planned(site, desk, clock, await scheduled(site, desk, clock));
	await links(site, desk);
});
