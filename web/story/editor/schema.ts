// schema.ts: what a story is made of.  The forms of the elements are the contract
// between editor, sanitiser and theme; how a document is written is in write.ts.
// SPDX-License-Identifier: Apache-2.0
import { Attrs, DOMOutputSpec, Mark, MarkSpec, Node, NodeSpec, Schema } from "prosemirror-model";
import { tableNodes } from "prosemirror-tables";

// What most blocks can carry beside their text; null: not there.
const CARRIED = ["lang", "dir", "class", "id"] as const;
const carried = { lang: { default: null }, dir: { default: null }, class: { default: null },
	id: { default: null } };

export function readCarried(node: HTMLElement): Attrs {
	return Object.fromEntries(CARRIED.map((name) => [name, node.getAttribute(name) || null]));
}
export function writeCarried(attrs: Attrs): Record<string, string> {
	const out: Record<string, string> = {};
	for (const name of CARRIED) if (attrs[name]) out[name] = String(attrs[name]);
	return out;
}
const all = (node: Element, but: readonly string[] = []): string =>
	JSON.stringify(Object.fromEntries([...node.attributes].filter((a) => !but.includes(a.name))
		.map((a) => [a.name, a.value])));

const block = (tag: string, content: string, more: Partial<NodeSpec> = {}): NodeSpec => ({
	content, group: "block flow", attrs: carried, defining: true,
	parseDOM: [{ tag, getAttrs: readCarried }],
	toDOM: (node) => [tag, writeCarried(node.attrs), 0], ...more,
});

const list = (tag: string, attrs: string[]): NodeSpec => ({
	content: "list_item+", group: "block flow",
	attrs: { ...carried,
		...Object.fromEntries(attrs.map((name) => [name, { default: null }])) },
	parseDOM: [{ tag, getAttrs: (node) => (
		{ ...readCarried(node), ...Object.fromEntries(
			attrs.map((name) => [name, node.getAttribute(name)])) }) }],
	toDOM: (node) => [tag, { ...writeCarried(node.attrs),
		...Object.fromEntries(attrs.filter((name) => node.attrs[name] !== null)
			.map((name) => [name, node.attrs[name] as string])) }, 0],
});

const ALIGN = ["alignleft", "alignright", "alignwide"];

export function figureAttrs(figure: HTMLElement): Attrs | false {
	const img = figure.querySelector("img"), classes = [...figure.classList],
		a = img?.closest("a");
	if (!img || figure.querySelectorAll("img").length > 1 ||
		figure.matches(".wp-block-gallery, .gallery"))
		return false;
	return {
		src: img.getAttribute("src") ?? "", alt: img.getAttribute("alt"),
		align: classes.find((c) => ALIGN.includes(c)) ?? "",
		media: Number(/\bwp-image-(\d+)/.exec(img.className)?.[1] ?? 0),
		class: classes.filter((c) => !ALIGN.includes(c)).join(" ") || null,
		link: a && figure.contains(a) ? all(a) : null,
		more: all(img, ["src", "alt", "class"]),
		imgClass: [...img.classList].filter((c) => !/^wp-image-\d+$/.test(c)).join(" "),
		figure: all(figure, ["class", "data-upload"]), upload: figure.dataset.upload ??
			null,
	};
}

const cells = tableNodes({ tableGroup: "", cellContent: "paragraph+", cellAttributes: {
	scope: { default: null, getFromDOM: (node) => node.getAttribute("scope"),
		setDOMAttr: (value, attrs) => {
		if (value) attrs.scope = value;
	} },
} });

