#include "tui/screen/decide.h"

#include <string.h>

#include "core/base/date.h"
#include "core/base/i18n.h"
#include "core/domain/act_words.h"
#include "core/domain/case_act.h"
#include "core/domain/case_number.h"
#include "core/domain/words.h"
#include "tui/widget/form.h"
#include "tui/widget/rect.h"

enum { D_VERDICT, D_REASON, D_COUNT, APPROVE = 1, DECLINE = 2, COLS = 72, REASON_MOST = 200 };

/* What is asked, in words. */
struct asked {
	const char *label, *words;
};

struct decide {
	struct form form; /* the root */
	struct approval request;
	struct asked *lines;
	size_t line_count;
};

static const struct field fields[D_COUNT] = {
	[D_VERDICT] = {FIELD_CHOICE, N_("签批"), NULL, 0, 0, true, false},
	[D_REASON] = {FIELD_TEXT, N_("原因"), N_("不批的要写原因"), REASON_MOST, 0, false, false},
};

/* --- which request */

static bool
find(struct ui *ui, int64_t id, int64_t case_id, struct arena *mem, struct approval *out,
	bool *found, struct err *err)
{
	struct approval *all;
	size_t count;

	*found = false;
	if (!case_approvals(ui->session, mem, &all, &count, err))
		return false;
	for (size_t i = 0; i < count && !*found; i++) {
		if (all[i].id != id && all[i].case_id != case_id)
			continue;
		*out = all[i];
		*found = true;
	}
	return true;
}

bool
may_decide(const struct ui *ui, const struct case_row *row, enum action verb)
{
	size_t count;
	const struct transition *t = machine_rows(&count);
	uint32_t signers = 0;

	for (size_t i = 0; i < count; i++)
		if ((t[i].from >> row->state & 1) != 0 &&
			(row->flags & (uint32_t)machine_waits(t[i].event)) != 0)
			signers |= t[i].signer | t[i].again;
	return verb == ACT_CASE_ACCEPT && machine_may_sign(ui->session, row, signers);
}

struct effect
decide_open(struct ui *ui, int64_t case_id, struct err *err)
{
	struct approval request;
	bool found = false;

	if (!find(ui, 0, case_id, ui->scratch, &request, &found, err))
		return fx_fail();
	return found ? fx_open(&decide_screen, request.id) : fx_toast(_("这件送审不由你批"));
}

/* --- the dialog */

static bool
read_lines(struct decide *d, struct ui *ui, struct err *err)
{
	const struct approval *r = &d->request;

	d->lines = arena_array(ui->screen, r->input_count + 1, sizeof(*d->lines));
	for (size_t i = 0; i < r->input_count; i++) {
		enum act_field field = act_field_by_key(r->event, r->inputs[i].key);
		struct asked *line = &d->lines[d->line_count];

		if (field == F_NONE)
			continue;
		line->label = tr(field_def(field)->label);
		if (!act_words(
			    ui->session, field, r->inputs[i].value, ui->screen, &line->words, err))
			return false;
		d->line_count++;
	}
	return true;
}

static bool
decide_screen_open(void *self, struct ui *ui, const struct arg *arg, struct err *err)
{
	struct decide *d = self;
	struct field_choice *verdicts = arena_array(ui->screen, 2, sizeof(*verdicts));
	bool found = false;

	if (!find(ui, arg->id, 0, ui->screen, &d->request, &found, err))
		return false;
	if (!found)
		return err_set(err, ERR_CONFLICT, _("这件送审已经批过了"));
	if (!read_lines(d, ui, err))
		return false;
	verdicts[0] = (struct field_choice){APPROVE, _("批准"), NULL, APPROVE};
	verdicts[1] = (struct field_choice){DECLINE, _("不批"), NULL, DECLINE};
	form_init(&d->form, ui, fields, D_COUNT, NULL, d);
	form_choices(&d->form, D_VERDICT, verdicts, 2);
	d->form.dialog = true;
	return true;
}

