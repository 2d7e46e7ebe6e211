// view.ts: the editor put together, and its body as text of HTML in and out.
// SPDX-License-Identifier: Apache-2.0
import { dropCursor } from "prosemirror-dropcursor";
import { gapCursor } from "prosemirror-gapcursor";
import { history } from "prosemirror-history";
import { Fragment, Node, Slice } from "prosemirror-model";
import { Command, EditorState, Plugin, PluginKey } from "prosemirror-state";
import { tableEditing } from "prosemirror-tables";
import { Decoration, DecorationSet, EditorView } from "prosemirror-view";
import { say, word } from "../../lib/dom";
import { clashing } from "./clash";
import { keys } from "./commands";
import { insertFiles } from "./dialogs";
import { expect, nodeViews } from "./figures";
import { finding } from "./find";
import { clean, plain } from "./paste";
import { readDoc, reader } from "./read";
import { typing } from "./rules";
import { N, schema } from "./schema";

export interface Setup {
	html: string;
	label: string;
	language(): string;
	direction(): string;
	changed(): void;    // the text is another
	moved(): void;      // anything, the selection too
	decided(): void;    // a choice between two paragraphs was made
	keys: Record<string, Command>;
}

const HINT: Record<string,
	string> = { caption: "editor_caption", credit: "editor_credit", cite: "editor_cite" };

// What belongs into an empty part of a figure stands there, faintly.
function hints(): Plugin {
	const make = (doc: Node): DecorationSet => {
		const list: Decoration[] = [];
		const look = (node: Node, pos: number): void => {
			node.forEach((child, offset) => {
				const at = pos + offset;
				if (HINT[child.type.name] && !child.content.size)
					list.push(Decoration.node(at, at + child.nodeSize,
						{ class: "hint",
							"data-hint": word(
								HINT[child.type.name]!) }));
				else if (!child.isTextblock && child.type !== N.table &&
					child.type.name !== "bullet_list")
					look(child, at + 1);
			});
		};
		look(doc, 0);
		if (doc.childCount === 1 && doc.firstChild!.type === N.paragraph &&
			!doc.firstChild!.content.size)
			list.push(Decoration.node(0, 2,
				{ class: "hint", "data-hint": word("editor_begin") }));
		return DecorationSet.create(doc, list);
	};
	const key = new PluginKey<DecorationSet>("hints");
	return new Plugin<DecorationSet>({ key,
		state: { init: (_c, state) => make(state.doc),
			apply: (tr, old) => (tr.docChanged ? make(tr.doc) : old) },
		props: { decorations: (state) => key.getState(state) } });
}

const quotedKey = new PluginKey<{
	quotes: { id: string; text: string }[];
	set: DecorationSet
}>("notes");

// Passages that a note is about.
function noting(): Plugin {
	const make = (doc: Node, quotes: { id: string; text: string }[]): DecorationSet => {
		const list: Decoration[] = [],
			fold = (s: string): string => s.replace(/[\s\u00a0\u202f]+/g, " ");
		if (quotes.length) doc.descendants((node, pos) => {
			if (!node.isTextblock) return true;
			const text = fold(node.textBetween(0, node.content.size, undefined, " "));
			for (const q of quotes) {
				const at = text.indexOf(q.text);
				if (at >= 0 && text.length === node.content.size)
					list.push(Decoration.inline(pos + 1 + at,
						pos + 1 + at + q.text.length,
						{ class: "noted", "data-note": q.id }));
			}
			return false;
		});
		return DecorationSet.create(doc, list);
	};
	return new Plugin({ key: quotedKey, state: {
		init: () => ({ quotes: [] as {
			id: string;
			text: string
		}[], set: DecorationSet.empty }),
		apply(tr, old) {
			const told = tr.getMeta(quotedKey) as {
				id: string;
				text: string
			}[] | undefined;
			if (told) return { quotes: told, set: make(tr.doc, told) };
			return tr.docChanged ? { quotes: old.quotes,
				set: old.set.map(tr.mapping, tr.doc) } : old;
		},
	}, props: { decorations: (state) => quotedKey.getState(state)?.set } });
}
export const showNotes = (view: EditorView, quotes: {
	id: string;
	text: string
}[]): void => view.dispatch(view.state.tr.setMeta(quotedKey, quotes));

