/* french.c: somebody who chose French reads no English at the desk: no page shows the
 * English words of a key that has others in French.
 * SPDX-License-Identifier: Apache-2.0 */
#include "base/sys/file.h"
#include "press.h"

#include <stdio.h>

enum { WORDS_MOST = 4000, SHORTEST = 10 };

struct said {
	str key, text;
};

static size_t
read_words(struct arena *a, const char *path, struct said *list)
{
	str file, line;
	size_t n = 0;

	CHECK_OK(file_read(a, path, 1 << 20, &file));
	while (file.n && str_split(&file, '\n', &line) && n < WORDS_MOST) {
		size_t at = str_find(line, S(" = "));

		if (at != NOWHERE && line.p[0] != '#')
			list[n++] = (struct said){str_upto(line, at), str_trim(str_from(line, at + 3))};
	}
	return n;
}

static str
french_of(const struct said *list, size_t n, str key)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(list[i].key, key))
			return list[i].text;
	return S("");
}

/* Sentences and phrases: a single word is often the same, or stands in a name. */
static bool
telling(str english, str french)
{
	return english.n >= SHORTEST && str_find_char(english, ' ') != NOWHERE && str_find_char(english, '{') == NOWHERE && !str_eq(english, french);
}

/* As it stands between tags or quotes. */
static bool
shows(struct arena *a, str page, str text)
{
	static const char *const around[][2] = {{">", "<"}, {"\"", "\""}, {"> ", "<"}, {">", " <"}};

	if (str_find(page, text) == NOWHERE)
		return false;
	for (size_t i = 0; i < LENGTH(around); i++)
		if (str_find(page, arena_fmt(a, "%s%.*s%s", around[i][0], SARG(text), around[i][1])) != NOWHERE)
			return true;
	return false;
}

static void
speak_french(struct press *p, struct arena *a, const struct press_who *who)
{
	CHECK_INT(press_desk_post(p, a, who, S("/desk/account/"), (struct pair[]){{S("name"), S("Ama")}, {S("language"), S("fr")}, {S("do"), S("words")}}, 3)->reply.status, 303);
}

TEST(desk_speaks_french_to_the_french)
{
	struct said *en = NEW(a, struct said, WORDS_MOST), *fr = NEW(a, struct said, WORDS_MOST);
	size_t ens = read_words(a, "lang/en.msg", en), frs = read_words(a, "lang/fr.msg", fr), pages = 0, found = 0;
	struct press p;
	struct press_who who;

	press_setup(a, &p);
	who = press_login(&p, a, "administrator");
	press_fill(&p, a);
	speak_french(&p, a, &who);
	for (size_t i = 0; i < routes.n; i++) {
		struct arena *work = arena_new(64 << 20);
		str path = press_path(work, routes.route[i].path);
		struct ctx *c;

		if (routes.route[i].method != GET || routes.route[i].access == PUBLIC || !str_starts(path, S("/desk")) || str_ends(path, S("/preview"))) {
			arena_end(work);
			continue;
		}
		c = press_desk_get(&p, work, &who, path);
		pages += str_find(c->reply.body, S("lang=\"fr\"")) != NOWHERE;
		for (size_t k = 0; k < ens; k++)
			if (telling(en[k].text, french_of(fr, frs, en[k].key)) && shows(work, c->reply.body, en[k].text)) {
				fprintf(stderr, "%.*s says \"%.*s\" (%.*s)\n", SARG(path), SARG(en[k].text), SARG(en[k].key));
				found++;
			}
		arena_end(work);
	}
	CHECK_INT((int64_t)found, 0);
	CHECK(pages >= 45);
}
