/* walk_story.c: the forms of the desk for a story on the filled paper: what is answered, and
 * each value of the archive that it changes, and no other.
 * SPDX-License-Identifier: Apache-2.0 */
#include "walk.h"

TEST(desk_walk_forms_story)
{
	static const struct walk_form form[] = {
		{"/desk/story/new", "headline=A new story"},
		{"/desk/story/new", ""},
		{"/desk/story/new", "headline=From a form&template=1"},
		{"/desk/story/new", 
			"headline=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
			"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
			"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
			"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
			"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
			"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"},
		{"/desk/story/new", "headline=P&kind=page"},
		{"/desk/story/1/save", 
			"version=1000001&kicker=Port&headline=The ferry sails at nine"
			"&standfirst=New hours.&dateline=Harbour&body=<p>It sails at nine.</p>"
			"&excerpt=Short&signature=AD&language=fr&direction=rtl"
			"&worktype=opinion&slug=the-ferry-at-nine&seo_title=For engines"
			"&seo_description=What engines say&comments=closed&lead_media_id=4"
			"&section=3&section=1&tag=Rain, Fog&author=Binta Fall&author=A guest"},
		{"/desk/story/1/save", 
			"version=3&kicker=Port&headline=The ferry sails at nine"
			"&standfirst=New hours.&dateline=Harbour&body=<p>It sails at nine.</p>"
			"&excerpt=Short&signature=AD&language=fr&direction=rtl"
			"&worktype=opinion&slug=the-ferry-at-nine&seo_title=For engines"
			"&seo_description=What engines say&comments=closed&lead_media_id=4"
			"&section=3&section=1&tag=Rain, Fog&author=Binta Fall&author=A guest"},
		{"/desk/story/1/save", "version=1000001"},
		{"/desk/story/1/save", "version=x&headline=A"},
		{"/desk/story/1/save", 
			"version=1000001&kicker=Port&headline=The ferry sails at nine"
			"&standfirst=New hours.&dateline=Harbour&body=<p>It sails at nine.</p>"
			"&excerpt=Short&signature=AD&language=fr&direction=rtl"
			"&worktype=opinion&slug=the-ferry-at-nine&seo_title=For engines"
			"&seo_description=What engines say&comments=closed&lead_media_id=4"
			"&section=3&section=1&tag=Rain, Fog&author=Binta Fall&author=A guest"
			"&do=save&why=Because"},
		{"/desk/story/5/save", 
			"version=3&headline=The ferry sails, part 5&body=<p>It sails.</p>"
			"&section=1&author=A guest"},
		{"/desk/story/30/save", 
			"version=1000030&headline=The ferry sails, part 30"
			"&body=<p>It sails.</p>&section=1&author=A guest&lead_media_id=99"},
		{"/desk/story/30/save", 
			"version=1000030&headline=The ferry sails, part 30"
			"&body=<p>It sails.</p>&section=1&author=A guest&language=!!"},
		{"/desk/story/30/save", 
			"version=1000030&headline=The ferry sails, part 30"
			"&body=<p>It sails.</p>&section=1&author=A guest&language=x"},
		{"/desk/story/30/save", 
			"version=1000030&headline=The ferry sails, part 30"
			"&body=<p>It sails.</p>&section=1&author=A guest&direction=up"},
		{"/desk/story/30/save", 
			"version=1000030&headline=The ferry sails, part 30"
			"&body=<p>It sails.</p>&section=1&author=A guest&worktype=poem"},
		{"/desk/story/30/save", 
			"version=1000030&headline=The ferry sails, part 30"
			"&body=<p>It sails.</p>&section=1&author=A guest&comments=perhaps"},
		{"/desk/story/30/save", 
			"version=1000030&headline=The ferry sails, part 30"
			"&body=<p>It sails.</p>&section=1&author=A guest"
			"&seo_title=yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy"
			"yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy"
			"yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy"
			"yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy"
			"yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy"
			"yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy"
			"yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy"
			"yyyyyyyyyyyyyyyyyyyyy"},
		{"/desk/story/30/save", 
			"version=1000030&headline=The ferry sails, part 30"
			"&body=<p>It sails.</p>&section=1&author=A guest&slug=A Slug!"},
		{"/desk/story/30/save", 
			"version=1000030&headline=The ferry sails, part 30"
			"&body=<p>It sails.</p>&section=1&author=A guest&section=99"},
		{"/desk/story/30/save", 
			"version=1000030&headline=The ferry sails, part 30"
			"&body=<p>It sails.</p>&section=1&author=A guest"
			"&tag=One, Two, Ferry, , One"},
		{"/desk/story/30/save", 
			"version=1000030&headline=The ferry sails, part 30"
			"&body=<p>It sails.</p>&section=1&author=A guest&lead_media_id=abc"},
		{"/desk/story/999/save", "version=1&headline=A"},
		{"/desk/story/x/save", "version=1"},
		{"/desk/story/1/autosave", 
			"version=1000001&kicker=Port&headline=The ferry sails at nine"
			"&standfirst=New hours.&dateline=Harbour&body=<p>It sails at nine.</p>"
			"&excerpt=Short&signature=AD&language=fr&direction=rtl"
			"&worktype=opinion&slug=the-ferry-at-nine&seo_title=For engines"
			"&seo_description=What engines say&comments=closed&lead_media_id=4"
			"&section=3&section=1&tag=Rain, Fog&author=Binta Fall&author=A guest"},
		{"/desk/story/1/autosave", 
			"version=3&kicker=Port&headline=The ferry sails at nine"
			"&standfirst=New hours.&dateline=Harbour&body=<p>It sails at nine.</p>"
			"&excerpt=Short&signature=AD&language=fr&direction=rtl"
			"&worktype=opinion&slug=the-ferry-at-nine&seo_title=For engines"
			"&seo_description=What engines say&comments=closed&lead_media_id=4"
			"&section=3&section=1&tag=Rain, Fog&author=Binta Fall&author=A guest"},
		{"/desk/story/1/autosave", 
			"version=1000001&kicker=Port&headline=The ferry sails at nine"
			"&standfirst=New hours.&dateline=Harbour&body=<p>It sails at nine.</p>"
			"&excerpt=Short&signature=AD&language=fr&direction=rtl"
			"&worktype=opinion&slug=the-ferry-at-nine&seo_title=For engines"
			"&seo_description=What engines say&comments=closed&lead_media_id=4"
			"&section=3&section=1&tag=Rain, Fog&author=Binta Fall&author=A guest"
			"&client=one"},
		{"/desk/story/5/autosave", 
			"version=3&headline=The ferry sails, part 5&body=<p>It sails.</p>"
			"&section=1&author=A guest&client=two"},
		{"/desk/story/5/autosave", "version=3&pull=1&headline=Other"},
		{"/desk/story/1/autosave", 
			"version=1000001&light=1&light_is=1000001&headline=Light"},
		{"/desk/story/1/discard", "version=1000001"},
		{"/desk/story/5/discard", "version=3"},
		{"/desk/story/1/here", "client=one"},
		{"/desk/story/5/here", "client=three"},
		{"/desk/story/1/gone", "client=one"},
		{"/desk/story/1/note", "text=A thought&quote=left"},
		{"/desk/story/1/note", "text=An answer&parent=1"},
		{"/desk/story/1/note", "text="},
		{"/desk/story/1/note", "text=Alone&open=1"},
		{"/desk/story/1/note", "text=x&parent=99"},
		{"/desk/story/1/note/1/done", ""},
		{"/desk/story/1/note/3/done", ""},
		{"/desk/story/2/note/3/done", ""},
		{"/desk/story/1/note/99/done", ""},
		{"/desk/story/1/check", ""},
		{"/desk/story/33/check", ""},
		{"/desk/story/1/revision/9/name", "name=Before all"},
		{"/desk/story/1/revision/9/name", "name="},
		{"/desk/story/1/revision/17/name", "name=Kept"},
		{"/desk/story/1/revision/10/name", "name=Of another"},
		{"/desk/story/1/revision/9/restore", "version=1000001"},
		{"/desk/story/1/revision/9/restore", "version=3"},
		{"/desk/story/1/revision/10/restore", "version=1000001"},
		{"/desk/story/5/revision/13/restore", "version=3"}};

	walk_desk_forms(a, "administrator", "desk-forms-story.txt", form, LENGTH(form));
}

