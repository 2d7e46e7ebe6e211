/* setting.c: what is wrong is refused, what is right has its way.
 * SPDX-License-Identifier: Apache-2.0 */
#include "news/paper/setting.h"
#include "press.h"

struct one {
	const char *name;
	str value;
};

static err
write_it(struct txn *t, void *arg)
{
	const struct one *o = arg;

	return setting_write(t, o->name, o->value);
}

TEST(setting_takes_only_what_can_be)
{
	static const struct {
		const char *name, *right, *wrong;
	} want[] = {{"per_page", "1", "0"}, {"per_page", "1000", "1001"}, {"grid_count", "0", "-1"},
		{"grid_words", "12", "twelve"}, {"feed_full", "1", "2"}, {"zone", "Africa/Bamako", "Mars/Base"},
		{"zone", "UTC+5:30", "../../etc/passwd"}, {"permalink", "/%postname%/", "/%year%/"},
		{"site_url", "https://paper.example", "https://paper.example/"}, {"site_url", "", "paper.example"},
		{"section_base", "rubrique", "a/b"}, {"tag_base", "mot", ""}};
	struct press p;

	press_setup(a, &p);
	for (size_t i = 0; i < LENGTH(want); i++) {
		CHECK_OK(store_write(p.site.store, a, write_it, &(struct one){want[i].name, str_of(want[i].right)}));
		CHECK_ERR(store_write(p.site.store, a, write_it, &(struct one){want[i].name, str_of(want[i].wrong)}),
			E_INPUT);
	}
	CHECK_ERR(store_write(p.site.store, a, write_it, &(struct one){"no_such", S("1")}), E_INPUT);
}

TEST(setting_table_can_be_written_as_it_stands)
{
	struct setting_about about;
	struct press p;

	press_setup(a, &p);
	for (size_t i = 0; setting_about(i, &about); i++)
		CHECK_OK(store_write(p.site.store, a, write_it, &(struct one){about.name, str_of(about.otherwise)}));
}
