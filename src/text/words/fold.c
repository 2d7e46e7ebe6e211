/* fold.c: one character at a time, so no text is held twice.
 *
 * Words are stemmed after they lost their accents: a stemmer would do a little
 * better with them, but a question typed without accents must give the tokens
 * that the story gave.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "text/words/fold.h"

#include <libstemmer.h>
#include <utf8proc.h>

#include "base/utf8.h"
#include "text/words/latin_fold.h"

enum { LONGEST_TEXT = 1 << 20, LONGEST_TOKEN = 64, MOST_PARTS = 32 };

struct state {
	struct buf out;
	struct sb_stemmer *stemmer; /* NULL: none for this language */
	char word[LONGEST_TOKEN + 4];
	size_t n;
	uint32_t pair; /* the first of a pair, in a script without spaces */
	bool paired;   /* it stands in a pair already */
};

static void
add_token(struct state *s, str token)
{
	if (s->out.n)
		buf_char(&s->out, ' ');
	buf_add(&s->out, token);
}

static void
end_word(struct state *s)
{
	str token = {s->word, s->n};

	if (!s->n)
		return;
	if (s->stemmer) {
		const sb_symbol *stem = sb_stemmer_stem(s->stemmer,
			(const sb_symbol *)s->word, (int)s->n);

		if (stem)
			token = (str){(const char *)stem,
				(size_t)sb_stemmer_length(s->stemmer)};
	}
	if (token.n)
		add_token(s, token);
	s->n = 0;
}

static void
end_pair(struct state *s)
{
	char bytes[4];

	if (s->pair && !s->paired)
		add_token(s, (str){bytes, utf8_write(bytes, s->pair)});
	s->pair = 0;
	s->paired = false;
}

static void
add_pair(struct state *s, uint32_t c)
{
	char bytes[8];
	size_t n;

	end_word(s);
	if (s->pair) {
		n = utf8_write(bytes, s->pair);
		n += utf8_write(bytes + n, c);
		add_token(s, (str){bytes, n});
		s->paired = true;
	}
	s->pair = c;
}

/* Han and kana; Thai, Lao, Burmese and Khmer. */
static bool
has_no_spaces(uint32_t c)
{
	return (c >= 0x3040 && c <= 0x30ff) || (c >= 0x3400 && c <= 0x9fff) ||
		(c >= 0x20000 && c <= 0x3ffff) || (c >= 0x0e00 && c <= 0x0eff) ||
		(c >= 0x1000 && c <= 0x109f) || (c >= 0x1780 && c <= 0x17ff);
}

/* Letters of the Arabic script that people type for each other. */
static uint32_t
unify(uint32_t c)
{
	switch (c) {
	case 0x671:
		return 0x627;
	case 0x649:
	case 0x6cc:
	case 0x6d2:
		return 0x64a;
	case 0x629:
	case 0x6c1:
	case 0x6be:
		return 0x647;
	case 0x6a9:
		return 0x643;
	default:
		break;
	}
	if (c >= 0x660 && c <= 0x669)
		return c - 0x660 + '0';
	if (c >= 0x6f0 && c <= 0x6f9)
		return c - 0x6f0 + '0';
	if (c >= 0x7c0 && c <= 0x7c9)
		return c - 0x7c0 + '0';
	return c;
}

static void
add_letters(struct state *s, const char *bytes, size_t n)
{
	if (s->n + n <= LONGEST_TOKEN) {
		memcpy(s->word + s->n, bytes, n);
		s->n += n;
	}
}

/* c is decomposed and in lower case. */
static void
add_point(struct state *s, uint32_t c)
{
	utf8proc_category_t k = utf8proc_category((utf8proc_int32_t)c);
	const char *letters = latin_letters(c);
	char bytes[4];

	if (k == UTF8PROC_CATEGORY_CF || c == 0x640)
		return;
	if (has_no_spaces(c) && k >= UTF8PROC_CATEGORY_LU && k <= UTF8PROC_CATEGORY_NO) {
		if (k != UTF8PROC_CATEGORY_MN)
			add_pair(s, c);
		return;
	}
	if (k == UTF8PROC_CATEGORY_MN || k == UTF8PROC_CATEGORY_ME)
		return;
	end_pair(s);
	if (letters)
		add_letters(s, letters, strlen(letters));
	else if (k >= UTF8PROC_CATEGORY_LU && k <= UTF8PROC_CATEGORY_NO)
		add_letters(s, bytes, utf8_write(bytes, unify(c)));
	else
		end_word(s);
}

static void
delete_stemmer(void *stemmer)
{
	sb_stemmer_delete(stemmer);
}

static struct sb_stemmer *
stemmer_for(struct arena *a, str lang)
{
	str head = str_upto(lang, str_find_char(lang, '-'));
	struct sb_stemmer *stemmer = NULL;

	head = str_upto(head, str_find_char(head, '_'));
	if (str_eq_case(head, S("en")))
		stemmer = sb_stemmer_new("english", "UTF_8");
	else if (str_eq_case(head, S("fr")))
		stemmer = sb_stemmer_new("french", "UTF_8");
	if (stemmer)
		arena_defer(a, delete_stemmer, stemmer);
	return stemmer;
}

str
fold_text(struct arena *a, str text, str lang)
{
	struct state *s = NEW(a, struct state, 1);

	text = utf8_cut(text, LONGEST_TEXT);
	s->out = buf_in(a, text.n * 16 + 64);
	s->stemmer = stemmer_for(a, lang);
	for (size_t at = 0; at < text.n;) {
		int32_t parts[MOST_PARTS];
		int last = 0;
		utf8proc_ssize_t n = utf8proc_decompose_char((int32_t)utf8_next(text, &at), parts,
			MOST_PARTS, UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD, &last);

		for (utf8proc_ssize_t i = 0; i < n && i < MOST_PARTS; i++)
			add_point(s, (uint32_t)parts[i]);
	}
	end_word(s);
	end_pair(s);
	return buf_str(&s->out);
}
