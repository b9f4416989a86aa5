#include "tui/screen/triage.h"

#include <stdio.h>

#include "core/base/i18n.h"
#include "core/domain/claim.h"
#include "core/domain/words.h"
#include "tui/screen/case_cells.h"
#include "tui/screen/case_screen.h"
#include "tui/screen/triage_model.h"
#include "tui/screen/verbs.h"

#define WAITING "状态:待受理,待分办 -搁置"

enum { WIDE = 100, SECOND_MS = 1000, PAGE_LINES = 5 };

static int
add(struct triage_model *m, void (*paint)(const void *, const struct view *))
{
	int i = panels_add(&m->panels, NULL, paint);

	m->panels.items[i].fixed = false;
	return i;
}

static bool
triage_open(void *self, struct ui *ui, const struct arg *arg, struct err *err)
{
	struct triage_model *m = self;
	bool own = *arg->text == '\0';

	if (!session_has(ui->session, ROLE_OP | ROLE_DSP))
		return err_set(err, ERR_RULE, _("连办是受理岗和分办岗的事; 待办按 F7"));
	snprintf(m->filter, sizeof(m->filter), "%s", own ? WAITING : arg->text);
	snprintf(m->name, sizeof(m->name), "%s",
		own ? arena_printf(ui->scratch, " %s", word_now(state_word(CASE_ACCEPTED))) : "");
	panels_init(&m->panels, m);
	m->text = add(m, triage_paint_text);
	m->category_box = add(m, triage_paint_categories);
	m->level_box = add(m, triage_paint_level);
	m->unit_box = add(m, triage_paint_units);
	m->like_box = add(m, triage_paint_likes);
	m->panels.items[m->like_box].fixed = true;
	return triage_begin(m, ui, err);
}

static void
name_boxes(struct triage_model *m, struct ui *ui)
{
	const struct case_row *row = &m->view.row;
	enum light light = case_light(row, ui->now_utc);
	char left[WORDS_BYTES];
	const char *due = "";

	words_left(row, ui->now_utc, left);
	if (row->due_at < TIME_NEVER)
		due = arena_printf(ui->load, "%s %s %s", words_light(light), left,
			word_now(ui->session->rules->clock_briefs[row->due_kind]));
	panels_title(&m->panels, m->text,
		ui->cols >= WIDE ? arena_printf(ui->load, "%s  %s", case_brief(ui, row), row->title)
				 : arena_strdup(ui->load, case_brief(ui, row)),
		due);
	panels_title(
		&m->panels, m->category_box, C_("triage.box|20", "建议类别"), _("Enter 全采纳"));
	panels_title(&m->panels, m->level_box, C_("triage.box|20", "级别与时限"), NULL);
	panels_title(&m->panels, m->unit_box, C_("triage.box|20", "派往"), NULL);
	panels_title(&m->panels, m->like_box,
		m->like_count > 0 ? arena_printf(ui->load, _("疑似重复 %zu"), m->like_count)
				  : _("疑似重复"),
		triage_like_open(m) >= 0 ? _("m 并案") : NULL);
}

/* Once a second while something can be taken back, else when the claim has to be renewed. */
static void
call_again(const struct triage_model *m, struct ui *ui)
{
	bool held = m->done_count > 0 && m->done[0].until_utc > ui->now_utc;

	ui->call_at_ms = ui->mono_ms + (held && !ui->slow ? SECOND_MS : CLAIM_RENEW_MS);
}

static bool
triage_load(void *self, struct ui *ui, struct err *err)
{
	struct triage_model *m = self;

	if (!triage_read(m, ui, err))
		return false;
	if (m->id != 0)
		name_boxes(m, ui);
	call_again(m, ui);
	return true;
}

