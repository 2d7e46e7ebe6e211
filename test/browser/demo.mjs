// The demo paper with the pages that it lacks: a story of exactly the length
// that the budget speaks of, a long talk, a protected story, a story in parts,
// an address that is gone.  Pictures are drawn and scaled by the release build
// where there is one: under the sanitizers that alone takes minutes, and the
// tests of media/ run there already.
// SPDX-License-Identifier: Apache-2.0
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { TOP, Site } from "./lib.mjs";
import { wxr } from "./wxr.mjs";

const OTHER = "http://press.example";

// Paragraphs of the demo's own stories: words as a newsroom writes them.
function prose() {
	const folder = join(TOP, "demo/stories");
	const plain = (f) => readFileSync(join(folder, f), "utf8").split("\n%%")[0].split(/\n\s*\n/)
		.slice(1);
	return readdirSync(folder).filter((f) => !/retour-du-bac|old-quarter/.test(f)).sort()
		.flatMap(plain)
		.filter((p) => /^["“A-Z]/.test(p.trim()) && p.length > 120 && !/[<|>*]/.test(p))
			.map((p) => p.trim().replace(/\s+/g, " "));
}
const words = (s) => s.split(/\s+/).filter(Boolean).length;

// `n` words of the prose, from paragraph `from` on.
function text(all, from, n) {
	const out = [];
	for (let left = n, i = from; left > 0; i++) {
		const w = all[i % all.length].split(" ").slice(0, left);
		left -= words(w.join(" "));
		out.push(`<p>${w.join(" ").replaceAll("&", "&amp;")}</p>`);
	}
	return out.join("\n");
}
// The first `deep` answer each other, the others begin a talk of their own.
function talk(all, n, first, deep) {
	const at = (i) => new Date(Date.UTC(2026, 10, 20, 8, i)).toISOString().slice(0, 19)
		.replace("T", " ");
	const names =
		["Ama Ofori", "Björn Vik", "C. Delacroix", "Dede", "Emmanuel O'Neil", "فاطمة"];
	return Array.from({ length: n },
		(_, i) => ({ id: first + i, date: at(i), author: names[i % names.length],
		url: i % 4 ? "" : "https://reader.example/", parent: i && i < deep ? first + i - 1
			: 0,
		text: all[(i * 7 + 3) % all.length].split(" ").slice(0, 20 + (i * 5) % 25)
			.join(" ") }));
}

export function press() {
	const all = prose(), date = "2026-11-20 07:30:00";
	const story = (id, slug, title, more) => ({ id, slug, title, date, by: "iquill",
		sections: [["harbour", "Harbour"]], tags: [["ferry", "Ferry"]], ...more });
	return wxr({ base: OTHER, authors: [{ login: "iquill", name: "Ines Quill" }],
		sections: [{ slug: "town", name: "Town" },
			{ slug: "harbour", name: "Harbour", parent: "town" }],
		tags: [{ slug: "ferry", name: "Ferry" }], items: [
			story(91001, "the-thousand-words",
				"Harbour/ The thousand words that fit the first flight",
				{ body: text(all, 11, 1000), comments: talk(all, 10, 1, 4) }),
			story(91002, "the-long-talk", "Sixty readers have their say",
				{ body: text(all, 40, 300), comments: talk(all, 60, 101, 7) }),
			story(91003, "behind-a-word", "Only with the word",
				{ body: "<p>The sardine is silver.</p>", password: "herring" }),
			story(91004, "in-three-parts", "A story in three parts",
				{ body: [0, 5, 9].map((n) => text(all, n, 150))
					.join("\n<!--nextpage-->\n") }),
			story(91005, "no-more-said", "Nothing may be said below this",
				{ body: text(all, 2, 120), comments_open: false }),
			story(91006, "every-element", "Every element that a body may hold",
				{ body: EVERY }),
			{ id: 91007, type: "page", slug: "imprint", title: "Imprint", date,
				body: "<p>Who prints this.</p>", comments_open: false },
			{ id: 91008, type: "page", slug: "plates", parent: 91007, title: "Plates",
				date, body: "<p>How it is printed.</p>", comments_open: false },
		] });
}
const EVERY = `<h2>A heading</h2><p>Words, <strong>strong</strong>, <em>stressed</em>, <code>code()</code>, <mark>marked</mark>, H<sub>2</sub>O, <del>out</del> <ins>in</ins>, <abbr title="World Health Organization">WHO</abbr>, <a href="https://elsewhere.example/">a link</a>, <kbd>Esc</kbd>, <time datetime="2026-11-20">today</time>.</p>
<h3>Lower</h3><ul><li>one<ul><li>in it</li></ul></li><li>two</li></ul><ol start="3"><li>three</li><li>four</li></ol><dl><dt>Word</dt><dd>What it means</dd></dl>
<blockquote><p>Said somebody.</p><cite>Somebody</cite></blockquote><figure class="wp-block-pullquote"><blockquote><p>Pulled out.</p><cite>Her</cite></blockquote></figure>
<table><caption>Catch</caption><thead><tr><th scope="col">Boat</th><th scope="col">Kilos</th></tr></thead><tbody><tr><td>Orle Maid</td><td>40</td></tr><tr><td colspan="2">none</td></tr></tbody></table>
<pre>  kept
    as it is</pre><hr><details><summary>More</summary><p>Inside.</p></details><p><ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby> <bdo dir="rtl">abc</bdo> <q>quoted</q> <small>small</small> <s>gone</s> <u>under</u> <wbr>w</p>
<p>https://www.youtube.com/watch?v=abc</p><p><iframe src="https://elsewhere.example/frame" width="600" height="300"></iframe></p>
<h4>Lowest</h4><p lang="fr">Une phrase en français.</p><p dir="rtl" lang="ar">جملة بالعربية.</p>`;

export async function demo() {
	const site = await Site.make("The Ansel Packet");
	const fast = (name) => ["release", "dev", "asan"].map((b) => join(TOP, "build", b, name))
		.find(existsSync);
	const draw = fast("tools/draw");
	if (!draw)
		execFileSync("make", ["-s", "BUILD=release", "tools"],
			{ cwd: TOP, stdio: "inherit" });
	const uploads = join(site.temp, "uploads");
	const paper = execFileSync(join(TOP, "tools/demo-wxr"),
		["--draw", draw ?? fast("tools/draw"), "--uploads", uploads, "--url", site.base],
		{ maxBuffer: 1 << 26 });
	const r = spawnSync(fast("djeli"), ["import", site.folder, site.file("paper.xml", paper),
		"--media", uploads], { encoding: "utf8" });
	if (r.status !== 0) throw new Error("the demo paper does not come in: " + r.stderr);
	site.import(site.file("press.xml", press()));
	site.sql("INSERT INTO redirect (path, status) VALUES ('/2024/01/02/taken-away', 410)");
	return site;
}
