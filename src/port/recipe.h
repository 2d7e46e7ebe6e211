/* recipe.h: the one way in which an archive comes in: the importer that is surest of the
 * file takes its records, then come the pictures and files, then what is missing is named.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "port/import.h"

err recipe_import(struct arena *, const struct import *, struct report *) MUST;
