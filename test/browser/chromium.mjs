// A browser that writes down every complaint: console errors, what the content
// security policy stopped, requests to anywhere else, scripts that ran.
// SPDX-License-Identifier: Apache-2.0
import { check } from "./lib.mjs";

export async function browse(browser, site, options = {}) {
	const context =
		await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
	return {
		context,
		close: () => context.close(),
		async tab() {
			const page = await context.newPage(),
				seen = { console: [], offsite: [], dialog: [] };
			page.on("console", (m) => {
				if (m.type() === "error" || m.type() === "warning")
					seen.console.push(`${m.text()} ${m.location().url}`);
			});
			page.on("pageerror", (e) => seen.console.push(String(e)));
			page.on("dialog", (d) => {
				seen.dialog.push(d.message());
				d.dismiss().catch(() => {});
			});
			page.on("request", (r) => {
				if (!r.url().replace(/^blob:/, "").startsWith(site.base) &&
					!r.url().startsWith("data:"))
					seen.offsite.push(r.url());
			});
			return {
				page, seen,
				go: (path) => page.goto(site.base + path, { waitUntil: "load" }),
				judge(whose, expected) {
					const console_said =
						seen.console.filter((m) => !expected?.test(m));
					check(`${whose}: the console is silent`,
						!console_said.length, console_said.slice(0, 2),
						"the console");
					check(`${whose}: nothing is asked of anybody else`,
						!seen.offsite.length, seen.offsite.slice(0, 2),
						"offsite");
					check(`${whose}: no dialog`, !seen.dialog.length,
						seen.dialog, "a dialog");
				},
				close: () => page.close(),
			};
		},
	};
}
