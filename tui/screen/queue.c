#include "tui/screen/queue.h"

#include <string.h>

#include "core/base/i18n.h"
#include "core/domain/case_number.h"
#include "core/domain/claim.h"
#include "core/domain/preference.h"
#include "core/domain/snooze.h"
#include "core/domain/view.h"
#include "tui/screen/case_screen.h"
#include "tui/screen/freq.h"
#include "tui/screen/queue_model.h"
#include "tui/screen/verbs.h"
#include "tui/screen/views.h"
#include "tui/widget/rect.h"

enum { MINUTE_MS = 60000, REST_MS = 400, BESIDE_COLS = 170, BESIDE_WIDTH = 60 };

static void
release(struct queue *q)
{
	case_list_free(q->cases);
	case_views_free(q->views);
	case_tally_free(q->days.tally);
	queue_offers_drop(q);
	buf_release(&q->offers.rest);
	buf_release(&q->filter);
	buf_release(&q->tried);
}

/* The sooner of what is waited for. */
static void
call_later(struct queue *q, struct ui *ui)
{
	ui->call_at_ms = q->minute_ms;
	if (q->preview.due_ms != 0 && q->preview.due_ms < ui->call_at_ms)
		ui->call_at_ms = q->preview.due_ms;
}

static bool
read_preferences(struct queue *q, struct ui *ui, struct err *err)
{
	const char *value;

	if (!preference_get(ui->session, "queue.preview", ui->scratch, &value, err))
		return false;
	q->preview.on = strcmp(value, "1") == 0;
	return true;
}

static bool
queue_open(void *self, struct ui *ui, const struct arg *arg, struct err *err)
{
	struct queue *q = self;
	struct filter_fault fault;

	buf_init(&q->filter);
	buf_init(&q->tried);
	buf_init(&q->offers.rest);
	q->view = queue_view_of(ui, arg->text);
	if (q->view < 0) {
		q->view = 0;
		buf_addstr(&q->filter, arg->text);
	}
	panels_init(&q->panels, q);
	queue_list_init(q, ui);
	queue_days_init(&q->days, ui);
	ui_keep(ui, &q->preview.mem);
	ui_keep(ui, &q->saved_mem);
	q->list_panel = panels_add(&q->panels, &q->list.w, NULL);
	q->days_panel = panels_add(&q->panels, &q->days.w, NULL);
	q->panels.items[q->list_panel].open = q->panels.items[q->days_panel].open = true;
	q->minute_ms = ui->mono_ms + MINUTE_MS - ui->now_utc % 60 * 1000;
	call_later(q, ui);
	if (queue_open_list(q, ui, queue_text(q, ui), &fault, err) &&
		case_views_open(&q->views, ui->session, err) && read_preferences(q, ui, err))
		return true;
	release(q);
	return false;
}

static bool
queue_load(void *self, struct ui *ui, struct err *err)
{
	struct queue *q = self;
	bool fresh = ui->why != LOAD_POLL;

	if (ui->why != LOAD_OPEN &&
		(!case_list_refresh(q->cases, err) || !case_views_refresh(q->views, err)))
		return false;
	if (!snooze_list(ui->session, ui->load, &q->sleepers, &q->asleep, err) ||
		!claims_of_others(ui->session, ui->load, &q->locked, &q->locked_count, err))
		return false;
	q->views_done = false;
	queue_recount(q, ui, fresh);
	if (fresh)
		q->preview.version = -1;
	return list_load(&q->list, ui, err);
}

/* --- acts */

static struct effect
open_row(struct queue *q, struct ui *ui)
{
	int n = list_count(&q->list);
	int64_t *ids = arena_array(ui->scratch, (size_t)n + 1, sizeof(*ids));

	if (list_row(&q->list) == NULL)
		return fx_none();
	for (int i = 0; i < n; i++)
		ids[i] = ((const struct queue_row *)list_at(&q->list, i))->row.id;
	return case_open(list_id(&q->list), ids, (size_t)n);
}

