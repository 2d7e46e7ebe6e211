// bar.ts: the toolbar.  One stop for Tab; arrows, Home and End go through it; a
// second row has what only a picture or a table needs.
// SPDX-License-Identifier: Apache-2.0
import { toggleMark } from "prosemirror-commands";
import { redo, redoDepth, undo, undoDepth } from "prosemirror-history";
import { MarkType } from "prosemirror-model";
import { Command, EditorState } from "prosemirror-state";
import { addColumnAfter, addColumnBefore, addRowAfter, addRowBefore, CellSelection, deleteColumn,
	deleteRow, isInTable, mergeCells, splitCell, toggleHeaderRow } from "prosemirror-tables";
import { EditorView } from "prosemirror-view";
import { $$, h, word } from "../../lib/dom";
import { around, heading, isBlock, isMarked, list, makeTable, paragraph, pullquote, put, quote,
	separator, setAttrs } from "./commands";
import { embed, language, link, pictures } from "./dialogs";
import { M, N } from "./schema";

const ICON: Record<string, string> = {
	undo: "M9 7 4 12l5 5M4 12h10a6 6 0 0 1 6 6", redo: "M15 7l5 5-5 5M20 12H10a6 6 0 0 0-6 6",
	link: "M10 14a4 4 0 0 0 6 0l3-3a4 4 0 0 0-6-6l-1 1" +
		"M14 10a4 4 0 0 0-6 0l-3 3a4 4 0 0 0 6 6l1-1",
	ul: "M9 6h11M9 12h11M9 18h11M4 6h1M4 12h1M4 18h1",
	ol: "M10 6h10M10 12h10M10 18h10M4 4.5 5.5 4v4M4 11h2l-2 3h2M4 17h2v3H4",
	quote: "M5 5v14M10 8h10M10 12h10M10 16h6", pull: "M4 4h16M4 20h16M7 9h10M9 14h6",
	picture: "M4 5h16v14H4zM4 16l5-5 5 5 2-2 4 4M15 9h1",
	gallery: "M3 7h13v12H3zM7 7V4h14v12h-5M3 16l4-4 4 4",
	table: "M4 5h16v14H4zM4 10h16M4 14.5h16M12 5v14", line: "M4 12h16M8 7h8M8 17h8",
	embed: "M8 7l-5 5 5 5M16 7l5 5-5 5M13.5 5l-3 14",
	find: "M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13M15.5 15.5 21 21",
	full: "M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5",
	lang: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M3 12h18M12 3c-5 5-5 13 0 18M12 3c5 5 5 13 0 18",
	note: "M4 5h16v11h-8l-4 4v-4H4zM8 9h8M8 12h5",
};
function icon(path: string): SVGElement {
	const make = (name: string, attrs: Record<string, string>): SVGElement => {
		const node = document.createElementNS("http://www.w3.org/2000/svg", name);
		for (const [key, value] of Object.entries(attrs)) node.setAttribute(key, value);
		return node;
	};
	const svg = make("svg", { viewBox: "0 0 24 24", width: "20", height: "20", fill: "none",
		stroke: "currentColor", "stroke-width": "1.8", "stroke-linecap": "round",
		"stroke-linejoin": "round", "aria-hidden": "true" });
	svg.append(make("path", { d: path }));
	return svg;
}

interface Item {
	key: string;
	icon?: string;
	text?: string;
	look?: string;
	shortcut?: string;
	run: (view: EditorView) => void;
	on?: (state: EditorState) => boolean;
	can?: (state: EditorState) => boolean
}

const mac = /Mac|iPhone|iPad/.test(navigator.platform);
const spoken = (s: string): string => s.split("-")
	.map((part) => (part === "Mod" ? (mac ? "⌘" : "Ctrl") : part === "Alt" && mac ? "⌥"
		: part === "Shift" && mac ? "⇧" : part.length === 1 ? part.toUpperCase() : part))
	.join(mac ? "" : "+");
const aria = (s: string): string => s.replace("Mod", mac ? "Meta" : "Control").replaceAll("-", "+");

const run = (command: Command) => (view: EditorView): void => {
	command(view.state, view.dispatch, view);
	view.focus();
};
const can = (command: Command) => (state: EditorState): boolean => command(state);
const mark = (key: string, type: MarkType, text: string, look: string, shortcut: string): Item =>
	({ key, text, look, shortcut, run: run(toggleMark(type)), on: (s) => isMarked(s, type),
		can: can(toggleMark(type)) });

export interface Doings { find(): void; full(): void; note(): void; isFull(): boolean }

