// Every address that can be reached from the front by following what a page
// names: links, pictures, feeds, forms that ask.  Fragments are checked too.
// SPDX-License-Identifier: Apache-2.0
import { check, each } from "./lib.mjs";
import { page, elements, attr, find, all } from "./dom.mjs";

const sources = (set) => (set ?? "").split(",").map((s) => s.trim().split(/\s+/)[0])
	.filter(Boolean);

function* references(doc) {
	for (const e of elements(doc)) {
		const rel = attr(e, "rel") ?? "";
		if (e.tagName === "a" || e.tagName === "link") yield [attr(e, "href"), rel];
		if (["img", "source", "video", "audio", "track", "iframe", "script",
			"embed"].includes(e.tagName)) {
			yield [attr(e, "src"), "src"];
			for (const s of sources(attr(e, "srcset"))) yield [s, "src"];
		}
	}
}

// {path: {status, type, text, doc, from}}; outside: addresses of other hosts.
export async function crawl(site, start) {
	const seen = new Map(), fragments = [], outside = new Set(), loads = new Set();
	let wave = start.map((path) => ({ path, from: "the test" }));
	const replies = new Set();
	while (wave.length) {
		const next = [];
		for (const w of wave) seen.set(w.path, w);
		await each(wave, 4, async (w) => {
			const r = await site.get(w.path);
			Object.assign(w, { status: r.status,
				type: (r.headers["content-type"] ?? "").split(";")[0],
				headers: r.headers, bytes: r.body.length });
			if (r.headers.location)
				next.push([new URL(r.headers.location, site.base + w.path).href,
					"moved", w.path]);
			if (w.type !== "text/html") return;
			w.text = r.text;
			w.doc = page(w.text);
			for (const [href, rel] of references(w.doc))
				if (href !== undefined) next.push([href, rel, w.path]);
		});
		wave = [];
		for (const [href, rel, from] of next) {
			let u;
			try {
				u = new URL(href, site.base + from);
			} catch {
				check(`an address on ${from} can be read`, false, href);
				continue;
			}
			if (u.origin !== site.base) {
				outside.add(u.href);
				if (rel === "src" ||
					/stylesheet|icon|preload|preconnect|prefetch|dns/.test(rel))
					loads.add(`${u.href} on ${from}`);
				continue;
			}
			const path = u.pathname + u.search;
			if (u.hash && rel !== "moved")
				fragments.push([path, decodeURIComponent(u.hash.slice(1)), from]);
			if (seen.has(path) || wave.some((w) => w.path === path)) continue;
			// One answer to a comment of each story is like the others.
			if (u.searchParams.has("replytocom") &&
				(replies.has(u.pathname) || !replies.add(u.pathname)))
				continue;
			wave.push({ path, from });
		}
	}
	for (const w of seen.values())
		check(`${w.path} (linked on ${w.from})`, w.status === 200 || w.status === 301,
			w.status, "a link that leads nowhere");
	for (const [path, id, from] of fragments) {
		const w = seen.get(path);
		if (!w?.doc) continue;
		w.ids ??= new Set(all(w.doc, (e) => attr(e, "id")).map((e) => attr(e, "id")));
		check(`${path}#${id} (linked on ${from})`, w.ids.has(id), "",
			"a fragment that is not there");
	}
	check("no page loads anything from elsewhere", !loads.size, [...loads].slice(0, 3));
	return { seen, outside };
}

// What holds on every page that a reader is given.
export function sound(w) {
	const at = w.path, doc = w.doc, html = find(doc, (e) => e.tagName === "html");
	const scripts = all(doc, (e) => e.tagName === "script" &&
		attr(e, "type") !== "application/ld+json");
	check(`${at}: no script`, !scripts.length, scripts.length, "a script");
	check(`${at}: no cookie`, !w.headers["set-cookie"], w.headers["set-cookie"], "a cookie");
	const csp = w.headers["content-security-policy"] ?? "";
	check(`${at}: content security policy`, csp.startsWith("default-src 'none'") &&
		!/script-src/.test(csp), csp, "a policy");
	check(`${at}: nosniff, referrer policy`,
		w.headers["x-content-type-options"] === "nosniff" && w.headers["referrer-policy"],
		"", "a header");
	check(`${at}: language and direction`, attr(html, "lang") &&
		/^(ltr|rtl)$/.test(attr(html, "dir")), "", "a language");
	const one = (tag) => all(doc, (e) => e.tagName === tag).length;
	check(`${at}: one main, one title`, one("main") === 1 && one("title") >= 1,
		`${one("main")} ${one("title")}`, "one main");
	check(`${at}: one h1`, one("h1") === 1, one("h1"), "one h1");
	const ids = all(doc, (e) => attr(e, "id")).map((e) => attr(e, "id"));
	check(`${at}: no id twice`, new Set(ids).size === ids.length,
		ids.filter((x, i) => ids.indexOf(x) !== i).slice(0, 3), "an id");
	for (const e of elements(doc)) for (const a of e.attrs)
		if (/^on/i.test(a.name)) check(`${at}: no handler`, false, a.name, "a handler");
	for (const e of all(doc, (x) => x.tagName === "img")) {
		check(`${at}: a picture has alt, width and height`, attr(e, "alt") !== undefined &&
			attr(e, "width") > 0 && attr(e, "height") > 0,
			attr(e, "src"), "a picture's size");
	}
	for (const e of all(doc, (x) => attr(x, "type") === "application/ld+json")) {
		let ld = null;
		try { ld = JSON.parse(e.childNodes[0].value); } catch { /* said below */ }
		check(`${at}: JSON-LD can be read`, ld?.["@context"] === "https://schema.org" &&
			ld["@type"], "", "JSON-LD");
	}
}
