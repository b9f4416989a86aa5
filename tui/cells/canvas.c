#include "tui/cells/canvas.h"

#include <assert.h>
#include <string.h>

#include "core/base/alloc.h"
#include "core/base/buf.h"

static struct cell
blank(struct style style)
{
	return (struct cell){.cp = ' ', .cells = 1, .style = style};
}

static struct cell *
cell_at(const struct canvas *cv, int row, int col)
{
	return cv->cells + (size_t)row * (size_t)cv->cols + col;
}

const struct cell *
canvas_at(const struct canvas *cv, int row, int col)
{
	assert(row >= 0 && row < cv->rows && col >= 0 && col < cv->cols);
	return cell_at(cv, row, col);
}

void
canvas_init(struct canvas *cv, int rows, int cols)
{
	*cv = (struct canvas){.erased = {ROLE_FG, ROLE_BG}};
	canvas_resize(cv, rows, cols);
}

void
canvas_release(struct canvas *cv)
{
	free(cv->cells);
	*cv = (struct canvas){0};
}

void
canvas_resize(struct canvas *cv, int rows, int cols)
{
	cv->rows = rows > 0 ? rows : 0;
	cv->cols = cols > 0 ? cols : 0;
	free(cv->cells);
	cv->cells = xcalloc((size_t)cv->rows * (size_t)cv->cols, sizeof(struct cell));
	cv->cursor_row = cv->cursor_col = 0;
	canvas_erase(cv, cv->erased);
}

void
canvas_erase(struct canvas *cv, struct style style)
{
	struct cell empty = blank(style);
	size_t n = (size_t)cv->rows * (size_t)cv->cols;

	for (size_t i = 0; i < n; i++)
		cv->cells[i] = empty;
	cv->clip = (struct rect){0, 0, cv->rows, cv->cols};
	cv->erased = style;
	cv->caret = false;
}

/* The part of [at, at + n) that lies in [low, low + room), in 64 bits: callers may give any numbers. */
static void
narrow(int *at, int *n, int low, int room)
{
	int64_t from = *at > low ? *at : low;
	int64_t to = (int64_t)*at + *n, end = (int64_t)low + room;

	to = to < end ? to : end;
	*at = to > from ? (int)from : low;
	*n = to > from ? (int)(to - from) : 0;
}

static struct rect
within(struct rect r, struct rect outer)
{
	narrow(&r.row, &r.rows, outer.row, outer.rows);
	narrow(&r.col, &r.cols, outer.col, outer.cols);
	return r;
}

struct rect
canvas_clip(struct canvas *cv, struct rect rect)
{
	struct rect before = cv->clip;

	cv->clip = within(rect, before);
	return before;
}

void
canvas_unclip(struct canvas *cv, struct rect before)
{
	cv->clip = before;
}

static bool
row_clipped(const struct canvas *cv, int row)
{
	return row < cv->clip.row || row >= cv->clip.row + cv->clip.rows;
}

static bool
col_clipped(const struct canvas *cv, int64_t col)
{
	return col < cv->clip.col || col >= (int64_t)cv->clip.col + cv->clip.cols;
}

/* Blanks the other half of a wide glyph that is about to lose the half at (row, col). */
static void
heal(struct canvas *cv, int row, int col)
{
	struct cell *c = cell_at(cv, row, col);

	if (c->cells == 0)
		c[-1] = blank(c[-1].style);
	else if (c->cells == 2)
		c[1] = blank(c[1].style);
}

static void
put_cell(struct canvas *cv, int row, int col, struct cell cell)
{
	heal(cv, row, col);
	*cell_at(cv, row, col) = cell;
}

