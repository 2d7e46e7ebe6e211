/* reader.h: a reader's page, rendered: the theme's template and the policy that goes
 * with it.  The site sends it to readers, the desk shows it as a preview.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "door/door.h"

struct value;
struct settings;
struct theme;
/* The theme that the paper's settings name. */
struct theme *reader_theme(const struct ctx *, const struct settings *);
/* frame: who may show it in a frame: 'none' for readers, 'self' for a preview. */
err reader_render(struct ctx *, struct theme *, const char *name, const struct value *root, str frame) MUST;
