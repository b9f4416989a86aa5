/* How a form lies on the screen: pages, lines, labels, values, errors, the list under a lookup field. */
#include <string.h>

#include "core/base/i18n.h"
#include "tui/widget/form_inner.h"

enum { LONG_ROWS = 3, LABEL_GAP = 2, MARK_CELLS = 3, AUTO_CELLS = 5 };

/* --- layout */

static const char *
label_of(const struct form *f, int field)
{
	return slot_text(f->fields[field].label);
}

/* One choice as printed, with its brackets where it is chosen. */
static void
choice_text(const struct field_choice *c, bool on, struct buf *out)
{
	buf_clear(out);
	buf_addf(out, "%s", on ? "[" : "");
	if (c->digit >= 0)
		buf_addf(out, "%d", c->digit);
	buf_addf(out, "%s%s", c->label, on ? "]" : "");
}

static void
tick_text(const struct field_choice *c, bool on, struct buf *out)
{
	buf_clear(out);
	buf_addf(out, "[%s] %s", on ? "x" : " ", c->label);
}

/*
 * Places the choices of a field that stand side by side; calls paint for each unless NULL. Returns rows, and in
 * *used (may be NULL) the cells of the last one.
 */
static int
flow(const struct form *f, int field, int cols, const struct view *v, struct rect at,
	void (*paint)(
		const struct view *v, struct rect r, const char *text, enum role role, bool cursor),
	int *used)
{
	const struct form_value *value = &f->values[field];
	bool ticks = f->fields[field].kind == FIELD_CHECKS;
	int row = 0, col = 0, gap = ticks ? 2 : 1;
	struct buf text;

	buf_init(&text);
	for (int i = 0; i < value->choice_count; i++) {
		const struct field_choice *c = &value->choices[i];
		bool on = ticks ? (form_value(f, field) >> i & 1) != 0
				: value->from != VALUE_NONE && value->value == c->value;

		if (ticks)
			tick_text(c, on, &text);
		else
			choice_text(c, on, &text);
		int cells = show_width(text.text);

		if (col > 0 && col + cells > cols) {
			row++;
			col = 0;
		}
		if (paint != NULL)
			paint(v, (struct rect){at.row + row, at.col + col, 1, cells}, text.text,
				!on                                      ? v->fg
					: value->from == VALUE_SUGGESTED ? ROLE_DIM
									 : ROLE_STRONG,
				ticks && f->focus == field && i == value->cursor);
		col += cells + gap;
	}
	buf_release(&text);
	if (used != NULL)
		*used = col;
	return row + 1;
}

static int
value_rows(const struct form *f, int field, int cols)
{
	const struct field *d = &f->fields[field];

	switch (d->kind) {
	case FIELD_LONG:
		return d->rows > 0 ? d->rows : LONG_ROWS;
	case FIELD_LIST:
		return f->values[field].choice_count > 0 ? f->values[field].choice_count : 1;
	case FIELD_CHOICE:
	case FIELD_CHECKS:
		return flow(f, field, cols, NULL, (struct rect){0}, NULL, NULL);
	default:
		return 1;
	}
}

static int
field_rows(const struct form *f, int field, int cols)
{
	return value_rows(f, field, cols) + (f->values[field].error != NULL);
}

static int
value_cols(const struct form *f, int field, int cols)
{
	int left = f->label_cells + !f->dialog, right = f->dialog ? 0 : MARK_CELLS;

	if (f->fields[field].kind == FIELD_AUTO && !f->dialog)
		right += AUTO_CELLS - 1;
	return cols - left - right > 1 ? cols - left - right : 1;
}

/* Gives each visible field its number, in the order of the pages, and finds the width of the labels. */
static void
number_fields(struct form *f)
{
	int n = 0;

	f->label_cells = 0;
	for (int page = 0; page < f->pages; page++) {
		for (int i = 0; i < f->count; i++) {
			struct form_value *v = &f->values[i];

			if (v->hidden || (f->pages > 1 && f->fields[i].second != (page == 1)))
				continue;
			v->number = f->fields[i].kind == FIELD_NOTE || f->dialog ? 0 : ++n;
			int cells = show_width(label_of(f, i)) +
				(v->number > 9                  ? 3
						: v->number > 0 ? 2
								: 0);

			f->label_cells = cells > f->label_cells ? cells : f->label_cells;
		}
	}
	f->label_cells += LABEL_GAP;
}

bool
field_on_page(const struct form *f, int field)
{
	return !f->values[field].hidden &&
		(f->pages < 2 || f->fields[field].second == (f->page == 1));
}

static int
rows_in_all(const struct form *f, int cols, bool page_only)
{
	int rows = 0;

	for (int i = 0; i < f->count; i++)
		if (!f->values[i].hidden && (!page_only || field_on_page(f, i)))
			rows += field_rows(f, i, value_cols(f, i, cols));
	return rows;
}

