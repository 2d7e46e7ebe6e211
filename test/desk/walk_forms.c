/* walk_forms.c: the forms of the desk of its daily work on the filled paper: what is answered, and
 * each value of the archive that it changes, and no other.
 * SPDX-License-Identifier: Apache-2.0 */
#include "walk.h"

TEST(desk_walk_forms_board)
{
	static const struct walk_form form[] = {
		{"/desk/board/do", "do=move&stage=3&story=30&story=31&story=5"},
		{"/desk/board/do", "do=move&stage=4&story=30"},
		{"/desk/board/do", "do=move&stage=99&story=30"},
		{"/desk/board/do", "do=move&story=30"},
		{"/desk/board/do", "do=move&stage=3"},
		{"/desk/board/do", "do=move&stage=3&story=999"},
		{"/desk/board/do", "do=move&stage=6&story=33&back=/desk/board/?view=table"},
		{"/desk/board/do", "do=move&stage=5&story=33"},
		{"/desk/board/do", "do=assign&assignee=22&story=30&story=31"},
		{"/desk/board/do", "do=assign&assignee=me&story=30"},
		{"/desk/board/do", "do=assign&assignee=none&story=30"},
		{"/desk/board/do", "do=assign&assignee=&story=30"},
		{"/desk/board/do", "do=assign&assignee=999&story=30"},
		{"/desk/board/do", "do=assign&assignee=23&story=30"},
		{"/desk/board/do", "do=due&when=2026-03-09T12:00&story=30&story=5"},
		{"/desk/board/do", "do=due&when=&story=30"},
		{"/desk/board/do", "do=due&when=never&story=30"},
		{"/desk/board/do", "do=plan&when=2026-03-09T12:00&story=30"},
		{"/desk/board/do", "do=plan&when=&story=36"},
		{"/desk/board/do", "do=section&section=2&story=30&story=1"},
		{"/desk/board/do", "do=section&section=99&story=30"},
		{"/desk/board/do", "do=section&story=30"},
		{"/desk/board/do", "do=tag&tag=Fog&story=30&story=1"},
		{"/desk/board/do", "do=tag&tag=Ferry&story=30&story=31"},
		{"/desk/board/do", "do=tag&tag=&story=30"},
		{"/desk/board/do", "do=tag&tag=A, B&story=30"},
		{"/desk/board/do", "do=fly&story=30"},
		{"/desk/board/do", "do=due&due=2026-03-09T12:00&story=30"},
		{"/desk/board/do", "do=move&stage=3&story=30&back=https://elsewhere.example/"},
		{"/desk/board/do", "do=move&stage=3&story=30&back=/desk/calendar/?view=week"},
		{"/desk/board/view", 
			"to=table&view=columns&q=ferry&stage=review&section=1&who=me"
			"&worktype=opinion&due=late&language=ar&kind=page"},
		{"/desk/board/view", "do=reset"},
		{"/desk/board/view", "to=columns&who=22&due=week"},
		{"/desk/board/view", "view=table&who=none&due=none&q="},
		{"/desk/calendar/view", "to=week"},
		{"/desk/calendar/view", "to=list"},
		{"/desk/calendar/view", "to=decade"}};

	walk_desk_forms(a, "administrator", "desk-forms-board.txt", form, LENGTH(form));
}

