#include "tui/widget/ui.h"

#include "tui/widget/ink.h"

enum size_class
size_class_of(int cols)
{
	if (cols < 80)
		return SIZE_NARROW;
	if (cols < 100)
		return SIZE_BASE;
	return cols < 140 ? SIZE_WIDE : SIZE_FULL;
}

struct view
view_part(const struct view *v, struct rect rect)
{
	struct view part = *v;

	part.rect = rect;
	return part;
}

struct pen
view_pen(const struct view *v)
{
	return pen_at(v->cv, v->rect, v->bg);
}

void
view_rule(const struct view *v, const char *title)
{
	struct style line = {ROLE_BORDER, (uint8_t)v->bg};
	struct rect r = v->rect;

	canvas_hline(v->cv, r.row, r.col, r.cols, line);
	if (title == NULL || *title == '\0' || r.cols < 8)
		return;
	struct pen p = pen_at(v->cv, (struct rect){r.row, r.col + 2, 1, r.cols - 3}, v->bg);

	pen_put(&p, ROLE_FG, " ");
	pen_put(&p, ROLE_HEADER, title);
	pen_put(&p, ROLE_FG, " ");
}
