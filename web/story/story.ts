// story.ts: the page on which a story is written.  The form stays the form; its plain
// text area becomes an editor, and what is typed is kept without being asked.
import { Command } from "prosemirror-state";
import { EditorView } from "prosemirror-view";
import { $, $$, h, say, word } from "../lib/dom";
import { notes, presence, writeNote } from "./editor/around";
import { Bar, toolbar } from "./editor/bar";
import { clashKey, nextId, undecided } from "./editor/clash";
import { minutes, wordsIn } from "./editor/count";
import { link, pictures } from "./editor/dialogs";
import { equip } from "./editor/fields";
import { findBar } from "./editor/find";
import { controls, readForm, writeField } from "./editor/form";
import { Fields, forget, left, Others, SEVERAL } from "./editor/journal";
import { common, merge, mergeValue } from "./editor/merge";
import { readBlock, readBlocks } from "./editor/read";
import { Host, Kind, Sync } from "./editor/sync";
import { makeView, replaceBlocks } from "./editor/view";
import { write, writeBlocks, writeDoc } from "./editor/write";

performance.mark("djeli-editor-begin");

const form = $<HTMLFormElement>("form#story"), area = form && $<HTMLTextAreaElement>("textarea[name=body]", form);

const random = (): string => [...crypto.getRandomValues(new Uint8Array(9))].map((n) => n.toString(36).padStart(2, "0")).join("");

