// The editor in a browser: typing, the toolbar by keyboard alone, tables, pictures,
// find and replace, what is kept as it is; how long a long story takes to open.
import { gzipSync } from "node:zlib";
import { Site, main, check, figure } from "./lib.mjs";
import { judge, judgeAll, login } from "./desk.mjs";
import { clear, launch, newStory, onServer, open, paste, reports, saved, text,
	writer } from "./desk-editor-lib.mjs";

const type = (tab, s) => tab.page.keyboard.type(s);
const press = async (tab, ...keys) => {
	for (const key of keys) await tab.page.keyboard.press(key);
};
async function is(tab, what, want) {
	const got = await text(tab);
	return check(what, got === want, { want, got });
}

async function typing(tab) {
	await tab.page.click(".ProseMirror");
	await type(tab,
		"## Rain\nHe said \"yes\" and it's done... 3 -- 4\n- one\ntwo\n\n1. first\n\n> quoted\n\n---after");
	await is(tab, "typing makes blocks and marks",
		"<h2>Rain</h2>\n<p>He said “yes” and it’s done… 3 – 4</p>\n<ul><li>one</li><li>two</li></ul>\n<ol><li>first</li></ol>\n<blockquote><p>quoted</p></blockquote>\n<hr>\n<p>after</p>");
	await press(tab, "Control+z", "Control+z");
	check("undo", !(await text(tab)).includes("after"));
	await press(tab, "Control+y", "Control+y");
	check("redo", (await text(tab)).includes("after"));
	await clear(tab);
	await type(tab, "plain ");
	await press(tab, "Control+b");
	await type(tab, "bold");
	await press(tab, "Control+b", "Control+i");
	await type(tab, " both");
	await press(tab, "Control+i", "Shift+Enter");
	await type(tab, "x");
	await is(tab, "shortcuts", "<p>plain <strong>bold</strong><em> both</em><br>x</p>");
}

// Only with the keyboard: Alt+F10, arrows, Enter, Escape.
async function byKeyboard(tab) {
	await clear(tab);
	await type(tab, "A heading");
	await press(tab, "Alt+F10");
	const at = () => tab.page.evaluate(() => document.activeElement.getAttribute("aria-label"));
	check("Alt+F10 leads to the toolbar",
		(await tab.page.evaluate(() =>
			!!document.activeElement.closest("[role=toolbar]"))));
	check("the toolbar is one stop", (await tab.page.$$eval(".bar button",
		(all) => all.filter((b) => b.tabIndex === 0).length)) === 1);
	await press(tab, "Home");
	for (let i = 0; i < 30 && (await at()) !== "Heading"; i++) await press(tab, "ArrowRight");
	await press(tab, "Enter");
	await is(tab, "a heading by keyboard", "<h2>A heading</h2>");
	check("the button says so", (await tab.page.waitForSelector(
		'.bar [aria-label="Heading"][aria-pressed=true]', { timeout: 2000 })
		.catch(() => null)) !== null);
	check("and how else", /Ctrl\+Alt\+2/.test(
		await tab.page.getAttribute('.bar [aria-label="Heading"]', "title")));
	await press(tab, "End", "Enter");
	await type(tab, "A text");
	await press(tab, "Alt+F10", "End", "Escape");
	check("Escape leads back",
		await tab.page.evaluate(() => document.activeElement.matches(".ProseMirror")));
	// A link.
	await press(tab, "Shift+Control+ArrowLeft");
	await tab.page.waitForTimeout(60); // a browser tells of a selection a moment later
	await press(tab, "Control+k");
	await tab.page.waitForSelector("dialog.ask");
	await type(tab, "paper.example/one");
	await press(tab, "Enter");
	await tab.page.waitForSelector("dialog.ask", { state: "detached" });
	await is(tab, "a link by keyboard",
		'<h2>A heading</h2>\n<p>A <a href="https://paper.example/one">text</a></p>');
	await press(tab, "Control+k");
	await tab.page.waitForSelector("dialog.ask");
	await judge(tab, "the window of a link");
	await press(tab, "Escape");
	check("after Escape the text has the focus",
		await tab.page.evaluate(() => document.activeElement.matches(".ProseMirror")));
}

