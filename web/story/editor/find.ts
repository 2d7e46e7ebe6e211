// find.ts: find and replace.  What matches is marked in the text; the words are
// looked for in each block as a reader sees it, so across bold and links too.
// SPDX-License-Identifier: Apache-2.0
import { Node } from "prosemirror-model";
import { EditorState, Plugin, PluginKey, TextSelection, Transaction } from "prosemirror-state";
import { Decoration, DecorationSet, EditorView } from "prosemirror-view";
import { $, h, word } from "../../lib/dom";

export interface Query { text: string; whole: boolean; exact: boolean }
interface Found { query: Query; at: [number, number][]; now: number; set: DecorationSet }
export const findKey = new PluginKey<Found>("find");

const escape = (s: string): string => s.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

// Spaces of every kind and both kinds of apostrophe are the same for who searches.
function pattern(q: Query): RegExp {
	const body = escape(q.text).replace(/[\s\u00a0\u202f]+/g, "[\\s\\u00a0\\u202f]+")
		.replace(/['’]/g, "['’]");
	const edge = q.whole ? ["(?<![\\p{L}\\p{N}\\p{M}_])", "(?![\\p{L}\\p{N}\\p{M}_])"]
		: ["", ""];
	return new RegExp(edge[0] + body + edge[1], q.exact ? "gu" : "giu");
}

export function search(doc: Node, q: Query): [number, number][] {
	const found: [number, number][] = [];
	if (!q.text) return found;
	const what = pattern(q);
	doc.descendants((node, pos) => {
		if (!node.isTextblock) return true;
		const text = node.textBetween(0, node.content.size, undefined, "\ufffc");
		for (const m of text.matchAll(what))
			if (m[0]) found.push([pos + 1 + m.index, pos + 1 + m.index + m[0].length]);
		return false;
	});
	return found;
}

function mark(doc: Node, at: [number, number][], now: number): DecorationSet {
	return DecorationSet.create(doc, at.map(([from, to], i) =>
		Decoration.inline(from, to, { class: i === now ? "found now" : "found" })));
}
const none: Found = { query: { text: "", whole: false, exact: false }, at: [], now: -1,
	set: DecorationSet.empty };

export const finding = (): Plugin => new Plugin<Found>({
	key: findKey,
	state: {
		init: () => none,
		apply(tr, old) {
			const told = tr.getMeta(findKey) as {
				query: Query;
				now: number
			} | undefined;
			if (!told && !(tr.docChanged && old.query.text)) return old;
			const query = told?.query ?? old.query, at = query.text
				? search(tr.doc, query) : [];
			const now = Math.min(told?.now ?? old.now, at.length - 1);
			return { query, at, now, set: mark(tr.doc, at, now) };
		},
	},
	props: { decorations: (state: EditorState) => findKey.getState(state)?.set },
});

interface Fields {
	text: HTMLInputElement;
	by: HTMLInputElement;
	whole: HTMLInputElement;
	exact: HTMLInputElement;
	count: HTMLElement;
}

// What the bar does: going from place to place, replacing.
function steps(view: EditorView, { text, by, whole, exact, count }: Fields) {
	const state = (): Found => findKey.getState(view.state)!;
	const query = (): Query =>
		({ text: text.value, whole: whole.checked, exact: exact.checked });
	const go = (now: number, scroll = true): void => {
		const n = search(view.state.doc, query()).length, at = n ? ((now % n) + n) % n : -1;
		view.dispatch(view.state.tr.setMeta(findKey, { query: query(), now: at }));
		const hit = state().at[at];
		if (hit && scroll) {
			view.dispatch(view.state.tr.setSelection(
				TextSelection.create(view.state.doc, ...hit)));
			$(".found.now", view.dom)?.scrollIntoView({ block: "center" });
		}
		const of = state().at.length;
		count.textContent = text.value ? word(of ? "editor_find_count" : "editor_find_none",
			{ n: state().now + 1, of }) : "";
	};
	const step = (by: number): void => go(state().now + by);
	const from = (pos: number, scroll = true): void => go(Math.max(0,
		search(view.state.doc, query()).findIndex(([at]) => at >= pos)), scroll);
	// From the caret on, so that who reads on finds on.
	const first = (): void => from(view.state.selection.from);
	const swap = (tr: Transaction, from: number, to: number): void => {
		if (by.value)
			tr.replaceWith(from, to, view.state.schema.text(by.value,
				tr.doc.resolve(from).marksAcross(tr.doc.resolve(to)) ?? []));
		else tr.delete(from, to);
	};
	const replace = (): void => {
		const { at, now } = state(), hit = at[now], { tr } = view.state;
		if (!hit) return first();
		swap(tr, ...hit);
		view.dispatch(tr);
		go(now);
	};
	const replaceAll = (): void => {
		const at = search(view.state.doc, query()), { tr } = view.state;
		for (const [from, to] of [...at].reverse()) swap(tr, from, to);
		if (at.length) view.dispatch(tr);
		go(0, false);
		count.textContent = word("editor_replaced", { n: at.length });
	};
	return { step, from, first, replace, replaceAll };
}

// The bar below the toolbar.
export function findBar(view: EditorView): { node: HTMLElement; open(): void; close(): void } {
	const text = h("input", { type: "search", id: "find-text", autocomplete: "off",
		spellcheck: "false" });
	const by = h("input", { type: "text", id: "find-by", autocomplete: "off" });
	const whole = h("input", { type: "checkbox" }), exact = h("input", { type: "checkbox" });
	const count = h("output", { class: "dim small", "aria-live": "polite", for: "find-text" });
	const { step, from, first, replace, replaceAll } =
		steps(view, { text, by, whole, exact, count });
	const close = (): void => {
		node.hidden = true;
		view.dispatch(view.state.tr.setMeta(findKey, { query: none.query, now: -1 }));
		view.focus();
	};
	const button = (key: string, onclick: () => void): HTMLButtonElement =>
		h("button", { type: "button", onclick }, word(key));
	const node = h("div", { class: "find", role: "search", "aria-label": word("editor_find"),
		hidden: true,
		onkeydown: (e: KeyboardEvent) => {
			if (e.key === "Escape") { e.preventDefault(); close(); }
		} },
		h("label", { for: "find-text" }, word("editor_find")), text,
		h("label", { for: "find-by" }, word("editor_replace_by")), by,
		h("span", { class: "options" },
			h("label", { class: "check" }, whole, word("editor_find_whole")),
			h("label", { class: "check" }, exact, word("editor_find_case"))),
		h("span", { class: "buttons" },
			button("editor_find_previous", () => step(-1)),
			button("editor_find_next", () => step(1)),
			button("editor_replace", replace), button("editor_replace_all", replaceAll),
			button("editor_close", close)), count);
	text.addEventListener("input", first);
	for (const box of [whole, exact]) box.addEventListener("change", first);
	const enter = (input: HTMLElement, run: (e: KeyboardEvent) => void): void =>
		input.addEventListener("keydown", (e) => {
			if (e.key === "Enter") { e.preventDefault(); run(e); input.focus(); }
		});
	enter(text, (e) => step(e.shiftKey ? -1 : 1));
	enter(by, replace);
	return { node, close, open() {
		const { selection, doc } = view.state, { empty } = selection, at = selection.from;
		node.hidden = false;
		if (!empty && selection.to - at < 80)
			text.value = doc.textBetween(at, selection.to, " ");
		text.focus();
		text.select();
		if (text.value) from(at, false);
	} };
}
