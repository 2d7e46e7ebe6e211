// What every test of this folder stands on: a counter of checks, a site in a
// temporary folder behind a real `djeli serve`, and requests that are counted
// to the byte.  The server runs under the sanitizers; their first word on its
// standard error is a failure, and so is an exit code other than 0.
// SPDX-License-Identifier: Apache-2.0
import { spawn, execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync, readFileSync, openSync, closeSync,
	existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { createServer } from "node:net";
import http from "node:http";

export const TOP = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
export const SHARED = join(TOP, "..", "shared");
const DJELI = process.env.DJELI || join(TOP, "build/asan/djeli");
const SPOILT = /AddressSanitizer|LeakSanitizer|runtime error:|UndefinedBehavior/;

let passed = 0, failed = 0, skipped = 0;
const said = new Map(); // how often a kind of failure was printed
const MOST = 12;        // lines of one kind; the rest is counted

export function check(what, so, seen = "", kind = what) {
	if (so) return passed++, true;
	failed++;
	const n = (said.get(kind) ?? 0) + 1;
	said.set(kind, n);
	const more = seen === "" ? "" : ": " +
		(typeof seen === "string" ? seen : JSON.stringify(seen));
	if (n <= MOST) console.log(`FAIL ${what}${more}`.replace(/\s+/g, " ").slice(0, 600));
	return false;
}
export function skip(why) { skipped++; console.log("skip " + why); }
export function figure(line) { console.log("figure " + line); }
export function finish(name) {
	for (const [kind, n] of said)
		if (n > MOST) console.log(`FAIL ${kind}: ${n - MOST} more like this`);
	console.log(
		`${name}: ${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ""}`);
	process.exitCode = failed ? 1 : 0;
}
// The whole of a test: the sites made in it are stopped and removed however it ends.
export async function main(name, body) {
	const start = Date.now();
	try {
		await body();
	} catch (e) {
		check(`${name} broke off`, false, String(e.stack ?? e).slice(0, 500));
	}
	for (const s of Site.all) await s.end();
	console.log(`took ${((Date.now() - start) / 1000).toFixed(1)} s`);
	finish(name);
	process.exit(); // a body that broke off leaves its browser open, which would wait for ever
}
export function shared(path) {
	const file = join(SHARED, path);
	if (existsSync(file)) return file;
	skip(`${path} is not beside the project`);
	return null;
}
export const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
export const fold = (s) => s.replace(/[\s\u00a0]+/g, " ").trim();

function freePort() {
	return new Promise((done, bad) => {
		const s = createServer().on("error", bad).listen(0, "127.0.0.1", () => {
			const { port } = s.address();
			s.close(() => done(port));
		});
	});
}

export class Site {
	static all = [];

	// The port is chosen before the site is made: its own address is a setting.
	static async make(name = "The Test") {
		const s = new Site();
		Site.all.push(s);
		s.temp = mkdtempSync(join(tmpdir(), "djeli-browser-"));
		s.folder = join(s.temp, "site");
		s.port = await freePort();
		s.base = `http://127.0.0.1:${s.port}`;
		s.told = s.must("init", s.folder, "--name", name, "--url", s.base);
		return s;
	}
	djeli(...words) { return this.djeliWith("", ...words); }
	djeliWith(input, ...words) {
		const r = spawnSync(DJELI, words, { encoding: "utf8", maxBuffer: 1 << 28, input });
		check(`djeli ${words[0]}: no word from the sanitizers`, !SPOILT.test(r.stderr),
			r.stderr);
		return { code: r.status, out: r.stdout, err: r.stderr };
	}
	must(...words) {
		const r = this.djeli(...words);
		if (r.code !== 0) throw new Error(`djeli ${words.join(" ")}: ${r.code} ${r.err}`);
		return r.out;
	}
	file(name, text) {
		const path = join(this.temp, name);
		writeFileSync(path, text);
		return path;
	}
	import(file, media) {
		return this.must("import", this.folder, file, ...(media ? ["--media", media] : []));
	}
	// Only while no server runs: it would not be told.
	sql(text) {
		return execFileSync("sqlite3", [join(this.folder, "site.db"), text],
			{ encoding: "utf8" }).trim();
	}
	set(values) {
		for (const [name, value] of Object.entries(values))
			this.sql(`INSERT INTO setting (name, value) VALUES ('${name}', '${value}')
				ON CONFLICT (name) DO UPDATE SET value = excluded.value`);
	}
	async serve() {
		this.log = join(this.temp, "serve.log");
		const fd = openSync(this.log, "a");
		this.process =
			spawn(DJELI, ["serve", this.folder, "--listen", `127.0.0.1:${this.port}`],
			{ stdio: ["ignore", fd, fd] });
		closeSync(fd);
		this.ended = new Promise((done) =>
			this.process.once("exit", (code, signal) => done(signal ?? code)));
		this.agent = new http.Agent({ keepAlive: true, maxSockets: 4 });
		for (let i = 0; i < 200; i++) {
			const r = await this.get("/health").catch(() => null);
			if (r?.status === 200) return;
			if (this.process.exitCode !== null) break;
			await sleep(50);
		}
		throw new Error(
			"the server did not start: " + readFileSync(this.log, "utf8").slice(-500));
	}
	async end() {
		if (this.process) {
			this.agent.destroy();
			this.process.kill("SIGTERM");
			const late = setTimeout(() => this.process.kill("SIGKILL"), 20000);
			const code = await this.ended;
			clearTimeout(late);
			const log = readFileSync(this.log, "utf8");
			check("the server stops with exit code 0", code === 0,
				`${code} ${log.slice(-300)}`);
			const at = log.search(SPOILT);
			check("the server: no word from the sanitizers", at < 0,
				log.slice(Math.max(0, at - 100), at + 400));
			this.process = null;
		}
		rmSync(this.temp, { recursive: true, force: true });
	}
	// One request.  bytes: of the status line, the headers and the body as sent.
	get(path, { method = "GET", headers = {}, body } = {}) {
		return new Promise((done, bad) => {
			const r = http.request(
				{ host: "127.0.0.1", port: this.port, path, method,
					agent: this.agent,
				headers: { Host: `127.0.0.1:${this.port}`, ...headers } },
					(res) => {
				const parts = [];
				res.on("data", (d) => parts.push(d)).on("error", bad).on("end",
					() => {
					const raw = res.rawHeaders;
					let head = `HTTP/1.1 ${res.statusCode} ${res.statusMessage}\r\n\r\n`.length;
					for (let i = 0; i < raw.length; i += 2)
						head += raw[i].length + raw[i + 1].length + 4;
					const data = Buffer.concat(parts);
					done({ status: res.statusCode, headers: res.headers,
						body: data, bytes: head + data.length,
						get text() { return data.toString("utf8"); } });
				});
			});
			r.on("error", bad);
			r.setTimeout(20000, () => r.destroy(new Error(`no answer to ${path}`)));
			r.end(body);
		});
	}
	// Somebody who may come in at the desk; logging in is `login()` of desk.mjs.
	user(role, email = `${role}@paper.example`, name = `Some ${role}`) {
		const r = this.djeliWith("correct horse battery\n", "user", "add", this.folder,
			"--email", email,
			"--name", name, "--role", role, "--password-stdin");
		if (r.code !== 0) throw new Error(`user add: ${r.err}`);
		return { email, name, role, password: "correct horse battery" };
	}
	post(path, fields) {
		return this.get(path,
			{ method: "POST", body: new URLSearchParams(fields).toString(),
			headers: { "Content-Type": "application/x-www-form-urlencoded" } });
	}
}

// Many things, a few at a time.
export async function each(list, at_once, work) {
	const all = [...list];
	let next = 0;
	await Promise.all(Array.from({ length: at_once }, async () => {
		while (next < all.length) await work(all[next++]);
	}));
}
