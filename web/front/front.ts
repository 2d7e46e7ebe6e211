// front.ts: filling the front by hand: drag and drop, and the same by keyboard: a story or a
// place is taken up (Enter), the arrows lead from place to place, Enter puts it down, Escape
// lets go.  Each step is one small POST; then the page as it is now takes the old one's place.
// SPDX-License-Identifier: Apache-2.0
import { $, $$, h, say, word } from "../lib/dom";
import { Refused, csrf, get, send } from "../lib/send";

interface Held {
	node: HTMLElement;
	story: string;
	from: HTMLElement | null;
	button: HTMLElement | null
}
let held: Held | null = null;
let busy = false;

const work = (): HTMLElement => $("#front-work")!;
const places = (): HTMLElement[] => $$<HTMLElement>(".place[data-mine]");
const nameOf = (place: HTMLElement): string => place.dataset.name ?? "";

// The page as the server makes it: a document that is fetched, never text that becomes one.
function page(): Promise<Document> {
	return new Promise((done, bad) => {
		const r = new XMLHttpRequest();
		r.open("GET", location.pathname + location.search.replace(/[?&]done=[^&]*/, ""));
		r.responseType = "document";
		r.onload = () => (r.status === 200 && r.response ? done(r.response as Document)
			: bad(new Error(r.statusText)));
		r.onerror = () => bad(new Error(""));
		r.send();
	});
}

// What had the focus has it again; where that is gone, what is in its place.
async function renew(focus?: string): Promise<void> {
	const fresh = (await page()).getElementById("front-work");
	if (!fresh) return location.reload();
	const query = $<HTMLInputElement>("#front-q")?.value ?? "", at = focus ??
		document.activeElement?.id ?? "";
	const scrolls = $$<HTMLElement>(".stories, .front-side").map((e) => e.scrollTop);
	work().replaceWith(document.importNode(fresh, true));
	begin();
	$$<HTMLElement>(".stories, .front-side").forEach((e, i) => {
		e.scrollTop = scrolls[i] ?? 0;
	});
	const find = $<HTMLInputElement>("#front-q");
	if (find) find.value = query;
	const node = at ? document.getElementById(at) : null;
	(node && !(node as HTMLButtonElement).disabled ? node : $<HTMLElement>("#main"))?.focus(
		{ preventScroll: !!node && !focus });
}

async function post(path: string, fields: Record<string, string> | URLSearchParams, said: string,
	focus?: string): Promise<void> {
	if (busy) return;
	busy = true;
	work().setAttribute("aria-busy", "true");
	try {
		await send(path, fields);
		await renew(focus);
		say(said);
	} catch (e) {
		const r = e instanceof Refused ? e : null;
		say(r && r.status ? r.message : word("front_lost"), "error");
		if (r?.status === 409) await renew(focus).catch(() => undefined);
	} finally {
		busy = false;
		work().removeAttribute("aria-busy");
	}
}

const common = (): Record<string, string> => (
	{ csrf: csrf(), layout: work().dataset.layout ?? "", version: work().dataset.version ??
		"" });

// ---- taking up and putting down ----

function release(): void {
	if (!held) return;
	held.node.classList.remove("is-held");
	work().classList.remove("front-dropping");
	for (const p of $$(".place.is-over")) p.classList.remove("is-over");
	for (const b of $$<HTMLButtonElement>(".grab")) b.textContent = word("front_move");
	held = null;
}

function take(node: HTMLElement, button: HTMLElement | null): void {
	release();
	const story = node.dataset.story;
	if (!story) return;
	held = { node, story, from: node.matches(".place") ? node : null, button };
	node.classList.add("is-held");
	work().classList.add("front-dropping");
	for (const b of $$<HTMLButtonElement>(".grab"))
		if (b.closest(".place") !== node) b.textContent = word("front_drop_here");
}

function drop(place: HTMLElement): void {
	if (!held) return;
	const { story, from, node } = held, to = `${place.dataset.area}:${place.dataset.place}`;
	release();
	if (node === place) return;
	const fields: Record<string, string> = from
		? { ...common(), do: "move", area: from.dataset.area!, place: from.dataset.place!,
			story, to }
		: { ...common(), do: "put", story, to };
	void post("/desk/front/place", fields, word("front_placed", { place: nameOf(place) }),
		`g-${place.dataset.area}-${place.dataset.place}`);
}

// The place beside one, as the eye goes: the nearest whose middle lies that way.
function beside(place: HTMLElement, key: string): HTMLElement | undefined {
	const all = places(), i = all.indexOf(place), rtl = document.documentElement.dir === "rtl";
	if (key === (rtl ? "ArrowLeft" : "ArrowRight")) return all[i + 1];
	if (key === (rtl ? "ArrowRight" : "ArrowLeft")) return all[i - 1];
	const middle = (e: HTMLElement): [number, number] => {
		const r = e.getBoundingClientRect();
		return [r.left + r.width / 2, r.top + r.height / 2];
	};
	const [x, y] = middle(place), down = key === "ArrowDown";
	return all.map((e) => ({ e, at: middle(e) }))
		.filter(({ at }) => (down ? at[1] > y + 4 : at[1] < y - 4))
		.sort((a, b) => Math.abs(a.at[1] - y) * 2 +
			Math.abs(a.at[0] - x) - Math.abs(b.at[1] - y) * 2 - Math.abs(b.at[0] - x))[
			0]?.e;
}

