// merge.test.ts: two people on one text: what the merge promises, by examples and by
// chance (with a seed, so that a failure comes back).
// SPDX-License-Identifier: Apache-2.0
import test from "node:test";
import assert from "node:assert/strict";
import { alike, common, merge, mergeValue } from "../../web/story/editor/merge";

const p = (s: string): string[] => s.split("").map((c) => `<p>${c}</p>`);
const text = (blocks: readonly string[]): string => blocks.map((b) => b.replace(/<[^>]*>/g, "")).join("");
const both = (base: string, mine: string, theirs: string): string => text(merge(p(base), p(mine), p(theirs)).blocks);

test("one side only", () => {
	assert.equal(both("abc", "abc", "abXc"), "abXc");
	assert.equal(both("abc", "aXbc", "abc"), "aXbc");
	assert.equal(both("abc", "ac", "abc"), "ac");
	assert.equal(both("abc", "abc", "ab"), "ab");
	assert.equal(both("", "ab", ""), "ab");
	assert.equal(both("ab", "", "ab"), "");
});
test("both, in different places", () => {
	assert.equal(both("abcd", "aXcd", "abcY"), "aXcY");
	assert.equal(both("ab", "Xb", "aY"), "XY"); // next to each other too
	assert.equal(both("abc", "abcX", "Yabc"), "YabcX");
	assert.equal(both("abc", "bc", "ab"), "b");
});
test("both put something into the same place: both stay, the same once", () => {
	assert.equal(both("ab", "aXb", "aYb"), "aYXb");
	assert.equal(both("ab", "aXb", "aXb"), "aXb");
	assert.equal(both("ab", "aXYb", "aYZb"), "aYZXb");
	assert.equal(both("", "X", "Y"), "YX");
});
test("both changed the same: a choice, and nothing is lost meanwhile", () => {
	const m = merge(p("abc"), p("aXc"), p("aYc"));
	assert.equal(text(m.blocks), "aXc");
	assert.deepEqual(m.clashes, [{ base: "<p>b</p>", mine: "<p>X</p>", theirs: "<p>Y</p>", at: 1 }]);
	assert.equal(text(m.base), "abc");
	// Begun again from what it left, the choice is the same.
	assert.equal(merge(m.base, m.blocks, p("aYc")).clashes.length, 1);
});
test("changed here, taken out there", () => {
	const m = merge(p("abc"), p("aXc"), p("ac"));
	assert.equal(text(m.blocks), "aXc");
	assert.equal(m.clashes[0]!.theirs, null);
	const n = merge(p("abc"), p("ac"), p("aXc"));
	assert.equal(text(n.blocks), "ac");
	assert.deepEqual([n.clashes[0]!.mine, n.clashes[0]!.theirs, n.clashes[0]!.at], [null, "<p>X</p>", 1]);
});
test("a paragraph that was parted in two is still known", () => {
	const base = ["<p>The river rose in the night and took the bridge with it</p>", "<p>end</p>"];
	const mine = ["<p>The river rose in the night</p>", "<p>and took the old bridge with it</p>", "<p>end</p>"];
	const m = merge(base, mine, [base[0]!, "<p>the end</p>"]);
	assert.deepEqual(m.blocks, [mine[0], mine[1], "<p>the end</p>"]);
	assert.equal(m.clashes.length, 0);
});
test("values of fields", () => {
	assert.equal(mergeValue("a", "a", "b"), "b");
	assert.equal(mergeValue("a", "b", "a"), "b");
	assert.equal(mergeValue("a", "b", "b"), "b");
	assert.equal(mergeValue("a", "b", "c"), undefined);
});
test("likeness", () => {
	assert.equal(alike("<p>a b c</p>", "<p>a b c</p>"), 1);
	assert.equal(alike("<p>a</p>", "<p>b</p>"), 0);
	assert.equal(alike("<p>سلام يا عالم</p>", "<p>سلام</p>"), 0.5);
});

