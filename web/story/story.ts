// story.ts: the page on which a story is written.  The form stays the form; its plain
// text area becomes an editor, and what is typed is kept without being asked.
// SPDX-License-Identifier: Apache-2.0
import { $, $$, h, say, word } from "../lib/dom";
import { absorbBody, absorbFields, fieldClashes } from "./editor/absorb";
import { notes, presence } from "./editor/around";
import { undecided } from "./editor/clash";
import { equip } from "./editor/fields";
import { readForm } from "./editor/form";
import { Fields, forget, left, Others } from "./editor/journal";
import { clock, stateLine } from "./editor/state";
import { Surface, surface } from "./editor/surface";
import { Host, Sync } from "./editor/sync";
import { writeDoc } from "./editor/write";

performance.mark("djeli-editor-begin");

const form = $<HTMLFormElement>("form#story"),
	area = form && $<HTMLTextAreaElement>("textarea[name=body]", form);

const random = (): string => [...crypto.getRandomValues(new Uint8Array(9))]
	.map((n) => n.toString(36).padStart(2, "0")).join("");

// The form is sent: first everything is there.
function sendWhole(form: HTMLFormElement, body: () => void, sync: Sync, host: Host,
	told: () => string): void {
	let sending = false;
	form.addEventListener("submit", (e) => {
		body();
		if (sending || e.defaultPrevented) return;
		e.preventDefault();
		const { submitter } = e as SubmitEvent;
		void sync.flush().then((all) => {
			if (!all) {
				if (host.open())
					say(word("editor_clash_first"), "error"),
						$(".versus button")?.focus();
				else say(told(), "error");
				return;
			}
			// Not while the first event is still on its way: the browser would drop the
			// second.
			setTimeout(() => {
				sending = true;
				form.requestSubmit(submitter instanceof HTMLElement &&
					form.contains(submitter) ? submitter : null);
				setTimeout(() => { sending = false; }, 3000);
			});
		});
	});
}

// What an earlier page left on this device.
async function takeLeft(path: string, who: string, client: string, sync: Sync,
	host: Host): Promise<void> {
	const others = new Others(path, client), pending: { story: string; client: string }[] = [];
	setInterval(() => {
		if (pending.length && !host.open()) for (const e of pending.splice(0)) forget(e);
	}, 1000);
	const found = left(path, who, client);
	if (!found.length) return;
	const alive = await others.alive();
	for (const e of found.filter((one) => !alive.has(one.client))) {
		const before = JSON.stringify(host.read());
		const same = Object.keys(e.mine)
			.every((name) => (e.mine[name] ?? "") === (host.read()[name] ?? ""));
		const got = same ? { open: false }
			: host.absorb(e.base, e.mine, word("editor_this_device"));
		if (JSON.stringify(host.read()) !== before)
			say(word("editor_restored", { time: clock(new Date(e.at)) }));
		sync.changed();
		sync.write();
		// While a choice is open the older copy stays where it is.
		if (!got.open) forget(e);
		else pending.push(e);
	}
}

// What is typed in the fields around the text, and in which language.
function follow(form: HTMLFormElement, { view, box, tell }: Surface, sync: Sync,
	language: () => string, direction: () => string): void {
	const speak = (): void => {
		for (const name of ["kicker", "headline", "standfirst", "excerpt"]) {
			const input = form.elements.namedItem(name) as HTMLElement | null;
			if (!input) continue;
			input.lang = language();
			input.dir = direction() || "auto";
			input.setAttribute("spellcheck", "true");
		}
		view.setProps({});
		tell();
	};
	const changed = (e: Event): void => {
		if (!box.contains(e.target as globalThis.Node)) sync.changed();
	};
	form.addEventListener("input", changed);
	form.addEventListener("change", (e) => {
		if (/^(language|direction)$/.test((e.target as HTMLInputElement).name)) speak();
		changed(e);
	});
	speak();
}

function open(form: HTMLFormElement, area: HTMLTextAreaElement): void {
	const path = form.dataset.path ?? new URL(".", form.action).pathname, client = random();
	const hidden = (name: string): HTMLInputElement =>
		$<HTMLInputElement>(`input[name=${name}]`, form) ??
		form.appendChild(h("input", { type: "hidden", name }));
	const field = (name: string): string =>
		((form.elements.namedItem(name) as HTMLInputElement | null)?.value ?? "").trim();
	const language = (): string =>
		field("language") || form.dataset.language || document.documentElement.lang;
	const direction = (): string => field("direction");
	hidden("client").value = client;
	form.autocomplete = "off";

	let sync: Sync | null = null;
	const settled = (): void => { if (!host.open()) sync?.decided(); };
	const all = surface(form, area, { path, language, direction,
		changed: () => sync?.changed(), decided: settled }), { view } = all;
	const body = (): string => writeDoc(view.state.doc), state = stateLine(form);
	const clashes = fieldClashes(form, settled);
	const host: Host = {
		read() {
			const text = body();
			if (area.value !== text) area.value = text;
			return { ...readForm(form), body: text };
		},
		show: state.show, open: () => undecided(view).length > 0 || clashes.all.size > 0,
		versioned: (version) => { hidden("version").value = String(version); },
		absorb(base, other, by) {
			const rest: Fields = { ...other }, name = by || word("editor_somebody");
			const fields = absorbFields(form, host.read(), base, other, rest,
				(...what) => clashes.beside(...what, by));
			const text = absorbBody(view, base, other, name), waiting = fields ||
				text.waiting;
			rest.body = text.body;
			if (waiting) say(word("editor_clash_told", { by: name }), "error");
			return { base: rest, open: waiting };
		},
	};

	equip(form);
	const who = $('.me a[href="/desk/account/"]')?.textContent ?? "",
		version = Number(hidden("version").value) || 0;
	const known: Fields = { ...readForm(form, true), body: body() };
	if (!form.hasAttribute("data-may-write") && form.hasAttribute("data-path")) {
		view.setProps({ editable: () => false });
		return;
	}
	sync = new Sync(path, client, who, version, known, host);
	follow(form, all, sync, language, direction);
	sendWhole(form, () => { area.value = body(); }, sync, host, state.text);
	void takeLeft(path, who, client, sync, host);
	presence(path, client, sync);
	notes(view, path);
	for (const details of $$<HTMLDetailsElement>(".panel details[open]", form))
		if (matchMedia("(max-width: 60rem)").matches) details.open = false;
	performance.mark("djeli-editor-ready");
	performance.measure("djeli-editor", "djeli-editor-begin", "djeli-editor-ready");
}

if (form && area) open(form, area);
