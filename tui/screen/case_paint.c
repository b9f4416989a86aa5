#include "tui/screen/case_model.h"

#include "core/base/date.h"
#include "core/base/i18n.h"
#include "core/domain/area.h"
#include "core/domain/case_number.h"
#include "core/domain/words.h"
#include "tui/screen/case_cells.h"
#include "tui/widget/chart.h"

enum { LABEL_CELLS = 6, STEPS = 4 };

static void
label(struct pen *p, const char *text)
{
	pen_put(p, ROLE_LABEL, text);
	pen_gap(p, 1);
}

/* "2天" behind a due date, in the colour of its light. */
static void
put_left(struct pen *p, const struct case_row *row, const struct ui *ui)
{
	char left[WORDS_BYTES];

	words_left(row, ui->now_utc, left);
	pen_put(p, light_role(case_light(row, ui->now_utc)), left);
}

static void
head_title(const struct case_model *m, const struct view *v, struct pen *p)
{
	const struct case_row *row = &m->view.row;
	const struct rules *rules = v->ui->session->rules;
	enum light light = case_light(row, v->ui->now_utc);
	struct ink right;

	ink_init(&right);
	if (row->tier != TIER_NONE) {
		ink_add(&right, ROLE_FG, word_now(rules->tiers[row->tier].name));
		if (v->ui->cols >= 80)
			ink_addf(&right, ROLE_DIM, " %s", word_now(rules->tiers[row->tier].motto));
	}
	ink_addf(&right, ROLE_LABEL, "  %s", C_("case.marks|5", "印"));
	case_stamps(&right, row);
	pen_gap(p, 1);
	pen_put(p, light_role(light), words_light(light));
	pen_gap(p, 1);
	pen_field(p, ROLE_STRONG, pen_room(p) - ink_cells(&right) - 2, row->title);
	pen_gap(p, 1);
	pen_ink(p, &right);
	ink_release(&right);
}

static void
head_loop(const struct case_model *m, const struct view *v, struct pen *p)
{
	const struct case_row *row = &m->view.row;
	const char *const steps[STEPS] = {C_("case.stage|8", "受理"), C_("case.stage|8", "分办"),
		C_("case.stage|8", "反馈"), C_("case.stage|8", "问效")};
	char due[WORDS_BYTES], limit[WORDS_BYTES];
	struct ink loop;

	ink_init(&loop);
	chart_loop(&loop, steps, STEPS, (int)state_stage(row->state));
	pen_gap(p, 1);
	pen_ink(p, &loop);
	ink_release(&loop);
	pen_gap(p, v->ui->cols >= 80 && i18n_lang() == LANG_ZH ? 4 : 2);
	if (row->due_at >= TIME_NEVER)
		return;
	for (size_t i = 0; i < m->view.clock_count && v->ui->cols >= 100; i++) {
		const struct case_clock *k = &m->view.clocks[i];

		if (k->kind == row->due_kind && k->stopped_at == 0) {
			words_limit(k->limit, limit);
			label(p, word_now(v->ui->session->rules->clock_briefs[k->kind]));
			pen_putf(p, ROLE_FG, "%s  ", limit);
		}
	}
	words_time(row->due_at, v->ui->now_utc, due);
	label(p, C_("case.due|6", "到期"));
	pen_putf(p, ROLE_FG, "%s  ", due);
	put_left(p, row, v->ui);
	pen_putf(p, ROLE_DIM, "  %s %d", C_("case.extended|8", "延期"), row->extended);
	if ((row->flags & CASE_PROVISIONAL) != 0)
		pen_putf(p, ROLE_STALE, "  %s", _("暂按周末推算"));
}

/* Beside the limit that ends first: supervision and the law have clocks of their own, and one may stand still. */
static bool
is_second(const struct case_row *row, const struct case_clock *k)
{
	bool own = k->kind == CLOCK_SUPERVISE || k->kind == CLOCK_STATUTE;

	if (k->stopped_at != 0)
		return false;
	return (own && k->kind != row->due_kind) || (k->kind == CLOCK_HANDLE && k->paused_at != 0);
}

