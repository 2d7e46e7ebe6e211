// dialogs.ts: the small windows of the editor: link, embed, language, pictures, notes.
// SPDX-License-Identifier: Apache-2.0
import { EditorView } from "prosemirror-view";
import { TextSelection } from "prosemirror-state";
import { get } from "../../lib/send";
import { h, say, word } from "../../lib/dom";
import { isMarked, makeEmbed, makeFigure, put, spoken } from "./commands";
import { expect, figureOf, Picture } from "./figures";
import { M, N } from "./schema";

let serial = 0;
export interface Field {
	key: string;
	value?: string;
	type?: string;
	help?: string;
	required?: boolean;
	list?: string[]
}

// Asks for some fields.  null: it was left by Escape or "Cancel".
export function ask(title: string, fields: Field[], done: string, extra?: string,
	inside?: (dialog: HTMLDialogElement) => globalThis.Node | null): Promise<{
	values: Record<string, string>;
	chosen: string
} | null> {
	return new Promise((settle) => {
		const inputs = fields.map((f) => {
			const id = `ask-${++serial}`;
			const input = f.type === "textarea"
				? h("textarea", { id, name: f.key, required: f.required, rows: 3 },
					f.value ?? "") :
				f.list ? h("select", { id, name: f.key },
					...f.list.map((v) =>
						h("option", { value: v, selected: v === f.value }, v
							? word(`${f.key}_${v}`)
							: word(`${f.key}_none`)))) :
					h("input", { id, name: f.key, type: f.type ?? "text",
						value: f.value ?? "", required: f.required,
						autocomplete: "off", "aria-describedby": f.help
						? id + "-help" : null });
			return { f, input, node: h("p", { class: "field" },
				h("label", { for: id }, word(f.key)), input, f.help
				? h("span", { class: "help", id: id + "-help" }, word(f.help))
				: null) };
		});
		const form = h("form", { method: "dialog" });
		const dialog = h("dialog", { class: "ask",
			"aria-labelledby": `ask-title-${++serial}` }, form);
		form.append(h("h2", { id: `ask-title-${serial}` }, title),
			...inputs.map((i) => i.node), ...[inside?.(dialog)].filter((n) => !!n),
			h("p", { class: "buttons" },
				h("button", { class: "first", value: "done" }, done), extra
				? h("button", { value: "extra", formnovalidate: true }, extra)
				: null,
				h("button", { value: "", formnovalidate: true, type: "submit" },
					word("editor_cancel"))));
		// Without a script's help Enter would send the story's own form.
		form.addEventListener("keydown", (e) => e.stopPropagation());
		dialog.addEventListener("close", () => {
			const values = Object.fromEntries(
				inputs.map((i) => [i.f.key, i.input.value.trim()])),
				chosen = dialog.returnValue;
			dialog.remove();
			settle(chosen ? { values, chosen } : null);
		});
		document.body.append(dialog);
		dialog.showModal();
		inputs[0]?.input.focus();
	});
}

