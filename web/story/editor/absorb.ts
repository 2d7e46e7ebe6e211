// absorb.ts: another's copy comes into this page, field by field and paragraph by
// paragraph.  Where only a person can decide, both stand there until one has.
// SPDX-License-Identifier: Apache-2.0
import { Node } from "prosemirror-model";
import { EditorView } from "prosemirror-view";
import { h, word } from "../../lib/dom";
import { clashKey, nextId } from "./clash";
import { controls, writeField } from "./form";
import { Fields, SEVERAL } from "./journal";
import { Clash, common, merge, mergeValue } from "./merge";
import { readBlock, readBlocks } from "./read";
import { replaceBlocks } from "./view";
import { write, writeBlocks } from "./write";

type Beside = (name: string, mine: string, theirs: string, by: string) => void;
export interface FieldClashes { all: Map<string, HTMLElement>; beside: Beside }

function side(title: string, text: string): HTMLElement {
	return h("div", {}, h("p", { class: "small label" }, title),
		h("p", { class: "text" }, text.split(SEVERAL).join(", ") || "–"));
}

// Beside a field that two changed.
export function fieldClashes(form: HTMLFormElement, settled: () => void): FieldClashes {
	const all = new Map<string, HTMLElement>();
	const beside: Beside = (name, mine, theirs, by) => {
		const input = controls(form).find((c) => c.name === name),
			where = input?.closest(".field, fieldset") ?? input;
		all.get(name)?.remove();
		const done = (value: string | null): void => {
			all.get(name)?.remove();
			all.delete(name);
			if (value !== null) writeField(form, name, value);
			input?.focus();
			settled();
		};
		const button = (key: string, value: string | null): HTMLElement =>
			h("button", { type: "button", onclick: () => done(value) }, word(key));
		const node = h("div", { class: "versus", role: "group",
			"aria-label": word("editor_clash", { by }) },
			h("p", { class: "label" }, word("editor_clash", { by })),
			h("div", { class: "sides" }, side(word("editor_clash_mine"), mine),
				side(word("editor_clash_theirs", { by }), theirs)),
			h("p", { class: "buttons" }, button("editor_keep_mine", null),
				button("editor_take_theirs", theirs)));
		all.set(name, node);
		where?.after(node);
	};
	return { all, beside };
}

// rest: what is the base from now on.  True: a choice waits.
export function absorbFields(form: HTMLFormElement, mine: Fields, base: Fields, other: Fields,
	rest: Fields, beside: (name: string, mine: string, theirs: string) => void): boolean {
	let waiting = false;
	for (const name of Object.keys(mine)) {
		if (name === "body" || other[name] === undefined) continue;
		const value = mergeValue(base[name] ?? "", mine[name]!, other[name]);
		if (value === undefined) {
			rest[name] = base[name] ?? "";
			beside(name, mine[name]!, other[name]);
			waiting = true;
		} else if (value !== mine[name]) {
			writeField(form, name, value);
		}
	}
	return waiting;
}

const blocksOf = (html = ""): string[] => readBlocks(html).map(write).filter(Boolean);

// Each clash beside the paragraph that it is about.
function showClashes(view: EditorView, clashes: Clash[], nodes: Node[][], by: string): void {
	const starts = [0];
	view.state.doc.forEach((node, pos) => starts.push(pos + node.nodeSize));
	const before = nodes.map(() => 0);
	let n = 0;
	nodes.forEach((list, i) => { before[i] = n; n += list.length; });
	const add = clashes.map((clash) => {
		const i = before[clash.at] ?? n, from = starts[i] ?? view.state.doc.content.size;
		return { open: { id: nextId(), clash, by }, from,
			to: clash.mine === null ? from : starts[i + 1] ?? from };
	});
	view.dispatch(view.state.tr.setMeta(clashKey, { add }));
}

// Gives the base from now on.
export function absorbBody(view: EditorView, base: Fields, other: Fields, by: string):
	{ body: string; waiting: boolean } {
	const blocks = writeBlocks(view.state.doc),
		got = merge(blocksOf(base.body), blocks, blocksOf(other.body));
	const nodes = got.blocks.map((html) => (html ? readBlock(html) : []));
	if (got.changed) {
		const same = common(blocks, got.blocks);
		for (const [i, j] of same) nodes[j] = [view.state.doc.child(i)];
		replaceBlocks(view, blocks.length, same, nodes);
	}
	const waiting = got.clashes.length > 0;
	if (waiting) showClashes(view, got.clashes, nodes, by);
	return { body: got.base.filter(Boolean).join("\n"), waiting };
}
