#include "tui/widget/menu.h"

#include "core/base/show.h"

void
menu_init(struct menu *m)
{
	*m = (struct menu){.w.ops = &menu_widget, .columns = 1};
}

void
menu_clear(struct menu *m)
{
	m->count = m->cursor = 0;
}

void
menu_add(struct menu *m, int digit, const char *label, const char *right, bool off,
	enum action action)
{
	if (m->count < MENU_MAX)
		m->items[m->count++] = (struct menu_item){digit, label, right, off, action};
}

static int
rows_of(const struct menu *m)
{
	return m->columns > 1 ? (m->count + m->columns - 1) / m->columns : m->count;
}

static int
item_cells(const struct menu_item *it)
{
	int right = it->right != NULL ? show_width(it->right) : 0;

	return 3 + show_width(it->label) + (right > 0 ? 2 + right : 0);
}

void
menu_size(const struct menu *m, int *rows, int *cols)
{
	int widest = 0;

	for (int i = 0; i < m->count; i++)
		widest = item_cells(&m->items[i]) > widest ? item_cells(&m->items[i]) : widest;
	*rows = rows_of(m);
	*cols = m->columns > 1 ? m->columns * widest + 2 * (m->columns - 1) : widest;
}

static void
step(struct menu *m, int by)
{
	int to = m->cursor + by;

	if (to >= 0 && to < m->count)
		m->cursor = to;
}

static struct act
chosen(const struct menu *m, int i, struct act act)
{
	if (i < 0 || i >= m->count)
		return (struct act){0};
	if (m->items[i].off) /* the screen says why not */
		return (struct act){.id = ACT_PICK, .digit = m->items[i].digit, .at_ms = act.at_ms};
	return (struct act){
		.id = ACT_CHOSEN, .ref = i, .digit = m->items[i].digit, .at_ms = act.at_ms};
}

static struct act
menu_act(struct widget *w, struct ui *ui, struct act act, struct err *err)
{
	struct menu *m = (struct menu *)w;

	(void)ui, (void)err;
	switch (act.id) {
	case ACT_UP:
	case ACT_PANELPREV:
		step(m, -1);
		break;
	case ACT_DOWN:
	case ACT_PANEL:
		step(m, 1);
		break;
	case ACT_LEFT:
		step(m, -rows_of(m));
		break;
	case ACT_RIGHT:
		step(m, rows_of(m));
		break;
	case ACT_TOP:
		m->cursor = 0;
		break;
	case ACT_BOTTOM:
		m->cursor = m->count - 1;
		break;
	case ACT_CLICK:
		m->cursor = act.digit < m->count ? act.digit : m->cursor;
		break;
	case ACT_OPEN:
	case ACT_SUBMIT:
		return chosen(m, m->cursor, act);
	case ACT_PICK:
		for (int i = 0; i < m->count; i++)
			if (m->items[i].digit == act.digit)
				return chosen(m, i, act);
		return act;
	default:
		return act;
	}
	return (struct act){0};
}

static void
paint_item(const struct menu *m, const struct view *v, int i, struct rect line)
{
	const struct menu_item *it = &m->items[i];
	bool cursor = i == m->cursor;
	enum role ground = cursor ? ROLE_SEL_BG : v->bg, text = it->off ? ROLE_DISABLED : v->fg;
	struct pen p = pen_at(v->cv, line, ground);

	canvas_fill(v->cv, line, (struct style){(uint8_t)v->fg, (uint8_t)ground});
	pen_put(&p, ROLE_STRONG, cursor ? ">" : " ");
	if (it->digit >= 0)
		pen_putf(&p, it->off ? ROLE_DISABLED : ROLE_KEY, "%d ", it->digit);
	else
		pen_gap(&p, 2);
	pen_put(&p, text, it->label);
	if (it->right != NULL)
		pen_right(&p, ROLE_LABEL, it->right);
	if (cursor && v->focus) {
		canvas_tint(v->cv, line,
			(struct style){it->off ? ROLE_DISABLED : ROLE_SEL_FG, ROLE_SEL_BG});
		canvas_rest(v->cv, line.row, line.col);
	}
}

static void
menu_paint(const struct widget *w, const struct view *v)
{
	const struct menu *m = (const struct menu *)w;
	int rows = rows_of(m), columns = m->columns > 1 ? m->columns : 1;
	int cols = (v->rect.cols - 2 * (columns - 1)) / columns;

	for (int i = 0; i < m->count; i++) {
		int col = rows > 0 ? i / rows : 0;

		paint_item(m, v, i,
			(struct rect){
				v->rect.row + i % rows, v->rect.col + col * (cols + 2), 1, cols});
	}
}

const struct widget_ops menu_widget = {.act = menu_act, .paint = menu_paint};
