/*
 * The inside of struct term, shared by the files of this folder.
 */
#ifndef LINLI_INSIDE_H
#define LINLI_INSIDE_H

#include "tui/term/backend.h"
#include "tui/term/draw.h"
#include "tui/term/input.h"
#include "tui/term/squeeze.h"
#include "tui/term/term.h"
#include "tui/term/tty.h"

struct term {
	struct tty tty;
	struct backend *backend;
	struct squeeze squeeze;
	bool own; /* frames are drawn by `draw` and not by curses */
	struct draw draw;
	struct input input;
	struct clock real;          /* what waiting is measured by */
	const struct clock *stamps; /* what events are stamped by */
	char type[64];
	bool over_ssh;
	int stall_ms;
	int colours; /* most that may be used */

	struct canvas shown; /* what the terminal shows or will once the line has taken all */
	struct theme theme;  /* in which it shows it */
	bool theme_is_set;
	enum glyphs glyphs;
	int cursor_row, cursor_col; /* where curses left the cursor */
	bool corner_written;        /* the bottom right cell is not what curses believes */
	bool repaint;               /* nothing of that is certain */
	struct canvas latest;       /* came while the line took nothing */
	struct theme latest_theme;
	enum glyphs latest_glyphs;
	bool latest_waits;
	struct buf drawn, frame; /* one update as curses wrote it, and squeezed */

	bool resized, lost, lost_told;
	int lost_signal;
	int64_t bytes_taken;
};

int64_t term_now(const struct term *t);

/* Reads what has come; notes when the line turns out to be dead. */
void term_read(struct term *t);

/*
 * The cell at the bottom right: back to what curses believes, before a frame that begins with the cursor at
 * (row, col); and written, after it, with the glyphs beside it where curses tore them.
 */
void corner_clear(struct term *t, int row, int col);
void corner_write(struct term *t, const struct canvas *cv, bool torn);

struct rendition rendition_of(struct look look);

/* Appends to the frame what shows the canvas, without curses; `all`: whatever it showed before. */
void paint_spots(struct term *t, const struct canvas *cv, bool all);

/* Sends what waits, then what came meanwhile. */
void term_drain(struct term *t);

#endif
