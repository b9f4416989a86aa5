#include "tui/screen/home.h"

#include "core/base/i18n.h"
#include "tui/screen/case_screen.h"
#include "tui/screen/home_model.h"
#include "tui/screen/verbs.h"

enum { HIGH = 30, RECOUNT_MS = 10000, MINUTE_MS = 60000 };

static bool
leads_others(const struct session *s)
{
	return !session_has(s, ROLE_OP | ROLE_DSP | ROLE_HND | ROLE_HL | ROLE_GRD | ROLE_MED);
}

static bool
open_sources(struct home *h, struct ui *ui, struct err *err)
{
	struct filter_fault fault;

	return case_list_open(&h->mine, ui->session, case_view_list(ui->session, 0), NULL, NULL,
		       &fault, err) &&
		case_views_open(&h->views, ui->session, err) &&
		alerts_open(&h->counted_alerts, ui->session, err);
}

static bool
home_open(void *self, struct ui *ui, const struct arg *arg, struct err *err)
{
	struct home *h = self;

	(void)arg;
	h->tab = leads_others(ui->session) ? HOME_CENTRE : HOME_MINE;
	panels_init(&h->panels, h);
	home_queue_init(h, ui);
	home_lines_init(h, ui);
	tally_list_init(&h->areas, ui, _("待办"), CF_AREA, tally_area_columns);
	tally_list_init(&h->units, ui, _("待办"), CF_UNIT, tally_unit_columns);
	tally_list_init(&h->people, ui, _("待办"), CF_HANDLER, tally_person_columns);
	h->queue_box = panels_add(&h->panels, &h->queue.w, home_paint_queue);
	h->areas_box = panels_add(&h->panels, &h->areas.list.w, NULL);
	h->people_box = panels_add(&h->panels, &h->people.list.w, NULL);
	h->units_box = panels_add(&h->panels, &h->units.list.w, NULL);
	h->lines_box = panels_add(&h->panels, &h->lines.w, NULL);
	h->chart_box = panels_add(&h->panels, NULL, home_paint_chart);
	h->hot_box = panels_add(&h->panels, &h->hot.w, NULL);
	h->alerts_box = panels_add(&h->panels, &h->alerts.w, NULL);
	ui_keep(ui, &h->alert_mem);
	ui_keep(ui, &h->line_mem);
	h->key = true; /* the first frame does not wait for any counting */
	return open_sources(h, ui, err);
}

static void
name_boxes(struct home *h, struct ui *ui)
{
	const struct case_list_count *mine = &h->counts[0];
	const char *whose = session_watches_area(ui->session) ? _("我的待办") : _("本单位待办");

	panels_title(&h->panels, h->queue_box,
		mine->done ? arena_printf(ui->load, "%s %lld", whose, (long long)mine->n) : whose,
		_("Enter 打开"));
	panels_title(&h->panels, h->lines_box,
		h->areas.done
			? arena_printf(ui->load, _("红黄绿灯 在办 %lld"), (long long)h->areas.total)
			: _("红黄绿灯"),
		NULL);
	panels_title(&h->panels, h->areas_box, _("各区域的灯"), NULL);
	panels_title(&h->panels, h->units_box, _("承办单位积压"), NULL);
	panels_title(&h->panels, h->people_box, _("经办人手上的件"), _("@ 重新分派"));
	panels_title(&h->panels, h->chart_box, _("30天 受理与办结"), NULL);
	panels_title(&h->panels, h->hot_box, _("升得快的类别"), NULL);
	panels_title(&h->panels, h->alerts_box, _("提醒"), _("z 明天再说"));
}

/* Counting again costs some milliseconds at most, but not after every stroke of a colleague. */
static bool
recount(struct home *h, struct ui *ui, struct err *err)
{
	if (ui->why == LOAD_POLL && ui->mono_ms - h->counted_ms < RECOUNT_MS) {
		ui->call_at_ms = h->counted_ms + RECOUNT_MS;
		return true;
	}
	h->counted_ms = ui->mono_ms;
	h->views_done = h->alerts_done = false;
	ui->call_at_ms = ui->mono_ms + MINUTE_MS;
	ui->again = true;
	return board_load(ui->session, &h->board, err) && case_views_refresh(h->views, err) &&
		alerts_refresh(h->counted_alerts, err) && tally_list_start(&h->areas, ui, err) &&
		(h->tab != HOME_CENTRE || tally_list_start(&h->units, ui, err)) &&
		(h->tab != HOME_LOAD || tally_list_start(&h->people, ui, err));
}

