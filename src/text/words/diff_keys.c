/* diff_keys.c: which things of a row are the same as in another (Myers, "An O(ND) difference
 * algorithm", 1986), with an end to its patience: past so many differences the rest is
 * matched by looking a little ahead.
 * SPDX-License-Identifier: Apache-2.0 */
#include "text/words/diff_keys.h"

enum { PATIENCE = 600, AHEAD = 64 };

struct runs {
	struct diff_run *run;
	size_t n;
};

static void
add(struct runs *r, enum diff_kind kind, size_t a, size_t b, size_t n)
{
	struct diff_run *last = r->n ? &r->run[r->n - 1] : NULL;

	if (!n)
		return;
	if (last && last->kind == kind)
		last->n += n;
	else
		r->run[r->n++] = (struct diff_run){kind, a, b, n};
}

struct rows {
	const uint64_t *a, *b;
	size_t an, bn, at_a, at_b; /* at: where these rows begin in the whole */
};

/* Without patience: the nearest thing ahead on either side that fits. */
static void
glance(const struct rows *in, struct runs *out)
{
	size_t i = 0, j = 0;

	while (i < in->an && j < in->bn) {
		size_t k = 0, left = in->an - i, right = in->bn - j;

		if (in->a[i] == in->b[j]) {
			add(out, DIFF_SAME, in->at_a + i++, in->at_b + j++, 1);
			continue;
		}
		for (k = 1; k < AHEAD; k++)
			if ((k < left && in->a[i + k] == in->b[j]) || (k < right && in->a[i] == in->b[j + k]))
				break;
		if (k < AHEAD && k < left && in->a[i + k] == in->b[j]) {
			add(out, DIFF_GONE, in->at_a + i, in->at_b + j, k);
			i += k;
		} else if (k < AHEAD) {
			add(out, DIFF_NEW, in->at_a + i, in->at_b + j, k);
			j += k;
		} else {
			add(out, DIFF_GONE, in->at_a + i++, in->at_b + j, 1);
			add(out, DIFF_NEW, in->at_a + i, in->at_b + j++, 1);
		}
	}
	add(out, DIFF_GONE, in->at_a + i, in->at_b + j, in->an - i);
	add(out, DIFF_NEW, in->at_a + in->an, in->at_b + j, in->bn - j);
}

/* The way back through the rows of v that were kept, one for each d; row d holds the ends
 * of the diagonals -d .. d. */
static void
walk_back(struct arena *a, const struct rows *in, int32_t *const *v, long d, struct runs *out)
{
	struct step {
		enum diff_kind kind;
		size_t a, b, n;
	} *step = NEW(a, struct step, 2 * (size_t)d + 2);
	size_t n = 0;
	long x = (long)in->an, y = (long)in->bn;

	for (; d > 0; d--) {
		const int32_t *row = v[d - 1] + (d - 1);
		long k = x - y;
		bool down = k == -d || (k != d && (k - 1 < -(d - 1) ? -1 : row[k - 1]) < (k + 1 > d - 1 ? -1 : row[k + 1]));
		long from = down ? row[k + 1] : row[k - 1] + 1; /* where the diagonal of this step begins */

		step[n++] = (struct step){DIFF_SAME, (size_t)from, (size_t)(from - k), (size_t)(x - from)};
		x = down ? from : from - 1;
		y = x - (down ? k + 1 : k - 1);
		step[n++] = down ? (struct step){DIFF_NEW, (size_t)x, (size_t)y, 1} : (struct step){DIFF_GONE, (size_t)x, (size_t)y, 1};
	}
	step[n++] = (struct step){DIFF_SAME, 0, 0, (size_t)x};
	while (n--)
		add(out, step[n].kind, in->at_a + step[n].a, in->at_b + step[n].b, step[n].n);
}

static void
compare(struct arena *a, const struct rows *in, struct runs *out)
{
	long an = (long)in->an, bn = (long)in->bn, most = an + bn < PATIENCE ? an + bn : PATIENCE;
	int32_t **v = NEW(a, int32_t *, (size_t)most + 1);

	for (long d = 0; d <= most; d++) {
		const int32_t *before = d ? v[d - 1] + (d - 1) : NULL;
		int32_t *row;

		v[d] = NEW(a, int32_t, 2 * (size_t)d + 1);
		row = v[d] + d;
		for (long k = -d; k <= d; k += 2) {
			long x = 0;

			if (d) {
				long right = k - 1 < -(d - 1) ? -1 : before[k - 1], down = k + 1 > d - 1 ? -1 : before[k + 1];

				x = k == -d || (k != d && right < down) ? down : right + 1;
			}
			while (x < an && x - k < bn && x - k >= 0 && in->a[x] == in->b[x - k])
				x++;
			row[k] = (int32_t)x;
			if (x >= an && x - k >= bn) {
				walk_back(a, in, v, d, out);
				return;
			}
		}
	}
	glance(in, out);
}

size_t
diff_keys(struct arena *a, const uint64_t *x, size_t xn, const uint64_t *y, size_t yn, struct diff_run **out)
{
	struct runs r = {.run = NEW(a, struct diff_run, xn + yn + 2)};
	struct rows in = {x, y, xn, yn, 0, 0};
	size_t head = 0, tail = 0;

	while (head < xn && head < yn && x[head] == y[head])
		head++;
	while (tail < xn - head && tail < yn - head && x[xn - 1 - tail] == y[yn - 1 - tail])
		tail++;
	add(&r, DIFF_SAME, 0, 0, head);
	in = (struct rows){x + head, y + head, xn - head - tail, yn - head - tail, head, head};
	if (!in.an || !in.bn) {
		add(&r, DIFF_GONE, head, head, in.an);
		add(&r, DIFF_NEW, head + in.an, head, in.bn);
	} else {
		compare(a, &in, &r);
	}
	add(&r, DIFF_SAME, xn - tail, yn - tail, tail);
	*out = r.run;
	return r.n;
}
