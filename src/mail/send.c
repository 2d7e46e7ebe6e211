/* send.c: SMTP through libcurl.  A server on another machine is spoken to under
 * TLS or not at all: a letter may hold a link that lets somebody in. */
#include "mail/mail.h"

#include "base/sys/stop.h"

#include <curl/curl.h>

enum { CONNECT_SECONDS = 20, WHOLE_SECONDS = 60 };

struct reading {
	str rest;
};

static size_t
give(char *to, size_t size, size_t n, void *arg)
{
	struct reading *r = arg;
	str part = str_upto(r->rest, size * n);

	if (part.n)
		memcpy(to, part.p, part.n);
	r->rest = str_from(r->rest, part.n);
	return part.n;
}

/* This machine: what is between us and it, nobody reads. */
static bool
is_here(str url)
{
	static const char *const here[] = {"127.0.0.1", "localhost", "[::1]"};
	str host = str_from(url, str_find(url, S("://")) + 3);

	for (size_t i = 0; i < LENGTH(here); i++) {
		str rest = str_from(host, strlen(here[i]));

		if (str_starts(host, str_of(here[i])) && (!rest.n || rest.p[0] == ':' || rest.p[0] == '/'))
			return true;
	}
	return false;
}

err
mail_check(const struct mail_way *w)
{
	if (!w->url.n)
		return OK;
	if ((!str_starts(w->url, S("smtp://")) && !str_starts(w->url, S("smtps://"))) || str_find_char(w->url, '@') != NOWHERE)
		return fail(E_INPUT, "smtp_url must be smtp://host:port or smtps://host:port");
	if (!mail_is_address(w->from))
		return fail(E_INPUT, "mail_from is missing or is not an email address");
	return OK;
}

static void
put_options(struct arena *a, CURL *curl, const struct mail_way *w, struct reading *body)
{
	bool clear = str_starts(w->url, S("smtp://")) && is_here(w->url);

	curl_easy_setopt(curl, CURLOPT_URL, arena_z(a, w->url));
	curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
	curl_easy_setopt(curl, CURLOPT_USE_SSL, (long)(clear ? CURLUSESSL_TRY : CURLUSESSL_ALL));
	if (clear) { /* a certificate for "localhost" there is not */
		curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 0L);
		curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 0L);
	}
	if (w->user.n) {
		curl_easy_setopt(curl, CURLOPT_USERNAME, arena_z(a, w->user));
		curl_easy_setopt(curl, CURLOPT_PASSWORD, arena_z(a, w->password));
	}
	curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(curl, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
	curl_easy_setopt(curl, CURLOPT_PROXY, "");
	curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, (long)CONNECT_SECONDS);
	curl_easy_setopt(curl, CURLOPT_TIMEOUT, (long)WHOLE_SECONDS);
	curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
	curl_easy_setopt(curl, CURLOPT_READFUNCTION, give);
	curl_easy_setopt(curl, CURLOPT_READDATA, body);
	curl_easy_setopt(curl, CURLOPT_INFILESIZE_LARGE, (curl_off_t)body->rest.n);
}

static err
hand_over(struct arena *a, CURL *curl, const struct mail_way *w, const struct mail_letter *m, struct curl_slist *to,
	struct reading *body, const struct stop *s)
{
	char why[CURL_ERROR_SIZE] = "";
	long answer = 0;
	CURLcode code;

	put_options(a, curl, w, body);
	curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, why);
	curl_easy_setopt(curl, CURLOPT_MAIL_FROM, arena_fmt(a, "<%.*s>", SARG(m->from)).p);
	curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, to);
	code = (CURLcode)stop_curl(s, curl);
	curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &answer);
	curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, NULL);
	if (code == CURLE_OK)
		return OK;
	if (stop_is_set(s))
		return fail(E_BUSY, "the server is stopping");
	/* A wrong password of ours is mended some day, and the letters still there then. */
	if (answer >= 500 && answer < 600 && code != CURLE_LOGIN_DENIED)
		return fail(E_INPUT, "rejected by the mail server: %ld", answer);
	return fail(E_BUSY, "mail server: %s", *why ? why : curl_easy_strerror(code));
}

err
mail_send(struct arena *a, const struct mail_way *w, const struct mail_letter *m,
	const struct stop *s)
{
	struct curl_slist *to = NULL;
	struct reading body;
	CURL *curl;
	err e = E_BROKEN;

	TRY(mail_compose(a, m, &body.rest));
	if (curl_global_init(CURL_GLOBAL_DEFAULT))
		return fail(E_BROKEN, "cannot initialise libcurl");
	curl = curl_easy_init();
	to = curl_slist_append(NULL, arena_fmt(a, "<%.*s>", SARG(m->to)).p);
	e = curl && to ? hand_over(a, curl, w, m, to, &body, s) : fail(E_BROKEN, "not enough memory to send email");
	if (curl)
		curl_easy_cleanup(curl);
	curl_slist_free_all(to);
	curl_global_cleanup();
	return e;
}