function items(doings: Doings): Item[][] {
	return [
		[{ key: "editor_undo", icon: "undo", shortcut: "Mod-z", run: run(undo),
			can: (s) => undoDepth(s) > 0 },
			{ key: "editor_redo", icon: "redo", shortcut: "Mod-Shift-z", run: run(redo),
				can: (s) => redoDepth(s) > 0 }],
		[{ key: "editor_paragraph", text: "¶", shortcut: "Mod-Alt-0", run: run(paragraph),
			on: (s) => s.selection.$from.parent.type === N.paragraph &&
			s.selection.$from.depth === 1 },
			...[2, 3, 4].map((level): Item =>
				({ key: `editor_heading${level}`, text: `H${level}`,
					shortcut: `Mod-Alt-${level}`, run: run(heading(level)),
					on: (s) => isBlock(s, N.heading!, { level }),
					can: can(heading(level)) }))],
		[mark("editor_bold", M.strong!, "B", "bold", "Mod-b"),
			mark("editor_italic", M.em!, "I", "italic", "Mod-i"),
			{ key: "editor_link", icon: "link", shortcut: "Mod-k",
				run: (v) => void link(v), on: (s) => isMarked(s, M.link!) },
			mark("editor_strike", M.s!, "S", "struck", "Mod-Shift-x"),
			mark("editor_sup", M.sup!, "x²", "", "Mod-."),
			mark("editor_sub", M.sub!, "x₂", "", "Mod-,")],
		[{ key: "editor_list", icon: "ul", shortcut: "Mod-Shift-8",
			run: run(list(N.bullet_list!)), on: (s) => isBlock(s, N.bullet_list!) },
			{ key: "editor_numbers", icon: "ol", shortcut: "Mod-Shift-7",
				run: run(list(N.ordered_list!)),
				on: (s) => isBlock(s, N.ordered_list!) },
			{ key: "editor_quote", icon: "quote", shortcut: "Mod-Shift-9",
				run: run(quote), on: (s) => isBlock(s, N.blockquote!) },
			{ key: "editor_pullquote", icon: "pull", shortcut: "Mod-Alt-q",
				run: run(pullquote), on: (s) => isBlock(s, N.pullquote!) }],
		[{ key: "editor_picture", icon: "picture", shortcut: "Mod-Alt-p",
			run: (v) => void pictures(v, false), on: (s) => isBlock(s, N.figure!) },
			{ key: "editor_gallery", icon: "gallery",
				run: (v) => void pictures(v, true),
				on: (s) => isBlock(s, N.gallery!) },
			{ key: "editor_table", icon: "table", run: run(put(makeTable(3, 3))),
				on: (s) => isBlock(s, N.table_figure!) },
				{ key: "editor_embed", icon: "embed", run: (v) => void embed(v),
					on: (s) => isBlock(s, N.embed!) },
			{ key: "editor_separator", icon: "line", shortcut: "Mod-Alt-h",
				run: run(separator) }],
		[{ key: "editor_language", icon: "lang", run: (v) => void language(v),
			on: (s) => !!(s.selection.$from.parent.attrs.lang ||
				s.selection.$from.parent.attrs.dir) },
			{ key: "editor_note", icon: "note", shortcut: "Mod-Alt-m",
				run: () => doings.note() },
				{ key: "editor_find", icon: "find", shortcut: "Mod-f",
					run: () => doings.find() },
			{ key: "editor_full", icon: "full", shortcut: "Mod-Shift-Enter",
				run: () => doings.full(), on: () => doings.isFull() }],
	];
}

function button(item: Item, view: EditorView): HTMLButtonElement {
	const name = word(item.key), title = item.shortcut ? `${name} (${spoken(item.shortcut)})`
		: name;
	const node = h("button", { type: "button", class: item.look ?? null, title,
		"aria-label": name, "aria-keyshortcuts": item.shortcut ? aria(item.shortcut) : null,
		tabindex: -1, "aria-pressed": item.on ? "false" : null, "data-text": item.text,
		// The text keeps its selection when a button is clicked.
		onmousedown: (e: Event) => e.preventDefault(), onclick: () => {
			if (node.getAttribute("aria-disabled") !== "true") item.run(view);
		} });
	if (item.icon) node.append(icon(ICON[item.icon]!));
	return node;
}

function roving(bar: HTMLElement, back: () => void): void {
	const all = (): HTMLElement[] => $$<HTMLElement>("button", bar);
	const go = (to: HTMLElement | undefined): void => {
		if (!to) return;
		for (const one of all()) one.tabIndex = one === to ? 0 : -1;
		to.focus();
	};
	bar.addEventListener("focusin", (e) => {
		for (const one of all()) one.tabIndex = one === e.target ? 0 : -1;
	});
	bar.addEventListener("keydown", (e) => {
		const list = all(), i = list.indexOf(e.target as HTMLElement),
			ahead = getComputedStyle(bar).direction === "rtl" ? "ArrowLeft"
			: "ArrowRight";
		const steps: Record<string, number> =
			{ ArrowLeft: -1, ArrowRight: 1, Home: -i, End: list.length - 1 - i };
		if (e.key === "Escape") return e.preventDefault(), back();
		if (i < 0 || steps[e.key] === undefined) return;
		e.preventDefault();
		const step =
			steps[e.key]! * (/Arrow/.test(e.key) && ahead === "ArrowLeft" ? -1 : 1);
		go(list[(i + step + list.length) % list.length]);
	});
	const first = all()[0];
	if (first) first.tabIndex = 0;
}

