// Paste: what other programs put on the clipboard, against what a story shall hold of it.
// SPDX-License-Identifier: Apache-2.0
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Site, TOP, main, check } from "./lib.mjs";
import { clear, launch, paste, reports, text, writer } from "./desk-editor-lib.mjs";

await main("desk-editor-paste", async () => {
	const site = await Site.make("The Desk"), who = site.user("editor");
	await site.serve();
	const browser = await launch(),
		tab = await writer(browser, site, who, { headline: "Pasted" });
	const folder = join(TOP, "test/paste"), names = readdirSync(folder),
		only = process.env.ONLY, all = [];
	for (const name of names.filter((n) => /\.(html|txt)$/.test(n) &&
		!/\.want\.html$/.test(n) && (!only || n.includes(only)))) {
		const data = readFileSync(join(folder, name), "utf8"),
			want = readFileSync(join(folder, name.replace(/\.\w+$/, ".want.html")),
				"utf8").trim();
		await clear(tab);
		await paste(tab, name.endsWith(".txt") ? { "text/plain": data }
			: { "text/html": data, "text/plain": "another text that nobody wants" });
		const got = await text(tab);
		const lines = got.split("\n"), wanted = want.split("\n"),
			at = wanted.findIndex((line, i) => line !== lines[i]);
		check(`${name} comes out clean`, got === want, at < 0 ? lines.slice(wanted.length)
			: { want: wanted[at], got: lines[at] ?? "" });
		if (!/one-phrase|arabic/.test(name)) all.push(want);
		check(`${name}: nothing of it ran`, await tab.page.evaluate(() => !window.__ran),
			"", "ran");
	}
	// What comes out is pasted once more, all of it: it stays.
	await clear(tab);
	await paste(tab, { "text/html": all.join("\n") });
	const again = (await text(tab)).split("\n"), once = all.join("\n").split("\n"),
		odd = once.findIndex((line, i) => line !== again[i]);
	check("pasted once more it stays", odd < 0 && once.length === again.length,
		{ want: once[odd], got: again[odd] });
	check("no report of the policy", !(await reports(tab)).length, await reports(tab));
	tab.judge("paste");
	await browser.close();
});
