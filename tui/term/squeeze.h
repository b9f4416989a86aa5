/*
 * Makes the bytes that curses wrote fewer, without changing what a terminal shows: curses sets foreground,
 * background and attributes in sequences of their own, resets all of them to take one away, and colours
 * blanks whose text colour nobody sees. On a list of Chinese rows that is a third of all bytes.
 *
 * Only for terminals that take ECMA-48 sequences ("ESC [ ... m"); what is not understood passes unchanged.
 */
#ifndef LINLI_SQUEEZE_H
#define LINLI_SQUEEZE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/base/buf.h"
#include "tui/term/term.h"

struct rendition {
	int fg, bg;  /* 0-255, or -1 for the terminal's own */
	unsigned on; /* bit n: SGR attribute n is on (1 bold .. 7 reverse) */
};

struct squeeze {
	struct rendition wanted, shown;
	bool known;              /* the terminal's rendition is `shown` */
	enum term_repeat repeat; /* set it to what the terminal repeats on "CSI n b" */
	bool column;             /* set it for a terminal that moves within a row on "CSI n G" */
	bool local;     /* set it for one that also moves on "CSI n C", "CSI n D", LF, CR and BS */
	int rows, cols; /* set them to the size of the screen; 0: not known */
	int row, col;   /* of the cursor, from 1; 0: not known */
	bool region;    /* only a part of the rows scrolls: a line feed may */
	char glyph[4];  /* the character last written, if it may be repeated */
	int run;        /* how often it is still to be written */
};

void squeeze_init(struct squeeze *s);

/* Appends to out what has the same effect as bytes[0..len), which holds whole sequences only. */
void squeeze_bytes(struct squeeze *s, const char *bytes, size_t len, struct buf *out);

/*
 * Appends what writes one character at (row, col), from 1, in a rendition of its own, behind curses' back:
 * what comes next is drawn as if nothing had been.
 */
void squeeze_glyph(struct squeeze *s, int row, int col, struct rendition r, const char *glyph,
	struct buf *out);

/* Is there anything in the bytes that moves rows, or makes room within one? */
struct shifts {
	bool rows, cells;
};
struct shifts squeeze_shifts(const char *bytes, size_t len);

/*
 * For whoever draws without curses: one character at the cursor in a look of its own; squeeze_end() behind the
 * last one, before anything else is appended. And the ground, for erasing.
 */
void squeeze_put(struct squeeze *s, uint32_t cp, struct rendition look, struct buf *out);
void squeeze_end(struct squeeze *s, struct buf *out);
void squeeze_ground(struct squeeze *s, struct rendition look, struct buf *out);

/* Appends the shortest move to a place, from 1. */
void squeeze_move(struct squeeze *s, int row, int col, struct buf *out);

/* Appends nothing: notes that a glyph is written at the cursor, or that the cursor is somewhere else. */
void squeeze_advance(struct squeeze *s, const char *glyph, size_t len);
void squeeze_lose(struct squeeze *s);
/* The terminal's rendition is not known any more: the next bytes begin with a full reset. */
void squeeze_forget(struct squeeze *s);

#endif
