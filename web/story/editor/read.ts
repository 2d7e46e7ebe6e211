// read.ts: stored HTML as a document, without loss.  Each top-level piece is read,
// written again and compared with what came; what would not come back the same
// becomes a block that is kept as it is.
// SPDX-License-Identifier: Apache-2.0
import { DOMParser as Reader, Fragment, Node, ParseRule } from "prosemirror-model";
import { figureAttrs, N, readCarried, schema } from "./schema";
import { defuse, pieces } from "./tags";
import { write } from "./write";

interface Policy { createHTML(html: string): string }
interface Types { createPolicy(name: string, rules: { createHTML(html: string): string }): Policy }

// The page's own policy: text becomes a document that is never shown, nothing else.
const types = (globalThis as { trustedTypes?: Types }).trustedTypes;
const policy: Policy = types ? types.createPolicy("djeli", { createHTML: defuse })
	: { createHTML: defuse };

export function inert(html: string): HTMLElement {
	return new DOMParser().parseFromString(policy.createHTML(html), "text/html").body;
}

const inlineOf = (node: globalThis.Node | null | undefined): Fragment =>
	node ? reader.parse(node, { topNode: N.caption!.create() }).content : Fragment.empty;

// A caption and the credit at its end.
function captionOf(figure: globalThis.Node): [Fragment, Fragment] {
	const at = [...(figure as Element).children].find((n) => n.tagName === "FIGCAPTION");
	if (!at) return [Fragment.empty, Fragment.empty];
	const caption = at.cloneNode(true) as Element;
	// from our own clipboard
	for (const own of caption.querySelectorAll("span.caption"))
		own.replaceWith(...own.childNodes);
	const credit = caption.querySelector("span.credit");
	if (credit && credit === caption.lastElementChild &&
		!(credit.nextSibling?.textContent ?? "").trim()) {
		credit.remove();
		return [inlineOf(caption), inlineOf(credit)];
	}
	return [inlineOf(caption), Fragment.empty];
}
const json = (node: Element, but: string[]): string =>
	JSON.stringify(Object.fromEntries([...node.attributes].filter((a) => !but.includes(a.name))
		.map((a) => [a.name, a.value])));
const caption = (node: globalThis.Node): Node => N.caption!.create(null, captionOf(node)[0]);

const rules: ParseRule[] = [
	{ tag: "figure.wp-block-pullquote, figure.pullquote", node: "pullquote", priority: 70,
		getAttrs: (node) => readCarried(node),
		getContent: (node) => {
			const quote = ((node as Element).querySelector("blockquote") ??
				(node as Element)).cloneNode(true) as Element,
				cite = quote.querySelector("cite");
			cite?.remove();
			return Fragment.from(
				reader.parse(quote, { topNode: N.blockquote!.create() }).content)
				.append(Fragment.from(N.cite!.create(null, inlineOf(cite))));
		} },
	{ tag: "figure.wp-block-gallery, figure.gallery", node: "gallery", priority: 70,
		getAttrs: (node) => ({ class: node.className, figure: json(node, ["class"]) }),
		getContent: (node) => Fragment.from(
			[...[...(node as Element).children].filter((n) => n.tagName === "FIGURE")
			.flatMap((n) => {
				const one = reader.parse(wrap(n), { topNode: N.doc!.create() })
					.firstChild;
				return one?.type === N.figure ? [one] : [];
			}), caption(node)]) },
	{ tag: "figure.embed", node: "embed", priority: 70,
		getAttrs: (node) => {
			const a = node.querySelector("a[href]");
			return a ? { href: a.getAttribute("href"),
				title: a.textContent === a.getAttribute("href") ? ""
				: a.textContent, class: node.className } : false;
		},
		getContent: (node) => Fragment.from(caption(node)) },
	{ tag: "figure", node: "table_figure", priority: 65,
		getAttrs: (node) => (node.querySelector("table")
			? { class: node.className || null, figure: json(node, ["class"]) } : false),
		getContent: (node) =>
			tableAnd((node as Element).querySelector("table")!, caption(node)) },
	{ tag: "table", node: "table_figure", priority: 65, context: "doc/",
		getAttrs: () => ({ bare: true }),
		getContent: (node) => tableAnd(node as Element, N.caption!.create()) },
	{ tag: "figure", node: "figure", priority: 60, getAttrs: figureAttrs,
		getContent: (node) => {
			const [words, by] = captionOf(node);
			return Fragment.from(
				[N.caption!.create(null, words), N.credit!.create(null, by)]);
		} },
];

