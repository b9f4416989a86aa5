/* Screens as frames.c writes them and yardstick_screen.c paints them: a header, then rows x cols cells for each. */
#ifndef LINLI_BENCH_CELLS_H
#define LINLI_BENCH_CELLS_H

#include <stdint.h>

struct cells_header {
	int32_t rows, cols, screens;
};

enum { CELL_BOLD = 1, CELL_DIM = 2, CELL_UNDERLINE = 4, CELL_REVERSE = 8 };

struct cells_cell {
	uint32_t cp;    /* 0: the right half of a wide one */
	int16_t fg, bg; /* -1: the terminal's own */
	int32_t attrs;
};

#endif