bool
case_has_second_clock(const struct case_model *m)
{
	for (size_t i = 0; i < m->view.clock_count; i++)
		if (is_second(&m->view.row, &m->view.clocks[i]))
			return true;
	return false;
}

/* "另计  督办 到期 06-10 18:00  1天   法定 到期 08-10 23:59  62天", "办理 停止计时" */
static void
head_second(const struct case_model *m, const struct view *v, struct pen *p)
{
	pen_gap(p, 1);
	pen_put(p, ROLE_LABEL, C_("case.second|8", "另计"));
	for (size_t i = 0; i < m->view.clock_count; i++) {
		const struct case_clock *k = &m->view.clocks[i];
		struct case_row as = {
			.state = m->view.row.state, .due_at = k->due_at, .light_at = k->light_at};
		char due[WORDS_BYTES];

		if (!is_second(&m->view.row, k))
			continue;
		pen_gap(p, 2);
		label(p, word_now(v->ui->session->rules->clock_briefs[k->kind]));
		if (k->paused_at != 0) {
			pen_put(p, ROLE_GREY, _("停止计时"));
			continue;
		}
		words_time(k->due_at, v->ui->now_utc, due);
		label(p, C_("case.due|6", "到期"));
		pen_putf(p, ROLE_FG, "%s  ", due);
		put_left(p, &as, v->ui);
	}
}

void
case_paint_head(const struct case_model *m, const struct view *v)
{
	struct pen p = view_pen(v);

	head_title(m, v, &p);
	pen_line(&p);
	head_loop(m, v, &p);
	if (!case_has_second_clock(m))
		return;
	pen_line(&p);
	head_second(m, v, &p);
}

static void
facts(const struct case_model *m, const struct ui *ui, struct pen *p)
{
	const struct case_row *row = &m->view.row;
	const struct rules *rules = ui->session->rules;
	const struct choice *kind = choice_by_value(rules, CHOICE_KIND, row->kind);
	const struct choice *channel = choice_by_value(rules, CHOICE_CHANNEL, row->channel);
	char full[CASE_NO_FULL_BYTES];

	case_no_full(row->no, full);
	label(p, C_("case.no|8", "编号"));
	pen_putf(p, ROLE_FG, "%s  ", full);
	label(p, C_("case.cat|6", "类"));
	if (m->view.category != NULL)
		pen_putf(p, ROLE_FG, "%s %s  ", m->view.category->letters,
			i18n_lang() == LANG_EN ? m->view.category->name.en
					       : m->view.category->brief);
	else
		pen_put(p, ROLE_DIM, "-  ");
	if (ui->cols >= 100 && kind != NULL) {
		label(p, C_("case.kind|6", "性质"));
		pen_putf(p, ROLE_FG, "%s  ", word_now(kind->name));
	}
	label(p, C_("case.source|8", "来源"));
	pen_putf(p, ROLE_FG, "%s  ", channel != NULL ? word_now(channel->brief) : "-");
	if (ui->cols < 100) {
		if (row->joint > 1) {
			label(p, C_("case.joint|8", "联名"));
			pen_putf(p, ROLE_FG, "%d  ", row->joint);
		}
		label(p, C_("case.clerk|8", "经办"));
		pen_put(p, ROLE_FG, *row->clerk != '\0' ? row->clerk : "-");
	}
}

