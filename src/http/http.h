/* http.h: a request and its answer, as pages see them.
 *
 * A page is a function declared by ROUTE right above it:
 *
 *   ROUTE(GET, "/feed/{kind}", site_feed, PUBLIC, CACHED)
 *   err
 *   site_feed(struct ctx *c)
 *
 * It reads c->req, fills c->reply and returns OK, or an err whose page the
 * site makes (c->fail).  Pages run on worker threads with a snapshot of the
 * archive open in c->txn; CACHED ones are kept with what they read until that
 * changes.  Path parts in {} arrive in c->arg[], percent-decoded; a last part
 * {name...} takes the rest of the path.  Literal parts win over {name}, and
 * {name} over {name...}.
 */
#pragma once
#include "base/base.h"
#include "base/dep.h"

enum method { GET, HEAD, POST, OTHER };
/* Who may ask for a page: everybody, this machine alone, or who may do such a
 * thing; which role that is, news/people/role.c says. */
enum access {
	PUBLIC,
	LOOPBACK,
	MAY_ENTER,    /* be at the desk at all: whoever is logged in */
	MAY_WRITE,    /* write stories, and change one's own */
	MAY_EDIT,     /* change other people's stories, assign, correct */
	MAY_PUBLISH,  /* publish, time, take down */
	MAY_FRONT,    /* the front and the breaking strip */
	MAY_PICTURE,  /* upload and describe pictures */
	MAY_MODERATE, /* rule on comments */
	MAY_ARRANGE,  /* sections, tags, menus, redirects, templates, stages */
	MAY_RUN,      /* settings, the audit trail, the server's state */
	MAY_ADMIN,    /* people, import, export */
	ACCESSES
};
enum caching { NEVER, CACHED };
enum { ROUTE_ARGS = 8 };

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
	str path;               /* canonical and decoded: "/2026/03/04/a-story/" */
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
	bool keep;              /* page cache may keep it: set by CACHED routes for
				 * 200, 301 and 410; a page may clear it */
	str file;               /* a file to send instead of body: absolute path;
				 * ranges and conditions are the server's work.
				 * It is sent as never changing, unless a
				 * Cache-Control is among the headers */
};
void reply_header(struct reply *, str name, str value);
void reply_to(struct reply *, int status, str location);
void reply_html(struct reply *, html page);

struct app;  /* what the program is made of: theme, words, settings (view/app.h) */
struct txn;
struct store;
struct person; /* news/people/person.h */

struct ctx {
	struct arena *a;
	const struct request *req;
	struct reply reply;
	struct deps deps;       /* what this page reads */
	str arg[ROUTE_ARGS];
	const struct app *app;
	struct store *store;
	struct txn *txn;        /* one snapshot; NULL in POST */
	int64_t now;            /* one moment for the whole page */
	const struct person *who; /* who asks; NULL on PUBLIC pages */
};

struct route {
	enum method method;
	const char *path;
	err (*page)(struct ctx *);
	enum access access;
	enum caching caching;
};
#define ROUTE(method, path, page, access, caching) err page(struct ctx *c);
extern const struct route routes[];
extern const size_t routes_n;
/* Finds the page for a path; fills arg.  E_ABSENT, or E_INPUT with
 * *allow = the methods that the path knows ("GET, HEAD") for a 405. */
err route_find(enum method, str path, str arg[ROUTE_ARGS], const struct route **, str *allow) MUST;