static void
put_glyph(struct canvas *cv, int row, int64_t col, const struct glyph *g, struct style style)
{
	struct cell cell = blank(style);
	bool first = !col_clipped(cv, col), second = g->cells == 2 && !col_clipped(cv, col + 1);

	if (g->cells == 2 && !(first && second)) {
		if (first)
			put_cell(cv, row, (int)col, cell);
		if (second)
			put_cell(cv, row, (int)col + 1, cell);
		return;
	}
	if (!first)
		return;
	cell.cp = g->cp;
	cell.cells = g->cells;
	if (col + g->cells < cv->cols)
		memcpy(cell.marks, g->marks, sizeof(cell.marks));
	heal(cv, row, (int)col);
	if (second)
		heal(cv, row, (int)col + 1);
	*cell_at(cv, row, (int)col) = cell;
	if (second)
		*cell_at(cv, row, (int)col + 1) = (struct cell){.style = style};
}

int
canvas_text(struct canvas *cv, int row, int col, int cells, struct style style, const char *text)
{
	struct show s;
	struct glyph g;
	int used = 0;

	show_init(&s, text);
	while (used < cells && show_next(&s, &g) && g.cells <= cells - used) {
		if (!row_clipped(cv, row))
			put_glyph(cv, row, (int64_t)col + used, &g, style);
		used += g.cells;
	}
	return used;
}

void
canvas_field(struct canvas *cv, int row, int col, int cells, struct style style, const char *text,
	bool right)
{
	struct buf padded;

	if (cells <= 0 || row_clipped(cv, row))
		return;
	buf_init(&padded);
	show_pad(&padded, text, cells, right);
	canvas_text(cv, row, col, cells, style, padded.text);
	buf_release(&padded);
}

void
canvas_fill(struct canvas *cv, struct rect rect, struct style style)
{
	struct rect r = within(rect, cv->clip);

	for (int row = r.row; row < r.row + r.rows; row++)
		for (int col = r.col; col < r.col + r.cols; col++)
			put_cell(cv, row, col, blank(style));
}

void
canvas_tint(struct canvas *cv, struct rect rect, struct style style)
{
	struct rect r = within(rect, cv->clip);

	for (int row = r.row; row < r.row + r.rows; row++) {
		for (int col = r.col; col < r.col + r.cols; col++) {
			struct cell *c = cell_at(cv, row, col);

			if (c->cells == 0)
				continue;
			c->style = style;
			if (c->cells == 2)
				c[1].style = style;
		}
	}
}

void
canvas_ground(struct canvas *cv, struct rect rect, uint8_t bg)
{
	struct rect r = within(rect, cv->clip);

	for (int row = r.row; row < r.row + r.rows; row++) {
		for (int col = r.col; col < r.col + r.cols; col++) {
			struct cell *c = cell_at(cv, row, col);

			if (c->cells == 0)
				continue;
			c->style.bg = bg;
			if (c->cells == 2)
				c[1].style = c->style;
		}
	}
}

static void
add_line(struct canvas *cv, int row, int col, int dirs, struct style style)
{
	struct cell cell = blank(style);

	if (row_clipped(cv, row) || col_clipped(cv, col))
		return;
	cell.lines = (uint8_t)(cell_at(cv, row, col)->lines | dirs);
	put_cell(cv, row, col, cell);
}

/* The directions of the i-th of n cells of a line: its ends point inwards, so that corners come out right. */
static int
line_part(int64_t i, int n, int back, int forth)
{
	if (n == 1)
		return back | forth;
	return (i > 0 ? back : 0) | (i < n - 1 ? forth : 0);
}

void
canvas_hline(struct canvas *cv, int row, int col, int cells, struct style style)
{
	struct rect r = within((struct rect){row, col, 1, cells}, cv->clip);

	for (int c = r.col; c < r.col + r.cols && r.rows == 1; c++)
		add_line(cv, row, c, line_part((int64_t)c - col, cells, LINE_LEFT, LINE_RIGHT),
			style);
}

void
canvas_vline(struct canvas *cv, int row, int col, int rows, struct style style)
{
	struct rect r = within((struct rect){row, col, rows, 1}, cv->clip);

	for (int y = r.row; y < r.row + r.rows && r.cols == 1; y++)
		add_line(cv, y, col, line_part((int64_t)y - row, rows, LINE_UP, LINE_DOWN), style);
}

