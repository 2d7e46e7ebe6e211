// surface.ts: the editor in the place of the form's text area: the bars above it, the
// count of words below it, and the whole window for it.
// SPDX-License-Identifier: Apache-2.0
import { Command } from "prosemirror-state";
import { EditorView } from "prosemirror-view";
import { $, h, word } from "../../lib/dom";
import { writeNote } from "./around";
import { Bar, toolbar } from "./bar";
import { minutes, wordsIn } from "./count";
import { link, pictures } from "./dialogs";
import { findBar } from "./find";
import { makeView } from "./view";

export interface Surface { view: EditorView; box: HTMLElement; tell(): void }
export interface About {
	path: string;
	language(): string;
	direction(): string;
	changed(): void;
	decided(): void;
}

// What lies outside of the box cannot be reached while it has the whole window.
function full(box: HTMLElement): void {
	const on = box.classList.toggle("full");
	for (let node: Element = box; node !== document.body; node = node.parentElement!)
		for (const other of node.parentElement!.children)
			if (other !== node && !other.matches("script, #said, dialog"))
				other.toggleAttribute("inert", on);
}

function counter(view: EditorView, place: HTMLElement, language: () => string): () => void {
	return () => {
		const n = wordsIn(view.state.doc, language());
		place.textContent = word(n === 1 ? "editor_word_count" : "editor_words_count",
			{ n: n.toLocaleString(document.documentElement.lang) }) + " · " +
			word("editor_reading", { n: minutes(n, language()) });
	};
}

// The toolbar stops below the bar of the page, which may have two lines.
function keepBelow(above: HTMLElement | null, box: HTMLElement): void {
	if (above)
		new ResizeObserver(() => box.style.setProperty("--below-bar",
			`${above.offsetHeight - 1}px`)).observe(above);
}

export function surface(form: HTMLFormElement, area: HTMLTextAreaElement, about: About): Surface {
	const { path, language, direction, changed, decided } = about;
	const place = h("div", { class: "paper" }), box = h("div", { class: "editor" }, place);
	const label = $(`label[for="${area.id}"]`, form), served = area.defaultValue.trim();
	area.hidden = true;
	area.after(box);
	let bar: Bar | null = null, moving = 0, late = 0;
	const whole = (): void => {
		full(box);
		view.focus();
		bar?.update(view.state);
	};
	const doing = (run: () => void): Command => () => { run(); return true; };
	const note = (): void => void writeNote(view, path), search = (): void => find.open();
	const view: EditorView = makeView(place, {
		html: served, label: label?.textContent ?? word("editor_text"), language, direction,
		changed: () => {
			changed();
			late ||= window.setTimeout(() => { late = 0; tell(); }, 400);
		},
		moved: () => {
			moving ||= requestAnimationFrame(() => {
				moving = 0;
				bar?.update(view.state);
			});
		},
		decided,
		keys: { "Mod-k": doing(() => void link(view)), "Mod-f": doing(search),
			"Mod-h": doing(search), "Alt-F10": doing(() => bar?.focus()),
			"Mod-Shift-Enter": doing(whole), "Mod-Alt-m": doing(note),
			"Mod-Alt-p": doing(() => void pictures(view, false)),
			"Mod-s": doing(() => form.requestSubmit(
				$<HTMLButtonElement>("button[name=do][value=save]", form))) },
	});
	const find = findBar(view), count = h("span", { class: "count" });
	const tell = counter(view, count, language);
	bar = toolbar(view, { find: search, full: whole, note,
		isFull: () => box.classList.contains("full") });
	box.prepend(h("div", { class: "over" }, bar.node, find.node));
	box.append(h("div", { class: "foot small dim" }, count,
		h("span", { class: "keys" }, word("editor_keys"))));
	label?.addEventListener("click", (e) => { e.preventDefault(); view.focus(); });
	bar.update(view.state);
	keepBelow($(".deskbar", form), box);
	tell();
	return { view, box, tell };
}
