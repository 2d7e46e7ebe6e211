/* stop.c: a stop ends what waits on servers that take a connection and say nothing.
 * SPDX-License-Identifier: Apache-2.0 */
#include "base/sys/stop.h"

#include "base/sys/clock.h"
#include "base/sys/thread.h"
#include "net/fetch.h"
#include "mail/mail.h"
#include "silent.h"
#include "test.h"

#include <stdlib.h>

enum { SOON_MS = 150, AT_ONCE_MS = 500 };

static void
soon(void *arg)
{
	stop_wait(NULL, SOON_MS);
	stop_set(arg);
}

static struct stop *
stop_soon(struct arena *a, struct thread **thread)
{
	struct stop *s;

	CHECK_OK(stop_new(a, &s));
	CHECK(!stop_is_set(s) && !stop_is_set(NULL));
	CHECK_OK(thread_start(a, "soon", soon, s, thread));
	return s;
}

TEST(stop_wakes_who_waits)
{
	struct thread *thread;
	int64_t began = clock_ms();
	struct stop *s = stop_soon(a, &thread);

	CHECK(!stop_wait(s, 1));
	CHECK(stop_wait(s, 20000));
	CHECK(stop_wait(s, 20000));
	CHECK(clock_ms() - began < SOON_MS + AT_ONCE_MS);
	thread_join(thread);
}

TEST(stop_ends_a_letter_to_a_silent_server)
{
	struct silent server = silent_begin();
	struct mail_way way = {.url = silent_url(a, &server, "smtp"), .from = S("desk@paper.example")};
	struct mail_letter m = {.from = way.from, .from_name = S("The Paper"), .to = S("ama@paper.example"),
		.subject = S("Hello"), .text = S("One"), .id = S("abc"), .date = 1772700000};
	struct thread *thread;
	int64_t began = clock_ms();
	struct stop *s = stop_soon(a, &thread);

	CHECK_ERR(mail_send(a, &way, &m, s), E_BUSY);
	CHECK_STR(str_of(fail_why()), S("the server is stopping"));
	CHECK(clock_ms() - began >= SOON_MS && clock_ms() - began < SOON_MS + AT_ONCE_MS);
	CHECK(silent_met(&server));
	thread_join(thread);
	silent_end(&server);
}

TEST(stop_ends_a_look_at_a_silent_server)
{
	struct silent server = silent_begin();
	struct thread *thread;
	int64_t began, status;
	struct stop *s;

	setenv("DJELI_FETCH_HOME", "1", 1);
	began = clock_ms();
	s = stop_soon(a, &thread);
	CHECK_ERR(fetch_status(a, silent_url(a, &server, "http"), s, &status), E_BUSY);
	CHECK(clock_ms() - began >= SOON_MS && clock_ms() - began < SOON_MS + AT_ONCE_MS);
	CHECK(silent_met(&server));
	thread_join(thread);
	silent_end(&server);
}
