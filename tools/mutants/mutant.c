/* mutant.c: which mutant is on (DJELI_MUTANT), and which ones were reached: a byte each
 * in the file DJELI_REACHED, mapped, so that it holds whatever ends the test.
 * SPDX-License-Identifier: Apache-2.0 */
#include "mutant.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

enum { MUTANTS = 4096 };

static unsigned char unseen[MUTANTS];
unsigned char *djeli_mutant_reached = unseen;
int djeli_mutant_on;

__attribute__((constructor)) static void
begin(void)
{
	const char *on = getenv("DJELI_MUTANT"), *path = getenv("DJELI_REACHED");
	int fd = path ? open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600) : -1;
	void *map;

	djeli_mutant_on = on ? atoi(on) : 0;
	if (fd < 0)
		return;
	if (!ftruncate(fd, MUTANTS)) {
		map = mmap(NULL, MUTANTS, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
		if (map != MAP_FAILED)
			djeli_mutant_reached = map;
	}
	close(fd);
}
