// Known attacks as stories, headlines, excerpts, captions, names and comments;
// every page that shows them is opened in Chromium with its content security
// policy taken away, so that nothing but our own text handling stands between.
//
// A hit is: a script that the page itself had parsed, a dialog, a navigation, a
// request to another host, an element or attribute that is on no list of ours,
// a frame of the page (header, main, footer, form, each comment) that is not
// where it has to be.  Judging runs in an isolated world, so that every script
// that V8 parses for the page's own world is the page's doing.
// SPDX-License-Identifier: Apache-2.0
import { mkdirSync, readFileSync, writeFileSync, existsSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { deflateSync } from "node:zlib";
import { join, dirname } from "node:path";
import { chromium } from "playwright-core";
import { SaxesParser } from "saxes";
import { main, Site, check, figure, each, sleep, TOP } from "./lib.mjs";
import { wxr } from "./wxr.mjs";
import { vectors, is_attack } from "./vectors.mjs";

// A month of attacks, so that the feed of each day can be read.
const DAYS = 28, day = (n) => String(1 + n % DAYS).padStart(2, "0"),
	place = (n) => `/2026/03/${day(n)}/v${n}/`;
const PER_TALK = 250, PER_LIST = 200, PER_SHEET = 100;
const escape = (s) => s.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

// A small picture, so that captions and alternative texts have one to stand with.
function png(side) {
	const crc = (b) => {
		let c = ~0;
		for (const x of b) {
			c ^= x;
			for (let k = 0; k < 8; k++) c = c & 1 ? (c >>> 1) ^ 0xedb88320 : c >>> 1;
		}
		return ~c >>> 0;
	};
	const chunk = (type, data) => {
		const body = Buffer.concat([Buffer.from(type), data]),
			out = Buffer.alloc(body.length + 8);
		out.writeUInt32BE(data.length, 0), body.copy(out, 4),
			out.writeUInt32BE(crc(body), body.length + 4);
		return out;
	};
	const head = Buffer.alloc(13);
	head.writeUInt32BE(side, 0), head.writeUInt32BE(side, 4), head.set([8, 2, 0, 0, 0], 8);
	const rows = Buffer.alloc(side * (side * 3 + 1), 90);
	for (let y = 0; y < side; y++) rows[y * (side * 3 + 1)] = 0;
	return Buffer.concat([Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]), chunk("IHDR", head),
		chunk("IDAT", deflateSync(rows)), chunk("IEND", Buffer.alloc(0))]);
}

