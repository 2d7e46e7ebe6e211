/* wxr.c: from the events of expat, behind text/bytefilter, to records.
 *
 * Which element means which field stands in wxr_element.c.  Prefixes are matched
 * by the address they were declared with, so an export that calls "wp" something
 * else reads the same; the version in the address does not matter.
 *
 * After an error of expat there is no going on with that parser.  The rest of
 * the bytes is searched for the next <item>, and a new parser, told that it
 * stands within a channel, goes on there.
 */
#include "port/wordpress/wxr.h"

#include "port/wordpress/wxr_element.h"

#include <expat.h>
#include <stdio.h>

enum {
	DEPTH = 64,
	DEEPER = 1000, /* elements below that; the parser remembers each */
	SCRATCH_KEEP = 1 << 20, /* a larger text buffer is not kept for the next */
	RECORD_MAX = 3 * WXR_ITEM_MAX,
	SITE_MAX = 64 << 10, /* bytes of what the channel says of itself */
};

static const char restart_head[] = "<rss><channel>";

struct wxr {
	struct arena *a;
	struct wxr_to to;
	struct bytefilter *filter;
	XML_Parser parser;
	err e;                     /* what ended the reading */
	bool seen, told, seeking;
	int64_t line;              /* of the parser's first; seeking: reached */
	uint64_t parsed;           /* bytes this parser was given */
	struct wxr_prefixes prefixes;
	enum wxr_in stack[DEPTH];
	size_t depth, below;       /* below: elements deeper than the stack */
	struct arena *record;      /* of the item, author or term being read */
	struct arena *scratch;     /* of `text`, kept from field to field */
	struct buf text;
	size_t taken;              /* bytes of text in the record */
	bool too_big;
	size_t field;
	struct wxr_site site;
	size_t site_taken;
	struct wxr_author *author;
	struct wxr_term *term;
	struct wxr_item *item;
	struct wxr_meta *meta, **meta_tail;
	struct wxr_place *in_place, **place_tail;
	struct wxr_comment *comment, **comment_tail;
	struct wxr_meta **comment_meta_tail;
	char tail[8];              /* seeking: the end of what was searched */
	size_t tail_n;
};

static enum wxr_in
here(const struct wxr *x)
{
	return x->depth ? x->stack[x->depth - 1] : ROOT;
}

static int64_t
line_of(const struct wxr *x)
{
	return x->line + (int64_t)XML_GetCurrentLineNumber(x->parser) - 1;
}

static void
lost(struct wxr *x, int64_t line, const char *why)
{
	if (x->to.lost)
		x->to.lost(x->to.arg, line, why);
}

static void
stop(struct wxr *x, err e)
{
	x->e = e;
	XML_StopParser(x->parser, XML_FALSE);
}

static const struct wxr_element *
find(const struct wxr *x, enum wxr_in in, const char *qname)
{
	const char *colon = strchr(qname, ':'), *name = colon ? colon + 1 : qname;
	enum wxr_role role = colon ? wxr_role(&x->prefixes, (str){qname, (size_t)(colon - qname)}) : PLAIN;

	return wxr_element(in, role, name);
}

static void
tell_site(struct wxr *x)
{
	err e = x->told || !x->to.site ? OK : x->to.site(x->to.arg, &x->site);

	x->told = true;
	if (e)
		stop(x, e);
}

static void
end_record(struct wxr *x)
{
	arena_end(x->record);
	x->record = NULL;
	x->author = NULL;
	x->term = NULL;
	x->item = NULL;
	x->meta = NULL;
	x->comment = NULL;
	x->meta_tail = NULL;
}

static void
start_record(struct wxr *x, enum wxr_in to)
{
	int64_t line = line_of(x);

	if (to == ITEM || to == AUTHOR || to == CATEGORY || to == TAG || to == TERM)
		tell_site(x);
	end_record(x);
	x->record = arena_new(RECORD_MAX);
	x->taken = 0;
	x->too_big = false;
	if (to == AUTHOR) {
		x->author = NEW(x->record, struct wxr_author, 1);
		x->author->line = line;
	} else if (to == ITEM) {
		x->item = NEW(x->record, struct wxr_item, 1);
		x->item->line = line;
		x->meta_tail = &x->item->meta;
		x->place_tail = &x->item->place;
		x->comment_tail = &x->item->comment;
	} else {
		x->term = NEW(x->record, struct wxr_term, 1);
		x->term->line = line;
		x->term->taxonomy = to == CATEGORY ? S("category") : to == TAG ? S("post_tag") :
			(str){0};
		x->meta_tail = &x->term->meta;
	}
}

