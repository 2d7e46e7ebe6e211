// sync.ts: no word is lost.  What changed is on this device within a third of a second
// and on the server within three; what another wrote meanwhile is merged in, never
// written over; where only a person can decide, nothing is sent before that.
// SPDX-License-Identifier: Apache-2.0
import { csrf, Refused, send } from "../../lib/send";
import { Fields, forget, keep } from "./journal";
import { params, told } from "./form";

export type Kind = "saved" | "waiting" | "saving" | "offline" | "login" | "busy" | "refused" |
	"clash";
export interface Host {
	read(): Fields;
	// Takes another's copy in; what is still open to a choice comes back as base.
	absorb(base: Fields, other: Fields, by: string): { base: Fields; open: boolean };
	open(): boolean; // is a choice waiting?
	show(kind: Kind, at: Date | null, why: string): void;
	versioned(version: number): void;
}

const LOCAL = 200, AFTER = 1500, LATEST = 7000, KEEPALIVE = 60000;
const RETRY = [1000, 2000, 4000, 8000, 15000];

export class Sync {
	kind: Kind = "saved";
	private known: Fields;      // as the server has it, in `version`
	private apart: Fields | null = null; // what a merge began from while a choice is open
	private local = 0;
	private timer = 0;
	private since = 0;          // when the first change that is not sent was made
	private running: Promise<boolean> | null = null;
	private failed = 0;
	private savedAt: Date | null = null;
	private fits = true;

	constructor(private readonly path: string, readonly client: string,
		private readonly who: string, private version: number, known: Fields,
		private readonly host: Host) {
		this.known = known;
		addEventListener("online", () => this.soon(0));
		document.addEventListener("visibilitychange",
			() => (document.visibilityState === "hidden" ? this.leave() : this.wake()));
		addEventListener("focus", () => this.wake());
		addEventListener("pagehide", () => this.leave());
	}

	get story(): string { return this.path; }
	get current(): number { return this.version; }
	dirty(now = this.host.read()): boolean {
		return Object.keys(now).some((name) => now[name] !== (this.known[name] ?? ""));
	}

	// Something was typed.
	changed(): void {
		if (!this.local) this.local = window.setTimeout(() => this.write(), LOCAL);
		this.since ||= Date.now();
		if (this.kind === "saved") this.show("waiting");
		if (this.kind === "waiting" || this.kind === "saving" || this.kind === "refused")
			this.soon(Math.max(0, Math.min(AFTER, this.since + LATEST - Date.now())));
	}

	// To this device, now.
	write(): void {
		clearTimeout(this.local);
		this.local = 0;
		const mine = this.host.read(), entry = { story: this.path, client: this.client };
		if (!this.dirty(mine) && !this.host.open()) {
			forget(entry);
			if (this.kind === "waiting") this.show("saved");
			return;
		}
		this.fits = keep({ ...entry, who: this.who, at: Date.now(), version: this.version,
			base: this.apart ?? this.known, mine });
		if (!this.fits) this.show(this.kind);
	}

	private show(kind: Kind, why = ""): void {
		this.kind = kind;
		this.host.show(kind, this.savedAt, why || (this.fits ? "" : "full"));
	}
	private soon(ms: number): void {
		clearTimeout(this.timer);
		this.timer = window.setTimeout(() => void this.save(), ms);
	}
	private wake(): void {
		if (this.kind === "login" || this.kind === "offline" || this.kind === "busy")
			this.soon(0);
	}

	// One at a time; true: the server has everything.
	save(pull = false): Promise<boolean> {
		clearTimeout(this.timer);
		this.running ??= this.once(pull).finally(() => { this.running = null; });
		return this.running;
	}
	async flush(): Promise<boolean> {
		for (let i = 0; i < 5; i++) {
			if (this.running) await this.running;
			if (this.host.open()) return false;
			if (!this.dirty()) return true;
			if (!await this.save()) return false;
		}
		return !this.dirty();
	}

