#include "tui/screen/snooze.h"

#include "core/base/date.h"
#include "core/base/i18n.h"
#include "core/domain/snooze.h"
#include "core/domain/words.h"
#include "core/serve/case_view.h"
#include "tui/screen/case_cells.h"
#include "tui/widget/screen.h"

enum {
	BY_DATE = SNOOZE_CHOICES,
	BACK_NOW,
	ROWS,
	NAME_CELLS = 16,
	TIME_CELLS = 18,
	DIALOG_COLS = 58
};

struct snooze_model {
	struct widget w; /* no root widget: it moves by itself */
	int64_t *ids;
	size_t count;
	int64_t times[SNOOZE_CHOICES];
	int64_t due_at;   /* the earliest of them */
	const char *name; /* of the only one; NULL: several */
	bool asleep;      /* one of them is put off already */
	int cursor;
};

static const char *const names[ROWS] = {N_("一小时后"), N_("今天下午"), N_("下个工作日早上"),
	N_("下周一"), N_("到哪天.."), N_("不搁置了, 现在放回")};

extern const struct screen_ops snooze_screen;

struct effect
snooze_matters(struct ui *ui, const int64_t *ids, size_t count, struct err *err)
{
	struct effect fx;

	if (count == 0)
		return fx_toast(_("没有选中的件"));
	for (size_t i = 0; i < count; i++) {
		struct case_row row;
		bool found = false;

		if (!case_row_load(ui->session, ids[i], ui->scratch, &row, &found, err))
			return fx_fail();
		if (found && !snooze_may(ui->session, &row, err))
			return fx_fail();
	}
	fx = fx_open_many(&snooze_screen, ids, count);
	fx.arg.id = ids[0];
	return fx;
}

static bool
read_matters(struct snooze_model *m, struct ui *ui, struct err *err)
{
	m->due_at = TIME_NEVER;
	for (size_t i = 0; i < m->count; i++) {
		struct case_row row;
		bool found = false;
		int64_t until = 0;

		if (!case_row_load(ui->session, m->ids[i], ui->screen, &row, &found, err) ||
			!snooze_of(ui->session, m->ids[i], &until, err))
			return false;
		if (!found)
			return err_set(err, ERR_INPUT, _("没有这件, 或不在本单位辖区"));
		m->asleep = m->asleep || until != 0;
		m->due_at = row.due_at < m->due_at ? row.due_at : m->due_at;
		if (m->count == 1)
			m->name =
				arena_printf(ui->screen, "%s %s", case_brief(ui, &row), row.title);
	}
	return true;
}

static bool
snooze_open(void *self, struct ui *ui, const struct arg *arg, struct err *err)
{
	struct snooze_model *m = self;

	m->count = arg->count;
	m->ids = arena_array(ui->screen, arg->count, sizeof(*m->ids));
	for (size_t i = 0; i < arg->count; i++)
		m->ids[i] = arg->ids[i];
	for (int i = 0; i < SNOOZE_CHOICES; i++)
		m->times[i] = snooze_time(ui->session, (enum snooze_until)i);
	return read_matters(m, ui, err);
}

static bool
may_choose(const struct snooze_model *m, int row)
{
	if (row < SNOOZE_CHOICES)
		return m->times[row] != 0;
	return row == BY_DATE || m->asleep;
}

/* --- doing it */

static struct effect
leave(struct ui *ui, const char *toast)
{
	struct effect fx = fx_back();

	(void)ui;
	fx.answer = true;
	fx.answered = (struct act){.id = ACT_RETAG, .text = ""};
	return fx_done(fx, toast, 0);
}

static struct effect
put_off(struct snooze_model *m, struct ui *ui, int64_t until, struct err *err)
{
	char at[WORDS_BYTES];

	if (!snooze_put(ui->session, m->ids, m->count, until, err))
		return fx_fail();
	words_day_time(until, ui->now_utc, at);
	return leave(ui,
		m->count > 1 ? arena_printf(ui->scratch,
				       _("已搁置 %zu 件到 %s, 计时照走   过滤 搁置 看它们"),
				       m->count, at)
			     : arena_printf(ui->scratch,
				       _("已搁置到 %s, 计时照走   过滤 搁置 看它"), at));
}

static struct effect
choose(struct snooze_model *m, struct ui *ui, int row, struct err *err)
{
	if (row < 0 || row >= ROWS || !may_choose(m, row))
		return fx_none();
	if (row == BY_DATE)
		return fx_prompt(_("搁置到 (6-12 或 6-12 14:00)"), "", ACT_CHOSEN);
	if (row != BACK_NOW)
		return put_off(m, ui, m->times[row], err);
	if (!snooze_wake(ui->session, m->ids, m->count, err))
		return fx_fail();
	return leave(ui, _("放回列表了"));
}

