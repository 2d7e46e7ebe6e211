// picture.ts: what is shown of a picture: its focal point, and the crops that follow it
// or are set by hand.  Both are set on the picture itself (clicked, dragged, by keys) or
// as numbers, and the small ones show at once what it does.  The number fields hold what
// is true; everything else is drawn from them.
// SPDX-License-Identifier: Apache-2.0
import { $, $$, h, word } from "../lib/dom";

// In thousandths of the picture's sides; its height follows from its shape.
interface Part { x: number; y: number; w: number }

interface Shape {
	name: string; // "3x2"
	label: string;
	ratio: number; // across : down
	hand: HTMLInputElement;
	fields: Record<keyof Part, HTMLInputElement>;
	button: HTMLButtonElement;
}

const MOST = 1000, NARROWEST = 50;
const within = (n: number, most: number): number => Math.max(0, Math.min(most, Math.round(n)));
const percent = (thousandths: number): string => String(thousandths / 10);

class Frame {
	private readonly point =
		h("button", { type: "button", class: "point", "aria-describedby": "focal-help" });
	private readonly part = h("button", { type: "button", class: "part",
		"aria-describedby": "crop-help", hidden: true },
		h("span", { class: "corner", "aria-hidden": "true" }));
	private readonly inner = h("div", { class: "inner" });
	private readonly side: { w: number; h: number };
	private readonly shapes: Shape[];
	private chosen: Shape | undefined;
	// What is dragged: the focal point, the part (from where in it), or its corner.
	private finger = false;
	private drag: {
		what: "point" | "corner"
	} | { what: "part"; dx: number; dy: number } | undefined;

	constructor(private readonly picture: HTMLImageElement,
		private readonly fx: HTMLInputElement, private readonly fy: HTMLInputElement) {
		this.side = { w: Number(picture.getAttribute("width")),
			h: Number(picture.getAttribute("height")) };
		this.shapes = $$(".crop-numbers [data-fields]").map((set) => this.shape(set));
		picture.replaceWith(this.inner);
		this.inner.append(picture, this.point, this.part);
		picture.draggable = false;
		this.listen();
		this.show();
	}

	// The small crop of a shape becomes a button that chooses it.
	private shape(set: HTMLElement): Shape {
		const name = set.dataset.fields ?? "", item = $(`.crops li[data-shape="${name}"]`);
		const plain = $(".shape", item ?? document),
			button = h("button",
				{ type: "button", class: "shape", "aria-pressed": "false" });
		const field = (axis: string): HTMLInputElement =>
			$<HTMLInputElement>(`#${axis}_${name}`)!;
		button.append(...(plain?.childNodes ?? []));
		plain?.replaceWith(button);
		const img = $<HTMLImageElement>("img", button);
		if (img) {
			img.src = this.picture.src;
			img.className = "live";
		}
		return { name, button, ratio: Number(set.dataset.across) / Number(set.dataset.down),
			label: $("legend", set)?.textContent ?? name,
			hand: $<HTMLInputElement>(`[name="hand_${name}"]`)!,
			fields: { x: field("x"), y: field("y"), w: field("w") } };
	}

	private listen(): void {
		const focal = $<HTMLButtonElement>(".focal-mode .shape");
		if (focal?.parentElement) focal.parentElement.hidden = false;
		focal?.addEventListener("click", () => this.choose(undefined));
		for (const s of this.shapes) {
			s.button.addEventListener("click", () => this.choose(s));
			s.hand.addEventListener("change", () => this.show());
			for (const field of Object.values(s.fields))
				field.addEventListener("input", () => {
				s.hand.checked = true;
				this.show(s);
			});
		}
		for (const field of [this.fx, this.fy])
			field.addEventListener("input", () => this.show());
		$("#crop-back")?.addEventListener("click", () => {
			if (!this.chosen) return;
			this.chosen.hand.checked = false;
			this.show();
			this.chosen.button.focus();
		});
		this.inner.addEventListener("pointerdown", (e) => {
			const handle = this.point.contains(e.target as Node) ||
				this.part.contains(e.target as Node);
			this.finger = e.pointerType === "touch" && !handle;
			if (!this.finger) this.take(e);
		});
		this.inner.addEventListener("click", (e) => this.finger && this.put(e));
		this.inner.addEventListener("pointermove",
			(e) => this.inner.hasPointerCapture(e.pointerId) && this.move(e));
		this.point.addEventListener("keydown", (e) => this.pointKey(e));
		this.part.addEventListener("keydown", (e) => this.partKey(e));
	}