static struct effect
open_day(struct queue *q, struct ui *ui, struct err *err)
{
	const struct case_tally_row *day = queue_days_row(&q->days);

	if (day == NULL || *day->filter == '\0')
		return fx_toast(_("这些件没有计时"));
	panels_focus(&q->panels, q->list_panel);
	return queue_narrow(q, ui, day->filter, err);
}

static struct effect
pick(struct queue *q, struct ui *ui, int digit, struct err *err)
{
	if (digit >= 1 && digit <= CASE_VIEWS)
		return queue_set_view(q, ui, digit - 1, err);
	return fx_open(&views_screen, 0);
}

static struct effect
toggle_preview(struct queue *q, struct ui *ui, struct err *err)
{
	q->preview.on = !q->preview.on;
	q->preview.id = 0;
	if (!preference_set(ui->session, "queue.preview", q->preview.on ? "1" : "0", err))
		return fx_fail();
	return queue_preview_load(q, ui, err) ? fx_none() : fx_fail();
}

static struct effect
name_view(struct queue *q, struct ui *ui, const char *text)
{
	const char *filter = text != NULL && *text != '\0' ? text : queue_text(q, ui);

	arena_reset(&q->saved_mem);
	q->saved_text = arena_strdup(&q->saved_mem, filter);
	q->asked = ASKED_VIEW_NAME;
	return fx_prompt(C_("bar.label|8", "视图名"), "", ACT_CHOSEN);
}

static struct effect
save_view(struct queue *q, struct ui *ui, const char *name, struct err *err)
{
	bool replaced;

	if (!view_save(ui->session, name, q->saved_text, &replaced, err))
		return fx_fail();
	return fx_toast(arena_printf(ui->scratch,
		replaced ? _("视图 %s 已换成这个过滤   @%s 用它")
			 : _("已存视图 %s   9 我的视图, 或过滤 @%s"),
		name, name));
}

static struct effect
open_freq(struct queue *q, struct ui *ui, const char *field)
{
	struct effect fx = fx_open_text(&freq_screen,
		arena_printf(ui->scratch, "%s\n%s", field != NULL ? field : "", queue_text(q, ui)));

	fx.arg.ids = q->list.tags;
	fx.arg.count = (size_t)q->list.tag_count;
	q->asked = ASKED_FREQ;
	return fx;
}

static struct effect
chosen(struct queue *q, struct ui *ui, const struct act *act, struct err *err)
{
	enum queue_question asked = q->asked;

	q->asked = ASKED_NOTHING;
	if (asked == ASKED_VIEW_NAME)
		return save_view(q, ui, act->text, err);
	if (asked == ASKED_FREQ)
		return queue_narrow(q, ui, act->text, err);
	return fx_none();
}

/* `:标记 FILTER`: tags what of this list it finds. */
static struct effect
tag_by(struct queue *q, struct ui *ui, const char *text, struct err *err)
{
	int64_t *ids = arena_array(ui->scratch, LIST_TAGS_MAX, sizeof(*ids));
	const char *now = queue_text(q, ui);
	int n = 0;

	if (text == NULL || *text == '\0')
		return fx_toast(_("标记什么? 例如 :标记 超期"));
	if (!queue_find_ids(q, ui,
		    arena_printf(ui->scratch, *now != '\0' ? "(%s) (%s)" : "%s%s", now, text), ids,
		    LIST_TAGS_MAX, &n, err))
		return fx_fail();
	for (int i = 0; i < n; i++)
		list_tag(&q->list, ids[i], true);
	return n > 0 ? fx_none() : fx_toast(_("这一栏里没有符合的件"));
}

static struct effect
copy_number(const struct queue *q, struct ui *ui)
{
	const struct queue_row *row = list_row(&q->list);
	char full[CASE_NO_FULL_BYTES];

	if (row == NULL)
		return fx_none();
	case_no_full(row->row.no, full);
	return (struct effect){.kind = FX_COPY,
		.text = arena_strdup(ui->scratch, full),
		.toast = arena_printf(ui->scratch, _("已复制 %s"), full)};
}

