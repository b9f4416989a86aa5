/* D23 as in mock-up 17; where no field has to be decided, what was typed against what the other person did. */
#include <string.h>

#include "core/base/date.h"
#include "core/base/i18n.h"
#include "core/base/utf8.h"
#include "core/domain/case_number.h"
#include "tui/screen/conflict_inner.h"
#include "tui/widget/rect.h"

enum {
	COLS = 72,
	FRAME = 4,
	ITEM_CELLS = 9,
	WAS_CELLS = 17,
	MINE_CELLS = 19,
	EVENTS = 3,
	HELP_LINES = 4
};

static int
new_events(const struct conflict_model *m)
{
	int n = 0;

	while (n < EVENTS && (size_t)n < m->view->event_count &&
		m->view->events[n].id > m->seen_event)
		n++;
	return n;
}

/* The column where what was typed begins: behind the widest label. */
static int
text_col(const struct conflict_model *m)
{
	int most = 0;

	for (int i = 0; i < m->count; i++) {
		int n = show_width(tr(field_def(m->rows[i].field)->label));

		most = n > most ? n : most;
	}
	return most + 2;
}

static int
text_lines(const struct conflict_model *m)
{
	int n = 0, cols = COLS - FRAME - text_col(m);

	for (int i = 0; i < m->count; i++)
		n += wrap_lines(m->rows[i].mine_words, cols);
	return n;
}

void
conflict_head(const void *self, const struct ui *ui, struct head *head)
{
	const struct conflict_model *m = self;
	char brief[CASE_NO_BRIEF_BYTES];
	int decided = 0;

	case_no_brief(m->view->row.no, day_from_utc(ui->now_utc), brief);
	for (int i = 0; i < m->count; i++)
		decided += m->rows[i].both && m->rows[i].choice != 0;
	if (m->clash_count > 0) {
		head->crumb = arena_printf(ui->scratch, _("你编辑时别人改了 %s"), brief);
		head->status = arena_printf(
			ui->scratch, _("冲突 %d 项: 已选 %d"), m->clash_count, decided);
		head->rows = m->clash_count + (m->diff ? 3 : 0) + 12;
	} else {
		head->crumb = arena_printf(ui->scratch, _("你填写时别人办过 %s"), brief);
		head->status = _("你填的都还在");
		head->rows = new_events(m) + text_lines(m) + 9;
	}
	head->cols = COLS;
	head->title_right = C_("stamp|2", "冲");
}

/* --- field by field */

static void
cell(struct pen *p, const struct view *v, int cells, const char *words, bool on)
{
	const char *text = *words != '\0' ? words : "-";

	pen_field(p, on ? ROLE_MATCH : v->fg, cells,
		on ? arena_printf(v->ui->scratch, "[%s]", text) : text);
}

static void
paint_clash(const struct conflict_model *m, const struct view *v, struct pen *p, int i)
{
	const struct clash *c = &m->rows[i];
	const char *mine = c->rewritten != NULL ? c->rewritten : c->mine_words;

	if (i == m->cursor)
		canvas_rest(v->cv, p->rect.row + p->row, p->rect.col + p->col);
	pen_put(p, ROLE_STRONG, i == m->cursor ? ">" : " ");
	pen_field(p, i == m->cursor ? ROLE_STRONG : ROLE_LABEL, ITEM_CELLS - 1,
		tr(field_def(c->field)->label));
	pen_field(p, ROLE_DIM, WAS_CELLS, *c->was_words != '\0' ? c->was_words : "-");
	cell(p, v, MINE_CELLS, mine, c->choice == 1);
	cell(p, v, pen_room(p), c->their_words, c->choice == 2);
	pen_line(p);
}

/* What merged by itself: my other changes, and theirs. */
static void
paint_merged(const struct conflict_model *m, const struct view *v, struct pen *p)
{
	const char *comma = "";

	pen_put(p, ROLE_LABEL, _("已自动合并"));
	pen_putf(p, v->fg, "  %s ", _("我的:"));
	for (int i = 0; i < m->count; i++) {
		if (m->rows[i].both || strcmp(m->rows[i].was, m->rows[i].mine) == 0)
			continue;
		pen_putf(p, v->fg, "%s%s", comma, tr(field_def(m->rows[i].field)->label));
		comma = " ";
	}
	pen_putf(p, v->fg, "%s  %s: ", *comma == '\0' ? "-" : "", m->who);
	comma = "";
	for (size_t i = 0;
		i < m->view->change_count && m->view->changes[i].event_id > m->seen_event; i++) {
		const struct case_change *c = &m->view->changes[i];
		bool clashes = false;

		for (int k = 0; k < m->count; k++)
			clashes = clashes || (m->rows[k].both && (int)m->rows[k].field == c->field);
		if (clashes)
			continue;
		pen_putf(p, v->fg, "%s%s", comma, tr(field_def((enum act_field)c->field)->label));
		comma = " ";
	}
	pen_put(p, v->fg, *comma == '\0' ? "-" : "");
	pen_line(p);
}

