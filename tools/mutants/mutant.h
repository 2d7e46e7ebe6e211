/* mutant.h: put before every mutated file by tools/mutants/run.mjs.  A mutant is on
 * when DJELI_MUTANT is its number; that it was reached is written down either way.
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
extern int djeli_mutant_on;
extern unsigned char *djeli_mutant_reached;

static inline int
djeli_mutant(int n)
{
	djeli_mutant_reached[n] = 1;
	return djeli_mutant_on == n;
}
