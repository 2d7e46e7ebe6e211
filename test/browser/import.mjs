// A WordPress export beside the paper that djeli makes of it.  The export is
// read here by another reader (saxes) and its bodies by another parser (parse5),
// so that a misreading of ours can not hide itself.
// SPDX-License-Identifier: Apache-2.0
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { SaxesParser } from "saxes";
import { main, shared, Site, check, figure, fold, each } from "./lib.mjs";
import { page, fragment, find, all, attr, blocks, has_class } from "./dom.mjs";

// The export as records: {name: text, [lists]}, names without their prefix.
function read(text) {
	const out = { item: [], author: [], category: [], tag: [], term: [], head: {} };
	const path = [];
	let rec = null, sub = null, said = "", attrs = {};
	const p = new SaxesParser();
	p.on("error", (e) => { throw e; });
	p.on("opentag", (t) => {
		path.push(t.name);
		said = "", attrs = t.attributes;
		const short = t.name.replace(/^\w+:/, "");
		if (path.length === 3 && Array.isArray(out[short]) &&
			(t.name === "item" || t.name.startsWith("wp:")))
			out[short].push(rec = { comment: [], postmeta: [], category: [] });
		if (path.length === 4 && (t.name === "wp:comment" || t.name === "wp:postmeta"))
			rec[short].push(sub = {});
	});
	p.on("text", (s) => { said += s; });
	p.on("cdata", (s) => { said += s; });
	p.on("closetag", (t) => {
		const short = t.name === "excerpt:encoded" ? "excerpt"
			: t.name.replace(/^\w+:/, "");
		path.pop();
		if (path.length === 2 && !rec) out.head[short] = said;
		if (path.length === 2) rec = null;
		else if (path.length === 3 && rec && t.name === "category")
			rec.category.push({ ...attrs, name: said });
		else if (path.length === 3 && rec && !sub) rec[short] = said;
		else if (path.length === 4 && sub) sub[short] = said;
		if (path.length === 3) sub = null;
	});
	p.write(text).close();
	return out;
}

const path_of = (item) => new URL(item.link).pathname + new URL(item.link).search;
const is_public = (i) => i.status === "publish" &&
	(i.post_type === "post" || i.post_type === "page");
const is_hidden = (i) => !is_public(i) && (i.post_type === "post" || i.post_type === "page");

