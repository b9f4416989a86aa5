#include "tui/screen/case_model.h"

#include "core/base/date.h"
#include "core/base/i18n.h"
#include "core/domain/case_machine.h"
#include "core/domain/case_number.h"
#include "core/domain/words.h"
#include "tui/screen/case_cells.h"

static void
heading(struct buf *b, const char *text)
{
	buf_addf(b, "%s# %s\n", b->len > 0 ? "\n" : "", text);
}

static void
parties(const struct case_model *m, const struct ui *ui, struct buf *b)
{
	heading(b, C_("case.reporter|8", "诉求人"));
	for (size_t i = 0; i < m->view.reporter_count; i++) {
		const struct reporter *r = &m->view.reporters[i];
		const struct choice *role =
			choice_by_value(ui->session->rules, CHOICE_IDENTITY, r->role);
		const struct choice *way =
			choice_by_value(ui->session->rules, CHOICE_NOTIFY, r->notify);

		buf_addf(b, "%s  %s  %s  %s  %s %s\n", *r->name != '\0' ? r->name : _("匿名"),
			role != NULL ? word_now(role->name) : "", r->room, r->phone, _("告知"),
			way != NULL ? word_now(way->name) : "-");
	}
	heading(b, C_("case.unit|8", "承办"));
	buf_addf(
		b, "%s  %s\n", *m->view.row.unit != '\0' ? m->view.row.unit : "-", m->view.handler);
	for (size_t i = 0; i < m->view.unit_count; i++)
		buf_addf(b, "%s  %s\n",
			m->view.units[i].role == PARTY_HELPER ? C_("case.helper|8", "协办")
							      : C_("case.copy|8", "抄送"),
			m->view.units[i].name);
	heading(b, C_("case.clerk|8", "经办"));
	buf_addf(b, "%s  %s %s\n", m->view.row.clerk, _("登记"), m->view.author);
}

static void
links(const struct case_model *m, const struct ui *ui, struct buf *b)
{
	char brief[CASE_NO_BRIEF_BYTES], at[WORDS_BYTES];

	heading(b, _("并案"));
	buf_addf(b, m->view.row.merged > 0 ? _("已并入 %d 件\n") : _("没有\n"), m->view.row.merged);
	if (*m->view.source != '\0') {
		heading(b, _("来处"));
		words_time(m->view.source_at, ui->now_utc, at);
		buf_addf(b, "%s  %s  %s\n", m->view.source, m->view.ext_id,
			m->view.source_at != 0 ? at : "");
	}
	heading(b, _("关联"));
	for (size_t i = 0; i < m->view.link_count; i++) {
		const struct case_link *k = &m->view.links[i];

		buf_addf(b, "%s  %s  %s  %s\n", case_link_word(ui, k->kind), case_link_brief(ui, k),
			k->title, word_now(state_word(k->state)));
	}
	if (m->view.link_count == 0)
		buf_addstr(b, _("没有\n"));
	heading(b, _("疑似重复"));
	for (size_t i = 0; i < m->like_count; i++) {
		const struct duplicate_guess *g = &m->likes[i];

		case_no_brief(g->no, day_from_utc(ui->now_utc), brief);
		buf_addf(b, "%s  %s  %s  %d%%\n", brief, g->title, word_now(state_word(g->state)),
			g->percent);
	}
	if (m->like_count == 0)
		buf_addstr(b, _("没有\n"));
}

static const char *
field_label(int field)
{
	return field > F_NONE && field < F_COUNT ? tr(field_def((enum act_field)field)->label)
						 : "?";
}

static void
changes(const struct case_model *m, const struct ui *ui, struct buf *b)
{
	for (size_t i = 0; i < m->view.change_count; i++) {
		const struct case_change *c = &m->view.changes[i];
		char at[WORDS_BYTES];

		words_time(c->at, ui->now_utc, at);
		buf_addf(b, "%s  %s  %s  %s > %s\n", at, c->actor_name, field_label(c->field),
			c->was, c->now);
	}
	if (m->view.change_count == 0)
		buf_addstr(b, _("没有改过。 E 修改"));
}

const char *
case_tab_text(const struct case_model *m, const struct ui *ui)
{
	struct buf b;

	buf_init(&b);
	switch (m->tab) {
	case TAB_PARTIES:
		parties(m, ui, &b);
		break;
	case TAB_FILES:
		buf_addstr(&b, _("还没有附件。"));
		break;
	case TAB_LINKS:
		links(m, ui, &b);
		break;
	case TAB_MEETINGS:
		buf_addstr(&b, _("还没有上过会。"));
		break;
	case TAB_CHANGES:
		changes(m, ui, &b);
		break;
	case TAB_OVERVIEW:
	case TAB_TIMELINE:
	case TAB_COUNT:
		break;
	}
	const char *text = arena_strdup(ui->load, b.text);

	buf_release(&b);
	return text;
}

static void
cell_time(const void *row, const struct ui *ui, struct ink *out)
{
	char at[WORDS_BYTES];

	words_time(((const struct case_event_row *)row)->at, ui->now_utc, at);
	ink_add(out, ROLE_DIM, at);
}

static void
cell_event(const void *row, const struct ui *ui, struct ink *out)
{
	const struct case_event_row *e = row;

	(void)ui;
	ink_add(out, e->event == EV_UNDO ? ROLE_DIM : ROLE_INFO,
		word_now(event_word((enum case_event)e->event)));
}

/* A unit answers for what its people do; at the desk it is the person. */
static void
cell_actor(const void *row, const struct ui *ui, struct ink *out)
{
	const struct case_event_row *e = row;
	bool by_unit = e->event == EV_SIGN || e->event == EV_CONTACT || e->event == EV_PROGRESS ||
		e->event == EV_REPLY || e->event == EV_ASK_RETURN || e->event == EV_ASKED;
	const char *who = by_unit && *e->unit_name != '\0' ? e->unit_name : e->actor_name;

	(void)ui;
	ink_add(out, ROLE_FG, *who != '\0' ? who : _("系统"));
}

/* Internal lines never leave the house: they bear the mark. */
static void
cell_note(const void *row, const struct ui *ui, struct ink *out)
{
	const struct case_event_row *e = row;

	(void)ui;
	if (e->event == EV_NOTE)
		ink_addf(out, ROLE_WARN, "%s ", _("内"));
	ink_add(out, e->event == EV_UNDO ? ROLE_DIM : ROLE_FG, e->note);
	if (e->result == OUTCOME_LATE)
		ink_addf(out, ROLE_RED, "  %s", _("超期"));
}

static const struct column columns[] = {
	{SLOT("case.time|11", "时间"), {11, 11, 11, 16}, {0}, 0, false, false, cell_time},
	{SLOT("case.event|6", "环节"), {6, 6, 6, 6}, {8, 8, 8, 8}, 0, false, false, cell_event},
	{SLOT("case.who|10", "谁"), {10, 10, 10, 10}, {0}, 0, false, false, cell_actor},
	{SLOT("case.text|20", "内容"), {20, 20, 20, 20}, {0}, 1, false, false, cell_note},
	{0},
};

static int64_t
event_id(const void *row)
{
	return ((const struct case_event_row *)row)->id;
}

const struct list_source case_timeline = {.columns = columns, .id = event_id};
