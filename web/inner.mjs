// inner.mjs: a pattern of the long names that prosemirror-view uses inside itself alone;
// esbuild makes short ones of them (--mangle-props).  A name that stands in quotes, in
// the package's types, in another package, in our sources or in the browser's interfaces
// is somebody else's business too, and stays.
// SPDX-License-Identifier: Apache-2.0
import { readdirSync, readFileSync } from "node:fs";

const MIN = 13, OF = "prosemirror-view";
const read = (path) => readFileSync(`node_modules/${path}`, "utf8");
const bare = (text) => text.replace(/\/\*[^]*?\*\/|\/\/.*$/gm, "");
const words = (text) => new Set(text.match(/[\w$]+/g));

const code = bare(read(`${OF}/dist/index.js`));
const others = Object.keys(JSON.parse(read(".package-lock.json")).packages)
	.map((path) => path.replace("node_modules/", ""))
	.filter((name) => name !== OF && !/esbuild|typescript/.test(name))
	.map((name) => read(`${name}/${JSON.parse(read(`${name}/package.json`)).module ?? "index.js"}`));
const ours = readdirSync(".", { recursive: true })
	.filter((name) => name.endsWith(".ts") && !name.startsWith("node_modules"))
	.map((name) => readFileSync(name, "utf8"));
const known = words([bare(read(`${OF}/dist/index.d.ts`)), read("typescript/lib/lib.dom.d.ts"),
	read("typescript/lib/lib.es5.d.ts"), ...others, ...ours].join("\n"));
const quoted = words((code.match(/(["'`])(?:(?!\1).)*\1/g) ?? []).join(" "));

const inner = [...words((code.match(/\.[A-Za-z]+/g) ?? []).join(" "))]
	.filter((name) => name.length >= MIN && !known.has(name) && !quoted.has(name)).sort();
console.log(`^(${inner.join("|") || "-"})$`);
