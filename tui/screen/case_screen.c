#include "tui/screen/case_screen.h"

#include "core/base/i18n.h"
#include "core/domain/case_number.h"
#include "core/domain/claim.h"
#include "core/domain/recent.h"
#include "core/domain/snooze.h"
#include "core/domain/unit.h"
#include "core/domain/words.h"
#include "tui/screen/case_cells.h"
#include "tui/screen/case_model.h"
#include "tui/screen/decide.h"
#include "tui/screen/verbs.h"
#include "tui/widget/rect.h"

enum { CAPTION_ROWS = 2, WIDE = 100, LEAST_OVERVIEW = 8 };

struct effect
case_open(int64_t id, const int64_t *neighbours, size_t count)
{
	struct effect fx = fx_open(&case_screen, id);

	fx.arg.ids = neighbours;
	fx.arg.count = count;
	return fx;
}

static void
find_place(struct case_model *m)
{
	for (m->at = 0; m->at < m->neighbour_count; m->at++)
		if (m->neighbours[m->at] == m->id)
			return;
}

/* Others are told that somebody looks at it; a database that is only read tells nobody. */
static void
look_on(struct case_model *m, struct ui *ui)
{
	struct err ignored = ERR_INIT;

	case_mark_seen(ui->session, m->id, &ignored);
	claim_show(ui->session, m->id, &ignored);
	ui->call_at_ms = ui->mono_ms + CLAIM_RENEW_MS;
}

static void
announce(struct case_model *m, struct ui *ui)
{
	struct err ignored = ERR_INIT;

	recent_add(ui->session, RECENT_CASE, m->id, "", &ignored);
	look_on(m, ui);
}

static bool
case_screen_open(void *self, struct ui *ui, const struct arg *arg, struct err *err)
{
	struct case_model *m = self;

	(void)err;
	m->id = arg->id;
	m->neighbours = arg->ids;
	m->neighbour_count = arg->count;
	find_place(m);
	panels_init(&m->panels, m);
	list_init(&m->timeline, ui, &case_timeline, m);
	m->timeline.boxed = true;
	m->timeline.headless = true;
	m->timeline.no_tags = true;
	pager_init(&m->pager, ui);
	m->lines = panels_add(&m->panels, &m->timeline.w, NULL);
	m->text = panels_add(&m->panels, &m->pager.w, NULL);
	m->overview = panels_add(&m->panels, NULL, case_paint_overview);
	m->parties = panels_add(&m->panels, NULL, case_paint_parties);
	m->links = panels_add(&m->panels, NULL, case_paint_links);
	m->panels.items[m->overview].fixed = true;
	m->panels.items[m->parties].fixed = true;
	m->panels.items[m->links].fixed = true;
	announce(m, ui);
	return true;
}

/* Until when this person has put it off. */
static bool
read_put_off(struct case_model *m, struct ui *ui, struct err *err)
{
	char at[WORDS_BYTES];
	int64_t until;

	if (!snooze_of(ui->session, m->id, &until, err))
		return false;
	words_day_time(until, ui->now_utc, at);
	m->put_off =
		until != 0 ? arena_printf(ui->load, _("你搁置到 %s, 计时照走   z 改"), at) : NULL;
	return true;
}

static bool
read_around(struct case_model *m, struct ui *ui, struct err *err)
{
	const struct case_row *row = &m->view.row;

	return case_duplicates(ui->session, row, m->view.texts.body, 0, ui->load, m->likes,
		       &m->like_count, err) &&
		(row->unit_id == 0 || unit_load(ui->session, row->unit_id, &m->load, err));
}

static bool
case_screen_load(void *self, struct ui *ui, struct err *err)
{
	struct case_model *m = self;
	struct case_view view;
	bool found = false;

	if (!case_view_load(ui->session, m->id, ui->load, &view, &found, err))
		return false;
	if (!found)
		return err_set(err, ERR_INPUT, _("没有这件, 或不在本单位辖区"));
	m->view = view;
	if (!read_around(m, ui, err) || !read_put_off(m, ui, err))
		return false;
	list_set_rows(&m->timeline, ui, m->view.events, sizeof(*m->view.events),
		(int)m->view.event_count);
	pager_set(&m->pager, case_tab_text(m, ui), false);
	panels_title(&m->panels, m->overview, C_("case.tab|10", "概况"), NULL);
	panels_title(&m->panels, m->lines, C_("case.tab|10", "时间线"), _("新在上"));
	panels_title(&m->panels, m->parties, _("当事人与承办"), NULL);
	panels_title(&m->panels, m->links, C_("case.tab|10", "关联"), NULL);
	return true;
}

static void
place_overview(struct case_model *m, const struct ui *ui, struct rect body)
{
	struct rect right = {0};
	int overview_rows =
		body.rows * 9 / 19 > LEAST_OVERVIEW ? body.rows * 9 / 19 : LEAST_OVERVIEW;

	if (ui->cols >= WIDE)
		right = rect_box_right(&body, body.cols * 5 / 12 + 1);
	panels_put(&m->panels, m->overview, rect_box_top(&body, overview_rows));
	panels_put(&m->panels, m->lines, body);
	if (right.cols > 0) {
		panels_put(&m->panels, m->parties, rect_box_top(&right, overview_rows));
		panels_put(&m->panels, m->links, right);
	}
}

