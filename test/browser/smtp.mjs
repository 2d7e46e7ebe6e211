// A small mail server for tests: takes letters, or fails in the way it is told to.
//   ok      takes everything          busy    451 to every recipient
//   reject  550 to every recipient    drop    hangs up after the letter, without a word
//   silent  accepts the connection and says nothing
// SPDX-License-Identifier: Apache-2.0
import { createServer } from "node:net";

const unfold = (s) => s.replace(/\r\n[ \t]+/g, " ");
const words = (s) => s.replace(/\?=\s+=\?/g, "?==?")
	.replace(/=\?UTF-8\?B\?([^?]*)\?=/gi, (_, b) => Buffer.from(b, "base64").toString("utf8"));
const quoted = (s) => Buffer.from(s.replace(/=\r\n/g, "").replace(/=([0-9A-F]{2})/g,
	(_, h) => String.fromCharCode(parseInt(h, 16))), "latin1").toString("utf8");

function read(raw) {
	const at = raw.indexOf("\r\n\r\n"), head = unfold(raw.slice(0, at));
	const field = (name) => words(head.match(new RegExp(`^${name}: (.*)$`, "mi"))?.[1] ?? "");
	return { raw, subject: field("Subject"), from: field("From"), to: field("To"),
		id: field("Message-ID"),
		text: quoted(raw.slice(at + 4)).replaceAll("\r\n", "\n") };
}

export class Smtp {
	mode = "ok";
	letters = []; // that were taken
	tries = [];   // what each connection came to: the mode of its moment
	async start() {
		this.server = createServer((socket) => this.talk(socket));
		await new Promise((done) => this.server.listen(0, "127.0.0.1", done));
		this.port = this.server.address().port;
		return this;
	}
	talk(socket) {
		let got = "", data = null, to = [];
		const say = (line) => socket.write(line + "\r\n");
		const mode = this.mode;
		socket.on("error", () => {});
		this.tries.push(mode);
		if (mode === "silent") return;
		say("220 mail.example ESMTP");
		socket.on("data", (bytes) => {
			got += bytes.toString("latin1");
			for (;;) {
				if (data !== null) {
					const end = got.indexOf("\r\n.\r\n");
					if (end < 0) return;
					const raw = got.slice(0, end).replace(/^\.\./gm, ".");
					got = got.slice(end + 5);
					data = null;
					if (mode === "drop") return void socket.destroy();
					this.letters.push({ ...read(raw), envelope: to });
					say("250 taken");
					continue;
				}
				const end = got.indexOf("\r\n");
				if (end < 0) return;
				const line = got.slice(0, end);
				got = got.slice(end + 2);
				if (/^EHLO|^HELO/i.test(line))
					say("250-mail.example\r\n250 8BITMIME");
				else if (/^RCPT/i.test(line)) {
					to.push(line.match(/<(.*)>/)?.[1]);
					say(mode === "busy" ? "451 not now" : mode === "reject"
						? "550 no such box" : "250 ok");
				} else if (/^DATA/i.test(line)) {
					data = "";
					say("354 go on");
				} else if (/^QUIT/i.test(line)) {
					say("221 bye");
					socket.end();
				} else say("250 ok");
			}
		});
	}
	async until(what, seconds = 20) {
		for (let i = 0; i < seconds * 20; i++) {
			if (what(this)) return true;
			await new Promise((done) => setTimeout(done, 50));
		}
		return false;
	}
	end() {
		this.server.close();
	}
}
