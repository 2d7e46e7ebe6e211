// paste.ts: what other programs put on the clipboard, as what a story may hold.
// Word writes lists as indented paragraphs, Google Docs wraps all in a bold that is
// not bold, LibreOffice and Excel write sheets of styles; web pages bring their
// furniture.  In comes their HTML, out goes that of the contract.
// SPDX-License-Identifier: Apache-2.0
import { h } from "../../lib/dom";
import { inert } from "./read";

export interface Dropped { pictures: number; files: { name: string; file: Blob; key: string }[] }
type Expect = (file: Blob, name: string) => string;

const ignore = ("script style meta link title head object param colgroup col button input select " +
	"textarea svg math template canvas noscript map area audio video source track nav")
	.toUpperCase().split(" ");
const IGNORED = new Set(ignore);
const INLINE: Record<string, string> = { B: "strong", STRONG: "strong", I: "em", EM: "em", S: "s",
	STRIKE: "s", SUB: "sub", SUP: "sup", CODE: "code", KBD: "code", TT: "code", SAMP: "code" };
const ORDER = ["strong", "em", "s", "sub", "sup", "code"];

interface Marks { on: Set<string>; href: string | null; lang: string | null }

const styleOf = (el: Element): Record<string, string> => {
	const out: Record<string, string> = {};
	for (const part of (el.getAttribute("data-style") ?? "").split(";")) {
		const at = part.indexOf(":");
		if (at > 0)
			out[part.slice(0, at).trim().toLowerCase()] = part.slice(at + 1).trim()
				.toLowerCase();
	}
	return out;
};

