/*
 * What curses does for this program: it knows the terminal's sequences, recognises keys in what comes in
 * and finds a short way from one screen to the next. backend.c is the only file that sees it.
 *
 * Its output goes to memory. Only term.c decides what is sent, and when.
 */
#ifndef LINLI_BACKEND_H
#define LINLI_BACKEND_H

#include <stdbool.h>

#include "core/base/buf.h"
#include "tui/cells/canvas.h"
#include "tui/term/input.h"
#include "tui/term/look.h"

struct backend;

enum backend_start { BACKEND_STARTED, BACKEND_UNKNOWN_TYPE, BACKEND_NO_ADDRESSING, BACKEND_FAILED };

/*
 * Starts on standard input and output, which are a terminal in raw mode. Only one may be open at a time.
 * With no_colour, colour is never even started.
 */
enum backend_start backend_open(struct backend **out, const char *type, bool no_colour);
void backend_close(struct backend *b);

/* 256, 16, 8 or 0. */
int backend_colours(const struct backend *b);

/* Does the terminal take ECMA-48 sequences? And may "CSI n G" move the cursor within the row that curses put it in? */
bool backend_is_ansi(const struct backend *b);
bool backend_has_columns(const struct backend *b);

/* Does it erase in the present ground, by "CSI K" and "CSI n X"? Has it "CSI n L" and "CSI n M"? */
bool backend_erases(const struct backend *b);
bool backend_shifts(const struct backend *b);

/* Is there a second screen, so that what was on the first comes back? */
bool backend_has_second_screen(const struct backend *b);

/* And do "CSI n C", "CSI n D", line feed and backspace move as they should? */
bool backend_moves_locally(const struct backend *b);

/* Appends what gives the terminal back from any state: for a program that dies. */
void backend_farewell(const struct backend *b, struct buf *out);

/*
 * The cell at the bottom right of the screen: curses writes it as any other; or whoever sends its bytes
 * writes it afterwards, and curses takes it for a blank of the terminal's own colours; or it cannot be
 * written without scrolling, and the last two cells of the bottom row stay blank. In all three no wide
 * glyph reaches it.
 */
enum corner { CORNER_OF_CURSES, CORNER_AFTER_CURSES, CORNER_BLANK };
enum corner backend_corner(const struct backend *b);

void backend_resize(struct backend *b, int rows, int cols);
void backend_size(const struct backend *b, int *rows, int *cols);
void backend_mouse(struct backend *b, bool on);
void backend_escape_ms(struct backend *b, int ms);

/* Hands all that has come, `most` codes at a time, to the input; returns how many they were. */
int backend_read(struct backend *b, struct input *in, int most);

/* The theme that rows are drawn in from now on, with at most so many colours. */
void backend_theme(struct backend *b, const struct theme *theme, int colours);

/* One row of cells. */
void backend_row(
	struct backend *b, int row, const struct cell *cells, int cols, enum glyphs glyphs);
void backend_cursor(struct backend *b, int row, int col, bool visible);

/* What a style is drawn with on this terminal. */
struct look backend_look(const struct backend *b, struct style style);

/* What the terminal shows is unknown: the next update paints everything. */
void backend_redraw(struct backend *b);

/* Appends what curses wrote by the way: to begin with, what takes the terminal. */
void backend_take(struct backend *b, struct buf *out);

/* Appends what brings the terminal to the rows and the cursor given so far. */
void backend_update(struct backend *b, struct buf *out);

/* Appends what leaves the terminal as it was, erased where there is no second screen to go back from. */
void backend_end(struct backend *b, struct buf *out);

#endif
