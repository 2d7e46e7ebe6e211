/* bytefilter.h: makes XML that a strict parser accepts of what people's servers
 * wrote, while it streams by, in memory of a fixed size.
 *
 * What passes untouched: well-formed XML in UTF-8 (less its comments and
 * processing instructions, whose lines stay as empty ones, so that a parser
 * behind the filter counts lines as the file does).  What is repaired, counted
 * and told with its line is in enum bytefilter_repair.  What is refused: a
 * document type declaration (the door of entity bombs), a tag that goes on for
 * more than 64 KiB, UTF-16.
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once
#include "base/base.h"

enum bytefilter_repair {
	FILTER_CONTROL,   /* a byte XML forbids, dropped */
	FILTER_ENCODING,  /* not UTF-8: read as Windows-1252, U+FFFD where it has nothing */
	FILTER_ENTITY,    /* &nbsp; and its like, written out; &#0; made U+FFFD */
	FILTER_AMPERSAND, /* an & that begins nothing, escaped */
	FILTER_LESS,      /* a < that begins nothing, escaped */
	FILTER_CDATA,     /* ]]> inside a CDATA section, split in two */
	FILTER_REPAIRS
};
const char *bytefilter_words(enum bytefilter_repair); /* for people */

struct bytefilter;

struct bytefilter_to {
	/* Gets the clean bytes, at most 64 KiB at a time; an err ends the feed. */
	err (*out)(void *arg, str clean);
	/* May be NULL. */
	void (*repaired)(void *arg, enum bytefilter_repair, int64_t line);
	void *arg;
};

/* About 260 KiB in the arena, whatever passes through. */
struct bytefilter *bytefilter_new(struct arena *, struct bytefilter_to);
err bytefilter_feed(struct bytefilter *, str bytes) MUST;
/* What was held back is let go; nothing may follow. */
err bytefilter_end(struct bytefilter *) MUST;
/* The line that is being read, from 1. */
int64_t bytefilter_line(struct bytefilter *);
