// desk.ts: what every page of the desk has: the menu on a small screen, keys that
// lead somewhere, questions before what cannot be undone.
// SPDX-License-Identifier: Apache-2.0
import { $, $$ } from "./lib/dom";

// Alt+Shift would collide with screen readers: "g" then a letter, as on many desks.
function keys(): void {
	let after = 0;
	document.addEventListener("keydown", (e) => {
		const at = e.target as HTMLElement;
		if (e.ctrlKey || e.metaKey || e.altKey || at.isContentEditable ||
			/^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName))
			return;
		if (e.key === "g") {
			after = Date.now();
		} else if (Date.now() - after < 1500) {
			after = 0;
			$<HTMLAnchorElement>(`a[data-key="${CSS.escape(e.key)}"]`)?.click();
		} else if (e.key === "/") {
			const find = $<HTMLInputElement>("input[type=search]");
			if (find) {
				find.focus();
				e.preventDefault();
			}
		}
	});
}

// <form data-ask="Delete it?"> and <button data-ask>: once more, please.
function ask(): void {
	document.addEventListener("submit", (e) => {
		const text = (e.submitter as HTMLElement | null)?.dataset.ask ??
			(e.target as HTMLElement).dataset.ask;
		if (text && !confirm(text)) e.preventDefault();
	});
}

// <input type=checkbox data-all="name">: all boxes of that name.
function all(): void {
	for (const box of $$<HTMLInputElement>("input[data-all]"))
		box.addEventListener("change", () => {
			for (const one of $$<HTMLInputElement>(
				`input[name="${CSS.escape(box.dataset.all!)}"]`)) {
				one.checked = box.checked;
				one.dispatchEvent(new Event("change", { bubbles: true }));
			}
		});
}

// The menu is wider than a telephone: the place where one is stands in it.
$(".menu [aria-current]")?.scrollIntoView({ inline: "center", block: "nearest" });
keys();
ask();
all();
