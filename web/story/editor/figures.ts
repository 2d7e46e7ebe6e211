// figures.ts: how pictures, embeds and what is kept as it is look while one writes;
// and pictures on their way to the server.
// SPDX-License-Identifier: Apache-2.0
import { Node } from "prosemirror-model";
import { EditorView, NodeView, NodeViewConstructor } from "prosemirror-view";
import { csrf } from "../../lib/send";
import { h, say, word } from "../../lib/dom";
import { setAttrs } from "./commands";
import { inert } from "./read";
import { N } from "./schema";

export interface Picture {
	id: number;
	url: string;
	thumb?: string;
	width: number;
	height: number;
	alt: string;
	caption: string;
	credit: string
}

// fetch() does not tell how much went out; a figure that shows it needs the older way.
export function upload(file: Blob, name: string,
	progress: (part: number) => void): Promise<Picture> {
	return new Promise((done, bad) => {
		const r = new XMLHttpRequest();
		r.open("POST", `/desk/pictures/upload?name=${encodeURIComponent(name)}`);
		r.setRequestHeader("Content-Type", file.type || "application/octet-stream");
		r.setRequestHeader("X-Csrf", csrf());
		r.setRequestHeader("Accept", "application/json");
		r.upload.onprogress = (e) => {
			if (e.lengthComputable) progress(e.loaded / e.total);
		};
		r.onerror = () => bad(new Error(word("editor_offline")));
		r.onload = () => {
			let answer: Partial<Picture> & { error?: string } = {};
			try {
				answer = JSON.parse(r.responseText) as typeof answer;
			} catch { /* not ours: the status says it */ }
			if (r.status === 200 && answer.url)
				done({ id: 0, width: 0, height: 0, alt: "", caption: "", credit: "",
					...answer } as Picture);
			else bad(new Error(answer.error ?? r.statusText));
		};
		r.send(file);
	});
}

interface Load {
	file: Blob;
	name: string;
	part: number;
	error: string;
	local: string;
	begun: boolean
}
const loads = new Map<string, Load>();
let serial = 0;

// A figure that waits for its picture; the node holds the key.
export function expect(file: Blob, name = "picture"): string {
	const key = `u${++serial}`;
	loads.set(key,
		{ file, name, part: 0, error: "", local: URL.createObjectURL(file), begun: false });
	return key;
}

function whereIs(view: EditorView, key: string): number {
	let at = -1;
	view.state.doc.descendants((node, pos) => {
		if (node.attrs.upload === key) at = pos;
		return at < 0 && (node.type === N.gallery || node.isBlock && !node.isTextblock);
	});
	return at;
}

export const figureOf = (p: Picture): Record<string,
	unknown> => ({ src: p.url, alt: p.alt || null, media: p.id, upload: null,
	more: JSON.stringify(p.width && p.height
		? { width: String(p.width), height: String(p.height) } : {}) });

// What the caption and the credit of a picture say, where the story has none yet.
function fill(view: EditorView, pos: number, p: Picture): void {
	const node = view.state.doc.nodeAt(pos);
	if (!node || node.type !== N.figure) return;
	const caption = node.child(0), credit = node.child(1), tr = view.state.tr;
	if (p.credit && !credit.content.size)
		tr.insertText(p.credit, pos + 1 + caption.nodeSize + 1);
	if (p.caption && !caption.content.size) tr.insertText(p.caption, pos + 2);
	if (tr.docChanged) view.dispatch(tr);
}

async function begin(view: EditorView, key: string, paint: () => void): Promise<void> {
	const load = loads.get(key);
	if (!load || load.begun) return;
	load.begun = true;
	load.error = "";
	try {
		const picture = await upload(load.file, load.name, (part) => {
			load.part = part;
			paint();
		});
		const pos = whereIs(view, key);
		if (pos >= 0) setAttrs(view, pos, figureOf(picture)), fill(view, pos, picture);
		URL.revokeObjectURL(load.local);
		loads.delete(key);
	} catch (e) {
		load.begun = false;
		load.error = (e as Error).message;
		say(`${load.name}: ${load.error}`, "error");
		paint();
	}
}
export const uploading = (): boolean => [...loads.values()].some((l) => l.begun);

