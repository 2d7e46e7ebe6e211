/* negotiate.c: codings, conditions, ranges.  Only one range is served: several in one answer are
 * a kind of reply that no browser asks for and that has cost servers dearly. */
#include "http/cache/negotiate.h"
#include "net/date.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

/* "q=0.5" in thousandths; what is no weight is 0. */
static int
weight(str q)
{
	int w = 0, unit = 1000;

	if (!q.n || (q.p[0] != '0' && q.p[0] != '1') || (q.n > 1 && q.p[1] != '.') || q.n > 5)
		return 0;
	for (size_t i = 0; i < q.n; i++) {
		if (i == 1)
			continue;
		if (q.p[i] < '0' || q.p[i] > '9')
			return 0;
		w += (q.p[i] - '0') * unit;
		unit /= 10;
	}
	return w > 1000 ? 1000 : w;
}

static int
member_weight(str *member)
{
	size_t semicolon = str_find_char(*member, ';');
	str rest = semicolon == NOWHERE ? (str){0} : str_from(*member, semicolon + 1), part;
	int w = 1000;

	*member = str_trim(str_upto(*member, semicolon));
	while (str_split(&rest, ';', &part)) {
		part = str_trim(part);
		if (str_eq_case(str_upto(part, 2), S("q=")))
			w = weight(str_from(part, 2));
	}
	return w;
}

enum coding
negotiate_coding(str accept, unsigned have)
{
	int q[CODINGS] = {-1, -1, -1}, star = -1;
	enum coding best = CODING_PLAIN;
	str m;

	while (parse_list(&accept, &m)) {
		int w = member_weight(&m);

		if (str_eq_case(m, S("br")))
			q[CODING_BR] = w;
		else if (str_eq_case(m, S("gzip")) || str_eq_case(m, S("x-gzip")))
			q[CODING_GZIP] = w;
		else if (str_eq_case(m, S("identity")))
			q[CODING_PLAIN] = w;
		else if (str_eq_case(m, S("*")))
			star = w;
	}
	/* Not named: identity is acceptable when nothing else is, the others
	 * are not; unless there is a star. */
	for (int c = 0; c < CODINGS; c++)
		if (q[c] < 0)
			q[c] = star >= 0 ? star : c == CODING_PLAIN ? 1 : 0;
	for (int c = CODING_GZIP; c < CODINGS; c++)
		if ((have & 1u << c) && q[c] > 0 && q[c] >= q[best])
			best = (enum coding)c;
	return best;
}

bool
negotiate_matches(str list, str tag)
{
	str m;

	if (str_eq(str_trim(list), S("*")))
		return true;
	while (parse_list(&list, &m)) {
		if (str_starts(m, S("W/")))
			m = str_from(m, 2);
		if (m.n < 2 || m.p[0] != '"' || m.p[m.n - 1] != '"')
			continue;
		m = (str){m.p + 1, m.n - 2};
		if (str_starts(m, tag) && (m.n == tag.n || m.p[tag.n] == '-'))
			return true;
	}
	return false;
}

/* RFC 9110, 13.2.2: If-None-Match rules, the date only stands in for it.  The
 * date must be the one that we sent: a later one says nothing when the archive
 * was brought back from a backup. */
static bool
is_unchanged(const struct parse_head *h, const char *bytes, str tag, int64_t modified)
{
	int64_t since;

	if (h->known[KNOWN_IF_NONE_MATCH])
		return negotiate_matches(parse_known(h, bytes, KNOWN_IF_NONE_MATCH), tag);
	return modified > 0 && date_http_read(parse_known(h, bytes, KNOWN_IF_MODIFIED), &since)
		&& since == modified;
}

/* The ETag line of the form's head, which a 304 repeats. */
static void
copy_tag(struct net_answer *an, str head)
{
	size_t at = str_find(head, S("ETag: "));
	str line = at == NOWHERE ? (str){0} : str_from(head, at);

	line = str_upto(line, str_find_char(line, '\n') + 1);
	if (line.n && line.n <= sizeof an->tag) {
		memcpy(an->tag, line.p, line.n);
		an->tag_n = line.n;
	}
}

void
negotiate_page(struct net_answer *an, struct stored *p, const struct parse_head *h,
	const char *bytes)
{
	const struct stored_form *f;
	unsigned have = 0;

	for (int c = CODING_GZIP; c < CODINGS; c++)
		if (atomic_load(&p->form[c]))
			have |= 1u << c;
	f = atomic_load(&p->form[negotiate_coding(parse_known(h, bytes, KNOWN_ACCEPT_ENCODING), have)]);
	*an = (struct net_answer){.status = p->status, .file = -1, .of = p};
	if (p->tag.n && (h->method == GET || h->method == HEAD) &&
		is_unchanged(h, bytes, p->tag, p->modified)) {
		an->status = 304;
		an->head = p->unchanged;
		copy_tag(an, f->head);
		return;
	}
	an->head = f->head;
	if (h->method != HEAD)
		an->body = f->body;
}

