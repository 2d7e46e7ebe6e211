// clash.ts: paragraphs that two people changed.  Mine stays in the text; the other's
// stands beside it until a person has chosen.  Until then nothing of it is sent.
// SPDX-License-Identifier: Apache-2.0
import { Plugin, PluginKey } from "prosemirror-state";
import { Decoration, DecorationSet, EditorView } from "prosemirror-view";
import { h, word } from "../../lib/dom";
import { Clash, common } from "./merge";
import { inert, readBlock } from "./read";

export interface Open { id: number; clash: Clash; by: string }
interface State { open: Open[]; set: DecorationSet }
interface Told { add?: { open: Open; from: number; to: number }[]; done?: number; clear?: boolean }
export const clashKey = new PluginKey<State>("clash");
let serial = 0;
export const nextId = (): number => ++serial;

export const textOf = (html: string | null): string =>
	(html === null ? "" : (inert(html).textContent ?? "").replace(/\s+/g, " ").trim());

// What the other changed: words that are in one text only are marked.
function compared(now: string, before: string): DocumentFragment {
	const cut = (s: string): string[] => s.match(/\s+|[\p{L}\p{N}\p{M}]+|[^\s\p{L}\p{N}]/gu) ??
		[];
	const words = cut(now), stayed = new Set(common(cut(before), words).map(([, j]) => j)),
		out = document.createDocumentFragment();
	let run = "", marked = false;
	const flush = (): void => {
		if (run) out.append(marked ? h("mark", {}, run) : run);
		run = "";
	};
	words.forEach((w, i) => {
		const is = !stayed.has(i);
		if (is !== marked && w.trim()) flush(), (marked = is);
		run += w;
	});
	flush();
	return out;
}

function beside(one: Open, choose: (what: "mine" | "theirs" | "both") => void): HTMLElement {
	const { clash, by } = one, theirs = textOf(clash.theirs), mine = textOf(clash.mine),
		base = textOf(clash.base);
	const button = (key: string, what: "mine" | "theirs" | "both"): HTMLElement =>
		h("button", { type: "button", onclick: () => choose(what) }, word(key));
	const text = (key: string, s: string, gone: boolean): HTMLElement => {
		const p = h("p", { class: "text" });
		p.append(gone ? h("em", {}, word("editor_clash_gone")) : compared(s, base));
		return h("div", {}, h("p", { class: "small label" }, word(key, { by })), p);
	};
	return h("div", { class: "versus", role: "group",
		"aria-label": word("editor_clash", { by }), contenteditable: "false",
		"data-clash": one.id },
		h("p", { class: "label" }, word("editor_clash", { by })),
		h("div", { class: "sides" }, text("editor_clash_mine", mine, clash.mine === null),
			text("editor_clash_theirs", theirs, clash.theirs === null)),
		h("p", { class: "buttons" }, button("editor_keep_mine", "mine"),
			button("editor_take_theirs", "theirs"), clash.mine !== null &&
			clash.theirs !== null ? button("editor_keep_both", "both") : null));
}

export function clashing(decided: () => void): Plugin {
	return new Plugin<State>({
		key: clashKey,
		state: {
			init: () => ({ open: [], set: DecorationSet.empty }),
			apply(tr, old) {
				const told = tr.getMeta(clashKey) as Told | undefined;
				let open = old.open, set = old.set.map(tr.mapping, tr.doc);
				if (told?.clear) return { open: [], set: DecorationSet.empty };
				if (told?.done) {
					open = open.filter((o) => o.id !== told.done);
					set = set.remove(
						set.find(undefined, undefined, (spec) => (spec as {
						id?: number
					}).id === told.done));
				}
				if (told?.add) {
					open = [...open, ...told.add.map((a) => a.open)];
					set = set.add(tr.doc, told.add.flatMap((a) => [
						Decoration.widget(a.from,
							(view) => beside(a.open,
								(what) => choose(view, a.open, what,
									decided)), { side: -1,
								id: a.open.id,
								key: `clash-${a.open.id}`,
								stopEvent: () => true,
								ignoreSelection: true }),
						...(a.to > a.from
							? [Decoration.node(a.from, a.to,
								{ class: "clashed" },
								{ id: a.open.id, node: true })]
							: [])]));
				}
				return { open, set };
			},
		},
		props: { decorations: (state) => clashKey.getState(state)?.set },
	});
}

function choose(view: EditorView, one: Open, what: "mine" | "theirs" | "both",
	decided: () => void): void {
	const set = clashKey.getState(view.state)!.set,
		found = set.find(undefined, undefined, (spec) => (spec as {
		id?: number
	}).id === one.id);
	const node = found.find((d) => (d.spec as {
		node?: boolean
	}).node), place = found.find((d) => !(d.spec as { node?: boolean }).node);
	const tr = view.state.tr.setMeta(clashKey, { done: one.id } satisfies Told),
		theirs = one.clash.theirs === null ? [] : readBlock(one.clash.theirs);
	const from = node?.from ?? place?.from ?? view.state.doc.content.size, to = node?.to ??
		from;
	if (what === "theirs") {
		if (theirs.length) tr.replaceWith(from, to, theirs);
		else if (to > from && view.state.doc.childCount > 1) tr.delete(from, to);
		else if (to > from) tr.delete(from + 1, to - 1);
	} else if (what === "both") {
		tr.insert(from, theirs);
	}
	view.dispatch(tr);
	view.focus();
	decided();
}
export const undecided = (view: EditorView): Open[] => clashKey.getState(view.state)?.open ?? [];