function paper(site, all) {
	const attacks = all.filter(is_attack), items = [],
		media = join(site.temp, "uploads/2026/03"), shown = attacks.slice(0, 60);
	mkdirSync(media, { recursive: true });
	shown.forEach((v, n) => {
		writeFileSync(join(media, `p${n}.png`), png(400 + n));
		items.push({ id: 50001 + n, type: "attachment", status: "inherit", slug: `p${n}`,
			title: v.text, excerpt: v.text, body: v.text,
			url: `http://old.example/wp-content/uploads/2026/03/p${n}.png`,
			meta: { _wp_attached_file: `2026/03/p${n}.png`,
				_wp_attachment_image_alt: v.text, _djeli_credit: v.text } });
	});
	// WordPress has room for 200 characters in a name.
	const name = (v) => [...v.text].slice(0, 190).join("");
	// Names in bylines, sections and tags: by the first stories.
	const authors = attacks.map((v, n) => ({ login: `a${n}`, name: escape(name(v)) }));
	const sections = [{ slug: "all", name: "All" },
		...attacks.map((v, n) =>
			({ slug: `s${n}`, parent: "all", name: escape(name(v)), about: v.text }))];
	const tags =
		attacks.map((v, n) => ({ slug: `t${n}`, name: escape(name(v)), about: v.text }));
	all.forEach((v, n) => {
		const a = attacks.indexOf(v);
		// Every second one classic text, every second one in a block.
		const body = n % 2 ? v.text : `<!-- wp:html -->\n${v.text}\n<!-- /wp:html -->`;
		items.push({ id: n + 1, slug: `v${n}`, date: `2026-03-${day(n)} 05:06:07`,
			title: a < 0 || n % 2 ? escape(v.text) : v.text, body, excerpt: a < 0 ? ""
			: v.text,
			by: a < 0 ? "desk" : `a${a}`, sections: a < 0 ? []
				: [[`s${a}`, escape(name(v))]], tags: a < 0 ? []
				: [[`t${a}`, escape(name(v))]],
			meta: { ...(shown.includes(v) ? { _thumbnail_id: 50001 + a } : {}),
				...(a < 0 ? {}
					: { _djeli_standfirst: v.text, _djeli_signature: v.text,
						_djeli_correction: `2026-03-05T00:00:00Z|${v.text}` }) } });
	});
	for (let from = 0, k = 0; from < all.length; from += PER_TALK, k++)
		items.push({ id: 80001 + k, slug: `talk${k}`, title: `Talk ${k}`,
			body: "<p>Below.</p>", date: "2026-04-05 05:06:07",
			comments: all.slice(from, from + PER_TALK)
				.map((v, n) =>
					({ id: from + n + 1, date: "2026-04-05 06:00:00",
						text: v.text,
				author: v.text.slice(0, 200), url: /^[a-z]+:/i.test(v.text)
					? v.text.slice(0, 190) : "javascript:alert(1)//" + n })) });
	for (const [n, url] of ["javascript:alert(1)", "JaVaScRiPt:alert(1)//http://",
		"data:text/html,<script>alert(1)</script>", " \tjavascript:alert(1)"].entries())
		items.push({ id: 90001 + n, type: "nav_menu_item", slug: `m${n}`,
			title: `Menu ${n}`, menu: "main",
			meta: { _menu_item_type: "custom", _menu_item_url: url } });
	items.push({ id: 90010, type: "nav_menu_item", slug: "m10", title: "All", menu: "main",
		meta: { _menu_item_type: "taxonomy", _menu_item_object: "category",
			_menu_item_object_id: 1 } });
	return site.file("attacks.xml", wxr({ authors, sections, tags, items }));
}

// What runs in the isolated world of a page.
function judge(want) {
	const BODY =
		new Set("a abbr address article aside audio b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption figure footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li mark ol p picture pre q rp rt ruby s samp section small source span strong sub summary sup table tbody td tfoot th thead time tr track u ul var video wbr".split(" "));
	const bad = [], texts = document.querySelectorAll(
		".body,.say,.standfirst,figcaption,.teaser,.hl,.by,.signature,.fix p,h1");
	for (const box of texts) for (const e of box.querySelectorAll("*")) {
		if (e.namespaceURI !== "http://www.w3.org/1999/xhtml" || !BODY.has(e.localName))
			bad.push(`element ${e.localName}`);
	}
	for (const e of document.querySelectorAll("*")) {
		for (const a of e.attributes) {
			const k = a.name.toLowerCase();
			if (k.startsWith("on")) bad.push(`handler ${k}`);
			if (["style", "srcdoc", "formaction", "background", "ping",
				"xlink:href"].includes(k))
				bad.push(`attribute ${k} on ${e.localName}`);
			if (["href", "src", "action", "cite", "poster", "data"].includes(k)) {
				let u = null;
				try {
					u = new URL(a.value, location.href);
				} catch { /* goes nowhere */ }
				if (u && !/^(https?|mailto|tel):$/.test(u.protocol))
					bad.push(`address ${u.protocol} in ${k} of ${e.localName}`);
			}
		}
	}
	for (const e of document.querySelectorAll(".body [id],.body [name],.say [id],.say [name]"))
		for (const v of [e.id, e.getAttribute("name")])
			if (v && (v in document ||
				(!want.sheet &&
					document.querySelectorAll(`#${CSS.escape(v)}`).length > 1)))
				bad.push(`name ${v}`);
	if (want.sheet) {
		const boxes = [...document.body.children];
		if (boxes.length !== want.sheet || boxes.some((e) => e.className !== "body"))
			bad.push(`a body left its box: ${boxes.length} of ${want.sheet}`);
	} else {
		const frame = [...document.body.children].map((e) =>
			e.localName + "." + e.className).join(" ");
		if (frame !== "a.skip header.mast main. footer.foot")
			bad.push("the page's frame: " + frame);
		const scripts =
			[...document.scripts].filter((s) => s.type !== "application/ld+json");
		if (scripts.length) bad.push("a script element");
		for (const s of document.scripts) try {
			JSON.parse(s.textContent);
		} catch { bad.push("JSON-LD that cannot be read"); }
		if (want.form && !document.querySelector(
			"main > section.talk > #respond > form#commentform #submit"))
			bad.push("the form is not in its place");
		if (document.querySelectorAll("main .body").length > 1 ||
			document.querySelectorAll("form").length !== want.forms)
			bad.push(`forms: ${document.querySelectorAll("form").length}`);
		if (want.comments !== undefined) {
			const have = [...document.querySelectorAll(
				"ol.comment-list > li.comment > div.comment-body > div.say")].length;
			if (have !== want.comments)
				bad.push(`comments: ${have} of ${want.comments}`);
		}
		if (want.cards !== undefined &&
			document.querySelectorAll(".rows > article.card > .txt > .hl")
			.length !== want.cards)
			bad.push(`cards: ${document.querySelectorAll(".rows > article.card > .txt > .hl").length} of ${want.cards}`);
	}
	// Everything a reader may do, but following honest links.
	const stay = (e) => {
		const a = e.target.closest?.("a[href],form,button,input,summary");
		if (a) e.preventDefault();
	};
	addEventListener("click", stay, true), addEventListener("submit", stay, true);
	const events = ["mouseover", "mouseenter", "mousedown", "focus", "blur", "input", "change",
		"keydown", "toggle", "pointerover", "animationstart", "animationend",
		"transitionend", "scroll", "wheel", "copy", "paste", "drag", "drop", "submit",
		"contextmenu", "dblclick", "error", "load", "beforetoggle", "auxclick"];
	for (const e of document.querySelectorAll("body *")) {
		e.click?.();
		for (const v of events)
			e.dispatchEvent(new Event(v, { bubbles: false, cancelable: true }));
	}
	return [...new Set(bad)].slice(0, 8);
}

