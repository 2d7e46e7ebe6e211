/* words_why.c: what could not be done is said in the person's language; a sentence of the
 * program that has no French is found here. */
#include "base/utf8.h"
#include "news/people/role.h"
#include "port/report.h"
#include "press.h"
#include "test.h"
#include "assets.h"
#include "view/words.h"

#include <dirent.h>

static const struct words *
words_in(struct arena *a, const char *language)
{
	const struct words_all *all;

	CHECK_OK(words_open(a, &all));
	return words_for(all, str_of(language));
}

static str
why(struct arena *a, const char *sentence)
{
	return words_why(words_in(a, "fr"), a, str_of(sentence));
}

TEST(words_why_is_said_in_french)
{
	CHECK_STR(why(a, "stage not found"), S("étape introuvable"));
	CHECK_STR(why(a, "you cannot edit “A “day” at sea”; nothing was changed"),
		S("vous ne pouvez pas modifier « A “day” at sea » ; rien n’a été modifié"));
	CHECK_STR(why(a, "you cannot move “Lamps” from draft to Our own; nothing was moved"),
		S("vous ne pouvez pas déplacer « Lamps » de Brouillon vers Our own ; rien n’a été déplacé"));
	CHECK_STR(why(a, "“Lamps”: checklist failed: broken link: https://x.example/"),
		S("« Lamps » : liste de contrôle non satisfaite : lien brisé : https://x.example/"));
	CHECK_STR(why(a, "per_page cannot be \"x\": enter a number from 1 to 1000"),
		S("per_page ne peut pas être « x » : saisissez un nombre de 1 à 1000"));
	CHECK_STR(why(a, "the permalink structure must contain %postname% or %post_id%"),
		S("la structure des permaliens doit contenir %postname% ou %post_id%"));
	CHECK_STR(why(a, "nobody wrote this sentence"), S("nobody wrote this sentence"));
	CHECK_STR(why(a, ""), S(""));
	CHECK_STR(words_why(words_in(a, "en"), a, S("stage not found")), S("stage not found"));
}

/* However odd the sentence is, the answer comes at once. */
TEST(words_why_has_an_end)
{
	str odd = arena_fmt(a, "“%0*d”: “%0*d”: “%0*d”: %0*d", 300, 0, 300, 0, 300, 0, 100, 0);

	CHECK(words_why(words_in(a, "fr"), a, odd).n > 900);
}

/* ---- every sentence ---- */

static bool
has_line(str file, str format)
{
	str line;

	while (file.n && str_split(&file, '\n', &line))
		if (str_eq(line, format))
			return file.n > 1 && file.p[0] == '\t';
	return false;
}

/* The next literal of *rest, with those that follow it joined; escapes undone.  It ends before
 * a comma, a bracket, or the colon of "c ? one : other". */
static str
literal(struct arena *a, str *rest)
{
	struct buf b = buf_in(a, 2000);
	bool inside = false;
	str s = *rest;
	size_t i = 0;

	for (; i < s.n; i++) {
		if (s.p[i] == '"')
			inside = !inside;
		else if (inside && s.p[i] == '\\')
			buf_char(&b, s.p[++i]);
		else if (inside)
			buf_char(&b, s.p[i]);
		else if (s.p[i] == ',' || s.p[i] == ')' || s.p[i] == ':')
			break;
	}
	*rest = str_from(s, i);
	return buf_str(&b);
}

/* Nothing but conversions: it hands on another sentence. */
static bool
hands_on(str format)
{
	return str_eq(format, S("%s")) || str_eq(format, S("%.*s"));
}

static size_t
look_at_call(struct arena *a, const char *path, str rest, str file)
{
	size_t n = 0;

	do {
		str format;

		rest = str_from(rest, 1);
		format = literal(a, &rest);
		if (!format.n || hands_on(format))
			continue;
		n++;
		if (!has_line(file, format))
			test_fail(path, 0, "\"%.*s\" has no line in lang/fr.why", SARG(format));
	} while (rest.n && rest.p[0] == ':');
	return n;
}

static size_t
look_at(struct arena *a, const char *path, str file)
{
	str rest = test_file(a, path);
	size_t at, n = 0;

	while ((at = str_find(rest, S("fail("))) != NOWHERE) {
		bool call = at > 0 && (rest.p[at - 1] == ' ' || rest.p[at - 1] == '(' || rest.p[at - 1] == '\t');

		rest = str_from(rest, at + 5);
		if (call && !str_starts(rest, S("E_BROKEN")))
			n += look_at_call(a, path, str_from(rest, str_find_char(rest, ',')), file);
	}
	return n;
}