/* Text with a blank at each side, standing in a line; returns the cells it took. */
static int
label(struct canvas *cv, int row, int col, int room, struct style style, const char *text)
{
	struct buf b;

	buf_init(&b);
	buf_addch(&b, ' ');
	show_cut(&b, text, room - 2);
	buf_addch(&b, ' ');
	int used = canvas_text(cv, row, col, room, style, b.text);

	buf_release(&b);
	return used;
}

void
canvas_frame(struct canvas *cv, struct rect r, struct style line, const char *title,
	struct style title_style, const char *right)
{
	int room = r.cols - 4; /* corners, and one cell of line beside each */

	if (r.rows < 2 || r.cols < 2)
		return;
	canvas_hline(cv, r.row, r.col, r.cols, line);
	canvas_hline(cv, r.row + r.rows - 1, r.col, r.cols, line);
	canvas_vline(cv, r.row, r.col, r.rows, line);
	canvas_vline(cv, r.row, r.col + r.cols - 1, r.rows, line);
	if (title != NULL && *title != '\0' && room > 4)
		room -= label(cv, r.row, r.col + 2, room, title_style, title);
	if (right == NULL || *right == '\0')
		return;
	int cells = show_width(right) + 2;

	if (cells < room)
		label(cv, r.row, r.col + r.cols - 2 - cells, cells, title_style, right);
}

void
canvas_caret(struct canvas *cv, int row, int col)
{
	canvas_rest(cv, row, col);
	cv->caret = true;
}

void
canvas_rest(struct canvas *cv, int row, int col)
{
	cv->cursor_row = row;
	cv->cursor_col = col;
}

uint32_t
line_glyph(uint8_t lines, enum glyphs glyphs)
{
	static const uint16_t unicode[16] = {' ', 0x2502, 0x2502, 0x2502, 0x2500, 0x2518, 0x2510,
		0x2524, 0x2500, 0x2514, 0x250C, 0x251C, 0x2500, 0x2534, 0x252C, 0x253C};
	static const char ascii[17] = " |||-+++-+++-+++";

	return glyphs == GLYPHS_UNICODE ? unicode[lines & 15] : (uint32_t)ascii[lines & 15];
}

static void
dump_text(const struct canvas *cv, int row, enum glyphs glyphs, struct buf *out)
{
	buf_addch(out, '|');
	for (int col = 0; col < cv->cols; col++) {
		const struct cell *c = cell_at(cv, row, col);

		if (c->cells == 0)
			continue;
		buf_addcp(out, c->lines != 0 ? line_glyph(c->lines, glyphs) : c->cp);
		for (int i = 0; i < GLYPH_MARKS && c->marks[i] != 0; i++)
			buf_addcp(out, c->marks[i]);
	}
	buf_addstr(out, "|\n");
}

static bool
same_style(struct style a, struct style b)
{
	return a.fg == b.fg && a.bg == b.bg;
}

static void
dump_styles(const struct canvas *cv, int row, struct buf *out)
{
	const char *before = "~";

	for (int col = 0, end; col < cv->cols; col = end) {
		struct style style = cell_at(cv, row, col)->style;

		for (end = col + 1; end < cv->cols; end++)
			if (!same_style(cell_at(cv, row, end)->style, style))
				break;
		if (same_style(style, cv->erased))
			continue;
		buf_addf(out, "%s%s %s %d-%d", before, role_name(style.fg), role_name(style.bg),
			col, end - 1);
		before = ", ";
	}
	if (*before == ',')
		buf_addch(out, '\n');
}

void
canvas_dump(const struct canvas *cv, enum glyphs glyphs, bool styles, struct buf *out)
{
	for (int row = 0; row < cv->rows; row++) {
		dump_text(cv, row, glyphs, out);
		if (styles)
			dump_styles(cv, row, out);
	}
	if (cv->caret)
		buf_addf(out, "caret %d,%d\n", cv->cursor_row, cv->cursor_col);
}
