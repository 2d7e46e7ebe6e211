/* log.h: lines to a file, written by a thread of its own.
 *
 * log_line() copies and returns; it never waits for a disk.  When the disk is
 * slower than the lines, lines are lost and counted, and the next written line
 * says how many.  Any thread may add.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "base/base.h"

enum { LOG_LINE_MAX = 4096 }; /* longer lines are cut */

struct log;
/* path "-" is standard output.  Appends; flushed and closed with the arena. */
err log_open(struct arena *, str path, struct log **) MUST;
void log_line(struct log *, str line); /* without its newline; NULL log: nothing */
void log_reopen(struct log *);         /* after the file was moved away */
uint64_t log_lost(struct log *);
