// send.ts: speaking to the server: one token, one kind of error.
// SPDX-License-Identifier: Apache-2.0

export class Refused extends Error {
	constructor(readonly status: number, message: string, readonly answer: Record<string,
		unknown>) {
		super(message);
	}
}
// status 0: the server was not reached.
export const csrf = (): string =>
	document.querySelector<HTMLMetaElement>('meta[name="csrf"]')?.content ?? "";

async function read(reply: Response): Promise<Record<string, unknown>> {
	try {
		return (await reply.json()) as Record<string, unknown>;
	} catch {
		return {};
	}
}

// POSTs fields (or a file's bytes) and gives the JSON that came back; throws Refused.
export async function send(path: string, body: Record<string,
	string> | URLSearchParams | FormData | Blob,
	more: {
		signal?: AbortSignal;
		keepalive?: boolean;
		headers?: Record<string, string>
	} = {}): Promise<Record<string, unknown>> {
	const plain = body instanceof URLSearchParams || body instanceof FormData ||
		body instanceof Blob;
	let reply: Response;
	try {
		reply = await fetch(path,
			{ method: "POST", body: plain ? body : new URLSearchParams(body),
			credentials: "same-origin", redirect: "error", signal: more.signal,
			keepalive: more.keepalive,
			headers: { Accept: "application/json", "X-Csrf": csrf(),
				...more.headers } });
	} catch (e) {
		throw new Refused(0, String(e), {});
	}
	const answer = await read(reply);
	if (!reply.ok)
		throw new Refused(reply.status, String(answer.error ?? reply.statusText), answer);
	return answer;
}

export async function get(path: string): Promise<Record<string, unknown>> {
	let reply: Response;
	try {
		reply = await fetch(path, { credentials: "same-origin", redirect: "error",
			headers: { Accept: "application/json" } });
	} catch (e) {
		throw new Refused(0, String(e), {});
	}
	const answer = await read(reply);
	if (!reply.ok)
		throw new Refused(reply.status, String(answer.error ?? reply.statusText), answer);
	return answer;
}