class Judge {
	constructor(context, site) { this.context = context; this.site = site; this.loads = 0; }
	async open() {
		this.page = await this.context.newPage();
		this.hits = [];
		this.page.on("dialog", (d) => {
			this.hits.push("dialog " + d.message().slice(0, 40));
			d.dismiss().catch(() => {});
		});
		this.page.on("popup", (p) => {
			this.hits.push("a new window");
			p.close().catch(() => {});
		});
		this.page.on("framenavigated", (f) => {
			if (f.url() !== this.at && f.url() !== "about:blank")
				this.hits.push("navigation to " + f.url().slice(0, 80));
		});
		this.page.on("request", (r) => {
			if (!r.url().startsWith(this.site.base) && !r.url().startsWith("data:"))
				this.hits.push(
					`request ${r.resourceType()} ${r.url().slice(0, 80)}`);
		});
		this.cdp = await this.context.newCDPSession(this.page);
		this.cdp.on("Debugger.scriptParsed", (e) => {
			if (e.executionContextAuxData?.isDefault)
				this.hits.push(`script ${e.url} line ${e.startLine}`);
		});
		await this.cdp.send("Debugger.enable");
		await this.cdp.send("Page.enable");
	}
	async look(what, path, want, kind) {
		this.hits = [];
		this.at = new URL(path, this.site.base).href;
		await this.page.goto(this.at, { waitUntil: "load", timeout: 15000 })
			.catch((e) => this.hits.push("does not load: " + e.message.slice(0, 80)));
		const { frameTree } = await this.cdp.send("Page.getFrameTree");
		const { executionContextId } =
			await this.cdp.send("Page.createIsolatedWorld",
				{ frameId: frameTree.frame.id, worldName: "judge" });
		const said = await this.cdp.send("Runtime.evaluate",
			{ contextId: executionContextId, returnByValue: true,
				expression: `(${judge})(${JSON.stringify(want)})` });
		await sleep(15); // what an event started
		this.loads++;
		const bad = [...new Set(this.hits),
			...(said.result.value ??
				["the judge broke: " + JSON.stringify(said.exceptionDetails)
					.slice(0, 200)])];
		check(what, !bad.length, bad, kind);
	}
}

