// What the editor's tests share: a story to write in, and what its text is.
// SPDX-License-Identifier: Apache-2.0
import { chromium } from "playwright-core";
import { login } from "./desk.mjs";

export const launch = () => chromium.launch({ executablePath: "/usr/bin/chromium",
	args: ["--no-sandbox", "--disable-quic"] });

export async function newStory(tab, fields = {}) {
	const path = await tab.page.evaluate(async (fields) => {
		const csrf = document.querySelector('meta[name="csrf"]').content;
		const reply = await fetch("/desk/story/new",
			{ method: "POST", headers: { Accept: "application/json", "X-Csrf": csrf },
				body: new URLSearchParams(fields) });
		return (await reply.json()).location;
	}, fields);
	await open(tab, path);
	return path;
}
export async function open(tab, path) {
	// To try a script without building the program.
	if (process.env.STORY_JS)
		await tab.page.route("**/story.js",
			(r) => r.fulfill(
				{ path: process.env.STORY_JS, contentType: "text/javascript" }));
	if (!tab.listens) {
		// from the first word of each page on, also after it was loaded anew
		await tab.page.addInitScript(() => {
			window.__reports = [];
			addEventListener("securitypolicyviolation",
				(e) => window.__reports.push(
					`${e.violatedDirective} ${e.blockedURI} ${e.sample}`));
		});
		tab.listens = true;
	}
	await tab.go(path);
	await tab.page.waitForSelector(".ProseMirror");
}
// A tab that is logged in, with a story open.
export async function writer(browser, site, who, fields, options) {
	const tab = await login(browser, site, who, options);
	tab.path = await newStory(tab, fields);
	return tab;
}
export const text = (tab) => tab.page.$eval("#body",
	(area) => new Promise((done) => setTimeout(() => done(area.value), 240)));
export const saved = (tab) => tab.page.waitForFunction(() =>
	document.querySelector("#saved").dataset.kind === "saved", null, { timeout: 20000 });
// The text as the server has it.
export const onServer = (tab) => tab.page.evaluate(async () => {
	const doc = await (await fetch(location.pathname)).text();
	const raw = /<textarea id="body"[^>]*>\n?([^]*?)<\/textarea>/.exec(doc)[1];
	return raw.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&quot;/g, '"')
		.replace(/&#39;/g, "'").replace(/&amp;/g, "&");
});
export async function clear(tab) {
	await tab.page.click(".ProseMirror");
	await tab.page.keyboard.press("Control+a");
	await tab.page.keyboard.press("Delete");
	await tab.page.keyboard.press("Control+Alt+0");
}
export const paste = (tab, data) => tab.page.evaluate((data) => {
	const transfer = new DataTransfer();
	for (const [type, value] of Object.entries(data)) transfer.setData(type, value);
	const to = document.activeElement.closest(".ProseMirror") ??
		document.querySelector(".ProseMirror");
	return !to.dispatchEvent(new ClipboardEvent("paste",
		{ clipboardData: transfer, bubbles: true, cancelable: true }));
}, data);
export const reports = (tab) => tab.page.evaluate(() => window.__reports);
