#include "tui/screen/handover.h"

#include <string.h>

#include "core/base/date.h"
#include "core/base/i18n.h"
#include "core/domain/case_act.h"
#include "core/domain/draft.h"
#include "core/domain/handover.h"
#include "core/domain/snooze.h"
#include "core/domain/unit.h"
#include "core/domain/words.h"
#include "core/serve/series.h"
#include "tui/screen/case_cells.h"
#include "tui/screen/case_screen.h"
#include "tui/widget/edit.h"
#include "tui/widget/found.h"
#include "tui/widget/list.h"
#include "tui/widget/panels.h"
#include "tui/widget/rect.h"

enum { PEOPLE_MOST = 20, NOTE_ROWS = 5, EVENING_ROWS = 6, HIGH = 30, FLIPPED_MOST = HANDOVER_MOST };

struct handover_row {
	struct case_row row; /* first: the cells of matters take it */
	enum handover_why why;
	bool passes;
};

struct handover_model {
	struct panels panels; /* the root: matters, evening, note */
	struct list list;
	struct edit note;
	int matters, evening, words;
	struct handover_row *rows;
	size_t count;
	int64_t flipped[FLIPPED_MOST]; /* those that the person decided on otherwise */
	size_t flipped_count;
	int drafts, held;
	size_t asleep;
	int64_t held_until;
	struct day_counts today;
};

/* --- cells */

static void
cell_passes(const void *row, const struct ui *ui, struct ink *out)
{
	const struct handover_row *r = row;

	(void)ui;
	ink_add(out, r->passes ? ROLE_STRONG : ROLE_DIM,
		r->passes ? C_("handover.pass|4", "移") : C_("handover.pass|4", "留"));
}

static const char *
why_text(enum handover_why why)
{
	switch (why) {
	case HANDOVER_LATE:
		return C_("handover.why|16", "超期");
	case HANDOVER_SOON:
		return C_("handover.why|16", "黄灯");
	case HANDOVER_EVENING:
		return C_("handover.why|16", "明早前到期");
	case HANDOVER_ANSWER:
		return C_("handover.why|16", "答复待核验");
	case HANDOVER_SIGNATURE:
		return C_("handover.why|16", "等签批");
	case HANDOVER_STAYS:
		break;
	}
	return "";
}

static void
cell_why(const void *row, const struct ui *ui, struct ink *out)
{
	(void)ui;
	ink_add(out, ROLE_FG, why_text(((const struct handover_row *)row)->why));
}

static const struct column columns[] = {
	/* title, cells at 60 80 100 140, in English, grow, right, sortable, cell */
	{"", {4, 4, 4, 4}, {4, 4, 4, 4}, 0, false, false, cell_passes},
	{SLOT("queue.light|2", "灯"), {2, 2, 2, 2}, {1, 1, 1, 1}, 0, false, false, cell_light},
	{SLOT("queue.no|8", "编号"), {8, 8, 8, 8}, {0}, 0, false, false, cell_number},
	{SLOT("queue.title|20", "事由"), {16, 20, 20, 20}, {0}, 1, false, false, cell_title},
	{SLOT("queue.state|6", "状态"), {0, 6, 6, 6}, {0, 7, 7, 7}, 0, false, false, cell_state},
	{SLOT("queue.left|8", "剩余"), {8, 8, 8, 8}, {6, 6, 7, 7}, 0, false, false, cell_left},
	{SLOT("handover.why|16", "为什么列出"), {0, 12, 16, 16}, {0}, 0, false, false, cell_why},
	{0},
};

static int64_t
row_id(const void *row)
{
	return ((const struct handover_row *)row)->row.id;
}

static enum row_look
look(const void *row, const struct ui *ui)
{
	(void)ui;
	return ((const struct handover_row *)row)->passes ? ROW_PLAIN : ROW_DIM;
}

static const struct list_source source = {.columns = columns, .id = row_id, .look = look};

/* --- reading */

static bool
is_flipped(const struct handover_model *m, int64_t id)
{
	for (size_t i = 0; i < m->flipped_count; i++)
		if (m->flipped[i] == id)
			return true;
	return false;
}

static bool
read_around(struct handover_model *m, struct ui *ui, struct err *err)
{
	struct undo_entry *held;
	int64_t *asleep;
	bool behind;
	size_t n;

	if (!draft_count(ui->session, &m->drafts, err) ||
		!snooze_list(ui->session, ui->load, &asleep, &m->asleep, err) ||
		!case_undo_list(ui->session, ui->load, &held, &n, err) ||
		!series_read(ui->session, &ui->session->scope, day_from_utc(ui->now_utc), 1,
			&m->today, &behind, err))
		return false;
	m->held = (int)n;
	m->held_until = n > 0 ? held[0].until_at : 0;
	return true;
}

