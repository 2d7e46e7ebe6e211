/* meta.c: the few words in a picture that a newspaper wants to keep: which way
 * is up, the caption, the credit.
 *
 * Exif 2.32 (a TIFF directory), IPTC-IIM 4.2 inside of Photoshop's resource
 * block.  IPTC wins over EXIF, because agencies write it by hand.  Positions are
 * never read; they are not even looked for.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "media/meta.h"

enum { DIRECTORY_MAX = 200 }; /* entries looked at */

struct tiff {
	str b;
	bool big; /* byte order: Motorola's */
};

static uint32_t
u16(struct tiff t, size_t at)
{
	return t.big ? be16(t.b, at) : le16(t.b, at);
}

static uint32_t
u32(struct tiff t, size_t at)
{
	return t.big ? be32(t.b, at) : le32(t.b, at);
}

static bool
tiff_open(str b, struct tiff *t)
{
	*t = (struct tiff){b, str_starts(b, S("MM"))};
	return b.n >= 8 && (t->big || str_starts(b, S("II"))) && u16(*t, 2) == 42;
}

/* Where the entry of the first directory with this tag stands; 0: nowhere. */
static size_t
tiff_entry(struct tiff t, uint32_t tag)
{
	size_t at = u32(t, 4), n;

	if (at < 8 || at > t.b.n - 2)
		return 0;
	n = u16(t, at);
	for (size_t i = 0; i < n && i < DIRECTORY_MAX; i++) {
		size_t e = at + 2 + 12 * i;

		if (e + 12 > t.b.n)
			return 0;
		if (u16(t, e) == tag)
			return e;
	}
	return 0;
}

int
media_exif_orientation(str b)
{
	struct tiff t;
	size_t e;
	uint32_t v;

	if (!tiff_open(b, &t) || !(e = tiff_entry(t, 0x0112)) || u16(t, e + 2) != 3)
		return 1;
	v = u16(t, e + 8);
	return v >= 1 && v <= 8 ? (int)v : 1;
}

static str
tiff_text(struct tiff t, uint32_t tag)
{
	size_t e = tiff_entry(t, tag), n, at;

	if (!e || u16(t, e + 2) != 2)
		return S("");
	n = u32(t, e + 4);
	at = n <= 4 ? e + 8 : u32(t, e + 8);
	if (at > t.b.n || n > t.b.n - at)
		return S("");
	return (str){t.b.p + at, strnlen(t.b.p + at, n)};
}

static void
keep(str *have, str s)
{
	s = str_trim(s);
	if (!have->n && s.n)
		*have = s;
}

void
media_meta_exif(str b, struct media_meta *m)
{
	struct tiff t;

	if (!tiff_open(b, &t))
		return;
	m->turn = media_exif_orientation(b);
	keep(&m->exif_caption, tiff_text(t, 0x010e));
	keep(&m->exif_credit, tiff_text(t, 0x013b)); /* artist */
	keep(&m->exif_credit, tiff_text(t, 0x8298)); /* copyright */
	keep(&m->rights, tiff_text(t, 0x8298));
}

static void
read_iim(str b, struct media_meta *m)
{
	str byline = S(""), credit = S(""), rights = S("");

	while (b.n >= 5 && at8(b, 0) == 0x1c) {
		unsigned record = at8(b, 1), set = at8(b, 2);
		size_t n = be16(b, 3);
		str v;

		if (n > b.n - 5 || n & 0x8000)
			break;
		v = (str){b.p + 5, n};
		b = str_from(b, 5 + n);
		if (record == 1 && set == 90)
			m->utf8 = str_eq(v, S("\x1b%G"));
		if (record != 2)
			continue;
		if (set == 120)
			keep(&m->caption, v);
		else if (set == 105)
			keep(&m->headline, v);
		else if (set == 80)
			keep(&byline, v);
		else if (set == 110)
			keep(&credit, v);
		else if (set == 116)
			keep(&rights, v);
	}
	keep(&m->byline, byline);
	keep(&m->credit, credit);
	keep(&m->credit, rights);
	if (rights.n)
		m->rights = rights;
}

/* Photoshop: "8BIM", number, a padded Pascal string, length, padded bytes. */
void
media_meta_photoshop(str b, struct media_meta *m)
{
	while (b.n >= 12 && str_starts(b, S("8BIM"))) {
		uint32_t number = be16(b, 4);
		size_t at = 6 + ((at8(b, 6) + 2u) & ~(size_t)1), n;

		if (at + 4 > b.n)
			return;
		n = be32(b, at);
		at += 4;
		if (n > b.n - at)
			return;
		if (number == 0x0404)
			read_iim((str){b.p + at, n}, m);
		b = str_from(b, at + n + (n & 1));
	}
}

bool
media_is_utf8(str s)
{
	for (size_t i = 0; i < s.n;) {
		unsigned c = at8(s, i), n = c < 0x80 ? 0 : c < 0xc2 ? 9 : c < 0xe0 ? 1 :
			c < 0xf0 ? 2 : c < 0xf5 ? 3 : 9;
		unsigned d = at8(s, i + 1);

		if (n == 9 || n >= s.n - i)
			return false;
		for (size_t k = 1; k <= n; k++)
			if ((at8(s, i + k) & 0xc0) != 0x80)
				return false;
		if ((c == 0xe0 && d < 0xa0) || (c == 0xed && d > 0x9f) ||
			(c == 0xf0 && d < 0x90) || (c == 0xf4 && d > 0x8f))
			return false;
		i += n + 1;
	}
	return true;
}

/* One line of UTF-8.  What is not UTF-8 was Latin-1, in practice always. */
size_t
media_meta_line(str s, char *out, size_t max)
{
	bool utf8 = media_is_utf8(s), gap = false;
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++) {
		unsigned c = at8(s, i);

		if (c <= ' ' || c == 0x7f || (!utf8 && c >= 0x80 && c <= 0xa0)) {
			gap = n > 0;
			continue;
		}
		if (n + 4 + gap > max && (c < 0x80 || c >= 0xc0))
			break;
		if (gap)
			out[n++] = ' ';
		gap = false;
		if (!utf8 && c >= 0x80) {
			out[n++] = (char)(0xc0 | c >> 6);
			c = 0x80 | (c & 0x3f);
		}
		out[n++] = (char)c;
	}
	return n;
}

size_t
media_meta_credit(const struct media_meta *m, char *out, size_t max)
{
	size_t n;

	if (!m->byline.n && !m->credit.n)
		return media_meta_line(m->exif_credit, out, max);
	n = media_meta_line(m->byline, out, max);
	if (m->credit.n && !str_eq_case(m->credit, m->byline) && n + 8 < max) {
		if (n)
			out[n++] = '/';
		n += media_meta_line(m->credit, out + n, max - n);
	}
	return n;
}
