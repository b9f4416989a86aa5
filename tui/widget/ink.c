#include "tui/widget/ink.h"

#include <stdarg.h>

void
ink_init(struct ink *k)
{
	buf_init(&k->text);
	k->count = 0;
}

void
ink_release(struct ink *k)
{
	buf_release(&k->text);
}

void
ink_clear(struct ink *k)
{
	buf_clear(&k->text);
	k->count = 0;
}

static void
begin_span(struct ink *k, enum role role)
{
	if (k->count > 0 && k->spans[k->count - 1].role == role)
		return;
	if (k->count < INK_SPANS)
		k->spans[k->count++] = (struct ink_span){(uint32_t)k->text.len, (uint8_t)role};
}

void
ink_add(struct ink *k, enum role role, const char *text)
{
	begin_span(k, role);
	buf_addstr(&k->text, text);
}

void
ink_addf(struct ink *k, enum role role, const char *fmt, ...)
{
	va_list ap;

	begin_span(k, role);
	va_start(ap, fmt);
	buf_vaddf(&k->text, fmt, ap);
	va_end(ap);
}

int
ink_cells(const struct ink *k)
{
	return show_width(k->text.text);
}

/* Where a part of the text ends. */
static size_t
span_end(const struct ink *k, int i)
{
	return i + 1 < k->count ? k->spans[i + 1].from : k->text.len;
}

void
ink_paint(const struct ink *k, struct canvas *cv, int row, int col, int cells, enum role ground,
	bool right)
{
	int width = ink_cells(k), at = col, end = col + cells;
	struct rect before = canvas_clip(cv, (struct rect){row, col, 1, cells});
	struct buf part;

	canvas_fill(
		cv, (struct rect){row, col, 1, cells}, (struct style){ROLE_FG, (uint8_t)ground});
	if (right && width < cells)
		at += cells - width;
	buf_init(&part);
	for (int i = 0; i < k->count && at < end; i++) {
		struct style style = {k->spans[i].role, (uint8_t)ground};
		bool last = i + 1 == k->count;

		buf_clear(&part);
		buf_add(&part, k->text.text + k->spans[i].from, span_end(k, i) - k->spans[i].from);
		int wide = show_width(part.text);

		/* The part in which the room ends is the one that is cut; ".." needs two cells of it. */
		if (width > cells && (at + wide > end - 2 || last)) {
			struct buf cut;

			buf_init(&cut);
			buf_addstr(&cut, k->text.text + k->spans[i].from);
			buf_clear(&part);
			show_cut(&part, cut.text, end - at);
			buf_release(&cut);
			canvas_text(cv, row, at, end - at, style, part.text);
			break;
		}
		at += canvas_text(cv, row, at, end - at, style, part.text);
	}
	buf_release(&part);
	canvas_unclip(cv, before);
}

struct pen
pen_at(struct canvas *cv, struct rect rect, enum role ground)
{
	return (struct pen){.cv = cv, .rect = rect, .ground = ground};
}

int
pen_room(const struct pen *p)
{
	return p->row < p->rect.rows && p->col < p->rect.cols ? p->rect.cols - p->col : 0;
}

bool
pen_done(const struct pen *p)
{
	return p->row >= p->rect.rows;
}

static struct style
pen_style(const struct pen *p, enum role role)
{
	return (struct style){(uint8_t)role, (uint8_t)p->ground};
}

void
pen_put(struct pen *p, enum role role, const char *text)
{
	int width = show_width(text), room = pen_room(p);

	if (room == 0)
		return;
	if (width <= room) {
		p->col += canvas_text(p->cv, p->rect.row + p->row, p->rect.col + p->col, room,
			pen_style(p, role), text);
		return;
	}
	canvas_field(p->cv, p->rect.row + p->row, p->rect.col + p->col, room, pen_style(p, role),
		text, false);
	p->col = p->rect.cols;
}

void
pen_putf(struct pen *p, enum role role, const char *fmt, ...)
{
	struct buf text;
	va_list ap;

	buf_init(&text);
	va_start(ap, fmt);
	buf_vaddf(&text, fmt, ap);
	va_end(ap);
	pen_put(p, role, text.text);
	buf_release(&text);
}

static void
put_field(struct pen *p, enum role role, int cells, const char *text, bool right)
{
	int room = pen_room(p);

	cells = cells < room ? cells : room;
	canvas_field(p->cv, p->rect.row + p->row, p->rect.col + p->col, cells, pen_style(p, role),
		text, right);
	p->col += cells;
}

void
pen_field(struct pen *p, enum role role, int cells, const char *text)
{
	put_field(p, role, cells, text, false);
}

void
pen_field_right(struct pen *p, enum role role, int cells, const char *text)
{
	put_field(p, role, cells, text, true);
}

void
pen_ink(struct pen *p, const struct ink *k)
{
	int width = ink_cells(k), room = pen_room(p);

	width = width < room ? width : room;
	ink_paint(k, p->cv, p->rect.row + p->row, p->rect.col + p->col, width, p->ground, false);
	p->col += width;
}

void
pen_right(struct pen *p, enum role role, const char *text)
{
	int width = show_width(text), room = pen_room(p);

	if (width == 0 || width + (p->col > 0) > room)
		return;
	canvas_text(p->cv, p->rect.row + p->row, p->rect.col + p->rect.cols - width, width,
		pen_style(p, role), text);
	p->col = p->rect.cols;
}

void
pen_gap(struct pen *p, int cells)
{
	p->col += cells;
}

void
pen_tab(struct pen *p, int col)
{
	p->col = col > p->col ? col : p->col;
}

void
pen_line(struct pen *p)
{
	p->row++;
	p->col = 0;
}
