/* long.h: works that take minutes: an import, an export.  The desk writes a row of
 * import_run; a thread takes it, one at a time in the whole paper, and writes down how far
 * it is, so that any page (and any node) can tell.  What is to be done is handed in: it is
 * port/'s, and this folder does not know it.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "store/store.h"

struct long_run;
struct long_work {
	int64_t id;
	bool exports, dry;
	str file, media;
};
struct long_told {
	const char *phase;
	int64_t done, size, records, fresh;
};
struct long_with {
	struct store *store;
	/* Does it and says what came of it; *report may be set with an err, too. */
	err (*work)(void *arg, struct arena *, struct long_run *, const struct long_work *, str *report);
	void (*warn)(void *arg, str line);
	void *arg;
};
err long_start(struct arena *, const struct long_with *) MUST;
/* From within work: where it is; written down twice a second at most.  True: stop. */
bool long_tell(struct long_run *, const struct long_told *);
/* One that waits, here and now, if there is one: for tests. */
err long_once(const struct long_with *, bool *ran) MUST;
