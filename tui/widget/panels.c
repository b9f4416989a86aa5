#include "tui/widget/panels.h"

#include "core/base/show.h"
#include "tui/widget/form.h"
#include "tui/widget/ink.h"
#include "tui/widget/list.h"
#include "tui/widget/menu.h"
#include "tui/widget/tree.h"

void
panels_init(struct panels *p, const void *self)
{
	*p = (struct panels){.w.ops = &panels_widget, .self = self};
}

int
panels_add(struct panels *p, struct widget *widget,
	void (*paint)(const void *self, const struct view *v))
{
	p->items[p->count] =
		(struct panel){.widget = widget, .paint = paint, .fixed = widget == NULL};
	return p->count++;
}

void
panels_put(struct panels *p, int panel, struct rect rect)
{
	p->items[panel].rect = rect;
}

void
panels_title(struct panels *p, int panel, const char *title, const char *note)
{
	p->items[panel].title = title;
	p->items[panel].note = note;
}

static bool
can_focus(const struct panels *p, int i)
{
	return !p->items[i].fixed && p->items[i].rect.rows > 0;
}

void
panels_focus(struct panels *p, int panel)
{
	p->focus = panel;
}

static void
step(struct panels *p, int by)
{
	int i = p->focus;

	do
		i = (i + by + p->count) % p->count;
	while (i != p->focus && !can_focus(p, i));
	p->focus = i;
}

/* These have a column of their own for the cursor, beside the border. */
static bool
is_flush(const struct widget *w)
{
	return w != NULL &&
		(w->ops == &list_widget || w->ops == &tree_widget || w->ops == &menu_widget ||
			w->ops == &form_widget);
}

struct rect
panels_inside(const struct panels *p, int panel)
{
	const struct panel *it = &p->items[panel];
	struct rect r = it->rect;

	if (it->open)
		return r;
	r = rect_inset(r, 1, is_flush(it->widget) ? 1 : 2);
	if (is_flush(it->widget) && it->widget->ops != &form_widget)
		r.cols -= r.cols > 0; /* a blank before the right border */
	return r;
}

bool
panels_place(struct panels *p, struct ui *ui, struct err *err)
{
	bool ok = true;

	for (int i = 0; i < p->count; i++)
		if (p->items[i].widget != NULL && p->items[i].rect.rows > 0)
			ok &= widget_place(p->items[i].widget, ui, panels_inside(p, i), err);
	if (!can_focus(p, p->focus))
		step(p, 1);
	return ok;
}

static int
panel_under(const struct panels *p, int row, int col)
{
	for (int i = 0; i < p->count; i++)
		if (can_focus(p, i) && rect_has(panels_inside(p, i), row, col))
			return i;
	return -1;
}

static struct act
click(struct panels *p, struct ui *ui, struct act act, struct err *err)
{
	int row = p->w.rect.row + act.digit, col = p->w.rect.col + (int)act.ref,
	    i = panel_under(p, row, col);

	if (i < 0)
		return (struct act){0};
	p->focus = i;
	act.digit = row - p->items[i].widget->rect.row;
	act.ref = col - p->items[i].widget->rect.col;
	return widget_act(p->items[i].widget, ui, act, err);
}

static struct act
panels_act(struct widget *w, struct ui *ui, struct act act, struct err *err)
{
	struct panels *p = (struct panels *)w;
	struct widget *inner = p->count > 0 ? p->items[p->focus].widget : NULL;

	if (act.id == ACT_CLICK)
		return click(p, ui, act, err);
	if (inner != NULL) {
		act = widget_act(inner, ui, act, err);
		if (act.id == ACT_NONE)
			return act;
	}
	if (p->count == 0 || (act.id != ACT_PANEL && act.id != ACT_PANELPREV))
		return act;
	step(p, act.id == ACT_PANEL ? 1 : -1);
	return (struct act){.id = ACT_MOVED, .at_ms = act.at_ms};
}

static bool
place_again(struct widget *w, struct ui *ui, struct rect rect, struct err *err)
{
	w->rect = rect;
	return panels_place((struct panels *)w, ui, err);
}