function tableAnd(table: Element, words: Node): Fragment {
	const list = [N.table!.createAndFill()!, words];
	reader.parse(wrap(table), { topNode: N.table_figure!.create() }).forEach((node) => {
		if (node.type === N.table) list[0] = node;
	});
	return Fragment.from(list);
}
function wrap(node: Element): HTMLElement {
	const box = node.ownerDocument.createElement("div");
	box.append(node.cloneNode(true));
	return box;
}

// The schema's rules, and those for figures, whose parts stand in a certain order.
export const reader: Reader = new Reader(schema, [...rules, ...Reader.fromSchema(schema).rules]);

const BLOCK =
	new Set(("p h1 h2 h3 h4 h5 h6 blockquote ul ol li dl dt dd figure figcaption table thead " +
	"tbody tfoot tr td th caption colgroup col div section article aside pre hr details " +
	"summary video audio iframe header footer main nav address form fieldset").toUpperCase()
		.split(" "));
const ALIKE: Record<string, string> = { B: "STRONG", I: "EM" };
const LOOSE = new Set(["LI", "TD", "TH", "BLOCKQUOTE", "SECTION"]);

interface Token { kind: "block" | "break" | "text" | "thing"; sign: string; text: string }

// What a reader gets of a piece, in a form in which two ways to write it are one.
export function essence(root: Element): string {
	const out: Token[] = [];
	collect(root, [], out);
	const kept: Token[] = [];
	for (const token of out) {
		const last = kept[kept.length - 1];
		if (token.kind === "text") {
			let text = token.text.replace(/[ \t\r\n\f]+/g, " ");
			const before = !last || last.kind === "block" || last.kind === "break" ||
				last.sign.endsWith("BR") ||
				(last.kind === "text" && last.text.endsWith(" "));
			if (before) text = text.replace(/^ /, "");
			if (!text) continue;
			if (last?.kind === "text" && last.sign === token.sign) last.text += text;
			else kept.push({ ...token, text });
		} else {
			// No space and no second break before the end of a block.
			for (let end = kept[kept.length - 1]; end && token.kind !== "thing";
				end = kept[kept.length - 1]) {
				if (end.kind === "text" && end.text.endsWith(" "))
					end.text = end.text.slice(0, -1);
				if (end.kind === "break" || (end.kind === "text" && !end.text))
					kept.pop();
				else break;
			}
			const before = kept[kept.length - 1];
			if (token.kind !== "break" || (before && before.kind !== "block"))
				kept.push({ ...token });
		}
	}
	return kept.map((t) => `${t.kind} ${t.sign} ${t.text}`).join("\n").trimEnd();
}

const sign = (node: Element): string => (ALIKE[node.tagName] ?? node.tagName) +
	[...node.attributes].filter((a) => a.value || a.name === "alt" || a.name === "open")
	.map((a) => ` ${a.name}=${a.name === "class" ? [...node.classList].sort().join(" ")
		: a.value}`).sort().join("");

