// picture.ts: the focal point of a picture: clicked, dragged, moved by arrow keys, or
// typed; the crops show at once what it does.
import { $, $$, h, word } from "./lib/dom";

const stage = $("#stage"), picture = $<HTMLImageElement>("#large");
const fx = $<HTMLInputElement>("#focal_x"), fy = $<HTMLInputElement>("#focal_y");
const crops = $("#crops");

const clamp = (n: number): number => Math.max(0, Math.min(100, Math.round(n)));

function begin(stage: HTMLElement, picture: HTMLImageElement, fx: HTMLInputElement, fy: HTMLInputElement): void {
	const point = h("button", { type: "button", class: "point", "aria-describedby": "focal-help" });
	const inner = h("div", { class: "inner" });
	const show = (): void => {
		const x = clamp(Number(fx.value)), y = clamp(Number(fy.value));
		point.style.insetInlineStart = "auto";
		point.style.left = `${x}%`;
		point.style.top = `${y}%`;
		point.setAttribute("aria-label", word("picture_focal_is", { x, y }));
		for (const img of $$<HTMLImageElement>(".crop img")) img.style.objectPosition = `${x}% ${y}%`;
	};
	const set = (x: number, y: number): void => {
		fx.value = String(clamp(x));
		fy.value = String(clamp(y));
		show();
	};
	const at = (e: PointerEvent): void => {
		const box = picture.getBoundingClientRect();
		set(((e.clientX - box.left) / box.width) * 100, ((e.clientY - box.top) / box.height) * 100);
	};
	picture.replaceWith(inner);
	inner.append(picture, point);
	picture.draggable = false;
	inner.addEventListener("pointerdown", (e) => {
		if (e.button) return;
		e.preventDefault();
		inner.setPointerCapture(e.pointerId);
		at(e);
		point.focus();
	});
	inner.addEventListener("pointermove", (e) => inner.hasPointerCapture(e.pointerId) && at(e));
	point.addEventListener("keydown", (e) => {
		const step = e.shiftKey ? 10 : 1;
		const by: Record<string, [number, number]> = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] };
		const move = by[e.key];
		if (!move) return;
		e.preventDefault();
		set(Number(fx.value) + move[0], Number(fy.value) + move[1]);
	});
	for (const field of [fx, fy]) field.addEventListener("input", show);
	stage.classList.add("live");
	show();
}

if (crops) crops.hidden = false;
if (stage && picture && fx && fy) begin(stage, picture, fx, fy);

// A decorative picture needs no words.
const alt = $<HTMLTextAreaElement>("#alt"), decorative = $<HTMLInputElement>("[name=decorative]");
const follow = (): void => { if (alt && decorative) alt.readOnly = decorative.checked; };
decorative?.addEventListener("change", follow);
follow();
