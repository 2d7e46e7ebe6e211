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
#include "text/html/sanitise_policy.h"

html sanitise_html(struct arena *, str, enum sanitise_policy, const struct sanitise_hooks *);
