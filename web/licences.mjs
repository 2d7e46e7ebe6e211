// licences.mjs META: the notice of every npm package that esbuild put into a script, as
// its metafile META says, from the package's own licence file.  A package without one
// stops the build.  Equal texts stand once, below the names that they belong to.
// SPDX-License-Identifier: Apache-2.0
import { readdirSync, readFileSync } from "node:fs";

const meta = JSON.parse(readFileSync(process.argv[2], "utf8"));
const used = new Set();
for (const out of Object.values(meta.outputs))
	for (const path of Object.keys(out.inputs)) {
		const inside = path.split("node_modules/").slice(1).pop();
		if (inside) used.add(inside.match(/^(@[^/]+\/)?[^/]+/)[0]);
	}

const texts = new Map();
for (const name of [...used].sort()) {
	const folder = `node_modules/${name}`,
		about = JSON.parse(readFileSync(`${folder}/package.json`, "utf8"));
	const file = readdirSync(folder).find((f) => /^(licen[cs]e|copying)/i.test(f));
	if (!file) throw new Error(`${name} has no licence file`);
	const text = readFileSync(`${folder}/${file}`, "utf8").trim();
	texts.set(text, [...texts.get(text) ?? [], `${name} ${about.version} (${about.license})`]);
}

console.log(
	"The desk's scripts contain these packages from npm, each under the licence below its name.");
for (const [text, names] of texts) console.log(`\n----\n${names.join("\n")}\n\n${text}`);
