/* site_folder.c: the folder that is a newspaper.
 *
 * djeli.conf holds only what must be known before the archive can be asked:
 * where the archive is, and how to listen.  Everything else is a setting. */
#include "news/paper/site_folder.h"

#include "base/sys/file.h"

#include <stdio.h>

enum { CONF_MAX = 65536, STORE_MEMORY = 64 << 20 };

static const char *
in_folder(struct arena *a, str folder, const char *name)
{
	return arena_fmt(a, "%.*s/%s", SARG(folder), name).p;
}

static const char conf_text[] =
	"# What djeli must know before it can open the archive; the rest are settings.\n"
	"# A line is \"name = value\".\n"
	"\n"
	"# The archive: sqlite:site.db (in this folder) or postgres://user@host/name\n"
	"store = %.*s\n"
	"\n"
	"# Where to listen when `djeli serve` is not told: address:port\n"
	"#listen = 127.0.0.1:8080\n"
	"# Proxies in front, whose X-Forwarded-For is believed: addresses, commas between\n"
	"#proxies = 127.0.0.1, ::1\n"
	"# A log of requests: a path (in this folder), or - for the terminal; addresses\n"
	"# in it are shortened\n"
	"#access_log = access.log\n"
	"# The mail server that takes the paper's letters; without it none are sent.  It\n"
	"# stands here and not among the settings, so that no page of the desk can show\n"
	"# the password, or lead letters (and the links in them) elsewhere\n"
	"#smtp_url = smtps://mail.example:465\n"
	"#smtp_user = paper\n"
	"#smtp_password =\n"
	"#mail_from = desk@paper.example\n";

static err
read_conf(str text, struct site *s)
{
	const struct {
		str name;
		str *value;
	} known[] = {{S("store"), &s->store_url}, {S("listen"), &s->listen},
		{S("proxies"), &s->proxies}, {S("access_log"), &s->access_log},
		{S("smtp_url"), &s->mail.url}, {S("smtp_user"), &s->mail.user},
		{S("smtp_password"), &s->mail.password}, {S("mail_from"), &s->mail.from}};
	str line;

	for (int number = 1; str_split(&text, '\n', &line); number++) {
		size_t eq = str_find_char(line, '='), k;
		str name = str_trim(str_upto(line, eq == NOWHERE ? 0 : eq));

		if (!str_trim(line).n || str_trim(line).p[0] == '#')
			continue;
		for (k = 0; k < LENGTH(known) && !str_eq(name, known[k].name); k++)
			;
		if (eq == NOWHERE || k == LENGTH(known))
			return fail(E_INPUT, "djeli.conf:%d: invalid line \"%.*s\"", number,
				SARG(str_upto(str_trim(line), 60)));
		*known[k].value = str_trim(str_from(line, eq + 1));
	}
	return OK;
}

/* "sqlite:site.db" is meant inside the folder. */
static str
place_store(struct arena *a, const struct site *s)
{
	str scheme = S("sqlite:"), path = str_from(s->store_url, scheme.n);

	if (!str_starts(s->store_url, scheme) || str_starts(path, S("/")))
		return s->store_url;
	return arena_fmt(a, "sqlite:%.*s/%.*s", SARG(s->folder), SARG(path));
}

/* Makes the archive itself, so that one that is missing later is a loss and not
 * an empty paper. */
static err
make_store(str folder, str url)
{
	struct arena *a = arena_new(STORE_MEMORY);
	struct site s = {.folder = folder, .store_url = url};
	struct store *store;
	char why[1024];
	err e = store_open(a, place_store(a, &s), 1, &store);

	snprintf(why, sizeof why, "%s", fail_why());
	arena_end(a);
	return e == OK ? OK : fail(e, "%s", why);
}

err
site_make(struct arena *a, str folder, str store)
{
	const char *conf = in_folder(a, folder, "djeli.conf");
	const char *key = in_folder(a, folder, "secret.key"), *why;
	err e;

	if (file_exists(conf))
		return fail(E_CLASH, "%.*s is already a site", SARG(folder));
	if (!store.n)
		store = S("sqlite:site.db");
	TRY(file_make_dirs(in_folder(a, folder, "media")));
	TRY(seal_make(a, str_of(key)));
	e = make_store(folder, store);
	if (e == OK)
		e = file_write(conf, arena_fmt(a, conf_text, SARG(store)));
	if (e == OK || file_exists(conf))
		return e;
	/* Or the next try would find the key of a site that there is not. */
	why = arena_z(a, str_of(fail_why()));
	return file_remove(key) ? fail(e, "%s; the unfinished folder %s was not removed", why, key) :
		fail(e, "%s", why);
}

err
site_open(struct arena *a, str folder, unsigned readers, struct site *s)
{
	const char *conf = in_folder(a, folder, "djeli.conf");
	str text;

	*s = (struct site){.folder = folder, .media = str_of(in_folder(a, folder, "media"))};
	if (!file_exists(conf))
		return fail(E_ABSENT, "%.*s is not a site (no djeli.conf); create one with: djeli init %.*s",
			SARG(folder), SARG(folder));
	TRY(file_read(a, conf, CONF_MAX, &text));
	TRY(read_conf(text, s));
	TRY(mail_check(&s->mail));
	if (s->mail.password.n && !file_is_private(conf))
		return fail(E_DENIED, "%s contains the mail password but is readable by other users: run chmod 600", conf);
	if (!s->store_url.n)
		s->store_url = S("sqlite:site.db");
	s->store_url = place_store(a, s);
	if (s->access_log.n && !str_eq(s->access_log, S("-")) && !str_starts(s->access_log, S("/")))
		s->access_log = str_of(in_folder(a, folder, arena_z(a, s->access_log)));
	if (str_starts(s->store_url, S("sqlite:")) && !file_exists(arena_z(a, str_from(s->store_url, 7))))
		return fail(E_BROKEN, "%.*s is missing: restore it from a backup", SARG(str_from(s->store_url, 7)));
	TRY(seal_open(a, str_of(in_folder(a, folder, "secret.key")), &s->seal));
	return store_open(a, s->store_url, readers, &s->store);
}
