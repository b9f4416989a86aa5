/* The right column: what may be the same, which category, what follows from it, who is calling from where. */
#include "core/base/date.h"
#include "core/base/i18n.h"
#include "core/domain/case_number.h"
#include "core/domain/words.h"
#include "tui/screen/case_cells.h"
#include "tui/screen/intake_model.h"
#include "tui/widget/chart.h"

enum { GUESS_CELLS = 16, BAR_CELLS = 16 };

static bool
wide(const struct view *v)
{
	return v->ui->size >= SIZE_WIDE;
}

static const char *
brief_no(const struct view *v, int64_t no)
{
	char *out = arena_alloc(v->ui->scratch, CASE_NO_BRIEF_BYTES);

	case_no_brief(no, day_from_utc(v->ui->now_utc), out);
	return out;
}

/* --- the matter registered last, until something new is typed */

static bool
shows_done(const struct intake_model *in)
{
	return in->done.case_id != 0 && intake_pristine(in);
}

static void
paint_done(const struct intake_model *in, const struct view *v)
{
	struct pen p = view_pen(v);
	char full[CASE_NO_FULL_BYTES], spoken[CASE_NO_FULL_BYTES], due[WORDS_BYTES];

	case_no_full(in->done.no, full);
	case_no_spoken(in->done.no, spoken);
	words_moment(in->done.due_at, v->ui->now_utc, due);
	pen_wrap(&p, ROLE_STRONG, 0, in->done.label);
	pen_line(&p);
	pen_putf(&p, v->fg, _("编号 %s"), full);
	pen_line(&p);
	pen_putf(&p, ROLE_STRONG, _("念 %s"), spoken);
	pen_line(&p);
	if (in->done.due_at < TIME_NEVER)
		pen_putf(&p, v->fg, _("先到期 %s"), due);
	if (in->done.letters > 0)
		pen_putf(&p, v->fg, _("  告知 %d 人"), in->done.letters);
	pen_line(&p);
	if (in->done.undo_until > v->ui->now_utc)
		pen_put(&p, ROLE_KEY, _("u 撤销   q 退出"));
	else
		pen_put(&p, ROLE_LABEL, _("q 退出"));
}

/* --- likely duplicates */

static void
paint_duplicate(const struct duplicate_guess *d, bool first, const struct view *v, struct pen *p)
{
	char day[WORDS_BYTES];
	bool right = wide(v);

	words_day(d->opened_at, v->ui->now_utc, day);
	pen_put(p, ROLE_STRONG, first ? "> " : "  ");
	pen_case_no(p, v->fg, brief_no(v, d->no));
	pen_field(p, v->fg, pen_room(p) - 5, d->title);
	pen_putf(p, ROLE_MATCH, "%4d%%", d->percent);
	pen_line(p);
	if (right)
		pen_putf(p, ROLE_LABEL, "  %s ", day);
	else
		pen_gap(p, 2);
	pen_putf(p, state_role(d->state), "%s ", word_now(state_word(d->state)));
	pen_putf(p, ROLE_LABEL, "%s %s", d->estate, d->unit);
	pen_line(p);
}

void
intake_paint_like(const void *self, const struct view *v)
{
	const struct intake_model *in = self;
	const struct intake_view *view = in->view;
	struct pen p = view_pen(v);

	if (shows_done(in)) {
		paint_done(in, v);
		return;
	}
	if (in->trouble != NULL) {
		pen_wrap(&p, ROLE_ERR, 0, in->trouble);
		return;
	}
	if (view == NULL || view->category == 0 || form_text(&in->form, IN_BODY)[0] == '\0') {
		pen_wrap(&p, ROLE_LABEL, 0, _("写了事由和小区, 这里就列出像同一件事的件"));
		return;
	}
	if (view->duplicate_count == 0) {
		pen_put(&p, ROLE_LABEL, _("没有疑似重复"));
		return;
	}
	if (!wide(v)) {
		pen_putf(&p, v->fg, C_("intake.alike|14", "疑似重复 %zu"), view->duplicate_count);
		pen_right(&p, ROLE_LABEL, _("Ctrl-X c看 b并入"));
		pen_line(&p);
	}
	for (size_t i = 0; i < view->duplicate_count && !pen_done(&p); i++)
		paint_duplicate(&view->duplicates[i], i == 0, v, &p);
}

/* --- categories */

static void
paint_guess(const struct intake_model *in, const struct category_guess *g, const struct view *v,
	struct pen *p)
{
	bool chosen = form_value(&in->form, IN_CATEGORY) == g->code;
	int cells = wide(v) ? GUESS_CELLS : pen_room(p) - 7;