TEST(desk_walk_forms_publish)
{
	static const struct walk_form form[] = {
		{"/desk/story/1/publish", 
			"version=1000001&kicker=Port&headline=The ferry sails at nine"
			"&standfirst=New hours.&dateline=Harbour&body=<p>It sails at nine.</p>"
			"&excerpt=Short&signature=AD&language=fr&direction=rtl"
			"&worktype=opinion&slug=the-ferry-at-nine&seo_title=For engines"
			"&seo_description=What engines say&comments=closed&lead_media_id=4"
			"&section=3&section=1&tag=Rain, Fog&author=Binta Fall&author=A guest"
			"&do=publish"},
		{"/desk/story/1/publish", 
			"version=1000001&kicker=Port&headline=The ferry sails at nine"
			"&standfirst=New hours.&dateline=Harbour&body=<p>It sails at nine.</p>"
			"&excerpt=Short&signature=AD&language=fr&direction=rtl"
			"&worktype=opinion&slug=the-ferry-at-nine&seo_title=For engines"
			"&seo_description=What engines say&comments=closed&lead_media_id=4"
			"&section=3&section=1&tag=Rain, Fog&author=Binta Fall&author=A guest"
			"&do=plan&plan_at=2026-03-06T10:00"},
		{"/desk/story/1/publish", 
			"version=1000001&kicker=Port&headline=The ferry sails at nine"
			"&standfirst=New hours.&dateline=Harbour&body=<p>It sails at nine.</p>"
			"&excerpt=Short&signature=AD&language=fr&direction=rtl"
			"&worktype=opinion&slug=the-ferry-at-nine&seo_title=For engines"
			"&seo_description=What engines say&comments=closed&lead_media_id=4"
			"&section=3&section=1&tag=Rain, Fog&author=Binta Fall&author=A guest"
			"&do=plan"},
		{"/desk/story/1/publish", 
			"version=1000001&kicker=Port&headline=The ferry sails at nine"
			"&standfirst=New hours.&dateline=Harbour&body=<p>It sails at nine.</p>"
			"&excerpt=Short&signature=AD&language=fr&direction=rtl"
			"&worktype=opinion&slug=the-ferry-at-nine&seo_title=For engines"
			"&seo_description=What engines say&comments=closed&lead_media_id=4"
			"&section=3&section=1&tag=Rain, Fog&author=Binta Fall&author=A guest"
			"&do=plan&plan_at=2026-03-01T10:00"},
		{"/desk/story/1/publish", 
			"version=1000001&kicker=Port&headline=The ferry sails at nine"
			"&standfirst=New hours.&dateline=Harbour&body=<p>It sails at nine.</p>"
			"&excerpt=Short&signature=AD&language=fr&direction=rtl"
			"&worktype=opinion&slug=the-ferry-at-nine&seo_title=For engines"
			"&seo_description=What engines say&comments=closed&lead_media_id=4"
			"&section=3&section=1&tag=Rain, Fog&author=Binta Fall&author=A guest"
			"&do=unplan:1"},
		{"/desk/story/1/publish", 
			"version=1000001&kicker=Port&headline=The ferry sails at nine"
			"&standfirst=New hours.&dateline=Harbour&body=<p>It sails at nine.</p>"
			"&excerpt=Short&signature=AD&language=fr&direction=rtl"
			"&worktype=opinion&slug=the-ferry-at-nine&seo_title=For engines"
			"&seo_description=What engines say&comments=closed&lead_media_id=4"
			"&section=3&section=1&tag=Rain, Fog&author=Binta Fall&author=A guest"
			"&do=unplan:2"},
		{"/desk/story/1/publish", 
			"version=1000001&kicker=Port&headline=The ferry sails at nine"
			"&standfirst=New hours.&dateline=Harbour&body=<p>It sails at nine.</p>"
			"&excerpt=Short&signature=AD&language=fr&direction=rtl"
			"&worktype=opinion&slug=the-ferry-at-nine&seo_title=For engines"
			"&seo_description=What engines say&comments=closed&lead_media_id=4"
			"&section=3&section=1&tag=Rain, Fog&author=Binta Fall&author=A guest"
			"&do=unplan:x"},
		{"/desk/story/1/publish", 
			"version=1000001&kicker=Port&headline=The ferry sails at nine"
			"&standfirst=New hours.&dateline=Harbour&body=<p>It sails at nine.</p>"
			"&excerpt=Short&signature=AD&language=fr&direction=rtl"
			"&worktype=opinion&slug=the-ferry-at-nine&seo_title=For engines"
			"&seo_description=What engines say&comments=closed&lead_media_id=4"
			"&section=3&section=1&tag=Rain, Fog&author=Binta Fall&author=A guest"
			"&do=unpublish"},
		{"/desk/story/1/publish", 
			"version=1000001&kicker=Port&headline=The ferry sails at nine"
			"&standfirst=New hours.&dateline=Harbour&body=<p>It sails at nine.</p>"
			"&excerpt=Short&signature=AD&language=fr&direction=rtl"
			"&worktype=opinion&slug=the-ferry-at-nine&seo_title=For engines"
			"&seo_description=What engines say&comments=closed&lead_media_id=4"
			"&section=3&section=1&tag=Rain, Fog&author=Binta Fall&author=A guest"
			"&do=unpublish&end_at=2026-03-07T09:30"},
		{"/desk/story/1/publish", 
			"version=1000001&kicker=Port&headline=The ferry sails at nine"
			"&standfirst=New hours.&dateline=Harbour&body=<p>It sails at nine.</p>"
			"&excerpt=Short&signature=AD&language=fr&direction=rtl"
			"&worktype=opinion&slug=the-ferry-at-nine&seo_title=For engines"
			"&seo_description=What engines say&comments=closed&lead_media_id=4"
			"&section=3&section=1&tag=Rain, Fog&author=Binta Fall&author=A guest"
			"&do=kill&why=Wrong"},
		{"/desk/story/1/publish", 
			"version=1000001&kicker=Port&headline=The ferry sails at nine"
			"&standfirst=New hours.&dateline=Harbour&body=<p>It sails at nine.</p>"
			"&excerpt=Short&signature=AD&language=fr&direction=rtl"
			"&worktype=opinion&slug=the-ferry-at-nine&seo_title=For engines"
			"&seo_description=What engines say&comments=closed&lead_media_id=4"
			"&section=3&section=1&tag=Rain, Fog&author=Binta Fall&author=A guest"
			"&do=kill"},
		{"/desk/story/1/publish", 
			"version=1000001&kicker=Port&headline=The ferry sails at nine"
			"&standfirst=New hours.&dateline=Harbour&body=<p>It sails at nine.</p>"
			"&excerpt=Short&signature=AD&language=fr&direction=rtl"
			"&worktype=opinion&slug=the-ferry-at-nine&seo_title=For engines"
			"&seo_description=What engines say&comments=closed&lead_media_id=4"
			"&section=3&section=1&tag=Rain, Fog&author=Binta Fall&author=A guest"
			"&do=kill&why=Later&end_at=2026-03-07T09:30"},
		{"/desk/story/1/publish", 
			"version=1000001&kicker=Port&headline=The ferry sails at nine"
			"&standfirst=New hours.&dateline=Harbour&body=<p>It sails at nine.</p>"
			"&excerpt=Short&signature=AD&language=fr&direction=rtl"
			"&worktype=opinion&slug=the-ferry-at-nine&seo_title=For engines"
			"&seo_description=What engines say&comments=closed&lead_media_id=4"
			"&section=3&section=1&tag=Rain, Fog&author=Binta Fall&author=A guest"
			"&do=correct&correction=It was eight."},
		{"/desk/story/1/publish", 
			"version=1000001&kicker=Port&headline=The ferry sails at nine"
			"&standfirst=New hours.&dateline=Harbour&body=<p>It sails at nine.</p>"
			"&excerpt=Short&signature=AD&language=fr&direction=rtl"
			"&worktype=opinion&slug=the-ferry-at-nine&seo_title=For engines"
			"&seo_description=What engines say&comments=closed&lead_media_id=4"
			"&section=3&section=1&tag=Rain, Fog&author=Binta Fall&author=A guest"
			"&do=correct"},
		{"/desk/story/1/publish", 
			"version=1000001&kicker=Port&headline=The ferry sails at nine"
			"&standfirst=New hours.&dateline=Harbour&body=<p>It sails at nine.</p>"
			"&excerpt=Short&signature=AD&language=fr&direction=rtl"
			"&worktype=opinion&slug=the-ferry-at-nine&seo_title=For engines"
			"&seo_description=What engines say&comments=closed&lead_media_id=4"
			"&section=3&section=1&tag=Rain, Fog&author=Binta Fall&author=A guest"
			"&do=uncorrect:1"},
		{"/desk/story/1/publish", 
			"version=1000001&kicker=Port&headline=The ferry sails at nine"
			"&standfirst=New hours.&dateline=Harbour&body=<p>It sails at nine.</p>"
			"&excerpt=Short&signature=AD&language=fr&direction=rtl"
			"&worktype=opinion&slug=the-ferry-at-nine&seo_title=For engines"
			"&seo_description=What engines say&comments=closed&lead_media_id=4"
			"&section=3&section=1&tag=Rain, Fog&author=Binta Fall&author=A guest"
			"&do=uncorrect:9"},
		{"/desk/story/1/publish", 
			"version=1000001&kicker=Port&headline=The ferry sails at nine"
			"&standfirst=New hours.&dateline=Harbour&body=<p>It sails at nine.</p>"
			"&excerpt=Short&signature=AD&language=fr&direction=rtl"
			"&worktype=opinion&slug=the-ferry-at-nine&seo_title=For engines"
			"&seo_description=What engines say&comments=closed&lead_media_id=4"
			"&section=3&section=1&tag=Rain, Fog&author=Binta Fall&author=A guest"
			"&do=dance"},
		{"/desk/story/1/publish", 
			"version=1000001&kicker=Port&headline=The ferry sails at nine"
			"&standfirst=New hours.&dateline=Harbour&body=<p>It sails at nine.</p>"
			"&excerpt=Short&signature=AD&language=fr&direction=rtl"
			"&worktype=opinion&slug=the-ferry-at-nine&seo_title=For engines"
			"&seo_description=What engines say&comments=closed&lead_media_id=4"
			"&section=3&section=1&tag=Rain, Fog&author=Binta Fall&author=A guest"
			"&do=move:review"},
		{"/desk/story/33/publish", 
			"version=1000033&headline=The ferry sails, part 33"
			"&body=<p>It sails.</p>&section=1&author=A guest&do=publish"},
		{"/desk/story/33/publish", 
			"version=1000033&headline=The ferry sails, part 33"
			"&body=<p>It sails.</p>&section=1&author=A guest&do=publish"
			"&publish_at=2026-03-08T07:00"},
		{"/desk/story/33/publish", 
			"version=1000033&headline=The ferry sails, part 33"
			"&body=<p>It sails.</p>&section=1&author=A guest&do=publish"
			"&embargo_at=2026-03-08T07:00"},
		{"/desk/story/33/publish", 
			"version=1000033&headline=The ferry sails, part 33"
			"&body=<p>It sails.</p>&section=1&author=A guest&do=publish"
			"&publish_at=nonsense"},
		{"/desk/story/33/publish", 
			"version=1000033&headline=The ferry sails, part 33"
			"&body=<p>It sails.</p>&section=1&author=A guest&do=move:ready"},
		{"/desk/story/33/publish", 
			"version=1000033&headline=The ferry sails, part 33"
			"&body=<p>It sails.</p>&section=1&author=A guest&do=move:nowhere"},
		{"/desk/story/33/publish", 
			"version=1000033&headline=The ferry sails, part 33"
			"&body=<p>It sails.</p>&author=A guest&do=publish"},
		{"/desk/story/33/publish", 
			"version=1000033&headline_=The ferry sails, part 33"
			"&body=<p>It sails.</p>&section=1&author=A guest&do=publish"},
		{"/desk/story/5/publish", 
			"version=3&headline=The ferry sails, part 5&body=<p>It sails.</p>"
			"&section=1&author=A guest&do=publish"},
		{"/desk/story/5/publish", 
			"version=3&headline=The ferry sails, part 5&body=<p>It sails.</p>"
			"&section=1&author=A guest&do=publish&renew=1"},
		{"/desk/story/5/publish", 
			"version=3&headline=The ferry sails, part 5&body=<p>It sails.</p>"
			"&section=1&author=A guest&slug=story-7&do=publish"},
		{"/desk/story/24/publish", 
			"version=3&headline=The ferry sails, part 24&body=<p>It sails.</p>"
			"&section=1&author=A guest&do=unpublish"},
		{"/desk/story/24/publish", 
			"version=3&headline=The ferry sails, part 24&body=<p>It sails.</p>"
			"&section=1&author=A guest&do=publish&publish_at=2026-03-05T07:00"},
		{"/desk/story/23/publish", 
			"version=3&headline=The ferry sails, part 23&body=<p>It sails.</p>"
			"&section=1&author=A guest&do=publish"},
		{"/desk/story/39/publish", 
			"version=3&headline=The ferry sails, part 39&body=<p>It sails.</p>"
			"&section=1&author=A guest&do=move:draft"},
		{"/desk/story/39/publish", 
			"version=3&headline=The ferry sails, part 39&body=<p>It sails.</p>"
			"&section=1&author=A guest&do=publish"},
		{"/desk/story/25/publish", 
			"version=3&headline=The ferry sails, part 25&body=<p>It sails.</p>"
			"&section=1&author=A guest&do=move:draft"},
		{"/desk/story/37/publish", 
			"version=3&headline=The ferry sails, part 37&body=<p>It sails.</p>"
			"&section=1&author=A guest&do=publish"}};

	walk_desk_forms(a, "administrator", "desk-forms-publish.txt", form, LENGTH(form));
}