function keys(e: KeyboardEvent): void {
	const at = e.target as HTMLElement;
	if (e.key === "Escape" && held) {
		const back = held.button;
		release();
		back?.focus();
		say(word("front_dropped"));
		return;
	}
	if ((e.ctrlKey || e.metaKey) && !e.altKey && e.key.toLowerCase() === "z" &&
		!/^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName)) {
		$<HTMLButtonElement>(e.shiftKey ? "#front-redo" : "#front-undo")?.click();
		e.preventDefault();
		return;
	}
	const place = at.closest?.<HTMLElement>(".place");
	if (!place || !at.matches(".grab") || !e.key.startsWith("Arrow")) return;
	const next = beside(place, e.key);
	if (next) {
		$<HTMLElement>(".grab", next)?.focus();
		for (const p of $$(".place.is-over")) p.classList.remove("is-over");
		if (held) next.classList.add("is-over");
	}
	e.preventDefault();
}

function grab(button: HTMLButtonElement): void {
	const place = button.closest<HTMLElement>(".place")!;
	if (held && held.node !== place) return drop(place);
	if (held) {
		release();
		return say(word("front_dropped"));
	}
	if (!place.dataset.story) return;
	take(place, button);
	say(word("front_grabbed", { headline: $(".place-hl", place)?.textContent?.trim() ?? "" }));
}

function pick(button: HTMLElement): void {
	const row = button.closest<HTMLElement>(".story-row")!;
	take(row, button);
	say(word("front_grabbed", { headline: $(".check", row)?.textContent?.trim() ?? "" }));
	$<HTMLElement>(".place[data-mine] .grab")?.focus();
}

// ---- dragging ----

function draggable(node: HTMLElement): void {
	node.draggable = true;
	node.addEventListener("dragstart", (e) => {
		take(node, null);
		e.dataTransfer?.setData("text/plain", node.dataset.story ?? "");
		if (e.dataTransfer) e.dataTransfer.effectAllowed = "move";
	});
	node.addEventListener("dragend", release);
}

function target(place: HTMLElement): void {
	place.addEventListener("dragover", (e) => {
		if (!held) return;
		e.preventDefault();
		place.classList.add("is-over");
	});
	place.addEventListener("dragleave", () => place.classList.remove("is-over"));
	place.addEventListener("drop", (e) => {
		e.preventDefault();
		drop(place);
	});
}

// ---- stories beside it ----

function row(story: Record<string, unknown>): HTMLElement {
	const kicker = String(story.kicker ?? "");
	return h("li", { class: "story-row", "data-story": String(story.id) },
		h("label", { class: "check" },
			h("input", { type: "radio", name: "story", value: String(story.id) }),
			h("span", { dir: "auto" }, kicker &&
				h("span", { class: "k" }, `${kicker}/ `), String(story.headline),
				h("span", { class: "dim small" }, ` ${String(story.when)}`))));
}

async function find(form: HTMLFormElement): Promise<void> {
	const q = new FormData(form).get("q"), found = $("#front-found")!;
	try {
		const at = `/desk/front/find?layout=${work().dataset.layout}&q=`;
		const answer = await get(at + encodeURIComponent(String(q)));
		const items = (answer.items as Record<string, unknown>[]) ?? [];
		$(".stories", found)!.replaceChildren(...items.map(row));
		found.hidden = false;
		for (const r of $$<HTMLElement>(".story-row", found)) story(r);
		say(items.length ? word("front_found", { n: items.length })
			: word("front_found_none"));
	} catch {
		say(word("front_lost"), "error");
	}
}

function story(r: HTMLElement): void {
	draggable(r);
	const name = $(".check", r)?.textContent?.trim() ?? "";
	r.append(h("button", { type: "button", class: "tiny put-it",
		"aria-label": `${word("front_pick")}: ${name}`,
		onclick: (e: Event) => pick(e.currentTarget as HTMLElement) }, word("front_pick")));
}

function begin(): void {
	held = null;
	for (const p of places()) {
		if (p.dataset.story) draggable(p);
		target(p);
	}
	for (const r of $$<HTMLElement>(".story-row")) story(r);
	for (const b of $$<HTMLButtonElement>(".grab")) {
		b.hidden = false;
		b.addEventListener("click", () => grab(b));
	}
}

// On the document, behind desk.ts: what it asked about and was refused is prevented already.
function submitted(e: SubmitEvent): void {
	const f = e.target as HTMLFormElement, by = e.submitter as HTMLButtonElement | null,
		path = f.getAttribute("action") ?? "";
	if (e.defaultPrevented || !work().contains(f)) return;
	if (f.id === "front-find") {
		e.preventDefault();
		return void find(f);
	}
	if (!/^\/desk\/front\/(place|step|breaking)$/.test(path)) return;
	e.preventDefault();
	const fields = new URLSearchParams([...new FormData(f)].map(([k, v]) => [k, String(v)]));
	if (by?.name) fields.set(by.name, by.value);
	void post(path, fields, word("front_saved_now"), by?.id || undefined);
}

document.addEventListener("keydown", keys);
document.addEventListener("submit", submitted);
begin();