/* The record grows by n bytes; over the cap the item is left out, the file not. */
static bool
may_take(struct wxr *x, size_t n)
{
	if (x->record && (x->too_big || n > WXR_ITEM_MAX - x->taken))
		x->too_big = true;
	else
		x->taken += n;
	return !x->too_big || !x->record;
}

static void
start_place(struct wxr *x, const char **attr)
{
	struct wxr_place *p = NEW(x->record, struct wxr_place, 1);

	for (; *attr; attr += 2)
		if (!strcmp(*attr, "domain"))
			p->domain = arena_copy(x->record, str_of(attr[1]));
		else if (!strcmp(*attr, "nicename"))
			p->nicename = arena_copy(x->record, str_of(attr[1]));
	*x->place_tail = x->in_place = p;
	x->place_tail = &p->next;
	x->item->places++;
}

static void
start_comment(struct wxr *x)
{
	x->comment = NEW(x->record, struct wxr_comment, 1);
	x->comment->line = line_of(x);
	x->comment_meta_tail = &x->comment->meta;
	*x->comment_tail = x->comment;
	x->comment_tail = &x->comment->next;
	x->item->comments++;
}

static void
start_meta(struct wxr *x, enum wxr_in to)
{
	struct wxr_meta ***tail = to == COMMENT_META ? &x->comment_meta_tail : &x->meta_tail;

	x->meta = NEW(x->record, struct wxr_meta, 1);
	**tail = x->meta;
	*tail = &x->meta->next;
	if (x->item)
		x->item->metas++;
}

static void
start_part(struct wxr *x, enum wxr_in to, const char **attr)
{
	const struct wxr_item *i = x->item;
	size_t n = 256;

	for (const char **p = attr; *p; p++)
		n += strlen(*p);
	if (i && i->metas + i->places + i->comments > WXR_LIST_MAX)
		x->too_big = true;
	if (!may_take(x, n))
		return;
	if (to == COMMENT)
		start_comment(x);
	else if (to == IN_PLACE)
		start_place(x, attr);
	else
		start_meta(x, to);
}

static void
start_text(struct wxr *x)
{
	if (x->scratch && arena_used(x->scratch) > SCRATCH_KEEP) {
		arena_end(x->scratch);
		x->scratch = NULL;
	}
	if (!x->scratch) {
		x->scratch = arena_new(RECORD_MAX);
		x->text = buf_in(x->scratch, WXR_ITEM_MAX);
	}
	x->text.n = 0;
	x->text.over = false;
}

static void
enter(struct wxr *x, const struct wxr_element *e, const char **attr)
{
	enum wxr_in to = e ? e->to : UNKNOWN;

	if (e && e->role == WP)
		x->seen = true;
	if (here(x) == FIELD || here(x) == IN_PLACE) {
		if (!x->below)
			lost(x, line_of(x), "an element within a text; its words were kept");
		if (x->below++ == DEEPER)
			XML_StopParser(x->parser, XML_FALSE);
		return;
	}
	if (x->depth == DEPTH) {
		if (x->below++ == DEEPER) /* as damaged as if it did not parse */
			XML_StopParser(x->parser, XML_FALSE);
		return;
	}
	x->stack[x->depth++] = to;
	if (to == FIELD) {
		x->field = e->offset;
		start_text(x);
	} else if (to == IN_PLACE) {
		start_part(x, to, attr);
		start_text(x);
	} else if (to == POST_META || to == TERM_META || to == COMMENT_META || to == COMMENT) {
		start_part(x, to, attr);
	} else if (to != UNKNOWN) {
		start_record(x, to);
	}
}

static void XMLCALL
on_start(void *arg, const char *name, const char **attr)
{
	struct wxr *x = arg;

	if (x->e)
		return;
	if (!x->depth) {
		x->stack[x->depth++] = RSS;
		wxr_prefixes_read(&x->prefixes, attr);
		return;
	}
	wxr_prefixes_read(&x->prefixes, attr);
	/* Whatever stands first below the root is the channel: a file whose author
	 * got its name wrong still holds items. */
	if (here(x) == RSS) {
		x->stack[x->depth++] = CHANNEL;
		return;
	}
	enter(x, find(x, here(x), name), attr);
}

static void XMLCALL
on_text(void *arg, const char *p, int n)
{
	struct wxr *x = arg;

	if (x->e || (here(x) != FIELD && here(x) != IN_PLACE))
		return;
	if (may_take(x, (size_t)n))
		buf_add(&x->text, (str){p, (size_t)n});
}