static bool
case_screen_place(void *self, struct ui *ui, struct rect body, struct err *err)
{
	static const struct rect nowhere = {0};
	struct case_model *m = self;

	rect_cut_top(&body, CAPTION_ROWS + case_has_second_clock(m));
	for (int i = 0; i < m->panels.count; i++)
		panels_put(&m->panels, i, nowhere);
	if (m->tab == TAB_OVERVIEW)
		place_overview(m, ui, body);
	else
		panels_put(&m->panels, m->tab == TAB_TIMELINE ? m->lines : m->text, body);
	panels_focus(&m->panels, m->tab <= TAB_TIMELINE ? m->lines : m->text);
	return panels_place(&m->panels, ui, err);
}

static void
show_tab(struct case_model *m, struct ui *ui, enum case_tab tab)
{
	static const char *const titles[TAB_COUNT] = {[TAB_PARTIES] = SLOT("case.tab|10", "当事人"),
		[TAB_FILES] = SLOT("case.tab|10", "附件"),
		[TAB_LINKS] = SLOT("case.tab|10", "关联"),
		[TAB_MEETINGS] = SLOT("case.tab|10", "会议"),
		[TAB_CHANGES] = SLOT("case.tab|10", "修改记录")};

	m->tab = tab;
	if (titles[tab] != NULL) {
		panels_title(&m->panels, m->text, slot_text(titles[tab]), NULL);
		pager_set(&m->pager, case_tab_text(m, ui), true);
	}
}

static struct effect
walk(struct case_model *m, struct ui *ui, int step)
{
	if (m->neighbour_count < 2 || (step < 0 && m->at == 0) ||
		(step > 0 && m->at + 1 >= m->neighbour_count))
		return fx_toast(step < 0 ? _("前面没有了") : _("后面没有了"));
	struct err ignored = ERR_INIT;

	claim_drop(ui->session, m->id, &ignored);
	m->at = step < 0 ? m->at - 1 : m->at + 1;
	m->id = m->neighbours[m->at];
	m->shown_reporter = 0;
	announce(m, ui);
	return (struct effect){.kind = FX_RELOAD};
}

static struct effect
reveal(struct case_model *m, struct ui *ui, const char *reason, struct err *err)
{
	if (!case_reveal(ui->session, m->id, 1, reason, ui->screen, &m->revealed, err))
		return fx_fail();
	m->shown_reporter = 1;
	m->reveal_ms = ui->mono_ms + (int64_t)ui->session->rules->reveal_seconds * 1000;
	ui->call_at_ms = m->reveal_ms;
	return fx_toast(_("已显示, 记入审计"));
}

static struct effect
due(struct case_model *m, struct ui *ui)
{
	if (m->shown_reporter != 0 && ui->mono_ms >= m->reveal_ms)
		m->shown_reporter = 0;
	else
		look_on(m, ui);
	ui->call_at_ms = ui->mono_ms + CLAIM_RENEW_MS;
	/* Who has gone without a word is no change of the data: it has to be looked for. */
	if (case_company(ui, &m->view) != NULL)
		return (struct effect){.kind = FX_RELOAD};
	return fx_none();
}

static struct effect
case_screen_act(void *self, struct ui *ui, const struct act *act, struct err *err)
{
	struct case_model *m = self;
	char full[CASE_NO_FULL_BYTES];

	switch (act->id) {
	case ACT_PICK:
		if (act->digit < 1 || act->digit > TAB_COUNT)
			return fx_pass();
		show_tab(m, ui, (enum case_tab)(act->digit - 1));
		return fx_none();
	case ACT_PREV:
		return walk(m, ui, -1);
	case ACT_NEXT:
		return walk(m, ui, 1);
	case ACT_COPY:
		case_no_full(m->view.row.no, full);
		return (struct effect){.kind = FX_COPY,
			.text = arena_strdup(ui->scratch, full),
			.toast = arena_printf(ui->scratch, _("已复制 %s"), full)};
	case ACT_REVEAL:
		if (case_sees_reporters(ui->session, &m->view.row))
			return fx_toast(_("这里没有遮住的内容"));
		return fx_prompt(_("看遮住的, 原因"), "", ACT_CHOSEN);
	case ACT_CHOSEN:
		return reveal(m, ui, act->text, err);
	case ACT_DUE:
		return due(m, ui);
	default:
		return case_verb(ui, act->id, &m->id, 1, err);
	}
}

static bool
case_screen_can(const void *self, const struct ui *ui, enum action action, const char **why)
{
	const struct case_model *m = self;

	return case_can(ui, &m->view.row, action, why);
}

static const char *
case_screen_names(const void *self, const struct ui *ui, enum action action)
{
	const struct case_model *m = self;

	return case_act_name(ui, &m->view.row, action);
}

