/* role.c: the table of roles.  Whoever wants to know who may do what reads the
 * lines below and nothing else; a route names one column, and a test asks
 * every route with every role. */
#include "news/people/role.h"

#define MAY(what) (1u << (what))

static const struct {
	const char *name;
	unsigned may;
} roles[ROLES] = {
	[ROLE_REPORTER] = {"reporter", MAY(MAY_ENTER) | MAY(MAY_WRITE) | MAY(MAY_PICTURE)},
	[ROLE_EDITOR] = {"editor", MAY(MAY_ENTER) | MAY(MAY_WRITE) | MAY(MAY_PICTURE) | MAY(MAY_EDIT) |
		MAY(MAY_PUBLISH) | MAY(MAY_FRONT)},
	[ROLE_MODERATOR] = {"moderator", MAY(MAY_ENTER) | MAY(MAY_MODERATE)},
	[ROLE_PUBLISHER] = {"publisher", MAY(MAY_ENTER) | MAY(MAY_WRITE) | MAY(MAY_PICTURE) | MAY(MAY_EDIT) |
		MAY(MAY_PUBLISH) | MAY(MAY_FRONT) | MAY(MAY_MODERATE) | MAY(MAY_ARRANGE) | MAY(MAY_RUN)},
	[ROLE_ADMINISTRATOR] = {"administrator", MAY(MAY_ENTER) | MAY(MAY_WRITE) | MAY(MAY_PICTURE) |
		MAY(MAY_EDIT) | MAY(MAY_PUBLISH) | MAY(MAY_FRONT) | MAY(MAY_MODERATE) |
		MAY(MAY_ARRANGE) | MAY(MAY_RUN) | MAY(MAY_ADMIN)},
};

err
role_of(str name, enum role *out)
{
	for (int i = 0; i < ROLES; i++)
		if (str_eq(name, str_of(roles[i].name))) {
			*out = (enum role)i;
			return OK;
		}
	return fail(E_INPUT, "the role must be reporter, editor, moderator, publisher or administrator, not \"%.*s\"",
		SARG(str_upto(name, 40)));
}

const char *
role_name(enum role r)
{
	return roles[r].name;
}

bool
role_may(enum role r, enum permission what)
{
	return what < PERMISSIONS && (roles[r].may >> what & 1);
}

str
role_list(struct arena *a, enum permission what)
{
	struct buf b = buf_in(a, 200);

	for (int i = 0; i < ROLES; i++)
		if (role_may((enum role)i, what))
			buf_fmt(&b, "%s%s", b.n ? " " : "", roles[i].name);
	return buf_str(&b);
}

bool
person_may(const struct person *p, unsigned what)
{
	return p && !p->waits && role_may((enum role)p->role, (enum permission)what);
}

bool
role_in_sections(const struct person *p, const int64_t *section, size_t n)
{
	if (!p->sections)
		return true;
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < p->sections; k++)
			if (section[i] == p->section[k])
				return true;
	return false;
}