// Does the judge see what it has to see?  A page that does everything wrong.
async function judge_sees(j, sheets) {
	const evil =
		`<div class="body"><img src=x onerror="alert(1)"><a href="javascript:alert(2)">x</a><svg onload="1"></svg></div></div><img src="http://offsite.example/x.png"><script>document.title</script>`;
	sheets.set("/judge-me", evil);
	j.hits = [], j.at = j.site.base + "/judge-me";
	await j.page.goto(j.at);
	await sleep(50);
	const seen = j.hits.join("\n");
	for (const word of ["dialog 1", "script", "request image http://offsite.example"])
		check(`the judge sees: ${word}`, seen.includes(word), seen);
	const { frameTree } = await j.cdp.send("Page.getFrameTree");
	const { executionContextId } = await j.cdp.send("Page.createIsolatedWorld",
		{ frameId: frameTree.frame.id, worldName: "judge" });
	const { result } = await j.cdp.send("Runtime.evaluate",
		{ contextId: executionContextId, returnByValue: true,
			expression: `(${judge})({sheet: 1})` });
	for (const word of ["handler onerror", "address javascript:", "element svg",
		"left its box"])
		check(`the judge sees: ${word}`, String(result.value).includes(word), result.value);
}

function well_formed(what, text) {
	try {
		const p = new SaxesParser();
		p.on("error", (e) => { throw e; });
		p.write(text).close();
		check(what, true);
	} catch (e) { check(what, false, e.message); }
}

// Comments that come in by the form, name and address among them.
async function by_form(site, all) {
	const attacks = all.filter(is_attack), story = "80001", path = "/2026/04/05/talk0/";
	let taken = 0, refused = 0;
	const token = (await site.get(path)).text.match(/name="djeli_token" value="([^"]+)"/)?.[1];
	check("the form has a token", token);
	for (const v of attacks.slice(0, 150)) {
		const r = await site.post("/wp-comments-post.php",
			{ comment: `${v.text} .`,
				author: v.text.slice(0, 200).replace(/\s+/g, " ") || "x",
				email: "x@reader.example",
			url: (taken + refused) % 4 ? "" : "https://a.example/?" +
				v.text.slice(0, 80), comment_post_ID: story, comment_parent: "0",
				djeli_token: token, subject: "" });
		if (r.status === 302) taken++;
		else {
			refused++;
			check(`the form answers ${v.from} with 302 or 4xx`, r.status >= 400 &&
				r.status < 500, r.status);
			site.refused ??= r.text;
		}
	}
	check("most are taken", taken > 20, `${taken} taken, ${refused} refused`);
	return taken;
}

