// Hostile files at the real server: each gets a clear refusal, harms nothing and leaves
// nothing behind; a kill in the middle leaves nothing that is served, nor that stays.
import { readFileSync, readdirSync, writeFileSync, existsSync, statSync,
	mkdtempSync } from "node:fs";
import { execFileSync } from "node:child_process";
import { randomFillSync } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deflateSync } from "node:zlib";
import { Site, main, check, figure, shared, sleep, each } from "./lib.mjs";

const MOST = 40 * 1024 * 1024;

async function enter(site, who) {
	const r = await site.get("/desk/login", { method: "POST",
		body: new URLSearchParams({ email: who.email, password: who.password }).toString(),
		headers: { "Content-Type": "application/x-www-form-urlencoded",
			"Sec-Fetch-Site": "same-origin" } });
	const cookie = String(r.headers["set-cookie"]).split(";")[0];
	const page = await site.get("/desk/pictures/", { headers: { Cookie: cookie } });
	return { Cookie: cookie, "X-Csrf": page.text.match(/name="csrf" content="([^"]+)"/)?.[1] ??
		"", "Sec-Fetch-Site": "same-origin",
		Accept: "application/json", "Content-Type": "application/octet-stream" };
}
const send = (site, headers, name, body) =>
	site.get(`/desk/pictures/upload?name=${encodeURIComponent(name)}`,
		{ method: "POST", headers: { ...headers, "Content-Length": body.length }, body });

// A picture of noise: the child has work with it.
function noise(w, h) {
	const rows = Buffer.alloc((w * 3 + 1) * h), chunk = (type, data) => {
		const out = Buffer.alloc(data.length + 12);
		out.writeUInt32BE(data.length);
		out.write(type, 4, "latin1");
		data.copy(out, 8);
		out.writeUInt32BE(crc32(out.subarray(4, data.length + 8)), data.length + 8);
		return out;
	};
	const head = Buffer.alloc(13);
	head.writeUInt32BE(w);
	head.writeUInt32BE(h, 4);
	head.set([8, 2, 0, 0, 0], 8);
	randomFillSync(rows);
	for (let y = 0; y < h; y++) rows[y * (w * 3 + 1)] = 0;
	return Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), chunk("IHDR", head),
		chunk("IDAT", deflateSync(rows, { level: 1 })), chunk("IEND", Buffer.alloc(0))]);
}
// CRC-32 as PNG has it.
function crc32(bytes) {
	let c = ~0;
	for (const b of bytes) {
		c ^= b;
		for (let i = 0; i < 8; i++) c = c & 1 ? (c >>> 1) ^ 0xedb88320 : c >>> 1;
	}
	return ~c >>> 0;
}

function files(folder) {
	if (!existsSync(folder)) return [];
	return readdirSync(folder, { withFileTypes: true }).flatMap((e) =>
		e.isDirectory() ? files(join(folder, e.name)) : [join(folder, e.name)]);
}

