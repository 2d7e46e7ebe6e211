/* walk_settings.c: the forms of the desk that arrange the paper on the filled paper: what is answered, and
 * each value of the archive that it changes, and no other.
 * SPDX-License-Identifier: Apache-2.0 */
#include "walk.h"

TEST(desk_walk_forms_running)
{
	static const struct walk_form form[] = {
		{"/desk/running/sections/", "name=Culture"},
		{"/desk/running/sections/", "name=Theatre&parent=1"},
		{"/desk/running/sections/", "name="},
		{"/desk/running/sections/", "name=Town"},
		{"/desk/running/sections/", "name=X&parent=99"},
		{"/desk/running/sections/1/", "name=City&slug=city&description=All of it"},
		{"/desk/running/sections/1/", "name=City&slug=sport&description="},
		{"/desk/running/sections/1/", "name=&slug=town"},
		{"/desk/running/sections/2/", "name=Port&slug=port"},
		{"/desk/running/sections/1/merge", "into=3"},
		{"/desk/running/sections/3/merge", "into=2"},
		{"/desk/running/sections/1/merge", "into=2"},
		{"/desk/running/sections/1/merge", "into=1"},
		{"/desk/running/sections/1/merge", ""},
		{"/desk/running/sections/3/move", "parent=1"},
		{"/desk/running/sections/1/move", "parent=2"},
		{"/desk/running/sections/2/move", "parent=0"},
		{"/desk/running/sections/2/move", "parent="},
		{"/desk/running/sections/1/shift", "by=down"},
		{"/desk/running/sections/1/shift", "by=up"},
		{"/desk/running/sections/3/shift", "by=up"},
		{"/desk/running/sections/99/", "name=x"},
		{"/desk/running/tags/", "do=add&name=Fog"},
		{"/desk/running/tags/", "do=add&name=ferry"},
		{"/desk/running/tags/", "do=add&name="},
		{"/desk/running/tags/", "do=delete&id=1&id=2"},
		{"/desk/running/tags/", "do=delete"},
		{"/desk/running/tags/", "do=merge&id=1&id=2&into=Vote"},
		{"/desk/running/tags/", "do=merge&id=1&into=Nothing"},
		{"/desk/running/tags/", "do=merge&id=3&into=Vote"},
		{"/desk/running/tags/", "do=odd"},
		{"/desk/running/tags/1/", "name=Boats&slug=boats&description=Of boats"},
		{"/desk/running/tags/1/", "name=Rain&slug=rain"},
		{"/desk/running/tags/1/", "name="},
		{"/desk/running/tags/99/", "name=x"},
		{"/desk/running/authors/", "do=add&name=New Hand"},
		{"/desk/running/authors/", "do=delete&id=2"},
		{"/desk/running/authors/", "do=merge&id=2&into=Awa Diarra"},
		{"/desk/running/authors/", "do=merge&id=1&id=2&into=Binta Fall"},
		{"/desk/running/authors/1/", 
			"name=Awa D.&slug=awa-d&bio=Writes.&url=https://awa.example/&person=22"},
		{"/desk/running/authors/1/", "name=Awa&slug=a-guest&bio=&url=odd&person="},
		{"/desk/running/authors/2/", "name=Guest&slug=guest&person=21"},
		{"/desk/running/authors/9/", "name=x"},
		{"/desk/running/redirects/", "do=add&path=/new-one&target=/town/&status=301"},
		{"/desk/running/redirects/", 
			"do=add&path=/temp&target=https://x.example/&status=302"},
		{"/desk/running/redirects/", "do=add&path=/dead&target=&status=410"},
		{"/desk/running/redirects/", "do=add&path=&target=/x&status=301"},
		{"/desk/running/redirects/", "do=add&path=/old&target=/sport/&status=301"},
		{"/desk/running/redirects/", "do=add&path=/a&target=/a&status=301"},
		{"/desk/running/redirects/", "do=delete&row=old&row=gone"},
		{"/desk/running/redirects/", "do=delete"},
		{"/desk/running/redirects/", 
			"do=import&lines=/one /two%0a/three,https://y.example/,302%0a/four%09/f"
			"ive%0abad"},
		{"/desk/running/redirects/", "do=add&path=/x&target=/y&status=999"},
		{"/desk/running/menus/", "do=add&name=foot"},
		{"/desk/running/menus/", "do=add&name=main"},
		{"/desk/running/menus/", "do=add&name="},
		{"/desk/running/menus/", "do=choose&menu=main"},
		{"/desk/running/menus/", "do=choose&menu="},
		{"/desk/running/menus/", "do=choose&menu=none"},
		{"/desk/running/menus/main/", 
			"do=save&place=1&label=Sport&target=section:3&place=2&label=Rain"
			"&target=tag:2&place=3&label=&target="},
		{"/desk/running/menus/main/", 
			"do=save&place=2&label=Town&target=section:1&place=1&label=Away"
			"&target=https://away.example/"},
		{"/desk/running/menus/main/", 
			"do=save&place=1&label=Bad&target=javascript:alert(1)"},
		{"/desk/running/menus/main/", "do=save&place=1&label=No&target=section:99"},
		{"/desk/running/menus/main/", "do=delete"},
		{"/desk/running/menus/none/", "do=save"},
		{"/desk/running/stages/", "do=add&name=Proof&state=draft"},
		{"/desk/running/stages/", "do=add&name=Proof&state=review"},
		{"/desk/running/stages/", "do=add&name="},
		{"/desk/running/stages/", "do=add&name=X&state=odd"},
		{"/desk/running/stages/", "do=rename&stage=2&name=Writing"},
		{"/desk/running/stages/", "do=rename&stage=2&name="},
		{"/desk/running/stages/", "do=up&stage=3"},
		{"/desk/running/stages/", "do=down&stage=2"},
		{"/desk/running/stages/", "do=up&stage=1"},
		{"/desk/running/stages/", "do=remove&stage=3&to=2"},
		{"/desk/running/stages/", "do=remove&stage=5&to=2"},
		{"/desk/running/stages/", "do=remove&stage=3"},
		{"/desk/running/stages/", "do=moves&move_1_2=editor&move_2_1=&move_2_3=reporter"},
		{"/desk/running/stages/", "do=odd&stage=1"},
		{"/desk/running/templates/", "name=From story&story=1"},
		{"/desk/running/templates/", "name=Empty"},
		{"/desk/running/templates/", "name="},
		{"/desk/running/templates/", "name=X&story=999"},
		{"/desk/running/templates/1", 
			"name=Report&help=Facts first&kicker=K&headline=H&standfirst=St"
			"&dateline=D&body=<p>B</p>&excerpt=E&signature=Si&language=fr"
			"&direction=rtl&worktype=opinion&comments=closed&section=1&section=3"
			"&tag=Rain&author=A guest"},
		{"/desk/running/templates/1", "do=remove"},
		{"/desk/running/templates/1", "name="},
		{"/desk/running/templates/1", "do=up"},
		{"/desk/running/templates/2", "do=up"},
		{"/desk/running/templates/9", "name=x"},
		{"/desk/running/themes/", "theme="},
		{"/desk/running/themes/", "theme=none"},
		{"/desk/running/guide", ""},
		{"/desk/running/export/", ""},
		{"/desk/running/export/", "addresses=1"},
		{"/desk/running/import/", "file=none.xml"},
		{"/desk/running/import/", "file=../../etc/passwd"},
		{"/desk/running/work/2/stop", ""},
		{"/desk/running/work/1/stop", ""},
		{"/desk/running/work/9/stop", ""},
		{"/desk/running/permalinks/", 
			"scheme=/%25postname%/&was=/%25year%/%25monthnum%/%25day%/%25postname%/"}};

	walk_desk_forms(a, "administrator", "desk-forms-running.txt", form, LENGTH(form));
}