/* Heights of the boxes, borders included, one of which is the next one's too. */
static bool
triage_place(void *self, struct ui *ui, struct rect body, struct err *err)
{
	struct triage_model *m = self;
	bool high = ui->rows >= TRIAGE_HIGH, low = body.rows < 20;
	int foot = high ? 11 + (body.rows - 31) / 2 : low ? 2 : 4;
	struct rect right;

	rect_cut_bottom(&body, foot);
	right = rect_box_right(
		&body, ui->cols >= WIDE ? body.cols * 55 / 120 : body.cols * 35 / 80);
	panels_put(&m->panels, m->text, body);
	panels_put(&m->panels, m->category_box, rect_box_top(&right, high ? 7 : low ? 5 : 6));
	panels_put(&m->panels, m->level_box, rect_box_top(&right, high ? 5 : 4));
	panels_put(&m->panels, m->unit_box, rect_box_top(&right, high ? 6 : low ? 5 : 6));
	panels_put(&m->panels, m->like_box, right);
	m->hidden = m->id != 0 ? triage_text_hidden(m, ui, panels_inside(&m->panels, m->text)) : 0;
	return panels_place(&m->panels, ui, err);
}

static struct effect
reload(void)
{
	return (struct effect){.kind = FX_RELOAD};
}

static struct effect
leave(struct triage_model *m)
{
	if (m->over || triage_handled(m) + m->ends[END_SKIPPED] == 0)
		return fx_back();
	m->over = true;
	return fx_none();
}

/* What the person must decide first gets the focus, and nothing is done. */
static struct effect
ask_first(struct triage_model *m, const struct ui *ui)
{
	if (!triage_category_set(m, ui)) {
		panels_focus(&m->panels, m->category_box);
		return fx_toast(_("请选类别"));
	}
	panels_focus(&m->panels, m->unit_box);
	return fx_toast(_("请选单位"));
}

static struct effect
take(struct triage_model *m, struct ui *ui, const struct act *act, struct err *err)
{
	bool too_soon = act->at_ms < ui->shown_ms + TRIAGE_GUARD_MS;
	bool repeats = act->at_ms < m->last_enter_ms + TRIAGE_REPEAT_MS;
	struct act_result r;

	m->last_enter_ms = act->at_ms;
	if (too_soon || repeats)
		return fx_none();
	if (!triage_category_set(m, ui) || (!m->accept_only && !triage_unit_set(m, ui)))
		return ask_first(m, ui);
	if (!triage_take(m, ui, &r, err)) {
		if (err->code != ERR_CONFLICT)
			return fx_fail();
		struct effect fx = fx_toast(arena_strdup(ui->scratch, err->text));

		fx.wrote = true;
		*err = (struct err)ERR_INIT;
		return fx;
	}
	triage_note(m, ui, m->accept_only ? END_OTHER : END_ROUTED);
	panels_focus(&m->panels, m->text);
	if (!triage_step(m, ui, 1, err))
		return fx_fail();
	return fx_done(fx_none(), arena_strdup(ui->scratch, r.label),
		r.undo_until > ui->now_utc ? (int)(r.undo_until - ui->now_utc) : 0);
}

static struct effect
move_level(struct triage_model *m, int by)
{
	int tier = (int)triage_tier(m) + by;

	if (tier <= TIER_NONE || tier >= TIER_COUNT)
		return fx_toast(by > 0 ? _("已是最高一级") : _("已是最低一级"));
	m->chosen_tier = (enum tier)tier;
	return reload();
}

static struct effect
scroll(struct triage_model *m, int by)
{
	m->scroll += by;
	if (m->scroll > m->hidden)
		m->scroll = m->hidden;
	if (m->scroll < 0)
		m->scroll = 0;
	return fx_none();
}

