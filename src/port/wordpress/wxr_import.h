/* wxr_import.h: a WordPress export goes into an archive: read, understood, written in
 * batches, each whole or not at all.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "port/import.h"
#include "port/source.h"

/* Records that cannot be taken are named in the report. */
err wxr_import(struct arena *, const struct import *, struct source *, struct report *) MUST;
