/* date.h: HTTP dates (RFC 9110, 5.6.7): "Sun, 06 Nov 1994 08:49:37 GMT".
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "base/base.h"

enum { DATE_HTTP = 29 };
void date_http(int64_t at, char out[DATE_HTTP + 1]);
/* The form above only: nobody has sent the two older ones for 20 years, and a
 * date that is not understood means that the page is sent once more. */
bool date_http_read(str, int64_t *at);