// ---- the second row ----

const TABLE: [string, Command][] = [
	["editor_row_before", addRowBefore], ["editor_row_after", addRowAfter],
	["editor_column_before", addColumnBefore], ["editor_column_after", addColumnAfter],
	["editor_header_row", toggleHeaderRow],
	["editor_row_delete", deleteRow], ["editor_column_delete", deleteColumn],
	["editor_cells_merge", mergeCells], ["editor_cell_split", splitCell]];

const remove = (type: "table_figure" | "figure" | "gallery" | "embed"): Command =>
	(state, dispatch) => {
	const at = around(state, N[type]!);
	if (!at) return false;
	dispatch?.(state.tr.delete(at.pos, at.pos + at.node.nodeSize).scrollIntoView());
	return true;
};

function tableRow(view: EditorView): HTMLElement {
	const plain = (key: string, command: Command): HTMLElement =>
		h("button", { type: "button", tabindex: -1, "data-key": key,
			onmousedown: (e: Event) => e.preventDefault(),
			onclick: run(command).bind(null, view) }, word(key));
	const node = h("div", { role: "toolbar", "aria-label": word("editor_table"),
		class: "context" }, ...TABLE.map(([key, command]) => plain(key, command)),
		plain("editor_table_delete", remove("table_figure")));
	roving(node, () => view.focus());
	return node;
}
function showTable(node: HTMLElement, state: EditorState): void {
	const many = state.selection instanceof CellSelection;
	for (const b of $$<HTMLButtonElement>("button", node)) {
		if (b.dataset.key === "editor_cells_merge") b.hidden = !many;
		if (b.dataset.key === "editor_cell_split") b.hidden = !splitCell(state);
	}
}

// Alt text or "decorative", and where it stands.
function figureRow(view: EditorView): { node: HTMLElement; show(state: EditorState): void } {
	let pos = -1;
	const set = (attrs: Record<string, unknown>): void => {
		if (pos >= 0) setAttrs(view, pos, attrs);
	};
	const alt = h("input", { type: "text", id: "figure-alt", autocomplete: "off",
		oninput: () => set({ alt: alt.value || null }) });
	const none = h("input", { type: "checkbox", onchange: () => {
		set({ alt: none.checked ? "" : null });
		alt.disabled = none.checked;
		if (none.checked) alt.value = "";
	} });
	const align = h("select", { id: "figure-align",
		onchange: () => set({ align: align.value }) },
		...["", "alignwide", "alignleft", "alignright"].map(
			(v) => h("option", { value: v },
				word(v ? `editor_${v}` : "editor_align_text"))));
	const node = h("div", { class: "context", role: "group",
		"aria-label": word("editor_picture"), onkeydown: (e: KeyboardEvent) => {
		if (e.key === "Escape" || e.key === "Enter") e.preventDefault(), view.focus();
	} }, h("label", { for: "figure-alt" }, word("editor_alt")), alt,
		h("label", { class: "check" }, none, word("editor_decorative")),
		h("label", { for: "figure-align" }, word("editor_align")), align,
		h("button", { type: "button", onclick: () => run(remove("figure"))(view) },
			word("editor_picture_delete")));
	return { node, show(state) {
		const at = around(state, N.figure!)!;
		pos = at.pos;
		const said = at.node.attrs.alt as string | null;
		if (document.activeElement !== alt) alt.value = said ?? "";
		none.checked = said === "" ;
		alt.disabled = none.checked;
		align.value = at.node.attrs.align as string;
	} };
}

export interface Bar { node: HTMLElement; update(state: EditorState): void; focus(): void }

export function toolbar(view: EditorView, doings: Doings): Bar {
	const groups = items(doings), made: [Item, HTMLButtonElement][] = [];
	const bar = h("div", { role: "toolbar", class: "bar", "aria-label": word("editor_toolbar"),
		"aria-controls": "editor" }, ...groups.map((group) =>
		h("span", { class: "group" }, ...group.map((item) => {
		const node = button(item, view);
		made.push([item, node]);
		return node;
	}))));
	roving(bar, () => view.focus());
	const table = tableRow(view), figure = figureRow(view),
		second = h("div", { class: "second" });
	let last = "";
	return {
		node: h("div", { class: "bars" }, bar, second),
		focus: () => $$<HTMLElement>("button", bar).find((b) => b.tabIndex === 0)?.focus(),
		update(state) {
			for (const [item, node] of made) {
				if (item.on)
					node.setAttribute("aria-pressed", String(item.on(state)));
				if (item.can)
					node.setAttribute("aria-disabled",
						String(!item.can(state)));
			}
			const now = isInTable(state) ? "table" : around(state, N.figure!) ? "figure"
				: "";
			if (now === "table") showTable(table, state);
			if (now === "figure") figure.show(state);
			if (now !== last)
				second.replaceChildren(
					...(now === "table" ? [table] : now === "figure"
						? [figure.node] : []));
			last = now;
		},
	};
}
