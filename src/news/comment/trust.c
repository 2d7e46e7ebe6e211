/* trust.c: see comment_trust.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "news/comment/trust.h"

#include "base/map.h"
#include "text/words/fold.h"

enum comment_trust
comment_trust(const struct settings *s, int64_t approved, int64_t refused)
{
	int64_t proven = setting_int(s, "comment_trust_count"), lost = setting_int(s, "comment_distrust_count");

	if (lost && refused >= lost)
		return TRUST_LOST;
	if (proven && approved >= proven && !refused)
		return TRUST_PROVEN;
	return approved ? TRUST_KNOWN : TRUST_NEW;
}

int64_t
comment_trust_since(const struct settings *s, int64_t now)
{
	return now - setting_int(s, "comment_trust_days") * 86400;
}

const char *
comment_trust_name(enum comment_trust t)
{
	static const char *const name[] = {"new", "known", "proven", "lost"};

	return name[t];
}

struct phrases {
	struct map map;                    /* folded phrase: there */
	bool length[COMMENT_PHRASE + 1];   /* is there one of so many words? */
};

static size_t
words_in(str folded)
{
	size_t n = folded.n > 0;

	for (size_t i = 0; i < folded.n; i++)
		n += folded.p[i] == ' ';
	return n;
}

static struct phrases
read_list(struct arena *a, str list)
{
	struct phrases ph = {.map = map_in(a)};
	size_t from = 0;

	for (size_t i = 0; i <= list.n; i++) {
		str folded;
		size_t n;

		if (i < list.n && list.p[i] != ',' && list.p[i] != '\n' && list.p[i] != ';')
			continue;
		folded = fold_text(a, (str){list.p + from, i - from}, S(""));
		n = words_in(folded);
		from = i + 1;
		if (!n || n > COMMENT_PHRASE)
			continue;
		map_put(&ph.map, folded, &ph);
		ph.length[n] = true;
	}
	return ph;
}

bool
comment_word_hit(struct arena *a, str list, str text)
{
	struct phrases ph = read_list(a, list);
	str folded, rest, word;
	size_t *start, n = 0;

	if (!ph.map.n)
		return false;
	rest = folded = fold_text(a, text, S(""));
	start = NEW(a, size_t, words_in(folded) + 1);
	while (str_split(&rest, ' ', &word))
		start[n++] = (size_t)(word.p - folded.p);
	start[n] = folded.n + 1;
	for (size_t length = 1; length <= COMMENT_PHRASE; length++) {
		if (!ph.length[length])
			continue;
		for (size_t i = 0; i + length <= n; i++)
			if (map_get(&ph.map, (str){folded.p + start[i], start[i + length] - 1 - start[i]}))
				return true;
	}
	return false;
}
