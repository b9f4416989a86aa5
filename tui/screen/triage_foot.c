/* Below the boxes of triage: what Enter will do, what was done, what comes; the row of progress; the summary. */
#include <stdio.h>

#include "core/base/i18n.h"
#include "core/domain/words.h"
#include "tui/screen/case_cells.h"
#include "tui/screen/triage_model.h"
#include "tui/widget/chart.h"

enum { WIDE = 100, NUMBER = 12, PROGRESS = 18 };

static int
average_seconds(const struct triage_model *m)
{
	int64_t n = triage_handled(m);

	return n > 0 ? (int)(m->busy_ms / 1000 / n) : 0;
}

const char *
triage_progress(const struct triage_model *m, const struct ui *ui)
{
	int64_t done = triage_handled(m) + m->ends[END_SKIPPED],
		total = m->total > done ? m->total : done;
	const char *text;
	struct ink bar;

	ink_init(&bar);
	chart_progress(&bar, ui->glyphs, done, total,
		ui->cols >= WIDE                  ? 2 * PROGRESS
			: ui->size == SIZE_NARROW ? PROGRESS / 3
						  : PROGRESS);
	text = arena_printf(ui->scratch, _("连办%s  %lld/%lld  %s  已办 %lld  跳过 %lld"), m->name,
		(long long)(m->id != 0 && done < total ? done + 1 : done), (long long)total,
		bar.text.text, (long long)triage_handled(m), (long long)m->ends[END_SKIPPED]);
	ink_release(&bar);
	if (ui->cols >= WIDE)
		text = arena_printf(ui->scratch, _("%s  并案 %lld  退回 %lld"), text,
			(long long)m->ends[END_MERGED], (long long)m->ends[END_RETURNED]);
	if (triage_handled(m) > 0)
		text = arena_printf(ui->scratch, _("%s  均 %d秒"), text, average_seconds(m));
	if (*m->name == '\0')
		text = arena_printf(ui->scratch, "%s  %s", text, case_list_words(m->list));
	return text;
}

static void
what_follows(const struct triage_model *m, const struct ui *ui, struct pen *p)
{
	const struct unit_guess *unit = triage_unit(m);
	char due[WORDS_BYTES];

	pen_gap(p, 1);
	pen_putf(p, ROLE_LABEL, "%s  ", C_("triage.then|8", "采纳后"));
	if (!m->has_preview) {
		pen_put(p, ROLE_WARN, m->why_not != NULL ? m->why_not : "");
		return;
	}
	if (!triage_category_set(m, ui)) {
		pen_put(p, ROLE_WARN, _("还不能采纳: 请选类别"));
		return;
	}
	if (!m->accept_only && !triage_unit_set(m, ui)) {
		pen_put(p, ROLE_WARN, _("还不能采纳: 请选单位"));
		return;
	}
	if (m->accept_only)
		pen_put(p, ROLE_FG, _("受理, 等待分办"));
	else
		pen_putf(p, ROLE_FG, _("派 %s"), unit->unit.brief);
	pen_putf(p, ROLE_FG, "  %s", word_now(ui->session->rules->tiers[m->preview.tier].brief));
	if (m->preview.due_at < TIME_NEVER) {
		const struct preview_clock *k = preview_clock(&m->preview, CLOCK_HANDLE);

		words_time(k != NULL ? k->due_at : m->preview.due_at, ui->now_utc, due);
		pen_putf(p, ROLE_FG, _("  %s 到期"), due);
	}
	if (m->preview.letters > 0)
		pen_putf(p, ROLE_FG, _("  短信告知 %d 人"), m->preview.letters);
	else
		pen_putf(p, ROLE_DIM, "  %s", _("不发短信"));
}

static const char *
end_words(const struct triage_done *d, const struct ui *ui)
{
	switch (d->end) {
	case END_ROUTED:
		return arena_printf(ui->scratch, "> %s", d->unit);
	case END_MERGED:
		return _("> 并案");
	case END_RETURNED:
		return _("> 退回");
	case END_ANSWERED:
		return _("> 当场答复");
	default:
		return _("> 已处理");
	}
}

static void
done_line(const struct triage_done *d, const struct ui *ui, struct pen *p, bool newest)
{
	int64_t left = d->until_utc - ui->now_utc;

	pen_gap(p, ui->cols >= WIDE ? 3 : 1);
	pen_field(p, ROLE_DIM, NUMBER, d->brief);
	pen_putf(p, ROLE_DIM, "%s ", d->category);
	pen_field(p, ROLE_FG, ui->cols >= WIDE ? 32 : 20, d->title);
	pen_putf(p, ROLE_FG, " %s", end_words(d, ui));
	if (left > 0)
		pen_right(p, newest ? ROLE_INFO : ROLE_DIM,
			arena_printf(ui->scratch,
				newest ? _("u 撤销 (%lld秒后发出)") : _("%lld秒后发出"),
				(long long)left));
	else
		pen_right(p, ROLE_DIM, _("已发出"));
	pen_line(p);
}

