// running.ts: what makes running the paper quicker: an address as it will look.
// SPDX-License-Identifier: Apache-2.0
import { $, $$, say, word } from "../lib/dom";
import { Refused, get, send } from "../lib/send";

const SAMPLE: Record<string,
	string> = { year: "2026", monthnum: "11", day: "24", hour: "14", minute: "05", second: "00",
	post_id: "1234", postname: "the-ferry-is-back", category: "town/harbour",
	author: "ama-sow" };

function example(): void {
	const field = $<HTMLInputElement>("[data-scheme]"), out = $("[data-example]");
	if (!field || !out) return;
	const base = out.textContent?.replace(/^(https?:\/\/[^/]*).*$/, "$1") ?? "";
	field.addEventListener("input", () => {
		out.textContent = base + field.value.replace(/%([a-z_]+)%/g,
			(all, name: string) => SAMPLE[name] ?? all);
	});
}

example();

// A file goes up in pieces; after a cut it goes on where it was.
const PIECE = 512 * 1024;
async function upload(file: File, far: (sent: number) => void): Promise<string> {
	const name = encodeURIComponent(`${file.size}-${file.name}`);
	const start = await get(`/desk/running/import/have?name=${name}`);
	let at = Math.min(Number(start.have ?? 0), file.size), path = String(start.file ?? ""),
		tries = 0;
	while (at < file.size || !path) {
		try {
			const r = await send(`/desk/running/import/piece?name=${name}&at=${at}`,
				file.slice(at, at + PIECE),
				{ headers: { "Content-Type": "application/octet-stream" } });
			at = Number(r.have);
			path = String(r.file);
			tries = 0;
		} catch (e) {
			if (e instanceof Refused && e.status === 409)
				at = Number(e.answer.have ?? 0);
			else if (e instanceof Refused && e.status !== 0 && e.status !== 503)
				throw e;
			if (++tries > 20) throw e;
			await new Promise((done) => setTimeout(done, 1000 * Math.min(tries, 10)));
		}
		far(at);
	}
	return path;
}

function uploads(): void {
	const form = $<HTMLFormElement>("#upload");
	if (!form) return;
	form.hidden = false;
	form.addEventListener("submit", (event) => {
		event.preventDefault();
		void begin(form).catch((e: unknown) =>
			say(e instanceof Error ? e.message : word("running_upload_cut"), "error"));
	});
}

async function begin(form: HTMLFormElement): Promise<void> {
	const fields = $$<HTMLInputElement>("[data-piece]", form),
		button = $<HTMLButtonElement>("button", form)!;
	const place = $("[data-far]", form)!, bar = $<HTMLProgressElement>("progress", place)!,
		text = $("[role=status]", place)!;
	if (!fields[0]?.files?.length) return say(word("running_upload_first"), "error");
	const total = fields.reduce((n, f) => n + (f.files?.[0]?.size ?? 0), 0);
	const body: Record<string, string> = {};
	let before = 0;
	button.disabled = true;
	place.hidden = false;
	try {
		for (const field of fields) {
			const file = field.files?.[0];
			if (!file) continue;
			body[field.dataset.piece!] = await upload(file, (sent) => {
				bar.value = ((before + sent) * 100) / Math.max(total, 1);
				text.textContent =
					word("running_upload_sending",
						{ n: Math.floor(bar.value) });
			});
			before += file.size;
		}
		if ($<HTMLInputElement>("[name=dry]", form)?.checked) body.dry = "1";
		const r = await send("/desk/running/import/", body);
		location.assign(String(r.location));
	} finally {
		button.disabled = false;
	}
}

// How far a work is, until it is over; then the page as it is then.
function watch(): void {
	const place = $("[data-work=going]");
	if (!place) return;
	const look = async (): Promise<void> => {
		try {
			const r = await get(location.pathname);
			$<HTMLProgressElement>("progress", place)!.value = Number(r.percent);
			$("[data-state]", place)!.textContent = String(r.word);
			$("[data-far-text]", place)!.textContent = String(r.far);
			if (r.over) return location.reload();
		} catch {
			// the server may be starting again: it is asked once more
		}
		setTimeout(() => void look(), 1000);
	};
	setTimeout(() => void look(), 700);
}

uploads();
watch();