	private async once(pull: boolean): Promise<boolean> {
		this.write();
		if (this.host.open()) {
			this.show("clash");
			return false;
		}
		const mine = this.host.read();
		if (!this.dirty(mine) && !pull) {
			if (this.kind !== "saved") this.show("saved");
			return true;
		}
		if (this.kind === "login" && !await this.token()) return this.later();
		if (this.kind !== "offline" && this.kind !== "login" && !pull) this.show("saving");
		const since = this.since;
		this.since = 0;
		try {
			const answer = await send(this.path + "autosave",
				params(mine, { version: String(this.version), client: this.client,
					...(pull ? { pull: "1" } : {}) }),
				{ signal: AbortSignal.timeout(20000) });
			if (answer.fields) return this.merge(answer);
			this.acknowledged(Number(answer.version), mine, answer.saved_at);
			return !this.dirty();
		} catch (e) {
			this.since = since || Date.now();
			return this.refused(e as Refused, pull);
		}
	}

	private acknowledged(version: number, mine: Fields, at: unknown): void {
		this.version = version;
		this.known = mine;
		this.failed = 0;
		this.savedAt = typeof at === "string" && !Number.isNaN(Date.parse(at))
			? new Date(at) : new Date();
		this.host.versioned(version);
		const more = this.dirty();
		this.kind = more ? "waiting" : "saved";
		this.show(this.kind);
		this.write();
		if (more) this.soon(AFTER);
	}

	private async refused(e: Refused, pull: boolean): Promise<boolean> {
		const { status, answer } = e;
		if (status === 409 && answer.fields) return this.merge(answer);
		if (pull) return false;
		if (status === 401) this.show("login");
		else if (status === 403) {
			// Perhaps only the session is another one: its token is fetched once.
			if (this.failed === 0 && await this.token())
				return this.failed++, this.soon(0), false;
			this.show("refused", e.message);
			return false;
		} else if (status === 0 || status === 408) this.show("offline");
		else if (status === 429 || status >= 500) this.show("busy", e.message);
		else {
			this.show("refused", e.message);
			return false;
		}
		return this.later();
	}
	private later(): boolean {
		this.soon(RETRY[Math.min(this.failed++, RETRY.length - 1)]!);
		return false;
	}

	private merge(answer: Record<string, unknown>): boolean {
		const other = { ...this.known, ...told(answer.fields as Record<string, unknown>) };
		const got = this.host.absorb(this.apart ?? this.known, other,
			String(answer.by ?? ""));
		this.version = Number(answer.version);
		this.known = Object.fromEntries(
			Object.keys(this.known).map((name) => [name, other[name] ?? ""]));
		this.apart = got.open ? got.base : null;
		this.host.versioned(this.version);
		this.failed = 0;
		this.write();
		if (got.open) {
			this.show("clash");
			return false;
		}
		if (this.dirty()) this.kind = "waiting", this.soon(0);
		else this.show("saved");
		return false;
	}
	// All choices are made.
	decided(): void {
		if (this.host.open()) return;
		this.apart = null;
		this.kind = "waiting";
		this.since ||= Date.now();
		this.write();
		this.soon(0);
	}

	// Somebody else's version is newer than what is on the screen.
	newer(version: number): void {
		if (version > this.version && !this.running && !this.host.open())
			void this.save(true);
	}

	// The page goes away, perhaps for ever.
	leave(): void {
		this.write();
		const mine = this.host.read();
		if (!this.dirty(mine) || this.running || this.host.open() || this.kind === "login")
			return;
		const body = params(mine, { version: String(this.version), client: this.client });
		if (document.visibilityState !== "hidden") return void this.save();
		if (body.toString().length < KEEPALIVE) {
			this.running = send(this.path + "autosave", body, { keepalive: true })
				.then((a) => {
				this.acknowledged(Number(a.version), mine, a.saved_at);
				return true;
			}, () => { this.soon(1000); return false; })
				.finally(() => { this.running = null; });
		} else {
			void this.save();
		}
	}

	// A new login in another tab has another token; the page that shows it is ours.
	private async token(): Promise<boolean> {
		try {
			const reply = await fetch(this.path,
				{ credentials: "same-origin", headers: { Accept: "text/html" } });
			if (!reply.ok || /\/desk\/login/.test(reply.url)) return false;
			const found =
				/<meta name="csrf" content="([^"]+)"/.exec(await reply.text())?.[1];
			if (!found) return false;
			for (const meta of document.querySelectorAll<HTMLMetaElement>(
				'meta[name="csrf"]'))
				meta.content = found;
			for (const input of document.querySelectorAll<HTMLInputElement>(
				'input[name="csrf"]'))
				input.value = found;
			return csrf() === found;
		} catch {
			return false;
		}
	}
}
