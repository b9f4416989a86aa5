/* S13: the intake form, worked through keys (mock-up 06). */
#include "tui/screen/intake.h"

#include <string.h>

#include "core/base/i18n.h"
#include "core/domain/case_machine.h"
#include "core/domain/draft.h"
#include "core/domain/words.h"
#include "tui/screen/case_screen.h"
#include "tui/screen/intake_model.h"
#include "tui/widget/chart.h"

enum { PROGRESS_CELLS = 20 };

struct effect
intake_at(struct ui *ui, enum lookup_kind kind, int64_t id, const char *room)
{
	struct effect fx;
	int64_t *ids = arena_array(ui->scratch, 2, sizeof(*ids));

	ids[0] = (int64_t)kind;
	ids[1] = id;
	fx = fx_open_many(&intake_screen, ids, 2);
	fx.arg.id = 0; /* no draft */
	fx.arg.text = arena_strdup(ui->scratch, room);
	return fx;
}

/* --- opening and reading */

/* What this person may do to a matter that they register themselves. */
static void
ask_rights(struct intake_model *in, const struct session *s)
{
	struct case_row row = {.state = CASE_REGISTERED, .desk_id = s->unit_id};
	struct err err = ERR_INIT;

	in->may_accept = machine_may(s, &row, EV_ACCEPT, &err);
	row.state = CASE_ACCEPTED;
	in->may_route = in->may_accept && machine_may(s, &row, EV_DISPATCH, &err);
}

static void
begin_with(struct intake_model *in, const char *text)
{
	bool digits = *text != '\0' && strspn(text, "0123456789- ") == strlen(text);

	if (*text != '\0')
		form_set(&in->form, digits ? IN_PHONE : IN_NAME, text, 0);
}

static bool
begin_at(struct intake_model *in, struct ui *ui, const int64_t *ids, const char *room,
	struct err *err)
{
	enum lookup_kind kind = (enum lookup_kind)ids[0];
	struct lookup_item item;
	bool found = false;

	if (!lookup_by_id(ui->session, kind, ids[1], &item, &found, err))
		return false;
	if (found)
		form_set(&in->form, IN_PLACE, item.name, intake_place_value(kind, item.id));
	if (found && *room != '\0')
		form_set(&in->form, IN_ROOM, room, 0);
	return true;
}

static bool
intake_open(void *self, struct ui *ui, const struct arg *arg, struct err *err)
{
	struct intake_model *in = self;
	struct form *f = &in->form;

	if (!session_has(ui->session, ROLE_OP | ROLE_GRD))
		return err_set(err, ERR_RULE, _("登记要 受理 或 网格 岗位"));
	ask_rights(in, ui->session);
	panels_init(&in->panels, in);
	form_init(f, ui, intake_fields, IN_COUNT, &intake_form_ops, in);
	f->strict = true;
	form_opens(f, IN_GRID, true);
	form_opens(f, IN_LIMIT, true);
	for (int i = 0; i < IN_COUNT; i++)
		form_pass(f, i, !intake_fields[i].required);
	int channel = intake_usual_channel(ui);

	form_set(f, IN_CHANNEL, intake_channel_text(ui->session->rules, channel, ui->scratch),
		channel);
	panels_add(&in->panels, &f->w, NULL);
	panels_add(&in->panels, NULL, intake_paint_like);
	panels_add(&in->panels, NULL, intake_paint_category);
	panels_add(&in->panels, NULL, intake_paint_handling);
	panels_add(&in->panels, NULL, intake_paint_caller);
	form_focus(f, IN_PHONE);
	if (arg->id != 0)
		return intake_resume(in, ui, arg->id, err);
	if (arg->count == 2)
		return begin_at(in, ui, arg->ids, arg->text, err);
	begin_with(in, arg->text);
	return true;
}

static bool
intake_load(void *self, struct ui *ui, struct err *err)
{
	struct intake_model *in = self;

	intake_choices(in, ui);
	return draft_count(ui->session, &in->drafts, err) && intake_look(in, ui, err);
}

/* --- keys */

static struct effect
edited(struct intake_model *in, struct ui *ui, int field)
{
	enum field_kind kind = field >= 0 ? intake_fields[field].kind : FIELD_NOTE;

	if (intake_is_sealed(in, ui, field))
		return intake_ask_sealed(in, ui, field);
	if (field == IN_PLACE || field == IN_ROOM)
		in->grid_place = 0;
	if (kind == FIELD_CHOICE || kind == FIELD_CHECK || in->form.values[field].declined)
		return intake_again(in, ui);
	intake_changed(in, ui, true);
	return fx_none();
}

static struct effect
left(struct intake_model *in, struct ui *ui, int field)
{
	struct err err = ERR_INIT;

	if (intake_is_sealed(in, ui, field))
		return intake_ask_sealed(in, ui, field);
	intake_changed(in, ui, false);
	intake_save(in, ui, &err);
	return fx_none();
}

