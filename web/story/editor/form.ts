// form.ts: the story's form as one record of texts, and back.
// SPDX-License-Identifier: Apache-2.0
import { Fields, SEVERAL } from "./journal";

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;
const APART = new Set(["csrf", "version", "client", "do", "body"]);

export const controls = (form: HTMLFormElement): Control[] =>
	[...form.elements].filter((e): e is Control => e.matches("input, select, textarea") &&
		!!(e as Control).name && !APART.has((e as Control).name) &&
		!e.matches("[type=submit], [type=button], [type=file]") &&
		!e.hasAttribute("data-apart"));

// Several of a name are a list: each once, without empty ones, as the server reads it.
const several = (list: string[]): string => [...new Set(list.map((v) => v.trim()))].filter(Boolean)
	.join(SEVERAL);

// asServed: what the page came with, whatever a browser has put back since.
export function readForm(form: HTMLFormElement, asServed = false): Fields {
	const out: Record<string, string[]> = {};
	for (const c of controls(form)) {
		const list = (out[c.name] ??= []);
		if (c instanceof HTMLSelectElement)
			list.push(...[...c.options].filter((o) =>
				(asServed && [...c.options].some((x) => x.defaultSelected)
					? o.defaultSelected : o.selected)).map((o) => o.value));
		else if (c instanceof HTMLInputElement && /^(checkbox|radio)$/.test(c.type)) {
			if (asServed ? c.defaultChecked : c.checked) list.push(c.value);
		} else if (c.value || !asServed)
			list.push(asServed && c.type !== "hidden" ? c.defaultValue : c.value);
		else list.push(asServed ? c.defaultValue : "");
	}
	return Object.fromEntries(Object.entries(out)
		.map(([name, list]) => [name, list.length > 1 ? several(list) : list[0] ?? ""]));
}

export function writeField(form: HTMLFormElement, name: string, value: string): void {
	const list = controls(form).filter((c) => c.name === name), values = value
		? value.split(SEVERAL) : [];
	let text = 0;
	for (const c of list) {
		if (c instanceof HTMLSelectElement && c.multiple)
			for (const o of c.options) o.selected = values.includes(o.value);
		else if (c instanceof HTMLInputElement && /^(checkbox|radio)$/.test(c.type))
			c.checked = values.includes(c.value);
		else c.value = (list.length > 1 ? values[text++] : value) ?? "";
		if (c instanceof HTMLSelectElement && !c.multiple && c.selectedIndex < 0)
			c.value = "";
		c.dispatchEvent(new Event("input", { bubbles: true }));
		c.dispatchEvent(new Event("change", { bubbles: true }));
	}
	form.dispatchEvent(new CustomEvent("story:set", { detail: { name, values } }));
}

export function params(fields: Fields, more: Record<string, string>): URLSearchParams {
	const p = new URLSearchParams(more);
	for (const [name, value] of Object.entries(fields))
		for (const one of value.split(SEVERAL)) p.append(name, one);
	return p;
}

// What the server tells of a copy: numbers, lists and nothing are texts here.
export function told(fields: Record<string, unknown>): Fields {
	return Object.fromEntries(Object.entries(fields)
		.map(([name, v]) => [name, Array.isArray(v) ? several(v.map(String)) : v === null ||
			v === undefined ? "" : String(v)]));
}