// Behind a figure at the end there is always a line to write on.
const lastLine = new Plugin({ appendTransaction: (_trs, _old, state) =>
	(state.doc.lastChild!.isTextblock ? null
		: state.tr.insert(state.doc.content.size, N.paragraph!.create())
		.setMeta("addToHistory", false)) });

const told = (dropped: { pictures: number }): void => {
	if (dropped.pictures) say(word("editor_paste_pictures", { n: dropped.pictures }), "error");
};

function pasted(html: string): string {
	if (/data-pm-slice/.test(html)) return html; // ours
	const out = clean(html, expect);
	told(out.dropped);
	return out.html;
}

export function makeView(place: HTMLElement, setup: Setup): EditorView {
	const plugins = [...keys(setup.keys), typing(setup.language),
		history({ newGroupDelay: 700 }), dropCursor({ class: "drop", color: false }),
		gapCursor(), tableEditing(), finding(), clashing(setup.decided), noting(), hints(),
		lastLine];
	const view: EditorView = new EditorView(place, {
		state: EditorState.create({ doc: readDoc(setup.html), plugins }),
		nodeViews, clipboardParser: reader, scrollMargin: 80, scrollThreshold: 60,
		attributes: () => ({ id: "editor", class: "body", role: "textbox",
			"aria-multiline": "true", "aria-label": setup.label, spellcheck: "true",
			lang: setup.language(), dir: setup.direction() || "auto" }),
		transformPastedHTML: pasted,
		// One paragraph of another language brings its direction into an empty one.
		transformPasted(slice, v) {
			const { $from } = v.state.selection, one = slice.content.firstChild;
			return slice.content.childCount === 1 && slice.openStart === 1 &&
				one?.attrs.dir && $from.parent.type === N.paragraph &&
				!$from.parent.content.size ? new Slice(slice.content, 0, 0) : slice;
		},
		clipboardTextParser: (text, context) => {
			const blocks = plain(text)
				.map((lines) =>
					N.paragraph!.create(null,
						Fragment.from(
							lines.flatMap((s, i) =>
								[...(i ? [N.hard_break!.create()]
									: []), schema.text(s,
									context.marks())]))));
			return blocks.length ? Slice.maxOpen(Fragment.from(blocks)) : Slice.empty;
		},
		handlePaste(v, event) {
			const data = event.clipboardData, files = [...data?.files ?? []];
			// Word and Excel put a picture of the text beside the text: the text is
			// meant.
			return !data?.getData("text/html") && !data?.getData("text/plain") &&
				insertFiles(v, files);
		},
		handleDrop: (v, event) => insertFiles(v, [...event.dataTransfer?.files ?? []],
			v.posAtCoords({ left: event.clientX, top: event.clientY })?.pos),
		dispatchTransaction(tr) {
			view.updateState(view.state.apply(tr));
			if (tr.docChanged) setup.changed();
			setup.moved();
		},
	});
	return view;
}

// Puts other blocks where they differ, so that the caret, the history and what is
// drawn of the rest stay.  count: how many blocks it is about (not an empty last
// line); same: pairs of those that stay and where they are in `to`.
export function replaceBlocks(view: EditorView, count: number, same: [number, number][],
	to: Node[][]): void {
	const { doc } = view.state, starts: number[] = [];
	doc.forEach((_node, pos) => starts.push(pos));
	starts.push(doc.content.size);
	const tr = view.state.tr;
	let i = count, j = to.length;
	for (const [si, sj] of [...[...same].reverse(), [-1, -1] as [number, number]]) {
		const nodes = to.slice(sj + 1, j).flat();
		if (i > si + 1 || nodes.length) tr.replaceWith(starts[si + 1]!, starts[i]!, nodes);
		i = si;
		j = sj;
	}
	if (!tr.doc.childCount) tr.insert(0, N.paragraph!.create());
	view.dispatch(tr.setMeta("addToHistory", false));
}