// What the file says a reader reads: blocks of text.  Classic text has a blank
// line between paragraphs and shortcodes that are no text.
function wanted(content) {
	const text = content.replace(/\[(gallery)[^\]]*\]/g, "\n\n")
		.replace(/\[\/?caption[^\]]*\]/g, "\n\n")
		.replace(/\n[ \t\r]*\n/g, "<hr>");
	return blocks(fragment(text)).map(plain).filter(Boolean);
}
// What is embedded from elsewhere becomes a link that shows its address.
const plain = (t) => one_dash(fold(t.replace(/https?:\/\/[^\s<]+/g, "")));
// "LUSAKA – The", "LUSAKA — The": how a dateline's dash is set is the theme's.
const one_dash = (t) => t.replace(/^([\p{Lu} ,'’-]{2,40}?) ?[–—-] /u, "$1 — ");

async function addresses(site, wx) {
	const posts = wx.item.filter(is_public);
	await each(posts, 4, async (i) => {
		const r = await site.get(path_of(i));
		check(`${path_of(i)} answers 200`, r.status === 200, r.status, "an old address");
		i.page = r.text;
		const q = await site.get(
			`/?${i.post_type === "page" ? "page_id" : "p"}=${i.post_id}`);
		const to = q.headers.location ?? "";
		check(`?p=${i.post_id} is sent to ${path_of(i)}`, q.status === 301 &&
			new URL(to, site.base).pathname === path_of(i),
			`${q.status} ${to}`, "a ?p= address");
		for (const m of i.postmeta.filter((m) => m.meta_key === "_wp_old_slug")) {
			const old = path_of(i).replace(i.post_name, m.meta_value),
				o = await site.get(old);
			check(`the former address ${old} is sent on`, o.status === 301 &&
				o.headers.location.endsWith(path_of(i)),
				`${o.status} ${o.headers.location}`);
		}
	});
	const parent = new Map(wx.category.map((c) => [c.category_nicename, c.category_parent]));
	const up = (slug) => (parent.get(slug) ? up(parent.get(slug)) + "/" : "") + slug;
	const lists = [...wx.category.map((c) => `/category/${up(c.category_nicename)}/`),
		...wx.tag.map((t) => `/tag/${t.tag_slug}/`),
		...wx.author.map((a) =>
			`/author/${a.author_login.toLowerCase().replace(/[^a-z0-9-]+/g, "-")}/`)];
	await each(lists, 4, async (path) => {
		const r = await site.get(path);
		check(`${path} answers 200`, r.status === 200, r.status, "an old list");
	});
	figure(`import: ${posts.length} stories and pages, ${lists.length} lists at their old addresses`);
	return lists;
}

// A story's own text, whole.  A page in parts is read part by part.
async function bodies(site, wx) {
	// A gallery shows the captions that its pictures have in the archive.
	const captions = new Set(wx.item.filter((i) => i.post_type === "attachment")
		.map((i) => fold(i.excerpt)));
	await each(wx.item.filter((i) => is_public(i) && !i.post_password), 2, async (i) => {
		const have = [], parts = i.encoded.split("<!--nextpage-->").length;
		for (let n = 1; n <= parts; n++) {
			const text = n === 1 ? i.page : (await site.get(`${path_of(i)}${n}/`)).text;
			const body = find(page(text), has_class("body"));
			if (body) have.push(...blocks(body).map(plain).filter(Boolean));
		}
		const want = wanted(i.encoded);
		if (i.encoded.includes("[gallery"))
			have.splice(0, have.length,
				...have.filter((t) => want.includes(t) || !captions.has(t)));
		// The dateline may stand in a field of its own.
		if (have[0]?.endsWith(" — " + want[0])) have[0] = want[0];
		const at = want.findIndex((w, n) => w !== have[n]);
		check(`${path_of(i)}: paragraph ${at + 1} of ${want.length}`, at < 0 &&
			have.length === want.length,
			`file "${want[at < 0 ? have.length : at]?.slice(0, 150)}" page "${have[at < 0 ? want.length : at]?.slice(0, 150)}"`,
			"the text of a story");
		const h1 = fold(blocks(find(page(i.page), (e) => e.tagName === "h1")).join(" "));
		const title = fold(blocks(fragment(i.title)).join(" "));
		check(`${path_of(i)}: headline`, h1 && (title.endsWith(h1) || !title),
			`file "${title}" page "${h1}"`, "a headline");
	});
}

async function locked(site, wx) {
	for (const i of wx.item.filter((x) => is_public(x) && x.post_password)) {
		const [first] = wanted(i.encoded), again = await site.get(path_of(i));
		check("a protected story is not shown", !fold(again.text).includes(first),
			path_of(i));
		const wrong = await site.post(path_of(i), { post_password: "not it" });
		check("nor with a wrong password", wrong.status >= 400 &&
			!fold(wrong.text).includes(first), wrong.status);
		const right = await site.post(path_of(i), { post_password: i.post_password });
		check("it is with its password", right.status === 200 &&
			fold(right.text).includes(first), right.status);
	}
}

async function feeds(site, wx) {
	const posts = wx.item.filter((i) => is_public(i) && i.post_type === "post");
	const said = [];
	for (const path of ["/feed/", "/feed/atom/", "/feed/json/"]) {
		const r = await site.get(path);
		said.push(r.text);
		check(`${path} answers 200`, r.status === 200, r.status);
		const ids = path.endsWith("json/") ? JSON.parse(r.text).items.map((x) => x.id)
			: feed_ids(r.text, path.endsWith("atom/") ? "id" : "guid");
		const want = new Set(posts.map((i) => i.guid));
		check(`${path} has the GUIDs of all ${want.size} stories`,
			ids.length === want.size && ids.every((g) => want.has(g)),
			`${ids.length} there, strange: ${ids.filter((g) => !want.has(g)).slice(0, 3)}, missing: ${[...want].filter((g) => !ids.includes(g)).slice(0, 3)}`);
	}
	return said;
}
function feed_ids(text, name) {
	const ids = [];
	let depth = 0, in_entry = false, here = null;
	const p = new SaxesParser();
	p.on("error", (e) => { throw e; });
	p.on("opentag", (t) => {
		depth++;
		if (t.name === "item" || t.name === "entry") in_entry = true;
		if (in_entry && t.name === name) here = "";
	});
	p.on("text", (s) => { if (here !== null) here += s; });
	p.on("cdata", (s) => { if (here !== null) here += s; });
	p.on("closetag", (t) => {
		if (here !== null && t.name === name) { ids.push(here); here = null; }
		if (t.name === "item" || t.name === "entry") in_entry = false;
		depth--;
	});
	p.write(text).close();
	return ids;
}

async function sitemaps(site, wx) {
	const said = [], places = [];
	const locs = (text) =>
		[...text.matchAll(/<loc>(.*?)<\/loc>/g)].map((m) => m[1].replaceAll("&amp;", "&"));
	const index = (await site.get("/wp-sitemap.xml")).text;
	said.push(index);
	for (const part of locs(index)) {
		const r = await site.get(new URL(part).pathname);
		check(`${part} answers 200`, r.status === 200, r.status);
		said.push(r.text);
		places.push(...locs(r.text).map((u) => decodeURI(new URL(u).pathname)));
	}
	said.push((await site.get("/news-sitemap.xml")).text);
	const want = wx.item.filter((i) => is_public(i) && !i.post_password)
		.map((i) => decodeURI(path_of(i)));
	const there = new Set(places);
	const missing = want.filter((p) => !there.has(p));
	check("the sitemap has every story and page", !missing.length, missing.slice(0, 5));
	check("nothing twice in the sitemap", there.size === places.length,
		places.length - there.size);
	return said;
}

// Whoever is not published is at no address and in no text that a reader gets.
async function hidden(site, wx, said) {
	const secret = wx.item.filter(is_hidden);
	for (const i of secret) {
		const slug = i.post_name || i.title.toLowerCase().replace(/[^a-z0-9]+/g, "-");
		const date = i.post_date.slice(0, 10).replaceAll("-", "/");
		const bare = slug.replace(/__trashed$/, "");
		const doors = [`/?p=${i.post_id}`, `/?page_id=${i.post_id}`, path_of(i),
			`/?p=${i.post_id}&preview=true`];
		if (slug)
			doors.push(`/${date}/${slug}/`, `/${slug}/`, `/${date}/${bare}/`,
				`/${date}/${slug}/feed/`);
		for (const d of doors) {
			const r = await site.get(d);
			check(`${i.status} "${i.title}" is not at ${d}`, r.status === 404,
				`${r.status} ${r.headers.location ?? ""}`, "something hidden");
		}
		const words = [fold(i.title), fold(i.encoded.replace(/<[^>]*>/g, "")), slug]
			.filter((w) => w.length > 7);
		const found = await site.get("/?s=" + encodeURIComponent(i.title));
		const texts = [...said, find(page(found.text), has_class("rows"))
			? blocks(find(page(found.text), has_class("rows"))).join("\n") : ""];
		for (const w of words)
			check(`${i.status} "${w}" stands in no page, list, feed or sitemap`,
				!texts.some((t) => fold(t).includes(w)),
				fold(texts.find((t) => fold(t).includes(w)) ?? "").slice(0, 60),
				"something hidden is told");
	}
	figure(`import: ${secret.length} drafts, scheduled, private, pending and trashed ones nowhere`);
}

function comments(site, wx) {
	const count = {};
	for (const i of wx.item) for (const c of i.comment) {
		const state = { 1: "public", 0: "held" }[c.comment_approved] ??
			c.comment_approved.replace("post-trashed", "trash");
		count[state] = (count[state] ?? 0) + 1;
	}
	let all_of = 0;
	for (const [state, n] of Object.entries(count)) {
		const have = JSON.parse(site.must("comment", "list", site.folder, "--state", state,
			"--json"));
		check(`${n} comments are ${state}`, have.length === n, have.length);
		all_of += n;
		const want = wx.item.flatMap((i) => i.comment).map((c) => fold(c.comment_content))
			.sort();
		if (state === "public") {
			const said = new Set(want);
			check("public comments say what they said",
				have.every((c) => said.has(fold(c.body))));
		}
	}
	figure(`import: ${all_of} comments ${JSON.stringify(count)}`);
}
async function talk(site, wx) {
	for (const i of wx.item.filter((x) => is_public(x) && x.comment.length &&
		!x.post_password)) {
		const want = i.comment.filter((c) => c.comment_approved === "1" &&
			c.comment_type === "comment").length;
		let have = 0;
		for (let n = 1, more = true; more; n++) {
			const r = n === 1 ? { status: 200, text: i.page }
				: await site.get(`${path_of(i)}comment-page-${n}/`);
			const here = r.status === 200
				? all(page(r.text), (e) => e.tagName === "li" &&
					has_class("comment")(e)).length : 0;
			have += here;
			more = here > 0 && have < want && n < 20;
		}
		check(`${path_of(i)} shows its ${want} comments`, have === want, have);
	}
}

async function media(site, wx, tar) {
	const files = wx.item.filter((i) => i.post_type === "attachment");
	const n = Number(site.sql("SELECT count(*) FROM media"));
	check(`${files.length} media`, n === files.length, n);
	const ready = Number(site.sql("SELECT count(*) FROM media WHERE state = 'ready'"));
	check("the bytes of all of them came", ready === files.length, ready);
	const names = execFileSync("tar", ["tf", tar], { encoding: "utf8" }).split("\n")
		.filter((f) => /\.\w+$/.test(f));
	for (const f of names) {
		const r = await site.get("/wp-content/" + encodeURI(f));
		const kind = r.headers["content-type"] ?? "";
		check(`/wp-content/${f} answers`, r.status === 200 &&
			/^(image\/|application\/pdf)/.test(kind) && r.body.length > 0,
			`${r.status} ${kind}`, "an old picture address");
	}
	figure(`import: ${names.length} old picture addresses, ${n} media`);
}

// The numbers of the importer's own report against ours.
function counts(site, wx) {
	const n = (type, status) => wx.item.filter((i) => i.post_type === type &&
		(!status || i.status === status)).length;
	const have = (where) => Number(site.sql(`SELECT count(*) FROM ${where}`));
	check("stories published", have("story WHERE kind = 'story' AND state = 'publish'") === n(
		"post", "publish") + n("post", "future"),
		have("story WHERE kind = 'story' AND state = 'publish'"));
	check("stories in all", have("story WHERE kind = 'story'") === n("post"),
		have("story WHERE kind = 'story'"));
	check("pages", have("story WHERE kind = 'page'") === n("page"),
		have("story WHERE kind = 'page'"));
	check("sections", have("section") === wx.category.length, have("section"));
	check("tags", have("tag") === wx.tag.length, have("tag"));
	for (const i of wx.item.filter((x) => x.post_type === "post" &&
		x.category.some((c) => c.domain === "category"))) {
		const want = i.category.filter((c) => c.domain === "category")
			.map((c) => decodeURIComponent(c.nicename)).sort().join(" ");
		const got = site.sql(`SELECT group_concat(slug, ' ') FROM (SELECT s.slug FROM story_section x JOIN section s ON s.id = x.section_id
			JOIN story t ON t.id = x.story_id WHERE t.guid = '${i.guid}' AND x.leaf = 1 ORDER BY s.slug)`);
		if (!check(`sections of ${i.post_id}`, want === got, `file ${want} archive ${got}`,
			"sections of a story"))
			break;
	}
}

await main("import", async () => {
	const file = shared("wordpress/export.wxr.xml"),
		tar = shared("wordpress/export.wxr-uploads.tar");
	if (!file || !tar) return;
	const wx = read(readFileSync(file, "utf8"));
	const site = await Site.make("The Parity");
	site.import(file, tar);
	counts(site, wx);
	site.set({ feed_size: 1000 });
	await site.serve();
	const lists = await addresses(site, wx);
	await bodies(site, wx);
	await locked(site, wx);
	const said = [...await feeds(site, wx), ...await sitemaps(site, wx),
		...wx.item.filter(is_public).map((i) => i.page)];
	for (const p of ["/", "/page/2/", ...lists]) said.push((await site.get(p)).text);
	await hidden(site, wx, said);
	comments(site, wx);
	await talk(site, wx);
	await media(site, wx, tar);
});
