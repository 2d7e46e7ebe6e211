// The server is killed again and again while four people write as fast as it answers: two
// each on a story of their own, two together on one.  What was acknowledged is there after
// each restart, and of the two no word of either is lost.  DJELI_SEED, DJELI_KILLS.
// SPDX-License-Identifier: Apache-2.0
import { Site, main, check, figure, sleep } from "./lib.mjs";

const KILLS = Number(process.env.DJELI_KILLS ?? 20);
let seed = Number(process.env.DJELI_SEED ?? Date.now() % 1e9);
figure(`seed ${seed}`);
const dice = (n) => { // mulberry32
	seed = (seed + 0x6d2b79f5) | 0;
	let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
	t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
	return ((t ^ (t >>> 14)) >>> 0) % n;
};
const form = (fields) => ({ method: "POST", body: new URLSearchParams(fields).toString() });

class Writer {
	constructor(site, name) {
		Object.assign(this, { site, name, body: "", version: 0, sent: 0, words: new Set(),
			clashes: 0 });
	}
	head(more = {}) {
		return { Cookie: this.cookie ?? "", Origin: this.site.base,
			"Sec-Fetch-Site": "same-origin", Accept: "application/json",
			"X-Csrf": this.csrf ?? "",
			"Content-Type": "application/x-www-form-urlencoded", ...more };
	}
	ask(path, fields) { return this.site.get(path, { ...form(fields), headers: this.head() }); }
	async enter(who) {
		const r = await this.ask("/desk/login",
			{ email: who.email, password: who.password });
		this.cookie = [].concat(r.headers["set-cookie"]).map((c) => c.split(";")[0])
			.join("; ");
		const page = await this.site.get("/desk/",
			{ headers: this.head({ Accept: "text/html" }) });
		this.csrf = page.text.match(/<meta name="csrf" content="([^"]*)"/)[1];
	}
	async begin() {
		const r = await this.ask("/desk/story/new", { headline: `By ${this.name}` });
		return JSON.parse(r.text).location;
	}
	// What lies there: a save with a version that nobody has gives it back.
	async lies() {
		const r = await this.ask(this.path + "autosave",
			{ version: 1, headline: "x", body: "x" });
		if (r.status !== 409) throw new Error(`${r.status} ${r.text.slice(0, 200)}`);
		return JSON.parse(r.text);
	}
	save(body) {
		return this.ask(this.path + "autosave",
			{ version: this.version, headline: `By ${this.name}`, body });
	}
}

// Alone: the text is what was acknowledged last, or what was on its way.
async function alone(w, running) {
	while (running.on) {
		w.trying = `<p>${w.name} ${++w.sent} ${"word ".repeat(dice(200))}</p>`;
		let r;
		try { r = await w.save(w.trying); } catch { return; }
		if (r.status !== 200)
			return void check(`${w.name} is taken`, false,
				`${r.status} ${r.text.slice(0, 200)}`);
		Object.assign(w,
			{ version: JSON.parse(r.text).version, body: w.trying, trying: null });
		running.saves++;
	}
}
// Together: each adds a word; who clashes takes what lies there and adds the word again.
async function together(w, running) {
	while (running.on) {
		const word = w.trying ?? `${w.name}${++w.sent}`;
		w.trying = word;
		const body = w.body.includes(`<p>${word}</p>`) ? w.body : `${w.body}<p>${word}</p>`;
		let r;
		try { r = await w.save(body); } catch { return; }
		const answer = JSON.parse(r.text);
		if (r.status === 409) {
			w.clashes++;
			Object.assign(w, { version: answer.version, body: answer.fields.body });
		} else if (r.status === 200) {
			Object.assign(w, { version: answer.version, body, trying: null });
			w.words.add(word);
			running.saves++;
		} else return void check(`${w.name} is taken`, false,
			`${r.status} ${r.text.slice(0, 200)}`);
	}
}

async function judge(w) {
	const there = await w.lies();
	check(`${w.name}: what was acknowledged is there`, there.fields.body === w.body ||
		there.fields.body === w.trying,
		{ there: there.fields.body.slice(0, 60), acknowledged: w.body.slice(0, 60) },
		"alone");
	Object.assign(w, { version: there.version, body: there.fields.body, trying: null });
}
async function judgeTogether(pair) {
	const there = await pair[0].lies();
	for (const w of pair) {
		const lost = [...w.words].filter((word) =>
			!there.fields.body.includes(`<p>${word}</p>`));
		check(`${w.name}: no acknowledged word is lost`, !lost.length, lost.slice(0, 5),
			"together");
	}
}

await main("desk-kill", async () => {
	const site = await Site.make("The Killed");
	const who = ["a", "b", "c", "d"].map(
		(n) => site.user("editor", `${n}@paper.example`, `Editor ${n}`));
	await site.serve();
	const writers = ["ama", "bintou", "coumba", "djeneba"].map((n) => new Writer(site, n));
	for (const [i, w] of writers.entries()) await w.enter(who[i]);
	const [one, two, three, four] = writers;
	for (const w of [one, two, three]) w.path = await w.begin();
	four.path = three.path;
	for (const w of writers) Object.assign(w, { version: (await w.lies()).version });
	let saves = 0, clashed = 0;
	for (let kill = 0; kill < KILLS; kill++) {
		const running = { on: true, saves: 0 };
		const all = [alone(one, running), alone(two, running), together(three, running),
			together(four, running)];
		await sleep(60 + dice(400));
		site.process.kill("SIGKILL");
		running.on = false;
		await Promise.all(all);
		await site.ended;
		site.agent.destroy();
		saves += running.saves;
		await site.serve();
		await judge(one);
		await judge(two);
		await judgeTogether([three, four]);
	}
	clashed = three.clashes + four.clashes;
	check("saves were acknowledged between the kills", saves > KILLS * 2, saves);
	check("the two met", clashed > 0, clashed);
	figure(`${KILLS} kills, ${saves} acknowledged saves, ${clashed} clashes, ${three.words.size + four.words.size} words of two people in one text`);
});
