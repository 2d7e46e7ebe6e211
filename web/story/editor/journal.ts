// journal.ts: the copy on this device.  It is written before the server is asked and
// taken away when the server has it all; so whatever ends a page, the next one
// finds what was typed.  One entry for each open page.
// SPDX-License-Identifier: Apache-2.0
export type Fields = Record<string, string>; // several values of a name are parted by SEVERAL
export const SEVERAL = "\u001f";

export interface Entry {
	story: string; client: string; who: string; at: number;
	version: number; base: Fields; // what the server had acknowledged
	mine: Fields;
}

const PREFIX = "djeli:story:", OLD = 30 * 86400e3;
const name = (e: { story: string; client: string }): string => `${PREFIX}${e.story}:${e.client}`;

function entries(): [string, Entry][] {
	const list: [string, Entry][] = [];
	for (let i = 0; i < localStorage.length; i++) {
		const key = localStorage.key(i)!;
		if (!key.startsWith(PREFIX)) continue;
		try {
			list.push([key, JSON.parse(localStorage.getItem(key)!) as Entry]);
		} catch { /* half of an entry is none */ }
	}
	return list.sort((a, b) => a[1].at - b[1].at);
}

// false: this device takes nothing (full, or forbidden).
export function keep(e: Entry): boolean {
	const text = JSON.stringify(e);
	try {
		localStorage.setItem(name(e), text);
		return true;
	} catch { /* full: what is very old goes first */ }
	try {
		for (const [key, old] of entries())
			if (Date.now() - old.at > OLD) localStorage.removeItem(key);
		localStorage.setItem(name(e), text);
		return true;
	} catch {
		return false;
	}
}
export function forget(e: { story: string; client: string }): void {
	try {
		localStorage.removeItem(name(e));
	} catch { /* nothing is kept there */ }
}

// What earlier pages of this person left of this story.
export function left(story: string, who: string, mine: string): Entry[] {
	try {
		return entries().map(([, e]) => e)
			.filter((e) => e.story === story && e.who === who && e.client !== mine);
	} catch {
		return [];
	}
}

// Which of them are still open elsewhere in this browser: they answer.
export class Others {
	private readonly channel: BroadcastChannel | null;
	constructor(story: string, client: string) {
		this.channel = "BroadcastChannel" in globalThis
			? new BroadcastChannel(`djeli-story-${story}`) : null;
		this.channel?.addEventListener("message", (e: MessageEvent<{
			ask?: boolean
		}>) => { if (e.data.ask) this.channel!.postMessage({ here: client }); });
	}
	alive(wait = 250): Promise<Set<string>> {
		const found = new Set<string>(), hear = (e: MessageEvent<{
			here?: string
		}>): void => { if (e.data.here) found.add(e.data.here); };
		this.channel?.addEventListener("message", hear);
		this.channel?.postMessage({ ask: true });
		return new Promise((done) => setTimeout(() => {
			this.channel?.removeEventListener("message", hear);
			done(found);
		}, this.channel ? wait : 0));
	}
}
