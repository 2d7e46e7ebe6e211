/* user_agent.c: a User-Agent names everything that it wants to be taken for; the first of
 * these that it has is what it is.  Only for recognising one's own devices.
 * SPDX-License-Identifier: Apache-2.0 */
#include "desk/people/user_agent.h"

#include "base/utf8.h"

static const struct {
	const char *mark, *name;
} browsers[] = {{"Edg", "Edge"}, {"OPR/", "Opera"}, {"SamsungBrowser", "Samsung Internet"}, {"Vivaldi", "Vivaldi"},
	{"Firefox/", "Firefox"}, {"FxiOS", "Firefox"}, {"CriOS", "Chrome"}, {"Chromium", "Chromium"}, {"Chrome/", "Chrome"},
	{"Safari/", "Safari"}, {"curl/", "curl"}},
	systems[] = {{"Android", "Android"}, {"iPhone", "iPhone"}, {"iPad", "iPad"}, {"Windows", "Windows"}, {"CrOS", "ChromeOS"},
	{"Mac OS X", "macOS"}, {"Linux", "Linux"}};

str
user_agent_name(struct arena *a, str agent)
{
	const char *browser = NULL, *system = NULL;

	for (size_t i = 0; i < LENGTH(browsers) && !browser; i++)
		if (str_find(agent, str_of(browsers[i].mark)) != NOWHERE)
			browser = browsers[i].name;
	for (size_t i = 0; i < LENGTH(systems) && !system; i++)
		if (str_find(agent, str_of(systems[i].mark)) != NOWHERE)
			system = systems[i].name;
	if (browser && system)
		return arena_fmt(a, "%s, %s", browser, system);
	return browser ? str_of(browser) : system ? str_of(system) : utf8_cut(agent, 60);
}