/* A minute is over: lights, tabs and what is due today have moved on by themselves. */
static struct effect
due(struct queue *q, struct ui *ui, struct err *err)
{
	bool ok = true;

	if (q->preview.due_ms != 0 && ui->mono_ms >= q->preview.due_ms)
		ok = queue_preview_load(q, ui, err);
	if (ok && ui->mono_ms >= q->minute_ms) {
		ui->why = LOAD_POLL;
		q->minute_ms = ui->mono_ms + MINUTE_MS - ui->now_utc % 60 * 1000;
		ok = queue_load(q, ui, err);
	}
	call_later(q, ui);
	return ok ? fx_none() : fx_fail();
}

static struct effect
moved(struct queue *q, struct ui *ui)
{
	if (q->preview.on && ui->slow) {
		q->preview.due_ms = ui->mono_ms + REST_MS;
		call_later(q, ui);
	}
	return fx_none();
}

static struct effect
go(struct queue *q, struct ui *ui, const char *text, struct err *err)
{
	panels_focus(&q->panels, q->list_panel);
	if (text != NULL && *text != '\0')
		return queue_set_filter(q, ui, text, err);
	return queue_set_view(q, ui, 0, err);
}

static struct effect
verb(struct queue *q, struct ui *ui, const struct act *act, struct err *err)
{
	const int64_t *ids;
	size_t n;

	if (act->id >= ACT_BOUND_COUNT)
		return fx_pass();
	n = list_subjects(&q->list, ui->scratch, &ids);
	return case_verb(ui, act->id, ids, n, err);
}

static struct effect
queue_act(void *self, struct ui *ui, const struct act *act, struct err *err)
{
	struct queue *q = self;
	bool on_days = q->panels.focus == q->days_panel;

	q->key = act->id != ACT_DUE;
	switch (act->id) {
	case ACT_OPEN:
		return on_days ? open_day(q, ui, err) : open_row(q, ui);
	case ACT_PICK:
		return pick(q, ui, act->digit, err);
	case ACT_GO_QUEUE:
		return go(q, ui, act->text, err);
	case ACT_MOVED:
		return moved(q, ui);
	case ACT_PREVIEW:
		return toggle_preview(q, ui, err);
	case ACT_PREVIEWDOWN:
	case ACT_PREVIEWUP:
		queue_preview_scroll(q, act->id == ACT_PREVIEWDOWN ? 1 : -1);
		return fx_none();
	case ACT_FILTER_TRY:
		return queue_try(q, ui, act->text, err);
	case ACT_FILTER_SET:
		return queue_set_filter(q, ui, act->text, err);
	case ACT_FILTER_END:
		return queue_end_try(q, ui, err);
	case ACT_UNFILTER:
		return queue_unfilter(q, ui, err);
	case ACT_FREQ:
		return open_freq(q, ui, act->text);
	case ACT_SAVEVIEW:
		return name_view(q, ui, act->text);
	case ACT_CHOSEN:
		return chosen(q, ui, act, err);
	case ACT_TAGBY:
		return tag_by(q, ui, act->text, err);
	case ACT_COPY:
		return copy_number(q, ui);
	case ACT_DUE:
		return due(q, ui, err);
	case ACT_RETAG: /* told while the days have the focus */
		widget_act(&q->list.w, ui, *act, err);
		return fx_none();
	default:
		return verb(q, ui, act, err);
	}
}

/* Hints do not change from row to row: they say what there is, and a key that cannot act says why. */
static bool
queue_offers(const void *self, const struct ui *ui, enum action action)
{
	(void)self, (void)ui;
	switch (action) {
	case ACT_VIEW:
	case ACT_EXPORT:
	case ACT_PRINT:
	case ACT_EDIT:
	case ACT_WHO:
	case ACT_GROUP:
		return false;
	default:
		return case_offers(action);
	}
}

static bool
queue_can(const void *self, const struct ui *ui, enum action action, const char **why)
{
	const struct queue *q = self;

	if (!queue_offers(self, ui, action)) {
		*why = _("这一版还没有");
		return false;
	}
	return q->list.tag_count > 0 || case_can(ui, list_row(&q->list), action, why);
}

