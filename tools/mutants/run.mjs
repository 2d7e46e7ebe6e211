// run.mjs: does a test notice?  script/test-mutants says how it is called.
//
// First every test runs once with all mutants off and writes down which of them it
// reaches; then each mutant is switched on for the tests that reach it, those that are
// named like it first, until one fails.
// SPDX-License-Identifier: Apache-2.0
import {spawn} from "node:child_process";
import {createHash} from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import {build, each, PROGRAM} from "./build.mjs";
import {functions, mutations} from "./mutate.mjs";
import {named} from "./named.mjs";

const ROOMS = ["news", "desk", "port", "site", "view", "jobs", "work"];
const LINES = 8, SLOWER = 10, BROKEN = 0.03, AT_LEAST = 20000;
const KINDS = ["statement", "condition", "bound", "field", "argument"];

function under(folder, ending) {
	return !fs.existsSync(folder) ? [] : fs.readdirSync(folder, {recursive: true}).filter((f) => f.endsWith(ending))
		.map((f) => `${folder}/${f}`).sort();
}

// A place in a drawn order that stays when other functions come and go.
function lot(...of) {
	return createHash("sha256").update(of.join("\n")).digest("hex");
}

function drawn(list, key) {
	return list.map((x) => [lot(key(x)), x]).sort((a, b) => a[0] < b[0] ? -1 : 1).map((x) => x[1]);
}

// All functions, in drawn order; each with its mutations in drawn order, a kind at a time.
function candidates(seed) {
	const list = [];
	for (const file of ROOMS.flatMap((r) => under(`src/${r}`, ".c"))) {
		const source = fs.readFileSync(file, "utf8");
		for (const fn of functions(source).filter((f) => f.lines >= LINES && f.name !== "warn")) {
			const all = mutations(source, fn), kinds = drawn(KINDS, (k) => `${seed} ${fn.name} ${k}`);
			const order = kinds.flatMap((k) => drawn(all.filter((m) => m.kind === k), (m) => `${seed} ${fn.name} ${m.was} ${m.text("M")} ${m.from - fn.from}`));
			if (order.length)
				list.push({file, name: fn.name, source, order});
		}
	}
	return drawn(list, (f) => `${seed} ${f.name}`);
}

function take(m, fn) {
	const c = fn.order[m.tried++];
	if (!c)
		return false;
	const line = fn.source.slice(0, c.from).split("\n").length;
	Object.assign(m, c, {file: fn.file, name: fn.name, where: `${fn.file}:${line} ${fn.name}`,
		what: `${c.kind}: ${c.was.replace(/\s+/g, " ").slice(0, 100)}`, becomes: c.text("ON").replace(/\s+/g, " ")});
	return true;
}

function choose(count, seed) {
	const all = candidates(seed), chosen = all.slice(0, count).map((fn, i) => {
		const m = {n: i + 1, tried: 0, fn};
		take(m, fn);
		return m;
	});
	return {mutants: chosen, other: (m) => take(m, m.fn)};
}

// ---- the tests

// Those of the rooms below: they reach nothing that is mutated, and take half the time.
const BELOW = /^test\/(base|text|store|net|media)\//;

function tests(all) {
	return under("test", ".c").filter((f) => all || !BELOW.test(f)).flatMap((file) => [...fs.readFileSync(file, "utf8").matchAll(/^TEST\((\w+)\)/gm)]
		.map((m) => ({name: m[1], file, reached: new Set(), ms: 0})));
}

const base = fs.existsSync("/dev/shm") ? "/dev/shm" : os.tmpdir();
const folder = fs.mkdtempSync(`${base}/djeli-mutants-`);
process.on("exit", () => fs.rmSync(folder, {recursive: true, force: true}));

// What one test says: its code, or "late" when it does not come to an end.
function run(test, more, limit) {
	const env = {...process.env, TMPDIR: folder, DJELI_SEED: process.env.DJELI_SEED ?? "20261124", ...more};
	return new Promise((done) => {
		const child = spawn(PROGRAM, [`=${test.name}`], {env, stdio: ["ignore", "ignore", "pipe"], detached: true});
		let late = false, said = "";
		child.stderr.on("data", (d) => said = (said + d).slice(-4000));
		const timer = setTimeout(() => {
			late = true;
			process.kill(-child.pid, "SIGKILL");
		}, limit);
		child.on("exit", (code) => {
			clearTimeout(timer);
			done({failed: late || code !== 0, said: late ? "it does not end" : said.trim()});
		});
	});
}