function picture(node: Node, view: EditorView): NodeView {
	const img = h("img", { draggable: "false", alt: "" }),
		status = h("div", { class: "loading", contenteditable: "false" });
	const box = h("div", { class: "frame", contenteditable: "false" }, img, status),
		parts = h("figcaption");
	const dom = h("figure", {}, box, parts);
	let now = node;
	const paint = (): void => {
		const a = now.attrs, load = a.upload ? loads.get(a.upload as string) : undefined,
			src = load?.local ?? (a.src as string);
		dom.className = `picture ${a.align as string}${load ? " waiting" : ""}`;
		if (src && img.getAttribute("src") !== src) img.src = src;
		img.alt = (a.alt as string | null) ?? "";
		dom.toggleAttribute("data-noalt", a.alt === null && !load);
		status.replaceChildren();
		if (load?.error)
			status.append(h("p", { class: "note error" }, load.error),
				h("button", { type: "button",
					onclick: () =>
					void begin(view, a.upload as string, paint) },
				word("editor_again")));
		else if (load)
			status.append(h("progress",
				{ max: 1, value: load.part,
					"aria-label": word("editor_uploading",
						{ name: load.name }) }));
		else if (a.upload)
			status.append(h("p", { class: "note warn" }, word("editor_upload_lost")));
	};
	paint();
	if (node.attrs.upload)
		setTimeout(() => void begin(view, now.attrs.upload as string, paint));
	return { dom, contentDOM: parts,
		update(next) {
			if (next.type !== now.type) return false;
			now = next;
			paint();
			return true;
		},
		ignoreMutation: (m) => !(m.type === "selection") && !parts.contains(m.target),
		stopEvent: (e) => status.contains(e.target as globalThis.Node) };
}

function kept(node: Node): NodeView {
	const mark = /^<!--(nextpage|more)/.exec(node.attrs.html as string)?.[1];
	if (mark)
		return { dom: h("div", { class: "kept" },
			h("p", { class: "small dim" }, word(`editor_mark_${mark}`))),
			ignoreMutation: () => true };
	const body = inert(node.attrs.html as string),
		images = [...body.querySelectorAll("img")].map((i) => i.getAttribute("src") ?? "")
		.filter((s) => s.startsWith("/"));
	const text = (body.textContent ?? "").replace(/\s+/g, " ").trim();
	return { dom: h("div", { class: "kept" },
		h("p", { class: "small dim" },
			word("editor_kept", { what: [
				...new Set([...body.querySelectorAll("*")].map((e) =>
					e.tagName.toLowerCase()))].slice(0, 6).join(" ") })),
		...images.map((src) => h("img", { src, alt: "" })), text ? h("p", {}, text) : null),
			ignoreMutation: () => true };
}

function embed(node: Node): NodeView {
	const a = h("a", { href: node.attrs.href as string, target: "_blank", rel: "noopener" },
		(node.attrs.title as string) || (node.attrs.href as string)),
		parts = h("figcaption");
	let now = node;
	return { dom: h("figure", { class: "embed" },
		h("div", { class: "frame", contenteditable: "false" }, h("p", {}, a),
			h("p", { class: "small dim" }, word("editor_embed_told"))), parts),
		contentDOM: parts,
		update(next) {
			if (next.type !== now.type || next.attrs.href !== now.attrs.href ||
				next.attrs.title !== now.attrs.title)
				return false;
			now = next;
			return true;
		},
		ignoreMutation: (m) => m.type !== "selection" && !parts.contains(m.target) };
}

export const nodeViews: Record<string, NodeViewConstructor> = { figure: picture, kept, embed };
