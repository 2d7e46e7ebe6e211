// The door of the desk in a browser.
import { chromium } from "playwright-core";
import { Site, main, check } from "./lib.mjs";
import { login, judgeAll } from "./desk.mjs";

await main("desk-door", async () => {
	const site = await Site.make("The Desk");
	const who = site.user("editor");
	await site.serve();
	const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox", "--disable-quic"] });
	const tab = await login(browser, site, who);
	await judgeAll(tab, "home");
	tab.judge("home");
	await tab.go("/desk/login");
	await judgeAll(tab, "login");
	await browser.close();
});
