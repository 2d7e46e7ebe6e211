/* sanitise.h: hostile HTML in, HTML that is safe in any <div> of ours out.
 *
 * Not a filter that removes what is bad but a writer of what is good: names,
 * attributes, classes and URL schemes that are not on a list do not exist for
 * it, and every tag it writes it also closes, in an order that no parser has to
 * repair.  So what a browser reads is what was written here (no mutation XSS).
 *   sanitise(sanitise(x)) == sanitise(x) without hooks; time is linear; depth is
 *   at most 64; output is at most about eight times the input.
 * SVG, MathML, style, script, template, iframe, object, form controls and their
 * like go with their contents; other unknown tags go and leave their contents.
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once
#include "base/base.h"

enum sanitise_policy {
	SANITISE_STORY,   /* what a journalist may write */
	SANITISE_COMMENT, /* p br a em strong b i blockquote code q s del; links
	                   * get rel="nofollow ugc noopener" */
};

enum sanitise_use {
	SANITISE_LINK,  /* <a href>: http https mailto tel, or relative */
	SANITISE_IMAGE, /* <img src, srcset>: http https, or relative */
	SANITISE_MEDIA, /* <audio src>, <video src> */
	SANITISE_CITE,  /* <blockquote cite> and such */
};

/* Values are plain text (no references), URLs already cleaned and rewritten. */
struct sanitise_image {
	str src, srcset, sizes, alt, title;
	str classes;           /* the allowed ones, separated by spaces */
	int64_t width, height; /* 0: not given */
	int64_t wordpress_id;  /* from class wp-image-N; 0: none */
	bool eager;            /* loading="eager" */
	bool gallery;          /* it stands in one */
};

/* Any function may be NULL.  What hooks write is not looked at again: they must
 * escape (escape_add_attr) and write phrasing content only. */
struct sanitise_hooks {
	void *arg;
	/* What to write for a clean URL; an empty str drops the attribute. */
	str (*url)(void *arg, struct arena *, enum sanitise_use, str url);
	/* Writes <img> or <picture> and returns true; false: the usual <img>. */
	bool (*image)(void *arg, const struct sanitise_image *, struct buf *out);
	/* An <iframe> with an http(s) address stood here: writes what shall stand
	 * instead (a link) and returns true; false: nothing. */
	bool (*frame)(void *arg, str url, struct buf *out);
};

html sanitise_html(struct arena *, str, enum sanitise_policy, const struct sanitise_hooks *);
/* The usual <img>. */
void sanitise_add_image(struct buf *, const struct sanitise_image *);