static void
current_line(const struct triage_model *m, const struct ui *ui, struct pen *p)
{
	const struct unit_guess *unit = triage_unit(m);

	pen_put(p, ROLE_KEY, " > ");
	pen_field(p, ROLE_STRONG, NUMBER, case_brief(ui, &m->view.row));
	pen_putf(p, ROLE_STRONG, "%s ", category_brief(ui, triage_category(m)));
	pen_field(p, ROLE_STRONG, 32, m->view.row.title);
	if (unit != NULL)
		pen_putf(p, ROLE_FG, "  %s", unit->unit.brief);
	pen_line(p);
}

static void
next_line(const struct triage_next *n, const struct ui *ui, struct pen *p)
{
	int certain = ui->session->rules->certain_percent;

	pen_gap(p, 3);
	pen_field(p, ROLE_FG, NUMBER, case_brief(ui, &n->row));
	pen_putf(p, ROLE_FG, "%s ", category_brief(ui, n->category));
	pen_field(p, ROLE_FG, 32, n->row.title);
	if (n->percent < certain || n->unit_percent < certain)
		pen_putf(p, ROLE_WARN, "  %s", _("待人工选"));
	else
		pen_putf(p, ROLE_DIM, "  %s %d%%", n->unit, n->unit_percent);
	pen_line(p);
}

void
triage_paint_foot(const struct triage_model *m, const struct view *v)
{
	bool high = v->ui->rows >= TRIAGE_HIGH;
	struct pen p = view_pen(v);
	struct rect rule = v->rect;

	what_follows(m, v->ui, &p);
	pen_line(&p);
	rule.row += p.row;
	rule.rows = 1;
	struct view line = view_part(v, rule);

	view_rule(&line,
		high ? arena_printf(v->ui->scratch, _("本轮 %lld 件"), (long long)m->total)
		     : _("刚办"));
	pen_line(&p);
	if (!high) {
		for (size_t i = 0; i < m->done_count && !pen_done(&p); i++)
			done_line(&m->done[i], v->ui, &p, i == 0);
		return;
	}
	size_t shown = m->done_count < 2 ? m->done_count : 2;

	for (size_t i = shown; i > 0; i--)
		done_line(&m->done[i - 1], v->ui, &p, i == 1);
	current_line(m, v->ui, &p);
	for (size_t i = 0; i < m->next_count && !pen_done(&p); i++)
		next_line(&m->next[i], v->ui, &p);
}

void
triage_paint_summary(const struct triage_model *m, const struct view *v)
{
	const struct {
		const char *label;
		int64_t n;
	} lines[] = {{C_("triage.sum|12", "分办"), m->ends[END_ROUTED]},
		{C_("triage.sum|12", "并案"), m->ends[END_MERGED]},
		{C_("triage.sum|12", "退回"), m->ends[END_RETURNED]},
		{C_("triage.sum|12", "当场答复"), m->ends[END_ANSWERED]},
		{C_("triage.sum|12", "其他"), m->ends[END_OTHER]},
		{C_("triage.sum|12", "跳过"), m->ends[END_SKIPPED]},
		{C_("triage.sum|12", "搁置"), m->put_off}, {C_("triage.sum|12", "撤销"), m->undone},
		{C_("triage.sum|12", "别人在办"), m->locked}};
	struct view part = view_part(v, rect_centre(v->rect, 15, 40));
	struct pen p = view_pen(&part);

	pen_put(&p, ROLE_HEADER,
		m->total == 0 && triage_handled(m) == 0 ? _("没有要连办的件") : _("这一轮办完了"));
	pen_line(&p);
	pen_line(&p);
	for (size_t i = 0; i < sizeof(lines) / sizeof(*lines); i++) {
		pen_field(&p, ROLE_LABEL, 16, lines[i].label);
		pen_putf(&p, lines[i].n > 0 ? ROLE_STRONG : ROLE_DIM, "%4lld",
			(long long)lines[i].n);
		pen_line(&p);
	}
	if (triage_handled(m) > 0) {
		pen_field(&p, ROLE_LABEL, 16, C_("triage.sum|12", "平均"));
		pen_putf(&p, ROLE_STRONG, _("%4d 秒"), average_seconds(m));
	}
	pen_line(&p);
	pen_line(&p);
	pen_put(&p, ROLE_KEY, "1 ");
	pen_put(&p, ROLE_FG, _("再来一轮"));
	if (m->skip_count > 0) {
		pen_put(&p, ROLE_KEY, "   2 ");
		pen_putf(&p, ROLE_FG, _("办跳过的 %zu 件"), m->skip_count);
	}
	pen_put(&p, ROLE_KEY, "   q ");
	pen_put(&p, ROLE_FG, _("离开"));
}