TEST(desk_walk_forms_reporter)
{
	static const struct walk_form form[] = {
		{"/desk/story/33/save", 
			"version=1000033&headline=The ferry sails, part 33"
			"&body=<p>It sails.</p>&section=1&author=A guest"},
		{"/desk/story/34/save", 
			"version=3&headline=The ferry sails, part 34&body=<p>It sails.</p>"
			"&section=1&author=A guest"},
		{"/desk/story/33/publish", 
			"version=1000033&headline=The ferry sails, part 33"
			"&body=<p>It sails.</p>&section=1&author=A guest&do=publish"},
		{"/desk/story/33/publish", 
			"version=1000033&headline=The ferry sails, part 33"
			"&body=<p>It sails.</p>&section=1&author=A guest&do=move:ready"},
		{"/desk/story/33/publish", 
			"version=1000033&headline=The ferry sails, part 33"
			"&body=<p>It sails.</p>&section=1&author=A guest&do=kill&why=No"},
		{"/desk/story/1/publish", 
			"version=1000001&kicker=Port&headline=The ferry sails at nine"
			"&standfirst=New hours.&dateline=Harbour&body=<p>It sails at nine.</p>"
			"&excerpt=Short&signature=AD&language=fr&direction=rtl"
			"&worktype=opinion&slug=the-ferry-at-nine&seo_title=For engines"
			"&seo_description=What engines say&comments=closed&lead_media_id=4"
			"&section=3&section=1&tag=Rain, Fog&author=Binta Fall&author=A guest"
			"&do=correct&correction=x"},
		{"/desk/story/new", "headline=Mine"},
		{"/desk/board/do", "do=move&stage=3&story=33&story=34"},
		{"/desk/board/do", "do=assign&assignee=me&story=34"},
		{"/desk/story/5/save", 
			"version=3&headline=The ferry sails, part 5&body=<p>It sails.</p>"
			"&section=1&author=A guest"},
		{"/desk/story/5/autosave", 
			"version=3&headline=The ferry sails, part 5&body=<p>It sails.</p>"
			"&section=1&author=A guest"},
		{"/desk/story/30/note", "text=By a reporter"},
		{"/desk/story/1/note/1/done", ""},
		{"/desk/pictures/3/save", "alt=x"},
		{"/desk/front/step", "do=clear"},
		{"/desk/people/21/", "name=x"}};

	walk_desk_forms(a, "reporter", "desk-forms-reporter.txt", form, LENGTH(form));
}
