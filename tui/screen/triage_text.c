/* The left box of triage: what came in, and what is known about it. */
#include <string.h>

#include "core/base/date.h"
#include "core/base/i18n.h"
#include "core/base/show.h"
#include "core/domain/area.h"
#include "core/domain/case_number.h"
#include "core/domain/intake.h"
#include "core/domain/words.h"
#include "tui/screen/case_cells.h"
#include "tui/screen/triage_model.h"
#include "tui/widget/chart.h"

enum { LABEL = 7, WIDE = 100, RISK_WORDS = 4, LEAST_BODY = 3, SPARE_FOR_CHART = 4 };

static void
label(struct pen *p, const char *text)
{
	pen_put(p, ROLE_LABEL, text);
	pen_tab(p, LABEL);
}

/* --- above the text */

static void
source(const struct triage_model *m, const struct ui *ui, struct pen *p)
{
	const struct case_row *row = &m->view.row;
	const struct rules *rules = ui->session->rules;
	const struct choice *channel = choice_by_value(rules, CHOICE_CHANNEL, row->channel);
	char at[WORDS_BYTES];

	words_time(row->opened_at, ui->now_utc, at);
	if (channel != NULL)
		pen_putf(p, ROLE_FG, "%s %s",
			word_now(ui->cols >= WIDE ? channel->name : channel->brief), at);
	if (m->view.reporter_count == 0)
		return;
	const struct reporter *r = &m->view.reporters[0];
	const struct choice *role = choice_by_value(rules, CHOICE_IDENTITY, r->role);

	const char *name = *r->name != '\0' ? r->name : _("匿名");
	const char *who = arena_printf(ui->scratch, "  %s %s %s", name,
		role != NULL ? word_now(role->name) : "", r->phone);

	if (show_width(who) > pen_room(p))
		who = arena_printf(ui->scratch, "  %s %s", name, r->phone);
	pen_put(p, ROLE_FG, who);
}

static void
place(const struct triage_model *m, const struct ui *ui, struct pen *p)
{
	const struct case_row *row = &m->view.row;
	const char *room = m->view.reporter_count > 0 ? m->view.reporters[0].room : "";
	char grid[GRID_CODE_BYTES];

	if (*row->estate != '\0')
		pen_putf(p, ROLE_FG, "%s ", row->estate);
	if (*room != '\0')
		pen_putf(p, ROLE_FG, "%s ", room);
	if (p->col > 0)
		pen_gap(p, 1);
	if ((row->flags & CASE_NO_GRID) != 0) {
		pen_put(p, ROLE_WARN, _("网格未定"));
		return;
	}
	grid_code_format(row->place, grid);
	pen_put(p, ROLE_LABEL, C_("case.grid|6", "网格"));
	pen_putf(
		p, ROLE_FG, " %s %s", ui->cols >= WIDE ? grid : grid + strlen(grid) - 2, row->grid);
}

/* --- below it: each is one line, and says false when it has nothing to say */

static bool
spot(const struct triage_model *m, const struct ui *ui, struct pen *p)
{
	(void)ui;
	if (*m->view.texts.spot == '\0')
		return false;
	if (p != NULL) {
		label(p, C_("case.spot|6", "地点"));
		pen_put(p, ROLE_FG, m->view.texts.spot);
	}
	return true;
}

static bool
risk(const struct triage_model *m, const struct ui *ui, struct pen *p)
{
	const char *words[RISK_WORDS];
	const char *text =
		arena_printf(ui->scratch, "%s\n%s", m->view.row.title, m->view.texts.body);
	size_t n = risk_words_find(ui->session->rules, text, words, RISK_WORDS);

	if (n == 0)
		return false;
	if (p == NULL)
		return true;
	label(p, C_("triage.risk|6", "风险词"));
	for (size_t i = 0; i < n; i++)
		pen_putf(p, ROLE_WARN, "%s ", words[i]);
	if (m->proposal.risk != NULL)
		pen_putf(p, ROLE_WARN, _("> 建议升为%s"),
			word_now(ui->session->rules->tiers[TIER_KEY].brief));
	return true;
}

static bool
caller(const struct triage_model *m, const struct ui *ui, struct pen *p)
{
	int64_t since = day_to_utc(day_from_utc(ui->now_utc) - LIKE_DAYS + 1);
	const struct caller_case *last = NULL;
	int month = 0;

	for (size_t i = 0; i < m->call_count; i++) {
		if (m->calls[i].id == m->id)
			continue;
		last = last != NULL ? last : &m->calls[i];
		month += m->calls[i].opened_at >= since;
	}
	if (last == NULL)
		return false;
	if (p == NULL)
		return true;
	char brief[CASE_NO_BRIEF_BYTES];

	case_no_brief(last->no, day_from_utc(ui->now_utc), brief);
	label(p, C_("triage.caller|6", "来电人"));
	pen_putf(p, ROLE_FG, _("30天内另有 %d 件"), month);
	pen_putf(p, ROLE_FG, "  %s %s %s", brief, ui->cols >= WIDE ? last->title : "",
		word_now(state_word(last->state)));
	return true;
}

