/* user_agent.h: what a browser calls itself, for people.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "base/base.h"

/* "Firefox, Linux"; the beginning of the text itself where nothing is known in it. */
str user_agent_name(struct arena *, str agent);
