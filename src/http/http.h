/* http.h: a request and its answer.
 *
 * The server (http/server.h) reads a request whole and gives it, as an exchange,
 * to the one function that it was started with.  That function fills the reply;
 * what it read is noted in deps, so that the page cache can keep the reply until
 * any of it changes.  Nothing here knows what the pages are about.
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once
#include "base/base.h"
#include "base/dep.h"
#include "net/method.h"


struct pair {
	str name, value; /* decoded */
};

struct upload {
	str name, file, type;   /* of the field; as the client says, believe neither */
	str bytes;
};

/* Everything is borrowed from the request's arena. */
struct request {
	enum method method;     /* HEAD arrives as GET in a page */
	str path;               /* canonical and decoded: "/2026/03/04/a-page/" */
	str raw_path;           /* as it came, without the query.  It differs from path
				 * in escapes only, and a CACHED page must not
				 * depend on them: the cache knows pages by path */
	str raw_query;          /* as it came, less utm_... and such */
	str host;               /* of Host, with its port; a CACHED page must not use it */
	str peer;               /* address of the client, behind trusted proxies too */
	bool secure;            /* came over TLS, as far as a trusted proxy says */
	struct pair *query, *form, *header; /* form: urlencoded or multipart fields */
	size_t query_n, form_n, header_n;
	struct upload *upload;  /* files of a multipart form */
	size_t upload_n;
	str body;               /* as it came, for what is no form */
	int64_t seen_at;        /* monotonic ms (clock_ms) of the last HTML page that
				 * this address with this User-Agent got; 0 unknown */
};
str request_query(const struct request *, str name);  /* empty when absent; .p is NULL */
str request_form(const struct request *, str name);
str request_header(const struct request *, str name); /* any case */
str request_cookie(const struct request *, str name); /* empty when absent */

struct reply {
	int status;             /* 0: 200 */
	str type;               /* "text/html; charset=utf-8" is the default */
	str location;           /* with 301, 302, 303: target */
	str body;
	int64_t modified;       /* Last-Modified; 0: none.  Of everything that is on
				 * the page: If-Modified-Since is answered by it */
	struct pair header[8];  /* further headers, values checked for CR and LF; they
				 * replace the server's own of the same name */
	size_t header_n;
	bool keep;              /* the page cache may keep it: a 200, 301 or 410 */
	str file;               /* a file to send instead of body: absolute path;
				 * ranges and conditions are the server's work.
				 * It is sent as never changing, unless a
				 * Cache-Control is among the headers */
};
void reply_header(struct reply *, str name, str value);
void reply_to(struct reply *, int status, str location);
void reply_html(struct reply *, html page);

/* One request and what comes of it.  It runs on a worker thread; everything that
 * is made for it lives in its arena. */
struct exchange {
	struct arena *a;
	const struct request *req;
	struct reply reply;
	struct deps deps;       /* what the reply depends on */
	int64_t now;            /* one moment for the whole reply */
	const void *home;       /* server_config.home */
};
