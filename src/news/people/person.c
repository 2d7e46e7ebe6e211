/* person.c: accounts: made, changed, ended; never deleted, since stories and the audit
 * trail name them.  There is always an administrator who may come in. */
#include "news/people/person.h"
#include "news/people/audit.h"

#include "base/utf8.h"
#include "text/data/email.h"
#include "news/people/password.h"
#include "news/people/role.h"
#include "news/people/session.h"
#include "query/login.h"
#include "query/person.h"

enum { NAME_BYTES = 200, KNOWN_WORDS = 16 };

err
person_email(struct arena *a, str typed, str *email)
{
	*email = email_fold(a, str_trim(typed));
	return email_is(*email) ? OK : fail(E_INPUT, "\"%.*s\" is not an email address", SARG(str_upto(typed, 80)));
}

/* What everybody knows about an account: its address, and the words of its name. */
static size_t
known_words(str email, str name, str known[KNOWN_WORDS])
{
	size_t n = 0;
	str part;

	known[n++] = email;
	known[n++] = str_upto(email, str_find_char(email, '@'));
	while (n < KNOWN_WORDS && str_split(&name, ' ', &part))
		known[n++] = part;
	return n;
}

_Static_assert(PERSON_PASSWORD_MIN == 12, "person_password() says so");

const char *
person_password_fault(struct arena *a, str plain, str email, str name)
{
	str known[KNOWN_WORDS];
	size_t n = known_words(email, name, known);

	if (utf8_count(plain) < PERSON_PASSWORD_MIN)
		return "password_short";
	if (plain.n >= PASSWORD_BYTES)
		return "password_long";
	return password_is_common(a, plain, known, n) ? "password_common" : NULL;
}

err
person_password(struct arena *a, str plain, str email, str name, str *hash)
{
	static const struct {
		const char *fault, *why;
	} say[] = {{"password_short", "a password has at least 12 characters"}, {"password_long", "this password is too long"},
		{"password_common", "this password is among the first that are tried"}};
	const char *fault = person_password_fault(a, plain, email, name);

	for (size_t i = 0; fault && i < LENGTH(say); i++)
		if (!strcmp(fault, say[i].fault))
			return fail(E_INPUT, "%s", say[i].why);
	return password_of_person(a, plain, hash);
}

err
person_audit(struct txn *t, const struct person *by, int64_t now, const char *action, int64_t subject, str detail)
{
	return audit_put(t, &(struct actor){by ? by->id : 0, by ? by->name : S("command line"), now},
		action, "person", subject, detail);
}

bool
person_is_name(str name)
{
	for (size_t i = 0; i < name.n; i++)
		if ((unsigned char)name.p[i] < ' ')
			return false;
	return name.n && name.n <= NAME_BYTES;
}

static err
check_name(str typed, str *name)
{
	*name = str_trim(typed);
	return person_is_name(*name) ? OK : fail(E_INPUT, "a user needs a name of one line and at most %d bytes", NAME_BYTES);
}

static err
put_limits(struct txn *t, int64_t id, const struct person_new *p)
{
	TRY(q_person_unlimit(t, id));
	for (size_t i = 0; i < p->sections; i++)
		TRY(q_person_limit(t, id, p->section[i]));
	return OK;
}

err
person_add(struct txn *t, const struct person_new *p, const struct person *by, int64_t now, int64_t *id)
{
	struct q_person_add out;
	str email, name;
	enum role role;
	err e;

	TRY(person_email(store_arena(t), p->email, &email));
	TRY(role_of(p->role, &role));
	TRY(check_name(p->name, &name));
	e = q_person_add(t, &(struct q_person_add_in){.email = email, .name = name, .role = str_of(role_name(role)),
		.password = p->password_hash, .language = p->language, .at = now}, &out);
	if (e == E_ABSENT)
		return fail(E_CLASH, "a user already has the email address %.*s", SARG(email));
	TRY(e);
	*id = out.id;
	TRY(put_limits(t, out.id, p));
	return person_audit(t, by, now, "person.add", out.id, str_of(role_name(role)));
}

/* E_CLASH when nobody else could mend what is done to this one. */
static err
not_the_last(struct txn *t, int64_t id)
{
	struct q_person_get was;
	struct q_person_administrators others;

	TRY(q_person_get(t, id, &was));
	if (!str_eq(was.role, str_of(role_name(ROLE_ADMINISTRATOR))) || was.ended_at)
		return OK;
	TRY(q_person_administrators(t, id, &others));
	return others.n ? OK : fail(E_CLASH, "the last administrator cannot be removed: make someone else an administrator first");
}

err
person_change(struct txn *t, int64_t id, const struct person_new *p, const struct person *by, int64_t now)
{
	struct q_person_get was;
	enum role role;
	str name, new_role;

	TRY(role_of(p->role, &role));
	TRY(check_name(p->name, &name));
	TRY(q_person_get(t, id, &was));
	new_role = str_of(role_name(role));
	if (role != ROLE_ADMINISTRATOR)
		TRY(not_the_last(t, id));
	TRY(q_person_put(t, id, name, new_role, p->language));
	TRY(put_limits(t, id, p));
	return person_audit(t, by, now, "person.change", id, str_eq(was.role, new_role) ? was.name :
		arena_fmt(store_arena(t), "%.*s: %.*s -> %.*s", SARG(was.name), SARG(was.role), SARG(new_role)));
}

err
person_change_own(struct txn *t, const struct person *who, str typed, str language, int64_t now)
{
	str name;

	TRY(check_name(typed, &name));
	TRY(q_person_put_own(t, who->id, name, language));
	return person_audit(t, who, now, "account.change", who->id, name);
}

err
person_set_password(struct txn *t, int64_t id, str hash, const struct person *by, int64_t now)
{
	TRY(q_person_put_password(t, id, hash));
	return person_audit(t, by, now, "account.password", id, S(""));
}

err
person_end(struct txn *t, int64_t id, const struct person *by, int64_t now)
{
	struct q_person_get who;

	TRY(q_person_get(t, id, &who));
	TRY(not_the_last(t, id));
	TRY(q_person_put_ended(t, id, now));
	TRY(session_end_all(t, id, 0));
	TRY(q_link_remove_unused(t, id));
	return person_audit(t, by, now, "person.end", id, who.name);
}

err
person_bring_back(struct txn *t, int64_t id, const struct person *by, int64_t now)
{
	struct q_person_get who;

	TRY(q_person_get(t, id, &who));
	TRY(q_person_put_ended(t, id, 0));
	return person_audit(t, by, now, "person.back", id, who.name);
}

/* The link was made at the machine, so whoever has it may have that account. */
err
person_first(struct txn *t, const struct person_new *p, int64_t now, int64_t *id)
{
	struct person_new admin = *p;
	struct q_person_by_email row;
	str email;
	err e;

	admin.role = str_of(role_name(ROLE_ADMINISTRATOR));
	TRY(person_email(store_arena(t), p->email, &email));
	e = q_person_by_email(t, email, &row);
	if (e == E_ABSENT)
		return person_add(t, &admin, NULL, now, id);
	TRY(e);
	*id = row.id;
	TRY(q_person_put_ended(t, row.id, 0));
	TRY(person_change(t, row.id, &admin, NULL, now));
	return q_person_put_password(t, row.id, p->password_hash);
}