/* Arrows go through the choices of the box that has the focus. */
static struct effect
move(struct triage_model *m, int by)
{
	int at = -1, focus = m->panels.focus, n;

	if (focus == m->category_box) {
		n = (int)m->proposal.category_count;
		for (int i = 0; i < n; i++)
			if (m->proposal.categories[i].code == triage_category(m))
				at = i;
		at += by;
		return at >= 0 && at < n && triage_choose(m, at + 1) ? reload() : fx_none();
	}
	if (focus == m->unit_box) {
		n = (int)m->proposal.unit_count;
		for (int i = 0; i < n; i++)
			if (&m->proposal.units[i] == triage_unit(m))
				at = i;
		at += by;
		return at >= 0 && at < n && triage_choose(m, at + TRIAGE_FIRST_UNIT) ? reload()
										     : fx_none();
	}
	if (focus == m->level_box)
		return move_level(m, -by);
	return scroll(m, by);
}

static struct effect
pick(struct triage_model *m, bool unit)
{
	m->picks_unit = unit;
	return (struct effect){.kind = FX_PICK,
		.text = unit ? _("单位") : _("类别"),
		.sources = unit ? triage_units : triage_categories,
		.then = ACT_CHOSEN};
}

static struct effect
picked(struct triage_model *m, struct ui *ui, int64_t ref, struct err *err)
{
	if (!m->picks_unit)
		triage_choose_category(m, (int)ref);
	else if (!triage_choose_unit(m, ui, ref, err))
		return fx_fail();
	return reload();
}

static struct effect
start_again(struct triage_model *m, struct ui *ui, bool skipped, struct err *err)
{
	m->over = false;
	m->started = false;
	m->skipped_round = skipped;
	if (!skipped)
		m->skip_count = 0;
	if (!triage_step(m, ui, 1, err))
		return fx_fail();
	return reload();
}

static struct effect
digit(struct triage_model *m, struct ui *ui, int n, struct err *err)
{
	if (m->over)
		return n == 1 || (n == 2 && m->skip_count > 0) ? start_again(m, ui, n == 2, err)
							       : fx_pass();
	if (triage_choose(m, n))
		return reload();
	return fx_toast(_("这个数字没有对应的选项"));
}

static struct effect
step(struct triage_model *m, struct ui *ui, int dir, struct err *err)
{
	int64_t was = m->id;

	if (!triage_step(m, ui, dir, err))
		return fx_fail();
	return m->id == was && dir < 0 ? fx_toast(_("前面没有了")) : reload();
}

/* A second of the hold is over, or the claim is old. */
static struct effect
due(struct triage_model *m, struct ui *ui)
{
	struct err ignored = ERR_INIT;
	struct claim claim;

	if (m->id != 0 &&
		ui->mono_ms - ui->shown_ms < (int64_t)ui->session->rules->claim_seconds * 1000)
		claim_take(ui->session, m->id, ui->scratch, &claim, &ignored);
	call_again(m, ui);
	return fx_none();
}

static struct effect
triage_act(void *self, struct ui *ui, const struct act *act, struct err *err)
{
	struct triage_model *m = self;

	if (act->id == ACT_BACK)
		return leave(m);
	if (act->id == ACT_PICK)
		return digit(m, ui, act->digit, err);
	if (act->id == ACT_DUE)
		return due(m, ui);
	if (m->id == 0 || m->over)
		return fx_pass();
	switch (act->id) {
	case ACT_TRIAGE_TAKE:
		return take(m, ui, act, err);
	case ACT_TRIAGE_SKIP:
		triage_skip(m);
		return step(m, ui, 1, err);
	case ACT_TRIAGE_NEXT:
		return step(m, ui, 1, err);
	case ACT_TRIAGE_PREV:
		return step(m, ui, -1, err);
	case ACT_TRIAGE_UP:
		return move_level(m, 1);
	case ACT_TRIAGE_DOWN:
		return move_level(m, -1);
	case ACT_FILTER:
		return pick(m, false);
	case ACT_WHO:
		return pick(m, true);
	case ACT_CHOSEN:
		return picked(m, ui, act->ref, err);
	case ACT_OPEN:
		return case_open(m->id, NULL, 0);
	case ACT_UP:
	case ACT_DOWN:
		return move(m, act->id == ACT_UP ? -1 : 1);
	case ACT_PREVIEWUP:
	case ACT_PREVIEWDOWN:
		return scroll(m, act->id == ACT_PREVIEWUP ? -1 : 1);
	case ACT_PGUP:
	case ACT_PGDN:
		return scroll(m, act->id == ACT_PGUP ? -PAGE_LINES : PAGE_LINES);
	default:
		return case_verb(ui, act->id, &m->id, 1, err);
	}
}

