/*
 * Cutting rectangles. Screens place their parts with these: take a strip from one side, go on with the
 * rest. The _shared forms leave the cut line to both parts, so that two boxes share one border.
 */
#ifndef LINLI_RECT_H
#define LINLI_RECT_H

#include "tui/cells/canvas.h"

struct rect rect_cut_top(struct rect *rest, int rows);
struct rect rect_cut_bottom(struct rect *rest, int rows);
struct rect rect_cut_left(struct rect *rest, int cols);
struct rect rect_cut_right(struct rect *rest, int cols);

/* The same for boxes: the part has that size with both its borders, and one of them is the rest's too. */
struct rect rect_box_top(struct rect *rest, int rows);
struct rect rect_box_bottom(struct rect *rest, int rows);
struct rect rect_box_left(struct rect *rest, int cols);
struct rect rect_box_right(struct rect *rest, int cols);

/* Less so much at each side; never negative. */
struct rect rect_inset(struct rect r, int rows, int cols);

/* What lies within a box's border, with one blank cell at its left and right. */
struct rect rect_inside_box(struct rect r);

/* rows x cols in the middle of an outer one, cut to it. */
struct rect rect_centre(struct rect outer, int rows, int cols);

bool rect_has(struct rect r, int row, int col);

#endif
