/*
 * A grid of cells that screens paint into. It knows no terminal, so that every screen can be tested
 * without one. Its contract with the terminal layer (tui/README.md has the measurements):
 *
 *   - text enters through core/base/show: nothing that a terminal could take for a command gets in;
 *   - a wide glyph is a lead cell and a right half of the same style; overwriting one half blanks the other;
 *   - no lead stands in the last column, and no mark joins a glyph that reaches the last column;
 *   - lines are directions, not characters: where two lines meet they join, in any glyph set.
 *
 * Whatever does not lie within the clip is dropped; any position and size may be given.
 */
#ifndef LINLI_CANVAS_H
#define LINLI_CANVAS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/base/show.h"
#include "tui/cells/theme.h"

struct rect {
	int row, col, rows, cols;
};

/* What a cell is drawn with: a text role on a ground role. Themes decide what that looks like. */
struct style {
	uint8_t fg, bg; /* enum role */
};

enum line_dir { LINE_UP = 1, LINE_DOWN = 2, LINE_LEFT = 4, LINE_RIGHT = 8 };

struct cell {
	uint32_t cp; /* 0: right half of the wide glyph before it */
	uint32_t marks[GLYPH_MARKS];
	uint8_t cells; /* 1, 2 (lead of a wide glyph) or 0 (right half) */
	uint8_t lines; /* bits of enum line_dir; then cp is ' ' */
	struct style style;
};

struct canvas {
	int rows, cols;
	struct cell *cells;  /* rows * cols */
	struct rect clip;    /* painting outside is dropped; the whole canvas by default */
	struct style erased; /* the style of the last canvas_erase() */
	int cursor_row, cursor_col;
	bool caret; /* the cursor is an insertion point: text context */
};

/* A canvas of blanks in ROLE_FG on ROLE_BG. Negative sizes count as 0. */
void canvas_init(struct canvas *cv, int rows, int cols);
void canvas_release(struct canvas *cv);

/* Another size; the content is blank afterwards. */
void canvas_resize(struct canvas *cv, int rows, int cols);

/* Blanks everything in the given style, takes the clip off, hides the caret. */
void canvas_erase(struct canvas *cv, struct style style);

/* Narrows painting to rect within the present clip; returns the clip to put back. */
struct rect canvas_clip(struct canvas *cv, struct rect rect);
void canvas_unclip(struct canvas *cv, struct rect before);

/*
 * Paints text from (row, col), at most `cells` cells; what does not fit is not painted (cut with
 * show_cut() first where a cut must be seen). Of a wide glyph that the clip cuts, a blank is painted.
 * Returns the cells used, the clipped ones included.
 */
int canvas_text(
	struct canvas *cv, int row, int col, int cells, struct style style, const char *text);

/* The text cut with ".." and padded to exactly `cells`; aligned right if asked. */
void canvas_field(struct canvas *cv, int row, int col, int cells, struct style style,
	const char *text, bool right);

void canvas_fill(struct canvas *cv, struct rect rect, struct style style);

/* Changes the style of cells and leaves their text: for the selected row. A wide glyph follows its lead. */
void canvas_tint(struct canvas *cv, struct rect rect, struct style style);

/* Changes the ground alone; text keeps its roles. */
void canvas_ground(struct canvas *cv, struct rect rect, uint8_t bg);

/* Lines join with lines already there. */
void canvas_hline(struct canvas *cv, int row, int col, int cells, struct style style);
void canvas_vline(struct canvas *cv, int row, int col, int rows, struct style style);

/*
 * A box along the edge of rect, with "- title -" in its top line (NULL: none) and text at its right.
 * The title is cut where it must be; the text at the right is left out when it does not fit whole.
 * Under two rows or two columns nothing is painted.
 */
void canvas_frame(struct canvas *cv, struct rect rect, struct style line, const char *title,
	struct style title_style, const char *right);

/*
 * Where the caret stands. Without a call since the erasing it is hidden; the cursor then rests where
 * canvas_rest() put it (on the selected row: screen readers follow it).
 */
void canvas_caret(struct canvas *cv, int row, int col);
void canvas_rest(struct canvas *cv, int row, int col);

/* The cell, which must be on the canvas. */
const struct cell *canvas_at(const struct canvas *cv, int row, int col);

/* The character that a line cell is drawn as. */
uint32_t line_glyph(uint8_t lines, enum glyphs glyphs);

/*
 * For tests and goldens: a line a row, "|text|", and with styles a line "~FG BG FROM-TO, ..." below every
 * row that has other styles than the erased one. A shown caret adds a last line "caret ROW,COL".
 */
void canvas_dump(const struct canvas *cv, enum glyphs glyphs, bool styles, struct buf *out);

#endif
