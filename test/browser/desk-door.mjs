// The door of the desk in a browser: the first login, an invitation, a second factor,
// recovery codes, sessions, the account's language, a link that is used up.
import { chromium } from "playwright-core";
import { createHmac } from "node:crypto";
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Site, main, check, skip } from "./lib.mjs";
import { browse } from "./chromium.mjs";
import { judge, judgeAll } from "./desk.mjs";

// RFC 6238, written once more, so that the two are not wrong together.
function totp(secret, seconds) {
	const bits = [...secret.replaceAll(" ", "")].map((c) =>
		"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(c).toString(2).padStart(5, "0"))
		.join("");
	const key = Buffer.from(bits.match(/.{8}/g).map((b) => parseInt(b, 2))),
		text = Buffer.alloc(8);
	text.writeBigUInt64BE(BigInt(Math.floor(seconds / 30)));
	const sum = createHmac("sha1", key).update(text).digest(), at = sum[19] & 15;
	return String((sum.readUInt32BE(at) & 0x7fffffff) % 1000000).padStart(6, "0");
}

const refused = /status of 4\d\d/; // the browser tells of each page that is a refusal

await main("desk-door", async () => {
	const site = await Site.make("The Desk"), password = "seven quiet herons";
	let now = Math.floor(Date.now() / 1000);
	const later = (seconds) => writeFileSync(process.env.DJELI_CLOCK, String((now += seconds)));
	process.env.DJELI_CLOCK = join(site.temp, "clock");
	later(0);
	const path = (link) => link.trim().slice(site.base.length);
	const first = path(site.must("user", "link", site.folder));
	await site.serve();
	const browser = await chromium.launch(
		{ executablePath: "/usr/bin/chromium", args: ["--no-sandbox", "--disable-quic"] });
	const own = await browse(browser, site), tab = await own.tab(), { page } = tab;
	const submit = async (what = "button.first") => {
		await Promise.all([page.waitForNavigation(), page.click(what)]);
	};
	const text = (of = page) => of.innerText("main");
	const at = () => new URL(page.url()).pathname;
	const enter = async (word = password) => {
		await tab.go("/desk/login");
		await page.fill("[name=email]", "ama@paper.example");
		await page.fill("[name=password]", word);
		await submit();
	};

	// The first login.
	await tab.go("/desk/login");
	check("who comes too early is told where the link is",
		(await text()).includes("djeli user link"));
	await judgeAll(tab, "login");
	await tab.go(first);
	await judgeAll(tab, "first login");
	await page.fill("[name=name]", "Ama Sow");
	await page.fill("[name=email]", "ama@paper.example");
	await page.fill("[name=password]", "passwordpassword");
	await submit();
	check("a password that is tried first is refused",
		(await text()).includes("too common"));
	check("what was typed is kept", await page.inputValue("[name=name]") === "Ama Sow");
	await page.fill("[name=password]", password);
	await submit();
	check("the administrator is in, among the people", at() === "/desk/people/", page.url());
	await tab.go(first);
	check("the link opens once", (await text()).includes("used"));
	await judge(tab, "link that is used up");
	await tab.go("/desk/people/");
	await judgeAll(tab, "people");

	// An invitation, opened in another browser.
	await page.fill("#add [name=name]", "Kofi Ansah");
	await page.fill("#add [name=email]", "kofi@paper.example");
	await page.check("#add [value=editor]");
	await page.selectOption("#add [name=language]", "fr");
	await submit("#add button.first");
	const invited = await page.inputValue("#link");
	await judge(tab, "link to hand on");
	const theirs = await browse(browser, site), guest = await theirs.tab();
	await guest.go(path(invited));
	check("an invitation speaks its language",
		(await guest.page.innerText("main")).includes("choisissez un mot de passe"));
	await guest.page.fill("[name=password]", "huit pies bavardes");
	await Promise.all(
		[guest.page.waitForURL(/\/desk\/(\?|$)/), guest.page.click("button.first")]);
	check("and lets in", (await guest.page.innerText("header.top")).includes("Kofi Ansah"));
	check("not to the people", (await guest.go("/desk/people/")).status() === 403);

	// The account, in French.
	await tab.go("/desk/account/");
	await judgeAll(tab, "account");
	await page.selectOption("[name=language]", "fr");
	await submit("form[action='/desk/account/'] button.first");
	check("the desk is in French", await page.getAttribute("html", "lang") === "fr" &&
		(await text()).includes("Se déconnecter partout ailleurs"));
	await judge(tab, "account in French");
	await page.selectOption("[name=language]", "en");
	await submit("form[action='/desk/account/'] button.first");

	// A second factor.
	await tab.go("/desk/account/factor/");
	await page.fill("[name=password]", password);
	await submit();
	await judgeAll(tab, "second factor");
	const secret = await page.innerText(".secret code");
	check("the picture is there",
		await page.$eval(".scan img", (i) => i.complete && i.naturalWidth > 0));
	await page.locator(".scan img").screenshot({ path: join(site.temp, "qr.png") });
	const seen = spawnSync("zbarimg", ["-q", "--raw", join(site.temp, "qr.png")],
		{ encoding: "utf8" });
	if (seen.error) skip("zbarimg is not here to read the QR code");
	else check("a camera reads it",
		seen.stdout.trim() === `otpauth://totp/The%20Desk:ama%40paper.example?secret=${secret.replaceAll(" ", "")}&issuer=The%20Desk`, seen.stdout);
	await page.fill("[name=code]", totp(secret, now));
	await submit();
	const codes = await page.locator(".codes code").allInnerTexts();
	check("ten recovery codes", codes.length === 10 && new Set(codes).size === 10, codes);
	await judgeAll(tab, "recovery codes");
	await tab.go("/desk/account/factor/");
	check("they are shown once", !(await page.content()).includes(codes[0]));
	await judge(tab, "second factor that is on");
	await submit("header.top button");
	await enter();
	check("the login asks for a code", at() === "/desk/login/code", page.url());
	await judgeAll(tab, "code");
	await tab.go("/desk/account/");
	check("half a login opens nothing", at() === "/desk/login");
	later(60);
	await tab.go("/desk/login/code?to=/desk/account/");
	await page.fill("[name=code]", totp(secret, now));
	await submit();
	check("a code lets in, and on to where one wanted", at() === "/desk/account/", page.url());
	await submit("header.top button");
	await enter();
	await page.fill("[name=code]", codes[0]);
	await submit();
	check("so does a recovery code", at() === "/desk/account/factor/" &&
		(await page.innerText("#said")).includes("recovery code"));

	// Sessions: this one, and the guest's is not among them.
	const second = await browse(browser, site), elsewhere = await second.tab();
	await elsewhere.go("/desk/login");
	await elsewhere.page.fill("[name=email]", "ama@paper.example");
	await elsewhere.page.fill("[name=password]", password);
	await Promise.all(
		[elsewhere.page.waitForURL(/code/), elsewhere.page.click("button.first")]);
	later(60);
	await elsewhere.page.fill("[name=code]", totp(secret, now));
	await Promise.all([elsewhere.page.waitForURL(/\/desk\/(\?|$)/),
		elsewhere.page.click("button.first")]);
	await tab.go("/desk/account/");
	check("two sessions are listed", await page.locator(".sessions li").count() === 2);
	await submit(".sessions form button");
	check("one is left", await page.locator(".sessions li").count() === 1);
	await elsewhere.go("/desk/");
	check("and the other is out", new URL(elsewhere.page.url()).pathname === "/desk/login");

	// An administrator helps, and ends.
	await tab.go("/desk/people/2/");
	await judgeAll(tab, "a person");
	await submit("button[value=sessions]");
	await guest.go("/desk/");
	check("who was logged out is out", new URL(guest.page.url()).pathname === "/desk/login");
	await guest.page.fill("[name=email]", "kofi@paper.example");
	await guest.page.fill("[name=password]", "something else");
	await Promise.all([guest.page.waitForNavigation(), guest.page.click("button.first")]);
	check("a wrong password says little",
		(await guest.page.innerText("main"))
		.includes("Incorrect email address or password"));
	for (const [whose, t] of [["the administrator", tab], ["the guest", guest],
		["elsewhere", elsewhere]])
		t.judge(whose, refused);
	await browser.close();
});
