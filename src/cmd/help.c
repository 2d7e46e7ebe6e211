/* help.c: what the words and options of each command mean, one line each, for --help.
 * A test compares the table with the usage lines. */
#include "cmd/cmd.h"

#include <string.h>

/* command: the name of a command, or its first word; empty: every command. */
static const struct {
	const char *command, *word, *what;
} table[] = {
	{"", "SITE", "Folder of the site"},
	{"comment", "ID...", "IDs of comments"},
	{"export", "FOLDER", "New or empty folder for the export"},
	{"import", "FILE|FOLDER|-", "WordPress export file, djeli export folder, or - for standard input"},
	{"setting", "NAME", "Show this setting only"},
	{"setting", "VALUE", "New value of the setting"},
	{"comment list", "--state STATE", "Only comments in this state: held, public, spam or trash"},
	{"export", "--with-addresses", "Include the email addresses of commenters"},
	{"import", "--media FOLDER|TAR", "Folder or tar file with the uploads of the WordPress site"},
	{"import", "--dry-run", "Report what would be imported, but write nothing"},
	{"init", "--name NAME", "Title of the site"},
	{"init", "--url URL", "Public URL of the site"},
	{"init", "--store STORE", "Database: sqlite:FILE or postgres://… (default: SQLite in the site folder)"},
	{"serve", "--listen ADDRESS:PORT", "Address to listen on, for example 127.0.0.1:8080 or [::]:80"},
	{"serve", "--theme DIR", "Use the theme in this folder and reload its files when they change"},
	{"serve", "--dev TREE", "Read the templates, style sheets and scripts of the desk from this source tree"},
	{"user add", "--email E", "Email address, used to log in"},
	{"user add", "--name N", "Name shown to colleagues"},
	{"user add", "--role R", "reporter, editor, moderator, publisher or administrator"},
	{"user add", "--password-stdin", "Read the password from standard input"},
	{"user link", "--email E", "User to create the link for (default: the first administrator)"},
	{"user link", "--url URL", "URL of the site in the link (default: the setting site_url)"},
	{"user link", "--without-factor", "Also turn off the user's two-factor authentication"},
	{"", "--json", "Print JSON"},
};

/* Whether the usage line has this word, and not a longer one. */
static bool
has_word(const char *usage, const char *word)
{
	size_t n = strlen(word);

	for (const char *at = strstr(usage, word); at; at = strstr(at + 1, word))
		if ((at == usage || at[-1] == ' ' || at[-1] == '[') && (!at[n] || at[n] == ' ' || at[n] == ']'))
			return true;
	return false;
}

static bool
is_of(const struct command *k, const char *command)
{
	size_t n = strlen(command);

	return !n || (!strncmp(k->name, command, n) && (!k->name[n] || k->name[n] == ' '));
}

bool
cmd_word_next(const struct command *k, size_t *at, struct cmd_word *out)
{
	bool first = *at == 0;

	while (*at < LENGTH(table)) {
		size_t i = (*at)++;

		if (!is_of(k, table[i].command) || !has_word(k->usage, table[i].word))
			continue;
		*out = (struct cmd_word){table[i].word, table[i].what, first};
		return true;
	}
	return false;
}