await main("xss", async () => {
	const t = Date.now(),
		lap = (what) => console.log(`${((Date.now() - t) / 1000).toFixed(1)} s ${what}`);
	const all = await vectors();
	if (!all) return;
	const site = await Site.make("Attacks <b onclick=alert(1)>");
	const fast = ["release", "dev", "asan"].map((b) => join(TOP, "build", b, "djeli"))
		.find(existsSync);
	const r = spawnSync(fast, ["import", site.folder, paper(site, all), "--media",
		join(site.temp, "uploads")], { encoding: "utf8" });
	check("the export of attacks comes in", r.status === 0, r.stderr);
	const talks = Math.ceil(all.length / PER_TALK);
	site.set({ feed_size: 200, comments_per_page: 1000, per_page: PER_LIST, comment_known: 0,
		comment_flood_seconds: 0, comment_flood_prefix: 0,
		comment_flood_site: 0, comment_min_age: 0, comment_max_links: 1000,
		site_tagline: "<img src=x onerror=alert(1)>" });
	await site.serve();
	lap("the export is served");
	const taken = await by_form(site, all);
	lap("the form had them");
	console.log(`${all.length} vectors, ${all.filter(is_attack).length} of them attacks`);

	const browser =
		await chromium.launch({ executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
		args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
			"--disable-background-networking", "--disable-component-update",
			"--disable-sync",
			"--disable-popup-blocking",
			"--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1"] });
	const sheets = new Map();
	try {
		const context = await browser.newContext({ reducedMotion: "reduce" });
		await context.route("**/*", async (route) => {
			const u = new URL(route.request().url());
			if (u.origin !== site.base) return route.abort();
			if (sheets.has(u.pathname))
				return route.fulfill(
					{ contentType: "text/html; charset=utf-8",
						body: `<!doctype html><html lang="en"><meta charset="utf-8"><title>x</title><body>${sheets.get(u.pathname)}` });
			if (route.request().resourceType() === "image" ||
				u.pathname === "/favicon.svg")
				return route.fulfill({ status: 204 });
			const a = await site.get(u.pathname + u.search);
			const headers = { ...a.headers };
			delete headers["content-security-policy"];
			await route.fulfill({ status: a.status, headers, body: a.body });
		});
		const judges = await Promise.all([1, 2, 3].map(async () => {
			const j = new Judge(context, site);
			await j.open();
			return j;
		}));
		await judge_sees(judges[0], sheets);
		const looks = [];
		const plan = (what, path, want, kind) => looks.push([what, path, want, kind]);

		for (let k = 0; k < talks; k++) {
			const n = Math.min(PER_TALK, all.length - k * PER_TALK);
			plan(`comments ${k * PER_TALK} to ${k * PER_TALK + n}`,
				`/2026/04/05/talk${k}/`,
				{ form: true, forms: 2, comments: k ? n : n + taken }, "comments");
		}
		for (let from = 0, k = 1; from < all.length + talks; from += PER_LIST, k++)
			plan(`list ${k}`, k === 1 ? "/2026/" : `/2026/page/${k}/`,
				{ forms: 1, cards: Math.min(PER_LIST, all.length + talks - from) },
				"lists");
		plan("front", "/", { forms: 1 }, "lists");
		all.filter(is_attack).forEach((v, a) => {
			if (!v.from.startsWith("blns"))
				plan(`${v.from} as a story`, place(all.indexOf(v)),
					{ form: true, forms: 2 }, "stories");
			if (a % 8 === 0)
				for (const [kind, path] of [["section", `/category/all/s${a}/`],
					["tag", `/tag/t${a}/`], ["author", `/author/a${a}/`]])
				plan(`${v.from} as a ${kind}`, path, { forms: 1, cards: 1 },
					"names");
			if (a % 8 === 1)
				plan(`${v.from} searched`,
					"/?s=" + encodeURIComponent(v.text.slice(0, 300)),
					{ forms: 2 }, "search");
		});
		// The bodies of all, each in its own box, a hundred on a sheet.
		const bodies = new Array(all.length);
		await each(all.keys(), 4, async (n) => {
			const a = await site.get(place(n));
			check(`${all[n].from} as a story answers 200`, a.status === 200, a.status,
				"stories that answer");
			const from = a.text.indexOf('<div class="body">'),
				to = a.text.indexOf('\n</div>\n', from);
			bodies[n] = from < 0 ? "" : a.text.slice(from, to) + "</div>";
			check(`${all[n].from}: the page is whole`,
				a.text.includes("</footer>\n</body>\n</html>") &&
				a.text.includes('id="commentform"'), "", "stories that are whole");
		});
		lap("every story was fetched");
		for (let from = 0; from < all.length; from += PER_SHEET) {
			const some = bodies.slice(from, from + PER_SHEET).filter(Boolean);
			sheets.set(`/sheet${from}`, some.join("").replaceAll("\n", " "));
			plan(`bodies ${from} to ${from + PER_SHEET}`, `/sheet${from}`,
				{ sheet: some.length }, "bodies");
		}
		let next = 0;
		await Promise.all(judges.map(async (j) => {
			while (next < looks.length) await j.look(...looks[next++]);
		}));
		lap("every page was opened");
		figure(`xss: ${all.length} vectors in bodies, headlines and comments; ${looks.length} pages opened in Chromium without their policy`);
		for (const path of ["/wp-sitemap.xml", "/comments/feed/"])
			well_formed(`${path} is well-formed`, (await site.get(path)).text);
		let entries = 0;
		for (let n = 0; n < DAYS; n++) {
			const list = `/2026/03/${day(n)}/feed/`;
			for (const path of [list, list + "atom/"])
				well_formed(`${path} is well-formed`, (await site.get(path)).text);
			entries += JSON.parse((await site.get(list + "json/")).text).items.length;
		}
		check("the JSON feeds have every story", entries === all.length,
			`${entries} of ${all.length}`);
		lap("feeds were read");
	} finally {
		await browser.close();
	}
});