int
form_rows(const struct form *f, int cols)
{
	struct form copy = *f;

	copy.pages = 1;
	number_fields(&copy);
	return rows_in_all(&copy, cols, false);
}

static bool
has_second(const struct form *f)
{
	for (int i = 0; i < f->count; i++)
		if (f->fields[i].second && !f->values[i].hidden)
			return true;
	return false;
}

static void
decide_pages(struct form *f, struct rect rect)
{
	f->pages = 1;
	number_fields(f);
	if (!has_second(f) || rows_in_all(f, rect.cols, false) <= rect.rows) {
		f->page = 0;
		return;
	}
	f->pages = 2;
	if (f->focus >= 0)
		f->page = f->fields[f->focus].second;
	number_fields(f);
}

bool
form_place(struct widget *w, struct ui *ui, struct rect rect, struct err *err)
{
	struct form *f = (struct form *)w;
	int top = 0, focus_top = 0, focus_end = 0;

	(void)ui, (void)err;
	form_go_on(f);
	decide_pages(f, rect);
	for (int i = 0; i < f->count; i++) {
		struct form_value *v = &f->values[i];
		int cols = value_cols(f, i, rect.cols);

		v->rect = (struct rect){0};
		if (!field_on_page(f, i))
			continue;
		v->rect = (struct rect){
			top, rect.col + f->label_cells + !f->dialog, value_rows(f, i, cols), cols};
		if (f->fields[i].kind == FIELD_NOTE && label_of(f, i)[0] == '\0') {
			v->rect.col -= f->label_cells;
			v->rect.cols += f->label_cells;
		}
		if (i == f->focus)
			focus_top = top;
		top += field_rows(f, i, cols);
		if (i == f->focus)
			focus_end = top;
	}
	if (f->focus == FORM_SUBMIT_LINE)
		focus_top = top, focus_end = top + 1;
	if (focus_end > f->scroll + rect.rows)
		f->scroll = focus_end - rect.rows;
	if (focus_top < f->scroll)
		f->scroll = focus_top;
	if (top + !f->dialog <= rect.rows)
		f->scroll = 0;
	for (int i = 0; i < f->count; i++) {
		f->values[i].rect.row += rect.row - f->scroll;
		if (f->values[i].rect.rows > 0 && field_types(f->fields[i].kind))
			edit_place(&f->values[i].edit, f->values[i].rect);
	}
	return true;
}

/* --- painting */

static void
paint_choice(const struct view *v, struct rect r, const char *text, enum role role, bool cursor)
{
	canvas_text(v->cv, r.row, r.col, r.cols,
		(struct style){(uint8_t)role, (uint8_t)(cursor ? ROLE_SEL2_BG : v->bg)}, text);
	if (cursor && v->focus)
		canvas_rest(v->cv, r.row, r.col);
}

static void
paint_choice_list(const struct form *f, int field, const struct view *v)
{
	const struct form_value *value = &f->values[field];

	for (int i = 0; i < value->choice_count; i++) {
		const struct field_choice *c = &value->choices[i];
		bool on = value->from != VALUE_NONE && value->value == c->value;
		struct rect line = {value->rect.row + i, value->rect.col, 1, value->rect.cols};
		struct pen p = pen_at(v->cv, line, v->bg);

		pen_put(&p, ROLE_STRONG, on ? ">" : " ");
		if (c->digit >= 0)
			pen_putf(&p, ROLE_KEY, "%d ", c->digit);
		pen_put(&p, on ? ROLE_STRONG : v->fg, c->label);
		if (c->note != NULL)
			pen_putf(&p, ROLE_LABEL, "  %s", c->note);
		if (on && v->focus && f->focus == field)
			canvas_rest(v->cv, line.row, line.col);
	}
}

static void
paint_typed(const struct form *f, int field, const struct view *v)
{
	const struct form_value *value = &f->values[field];
	struct view part = view_part(v, value->rect);
	enum role fg = value->error != NULL ? ROLE_INPUT_ERR : ROLE_INPUT_FG;
	bool caret = v->focus && f->focus == field;

	edit_paint(&value->edit, &part, fg, ROLE_INPUT_BG, caret);
	bool dim = value->edit.len == 0 && value->dim != NULL && value->from == VALUE_SUGGESTED;

	if (dim)
		canvas_text(v->cv, part.rect.row, part.rect.col, part.rect.cols,
			(struct style){ROLE_DIM, ROLE_INPUT_BG}, value->dim);
	int used = show_width(dim ? value->dim : value->edit.text),
	    room = part.rect.cols - used - 2;

	if (value->note != NULL && f->fields[field].kind != FIELD_LONG &&
		show_width(value->note) <= room)
		canvas_text(v->cv, part.rect.row, part.rect.col + used + 2, room,
			(struct style){ROLE_LABEL, ROLE_INPUT_BG}, value->note);
}

