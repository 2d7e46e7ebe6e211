/* method.h: the methods of requests that pages know; all others are one. */
#pragma once

enum method { GET, HEAD, POST, OTHER };
