// write.ts: a document as the HTML that is stored: the forms of the contract, to the
// byte the same each time, without asking a browser.  One text for each top-level
// block; blocks that did not change are written once (a node never changes).
// SPDX-License-Identifier: Apache-2.0
import { Fragment, Mark, Node } from "prosemirror-model";
import { linkAttrs, writeCarried } from "./schema";

const text = (s: string): string => s.replace(/&/g, "&amp;").replace(/</g, "&lt;")
	.replace(/>/g, "&gt;").replace(/\u00a0/g, "&nbsp;");
const value = (s: string): string => s.replace(/&/g, "&amp;").replace(/"/g, "&quot;")
	.replace(/</g, "&lt;").replace(/\u00a0/g, "&nbsp;");

type Values = Record<string, string | null | undefined>;
function tag(name: string, attrs: Values = {}): string {
	let out = `<${name}`;
	for (const [key, v] of Object.entries(attrs))
		if (v !== null && v !== undefined)
			out += v === "" && key !== "alt" ? ` ${key}` : ` ${key}="${value(v)}"`;
	return out + ">";
}
// A style had another name while a browser read it (tags.ts).
const json = (s: unknown): Record<string, string> =>
	Object.fromEntries(Object.entries(JSON.parse(String(s)) as Record<string, string>)
		.map(([name, v]) => [name === "data-style" ? "style" : name, v]));
const filled = (s: unknown): string | undefined => (s ? String(s) : undefined);

function openMark(mark: Mark): string {
	if (mark.type.name === "link") return tag("a", linkAttrs(mark));
	if (mark.type.name === "other") return tag(mark.attrs.tag as string, json(mark.attrs.more));
	return tag(mark.type.name);
}
const closeMark = (mark: Mark): string => `</${mark.type.name === "link" ? "a"
	: mark.type.name === "other" ? (mark.attrs.tag as string) : mark.type.name}>`;

export function inline(content: Fragment): string {
	let out = "";
	const open: Mark[] = [];
	content.forEach((node) => {
		let keep = 0;
		while (keep < open.length && keep < node.marks.length &&
			open[keep]!.eq(node.marks[keep]!))
			keep++;
		while (open.length > keep) out += closeMark(open.pop()!);
		for (const mark of node.marks.slice(keep)) {
			out += openMark(mark);
			open.push(mark);
		}
		if (node.isText) out += text(node.text!);
		else if (node.type.name === "hard_break") out += "<br>";
		else if (node.type.name === "image") out += tag("img", json(node.attrs.more));
	});
	while (open.length) out += closeMark(open.pop()!);
	return out;
}

const blocks = (content: Fragment): string => {
	let out = "";
	content.forEach((node) => { out += write(node); });
	return out;
};
const plain = (node: Node): boolean => node.type.name === "paragraph" &&
	!Object.keys(writeCarried(node.attrs)).length;

// <li>text</li> rather than <li><p>text</p></li>, and so in a table's cell.
function unwrapped(node: Node): string {
	const first = node.firstChild;
	if (!first || !plain(first)) return blocks(node.content);
	if (node.type.name !== "list_item")
		return node.childCount === 1 ? inline(first.content) : blocks(node.content);
	for (let i = 1; i < node.childCount; i++)
		if (!/_list$/.test(node.child(i).type.name)) return blocks(node.content);
	return inline(first.content) + blocks(node.content.cut(first.nodeSize));
}

function figcaption(caption: Node, credit?: Node): string {
	const words = inline(caption.content), by = credit ? inline(credit.content) : "";
	if (!words && !by) return "";
	return `<figcaption>${words}${words && by ? " " : ""}${
		by ? `<span class="credit">${by}</span>` : ""}</figcaption>`;
}

function figure(node: Node): string {
	const a = node.attrs;
	if (!a.src) return ""; // still on its way to the server
	let img = tag("img", { src: a.src as string, alt: a.alt as string | null,
		class: filled([a.imgClass, a.media ? `wp-image-${a.media as number}` : ""].filter(
			Boolean).join(" ")), ...json(a.more) });
	if (a.link) img = tag("a", json(a.link)) + img + "</a>";
	return tag("figure", { class: filled([a.class, a.align].filter(Boolean).join(" ")),
		...json(a.figure) }) + img + figcaption(node.child(0), node.child(1)) + "</figure>";
}

function cell(node: Node): string {
	const a = node.attrs, name = node.type.name === "table_header" ? "th" : "td";
	return tag(name, { scope: filled(a.scope), colspan: a.colspan > 1 ? String(a.colspan)
		: undefined, rowspan: a.rowspan > 1 ? String(a.rowspan) : undefined }) +
		unwrapped(node) + `</${name}>`;
}
function row(node: Node): string {
	let out = "<tr>";
	node.forEach((one) => { out += cell(one); });
	return out + "</tr>";
}
function table(node: Node): string {
	const head = node.childCount > 1 && node.firstChild!.childCount > 0 &&
		allHeaders(node.firstChild!);
	let out = tag("table", json(node.attrs.more)) +
		(head ? `<thead>${row(node.firstChild!)}</thead>` : "") + "<tbody>";
	node.forEach((one, _, i) => { if (!head || i) out += row(one); });
	return out + "</tbody></table>";
}
function allHeaders(node: Node): boolean {
	let so = true;
	node.forEach((one) => { so &&= one.type.name === "table_header"; });
	return so;
}

function element(name: string, node: Node, attrs: Values, inside: string): string {
	return tag(name, { ...attrs, ...writeCarried(node.attrs) }) + inside + `</${name}>`;
}

export function write(node: Node): string {
	const a = node.attrs;
	switch (node.type.name) {
	case "paragraph": return element("p", node, {}, inline(node.content));
	case "heading": return element(`h${a.level as number}`, node, {}, inline(node.content));
	case "blockquote": return element("blockquote", node, {}, blocks(node.content));
	case "bullet_list": return element("ul", node, {}, blocks(node.content));
	case "ordered_list":
		return element("ol", node, { start: a.start as string,
			reversed: a.reversed as string, type: a.type as string },
			blocks(node.content));
	case "list_item": return element("li", node, { value: a.value as string }, unwrapped(node));
	case "pullquote": {
		const cite = inline(node.lastChild!.content);
		return tag("figure",
			writeCarried({ ...a, class: a.class || "wp-block-pullquote" })) +
			`<blockquote>${blocks(node.content.cut(0,
				node.content.size - node.lastChild!.nodeSize))}${
				cite ? `<cite>${cite}</cite>` : ""}</blockquote></figure>`;
	}
	case "figure": return figure(node);
	case "gallery":
		return tag("figure", { class: filled(a.class), ...json(a.figure) }) +
			blocks(node.content.cut(0, node.content.size - node.lastChild!.nodeSize)) +
			figcaption(node.lastChild!) + "</figure>";
	case "table_figure":
		if (a.bare && !node.lastChild!.content.size) return table(node.firstChild!);
		return tag("figure", { class: filled(a.bare ? "wp-block-table" : a.class),
			...json(a.figure) }) + table(node.firstChild!) +
			figcaption(node.lastChild!) + "</figure>";
	case "embed":
		return `<figure class="${value(a.class as string)}">${
			tag("a", { href: a.href as string })}${
			text((a.title as string) || (a.href as string))}</a>${
			figcaption(node.lastChild!)}</figure>`;
	case "separator": return tag("hr", { class: filled(a.class) });
	case "kept": return a.html as string;
	default: return blocks(node.content);
	}
}

const written = new WeakMap<Node, string>();
const isEmpty = (node: Node): boolean => plain(node) && !node.content.size;

// The blocks of a document, without the empty paragraphs at its end.
export function writeBlocks(doc: Node): string[] {
	const list: string[] = [];
	let end = doc.childCount;
	while (end > 0 && isEmpty(doc.child(end - 1))) end--;
	for (let i = 0; i < end; i++) {
		const node = doc.child(i);
		let html = written.get(node);
		if (html === undefined) written.set(node, (html = write(node)));
		list.push(html);
	}
	return list;
}
export const writeDoc = (doc: Node): string => writeBlocks(doc).filter(Boolean).join("\n");
