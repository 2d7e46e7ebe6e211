// Every kind of page of the demo paper, before those who judge pages: the Nu
// HTML checker, axe-core, a browser's console, feed readers, a keyboard, a
// reader without scripts, and a scale for the bytes of the first flight.
// SPDX-License-Identifier: Apache-2.0
import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { main, check, figure, skip, sleep, each } from "./lib.mjs";
import { crawl, sound } from "./crawl.mjs";
import { page as tree, find, all, attr, blocks, has_class } from "./dom.mjs";
import { demo } from "./demo.mjs";
import { feeds } from "./feeds.mjs";
import { browse } from "./chromium.mjs";

const need = createRequire(import.meta.url).resolve;
const FLIGHT = 14600;
const DAY = "/2026/11/20";

// One of each kind: name, address.
function kinds(seen) {
	const at = {
		front: "/", "front, page 2": "/page/2/",
		"the thousand words": `${DAY}/the-thousand-words/`,
		"long talk": `${DAY}/the-long-talk/`,
		"comment page": `${DAY}/the-long-talk/comment-page-2/`,
		protected: `${DAY}/behind-a-word/`, "in parts": `${DAY}/in-three-parts/`,
		"part 2": `${DAY}/in-three-parts/2/`,
		"closed talk": `${DAY}/no-more-said/`, "every element": `${DAY}/every-element/`,
		page: "/about/", "page below a page": "/imprint/plates/",
		section: "/category/town/", "sub-section": "/category/town/harbour/",
		tag: "/tag/ferry/", author: "/author/iquill/",
		"guest author": "/author/hanne-dole/", year: "/2026/", month: "/2026/11/",
		day: `${DAY}/`,
		search: "/?s=ferry", "nothing found": "/?s=xyzzyqwert", "empty search": "/?s=",
		"not found": "/no-such-page/",
		gone: "/2024/01/02/taken-away/",
	};
	const stories = [...seen.values()].filter((w) => w.doc &&
		/^\/\d{4}\/\d\d\/\d\d\/[^/]+\/$/.test(w.path));
	const body = (w) => find(w.doc, has_class("piece"));
	const first = (name, is) => {
		const w = stories.find(is);
		if (check(`the demo has a ${name}`, w)) at[name] = w.path;
	};
	first("story in French", (w) => body(w) && /^fr/.test(attr(body(w), "lang")));
	first("story in Arabic", (w) => body(w) && attr(body(w), "dir") === "rtl");
	first("opinion", (w) => body(w) && has_class("opinion")(body(w)));
	first("paid story", (w) => body(w) && has_class("paid")(body(w)));
	const length = (w) => (find(w.doc, has_class("body"))
		? blocks(find(w.doc, has_class("body"))).join(" ").length : 0);
	at["longest story"] = stories.sort((a, b) => length(b) - length(a))[0].path;
	at.reply = [...seen.keys()].find((p) => p.includes("replytocom"));
	check("there is a reply page", at.reply);
	return at;
}

// The checker reads files; the names say which page each is.
function validate(site, pages) {
	const folder = join(site.temp, "html"), names = new Map();
	mkdirSync(folder);
	let n = 0;
	// One that has to be found, or the checker was not asked.
	const wrong = "a page with an error";
	pages.set(wrong, '<!doctype html><html lang="en"><title>x</title><p><li>y');
	for (const [path, text] of pages) {
		const file = join(folder, `${++n}.html`);
		writeFileSync(file, text);
		names.set(`${n}.html`, path);
	}
	return new Promise((done) => {
		const p = spawn("java", ["-Xss1m", "-jar", need("vnu-jar/build/dist/vnu.jar"),
			"--format", "json", "--stdout", "--exit-zero-always", folder],
			{ stdio: ["ignore", "pipe", "inherit"] });
		let out = "";
		p.stdout.on("data", (d) => { out += d; });
		p.on("close", () => {
			const said = JSON.parse(out).messages, bad = new Map();
			for (const m of said.filter((x) => x.type !== "info")) {
				const path = names.get(m.url?.split("/").pop()) ?? m.url;
				bad.set(path,
					`line ${m.lastLine}: ${m.message} ${m.extract ?? ""}`);
			}
			check("vnu finds an error where one is", bad.delete(wrong));
			for (const path of [...names.values()].filter((p) => p !== wrong))
				check(`vnu: ${path}`, !bad.has(path), bad.get(path), "vnu");
			figure(`vnu: ${names.size - 1} pages, ${bad.size} with an error`);
			done();
		});
	});
}