/* Both texts in full, what differs in another role. */
static void
paint_diff_line(struct pen *p, const struct view *v, const char *who, const char *text, size_t from,
	size_t to)
{
	pen_field(p, ROLE_LABEL, ITEM_CELLS, who);
	pen_put(p, v->fg, arena_strndup(v->ui->scratch, text, from));
	pen_put(p, ROLE_MATCH, arena_strndup(v->ui->scratch, text + from, to - from));
	pen_put(p, v->fg, text + to);
	pen_line(p);
}

static bool
is_boundary(const char *text, size_t at)
{
	return ((uint8_t)text[at] & 0xC0) != 0x80;
}

static void
paint_diff(const struct conflict_model *m, const struct view *v, struct pen *p)
{
	const struct clash *c = &m->rows[m->cursor];
	const char *a = c->rewritten != NULL ? c->rewritten : c->mine_words, *b = c->their_words;
	size_t from = 0, na = strlen(a), nb = strlen(b), same = 0;

	while (from < na && from < nb && a[from] == b[from])
		from++;
	while (from > 0 && (!is_boundary(a, from) || !is_boundary(b, from)))
		from--;
	while (same < na - from && same < nb - from && a[na - 1 - same] == b[nb - 1 - same])
		same++;
	while (same > 0 && !is_boundary(a, na - same))
		same--;
	pen_line(p);
	paint_diff_line(p, v, _("我的"), a, from, na - same);
	paint_diff_line(p, v, _("对方"), b, from, nb - same);
}

static void
paint_fields(const struct conflict_model *m, const struct view *v)
{
	struct pen p = view_pen(v);

	pen_putf(&p, v->fg, _("%s 存过一次。两边都改的项请选一个,没撞的已自动合并。"), m->who);
	pen_line(&p);
	pen_line(&p);
	pen_gap(&p, 1);
	pen_field(&p, ROLE_HEADER, ITEM_CELLS - 1, C_("conflict.item|8", "项"));
	pen_field(&p, ROLE_HEADER, WAS_CELLS, C_("conflict.was|16", "原来"));
	pen_field(&p, ROLE_HEADER, MINE_CELLS, C_("conflict.mine|18", "1 我的"));
	pen_putf(&p, ROLE_HEADER, "2 %s", m->who);
	pen_line(&p);
	for (int i = 0; i < m->count; i++)
		if (m->rows[i].both)
			paint_clash(m, v, &p, i);
	if (m->diff)
		paint_diff(m, v, &p);
	pen_line(&p);
	paint_merged(m, v, &p);
}

/* --- what was typed against what was done */

static void
paint_plain(const struct conflict_model *m, const struct view *v)
{
	struct pen p = view_pen(v);
	int n = new_events(m);

	for (int i = n; i-- > 0;) {
		const struct case_event_row *e = &m->view->events[i];
		struct civil at = civil_from_utc(e->at);

		pen_putf(&p, ROLE_STRONG, "%s %02d:%02d %s",
			*e->actor_name != '\0' ? e->actor_name : _("系统"), at.hour, at.minute,
			word_now(event_word((enum case_event)e->event)));
		pen_putf(&p, v->fg, "  %s", e->note);
		pen_line(&p);
	}
	pen_putf(&p, ROLE_LABEL, "%s ", _("现在"));
	pen_putf(&p, v->fg, "%s  %s", word_now(state_word(m->view->row.state)), m->view->row.unit);
	pen_line(&p);
	pen_line(&p);
	pen_putf(&p, ROLE_STRONG, _("你填的  %s"), m->verb);
	pen_line(&p);
	for (int i = 0; i < m->count && !pen_done(&p); i++) {
		pen_field(&p, ROLE_LABEL, text_col(m), tr(field_def(m->rows[i].field)->label));
		pen_wrap(&p, v->fg, text_col(m), m->rows[i].mine_words);
		pen_line(&p);
	}
}

/* --- the keys, below */

static void
paint_help(const struct conflict_model *m, const struct view *v)
{
	struct pen p = view_pen(v);

	if (m->clash_count > 0) {
		pen_putf(&p, v->fg, _("1 / 2 选本项   a 全用我的   b 全用%s的   e 改写本项"),
			m->name);
		pen_line(&p);
		pen_putf(&p, v->fg, _("d 看逐字差异    n 把我的存成备注, 其余用%s的"), m->name);
		pen_line(&p);
		pen_line(&p);
		pen_put(&p, v->fg, _("Enter 按所选保存    Esc 回去接着改 (我的内容不丢)"));
		return;
	}
	pen_line(&p);
	pen_line(&p);
	pen_putf(&p, v->fg, _("Enter 仍按我的%s    n 把我填的存成备注"), m->verb);
	pen_line(&p);
	pen_put(&p, v->fg, _("Esc 回去接着改 (我的内容不丢)"));
}

void
conflict_paint(const void *self, const struct view *v)
{
	const struct conflict_model *m = self;
	struct rect rest = v->rect, below = rect_cut_bottom(&rest, HELP_LINES);
	struct view top = view_part(v, rest), help = view_part(v, below);

	if (m->clash_count > 0)
		paint_fields(m, &top);
	else
		paint_plain(m, &top);
	paint_help(m, &help);
}
