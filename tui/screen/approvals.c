#include "tui/screen/approvals.h"

#include <string.h>

#include "core/base/date.h"
#include "core/base/i18n.h"
#include "core/domain/act_words.h"
#include "core/domain/case_act.h"
#include "core/domain/case_number.h"
#include "core/domain/words.h"
#include "tui/screen/case_screen.h"
#include "tui/screen/decide.h"
#include "tui/widget/list.h"

struct approvals {
	struct list list; /* the root */
};

static void
cell_no(const void *row, const struct ui *ui, struct ink *out)
{
	char brief[CASE_NO_BRIEF_BYTES];

	case_no_brief(((const struct approval *)row)->no, day_from_utc(ui->now_utc), brief);
	ink_add(out, ROLE_FG, brief);
}

static void
cell_what(const void *row, const struct ui *ui, struct ink *out)
{
	(void)ui;
	ink_add(out, ROLE_WARN, word_now(event_word(((const struct approval *)row)->event)));
}

static void
cell_title(const void *row, const struct ui *ui, struct ink *out)
{
	(void)ui;
	ink_add(out, ROLE_FG, ((const struct approval *)row)->title);
}

static void
cell_unit(const void *row, const struct ui *ui, struct ink *out)
{
	(void)ui;
	ink_add(out, ROLE_FG, ((const struct approval *)row)->unit);
}

static void
cell_asker(const void *row, const struct ui *ui, struct ink *out)
{
	(void)ui;
	ink_add(out, ROLE_FG, ((const struct approval *)row)->asked_by);
}

static void
cell_asked(const void *row, const struct ui *ui, struct ink *out)
{
	char text[WORDS_BYTES];

	words_time(((const struct approval *)row)->asked_at, ui->now_utc, text);
	ink_add(out, ROLE_FG, text);
}

static const struct column columns[] = {
	{SLOT("approvals.no|11", "编号"), {8, 8, 11, 11}, {0}, 0, false, true, cell_no},
	{SLOT("approvals.what|8", "请批"), {8, 8, 8, 8}, {0}, 0, false, true, cell_what},
	{SLOT("approvals.title|20", "事由"), {16, 20, 24, 30}, {0}, 3, false, true, cell_title},
	{SLOT("approvals.unit|10", "承办"), {0, 10, 12, 16}, {0}, 1, false, true, cell_unit},
	{SLOT("approvals.asker|8", "送审人"), {8, 8, 8, 8}, {0}, 0, false, true, cell_asker},
	{SLOT("approvals.asked|11", "送审时间"), {11, 11, 11, 11}, {0}, 0, false, true, cell_asked},
	{0},
};

static int64_t
row_id(const void *row)
{
	return ((const struct approval *)row)->id;
}

static const struct list_source source = {.columns = columns, .id = row_id};

static bool
approvals_open(void *self, struct ui *ui, const struct arg *arg, struct err *err)
{
	struct approvals *a = self;

	(void)arg, (void)err;
	list_init(&a->list, ui, &source, a);
	a->list.no_tags = true;
	a->list.empty = _("没有等你签批的。 Esc 返回");
	return true;
}

static bool
approvals_load(void *self, struct ui *ui, struct err *err)
{
	struct approvals *a = self;
	struct approval *all;
	size_t count;

	if (!case_approvals(ui->session, ui->load, &all, &count, err))
		return false;
	list_set_rows(&a->list, ui, all, sizeof(*all), (int)count);
	return true;
}

static struct effect
approvals_act(void *self, struct ui *ui, const struct act *act, struct err *err)
{
	struct approvals *a = self;
	const struct approval *at = list_row(&a->list);

	(void)ui, (void)err;
	if (at == NULL)
		return fx_pass();
	switch (act->id) {
	case ACT_OPEN:
	case ACT_SUBMIT:
		return fx_open(&decide_screen, at->id);
	case ACT_PREVIEW:
		return case_open(at->case_id, NULL, 0);
	default:
		return fx_pass();
	}
}

static void
approvals_head(const void *self, const struct ui *ui, struct head *head)
{
	const struct approvals *a = self;

	head->filter = arena_printf(ui->scratch, _("等你签批  %d 件"), list_count(&a->list));
	head->live = true;
}

static const struct hint hints[] = {
	{.act = ACT_OPEN, .label = SLOT("key|12", "看了再批")},
	{.act = ACT_PREVIEW, .label = SLOT("key|12", "看这件")},
	{.act = ACT_SORT, .wide = true},
	{.act = ACT_UNDO},
	{.act = ACT_ACTIONS},
	{.act = ACT_BACK},
	{0},
};

const struct screen_ops approvals_screen = {
	.name = "approvals",
	.title = N_("签批"),
	.scope = KS_NAV,
	.size = sizeof(struct approvals),
	.hints = hints,
	.open = approvals_open,
	.load = approvals_load,
	.act = approvals_act,
	.head = approvals_head,
};