static void
set_field(struct wxr *x, void *record, struct arena *a)
{
	str *f;

	if (!record || (x->too_big && x->record))
		return;
	f = (str *)(void *)((char *)record + x->field);
	*f = arena_copy(a, buf_str(&x->text));
}

static void
end_field(struct wxr *x, enum wxr_in in)
{
	switch ((int)in) {
	case CHANNEL:
		if (!x->told && x->text.n < SITE_MAX - x->site_taken) {
			x->site_taken += x->text.n;
			set_field(x, &x->site, x->a);
		}
		break;
	case AUTHOR:
		set_field(x, x->author, x->record);
		break;
	case ITEM:
		set_field(x, x->item, x->record);
		break;
	case COMMENT:
		set_field(x, x->comment, x->record);
		break;
	case POST_META:
	case TERM_META:
	case COMMENT_META:
		set_field(x, x->meta, x->record);
		break;
	default:
		set_field(x, x->term, x->record);
	}
}

static void
end_place(struct wxr *x)
{
	if (!x->too_big)
		x->in_place->name = arena_copy(x->record, str_trim(buf_str(&x->text)));
}

static err
end_item(struct wxr *x)
{
	struct arena *own = x->record;
	bool keep = false;
	err e;

	if (x->too_big) {
		char why[160];

		snprintf(why, sizeof why, "item %.*s is larger than %d MB and was skipped",
			(int)(x->item->id.n < 40 ? x->item->id.n : 40),
			x->item->id.n ? x->item->id.p : "", WXR_ITEM_MAX >> 20);
		lost(x, x->item->line, why);
		return OK;
	}
	e = x->to.item ? x->to.item(x->to.arg, x->item, own, &keep) : OK;
	if (keep)
		x->record = NULL;
	return e;
}

static void
end_of(struct wxr *x, enum wxr_in what)
{
	err e = OK;

	if (what == ITEM)
		e = end_item(x);
	else if (x->too_big)
		lost(x, line_of(x), "a record of more than 32 MB was left out");
	else if (what == AUTHOR && x->to.author)
		e = x->to.author(x->to.arg, x->author);
	else if (what != AUTHOR && x->to.term)
		e = x->to.term(x->to.arg, x->term);
	end_record(x);
	if (e)
		stop(x, e);
}

static void XMLCALL
on_end(void *arg, const char *name)
{
	struct wxr *x = arg;
	enum wxr_in was = here(x);

	(void)name;
	if (x->e)
		return;
	if (x->below) {
		x->below--;
		return;
	}
	x->depth--;
	if (was == FIELD)
		end_field(x, here(x));
	else if (was == IN_PLACE)
		end_place(x);
	else if (was == ITEM || was == AUTHOR || was == CATEGORY || was == TAG || was == TERM)
		end_of(x, was);
	else if (was == COMMENT)
		x->comment = NULL;
}

static void
free_parser(void *arg)
{
	struct wxr *x = arg;

	XML_ParserFree(x->parser);
	arena_end(x->record);
	arena_end(x->scratch);
}

static err
handlers(struct wxr *x)
{
	if (!x->parser)
		return fail(E_BROKEN, "not enough memory for an XML parser");
	XML_SetUserData(x->parser, x);
	XML_SetElementHandler(x->parser, on_start, on_end);
	XML_SetCharacterDataHandler(x->parser, on_text);
	return OK;
}

/* A new parser within a channel, at this line of the file. */
static err
restart(struct wxr *x, int64_t line)
{
	XML_ParserReset(x->parser, "UTF-8");
	TRY(handlers(x));
	end_record(x);
	x->depth = x->below = 0;
	x->line = line;
	x->seeking = false;
	x->parsed = sizeof restart_head - 1;
	if (XML_Parse(x->parser, restart_head, sizeof restart_head - 1, 0) != XML_STATUS_OK)
		return fail(E_BROKEN, "cannot reset the XML parser");
	return OK;
}

