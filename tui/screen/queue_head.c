/* What stands around the list: tabs with their numbers, the filter in words, what the next act is for. */
#include "core/base/i18n.h"
#include "core/base/show.h"
#include "tui/screen/queue_model.h"

enum { TAGS_NAMED = 4 };

static void
head_tabs(const struct queue *q, const struct ui *ui, struct head *head)
{
	for (int i = 0; i < CASE_VIEWS; i++) {
		const char *name = case_view_name(ui->session, i),
			   *whole = i == 2 ? C_("queue.tab|12", "今日到期") : name;
		const struct case_list_count *n = &q->view_counts[i];

		head->tabs[i] =
			(struct tab){.label = arena_printf(ui->scratch, "%d %s", i + 1, whole),
				.brief = arena_printf(ui->scratch, "%d %s", i + 1, name),
				.count = n->done && !n->more ? n->n : -1};
	}
	head->tabs[CASE_VIEWS] =
		(struct tab){.label = arena_printf(ui->scratch, "%d %s", CASE_VIEWS + 1,
				     C_("queue.tab|12", "我的视图")),
			.count = -1};
	head->tab_count = CASE_VIEWS + 1;
	head->tab_on = q->trying || q->filter.len > 0 ? -1 : q->view;
	if (!q->trying && q->filter.text[0] == '@')
		head->tab_on = VIEW_SAVED;
}

/* As it was understood: fields by their names in the language of now. */
static const char *
filter_text(const struct queue *q, const struct ui *ui)
{
	struct buf b;

	if (!q->trying && q->filter.len == 0 && *case_view_filter(ui->session, q->view) != '\0')
		return case_view_filter(ui->session, q->view);
	buf_init(&b);
	filter_print_node(&b, case_list_filter(q->cases)->root, i18n_lang());
	const char *text = arena_strdup(ui->scratch, b.text);

	buf_release(&b);
	return text;
}

/* The filter in words, cut so that what stands behind it is always seen. */
static void
head_filter(const struct queue *q, const struct ui *ui, struct head *head)
{
	bool narrow = ui->size == SIZE_NARROW;
	const char *text = filter_text(q, ui), *behind, *tags = "", *asleep = "";
	struct buf b;

	if (q->list.tag_count > 0)
		tags = arena_printf(
			ui->scratch, narrow ? _(" 标%d") : _("  标记 %d"), q->list.tag_count);
	if (q->asleep > 0)
		asleep = arena_printf(
			ui->scratch, narrow ? _(" 搁%zu") : _("  搁置 %zu"), q->asleep);
	behind = narrow
		? arena_printf(ui->scratch, _("  %s件%s%s"), queue_count_text(q, ui), asleep, tags)
		: arena_printf(ui->scratch, _("   %s件%s  排:%s%s"), queue_count_text(q, ui),
			  asleep, case_list_order(q->cases, ui->scratch), tags);
	buf_init(&b);
	if (!narrow)
		buf_addf(&b, "%s ", C_("bar.label|8", "过滤"));
	show_cut(&b, *text != '\0' ? text : _("(全部)"),
		ui->cols - 2 - show_width(b.text) - show_width(behind) - (narrow ? 12 : 14));
	buf_addstr(&b, behind);
	head->filter = arena_strdup(ui->scratch, b.text);
	buf_release(&b);
}

/* What the next act is for, always (ux S10). */
static void
head_status(const struct queue *q, const struct ui *ui, struct head *head)
{
	int shown = 0, most = ui->size >= SIZE_WIDE ? TAGS_NAMED : TAGS_NAMED / 2;
	struct buf b;

	if (list_searches(&q->list) && q->list.to_end.set) {
		head->status = _("正在找末行   Ctrl-C 停下");
		return;
	}
	if (q->list.tag_count == 0) {
		head->status = list_row(&q->list) != NULL ? _("动作用于光标所在的一件") : "";
		return;
	}
	if (ui->size == SIZE_NARROW) {
		head->status = arena_printf(ui->scratch, _("已标 %d 件"), q->list.tag_count);
		return;
	}
	buf_init(&b);
	buf_addf(&b, _("已标 %d 件:"), q->list.tag_count);
	for (int i = 0; i < list_count(&q->list) && shown < most; i++) {
		const struct queue_row *row = list_at(&q->list, i);

		if (!list_tagged(&q->list, row->row.id))
			continue;
		buf_addf(&b, " %s", row->no);
		shown++;
	}
	buf_addstr(&b, shown < q->list.tag_count ? " .." : "");
	buf_addf(&b, _("   动作将用于已标的 %d 件   T 全不标"), q->list.tag_count);
	head->status = arena_strdup(ui->scratch, b.text);
	buf_release(&b);
}

void
queue_head(const void *self, const struct ui *ui, struct head *head)
{
	const struct queue *q = self;

	head->live = true;
	head_tabs(q, ui, head);
	head_filter(q, ui, head);
	head_status(q, ui, head);
	if (q->list.news > 0)
		head->filter_right =
			arena_printf(ui->scratch, _("新到 %lld (F5)"), (long long)q->list.news);
}
