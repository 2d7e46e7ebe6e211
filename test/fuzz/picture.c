/* picture: the child's whole work, without its cell.  Pictures over 1 megapixel
 * are left out, because encoding is not what is looked for here.
 * SPDX-License-Identifier: Apache-2.0 */
#include "media/picture.h"

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);

struct input {
	struct arena *a;
	str bytes;
	struct job job;
	struct answer ans;
};

static err
put(void *to, str bytes, int64_t *at)
{
	int64_t *end = to;

	*at = *end;
	*end += (int64_t)bytes.n;
	return OK;
}

static err
work(void *arg)
{
	struct input *in = arg;
	int64_t end = 0;

	return picture_work(in->a, in->bytes, &in->job, (struct sink){put, &end}, &in->ans);
}

int
LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	static const struct input none;
	struct input in = none;
	int w, h;

	in.bytes = (str){(const char *)p, n};
	if (media_dimensions(in.bytes, &w, &h) != OK || (int64_t)w * h > 1000000)
		return 0;
	in.a = arena_new((size_t)256 << 20);
	if (n % 2) /* its parts, wherever */
		in.job = (struct job){.crops = 1, .crop = {{0, 0, 0}, {p[n / 2], p[n / 3] * 4, p[n / 4] * 4},
			{p[n / 5], 0, 1000}, {0, p[n / 6], 500}}};
	if (arena_run(in.a, work, &in) == OK && ((!in.ans.clean.n && !in.job.crops) ||
		(in.ans.sizes == 0 && !in.ans.moving)))
		__builtin_trap();
	arena_end(in.a);
	return 0;
}
