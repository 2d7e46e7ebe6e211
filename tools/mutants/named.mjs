// named.mjs: mutants that are written down, test/mutants.txt says how.  They are found
// by the name of their function, so that a file may move.
// SPDX-License-Identifier: Apache-2.0
import fs from "node:fs";
import {functions} from "./mutate.mjs";

function blocks(text) {
	return text.split("\n").filter((l) => !l.startsWith("#")).join("\n").split(/\n\s*\n/).map((b) => b.trim()).filter(Boolean);
}

function lines(block, sign) {
	return block.split("\n").filter((l) => l.startsWith(sign)).map((l) => l.slice(1).trim());
}

function place(name, from, files) {
	for (const file of files) {
		const source = fs.readFileSync(file, "utf8");
		for (const fn of functions(source)) {
			const at = fn.name === name ? source.indexOf(from, fn.from) : -1;
			if (at >= 0 && at < fn.to)
				return {file, name, from: at, to: at + from.length, where: `${file}:${source.slice(0, at).split("\n").length} ${name}`};
		}
	}
	return null;
}

export function named(table, files) {
	const stale = [];
	const list = blocks(fs.readFileSync(table, "utf8")).map((block, i) => {
		const [, title, name] = block.match(/^(.*) in (\w+)\n/) ?? [null, block, ""];
		const was = lines(block, "-")[0] ?? "", now = lines(block, "+")[0] ?? "";
		const found = place(name, was, files);
		if (!found || !was || !now.includes("MUTANT"))
			stale.push(title);
		return {n: i + 1, ...found, what: title, becomes: now, text: (m) => now.replaceAll("MUTANT", m)};
	});
	if (stale.length) {
		console.log(`${table} names what is not there any more: ${stale.join("; ")}\nmutants: 0 passed, ${stale.length} failed, 0 skipped`);
		process.exit(1);
	}
	return list;
}