static bool
handover_load(void *self, struct ui *ui, struct err *err)
{
	struct handover_model *m = self;
	struct handover_item *items;
	size_t n;

	if (!handover_list(ui->session, ui->load, &items, &n, err) || !read_around(m, ui, err))
		return false;
	m->rows = arena_array(ui->load, n + 1, sizeof(*m->rows));
	m->count = n;
	for (size_t i = 0; i < n; i++) {
		bool listed = items[i].why != HANDOVER_STAYS;

		m->rows[i] = (struct handover_row){
			items[i].row, items[i].why, listed != is_flipped(m, items[i].row.id)};
	}
	m->list.empty = _("名下没有在办的件");
	list_set_rows(&m->list, ui, m->rows, sizeof(*m->rows), (int)n);
	panels_title(&m->panels, m->matters, _("移交清单 自动列出"), _("Space 改去留"));
	panels_title(&m->panels, m->evening, _("今晚与明早"), NULL);
	panels_title(&m->panels, m->words, _("留言"), NULL);
	return true;
}

static int
passing(const struct handover_model *m)
{
	int n = 0;

	for (size_t i = 0; i < m->count; i++)
		n += m->rows[i].passes;
	return n;
}

/* --- on the screen */

static void
paint_evening(const void *self, const struct view *v)
{
	const struct handover_model *m = self;
	int64_t morning = snooze_time(v->ui->session, SNOOZE_MORNING);
	struct pen p = view_pen(v);
	int shown = 0;

	for (size_t i = 0; i < m->count && !pen_done(&p); i++) {
		const struct case_row *row = &m->rows[i].row;
		char at[WORDS_BYTES];

		if (row->due_at <= v->ui->now_utc || row->due_at > morning + DATE_DAY_S / 6)
			continue;
		words_moment(row->due_at, v->ui->now_utc, at);
		pen_field(&p, light_role(case_light(row, v->ui->now_utc)), 12, at);
		pen_putf(&p, v->fg, "%s %s  %s", case_brief(v->ui, row), row->title,
			word_now(v->ui->session->rules->clock_names[row->due_kind]));
		pen_line(&p);
		shown++;
	}
	if (shown == 0)
		pen_put(&p, ROLE_DIM, _("今晚到明早没有到期的"));
}

static bool
handover_open(void *self, struct ui *ui, const struct arg *arg, struct err *err)
{
	struct handover_model *m = self;

	(void)arg, (void)err;
	panels_init(&m->panels, m);
	list_init(&m->list, ui, &source, m);
	m->list.no_tags = true;
	m->list.boxed = true;
	edit_init(&m->note, ui->screen, HANDOVER_NOTE_MOST, true);
	m->matters = panels_add(&m->panels, &m->list.w, NULL);
	m->evening = panels_add(&m->panels, NULL, paint_evening);
	m->words = panels_add(&m->panels, &m->note.w, NULL);
	m->panels.items[m->evening].fixed = true;
	return true;
}

static bool
handover_place(void *self, struct ui *ui, struct rect body, struct err *err)
{
	struct handover_model *m = self;
	bool high = body.rows >= HIGH - 6;

	panels_put(&m->panels, m->words, rect_box_bottom(&body, high ? NOTE_ROWS + 3 : NOTE_ROWS));
	panels_put(&m->panels, m->evening,
		rect_box_bottom(&body, high ? EVENING_ROWS + 3 : EVENING_ROWS));
	panels_put(&m->panels, m->matters, body);
	return panels_place(&m->panels, ui, err);
}

static void
handover_head(const void *self, const struct ui *ui, struct head *head)
{
	const struct handover_model *m = self;
	int n = passing(m);

	head->filter = arena_printf(ui->scratch,
		_("%s 交班   今日 受理%lld 分办%lld 反馈%lld 办结%lld"), ui->session->name,
		(long long)m->today.accepted, (long long)m->today.dispatched,
		(long long)m->today.replied, (long long)m->today.closed);
	head->filter_right =
		arena_printf(ui->scratch, _("草稿 %d  搁置 %zu"), m->drafts, m->asleep);
	if (m->held > 0 && m->held_until >= ui->now_utc)
		head->status = arena_printf(ui->scratch, _("还有 %d 件在撤销期内, %d 秒后才能交班"),
			m->held, (int)(m->held_until - ui->now_utc) + 1);
	else
		head->status = arena_printf(ui->scratch, _("移交 %d 件, 其余 %d 件留在%s名下"), n,
			(int)m->count - n, ui->session->name);
}

/* --- acts */

