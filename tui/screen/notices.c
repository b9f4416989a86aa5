#include "tui/screen/notices.h"

#include "core/base/date.h"
#include "core/base/i18n.h"
#include "core/domain/case_number.h"
#include "core/domain/words.h"
#include "core/serve/notices.h"
#include "tui/screen/case_screen.h"
#include "tui/screen/decide.h"
#include "tui/widget/list.h"

struct notices {
	struct list list; /* the root */
	int unread;
};

static void
cell_new(const void *row, const struct ui *ui, struct ink *out)
{
	const struct notice *n = row;

	(void)ui;
	if (n->kind == NOTICE_SIGNATURE)
		ink_add(out, ROLE_WARN, C_("notices.mark|4", "待批"));
	else if (!n->read)
		ink_add(out, ROLE_NEW, C_("notices.mark|4", "未读"));
}

static void
cell_when(const void *row, const struct ui *ui, struct ink *out)
{
	char at[WORDS_BYTES];

	words_time(((const struct notice *)row)->at, ui->now_utc, at);
	ink_add(out, ROLE_LABEL, at);
}

static void
cell_what(const void *row, const struct ui *ui, struct ink *out)
{
	const struct notice *n = row;

	(void)ui;
	ink_add(out, ROLE_INFO,
		n->kind == NOTICE_HANDOVER ? C_("notices.what|8", "交班")
					   : word_now(event_word(n->event)));
}

static void
cell_no(const void *row, const struct ui *ui, struct ink *out)
{
	const struct notice *n = row;
	char no[CASE_NO_BRIEF_BYTES];

	if (n->case_id == 0)
		return;
	case_no_brief(n->no, day_from_utc(ui->now_utc), no);
	ink_add(out, ROLE_FG, no);
}

static void
cell_title(const void *row, const struct ui *ui, struct ink *out)
{
	(void)ui;
	ink_add(out, ROLE_FG, ((const struct notice *)row)->title);
}

static void
cell_text(const void *row, const struct ui *ui, struct ink *out)
{
	(void)ui;
	ink_add(out, ROLE_FG, ((const struct notice *)row)->text);
}

static void
cell_who(const void *row, const struct ui *ui, struct ink *out)
{
	const struct notice *n = row;

	(void)ui;
	ink_add(out, ROLE_FG, *n->who != '\0' ? n->who : _("系统"));
}

static const struct column columns[] = {
	/* title, cells at 60 80 100 140, in English, grow, right, sortable, cell */
	{"", {4, 4, 4, 4}, {4, 4, 4, 4}, 0, false, false, cell_new},
	{SLOT("notices.when|11", "时间"), {11, 11, 11, 11}, {0}, 0, false, false, cell_when},
	{SLOT("notices.what|8", "什么事"), {6, 6, 6, 6}, {8, 8, 8, 8}, 0, false, false, cell_what},
	{SLOT("queue.no|8", "编号"), {0, 8, 8, 8}, {0}, 0, false, false, cell_no},
	{SLOT("notices.title|16", "事由"), {14, 14, 16, 16}, {0}, 1, false, false, cell_title},
	{SLOT("notices.text|16", "说了什么"), {0, 14, 16, 16}, {0}, 2, false, false, cell_text},
	{SLOT("notices.who|8", "谁"), {8, 8, 8, 8}, {0}, 0, false, false, cell_who},
	{0},
};

static int64_t
row_id(const void *row)
{
	return ((const struct notice *)row)->key;
}

static enum row_look
look(const void *row, const struct ui *ui)
{
	(void)ui;
	return ((const struct notice *)row)->read ? ROW_DIM : ROW_PLAIN;
}

static const struct list_source source = {.columns = columns, .id = row_id, .look = look};

static bool
notices_open(void *self, struct ui *ui, const struct arg *arg, struct err *err)
{
	struct notices *m = self;

	(void)arg, (void)err;
	list_init(&m->list, ui, &source, m);
	return true;
}

static bool
notices_load(void *self, struct ui *ui, struct err *err)
{
	struct notices *m = self;
	struct notice *rows;
	size_t n;

	if (!notices_list(ui->session, ui->load, &rows, &n, err))
		return false;
	m->unread = 0;
	for (size_t i = 0; i < n; i++)
		m->unread += !rows[i].read;
	m->list.empty = _("没有通知。别人办了你名下的件, 会列在这里");
	list_set_rows(&m->list, ui, rows, sizeof(*rows), (int)n);
	return true;
}

/* What is opened has been read. */
static struct effect
open_row(const struct notice *n, struct ui *ui, struct err *err)
{
	if (n == NULL)
		return fx_none();
	if (n->kind == NOTICE_SIGNATURE)
		return fx_open(&decide_screen, n->id);
	if (!notices_mark(ui->session, &n->key, 1, err))
		return fx_fail();
	struct effect fx = n->case_id != 0 ? case_open(n->case_id, NULL, 0) : fx_none();

	fx.wrote = true;
	return fx;
}

static struct effect
mark(struct notices *m, struct ui *ui, struct err *err)
{
	const int64_t *keys;
	size_t n = list_subjects(&m->list, ui->scratch, &keys);

	if (n == 0)
		return fx_none();
	if (!notices_mark(ui->session, keys, n, err))
		return fx_fail();
	list_untag(&m->list);
	return fx_done(
		fx_none(), n == 1 ? _("已读") : arena_printf(ui->scratch, _("%zu 条已读"), n), 0);
}

static struct effect
notices_act(void *self, struct ui *ui, const struct act *act, struct err *err)
{
	struct notices *m = self;
	const struct notice *n = list_row(&m->list);

	switch (act->id) {
	case ACT_OPEN:
		return open_row(n, ui, err);
	case ACT_PREVIEW:
		return n != NULL && n->case_id != 0 ? case_open(n->case_id, NULL, 0) : fx_none();
	case ACT_ADM_READ:
		return mark(m, ui, err);
	default:
		return fx_pass();
	}
}

static void
notices_head(const void *self, const struct ui *ui, struct head *head)
{
	const struct notices *m = self;
	const struct notice *n = list_row(&m->list);

	head->live = true;
	head->filter = arena_printf(ui->scratch, _("通知 %d 条, 未读 %d   最近 %d 天"),
		list_count(&m->list), m->unread, NOTICE_DAYS);
	if (n != NULL)
		head->status = *n->text != '\0' ? n->text : n->title;
}

static const struct hint hints[] = {
	{.act = ACT_OPEN},
	{.act = ACT_ADM_READ},
	{.act = ACT_TAG},
	{.act = ACT_TAGALL},
	{.act = ACT_PREVIEW, .label = SLOT("key|12", "看这件")},
	{.act = ACT_HELP},
	{.act = ACT_BACK},
	{0},
};

const struct screen_ops notices_screen = {
	.name = "notices",
	.title = N_("通知"),
	.scope = KS_ADMIN,
	.size = sizeof(struct notices),
	.hints = hints,
	.open = notices_open,
	.load = notices_load,
	.act = notices_act,
	.head = notices_head,
};
