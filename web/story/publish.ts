// publish.ts: the checklist beside a story, looked at anew when the story was kept.
// SPDX-License-Identifier: Apache-2.0
import { $, h } from "../lib/dom";
import { get } from "../lib/send";

interface Item {
	rule: string;
	weight: "stops" | "warns";
	name: string;
	what: string;
}

const place = $("#checklist");

function show(items: Item[], title: string, fine: string): void {
	if (!place) return;
	const list = h("ul", { class: "check-list" });
	for (const item of items)
		list.append(h("li", { class: item.weight }, item.name, item.what ? " " : "",
			item.what ? h("bdi", {}, item.what) : ""));
	if (!items.length) list.append(h("li", { class: "fine" }, fine));
	place.replaceChildren(h("h3", {}, h("a", { href: place.dataset.path! }, title)), list);
}

async function look(): Promise<void> {
	try {
		const answer = await get(place!.dataset.path!);
		show(answer.items as Item[], String(answer.title), String(answer.fine));
	} catch {
		// the link to the page of the checklist stands there
	}
}

if (place) {
	void look();
	document.addEventListener("djeli:kept", () => void look());
}
