#include "tui/screen/card_lines.h"

#include <stdarg.h>
#include <string.h>

#include "core/base/show.h"

void
card_lines_init(struct card_lines *c, struct ui *ui)
{
	*c = (struct card_lines){.w.ops = &card_lines_widget};
	ui_keep(ui, &c->mem);
}

void
card_lines_clear(struct card_lines *c, int cols)
{
	arena_reset(&c->mem);
	c->lines = arena_array(&c->mem, CARD_LINES_MOST, sizeof(*c->lines));
	c->count = 0;
	c->cols = cols;
}

void
card_line(struct card_lines *c)
{
	if (c->count < CARD_LINES_MOST)
		c->lines[c->count++] = (struct card_line){.count = 0};
}

static struct card_line *
last(struct card_lines *c)
{
	if (c->count == 0)
		card_line(c);
	return &c->lines[c->count - 1];
}

void
card_put(struct card_lines *c, enum role role, const char *text)
{
	struct card_line *l = last(c);

	if (l->count == CARD_SPANS_MOST)
		return;
	l->spans[l->count].role = role;
	l->spans[l->count++].text = arena_strdup(&c->mem, text);
}

void
card_putf(struct card_lines *c, enum role role, const char *fmt, ...)
{
	struct buf b;
	va_list ap;

	buf_init(&b);
	va_start(ap, fmt);
	buf_vaddf(&b, fmt, ap);
	va_end(ap);
	card_put(c, role, b.text);
	buf_release(&b);
}

int
card_used(const struct card_lines *c)
{
	const struct card_line *l = c->count > 0 ? &c->lines[c->count - 1] : NULL;
	int cells = 0;

	for (int i = 0; l != NULL && i < l->count; i++)
		cells += show_width(l->spans[i].text);
	return cells;
}

void
card_tab(struct card_lines *c, int col)
{
	int used = card_used(c);

	card_putf(c, ROLE_FG, "%*s", col > used ? col - used : 1, "");
}

void
card_wrap(struct card_lines *c, enum role role, int indent, const char *text)
{
	int used = card_used(c);

	while (*text != '\0') {
		size_t skip, n;
		int room = c->cols - used > 8 ? c->cols - used : 8;

		n = wrap_line(text, room, &skip);
		card_put(c, role, arena_strndup(&c->mem, text, n));
		text += n + skip;
		if (*text == '\0' || c->count == CARD_LINES_MOST)
			return;
		card_line(c);
		card_putf(c, ROLE_FG, "%*s", indent, "");
		used = indent;
	}
}

/* --- the widget */

static void
scroll(struct card_lines *c, int to)
{
	int most = c->count - c->w.rect.rows;

	c->top = to > most ? most : to;
	c->top = c->top > 0 ? c->top : 0;
}

static struct act
lines_act(struct widget *w, struct ui *ui, struct act act, struct err *err)
{
	struct card_lines *c = (struct card_lines *)w;
	int page = w->rect.rows > 1 ? w->rect.rows - 1 : 1;

	(void)ui, (void)err;
	switch (act.id) {
	case ACT_UP:
		scroll(c, c->top - 1);
		break;
	case ACT_DOWN:
		scroll(c, c->top + 1);
		break;
	case ACT_PGUP:
	case ACT_HALFUP:
		scroll(c, c->top - page);
		break;
	case ACT_PGDN:
	case ACT_HALFDOWN:
		scroll(c, c->top + page);
		break;
	case ACT_TOP:
		scroll(c, 0);
		break;
	case ACT_BOTTOM:
		scroll(c, c->count);
		break;
	case ACT_WHEEL:
		scroll(c, c->top + act.digit);
		break;
	default:
		return act;
	}
	return (struct act){0};
}

static bool
lines_place(struct widget *w, struct ui *ui, struct rect rect, struct err *err)
{
	struct card_lines *c = (struct card_lines *)w;

	(void)ui, (void)err;
	w->rect = rect;
	scroll(c, c->top);
	return true;
}

static void
lines_paint(const struct widget *w, const struct view *v)
{
	const struct card_lines *c = (const struct card_lines *)w;
	struct pen p = view_pen(v);

	for (int i = c->top; i < c->count && !pen_done(&p); i++, pen_line(&p))
		for (int k = 0; k < c->lines[i].count; k++)
			pen_put(&p, c->lines[i].spans[k].role, c->lines[i].spans[k].text);
	if (v->focus)
		canvas_rest(v->cv, v->rect.row, v->rect.col);
}

const struct widget_ops card_lines_widget = {
	.act = lines_act, .place = lines_place, .paint = lines_paint};
