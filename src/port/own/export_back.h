/* export_back.h: rest.jsonl of an export of ours, read back.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "store/store.h"

/* Before and after wxr_import() of such a folder: the settings that nobody has chosen here
 * yet; menus, redirects, what is known of pictures. */
err export_settings_back(struct arena *, struct store *, str folder) MUST;
err export_rest_back(struct arena *, struct store *, str folder) MUST;
bool export_is(struct arena *, str folder);