async function tables(tab) {
	await clear(tab);
	await tab.page.click('.bar [aria-label="Table"]');
	await type(tab, "Town");
	await press(tab, "Tab");
	await type(tab, "Rain");
	await tab.page.click("text=Delete column");
	await tab.page.click("text=Insert row after");
	await press(tab, "Tab");
	const html = await text(tab);
	check("a table with a row of headers",
		/^<figure class="wp-block-table"><table><thead><tr><th>Town<\/th><th><\/th><\/tr><\/thead><tbody>(<tr><td><\/td><td><\/td><\/tr>){3}<\/tbody><\/table><\/figure>$/.test(html), html);
	await tab.page.click(".ProseMirror figure .caption");
	await type(tab, "What fell");
	await press(tab, "Enter");
	await type(tab, "below");
	check("its caption, and out of it", (await text(tab))
		.endsWith("</table><figcaption>What fell</figcaption></figure>\n<p>below</p>"),
		await text(tab));
	await tab.page.click(".ProseMirror th:last-child");
	await type(tab, "Wind");
	await tab.page.waitForSelector("text=Delete table");
	await judge(tab, "in a table");
	await tab.page.click("text=Delete table");
	await is(tab, "the table is gone", "<p>below</p>");
}

const PNG = Buffer.from(
	"iVBORw0KGgoAAAANSUhEUgAAAAoAAAAKCAIAAAACUFjqAAAAEklEQVR4nGP8z4APMOGVHbHSAEEsAROxCnMTAAAAAElFTkSuQmCC", "base64");

// The desk's own pictures are another's test: here it is answered for it.
async function pictures(tab) {
	let held = null, asked = "";
	await tab.page.route("**/desk/pictures/upload?*", async (route) => {
		asked = route.request().url() + " " + route.request().headers()["content-type"] +
			(route.request().headers()["x-csrf"] ? " token" : "");
		await new Promise((done) => { held = done; });
		await route.fulfill({ json: { id: 7, url: "/media/2026/boat.png", width: 10,
			height: 10, alt: "", caption: "A boat", credit: "Awa", state: "ready" } });
	});
	await tab.page.route("**/desk/pictures/pick.json?*",
		(route) => route.fulfill({ json: {
			items: [1, 2].map((id) =>
				({ id, url: `/media/p${id}.jpg`, thumb: "/favicon.svg", width: 800,
					height: 600, alt: `Picture ${id}`, caption: `Words ${id}`,
					credit: "" })), more: false } }));
	await tab.page.route("**/media/**",
		(route) => route.fulfill({ body: PNG, contentType: "image/png" }));
	await clear(tab);
	await tab.page.evaluate((base64) => {
		const transfer = new DataTransfer(),
			bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
		transfer.items.add(new File([bytes], "boat at dawn.png", { type: "image/png" }));
		document.querySelector(".ProseMirror")
			.dispatchEvent(new ClipboardEvent("paste",
				{ clipboardData: transfer, bubbles: true, cancelable: true }));
	}, PNG.toString("base64"));
	await tab.page.waitForSelector(".ProseMirror .waiting progress");
	check("what is on its way is not in the text", (await text(tab)) === "", await text(tab));
	await tab.page.click(".ProseMirror .caption");
	await type(tab, "My own words");
	held();
	await tab.page.waitForSelector(".ProseMirror .waiting", { state: "detached" });
	check("the bytes go with their type and the token",
		/name=boat%20at%20dawn\.png image\/png token$/.test(asked), asked);
	await is(tab, "a pasted picture, with the words typed meanwhile",
		'<figure class="wp-block-image"><img src="/media/2026/boat.png" class="wp-image-7" width="10" height="10"><figcaption>My own words <span class="credit">Awa</span></figcaption></figure>');
	await tab.page.fill("#figure-alt", "A boat on the river");
	await tab.page.selectOption("#figure-align", "alignwide");
	await judge(tab, "in a picture");
	check("alt text and place", (await text(tab))
		.startsWith(
			'<figure class="wp-block-image alignwide"><img src="/media/2026/boat.png" alt="A boat on the river"'), await text(tab));
	await tab.page.check(".context input[type=checkbox]");
	check("decorative", (await text(tab)).includes('alt=""'));
	await clear(tab);
	await tab.page.click('.bar [aria-label="Gallery"]');
	await tab.page.waitForSelector(".pick li");
	await judge(tab, "the picker");
	await tab.page.click(".pick li:nth-child(1) label");
	await tab.page.click(".pick li:nth-child(2) label");
	await tab.page.click(".picker .first");
	const one = (id) =>
		`<figure class="wp-block-image"><img src="/media/p${id}.jpg" alt="Picture ${id}" class="wp-image-${id}" width="800" height="600"><figcaption>Words ${id}</figcaption></figure>`;
	await is(tab, "a gallery from the picker",
		`<figure class="wp-block-gallery">${one(1)}${one(2)}</figure>`);
}

