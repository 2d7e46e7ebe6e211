// The same addresses asked of two servers, and their answers compared: status, heads
// and bytes.  Follows every link of what the first one answers, readers' and desk's.
// What must differ (keys of sessions, tokens of forms) is taken out of both alike.
// SPDX-License-Identifier: Apache-2.0
import http from "node:http";

const [, , paper, old_port, new_port] = process.argv;
const ports = [Number(old_port), Number(new_port)];
const host = "paper.example";
const agent = new http.Agent({ keepAlive: true, maxSockets: 4 });

function ask(port, path, { method = "GET", body, cookie } = {}) {
	return new Promise((done, fail) => {
		const headers = { host, "accept-encoding": "identity" };
		if (cookie) headers.cookie = cookie;
		if (body)
			Object.assign(headers,
				{ "content-type": "application/x-www-form-urlencoded",
			"content-length": Buffer.byteLength(body), origin: `http://${host}`,
			"sec-fetch-site": "same-origin" });
		const req = http.request({ port, host: "127.0.0.1", path, method, headers, agent },
			(res) => {
			const parts = [];
			res.on("data", (b) => parts.push(b));
			res.on("end", () => done(
				{ status: res.statusCode, headers: res.headers,
					body: Buffer.concat(parts) }));
		});
		req.setTimeout(60000, () => req.destroy(new Error(`${path}: no answer`)));
		req.on("error", fail);
		req.end(body);
	});
}

// Keys are 20 and more letters of base64 or hexadecimal with a digit among them.
const keys = (s) => s.replace(/(?<![\w/.-])(?=[\w-]*\d)[A-Za-z0-9_-]{32,}={0,2}/g, "KEY")
	.replace(/nonce-[^'"]+/g, "nonce").replace(/sha256-[A-Za-z0-9+/=]+/g, "HASH")
	.replace(/\?v=[0-9a-f]+/g, "?v=").replace(/\/static\/[0-9a-f]{16}\//g, "/static/MARK/")
		.replace(/\.(old|new)\/themes\//g, "/themes/")
	.replace(/127\.0\.0\.1:\d+/g, "HERE");

function plain(r) {
	const h = { ...r.headers };
	const text = /text|json|xml|javascript/.test(h["content-type"] ?? "");
	for (const name of ["date", "set-cookie", "etag", "last-modified", "content-length", "age"])
		delete h[name];
	const heads = keys(Object.entries(h).map(([k, v]) => `${k}: ${v}`).sort().join("\n"));
	return { head: `${r.status}\n${heads}`, body: text ? keys(r.body.toString())
		: r.body.toString("base64") };
}

function links(r, base) {
	if (!/html|xml/.test(r.headers["content-type"] ?? ""))
		return r.headers.location ? [r.headers.location] : [];
	const out = r.headers.location ? [r.headers.location] : [];
	for (const m of r.body.toString()
		.matchAll(/(?:href|src|action|formaction)="([^"#]*)|<loc>([^<]*)|<link>([^<]*)/g))
		out.push((m[1] ?? m[2] ?? m[3]).replaceAll("&amp;", "&"));
	return out.flatMap((l) => {
		try {
			const u = new URL(l, `http://${host}${base}`);
			return u.host === host ? [u.pathname + u.search] : [];
		} catch { return []; }
	});
}

async function log_in(port) {
	const form = await ask(port, "/desk/login");
	const token = form.body.toString().match(/name="csrf" value="([^"]*)"/)?.[1] ?? "";
	const body = new URLSearchParams({ csrf: token, email: "admin@paper.example",
		password: "a long password for the test" });
	const r = await ask(port, "/desk/login", { method: "POST", body: body.toString() });
	const cookies = (r.headers["set-cookie"] ?? []).map((c) => c.split(";")[0]);
	if (!cookies.length) throw new Error(`login at ${port} failed: ${r.status}`);
	return cookies.join("; ");
}

function tell(path, a, b) {
	console.log(`DIFF ${paper} ${path}`);
	if (a.head !== b.head)
		console.log(
			`  - ${a.head.replaceAll("\n", " | ")}\n  + ${b.head.replaceAll("\n", " | ")}`);
	if (a.body === b.body) return;
	let i = 0;
	while (a.body[i] === b.body[i]) i++;
	console.log(
		`  at ${i}\n  - ${JSON.stringify(a.body.slice(Math.max(0, i - 60), i + 100))}\n  + ${JSON.stringify(b.body.slice(Math.max(0, i - 60), i + 100))}`);
}

async function walk(starts, cookie, most, follows) {
	const seen = new Set(starts), queue = [...starts];
	let n = 0, bad = 0;
	while (queue.length && n < most) {
		const path = queue.shift();
		const [a, b] = await Promise.all(
			ports.map((p, i) => ask(p, path, { cookie: cookie?.[i] })));
		n++;
		const x = plain(a), y = plain(b);
		if ((x.head !== y.head || x.body !== y.body) && bad++ < 25) tell(path, x, y);
		for (const l of links(a, path))
			if (!seen.has(l) && follows(l)) seen.add(l), queue.push(l);
	}
	return [n, bad];
}

for (let i = 0; i < 100; i++) { // until both answer
	try {
		await Promise.all(ports.map((p) => ask(p, "/health")));
		break;
	} catch { await new Promise((r) => setTimeout(r, 100)); }
}
const readers = await walk(["/", "/feed/", "/feed.json", "/sitemap.xml", "/wp-sitemap.xml",
	"/robots.txt", "/?s=the", "/nowhere-at-all/",
	"/comments/feed/", "/?p=1", "/news-sitemap.xml", "/manifest.webmanifest"], null, 6000,
		(l) => !l.startsWith("/desk/"));
const cookies = await Promise.all(ports.map(log_in));
const desk = await walk(["/desk/", "/desk/board/", "/desk/running/"], cookies, 700,
	(l) => l.startsWith("/desk/") && !/logout|download|static|since=|server/.test(l));
console.log(
	`same-pages ${paper}: ${readers[0]} of readers, ${desk[0]} of the desk asked; ${readers[1] + desk[1]} differ`);
if (readers[0] < 100 || desk[0] < 40) { console.log("too few were found"); process.exit(1); }
process.exit(readers[1] + desk[1] ? 1 : 0);