/* Seeking, some of "<item>" may have ended the piece before. */
static err
seek_across(struct wxr *x, str s)
{
	char both[2 * sizeof x->tail];
	size_t n = s.n < sizeof x->tail ? s.n : sizeof x->tail, at;

	memcpy(both, x->tail, x->tail_n);
	memcpy(both + x->tail_n, s.p, n);
	at = wxr_find_item((str){both, x->tail_n + n});
	if (at != NOWHERE && at < x->tail_n) {
		size_t old = x->tail_n - at;

		TRY(restart(x, x->line - wxr_lines((str){both + at, old})));
		x->parsed += old;
		if (XML_Parse(x->parser, both + at, (int)old, 0) != XML_STATUS_OK)
			return fail(E_BROKEN, "cannot reset the XML parser");
	} else if (s.n < sizeof x->tail) {
		size_t all = x->tail_n + n, cut = all > 6 ? all - 6 : 0;

		memcpy(x->tail, both + cut, all - cut);
		x->tail_n = all - cut;
	} else {
		memcpy(x->tail, s.p + s.n - 6, 6);
		x->tail_n = 6;
	}
	return OK;
}

/* Looks for the next item; *s becomes what is left from there on. */
static err
seek(struct wxr *x, str *s)
{
	size_t at;

	if (x->tail_n) {
		TRY(seek_across(x, *s));
		if (!x->seeking)
			return OK;
	}
	at = wxr_find_item(*s);
	if (at == NOWHERE) {
		x->line += wxr_lines(*s);
		if (!x->tail_n) {
			x->tail_n = s->n < 6 ? s->n : 6;
			memcpy(x->tail, s->p + s->n - x->tail_n, x->tail_n);
		}
		*s = (str){0};
		return OK;
	}
	x->tail_n = 0;
	TRY(restart(x, x->line + wxr_lines(str_upto(*s, at))));
	*s = str_from(*s, at);
	return OK;
}

/* Says what is lost, and where in `s` the search for an item may begin. */
static err
damaged(struct wxr *x, str *s, uint64_t before)
{
	enum XML_Error code = XML_GetErrorCode(x->parser);
	int64_t line = line_of(x);
	uint64_t at = (uint64_t)XML_GetCurrentByteIndex(x->parser);
	char why[256];

	if (!x->seen)
		return fail(E_INPUT, "line %lld: this is not a WordPress export (%s)",
			(long long)line, XML_ErrorString(code));
	if (x->item)
		snprintf(why, sizeof why, "%s; the item that starts in line %lld was skipped",
			XML_ErrorString(code), (long long)x->item->line);
	else
		snprintf(why, sizeof why, "%s; reading goes on at the next item",
			XML_ErrorString(code));
	lost(x, line, why);
	end_record(x);
	x->seeking = true;
	x->tail_n = 0;
	x->line = line;
	if (at < sizeof restart_head) /* not at the same item again */
		at = sizeof restart_head;
	at = at > before ? at - before : 0;
	*s = str_from(*s, at < s->n ? (size_t)at : s->n);
	return OK;
}

/* Gets what passed the filter.  A piece with many broken items is gone through
 * once: after each error the search begins where that was. */
static err
feed_clean(void *arg, str s)
{
	struct wxr *x = arg;

	while (s.n) {
		uint64_t before;

		if (x->seeking) {
			TRY(seek(x, &s));
			continue;
		}
		before = x->parsed;
		x->parsed += s.n;
		if (XML_Parse(x->parser, s.p, (int)s.n, 0) == XML_STATUS_OK || x->e)
			return x->e;
		TRY(damaged(x, &s, before));
	}
	return x->e;
}

static void
on_repaired(void *arg, enum bytefilter_repair r, int64_t line)
{
	struct wxr *x = arg;

	if (x->to.repaired)
		x->to.repaired(x->to.arg, r, line);
}

struct wxr *
wxr_new(struct arena *a, struct wxr_to to)
{
	struct wxr *x = NEW(a, struct wxr, 1);

	x->a = a;
	x->to = to;
	x->line = 1;
	x->parser = XML_ParserCreate("UTF-8");
	arena_defer(a, free_parser, x);
	x->filter = bytefilter_new(a, (struct bytefilter_to){feed_clean, on_repaired, x});
	x->e = handlers(x);
	return x;
}

err
wxr_feed(struct wxr *x, str s)
{
	return x->e ? x->e : bytefilter_feed(x->filter, s);
}

err
wxr_end(struct wxr *x)
{
	TRY(x->e);
	TRY(bytefilter_end(x->filter));
	if (!x->seen)
		return fail(E_INPUT, "not a WordPress export: wp:wxr_version is missing");
	if (!x->seeking && XML_Parse(x->parser, "", 0, 1) != XML_STATUS_OK) {
		TRY(x->e);
		lost(x, line_of(x), x->item ? "the file ends within an item, which was left out" :
			"the file ends too early");
	}
	tell_site(x);
	return x->e;
}