TEST(desk_walk_forms_comments)
{
	static const struct walk_form form[] = {
		{"/desk/comments/act", "do=approve&id=4&id=8"},
		{"/desk/comments/act", "do=approve&id=1"},
		{"/desk/comments/act", "do=hold&id=1&id=9"},
		{"/desk/comments/act", "do=spam&id=4&id=9"},
		{"/desk/comments/act", "do=bin&id=9&id=5&tab=public"},
		{"/desk/comments/act", "one=approve:3"},
		{"/desk/comments/act", "one=pin:9"},
		{"/desk/comments/act", "one=unpin:5"},
		{"/desk/comments/act", "one=pin:4"},
		{"/desk/comments/act", "one=bin:999"},
		{"/desk/comments/act", "one=approve:x"},
		{"/desk/comments/act", "one=approve"},
		{"/desk/comments/act", "do=approve"},
		{"/desk/comments/act", "do=shout&id=4"},
		{"/desk/comments/act", "do=hold&id=11&tab=reported"},
		{"/desk/comments/act", "do=approve&id=4&q=ferry&story=2&tab=held"},
		{"/desk/comments/act", "one=approve:11"},
		{"/desk/comments/undo", ""},
		{"/desk/comments/undo", "tab=public"},
		{"/desk/comments/rule", "story=1&rule=closed"},
		{"/desk/comments/rule", "story=1&rule=open&close_at=2026-03-09T10:00"},
		{"/desk/comments/rule", "story=2&rule=held"},
		{"/desk/comments/rule", "story=1&rule="},
		{"/desk/comments/rule", "story=1&rule=odd"},
		{"/desk/comments/rule", "story=999&rule=closed"},
		{"/desk/comments/rule", "story=3&rule=none"},
		{"/desk/comments/9/edit", 
			"author=Reader Zero&url=https://zero.example/&body=Better said"},
		{"/desk/comments/9/edit", "author=Reader 0&url=&body="},
		{"/desk/comments/9/edit", "author=&url=javascript:x&body=b"},
		{"/desk/comments/999/edit", "author=x&body=y"},
		{"/desk/comments/9/reply", "body=Thank you."},
		{"/desk/comments/4/reply", "body=Thank you, and welcome."},
		{"/desk/comments/9/reply", "body="},
		{"/desk/comments/999/reply", "body=x"},
		{"/desk/comments/1/ban", "email=1&reason=Rude&days=30&bin=1"},
		{"/desk/comments/1/ban", "email=1&machine=1&network=1&days=0"},
		{"/desk/comments/11/ban", "network=1&days=7&reason=Again"},
		{"/desk/comments/1/ban", "reason=Nothing"},
		{"/desk/comments/999/ban", "email=1"},
		{"/desk/comments/9/ban", "machine=1&days=-4"},
		{"/desk/comments/bans/lift", "id=1"},
		{"/desk/comments/bans/lift", "id=2"},
		{"/desk/comments/bans/lift", "id=99"},
		{"/desk/comments/words/", "hold=boat, ferry%0aharbour&bin=casino"},
		{"/desk/comments/words/", "hold=&bin="},
		{"/desk/comments/words/", 
			"bin=wwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwww"
			"wwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwww"
			"wwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwww"
			"wwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwww"
			"wwwwwwwwwwwwwwwwwwwwwwww"}};

	walk_desk_forms(a, "administrator", "desk-forms-comments.txt", form, LENGTH(form));
}

