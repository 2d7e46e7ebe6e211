/* cmd.h: a command is one function below a COMMAND(...) line, in one file.
 *
 *   COMMAND("init", cmd_init, "SITE [--name NAME] [--url URL]", "Create a new site")
 *
 * A name may have two words ("comment list").  main.c reads the words, answers
 *--help from the third argument, the fourth and help.c, and turns the err into an exit
 * code and one line.  Only commands print.
 */
#pragma once
#include "base/base.h"

struct cmd {
	struct arena *a;
	const char *name;
	str *word;       /* what stands alone, SITE first */
	size_t words;
	struct map *option; /* "--name" -> str *; a flag's value is empty */
};
struct command {
	const char *name;
	err (*run)(struct cmd *);
	const char *usage, *what;
};
#define COMMAND(name, run, usage, what) err run(struct cmd *c);

/* What a word of the usage line means, for --help: each after the other; false after the last. */
struct cmd_word {
	const char *word, *what;
	bool first;
};
bool cmd_word_next(const struct command *, size_t *at, struct cmd_word *);

/* The value of --name, or the default.  Options that the usage line does not
 * name were refused before the command ran; those it shows as "--x VALUE" have
 * a value, those as "[--x]" are flags. */
str cmd_option(const struct cmd *, const char *name, const char *otherwise);
bool cmd_flag(const struct cmd *, const char *name);