/* What only commands and djeli.conf's owner meet. */
static bool
is_for_commands(const char *name)
{
	static const char *const files[] = {"site_folder.c", "outbox.c"};

	for (size_t i = 0; i < LENGTH(files); i++)
		if (!strcmp(name, files[i]))
			return true;
	return false;
}

/* Every source below a folder. */
static size_t
look_below(struct arena *a, const char *folder, str file)
{
	DIR *d = opendir(folder);
	struct dirent *e;
	size_t n = 0;

	while (d && (e = readdir(d))) {
		const char *path = arena_fmt(a, "%s/%s", folder, e->d_name).p;

		if (e->d_type == DT_DIR && e->d_name[0] != '.')
			n += look_below(a, path, file);
		else if (str_ends(str_of(e->d_name), S(".c")) && !is_for_commands(e->d_name))
			n += look_at(a, path, file);
	}
	if (d)
		closedir(d);
	return n;
}

TEST(words_why_has_every_sentence)
{
	static const char *const folders[] = {"src/news", "src/desk", "src/media", "src/mail", "src/port"};
	str file = test_file(a, "lang/fr.why");
	size_t n = look_at(a, "src/door/dispatch.c", file);

	for (size_t i = 0; i < LENGTH(folders); i++)
		n += look_below(a, folders[i], file);
	CHECK(n > 200);
}

/* A report as an import leaves it: each line is said, and its columns stand where they stood. */
TEST(words_why_says_reports)
{
	struct report *r = report_new(a, S("paper.xml"));
	const struct words *fr = words_in(a, "fr");
	str text, said, was, is;

	report_count(r, S("stories, published"), ARCHIVE_NEW);
	report_count(r, S("files, rejected"), ARCHIVE_NEW);
	report_count(r, S("something of tomorrow"), ARCHIVE_KEPT);
	report_skip(r, S("items of type nav_menu_item"));
	report_note(r, &r->left, 12, "item 5 of unknown type \"x\"");
	report_note(r, &r->files, 0, "2025/10/a.jpg was rejected: the GIF contains no image");
	report_note(r, &r->files, 0, "2025/10/b.jpg: larger than 50 MB");
	r->repairs[FILTER_ENTITY] = 3;
	r->stopped = true;
	text = report_text(a, r);
	said = words_report(fr, a, text);
	CHECK_STR(words_report(words_in(a, "en"), a, text), text);
	CHECK(str_find(said, S("Importation de paper.xml : 0 enregistrements en 0,0 s, interrompue\n")) != NOWHERE);
	CHECK(str_find(said, S("\narticles publiés                     1         0")) != NOWHERE);
	CHECK(str_find(said, S("something of tomorrow ")) != NOWHERE);
	CHECK(str_find(said, S("1  éléments du type nav_menu_item\n")) != NOWHERE);
	CHECK(str_find(said, S("3  entités HTML remplacées par des caractères (d’abord à la ligne 0)\n")) != NOWHERE);
	CHECK(str_find(said, S("  ligne 12 : élément 5 de type inconnu « x »\n")) != NOWHERE);
	CHECK(str_find(said, S("  2025/10/a.jpg a été refusé : le GIF ne contient aucune image\n")) != NOWHERE);
	CHECK(str_find(said, S("  2025/10/b.jpg : plus de 50 Mo\n")) != NOWHERE);
	while (text.n && str_split(&text, '\n', &was) && str_split(&said, '\n', &is))
		if (str_find(was, S("        ")) != NOWHERE && str_find(was, S("items")) == NOWHERE && str_find(was, S("HTML")) == NOWHERE)
			CHECK_INT(utf8_count(is), utf8_count(was));
		else if (was.n && str_eq(is, was))
			test_fail(__FILE__, __LINE__, "\"%.*s\" is not said in French", SARG(was));
}

TEST(words_why_reaches_the_desk)
{
	struct press p;
	struct press_who who;
	struct ctx *c;

	press_setup(a, &p);
	who = press_login(&p, a, "editor");
	c = press_desk_post(&p, a, &who, S("/desk/account/"), (struct pair[]){{S("name"), S("Titi")}, {S("language"), S("fr")}}, 2);
	CHECK_INT(c->reply.status, 303);
	c = press_desk_post(&p, a, &who, S("/desk/board/do"), (struct pair[]){{S("do"), S("move")}, {S("stage"), S("3")}}, 2);
	CHECK_INT(c->reply.status, 400);
	CHECK(str_find(c->reply.body, S("sélectionnez au moins un article")) != NOWHERE);
	c = press_desk_get(&p, a, &who, S("/desk/story/99999/"));
	CHECK_INT(c->reply.status, 404);
	CHECK(str_find(c->reply.body, S("not there")) == NOWHERE && str_find(c->reply.body, S("Introuvable")) != NOWHERE);
}