static bool
home_load(void *self, struct ui *ui, struct err *err)
{
	struct home *h = self;

	if (!home_queue_load(h, ui, err) || !recount(h, ui, err))
		return false;
	home_lines_set(h, ui);
	home_hot_set(h, ui);
	name_boxes(h, ui);
	return true;
}

/* --- counting, a slice a frame */

static bool
count_views(struct home *h, struct ui *ui, struct err *err)
{
	struct case_list_count now[CASE_VIEWS];

	if (!case_views_step(h->views, now, &h->views_done, err))
		return false;
	for (int i = 0; i < CASE_VIEWS; i++)
		if (now[i].done)
			h->counts[i] = now[i];
	name_boxes(h, ui);
	return true;
}

static bool
count_alerts(struct home *h, struct ui *ui, struct err *err)
{
	return alerts_step(h->counted_alerts, &h->alerts_done, err) &&
		(!h->alerts_done || home_alerts_set(h, ui, err));
}

static bool
count_tally(struct home *h, struct ui *ui, struct tally_list *t, struct err *err)
{
	if (!tally_list_step(t, ui, err))
		return false;
	if (t == &h->areas && t->tally == NULL) {
		home_lines_set(h, ui);
		name_boxes(h, ui);
	}
	return true;
}

static bool
work(struct home *h, struct ui *ui, struct err *err)
{
	struct tally_list *tallies[] = {&h->areas, &h->units, &h->people};
	struct tally_list *next = NULL;

	for (size_t i = 0; i < sizeof(tallies) / sizeof(tallies[0]) && next == NULL; i++)
		if (tallies[i]->tally != NULL)
			next = tallies[i];
	if (h->views_done && h->alerts_done && next == NULL)
		return true;
	ui->again = true;
	if (h->key) {
		h->key = false;
		return true;
	}
	if (!h->views_done)
		return count_views(h, ui, err);
	if (next != NULL)
		return count_tally(h, ui, next, err);
	return count_alerts(h, ui, err);
}

/* --- where things stand */

static struct rect
right_part(const struct ui *ui, struct rect *body)
{
	return rect_box_right(body, ui->cols >= 100 ? body->cols * 46 / 120 : body->cols * 31 / 80);
}

static void
place_mine(struct home *h, const struct ui *ui, struct rect body)
{
	bool high = ui->rows >= HIGH, narrow = ui->size == SIZE_NARROW;
	struct rect foot, right;

	if (narrow) {
		panels_put(&h->panels, h->queue_box, rect_box_top(&body, body.rows * 2 / 3));
		panels_put(&h->panels, h->alerts_box, body);
		return;
	}
	if (high) {
		foot = rect_box_bottom(&body, 11 + (body.rows - 31) / 2);
		panels_put(&h->panels, h->hot_box, rect_box_left(&foot, foot.cols / 2));
		panels_put(&h->panels, h->alerts_box, foot);
	}
	right = right_part(ui, &body);
	panels_put(&h->panels, h->queue_box, body);
	panels_put(&h->panels, h->lines_box, rect_box_top(&right, 12));
	panels_put(&h->panels, high ? h->chart_box : h->alerts_box, right);
}

static void
place_centre(struct home *h, const struct ui *ui, struct rect body)
{
	bool high = ui->rows >= HIGH;
	struct rect right;

	if (ui->size == SIZE_NARROW) {
		panels_put(&h->panels, h->areas_box, rect_box_top(&body, body.rows / 2));
		panels_put(&h->panels, h->units_box, body);
		return;
	}
	right = right_part(ui, &body);
	panels_put(&h->panels, h->areas_box, rect_box_top(&body, body.rows / 2 + 1));
	panels_put(&h->panels, h->units_box, body);
	panels_put(&h->panels, h->lines_box, rect_box_top(&right, 12));
	if (high)
		panels_put(&h->panels, h->chart_box, rect_box_top(&right, 10));
	panels_put(&h->panels, h->hot_box, right);
}

static void
place_load(struct home *h, const struct ui *ui, struct rect body)
{
	struct rect right;

	if (ui->size != SIZE_NARROW) {
		right = right_part(ui, &body);
		panels_put(&h->panels, h->lines_box, rect_box_top(&right, 12));
		panels_put(&h->panels, h->alerts_box, right);
	}
	panels_put(&h->panels, h->people_box, body);
}