static void
place(const struct case_model *m, const struct ui *ui, struct pen *p)
{
	const struct case_row *row = &m->view.row;
	char grid[GRID_CODE_BYTES];

	grid_code_format(row->place, grid);
	label(p, C_("case.grid|6", "网格"));
	pen_putf(p, ROLE_FG, "%s ", grid);
	if ((row->flags & CASE_NO_GRID) != 0)
		pen_put(p, ROLE_WARN, _("网格未定"));
	else
		pen_put(p, ROLE_FG, row->grid);
	if (*m->view.texts.spot != '\0') {
		pen_gap(p, 2);
		label(p, C_("case.spot|6", "地点"));
		pen_put(p, ROLE_FG, m->view.texts.spot);
	}
	if (ui->cols < 100) {
		pen_gap(p, 2);
		label(p, C_("case.unit|8", "承办"));
		pen_putf(
			p, ROLE_FG, "%s %s", *row->unit != '\0' ? row->unit : "-", m->view.handler);
	}
}

/* The newest line that says something about the substance. */
static const struct case_event_row *
newest_word(const struct case_view *view)
{
	for (size_t i = 0; i < view->event_count; i++)
		if (view->events[i].event == EV_PROGRESS || view->events[i].event == EV_REPLY ||
			view->events[i].event == EV_CONTACT || view->events[i].event == EV_SOLVE)
			return &view->events[i];
	return NULL;
}

/* What must happen next, and until when: the running clocks. */
static void
next_steps(const struct case_model *m, const struct ui *ui, struct pen *p)
{
	int shown = 0;

	label(p, C_("case.next|6", "下一步"));
	for (size_t i = 0; i < m->view.clock_count && shown < 3; i++) {
		const struct case_clock *k = &m->view.clocks[i];
		char due[WORDS_BYTES];

		if (k->stopped_at != 0 || k->paused_at != 0)
			continue;
		words_time(k->due_at, ui->now_utc, due);
		pen_putf(p, ui->now_utc > k->due_at ? ROLE_RED : ROLE_FG, "%s%s %s",
			shown > 0 ? "    " : "", due,
			word_now(ui->session->rules->clock_names[k->kind]));
		shown++;
	}
	if (shown == 0)
		pen_put(p, ROLE_DIM,
			state_is_open(m->view.row.state) ? _("没有计时的环节") : _("这件已经结束"));
}

/* The text as far as the lines between reach; 2 shows it whole. */
static void
body(const struct case_model *m, const struct view *v, struct pen *p, int foot)
{
	struct rect room = {v->rect.row + p->row, v->rect.col, foot - p->row, v->rect.cols};
	struct view part = view_part(v, room);
	struct pen inner = view_pen(&part);

	if (room.rows <= 0)
		return;
	label(&inner, C_("case.body|8", "诉求"));
	pen_wrap(&inner, ROLE_FG, LABEL_CELLS - 1, m->view.texts.body);
	p->row = foot;
	p->col = 0;
}

static void
latest(const struct case_model *m, const struct ui *ui, struct pen *p)
{
	const struct case_event_row *news = newest_word(&m->view);
	char at[WORDS_BYTES];

	label(p, C_("case.latest|8", "最新"));
	if (news == NULL) {
		pen_put(p, ROLE_DIM, _("还没有反馈"));
		return;
	}
	words_time(news->at, ui->now_utc, at);
	pen_putf(p, ROLE_DIM, "%s ", at);
	pen_put(p, ROLE_FG, news->note);
}

void
case_paint_overview(const void *self, const struct view *v)
{
	const struct case_model *m = self;
	struct pen p = view_pen(v);

	facts(m, v->ui, &p);
	pen_line(&p);
	place(m, v->ui, &p);
	pen_line(&p);
	body(m, v, &p, v->rect.rows - 2);
	latest(m, v->ui, &p);
	pen_line(&p);
	next_steps(m, v->ui, &p);
}

static void
person(const struct case_model *m, struct pen *p, const struct reporter *r, const struct ui *ui)
{
	const struct choice *role = choice_by_value(ui->session->rules, CHOICE_IDENTITY, r->role);
	bool shown = m->shown_reporter == r->seq && r->case_id == m->id;
	const struct reporter *d = shown ? &m->revealed : r;

	pen_putf(p, shown ? ROLE_MATCH : ROLE_FG, "%s %s %s  %s",
		*d->name != '\0' ? d->name : _("匿名"), role != NULL ? word_now(role->name) : "",
		d->room, d->phone);
}