function open(form: HTMLFormElement, area: HTMLTextAreaElement): void {
	const path = form.dataset.path ?? new URL(".", form.action).pathname, client = random();
	const hidden = (name: string): HTMLInputElement => $<HTMLInputElement>(`input[name=${name}]`, form) ?? form.appendChild(h("input", { type: "hidden", name }));
	const field = (name: string): string => ((form.elements.namedItem(name) as HTMLInputElement | null)?.value ?? "").trim();
	const language = (): string => field("language") || form.dataset.language || document.documentElement.lang, direction = (): string => field("direction");
	hidden("client").value = client;
	form.autocomplete = "off";

	// ---- the editor ----
	const place = h("div", { class: "paper" }), box = h("div", { class: "editor" }, place);
	const label = $(`label[for="${area.id}"]`, form), served = area.defaultValue.trim();
	area.hidden = true;
	area.after(box);
	let bar: Bar | null = null, moving = 0, sync: Sync | null = null;
	const full = (): void => {
		const on = box.classList.toggle("full");
		for (let node: Element = box; node !== document.body; node = node.parentElement!)
			for (const other of node.parentElement!.children) if (other !== node && !other.matches("script, #said, dialog")) other.toggleAttribute("inert", on);
		view.focus();
		bar?.update(view.state);
	};
	const doing = (run: () => void): Command => () => { run(); return true; };
	const view: EditorView = makeView(place, {
		html: served, label: label?.textContent ?? word("editor_text"), language, direction,
		changed: () => { sync?.changed(); counting(); },
		moved: () => { if (!moving) moving = requestAnimationFrame(() => { moving = 0; bar?.update(view.state); }); },
		decided: () => { if (!undecided(view).length && !fieldClashes.size) sync?.decided(); },
		keys: { "Mod-k": doing(() => void link(view)), "Mod-f": doing(() => find.open()), "Mod-h": doing(() => find.open()), "Alt-F10": doing(() => bar?.focus()), "Mod-Shift-Enter": doing(full),
			"Mod-Alt-m": doing(() => void writeNote(view, path)), "Mod-Alt-p": doing(() => void pictures(view, false)), "Mod-s": doing(() => form.requestSubmit($<HTMLButtonElement>("button[name=do][value=save]", form))) },
	});
	const find = findBar(view);
	bar = toolbar(view, { find: () => find.open(), full, note: () => void writeNote(view, path), isFull: () => box.classList.contains("full") });
	const count = h("span", { class: "count" });
	box.prepend(h("div", { class: "over" }, bar.node, find.node));
	box.append(h("div", { class: "foot small dim" }, count, h("span", { class: "keys" }, word("editor_keys"))));
	label?.addEventListener("click", (e) => { e.preventDefault(); view.focus(); });
	bar.update(view.state);

	// The toolbar stops below the bar of the page, which may have two lines.
	const above = $(".deskbar", form);
	if (above) new ResizeObserver(() => box.style.setProperty("--below-bar", `${above.offsetHeight - 1}px`)).observe(above);

	let late = 0;
	const tell = (): void => {
		late = 0;
		const n = wordsIn(view.state.doc, language());
		count.textContent = word(n === 1 ? "editor_word_count" : "editor_words_count", { n: n.toLocaleString(document.documentElement.lang) }) + " · " + word("editor_reading", { n: minutes(n, language()) });
	};
	const counting = (): void => { late ||= window.setTimeout(tell, 400); };
	tell();

	// ---- what is kept ----
	const blocksOf = (html: string): string[] => readBlocks(html).map(write).filter(Boolean);
	const read = (): Fields => {
		const body = writeDoc(view.state.doc);
		if (area.value !== body) area.value = body;
		return { ...readForm(form), body };
	};
	const fieldClashes = new Map<string, HTMLElement>();

	const state = $("#saved", form) ?? h("span", { role: "status" }), loud = h("span", { class: "vh", role: "status" });
	state.removeAttribute("role"); // what is told aloud is only what changes, not each second
	state.setAttribute("aria-live", "off");
	form.append(loud);
	let kind: Kind | "" = "";
	const clock = (at: Date): string => at.toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" });
	const show = (now: Kind, at: Date | null, why: string): void => {
		const text = now === "saved" ? (at ? word("editor_saved_at", { time: clock(at) }) : word("editor_saved")) : word(`editor_state_${now}`, { why });
		state.dataset.kind = now;
		state.replaceChildren(text, ...(why === "full" ? [" ", word("editor_device_full")] : []), ...(now === "login" ? [" ", h("a", { href: "/desk/login?to=/desk/", target: "_blank", rel: "noopener" }, word("editor_login"))] : []));
		const group = now === "waiting" || now === "saving" ? "saved" : now;
		if (group !== kind) loud.textContent = kind || group !== "saved" ? text : "";
		kind = group;
	};

	const host: Host = {
		read, show, open: () => undecided(view).length > 0 || fieldClashes.size > 0,
		versioned: (version) => { hidden("version").value = String(version); },
		absorb(base, other, by) {
			const mine = read(), rest: Fields = { ...other };
			let waiting = false;
			for (const name of Object.keys(mine)) {
				if (name === "body" || other[name] === undefined) continue;
				const value = mergeValue(base[name] ?? "", mine[name]!, other[name]);
				if (value === undefined) {
					rest[name] = base[name] ?? "";
					clashField(name, mine[name]!, other[name], by);
					waiting = true;
				} else if (value !== mine[name]) {
					writeField(form, name, value);
				}
			}
			const blocks = writeBlocks(view.state.doc), got = merge(blocksOf(base.body ?? ""), blocks, blocksOf(other.body ?? ""));
			rest.body = got.base.filter(Boolean).join("\n");
			const nodes = got.blocks.map((html) => (html ? readBlock(html) : []));
			if (got.changed) {
				const same = common(blocks, got.blocks);
				for (const [i, j] of same) nodes[j] = [view.state.doc.child(i)];
				replaceBlocks(view, blocks.length, same, nodes);
			}
			if (got.clashes.length) {
				const starts = [0];
				view.state.doc.forEach((node, pos) => starts.push(pos + node.nodeSize));
				const before = nodes.map(() => 0);
				let n = 0;
				nodes.forEach((list, i) => { before[i] = n; n += list.length; });
				const add = got.clashes.map((clash) => {
					const i = before[clash.at] ?? n, from = starts[i] ?? view.state.doc.content.size;
					return { open: { id: nextId(), clash, by: by || word("editor_somebody") }, from, to: clash.mine === null ? from : starts[i + 1] ?? from };
				});
				view.dispatch(view.state.tr.setMeta(clashKey, { add }));
				waiting = true;
			}
			if (waiting) say(word("editor_clash_told", { by: by || word("editor_somebody") }), "error");
			return { base: rest, open: waiting };
		},
	};

	// Beside a field that two changed.
	function clashField(name: string, mine: string, theirs: string, by: string): void {
		const input = controls(form).find((c) => c.name === name), where = input?.closest(".field, fieldset") ?? input;
		fieldClashes.get(name)?.remove();
		const plain = (s: string): string => s.split(SEVERAL).join(", ") || "–";
		const done = (value: string | null): void => {
			fieldClashes.get(name)?.remove();
			fieldClashes.delete(name);
			if (value !== null) writeField(form, name, value);
			input?.focus();
			if (!host.open()) sync?.decided();
		};
		const node = h("div", { class: "versus", role: "group", "aria-label": word("editor_clash", { by }) }, h("p", { class: "label" }, word("editor_clash", { by })),
			h("div", { class: "sides" }, h("div", {}, h("p", { class: "small label" }, word("editor_clash_mine")), h("p", { class: "text" }, plain(mine))), h("div", {}, h("p", { class: "small label" }, word("editor_clash_theirs", { by })), h("p", { class: "text" }, plain(theirs)))),
			h("p", { class: "buttons" }, h("button", { type: "button", onclick: () => done(null) }, word("editor_keep_mine")), h("button", { type: "button", onclick: () => done(theirs) }, word("editor_take_theirs"))));
		fieldClashes.set(name, node);
		where?.after(node);
	}

	equip(form);
	const who = $('.me a[href="/desk/account/"]')?.textContent ?? "", version = Number(hidden("version").value) || 0;
	const known: Fields = { ...readForm(form, true), body: writeDoc(view.state.doc) };
	const may = form.hasAttribute("data-may-write") || !form.hasAttribute("data-path");
	if (!may) {
		view.setProps({ editable: () => false });
		return;
	}
	sync = new Sync(path, client, who, version, known, host);
	form.addEventListener("input", (e) => { if (!box.contains(e.target as globalThis.Node)) sync!.changed(); });
	form.addEventListener("change", (e) => {
		if (/^(language|direction)$/.test((e.target as HTMLInputElement).name)) speak();
		if (!box.contains(e.target as globalThis.Node)) sync!.changed();
	});
	const speak = (): void => {
		for (const name of ["kicker", "headline", "standfirst", "excerpt"]) {
			const input = form.elements.namedItem(name) as HTMLElement | null;
			if (input) input.lang = language(), input.dir = direction() || "auto", input.setAttribute("spellcheck", "true");
		}
		view.setProps({});
		tell();
	};
	speak();

	// ---- the form is sent: first everything is there ----
	let sending = false;
	form.addEventListener("submit", (e) => {
		area.value = writeDoc(view.state.doc);
		if (sending || e.defaultPrevented) return;
		e.preventDefault();
		const { submitter } = e as SubmitEvent;
		void sync!.flush().then((all) => {
			if (!all) {
				if (host.open()) say(word("editor_clash_first"), "error"), $(".versus button")?.focus();
				else say(state.textContent ?? "", "error");
				return;
			}
			// Not while the first event is still on its way: the browser would drop the second.
			setTimeout(() => {
				sending = true;
				form.requestSubmit(submitter instanceof HTMLElement && form.contains(submitter) ? submitter : null);
				setTimeout(() => { sending = false; }, 3000);
			});
		});
	});

	// ---- what an earlier page left on this device ----
	const others = new Others(path, client), pending: { story: string; client: string }[] = [];
	void (async () => {
		const found = left(path, who, client);
		if (!found.length) return;
		const alive = await others.alive();
		for (const e of found.filter((one) => !alive.has(one.client))) {
			const before = JSON.stringify(read());
			const same = Object.keys(e.mine).every((name) => (e.mine[name] ?? "") === (read()[name] ?? ""));
			const got = same ? { open: false } : host.absorb(e.base, e.mine, word("editor_this_device"));
			if (JSON.stringify(read()) !== before) say(word("editor_restored", { time: clock(new Date(e.at)) }));
			sync!.changed();
			sync!.write();
			// While a choice is open the older copy stays where it is.
			if (!got.open) forget(e);
			else pending.push(e);
		}
	})();
	setInterval(() => { if (pending.length && !host.open()) for (const e of pending.splice(0)) forget(e); }, 1000);

	presence(path, client, sync);
	notes(view, path);
	for (const details of $$<HTMLDetailsElement>(".panel details[open]", form)) if (matchMedia("(max-width: 60rem)").matches) details.open = false;
	performance.mark("djeli-editor-ready");
	performance.measure("djeli-editor", "djeli-editor-begin", "djeli-editor-ready");
}

if (form && area) open(form, area);
