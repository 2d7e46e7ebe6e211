/* main.c: reads the words of a command line, finds the command and turns its
 * err into an exit code.  What a command understands stands in its usage line,
 * so that the help and the check of the words cannot disagree. */
#include "assets.h"
#include "base/map.h"
#include "cmd/cmd.h"
#include "media/media.h"

#include <stdio.h>
#include <stdlib.h>

#include "commands.inc"
#undef COMMAND
#define COMMAND(name, run, usage, what) {name, run, usage, what},
static const struct command commands[] = {
#include "commands.inc"
	{0}};

enum { MISUSED = 2 };
static const size_t COMMAND_MEMORY = (size_t)1 << 30;

str
cmd_option(const struct cmd *c, const char *name, const char *otherwise)
{
	str *v = map_get(c->option, str_of(name));

	return v ? *v : str_of(otherwise);
}

bool
cmd_flag(const struct cmd *c, const char *name)
{
	return map_get(c->option, str_of(name)) != NULL;
}

static int
overview(FILE *to)
{
	fputs("djeli: a newspaper publishing system\n\n", to);
	for (const struct command *k = commands; k->name; k++)
		fprintf(to, "  djeli %-15s %-45s %s\n", k->name, k->usage, k->what);
	fputs("\nRun 'djeli COMMAND --help' for details, 'djeli --version' for the version.\n"
	      "'djeli --licences' prints the licences of bundled software.\n", to);
	return to == stdout ? 0 : MISUSED;
}

/* 0: not in the usage line, 1: a flag, 2: takes a value */
static int
option_kind(const struct command *k, str option)
{
	const char *at = k->usage;

	while ((at = strstr(at, "--"))) {
		size_t n = strcspn(at, " ]|");

		if (str_eq((str){at, n}, option))
			return at[n] == ' ' && at[n + 1] >= 'A' && at[n + 1] <= 'Z' ? 2 : 1;
		at += n;
	}
	return 0;
}

static int
misused(const struct command *k, const char *why, const char *what)
{
	fprintf(stderr, "djeli %s: %s%s\nusage: djeli %s %s\n", k->name, why, what,
		k->name, k->usage);
	return MISUSED;
}

static void
keep_option(struct cmd *c, str name, str value)
{
	str *v = NEW(c->a, str, 1);

	*v = value;
	map_put(c->option, name, v);
}

static int
read_words(const struct command *k, struct cmd *c, int argc, char **argv)
{
	for (int i = 0; i < argc; i++) {
		str w = str_of(argv[i]), name = w, value;
		size_t eq = str_find_char(w, '=');

		if (!str_starts(w, S("--")) || w.n == 2) {
			c->word[c->words++] = w;
			continue;
		}
		if (eq != NOWHERE)
			name = str_upto(w, eq);
		switch (option_kind(k, name)) {
		case 0:
			return misused(k, "unknown option ", argv[i]);
		case 1:
			keep_option(c, name, S(""));
			break;
		default:
			if (eq == NOWHERE && i + 1 == argc)
				return misused(k, "missing value for ", argv[i]);
			value = eq != NOWHERE ? str_from(w, eq + 1) : str_of(argv[++i]);
			keep_option(c, name, value);
		}
	}
	return 0;
}

/* The words that must be there: those of the usage line outside of brackets. */
static size_t
words_needed(const char *usage)
{
	size_t n = 0;

	for (const char *p = usage; *p && *p != '[' && *p != '-'; p++)
		if (*p >= 'A' && *p <= 'Z' && (p == usage || p[-1] == ' '))
			n++;
	return n;
}

/* What npm brought into the desk's scripts: web/licences.mjs. */
static int
licences(void)
{
	for (size_t i = 0; i < assets_n; i++)
		if (!strcmp(assets[i].name, "web/licences.txt"))
			return fwrite(assets[i].bytes.p, 1, assets[i].bytes.n, stdout) < assets[i].bytes.n;
	return 1;
}

static int
run(const struct command *k, int argc, char **argv)
{
	struct arena *a = arena_new(COMMAND_MEMORY);
	struct map options = map_in(a);
	struct cmd c = {.a = a, .name = k->name, .option = &options};
	int code;
	err e;

	c.word = NEW(a, str, (size_t)argc + 1);
	code = read_words(k, &c, argc, argv);
	if (!code && c.words < words_needed(k->usage))
		code = misused(k, "missing argument", "");
	if (!code) {
		e = k->run(&c);
		if (e)
			fprintf(stderr, "djeli %s: %s\n", k->name, fail_why());
		code = err_exit(e);
	}
	arena_end(a);
	return code;
}

/* How many words of the line name this command: "comment list" has two; 0 when
 * it is another one. */
static int
words_named(const struct command *k, int argc, char **argv)
{
	str name = str_of(k->name), part;
	int n = 0;

	while (str_split(&name, ' ', &part))
		if (n + 1 >= argc || !str_eq(part, str_of(argv[++n])))
			return 0;
	return n;
}

static int
help(const struct command *k)
{
	struct cmd_word w;

	printf("usage: djeli %s %s\n\n%s\n", k->name, k->usage, k->what);
	for (size_t at = 0; cmd_word_next(k, &at, &w);)
		printf("%s  %-18s %s\n", w.first ? "\n" : "", w.word, w.what);
	return ferror(stdout) != 0;
}

/* "djeli comment" or "djeli comment --help": what can stand behind it. */
static int
group(const char *name, int argc, char **argv)
{
	bool help = argc == 3 && !strcmp(argv[2], "--help");
	FILE *to = help ? stdout : stderr;
	bool any = false;

	for (const struct command *k = commands; k->name; k++)
		if (str_starts(str_of(k->name), str_of(name)) && k->name[strlen(name)] == ' ') {
			fprintf(to, "%s djeli %s %s\n", any ? "      " : "usage:", k->name,
				k->usage);
			any = true;
		}
	if (!any)
		fprintf(to, "djeli: unknown command \"%s\"; see djeli --help\n", name);
	return help && any ? 0 : MISUSED;
}

int
main(int argc, char **argv)
{
	const char *name = argc > 1 ? argv[1] : "";

	if (argc == 2 && !strcmp(name, MEDIA_CHILD))
		media_child();
	if (argc < 2)
		return overview(stderr);
	if (!strcmp(name, "--help") || !strcmp(name, "help"))
		return overview(stdout);
	if (!strcmp(name, "--version"))
		return puts("djeli " DJELI_VERSION) < 0;
	if (!strcmp(name, "--licences"))
		return licences();
	for (const struct command *k = commands; k->name; k++) {
		int words = words_named(k, argc, argv);

		if (!words)
			continue;
		for (int i = 1 + words; i < argc; i++)
			if (!strcmp(argv[i], "--help"))
				return help(k);
		return run(k, argc - 1 - words, argv + 1 + words);
	}
	return group(name, argc, argv);
}
