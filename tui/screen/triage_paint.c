/* The right boxes of triage: category, level and clocks, units, duplicates. */
#include <stdio.h>

#include "core/base/date.h"
#include "core/base/i18n.h"
#include "core/domain/case_number.h"
#include "core/domain/words.h"
#include "tui/screen/case_cells.h"
#include "tui/screen/triage_model.h"
#include "tui/widget/chart.h"

enum { WIDE = 100, BAR = 18, PERCENT = 4 };

/* ">1" before what Enter takes, " 2" before the others; the key of the whole list before what came from it. */
static void
choice(struct pen *p, bool on, int digit, const char *key)
{
	pen_put(p, ROLE_KEY, on ? ">" : " ");
	if (digit > 0)
		pen_putf(p, ROLE_KEY, "%d ", digit);
	else
		pen_putf(p, ROLE_KEY, "%s ", key);
}

static void
percent(struct pen *p, int value)
{
	char text[16];

	snprintf(text, sizeof(text), "%d%%", value);
	pen_field_right(p, ROLE_FG, PERCENT, text);
}

/* The category that stands or was looked up, when it is none of the guesses. */
static const struct category *
other_category(const struct triage_model *m, const struct ui *ui)
{
	int code = triage_category(m);

	for (size_t i = 0; i < m->proposal.category_count; i++)
		if (m->proposal.categories[i].code == code)
			return NULL;
	return category_by_code(ui->session->rules, code);
}

static void
category_line(struct pen *p, const struct category *cat, const struct ui *ui, int digit, bool on,
	int value)
{
	int room = pen_room(p) - PERCENT - 4 - (ui->cols >= WIDE ? BAR + 1 : 0);
	struct ink bar;

	choice(p, on, digit, "/");
	pen_putf(p, on ? ROLE_STRONG : ROLE_FG, "%s ", cat->letters);
	pen_field(p, on ? ROLE_STRONG : ROLE_FG, room - 3, word_now(cat->name));
	pen_gap(p, 1);
	if (value < 0)
		return;
	percent(p, value);
	if (ui->cols < WIDE)
		return;
	ink_init(&bar);
	chart_bar(&bar, ui->glyphs, on ? ROLE_CHART_1 : ROLE_CHART_2, value, 100, BAR);
	pen_gap(p, 1);
	pen_ink(p, &bar);
	ink_release(&bar);
}

/* Which words spoke for the first guess. */
static void
because(const struct triage_model *m, struct pen *p)
{
	const struct category_guess *g = &m->proposal.categories[0];

	pen_put(p, ROLE_LABEL, C_("triage.because|6", "依据"));
	for (size_t i = 0; i < g->word_count; i++)
		pen_putf(p, ROLE_DIM, " %s", g->words[i]);
}

void
triage_paint_categories(const void *self, const struct view *v)
{
	const struct triage_model *m = self;
	const struct rules *rules = v->ui->session->rules;
	bool set = triage_category_set(m, v->ui);
	struct pen p = view_pen(v);

	if (m->id == 0)
		return;
	const struct category *other = other_category(m, v->ui);

	if (other != NULL) {
		category_line(&p, other, v->ui, 0, set, -1);
		pen_line(&p);
	}
	for (size_t i = 0; i < m->proposal.category_count; i++) {
		const struct category_guess *g = &m->proposal.categories[i];

		category_line(&p, category_by_code(rules, g->code), v->ui, (int)i + 1,
			set && g->code == triage_category(m), g->percent);
		pen_line(&p);
	}
	if (!set) {
		pen_put(&p, ROLE_WARN,
			m->proposal.category_count > 0 ? _("不够有把握, 请选类别")
						       : _("没有词可依据, 请按 / 选类别"));
		pen_line(&p);
	}
	if (m->proposal.category_count > 0 && !pen_done(&p))
		because(m, &p);
}

static void
clock_pair(const struct triage_model *m, const struct ui *ui, struct pen *p, enum clock_kind kind)
{
	const struct preview_clock *k = preview_clock(&m->preview, kind);
	char due[WORDS_BYTES];

	if (k == NULL)
		return;
	words_time(k->due_at, ui->now_utc, due);
	pen_putf(p, ROLE_LABEL, "%s ", word_now(ui->session->rules->clock_briefs[kind]));
	pen_putf(p, ROLE_FG, "%s  ", due);
}

