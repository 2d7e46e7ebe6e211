/* peer.c: only numbers are read: a server that asks the DNS at its start does
 * not start when the DNS is down. */
#include "net/peer.h"

#include <arpa/inet.h>

static const unsigned char mapped[12] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};

static bool
is_v4(const struct peer_addr *a)
{
	return !memcmp(a->byte, mapped, sizeof mapped);
}

/* A bare address. */
static bool
read_bare(str text, struct peer_addr *out)
{
	char z[PEER_TEXT];

	if (!text.n || text.n >= sizeof z)
		return false;
	memcpy(z, text.p, text.n);
	z[text.n] = 0;
	memcpy(out->byte, mapped, sizeof mapped);
	return inet_pton(AF_INET, z, out->byte + 12) == 1 ||
		inet_pton(AF_INET6, z, out->byte) == 1;
}

bool
peer_read(str text, struct peer_addr *out)
{
	size_t end;

	text = str_trim(text);
	if (read_bare(text, out))
		return true;
	if (text.n && text.p[0] == '[') {
		end = str_find_char(text, ']');
		return end != NOWHERE && read_bare(str_from(str_upto(text, end), 1), out);
	}
	return read_bare(str_upto(text, str_find_char(text, ':')), out);
}

size_t
peer_text(const struct peer_addr *a, char out[PEER_TEXT])
{
	if (is_v4(a))
		inet_ntop(AF_INET, a->byte + 12, out, PEER_TEXT);
	else
		inet_ntop(AF_INET6, a->byte, out, PEER_TEXT);
	return strlen(out);
}

struct peer_addr
peer_of(const struct sockaddr_storage *s)
{
	struct peer_addr a = {0};
	struct sockaddr_in v4;
	struct sockaddr_in6 v6;

	if (s->ss_family == AF_INET) {
		memcpy(&v4, s, sizeof v4);
		memcpy(a.byte, mapped, sizeof mapped);
		memcpy(a.byte + 12, &v4.sin_addr, 4);
	} else if (s->ss_family == AF_INET6) {
		memcpy(&v6, s, sizeof v6);
		memcpy(a.byte, &v6.sin6_addr, 16);
	}
	return a;
}

struct peer_addr
peer_blurred(struct peer_addr a)
{
	if (is_v4(&a))
		a.byte[15] = 0;
	else
		memset(a.byte + 6, 0, 10);
	return a;
}

static err
read_net(str word, struct peer_net *net)
{
	size_t slash = str_find_char(word, '/');
	int64_t bits = 0;

	if (!read_bare(str_upto(word, slash), &net->addr))
		return fail(E_INPUT, "\"%.*s\" is not an IP address", SARG(word));
	net->bits = 128;
	if (slash == NOWHERE)
		return OK;
	TRY(str_int(str_from(word, slash + 1), &bits));
	if (is_v4(&net->addr))
		bits += 96;
	if (bits < 0 || bits > 128)
		return fail(E_INPUT, "\"%.*s\" is not an IP network", SARG(word));
	net->bits = (unsigned)bits;
	return OK;
}

err
peer_nets_read(str text, struct peer_nets *nets)
{
	nets->n = 0;
	while ((text = str_trim(text)).n) {
		size_t end = 0;

		while (end < text.n && text.p[end] != ' ' && text.p[end] != ',')
			end++;
		if (end && nets->n == PEER_NETS_MAX)
			return fail(E_INPUT, "more than %d trusted proxies", PEER_NETS_MAX);
		if (end)
			TRY(read_net(str_upto(text, end), &nets->net[nets->n++]));
		text = str_from(text, end + 1);
	}
	return OK;
}

bool
peer_in(const struct peer_nets *nets, const struct peer_addr *a)
{
	for (size_t i = 0; i < nets->n; i++) {
		const struct peer_net *net = &nets->net[i];
		unsigned whole = net->bits / 8, rest = net->bits % 8;

		if (memcmp(net->addr.byte, a->byte, whole))
			continue;
		if (!rest || !((net->addr.byte[whole] ^ a->byte[whole]) >> (8 - rest)))
			return true;
	}
	return false;
}

struct peer_addr
peer_forwarded(const struct peer_nets *nets, struct peer_addr peer, str forwarded)
{
	while (forwarded.n && peer_in(nets, &peer)) {
		size_t at = forwarded.n;
		struct peer_addr next;

		while (at && forwarded.p[at - 1] != ',')
			at--;
		if (!peer_read(str_from(forwarded, at), &next))
			break;
		peer = next;
		forwarded = str_upto(forwarded, at ? at - 1 : 0);
	}
	return peer;
}

err
peer_listen(str text, struct sockaddr_storage *out, socklen_t *n)
{
	struct sockaddr_in v4 = {.sin_family = AF_INET};
	struct sockaddr_in6 v6 = {.sin6_family = AF_INET6};
	size_t colon = text.n;
	struct peer_addr a = {0};
	int64_t port = -1;
	str host;

	while (colon && text.p[colon - 1] != ':')
		colon--;
	host = str_upto(text, colon ? colon - 1 : 0);
	if (str_eq(host, S("localhost")))
		host = S("127.0.0.1");
	if (host.n > 2 && host.p[0] == '[' && host.p[host.n - 1] == ']')
		host = (str){host.p + 1, host.n - 2};
	else if (str_find_char(host, ':') != NOWHERE)
		colon = 0;
	if (!colon || str_int(str_from(text, colon), &port) || port < 0 || port > 65535 ||
		(host.n && !read_bare(host, &a)))
		return fail(E_INPUT, "\"%.*s\" is not a listen address; use 127.0.0.1:8080 or [::]:80", SARG(str_upto(text, 80)));
	if (host.n && is_v4(&a)) {
		v4.sin_port = htons((uint16_t)port);
		memcpy(&v4.sin_addr, a.byte + 12, 4);
		memcpy(out, &v4, *n = sizeof v4);
	} else {
		v6.sin6_port = htons((uint16_t)port);
		memcpy(&v6.sin6_addr, a.byte, 16);
		memcpy(out, &v6, *n = sizeof v6);
	}
	return OK;
}
