// Pictures at the desk: by button, drop and paste, described, cropped by keyboard, found,
// used, and nobody's but the newsroom's until a public story uses them.
import { chromium } from "playwright-core";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Site, main, check } from "./lib.mjs";
import { login, judge, judgeAll } from "./desk.mjs";

// A JPEG of w x h, made by the browser itself; seed: another picture.
async function jpeg(page, w, h, seed) {
	const base64 = await page.evaluate(([w, h, seed]) => {
		const c = document.createElement("canvas");
		c.width = w; c.height = h;
		const g = c.getContext("2d");
		const sky = g.createLinearGradient(0, 0, 0, h);
		sky.addColorStop(0, `hsl(${seed * 47 % 360} 60% 70%)`);
		sky.addColorStop(1, `hsl(${(seed * 47 + 60) % 360} 50% 40%)`);
		g.fillStyle = sky; g.fillRect(0, 0, w, h);
		for (let i = 0; i < 90; i++) {
			g.fillStyle = `hsl(${(i * 37 + seed * 90) % 360} 50% ${30 + i % 50}%)`;
			g.beginPath();
			g.arc((i * 131 + seed * 17) % w, h * .5 + (i * 71) % (h * .5), 12 + i % 40,
				0, 7);
			g.fill();
		}
		return c.toDataURL("image/jpeg", .9).split(",")[1];
	}, [w, h, seed]);
	return Buffer.from(base64, "base64");
}
const dropOn = (page, selector, event, name, base64) =>
	page.evaluate(([selector, event, name, base64]) => {
	const data = new DataTransfer(),
		bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
	data.items.add(new File([bytes], name, { type: "image/jpeg" }));
	const of = event === "paste" ? new ClipboardEvent("paste",
		{ clipboardData: data, bubbles: true, cancelable: true })
		: new DragEvent(event, { dataTransfer: data, bubbles: true, cancelable: true });
	document.querySelector(selector).dispatchEvent(of);
}, [selector, event, name, base64]);