/* Who else is looking, and what waits for a signature. */
static const char *
status(const struct case_model *m, const struct ui *ui)
{
	const char *waits = NULL;

	if ((m->view.row.flags & CASE_PENDING) != 0)
		waits = may_decide(ui, &m->view.row, ACT_CASE_ACCEPT) ? _("有送审的等你签批, 按 a")
								      : _("已送审, 等签批");
	if (waits == NULL)
		waits = m->put_off;
	const char *looks = case_company(ui, &m->view);

	if (looks == NULL || waits == NULL)
		return looks != NULL ? looks : waits;
	return arena_printf(ui->scratch, "%s   %s", waits, looks);
}

static void
case_screen_head(const void *self, const struct ui *ui, struct head *head)
{
	static const char *const labels[TAB_COUNT] = {SLOT("case.tab|10", "概况"),
		SLOT("case.tab|10", "时间线"), SLOT("case.tab|10", "当事人"),
		SLOT("case.tab|10", "附件"), SLOT("case.tab|10", "关联"),
		SLOT("case.tab|10", "会议"), SLOT("case.tab|10", "修改记录")};
	const struct case_model *m = self;
	const int64_t counts[TAB_COUNT] = {-1, (int64_t)m->view.event_count, m->view.row.joint, -1,
		m->view.row.merged + (int64_t)m->like_count, -1, (int64_t)m->view.change_count};

	head->crumb = case_brief(ui, &m->view.row);
	head->tab_count = TAB_COUNT;
	head->tab_on = (int)m->tab;
	for (int i = 0; i < TAB_COUNT; i++)
		head->tabs[i] = (struct tab){
			.label = arena_printf(ui->scratch, "%d %s", i + 1, slot_text(labels[i])),
			.count = counts[i] > 0 ? counts[i] : -1};
	if (m->neighbour_count > 1)
		head->tabs_right = arena_printf(
			ui->scratch, _("[ 上件  ] 下件  %zu/%zu"), m->at + 1, m->neighbour_count);
	head->status = status(m, ui);
}

static void
case_screen_paint(const void *self, const struct view *v)
{
	const struct case_model *m = self;
	struct rect rest = v->rect;
	struct view caption =
		view_part(v, rect_cut_top(&rest, CAPTION_ROWS + case_has_second_clock(m)));
	struct view body = view_part(v, rest);

	case_paint_head(m, &caption);
	widget_paint(&m->panels.w, &body);
}

static void
case_screen_close(void *self, struct ui *ui)
{
	struct case_model *m = self;
	struct err ignored = ERR_INIT;

	claim_drop(ui->session, m->id, &ignored);
}

/* First what moves the matter on: of these only those show that can be done now. */
static const struct hint hints[] = {
	{ACT_CASE_ACCEPT, ACT_NONE, NULL, NULL, false},
	{ACT_CASE_ROUTE, ACT_NONE, NULL, NULL, false},
	{ACT_CASE_SURVEY, ACT_NONE, NULL, NULL, false},
	{ACT_CASE_FEEDBACK, ACT_NONE, NULL, NULL, false},
	{ACT_CASE_CLOSE, ACT_NONE, NULL, NULL, false},
	{ACT_CASE_TRANSFER, ACT_NONE, NULL, NULL, false},
	{ACT_CASE_RETURN, ACT_NONE, NULL, NULL, false},
	{ACT_CASE_EXTEND, ACT_NONE, NULL, NULL, false},
	{ACT_CASE_URGE, ACT_NONE, NULL, NULL, false},
	{ACT_CASE_SUPERVISE, ACT_NONE, NULL, NULL, false},
	{ACT_CASE_MERGE, ACT_NONE, NULL, NULL, true},
	{ACT_CASE_LINK, ACT_NONE, NULL, NULL, true},
	{ACT_CASE_MEET, ACT_NONE, NULL, NULL, false},
	{ACT_CASE_NOTE, ACT_NONE, NULL, NULL, false},
	{ACT_ACTIONS, ACT_NONE, NULL, NULL, false},
	{ACT_BACK, ACT_NONE, NULL, NULL, false},
	{ACT_PICK, ACT_NONE, N_("栏目"), "1-7", false},
	{ACT_PREV, ACT_NEXT, N_("上一件 下一件"), NULL, false},
	{ACT_EDIT, ACT_NONE, NULL, NULL, false},
	{ACT_UNDO, ACT_NONE, NULL, NULL, false},
	{ACT_COPY, ACT_NONE, N_("复制编号"), NULL, false},
	{0},
};

const struct screen_ops case_screen = {
	.name = "case",
	.title = N_("案件"),
	.scope = KS_CASE,
	.size = sizeof(struct case_model),
	.hints = hints,
	.open = case_screen_open,
	.load = case_screen_load,
	.act = case_screen_act,
	.can = case_screen_can,
	.names = case_screen_names,
	.head = case_screen_head,
	.place = case_screen_place,
	.paint = case_screen_paint,
	.close = case_screen_close,
};