	pen_put(p, ROLE_STRONG, chosen ? ">" : " ");
	pen_field(p, chosen ? ROLE_STRONG : v->fg, cells,
		intake_category_text(v->ui->session->rules, g->code, v->ui->scratch));
	pen_putf(p, v->fg, " %3d%%", g->percent);
	if (wide(v)) {
		struct ink bar;

		ink_init(&bar);
		ink_add(&bar, ROLE_CHART_1, " ");
		chart_bar(&bar, v->ui->glyphs, ROLE_CHART_1, g->percent, 100, BAR_CELLS);
		pen_ink(p, &bar);
		ink_release(&bar);
	}
	pen_line(p);
}

void
intake_paint_category(const void *self, const struct view *v)
{
	const struct intake_model *in = self;
	const struct intake_view *view = in->view;
	struct pen p = view_pen(v);

	if (view == NULL || view->guess_count == 0) {
		pen_put(&p, ROLE_LABEL, _("还没有建议: 按事由里的词找"));
		return;
	}
	for (size_t i = 0; i < view->guess_count && !pen_done(&p); i++)
		paint_guess(in, &view->guesses[i], v, &p);
	if (pen_done(&p))
		return;
	pen_put(&p, ROLE_LABEL, _("   依据"));
	for (size_t i = 0; i < view->guesses[0].word_count && (wide(v) || i < 2); i++)
		pen_putf(&p, v->fg, " %s", view->guesses[0].words[i]);
	if (wide(v))
		pen_putf(&p, ROLE_LABEL, _("   阈值 %d%%"), v->ui->session->rules->certain_percent);
}

/* --- level, clocks, unit */

static const char *
clock_word(enum clock_kind kind, const struct view *v)
{
	if (kind == CLOCK_CONTACT && !wide(v))
		return C_("intake.clock|4", "首联");
	return word_now(v->ui->session->rules->clock_briefs[kind]);
}

static void
paint_clock(
	const struct intake_model *in, enum clock_kind kind, const struct view *v, struct pen *p)
{
	const struct preview_clock *c = preview_clock(&in->view->preview, kind);
	char due[WORDS_BYTES];

	if (c == NULL)
		return;
	if (kind == CLOCK_HANDLE)
		words_day_time(c->due_at, v->ui->now_utc, due);
	else
		words_moment(c->due_at, v->ui->now_utc, due);
	if (p->col > 0)
		pen_gap(p, wide(v) ? 2 : 1);
	pen_putf(p, ROLE_LABEL, "%s ", clock_word(kind, v));
	pen_put(p, v->fg, due);
}

static void
paint_risks(const struct intake_model *in, const struct view *v, struct pen *p)
{
	const struct intake_view *view = in->view;
	const struct rules *rules = v->ui->session->rules;

	if (view->risk_count > 0) {
		pen_put(p, ROLE_WARN, _("风险词"));
		for (size_t i = 0; i < view->risk_count && i < 3; i++)
			pen_putf(p, ROLE_WARN, " %s", view->risks[i]);
		pen_put(p, ROLE_LABEL, " > ");
	}
	pen_put(p, ROLE_STRONG,
		word_now(wide(v) ? rules->tiers[view->tier].name : rules->tiers[view->tier].brief));
	if (view->condition != NULL)
		pen_putf(p, ROLE_WARN, " %s", word_now(view->condition->name));
	pen_line(p);
}

static void
paint_unit(const struct unit_guess *u, bool first, const struct view *v, struct pen *p)
{
	pen_putf(p, first ? v->fg : ROLE_LABEL, first ? _("派 %s") : _("备 %s"), u->unit.brief);
	pen_putf(p, ROLE_LABEL, " %s %d%%", u->reason == BY_PLACE ? _("属地") : _("属事"),
		u->percent);
	if (first) {
		pen_line(p);
		pen_putf(p, ROLE_LABEL, _("   在办 %d"), u->load.open);
		if (u->load.due_in_90_days > 0)
			pen_putf(p, ROLE_LABEL, _("  按时 %d%%"),
				100 * u->load.on_time / u->load.due_in_90_days);
	}
	pen_line(p);
}

