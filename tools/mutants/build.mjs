// build.mjs: one program of tests with all mutants in it, below build/mutants/: the
// mutated files are compiled there, everything else is taken from the dev build.
// SPDX-License-Identifier: Apache-2.0
import {execFile, execFileSync} from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

const HOME = "build/mutants";
export const PROGRAM = `${HOME}/djeli-test`;

// What make would use: its objects, and how it compiles and links.
function asked(what) {
	return execFileSync("make", ["-s", "BUILD=dev", "--eval", `said: ; @echo '${what}'`, "said"], {encoding: "utf8"}).trim();
}

// Warnings are not wanted here, but arguments of foreign types are.
function flags() {
	return asked("$(CC) $(CPPFLAGS) $(CFLAGS)").split(/\s+/).filter((f) => !/^-W(?!p,)/.test(f) && f !== "-Isrc" && f !== "-g")
		.concat([`-I${HOME}/src`, "-include", "tools/mutants/mutant.h", "-ftrivial-auto-var-init=zero",
			"-Werror=incompatible-pointer-types", "-Werror=int-conversion", "-Werror=implicit-function-declaration"])
		.map((f) => f.replace(/^-DDJELI_VERSION=.*/, `-DDJELI_VERSION="${fs.readFileSync("VERSION", "utf8").trim()}"`));
}

export async function each(list, work) {
	const queue = [...list];
	const one = async () => {
		while (queue.length)
			await work(queue.shift());
	};
	await Promise.all(Array.from({length: os.cpus().length}, one));
}

// The file with its mutants; each says where its lines are.
function mutated(source, mutants) {
	let out = "", at = 0;
	for (const m of [...mutants].sort((a, b) => a.from - b.from)) {
		if (m.from < at)
			throw new Error(`two mutants change the same text: ${m.where}`);
		const text = m.text(`djeli_mutant(${m.n})`);
		out += source.slice(at, m.from);
		m.line = out.split("\n").length;
		out += text;
		m.last = out.split("\n").length;
		at = m.to;
	}
	return out + source.slice(at);
}

// Compiles a file; null, or the mutants that are to blame when it does not compile.
function compile(command, file, mutants) {
	const copy = `${HOME}/${file}`, object = copy.replace(/\.c$/, ".o");
	fs.writeFileSync(copy, mutated(fs.readFileSync(file, "utf8"), mutants));
	return new Promise((done) => {
		execFile(command[0], [...command.slice(1), "-c", "-o", object, copy], {maxBuffer: 1 << 26}, (failed, _, said) => {
			if (!failed)
				return done(null);
			const lines = [...said.matchAll(/^[^\s:]+\.c:(\d+):\d+: error/gm)].map((m) => +m[1]);
			const bad = mutants.filter((m) => lines.some((l) => l >= m.line && l <= m.last));
			if (!bad.length && process.env.DJELI_EACH)
				console.log(said);
			done(bad.length ? bad : mutants);
		});
	});
}

// other(mutant) takes another mutation for one that does not compile: false when there is none.
export async function build(mutants, other) {
	const jobs = String(os.cpus().length);
	execFileSync("make", ["-s", `-j${jobs}`, "BUILD=dev", "build/dev/djeli-test"], {stdio: ["ignore", "ignore", "inherit"]});
	fs.rmSync(HOME, {recursive: true, force: true});
	fs.mkdirSync(HOME, {recursive: true});
	fs.cpSync("src", `${HOME}/src`, {recursive: true});
	const command = flags(), objects = asked("$(LIBOBJ) $(TESTS:%.c=$(B)/%.o)").split(/\s+/);
	const files = new Set(mutants.map((m) => m.file));
	await each(files, async (file) => {
		for (let bad; (bad = await compile(command, file, mutants.filter((m) => m.file === file && !m.gone)));)
			for (const m of bad)
				m.gone = !other(m);
	});
	execFileSync(command[0], [...command.slice(1).filter((f) => !/^-include$|mutant\.h$/.test(f)), "-c", "-o", `${HOME}/mutant.o`, "tools/mutants/mutant.c"]);
	const mine = new Set([...files].map((f) => f.replace(/^src\/(.*)\.c$/, "build/dev/$1.o")));
	const link = asked("$(CC) $(LDFLAGS)").split(/\s+/), libs = asked("$(LDLIBS)").split(/\s+/);
	execFileSync(link[0], [...link.slice(1), "-o", PROGRAM, `${HOME}/mutant.o`, ...objects.filter((o) => !mine.has(o)),
		...[...files].map((f) => path.join(HOME, f.replace(/\.c$/, ".o"))), ...libs], {stdio: "inherit"});
}