await main("desk-upload", async () => {
	const site = await Site.make("The Desk");
	const who = site.user("reporter"), media = join(site.folder, "media");
	const clock = site.file("clock", "");
	await site.serve();
	const me = await enter(site, who);
	check("the login gives a token", me["X-Csrf"].length > 10);

	async function refused(name, bytes, why) {
		const before = files(media).length, r = await send(site, me, name, bytes);
		let line = "";
		try { line = JSON.parse(r.text).error; } catch { line = r.text; }
		check(`${name} is refused`, r.status >= 400 && r.status < 500,
			`${r.status} ${r.text.slice(0, 200)}`, "refused");
		check(`${name}: one clear line`, typeof line === "string" && line.length > 8 &&
			line.length < 300 && !line.trim().includes("\n"), line, "line");
		if (why) check(`${name}: says why`, why.test(line), line, "why");
		check(`${name} leaves no file`, files(media).length === before,
			files(media).slice(-3), "left");
	}
	const bombs = shared("corpora/upload-bombs");
	if (bombs)
		for (const name of readdirSync(bombs)) {
			if (name === "SOURCE.txt") continue;
			const bytes = readFileSync(join(bombs, name));
			// a small picture whose text is what is large: the text is left behind
			if (name === "png_ztxt_bomb.png") {
				const r = await send(site, me, name, bytes);
				check("a text bomb is refused, or only its picture kept",
					r.status < 500, `${r.status} ${r.text}`);
				continue;
			}
			await refused(name, bytes, /empty/.test(name) ? /empty/ : /svg/.test(name)
				? /SVG/ : null);
		}
	await refused("script.svg", Buffer.from(
		"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
		/SVG/);
	await refused("page.jpg", Buffer.from("<!doctype html><script>alert(1)</script>"),
		/not a supported picture/);
	await refused("cut.jpg",
		Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46]), null);
	// 30,000 x 30,000 in the header of a few bytes
	const png = Buffer.from("89504e470d0a1a0a0000000d4948445200007531000075310802000000",
		"hex");
	await refused("huge.png", Buffer.concat([png, Buffer.alloc(64)]),
		/pixel|large|wide|side|broken/);

	// The limit of an address: n is read (and is no picture), n + 1 is not; without a session
	// nothing is.
	const full = await send(site, me, "n.jpg", Buffer.alloc(MOST));
	check("n bytes are read", full.status >= 400 && /picture/.test(full.text),
		`${full.status} ${full.text}`);
	const over = await send(site, me, "n1.jpg", Buffer.alloc(MOST + 65536 + 1))
		.catch(() => ({ status: 413 }));
	check("more is refused", over.status === 413, over.status);
	// A refusal while bytes are still on their way may be lost to a reset: then it is a refusal
	// all the same.
	for (const [who, headers] of [["nobody", {}],
		["an invented session", { Cookie: "__Host-djeli=invented" }]]) {
		const r = await send(site, { Accept: "application/json", ...headers }, "s.jpg",
			Buffer.alloc(2 << 20)).catch(() => ({ status: 401 }));
		check(`${who} may send no more than ever`, r.status === 401, r.status);
	}

	// The valid and the broken of PngSuite, and seeds of fuzzers.
	const suite = shared("corpora/pngsuite/png");
	let taken = 0, not = 0;
	if (suite) {
		const names = readdirSync(suite).filter((n) => n.endsWith(".png"));
		await each(names.filter((n, i) => n[0] === "x" || i % 6 === 0), 2, async (name) => {
			const r = await send(site, me, name, readFileSync(join(suite, name)));
			r.status === 200 ? taken++ : not++;
			check(`${name} is taken, or refused in words`, r.status === 200 ||
				(r.status < 500 && JSON.parse(r.text).error),
				`${r.status} ${r.text}`, "suite");
			if (name[0] === "x" && !/^xs/.test(name))
				check(`${name}, which is broken, is refused`, r.status !== 200,
					r.text, "broken");
		});
	}
	const seeds = shared("corpora/jpeg-gif-fuzz-seeds/jpeg-gif-fuzz-seeds.tgz");
	if (seeds) {
		const to = mkdtempSync(join(tmpdir(), "djeli-seeds-"));
		execFileSync("tar", ["xzf", seeds, "-C", to]);
		const all = files(to).filter((f) => statSync(f).size < 200000),
			some = all.filter((f, i) => i % Math.ceil(all.length / 60) === 0);
		await each(some, 2, async (f) => {
			const r = await send(site, me, "seed.jpg", readFileSync(f));
			r.status === 200 ? taken++ : not++;
			check("a seed is taken, or refused in words", r.status === 200 ||
				(r.status < 500 && JSON.parse(r.text).error),
				`${f} ${r.status} ${r.text.slice(0, 200)}`, "seed");
		});
		execFileSync("rm", ["-rf", to]);
	}
	figure(`pictures taken ${taken}, refused ${not}`);
	check("the server lives", (await site.get("/health")).status === 200);

	// An HTML page behind a picture's bytes: what is served is a picture and nothing else.
	const good = suite && readFileSync(join(suite, "basn2c08.png"));
	if (good) {
		const r = await send(site, me, "both.png",
			Buffer.concat(
				[good, Buffer.from("<html><script>alert('POLYGLOT')</script>")]));
		if (r.status === 200) {
			const p = JSON.parse(r.text),
				f = await site.get(p.url, { headers: { Cookie: me.Cookie } });
			check("what follows a picture is cut off", !f.body.includes("POLYGLOT") &&
				f.headers["content-type"] === "image/png" &&
				f.headers["x-content-type-options"] === "nosniff", f.headers);
		}
	}
	// Killed in the middle: nothing of it is served, and the sweep takes it away.
	{
		const making = () =>
			Number(site.sql("SELECT count(*) FROM media WHERE making_at > 0"));
		const flights = [1, 2, 3, 4].map((i) =>
			send(site, me, `killed-${i}.png`, noise(1400, 1000)).catch(() => null));
		for (let i = 0; i < 400 && !making(); i++) await sleep(5);
		site.process.kill("SIGKILL");
		await site.ended;
		await Promise.all(flights);
		site.agent.destroy();
		const left = making();
		figure(`killed while ${left} pictures were being made`);
		check("it was killed in the middle", left > 0);
		check("what is being made is not ready",
			site.sql("SELECT count(*) FROM media WHERE making_at > 0 AND state = 'ready'") === "0");
		writeFileSync(clock, String(Math.floor(Date.now() / 1000) + 7200));
		process.env.DJELI_CLOCK = clock;
		await site.serve();
		for (let i = 0; i < 100 &&
			site.sql("SELECT count(*) FROM media WHERE making_at > 0") !== "0"; i++)
			await sleep(100);
		delete process.env.DJELI_CLOCK;
		check("the sweep took it away",
			site.sql("SELECT count(*) FROM media WHERE making_at > 0") === "0");
		const known = new Set(site.sql(
			"SELECT path FROM media UNION SELECT path FROM media_size UNION SELECT path FROM media_crop_size").split("\n"));
		const orphans = files(media).map((f) => f.slice(media.length + 1)).filter((f) =>
			!known.has(f) && !(f.startsWith(".original/") &&
				known.has(f.slice(10).replace(/\.r\d+$/, ""))));
		check("no file is anybody's", !orphans.length, orphans.slice(0, 5));
	}
});
