/* err.c: the words that go with an err, and what an err is to the outside.
 *
 * One piece of work is done by one thread from start to end, so the last
 * reason lives beside the thread and not in every signature.  It is the
 * program's only hidden variable.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "base/base.h"

#include <stdio.h>

static _Thread_local char reason[1024];

err
fail(err e, const char *why, ...)
{
	char line[sizeof reason]; /* why may quote fail_why() */
	va_list ap;

	va_start(ap, why);
	vsnprintf(line, sizeof line, why, ap);
	va_end(ap);
	/* It quotes what others wrote, and goes to terminals and logs. */
	for (char *p = line; *p; p++)
		if ((unsigned char)*p < ' ' || *p == 127)
			*p = '?';
	memcpy(reason, line, sizeof line);
	return e;
}

const char *
fail_why(void)
{
	return reason;
}

int
err_status(err e)
{
	switch (e) {
	case OK:
		return 200;
	case E_INPUT:
		return 400;
	case E_LOGIN:
		return 401;
	case E_DENIED:
		return 403;
	case E_ABSENT:
		return 404;
	case E_GONE:
		return 410;
	case E_CLASH:
		return 409;
	case E_TOOBIG:
		return 413;
	case E_FLOOD:
		return 429;
	case E_BUSY:
		return 503;
	case E_BROKEN:
		return 500;
	}
	return 500;
}

int
err_exit(err e)
{
	return e == OK ? 0 : 1;
}
