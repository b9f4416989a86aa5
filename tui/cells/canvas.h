/*
 * A grid of cells that screens paint into. It knows no terminal, so that every screen can be tested
 * without one. Its contract with the terminal layer (tui/README.md has the measurements):
 *
 *   - text enters through core/base/show: nothing that a terminal could take for a command gets in;
 *   - a wide glyph is a lead cell and a right half; overwriting one half blanks the other;
 *   - no lead stands in the last column, no mark joins a cell in the last column;
 *   - lines are directions, not characters: where two lines meet they join, in any glyph set.
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
	uint32_t cp;                 /* 0: right half of the wide glyph before it */
	uint32_t marks[GLYPH_MARKS];
	uint8_t cells;               /* 1, 2 (lead of a wide glyph) or 0 (right half) */
	uint8_t lines;               /* bits of enum line_dir; then cp is ' ' */
	struct style style;
};

struct canvas {
	int rows, cols;
	struct cell *cells;          /* rows * cols */
	struct rect clip;            /* painting outside is dropped; the whole canvas by default */
	int cursor_row, cursor_col;
	bool caret;                  /* the cursor is an insertion point: text context */
};

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
 * show_cut() first where a cut must be seen). Returns the cells used.
 */
int canvas_text(struct canvas *cv, int row, int col, int cells, struct style style, const char *text);

/* The text cut with ".." and padded to exactly `cells`; aligned right if asked. */
void canvas_field(struct canvas *cv, int row, int col, int cells, struct style style, const char *text,
	bool right);

void canvas_fill(struct canvas *cv, struct rect rect, struct style style);

/* Changes the style of cells and leaves their text: for the selected row. */
void canvas_tint(struct canvas *cv, struct rect rect, struct style style);

/* Lines join with lines already there. */
void canvas_hline(struct canvas *cv, int row, int col, int cells, struct style style);
void canvas_vline(struct canvas *cv, int row, int col, int rows, struct style style);

/* A box along the edge of rect, with "- title -" in its top line (NULL: none) and text at its right. */
void canvas_frame(struct canvas *cv, struct rect rect, struct style line, const char *title,
	struct style title_style, const char *right);

/* Where the caret stands; without a call it is hidden and the cursor rests at (row, col) of the last rest. */
void canvas_caret(struct canvas *cv, int row, int col);
void canvas_rest(struct canvas *cv, int row, int col);

const struct cell *canvas_at(const struct canvas *cv, int row, int col);

/* The character that a line cell is drawn as. */
uint32_t line_glyph(uint8_t lines, enum glyphs glyphs);

/*
 * For tests and goldens: a line a row, "|text|", then (with styles) a line "~fg bg from-to ..." for every
 * row that has other styles than the erased one.
 */
void canvas_dump(const struct canvas *cv, enum glyphs glyphs, bool styles, struct buf *out);

#endif
