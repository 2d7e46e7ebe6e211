/* picture.h: what the child's files speak in, and its talk with the parent.
 * Inside of media/ only.
 *
 * One picture is one arena: pixels, tables and encoded bytes are its memory, and
 * objects of the libraries are deferred to its end, so that a broken file can be
 * left from anywhere by return, by longjmp or by running over the cap.
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once
#include "media/meta.h"

enum {
	PICTURE_MEMORY = 1 << 30,   /* of the child, for one picture */
	PICTURE_OUTPUT = 256 << 20, /* all files made of it */
	PICTURE_SCANS = 200,        /* of a progressive JPEG; tools write 10 */
	PICTURE_WIDEST = 1920,
	PICTURE_FLAT = 1024,        /* fewer colours than this: a drawing */
};

/* RGBA, 8 bits, straight alpha, sRGB once decode is done. */
struct picture {
	int w, h;
	unsigned char *px;
};
static inline size_t
picture_bytes(int w, int h)
{
	return (size_t)w * (size_t)h * 4;
}

struct decoded {
	enum media_kind kind;
	struct picture pic; /* px is NULL when it moves */
	int full_w, full_h; /* as stored; pic may be a half, a quarter, an eighth */
	bool alpha, moving;
	bool exact;         /* the file's own pixel data may be handed on */
	int turn;           /* still to be done: EXIF orientation */
	str icc;
	struct media_meta meta;
};

/* Each fills d; d->kind, full_w and full_h are known from the header.  whole:
 * all pixels are wanted, not only enough for the widest size. */
err decode_jpeg(struct arena *, str, bool whole, struct decoded *) MUST;
err decode_png(struct arena *, str, struct decoded *) MUST;
err decode_webp(struct arena *, str, struct decoded *) MUST;
err decode_avif(struct arena *, str, struct decoded *) MUST;
err decode_gif(struct arena *, str, struct decoded *) MUST;

/* Is the profile sRGB as far as an eye can tell, or nothing we can apply? */
bool icc_is_plain(str icc);
void icc_apply(str icc, struct picture *); /* to sRGB; a plain one changes nothing */

struct picture picture_turn(struct arena *, struct picture, int turn);
/* Smaller, in linear light, alpha premultiplied on the way.  w <= p.w. */
struct picture picture_scale(struct arena *, struct picture, int w, int h);
/* A part of it in this shape exactly, as far as pixels allow. */
struct picture picture_crop(struct arena *, struct picture, enum media_shape, struct media_crop);
/* Fewer than PICTURE_FLAT colours (a sample is looked at)? */
bool picture_flat(struct arena *, struct picture);

err encode_jpeg(struct arena *, struct picture, int quality, str *out) MUST;
err encode_png(struct arena *, struct picture, bool alpha, str *out) MUST;
err encode_webp(struct arena *, struct picture, bool lossless, str *out) MUST;
err encode_avif(struct arena *, struct picture, bool alpha, str *out) MUST;

/* The file again without anything that is not needed to show it. */
err clean_jpeg(struct arena *, str, str *out) MUST;
err clean_png(struct arena *, str, str *out) MUST;
err clean_webp(struct arena *, str, int *frames, str *out) MUST;
err clean_gif(struct arena *, str, int *frames, str *out) MUST;

/* The parent asks with a job and two descriptors (the file to read, an empty file
 * for all output); the child answers once.  Same program on both sides, so the
 * structs need no encoding; the parent believes no number in an answer. */
struct job {
	uint32_t magic, trick;
	int32_t crops; /* 1: these parts of it; 0: the whole */
	struct media_crop crop[MEDIA_SHAPES];
};
struct made {
	int32_t kind, shape, w, h;
	int64_t at, n; /* in the output file */
};
struct answer {
	uint32_t magic;
	int32_t e, kind, w, h, alpha, moving, sizes;
	struct made clean, size[MEDIA_MAX_SIZES];
	uint32_t caption_n, credit_n, headline_n, licence_n;
	char caption[MEDIA_MAX_TEXT], credit[MEDIA_MAX_TEXT], headline[MEDIA_MAX_TEXT];
	char licence[MEDIA_MAX_TEXT];
	char why[256];
};
enum { JOB_MAGIC = 0x646a6c69, CHILD_SOCKET = 3 };

/* Takes a file's bytes and says where they stand now. */
struct sink {
	err (*put)(void *to, str bytes, int64_t *at);
	void *to;
};
/* The whole work on one picture; child.c and the fuzzer call it.  The answer's
 * e and why are the caller's to fill. */
err picture_work(struct arena *, str bytes, const struct job *, struct sink, struct answer *) MUST;

/* From here on: no files, no sockets, no new processes, little memory. */
err sandbox_enter(void) MUST;
