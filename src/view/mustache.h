/* mustache.h: templates, compiled once and rendered by many threads at once.
 *
 * Mustache as its specification has it (github.com/mustache/spec 1.4): comments,
 * delimiters, interpolation, sections, inverted sections, partials, and of the
 * optional modules inheritance ({{<parent}}, {{$block}}).  No lambdas.
 *
 * Two things differ on purpose.  The engine never sends text unescaped: {{{x}}}
 * puts in a VALUE_HTML as it is, and escapes everything else.  And a template
 * cannot run away: parts nest 32 deep, a rendering has a maximum of bytes and
 * of steps.
 *
 * What is wrong in a template is an E_INPUT that names file and line:
 * "theme/gazette/story.html:12: the section {{#a}} is never closed".
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once
#include "view/value.h"

struct mustache; /* a set of templates that may use each other */

enum mustache_flags {
	MUSTACHE_SQUEEZE = 1, /* drop indentation and empty lines of templates */
	MUSTACHE_LOOSE = 2,   /* a part that is not there is empty, as in the
			       * specification; otherwise mustache_link() tells */
};

struct mustache *mustache_new(struct arena *, unsigned flags);
/* name: as in {{>name}}; file: as errors shall call it.  The bytes are copied. */
err mustache_add(struct mustache *, str name, str file, str source) MUST;
/* After the last one was added, before the first rendering. */
err mustache_link(struct mustache *) MUST;
/* What names mean that a page does not give: looked at last.  Outlives the set. */
void mustache_base(struct mustache *, const struct value *);
/* At most max bytes, in the arena; E_TOOBIG when that or another bound is hit. */
err mustache_render(const struct mustache *, struct arena *, str name,
	const struct value *, size_t max, html *out) MUST;