async function finding(tab) {
	await clear(tab);
	await paste(tab,
		{ "text/html": "<p>The boat, the <b>bo</b>at and a boathouse.</p><p>BOAT of l’eau</p>" });
	await press(tab, "Control+Home", "Control+f");
	await type(tab, "boat");
	const count = () => tab.page.textContent(".find output");
	check("found, across marks too", (await count()) === "1 of 4", await count());
	await tab.page.check("text=Whole words");
	check("whole words", / of 3$/.test(await count()), await count());
	await tab.page.check("text=Match case");
	check("capitals", / of 2$/.test(await count()), await count());
	await tab.page.fill("#find-by", "ferry");
	await judge(tab, "find");
	await tab.page.click(".find >> text=Replace all");
	await is(tab, "all replaced",
		"<p>The ferry, the <strong>ferry</strong> and a boathouse.</p>\n<p>BOAT of l’eau</p>");
	await tab.page.uncheck("text=Whole words");
	await tab.page.uncheck("text=Match case");
	await tab.page.fill("#find-text", "l'eau");
	check("an apostrophe is an apostrophe", /1 of 1/.test(await count()), await count());
	await press(tab, "Escape");
	check("Escape closes it", await tab.page.isHidden(".find"));
}

const FORMS = [
	"<p>Plain, <strong>strong</strong>, <em>em</em>, <s>s</s>, H<sub>2</sub>O, x<sup>2</sup>, <code>code</code> and <a href=\"/2026/01/one/\">a link</a>.<br>A line.</p>",
	"<h2>Two</h2>", "<h3>Three</h3>", "<h4>Four</h4>",
	"<ul><li>a<ul><li>b</li></ul></li><li><p>c</p><p>d</p></li></ul>",
	"<ol start=\"3\"><li>e</li></ol>", "<blockquote><p>q</p><p>r</p></blockquote>",
	'<figure class="wp-block-pullquote"><blockquote><p>Said</p><cite>Somebody</cite></blockquote></figure>',
	'<figure class="wp-block-image alignleft"><img src="/media/a.jpg" alt="An a" class="wp-image-12"><figcaption>The <em>caption</em> <span class="credit">Awa</span></figcaption></figure>',
	'<figure class="wp-block-gallery"><figure class="wp-block-image"><img src="/media/a.jpg" alt="" class="wp-image-12"></figure><figcaption>Two</figcaption></figure>',
	'<figure class="wp-block-table"><table><thead><tr><th>H</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table><figcaption>T</figcaption></figure>', "<hr>",
	'<figure class="embed"><a href="https://video.example/1">A video</a><figcaption>Seen</figcaption></figure>', '<p lang="ar" dir="rtl">سلام</p>',
	'<p>Old: <span lang="fr">mot</span> <abbr title="x">y</abbr> <a href="#a" id="b">z</a></p>',
	// What divides a story:
	"<!--more Read on-->", "<p>After.</p>", "<!--nextpage-->",
	// What it does not know:
	'<dl><dt>a</dt><dd>b</dd></dl>', '<details open><summary>S</summary><p>more</p></details>',
	'<pre>x\n  y</pre>', '<div class="footnotes"><p>one</p></div>',
	'<p class="x"><a id="here"></a>anchor</p>',
	'<video controls src="/media/v.mp4"></video>',
	'<table><tbody><tr><td>bare</td></tr></tbody></table>', '<ul><li><h2>odd</h2></li></ul>',
	'<figure><blockquote><p>unlike</p></blockquote></figure>',
];