static bool
home_place(void *self, struct ui *ui, struct rect body, struct err *err)
{
	static const struct rect nowhere = {0};
	struct home *h = self;

	if (!work(h, ui, err))
		return false;
	for (int i = 0; i < h->panels.count; i++)
		panels_put(&h->panels, i, nowhere);
	switch (h->tab) {
	case HOME_CENTRE:
		place_centre(h, ui, body);
		break;
	case HOME_LOAD:
		place_load(h, ui, body);
		break;
	case HOME_ALERTS:
		panels_put(&h->panels, h->alerts_box, body);
		break;
	default:
		place_mine(h, ui, body);
	}
	if (!panels_place(&h->panels, ui, err))
		return false;
	if (h->tab != HOME_MINE)
		return true;
	struct rect inside = panels_inside(&h->panels, h->queue_box);

	rect_cut_top(&inside, HOME_COUNT_ROWS);
	return widget_place(&h->queue.w, ui, inside, err);
}

/* --- what a line leads to */

static struct effect
to_list(const char *filter)
{
	if (filter == NULL)
		return fx_toast(_("这一项没有单独的列表"));
	return (struct effect){.kind = FX_GO, .then = ACT_GO_QUEUE, .arg = {.text = filter}};
}

static struct effect
open_alert(const struct alert *a)
{
	if (a == NULL)
		return fx_none();
	if (a->filter != NULL)
		return to_list(a->filter);
	return (struct effect){.kind = FX_GO,
		.then = a->kind == ALERT_DRAFT ? ACT_GO_DRAFT : ACT_GO_NOTICE,
		.arg = {.text = ""}};
}

static struct effect
open_case(struct home *h, struct ui *ui)
{
	int n = list_count(&h->queue);
	int64_t *ids = arena_array(ui->scratch, (size_t)n, sizeof(*ids));

	if (n == 0)
		return fx_none();
	for (int i = 0; i < n; i++)
		ids[i] = ((const struct case_row *)list_at(&h->queue, i))->id;
	return case_open(list_id(&h->queue), ids, (size_t)n);
}

static struct effect
open_focus(struct home *h, struct ui *ui)
{
	const struct home_line *line = list_row(&h->lines);
	const struct board_hot *hot = list_row(&h->hot);
	int focus = h->panels.focus;

	if (focus == h->queue_box)
		return open_case(h, ui);
	if (focus == h->alerts_box)
		return open_alert(list_row(&h->alerts));
	if (focus == h->lines_box)
		return line != NULL ? to_list(line->filter) : fx_none();
	if (focus == h->hot_box)
		return hot != NULL ? to_list(home_hot_filter(ui, hot)) : fx_none();
	return to_list(tally_list_filter(focus == h->areas_box ? &h->areas
			: focus == h->units_box                ? &h->units
							       : &h->people,
		ui));
}

static struct effect
put_off(struct home *h, struct ui *ui, struct err *err)
{
	const struct alert *a = list_row(&h->alerts);

	if (a == NULL)
		return fx_none();
	if (!alert_put_off(ui->session, a, err) || !home_alerts_set(h, ui, err))
		return fx_fail();
	return fx_toast(_("明天再提醒"));
}

static struct effect
show_tab(struct home *h, struct ui *ui, int tab, struct err *err)
{
	if (tab < 0 || tab >= HOME_TABS)
		return fx_pass();
	h->tab = (enum home_tab)tab;
	if ((tab == HOME_CENTRE && !h->units.done && !tally_list_start(&h->units, ui, err)) ||
		(tab == HOME_LOAD && !h->people.done && !tally_list_start(&h->people, ui, err)))
		return fx_fail();
	return fx_none();
}

static struct effect
due(struct home *h, struct ui *ui, struct err *err)
{
	ui->why = LOAD_FRESH;
	if (!recount(h, ui, err))
		return fx_fail();
	return fx_none();
}

static struct effect
home_act(void *self, struct ui *ui, const struct act *act, struct err *err)
{
	struct home *h = self;
	int focus = h->panels.focus;
	const int64_t *ids;
	size_t n;

	h->key = act->id != ACT_DUE;
	switch (act->id) {
	case ACT_OPEN:
		return open_focus(h, ui);
	case ACT_PICK:
		return show_tab(h, ui, act->digit - 1, err);
	case ACT_DUE:
		return due(h, ui, err);
	case ACT_FILTER:
		return to_list(case_view_filter(ui->session, 0));
	case ACT_WHO:
		if (focus == h->people_box)
			return open_focus(h, ui);
		break;
	case ACT_CASE_SNOOZE:
		if (focus == h->alerts_box)
			return put_off(h, ui, err);
		break;
	default:
		break;
	}
	if (focus != h->queue_box)
		return fx_pass();
	n = list_subjects(&h->queue, ui->scratch, &ids);
	return case_verb(ui, act->id, ids, n, err);
}

