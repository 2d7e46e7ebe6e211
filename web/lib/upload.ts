// upload.ts: sending a picture, with progress: one file, one request, told at once
// whether it was taken.  A server that is busy is asked again by itself.
// SPDX-License-Identifier: Apache-2.0
import { csrf, Refused } from "./send";

export interface Picture {
	id: number;
	url: string; thumb: string; large: string; width: number; height: number; name: string;
	alt: string;
	decorative: boolean; caption: string; credit: string; state: string; same?: boolean;
}

export interface Sending { done: Promise<Picture>; cancel(): void }

// progress: 0 to 1 while it is sent; 1: it is there and being made.
export function upload(file: Blob, name: string, progress: (part: number) => void): Sending {
	const ask = new XMLHttpRequest();
	const done = new Promise<Picture>((give, fail) => {
		ask.open("POST", `/desk/pictures/upload?name=${encodeURIComponent(name)}`);
		ask.setRequestHeader("Accept", "application/json");
		ask.setRequestHeader("Content-Type", "application/octet-stream");
		ask.setRequestHeader("X-Csrf", csrf());
		ask.responseType = "text";
		ask.upload.onprogress = (e) => e.lengthComputable && progress(e.loaded / e.total);
		ask.upload.onload = () => progress(1);
		ask.onerror = () => fail(new Refused(0, "", {}));
		ask.onabort = () => fail(new DOMException("", "AbortError"));
		ask.onload = () => {
			let answer: Record<string, unknown> = {};
			try {
				answer = JSON.parse(ask.responseText) as Record<string, unknown>;
			} catch { /* a proxy's page, or a plain line */ }
			if (ask.status === 200) give(answer as unknown as Picture);
			else fail(new Refused(ask.status,
				String(answer.error ?? ask.responseText.trim().slice(0, 200)),
				answer));
		};
		ask.send(file);
	});
	return { done, cancel: () => ask.abort() };
}

// The pictures among what was dropped or pasted.
export function filesOf(data: DataTransfer | null): File[] {
	return [...(data?.files ?? [])];
}