/* A day alone is the beginning of work on it. */
static struct effect
until_typed(struct snooze_model *m, struct ui *ui, const char *typed, struct err *err)
{
	char full[DATE_TYPED_BYTES];
	int64_t at;
	int32_t day;

	date_expand(typed, ui->now_utc, full);
	if (date_parse_day(full, &day))
		at = snooze_morning(ui->session, day);
	else if (!date_parse_time(full, &at)) {
		err_set(err, ERR_INPUT, _("看不懂这个时间: %s。写 6-12 或 6-12 14:00"), typed);
		return fx_fail();
	}
	return put_off(m, ui, at, err);
}

static void
move(struct snooze_model *m, int by)
{
	int to = m->cursor + by;

	while (to >= 0 && to < ROWS && !may_choose(m, to))
		to += by;
	if (to >= 0 && to < ROWS)
		m->cursor = to;
}

static struct effect
snooze_act(void *self, struct ui *ui, const struct act *act, struct err *err)
{
	struct snooze_model *m = self;

	switch (act->id) {
	case ACT_UP:
	case ACT_PANELPREV:
		move(m, -1);
		return fx_none();
	case ACT_DOWN:
	case ACT_PANEL:
		move(m, 1);
		return fx_none();
	case ACT_PICK:
		return choose(m, ui, act->digit - 1, err);
	case ACT_OPEN:
	case ACT_SUBMIT:
		return choose(m, ui, m->cursor, err);
	case ACT_CHOSEN:
		return until_typed(m, ui, act->text, err);
	default:
		return fx_pass();
	}
}

/* --- on the screen */

static void
snooze_head(const void *self, const struct ui *ui, struct head *head)
{
	const struct snooze_model *m = self;

	head->crumb =
		m->count == 1 ? _("搁置") : arena_printf(ui->scratch, _("搁置 %zu 件"), m->count);
	head->rows = ROWS - !m->asleep + 6;
	head->cols = DIALOG_COLS;
}

static void
paint_row(const struct snooze_model *m, const struct view *v, struct pen *p, int row)
{
	bool may = may_choose(m, row), on = row == m->cursor;
	char at[WORDS_BYTES];

	pen_put(p, ROLE_STRONG, on ? ">" : " ");
	pen_putf(p, may ? ROLE_KEY : ROLE_DISABLED, "%d ", row + 1);
	pen_field(p, may ? v->fg : ROLE_DISABLED, NAME_CELLS, tr(names[row]));
	if (row < SNOOZE_CHOICES && may) {
		words_day_time(m->times[row], v->ui->now_utc, at);
		pen_field(p, v->fg, TIME_CELLS, at);
		if (m->times[row] > m->due_at)
			pen_put(p, ROLE_WARN, _("那时已超期"));
	} else if (!may) {
		pen_put(p, ROLE_DISABLED, _("已经是下午"));
	}
	pen_line(p);
}

static void
snooze_paint(const void *self, const struct view *v)
{
	const struct snooze_model *m = self;
	struct pen p = view_pen(v);
	char due[WORDS_BYTES];

	if (m->name != NULL)
		pen_put(&p, v->fg, m->name);
	pen_line(&p);
	for (int i = 0; i < ROWS - !m->asleep; i++)
		paint_row(m, v, &p, i);
	pen_line(&p);
	pen_put(&p, ROLE_LABEL, _("只从自己的列表里拿开; 别人办了它就提前回来。"));
	pen_line(&p);
	if (m->due_at < TIME_NEVER) {
		words_time(m->due_at, v->ui->now_utc, due);
		pen_putf(&p, ROLE_LABEL, _("计时照走, 时限 %s 不变。"), due);
	}
	canvas_rest(v->cv, v->rect.row + 1 + m->cursor, v->rect.col);
}

static const struct hint hints[] = {
	{.act = ACT_PICK, .label = SLOT("key|12", "搁到那时"), .keys = "1-5"},
	{.act = ACT_OPEN, .label = SLOT("key|12", "办")},
	{.act = ACT_BACK, .label = SLOT("key|12", "不办")},
	{0},
};

const struct screen_ops snooze_screen = {
	.name = "snooze",
	.title = N_("搁置"),
	.scope = KS_DIALOG,
	.size = sizeof(struct snooze_model),
	.hints = hints,
	.modal = true,
	.open = snooze_open,
	.act = snooze_act,
	.head = snooze_head,
	.paint = snooze_paint,
};
