/* size_suffix.h: the picture that a sized file was made of, by WordPress's naming:
 * "2025/10/flood-300x169.jpg" is "2025/10/flood.jpg"; others are themselves.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "base/base.h"

str size_suffix_strip(struct arena *, str path);