async function reach(list, mutants) {
	const broken = [];
	await each(list, async (t) => {
		const file = `${folder}/${t.name}.reached`, begin = Date.now();
		const r = await run(t, {DJELI_REACHED: file}, 600000);
		t.ms = Date.now() - begin;
		const bytes = fs.existsSync(file) ? fs.readFileSync(file) : Buffer.alloc(0);
		for (const m of mutants)
			if (bytes[m.n])
				t.reached.add(m.n);
		fs.rmSync(file, {force: true});
		// Some tests measure time; on a busy machine they may have a second try.
		if (r.failed && t.reached.size && (await run(t, {}, 600000)).failed) {
			broken.push(`${t.name}: ${r.said}`);
			t.reached.clear();
		}
	});
	return broken;
}

// How much a test's name and place say of a function's.
function kin(test, m) {
	const words = (s) => new Set(s.split(/[\/_.]/).filter((w) => w.length > 2));
	const of = words(`${m.file.replace(/^src|\.c$/g, "")}/${m.name}`);
	return [...words(`${test.file.replace(/^test|\.c$/g, "")}/${test.name}`)].filter((w) => of.has(w)).length;
}

async function judge(m, list) {
	const mine = list.filter((t) => t.reached.has(m.n)).sort((a, b) => kin(b, m) - kin(a, m) || a.ms - b.ms);
	m.verdict = mine.length ? "escaped" : "never reached";
	m.reaches = mine.length;
	for (const t of mine) {
		const r = await run(t, {DJELI_MUTANT: String(m.n)}, Math.max(AT_LEAST, t.ms * SLOWER));
		if (r.failed) {
			m.verdict = "caught", m.by = t.name, m.said = r.said.split("\n").pop();
			return;
		}
	}
}

function tell(m) {
	console.log(`${m.verdict.padEnd(13)} ${m.where}\n              ${m.what}`);
	if (m.verdict === "caught")
		console.log(`              by ${m.by}`);
	else
		console.log(`              ${m.becomes.slice(0, 200)}${m.reaches ? ` (${m.reaches} tests reach it)` : ""}`);
}

// Below `least` of 100 those that were not caught are failures.  At or above it they are
// named and counted as skipped: the tests do not ask for them yet, the product is not wrong.
function sum(mutants, least) {
	const missed = mutants.filter((m) => m.verdict !== "caught"), caught = mutants.length - missed.length;
	const count = (v) => mutants.filter((m) => m.verdict === v).length;
	const good = mutants.length > 0 && caught * 100 >= least * mutants.length;
	for (const m of missed)
		console.log(`figure mutants: ${m.verdict}: ${m.where}, ${m.what}`);
	console.log(`figure mutants: ${caught} of ${mutants.length} caught, at least ${least} of 100 must be: ` +
		["escaped", "never reached", "not built"].map((v) => `${count(v)} ${v}`).join(", "));
	console.log(good ? `mutants: ${caught} passed, 0 failed, ${missed.length} skipped` :
		`mutants: ${caught} passed, ${Math.max(1, missed.length)} failed, 0 skipped`);
	return good;
}

async function tryAll(mutants, other, least, everywhere) {
	const list = tests(everywhere);
	const begin = Date.now(), since = () => Math.round((Date.now() - begin) / 1000);
	await build(mutants, other);
	const built = mutants.filter((m) => !m.gone);
	for (const m of mutants.filter((m) => m.gone))
		m.verdict = "not built";
	console.log(`${built.length} mutants in one program after ${since()} s`);
	const broken = await reach(list, built);
	console.log(`${list.length} tests tried without them after ${since()} s`);
	for (const b of broken)
		console.log(`figure mutants: not asked, as it fails without any: ${b.split("\n")[0]}`);
	if (broken.length > list.length * BROKEN) {
		console.log(`mutants: 0 passed, ${broken.length} failed, 0 skipped`);
		return false;
	}
	await each(built, async (m) => {
		await judge(m, list);
		tell(m);
	});
	console.log(`all mutants tried after ${since()} s`);
	return sum(mutants, least);
}

const [least, first = "30", second = "1"] = process.argv.slice(2);
let good;
if (first === "named") {
	good = await tryAll(named("test/mutants.txt", under("src", ".c")), () => false, +least, true);
} else {
	const {mutants, other} = choose(+first, second);
	good = await tryAll(mutants, other, +least, false);
}
process.exit(good ? 0 : 1);
