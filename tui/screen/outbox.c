#include "tui/screen/outbox.h"

#include "core/base/date.h"
#include "core/base/i18n.h"
#include "core/base/mask.h"
#include "core/domain/case_machine.h"
#include "core/domain/case_number.h"
#include "core/domain/outbox.h"
#include "core/domain/words.h"
#include "tui/screen/case_screen.h"
#include "tui/widget/list.h"

enum { LETTERS_MOST = 300, PAGES_MOST = 6 };

struct outbox_model {
	struct list list; /* the root */
	int waiting, held;
};

/* --- cells */

static bool
is_waiting(const struct posted *p)
{
	return p->letter.recalled_at == 0 && p->letter.taken_at == 0;
}

static void
cell_state(const void *row, const struct ui *ui, struct ink *out)
{
	const struct letter *l = &((const struct posted *)row)->letter;
	char at[WORDS_BYTES];

	if (l->recalled_at != 0) {
		ink_add(out, ROLE_DIM, _("已撤回"));
	} else if (l->taken_at != 0) {
		words_time(l->taken_at, ui->now_utc, at);
		ink_addf(out, ROLE_OK, "%s %s", _("已发"), at);
	} else if (l->release_at >= ui->now_utc) {
		ink_addf(out, ROLE_INFO, _("还等 %d 秒"), (int)(l->release_at + 1 - ui->now_utc));
	} else {
		ink_add(out, ROLE_WARN, _("待发"));
	}
}

static void
cell_no(const void *row, const struct ui *ui, struct ink *out)
{
	char no[CASE_NO_BRIEF_BYTES];

	case_no_brief(((const struct posted *)row)->no, day_from_utc(ui->now_utc), no);
	ink_add(out, ROLE_FG, no);
}

static void
cell_about(const void *row, const struct ui *ui, struct ink *out)
{
	(void)ui;
	ink_add(out, ROLE_INFO,
		word_now(event_word(event_by_key(((const struct posted *)row)->written))));
}

static void
cell_way(const void *row, const struct ui *ui, struct ink *out)
{
	const struct choice *c = choice_by_value(
		ui->session->rules, CHOICE_NOTIFY, ((const struct posted *)row)->letter.way);

	ink_add(out, ROLE_FG, c != NULL ? word_now(c->brief) : "");
}

/* Names in lists are masked. */
static void
cell_to(const void *row, const struct ui *ui, struct ink *out)
{
	const struct posted *p = row;
	struct buf name;

	(void)ui;
	if (p->letter.reporter == 0) {
		ink_add(out, ROLE_FG, p->to);
		return;
	}
	buf_init(&name);
	mask_name(&name, p->to);
	ink_add(out, ROLE_FG, name.len > 0 ? name.text : _("匿名"));
	buf_release(&name);
}

static void
cell_text(const void *row, const struct ui *ui, struct ink *out)
{
	(void)ui;
	ink_add(out, ROLE_FG, ((const struct posted *)row)->letter.text);
}

static const struct column columns[] = {
	/* title, cells at 60 80 100 140, in English, grow, right, sortable, cell */
	{SLOT("outbox.state|16", "状态"), {16, 16, 16, 16}, {0}, 0, false, false, cell_state},
	{SLOT("queue.no|8", "编号"), {8, 8, 8, 8}, {0}, 0, false, false, cell_no},
	{SLOT("outbox.about|8", "因为"), {0, 6, 6, 6}, {0, 8, 8, 8}, 0, false, false, cell_about},
	{SLOT("outbox.way|6", "方式"), {0, 4, 6, 6}, {0, 6, 6, 6}, 0, false, false, cell_way},
	{SLOT("outbox.to|8", "给谁"), {8, 8, 10, 12}, {0}, 0, false, false, cell_to},
	{SLOT("outbox.text|20", "内容"), {20, 20, 20, 20}, {0}, 1, false, false, cell_text},
	{0},
};

static int64_t
row_id(const void *row)
{
	return ((const struct posted *)row)->letter.id;
}

static enum row_look
look(const void *row, const struct ui *ui)
{
	(void)ui;
	return is_waiting(row) ? ROW_PLAIN : ROW_DIM;
}

static const struct list_source source = {.columns = columns, .id = row_id, .look = look};

/* --- the screen */

static bool
outbox_open(void *self, struct ui *ui, const struct arg *arg, struct err *err)
{
	struct outbox_model *m = self;

	(void)arg, (void)err;
	list_init(&m->list, ui, &source, m);
	m->list.no_tags = true;
	return true;
}

static bool
outbox_load(void *self, struct ui *ui, struct err *err)
{
	struct outbox_model *m = self;
	struct posted *rows = arena_array(ui->load, LETTERS_MOST, sizeof(*rows)), *page;
	int64_t last = 0;
	size_t n, count = 0;

	for (int i = 0; i < PAGES_MOST && count < LETTERS_MOST; i++) {
		if (!outbox_page(
			    ui->session, true, last, LETTERS_MOST, ui->load, &page, &n, &last, err))
			return false;
		for (size_t k = 0; k < n && count < LETTERS_MOST; k++)
			rows[count++] = page[k];
		if (last == 0)
			break;
	}
	m->waiting = m->held = 0;
	for (size_t i = 0; i < count; i++) {
		bool held = rows[i].letter.release_at >= ui->now_utc;

		m->held += is_waiting(&rows[i]) && held;
		m->waiting += is_waiting(&rows[i]) && !held;
	}
	m->list.empty = _("还没有写过信。受理 分办 答复时写给来件人");
	list_set_rows(&m->list, ui, rows, sizeof(*rows), (int)count);
	return true;
}

static struct effect
outbox_act(void *self, struct ui *ui, const struct act *act, struct err *err)
{
	struct outbox_model *m = self;
	const struct posted *p = list_row(&m->list);

	switch (act->id) {
	case ACT_OPEN:
		return p != NULL ? case_open(p->letter.case_id, NULL, 0) : fx_none();
	case ACT_ADM_DELETE:
		if (p == NULL)
			return fx_none();
		if (!outbox_recall(ui->session, p->letter.id, err))
			return fx_fail();
		return fx_done(fx_none(), _("这封信撤回了, 不会发出"), 0);
	case ACT_TICK:
		return m->held > 0 ? (struct effect){.kind = FX_RELOAD} : fx_none();
	default:
		return fx_pass();
	}
}

static void
outbox_head(const void *self, const struct ui *ui, struct head *head)
{
	const struct outbox_model *m = self;
	const struct posted *p = list_row(&m->list);

	head->live = true;
	head->filter = arena_printf(ui->scratch,
		_("待发 %d  撤销期内 %d   linli 不发信, 由网关用 linli export outbox 取走"),
		m->waiting, m->held);
	if (p != NULL)
		head->status = p->letter.text;
}

static const struct hint hints[] = {
	{.act = ACT_OPEN, .label = SLOT("key|12", "看案件")},
	{.act = ACT_ADM_DELETE, .label = SLOT("key|12", "撤回")},
	{.act = ACT_HELP},
	{.act = ACT_BACK},
	{0},
};

const struct screen_ops outbox_screen = {
	.name = "outbox",
	.title = N_("信件"),
	.scope = KS_ADMIN,
	.size = sizeof(struct outbox_model),
	.hints = hints,
	.ticks = true,
	.open = outbox_open,
	.load = outbox_load,
	.act = outbox_act,
	.head = outbox_head,
};
