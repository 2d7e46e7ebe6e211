/* site_folder.h: a site is a folder: djeli.conf, site.db, secret.key, media/.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "base/seal.h"
#include "mail/mail.h"
#include "store/store.h"

struct site {
	str folder, media;
	str store_url;
	str listen;        /* "" or what djeli.conf says */
	str proxies;       /* addresses whose X-Forwarded-For is believed */
	str access_log;
	struct mail_way mail;
	struct store *store;
	struct seal *seal;
};

/* A folder that is not there, or empty, becomes a site.  store: "" for SQLite
 * in the folder.  E_CLASH when there is a site already. */
err site_make(struct arena *, str folder, str store) MUST;
/* Opens it; readers: connections for reading. */
err site_open(struct arena *, str folder, unsigned readers, struct site *) MUST;