// A small generator whose numbers do not depend on the machine.
function random(seed: number): (n: number) => number {
	let x = seed >>> 0;
	return (n) => {
		x = (Math.imul(x, 1664525) + 1013904223) >>> 0;
		return Math.floor((x / 2 ** 32) * n);
	};
}
let serial = 0;
function edited(base: readonly string[], pick: (n: number) => number, name: string): string[] {
	const out = [...base];
	for (let n = pick(6); n > 0; n--) {
		const at = pick(out.length + 1), fresh = `<p>${name}${++serial}</p>`;
		const what = pick(3);
		if (what === 0 || at === out.length) out.splice(at, 0, fresh);
		else if (what === 1) out[at] = fresh;
		else out.splice(at, 1);
	}
	return out;
}
const has = (list: readonly string[], one: string): boolean => list.includes(one);

test("by chance: 20,000 pairs of edits", () => {
	const seed = Number(process.env.SEED ?? 20261126), pick = random(seed);
	for (let round = 0; round < 20000; round++) {
		const base = Array.from({ length: pick(9) }, () => `<p>${++serial % 7 === 0 ? "same" : serial}</p>`);
		const mine = edited(base, pick, "m"), theirs = edited(base, pick, "t"), m = merge(base, mine, theirs);
		const why = JSON.stringify({ seed, round, base, mine, theirs, m });
		// Every new text of both stands in the text or waits in a choice.
		const all = [...m.blocks, ...m.clashes.flatMap((c) => [c.mine, c.theirs])].filter((b) => b !== null);
		for (const b of [...mine, ...theirs]) if (!has(base, b)) assert.ok(has(all, b), `lost ${b}: ${why}`);
		// What neither touched is there; nothing is there that nobody wrote.
		for (const b of base) if (b !== "<p>same</p>" && has(mine, b) && has(theirs, b)) assert.ok(has(m.blocks, b), `lost ${b}: ${why}`);
		for (const b of m.blocks) assert.ok(has(mine, b) || has(theirs, b), `made up ${b}: ${why}`);
		// What one took out and the other left alone is gone.
		for (const b of base) if (b !== "<p>same</p>" && has(mine, b) !== has(theirs, b) && !m.clashes.some((c) => c.base === b)) assert.ok(!has(m.blocks, b), `came back ${b}: ${why}`);
		// mine stands where a clash says it does.
		for (const c of m.clashes) if (c.mine !== null) assert.equal(m.blocks[c.at], c.mine, why);
		// With one side unchanged the other is the result.
		assert.deepEqual(merge(base, base, theirs).blocks, theirs, why);
		assert.deepEqual(merge(base, mine, base).blocks, mine, why);
		assert.deepEqual(merge(base, mine, mine).blocks, mine, why);
		// The other's page gets the same choices.
		assert.equal(merge(base, theirs, mine).clashes.length, m.clashes.length, why);
		// Without a choice both pages come to hold the same blocks, and merging again changes nothing.
		if (!m.clashes.length) {
			assert.deepEqual(merge(theirs, m.blocks, theirs).blocks, m.blocks, why);
			assert.deepEqual([...merge(base, theirs, mine).blocks].sort(), [...m.blocks].sort(), why);
		}
		// Waiting, then begun again from what waited: still nothing is lost.
		const again = merge(m.base, m.blocks, theirs), left = [...again.blocks, ...again.clashes.flatMap((c) => [c.mine, c.theirs])];
		for (const b of [...mine, ...theirs]) if (!has(base, b)) assert.ok(left.includes(b), `lost ${b} later: ${why}`);
	}
});
test("pairs of a longest common subsequence are in order", () => {
	const pick = random(7);
	for (let round = 0; round < 3000; round++) {
		const a = Array.from({ length: pick(12) }, () => String(pick(4))), b = Array.from({ length: pick(12) }, () => String(pick(4))), pairs = common(a, b);
		for (const [i, [x, y]] of pairs.entries()) {
			assert.equal(a[x], b[y]);
			if (i) assert.ok(x > pairs[i - 1]![0] && y > pairs[i - 1]![1]);
		}
		// As long as by the plain way.
		const t = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0));
		for (let x = a.length - 1; x >= 0; x--) for (let y = b.length - 1; y >= 0; y--) t[x]![y] = a[x] === b[y] ? t[x + 1]![y + 1]! + 1 : Math.max(t[x + 1]![y]!, t[x]![y + 1]!);
		assert.equal(pairs.length, t[0]![0]);
	}
});