static bool
take_number(str *s, int64_t *out)
{
	size_t n = 0;

	while (n < s->n && s->p[n] >= '0' && s->p[n] <= '9')
		n++;
	if (!n || n > 18 || str_int(str_upto(*s, n), out))
		return false;
	*s = str_from(*s, n);
	return true;
}

int
negotiate_range(str r, int64_t size, int64_t *at, int64_t *n)
{
	int64_t first = -1, last = -1;

	if (!str_eq_case(str_upto(r, 6), S("bytes=")))
		return 0;
	r = str_trim(str_from(r, 6));
	take_number(&r, &first);
	if (!r.n || r.p[0] != '-')
		return 0;
	r = str_from(r, 1);
	take_number(&r, &last);
	if (r.n || (first < 0 && last < 0) || (first >= 0 && last >= 0 && last < first))
		return 0; /* several ranges, or no range: RFC 9110, 14.2 */
	if (first < 0) {
		first = last < size ? size - last : 0;
		last = last ? size - 1 : -1;
	} else if (last < 0 || last >= size) {
		last = size - 1;
	}
	if (first >= size || last < first)
		return 416;
	*at = first;
	*n = last - first + 1;
	return 206;
}

struct file {
	int64_t size, modified;
	str tag;
	int status;
};

/* The part of a file that is asked for; If-Range wants a strong match. */
static void
choose_range(struct net_answer *an, struct file *f, const struct parse_head *h, const char *bytes)
{
	str only_if = parse_known(h, bytes, KNOWN_IF_RANGE);
	int64_t date;
	int status;

	an->at = 0;
	an->left = f->size;
	if (!h->known[KNOWN_RANGE] || h->method != GET)
		return;
	if (h->known[KNOWN_IF_RANGE] && !str_eq(only_if, f->tag) &&
		!(date_http_read(only_if, &date) && date == f->modified))
		return;
	status = negotiate_range(parse_known(h, bytes, KNOWN_RANGE), f->size, &an->at, &an->left);
	if (status)
		f->status = status;
	if (status == 416)
		an->left = 0;
}

static err
write_head(struct arena *a, struct net_answer *an, const struct file *f, struct reply r, str policy)
{
	struct buf b = buf_in(a, PARSE_HEAD_MAX);

	r.status = f->status;
	r.modified = f->modified;
	stored_front(&b, &r, policy);
	buf_fmt(&b, "ETag: %.*s\r\nAccept-Ranges: bytes\r\n", SARG(f->tag));
	if (f->status == 206)
		buf_fmt(&b, "Content-Range: bytes %lld-%lld/%lld\r\n", (long long)an->at,
			(long long)(an->at + an->left - 1), (long long)f->size);
	if (f->status == 416)
		buf_fmt(&b, "Content-Range: bytes */%lld\r\n", (long long)f->size);
	if (f->status != 304)
		buf_fmt(&b, "Content-Length: %lld\r\n", (long long)an->left);
	return buf_done(&b, &an->head);
}

static void
close_file(struct net_answer *an)
{
	if (an->file >= 0)
		close(an->file);
	an->file = -1;
}

err
negotiate_file(struct arena *a, struct net_answer *an, const struct reply *r, str policy,
	const struct parse_head *h, const char *bytes)
{
	struct file f = {.status = r->status ? r->status : 200};
	char *path = arena_z(a, r->file);
	struct stat st;
	err e;

	*an = (struct net_answer){.file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)};
	if (an->file < 0 || fstat(an->file, &st) || !S_ISREG(st.st_mode)) {
		close_file(an);
		return fail(E_ABSENT, "file not found");
	}
	f.size = st.st_size;
	f.modified = st.st_mtim.tv_sec;
	f.tag = arena_fmt(a, "\"%llx-%llx%08lx\"", (unsigned long long)f.size,
		(unsigned long long)f.modified, (unsigned long)st.st_mtim.tv_nsec);
	if (f.status == 200 && is_unchanged(h, bytes, (str){f.tag.p + 1, f.tag.n - 2}, f.modified))
		f.status = 304;
	else if (f.status == 200)
		choose_range(an, &f, h, bytes);
	else
		an->left = f.size;
	e = write_head(a, an, &f, *r, policy);
	an->status = f.status;
	if (e || f.status == 304 || f.status == 416 || h->method == HEAD) {
		close_file(an);
		an->left = 0;
	}
	return e;
}