function isHidden(el: Element, style: Record<string, string>): boolean {
	return style.display === "none" || style.visibility === "hidden" ||
		style["mso-hide"] === "all" || el.hasAttribute("hidden") ||
		/^(del)$/i.test(el.tagName) ||
		/comment-list|comment-reference/.test(style["mso-element"] ?? "") ||
			/msocomanchor|MsoCommentReference/.test(el.className) ||
			style["mso-special-character"] === "comment" ||
			/^\[?ignore/i.test(style["mso-list"] ?? "");
}

// What an element adds to, or takes from, the marks of its text.
function marked(el: Element, style: Record<string, string>, before: Marks): Marks {
	const on = new Set(before.on), tag = INLINE[el.tagName], weight = style["font-weight"];
	let { href, lang } = before;
	if (tag) on.add(tag);
	if (weight) {
		if (weight === "bold" || weight === "bolder" || Number(weight) >= 600)
			on.add("strong");
		else on.delete("strong");
	}
	if (style["font-style"])
		style["font-style"] === "italic" || style["font-style"] === "oblique" ? on.add("em")
			: on.delete("em");
	if (/line-through/.test(style["text-decoration"] ?? style["text-decoration-line"] ?? ""))
		on.add("s");
	if (style["vertical-align"] === "super") on.add("sup");
	if (style["vertical-align"] === "sub") on.add("sub");
	if (el.tagName === "A") href = cleanAddress(el.getAttribute("href"));
	if (el.tagName === "SPAN" && el.hasAttribute("lang") && el.hasAttribute("dir"))
		lang = el.getAttribute("lang");
	return { on, href, lang };
}

// The address that is meant: not the way over a search engine, no labels of campaigns,
// nothing on the other's own disk.
export function cleanAddress(href: string | null): string | null {
	const s = (href ?? "").trim();
	if (!/^(https?:|mailto:|tel:)/i.test(s)) return /^\/[^/]/.test(s) ? s : null;
	let url: URL;
	try {
		url = new URL(s);
	} catch {
		return null;
	}
	const over = /(^|\.)google\.[a-z.]+$/.test(url.hostname) && url.pathname === "/url"
		? url.searchParams.get("q") ?? url.searchParams.get("url") :
		/\.safelinks\.protection\.outlook\.com$/.test(url.hostname)
			? url.searchParams.get("url") : /^l\.facebook\.com$/.test(url.hostname)
			? url.searchParams.get("u") : null;
	if (over) return cleanAddress(over);
	const labels = [...url.searchParams.keys()].filter((k) =>
		/^(utm_|fbclid$|gclid$|mc_[ce]id$|igshid$)/.test(k));
	if (!labels.length) return s;
	for (const k of labels) url.searchParams.delete(k);
	return url.href;
}

// Spaces that do not break were put there by programs, but for those of typography.
export function spaces(text: string): string {
	const s = text.replace(/[\u00ad\u200b\ufeff]/g, "").replace(/[ \t\r\n\f]+/g, " ");
	return s.replace(/\u00a0/g, (space, at: number) => {
		const before = s[at - 1] ?? "", after = s[at + 1] ?? "";
		return /[;:!?»%€$£]/.test(after) || before === "«" ||
			(/\d/.test(before) && /[\d\p{L}]/u.test(after)) ? space : " ";
	}).replace(/ +/g, " ");
}

// ---- what comes out ----

class Out {
	readonly top = document.createDocumentFragment();
	private block: HTMLElement | null = null; // the text block that is open
	where: globalThis.Node = this.top;        // what blocks go into
	kind = "p";                               // what a new text block is
	dir = "";

	add(node: HTMLElement): void {
		this.end();
		this.where.appendChild(node);
	}
	inside(node: HTMLElement, kind: string, work: () => void): void {
		this.add(node);
		const { where, kind: before } = this;
		this.where = node;
		this.kind = kind;
		work();
		this.end();
		this.where = where;
		this.kind = before;
		if (!node.hasChildNodes()) node.remove();
	}
	private open(): HTMLElement {
		if (!this.block) {
			this.where.appendChild((this.block = document.createElement(this.kind)));
			if (this.dir) this.block.dir = this.dir;
		}
		return this.block;
	}
	text(s: string, marks: Marks): void {
		if (!this.block && !s.trim()) return;
		const heading = /^h\d$/.test(this.kind);
		let at: Element = this.open();
		const wrap = [...(marks.href ? [`a ${marks.href}`] : []),
			...ORDER.filter((m) => marks.on.has(m) && !(heading && m === "strong"))];
		// Into the same marks where the last text had them.
		for (const one of wrap) {
			const [tag, href] = one.split(" "), last = at.lastChild;
			if (last instanceof Element && last.tagName.toLowerCase() === tag &&
				(!href || last.getAttribute("href") === href))
				at = last;
			else at = at.appendChild(h(tag as "a", href ? { href } : {}));
		}
		at.append(s);
	}
	br(): void {
		if (this.block) this.block.append(document.createElement("br"));
	}
	end(): void {
		const { block } = this;
		this.block = null;
		if (block) tidy(block);
	}
}

// Two line breaks are the end of a paragraph; spaces at the edges are nothing.
function tidy(block: HTMLElement): void {
	block.normalize();
	const texts = (): Text[] => {
		const list: Text[] = [],
			walk = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
		while (walk.nextNode()) list.push(walk.currentNode as Text);
		return list;
	};
	let before = " ";
	for (const t of texts()) {
		let s = t.data.replace(/ +/g, " ");
		if (before.endsWith(" ")) s = s.replace(/^ /, "");
		t.data = s;
		if (s) before = s;
	}
	const breaks = [...block.children].filter((c) => c.tagName === "BR");
	for (const br of breaks) {
		if (br.nextSibling instanceof Text)
			br.nextSibling.data = br.nextSibling.data.replace(/^ /, "");
		if (br.previousSibling instanceof Text)
			br.previousSibling.data = br.previousSibling.data.replace(/ $/, "");
	}
	for (let t = texts().pop(); t && / $/.test(t.data); t = undefined)
		t.data = t.data.slice(0, -1);
	for (const el of [...block.querySelectorAll("*")].reverse())
		if (el.tagName !== "BR" && !el.textContent) el.remove();
	for (const t of texts()) if (!t.data) t.remove();
	while (block.lastChild && (block.lastChild as Element).tagName === "BR")
		block.lastChild.remove();
	while (block.firstChild && (block.firstChild as Element).tagName === "BR")
		block.firstChild.remove();
	if (!block.textContent?.trim()) return block.remove();
	if (block.tagName === "P") split(block);
}
function split(block: HTMLElement): void {
	const nodes = [...block.childNodes];
	const at = nodes.findIndex((n, i) => n.nodeName === "BR" &&
		nodes[i + 1]?.nodeName === "BR");
	if (at < 0) return;
	const next = document.createElement("p");
	let from = at;
	while (nodes[from]?.nodeName === "BR")
		nodes[from++]!.parentNode?.removeChild(nodes[from - 1]!);
	next.append(...nodes.slice(from));
	block.after(next);
	split(next);
}

// ---- what comes in ----

const BLOCKS =
	new Set(("P DIV SECTION ARTICLE MAIN HEADER FOOTER ASIDE ADDRESS CENTER UL OL LI DL DT " +
	"DD H1 H2 H3 H4 H5 H6 BLOCKQUOTE PRE TABLE THEAD TBODY TFOOT TR TD TH FIGURE FIGCAPTION " +
	"HR FORM FIELDSET DETAILS SUMMARY").split(" "));

interface Line { level: number; ordered: boolean; el: Element } // a list's line as Word writes it

class Walker {
	private readonly out = new Out();
	private joined: [Element, Element][] = [];
	private levels: { list: HTMLElement; level: number }[] = [];
	constructor(private readonly dropped: Dropped, private readonly expect: Expect,
		private readonly shift: number) {}

	run(body: Element): DocumentFragment {
		this.children(body, { on: new Set(), href: null, lang: null });
		this.out.end();
		for (const [to, from] of this.joined.reverse()) {
			to.append(...from.childNodes);
			from.remove();
		}
		return this.out.top;
	}
	private children(el: Element, marks: Marks): void {
		const kids = [...el.childNodes];
		for (let i = 0; i < kids.length; i++) this.node(kids[i]!, marks);
	}
	private node(node: globalThis.Node, marks: Marks): void {
		if (node.nodeType === 3)
			return this.out.text(spaces(node.textContent ?? ""), marks);
		if (node.nodeType !== 1) return;
		const el = node as Element, style = styleOf(el), tag = el.tagName;
		if (IGNORED.has(tag) || isHidden(el, style)) return;
		if (tag === "BR") return this.out.br();
		if (tag === "IMG" || tag === "V:IMAGEDATA") return this.image(el, "");
		if (tag === "IFRAME") return this.frame(el);
		const line = msoLine(el, style);
		if (line) return this.msoItem(line, marked(el, style, marks));
		if (BLOCKS.has(tag)) {
			if (this.levels.length && (el.textContent ?? "").trim()) this.levels = [];
			const { dir } = this.out, own = style.direction ??
				el.getAttribute("dir")?.toLowerCase();
			if (own) this.out.dir = own === "rtl" ? "rtl" : "";
			this.block(el, tag, marked(el, style, marks));
			this.out.dir = dir;
			return;
		}
		this.children(el, marked(el, style, marks));
	}
	private block(el: Element, tag: string, marks: Marks): void {
		const { out } = this;
		if (/^H[1-6]$/.test(tag) || /^(MsoTitle|MsoSubtitle)$/.test(el.className))
			return this.heading(el, tag, marks);
		switch (tag) {
		case "HR": return out.add(document.createElement("hr"));
		case "UL": case "OL": return this.list(el, tag, marks);
		case "LI": case "DT": case "DD":
			out.end();
			this.children(el, marks);
			return out.end();
		case "BLOCKQUOTE":
			return out.inside(document.createElement("blockquote"), "p",
				() => this.children(el, marks));
		case "PRE": return this.lines(el);
		case "TABLE": return this.table(el, marks);
		case "FIGURE": return this.figure(el, marks);
		default:
			out.end();
			this.children(el, marks);
			out.end();
		}
	}
	private heading(el: Element, tag: string, marks: Marks): void {
		const level = tag === "P" ? 2
			: Math.min(4, Math.max(2, Number(tag[1]) + this.shift)), { out } = this,
			before = out.kind;
		out.end();
		if (out.kind === "p") out.kind = `h${level}`;
		this.children(el, marks);
		out.end();
		out.kind = before;
	}
	// Lists in lists stand in the item before, as HTML wants it and not every program does it.
	private list(el: Element, tag: string, marks: Marks): void {
		const last = (this.out.where as Element | DocumentFragment).lastElementChild,
			list = document.createElement(tag.toLowerCase());
		// Word on the web puts each line into a list of its own.
		if (el.parentElement?.classList.contains("ListContainerWrapper") &&
			last?.tagName === tag)
			this.joined.push([last, list]);
		this.out.inside(list, "p", () => {
			for (const kid of [...el.children]) {
				if (/^[UO]L$/.test(kid.tagName)) {
					const item = list.lastElementChild as HTMLElement | null,
						to = item ??
						list.appendChild(document.createElement("li"));
					const before = this.out.where;
					this.out.where = to;
					this.list(kid, kid.tagName, marks);
					this.out.where = before;
				} else if (!IGNORED.has(kid.tagName) &&
					!isHidden(kid, styleOf(kid))) {
					const style = styleOf(kid);
					this.out.inside(document.createElement("li"), "p",
						() => this.children(kid,
							marked(kid, { ...style, "font-weight": "" },
								marks)));
				}
			}
		});
	}
	private msoItem(line: Line, marks: Marks): void {
		const { out } = this, tag = line.ordered ? "ol" : "ul";
		out.end();
		while (this.levels.length &&
			this.levels[this.levels.length - 1]!.level > line.level)
			this.levels.pop();
		let at: {
			list: HTMLElement;
			level: number
		} | undefined = this.levels[this.levels.length - 1];
		if (at && at.level === line.level && at.list.tagName.toLowerCase() !== tag)
			this.levels.pop(), (at = undefined);
		if (!at || at.level < line.level) {
			const list = document.createElement(tag),
				outer = this.levels[this.levels.length - 1];
			(outer ? outer.list.lastElementChild ?? outer.list : out.where)
				.appendChild(list);
			this.levels.push((at = { list, level: line.level }));
		}
		const item = at.list.appendChild(document.createElement("li")), before = out.where;
		out.where = item;
		this.children(line.el, marks);
		out.end();
		out.where = before;
	}
	private lines(el: Element): void {
		const marks: Marks = { on: new Set(), href: null, lang: null };
		this.out.end();
		(el.textContent ?? "").replace(/\n+$/, "").split("\n").forEach((s, i) => {
			if (i) this.out.br();
			this.out.text(s.replace(/\t/g, " ") || " ", marks);
		});
		this.out.end();
	}
	private cell(tr: Element, c: Element, th: boolean, marks: Marks): void {
		const to = document.createElement(th || c.tagName === "TH" ? "th" : "td");
		for (const name of ["colspan", "rowspan"])
			if (span(c, name) > 1) to.setAttribute(name, String(span(c, name)));
		tr.append(to);
		this.out.where = to;
		this.children(c, th ? { ...marks, on: new Set(["strong"]) }
			: marked(c, styleOf(c), marks));
		this.out.end();
		if (th)
			for (const b of [...to.querySelectorAll("strong")])
				b.replaceWith(...b.childNodes);
		const only = to.firstElementChild;
		if (to.childElementCount === 1 && only!.tagName === "P")
			only!.replaceWith(...only!.childNodes);
		const odd = ":scope > :not(p, strong, em, s, sub, sup, code, a, br)";
		for (const one of [...to.querySelectorAll(odd)])
			one.replaceWith(h("p", {}, one.textContent));
	}
	private table(el: Element, marks: Marks): void {
		const rows = [...el.querySelectorAll("tr")].filter((tr) =>
			tr.closest("table") === el && !isHidden(tr, styleOf(tr)));
		const cells = rows.map((tr) =>
			[...tr.children].filter((c) => /^T[DH]$/.test(c.tagName) &&
				!isHidden(c, styleOf(c))));
		// A table of one cell, or one with tables in it, is a page's layout.
		if (el.querySelector("table") || !cells.length ||
			cells.every((r) => r.length <= 1)) {
			for (const one of cells.flat())
				this.out.end(), this.children(one, marks), this.out.end();
			return;
		}
		const width = Math.max(...cells.map((r) =>
			r.reduce((n, c) => n + span(c, "colspan"), 0)));
		const full = cells.filter((r) =>
			r.some((c) => (c.textContent ?? "").replace(/\u00a0/g, " ").trim() ||
				c.querySelector("img")));
		const head = full.length > 1 &&
			full[0]!.every((c) => c.tagName === "TH" || !!c.closest("thead") ||
				isBold(c));
		const table = document.createElement("table"),
			body = document.createElement("tbody");
		const figure = h("figure", { class: "wp-block-table" }, table);
		const outer = this.out.where;
		this.out.add(figure);
		full.forEach((r, i) => {
			const tr = document.createElement("tr"), th = head && i === 0;
			if (th) table.append(h("thead", {}, tr));
			else body.append(tr);
			let n = 0;
			for (const c of r) {
				this.cell(tr, c, th, marks);
				n += span(c, "colspan");
			}
			for (; n < width && !r.some((c) => span(c, "rowspan") > 1) &&
				!full.some((q) => q.some((c) => span(c, "rowspan") > 1)); n++)
				tr.append(document.createElement(th ? "th" : "td"));
		});
		table.append(body);
		this.out.where = outer;
		const words = el.querySelector("caption")?.textContent?.trim();
		if (words) figure.append(h("figcaption", {}, words));
	}
	private figure(el: Element, marks: Marks): void {
		const img = el.querySelector("img"), table = el.querySelector("table"),
			words = (el.querySelector("figcaption")?.textContent ?? "").replace(/\s+/g,
				" ").trim();
		const a = el.classList.contains("embed") && el.querySelector("a[href]"), href = a &&
			cleanAddress(a.getAttribute("href"));
		if (a && href)
			return this.out.add(h("figure", { class: "embed" },
				h("a", { href }, a.textContent), words ? h("figcaption", {}, words)
				: null));
		if (table) return this.table(table, marks);
		if (img) return this.image(img, words);
		if (el.querySelector("blockquote") && el.classList.contains("wp-block-pullquote"))
			return this.out.add(h("figure", { class: "wp-block-pullquote" },
				el.querySelector("blockquote")!.cloneNode(true)));
		this.out.end();
		this.children(el, marks);
		this.out.end();
	}
	private frame(el: Element): void {
		const src = el.getAttribute("src") ?? el.getAttribute("data-src") ?? "",
			href = cleanAddress(src.startsWith("//") ? "https:" + src : src);
		if (!href) return;
		const video = /youtube(-nocookie)?\.com\/embed\/([\w-]{11})/.exec(href);
		const to = video ? `https://www.youtube.com/watch?v=${video[2]}` : href;
		this.out.add(h("figure", { class: "embed" },
			h("a", { href: to }, el.getAttribute("title")?.trim() || to)));
	}
	private image(el: Element, words: string): void {
		const src = el.getAttribute("src") ?? "", alt = el.getAttribute("alt")?.trim() ||
			null, data = /^data:(image\/[a-z+.-]+);base64,([\s\S]+)$/i.exec(src);
		const width = Number(el.getAttribute("width") ?? 99),
			height = Number(el.getAttribute("height") ?? 99);
		if (width <= 2 || height <= 2) return; // counts who reads
		const caption = words ? h("figcaption", {}, words) : null;
		if (/^\/media\//.test(src))
			return this.out.add(h("figure", { class: "wp-block-image" },
				h("img", { src, alt: alt ?? "",
					class: /wp-image-\d+/.exec(el.className)?.[0] ?? null }),
				caption));
		if (data && !/svg/.test(data[1]!)) {
			try {
				const bytes =
					Uint8Array.from(atob(data[2]!.replace(/\s+/g, "")),
						(c) => c.charCodeAt(0)),
					file = new Blob([bytes], { type: data[1]! });
				const name = (alt ?? "picture").replace(/[^\p{L}\p{N}]+/gu, "-")
					.slice(0, 60) + "." + data[1]!.slice(6)
					.replace("jpeg", "jpg"), key = this.expect(file, name);
				this.dropped.files.push({ name, file, key });
				return this.out.add(
					h("figure", { class: "wp-block-image", "data-upload": key },
						h("img", { alt }), caption));
			} catch { /* cut off on the way */ }
		}
		this.dropped.pictures++;
	}
}
const span = (c: Element, name: string): number =>
	Math.max(1, Math.min(100, Number(c.getAttribute(name) ?? 1) || 1));
const isBold = (c: Element): boolean => {
	const text = (c.textContent ?? "").trim(), weight = styleOf(c)["font-weight"] ?? "";
	if (!text) return true;
	if (weight === "bold" || Number(weight) >= 600) return true;
	return [...c.querySelectorAll("b, strong, [data-style*=font-weight]")].some((b) =>
		(b.textContent ?? "").trim() === text &&
		(/^(B|STRONG)$/.test(b.tagName)
			? !/^(normal|400)$/.test(styleOf(b)["font-weight"] ?? "")
			: /^(bold|[6-9]00)$/.test(styleOf(b)["font-weight"] ?? "")));
};

function msoLine(el: Element, style: Record<string, string>): Line | null {
	const list = style["mso-list"] ?? "", level = /level(\d+)/.exec(list);
	if (!level || !/^(P|H\d|DIV)$/.test(el.tagName) || /^H\d$/.test(el.tagName)) return null;
	const bullet = [...el.querySelectorAll("[data-style]")].find((s) =>
		/mso-list:\s*ignore/i.test(s.getAttribute("data-style") ?? ""));
	const sign = (bullet?.textContent ?? "").replace(/[\s\u00a0]+/g, "");
	return { level: Number(level[1]),
		ordered: /^\(?([0-9]+|[a-z]{1,3}|[ivxlc]+)[.)]/i.test(sign), el };
}

// Word numbers without styles for lists when it comes through the web: a bullet and spaces.
export function clean(html: string, expect: Expect): { html: string; dropped: Dropped } {
	const from = html.indexOf("<!--StartFragment-->"),
		to = html.lastIndexOf("<!--EndFragment-->");
	const cut = from >= 0 && to > from ? html.slice(from + 20, to) : html;
	// A fragment of a table lies outside of its table.
	const body = inert(/^\s*<(tr|td|th|tbody|thead|col|colgroup)\b/i.test(cut)
		? `<table>${cut}</table>` : cut), dropped: Dropped = { pictures: 0, files: [] };
	const shift = body.querySelector("h1") ? 1 : 0, box = document.createElement("div");
	box.append(new Walker(dropped, expect, shift).run(body));
	for (const p of [...box.querySelectorAll("li > p:only-child")])
		p.replaceWith(...p.childNodes);
	return { html: box.innerHTML, dropped };
}

// Plain text: empty lines part paragraphs; lines of a mail's width flow together.
export function plain(text: string): string[][] {
	return text.replace(/\r\n?/g, "\n").split(/\n[ \t]*\n+/).map((part) => {
		const lines = part.split("\n").map((s) => s.trimEnd()).filter((s) => s.trim());
		const hard = lines.length > 1 &&
			lines.slice(0, -1).every((s) => s.length >= 55 && s.length <= 85) &&
			!lines.some((s) => /^\s*([-*•]|\d+[.)])\s/.test(s));
		return hard ? [lines.map((s) => s.trim()).join(" ")] : lines;
	}).filter((lines) => lines.length);
}
