/* team.c: who needs a worker takes one that is free, or waits.  Requests that make
 * pictures are few at once (a lane of their own), so waiting is short.
 * SPDX-License-Identifier: Apache-2.0 */
#include "media/team.h"

#include <pthread.h>

enum { MOST = 8 };

struct media_team {
	pthread_mutex_t lock;
	pthread_cond_t freed;
	struct media_worker *worker[MOST];
	bool taken[MOST];
	size_t n;
};

static void
end(void *arg)
{
	struct media_team *team = arg;

	pthread_cond_destroy(&team->freed);
	pthread_mutex_destroy(&team->lock);
}

struct media_team *
media_team_new(struct arena *a, size_t n)
{
	struct media_team *team = NEW(a, struct media_team, 1);

	pthread_mutex_init(&team->lock, NULL);
	pthread_cond_init(&team->freed, NULL);
	arena_defer(a, end, team);
	team->n = n < MOST ? n : MOST;
	for (size_t i = 0; i < team->n; i++)
		team->worker[i] = media_worker_new(a);
	return team;
}

void
media_team_give(struct media_loan *l)
{
	struct media_team *team = l->team;

	pthread_mutex_lock(&team->lock);
	for (size_t i = 0; i < team->n; i++)
		if (l->worker && team->worker[i] == l->worker)
			team->taken[i] = false;
	l->worker = NULL;
	pthread_cond_signal(&team->freed);
	pthread_mutex_unlock(&team->lock);
}

static void
give_back(void *arg)
{
	media_team_give(arg);
}

static struct media_worker *
find(struct media_team *team)
{
	for (size_t i = 0; i < team->n; i++)
		if (!team->taken[i]) {
			team->taken[i] = true;
			return team->worker[i];
		}
	return NULL;
}

/* The loan is written down before: running over the arena's cap must not lose it. */
struct media_loan *
media_team_take(struct media_team *team, struct arena *a)
{
	struct media_loan *l = NEW(a, struct media_loan, 1);

	l->team = team;
	arena_defer(a, give_back, l);
	pthread_mutex_lock(&team->lock);
	while (!(l->worker = find(team)))
		pthread_cond_wait(&team->freed, &team->lock);
	pthread_mutex_unlock(&team->lock);
	return l;
}
