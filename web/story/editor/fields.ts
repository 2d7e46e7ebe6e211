// fields.ts: the fields around the text: bylines with their order, suggestions while
// one types, the story's picture, textareas that grow.
// SPDX-License-Identifier: Apache-2.0
import { get } from "../../lib/send";
import { $, $$, h, say, word } from "../../lib/dom";
import { pick } from "./dialogs";
import { Picture, upload } from "./figures";
import { meter } from "./meter";

let serial = 0;

// Names that the paper already has; silent where the desk does not answer.
function suggest(input: HTMLInputElement): void {
	const list = h("datalist", { id: `suggest-${++serial}` });
	let late = 0;
	input.setAttribute("list", list.id);
	input.after(list);
	input.addEventListener("input", () => {
		clearTimeout(late);
		late = window.setTimeout(() => {
			const parts = input.value.split(","), last = parts.pop()!.trim(),
				before = input.dataset.suggest === "tag" && parts.length
				? parts.join(",").trim() + ", " : "";
			if (last.length < 2) return;
			const at = `/desk/suggest/${input.dataset.suggest!}?q=`;
			void get(at + encodeURIComponent(last)).then((answer) => {
				const items = (answer.items ?? []) as (string | { name: string })[];
				list.replaceChildren(
					...items.slice(0, 10)
					.map((one) =>
						h("option", {
							value: before +
							(typeof one === "string" ? one
								: one.name) })));
			}, () => undefined);
		}, 200);
	});
}

// Several authors, in the order in which they stand.
function authors(box: HTMLElement): void {
	const inputs = (): HTMLInputElement[] => $$<HTMLInputElement>("input[name=author]", box);
	const told = (): void => { box.dispatchEvent(new Event("input", { bubbles: true })); };
	const move = (row: HTMLElement, step: number): void => {
		const rows = $$<HTMLElement>(".field", box), to = rows[rows.indexOf(row) + step];
		if (!to) return;
		if (step < 0) to.before(row);
		else to.after(row);
		name();
		told();
		$<HTMLElement>(step < 0 ? "[data-up]" : "[data-down]", row)?.focus();
	};
	const equip = (row: HTMLElement): void => {
		const input = $<HTMLInputElement>("input[name=author]", row)!;
		suggest(input);
		row.append(h("button", { type: "button", class: "small", "data-up": true,
			onclick: () => move(row, -1) }, "↑"),
			h("button", { type: "button", class: "small", "data-down": true,
				onclick: () => move(row, 1) }, "↓"));
	};
	const name = (): void => {
		for (const [i, row] of $$<HTMLElement>(".field", box).entries()) {
			const input = $<HTMLInputElement>("input[name=author]", row)!,
				label = $("label", row);
			if (label) label.textContent = word("editor_author_n", { n: i + 1 });
			for (const [key, data] of [["editor_author_up", "[data-up]"],
				["editor_author_down", "[data-down]"]] as const)
				$(data, row)?.setAttribute("aria-label",
					word(key, { name: input.value || String(i + 1) }));
		}
	};
	const row = (): HTMLElement => {
		const id = `author-more-${++serial}`,
			node = h("p", { class: "field" }, h("label", { class: "vh", for: id }),
				h("input", { id, name: "author", maxlength: 120,
					autocomplete: "off", dir: "auto",
					"data-suggest": "author" }));
		equip(node);
		return node;
	};
	for (const one of $$<HTMLElement>(".field", box)) equip(one);
	const spare = (): void => {
		if (inputs().every((i) => i.value.trim())) box.append(row()), name();
	};
	box.addEventListener("input", spare);
	name();
	box.closest("form")?.addEventListener("story:set", (e) => {
		const { name: field, values } = (e as CustomEvent<{
			name: string;
			values: string[]
		}>).detail;
		if (field !== "author") return;
		while (inputs().length < values.length) box.append(row());
		inputs().forEach((input, i) => { input.value = values[i] ?? ""; });
		spare();
		name();
	});
}

function lead(input: HTMLInputElement, box: HTMLElement): void {
	const show = (p: Picture | null): void => {
		input.value = p ? String(p.id) : "";
		input.dispatchEvent(new Event("input", { bubbles: true }));
		box.replaceChildren(...(p ? [h("img",
			{ src: p.thumb || p.url, alt: p.alt, width: 320 })] : []));
		off.hidden = !p;
	};
	const choose = h("button", { type: "button", onclick: () => void pick(false).then((got) => {
		if (!got) return;
		if (got.pictures[0]) return show(got.pictures[0]);
		const file = got.files[0];
		if (!file) return;
		const bar = h("progress", { max: 1, value: 0,
			"aria-label": word("editor_uploading", { name: file.name }) });
		box.replaceChildren(bar);
		return upload(file, file.name, (part) => {
			bar.value = part;
		}).then(show, (e: Error) => { bar.remove(); say(e.message, "error"); });
	}) }, word("editor_lead_choose")), off =
		h("button", { type: "button", hidden: !input.value, onclick: () => show(null) },
			word("editor_lead_remove"));
	const typed = input.closest<HTMLElement>(".field"), help = typed?.nextElementSibling;
	if (typed) typed.hidden = true; // its number is for who has no scripts
	if (help instanceof HTMLElement && help.matches(".help")) help.hidden = true;
	box.after(h("p", { class: "buttons" }, choose, off));
}

function grow(area: HTMLTextAreaElement): void {
	const fit = (): void => {
		area.style.blockSize = "auto";
		area.style.blockSize = `${area.scrollHeight + 2}px`;
	};
	area.addEventListener("input", fit);
	addEventListener("resize", fit);
	fit();
}

export function equip(form: HTMLFormElement): void {
	const box = $("#authors", form), picture = $<HTMLInputElement>("#lead_media_id", form),
		place = $("#lead", form);
	if (box) authors(box);
	if (picture && place) lead(picture, place);
	for (const input of $$<HTMLInputElement>("input[data-suggest=tag]", form)) suggest(input);
	if (!CSS.supports("field-sizing: content"))
		for (const area of $$<HTMLTextAreaElement>("textarea:not(#body, #light)", form))
			grow(area);
	for (const field of $$<HTMLInputElement>("[data-best]", form))
		meter(field, /headline|seo_title/.test(field.name));
	// A headline is one line, however it wraps.
	$<HTMLTextAreaElement>("#headline", form)?.addEventListener("keydown", (e) => {
		if (e.key === "Enter" && !e.isComposing)
			e.preventDefault(), $("#standfirst", form)?.focus();
	});
}
