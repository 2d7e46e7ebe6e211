// A page as a tree, read by parse5: a parser that shares nothing with ours.
// SPDX-License-Identifier: Apache-2.0
import { parse, parseFragment } from "parse5";

export const page = (text) => parse(text);
export const fragment = (text) => parseFragment(text);
export const attr = (n, name) => n.attrs?.find((a) => a.name === name)?.value;
export const classes = (n) => (attr(n, "class") ?? "").split(/\s+/);

export function* nodes(n) {
	yield n;
	for (const c of n.childNodes ?? []) yield* nodes(c);
}
export function* elements(n) {
	for (const e of nodes(n)) if (e.tagName) yield e;
}
export const all = (n, is) => [...elements(n)].filter(is);
export const find = (n, is) => all(n, is)[0];
export const has_class = (name) => (n) => classes(n).includes(name);

// Text of each block, white space folded, in order: "one\ntwo".
const INLINE =
	new Set("a abbr b bdi bdo cite code del dfn em i ins kbd mark q rp rt ruby s samp small span strong sub sup time u var wbr".split(" "));
const SILENT =
	new Set(["script", "style", "template", "iframe", "object", "svg", "math", "noscript"]);
export function blocks(root) {
	const out = [];
	let text = "";
	const close = () => {
		text = text.replace(/[\s\u00a0]+/g, " ").trim();
		if (text) out.push(text);
		text = "";
	};
	(function walk(n) {
		if (n.nodeName === "#text") { text += n.value; return; }
		if (SILENT.has(n.tagName)) return;
		const block = n.tagName && !INLINE.has(n.tagName);
		if (block) close();
		for (const c of n.childNodes ?? []) walk(c);
		if (block) close();
	})(root);
	close();
	return out;
}
