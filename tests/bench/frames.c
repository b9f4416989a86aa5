/*
 * frames ROWS COLS SKIP IN OUT: what a terminal shows after each of the recorded answers of a console. The first
 * screen is that after SKIP answers. IN holds answers as bench_tty.h records them.
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <vterm.h>

#include "tests/bench/cells.h"

enum { COLOURS = 256 };

#define RIGHT_HALF ((uint32_t)-1)

static int16_t
colour(const VTermColor *c, int is_default)
{
	return (int16_t)(is_default || !VTERM_COLOR_IS_INDEXED(c) ? -1 : c->indexed.idx);
}

/* The commonest colour of text on each ground, by the first screen. */
static int16_t usual[COLOURS + 1];

static bool
is_blank(const struct cells_cell *c)
{
	return c->cp == ' ' && (c->attrs & (CELL_UNDERLINE | CELL_REVERSE)) == 0;
}

static void
find_usual(VTermScreen *screen, const struct cells_header *h)
{
	static int count[COLOURS + 1][COLOURS + 1];

	for (int row = 0; row < h->rows; row++) {
		for (int col = 0; col < h->cols; col++) {
			VTermScreenCell from;

			vterm_screen_get_cell(screen, (VTermPos){row, col}, &from);
			int fg = colour(&from.fg, VTERM_COLOR_IS_DEFAULT_FG(&from.fg));
			int bg = colour(&from.bg, VTERM_COLOR_IS_DEFAULT_BG(&from.bg));

			if (from.chars[0] != 0 && from.chars[0] != ' ' &&
				from.chars[0] != RIGHT_HALF)
				count[bg + 1][fg + 1]++;
		}
	}
	for (int bg = 0; bg <= COLOURS; bg++) {
		int best = 0;

		for (int fg = 0; fg <= COLOURS; fg++)
			if (count[bg][fg] > count[bg][best])
				best = fg;
		usual[bg] = (int16_t)(best - 1);
	}
}

static void
write_screen(VTermScreen *screen, const struct cells_header *h, FILE *out)
{
	for (int row = 0; row < h->rows; row++) {
		for (int col = 0; col < h->cols; col++) {
			VTermScreenCell from;

			vterm_screen_get_cell(screen, (VTermPos){row, col}, &from);
			uint32_t cp = from.chars[0] == RIGHT_HALF ? 0
				: from.chars[0] == 0              ? ' '
								  : from.chars[0];
			struct cells_cell cell = {.cp = cp,
				.fg = colour(&from.fg, VTERM_COLOR_IS_DEFAULT_FG(&from.fg)),
				.bg = colour(&from.bg, VTERM_COLOR_IS_DEFAULT_BG(&from.bg)),
				.attrs = (from.attrs.bold ? CELL_BOLD : 0) |
					(from.attrs.underline ? CELL_UNDERLINE : 0) |
					(from.attrs.reverse ? CELL_REVERSE : 0)};

			/* of a blank only the ground is seen: it bears the usual colour of text there */
			if (is_blank(&cell)) {
				cell.fg = usual[cell.bg + 1];
				cell.attrs = 0;
			}
			fwrite(&cell, sizeof(cell), 1, out);
		}
	}
}

static int
read_answer(FILE *in, VTerm *vt)
{
	unsigned char head[4];
	char chunk[4096];

	if (fread(head, 1, 4, in) != 4)
		return 0;
	size_t len = head[0] | (size_t)head[1] << 8 | (size_t)head[2] << 16 | (size_t)head[3] << 24;

	while (len > 0) {
		size_t n = fread(chunk, 1, len < sizeof(chunk) ? len : sizeof(chunk), in);

		if (n == 0)
			return 0;
		vterm_input_write(vt, chunk, n);
		len -= n;
	}
	return 1;
}

int
main(int argc, char **argv)
{
	if (argc != 6)
		return 2;
	struct cells_header h = {
		.rows = (int)strtol(argv[1], NULL, 10), .cols = (int)strtol(argv[2], NULL, 10)};
	int skip = (int)strtol(argv[3], NULL, 10);
	FILE *in = fopen(argv[4], "re"), *out = fopen(argv[5], "we");

	if (in == NULL || out == NULL)
		return 1;
	VTerm *vt = vterm_new(h.rows, h.cols);
	VTermScreen *screen = vterm_obtain_screen(vt);

	vterm_set_utf8(vt, 1);
	vterm_screen_enable_altscreen(screen, 1);
	vterm_screen_reset(screen, 1);
	fwrite(&h, sizeof(h), 1, out);
	for (int n = 1; read_answer(in, vt); n++) {
		if (n < skip)
			continue;
		if (h.screens == 0)
			find_usual(screen, &h);
		write_screen(screen, &h, out);
		h.screens++;
	}
	rewind(out);
	fwrite(&h, sizeof(h), 1, out);
	vterm_free(vt);
	fclose(in);
	return fclose(out) == 0 && h.screens > 0 ? 0 : 1;
}