void
intake_paint_handling(const void *self, const struct view *v)
{
	const struct intake_model *in = self;
	const struct intake_view *view = in->view;
	struct pen p = view_pen(v);

	if (view == NULL || !view->previewed) {
		pen_put(&p, ROLE_LABEL, _("定了类别就算出"));
		return;
	}
	paint_risks(in, v, &p);
	paint_clock(in, CLOCK_SIGN, v, &p);
	paint_clock(in, CLOCK_CONTACT, v, &p);
	pen_line(&p);
	paint_clock(in, CLOCK_HANDLE, v, &p);
	pen_line(&p);
	for (size_t i = 0; i < view->unit_count && !pen_done(&p); i++)
		paint_unit(&view->units[i], i == 0, v, &p);
}

/* --- who is calling, from where */

static void
paint_call(const struct caller_case *c, const struct view *v, struct pen *p)
{
	const struct choice *said =
		choice_by_value(v->ui->session->rules, CHOICE_SATISFIED, c->score);

	pen_gap(p, 2);
	pen_case_no(p, v->fg, brief_no(v, c->no));
	pen_field(p, v->fg, pen_room(p) - (wide(v) ? 16 : 7), c->title);
	pen_putf(p, state_role(c->state), " %s", word_now(state_word(c->state)));
	if (wide(v) && said != NULL)
		pen_putf(p, ROLE_LABEL, " %s", word_now(said->name));
	pen_line(p);
}

static void
paint_facts(const struct estate_facts *e, const struct view *v, struct pen *p)
{
	pen_putf(p, ROLE_STRONG, "%s", e->name);
	pen_putf(p, v->fg, _("  %d 户  %d 幢  %s"), e->households, e->buildings, e->community);
	pen_line(p);
	if (e->firm[0] != '\0') {
		pen_putf(p, v->fg, _("  物业 %s"), e->firm);
		pen_line(p);
	}
	pen_putf(p, v->fg, _("  在办 %d  30天 %d 件"), e->open, e->recent);
	for (size_t i = 0; i < e->top_count; i++)
		pen_putf(p, ROLE_LABEL, "  %s %d", category_brief(v->ui, e->top[i].cat),
			e->top[i].count);
	pen_line(p);
}

void
intake_paint_caller(const void *self, const struct view *v)
{
	const struct intake_model *in = self;
	const struct intake_view *view = in->view;
	struct pen p = view_pen(v);
	int keep = 0;

	if (view == NULL)
		return;
	if (wide(v) && view->facts.name != NULL)
		keep = 5; /* rows of the facts, and one between */
	if (view->known) {
		pen_putf(&p, ROLE_STRONG, "%s", view->caller.name);
		if (wide(v)) {
			pen_putf(&p, v->fg, "  %s  %s %s", view->phone, view->caller_place_name,
				view->caller.room);
			pen_line(&p);
		}
		pen_putf(&p, ROLE_LABEL, _("  30天 %d 件  满意 %d"), view->recent, view->pleased);
		pen_line(&p);
		for (size_t i = 0; i < view->call_count && (i == 0 || p.row + keep < v->rect.rows);
			i++)
			paint_call(&view->calls[i], v, &p);
	} else {
		pen_put(&p, ROLE_LABEL,
			view->phone[0] != '\0' ? _("这个号码以前没有来过件")
					       : _("记下电话就查来电人"));
		pen_line(&p);
	}
	if (keep == 0)
		return;
	if (p.row + keep < v->rect.rows)
		pen_line(&p);
	paint_facts(&view->facts, v, &p);
}

void
intake_titles(struct intake_model *in, struct ui *ui)
{
	bool side = ui->size >= SIZE_WIDE;
	const char *like =
		side ? C_("intake.part|16", "疑似重复") : C_("intake.part|16", "边填边查");

	if (side && in->view != NULL && in->view->duplicate_count > 0)
		like = arena_printf(ui->load, "%s %zu", like, in->view->duplicate_count);
	if (shows_done(in))
		like = C_("intake.part|16", "刚登记");
	panels_title(&in->panels, PART_FORM, C_("intake.part|16", "来件"), NULL);
	panels_title(&in->panels, PART_LIKE, like,
		side && in->view != NULL && in->view->duplicate_count > 0
			? C_("intake.note|34", "Ctrl-X c 看  Ctrl-X b 并入")
			: NULL);
	panels_title(&in->panels, PART_CATEGORY, C_("intake.part|16", "类别建议"),
		C_("intake.note|34", "Ctrl-N 换"));
	panels_title(&in->panels, PART_HANDLING, C_("intake.part|16", "级别 时限 派往"), NULL);
	panels_title(&in->panels, PART_CALLER,
		side ? C_("intake.part|16", "来电人与地点") : C_("intake.part|16", "来电人"), NULL);
}
