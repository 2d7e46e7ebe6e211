/* method.h: the methods of requests that pages know; all others are one.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once

enum method { GET, HEAD, POST, OTHER };