async function forms(tab) {
	const body = FORMS.join("\n");
	await tab.page.route("**/media/**",
		(route) => route.fulfill({ body: PNG, contentType: "image/png" }));
	await newStory(tab, { headline: "Forms", body });
	const got = (await tab.page.evaluate(() => {
		document.querySelector("#kicker")
			.dispatchEvent(new Event("input", { bubbles: true }));
	}), await text(tab)).split("\n");
	const want = body.split("\n");
	check("all forms open without loss, to the byte", got.join("\n") === body,
		want.map((line, i) => (line === got[i] ? null : { line, got: got[i] }))
		.filter(Boolean)[0]);
	const kept = await tab.page.$$eval(".ProseMirror > .kept",
		(all) => all.map((e) => e.textContent));
	check("what it does not know is shown and kept", kept.length === 10,
		kept.map((s) => s.slice(0, 40)));
	check("where a page of the story begins is said",
		kept.some((s) => s.includes("Page break")), kept[1]);
	await tab.page.click(".ProseMirror > p");
	await press(tab, "Home");
	await type(tab, "More ");
	await saved(tab);
	check("the rest stays when one writes",
		(await onServer(tab)) === body.replace("<p>Plain", "<p>More Plain"),
		await onServer(tab));
	await judgeAll(tab, "all forms");
}

async function french(tab) {
	await newStory(tab, { headline: "Un titre", language: "fr" });
	await tab.page.click(".ProseMirror");
	await type(tab, "Il a dit \"oui !\" : c'est l'heure ; vraiment ? \"Non\"...");
	await is(tab, "French marks and spaces",
		"<p>Il a dit «&nbsp;oui\u202f!&nbsp;»&nbsp;: c’est l’heure\u202f; vraiment\u202f? «&nbsp;Non&nbsp;»…</p>");
	check("the text's language",
		(await tab.page.getAttribute(".ProseMirror", "lang")) === "fr");
	await tab.page.evaluate(() => {
		for (const d of document.querySelectorAll(".panel details")) d.open = true;
	});
	await tab.page.selectOption("#language", "ar");
	await tab.page.selectOption("#direction", "rtl");
	check("and its direction follow the fields",
		(await tab.page.getAttribute(".ProseMirror", "lang")) === "ar" &&
		(await tab.page.getAttribute(".ProseMirror", "dir")) === "rtl");
	await clear(tab);
	await type(tab, "قال الوزير إن الطريق مفتوح");
	await tab.page.waitForFunction(() => /^5 words/.test(
		document.querySelector(".count").textContent), null, { timeout: 3000 })
		.catch(() => {});
	check("words of Arabic are counted", /^5 words · 1 min/.test(
		await tab.page.textContent(".count")), await tab.page.textContent(".count"));
}

async function around(tab) {
	await newStory(tab,
		{ headline: "A short one", body: "<p>The river rose in the night.</p>" });
	await tab.page.fill("#headline",
		"A headline that is much too long for any engine that looks for it, and for every reader too");
	check("the meter sees what is too long",
		(await tab.page.getAttribute(".headline + .meters .gauge",
			"data-verdict")) === "over");
	await tab.page.fill('[name=author] >> nth=0', "Awa Diarra");
	await tab.page.fill('[name=author] >> nth=1', "Moussa Keita");
	await tab.page.click("#authors [data-down] >> nth=0");
	check("bylines change places", (await tab.page.$$eval("[name=author]",
		(all) => all.map((i) => i.value).filter(Boolean)
		.join())) === "Moussa Keita,Awa Diarra");
	await tab.page.click(".ProseMirror p");
	await press(tab, "Control+a", "Control+Alt+m");
	await tab.page.waitForSelector("dialog.ask");
	await type(tab, "Which river?");
	await press(tab, "Tab", "Enter");
	await tab.page.waitForSelector("#notes .one");
	check("a note on a passage is there",
		/Which river\?/.test(await tab.page.textContent("#notes .one")) &&
		/The river rose/.test(await tab.page.textContent("#notes .one blockquote")));
	check("and marked in the text", (await tab.page.textContent(
		".ProseMirror .noted")) === "The river rose in the night.");
	await tab.page.click("#notes .one >> text=Done").catch(() => {});
	await tab.page.waitForSelector(".ProseMirror .noted", { state: "detached", timeout: 4000 })
		.catch(() => {});
	check("until it is done", !(await tab.page.$(".ProseMirror .noted")));
	await press(tab, "Control+Shift+Enter");
	await tab.page.click(".ProseMirror");
	await press(tab, "Control+Shift+Enter");
	check("full screen", await tab.page.evaluate(() =>
		document.querySelector(".editor.full") !== null &&
		document.querySelector(".top").hasAttribute("inert")) ||
		await tab.page.evaluate(() => !document.querySelector("[inert]")));
	if (await tab.page.$(".editor.full"))
		await tab.page.click('.bar [aria-label="Full screen"]');
	await saved(tab);
	await tab.page.click("button[value=save]");
	await tab.page.waitForSelector(".note.done");
	check("saved by its button",
		(await tab.page.inputValue("[name=author] >> nth=0")) === "Moussa Keita");
}