/* Ctrl-N: the next proposal, of units where a unit is asked for, else of categories. */
static struct effect
next_proposal(struct intake_model *in, struct ui *ui)
{
	const struct intake_view *v = in->view;
	bool unit = in->form.focus == IN_UNIT;
	size_t n = unit ? v->unit_count : v->guess_count, next = 0;
	int64_t now = form_value(&in->form, unit ? IN_UNIT : IN_CATEGORY);

	if (n == 0)
		return fx_toast(_("没有建议可换"));
	for (size_t i = 0; i < n; i++)
		if ((unit ? v->units[i].unit.id : v->guesses[i].code) == now)
			next = (i + 1) % n;
	if (unit)
		form_set(&in->form, IN_UNIT, v->units[next].unit.brief, v->units[next].unit.id);
	else
		form_set(&in->form, IN_CATEGORY,
			intake_category_text(
				ui->session->rules, v->guesses[next].code, ui->scratch),
			v->guesses[next].code);
	return intake_again(in, ui);
}

static struct effect
park(struct intake_model *in, struct ui *ui, struct err *err)
{
	int drafts = 0;

	if (intake_pristine(in))
		return fx_toast(_("这一件还空着, 直接填"));
	if (!intake_save(in, ui, err) || !draft_count(ui->session, &drafts, err))
		return fx_fail();
	in->done = (struct intake_done){0};
	intake_reset(in, ui);
	return (struct effect){.kind = FX_RELOAD,
		.toast = arena_printf(ui->scratch, _("已存草稿, 共 %d 份 (g d 接着填)"), drafts)};
}

static struct effect
leave(struct intake_model *in, struct ui *ui)
{
	struct err err = ERR_INIT;
	struct effect fx = fx_back();

	if (intake_pristine(in) && in->draft_id == 0)
		return fx;
	if (!intake_save(in, ui, &err)) {
		in->asking = ASK_LEAVE;
		return fx_ask(_("草稿没存上, 还要退出?"),
			arena_printf(ui->scratch, _("%s。办: 退出, 没存的会丢。不办: 留在这里"),
				err.text),
			ACT_CHOSEN);
	}
	return fx_done(fx, _("已存草稿 (g d 接着填)"), 0);
}

static struct effect
keep_now(struct intake_model *in, struct ui *ui, struct err *err)
{
	if (intake_pristine(in))
		return fx_toast(_("还没有填什么"));
	in->unsaved = true;
	return intake_save(in, ui, err) ? fx_toast(_("草稿已存")) : fx_fail();
}

static struct effect
refresh(struct intake_model *in)
{
	for (int i = 0; i < IN_COUNT; i++)
		in->form.values[i].declined = false;
	return (struct effect){.kind = FX_RELOAD};
}

static struct effect
intake_act(void *self, struct ui *ui, const struct act *act, struct err *err)
{
	struct intake_model *in = self;

	switch (act->id) {
	case ACT_EDITED:
		return edited(in, ui, (int)act->ref);
	case ACT_LEFT_FIELD:
		return left(in, ui, (int)act->ref);
	case ACT_ACCEPT:
		return intake_register(in, ui, 0, err);
	case ACT_DUE:
		return intake_timer(in, ui) ? (struct effect){.kind = FX_RELOAD} : fx_none();
	case ACT_TEXT:
		return intake_text(in, ui, act, err);
	case ACT_CHOSEN:
		return intake_answered(in, ui, act, err);
	case ACT_FORM_PICK:
		return intake_pick(in, ui, (int)act->ref);
	case ACT_FORM_DUP:
		return intake_same(in, ui, (int)act->ref, err);
	case ACT_FORM_SUGGEST:
		return next_proposal(in, ui);
	case ACT_FORM_REFRESH:
		return refresh(in);
	case ACT_FORM_PARK:
		return park(in, ui, err);
	case ACT_FORM_DRAFT:
		return keep_now(in, ui, err);
	case ACT_FORM_COMPARE:
		return intake_compare(in, ui);
	case ACT_FORM_MERGE:
		return intake_ask_merge(in, ui);
	case ACT_FORM_HELP:
		return act->ref >= 0 ? fx_toast(intake_explain((int)act->ref)) : fx_pass();
	case ACT_BACK:
		return leave(in, ui);
	default:
		return fx_pass();
	}
}

static bool
intake_can(const void *self, const struct ui *ui, enum action action, const char **why)
{
	const struct intake_model *in = self;
	bool like = in->view != NULL && in->view->duplicate_count > 0;

	(void)ui;
	switch (action) {
	case ACT_FORM_ATTACH:
		*why = _("这一版还不能加附件");
		return false;
	case ACT_FORM_COMPARE:
	case ACT_FORM_MERGE:
		if (!like)
			*why = _("没有疑似重复的件");
		return like;
	default:
		return true;
	}
}

