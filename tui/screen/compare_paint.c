/* S14 on the screen: two boxes, their fields level with each other; below, what Enter will do. */
#include <string.h>

#include "core/base/i18n.h"
#include "core/domain/case_number.h"
#include "core/domain/words.h"
#include "tui/screen/case_cells.h"
#include "tui/screen/compare_inner.h"
#include "tui/widget/rect.h"

enum { LABEL_CELLS = 8, MARK_CELLS = 2, FOOT_ROWS = 2 };

struct boxes {
	struct rect labels, side[2], foot;
};

static struct boxes
cut(struct rect body)
{
	struct boxes b;

	b.foot = rect_cut_bottom(&body, FOOT_ROWS);
	b.labels = rect_cut_left(&body, LABEL_CELLS + MARK_CELLS);
	b.side[0] = rect_box_left(&body, body.cols / 2 + 1);
	b.side[1] = body;
	b.labels = rect_inset(b.labels, 1, 0);
	return b;
}

bool
compare_place(void *self, struct ui *ui, struct rect body, struct err *err)
{
	struct compare_model *m = self;
	struct boxes b = cut(body);
	int most;

	(void)ui, (void)err;
	m->total = 0;
	m->shown = rect_inside_box(b.side[0]).rows;
	for (int i = 0; i < m->line_count; i++) {
		struct compare_line *l = &m->lines[i];

		l->rows = 1;
		for (int k = 0; k < 2; k++) {
			int rows = wrap_lines(l->text[k], rect_inside_box(b.side[k]).cols);

			l->rows = rows > l->rows ? rows : l->rows;
		}
		m->total += l->rows;
	}
	most = m->total > m->shown ? m->total - m->shown : 0;
	m->top = m->top > most ? most : m->top < 0 ? 0 : m->top;
	return true;
}

/* The bytes [from, from + len) of a text, each part in its role. */
static void
paint_piece(struct pen *p, const struct view *v, const struct compare_line *l, int side,
	size_t from, size_t len)
{
	const char *text = l->text[side];

	if (l->parts[side] == NULL) {
		pen_put(p, l->same ? v->fg : ROLE_MATCH,
			arena_strndup(v->ui->scratch, text + from, len));
		return;
	}
	for (size_t i = 0; i < l->part_count[side]; i++) {
		const struct text_part *part = &l->parts[side][i];
		size_t begin = part->from > from ? part->from : from;
		size_t end =
			part->from + part->len < from + len ? part->from + part->len : from + len;

		if (begin < end)
			pen_put(p, part->both ? v->fg : ROLE_MATCH,
				arena_strndup(v->ui->scratch, text + begin, end - begin));
	}
}

/* One side of a field, its rows from `row` on (which may lie above the box). */
static void
paint_text(const struct view *v, const struct compare_line *l, int side, struct rect in, int row)
{
	const char *text = l->text[side];
	size_t at = 0, skip;

	for (; text[at] != '\0' && row < in.rows; row++) {
		size_t len = wrap_line(text + at, in.cols, &skip);
		struct rect line = {in.row + row, in.col, 1, in.cols};
		struct pen p = pen_at(v->cv, line, v->bg);

		if (row >= 0)
			paint_piece(&p, v, l, side, at, len);
		at += len + skip;
		if (len + skip == 0)
			return;
	}
}

static void
paint_label(const struct view *v, const struct compare_line *l, struct rect in, int row)
{
	struct rect line = {in.row + row, in.col, 1, in.cols};
	struct pen p;

	if (row < 0 || row >= in.rows)
		return;
	p = pen_at(v->cv, line, v->bg);
	pen_field(&p, ROLE_LABEL, LABEL_CELLS, l->label);
	pen_put(&p, ROLE_MATCH, l->same ? "" : "!");
}

static void
paint_frame(const struct compare_model *m, const struct view *v, struct rect box, int side)
{
	const struct case_view *view = &m->c.side[side];
	bool stays = m->stays == side + 1, joins = m->stays == 2 - side;
	const char *name = view->row.id != 0 ? case_brief(v->ui, &view->row) : _("正在登记");
	const char *title = arena_printf(v->ui->scratch, "%d %s", side + 1, name);
	const char *right = stays ? C_("compare.side|8", "留这件")
		: joins           ? C_("compare.side|8", "并过去")
				  : NULL;

	canvas_frame(v->cv, box,
		(struct style){(uint8_t)(stays ? ROLE_BORDER_FOCUS : ROLE_BORDER), (uint8_t)v->bg},
		title, (struct style){(uint8_t)(stays ? ROLE_STRONG : ROLE_FG), (uint8_t)v->bg},
		right);
}

/* What Enter will do, in words; or why it cannot. */
static void
paint_will(const struct compare_model *m, const struct view *v, struct pen *p)
{
	const struct case_view *stays = &m->c.side[m->stays == 1 ? 0 : 1],
			       *joins = &m->c.side[m->stays == 1 ? 1 : 0];
	char due[WORDS_BYTES] = "-";

	if (m->stays == 0) {
		pen_put(p, v->fg, _("是同一件: 按 1 留左, 2 留右, 再 Enter。不是: n"));
		return;
	}
	if (m->refused != NULL) {
		pen_put(p, ROLE_WARN, m->refused);
		return;
	}
	if (stays->row.due_at < TIME_NEVER)
		words_time(stays->row.due_at, v->ui->now_utc, due);
	pen_putf(p, ROLE_STRONG, _("Enter 并入 %s"), case_brief(v->ui, &stays->row));
	pen_putf(p, v->fg, _(": %d 人都答复, 时限 %s, 24 小时内可拆"),
		stays->row.joint + joins->row.joint, due);
}

static void
paint_foot(const struct compare_model *m, const struct view *v, struct rect foot)
{
	struct pen p = pen_at(v->cv, foot, v->bg);
	char at[WORDS_BYTES];

	pen_gap(&p, 1);
	paint_will(m, v, &p);
	pen_line(&p);
	pen_gap(&p, 1);
	if (m->c.apart) {
		words_time(m->c.apart_at, v->ui->now_utc, at);
		pen_putf(&p, ROLE_INFO, _("%s %s 认定不是同一件, 不再提示。 n 取消认定"),
			m->c.apart_by, at);
	} else {
		pen_put(&p, ROLE_LABEL, _("! 有不同的项; 亮字是这一边才说的"));
	}
	if (m->other_count > 1)
		pen_right(&p, ROLE_LABEL,
			arena_printf(v->ui->scratch, _("像的 %zu/%zu  [ ] 换一件 "), m->at + 1,
				m->other_count));
}

void
compare_paint(const void *self, const struct view *v)
{
	const struct compare_model *m = self;
	struct boxes b = cut(v->rect);
	int row = -m->top;

	for (int k = 0; k < 2; k++)
		paint_frame(m, v, b.side[k], k);
	for (int i = 0; i < m->line_count && row < m->shown; row += m->lines[i++].rows) {
		paint_label(v, &m->lines[i], b.labels, row);
		for (int k = 0; k < 2; k++)
			paint_text(v, &m->lines[i], k, rect_inside_box(b.side[k]), row);
	}
	paint_foot(m, v, b.foot);
	canvas_rest(v->cv, v->rect.row, v->rect.col);
}
