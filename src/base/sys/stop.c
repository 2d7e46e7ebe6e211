/* stop.c: an eventfd that nobody reads once it is written, so it stays readable for all
 * who wait for it.  curl's own easy call looks at its progress callback once a second;
 * the multi interface waits for our descriptor beside its sockets. */
#include "base/sys/stop.h"

#include <curl/curl.h>
#include <errno.h>
#include <poll.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

enum { LOOK_MS = 1000 };

struct stop {
	int fd;
	atomic_bool set;
};

static void
end(void *arg)
{
	struct stop *s = arg;

	close(s->fd);
}

err
stop_new(struct arena *a, struct stop **out)
{
	struct stop *s = NEW(a, struct stop, 1);

	s->fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	if (s->fd < 0)
		return fail(E_BROKEN, "cannot create an eventfd: %s", strerror(errno));
	arena_defer(a, end, s);
	*out = s;
	return OK;
}

void
stop_set(struct stop *s)
{
	atomic_store(&s->set, true);
	(void)!eventfd_write(s->fd, 1);
}

bool
stop_is_set(const struct stop *s)
{
	return s && atomic_load(&s->set);
}

bool
stop_wait(const struct stop *s, int64_t ms)
{
	struct pollfd p = {.fd = s ? s->fd : -1, .events = POLLIN};

	if (!stop_is_set(s) && ms > 0)
		(void)poll(&p, 1, (int)ms); /* a signal or a stop: who waits looks again */
	return stop_is_set(s);
}

static CURLcode
result_of(CURLM *multi, CURL *curl)
{
	CURLMsg *m;
	int left;

	while ((m = curl_multi_info_read(multi, &left)))
		if (m->msg == CURLMSG_DONE && m->easy_handle == curl)
			return m->data.result;
	return CURLE_ABORTED_BY_CALLBACK;
}

/* The sockets that a handle has open: several while it tries several addresses. */
struct sockets {
	curl_socket_t fd[8];
	size_t n;
};

static int
opened(void *arg, curl_socket_t fd, curlsocktype purpose)
{
	struct sockets *s = arg;

	(void)purpose;
	if (s->n < LENGTH(s->fd))
		s->fd[s->n++] = fd;
	return CURL_SOCKOPT_OK;
}

static int
closed(void *arg, curl_socket_t fd)
{
	struct sockets *s = arg;

	for (size_t i = 0; i < s->n; i++)
		if (s->fd[i] == fd)
			s->fd[i--] = s->fd[--s->n];
	return close(fd);
}

/* curl takes leave of a mail server and waits a minute for the answer, so its line is cut
 * first.  Whoever looks for the name of a server is not waited for. */
static void
cut(CURL *curl, const struct sockets *s)
{
	curl_easy_setopt(curl, CURLOPT_QUICK_EXIT, 1L);
	for (size_t i = 0; i < s->n; i++)
		shutdown(s->fd[i], SHUT_RDWR);
}

static CURLcode
drive(CURLM *multi, CURL *curl, const struct stop *s, const struct sockets *open)
{
	struct curl_waitfd extra = {.fd = s ? s->fd : -1, .events = CURL_WAIT_POLLIN};
	int running = 1;

	while (running && !stop_is_set(s)) {
		if (curl_multi_perform(multi, &running))
			return CURLE_FAILED_INIT;
		if (running && curl_multi_poll(multi, &extra, s ? 1 : 0, LOOK_MS, NULL))
			return CURLE_FAILED_INIT;
	}
	if (!running)
		return result_of(multi, curl);
	cut(curl, open);
	return CURLE_ABORTED_BY_CALLBACK;
}

int
stop_curl(const struct stop *s, void *curl)
{
	CURLM *multi = curl_multi_init();
	CURLcode code = CURLE_OUT_OF_MEMORY;
	struct sockets open = {.n = 0};

	if (!multi)
		return code;
	curl_easy_setopt(curl, CURLOPT_SOCKOPTFUNCTION, opened);
	curl_easy_setopt(curl, CURLOPT_SOCKOPTDATA, &open);
	curl_easy_setopt(curl, CURLOPT_CLOSESOCKETFUNCTION, closed);
	curl_easy_setopt(curl, CURLOPT_CLOSESOCKETDATA, &open);
	if (!curl_multi_add_handle(multi, curl)) {
		code = drive(multi, curl, s, &open);
		curl_multi_remove_handle(multi, curl);
	}
	curl_multi_cleanup(multi);
	return (int)code;
}
