/*
 * Writing on the canvas. An ink is one line of text whose parts have roles; a pen is a place on the canvas
 * that moves as it writes. Screens use these two and never count cells themselves.
 */
#ifndef LINLI_INK_H
#define LINLI_INK_H

#include <stdbool.h>
#include <stdint.h>

#include "core/base/buf.h"
#include "tui/cells/canvas.h"

enum { INK_SPANS = 12 };

struct ink {
	struct buf text;
	struct ink_span {
		uint32_t from; /* byte */
		uint8_t role;
	} spans[INK_SPANS];
	int count;
};

void ink_init(struct ink *k);
void ink_release(struct ink *k);
void ink_clear(struct ink *k);

/* Appends text in a role. What goes beyond INK_SPANS changes of role keeps the last one. */
void ink_add(struct ink *k, enum role role, const char *text);
void ink_addf(struct ink *k, enum role role, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

int ink_cells(const struct ink *k);

/* Paints it cut with ".." and padded to exactly `cells`, on the given ground. */
void ink_paint(const struct ink *k, struct canvas *cv, int row, int col, int cells,
	enum role ground, bool right);

/* Writes within a rectangle; what does not fit a line is cut at its right edge. */
struct pen {
	struct canvas *cv;
	struct rect rect;
	int row, col; /* within the rectangle */
	enum role ground;
};

struct pen pen_at(struct canvas *cv, struct rect rect, enum role ground);

void pen_put(struct pen *p, enum role role, const char *text);
void pen_putf(struct pen *p, enum role role, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

/* Exactly `cells` cells: cut with ".." or padded. */
void pen_field(struct pen *p, enum role role, int cells, const char *text);
void pen_field_right(struct pen *p, enum role role, int cells, const char *text);
void pen_ink(struct pen *p, const struct ink *k);

/* Text that ends at the right edge of the line; left out when it would touch what stands there. */
void pen_right(struct pen *p, enum role role, const char *text);

void pen_gap(struct pen *p, int cells);
void pen_tab(struct pen *p, int col); /* moves right to that column of the rectangle */
void pen_line(struct pen *p);         /* next line */
int pen_room(const struct pen *p);    /* cells left in this line */
bool pen_done(const struct pen *p);   /* below the rectangle */

/* Text wrapped at the right edge, from the pen on; continuation lines begin at column `indent`. */
void pen_wrap(struct pen *p, enum role role, int indent, const char *text);

/*
 * The length in bytes of the first line when text is wrapped to `cells`; *skip is what lies between the
 * lines (a blank or a line feed). Breaks at blanks, between hanzi, never before closing marks, and never
 * inside a run of Latin letters or digits that fits a line.
 */
size_t wrap_line(const char *text, int cells, size_t *skip);

/* How many lines that makes; 0 for an empty text. */
int wrap_lines(const char *text, int cells);

#endif