static const char *
empty_text(const struct queue *q, const struct ui *ui)
{
	if (q->filter.len > 0 || q->trying)
		return arena_printf(
			ui->scratch, _("没有符合 %s 的件。 Esc 去掉过滤"), queue_text(q, ui));
	if (q->view == CASE_VIEWS - 1)
		return _("还没有案件。 F6 登记");
	return arena_printf(ui->scratch, _("「%s」里没有件。 按 8 看全部"),
		case_view_name(ui->session, q->view));
}

static bool
queue_place(void *self, struct ui *ui, struct rect body, struct err *err)
{
	struct queue *q = self;
	struct rect days = {0}, preview = {0};

	if (queue_shows_days(ui) && q->days.count > 0)
		days = rect_cut_top(&body, 1);
	if (q->preview.on && ui->cols >= BESIDE_COLS)
		preview = rect_cut_right(&body, BESIDE_WIDTH);
	else if (q->preview.on)
		preview = rect_cut_bottom(&body, queue_preview_rows(ui));
	q->preview.rect = preview;
	panels_put(&q->panels, q->days_panel, days);
	panels_put(&q->panels, q->list_panel, body);
	bool ok = queue_work(q, ui, err) && panels_place(&q->panels, ui, err);

	q->list.empty = empty_text(q, ui);
	queue_fit_columns(q, ui);
	return ok;
}

static void
queue_paint(const void *self, const struct view *v)
{
	const struct queue *q = self;

	widget_paint(&q->panels.w, v);
	if (q->preview.on)
		queue_preview_paint(q, v);
}

static void
queue_close(void *self, struct ui *ui)
{
	(void)ui;
	release(self);
}

static const struct hint hints[] = {
	{.act = ACT_OPEN},
	{.act = ACT_TAG},
	{.act = ACT_TAGALL, .wide = true},
	{.act = ACT_CASE_ACCEPT, .wide = true},
	{.act = ACT_CASE_ROUTE, .wide = HINT_ROOMY},
	{.act = ACT_CASE_TRANSFER, .wide = HINT_ROOMY},
	{.act = ACT_CASE_RETURN, .wide = true},
	{.act = ACT_CASE_EXTEND, .wide = true},
	{.act = ACT_CASE_URGE, .wide = true},
	{.act = ACT_CASE_SUPERVISE, .wide = true},
	{.act = ACT_CASE_FEEDBACK, .wide = HINT_ROOMY},
	{.act = ACT_CASE_CLOSE, .wide = HINT_ROOMY},
	{.act = ACT_CASE_SURVEY, .wide = true},
	{.act = ACT_FILTER},
	{.act = ACT_PREVIEW, .wide = true},
	{.act = ACT_SORT, .wide = true},
	{.act = ACT_VIEW, .wide = true},
	{.act = ACT_FREQ, .wide = true},
	{.act = ACT_CASE_MERGE, .wide = true},
	{.act = ACT_CASE_LINK, .wide = true},
	{.act = ACT_CASE_MEET, .wide = true},
	{.act = ACT_UNDO, .wide = true},
	{.act = ACT_EXPORT, .wide = true},
	{.act = ACT_ACTIONS, .label = SLOT("queue.hint|6", "动作")},
	{.act = ACT_MENU, .wide = true},
	{.act = ACT_COMMAND, .wide = true},
	{.act = ACT_HELP},
	{.act = ACT_BACK, .wide = true},
	{0},
};

const struct screen_ops queue_screen = {
	.name = "queue",
	.title = N_("案件"),
	.scope = KS_CASE,
	.size = sizeof(struct queue),
	.hints = hints,
	.filter = &queue_bar,
	.open = queue_open,
	.load = queue_load,
	.act = queue_act,
	.can = queue_can,
	.offers = queue_offers,
	.head = queue_head,
	.place = queue_place,
	.paint = queue_paint,
	.close = queue_close,
};
