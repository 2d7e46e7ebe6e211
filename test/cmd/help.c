/* help.c: --help explains every option that a command has. */
#include "test.h"

#include <dirent.h>

static size_t
look_at_usage(struct arena *a, const char *path, str line, str table)
{
	size_t n = 0, at;

	while ((at = str_find(line, S("--"))) != NOWHERE) {
		size_t end = at + 2;
		str option;

		while (end < line.n && ((line.p[end] >= 'a' && line.p[end] <= 'z') || line.p[end] == '-'))
			end++;
		option = str_upto(str_from(line, at), end - at);
		n++;
		if (str_find(table, arena_fmt(a, "\"%.*s", SARG(option))) == NOWHERE)
			test_fail(path, 0, "%.*s is not explained in src/cmd/help.c", SARG(option));
		line = str_from(line, end);
	}
	return n;
}

TEST(cmd_help_explains_every_option)
{
	str table = test_file(a, "src/cmd/help.c");
	DIR *d = opendir("src/cmd");
	struct dirent *e;
	size_t n = 0;

	while (d && (e = readdir(d))) {
		const char *path = arena_fmt(a, "src/cmd/%s", e->d_name).p;
		str file, line;

		if (!str_ends(str_of(path), S(".c")))
			continue;
		file = test_file(a, path);
		while (file.n && str_split(&file, '\n', &line))
			if (str_starts(line, S("COMMAND(")))
				n += look_at_usage(a, path, line, table);
	}
	if (d)
		closedir(d);
	CHECK(n > 10);
}
