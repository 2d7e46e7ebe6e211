// mutate.mjs: the functions of a C file, and the mutations that each of them can have.
// It knows the form that this tree is written in (the name of a function and its braces
// begin their lines) and no types: a mutation that does not compile is not taken.
//
// A mutation is {from, to, kind, text}: the bytes from..to of the file are replaced by
// text(switch), where switch is a C expression that is 1 while this mutant is on.
// SPDX-License-Identifier: Apache-2.0

const TOKEN = /\/\*[^]*?\*\/|\/\/[^\n]*|^[ \t]*#(?:\\\n|[^\n])*|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|[A-Za-z_]\w*|\d[\w.]*|->|\+\+|--|<<=|>>=|<<|>>|[<>=!+\-*\/%&|^]=|&&|\|\||\.\.\.|[^\s]/gm;

export function tokens(source) {
	const list = [];
	for (const m of source.matchAll(TOKEN)) {
		const first = m[0].trimStart();
		if (!/^(\/[*\/]|#)/.test(first))
			list.push({s: m[0], at: m.index, end: m.index + m[0].length});
	}
	return list;
}

// Left out, because no test has to notice it: words of errors and of the log, sizes of
// memory and its release.
const LEFT_OUT = /^(fail|log_\w+|assert|static_assert|_Static_assert|arena_new|arena_end|buf_in|buf_reserve|NEW|free|fclose|memset|va_start|va_end|warn|app_warn)$/;
const SYMMETRIC = /^(str_eq|strcmp|memcmp)$/;
const NO_CALL = /^(if|for|while|switch|return|sizeof|__typeof__|[A-Z][A-Z0-9_]*)$/;
const TYPE = /^(struct|const|static|enum|union|int|unsigned|long|char|void|bool|double|float|size_t|ssize_t|err|str|html|time_t|pid_t|FILE|u?int(8|16|32|64)_t|extern|register|volatile)$/;
const OPEN = {"(": ")", "[": "]", "{": "}"};
const SIMPLE = /^([A-Za-z_]\w*|\d\w*|\.|->|&|\[|\])$/;
const EMPTY = /^(0|NULL|false|OK|S\(""\)|html_none\(\))$/;
const CONSTANT = /^[A-Z][A-Z0-9_]*$/; // it may be 0 already
const WARNS = /^[\w.>-]*\bwarn\(/;

// The functions of a file: {name, from, to, lines}; from and to are the braces.
export function functions(source) {
	const list = [];
	const head = /^(?!static const|struct \w+ \{|enum|union)([a-z_]\w*)\(([^;{}]*?)\)[^;{}()]*\n\{\n/gm;
	for (const m of source.matchAll(head)) {
		const from = m.index + m[0].length - 2;
		const to = source.indexOf("\n}", from) + 1;
		if (to > 0)
			list.push({name: m[1], from, to, lines: source.slice(m.index, to).split("\n").length + 1});
	}
	return list;
}

class Body {
	constructor(source, fn) {
		this.source = source;
		this.t = tokens(source.slice(fn.from, fn.to + 1)).map((k) => ({s: k.s, at: k.at + fn.from, end: k.end + fn.from}));
		this.pair = [];
		const open = [];
		this.t.forEach((k, i) => {
			if (OPEN[k.s])
				open.push(i);
			else if (/^[)\]}]$/.test(k.s) && open.length) {
				const o = open.pop();
				this.pair[o] = i, this.pair[i] = o;
			}
		});
		this.found = [];
	}

	text(i, j) { // of the tokens i..j, both included
		return this.source.slice(this.t[i].at, this.t[j].end);
	}

	add(kind, i, j, text) {
		this.found.push({kind, from: this.t[i].at, to: this.t[j].end, text, first: i, last: j});
	}

	// The last token before one of `stop` on the same level.
	until(i, stop) {
		for (; i < this.t.length; i++) {
			const s = this.t[i].s;
			if (stop.test(s) || /^[)\]}]$/.test(s))
				return i - 1;
			if (OPEN[s])
				i = this.pair[i] ?? this.t.length;
		}
		return this.t.length - 1;
	}

	since(i, stop) {
		for (; i >= 0; i--) {
			const s = this.t[i].s;
			if (stop.test(s) || OPEN[s])
				return i + 1;
			if (/^[)\]}]$/.test(s))
				i = this.pair[i] ?? -1;
		}
		return 0;
	}

	// A statement begins at token i; the index of what follows it.
	statement(i) {
		const s = this.t[i]?.s;
		if (s === undefined || s === "}")
			return i + 1;
		if (s === "{")
			return this.block(i);
		if (s === "if" || s === "while" || s === "switch" || s === "for") {
			const close = this.pair[i + 1];
			if (s === "if" || s === "while")
				this.add("condition", i + 2, close - 1, (m, x) => `${m} == !(${x})`);
			let after = this.statement(close + 1);
			if (s === "if" && this.t[after]?.s === "else")
				after = this.statement(after + 1);
			return after;
		}
		if (s === "do")
			return this.until(this.statement(i + 1), /^;$/) + 2;
		if (s === "case" || s === "default")
			return this.until(i, /^:$/) + 2;
		const end = this.until(i, /^;$/) + 1;
		if (this.t[end]?.s !== ";")
			return i + 1;
		if (s === "return")
			this.returned(i + 1, end - 1);
		else if (!/^(break|continue|goto|else|;)$/.test(s) && !this.declares(i))
			this.expression(i, end);
		return end + 1;
	}

	block(i) {
		const close = this.pair[i] ?? this.t.length;
		for (let k = i + 1; k < close;)
			k = this.statement(k);
		return close + 1;
	}

	declares(i) {
		const [a, b, c] = [0, 1, 2].map((k) => this.t[i + k]?.s ?? "");
		return TYPE.test(a) || /^\w+$/.test(a) && (/^[A-Za-z_]/.test(b) || b === "*" && /^\w+$/.test(c));
	}

	returned(i, j) {
		if (j < i)
			return;
		const s = this.text(i, j);
		for (let k = i; k <= j; k++) {
			if (this.t[k].s === "?")
				return;
			if (/^(==|!=|<|>|<=|>=|&&|\|\||!)$/.test(this.t[k].s) && !/fail\(/.test(s)) {
				this.add("condition", i, j, (m, x) => `(${m} == !(${x}))`);
				return;
			}
			if (OPEN[this.t[k].s])
				k = this.pair[k] ?? j;
		}
	}

	// An expression that is a statement: it may be dropped, and what it puts emptied.
	expression(i, semi) {
		const equals = this.until(i, /^=$/) + 1;
		if (this.t[equals]?.s === "=" && equals < semi && /^(\.|->)$/.test(this.t[equals - 2]?.s)) {
			this.emptied(equals + 1, semi - 1);
			return;
		}
		if (this.t[i].s === "(" && this.t[i + 1].s === "void")
			return;
		this.add("statement", i, semi, (m, x) => `do { if (!${m}) { ${x} } } while (0);`);
	}

	emptied(i, j) {
		const x = this.text(i, j);
		if (this.t[i].s === "{" || EMPTY.test(x) || CONSTANT.test(x))
			return;
		this.add("field", i, j, (m) => `({ __typeof__((0, ${x})) none_ = {0}; ${m} ? none_ : (${x}); })`);
	}

	// What stands anywhere in an expression.
	scan() {
		this.t.forEach((k, i) => {
			const s = k.s, before = this.t[i - 1]?.s, next = this.t[i + 1]?.s;
			if (/^(<|>|<=|>=)$/.test(s) && next)
				this.add("bound", i, i, (m) => `${s} ${/</.test(s) ? "-" : ""}${m} +`);
			if (s === "&&" || s === "||")
				this.halves(i, s);
			if (s === "?")
				this.choice(i);
			if (s === "." && (before === "{" || before === ",") && this.t[i + 2]?.s === "=")
				this.emptied(i + 3, this.until(i + 3, /^,$/));
			if (/^[a-z_]\w*$/.test(s) && next === "(" && !NO_CALL.test(s) && !/^(\.|->)$/.test(before))
				this.swapped(i);
		});
	}

	halves(i, op) {
		const stop = op === "&&" ? /^(&&|\|\||\?|:|,|;)$/ : /^(\|\||\?|:|,|;)$/;
		const back = op === "&&" ? /^(&&|\|\||\?|:|,|;|=|return)$/ : /^(\|\||\?|:|,|;|=|return)$/;
		const wrap = op === "&&" ? (m, x) => `(${m} || (${x}))` : (m, x) => `(!${m} && (${x}))`;
		this.add("condition", i + 1, this.until(i + 1, stop), wrap);
		this.add("condition", this.since(i - 1, back), i - 1, wrap);
	}

	choice(i) {
		this.add("condition", this.since(i - 1, /^(\?|:|,|;|=|\+=|-=|return)$/), i - 1, (m, x) => `(${m} == !(${x}))`);
	}

	// Two arguments that may well have one type; what stands for a whole room (t, a, d) has none.
	swappable(a, b) {
		const plain = ([x, y]) => this.t.slice(x, y + 1).every((w) => SIMPLE.test(w.s)) && !/^[a-z]$/.test(this.text(x, y));
		const address = (x) => this.t[x[0]].s === "&";
		return plain(a) && plain(b) && address(a) === address(b) && this.text(...a) !== this.text(...b);
	}

	swapped(i) {
		if (SYMMETRIC.test(this.t[i].s))
			return;
		const args = [], close = this.pair[i + 1];
		for (let k = i + 2; close && k < close;) {
			const end = this.until(k, /^,$/);
			args.push([k, end]);
			k = end + 2;
		}
		for (let k = 0; k + 1 < args.length; k++) {
			const [a, b] = [args[k], args[k + 1]];
			if (!this.swappable(a, b))
				continue;
			const texts = args.map((x) => this.text(...x));
			[texts[k], texts[k + 1]] = [texts[k + 1], texts[k]];
			this.add("argument", i, close, (m, x) => `(${m} ? ${this.t[i].s}(${texts.join(", ")}) : ${x})`);
		}
	}

	// Is it inside a call, or a statement, that is left out?
	leftOut(c) {
		for (let i = 0; i < this.t.length; i++)
			if (this.t[i + 1]?.s === "(" && LEFT_OUT.test(this.t[i].s) && c.first >= i && c.last <= (this.pair[i + 1] ?? 0) + 1)
				return true;
		return c.last < c.first || WARNS.test(this.text(c.first, c.last));
	}
}

// All mutations of a function.
export function mutations(source, fn) {
	const b = new Body(source, fn);
	b.block(0);
	b.scan();
	return b.found.filter((c) => !b.leftOut(c)).map((c) => ({kind: c.kind, from: c.from, to: c.to,
		was: source.slice(c.from, c.to), text: (m) => c.text(m, source.slice(c.from, c.to))}));
}
