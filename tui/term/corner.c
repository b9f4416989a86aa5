#include "tui/term/inside.h"

#include "core/base/utf8.h"

/*
 * The cell at the bottom right, where curses cannot write it: it believes that there is a plain blank. It
 * may move the cell when it scrolls, so before a frame that scrolls or changes the bottom row the cell
 * becomes what curses believes, and afterwards what the canvas says.
 */
static bool
is_ours(const struct term *t)
{
	return backend_is_ansi(t->backend) && backend_corner(t->backend) == CORNER_AFTER_CURSES;
}

struct rendition
rendition_of(struct look look)
{
	static const struct {
		uint8_t attr, sgr;
	} bits[] = {{ATTR_BOLD, 1}, {ATTR_DIM, 2}, {ATTR_UNDERLINE, 4}, {ATTR_REVERSE, 7}};
	struct rendition r = {.fg = look.fg, .bg = look.bg};

	for (size_t i = 0; i < sizeof(bits) / sizeof(bits[0]); i++)
		if ((look.attr & bits[i].attr) != 0)
			r.on |= 1U << bits[i].sgr;
	return r;
}

void
corner_clear(struct term *t, int row, int col)
{
	static const struct rendition plain = {-1, -1, 0};
	int rows, cols;

	if (!is_ours(t) || !t->corner_written)
		return;
	backend_size(t->backend, &rows, &cols);
	squeeze_glyph(&t->squeeze, rows, cols, plain, " ", &t->frame);
	squeeze_move(&t->squeeze, row + 1, col + 1, &t->frame);
	t->corner_written = false;
}

static void
write_cell(struct term *t, const struct canvas *cv, int row, int col)
{
	const struct cell *c = canvas_at(cv, row, col);
	struct look look = backend_look(t->backend, c->style);
	bool cut = c->cells == 0 || col + c->cells > cv->cols - (c->cells == 2);
	bool blank = cut || (c->cp == ' ' && c->lines == 0 && c->marks[0] == 0);
	struct buf glyph;

	buf_init(&glyph);
	buf_addcp(&glyph, blank ? ' ' : c->lines != 0 ? line_glyph(c->lines, t->glyphs) : c->cp);
	for (int i = 0; i < GLYPH_MARKS && c->marks[i] != 0 && !blank; i++)
		buf_addcp(&glyph, c->marks[i]);
	squeeze_glyph(&t->squeeze, row + 1, col + 1, rendition_of(blank ? look_blank(look) : look),
		glyph.text, &t->frame);
	buf_release(&glyph);
}

void
corner_write(struct term *t, const struct canvas *cv, bool torn)
{
	int rows, cols;

	backend_size(t->backend, &rows, &cols);
	if (!is_ours(t) || cv->rows != rows || cv->cols != cols)
		return;
	int from = torn && cols > 1 ? cols - 2 : cols - 1;

	if (from > 0 && from == cols - 2 && canvas_at(cv, rows - 1, from)->cells == 0)
		from--;
	for (int col = from; col < cols; col++)
		if (canvas_at(cv, rows - 1, col)->cells != 0 || col == cols - 1)
			write_cell(t, cv, rows - 1, col);
	squeeze_move(&t->squeeze, t->cursor_row + 1, t->cursor_col + 1, &t->frame);
	t->corner_written = true;
}
