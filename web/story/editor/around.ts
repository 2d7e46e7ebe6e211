// around.ts: who else has the story open, and the notes of the newsroom beside it.
// SPDX-License-Identifier: Apache-2.0
import { EditorView } from "prosemirror-view";
import { Refused, send } from "../../lib/send";
import { $, $$, h, say, word } from "../../lib/dom";
import { ask } from "./dialogs";
import { inert } from "./read";
import { Sync } from "./sync";
import { showNotes } from "./view";

const EVERY = 15000;
interface Person { name: string; me: boolean }

// Every quarter of a minute; more seldom while nobody looks.
export function presence(path: string, client: string, sync: Sync): void {
	const place = $("#people");
	let before = "";
	const show = (people: Person[]): void => {
		const others = [...new Set(people.filter((p) => !p.me).map((p) => p.name))],
			again = people.filter((p) => p.me).length > 1;
		const text = [...others, ...(again ? [word("editor_you_again")] : [])];
		if (text.join() === before) return;
		before = text.join();
		place?.replaceChildren(...(text.length
			? [h("span", { class: "small dim" }, word("editor_here")), " ",
				...text.flatMap((name) =>
					[h("span", { class: "tag" }, h("bdi", {}, name)), " "])]
			: []));
		if (others.length) say(word("editor_here_also", { names: others.join(", ") }));
	};
	const beat = async (): Promise<void> => {
		try {
			const answer = await send(path + "here", { client },
				{ signal: AbortSignal.timeout(10000) });
			show((answer.people ?? []) as Person[]);
			sync.newer(Number(answer.version));
		} catch { /* the state line tells when the server is away */ }
	};
	setInterval(() => { if (document.visibilityState === "visible") void beat(); }, EVERY);
	document.addEventListener("visibilitychange", () => {
		if (document.visibilityState === "visible") void beat();
	});
	addEventListener("pagehide", () => void send(path + "gone", { client }, { keepalive: true })
		.catch(() => undefined));
	setTimeout(() => void beat(), 500);
}

const fold = (s: string): string => s.replace(/[\s\u00a0\u202f]+/g, " ").trim();

// Marks what the open notes are about; a click on either leads to the other.
function mark(view: EditorView): void {
	const list = $$<HTMLElement>("#notes .one:not(.done)").flatMap((one) => {
		const quote = fold($("blockquote", one)?.textContent ?? "");
		return quote ? [{ id: one.id, text: quote }] : [];
	});
	showNotes(view, list);
}

export async function writeNote(view: EditorView, path: string): Promise<void> {
	const { from, to } = view.state.selection,
		quote = fold(view.state.doc.textBetween(from, to, " ")).slice(0, 500);
	const said = await ask(word("editor_note"),
		[{ key: "editor_note_text", type: "textarea", required: true }],
		word("editor_note_add"), undefined,
		() => (quote ? h("blockquote", { class: "quoted" }, quote) : null));
	view.focus();
	if (!said?.values.editor_note_text) return;
	try {
		await send(path + "note", { quote, text: said.values.editor_note_text });
		await refresh(view, path);
		say(word("editor_noted"));
	} catch (e) {
		say((e as Error).message, "error");
	}
}

// The notes of a fresh page, without leaving this one.
async function refresh(view: EditorView, path: string): Promise<void> {
	const reply =
		await fetch(path, { credentials: "same-origin", headers: { Accept: "text/html" } });
	const now = $("#notes"), fresh = $("#notes", inert(await reply.text()));
	if (reply.ok && now && fresh)
		now.replaceChildren(
			...[...fresh.childNodes].map((n) => document.importNode(n, true)));
	mark(view);
}

export function notes(view: EditorView, path: string): void {
	const box = $("#notes");
	if (!box) return;
	// Its forms are sent without leaving the text.
	box.addEventListener("submit", (e) => {
		const form = e.target as HTMLFormElement;
		e.preventDefault();
		const body = new URLSearchParams();
		for (const [name, value] of new FormData(form))
			if (typeof value === "string" && name !== "csrf") body.append(name, value);
		void send(new URL(form.action).pathname, body).then(() => refresh(view, path),
			(error: Refused) => say(error.message, "error"));
	});
	box.addEventListener("click", (e) => {
		const one = (e.target as HTMLElement).closest("blockquote")?.closest(".one");
		if (one)
			$(`[data-note="${CSS.escape(one.id)}"]`, view.dom)?.scrollIntoView(
				{ block: "center" });
	});
	view.dom.addEventListener("click", (e) => {
		const id = (e.target as HTMLElement)
			.closest<HTMLElement>("[data-note]")?.dataset.note;
		for (const one of $$(".one.at", box)) one.classList.remove("at");
		if (id) document.getElementById(id)?.classList.add("at");
	});
	mark(view);
}