static bool
triage_can(const void *self, const struct ui *ui, enum action action, const char **why)
{
	const struct triage_model *m = self;

	if ((action == ACT_TRIAGE_UP || action == ACT_TRIAGE_DOWN) && m->id != 0 &&
		m->view.row.state != CASE_REGISTERED) {
		*why = _("已受理的件改级别要写原因, 请用 E 修改");
		return false;
	}
	return case_can(ui, m->id != 0 && !m->over ? &m->view.row : NULL, action, why);
}

static const struct hint hints[] = {
	{ACT_TRIAGE_TAKE, ACT_NONE, N_("采纳"), NULL, false},
	{ACT_PICK, ACT_NONE, N_("类别"), "1-3", false},
	{ACT_FILTER, ACT_NONE, N_("另选类别"), NULL, true},
	{ACT_PICK, ACT_NONE, N_("派往"), "6-8", false},
	{ACT_WHO, ACT_NONE, N_("另选单位"), NULL, true},
	{ACT_TRIAGE_DOWN, ACT_TRIAGE_UP, N_("级别"), NULL, false},
	{ACT_CASE_MERGE, ACT_NONE, NULL, NULL, false},
	{ACT_CASE_RETURN, ACT_NONE, NULL, NULL, false},
	{ACT_CASE_FEEDBACK, ACT_NONE, N_("当场答复"), NULL, true},
	{ACT_TRIAGE_SKIP, ACT_NONE, NULL, NULL, false},
	{ACT_CASE_NOTE, ACT_NONE, NULL, NULL, true},
	{ACT_TRIAGE_PREV, ACT_TRIAGE_NEXT, N_("上一件 下一件"), NULL, true},
	{ACT_UNDO, ACT_NONE, NULL, NULL, false},
	{ACT_PANEL, ACT_NONE, NULL, NULL, true},
	{ACT_BACK, ACT_NONE, N_("退出连办"), NULL, true},
	{0},
};

static const struct hint over_hints[] = {
	{ACT_PICK, ACT_NONE, N_("再来一轮"), "1", false},
	{ACT_UNDO, ACT_NONE, NULL, NULL, false},
	{ACT_BACK, ACT_NONE, N_("退出连办"), NULL, false},
	{0},
};

static void
triage_head(const void *self, const struct ui *ui, struct head *head)
{
	const struct triage_model *m = self;

	head->filter = triage_progress(m, ui);
	head->live = true;
	if (m->over)
		head->hints = over_hints;
}

static void
triage_paint(const void *self, const struct view *v)
{
	const struct triage_model *m = self;
	struct rect foot = v->rect, box = m->panels.items[m->text].rect;

	if (m->id == 0 || m->over) {
		triage_paint_summary(m, v);
		return;
	}
	widget_paint(&m->panels.w, v);
	foot.row = box.row + box.rows;
	foot.rows = v->rect.row + v->rect.rows - foot.row;
	struct view part = view_part(v, foot);

	triage_paint_foot(m, &part);
}

static void
triage_close(void *self, struct ui *ui)
{
	struct triage_model *m = self;
	struct err ignored = ERR_INIT;

	if (m->id != 0)
		claim_drop(ui->session, m->id, &ignored);
	case_list_free(m->list);
}

const struct screen_ops triage_screen = {
	.name = "triage",
	.title = N_("连办"),
	.scope = KS_TRIAGE,
	.size = sizeof(struct triage_model),
	.hints = hints,
	.open = triage_open,
	.load = triage_load,
	.act = triage_act,
	.can = triage_can,
	.head = triage_head,
	.place = triage_place,
	.paint = triage_paint,
	.close = triage_close,
};
