#include "tui/widget/rect.h"

static int
clamp(int n, int most)
{
	if (n < 0)
		return 0;
	return n < most ? n : most;
}

struct rect
rect_cut_top(struct rect *rest, int rows)
{
	struct rect r = *rest;

	r.rows = clamp(rows, rest->rows);
	rest->row += r.rows;
	rest->rows -= r.rows;
	return r;
}

struct rect
rect_cut_bottom(struct rect *rest, int rows)
{
	struct rect r = *rest;

	r.rows = clamp(rows, rest->rows);
	rest->rows -= r.rows;
	r.row += rest->rows;
	return r;
}

struct rect
rect_cut_left(struct rect *rest, int cols)
{
	struct rect r = *rest;

	r.cols = clamp(cols, rest->cols);
	rest->col += r.cols;
	rest->cols -= r.cols;
	return r;
}

struct rect
rect_cut_right(struct rect *rest, int cols)
{
	struct rect r = *rest;

	r.cols = clamp(cols, rest->cols);
	rest->cols -= r.cols;
	r.col += rest->cols;
	return r;
}

struct rect
rect_box_top(struct rect *rest, int rows)
{
	struct rect r = rect_cut_top(rest, rows);

	if (r.rows > 0 && rest->rows > 0) {
		rest->row--;
		rest->rows++;
	}
	return r;
}

struct rect
rect_box_bottom(struct rect *rest, int rows)
{
	struct rect r = rect_cut_bottom(rest, rows);

	if (r.rows > 0 && rest->rows > 0)
		rest->rows++;
	return r;
}

struct rect
rect_box_left(struct rect *rest, int cols)
{
	struct rect r = rect_cut_left(rest, cols);

	if (r.cols > 0 && rest->cols > 0) {
		rest->col--;
		rest->cols++;
	}
	return r;
}

struct rect
rect_box_right(struct rect *rest, int cols)
{
	struct rect r = rect_cut_right(rest, cols);

	if (r.cols > 0 && rest->cols > 0)
		rest->cols++;
	return r;
}

struct rect
rect_inset(struct rect r, int rows, int cols)
{
	r.row += clamp(rows, r.rows / 2);
	r.col += clamp(cols, r.cols / 2);
	r.rows = clamp(r.rows - 2 * rows, r.rows);
	r.cols = clamp(r.cols - 2 * cols, r.cols);
	return r;
}

struct rect
rect_inside_box(struct rect r)
{
	return rect_inset(r, 1, 2);
}

struct rect
rect_centre(struct rect outer, int rows, int cols)
{
	struct rect r = {.rows = clamp(rows, outer.rows), .cols = clamp(cols, outer.cols)};

	r.row = outer.row + (outer.rows - r.rows) / 2;
	r.col = outer.col + (outer.cols - r.cols) / 2;
	return r;
}

bool
rect_has(struct rect r, int row, int col)
{
	return row >= r.row && row < r.row + r.rows && col >= r.col && col < r.col + r.cols;
}
