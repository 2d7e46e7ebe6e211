/* recipe.c: all importers, made from the IMPORT lines of the sources, and the order of
 * what an import does.
 * SPDX-License-Identifier: Apache-2.0 */
#include "port/recipe.h"

#include "port/uploads.h"

struct importer {
	const char *name;
	enum import_sure (*sniff)(struct arena *, str file);
	err (*take)(struct arena *, struct import *, struct report *);
};

#include "imports.inc"
#undef IMPORT
#define IMPORT(name, sniff, take) {name, sniff, take},
static const struct importer importers[] = {
#include "imports.inc"
};

/* The surest, and of those the first by name. */
static const struct importer *
importer_of(struct arena *a, str file)
{
	const struct importer *best = NULL;
	enum import_sure most = IMPORT_NO;

	for (size_t i = 0; i < LENGTH(importers); i++) {
		enum import_sure sure = importers[i].sniff(a, file);

		if (sure > most) {
			most = sure;
			best = &importers[i];
		}
	}
	return best;
}

err
recipe_import(struct arena *a, const struct import *how, struct report *r)
{
	const struct importer *one = importer_of(a, how->file);
	struct import mine = *how;

	if (!one)
		return fail(E_INPUT, "%.*s is of no kind that can be imported", SARG(how->file));
	r->phase = "records";
	TRY(one->take(a, &mine, r));
	if (r->dry || r->stopped)
		return OK;
	if (mine.files.n)
		TRY(uploads_take(a, &mine, r));
	return r->stopped ? OK : uploads_missing(a, how->store, r);
}