TEST(desk_walk_forms_front)
{
	static const struct walk_form form[] = {
		{"/desk/front/place", "layout=1&version=2&do=put&story=7&to=lead:1"},
		{"/desk/front/place", "layout=1&version=2&do=put&story=7&to=seconds:2"},
		{"/desk/front/place", "layout=1&version=2&do=put&story=5&to=seconds:1"},
		{"/desk/front/place", "layout=1&version=2&do=put&to=lead:1"},
		{"/desk/front/place", "layout=1&version=2&do=put&story=33&to=lead:1"},
		{"/desk/front/place", "layout=1&version=2&do=put&story=7&to=lead/1"},
		{"/desk/front/place", "layout=1&version=1&do=put&story=7&to=lead:1"},
		{"/desk/front/place", "layout=1&version=2&do=remove&area=lead&place=1"},
		{"/desk/front/place", "layout=1&version=2&do=down&area=lead&place=1"},
		{"/desk/front/place", "layout=1&version=2&do=up&area=lead&place=1"},
		{"/desk/front/place", "layout=1&version=2&do=up&area=seconds&place=1"},
		{"/desk/front/place", "layout=1&version=2&do=down&area=s3&place=6"},
		{"/desk/front/place", "layout=1&version=2&do=move&area=lead&place=1&to=seconds:2"},
		{"/desk/front/place", "layout=2&version=3&do=remove&area=lead&place=1"},
		{"/desk/front/place", "layout=1&version=2&do=remove&area=lead&place=9"},
		{"/desk/front/slot", 
			"layout=1&version=2&area=lead&place=1&stood=5&fill=story&story=8"
			"&headline=Own words&kicker=K&teaser=T&picture=1&size=big"
			"&starts=2026-03-05T09:00&ends=2026-03-06T09:00"},
		{"/desk/front/slot", "layout=1&version=2&area=lead&place=1&stood=5&fill=latest"},
		{"/desk/front/slot", 
			"layout=1&version=2&area=lead&place=1&stood=5&fill=section&section=3"},
		{"/desk/front/slot", 
			"layout=1&version=2&area=lead&place=1&stood=5&fill=tag&tag=Ferry"},
		{"/desk/front/slot", 
			"layout=1&version=2&area=lead&place=1&stood=5&fill=tag&tag=None"},
		{"/desk/front/slot", 
			"layout=1&version=2&area=lead&place=1&stood=5&fill=type&type=opinion"},
		{"/desk/front/slot", "layout=1&version=2&area=lead&place=1&stood=5&fill="},
		{"/desk/front/slot", 
			"layout=1&version=2&area=lead&place=1&stood=5&fill=story&story=24"
			"&twice=1"},
		{"/desk/front/slot", 
			"layout=1&version=2&area=lead&place=1&stood=6&fill=story&story=8"},
		{"/desk/front/slot", "layout=1&version=2&area=lead&place=1&stood=5&fill=pinned"},
		{"/desk/front/slot", 
			"layout=1&version=2&area=lead&place=1&stood=5&fill=story&story=8"
			"&starts=2026-03-06T09:00&ends=2026-03-05T09:00"},
		{"/desk/front/area", "layout=1&version=2&area=river&amount=12&fill=latest"},
		{"/desk/front/area", "layout=1&version=2&area=river&amount=13&fill=latest"},
		{"/desk/front/area", "layout=1&version=2&area=river&amount=0&fill=latest"},
		{"/desk/front/area", "layout=1&version=2&area=seconds&amount=1&fill=latest"},
		{"/desk/front/area", "layout=1&version=2&area=river&amount=4&fill=latest"},
		{"/desk/front/area", "layout=1&version=2&area=river&amount=400&fill=latest"},
		{"/desk/front/area", 
			"layout=1&version=2&area=s1&amount=3&fill=section&section=3&name=Games"
			"&hidden=1&picture=1"},
		{"/desk/front/area", 
			"layout=1&version=2&area=opinion&fill=type&type=opinion&amount=2"},
		{"/desk/front/area", "layout=1&version=2&area=seconds&fill=tag&tag=Rain&amount=3"},
		{"/desk/front/area", "layout=1&version=2&area=none&amount=3"},
		{"/desk/front/step", "layout=1&version=2&do=undo"},
		{"/desk/front/step", "layout=1&version=1&do=redo"},
		{"/desk/front/step", "layout=1&version=2&do=restore&restore=1"},
		{"/desk/front/step", "layout=1&version=2&do=restore&restore=3"},
		{"/desk/front/step", "layout=1&version=2&do=clear"},
		{"/desk/front/step", "layout=1&version=2&do=up&area=s3&order=s1,s3"},
		{"/desk/front/step", "layout=1&version=2&do=down&area=s1&order=s1,s3"},
		{"/desk/front/step", "layout=1&version=2&do=drop&area=s1&order=s1,s3"},
		{"/desk/front/step", "layout=1&version=2&do=block&tag=Ferry&order=s1,s3"},
		{"/desk/front/step", "layout=1&version=2&do=block&section=2&order=s1,s3"},
		{"/desk/front/step", "layout=1&version=2&do=block&tag=Nothing"},
		{"/desk/front/step", "layout=1&version=2&do=sing"},
		{"/desk/front/layout", 
			"do=new&name=Election&starts=2026-03-06T18:00&ends=2026-03-07T06:00"
			"&layout=1"},
		{"/desk/front/layout", "do=new&name=&starts=2026-03-06T18:00&layout=1"},
		{"/desk/front/layout", 
			"do=new&name=X&starts=2026-03-07T18:00&ends=2026-03-06T18:00&layout=1"},
		{"/desk/front/layout", 
			"do=time&layout=2&name=Renamed&starts=2026-03-06T18:00&ends="},
		{"/desk/front/layout", "do=time&layout=1&name=X&starts=2026-03-06T18:00"},
		{"/desk/front/layout", "do=remove&layout=2"},
		{"/desk/front/layout", "do=remove&layout=1"},
		{"/desk/front/layout", "do=back&layout=2"},
		{"/desk/front/layout", "do=odd&layout=2"},
		{"/desk/front/breaking", "do=on&text=The bridge is shut&link=/town/&hours=2"},
		{"/desk/front/breaking", "do=on&story=5&text=&hours=6"},
		{"/desk/front/breaking", "do=on&text=&hours=2"},
		{"/desk/front/breaking", "do=off"},
		{"/desk/front/breaking", "do=on&text=Long&hours=1000"},
		{"/desk/front/breaking", "do=on&story=5&back=/desk/board/"},
		{"/desk/front/breaking", "do=on&text=X&link=javascript:alert(1)&hours=1"}};

	walk_desk_forms(a, "administrator", "desk-forms-front.txt", form, LENGTH(form));
}

