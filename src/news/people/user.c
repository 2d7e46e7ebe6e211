/* user.c: the accounts of users, read.
 * SPDX-License-Identifier: Apache-2.0 */
#include "news/people/user.h"

#include "query/person.h"

err
user_list(struct txn *t, struct user **out, size_t *n)
{
	struct q_person_limits *limit;
	struct q_person_all *row;
	struct user *u;
	size_t limits;

	TRY(q_person_all(t, &row, n));
	TRY(q_person_limits(t, &limit, &limits));
	*out = u = NEW(store_arena(t), struct user, *n);
	for (size_t i = 0; i < *n; i++) {
		u[i] = (struct user){.id = row[i].id, .email = row[i].email, .name = row[i].name, .role = row[i].role,
			.language = row[i].language, .ended_at = row[i].ended_at, .seen_at = row[i].seen_at,
			.has_password = row[i].password != 0, .has_factor = row[i].factor != 0};
		for (size_t k = 0; k < limits; k++)
			u[i].sections += limit[k].person_id == u[i].id;
	}
	return OK;
}

err
user_get(struct txn *t, int64_t id, struct user *u)
{
	struct q_person_get row;

	TRY(q_person_get(t, id, &row));
	*u = (struct user){.id = row.id, .email = row.email, .name = row.name, .role = row.role, .language = row.language,
		.created_at = row.created_at, .ended_at = row.ended_at, .seen_at = row.seen_at};
	return OK;
}

err
user_by_email(struct txn *t, str email, struct user *u)
{
	struct q_person_by_email row;

	TRY(q_person_by_email(t, email, &row));
	*u = (struct user){.id = row.id, .email = email, .name = row.name, .role = row.role, .language = row.language,
		.ended_at = row.ended_at, .has_password = row.password.n != 0, .has_factor = row.totp.n != 0};
	return OK;
}

err
user_limits(struct txn *t, int64_t id, int64_t **section, size_t *n)
{
	struct q_person_limits *row;
	size_t rows;

	TRY(q_person_limits(t, &row, &rows));
	*section = NEW(store_arena(t), int64_t, rows);
	*n = 0;
	for (size_t i = 0; i < rows; i++)
		if (row[i].person_id == id)
			(*section)[(*n)++] = row[i].section_id;
	return OK;
}

err
user_password_hash(struct txn *t, int64_t id, str *hash)
{
	struct q_person_password row;

	TRY(q_person_password(t, id, &row));
	*hash = arena_copy(store_arena(t), row.password);
	return OK;
}

err
user_anybody_seen(struct txn *t, bool *seen)
{
	struct q_person_ever_seen row;

	TRY(q_person_ever_seen(t, &row));
	*seen = row.n != 0;
	return OK;
}

err
user_names(struct txn *t, struct user_name **out, size_t *n)
{
	struct q_person_all *row;

	TRY(q_person_all(t, &row, n));
	*out = NEW(store_arena(t), struct user_name, *n);
	for (size_t i = 0; i < *n; i++)
		(*out)[i] = (struct user_name){row[i].id, row[i].name};
	return OK;
}
