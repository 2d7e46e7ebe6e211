/* chunk.c: the body in chunks (RFC 9112, 7.1), one byte at a time outside of
 * the content.  Extensions and trailers are read, checked and dropped.
 * SPDX-License-Identifier: Apache-2.0 */
#include "net/parse.h"

enum { SIZE, EXTENSION, SIZE_LF, CONTENT, CONTENT_CR, CONTENT_LF, TRAILER, TRAILER_LF, END };

static int
hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 32;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool
is_control(char c)
{
	return ((unsigned char)c < ' ' && c != '\t') || c == 127;
}

/* The length, then nothing or ";...": a space before it is what parsers
 * disagree about.  15 digits hold any length that there is. */
static bool
in_size(struct parse_chunks *c, char byte)
{
	int digit = hex(byte);

	if (digit >= 0 && c->line++ < 15) {
		c->left = c->left * 16 + (uint64_t)digit;
		return true;
	}
	c->state = byte == '\r' ? SIZE_LF : EXTENSION;
	c->last = ';';
	return c->line && (byte == '\r' || byte == ';') && digit < 0;
}

/* ;name=token and ;name="string": nothing is done with them, but what does not
 * look like one may be a chunk to somebody else. */
static bool
in_extension(struct parse_chunks *c, char byte)
{
	char last = c->last;

	c->last = byte;
	if (++c->line > CHUNK_LINE_MAX)
		return false;
	if (c->quoted) {
		if (last == '\\')
			c->last = 0;
		else if (byte == '"')
			c->quoted = false;
		return !is_control(byte);
	}
	if (byte == '"')
		return c->quoted = last == '=';
	if (byte == '\r')
		c->state = SIZE_LF;
	if (byte == '\r' || byte == ';')
		return last != ';' && last != '=';
	return byte == '=' ? parse_token_char(last) : last != '"' && parse_token_char(byte);
}

static bool
in_trailer(struct parse_chunks *c, char byte)
{
	if (++c->trailer > CHUNK_TRAILER_MAX)
		return false;
	if (byte == '\r') {
		c->state = TRAILER_LF;
		return !c->line || c->colon;
	}
	c->line++;
	if (byte == ':' && !c->colon) {
		c->colon = true;
		return c->line > 1;
	}
	/* A name has no spaces, and a line does not begin with one. */
	return !is_control(byte) && (c->colon || (byte != ' ' && byte != '\t'));
}

static bool
end_of_line(struct parse_chunks *c)
{
	bool empty = !c->line;

	c->line = 0;
	c->colon = false;
	c->state = empty ? END : TRAILER;
	return true;
}

static bool
one(struct parse_chunks *c, char byte)
{
	switch (c->state) {
	case SIZE:
		return in_size(c, byte);
	case EXTENSION:
		return in_extension(c, byte);
	case SIZE_LF:
		c->state = c->left ? CONTENT : TRAILER;
		c->line = 0;
		return byte == '\n';
	case CONTENT_CR:
		c->state = CONTENT_LF;
		return byte == '\r';
	case CONTENT_LF:
		c->state = SIZE;
		return byte == '\n';
	case TRAILER:
		return in_trailer(c, byte);
	default:
		return byte == '\n' && end_of_line(c);
	}
}

enum parse_step
parse_chunks(struct parse_chunks *c, str in, size_t *used, str *data)
{
	*data = (str){in.p, 0};
	for (size_t i = 0; i < in.n; i++) {
		if (c->state == CONTENT) {
			*data = str_upto(str_from(in, i), c->left < in.n ? (size_t)c->left : in.n);
			c->left -= data->n;
			if (!c->left)
				c->state = CONTENT_CR;
			*used = i + data->n;
			return PARSE_MORE;
		}
		if (!one(c, in.p[i])) {
			*used = i;
			return PARSE_BAD;
		}
		if (c->state == END) {
			*used = i + 1;
			return PARSE_DONE;
		}
	}
	*used = in.n;
	return PARSE_MORE;
}
