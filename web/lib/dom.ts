// dom.ts: making nodes without HTML text, and finding them.
// SPDX-License-Identifier: Apache-2.0

type Child = Node | string | null | undefined | false;
type Props = Record<string, unknown>;

// h("button", { class: "plain", type: "button", onclick: go }, "Go")
export function h<K extends keyof HTMLElementTagNameMap>(tag: K, props: Props = {},
	...children: Child[]): HTMLElementTagNameMap[K] {
	const node = document.createElement(tag);
	for (const [name, value] of Object.entries(props)) {
		if (value === null || value === undefined || value === false) continue;
		if (name.startsWith("on") && typeof value === "function")
			node.addEventListener(name.slice(2), value as EventListener);
		else
			node.setAttribute(name, value === true ? "" : String(value));
	}
	for (const child of children) if (child) node.append(child);
	return node;
}

export const $ = <T extends Element = HTMLElement>(selector: string,
	within: ParentNode = document): T | null =>
	within.querySelector<T>(selector);
export const $$ =
	<T extends Element = HTMLElement>(selector: string, within: ParentNode = document): T[] =>
	[...within.querySelectorAll<T>(selector)];

// Says something to everybody, also to who does not see the screen.
export function say(text: string, kind: "done" | "error" = "done"): void {
	const place = $("#said");
	if (!place) return;
	const note = h("p", { class: `note ${kind}` }, text);
	place.replaceChildren(note);
	if (kind === "done") setTimeout(() => note.remove(), 6000);
}

// The words that the template gave its script: <script type="application/json" id="words">.
let told: Record<string, string> | undefined;
export function word(key: string, with_: Record<string, string | number> = {}): string {
	told ??= JSON.parse($("#words")?.textContent || "{}") as Record<string, string>;
	let text = told[key] ?? key;
	for (const [name, value] of Object.entries(with_))
		text = text.replaceAll(`{${name}}`, String(value));
	return text;
}
