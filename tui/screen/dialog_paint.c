/* How a dialog lies on the screen (mock-up 10): what it is about, the form, and in words what Enter will do. */
#include <string.h>

#include "core/base/date.h"
#include "core/base/i18n.h"
#include "core/domain/case_number.h"
#include "tui/screen/case_cells.h"
#include "tui/screen/dialog.h"
#include "tui/widget/rect.h"

enum {
	SUBJECT_LINES = 4,
	SLIM_COLS = 64,
	BASE_COLS = 72,
	WIDE_COLS = 88,
	FRAME = 4,
	CAT_CELLS = 8,
	TIER_CELLS = 7
};

const char *
dialog_verb(const struct dialog *d)
{
	enum case_event event = d->instead != EV_NONE ? d->instead : dialog_face(d)->event;
	const struct transition *first, *t;
	size_t rows;

	dialog_transitions(d, &d->subjects[0], &first, &t);
	if (t != NULL)
		return word_now(t->word);
	t = machine_rows(&rows); /* of many the first may be one that it cannot be done to */
	while (rows > 1 && t->event != event)
		t++, rows--;
	return word_now(t->word);
}

static bool
has_long_text(const struct dialog *d)
{
	for (int i = 0; i < d->field_count; i++)
		if (d->fields[i].kind == FIELD_LONG && d->fields[i].rows != 1 &&
			!d->form.values[i].hidden)
			return true;
	return false;
}

static int
cols_for(const struct dialog *d, const struct ui *ui)
{
	if (ui->size >= SIZE_WIDE)
		return WIDE_COLS;
	return has_long_text(d) || d->info_count[d->face] > 0 ? BASE_COLS : SLIM_COLS;
}

static int
subject_lines(const struct dialog *d)
{
	return d->count > SUBJECT_LINES ? SUBJECT_LINES : (int)d->count;
}

static int
last_lines(const struct dialog *d)
{
	return d->then != NULL ? 2 : 1;
}

static int
info_lines(const struct dialog *d, int cols)
{
	int n = 0;

	for (int i = 0; i < d->info_count[d->face]; i++)
		n += wrap_lines(d->info[d->face][i], cols);
	return n;
}

void
dialog_head(const void *self, const struct ui *ui, struct head *head)
{
	const struct dialog *d = self;
	int cols = ui->size == SIZE_NARROW ? ui->cols : cols_for(d, ui);

	head->crumb = arena_printf(ui->scratch, P_("%s  %zu 件", "%s  %zu 件", dialog_count(d)),
		dialog_verb(d), dialog_count(d));
	head->title_right = _("Esc 不办");
	head->cols = cols;
	head->rows = 2 + subject_lines(d) + info_lines(d, cols - FRAME) + 1 +
		form_rows(&d->form, cols - FRAME) + last_lines(d);
	head->status = form_help(&d->form);
	if (d->meanwhile != NULL)
		head->status = d->meanwhile;
	else if (d->recalled)
		head->status = _("上次没办完的已填回");
	else if (d->able < d->count && *head->status == '\0')
		head->status = arena_printf(ui->scratch,
			_("动作用于已标的 %zu 件   另 %zu 件不能办, 办完列出原因"), d->able,
			d->count - d->able);
	else if (d->count > 1 && *head->status == '\0')
		head->status = arena_printf(ui->scratch, _("动作用于已标的 %zu 件"), d->count);
}

bool
dialog_place(void *self, struct ui *ui, struct rect body, struct err *err)
{
	struct dialog *d = self;

	if (!dialog_sync(d, ui, err))
		return false;
	rect_cut_top(&body, subject_lines(d) + info_lines(d, body.cols) + 1);
	rect_cut_bottom(&body, last_lines(d));
	return widget_place(&d->form.w, ui, body, err);
}

static void
paint_subject(const struct view *v, struct pen *p, const struct subject *s)
{
	const struct category *cat = category_by_code(v->ui->session->rules, s->row.cat);
	const struct rules *r = v->ui->session->rules;

	pen_case_no(p, s->refused != NULL ? ROLE_DIM : v->fg,
		s->row.id != 0 ? case_brief(v->ui, &s->row) : "-");
	int tail = CAT_CELLS + TIER_CELLS, room = pen_room(p) - tail;

	if (s->refused != NULL) {
		pen_field(p, ROLE_DIM, pen_room(p), s->refused);
		return;
	}
	pen_field(p, v->fg, room - 1, s->row.title);
	pen_gap(p, 1);
	pen_field(p, ROLE_LABEL, CAT_CELLS,
		cat == NULL ? "-"
			    : arena_printf(v->ui->scratch, "%s %s", cat->letters,
				      i18n_lang() == LANG_EN ? "" : cat->brief));
	pen_field(p, ROLE_LABEL, TIER_CELLS,
		s->row.tier != TIER_NONE ? word_now(r->tiers[s->row.tier].brief) : "");
}

static void
paint_top(const struct dialog *d, const struct view *v)
{
	struct pen p = view_pen(v);
	int lines = subject_lines(d);

	for (int i = 0; i < lines; i++) {
		if (i == lines - 1 && (size_t)lines < d->count)
			pen_putf(&p, ROLE_LABEL, _("另 %zu 件"), d->count - (size_t)lines + 1);
		else
			paint_subject(v, &p, &d->subjects[i]);
		pen_line(&p);
	}
	for (int i = 0; i < d->info_count[d->face]; i++) {
		pen_wrap(&p, ROLE_LABEL, 0, d->info[d->face][i]);
		pen_line(&p);
	}
}

/* What follows from it; "Enter 分办 2 件 (30秒内可按 u 撤销)   Tab 改各项" */
static void
paint_last(const struct dialog *d, const struct view *v)
{
	struct rect rest = v->rect, last = rect_cut_bottom(&rest, last_lines(d));
	int hold = v->ui->session->rules->hold_seconds;
	size_t n = dialog_count(d);
	struct pen p = pen_at(v->cv, last, v->bg);

	if (d->then != NULL) {
		pen_put(&p, ROLE_INFO, d->then);
		pen_line(&p);
	}
	pen_put(&p, ROLE_KEY, "Enter ");
	if (d->signs)
		pen_putf(&p, v->fg, _("送审 %s, 签批后生效"), dialog_verb(d));
	else if (hold > 0 && d->undoable)
		pen_putf(&p, v->fg,
			P_("%s %zu 件 (%d秒内可按 u 撤销)", "%s %zu 件 (%d秒内可按 u 撤销)", n),
			dialog_verb(d), n, hold);
	else
		pen_putf(&p, v->fg, P_("%s %zu 件 (不能撤销)", "%s %zu 件 (不能撤销)", n),
			dialog_verb(d), n);
	pen_gap(&p, 3);
	if (pen_room(&p) > 14) {
		pen_put(&p, ROLE_KEY, "Tab ");
		pen_put(&p, ROLE_LABEL, _("改各项"));
	}
}

void
dialog_paint(const void *self, const struct view *v)
{
	const struct dialog *d = self;
	struct view form = view_part(v, d->form.w.rect);

	paint_top(d, v);
	paint_last(d, v);
	widget_paint(&d->form.w, &form); /* last: its lists of what was found lie over the rest */
}
