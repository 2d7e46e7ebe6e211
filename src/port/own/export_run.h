/* export_run.h: one run of an export: its two files, and what was counted.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "port/own/export.h"
#include "port/own/export_file.h"

struct export_run {
	struct arena *a;
	const struct export *how;
	struct export_counts *n;
	str folder;
	struct export_file wxr, rest;
};
