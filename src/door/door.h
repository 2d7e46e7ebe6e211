/* door.h: what a page gets, and who may ask for it.
 *
 * A page is a function declared by ROUTE right above it:
 *
 *   ROUTE(GET, "/feed/{kind}", site_feed, PUBLIC, CACHED)
 *   err
 *   site_feed(struct ctx *c)
 *
 * It reads c->req, fills c->reply and returns OK, or an err whose page a face
 * makes (FACE).  Pages run on worker threads with a snapshot of the archive open
 * in c->txn; CACHED ones are kept with what they read until that changes.  Who may
 * ask is PUBLIC, LOOPBACK or a permission (news/people/role.h); it is looked at
 * before a page is called, and so is where a POST comes from (dispatch.c).
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once
#include "http/route.h"
#include "news/people/role.h"

struct app; /* what the program is made of (door/app.h) */

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

/* Who may ask for a page, besides who has a permission: everybody, this machine. */
enum { PUBLIC = PERMISSIONS, LOOPBACK };

#define ROUTE(method, path, page, access, caching) err page(struct ctx *c);
extern const struct route_table routes;

/* FACE("/desk", desk_error): who makes the answer for an err at this address and
 * below it.  The longest path decides; "" is for all the others. */
#define FACE(path, answer) void answer(struct ctx *c, err e);