void
triage_paint_level(const void *self, const struct view *v)
{
	const struct triage_model *m = self;
	const struct rules *rules = v->ui->session->rules;
	struct pen p = view_pen(v);

	if (m->id == 0)
		return;
	if (!m->has_preview || triage_category(m) == 0) {
		pen_put(&p, ROLE_WARN, m->why_not != NULL ? m->why_not : "");
		return;
	}
	const struct tier_rule *tier = &rules->tiers[m->preview.tier];
	const struct preview_clock *k =
		preview_clock(&m->preview, m->accept_only ? CLOCK_ROUTE : CLOCK_HANDLE);
	char limit[WORDS_BYTES], due[WORDS_BYTES];

	pen_putf(&p, ROLE_LABEL, "%s ", C_("triage.level|6", "级别"));
	pen_put(&p, ROLE_STRONG, word_now(tier->name));
	pen_putf(&p, ROLE_DIM, " %s", word_now(tier->motto));
	pen_right(&p, ROLE_KEY, m->view.row.state == CASE_REGISTERED ? "- +" : "");
	pen_line(&p);
	if (k == NULL)
		return;
	words_limit(k->limit, limit);
	(v->ui->size == SIZE_NARROW           ? words_day
			: v->ui->cols >= WIDE ? words_day_time
					      : words_time)(k->due_at, v->ui->now_utc, due);
	pen_putf(&p, ROLE_LABEL, "%s ", C_("triage.limit|6", "时限"));
	pen_putf(&p, ROLE_FG, _("%s 到 %s"), limit, due);
	if (m->preview.condition != NULL)
		pen_putf(&p, ROLE_WARN, "  %s", word_now(m->preview.condition->name));
	if (k->provisional)
		pen_putf(&p, ROLE_STALE, "  %s", _("暂按周末推算"));
	pen_line(&p);
	clock_pair(m, v->ui, &p, CLOCK_SIGN);
	clock_pair(m, v->ui, &p, CLOCK_CONTACT);
	clock_pair(m, v->ui, &p, CLOCK_STATUTE);
}

/* digit 0: chosen from the whole list. */
static void
unit_line(struct pen *p, const struct unit_guess *g, const struct ui *ui, int digit, bool on)
{
	enum { WHY = 6, LOAD = 10, ON_TIME = 14 };
	bool wide = ui->cols >= WIDE;
	const char *why =
		g->reason == BY_PLACE ? C_("triage.by|6", "属地") : C_("triage.by|6", "属事");
	bool narrow = ui->size == SIZE_NARROW;
	int right = PERCENT + (narrow ? 0 : LOAD) + (wide ? WHY + ON_TIME : 0);
	char load[WORDS_BYTES], on_time[WORDS_BYTES] = "";

	snprintf(load, sizeof(load), _("在办 %d"), g->load.open);
	if (g->load.due_in_90_days > 0)
		snprintf(on_time, sizeof(on_time), _("按时 %d%%"),
			g->load.on_time * 100 / g->load.due_in_90_days);
	choice(p, on, digit, "@");
	pen_field(p, on ? ROLE_STRONG : ROLE_FG, pen_room(p) - right - 1, g->unit.brief);
	pen_gap(p, 1);
	if (wide)
		pen_field(p, ROLE_DIM, WHY, digit > 0 ? why : "");
	if (!narrow)
		pen_field(p, ROLE_DIM, LOAD, load);
	if (wide)
		pen_field(p, ROLE_DIM, ON_TIME, on_time);
	if (digit > 0)
		percent(p, g->percent);
}

void
triage_paint_units(const void *self, const struct view *v)
{
	const struct triage_model *m = self;
	bool set = triage_unit_set(m, v->ui);
	const struct unit_guess *now = triage_unit(m);
	struct pen p = view_pen(v);

	if (m->id == 0)
		return;
	if (m->accept_only) {
		pen_put(&p, ROLE_DIM, _("只受理, 由分办人员派出"));
		return;
	}
	if (now == &m->other) {
		unit_line(&p, now, v->ui, 0, true);
		pen_line(&p);
	}
	for (size_t i = 0; i < m->proposal.unit_count; i++) {
		const struct unit_guess *g = &m->proposal.units[i];

		unit_line(&p, g, v->ui, TRIAGE_FIRST_UNIT + (int)i, set && g == now);
		pen_line(&p);
	}
	if (m->proposal.unit_count == 0 && triage_category(m) == 0)
		pen_put(&p, ROLE_DIM, _("选了类别才有建议"));
	else if (!set)
		pen_put(&p, ROLE_WARN, _("请选单位: 6-8, @ 另选"));
}

void
triage_paint_likes(const void *self, const struct view *v)
{
	const struct triage_model *m = self;
	struct pen p = view_pen(v);

	if (m->id == 0)
		return;
	if (m->like_count == 0)
		pen_put(&p, ROLE_DIM, _("没有"));
	for (size_t i = 0; i < m->like_count; i++) {
		const struct duplicate_guess *g = &m->likes[i];
		char brief[CASE_NO_BRIEF_BYTES];

		case_no_brief(g->no, day_from_utc(v->ui->now_utc), brief);
		pen_put(&p, ROLE_KEY, (int)i == triage_like_open(m) ? "m " : "  ");
		pen_putf(&p, ROLE_FG, "%s ", brief);
		pen_field(&p, ROLE_FG, pen_room(&p) - PERCENT - 1 - (v->ui->cols >= WIDE ? 9 : 0),
			g->title);
		if (v->ui->cols >= WIDE) {
			pen_gap(&p, 1);
			pen_field(&p, state_role(g->state), 8, word_now(state_word(g->state)));
		}
		pen_gap(&p, 1);
		percent(&p, g->percent);
		pen_line(&p);
	}
}