/* --- on the screen */

static const char *
progress(const struct intake_model *in, const struct ui *ui)
{
	int filled, required;
	struct ink bar;

	form_progress(&in->form, &filled, &required);
	if (ui->size < SIZE_WIDE)
		return arena_printf(ui->scratch, _("必填 %d/%d"), filled, required);
	ink_init(&bar);
	chart_progress(&bar, ui->glyphs, filled, required, PROGRESS_CELLS);
	const char *text =
		arena_printf(ui->scratch, _("必填 %d/%d %s"), filled, required, bar.text.text);

	ink_release(&bar);
	return text;
}

static const char *
kept_words(const struct intake_model *in, const struct ui *ui)
{
	char at[WORDS_BYTES];

	if (in->unkept != NULL && ui->size < SIZE_WIDE)
		return _("草稿没存上");
	if (in->unkept != NULL)
		return arena_printf(ui->scratch, _("草稿没存上: %s"), in->unkept);
	if (in->saved_at == 0)
		return in->drafts > 0
			? arena_printf(ui->scratch, _("草稿 %d 份 (Esc g d)"), in->drafts)
			: "";
	words_moment(in->saved_at, ui->now_utc, at);
	return arena_printf(ui->scratch, _("草稿已存 %s"), at);
}

static void
intake_head(const void *self, const struct ui *ui, struct head *head)
{
	const struct intake_model *in = self;
	bool like = in->view != NULL && in->view->duplicate_count > 0;

	head->filter = arena_printf(
		ui->scratch, _("受理登记  %s  %s"), progress(in, ui), kept_words(in, ui));
	if (ui->size == SIZE_NARROW && like)
		head->filter_right = _("疑似重复 Ctrl-X c");
	else if (ui->size >= SIZE_WIDE && in->begun_at != 0)
		head->filter_right = arena_printf(
			ui->scratch, _("用时 %d 分"), (int)(ui->now_utc - in->begun_at) / 60);
	else if (ui->size == SIZE_BASE)
		head->filter_right = _("Enter 下一项  F2 提交");
	head->status = form_help(&in->form);
}

/* The right column from the top down; what is left over goes to the caller. */
static bool
intake_place(void *self, struct ui *ui, struct rect body, struct err *err)
{
	enum { BASE_COLS = 80, BASE_LEFT = 48, WIDE_LEFT = 70, WIDE_COLS = 120 };
	struct intake_model *in = self;
	struct panels *p = &in->panels;
	bool wide = ui->size >= SIZE_WIDE;
	int left = BASE_LEFT +
		(body.cols - BASE_COLS) * (WIDE_LEFT - BASE_LEFT) / (WIDE_COLS - BASE_COLS);
	struct rect side = body;

	for (int i = 0; i < PART_COUNT; i++)
		panels_put(p, i, (struct rect){0});
	if (body.cols < BASE_COLS) {
		panels_put(p, PART_FORM, body);
		return panels_place(p, ui, err);
	}
	panels_put(p, PART_FORM, rect_box_left(&side, left));
	panels_put(p, PART_LIKE, rect_box_top(&side, 7));
	panels_put(p, PART_CATEGORY, rect_box_top(&side, wide ? 6 : 5));
	panels_put(p, PART_HANDLING, rect_box_top(&side, wide ? 8 : 7));
	panels_put(p, PART_CALLER, side);
	return panels_place(p, ui, err);
}

static void
intake_keep(void *self, struct ui *ui)
{
	struct err err = ERR_INIT;

	intake_save(self, ui, &err);
}

static const struct hint hints[] = {{.act = ACT_FORM_NEXT, .label = N_("下项")},
	{.act = ACT_FORM_TAB, .keys = "Tab", .label = N_("移动")},
	{.act = ACT_FORM_PICK, .label = N_("选")}, {.act = ACT_FORM_DUP}, {.act = ACT_FORM_SUBMIT},
	{.act = ACT_FORM_ACTIONS}, {.act = ACT_BACK, .label = N_("存草稿退出")},
	{.act = ACT_FORM_SUGGEST, .wide = true}, {.act = ACT_FORM_PARK, .wide = true},
	{.act = ACT_FORM_CLEAR, .wide = true}, {.act = ACT_FORM_COMPARE, .wide = true},
	{.act = ACT_FORM_MERGE, .wide = true}, {.act = ACT_FORM_GOTO, .wide = true},
	{.act = ACT_FORM_HELP, .wide = true}, {0}};

const struct screen_ops intake_screen = {
	.name = "intake",
	.title = N_("登记"),
	.scope = KS_NAV,
	.size = sizeof(struct intake_model),
	.hints = hints,
	.open = intake_open,
	.load = intake_load,
	.act = intake_act,
	.can = intake_can,
	.head = intake_head,
	.place = intake_place,
	.save = intake_keep,
};