TEST(desk_walk_forms_permalinks)
{
	static const struct walk_form form[] = {
		{"/desk/running/permalinks/", 
			"scheme=/%25postname%25/&was=/%25year%25/%25monthnum%25/%25day%25/%25po"
			"stname%25/"},
		{"/desk/running/permalinks/", 
			"scheme=&own=/news/%25post_id%25"
			"&was=/%25year%25/%25monthnum%25/%25day%25/%25postname%25/"},
		{"/desk/running/permalinks/", 
			"scheme=&own=/nothing&was=/%25year%25/%25monthnum%25/%25day%25/%25postn"
			"ame%25/"},
		{"/desk/running/permalinks/", "scheme=/%25category%25/%25postname%25/&was=/other/"},
		{"/desk/running/permalinks/", "scheme=&own=&was="}};

	walk_desk_forms(a, "administrator", "desk-forms-permalinks.txt", form, LENGTH(form));
}

TEST(desk_walk_forms_settings)
{
	static const struct walk_form form[] = {
		{"/desk/running/settings/", 
			"card_words=7&check_headline_max=7&comment_distrust_count=7"
			"&comment_filter_hold=7&comment_filter_spam=7&comment_flood_prefix=7"
			"&comment_flood_seconds=7&comment_flood_site=7&comment_max_links=7"
			"&comment_min_age=7&comment_origin_days=7&comment_report_flood=7"
			"&comment_report_hide=7&comment_trust_count=7&comment_trust_days=7"
			"&comments_close_days=7&comments_depth=7&comments_per_page=7"
			"&excerpt_words=7&feed_size=7&front_river=7&grid_count=7&grid_words=7"
			"&per_page=7"},
		{"/desk/running/settings/", 
			"has_comment_known=1&has_comment_mail_answers=1"
			"&has_comment_mail_held=1&has_comment_moderation=1&has_comments=1"
			"&has_feed_full=1&has_metrics_public=1"},
		{"/desk/running/settings/", 
			"has_comment_known=1&comment_known=1&has_comment_mail_answers=1"
			"&comment_mail_answers=1&has_comment_mail_held=1&comment_mail_held=1"
			"&has_comment_moderation=1&comment_moderation=1&has_comments=1"
			"&comments=1&has_feed_full=1&feed_full=1&has_metrics_public=1"
			"&metrics_public=1"},
		{"/desk/running/settings/", 
			"comment_words_bin=casino&comment_words_hold=boat, ship&grid_ending=!"
			"&menu=main&publisher_name=House"},
		{"/desk/running/settings/", 
			"site_tagline=Daily&site_title=The Paper 2"
			"&site_url=https://other.example&language=fr&zone=Africa/Bamako"},
		{"/desk/running/settings/", "section_base=s&tag_base=t"},
		{"/desk/running/settings/", 
			"check_alt=stop&check_byline=stop&check_embargo=stop"
			"&check_headline=stop&check_links=stop&check_section=stop"
			"&check_standfirst=stop"},
		{"/desk/running/settings/", 
			"check_alt=off&check_byline=off&check_embargo=off&check_headline=off"
			"&check_links=off&check_section=off&check_standfirst=off"},
		{"/desk/running/settings/", "per_page=0"},
		{"/desk/running/settings/", "per_page=x"},
		{"/desk/running/settings/", "per_page=-1"},
		{"/desk/running/settings/", "feed_size=100000"},
		{"/desk/running/settings/", "zone=Nowhere/City"},
		{"/desk/running/settings/", "language=!"},
		{"/desk/running/settings/", "site_url=ftp://x"},
		{"/desk/running/settings/", "site_url=https://x.example/"},
		{"/desk/running/settings/", "section_base=a/b"},
		{"/desk/running/settings/", "section_base="},
		{"/desk/running/settings/", "tag_base=category"},
		{"/desk/running/settings/", "check_alt=maybe"},
		{"/desk/running/settings/", "permalink=/x"},
		{"/desk/running/settings/", "comment_filter_hold=200"},
		{"/desk/running/settings/", "site_title="},
		{"/desk/running/settings/", "grid_count="},
		{"/desk/running/settings/", "card_words=99999999999999999999"},
		{"/desk/running/settings/", "unknown=1"},
		{"/desk/running/settings/", "theme=x"}};

	walk_desk_forms(a, "administrator", "desk-forms-settings.txt", form, LENGTH(form));
}

