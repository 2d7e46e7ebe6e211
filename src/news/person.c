/* person.c: accounts. */
#include "news/person.h"

#include "base/utf8.h"
#include "news/comment_form.h"
#include "news/password.h"
#include "news/role.h"
#include "query.h"

err
person_email(struct arena *a, str typed, str *email)
{
	*email = comment_form_same_email(a, str_trim(typed));
	return comment_form_email(*email) ? OK : fail(E_INPUT, "\"%.*s\" is no mail address", SARG(str_upto(typed, 80)));
}

err
person_password(struct arena *a, str plain, str *hash)
{
	if (utf8_count(plain) < PERSON_PASSWORD_MIN)
		return fail(E_INPUT, "a password has at least %d characters", PERSON_PASSWORD_MIN);
	if (plain.n > 1000)
		return fail(E_INPUT, "a password has at most 1000 bytes");
	return password_of_person(a, plain, hash);
}

err
person_add(struct txn *t, const struct person_new *p, str actor, int64_t now, int64_t *id)
{
	struct q_person_add out;
	str email, name = str_trim(p->name);
	enum role role;
	err e;

	TRY(person_email(store_arena(t), p->email, &email));
	TRY(role_of(p->role, &role));
	if (!name.n || name.n > 200)
		return fail(E_INPUT, "a person has a name, of at most 200 bytes");
	e = q_person_add(t, &(struct q_person_add_in){.email = email, .name = name,
		.role = str_of(role_name(role)), .password = p->password_hash, .at = now}, &out);
	if (e == E_ABSENT)
		return fail(E_CLASH, "somebody has the address %.*s already", SARG(email));
	TRY(e);
	*id = out.id;
	return q_audit_add(t, &(struct q_audit_add_in){.at = now, .actor = actor, .action = S("person.add"),
		.subject = S("person"), .subject_id = out.id, .detail = str_of(role_name(role))});
}