static void
flip(struct handover_model *m)
{
	int64_t id = list_id(&m->list);

	for (size_t i = 0; i < m->flipped_count; i++) {
		if (m->flipped[i] != id)
			continue;
		m->flipped[i] = m->flipped[--m->flipped_count];
		return;
	}
	if (id != 0 && m->flipped_count < FLIPPED_MOST)
		m->flipped[m->flipped_count++] = id;
}

static bool
find_people(struct ui *ui, const char *query, struct founds *out, struct err *err)
{
	struct person *people;
	size_t n;

	if (!unit_people(ui->session, ui->session->unit_id,
		    ROLE_OP | ROLE_DSP | ROLE_HND | ROLE_HL | ROLE_GRD | ROLE_MED, PEOPLE_MOST,
		    ui->load, &people, &n, err))
		return false;
	for (size_t i = 0; i < n; i++) {
		enum match match = match_text(query, people[i].name, NULL);

		if (people[i].id == ui->session->staff_id ||
			(match == MATCH_NONE && *query != '\0'))
			continue;
		founds_add(out,
			(struct found){.id = people[i].id,
				.text = people[i].name,
				.rank = *query == '\0' ? (int)i : (int)match});
	}
	return true;
}

static const struct finder_source people_source = {.kind = N_("人员"), .find = find_people};
static const struct finder_source *const people_only[] = {&people_source, NULL};

static struct effect
ask_receiver(const struct handover_model *m, struct ui *ui)
{
	if (m->held > 0 && m->held_until >= ui->now_utc)
		return fx_toast(_("有未发出的动作时不能交班, 等撤销期过去"));
	return (struct effect){.kind = FX_PICK,
		.text = _("接班人 (本人在这里选自己, 就算签收)"),
		.sources = people_only,
		.arg = {.text = ""},
		.then = ACT_CHOSEN};
}

static struct effect
sign(struct handover_model *m, struct ui *ui, const struct act *act, struct err *err)
{
	int64_t *ids = arena_array(ui->scratch, m->count + 1, sizeof(*ids));
	struct handover_result r;
	size_t n = 0;

	for (size_t i = 0; i < m->count; i++)
		if (m->rows[i].passes)
			ids[n++] = m->rows[i].row.id;
	if (!handover_sign(ui->session, act->ref, ids, n, m->note.text, ui->scratch, &r, err))
		return fx_fail();
	return fx_done(fx_back(),
		r.refused == 0
			? arena_printf(ui->scratch, _("已交班: %d 件移交给%s, 已签收"), r.passed,
				  act->text)
			: arena_printf(ui->scratch, _("已交班: %d 件移交给%s; %d 件没有移交: %s"),
				  r.passed, act->text, r.refused, r.why),
		0);
}

static struct effect
handover_act(void *self, struct ui *ui, const struct act *act, struct err *err)
{
	struct handover_model *m = self;

	switch (act->id) {
	case ACT_TAG:
		flip(m);
		list_move(&m->list, m->list.cursor + 1);
		return (struct effect){.kind = FX_RELOAD};
	case ACT_OPEN:
		return list_id(&m->list) != 0 ? case_open(list_id(&m->list), NULL, 0) : fx_none();
	case ACT_SUBMIT:
	case ACT_FORM_SUBMIT:
		return ask_receiver(m, ui);
	case ACT_FORM_NEXT:
		edit_insert(&m->note, "\n");
		return fx_none();
	case ACT_FORM_TAB:
	case ACT_FORM_BACKTAB:
		panels_focus(&m->panels, m->matters);
		return fx_none();
	case ACT_CHOSEN:
		return act->ref != 0 ? sign(m, ui, act, err) : fx_none();
	case ACT_TICK:
		return m->held > 0 ? (struct effect){.kind = FX_RELOAD} : fx_none();
	default:
		return fx_pass();
	}
}

static const struct hint hints[] = {
	{.act = ACT_TAG, .label = SLOT("key|12", "移留")},
	{.act = ACT_PANEL, .label = SLOT("key|12", "留言")},
	{.act = ACT_SUBMIT, .label = SLOT("key|12", "签收交班")},
	{.act = ACT_OPEN, .label = SLOT("key|12", "看案件")},
	{.act = ACT_HELP},
	{.act = ACT_BACK},
	{0},
};

const struct screen_ops handover_screen = {
	.name = "handover",
	.title = N_("交接班"),
	.scope = KS_HANDOVER,
	.size = sizeof(struct handover_model),
	.hints = hints,
	.ticks = true,
	.open = handover_open,
	.load = handover_load,
	.act = handover_act,
	.head = handover_head,
	.place = handover_place,
};