TEST(desk_walk_forms_people)
{
	static const struct walk_form form[] = {
		{"/desk/people/", 
			"email=new@paper.example&name=New One&role=reporter&section=1"
			"&language=fr"},
		{"/desk/people/", "email=awa@paper.example&name=Twice&role=editor"},
		{"/desk/people/", "email=&name=x&role=editor"},
		{"/desk/people/", "email=odd&name=x&role=editor"},
		{"/desk/people/", "email=x@y.example&name=&role=editor"},
		{"/desk/people/", "email=x@y.example&name=X&role=king"},
		{"/desk/people/21/", "name=Awa D&role=editor&language=fr&section=3"},
		{"/desk/people/21/", "name=Awa Diarra&role=reporter"},
		{"/desk/people/1/", "name=Me&role=reporter"},
		{"/desk/people/21/", "name=&role=editor"},
		{"/desk/people/22/", "name=Binta&role=publisher&section=2&section=3"},
		{"/desk/people/21/do", "do=end"},
		{"/desk/people/21/do", "do=sessions"},
		{"/desk/people/22/do", "do=begin"},
		{"/desk/people/1/do", "do=end"},
		{"/desk/people/21/do", "do=odd"},
		{"/desk/people/99/do", "do=end"},
		{"/desk/people/21/", "name=x&role=king"},
		{"/desk/people/21/", "name=x&role=editor&language=zz"},
		{"/desk/people/23/", "name=Chidi&role=moderator&section=9"},
		{"/desk/account/", "name=Me Again&language=fr"},
		{"/desk/account/", "name=&language="},
		{"/desk/account/", "name=Me&language=&asks_letters=1&letters=1"},
		{"/desk/account/", "name=Me&language=zz"},
		{"/desk/account/password", "old=wrong&new=a long enough password"},
		{"/desk/account/sessions", "id=1"},
		{"/desk/account/sessions", "id=99"},
		{"/desk/account/factor/off", "password=wrong"},
		{"/desk/account/factor/confirm", "code=123456"},
		{"/desk/logout", ""}};

	walk_desk_forms(a, "administrator", "desk-forms-people.txt", form, LENGTH(form));
}
