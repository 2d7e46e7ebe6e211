// board.ts: the board by keyboard and by dragging.  What it does is done by the same
// form: choosing is ticking, moving is sending.
// SPDX-License-Identifier: Apache-2.0
import { $, $$, say, word } from "../lib/dom";
import { Refused, send } from "../lib/send";

const form = $<HTMLFormElement>("#board")!;
const bulk = $("#bulk")!;
const cards = (): HTMLElement[] => $$(".story", form);
const box = (card: HTMLElement): HTMLInputElement =>
	$<HTMLInputElement>("input[name=story]", card)!;
const link = (card: HTMLElement): HTMLAnchorElement => $<HTMLAnchorElement>(".what a", card)!;
const chosen = (): HTMLElement[] => cards().filter((c) => box(c).checked);

// ---- choosing ----

let last: HTMLElement | null = null; // from where Shift chooses

function show(): void {
	const n = chosen().length;
	for (const card of cards()) card.classList.toggle("chosen", box(card).checked);
	bulk.hidden = !n;
	$("#chosen")!.textContent = n ? word("board_chosen", { n }) : "";
}

function pick(card: HTMLElement, on: boolean, through: boolean): void {
	const all = cards();
	if (through && last && all.includes(last)) {
		const [a, b] = [all.indexOf(last), all.indexOf(card)].sort((x, y) => x - y) as [
			number, number];
		for (const one of all.slice(a, b + 1)) box(one).checked = on;
	} else {
		box(card).checked = on;
	}
	last = card;
	show();
}

function choosing(): void {
	bulk.classList.add("live");
	form.addEventListener("click", (e) => {
		const target = e.target as HTMLElement;
		if (target instanceof HTMLInputElement && target.name === "story")
			pick(target.closest<HTMLElement>(".story")!, target.checked, e.shiftKey);
	});
	form.addEventListener("change", show);
	// Enter in a field means the button beside it, not the first one of the form.
	bulk.addEventListener("keydown", (e) => {
		const at = e.target as HTMLElement;
		if (e.key !== "Enter" || !/^(INPUT|SELECT)$/.test(at.tagName)) return;
		e.preventDefault();
		form.requestSubmit(
			$<HTMLButtonElement>("button", at.closest<HTMLElement>(".pair")!));
	});
	show();
}

// ---- the keyboard ----

function current(): HTMLElement | null {
	return document.activeElement?.closest<HTMLElement>(".story") ?? null;
}

function go(step: number): void {
	const all = cards(), at = current();
	const next = at ? all[all.indexOf(at) + step] : step > 0 ? all[0] : all[all.length - 1];
	if (next) link(next).focus();
}

function sideways(step: number): void {
	const columns = $$(".column", form).filter((c) => $(".story", c));
	const at = columns.findIndex((c) => c.contains(document.activeElement));
	const next = columns[at < 0 ? 0 : at + step];
	if (next) link($(".story", next)!).focus();
}

function act(field: string): void {
	const at = current();
	if (!chosen().length && at) pick(at, true, false);
	if (!chosen().length) return say(word("board_choose_first"), "error");
	$<HTMLElement>(field)?.focus(); // not everybody has every field
}

const help = $<HTMLDialogElement>("#help")!;
const keys: Record<string, (e: KeyboardEvent) => void> = {
	j: () => go(1),
	k: () => go(-1),
	l: () => sideways(1),
	h: () => sideways(-1),
	x: (e) => { const at = current(); if (at) pick(at, !box(at).checked, e.shiftKey); },
	o: () => { const at = current(); if (at) link(at).click(); },
	m: () => act("#b-stage"),
	a: () => act("#b-who"),
	b: () => act("#b-hours"),
	n: () => $<HTMLFormElement>(".new-story")!.requestSubmit(),
	"?": () => help.showModal(),
	Escape: () => { for (const c of chosen()) box(c).checked = false; show(); },
};

function keyboard(): void {
	let g = 0; // "g c" leads to the calendar: the c is not ours
	document.addEventListener("keydown", (e) => {
		const at = e.target as HTMLElement;
		if (e.ctrlKey || e.metaKey || e.altKey || help.open) return;
		if (at.isContentEditable || /^(TEXTAREA|SELECT)$/.test(at.tagName) ||
			(at.tagName === "INPUT" && (at as HTMLInputElement).type !== "checkbox")) {
			// out of the bar, back to the stories
			if (e.key === "Escape" && bulk.contains(at))
				(chosen()[0] ? link(chosen()[0]!) : at).focus();
			return;
		}
		if (e.key === "g") { g = Date.now(); return; }
		if (Date.now() - g < 1500) { g = 0; return; }
		const key = keys[e.key.length === 1 ? e.key.toLowerCase() : e.key];
		if (!key) return;
		e.preventDefault();
		key(e);
	});
	const open = $<HTMLButtonElement>("#help-open")!;
	open.hidden = false;
	open.addEventListener("click", () => help.showModal());
}

// ---- dragging ----

function count(column: HTMLElement, by: number): void {
	const at = $(".count", column)!;
	if (/^\d+$/.test(at.textContent!.trim()))
		at.textContent = String(Number(at.textContent) + by);
	const none = $(".none", column);
	if (none) none.hidden = !!$(".story", column);
}

function settle(card: HTMLElement, to: HTMLElement): void {
	const from = card.closest<HTMLElement>(".column")!;
	$("ul", to)!.prepend(card);
	count(from, -1);
	count(to, 1);
}

async function drop(card: HTMLElement, to: HTMLElement): Promise<void> {
	const from = card.closest<HTMLElement>(".column")!;
	const headline = card.dataset.headline!, stage = to.dataset.name!;
	settle(card, to);
	try {
		await send(form.action,
			{ story: card.dataset.id!, do: "move", stage: to.dataset.stage! });
		// What it may do next, and its times, are the server's to say.
		sessionStorage.setItem("moved", word("board_moved", { headline, stage }));
		location.reload();
	} catch (e) {
		settle(card, from);
		say(e instanceof Refused && e.status ? e.message : word("board_unsure"), "error");
	}
}

function dragging(): void {
	let card: HTMLElement | null = null;
	const columns = $$(".column", form);
	const may = (c: HTMLElement): boolean => !!card &&
		card.dataset.moves!.split(" ").includes(c.dataset.stage!);
	for (const one of $$("li.story", form)) if (one.dataset.moves) one.draggable = true;
	form.addEventListener("dragstart", (e) => {
		card = (e.target as HTMLElement).closest<HTMLElement>("li.story");
		if (!card) return;
		e.dataTransfer!.effectAllowed = "move";
		e.dataTransfer!.setData("text/plain", card.dataset.headline!);
		card.classList.add("dragged");
		for (const c of columns) c.classList.toggle("not", !may(c) && !c.contains(card));
	});
	form.addEventListener("dragend", () => {
		card?.classList.remove("dragged");
		card = null;
		for (const c of columns) c.classList.remove("not", "here");
	});
	for (const column of columns) {
		column.addEventListener("dragover", (e) => {
			if (!may(column)) return;
			e.preventDefault();
			column.classList.add("here");
		});
		column.addEventListener("dragleave", (e) => {
			if (!column.contains(e.relatedTarget as Node | null))
				column.classList.remove("here");
		});
		column.addEventListener("drop", (e) => {
			e.preventDefault();
			if (card && may(column)) void drop(card, column);
		});
	}
}

function told(): void {
	const text = sessionStorage.getItem("moved");
	sessionStorage.removeItem("moved");
	if (text) say(text);
}

told();
choosing();
keyboard();
dragging();
