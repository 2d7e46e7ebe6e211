// rules.ts: what typing does by itself: marks at the beginning of a line, and the
// quotation marks, dashes and spaces of the story's language.
// SPDX-License-Identifier: Apache-2.0
import { InputRule, inputRules, textblockTypeInputRule,
	wrappingInputRule } from "prosemirror-inputrules";
import { EditorState, Plugin, TextSelection } from "prosemirror-state";
import { N } from "./schema";

// Opening and closing, outer and inner.  A narrow space that does not break stands
// inside French guillemets, and before ; ! ?  (a full one before : and inside «» in many houses).
type Quotes = [string, string, string, string];
const NNBSP = "\u202f", NBSP = "\u00a0";
const QUOTES: Record<string, Quotes> = {
	fr: [`«${NBSP}`, `${NBSP}»`, "“", "”"], en: ["“", "”", "‘", "’"], de: ["„", "“", "‚", "‘"],
	es: ["«", "»", "“", "”"], it: ["«", "»", "“", "”"], pt: ["“", "”", "‘", "’"],
	ar: ["«", "»", "“", "”"], ru: ["«", "»", "„", "“"], pl: ["„", "”", "«", "»"],
	nl: ["“", "”", "‘", "’"], sv: ["”", "”", "’", "’"], ln: [`«${NBSP}`, `${NBSP}»`, "“", "”"],
	bm: [`«${NBSP}`, `${NBSP}»`, "“", "”"],
};
export const quotesOf = (language: string): Quotes =>
	QUOTES[language.toLowerCase().split("-")[0]!] ?? QUOTES.en!;

const inCode = (state: EditorState): boolean => state.selection.$from.marks()
	.some((m) => m.type.name === "code");

// What stands before the caret in its own block.
function replaced(match: RegExp,
	make: (state: EditorState, match: RegExpMatchArray) => string | null): InputRule {
	return new InputRule(match, (state, found, start, end) => {
		const text = inCode(state) ? null : make(state, found);
		return text === null ? null : state.tr.insertText(text, start, end);
	});
}

export function typing(language: () => string): Plugin {
	const opens = (before: string): boolean => !before ||
		/[\s([{«“‘„—–\u00a0\u202f/-]$/.test(before);
	const french = (): boolean => /^(fr|ln|bm)\b/i.test(language());
	return inputRules({ rules: [
		textblockTypeInputRule(/^(#{2,4})\s$/, N.heading!,
			(m) => ({ level: m[1]!.length })),
		wrappingInputRule(/^\s*>\s$/, N.blockquote!),
		wrappingInputRule(/^\s*[-+*]\s$/, N.bullet_list!),
		wrappingInputRule(/^(\d+)[.)]\s$/, N.ordered_list!,
			(m) => ({ start: m[1] === "1" ? null : m[1] }),
			(m, node) => node.childCount +
			Number(node.attrs.start ?? 1) === Number(m[1])),
		new InputRule(/^(---|—-|–-|\*\*\*|___)$/, (state, _match, start) => {
			const $start = state.doc.resolve(start);
			if ($start.depth !== 1 || $start.parent.type !== N.paragraph ||
				$start.parent.content.size > 2)
				return null;
			const tr = state.tr.replaceWith($start.before(), $start.after(),
				[N.separator!.create(), N.paragraph!.create()]);
			return tr.setSelection(TextSelection.create(tr.doc, $start.before() + 2));
		}),
		replaced(/(?:^|[\s\S])?"$/, (_s, m) => {
			const before = m[0].slice(0, -1), q = quotesOf(language());
			return before + (opens(before) ? q[0] : q[1]);
		}),
		replaced(/(?:^|[\s\S])?'$/, (_s, m) => {
			const before = m[0].slice(0, -1);
			// An apostrophe inside of words, in every language.
			return before +
				(opens(before) && !french() ? quotesOf(language())[2] : "’");
		}),
		replaced(/(^|[^\s!?:;])[ \u00a0]?([;!?])$/,
			(_s, m) => (french() && !/[\u202f«]$/.test(m[1]!) ? m[1]! + NNBSP + m[2]!
				: null)),
		replaced(/([\p{L}\p{N}»)])[ ]:$/u,
			(_s, m) => (french() ? m[1]! + NBSP + ":" : null)),
		replaced(/(\S)[ \u00a0]?»$/, (_s, m) => (french() ? m[1]! + NBSP + "»" : null)),
		replaced(/« $/, () => (french() ? `«${NBSP}` : null)),
		replaced(/([^-]|^)--$/, (_s, m) => m[1]! + "–"),
		replaced(/–-$/, () => "—"),
		replaced(/(\S) - $/, (_s, m) => `${m[1]!} – `),
		replaced(/\.\.\.$/, () => "…"),
	] });
}
