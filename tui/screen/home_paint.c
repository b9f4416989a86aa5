/* What is only painted on the dashboard: how many matters stand in each view, and the last thirty days. */
#include "core/base/date.h"
#include "core/base/i18n.h"
#include "core/domain/words.h"
#include "tui/screen/home_model.h"
#include "tui/widget/chart.h"

enum { FIRST_VIEW = 1, LAST_VIEW = 6, VIEWS_BASE = 4, DAYS = 30, LABEL = 7 };

static void
counts(const struct home *h, const struct view *v)
{
	int last = v->ui->size >= SIZE_WIDE ? LAST_VIEW : VIEWS_BASE;
	struct pen p = view_pen(v);

	pen_gap(&p, 1);
	for (int i = FIRST_VIEW; i <= last; i++) {
		const struct case_list_count *c = &h->counts[i];
		enum role role = i == FIRST_VIEW && c->n > 0 ? ROLE_RED : ROLE_STRONG;

		pen_putf(&p, ROLE_LABEL, "%s ", case_view_name(v->ui->session, i));
		if (c->done || c->more)
			pen_putf(&p, role, c->more ? "%lld+" : "%lld", (long long)c->n);
		else
			pen_put(&p, ROLE_DIM, "-");
		pen_gap(&p, v->ui->size >= SIZE_WIDE ? 3 : 2);
	}
}

void
home_paint_queue(const void *self, const struct view *v)
{
	const struct home *h = self;
	struct rect rest = v->rect;
	struct view line = view_part(v, rect_cut_top(&rest, HOME_COUNT_ROWS));
	struct view list = view_part(v, rest);

	counts(h, &line);
	widget_paint(&h->queue.w, &list);
}

static void
chart(struct pen *p, const struct home *h, const struct ui *ui, const char *label, bool closed,
	int rows)
{
	int64_t values[DAYS];
	struct ink k;

	for (int i = 0; i < DAYS; i++) {
		const struct board_day *d = &h->board.days[BOARD_DAYS - DAYS + i];

		values[i] = closed ? d->closed : d->opened;
	}
	for (int row = 0; row < rows; row++) {
		if (row == 0)
			pen_put(p, ROLE_LABEL, label);
		else if (row == 1)
			pen_putf(p, ROLE_STRONG, "%lld", (long long)values[DAYS - 1]);
		pen_tab(p, LABEL);
		ink_init(&k);
		chart_area(&k, ui->glyphs, closed ? ROLE_CHART_2 : ROLE_CHART_1, values, DAYS,
			pen_room(p), row, rows);
		pen_ink(p, &k);
		ink_release(&k);
		pen_line(p);
	}
}

void
home_paint_chart(const void *self, const struct view *v)
{
	const struct home *h = self;
	int rows = (v->rect.rows - 2) / 2;
	int64_t came = 0, went = 0, open = h->areas.total;
	char day[WORDS_BYTES];
	struct pen p = view_pen(v);

	if (rows < 1)
		return;
	chart(&p, h, v->ui, C_("home.chart|6", "受理"), false, rows);
	chart(&p, h, v->ui, C_("home.chart|6", "办结"), true, rows);
	words_day(day_to_utc(h->board.today - DAYS + 1), v->ui->now_utc, day);
	pen_tab(&p, LABEL);
	pen_put(&p, ROLE_DIM, day);
	words_day(day_to_utc(h->board.today), v->ui->now_utc, day);
	pen_right(&p, ROLE_DIM, day);
	pen_line(&p);
	for (int i = BOARD_DAYS - BOARD_WEEK; i < BOARD_DAYS; i++) {
		came += h->board.days[i].opened;
		went += h->board.days[i].closed;
	}
	pen_putf(&p, ROLE_LABEL, "%s ", C_("home.chart|6", "积压"));
	pen_putf(&p, ROLE_STRONG, "%lld", (long long)open);
	pen_putf(&p, ROLE_FG, _("  7天来 %lld 结 %lld"), (long long)came, (long long)went);
	if (went > 0)
		pen_putf(&p, ROLE_FG, _("  清零约 %lld 天"), (long long)(open * BOARD_WEEK / went));
}