static struct effect
decide(struct decide *d, struct ui *ui, struct err *err)
{
	bool approve = form_value(&d->form, D_VERDICT) == APPROVE;
	const char *reason = form_text(&d->form, D_REASON);
	struct act_result r;

	if (!approve && *reason == '\0') {
		form_focus(&d->form, D_REASON);
		form_error(&d->form, D_REASON, _("不批的要写原因"));
		return fx_none();
	}
	if (!case_decide(ui->session, d->request.id, approve, reason, &r, err))
		return fx_fail();
	return fx_done(fx_back(), arena_strdup(ui->scratch, r.label), 0);
}

static struct effect
decide_act(void *self, struct ui *ui, const struct act *act, struct err *err)
{
	struct decide *d = self;

	switch (act->id) {
	case ACT_ACCEPT:
		return decide(d, ui, err);
	case ACT_EDITED:
		if (act->ref == D_VERDICT && form_value(&d->form, D_VERDICT) == DECLINE)
			form_focus(&d->form, D_REASON);
		return fx_none();
	default:
		return fx_pass();
	}
}

static int
most(int a, int b)
{
	return a > b ? a : b;
}

/* The cells of the widest label, and two more. */
static int
label_cells(const struct decide *d)
{
	int cells = 0;

	for (size_t i = 0; i < d->line_count; i++)
		cells = most(cells, show_width(d->lines[i].label));
	return cells + 2;
}

static void
decide_head(const void *self, const struct ui *ui, struct head *head)
{
	const struct decide *d = self;

	head->crumb =
		arena_printf(ui->scratch, _("签批  %s"), word_now(event_word(d->request.event)));
	head->title_right = _("Esc 先不批");
	head->cols = COLS;
	head->rows = 9;
	for (size_t i = 0; i < d->line_count; i++)
		head->rows +=
			most(wrap_lines(d->lines[i].words, head->cols - 4 - label_cells(d)), 1);
	head->status = form_help(&d->form);
}

static bool
decide_place(void *self, struct ui *ui, struct rect body, struct err *err)
{
	struct decide *d = self;

	rect_cut_bottom(&body, 1);
	struct rect form = rect_cut_bottom(&body, form_rows(&d->form, body.cols));

	return widget_place(&d->form.w, ui, form, err);
}

static void
decide_paint(const void *self, const struct view *v)
{
	const struct decide *d = self;
	struct view form = view_part(v, d->form.w.rect);
	struct rect rest = v->rect, last = rect_cut_bottom(&rest, 1);
	char brief[CASE_NO_BRIEF_BYTES], at[WORDS_BYTES];

	rect_cut_bottom(&rest, form.rect.rows + 1);
	struct view top = view_part(v, rest), below = view_part(v, last);
	struct pen p = view_pen(&top);

	case_no_brief(d->request.no, day_from_utc(v->ui->now_utc), brief);
	words_time(d->request.asked_at, v->ui->now_utc, at);
	pen_putf(&p, v->fg, "%s %s", brief, d->request.title);
	pen_line(&p);
	pen_putf(&p, ROLE_LABEL, _("%s %s 送审  %s"), d->request.asked_by, at, d->request.unit);
	pen_line(&p);
	pen_line(&p);
	for (size_t i = 0; i < d->line_count && !pen_done(&p); i++) {
		pen_field(&p, ROLE_LABEL, label_cells(d), d->lines[i].label);
		pen_wrap(&p, v->fg, label_cells(d), d->lines[i].words);
		pen_line(&p);
	}
	widget_paint(&d->form.w, &form);
	p = view_pen(&below);
	pen_put(&p, ROLE_KEY, "Enter ");
	pen_put(&p, v->fg, _("签批 (不能撤销), 时钟按送审时间停"));
}

static const struct hint hints[] = {
	{.act = ACT_FORM_NEXT, .label = SLOT("key|12", "签批")},
	{.keys = "1/2", .label = SLOT("key|12", "批准 不批")},
	{.keys = SLOT("key|12", "Tab/上下"), .label = SLOT("key|12", "移动")},
	{.act = ACT_BACK, .label = SLOT("key|12", "先不批")},
	{0},
};

const struct screen_ops decide_screen = {
	.name = "decide",
	.title = N_("签批"),
	.scope = KS_FORM,
	.size = sizeof(struct decide),
	.hints = hints,
	.modal = true,
	.open = decide_screen_open,
	.act = decide_act,
	.head = decide_head,
	.place = decide_place,
	.paint = decide_paint,
};