async function flight(site, at) {
	const sizes = {};
	const asked = { headers: { "Accept-Encoding": "br", Accept: "text/html" } };
	for (const [name, path] of Object.entries(at))
		sizes[name] = (await site.get(path, asked)).bytes;
	await sleep(1500); // the best level of compression comes in the background
	for (const [name, path] of Object.entries(at)) {
		const r = await site.get(path, asked);
		check(`${name} is sent as Brotli`, r.headers["content-encoding"] === "br",
			r.headers["content-encoding"]);
		check(`${name} fits the first flight, at once and later`,
			Math.max(sizes[name], r.bytes) <= FLIGHT,
			`${sizes[name]}, then ${r.bytes} bytes`);
		sizes[name] = r.bytes;
	}
	const thousand = tree((await site.get(at["the thousand words"])).text);
	const count = (name, inside) => all(find(thousand, has_class(inside)), has_class(name))
		.length;
	check("the thousand words have six in the grid and ten comments",
		count("card", "grid") === 6 && count("comment", "talk") === 10,
		`${count("card", "grid")} ${count("comment", "talk")}`);
	const worst = Object.entries(sizes).sort((a, b) => b[1] - a[1]);
	figure(`first flight: a story of 1,000 words, six in the grid, ten comments: ${sizes["the thousand words"]} bytes with headers`);
	figure(`first flight: the largest are ${worst.slice(0, 4).map(([n, b]) => `${n} ${b}`).join(", ")} of ${FLIGHT}`);
}

// axe and the browser's own complaints, on every kind of page.
async function look(site, browser, at) {
	const axe = readFileSync(need("axe-core/axe.min.js"), "utf8");
	let runs = 0;
	const b = await browse(browser, site);
	await each(Object.entries(at), 2, async ([name, path]) => {
		const tab = await b.tab();
		const whose = `${name} (${path})`;
		for (const width of [360, 1280]) {
			await tab.page.setViewportSize({ width, height: 900 });
			for (const colorScheme of ["light", "dark"]) {
				await tab.page.emulateMedia(
					{ colorScheme, reducedMotion: "reduce" });
				if (!runs || tab.page.url() === "about:blank") await tab.go(path);
				if (colorScheme === "light") {
					const wide =
						await tab.page.evaluate(() =>
							document.documentElement.scrollWidth - innerWidth);
					check(`${whose} at ${width} px is not wider than the window`, wide <= 0, `${wide} px`, "too wide");
				}
				if (!(await tab.page.evaluate("typeof axe !== 'undefined'")))
					await tab.page.evaluate(axe);
				// In the dark only colours can be worse.
				const rules = colorScheme === "light"
					? { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa",
						"wcag22aa", "best-practice"] }
					: { runOnly: { type: "rule",
						values: ["color-contrast",
							"link-in-text-block"] } };
				const bad = await tab.page.evaluate(async (o) =>
					(await axe.run(document,
						{ ...o, resultTypes: ["violations"] })).violations
					.map((v) => `${v.id}: ${v.nodes.slice(0, 2).map((n) => n.target.join(" ") + " " + (n.any[0]?.message ?? "")).join("; ")}`), rules);
				runs++;
				check(`axe: ${whose} at ${width} px, ${colorScheme}`, !bad.length,
					bad.join(" | "), "axe");
			}
		}
		tab.judge(whose, /^(not found|gone)$/.test(name)
			? /the server responded with a status of 4/ : null);
		await tab.close();
	});
	const tab = await b.tab();
	await tab.go("/");
	await tab.page.evaluate(axe);
	const seen = await tab.page.evaluate(async () => {
		document.body.append(new Image());
		document.querySelector("main p").style.color = "#eee";
		return (await axe.run()).violations.map((v) => v.id);
	});
	check("axe finds a picture without words and a colour that is too light",
		seen.includes("image-alt") && seen.includes("color-contrast"), seen);
	check("no cookie was set", !(await b.context.cookies()).length, await b.context.cookies());
	await b.close();
	figure(`axe: ${runs} runs on ${Object.keys(at).length} kinds of page, at 360 and 1280 px, light and dark`);
}

// Tab by Tab through a story: the skip link first, a mark on each, no trap, the
// form reached at the end.
async function keyboard(site, browser, path) {
	const b = await browse(browser, site, { reducedMotion: "reduce" }), tab = await b.tab();
	await tab.go(path);
	const where = () => tab.page.evaluate(() => {
		const e = document.activeElement, s = getComputedStyle(e),
			r = e.getBoundingClientRect();
		return { name: e.tagName.toLowerCase() + (e.id ? "#" + e.id : "") +
			(e.className ? "." + e.className : ""), href: e.getAttribute("href"),
			mark: s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 2,
			seen: r.width > 1 && r.height > 1 && r.bottom > 0 && r.top < innerHeight };
	});
	const passed = [];
	for (let n = 0; n < 400; n++) {
		await tab.page.keyboard.press("Tab");
		const e = await where();
		if (e.name.startsWith("body")) break;
		passed.push(e);
		check(`keyboard: the focus is seen on ${e.name} ${e.href ?? ""}`, e.mark && e.seen,
			e, "focus");
	}
	check("keyboard: the skip link is first", passed[0]?.href === "#main", passed[0]);
	check("keyboard: one comes through the whole page", passed.length > 20 &&
		passed.length < 400, passed.length);
	const order = ["textarea#comment", "input#author", "input#email", "input#url",
		"button#submit"].map((n) => passed.findIndex((e) => e.name === n));
	check("keyboard: the form's fields come in order",
		order.every((n, i) => n >= 0 && (!i || n > order[i - 1])), order);
	check("keyboard: the hidden field is not reached",
		!passed.some((e) => /subject/.test(e.name)));
	await tab.go(path);
	await tab.page.keyboard.press("Tab");
	await tab.page.keyboard.press("Enter");
	check("keyboard: the skip link goes to the story",
		await tab.page.evaluate(() => document.activeElement.id === "main" ||
			location.hash === "#main"));
	await b.close();
}

