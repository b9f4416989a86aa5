/*
 * yardstick_screen FILE: the least that a program on curses can do. It paints the first screen of the file and
 * with every Down the next one, in the same cells and colours as they were recorded; any other key ends it.
 */
#include <curses.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>

#include "tests/bench/cells.h"

enum { MOST_PAIRS = 256 };

static struct cells_header header;
static struct cells_cell *cells;
static cchar_t *line;
static struct cells_cell pairs[MOST_PAIRS];
static short pair_count;

static int
read_cells(const char *path)
{
	FILE *in = fopen(path, "re");

	if (in == NULL || fread(&header, sizeof(header), 1, in) != 1 || header.screens <= 0)
		return 0;
	size_t count = (size_t)header.rows * (size_t)header.cols * (size_t)header.screens;

	cells = calloc(count, sizeof(*cells));
	line = calloc((size_t)header.cols, sizeof(*line));
	int ok = cells != NULL && line != NULL && fread(cells, sizeof(*cells), count, in) == count;

	fclose(in);
	return ok;
}

static short
pair_of(const struct cells_cell *c)
{
	if (c->fg < 0 && c->bg < 0)
		return 0;
	for (short i = 0; i < pair_count; i++)
		if (pairs[i].fg == c->fg && pairs[i].bg == c->bg)
			return (short)(i + 1);
	if (pair_count == MOST_PAIRS - 1)
		return 0;
	pairs[pair_count++] = *c;
	init_pair(pair_count, c->fg, c->bg);
	return pair_count;
}

static void
paint(int screen)
{
	const struct cells_cell *c =
		cells + (size_t)screen * (size_t)header.rows * (size_t)header.cols;

	for (int row = 0; row < header.rows; row++) {
		int n = 0;

		for (int col = 0; col < header.cols; col++, c++) {
			wchar_t text[2] = {(wchar_t)c->cp, 0};
			attr_t attrs = ((c->attrs & CELL_BOLD) != 0 ? A_BOLD : 0) |
				((c->attrs & CELL_UNDERLINE) != 0 ? A_UNDERLINE : 0) |
				((c->attrs & CELL_REVERSE) != 0 ? A_REVERSE : 0);

			if (c->cp != 0)
				setcchar(&line[n++], text, attrs, pair_of(c), NULL);
		}
		mvadd_wchnstr(row, 0, line, n);
	}
	move(0, 0);
	refresh();
}

int
main(int argc, char **argv)
{
	int n = 0;

	if (argc != 2 || !read_cells(argv[1]) || setlocale(LC_ALL, "C.UTF-8") == NULL ||
		initscr() == NULL)
		return 1;
	start_color();
	use_default_colors();
	raw();
	noecho();
	keypad(stdscr, TRUE);
	curs_set(0);
	do
		paint(n++ % header.screens);
	while (getch() == KEY_DOWN);
	endwin();
	return 0;
}