TEST(desk_walk_forms_pictures)
{
	static const struct walk_form form[] = {
		{"/desk/pictures/1/save", 
			"title=A boat&alt=A red boat&caption=Morning&credit=Binta"
			"&licence=CC BY&focal_x=30&focal_y=70"},
		{"/desk/pictures/1/save", "title=Boat&decorative=1&alt=ignored"},
		{"/desk/pictures/3/save", "title=Boat&alt=Seen&focal_x=200&focal_y=-3"},
		{"/desk/pictures/1/save", "focal_x=abc"},
		{"/desk/pictures/1/save", 
			"title=T&alt=A&shapes=1&focal_x=50&focal_y=50&hand_1x1=1&x_1x1=10"
			"&y_1x1=5&w_1x1=50"},
		{"/desk/pictures/1/save", 
			"title=T&alt=A&shapes=1&hand_3x2=1&x_3x2=90&y_3x2=0&w_3x2=50"},
		{"/desk/pictures/99/save", "title=x"},
		{"/desk/pictures/2/delete", ""},
		{"/desk/pictures/3/delete", ""},
		{"/desk/pictures/3/delete", "force=1"},
		{"/desk/pictures/1/delete", ""},
		{"/desk/pictures/99/delete", "force=1"},
		{"/desk/pictures/1/save", 
			"title=tttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttt"
			"tttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttt"
			"tttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttt"
			"tttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttt"
			"tttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttt"
			"tttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttt"
			"tttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttt"
			"tttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttt"
			"tttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttt"
			"tttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttt"
			"tttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttt"
			"tttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttt"
			"tttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttt"
			"tttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttt"
			"tttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttt"
			"tttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttt"
			"tttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttt"
			"tttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttt"
			"tttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttt"
			"tttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttt"
			"tttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttt"
			"tttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttt"
			"tttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttt"
			"tttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttt"
			"tttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttt"
			"tttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttt"
			"tttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttt"
			"tttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttt"
			"tttttttttttttttttttttttttttttttttttttttttttttt"}};

	walk_desk_forms(a, "administrator", "desk-forms-pictures.txt", form, LENGTH(form));
}