function collect(node: globalThis.Node, active: string[], out: Token[]): void {
	for (const child of node.childNodes) {
		if (child.nodeType === 3) {
			out.push({ kind: "text", sign: [...active].sort().join(),
				text: child.textContent ?? "" });
		} else if (child.nodeType === 1) {
			const el = child as Element, name = el.tagName,
				bare = !el.attributes.length;
			if (name === "TBODY" ||
				(name === "P" && bare &&
					LOOSE.has(el.parentElement?.tagName ?? ""))) {
				out.push({ kind: "break", sign: "", text: "" });
				collect(el, active, out);
				out.push({ kind: "break", sign: "", text: "" });
			} else if (BLOCK.has(name)) {
				out.push({ kind: "block", sign: sign(el), text: "" });
				collect(el, [], out);
				out.push({ kind: "block", sign: "", text: "" });
			} else if (name === "SPAN" && bare) {
				collect(el, active, out);
			} else if (name === "BR" || name === "IMG" || !el.childNodes.length) {
				if (name !== "IMG" && name !== "BR" && bare) continue;
				out.push({ kind: "thing",
					sign: [...active].sort().join() + " " + sign(el),
					text: "" });
			} else {
				collect(el, active.includes(sign(el)) ? active
					: [...active, sign(el)], out);
			}
		}
	}
}

// Each text in a box of its own, all read by the browser in one go.
function boxes(list: readonly string[]): Element[] {
	const body = inert(list.map((html) => `<section>${html}</section>`).join(""));
	if (body.childNodes.length === list.length) return [...body.children];
	return list.map((html) => {
		const box = document.createElement("section");
		box.append(...inert(html).childNodes);
		return box;
	});
}

function readPieces(list: readonly string[]): Node[] {
	const came = boxes(list), read = came.map((box) => {
		const nodes: Node[] = [];
		reader.parse(box, { topNode: N.doc!.create() }).forEach((node) => nodes.push(node));
		return nodes;
	});
	const again = read.map((nodes) => nodes.map(write).join(""));
	// What comes back to the byte needs no closer look; what we wrote before does.
	const unsure = list.flatMap((html, i) => (html === again[i] ? [] : [i])),
		other = boxes(unsure.map((i) => again[i]!));
	unsure.forEach((i, k) => {
		if (essence(came[i]!) !== essence(other[k]!))
			read[i] = [N.kept!.create({ html: list[i]! })];
	});
	return read.flat();
}

// What divides a story into pages, or its beginning from the rest, is kept as it is.
export function readBlocks(html: string): Node[] {
	const out: Node[] = [];
	let from = 0;
	for (const mark of html.matchAll(/<!--(?:nextpage|more(?: [^<>]*)?)-->/g)) {
		out.push(...readPart(html.slice(from, mark.index)),
			N.kept!.create({ html: mark[0] }));
		from = mark.index + mark[0].length;
	}
	return [...out, ...readPart(html.slice(from))];
}

function readPart(html: string): Node[] {
	const list = pieces(html) ?? [...inert(html).childNodes].map((n) =>
		(n as Partial<Element>).outerHTML ?? n.textContent ?? "").filter((s) => s.trim());
	const grouped: string[] = [];
	let line = ""; // what stands outside of any block makes one paragraph
	for (const piece of [...list, "<hr>"]) {
		const name = /^\s*<([a-z0-9]+)/i.exec(piece)?.[1]?.toUpperCase(), block = name &&
			BLOCK.has(name);
		if (!block) line += piece;
		else {
			if (line.trim()) grouped.push(line);
			line = "";
			grouped.push(piece.trim());
		}
	}
	return readPieces(grouped.slice(0, -1));
}
const known = new Map<string, Node[]>();

// For merging: what was read is kept, so that nothing is read twice.
export function readBlock(html: string): Node[] {
	let nodes = known.get(html);
	if (!nodes) {
		if (known.size > 500) known.clear();
		known.set(html, (nodes = html ? readBlocks(html) : []));
	}
	return nodes;
}
export function readDoc(html: string): Node {
	const nodes = readBlocks(html);
	return N.doc!.create(null, nodes.length ? nodes : [N.paragraph!.create()]);
}
