// running.ts: what makes running the paper quicker: an address as it will look.
import { $ } from "./lib/dom";

const SAMPLE: Record<string, string> = { year: "2026", monthnum: "11", day: "24", hour: "14", minute: "05", second: "00",
	post_id: "1234", postname: "the-ferry-is-back", category: "town/harbour", author: "ama-sow" };

function example(): void {
	const field = $<HTMLInputElement>("[data-scheme]"), out = $("[data-example]");
	if (!field || !out) return;
	const base = out.textContent?.replace(/^(https?:\/\/[^/]*).*$/, "$1") ?? "";
	field.addEventListener("input", () => {
		out.textContent = base + field.value.replace(/%([a-z_]+)%/g, (all, name: string) => SAMPLE[name] ?? all);
	});
}

example();
