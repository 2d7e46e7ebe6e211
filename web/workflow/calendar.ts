// calendar.ts: dragging what has a day to another one, and going through the months
// by keyboard.  The same is done by the form below the days.
// SPDX-License-Identifier: Apache-2.0
import { $, $$, say, word } from "../lib/dom";
import { Refused, send } from "../lib/send";

const form = $<HTMLFormElement>("#calendar")!;

function keyboard(): void {
	let g = 0;
	document.addEventListener("keydown", (e) => {
		const at = e.target as HTMLElement;
		if (e.ctrlKey || e.metaKey || e.altKey ||
			(/^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName) &&
				(at as HTMLInputElement).type !== "checkbox"))
			return;
		if (e.key === "g") { g = Date.now(); return; }
		if (Date.now() - g < 1500) { g = 0; return; }
		if (e.key === "j" || e.key === "k") {
			const all = $$<HTMLAnchorElement>(".entry a", form),
				i = all.indexOf(document.activeElement as HTMLAnchorElement);
			all[i < 0 ? 0 : i + (e.key === "j" ? 1 : -1)]?.focus();
		} else if (e.key === "x") {
			$<HTMLInputElement>("input[name=story]", at.closest(".entry") ??
				document.createElement("i"))?.click();
		} else {
			$<HTMLAnchorElement>(`a[data-go="${CSS.escape(e.key)}"]`)?.click();
		}
	});
}

async function put(entry: HTMLElement, day: HTMLElement): Promise<void> {
	const { id, what, clock, headline } = entry.dataset as Record<string, string>;
	try {
		await send(form.action,
			{ story: id!, do: what!, when: `${day.dataset.day!}T${clock!}` });
		sessionStorage.setItem("moved",
			word("calendar_put", { headline: headline!, day: day.dataset.title! }));
		location.reload();
	} catch (e) {
		say(e instanceof Refused && e.status ? e.message : word("board_unsure"), "error");
	}
}

function dragging(): void {
	let entry: HTMLElement | null = null;
	for (const one of $$("[data-shift]", form)) one.draggable = true;
	form.addEventListener("dragstart", (e) => {
		entry = (e.target as HTMLElement).closest<HTMLElement>("[data-shift]");
		if (entry) e.dataTransfer!.setData("text/plain", entry.dataset.headline!);
	});
	form.addEventListener("dragend", () => { entry = null; });
	for (const day of $$(".day", form)) {
		day.addEventListener("dragover", (e) => {
			if (!entry) return;
			e.preventDefault();
			day.classList.add("here");
		});
		day.addEventListener("dragleave", (e) => {
			if (!day.contains(e.relatedTarget as Node | null))
				day.classList.remove("here");
		});
		day.addEventListener("drop", (e) => {
			e.preventDefault();
			day.classList.remove("here");
			if (entry && !day.contains(entry)) void put(entry, day);
		});
	}
}

const text = sessionStorage.getItem("moved");
sessionStorage.removeItem("moved");
if (text) say(text);
keyboard();
dragging();
