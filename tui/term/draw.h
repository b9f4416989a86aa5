/*
 * Finds the bytes that lead a terminal from one screen to the next, for terminals that take ECMA-48 sequences
 * and wait at the right margin: what curses does for all others, with a third of its work and fewer bytes. Curses
 * goes along the rows and sets colours as it comes to them; here everything of one colour is written in one go
 * where that is shorter.
 */
#ifndef LINLI_DRAW_H
#define LINLI_DRAW_H

#include "tui/cells/canvas.h"
#include "tui/term/squeeze.h"

/* A cell as the terminal has it. */
struct spot {
	uint32_t cp; /* 0: right half of the wide glyph before it */
	uint32_t marks[GLYPH_MARKS];
	struct rendition look; /* of a blank only the ground */
	int cells;             /* 1, 2 or 0 */
};

/* Changed cells of one row that are drawn alike: columns [from, to). */
struct stroke {
	int row, from, to;
	struct rendition look;
	bool blank, done;
};

struct draw {
	int rows, cols;
	struct spot *was, *want;
	bool known; /* the terminal shows `was` */
	struct stroke *strokes;
	size_t count, room;
	struct buf in_rows, in_layers; /* the two ways of writing a frame */
	bool erases; /* set it for a terminal that erases in the present ground, by "CSI K" and "CSI n X" */
	bool shifts; /* set it for one that has "CSI n L" and "CSI n M" */
};

void draw_init(struct draw *d);
void draw_release(struct draw *d);

/* Another size; what the terminal shows is not known then. */
void draw_resize(struct draw *d, int rows, int cols);

/* What the terminal shows is not known any more. */
void draw_forget(struct draw *d);

/* Appends what makes the terminal show d->want, all of which is set. `ground`: of most of the screen. */
void draw_frame(struct draw *d, struct squeeze *s, struct rendition ground, struct buf *out);

/* Appends a shift of rows if that saves bytes, and notes in d->was what it did. */
void draw_shift(struct draw *d, struct squeeze *s, struct buf *out);

bool spot_same(const struct spot *a, const struct spot *b);
bool spot_blank(const struct spot *s);

#endif
