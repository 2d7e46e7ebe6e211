/* own_import.c: an export of djeli comes back in: a folder with site.wxr.xml, rest.jsonl
 * and media/ (export.h).
 * SPDX-License-Identifier: Apache-2.0 */
#include "port/import.h"

#include "port/own/export_back.h"
#include "port/wordpress/wxr_import.h"

IMPORT("djeli", own_sniff, own_take)

enum import_sure
own_sniff(struct arena *a, str file)
{
	return export_is(a, file) ? IMPORT_SURE : IMPORT_NO;
}

/* Settings first: the words of stories are folded by the paper's language. */
err
own_take(struct arena *a, struct import *how, struct report *report)
{
	struct source *from;

	if (!how->files.n)
		how->files = arena_fmt(a, "%.*s/media", SARG(how->file));
	if (!how->dry)
		TRY(export_settings_back(a, how->store, how->file));
	TRY(source_open(a, arena_fmt(a, "%.*s/site.wxr.xml", SARG(how->file)), &from));
	TRY(wxr_import(a, how, from, report));
	return how->dry || report->stopped ? OK : export_rest_back(a, how->store, how->file);
}