// 6,000 words: how long the scripts take to open it, and whether typing ever waits.
async function speed(browser, site, who) {
	const tab = await login(browser, site, who);
	const words =
		"the river rose again in the night and took a bridge with it while nobody of the village slept".split(" ");
	let n = 0;
	const paragraph = () =>
		`<p>${Array.from({ length: 60 }, () => words[n++ % words.length]).join(" ")}, <em>and</em> <a href="/x/">so</a> on.</p>`;
	const body = Array.from({ length: 96 },
		(_, i) => (i % 12 ? "" : `<h2>Part ${i / 12 + 1}</h2>`) + paragraph()).join("\n");
	const path = await newStory(tab, { headline: "A long one", body }),
		cdp = await tab.context.newCDPSession(tab.page);
	const values = [];
	// The time of the processor, not of the clock: other work on the machine does not count.
	await cdp.send("Performance.enable", { timeDomain: "threadTicks" });
	const metric = async (name) => (await cdp.send("Performance.getMetrics"))
		.metrics.find((m) => m.name === name).value * 1000;
	for (let i = 0; i < 5; i++) {
		await tab.go("/desk/account/");
		const before = await metric("ScriptDuration");
		await open(tab, path);
		await tab.page.waitForFunction(() =>
			performance.getEntriesByName("djeli-editor").length);
		const after = await metric("ScriptDuration");
		values.push(Math.round(after >= before ? after - before : after));
	}
	const middle = values.sort((a, b) => a - b)[2];
	figure(`a story of 6,000 words opens in ${middle} ms of script time (${values.join(", ")})`);
	check("a story of 6,000 words opens in less than 300 ms of script time", middle < 300,
		values);
	check("its words are counted", /^5,9\d\d words|^6,\d\d\d words/.test(
		await tab.page.textContent(".count")), await tab.page.textContent(".count"));
	await tab.page.click(".ProseMirror > p >> nth=40");
	const keys = [];
	for (const c of "and then it rained once more over all of the plain, ") {
		const before = await metric("TaskDuration");
		await tab.page.keyboard.type(c, { delay: 10 });
		keys.push((await metric("TaskDuration")) - before);
	}
	keys.sort((a, b) => a - b);
	const most = keys[keys.length - 1];
	figure(`a key in it takes ${keys[keys.length >> 1].toFixed(1)} ms, at most ${most.toFixed(1)} ms, with layout and painting`);
	check("typing has no long task", most < 50, keys.slice(-5));
	await tab.end();
}

async function bundle(site, tab) {
	const sources = await tab.page.$$eval("script[src]",
		(all) => all.map((s) => s.getAttribute("src")));
	let sum = 0;
	for (const src of sources) sum += gzipSync((await site.get(src)).body, { level: 9 }).length;
	figure(`the scripts of the editor's page: ${(sum / 1024).toFixed(1)} KB gzip`);
}

await main("desk-editor", async () => {
	const site = await Site.make("The Desk"), who = site.user("publisher");
	await site.serve();
	const browser = await launch(),
		tab = await writer(browser, site, who, { headline: "Written" });
	const parts = { typing, byKeyboard, tables, pictures, finding, forms, french, around };
	for (const [name, part] of Object.entries(parts))
		if (!process.env.ONLY || process.env.ONLY.includes(name)) {
		await part(tab).catch((e) => check(`${name} goes through`, false,
			String(e.stack).slice(0, 500)));
		if (name !== "forms")
			check(`${name}: no report of the policy`, !(await reports(tab)).length,
				await reports(tab));
	}
	await bundle(site, tab);
	tab.judge("the editor", /\/desk\/suggest\//);
	if (!process.env.ONLY || process.env.ONLY.includes("speed"))
		await speed(browser, site, who);
	await browser.close();
});