	private choose(s: Shape | undefined): void {
		this.chosen = s;
		this.show();
		(s ? this.part : this.point).focus({ preventScroll: true });
	}

	// ---- what is true ----

	private heightOf(s: Shape, w: number): number {
		return (w * this.side.w) / (s.ratio * this.side.h);
	}

	// The widest that fits.
	private widest(s: Shape): number {
		return Math.min(MOST, Math.floor((MOST * this.side.h * s.ratio) / this.side.w));
	}

	// As the server does it: the largest part, its middle near the focal point.
	private following(s: Shape): Part {
		const w = this.widest(s), high = Math.min(MOST, this.heightOf(s, w));
		return { w, x: within(Number(this.fx.value) * 10 - w / 2, MOST - w),
			y: within(Number(this.fy.value) * 10 - high / 2, MOST - high) };
	}

	private partOf(s: Shape): Part {
		const n = (f: HTMLInputElement): number => within(Number(f.value) * 10, MOST);
		return s.hand.checked ? { x: n(s.fields.x), y: n(s.fields.y),
			w: Math.max(1, n(s.fields.w)) } : this.following(s);
	}

	private write(s: Shape, p: Part): void {
		s.fields.x.value = percent(p.x);
		s.fields.y.value = percent(p.y);
		s.fields.w.value = percent(p.w);
	}

	// Within the picture, whatever was asked for.
	private set(s: Shape, p: Part): void {
		const w = Math.max(Math.min(NARROWEST, this.widest(s)),
			Math.min(this.widest(s), Math.round(p.w)));
		const high = Math.min(MOST, this.heightOf(s, w));
		s.hand.checked = true;
		this.write(s, { w, x: within(p.x, MOST - w),
			y: Math.min(within(p.y, MOST), Math.floor(MOST - high)) });
		this.show();
	}

	private aim(x: number, y: number): void {
		this.fx.value = String(within(x / 10, 100));
		this.fy.value = String(within(y / 10, 100));
		this.show();
	}

	// ---- what is seen ----

	// typed: somebody is writing into its fields, which are left alone meanwhile.
	private show(typed?: Shape): void {
		const x = within(Number(this.fx.value), 100),
			y = within(Number(this.fy.value), 100);
		this.point.style.left = `${x}%`;
		this.point.style.top = `${y}%`;
		this.point.setAttribute("aria-label", word("picture_focal_is", { x, y }));
		for (const s of this.shapes) {
			const p = this.partOf(s);
			if (s !== typed) this.write(s, p);
			this.showSmall(s, p);
		}
		this.point.hidden = this.chosen !== undefined;
		this.part.hidden = !this.chosen;
		for (const [id, on] of [["#focal-help", !this.chosen],
			["#crop-help", this.chosen]] as const) {
			const help = $(id);
			if (help) help.hidden = !on;
		}
		$(".focal-mode .shape")?.setAttribute("aria-pressed", String(!this.chosen));
		const back = $("#crop-back");
		if (back) back.hidden = !this.chosen?.hand.checked;
		if (this.chosen) this.showPart(this.chosen, this.partOf(this.chosen));
	}

	private showSmall(s: Shape, p: Part): void {
		const img = $("img", s.button), how = $(".how", s.button),
			pixels = $(".pixels", s.button);
		if (img) {
			img.style.width = `${(MOST * 100) / p.w}%`;
			img.style.left = `${(-p.x * 100) / p.w}%`;
			img.style.top = `${(-p.y * 100) / this.heightOf(s, p.w)}%`;
		}
		if (how)
			how.textContent = word(s.hand.checked ? "picture_crop_by_hand"
				: "picture_crop_follows");
		const w = Math.round((p.w * this.side.w) / MOST);
		if (pixels)
			pixels.textContent =
				word("picture_crop_pixels", { w, h: Math.round(w / s.ratio) });
		s.button.setAttribute("aria-pressed", String(s === this.chosen));
	}