static bool
has_box(const struct panel *it)
{
	return it->rect.rows > 0 && !it->open;
}

static void
paint_lines(const struct panel *it, const struct view *v, bool focus)
{
	struct style line = {focus ? ROLE_BORDER_FOCUS : ROLE_BORDER, (uint8_t)v->bg};

	if (has_box(it))
		canvas_frame(v->cv, it->rect, line, NULL, line, NULL);
}

/* Titles come behind all lines: a top line may be the bottom line of the box above. */
static void
paint_title(const struct panel *it, const struct view *v, bool focus)
{
	struct rect top = {it->rect.row, it->rect.col + 2, 1, it->rect.cols - 4};
	struct pen p = pen_at(v->cv, top, v->bg);
	enum role role = focus ? ROLE_STRONG : ROLE_HEADER;

	if (!has_box(it) || top.cols < 6)
		return;
	if (it->title != NULL && it->title[0] != '\0') {
		p.rect.cols--;
		pen_put(&p, role, " ");
		pen_put(&p, role, it->title);
		p.rect.cols++;
		pen_put(&p, role, focus && v->ui->mono ? " < " : " ");
	}
	if (it->note == NULL || it->note[0] == '\0' || show_width(it->note) + 3 > pen_room(&p))
		return;
	p.col = top.cols - show_width(it->note) - 2;
	pen_putf(&p, role, " %s ", it->note);
}

static void
paint_panel(const struct panels *p, int i, const struct view *v)
{
	const struct panel *it = &p->items[i];
	struct view inside = view_part(v, panels_inside(p, i));

	if (it->rect.rows == 0)
		return;
	inside.focus = v->focus && i == p->focus;
	/* A form cuts itself, and its list of completions may lie over the border. */
	bool form = it->widget != NULL && it->widget->ops == &form_widget;
	struct rect clip = it->open || form ? v->cv->clip : rect_inset(it->rect, 1, 1);
	struct rect before = canvas_clip(v->cv, clip);

	if (it->paint != NULL)
		it->paint(p->self, &inside);
	else if (it->widget != NULL)
		widget_paint(it->widget, &inside);
	canvas_unclip(v->cv, before);
}

static void
panels_paint(const struct widget *w, const struct view *v)
{
	const struct panels *p = (const struct panels *)w;

	bool focus = v->focus && p->count > 0 && can_focus(p, p->focus);

	for (int i = 0; i < p->count; i++)
		if (i != p->focus)
			paint_lines(&p->items[i], v, false);
	if (p->count > 0)
		paint_lines(&p->items[p->focus], v, focus);
	for (int i = 0; i < p->count; i++)
		paint_title(&p->items[i], v, focus && i == p->focus);
	for (int i = 0; i < p->count; i++)
		if (i != p->focus)
			paint_panel(p, i, v);
	if (p->count > 0)
		paint_panel(p, p->focus,
			v); /* last: its list of completions may lie over its neighbours */
}

static bool
panels_text(const struct widget *w)
{
	const struct panels *p = (const struct panels *)w;
	const struct widget *inner = p->count > 0 ? p->items[p->focus].widget : NULL;

	return inner != NULL && widget_text(inner);
}

static bool
panels_back(struct widget *w)
{
	struct panels *p = (struct panels *)w;
	int first = 0;

	if (p->count == 0)
		return false;
	if (p->items[p->focus].widget != NULL && widget_back(p->items[p->focus].widget))
		return true;
	while (first < p->count - 1 && !can_focus(p, first))
		first++;
	if (p->focus == first || !can_focus(p, first))
		return false;
	p->focus = first;
	return true;
}

static const struct widget *
panels_inner(const struct widget *w)
{
	const struct panels *p = (const struct panels *)w;

	return p->count > 0 ? p->items[p->focus].widget : NULL;
}

const struct widget_ops panels_widget = {
	.act = panels_act,
	.place = place_again,
	.paint = panels_paint,
	.text = panels_text,
	.back = panels_back,
	.inner = panels_inner,
};