void
case_paint_parties(const void *self, const struct view *v)
{
	enum { TAB = 8, MOST_JOINT = 3 };
	const struct case_model *m = self;
	const struct case_row *row = &m->view.row;
	struct pen p = view_pen(v);

	for (size_t i = 0; i < m->view.reporter_count && i < MOST_JOINT; i++) {
		pen_put(&p, ROLE_LABEL,
			i == 0           ? C_("case.reporter|8", "诉求人")
				: i == 1 ? C_("case.joint|8", "联名")
					 : "");
		pen_tab(&p, TAB);
		person(m, &p, &m->view.reporters[i], v->ui);
		pen_line(&p);
	}
	if (row->joint > MOST_JOINT) {
		pen_tab(&p, TAB);
		pen_putf(&p, ROLE_DIM, _("等 %d 户, 按 3 看全部"), row->joint);
		pen_line(&p);
	}
	pen_put(&p, ROLE_LABEL, C_("case.clerk|8", "经办"));
	pen_tab(&p, TAB);
	pen_put(&p, ROLE_FG, *row->clerk != '\0' ? row->clerk : "-");
	pen_line(&p);
	pen_put(&p, ROLE_LABEL, C_("case.unit|8", "承办"));
	pen_tab(&p, TAB);
	pen_putf(&p, ROLE_FG, "%s  %s", *row->unit != '\0' ? row->unit : "-", m->view.handler);
	pen_line(&p);
	for (size_t i = 0; i < m->view.unit_count; i++) {
		pen_put(&p, ROLE_LABEL,
			m->view.units[i].role == PARTY_HELPER ? C_("case.helper|8", "协办")
							      : C_("case.copy|8", "抄送"));
		pen_tab(&p, TAB);
		pen_put(&p, ROLE_FG, m->view.units[i].name);
		pen_line(&p);
	}
	if (row->unit_id != 0) {
		pen_line(&p);
		pen_put(&p, ROLE_LABEL, _("承办单位近90天"));
		pen_line(&p);
		pen_gap(&p, 2);
		pen_putf(&p, ROLE_FG, _("在办 %d   到期 %d   按时 %d%%"), m->load.open,
			m->load.due_in_90_days,
			m->load.due_in_90_days > 0 ? m->load.on_time * 100 / m->load.due_in_90_days
						   : 0);
	}
}

void
case_paint_links(const void *self, const struct view *v)
{
	const struct case_model *m = self;
	struct pen p = view_pen(v);

	if (m->view.row.merged > 0) {
		pen_putf(&p, ROLE_FG, _("并入 %d 件"), m->view.row.merged);
		pen_line(&p);
	}
	for (size_t i = 0; i < m->view.link_count; i++) {
		const struct case_link *k = &m->view.links[i];

		label(&p, case_link_word(v->ui, k->kind));
		pen_putf(&p, ROLE_FG, "%s %s %s", case_link_brief(v->ui, k), k->title,
			word_now(state_word(k->state)));
		pen_line(&p);
	}
	for (size_t i = 0; i < m->like_count; i++) {
		const struct duplicate_guess *g = &m->likes[i];
		char brief[CASE_NO_BRIEF_BYTES];

		case_no_brief(g->no, day_from_utc(v->ui->now_utc), brief);
		label(&p, C_("case.like|6", "相似"));
		pen_putf(&p, ROLE_FG, "%s %s %s", brief, g->title, word_now(state_word(g->state)));
		pen_right(&p, ROLE_DIM, arena_printf(v->ui->scratch, "%d%%", g->percent));
		pen_line(&p);
	}
	if (m->view.row.merged == 0 && m->like_count == 0 && m->view.link_count == 0)
		pen_put(&p, ROLE_DIM, _("没有关联的件"));
}
