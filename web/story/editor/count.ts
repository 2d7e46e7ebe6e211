// count.ts: words as Unicode counts them, and how long a story takes to read.
// SPDX-License-Identifier: Apache-2.0
import { Node } from "prosemirror-model";

interface Segment { isWordLike?: boolean }
interface Segmenter { segment(text: string): Iterable<Segment> }
type Make = new (language: string | undefined, options: { granularity: "word" }) => Segmenter;
const made = new Map<string, Segmenter | null>();

function segmenter(language: string): Segmenter | null {
	let one = made.get(language);
	if (one === undefined) {
		const make = (Intl as unknown as { Segmenter?: Make }).Segmenter;
		try {
			one = make ? new make(language || undefined, { granularity: "word" })
				: null;
		} catch {
			one = make ? new make(undefined, { granularity: "word" }) : null;
		}
		made.set(language, one);
	}
	return one;
}

// What is cut in two by an apostrophe or a hyphen is one word, as newsrooms count.
const JOINED = /(?<=[\p{L}\p{N}\p{M}])['’\u02bc-](?=[\p{L}\p{N}\p{M}])/gu;

export function words(text: string, language = ""): number {
	if (!text.trim()) return 0;
	const whole = text.replace(JOINED, "");
	// Only where words have no spaces between them a dictionary is needed.
	if (!/[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]/.test(whole))
		return whole.match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}\u200c\u200d_.,]*/gu)?.length ?? 0;
	const cut = segmenter(language);
	if (!cut) return whole.split(/\s+/).length;
	let n = 0;
	for (const s of cut.segment(whole)) if (s.isWordLike) n++;
	return n;
}

const counted = new WeakMap<Node, number>();
export function wordsIn(doc: Node, language: string): number {
	let sum = 0;
	doc.forEach((node) => {
		let n = counted.get(node);
		if (n === undefined)
			counted.set(node, (n =
				words(node.textBetween(0, node.content.size, " ", " "), language)));
		sum += n;
	});
	return sum;
}

// Words a minute, silently and for pleasure (rounded means of published studies).
const SPEED: Record<string, number> = { en: 235, fr: 195, ar: 140, es: 215, de: 180, pt: 180,
	it: 190, ru: 185, pl: 165, zh: 160, ja: 190, sv: 200, nl: 200 };
export const minutes = (n: number, language: string): number =>
	Math.max(1, Math.round(n / (SPEED[language.toLowerCase().split("-")[0]!] ?? 200)));
