// commands.ts: what toolbar, keys and dialogs do to the document.
// SPDX-License-Identifier: Apache-2.0
import { chainCommands, createParagraphNear, deleteSelection, exitCode, joinBackward, joinDown,
	joinForward, joinUp, lift, liftEmptyBlock, newlineInCode,
	selectAll, selectNodeBackward, selectNodeForward, selectParentNode, setBlockType,
	splitBlock, toggleMark, wrapIn } from "prosemirror-commands";
import { redo, undo } from "prosemirror-history";
import { undoInputRule } from "prosemirror-inputrules";
import { keymap } from "prosemirror-keymap";
import { Attrs, MarkType, Node, NodeType } from "prosemirror-model";
import { liftListItem, sinkListItem, splitListItem, wrapInList } from "prosemirror-schema-list";
import { Command, EditorState, NodeSelection, Plugin, Selection,
	TextSelection } from "prosemirror-state";
import { goToNextCell } from "prosemirror-tables";
import { EditorView } from "prosemirror-view";
import { M, N, schema } from "./schema";

export const isMarked = (state: EditorState, type: MarkType): boolean => {
	const { from, $from, to, empty } = state.selection;
	return empty ? !!type.isInSet(state.storedMarks ?? $from.marks())
		: state.doc.rangeHasMark(from, to, type);
};
// The nearest node of a type around the selection, and where it begins.
export function around(state: EditorState, type: NodeType): { node: Node; pos: number } | null {
	const { selection } = state, { $from } = selection;
	if (selection instanceof NodeSelection && selection.node.type === type)
		return { node: selection.node, pos: selection.from };
	for (let d = $from.depth; d > 0; d--)
		if ($from.node(d).type === type)
			return { node: $from.node(d), pos: $from.before(d) };
	return null;
}
export const isBlock = (state: EditorState, type: NodeType, attrs: Attrs = {}): boolean => {
	const at = around(state, type);
	return !!at &&
		Object.entries(attrs).every(([name, value]) => at.node.attrs[name] === value);
};

export const heading = (level: number): Command => (state, dispatch, view) =>
	isBlock(state, N.heading!, { level }) ? setBlockType(N.paragraph!)(state, dispatch, view)
		: setBlockType(N.heading!, { level })(state, dispatch, view);

export const paragraph: Command = setBlockType(N.paragraph!);

export const quote: Command = (state, dispatch, view) =>
	(isBlock(state, N.blockquote!) ? lift(state, dispatch, view)
		: wrapIn(N.blockquote!)(state, dispatch, view));

export const list = (type: NodeType): Command => (state, dispatch, view) => {
	const at = around(state, N.bullet_list!) ?? around(state, N.ordered_list!);
	if (!at) return wrapInList(type)(state, dispatch);
	if (at.node.type === type) return liftListItem(N.list_item!)(state, dispatch, view);
	dispatch?.(state.tr.setNodeMarkup(at.pos, type));
	return true;
};

// Top-level place for a new block: where the empty paragraph is, else after the block of the caret.
function place(state: EditorState): [number, number] {
	const { $from } = state.selection;
	if (!$from.depth) return [state.selection.from, state.selection.to];
	const node = $from.node(1), from = $from.before(1);
	return node.type === N.paragraph && !node.content.size ? [from, from + node.nodeSize]
		: [from + node.nodeSize, from + node.nodeSize];
}

// Puts a block, and the caret into it (or after it).
export const put = (node: Node, inside = true): Command => (state, dispatch) => {
	if (!dispatch) return true;
	const [from, to] = place(state), last = to >= state.doc.content.size;
	const tr = state.tr.replaceWith(from, to, last ? [node, N.paragraph!.create()] : node);
	const at = Selection.findFrom(tr.doc.resolve(inside ? from : from + node.nodeSize), 1,
		true);
	dispatch((at ? tr.setSelection(at) : tr).scrollIntoView());
	return true;
};

export const pullquote: Command = (state, dispatch, view) => {
	const { $from, $to } = state.selection, at = around(state, N.pullquote!);
	if (at) {
		const parts: Node[] = [];
		at.node.forEach((one) => {
			if (one.content.size) parts.push(N.paragraph!.create(null, one.content));
		});
		dispatch?.(state.tr.replaceWith(at.pos, at.pos + at.node.nodeSize, parts.length
			? parts : [N.paragraph!.create()]));
		return true;
	}
	if ($from.depth !== 1 || !$from.parent.isTextblock)
		return put(N.pullquote!.create(null, [N.paragraph!.create(), N.cite!.create()]))(
			state, dispatch, view);
	const from = $from.before(1), to = $to.after(1), text: Node[] = [];
	state.doc.slice(from, to).content.forEach((one) => {
		if (one.isTextblock) text.push(N.paragraph!.create(null, one.content));
	});
	if (!text.length) return false;
	if (dispatch) {
		const tr = state.tr.replaceWith(from, to,
			N.pullquote!.create(null, [...text, N.cite!.create()]));
		dispatch(tr.setSelection(TextSelection.near(
			tr.doc.resolve(Math.min(state.selection.from + 1, tr.doc.content.size)))));
	}
	return true;
};

export const makeTable = (rows: number, columns: number): Node => {
	const row = (type: NodeType): Node =>
		N.table_row!.create(null,
			Array.from({ length: columns }, () => type.createAndFill()!));
	return N.table_figure!.create(null, [N.table!.create(null,
		Array.from({ length: rows }, (_, i) => row(i ? N.table_cell! : N.table_header!))),
		N.caption!.create()]);
};
export const makeFigure = (attrs: Attrs, caption = "", credit = ""): Node =>
	N.figure!.create(attrs, [N.caption!.create(null, caption ? schema.text(caption) : null),
		N.credit!.create(null, credit ? schema.text(credit) : null)]);
