#include "tui/screen/takebacks.h"

#include "core/base/i18n.h"
#include "core/domain/takeback.h"
#include "core/domain/words.h"
#include "tui/widget/list.h"

struct takebacks {
	struct list list; /* the root */
};

static struct effect
undone(struct ui *ui, struct effect fx, const struct act_result *r, size_t left)
{
	if (left == 0)
		return fx_done(fx, arena_strdup(ui->scratch, r->label), 0);
	return fx_done(
		fx, arena_printf(ui->scratch, _("%s   还可撤 %zu 件 (u)"), r->label, left), 0);
}

static size_t
still_held(const struct takeback *all, size_t count)
{
	size_t n = 0;

	while (n < count && all[n].how == TAKEBACK_UNDO)
		n++;
	return n;
}

/* What was done to several matters at once is taken back at once. */
static struct effect
undo_many(struct ui *ui, const struct takeback *held, size_t count, struct err *err)
{
	struct act_result r = {0};
	size_t done = 0;

	while (done < count && held[done].event_id >= ui->session->many_first &&
		takeback_do(ui->session, &held[done], &r, err))
		done++;
	if (done == 0)
		return fx_fail();
	if (done == 1)
		return undone(ui, fx_none(), &r, count - 1);
	return fx_done(fx_none(), arena_printf(ui->scratch, _("已撤销 %zu 件"), done), 0);
}

struct effect
undo_newest(struct ui *ui, struct err *err)
{
	struct takeback *all;
	struct act_result r;
	size_t count;

	if (!takeback_list(ui->session, ui->scratch, &all, &count, err))
		return fx_fail();
	size_t held = still_held(all, count);

	if (held > 0 && all[0].event_id >= ui->session->many_first &&
		all[0].event_id <= ui->session->many_last)
		return undo_many(ui, all, held, err);
	if (held > 0)
		return takeback_do(ui->session, &all[0], &r, err)
			? undone(ui, fx_none(), &r, held - 1)
			: fx_fail();
	return count > 0 ? fx_open(&takebacks_screen, 0) : fx_toast(_("没有可以撤销的"));
}

static void
cell_what(const void *row, const struct ui *ui, struct ink *out)
{
	(void)ui;
	ink_add(out, ROLE_DIALOG_FG, ((const struct takeback *)row)->label);
}

static void
cell_title(const void *row, const struct ui *ui, struct ink *out)
{
	(void)ui;
	ink_add(out, ROLE_DIM, ((const struct takeback *)row)->title);
}

/* How long, or in which other way. */
static void
cell_left(const void *row, const struct ui *ui, struct ink *out)
{
	const struct takeback *t = row;
	int64_t left = t->until_at - ui->now_utc;

	if (t->how == TAKEBACK_RECALL)
		ink_add(out, ROLE_INFO, _("可撤回"));
	else if (t->how == TAKEBACK_UNMERGE)
		ink_addf(out, ROLE_INFO, _("可拆 %d时"), (int)(left > 0 ? left / 3600 : 0));
	else
		ink_addf(out, ROLE_DIALOG_FG, _("%d秒"), (int)(left > 0 ? left : 0));
}

static const struct column columns[] = {
	{SLOT("undo.what|30", "办过的"), {30, 30, 30, 30}, {0}, 2, false, false, cell_what},
	{SLOT("undo.title|10", "事由"), {0, 14, 14, 14}, {0}, 1, false, false, cell_title},
	{SLOT("undo.left|10", "剩余"), {10, 10, 10, 10}, {0}, 0, true, false, cell_left},
	{0},
};

static int64_t
row_id(const void *row)
{
	return ((const struct takeback *)row)->event_id;
}

static const struct list_source source = {.columns = columns, .id = row_id};

static bool
takebacks_open(void *self, struct ui *ui, const struct arg *arg, struct err *err)
{
	struct takebacks *t = self;

	(void)arg, (void)err;
	list_init(&t->list, ui, &source, t);
	t->list.empty = _("没有可以撤销的。 Esc 关闭");
	return true;
}

static bool
takebacks_load(void *self, struct ui *ui, struct err *err)
{
	struct takebacks *t = self;
	struct takeback *all;
	size_t count;

	if (!takeback_list(ui->session, ui->load, &all, &count, err))
		return false;
	list_set_rows(&t->list, ui, all, sizeof(*all), (int)count);
	return true;
}

static const struct takeback *
find(const struct list *l, int64_t id)
{
	for (int i = 0; i < list_count(l); i++)
		if (row_id(list_at(l, i)) == id)
			return list_at(l, i);
	return NULL;
}

/* The tagged ones, else the one under the cursor; newest first, as each undo needs what stands after it undone. */
static struct effect
take_back(struct takebacks *t, struct ui *ui, struct err *err)
{
	const int64_t *ids;
	size_t n = list_subjects(&t->list, ui->scratch, &ids), done = 0;
	struct act_result r = {0};

	for (size_t i = n; i-- > 0;) {
		const struct takeback *one = find(&t->list, ids[i]);

		if (one == NULL || !takeback_do(ui->session, one, &r, err))
			break;
		done++;
	}
	if (done == 0)
		return err->code != ERR_NONE ? fx_fail() : fx_back();
	list_untag(&t->list);
	struct effect fx =
		fx_done(list_count(&t->list) > (int)done ? fx_none() : fx_back(), NULL, 0);

	fx.toast = done == 1 ? arena_strdup(ui->scratch, r.label)
			     : arena_printf(ui->scratch, _("已撤销 %zu 件"), done);
	return fx;
}

static struct effect
takebacks_act(void *self, struct ui *ui, const struct act *act, struct err *err)
{
	struct takebacks *t = self;

	switch (act->id) {
	case ACT_OPEN:
	case ACT_SUBMIT:
		return take_back(t, ui, err);
	case ACT_TICK:
		return fx_none();
	default:
		return fx_pass();
	}
}

static void
takebacks_head(const void *self, const struct ui *ui, struct head *head)
{
	const struct takebacks *t = self;
	int rows = list_count(&t->list) + 3;

	(void)ui;
	head->rows = rows < 6 ? 6 : rows;
	head->title_right = _("Esc 关闭");
	head->status = _("保留时间内是撤销; 过后是撤回, 另记一笔");
}

static const struct hint hints[] = {
	{.act = ACT_OPEN, .label = SLOT("key|12", "撤销")},
	{.act = ACT_TAG},
	{.act = ACT_BACK, .label = SLOT("key|12", "关闭")},
	{0},
};

const struct screen_ops takebacks_screen = {
	.name = "undolist",
	.title = N_("撤销表"),
	.scope = KS_DIALOG,
	.size = sizeof(struct takebacks),
	.hints = hints,
	.modal = true,
	.ticks = true,
	.open = takebacks_open,
	.load = takebacks_load,
	.act = takebacks_act,
	.head = takebacks_head,
};