// Addresses as people type them; undefined: it is none.
export function address(typed: string): string | undefined {
	const s = typed.trim();
	if (/^(https?:\/\/|mailto:|tel:|\/|#)\S+$/i.test(s)) return s;
	if (/^[^\s@/]+@[^\s@/]+\.[a-z]{2,}$/i.test(s)) return "mailto:" + s;
	if (/^(www\.)?[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)*\.[a-z]{2,}(\/\S*)?$/iu.test(s))
		return "https://" + s;
	return undefined;
}

interface Suggestion { title: string; url: string }

// Own stories, as one types; nothing is shown where the desk has no such answer.
function suggestions(dialog: HTMLDialogElement): globalThis.Node {
	const list = h("datalist", { id: "own-stories" }),
		note = h("div", { class: "suggest", role: "status" });
	let late = 0;
	setTimeout(() => {
		const input = dialog.querySelector<HTMLInputElement>("[name=editor_link_address]")!;
		input.addEventListener("input", () => {
			clearTimeout(late);
			late = window.setTimeout(() => {
				if (input.value.length < 3 || address(input.value))
					return note.replaceChildren();
				void get(`/desk/suggest/story?q=${encodeURIComponent(input.value)}`)
					.then((answer) => {
					const items = (answer.items ?? []) as Suggestion[];
					note.replaceChildren(
						...items.slice(0, 8)
						.map((one) =>
							h("button", { type: "button", class: "link",
								onclick: () => {
						input.value = one.url;
						note.replaceChildren();
						input.focus();
					} }, one.title)));
				}, () => note.replaceChildren());
			}, 200);
		});
	});
	return h("div", {}, list, note);
}

export async function link(view: EditorView): Promise<void> {
	const { state } = view, at = state.selection.$from;
	let { from, to } = state.selection;
	const mark = M.link!.isInSet(at.marks()) ??
		(at.nodeAfter ? M.link!.isInSet(at.nodeAfter.marks) : undefined);
	if (mark && state.selection.empty) {
		// The whole of the link around the caret.
		const start = at.start(), parent = at.parent;
		let pos = start, found = false;
		parent.forEach((node) => {
			const end = pos + node.nodeSize;
			if (mark.isInSet(node.marks)) {
				if (!found) from = pos, found = true;
				if (to < end && from <= at.pos) to = end;
			} else if (end <= at.pos) {
				found = false;
			}
			pos = end;
		});
	}
	const text = state.doc.textBetween(from, to, " ");
	const said = await ask(word("editor_link"),
		[{ key: "editor_link_address", value: (mark?.attrs.href as string | undefined) ??
			"", required: true, help: "editor_link_help" },
		...(text ? [] : [{ key: "editor_link_text", value: "" }])], word("editor_link_set"),
			isMarked(state, M.link!) || mark ? word("editor_link_remove") : undefined,
			suggestions);
	view.focus();
	if (!said) return;
	const tr = view.state.tr;
	if (said.chosen === "extra") {
		view.dispatch(tr.removeMark(from, to, M.link));
		return;
	}
	const href = address(said.values.editor_link_address!);
	if (!href) return say(word("editor_link_wrong"), "error");
	const type = M.link!.create({ ...mark?.attrs, href });
	if (text) tr.removeMark(from, to, M.link).addMark(from, to, type);
	else tr.replaceSelectionWith(view.state.schema.text(said.values.editor_link_text || href,
		[type]), false).removeStoredMark(M.link!);
	view.dispatch(tr.scrollIntoView());
}

export async function embed(view: EditorView): Promise<void> {
	const said = await ask(word("editor_embed"),
		[{ key: "editor_link_address", type: "url", required: true,
			help: "editor_embed_help" }, { key: "editor_embed_title" }],
		word("editor_insert"));
	view.focus();
	const href = said && address(said.values.editor_link_address!);
	if (said && (!href || !/^https?:/.test(href)))
		return say(word("editor_link_wrong"), "error");
	if (href)
		put(makeEmbed(href, said!.values.editor_embed_title))(view.state, view.dispatch,
			view);
}

export async function language(view: EditorView): Promise<void> {
	const node = view.state.selection.$from.parent;
	const said = await ask(word("editor_language"),
		[{ key: "editor_language_code", value: (node.attrs.lang as string | null) ?? "",
			help: "editor_language_help" },
		{ key: "editor_direction", value: (node.attrs.dir as string | null) ?? "",
			list: ["", "ltr", "rtl"] }], word("editor_set"));
	view.focus();
	if (!said) return;
	const code = said.values.editor_language_code!;
	if (code && !/^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i.test(code))
		return say(word("editor_language_wrong"), "error");
	spoken(code || null, said.values.editor_direction || null)(view.state, view.dispatch);
}

export function insertFiles(view: EditorView, files: readonly File[], at?: number): boolean {
	const images = files.filter((f) => f.type.startsWith("image/"));
	if (!images.length) return false;
	if (at !== undefined)
		view.dispatch(
			view.state.tr.setSelection(TextSelection.near(view.state.doc.resolve(at))));
	for (const file of images)
		put(makeFigure({ upload: expect(file, file.name || "picture") }))(view.state,
			view.dispatch, view);
	return true;
}

// One picture of the picker's list.
function pickItem(p: Picture, many: boolean, chosen: Map<number, Picture>,
	done: () => void): HTMLLIElement {
	const box = h("input", { type: many ? "checkbox" : "radio", name: "pick", value: p.id,
		onchange: () => {
			if (!many) chosen.clear();
			if (box.checked) chosen.set(p.id, p);
			else chosen.delete(p.id);
			done();
		} });
	return h("li", {}, h("label", {}, box,
		h("img", { src: p.thumb || p.url, alt: "", loading: "lazy" }),
		h("span", { class: "small" }, p.caption || p.alt || p.credit || `#${p.id}`)));
}

// Fills the list with what is asked for in `q`, page by page.
function pickList(q: HTMLInputElement, more: HTMLElement, told: HTMLElement,
	item: (p: Picture) => HTMLElement): { grid: HTMLElement; load(fresh: boolean): void } {
	const grid = h("ul", { class: "pick", "aria-label": word("editor_pictures") });
	let page = 1, late = 0, asked = 0;
	const load = (fresh: boolean): void => {
		if (fresh) page = 1;
		const mine = ++asked,
			at = `/desk/pictures/pick.json?q=${encodeURIComponent(q.value)}`;
		void get(`${at}&page=${page}`).then((answer) => {
			if (mine !== asked) return;
			const items = (answer.items ?? []) as Picture[];
			if (fresh) grid.replaceChildren();
			grid.append(...items.map(item));
			more.hidden = !answer.more;
			told.textContent = grid.childElementCount ? ""
				: word("editor_pictures_none");
		}, (e: Error) => { told.textContent = e.message; });
	};
	q.addEventListener("input", () => {
		clearTimeout(late);
		late = window.setTimeout(() => load(true), 250);
	});
	q.addEventListener("keydown", (e) => {
		if (e.key === "Enter") { e.preventDefault(); load(true); }
	});
	more.addEventListener("click", () => { page++; load(false); });
	return { grid, load };
}

// The picker: what the paper has, by its words; or new ones.
export function pick(many: boolean): Promise<{ pictures: Picture[]; files: File[] } | null> {
	const chosen = new Map<number, Picture>(),
		told = h("p", { class: "dim small", role: "status" });
	const q = h("input", { type: "search", id: "pick-q", autocomplete: "off" }),
		file = h("input",
			{ type: "file", id: "pick-file", accept: "image/*", multiple: many });
	const more = h("button", { type: "button", hidden: true }, word("editor_more")),
		use = h("button", { class: "first", value: "done", disabled: true },
			word("editor_insert"));
	const { grid, load } = pickList(q, more, told,
		(p) => pickItem(p, many, chosen, () => { use.disabled = !chosen.size; }));
	const form = h("form", { method: "dialog" },
		h("h2", { id: "pick-title" }, word(many ? "editor_gallery" : "editor_picture")),
		h("div", { class: "row" },
			h("p", { class: "field grow" },
				h("label", { for: "pick-q" }, word("editor_search")), q),
			h("p", { class: "field" },
				h("label", { for: "pick-file" }, word("editor_picture_new")),
				file)),
		told, grid, h("p", { class: "buttons" }, use, more,
			h("button", { value: "" }, word("editor_cancel"))));
	const dialog = h("dialog", { class: "picker", "aria-labelledby": "pick-title" }, form);
	let files: File[] = [];
	file.addEventListener("change", () => {
		files = [...file.files ?? []];
		if (files.length) dialog.close("files");
	});
	form.addEventListener("keydown", (e) => e.stopPropagation());
	document.body.append(dialog);
	dialog.showModal();
	q.focus();
	load(true);
	return new Promise((settle) => dialog.addEventListener("close", () => {
		dialog.remove();
		settle(dialog.returnValue === "done" ? { pictures: [...chosen.values()], files: [] }
			: dialog.returnValue === "files" ? { pictures: [], files } : null);
	}));
}

export async function pictures(view: EditorView, gallery: boolean): Promise<void> {
	const got = await pick(gallery);
	view.focus();
	if (!got) return;
	const figures = [...got.pictures.map((p) => makeFigure(figureOf(p), p.caption, p.credit)),
		...got.files.map((f) => makeFigure({ upload: expect(f, f.name) }))];
	if (!figures.length) return;
	if (gallery)
		put(N.gallery!.create(null, [...figures, N.caption!.create()]))(view.state,
			view.dispatch, view);
	else for (const one of figures) put(one)(view.state, view.dispatch, view);
}
