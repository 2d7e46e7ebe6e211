// Letters from a real server to a small mail server: what it cannot take now comes
// later, what it never takes is given up, a kill loses nothing and nothing comes twice.
// SPDX-License-Identifier: Apache-2.0
import { appendFileSync, writeFileSync, chmodSync } from "node:fs";
import { join } from "node:path";
import { Site, main, check, sleep } from "./lib.mjs";
import { Smtp } from "./smtp.mjs";

await main("mail", async () => {
	const site = await Site.make("Le Paquet d’Ansel"), smtp = await new Smtp().start();
	let now = Math.floor(Date.now() / 1000);
	const later = (seconds) => writeFileSync(process.env.DJELI_CLOCK, String((now += seconds)));
	process.env.DJELI_CLOCK = join(site.temp, "clock");
	later(0);
	const conf = join(site.folder, "djeli.conf");
	appendFileSync(conf,
		`\nsmtp_url = smtp://127.0.0.1:${smtp.port}\nsmtp_user = paper\nsmtp_password = secret\nmail_from = desk@paper.example\n`);
	check("a password that others may read is refused",
		site.djeli("user", "list", site.folder).code === 1);
	chmodSync(conf, 0o600);
	appendFileSync(conf, "smtp_user =\nsmtp_password =\n"); // this server asks for none
	const ama = site.user("editor"), kofi = site.user("reporter"), esi = site.user("moderator");
	const forgot = (email) => site.get("/desk/login/forgot",
		{ method: "POST", body: new URLSearchParams({ email }).toString(),
		headers: { "Content-Type": "application/x-www-form-urlencoded",
			"Sec-Fetch-Site": "same-origin" } });

	// Not now, then a line that breaks, then taken.
	smtp.mode = "busy";
	await site.serve();
	check("a forgotten password is answered", (await forgot(ama.email)).status === 303);
	check("the server is asked", await smtp.until((s) => s.tries.length === 1));
	await sleep(300);
	smtp.mode = "drop";
	later(31);
	check("and asked again, later", await smtp.until((s) => s.tries.length === 2));
	await sleep(300);
	smtp.mode = "ok";
	later(150); // two minutes, and a little more by its number
	check("then it is taken", await smtp.until((s) => s.letters.length === 1), smtp.tries);
	const [first] = smtp.letters;
	check("to whom it goes", first.envelope.join() === ama.email &&
		first.to === `<${ama.email}>`, first.envelope);
	check("its subject", first.subject === "Le Paquet d’Ansel: a new password", first.subject);
	check("whom it comes from", first.from === "Le Paquet d’Ansel <desk@paper.example>",
		first.from);
	check("lines are short and ASCII",
		first.raw.split("\r\n").every((l) => l.length <= 76 && /^[\x20-\x7e]*$/.test(l)));
	const link = first.text.match(/http:\S+/)?.[0];
	check("the link is whole", link?.startsWith(`${site.base}/desk/link?key=`), first.text);

	// Nobody of that name: no letter.  A line that is cut by kill -9: the letter comes, once.
	check("an unknown address is answered alike",
		(await forgot("eve@paper.example"))
		.headers.location === "/desk/login/forgot?done=done_reset_sent");
	smtp.mode = "silent";
	const before = smtp.tries.length;
	await forgot(kofi.email);
	await smtp.until((s) => s.tries.length > before);
	site.process.kill("SIGKILL");
	await site.ended;
	smtp.mode = "ok";
	later(601);
	await site.serve();
	check("a kill loses no letter", await smtp.until((s) => s.letters.length === 2),
		smtp.tries);
	check("and it is that one", smtp.letters[1]?.envelope.join() === kofi.email);
	check("each has its own name", smtp.letters[0].id !== smtp.letters[1]?.id);

	// Refused for good: given up at once, and said.
	smtp.mode = "reject";
	const asked = smtp.tries.length;
	await forgot(esi.email);
	check("a refusal is heard", await smtp.until((s) => s.tries.length === asked + 1));
	await sleep(500);
	smtp.mode = "ok";
	later(100000);
	await sleep(7000);
	check("and not asked again", smtp.tries.length === asked + 1, smtp.tries);
	check("nothing came twice", smtp.letters.length === 2, smtp.letters.map((l) => l.envelope));
	check("the audit trail says so",
		site.sql("SELECT action FROM audit WHERE actor = 'mail'") === "mail.given_up");
	check("nothing waits; the desk shows the one that was given up",
		site.sql("SELECT count(*) FROM job WHERE kind = 'mail' AND failed_at = 0") === "0" &&
		site.sql("SELECT count(*) FROM job WHERE kind = 'mail' AND failed_at > 0") === "1");
	smtp.end();
});