static bool
home_can(const void *self, const struct ui *ui, enum action action, const char **why)
{
	const struct home *h = self;

	if (action == ACT_CASE_SNOOZE && h->panels.focus == h->alerts_box)
		return true;
	if (action == ACT_GO_TRIAGE && !session_has(ui->session, ROLE_OP | ROLE_DSP)) {
		*why = _("连办是受理岗和分办岗的事; 待办按 F7");
		return false;
	}
	if (action == ACT_GO_INTAKE && !session_has(ui->session, ROLE_OP | ROLE_GRD)) {
		*why = _("登记要 受理 或 网格 岗位");
		return false;
	}
	if (h->queue.tag_count > 0)
		return true;
	return case_can(
		ui, h->panels.focus == h->queue_box ? list_row(&h->queue) : NULL, action, why);
}

static void
home_head(const void *self, const struct ui *ui, struct head *head)
{
	static const char *const labels[HOME_TABS] = {SLOT("home.tab|12", "我的工作"),
		SLOT("home.tab|12", "中心全局"), SLOT("home.tab|12", "队伍负荷"),
		SLOT("home.tab|12", "通知")};
	const struct home *h = self;

	head->live = true;
	head->tab_count = HOME_TABS;
	head->tab_on = (int)h->tab;
	for (int i = 0; i < HOME_TABS; i++)
		head->tabs[i] = (struct tab){
			.label = arena_printf(ui->scratch, "%d %s", i + 1, slot_text(labels[i])),
			.count = i == HOME_ALERTS && list_count(&h->alerts) > 0
				? list_count(&h->alerts)
				: -1};
	if (h->news > 0)
		head->status_right = arena_printf(
			ui->scratch, _("新到 %lld 件 按 F5 并入列表"), (long long)h->news);
}

static void
home_close(void *self, struct ui *ui)
{
	struct home *h = self;

	(void)ui;
	case_list_free(h->mine);
	case_views_free(h->views);
	alerts_free(h->counted_alerts);
	tally_list_close(&h->areas);
	tally_list_close(&h->units);
	tally_list_close(&h->people);
}

static const struct hint hints[] = {
	{ACT_OPEN, ACT_NONE, NULL, NULL, false},
	{ACT_GO_INTAKE, ACT_NONE, NULL, NULL, false},
	{ACT_GO_TRIAGE, ACT_NONE, NULL, NULL, false},
	{ACT_FILTER, ACT_NONE, NULL, NULL, false},
	{ACT_TAG, ACT_NONE, NULL, NULL, true},
	{ACT_CASE_ROUTE, ACT_NONE, NULL, NULL, true},
	{ACT_CASE_FEEDBACK, ACT_NONE, NULL, NULL, true},
	{ACT_CASE_CLOSE, ACT_NONE, NULL, NULL, true},
	{ACT_CASE_SURVEY, ACT_NONE, NULL, NULL, true},
	{ACT_UNDO, ACT_NONE, NULL, NULL, true},
	{ACT_MENU, ACT_NONE, NULL, NULL, false},
	{ACT_GO_HOME, ACT_NONE, N_("转到"), "g", true},
	{ACT_COMMAND, ACT_NONE, NULL, NULL, false},
	{ACT_PALETTE, ACT_NONE, NULL, NULL, true},
	{ACT_ACTIONS, ACT_NONE, NULL, NULL, false},
	{ACT_PANEL, ACT_NONE, NULL, NULL, true},
	{ACT_REFRESH, ACT_NONE, NULL, NULL, true},
	{ACT_HELP, ACT_NONE, NULL, NULL, false},
	{ACT_GO_QUEUE, ACT_NONE, NULL, NULL, false},
	{0},
};

const struct screen_ops home_screen = {
	.name = "home",
	.title = N_("首页"),
	.scope = KS_CASE,
	.size = sizeof(struct home),
	.hints = hints,
	.open = home_open,
	.load = home_load,
	.act = home_act,
	.can = home_can,
	.head = home_head,
	.place = home_place,
	.close = home_close,
};
