// Feeds before readers that people use: each feed is read by two or three of
// them, which have to agree with the list that it is the feed of.
// SPDX-License-Identifier: Apache-2.0
import RssParser from "rss-parser";
import { parseFeed } from "@rowanmanning/feed-parser";
import { parseFeed as feedsmith } from "feedsmith";
import { extractFromJson } from "@extractus/feed-extractor";
import { check, figure } from "./lib.mjs";
import { page, find, all, has_class } from "./dom.mjs";

const readers = {
	"rss-parser": async (text) => (await new RssParser().parseString(text))
		.items.map((i) => [i.title, i.guid ?? i.id, i.link]),
	"@rowanmanning/feed-parser": async (text) => parseFeed(text)
		.items.map((i) => [i.title, i.id, i.url]),
	feedsmith: async (text) => {
		const { format, feed } = feedsmith(text);
		return ((format === "atom" ? feed.entries : feed.items) ?? [])
			.map((i) => [i.title?.value ?? i.title, i.guid?.value ?? i.id, i.link ??
				i.url ?? i.links?.find((l) => l.rel !== "self")?.href]);
	},
	"@extractus/feed-extractor": async (text) => extractFromJson(JSON.parse(text))
		.entries.map((i) => [i.title, i.id, i.link]),
};
const fit = { rss: ["rss-parser", "@rowanmanning/feed-parser", "feedsmith"],
	atom: ["rss-parser", "@rowanmanning/feed-parser", "feedsmith"],
	json: ["feedsmith", "@extractus/feed-extractor"] };
const types =
	{ rss: "application/rss+xml", atom: "application/atom+xml", json: "application/feed+json" };

async function read(site, path, kind, want) {
	const r = await site.get(path);
	check(`${path} answers 200 as ${types[kind]}`, r.status === 200 &&
		(r.headers["content-type"] ?? "").startsWith(types[kind]),
		`${r.status} ${r.headers["content-type"]}`);
	if (r.status !== 200) return;
	for (const name of fit[kind]) {
		try {
			const items = await readers[name](r.text);
			check(`${path}: ${name} finds ${want} entries`, items.length === want,
				items.length, "entries of a feed");
			check(`${path}: ${name} finds titles, ids and links`,
				items.every(([t, id, link]) => t && id && /^https?:/.test(link)),
				items.find(([t, id, link]) => !(t && id && link)) ?? "",
				"fields of a feed");
			check(`${path}: ids differ`,
				new Set(items.map((i) => i[1])).size === items.length, "",
				"ids of a feed");
		} catch (e) {
			check(`${path}: ${name} can read it`, false, String(e.message),
				"a feed that cannot be read");
		}
	}
}

// lists: addresses of lists; talks: addresses of stories with comments.
export async function feeds(site, lists, talks) {
	let n = 0;
	for (const list of lists) {
		const doc = page((await site.get(list === "/" ? "/page/1/" : list)).text);
		const rows = find(doc, has_class("rows"));
		const want = list === "/" ? 10 : all(rows, has_class("card")).length;
		for (const [kind, end] of [["rss", "feed/"], ["atom", "feed/atom/"],
			["json", "feed/json/"]])
			await read(site, list + end, kind, want), n++;
	}
	for (const talk of talks) {
		const doc = page((await site.get(talk)).text);
		const want = Math.min(10, all(doc, (e) => e.tagName === "li" &&
			has_class("comment")(e)).length);
		for (const [kind, end] of [["rss", "feed/"], ["atom", "feed/atom/"],
			["json", "feed/json/"]])
			await read(site, talk + end, kind, want), n++;
	}
	for (const [kind, end] of [["rss", "feed/"], ["atom", "feed/atom/"],
		["json", "feed/json/"]])
		await read(site, "/comments/" + end, kind, 10), n++;
	figure(`feeds: ${n}, each read by two or three readers`);
}
