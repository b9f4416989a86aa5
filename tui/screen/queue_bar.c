/* What the filter bar of the queue offers while somebody types: completions, how it was read, a count. */
#include <string.h>

#include "core/base/i18n.h"
#include "core/domain/filter_complete.h"
#include "tui/screen/queue_model.h"

static const char *
bar_text(const void *self)
{
	const struct queue *q = self;

	return q->filter.len > 0 ? q->filter.text : NULL;
}

static const char *
bar_right(const void *self, const struct ui *ui)
{
	const struct queue *q = self;
	const struct case_list_count *all = &q->view_counts[CASE_VIEWS - 1];
	const char *n = queue_count_text(q, ui);

	if (!q->trying)
		return "";
	if (all->done && !all->more)
		return arena_printf(ui->scratch, _("%s / %lld 件"), n, (long long)all->n);
	return arena_printf(ui->scratch, _("%s 件"), n);
}

/* --- counting what a value would leave of the list */

enum { OFFER_STEPS = 40 }; /* longer than anybody types: then there are no numbers */

void
queue_offers_drop(struct queue *q)
{
	case_tally_free(q->offers.tally);
	q->offers.tally = NULL;
	q->offers.field = NULL;
	q->offers.done = false;
	buf_clear(&q->offers.rest);
}

bool
queue_offers_due(const struct queue *q)
{
	return q->offers.tally != NULL && !q->offers.done && q->offers.steps < OFFER_STEPS;
}

bool
queue_offers_step(struct queue *q, struct ui *ui, struct err *err)
{
	(void)ui;
	q->offers.steps++;
	return case_tally_step(q->offers.tally, &q->offers.done, err);
}

static bool
counts_for(const struct queue *q, const struct filter_offers *o)
{
	return q->offers.field == o->typing.field && strcmp(q->offers.rest.text, o->rest) == 0;
}

/* The tally, when it is ready and for the value that is being typed. */
static struct case_tally *
usable(const struct queue *q, struct ui *ui, const char *text, size_t caret)
{
	struct filter_typing typing;

	if (!q->offers.done)
		return NULL;
	filter_typing_at(&filter_cases, text, caret, ui->scratch, &typing);
	return typing.spot == SPOT_VALUE && typing.field == q->offers.field ? q->offers.tally
									    : NULL;
}

/* Begins to add up the rest of the filter by the field; the numbers stand there after the next pause. */
static void
count_values(struct queue *q, struct ui *ui, const struct filter_offers *o)
{
	const struct case_tags tags = {q->list.tags, (size_t)q->list.tag_count};
	struct filter_fault fault;
	struct err err = ERR_INIT;

	if (o->typing.spot != SPOT_VALUE || counts_for(q, o))
		return;
	queue_offers_drop(q);
	q->offers.field = o->typing.field;
	buf_addstr(&q->offers.rest, o->rest);
	q->offers.steps = 0;
	if (!case_tally_open(&q->offers.tally, ui->session, o->rest, &tags,
		    (enum case_filter_field)o->typing.field->id, false, &fault, &err))
		q->offers.tally = NULL;
	ui->again = true;
}

static void
offer(struct ui *ui, const struct filter_offer *o, struct founds *out, int rank)
{
	founds_add(out,
		(struct found){.text = arena_strdup(ui->load, o->label),
			.code = arena_strdup(ui->load, o->aside),
			.right = o->count >= 0 ? arena_printf(ui->load, "%lld", (long long)o->count)
					       : NULL,
			.insert = arena_strdup(ui->load, o->insert),
			.rank = rank});
}

/* What F4 shows: every field with one line on it; in front the filter of the view that is open. */
static void
offer_fields(const struct queue *q, struct ui *ui, struct founds *out)
{
	const char *view = case_view_filter(ui->session, q->view);

	out->title = _("全部字段");
	if (q->filter.len == 0 && *view != '\0')
		founds_add(out,
			(struct found){.text = arena_strdup(ui->load, view),
				.code = "",
				.right = _("这一栏"),
				.insert = arena_printf(ui->load, "%s ", view)});
	for (size_t i = 0; i < filter_cases.field_count; i++) {
		const struct filter_field *f = &filter_cases.fields[i];
		const char *name = filter_name(&f->names, i18n_lang());

		founds_add(out,
			(struct found){.text = name,
				.code = f->names.py,
				.right = tr(f->help),
				.insert = arena_printf(ui->load, "%s:", name),
				.rank = 1});
	}
}

static void
complete(
	void *self, struct ui *ui, const char *text, size_t caret, struct founds *out, size_t *from)
{
	struct queue *q = self;
	struct err err = ERR_INIT;
	struct filter_offers offers;

	*from = caret;
	if (*text == '\0') {
		offer_fields(q, ui, out);
		return;
	}
	if (!case_filter_complete(ui->session, text, caret, usable(q, ui, text, caret), ui->scratch,
		    &offers, &err))
		return;
	count_values(q, ui, &offers);
	*from = offers.typing.from;
	for (size_t i = 0; i < offers.count; i++)
		offer(ui, &offers.items[i], out, (int)i);
	if (offers.typing.spot == SPOT_VALUE)
		out->title = arena_printf(
			ui->load, "%s =", filter_name(&offers.typing.field->names, i18n_lang()));
}

/* How it was read, examples, what else there is (mock-up 20). */
static void
note(void *self, struct ui *ui, const char *text, struct bar_note *out)
{
	struct case_filter f;
	struct filter_fault fault = {0};
	struct err err = ERR_INIT;
	int n = 0;

	(void)self;
	out->title = _("读作");
	if (!case_filter_read(&f, ui->session, text, NULL, ui->load, &fault, &err)) {
		out->error = fault.fix[0] != '\0'
			? arena_printf(ui->load, _("%s  Tab 用它"), err.text)
			: arena_strdup(ui->load, err.text);
		out->error_at = fault.from;
		out->lines[n++] = _("(还没读懂, 上一次的结果留着)");
	} else if (text[strspn(text, " ")] != '\0') {
		out->lines[n++] = f.words;
		if (*f.note != '\0')
			out->lines[n++] = f.note;
	} else {
		out->lines[n++] = _("全部案件; 不只这一栏的");
	}
	out->lines[n++] =
		_("例  灯:红 网格:350502*      停车 到期<3d      承办:金榕 -状态:办结 排:-超时");
	out->lines[n++] =
		_("多  类:噪音,装修     取反  -类:噪音     或  (超期 | 今日)     全文  \"飞线\"");
	out->lines[n++] =
		_("项  状态 类 级别 灯 网格 区划 小区 单位 经办人 来源 到期 受理  F4 全部");
	out->lines[n++] = _("存  Ctrl-X v 存为视图       历史  上 / 下        清空  Ctrl-U");
	out->status = ui->slow ? _("慢链路: 按 Enter 才查") : _("边输边筛; 停 200 毫秒才查");
}

const struct bar_ops queue_bar = {
	.text = bar_text, .complete = complete, .note = note, .right = bar_right};