// A reader without scripts says something.  Gives the page that refused it.
async function reply(site, browser, path) {
	const b = await browse(browser, site, { javaScriptEnabled: false }), tab = await b.tab(),
		p = tab.page;
	const said = { comment: "The ferry <b>never</b> left at 7.10 & you know it.\n\nNot once.",
		author: "Nadia \"Quay\" O'Hara", email: "nadia@reader.example",
		url: "https://quay.example/?a=1&b=2" };
	const fill = async () => {
		for (const [k, v] of Object.entries(said)) await p.fill(`#${k}`, v);
	};
	const send = async () => {
		const [r] = await Promise.all(
			[p.waitForResponse((x) => x.request().method() === "POST"),
				p.click("#submit")]);
		await p.waitForLoadState();
		return r;
	};
	await tab.go(path);
	await fill();
	const refused = await send();
	check("reply: sent too quickly it is refused", refused.status() === 400, refused.status());
	for (const [k, v] of Object.entries(said))
		check(`reply: the refused form keeps ${k}`, await p.inputValue(`#${k}`) === v,
			await p.inputValue(`#${k}`));
	check("reply: it says what is wrong", await p.locator("[role=alert]").count() > 0 &&
		(await p.locator("[role=alert]").first().innerText()).length > 10);
	const page_refused = await p.content(); // before scripts and after are one: there are none
	await sleep(3300);
	const taken = await send();
	check("reply: then it is taken", taken.status() === 302, taken.status());
	check("reply: its writer sees it, waiting",
		await p.locator(".comment .notice").count() === 1 &&
		(await p.content()).includes("Not once."), p.url());
	check("reply: by a signed link",
		/[?&]unapproved=\d+&moderation-hash=[\w-]+#comment-\d+$/.test(p.url()), p.url());
	check("reply: no cookie", !(await b.context.cookies()).length);
	const plain = (await site.get(path)).text;
	check("reply: nobody else sees it", !plain.includes("Not once."));
	const id = p.url().match(/#comment-(\d+)$/)?.[1];
	const held =
		JSON.parse(site.must("comment", "list", site.folder, "--state", "held", "--json"));
	check("reply: the moderator finds it held", held.some((c) => String(c.id) === id));
	site.must("comment", "approve", site.folder, id);
	const from = performance.now();
	let seen = false;
	while (!seen && performance.now() - from < 3000) {
		seen = (await site.get(path)).text.includes("Not once.");
		if (!seen) await sleep(2);
	}
	const late = performance.now() - from;
	check("reply: approved by another process it is seen within 100 ms", seen && late <= 100,
		`${late.toFixed(0)} ms`);
	figure(`reply: approved beside the running server, seen after ${late.toFixed(0)} ms`);
	const shown = tree((await site.get(path)).text);
	check("reply: its markup did not become markup of the page",
		find(shown, (e) => attr(e, "id") === `comment-${id}`));
	check("reply: no address stands on the page",
		!(await site.get(path)).text.includes("nadia@reader.example"));
	tab.judge("reply", /the server responded with a status of 400/);
	await b.close();
	return page_refused;
}

await main("pages", async () => {
	const t = Date.now(),
		lap = (what) => console.log(`${((Date.now() - t) / 1000).toFixed(1)} s ${what}`);
	const site = await demo();
	await site.serve();
	lap("the demo paper is served");
	const { seen } = await crawl(site, ["/", "/wp-sitemap.xml", "/news-sitemap.xml",
		"/robots.txt", "/?s=ferry", `${DAY}/in-three-parts/2/`]);
	const whole = [...seen.values()].filter((w) => w.doc);
	whole.forEach(sound);
	figure(`crawl: ${seen.size} addresses, ${whole.length} pages`);
	lap("crawled");
	const at = kinds(seen);
	const browser =
		await chromium.launch({ executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
		args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
			"--disable-background-networking", "--disable-component-update",
			"--disable-sync"] });
	try {
		const refused = await reply(site, browser, `${DAY}/every-element/`);
		lap("replied");
		await flight(site, at);
		lap("weighed");
		const pages = new Map(whole.map((w) => [w.path, w.text]));
		for (const [name, path] of Object.entries(at))
			if (!pages.has(path)) pages.set(path, (await site.get(path)).text);
		pages.set("the refused form", refused);
		const valid = validate(site, pages);
		await look(site, browser, at);
		lap("looked at");
		await keyboard(site, browser, `${DAY}/the-long-talk/`);
		await valid;
		lap("validated");
		await feeds(site, ["/", ...["section", "sub-section", "tag", "author", "year",
			"month", "day"].map((k) => at[k])],
			[`${DAY}/the-long-talk/`, `${DAY}/every-element/`]);
	} finally {
		await browser.close();
	}
});
