// comments.ts: the queue by keyboard alone.  Each act goes to the server, the comment
// leaves the list, the next one has the focus, and what was done is said aloud.  Without
// this script the same buttons are an ordinary form.
// SPDX-License-Identifier: Apache-2.0
import { $, $$, h, say, word } from "../lib/dom";
import { Refused, csrf, send } from "../lib/send";

const KEY = "djeli-comment-keys"; // "off": single keys are not wanted (WCAG 2.1.4)
const items = (): HTMLElement[] => $$("#items .said:not(.going)");
const form = $<HTMLFormElement>("#queue");

function wanted(): boolean {
	try {
		return localStorage.getItem(KEY) !== "off";
	} catch {
		return true;
	}
}

function here(): HTMLElement | null {
	return document.activeElement?.closest<HTMLElement>(".said") ?? null;
}

function go(item: HTMLElement | undefined): void {
	if (!item) return;
	item.focus({ preventScroll: true });
	item.scrollIntoView({ block: "nearest" });
}

function step(by: number): void {
	const list = items(), at = here();
	const i = at ? list.indexOf(at) + by : by > 0 ? 0 : list.length - 1;
	go(list[Math.min(list.length - 1, Math.max(0, i))]);
}

// The fields that say which part of the queue this is.
function fields(more: Record<string, string>): URLSearchParams {
	const all = new URLSearchParams();
	for (const f of $$<HTMLInputElement>('#queue > input[type="hidden"]'))
		if (f.name !== "csrf") all.append(f.name, f.value);
	for (const [name, value] of Object.entries(more)) all.append(name, value);
	return all;
}

function fault(e: unknown): void {
	say(e instanceof Refused && e.status ? e.message : word("comments_offline"), "error");
}

// Does an act still leave the comment where the queue shows it?
function stays(verb: string): boolean {
	return verb === "pin" || verb === "unpin";
}

async function act(item: HTMLElement, verb: string): Promise<void> {
	const list = items(), at = list.indexOf(item), next = list[at + 1] ?? list[at - 1];
	item.classList.add("going");
	if (next && !stays(verb)) go(next);
	try {
		await send("/desk/comments/act", fields({ one: `${verb}:${item.dataset.id}` }));
	} catch (e) {
		item.classList.remove("going");
		go(item);
		return fault(e);
	}
	if (stays(verb)) return reload(`c${item.dataset.id}`, verb);
	item.remove();
	const tally = $(".tabs [aria-current] .tally");
	if (tally && /^\d+$/.test(tally.textContent ?? ""))
		tally.textContent = String(Math.max(0, Number(tally.textContent) - 1));
	say(word(`comments_said_${verb}`));
	undoable();
	if (!items().length) reload("", verb);
}

// The page anew, and what happened said on it.
function reload(hash: string, verb: string): void {
	const to = new URL(location.href);
	to.searchParams.set("done", `done_comments_${verb}`);
	to.hash = hash;
	if (to.href === location.href) location.reload();
	else location.assign(to);
}

// After the first act there is something to undo, also where the page did not say so.
function undoable(): void {
	const top = $(".talk-top");
	if (!top) return;
	$("#undo")?.remove();
	const make = h("form", { method: "post", action: "/desk/comments/undo", id: "undo" },
		h("input", { type: "hidden", name: "csrf", value: csrf() }),
		h("button", {}, word("comments_said_undo"), " ",
			h("kbd", { "aria-hidden": "true" }, "u")));
	for (const [name, value] of fields({}))
		make.append(h("input", { type: "hidden", name, value }));
	top.prepend(make);
}

async function undo(): Promise<void> {
	try {
		const answer = await send("/desk/comments/undo", fields({}));
		const to = new URL(String(answer.location), location.href);
		location.assign(to);
	} catch (e) {
		fault(e);
	}
}

function help(): void {
	const old = $<HTMLDialogElement>("#talk-help");
	if (old) return old.showModal();
	const rows =
		["jk", "a", "s", "b", "e", "r", "n", "p", "x", "o", "u", "help"].flatMap((k) => [
		h("dt", {}, h("kbd", {}, k === "jk" ? "j k" : k === "help" ? "?" : k)),
		h("dd", {}, word(`comments_key_${k}`))]);
	const box = h("input", { type: "checkbox", id: "keys-on" });
	box.checked = wanted();
	box.addEventListener("change", () => {
		try {
			localStorage.setItem(KEY, box.checked ? "on" : "off");
		} catch { /* then only for this page */ }
	});
	const dialog = h("dialog", { id: "talk-help", "aria-labelledby": "talk-help-title" },
		h("h2", { id: "talk-help-title" }, word("comments_help")),
		h("dl", { class: "talk-keys" }, ...rows),
		h("label", { class: "check" }, box, word("comments_keys_on")),
		h("form", { method: "dialog", class: "buttons" },
			h("button", { class: "first" }, word("comments_close"))));
	document.body.append(dialog);
	dialog.showModal();
}

const verbs: Record<string, string> = { a: "approve", s: "spam", b: "bin", h: "hold" };
const links: Record<string, string> = { e: "edit", r: "reply", n: "ban", o: "open" };

function on(item: HTMLElement, key: string): boolean {
	if (verbs[key]) {
		if (!$(`[data-verb="${verbs[key]}"]`, item)) return false;
		void act(item, verbs[key]);
	} else if (links[key]) {
		$<HTMLAnchorElement>(`a[data-verb="${links[key]}"]`, item)?.click();
	} else if (key === "p") {
		const button = $(`[data-verb="pin"], [data-verb="unpin"]`, item);
		if (button) void act(item, button.dataset.verb!);
	} else if (key === "x") {
		$<HTMLInputElement>('input[name="id"]', item)?.click();
	} else {
		return false;
	}
	return true;
}

let before = ""; // "g" and then a letter leads elsewhere (desk.ts)
function press(e: KeyboardEvent): void {
	const at = e.target as HTMLElement, last = before;
	before = e.key;
	if (e.ctrlKey || e.metaKey || e.altKey || at.isContentEditable ||
		at.closest("dialog, textarea, select"))
		return;
	if (at instanceof HTMLInputElement && at.type !== "checkbox") return;
	if (last === "g" || (!wanted() && e.key !== "?")) return;
	const item = here();
	if (e.key === "j") step(1);
	else if (e.key === "k") step(-1);
	else if (e.key === "u") void undo();
	else if (e.key === "?") help();
	else if (!item || !on(item, e.key)) return;
	e.preventDefault();
}

function count(): void {
	const n = $$('#items input[name="id"]:checked').length, place = $("#chosen");
	if (place) place.textContent = n ? String(n) : "";
}

document.addEventListener("keydown", press);
form?.addEventListener("change", count);
form?.addEventListener("submit", (e) => {
	const button = e.submitter as HTMLButtonElement | null,
		item = button?.closest<HTMLElement>(".said");
	if (!button?.dataset.verb || !item) return;
	e.preventDefault();
	void act(item, button.dataset.verb);
});
const keys = $("#keys");
if (keys && items().length) {
	keys.append(h("kbd", {}, "j"), " ", h("kbd", {}, "k"), " ", h("kbd", {}, "a"), " ",
		h("kbd", {}, "s"), " ", h("kbd", {}, "b"), " ",
		h("button", { type: "button", class: "link", onclick: help }, word("comments_help"),
			" (?)"));
	keys.hidden = false;
}
if (location.hash.startsWith("#c")) go($<HTMLElement>(location.hash) ?? undefined);