/* Choices side by side, and the note behind the last one if it fits there. */
static void
paint_flow(const struct form *f, int field, const struct view *v)
{
	const struct form_value *value = &f->values[field];
	struct rect r = value->rect;
	int used = 0, last = flow(f, field, r.cols, v, r, paint_choice, &used) - 1;

	if (value->note != NULL && used + 2 + show_width(value->note) <= r.cols)
		canvas_text(v->cv, r.row + last, r.col + used + 2, r.cols - used - 2,
			(struct style){ROLE_LABEL, (uint8_t)v->bg}, value->note);
}

static void
paint_value(const struct form *f, int field, const struct view *v)
{
	const struct form_value *value = &f->values[field];
	struct rect r = value->rect;
	struct pen p = pen_at(v->cv, r, v->bg);

	switch (f->fields[field].kind) {
	case FIELD_CHOICE:
	case FIELD_CHECKS:
		paint_flow(f, field, v);
		break;
	case FIELD_LIST:
		paint_choice_list(f, field, v);
		break;
	case FIELD_CHECK:
		pen_put(&p, v->fg, form_value(f, field) != 0 ? "[x] " : "[ ] ");
		if (value->note != NULL)
			pen_put(&p, v->fg, value->note);
		break;
	case FIELD_AUTO:
	case FIELD_NOTE:
		pen_put(&p, v->fg, value->dim != NULL ? value->dim : "");
		if (value->note != NULL)
			pen_putf(&p, ROLE_LABEL, "  %s", value->note);
		if (v->focus && f->focus == field)
			canvas_rest(v->cv, r.row, r.col);
		break;
	default:
		paint_typed(f, field, v);
		break;
	}
}

static void
paint_label(const struct form *f, int field, const struct view *v)
{
	const struct form_value *value = &f->values[field];
	bool focus = f->focus == field;
	struct rect line = {value->rect.row, v->rect.col, 1, v->rect.cols};
	struct pen p = pen_at(v->cv, line, v->bg);
	struct style mark = {ROLE_STRONG, (uint8_t)v->bg};

	if (focus && v->focus && !(f->dialog && f->fields[field].kind == FIELD_LIST))
		canvas_text(v->cv, line.row, line.col - f->dialog, 1, mark, ">");
	pen_gap(&p, !f->dialog);
	if (value->number > 0)
		pen_putf(&p, ROLE_LABEL, "%d ", value->number);
	pen_put(&p, focus ? ROLE_STRONG : ROLE_LABEL, label_of(f, field));
	if (f->dialog)
		return;
	line.cols--;
	p = pen_at(v->cv, line, v->bg);
	if (f->fields[field].kind == FIELD_AUTO)
		pen_right(&p, ROLE_DIM, C_("form.auto|4", "自动"));
	else if (field_needed(f, field))
		pen_right(&p, ROLE_WARN, "*");
}

static void
paint_error(const struct form *f, int field, const struct view *v)
{
	const struct form_value *value = &f->values[field];
	int row = value->rect.row + value->rect.rows;
	struct pen p = pen_at(v->cv,
		(struct rect){row, v->rect.col - f->dialog, 1, v->rect.cols + f->dialog}, v->bg);

	pen_put(&p, ROLE_INPUT_ERR, "!");
	pen_tab(&p, value->rect.col - v->rect.col + f->dialog);
	pen_put(&p, ROLE_INPUT_ERR, value->error);
}

static void
paint_submit_line(const struct form *f, const struct view *v)
{
	struct rect r = v->rect;

	if (f->focus != FORM_SUBMIT_LINE)
		return;
	r.row += r.rows - 1;
	r.rows = 1;
	struct pen p = pen_at(v->cv, r, ROLE_SEL_BG);

	canvas_fill(v->cv, r, (struct style){ROLE_SEL_FG, ROLE_SEL_BG});
	pen_put(&p, ROLE_SEL_FG, ">");
	pen_put(&p, ROLE_SEL_FG, f->submit != NULL ? f->submit : _("Enter 提交   上箭头 回去改"));
	canvas_rest(v->cv, r.row, r.col);
}

void
form_paint(const struct widget *w, const struct view *v)
{
	const struct form *f = (const struct form *)w;
	struct rect before = canvas_clip(v->cv,
		(struct rect){v->rect.row, v->rect.col - f->dialog, v->rect.rows,
			v->rect.cols + f->dialog});

	for (int i = 0; i < f->count; i++) {
		if (!field_on_page(f, i))
			continue;
		paint_label(f, i, v);
		paint_value(f, i, v);
		if (f->values[i].error != NULL)
			paint_error(f, i, v);
	}
	if (!f->dialog)
		paint_submit_line(f, v);
	canvas_unclip(v->cv, before);
	if (f->listed && v->focus && f->focus >= 0)
		founds_paint(&f->found, f->found_at, true, v, f->values[f->focus].rect.row,
			f->values[f->focus].rect.col - 1, C_("form.list|12", "1-9 选"));
}
