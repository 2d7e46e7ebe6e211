// merge.ts: two people (or two copies of one) began from the same text; what comes
// of both.  By paragraph: a block that one side changed is taken from that side,
// new blocks of both stay, and a block that both changed is a choice for a person.
// Nothing here knows of the page: texts in, texts out.
// SPDX-License-Identifier: Apache-2.0

export interface Clash {
	base: string;
	mine: string | null; // null: taken away on that side
	theirs: string | null;
	at: number; // the place of mine in `blocks`; where it would stand when mine is null
}
export interface Merged {
	blocks: string[]; // with mine wherever there is a clash
	// theirs, but the old text wherever there is a clash: what `blocks` still has to be merged
	// from
	base: string[];
	clashes: Clash[];
	changed: boolean; // blocks differ from mine
}

// Pairs [i, j] of a longest common subsequence, by Myers' greedy walk.
export function common(a: readonly string[], b: readonly string[]): [number, number][] {
	let head = 0, tail = 0;
	while (head < a.length && head < b.length && a[head] === b[head]) head++;
	while (tail < a.length - head && tail < b.length - head &&
		a[a.length - 1 - tail] === b[b.length - 1 - tail])
		tail++;
	const pairs: [number, number][] = [];
	for (let i = 0; i < head; i++) pairs.push([i, i]);
	for (const [i, j] of middle(a.slice(head, a.length - tail), b.slice(head, b.length - tail)))
		pairs.push([i + head, j + head]);
	for (let i = tail; i > 0; i--) pairs.push([a.length - i, b.length - i]);
	return pairs;
}

function middle(a: readonly string[], b: readonly string[]): [number, number][] {
	const n = a.length, m = b.length, trace: Map<number, number>[] = [];
	if (!n || !m) return [];
	let v = new Map<number, number>([[1, 0]]), d = 0;
	search: for (; d <= n + m; d++) {
		trace.push(new Map(v));
		for (let k = -d; k <= d; k += 2) {
			let x = k === -d || (k !== d && (v.get(k - 1) ?? -1) < (v.get(k + 1) ?? -1))
				? v.get(k + 1) ?? 0 : (v.get(k - 1) ?? 0) + 1;
			let y = x - k;
			while (x < n && y < m && a[x] === b[y]) x++, y++;
			v.set(k, x);
			if (x >= n && y >= m) break search;
		}
	}
	const pairs: [number, number][] = [];
	for (let x = n, y = m; d >= 0; d--) {
		v = trace[d]!;
		const k = x - y, before = k === -d ||
			(k !== d && (v.get(k - 1) ?? -1) < (v.get(k + 1) ?? -1)) ? k + 1 : k - 1;
		const px = v.get(before) ?? 0, py = px - before;
		while (x > px && y > py && x > 0 && y > 0) pairs.push([--x, --y]);
		if (d > 0) x = px, y = py;
	}
	return pairs.reverse();
}

// How alike two texts are, 0 to 1: the words they share.
export function alike(a: string, b: string): number {
	const words = (s: string): string[] => s.replace(/<[^>]*>/g, " ").toLowerCase()
		.match(/[\p{L}\p{N}]+/gu) ?? [];
	const one = words(a), other = words(b), count = new Map<string, number>();
	if (!one.length && !other.length) return 1;
	for (const w of one) count.set(w, (count.get(w) ?? 0) + 1);
	let shared = 0;
	for (const w of other) {
		const n = count.get(w) ?? 0;
		if (n) shared++, count.set(w, n - 1);
	}
	return (2 * shared) / (one.length + other.length);
}

// What a side did to the base: for each of its blocks what became of it, and what
// was put before it (the last list: at the end).
interface Side { now: (string | null)[]; before: string[][] }

function side(base: readonly string[], text: readonly string[]): Side {
	const now: (string | null)[] = base.map(() => null),
		before: string[][] = Array.from({ length: base.length + 1 }, () => []);
	let i = 0, j = 0;
	for (const [bi, tj] of [...common(base, text),
		[base.length, text.length] as [number, number]]) {
		pair(base, text, i, bi, j, tj, now, before);
		if (bi < base.length) now[bi] = text[tj]!;
		i = bi + 1;
		j = tj + 1;
	}
	return { now, before };
}

// Between two blocks that stayed: which of the others is a changed one, which is
// new.  Equally many: each is the next one's new text.  Else the most alike, in order.
function pair(base: readonly string[], text: readonly string[], i: number, iEnd: number, j: number,
	jEnd: number,
	now: (string | null)[], before: string[][]): void {
	if (iEnd - i === jEnd - j) {
		for (; i < iEnd; i++, j++) now[i] = text[j]!;
		return;
	}
	let from = j;
	for (; i < iEnd; i++) {
		let best = -1, most = 0.3;
		for (let k = from; k < jEnd; k++) {
			const likeness = alike(base[i]!, text[k]!);
			if (likeness > most) best = k, most = likeness;
		}
		if (best < 0) continue;
		before[i]!.push(...text.slice(from, best));
		now[i] = text[best]!;
		from = best + 1;
	}
	before[iEnd]!.unshift(...text.slice(from, jEnd));
}

export function merge(base: readonly string[], mine: readonly string[],
	theirs: readonly string[]): Merged {
	const m = side(base, mine), t = side(base, theirs), blocks: string[] = [],
		old: string[] = [], clashes: Clash[] = [];
	for (let i = 0; i <= base.length; i++) {
		// What both put into the same place stays: theirs first, what is the same once.
		const shared = new Set(common(t.before[i]!, m.before[i]!).map(([, j]) => j));
		blocks.push(...t.before[i]!, ...m.before[i]!.filter((_, j) => !shared.has(j)));
		old.push(...t.before[i]!);
		if (i === base.length) break;
		const b = base[i]!, my = m.now[i]!, their = t.now[i]!;
		const clash = my !== b && their !== b && my !== their;
		const take = clash || their === b ? my : their;
		if (clash) clashes.push({ base: b, mine: my, theirs: their, at: blocks.length });
		if (take !== null) blocks.push(take);
		if (clash) old.push(b);
		else if (their !== null) old.push(their);
	}
	return { blocks, base: old, clashes, changed: blocks.length !== mine.length ||
		blocks.some((b, i) => b !== mine[i]) };
}

// One value, three copies: what to take, or undefined when a person must say.
export const mergeValue = (base: string, mine: string, theirs: string): string | undefined =>
	mine === theirs || theirs === base ? mine : mine === base ? theirs : undefined;
