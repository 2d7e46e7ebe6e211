// limits.mjs: the limits of C hold for the desk's TypeScript too: a function has at most
// 60 lines (with those inside it), a file 600, a line 100 columns (a tab is up to 8).
// SPDX-License-Identifier: Apache-2.0
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import ts from "typescript";

const LINES = 600, FUNCTION = 60, COLUMNS = 100;
const here = fileURLToPath(new URL(".", import.meta.url));
let bad = 0;
const fault = (at, text) => {
	console.log(`web/${at}: ${text}`);
	bad = 1;
};

function columns(line) {
	let n = 0;
	for (const c of line) n = c === "\t" ? n - (n % 8) + 8 : n + 1;
	return n;
}

function functions(name, node, source) {
	const line = (pos) => source.getLineAndCharacterOfPosition(pos).line;
	if (ts.isFunctionLike(node) && node.body) {
		const first = line(node.getStart(source)), n = line(node.end) - first + 1;
		if (n > FUNCTION)
			fault(`${name}:${first + 1}`, `a function has ${n} lines, ${FUNCTION} at most`);
	}
	ts.forEachChild(node, (child) => functions(name, child, source));
}

for (const name of readdirSync(here, { recursive: true })) {
	if (!name.endsWith(".ts") || name.startsWith("node_modules")) continue;
	const text = readFileSync(here + name, "utf8"), lines = text.split("\n");
	if (lines.length > LINES + 1) fault(name, `${lines.length - 1} lines, ${LINES} at most`);
	lines.forEach((line, i) => {
		if (columns(line) > COLUMNS) fault(`${name}:${i + 1}`, `over ${COLUMNS} columns`);
	});
	const source = ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true);
	functions(name, source, source);
}
process.exit(bad);
