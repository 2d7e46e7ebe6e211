/* media.h: pictures and other uploads, as bytes nobody has reason to trust.
 *
 * What a file is, its content says, never its name.  Pictures are decoded,
 * turned upright, brought to sRGB, scaled and encoded in a child process that
 * can open nothing and reach nobody (see sandbox.c): its crash, its endless
 * loop or its refusal costs one picture and is an ordinary err here.
 * The original stays where the caller keeps it and is never served, because it
 * may say where and by whom it was taken; what is served is made here, and
 * holds no metadata at all.
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once
#include "base/base.h"

enum media_kind {
	MEDIA_UNKNOWN,
	MEDIA_JPEG,
	MEDIA_PNG,
	MEDIA_GIF,
	MEDIA_WEBP,
	MEDIA_AVIF,
	MEDIA_SVG, /* recognised in order to be refused: it is a program */
	MEDIA_PDF,
	MEDIA_MP3,
	MEDIA_MP4, /* video or sound */
	MEDIA_OGG,
	MEDIA_WEBM,
	MEDIA_WAV,
};

/* By the first bytes alone (4 KiB are plenty). */
enum media_kind media_sniff(str bytes);
bool media_is_picture(enum media_kind); /* one that media_make_sizes() takes */
/* May it be kept and served as it is?  Documents, sound and films. */
bool media_is_plain(enum media_kind);
const char *media_mime(enum media_kind); /* "image/jpeg"; unknown: octet-stream */
const char *media_ext(enum media_kind);  /* "jpg", no dot; unknown: "bin" */

/* Width and height as shown (EXIF orientation applied), from the header only:
 * nothing is decoded, so it may be called anywhere.  The whole file or its first
 * 64 KiB.  E_INPUT when it is no picture or the header is broken or cut off,
 * E_TOOBIG when it is over the limits below. */
err media_dimensions(str bytes, int *width, int *height) MUST;

/* The limits of a picture; one more is E_TOOBIG. */
enum {
	MEDIA_MAX_BYTES = 50 << 20,
	MEDIA_MAX_SIDE = 30000,
	MEDIA_MAX_PIXELS = 100 * 1000 * 1000,
	MEDIA_MAX_FRAMES = 2000,       /* of a moving GIF or WebP */
	MEDIA_MAX_TEXT = 2000,         /* bytes of a caption or credit */
	MEDIA_MAX_SIZES = 20,          /* of one job: 14 of a whole picture, 19 of its crops */
	MEDIA_MAX_SECONDS = 60,        /* for one picture */
	MEDIA_WORKER_PICTURES = 500,   /* then a fresh child takes over */
};

/* Which part of a picture, in which shape. */
enum media_shape {
	MEDIA_WHOLE,
	MEDIA_CARD,   /* 3:2 */
	MEDIA_SQUARE, /* 1:1, in galleries */
	MEDIA_SHARE,  /* 40:21, where a page is shared: 1200 x 630 */
	MEDIA_SHAPES,
};
enum { MEDIA_SHAPE_NEAR = 50 }; /* a ratio that is off by one part in so many needs no crop */
struct media_shape_is {
	const char *name; /* "3x2": in names of files and in the archive */
	int w, h, widest;
	bool modern;      /* as WebP and AVIF too */
};
const struct media_shape_is *media_shape_is(enum media_shape);
enum media_shape media_shape_named(str); /* MEDIA_WHOLE: none has this name */
bool media_shape_fits(enum media_shape, int64_t width, int64_t height);

/* A part of a picture: its left and upper edge and its width in thousandths of the
 * picture as shown; the height follows from the shape.  w 0: none. */
struct media_crop {
	int x, y, w;
};
/* The largest one whose middle is as near to the focal point (thousandths) as it can be. */
struct media_crop media_crop_around(enum media_shape, int64_t width, int64_t height, int64_t focal_x, int64_t focal_y);
/* In thousandths of the picture's height; over 1000: the crop is too wide for it. */
int64_t media_crop_height(enum media_shape, int64_t crop_w, int64_t width, int64_t height);

/* One child, started at the first picture and replaced after a failure.  A
 * worker serves one thread at a time; a second thread makes a second worker.
 * It ends with its arena.  The child is this same program started again
 * (/proc/self/exe) with MEDIA_CHILD as its first argument: main() must hand
 * over to media_child() then, before doing anything else. */
struct media_worker;
struct media_worker *media_worker_new(struct arena *) MUST;
#define MEDIA_CHILD "media-child"
_Noreturn void media_child(void);

/* One file that was made. */
struct media_size {
	enum media_kind kind; /* JPEG, PNG, WEBP, AVIF or GIF */
	enum media_shape shape;
	int width, height;
	str name;             /* in out_dir: BASE-w640.webp, BASE-clean.jpg, BASE-3x2-0-125-1000-w640.webp */
	int64_t bytes;
};
struct media_result {
	enum media_kind kind;  /* of the original */
	int width, height;     /* as shown, upright */
	bool alpha, moving;
	/* The original's own words (IPTC, EXIF), UTF-8, one line, empty if none. */
	str caption, credit, headline, licence; /* licence: what it says of rights */
	/* The whole picture without metadata, in the original's size and format
	 * (bit for bit where that can be; AVIF becomes JPEG or PNG). */
	struct media_size clean;
	/* Scaled: by format (the fallback, JPEG or PNG, then WebP, then AVIF), in
	 * each narrowest first.  The widest is min(original, 1920).  A moving
	 * picture has none (sizes is 0): serve clean. */
	struct media_size *size;
	size_t sizes;
	bool died;             /* E_BROKEN: it was the child, not the disk */
};

/* Makes all sizes of the picture in source (a file, read from its start) and
 * writes them into out_dir, which must exist, each whole or not at all.
 * base_name: letters, digits, '.', '_', '-' and bytes over 127, at most 180; it
 * does not start with a dot.
 * E_INPUT: it is no picture, or a broken one; E_TOOBIG: over a limit;
 * E_BROKEN: the child died or the disk refused.  The worker can be used again
 * after any of them. */
err media_make_sizes(struct arena *, struct media_worker *, int source, str out_dir,
	str base_name, struct media_result *out) MUST;
/* The same for bytes in memory. */
err media_make_sizes_of(struct arena *, struct media_worker *, str bytes, str out_dir,
	str base_name, struct media_result *out) MUST;

/* Only parts of the picture: crop[MEDIA_CARD] and so on.  Of the result, sizes are filled,
 * by shape; a moving picture has none.  A name says which part it is of, so that a file
 * at an address never becomes another. */
err media_make_crops(struct arena *, struct media_worker *, int source, const struct media_crop crop[MEDIA_SHAPES],
	str out_dir, str base_name, struct media_result *out) MUST;

#ifdef DJELI_HOOKS
/* For tests: what the child does instead of its work with the next picture. */
enum media_trick {
	MEDIA_TRICK_NONE,
	MEDIA_TRICK_OPEN,    /* opens /etc/passwd */
	MEDIA_TRICK_SOCKET,  /* makes a socket */
	MEDIA_TRICK_EXEC,    /* starts /bin/true */
	MEDIA_TRICK_FORK,
	MEDIA_TRICK_CRASH,   /* SIGKILL from outside, in effect */
	MEDIA_TRICK_LOOP,
	MEDIA_TRICK_MEMORY,  /* takes 4 GiB */
};
void media_worker_trick(struct media_worker *, enum media_trick, int timeout_ms);
int media_worker_pid(const struct media_worker *); /* 0: none is running */
#endif
