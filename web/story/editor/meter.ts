// meter.ts: how long a line is for who finds it elsewhere: search engines cut a title
// by its width, social networks by its letters.
// SPDX-License-Identifier: Apache-2.0
import { h, word } from "../../lib/dom";

const PIXELS = 580, SOCIAL = 95;
let canvas: CanvasRenderingContext2D | null | undefined;
function width(text: string): number {
	canvas ??= document.createElement("canvas").getContext("2d");
	if (!canvas) return text.length * 9.2;
	canvas.font = "20px Arial, 'Liberation Sans', sans-serif";
	return Math.round(canvas.measureText(text).width);
}
const letters = (text: string): number => [...text].length;

function gauge(name: string): {
	node: HTMLElement;
	show(part: number, text: string, verdict: string): void
} {
	const bar = h("span", { class: "fill" }), label = h("span", { class: "small" }),
		node = h("span", { class: "gauge", role: "group", "aria-label": name },
			h("span", { class: "track", "aria-hidden": "true" }, bar), label);
	return { node, show(part, text, verdict) {
		bar.style.inlineSize = `${Math.min(100, Math.round(part * 100))}%`;
		node.dataset.verdict = verdict;
		label.textContent = text;
	} };
}

// data-best="40-70": between these it is good.  title: it is also measured in pixels.
export function meter(field: HTMLInputElement | HTMLTextAreaElement, title: boolean): void {
	const [least, most] = (field.dataset.best ?? "0-70").split("-")
		.map(Number) as [number, number];
	const search = gauge(word(title ? "editor_meter_search" : "editor_meter")), social = title
		? gauge(word("editor_meter_social")) : null;
	const node = h("p", { class: "meters" }, search.node, social?.node);
	const show = (): void => {
		const text = (field.value || field.placeholder).replace(/\s+/g, " ").trim(),
			n = letters(text);
		node.hidden = !text;
		if (title) {
			const px = width(text);
			search.show(px / PIXELS,
				word("editor_meter_search_text", { n, px, of: PIXELS }), px > PIXELS
				? "over" : n < least ? "short" : "good");
			social!.show(n / SOCIAL,
				word("editor_meter_social_text", { n, of: SOCIAL }), n > SOCIAL
				? "over" : n < least ? "short" : "good");
		} else {
			search.show(n / most,
				word("editor_meter_text", { n, from: least, to: most }), n > most
				? "over" : n < least ? "short" : "good");
		}
	};
	field.addEventListener("input", show);
	(field.closest(".field") ?? field).after(node);
	show();
}