export const makeEmbed = (href: string, title = ""): Node =>
	N.embed!.create({ href, title }, N.caption!.create());
export const separator: Command = (state, dispatch, view) =>
	put(N.separator!.create(), false)(state, dispatch, view);

// Language and direction of the blocks of the selection.
export const spoken = (lang: string | null, dir: string | null): Command => (state, dispatch) => {
	const tr = state.tr;
	state.doc.nodesBetween(state.selection.from, state.selection.to, (node, pos) => {
		if (!node.isTextblock || node.attrs.lang === undefined) return true;
		tr.setNodeMarkup(pos, undefined, { ...node.attrs, lang, dir });
		return false;
	});
	dispatch?.(tr);
	return tr.docChanged;
};

export const setAttrs = (view: EditorView, pos: number, attrs: Attrs): void => {
	const { doc, selection, tr } = view.state, node = doc.nodeAt(pos);
	if (!node) return;
	tr.setNodeMarkup(pos, undefined, { ...node.attrs, ...attrs });
	// The place stays what it was: its size did not change.
	tr.setSelection(selection instanceof NodeSelection
		? NodeSelection.create(tr.doc, selection.from)
		: TextSelection.between(tr.doc.resolve(selection.anchor),
			tr.doc.resolve(selection.head)));
	view.dispatch(tr);
};

const lineBreak: Command = (state, dispatch) => {
	dispatch?.(state.tr.replaceSelectionWith(N.hard_break!.create()).scrollIntoView());
	return true;
};

// Enter in a caption, a credit or a cite leads to the next part, and out of the figure.
const leaveFigure: Command = (state, dispatch) => {
	const { $from } = state.selection, name = $from.parent.type.name;
	if (name !== "caption" && name !== "credit" && name !== "cite") return false;
	if (!dispatch) return true;
	const after = $from.after();
	if (name === "caption" && $from.node(-1).type === N.figure) {
		dispatch(state.tr.setSelection(TextSelection.create(state.doc, after + 1))
			.scrollIntoView());
		return true;
	}
	const out = $from.after(1), next = state.doc.nodeAt(out);
	const tr = next?.isTextblock ? state.tr : state.tr.insert(out, N.paragraph!.create());
	dispatch(tr.setSelection(TextSelection.create(tr.doc, out + 1)).scrollIntoView());
	return true;
};
// Enter in an empty last paragraph of a pull quote leads to who said it.
const toCite: Command = (state, dispatch) => {
	const { $from } = state.selection;
	if ($from.depth < 2 || $from.node(-1).type !== N.pullquote ||
		$from.parent.type !== N.paragraph || $from.parent.content.size ||
		$from.node(-1).childCount < 3)
		return false;
	if ($from.index(-1) !== $from.node(-1).childCount - 2) return false;
	if (dispatch) {
		const tr = state.tr.delete($from.before(), $from.after());
		dispatch(tr.setSelection(TextSelection.create(tr.doc, $from.before() + 1)));
	}
	return true;
};
const newLine: Command = chainCommands(newlineInCode, toCite, leaveFigure,
	splitListItem(N.list_item!), createParagraphNear, liftEmptyBlock, splitBlock);

// Backspace at the beginning of a heading or a list makes it a paragraph first.
const plainFirst: Command = (state, dispatch, view) => {
	const { $cursor } = state.selection as TextSelection;
	if (!$cursor || (view ? !view.endOfTextblock("backward", state) : $cursor.parentOffset > 0))
		return false;
	return $cursor.parent.type === N.heading ? setBlockType(N.paragraph!)(state, dispatch)
		: false;
};

export function keys(more: Record<string, Command>): Plugin[] {
	const back = chainCommands(undoInputRule, deleteSelection, plainFirst, joinBackward,
		selectNodeBackward);
	const forward = chainCommands(deleteSelection, joinForward, selectNodeForward);
	return [keymap(more), keymap({
		"Mod-z": undo, "Mod-y": redo, "Mod-Shift-z": redo,
		"Mod-b": toggleMark(M.strong!), "Mod-i": toggleMark(M.em!),
		"Mod-Shift-x": toggleMark(M.s!), "Mod-`": toggleMark(M.code!),
		"Mod-,": toggleMark(M.sub!), "Mod-.": toggleMark(M.sup!),
		"Mod-Alt-0": paragraph, "Mod-Alt-2": heading(2), "Mod-Alt-3": heading(3),
		"Mod-Alt-4": heading(4),
		"Mod-Shift-7": list(N.ordered_list!), "Mod-Shift-8": list(N.bullet_list!),
		"Mod-Shift-9": quote, "Mod-Alt-q": pullquote, "Mod-Alt-h": separator,
		"Shift-Enter": lineBreak, "Mod-Enter": chainCommands(exitCode, lineBreak),
		Enter: newLine,
		Tab: chainCommands(goToNextCell(1), sinkListItem(N.list_item!)),
		"Shift-Tab": chainCommands(goToNextCell(-1), liftListItem(N.list_item!)),
		"Alt-ArrowUp": joinUp, "Alt-ArrowDown": joinDown, Escape: selectParentNode,
		"Mod-a": selectAll,
		Backspace: back, "Mod-Backspace": back, "Shift-Backspace": back, Delete: forward,
		"Mod-Delete": forward,
	})];
}