	private showPart(s: Shape, p: Part): void {
		this.part.style.left = `${p.x / 10}%`;
		this.part.style.top = `${p.y / 10}%`;
		this.part.style.width = `${p.w / 10}%`;
		this.part.style.height = `${this.heightOf(s, p.w) / 10}%`;
		this.part.setAttribute("aria-label",
			word("picture_crop_is",
				{ name: s.label, x: percent(p.x), y: percent(p.y),
					w: percent(p.w) }));
	}

	// ---- pointer ----

	private at(e: MouseEvent): { x: number; y: number } {
		const box = this.picture.getBoundingClientRect();
		return { x: ((e.clientX - box.left) / box.width) * MOST,
			y: ((e.clientY - box.top) / box.height) * MOST };
	}

	private take(e: PointerEvent): void {
		if (e.button) return;
		const { x, y } = this.at(e), target = e.target as Element;
		e.preventDefault();
		this.inner.setPointerCapture(e.pointerId);
		if (!this.chosen) {
			this.drag = { what: "point" };
		} else if (target.closest(".corner")) {
			this.drag = { what: "corner" };
		} else {
			const p = this.partOf(this.chosen), high = this.heightOf(this.chosen, p.w),
				inside = target === this.part;
			// Beside it: its middle comes here.
			this.drag = { what: "part", dx: inside ? x - p.x : p.w / 2, dy: inside
				? y - p.y : high / 2 };
			if (inside) {
				this.part.focus({ preventScroll: true });
				return;
			}
		}
		this.move(e);
		(this.chosen ? this.part : this.point).focus({ preventScroll: true });
	}

	// A finger beside the handles may be about to scroll: only where it taps is meant.
	private put(e: MouseEvent): void {
		const { x, y } = this.at(e), s = this.chosen;
		if (!s) {
			this.aim(x, y);
			return;
		}
		const p = this.partOf(s);
		this.set(s, { ...p, x: x - p.w / 2, y: y - this.heightOf(s, p.w) / 2 });
	}

	private move(e: PointerEvent): void {
		const { x, y } = this.at(e), s = this.chosen, d = this.drag;
		if (!d) return;
		if (d.what === "point" || !s) {
			this.aim(x, y);
			return;
		}
		const p = this.partOf(s);
		if (d.what === "part") this.set(s, { x: x - d.dx, y: y - d.dy, w: p.w });
		else this.size(s, p,
			Math.max(x - p.x, ((y - p.y) * s.ratio * this.side.h) / this.side.w));
	}

	// Its upper left corner stays, so it ends where the picture does.
	private size(s: Shape, p: Part, w: number): void {
		const room = ((MOST - p.y) * s.ratio * this.side.h) / this.side.w;
		this.set(s, { ...p, w: Math.min(w, MOST - p.x, room) });
	}

	// ---- keys ----

	private arrow(e: KeyboardEvent): [number, number] | undefined {
		const by: Record<string, [number, number]> =
			{ ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1],
				ArrowDown: [0, 1] };
		return by[e.key];
	}

	private pointKey(e: KeyboardEvent): void {
		const way = this.arrow(e), step = e.shiftKey ? 100 : 10;
		if (!way) return;
		e.preventDefault();
		this.aim(Number(this.fx.value) * 10 + way[0] * step,
			Number(this.fy.value) * 10 + way[1] * step);
	}

	private partKey(e: KeyboardEvent): void {
		const s = this.chosen, way = this.arrow(e), step = e.shiftKey ? 50 : 5;
		if (!s) return;
		const p = this.partOf(s), grow = e.key === "+" || e.key === "=" ? 20
			: e.key === "-" || e.key === "_" ? -20 : 0;
		if (!way && !grow) return;
		e.preventDefault();
		if (way) this.set(s, { ...p, x: p.x + way[0] * step, y: p.y + way[1] * step });
		// around its middle
		else this.set(s,
			{ x: p.x - grow / 2, y: p.y - this.heightOf(s, grow) / 2, w: p.w + grow });
	}
}

const picture = $<HTMLImageElement>("#large"), fx = $<HTMLInputElement>("#focal_x"),
	fy = $<HTMLInputElement>("#focal_y");
document.documentElement.classList.add("scripted");
if (picture && fx && fy) new Frame(picture, fx, fy);

// A decorative picture needs no words.
const alt = $<HTMLTextAreaElement>("#alt"), decorative = $<HTMLInputElement>("[name=decorative]");
const follow = (): void => { if (alt && decorative) alt.readOnly = decorative.checked; };
decorative?.addEventListener("change", follow);
follow();
