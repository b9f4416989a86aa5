/*
 * How many terminal cells a character takes: one table for the whole program, made from the Unicode
 * database, the same on every machine. It is exported as wcwidth() and wcswidth() too, so that ncurses
 * computes with the very same numbers: the C library of Debian 12 answers -1 for ideographs added in
 * Unicode 15, and ncurses then prints a blank in the middle of somebody's name.
 */
#ifndef LINLI_WIDTH_H
#define LINLI_WIDTH_H

#include <stdint.h>

enum width_class {
	WIDTH_NARROW,    /* one cell */
	WIDTH_WIDE,      /* two cells */
	WIDTH_ZERO,      /* joins the cell before it */
	WIDTH_AMBIGUOUS, /* one or two cells: the terminal decides */
	WIDTH_CONTROL,   /* never sent to a terminal */
	WIDTH_NONE,      /* assigned to nothing yet */
};

enum width_class width_class(uint32_t cp);

/* Cells of one character as it would be drawn unchanged: 0, 1 or 2. */
int width_cp(uint32_t cp);

/* What the terminal does with ambiguous characters: 1 (default) or 2 cells. */
void width_set_ambiguous(int cells);
int width_ambiguous(void);

#endif