const nodes: Record<string, NodeSpec> = {
	doc: { content: "block+" },
	paragraph: block("p", "inline*", { defining: false }),
	heading: {
		...block("h2", "inline*"), attrs: { ...carried, level: { default: 2 } },
		parseDOM: [2, 3, 4].map((level) =>
			({ tag: `h${level}`, getAttrs: (node: HTMLElement) =>
				({ ...readCarried(node), level }) })),
		toDOM: (node) => [`h${node.attrs.level as number}`, writeCarried(node.attrs), 0],
	},
	blockquote: block("blockquote", "flow+"),
	bullet_list: list("ul", []),
	ordered_list: list("ol", ["start", "reversed", "type"]),
	list_item: block("li", "paragraph flow*",
		{ group: undefined, attrs: { ...carried, value: { default: null } },
		parseDOM: [{ tag: "li", getAttrs: (node) =>
			({ ...readCarried(node), value: node.getAttribute("value") }) }],
		toDOM: (node) => ["li", { ...writeCarried(node.attrs),
			...(node.attrs.value ? { value: node.attrs.value as string } : {}) }, 0] }),
	pullquote: {
		content: "paragraph+ cite", group: "block", isolating: true, defining: true,
		attrs: carried,
		toDOM: (node) => ["figure", writeCarried(
			{ ...node.attrs, class: node.attrs.class || "wp-block-pullquote" }),
			["blockquote", 0]],
	},
	cite: { content: "inline*", isolating: true, toDOM: () => ["cite", 0] },
	figure: {
		content: "caption credit", group: "block", isolating: true, draggable: true,
		selectable: true,
		attrs: { src: { default: "" }, alt: { default: null }, align: { default: "" },
			media: { default: 0 }, class: { default: "wp-block-image" },
			link: { default: null }, more: { default: "{}" }, imgClass: { default: "" },
			figure: { default: "{}" }, upload: { default: null } },
		toDOM: (node) => ["figure", { class: [node.attrs.class, node.attrs.align].filter(
			Boolean).join(" ") }, ["img", imageOf(node)], ["figcaption", 0]],
	},
	caption: { content: "inline*", isolating: true,
		toDOM: () => ["span", { class: "caption" }, 0] },
	credit: { content: "inline*", isolating: true,
		toDOM: () => ["span", { class: "credit" }, 0] },
	gallery: {
		content: "figure* caption", group: "block", isolating: true, draggable: true,
		attrs: { class: { default: "wp-block-gallery" }, figure: { default: "{}" } },
		toDOM: (node) => ["figure", { class: node.attrs.class as string }, 0],
	},
	table_figure: {
		content: "table caption", group: "block", isolating: true,
		attrs: { class: { default: "wp-block-table" }, figure: { default: "{}" },
			bare: { default: false } },
		toDOM: (node) => ["figure", { class: node.attrs.class as string }, 0],
	},
	embed: {
		content: "caption", group: "block", isolating: true, draggable: true,
		attrs: { href: {}, title: { default: "" }, class: { default: "embed" } },
		toDOM: (node) => ["figure", { class: node.attrs.class as string },
			["a", { href: node.attrs.href as string }, (node.attrs.title as string) ||
				(node.attrs.href as string)], ["figcaption", 0]],
	},
	separator: { group: "block", attrs: { class: { default: null } },
		parseDOM: [{ tag: "hr", getAttrs: (n) => ({ class: n.getAttribute("class") }) }],
		toDOM: (node) =>
			["hr", node.attrs.class ? { class: node.attrs.class as string } : {}] },
	// What this schema does not know: shown, moved and deleted as one thing, written as it
	// came.
	kept: { group: "block", atom: true, draggable: true, attrs: { html: {} },
		toDOM: (node) => ["pre", { class: "kept" }, node.attrs.html as string] },
	...cells,
	table: { ...cells.table, attrs: { more: { default: "{}" } },
		parseDOM: [{ tag: "table", getAttrs: (node) => ({ more: all(node) }) }] },
	text: { group: "inline" },
	hard_break: { inline: true, group: "inline", selectable: false, linebreakReplacement: true,
		parseDOM: [{ tag: "br" }], toDOM: () => ["br"] },
	// A picture inside a line, as old stories have them.
	image: { inline: true, group: "inline", attrs: { more: { default: "{}" } },
		parseDOM: [{ tag: "img", getAttrs: (node) => ({ more: all(node) }) }],
		toDOM: (node) =>
			["img", JSON.parse(node.attrs.more as string) as Record<string, string>] },
};

function imageOf(node: Node): Record<string, string> {
	const attrs: Record<string, string> = {};
	if (node.attrs.src) attrs.src = node.attrs.src as string;
	if (node.attrs.alt !== null) attrs.alt = node.attrs.alt as string;
	if (node.attrs.media) attrs.class = `wp-image-${node.attrs.media as number}`;
	return attrs;
}

const simple = (tag: string, also: string[] = []): MarkSpec => ({
	parseDOM: [tag, ...also].map((name) =>
		({ tag: name, getAttrs: (node: HTMLElement) =>
			(node.attributes.length ? false : null) })),
	toDOM: (): DOMOutputSpec => [tag, 0],
});

const LINK = ["href", "title", "rel", "hreflang", "target", "class", "id", "lang"];
// Phrases that have a meaning of their own, and tags of our six with attributes.
const OTHER =
	("span u mark small big abbr q cite dfn kbd samp var time del ins strike b i strong em s " +
	"sub sup code bdi bdo font").split(" ");

const marks: Record<string, MarkSpec> = {
	link: {
		inclusive: false,
		attrs: Object.fromEntries(LINK.map((name) => [name, { default: null }])),
		parseDOM: [{ tag: "a[href]", getAttrs: (node) =>
			Object.fromEntries(LINK.map((name) => [name, node.getAttribute(name)])) }],
		toDOM: (mark) => ["a", linkAttrs(mark), 0],
	},
	strong: simple("strong", ["b"]),
	em: simple("em", ["i"]),
	s: simple("s"),
	sub: simple("sub"),
	sup: simple("sup"),
	code: simple("code"),
	other: {
		excludes: "", attrs: { tag: {}, more: { default: "{}" } },
		parseDOM: OTHER.map((tag) => (
			{ tag, priority: 40, getAttrs: (node: HTMLElement) =>
				(tag === "span" && !node.attributes.length ? false
					: { tag, more: all(node) }) })),
		toDOM: (mark) => [mark.attrs.tag as string,
			domSafe(JSON.parse(mark.attrs.more as string) as Record<string, string>),
			0],
	},
};

// Attributes for the page: a style would be reported; it is kept in the text.
function domSafe(attrs: Record<string, string>): Record<string, string> {
	return Object.fromEntries(Object.entries(attrs)
		.filter(([name]) => /^(lang|dir|title|class|datetime|cite)$/.test(name)));
}
export function linkAttrs(mark: Mark): Record<string, string> {
	return Object.fromEntries(LINK.filter((name) => mark.attrs[name] !== null)
		.map((name) => [name, mark.attrs[name] as string]));
}

export const schema = new Schema({ nodes, marks });
export const N = schema.nodes, M = schema.marks;