/* "升180%": against the thirty days before. */
static void
trend(const struct like_counts *c, struct pen *p)
{
	int more = c->county - c->county_before;

	if (c->county_before <= 0 || more == 0)
		return;
	pen_putf(p, more > 0 ? ROLE_WARN : ROLE_OK, more > 0 ? _(" 升%d%%") : _(" 降%d%%"),
		(more > 0 ? more : -more) * 100 / c->county_before);
}

static bool
like(const struct triage_model *m, const struct ui *ui, struct pen *p)
{
	(void)ui;
	if (triage_category(m) == 0)
		return false;
	if (p == NULL)
		return true;
	label(p, C_("triage.like|6", "同类"));
	if (m->view.row.estate_id != 0)
		pen_putf(p, ROLE_FG, _("本小区 30天 %d件  "), m->counts.estate);
	pen_putf(p, ROLE_FG, _("全区 %d件"), m->counts.county);
	trend(&m->counts, p);
	return true;
}

static bool
chart(const struct triage_model *m, const struct ui *ui, struct pen *p)
{
	struct ink k;

	if (ui->slow || ui->rows < TRIAGE_HIGH || m->counts.estate < 2)
		return false;
	if (p == NULL)
		return true;
	ink_init(&k);
	chart_spark(&k, ui->glyphs, ROLE_CHART_1, m->counts.estate_days, LIKE_DAYS, LIKE_DAYS / 2);
	label(p, _("30天"));
	pen_ink(p, &k);
	pen_put(p, ROLE_DIM, _("  本小区同类来件, 右为今天"));
	ink_release(&k);
	return true;
}

typedef bool (*fact_fn)(const struct triage_model *m, const struct ui *ui, struct pen *p);

static const fact_fn facts[] = {spot, risk, caller, like, chart};

static int
count_facts(const struct triage_model *m, const struct ui *ui)
{
	int n = 0;

	for (size_t i = 0; i < sizeof(facts) / sizeof(*facts); i++)
		n += facts[i](m, ui, NULL);
	return n;
}

/* --- the text itself */

/* Which rows it has: below the head and above the facts, with a blank line on each side where there is room. */
static struct rect
body_rect(const struct triage_model *m, const struct ui *ui, struct rect inside)
{
	int head = ui->cols >= WIDE ? 2 : 3, foot = count_facts(m, ui);

	if (inside.rows - head - foot - 2 >= LEAST_BODY) {
		head++;
		foot++;
	}
	rect_cut_top(&inside, head);
	rect_cut_bottom(&inside, foot);
	return inside;
}

static int
count_lines(const char *text, int cells)
{
	int n = 0;

	while (*text != '\0') {
		size_t skip, len = wrap_line(text, cells, &skip);

		text += len + skip;
		n++;
	}
	return n;
}

int
triage_text_hidden(const struct triage_model *m, const struct ui *ui, struct rect inside)
{
	struct rect room = body_rect(m, ui, inside);
	int hidden = count_lines(m->view.texts.body, room.cols) - room.rows;

	return hidden > 0 ? hidden : 0;
}

static void
body(const struct triage_model *m, const struct view *v)
{
	const char *text = m->view.texts.body;
	int below = triage_text_hidden(m, v->ui, panels_inside(&m->panels, m->text)) - m->scroll;
	int shown = below > 0 ? v->rect.rows - 1 : v->rect.rows;
	struct pen p = view_pen(v);

	for (int line = 0; *text != '\0' && p.row < shown; line++) {
		size_t skip, len = wrap_line(text, v->rect.cols, &skip);

		if (line >= m->scroll) {
			pen_put(&p, ROLE_FG, arena_strndup(v->ui->scratch, text, len));
			pen_line(&p);
		}
		text += len + skip;
	}
	if (below > 0)
		pen_putf(&p, ROLE_INFO, _("-- 还有 %d 行 PgDn --"), below + 1);
}

void
triage_paint_text(const void *self, const struct view *v)
{
	const struct triage_model *m = self;
	struct view part = view_part(v, body_rect(m, v->ui, v->rect));
	struct pen p = view_pen(v);

	if (m->id == 0)
		return;
	if (v->ui->cols < WIDE) {
		pen_put(&p, ROLE_STRONG, m->view.row.title);
		pen_line(&p);
	}
	source(m, v->ui, &p);
	pen_line(&p);
	place(m, v->ui, &p);
	body(m, &part);
	p.row = v->rect.rows - count_facts(m, v->ui);
	for (size_t i = 0; i < sizeof(facts) / sizeof(*facts); i++) {
		p.col = 0;
		if (facts[i](m, v->ui, &p))
			p.row++;
	}
}
