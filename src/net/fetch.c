/* fetch.c: one HEAD (or the first bytes of a GET, where HEAD is not known) by libcurl. */
#include "net/fetch.h"

#include "base/sys/stop.h"

#include <curl/curl.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

enum { CONNECT_SECONDS = 4, WHOLE_SECONDS = 8, REDIRECTS = 5 };

/* Everything that is not for the whole world: RFC 6890, RFC 4193, RFC 4291. */
static const char private_nets[] = "0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 "
	"192.0.0.0/24 192.0.2.0/24 192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/3 "
	"::/96 64:ff9b::/96 100::/64 2001:db8::/32 2002::/16 fc00::/7 fe80::/10 ff00::/8";

bool
fetch_is_public(const struct peer_addr *addr)
{
	struct peer_nets nets;

	return peer_nets_read(str_of(private_nets), &nets) == OK && !peer_in(&nets, addr);
}

/* The sites of tests are on this machine. */
static bool
may_go_home(void)
{
#ifdef DJELI_HOOKS
	return getenv("DJELI_FETCH_HOME") != NULL;
#else
	return false;
#endif
}

static curl_socket_t
open_socket(void *arg, curlsocktype purpose, struct curl_sockaddr *to)
{
	struct sockaddr_storage copy = {0};
	struct peer_addr addr;
	bool *denied = arg;

	(void)purpose;
	if (to->addrlen > sizeof copy)
		return CURL_SOCKET_BAD;
	memcpy(&copy, &to->addr, to->addrlen);
	addr = peer_of(&copy);
	if (!fetch_is_public(&addr) && !may_go_home()) {
		*denied = true;
		return CURL_SOCKET_BAD;
	}
	return socket(to->family, to->socktype | SOCK_CLOEXEC, to->protocol);
}

static size_t
drop(char *bytes, size_t size, size_t n, void *arg)
{
	(void)bytes;
	(void)size;
	(void)n;
	(void)arg;
	return 0; /* the head is enough: ends the transfer */
}

static void
put_options(struct arena *a, CURL *curl, str url, bool head, bool *denied)
{
	curl_easy_setopt(curl, CURLOPT_URL, arena_z(a, url));
	curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(curl, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 1L);
	curl_easy_setopt(curl, CURLOPT_MAXREDIRS, (long)REDIRECTS);
	curl_easy_setopt(curl, CURLOPT_NOBODY, head ? 1L : 0L);
	curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, drop);
	curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, open_socket);
	curl_easy_setopt(curl, CURLOPT_OPENSOCKETDATA, denied);
	curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(curl, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
	curl_easy_setopt(curl, CURLOPT_PROXY, "");
	curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, (long)CONNECT_SECONDS);
	curl_easy_setopt(curl, CURLOPT_TIMEOUT, (long)WHOLE_SECONDS);
	curl_easy_setopt(curl, CURLOPT_USERAGENT, "djeli/" DJELI_VERSION " (looks whether a link is alive)");
}

static int64_t
ask(struct arena *a, CURL *curl, str url, bool head, const struct stop *s, bool *denied)
{
	long status = 0;

	put_options(a, curl, url, head, denied);
	(void)stop_curl(s, curl); /* whether it was read to its end says nothing */
	curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
	return status;
}

err
fetch_status(struct arena *a, str url, const struct stop *s, int64_t *status)
{
	bool denied = false;
	CURL *curl;

	*status = 0;
	if (curl_global_init(CURL_GLOBAL_DEFAULT))
		return fail(E_BROKEN, "cannot initialise libcurl");
	curl = curl_easy_init();
	if (curl) {
		*status = ask(a, curl, url, true, s, &denied);
		if (*status == 405 || *status == 501 || *status == 403)
			*status = ask(a, curl, url, false, s, &denied);
		curl_easy_cleanup(curl);
	}
	curl_global_cleanup();
	if (stop_is_set(s))
		return fail(E_BUSY, "the server is stopping");
	return denied ? fail(E_DENIED, "this URL points to a private network") : OK;
}