// One crop by hand: chosen, moved and sized by keys, drawn at its corner, kept, taken back.
async function cropByHand(tab, address) {
	const { page } = tab;
	const field = (axis) => page.inputValue(`#${axis}_1x1`).then(Number);
	const file = () => page.evaluate(() => document.querySelector("li[data-shape='1x1'] img")
		.getAttribute("src"));
	const choose = () => page.click("li[data-shape='1x1'] .shape");
	await choose();
	check("a chosen crop lies on the picture, with the focus",
		await page.evaluate(() => document.activeElement.className) === "part");
	check("it is said what it is",
		/1:1.*% from the left/.test(await page.getAttribute(".part", "aria-label")));
	const auto = await field("x"), wide = await field("w");
	await page.keyboard.press("Shift+ArrowLeft");
	check("Shift and an arrow move it by five", Math.abs(auto - await field("x") - 5) < .01,
		[auto, await field("x")]);
	check("it is set by hand from now on", await page.isChecked("[name=hand_1x1]") &&
		/manual/.test(await page.textContent("li[data-shape='1x1'] .how")));
	for (let i = 0; i < 10; i++) await page.keyboard.press("-");
	check("minus makes it smaller", Math.abs(wide - await field("w") - 20) < .01,
		[wide, await field("w")]);
	for (let i = 0; i < 60; i++) await page.keyboard.press("ArrowRight");
	for (let i = 0; i < 60; i++) await page.keyboard.press("Shift+ArrowDown");
	check("it does not leave the picture", await field("x") + await field("w") <= 100.01 &&
		await field("y") + await field("w") * 1400 / 900 <= 100.1);
	const corner = await page.evaluate(() => {
		const c = document.querySelector(".part .corner").getBoundingClientRect(),
			p = document.querySelector("#large").getBoundingClientRect();
		return { x: c.right - 5, y: c.bottom - 5, step: p.width / 10 };
	});
	const size = await field("w");
	await page.mouse.move(corner.x, corner.y);
	await page.mouse.down();
	await page.mouse.move(corner.x - corner.step, corner.y - corner.step, { steps: 4 });
	await page.mouse.up();
	check("its corner sizes it", Math.abs(size - await field("w") - 10) < 1,
		[size, await field("w")]);
	await page.click(".crop-numbers summary");
	await judge(tab, "a crop by hand");
	await page.fill("#x_1x1", "12.5");
	await page.fill("#y_1x1", "10");
	await page.fill("#w_1x1", "30");
	await Promise.all([page.waitForNavigation(), page.click("#crops .first")]);
	check("numbers are kept", await field("x") === 12.5 && await field("w") === 30 &&
		await page.isChecked("[name=hand_1x1]"));
	const plain = await page.evaluate((at) => fetch(at).then((r) => r.text()), address);
	const made = plain.match(/[^"]*-1x1-125-100-300-w320[.](?:jpg|webp)/);
	check("and made", made && await page.evaluate((u) =>
		fetch(u).then((r) => r.blob()).then(createImageBitmap)
		.then((b) => `${b.width} ${b.height}`), made[0]) === "320 320", made);
	check("the page shows the picture itself, cut",
		/-w960[.]webp|w1280[.]webp/.test(await file()), await file());
	await choose();
	await page.click("#crop-back");
	check("it can be let go", !await page.isChecked("[name=hand_1x1]") &&
		Math.abs(await field("x") - auto) < .01);
	await Promise.all([page.waitForNavigation(), page.click("#words-form .first")]);
	check("and follows again", !await page.isChecked("[name=hand_1x1]"));
}

// On a telephone: a finger that scrolls over the picture changes nothing, one that taps does.
async function byFinger(browser, site, who, address) {
	const phone = await login(browser, site, who,
		{ viewport: { width: 360, height: 640 }, hasTouch: true, isMobile: true }),
		{ page } = phone;
	await phone.go(address);
	const box = await page.locator("#large").boundingBox(),
		before = await page.inputValue("#focal_x");
	const cdp = await page.context().newCDPSession(page);
	const x = box.x + box.width * .3, from = box.y + box.height * .8;
	const finger = (type, y) => cdp.send("Input.dispatchTouchEvent",
		{ type, touchPoints: type === "touchEnd" ? [] : [{ x, y }] });
	await finger("touchStart", from);
	for (let i = 1; i <= 15; i++) await finger("touchMove", from - i * 10);
	// a finger that rests before it leaves: the page does not glide on
	await page.waitForTimeout(200);
	await finger("touchEnd");
	await page.waitForFunction(() => scrollY > 50, null, { timeout: 5000 }).catch(() => null);
	check("a finger scrolls over the picture", await page.evaluate(() => scrollY) > 50 &&
		await page.inputValue("#focal_x") === before);
	await page.evaluate(() => scrollTo(0, 0));
	await page.touchscreen.tap(box.x + box.width * .3, box.y + box.height * .4);
	check("a tap sets the focal point", Math.abs(await page.inputValue("#focal_x") - 30) <= 1 &&
		Math.abs(await page.inputValue("#focal_y") - 40) <= 2);
	await page.tap("li[data-shape='1x1'] .shape");
	const at = await page.locator(".part").boundingBox();
	await page.touchscreen.tap(at.x + at.width / 2, at.y + at.height / 2);
	check("choosing a crop by finger changes nothing yet",
		!await page.isChecked("[name=hand_1x1]"));
	await phone.end();
}

await main("desk-pictures", async () => {
	const site = await Site.make("The Desk");
	const reporter = site.user("reporter"), editor = site.user("editor");
	await site.serve();
	const browser = await chromium.launch(
		{ executablePath: "/usr/bin/chromium", args: ["--no-sandbox", "--disable-quic"] });
	const tab = await login(browser, site, reporter), { page } = tab;
	await tab.go("/desk/pictures/");
	check("an empty library says so", await page.isVisible(".empty"));

	// By button, several at once, one of which is none.
	const files = [
		{ name: "Crue à Mopti.jpg", mimeType: "image/jpeg",
			buffer: await jpeg(page, 1400, 900, 1) },
		{ name: "market.jpg", mimeType: "image/jpeg",
			buffer: await jpeg(page, 900, 1200, 2) },
		{ name: "evil.jpg", mimeType: "image/jpeg",
			buffer: Buffer.from(
				"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>") }];
	await page.setInputFiles("#files", files);
	await page.waitForFunction(() =>
		document.querySelectorAll("#uploads .how.error").length === 1 &&
		document.querySelectorAll("#uploads a").length === 2, null, { timeout: 20000 });
	check("each has its line", await page.locator("#uploads li").count() === 3);
	check("what is none is refused in words",
		/SVG/.test(await page.textContent("#uploads .how.error")));
	check("it can be tried again", await page.isVisible("#uploads li:nth-child(3) button"));
	check("both stand in the grid", await page.locator("#grid li").count() === 2);
	check("said aloud", /2/.test(await page.textContent("#said")));

	// Dropped, then pasted; the same bytes are the same picture.
	await dropOn(page, "body", "dragenter", "dropped.jpg",
		(await jpeg(page, 640, 480, 3)).toString("base64"));
	check("where to drop is shown",
		await page.evaluate(() => document.body.classList.contains("dropping")));
	await dropOn(page, "body", "drop", "dropped.jpg",
		(await jpeg(page, 640, 480, 3)).toString("base64"));
	await page.waitForFunction(() => document.querySelectorAll("#grid li").length === 3, null,
		{ timeout: 20000 });
	await dropOn(page, "body", "paste", "pasted.jpg",
		(await jpeg(page, 640, 480, 4)).toString("base64"));
	await page.waitForFunction(() => document.querySelectorAll("#grid li").length === 4, null,
		{ timeout: 20000 });
	await dropOn(page, "body", "paste", "again.jpg", files[1].buffer.toString("base64"));
	await page.waitForFunction(() => /already/.test(
		document.querySelector("#uploads .how")?.textContent ?? ""), null,
		{ timeout: 20000 });
	check("no second copy", await page.locator("#grid li").count() === 4);
	await judgeAll(tab, "library");

	// One picture: words, and its focal point by keyboard.
	await tab.go("/desk/pictures/?q=mopti");
	check("found by its file's name", await page.locator("#grid li").count() === 1);
	await page.click("#grid a");
	await page.waitForURL(/\/desk\/pictures\/\d+\//);
	const address = new URL(page.url()).pathname;
	await judgeAll(tab, "picture");
	const seen = (shape) => page.evaluate((s) => {
		const { left, top, width } = document.querySelector(`li[data-shape="${s}"] img`)
			.style;
		return [left, top, width].join(" ");
	}, shape);
	const before = await seen("1x1");
	await page.focus(".point");
	for (let i = 0; i < 3; i++) await page.keyboard.press("Shift+ArrowLeft");
	await page.keyboard.press("ArrowDown");
	check("arrow keys move the focal point", await page.inputValue("#focal_x") === "20" &&
		await page.inputValue("#focal_y") === "51");
	check("the crops follow", before !== await seen("1x1"));
	await page.mouse.click(...await page.evaluate(() => {
		const b = document.querySelector("#large").getBoundingClientRect();
		return [b.left + b.width * .75, b.top + b.height * .25];
	}));
	check("so does a click", Math.abs(await page.inputValue("#focal_x") - 75) <= 1 &&
		Math.abs(await page.inputValue("#focal_y") - 25) <= 1);
	await page.fill("#alt", "Men carry sacks through water");
	await page.fill("#caption", "The river at its highest since 1967.");
	await page.fill("#credit", "A. Sow");
	await Promise.all([page.waitForNavigation(), page.click("#words-form .first")]);
	check("it is kept", await page.inputValue("#alt") === "Men carry sacks through water" &&
		await page.inputValue("#focal_x") === "75");
	await cropByHand(tab, address);
	await byFinger(browser, site, reporter, address);
	await tab.go("/desk/pictures/?q=sacks");
	check("found by its words", await page.locator("#grid li").count() === 1);
	await tab.go("/desk/pictures/?show=no_alt");
	check("the others lack a text", await page.locator("#grid li").count() === 3);
	const picked = await page.evaluate(() => fetch("/desk/pictures/pick.json?q=mopti")
		.then((r) => r.json()));
	check("the picker has it", picked.items.length === 1 &&
		picked.items[0].alt === "Men carry sacks through water" && picked.more === false,
		picked);

	// The newsroom's alone, for a reader there is nothing; the camera's data in no answer.
	const url = picked.items[0].url;
	check("a reader has no picture of an unpublished story",
		(await site.get(url)).status === 404);
	check("and no size of it", (await site.get(picked.items[0].thumb)).status === 404);
	check("the desk has",
		await page.evaluate((u) => fetch(u).then((r) => r.status), url) === 200);

	// Another file in its place; then its end, which an editor can force and a stranger's
	// reporter cannot ask for.
	await tab.go(address);
	await page.click("details.card > summary");
	await page.setInputFiles("#replace",
		{ name: "new.jpg", mimeType: "image/jpeg", buffer: await jpeg(page, 800, 600, 9) });
	await Promise.all([page.waitForNavigation(), page.click("form[action$=replace] button")]);
	check("another file, the same address",
		/800 × 600/.test(await page.textContent(".facts")) &&
		(await page.textContent(".facts")).includes(url));
	const other = await login(browser, site, site.user("reporter", "other@paper.example"));
	await other.go(address);
	check("another reporter may not change it", !await other.page.isVisible("#words-form"));
	await other.end();
	await tab.go(address);
	await page.click("details.card > summary");
	await Promise.all([page.waitForURL(/done=/), page.click("form[action$=delete] button")]);
	check("its address answers that it was taken away", (await site.get(url)).status === 410);
	tab.judge("pictures", /400 \(Bad Request\).*evil\.jpg/);

	// Without scripts: the form does it.
	const plain = await login(browser, site, editor, { javaScriptEnabled: false });
	await plain.go("/desk/pictures/");
	await plain.page.setInputFiles("#files",
		[{ name: "plain.jpg", mimeType: "image/jpeg",
			buffer: await jpeg(page, 400, 300, 11) }]);
	await Promise.all([plain.page.waitForURL(/\/desk\/pictures\/\d+\//),
		plain.page.click("form.upload button")]);
	check("a form uploads without scripts",
		/400 × 300/.test(await plain.page.textContent(".facts")));
	await plain.page.click(".crop-numbers summary");
	await plain.page.check("[name=hand_3x2]");
	await plain.page.fill("#w_3x2", "50");
	await Promise.all([plain.page.waitForNavigation(), plain.page.click("#words-form .first")]);
	check("and sets a crop without scripts", await plain.page.inputValue("#w_3x2") === "50" &&
		/-3x2-\d+-\d+-500-/.test(
			await plain.page.getAttribute("li[data-shape='3x2'] img", "src")));
	await plain.go("/desk/pictures/pick");
	check("a page to choose from", await plain.page.locator("#grid li").count() === 4);
	await browser.close();
});
