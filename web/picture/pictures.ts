// pictures.ts: the library takes pictures by button, drop and paste, two at a time,
// each with a line of its own.
// SPDX-License-Identifier: Apache-2.0
import { $, h, say, word } from "../lib/dom";
import { Refused } from "../lib/send";
import { filesOf, upload, type Picture, type Sending } from "../lib/upload";

const AT_ONCE = 2, BUSY_TRIES = 6;
const form = $<HTMLFormElement>("form.upload"), input = $<HTMLInputElement>("#files");
const lines = $("#uploads"), grid = $("#grid");
const most = Number(form?.dataset.most ?? 0);
let running = 0, total = 0, finished = 0;

class Line {
	private sending?: Sending;
	private readonly bar = h("progress", { max: "1", value: "0" });
	private readonly how = h("span", { class: "how" });
	private readonly button = h("button", { type: "button", onclick: () => this.pressed() });
	readonly node: HTMLLIElement;
	state: "waits" | "goes" | "done" | "failed" = "waits";
	private tries = 0;

	constructor(private readonly file: File, private readonly name: string) {
		this.bar.setAttribute("aria-label", name);
		this.node = h("li", {}, h("span", { class: "file" }, name), this.bar, this.button,
			this.how);
		this.show("waits", word("picture_upload_waits"));
	}
	private show(state: Line["state"], text: string, error = false): void {
		this.state = state;
		this.how.textContent = text;
		this.how.classList.toggle("error", error);
		this.button.hidden = state === "done";
		this.button.textContent = state === "failed" ? word("picture_retry")
			: word("picture_cancel");
		this.button.setAttribute("aria-label", `${this.button.textContent}: ${this.name}`);
	}
	private pressed(): void {
		if (this.state === "failed") {
			this.tries = 0;
			this.bar.value = 0;
			finished--;
			this.show("waits", word("picture_upload_waits"));
			next();
		} else if (this.state === "goes") {
			this.sending?.cancel();
		} else {
			this.fail(word("picture_upload_cancelled"));
		}
	}
	fail(text: string): void {
		finished++;
		this.show("failed", text, true);
		count();
	}
	private sent(part: number): void {
		this.bar.value = part;
		this.how.textContent = part < 1
			? word("picture_upload_sends", { n: Math.round(part * 100) })
			: word("picture_upload_makes");
		if (part >= 1) this.bar.removeAttribute("value");
	}
	async go(): Promise<void> {
		if (this.file.size > most)
			return this.fail(
				word("picture_too_big", { n: Math.round(most / 1048576) }));
		this.show("goes", word("picture_upload_sends", { n: 0 }));
		this.sending = upload(this.file, this.name, (part) => this.sent(part));
		try {
			this.ready(await this.sending.done);
		} catch (e) {
			this.bar.value = 0;
			if (e instanceof Refused && e.status === 503 && this.tries++ < BUSY_TRIES) {
				this.show("waits", word("picture_upload_waits"));
				await new Promise((on) => setTimeout(on, 1500));
				return;
			}
			if (!(e instanceof Refused)) this.fail(word("picture_upload_cancelled"));
			else if (e.status === 0) this.fail(word("picture_upload_lost"));
			else this.fail(word("picture_upload_refused",
				{ why: e.message || String(e.status) }));
		}
	}
	private ready(p: Picture): void {
		finished++;
		this.bar.value = 1;
		this.show("done", p.same ? word("picture_upload_same")
			: word("picture_upload_ready"));
		this.how.before(h("a", { href: `/desk/pictures/${p.id}/` }, word("picture_open")));
		put(p);
		count();
	}
}

const all: Line[] = [];

// Into the grid, at its beginning, unless it stands there.
function put(p: Picture): void {
	const href = `/desk/pictures/${p.id}/`;
	if (!grid || $(`a[href="${href}"]`, grid)) return;
	$("#none")?.remove();
	grid.prepend(h("li", {}, h("a", { href }, h("img", { src: p.thumb, alt: "" }),
		h("span", { class: "name" }, p.alt || p.name)),
		!p.alt && h("span", { class: "mark" }, word("picture_no_alt_mark"))));
}

function count(): void {
	if (finished === total)
		say(word("picture_upload_count",
			{ n: all.filter((l) => l.state === "done").length, of: total }),
		all.some((l) => l.state === "failed") ? "error" : "done");
}

function next(): void {
	while (running < AT_ONCE) {
		const line = all.find((l) => l.state === "waits");
		if (!line) return;
		running++;
		void line.go().finally(() => {
			running--;
			next();
		});
	}
}

export function take(files: File[]): void {
	if (!lines || !files.length) return;
	if (finished === total) {
		total = finished = 0;
		all.length = 0;
		lines.replaceChildren();
	}
	lines.hidden = false;
	for (const file of files) {
		const line = new Line(file, file.name || "picture");
		all.push(line);
		lines.append(line.node);
	}
	total += files.length;
	next();
}

if (form && input) {
	document.documentElement.classList.add("scripted");
	input.required = false;
	input.tabIndex = -1;
	form.addEventListener("submit", (e) => {
		e.preventDefault();
		input.click();
	});
	input.addEventListener("change", () => {
		take([...(input.files ?? [])]);
		input.value = "";
	});
	let depth = 0;
	const has = (e: DragEvent): boolean => Boolean(e.dataTransfer?.types.includes("Files"));
	const over = (on: boolean): void => { document.body.classList.toggle("dropping", on); };
	document.body.dataset.drop = word("picture_drop");
	addEventListener("dragenter", (e) => has(e) && (depth++, over(true)));
	addEventListener("dragleave", (e) => has(e) && --depth <= 0 && (depth = 0, over(false)));
	addEventListener("dragover", (e) => has(e) && e.preventDefault());
	addEventListener("drop", (e) => {
		if (!has(e)) return;
		e.preventDefault();
		depth = 0;
		over(false);
		take(filesOf(e.dataTransfer));
	});
	addEventListener("paste", (e) => {
		const files = filesOf(e.clipboardData);
		if (!files.length) return;
		e.preventDefault();
		take(files);
	});
}
