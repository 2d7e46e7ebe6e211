/* faces.h: who makes the answer for an err.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "door/door.h"

/* Calls the face of the request's address; without one the reply stays as it is. */
void faces_answer(struct ctx *, err);
