/* The row of due dates above the list: how many end on which day; Enter filters that day. */
#include "core/base/date.h"
#include "core/base/i18n.h"
#include "core/base/show.h"
#include "tui/screen/queue_model.h"
#include "tui/widget/chart.h"

enum { BAR_CELLS = 8, ANEW_MS = 10000, LEAST_ROWS = 28 };

const struct case_tally_row *
queue_days_row(const struct queue_days *d)
{
	return d->cursor >= 0 && d->cursor < (int)d->count ? &d->rows[d->cursor] : NULL;
}

static struct act
days_act(struct widget *w, struct ui *ui, struct act act, struct err *err)
{
	struct queue_days *d = (struct queue_days *)w;
	int to = d->cursor, last = (d->shown < (int)d->count ? d->shown : (int)d->count) - 1;

	(void)ui, (void)err;
	switch (act.id) {
	case ACT_LEFT:
	case ACT_UP:
		to--;
		break;
	case ACT_RIGHT:
	case ACT_DOWN:
		to++;
		break;
	case ACT_TOP:
		to = 0;
		break;
	case ACT_BOTTOM:
		to = last;
		break;
	default:
		return act;
	}
	d->cursor = to < 0 ? 0 : to > last ? (last > 0 ? last : 0) : to;
	return (struct act){0};
}

/* "12-06", the day alone where the month stands before it already; with the year when it is another one. */
static const char *
day_label(const struct ui *ui, int64_t day, int64_t before)
{
	int y, m, d, y0 = 0, m0 = 0, unused, year, month, today;

	if (day == INT64_MAX)
		return _("不计时");
	day_to_date((int32_t)day, &y, &m, &d);
	day_to_date(day_from_utc(ui->now_utc), &year, &month, &today);
	if (before != INT64_MAX)
		day_to_date((int32_t)before, &y0, &m0, &unused);
	if (y == y0 && m == m0)
		return arena_printf(ui->scratch, "%02d", d);
	if (y == year)
		return arena_printf(ui->scratch, "%02d-%02d", m, d);
	return arena_printf(ui->scratch, "%02d-%02d-%02d", y % 100, m, d);
}

static int64_t
most_of(const struct queue_days *d)
{
	int64_t most = 1;

	for (size_t i = 0; i < d->count; i++)
		most = d->rows[i].n > most ? d->rows[i].n : most;
	return most;
}

static void
step_ink(const struct queue_days *d, const struct ui *ui, int i, int64_t most, struct ink *k)
{
	ink_clear(k);
	chart_step(k, ui->glyphs,
		day_label(ui, d->rows[i].value, i > 0 ? d->rows[i - 1].value : INT64_MAX),
		d->rows[i].n, most, BAR_CELLS);
}

static bool
days_place(struct widget *w, struct ui *ui, struct rect rect, struct err *err)
{
	struct queue_days *d = (struct queue_days *)w;
	int64_t most = most_of(d);
	int room = rect.cols - 1 - show_width(C_("queue.days|6", "到期"));
	struct ink k;

	(void)err;
	w->rect = rect;
	ink_init(&k);
	for (d->shown = 0; d->shown < (int)d->count; d->shown++) {
		step_ink(d, ui, d->shown, most, &k);
		room -= ink_cells(&k) + 2;
		if (room < 1)
			break;
	}
	ink_release(&k);
	return true;
}

static void
days_paint(const struct widget *w, const struct view *v)
{
	const struct queue_days *d = (const struct queue_days *)w;
	struct pen p = view_pen(v);
	int64_t most = most_of(d);
	struct ink k;

	ink_init(&k);
	pen_gap(&p, 1);
	pen_put(&p, ROLE_LABEL, C_("queue.days|6", "到期"));
	for (int i = 0; i < d->shown; i++) {
		int from = p.col;

		step_ink(d, v->ui, i, most, &k);
		pen_put(&p, ROLE_STRONG, v->focus && i == d->cursor ? " >" : i > 0 ? "  " : " ");
		pen_ink(&p, &k);
		if (v->focus && i == d->cursor)
			canvas_tint(v->cv,
				(struct rect){
					v->rect.row, v->rect.col + from + 1, 1, p.col - from - 1},
				(struct style){ROLE_SEL_FG, ROLE_SEL_BG});
	}
	ink_release(&k);
}

static const struct widget_ops days_widget = {
	.act = days_act,
	.place = days_place,
	.paint = days_paint,
};

bool
queue_shows_days(const struct ui *ui)
{
	return ui->size >= SIZE_WIDE && ui->rows >= LEAST_ROWS;
}

void
queue_days_init(struct queue_days *d, struct ui *ui)
{
	*d = (struct queue_days){.w.ops = &days_widget};
	ui_keep(ui, &d->mem);
}

/* While others write not more often than anybody reads it. */
bool
queue_days_due(const struct queue *q, const struct ui *ui)
{
	const struct queue_days *d = &q->days;

	return d->tally != NULL ||
		(d->stale && queue_shows_days(ui) &&
			(d->at_ms == 0 || ui->mono_ms - d->at_ms >= ANEW_MS));
}

static bool
start(struct queue *q, struct ui *ui, struct err *err)
{
	struct queue_days *d = &q->days;
	const struct case_tags tags = {q->list.tags, (size_t)q->list.tag_count};
	struct filter_fault fault;

	d->stale = false;
	if (!q->counted.more)
		return case_tally_open(&d->tally, ui->session, queue_text(q, ui), &tags, CF_DUE,
			false, &fault, err);
	d->count = 0; /* a list without end: reading it all for a row of numbers takes too long */
	return true;
}

bool
queue_days_step(struct queue *q, struct ui *ui, struct err *err)
{
	struct queue_days *d = &q->days;
	struct arena mem = ARENA_INIT;
	struct case_tally_row *rows;
	size_t count;
	int64_t total;
	bool done;

	if (d->tally == NULL)
		return start(q, ui, err);
	if (!case_tally_step(d->tally, &done, err))
		return false;
	if (!done)
		return true;
	bool ok = case_tally_rows(d->tally, &mem, &rows, &count, &total, err);

	case_tally_free(d->tally);
	d->tally = NULL;
	if (!ok) {
		arena_release(&mem);
		return false;
	}
	arena_release(&d->mem);
	d->mem = mem;
	d->rows = rows;
	d->count = count;
	d->at_ms = ui->mono_ms;
	return true;
}
