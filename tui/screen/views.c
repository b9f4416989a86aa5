#include "tui/screen/views.h"

#include <string.h>

#include "core/base/i18n.h"
#include "core/domain/case_count.h"
#include "core/domain/view.h"
#include "tui/widget/list.h"

enum { MOST = 3 * VIEWS_MOST, DIGITS = 9 };

struct view_row {
	struct saved_view view;
	int number;             /* the digit that chooses it; 0: none */
	struct case_list *list; /* NULL: its filter cannot be read any more */
	struct case_list_count count;
};

struct views {
	struct list list; /* the root */
	struct view_row *rows;
	size_t count;
	struct arena undo;                   /* of the two texts below */
	const char *gone_name, *gone_filter; /* deleted last; NULL: nothing */
};

static void
cell_digit(const void *row, const struct ui *ui, struct ink *out)
{
	const struct view_row *r = row;

	(void)ui;
	if (r->number > 0)
		ink_addf(out, ROLE_KEY, "%d", r->number);
}

static void
cell_name(const void *row, const struct ui *ui, struct ink *out)
{
	(void)ui;
	ink_add(out, ROLE_FG, ((const struct view_row *)row)->view.name);
}

static void
cell_owner(const void *row, const struct ui *ui, struct ink *out)
{
	(void)ui;
	const struct saved_view *v = &((const struct view_row *)row)->view;

	if (v->mine)
		ink_add(out, ROLE_INFO, C_("views.owner|6", "已共享"));
	else if (v->unit)
		ink_add(out, ROLE_INFO, C_("views.owner|6", "单位"));
	else
		ink_add(out, ROLE_DIM,
			v->shared ? C_("views.owner|6", "共用") : C_("views.owner|6", "我的"));
}

static void
cell_count(const void *row, const struct ui *ui, struct ink *out)
{
	const struct view_row *r = row;

	(void)ui;
	if (r->list == NULL)
		ink_add(out, ROLE_WARN, "?");
	else
		ink_addf(out, ROLE_FG, "%lld%s",
			(long long)(r->count.more ? CASE_COUNT_MOST : r->count.n),
			r->count.done && !r->count.more ? "" : "+");
}

static void
cell_filter(const void *row, const struct ui *ui, struct ink *out)
{
	(void)ui;
	ink_add(out, ROLE_LABEL, ((const struct view_row *)row)->view.filter);
}

static const struct column columns[] = {
	{"", {1, 1, 1, 1}, {0}, 0, false, false, cell_digit},
	{SLOT("views.name|20", "视图"), {20, 20, 20, 20}, {0}, 0, false, true, cell_name},
	{SLOT("views.count|6", "件"), {6, 6, 6, 6}, {0}, 0, true, true, cell_count},
	{SLOT("views.owner|6", "谁的"), {6, 6, 6, 6}, {0}, 0, false, true, cell_owner},
	{SLOT("views.filter|20", "过滤"), {20, 20, 20, 20}, {0}, 1, false, false, cell_filter},
	{0},
};

static int64_t
row_id(const void *row)
{
	return ((const struct view_row *)row)->view.id;
}

static const struct list_source source = {.columns = columns, .id = row_id};

static void
drop_lists(struct views *v)
{
	for (size_t i = 0; i < v->count; i++) {
		case_list_free(v->rows[i].list);
		v->rows[i].list = NULL;
	}
}

static bool
views_open(void *self, struct ui *ui, const struct arg *arg, struct err *err)
{
	struct views *v = self;

	(void)arg, (void)err;
	list_init(&v->list, ui, &source, v);
	v->list.no_tags = true;
	v->list.empty = _("还没有视图。 在过滤行里按 Ctrl-X v 存一个");
	ui_keep(ui, &v->undo);
	return true;
}

static bool
views_load(void *self, struct ui *ui, struct err *err)
{
	struct views *v = self;
	struct saved_view *saved;
	struct view_row *rows = arena_array(ui->load, MOST, sizeof(*rows));
	size_t n;

	if (!views_list(ui->session, ui->load, &saved, &n, err))
		return false;
	drop_lists(v);
	for (size_t i = 0; i < n; i++) {
		struct filter_fault fault;
		struct err broken = ERR_INIT;

		rows[i] =
			(struct view_row){.view = saved[i], .number = i < DIGITS ? (int)i + 1 : 0};
		case_list_open(
			&rows[i].list, ui->session, saved[i].filter, NULL, NULL, &fault, &broken);
	}
	v->rows = rows;
	v->count = n;
	list_set_rows(&v->list, ui, rows, sizeof(*rows), (int)n);
	return true;
}

/* One list a frame, a slice of it. */
static bool
count_some(struct views *v, struct ui *ui, struct err *err)
{
	for (size_t i = 0; i < v->count; i++) {
		struct view_row *r = &v->rows[i];

		if (r->list == NULL || r->count.done)
			continue;
		ui->again = true;
		return case_list_count(r->list, &r->count, err);
	}
	return true;
}

static bool
views_place(void *self, struct ui *ui, struct rect body, struct err *err)
{
	struct views *v = self;

	return count_some(v, ui, err) && widget_place(&v->list.w, ui, body, err);
}

static struct effect
use(const struct view_row *r, struct ui *ui)
{
	return (struct effect){.kind = FX_GO,
		.then = ACT_GO_QUEUE,
		.arg = {.text = arena_printf(ui->scratch, "@%s", r->view.name)}};
}

static struct effect delete (
	struct views *v, struct ui *ui, const struct view_row *r, struct err *err)
{
	if (r->view.shared)
		return fx_toast(_("共用的视图不能删"));
	arena_reset(&v->undo);
	v->gone_name = arena_strdup(&v->undo, r->view.name);
	v->gone_filter = arena_strdup(&v->undo, r->view.filter);
	if (!view_delete(ui->session, r->view.id, err)) {
		v->gone_name = NULL;
		return fx_fail();
	}
	return fx_done(
		fx_none(), arena_printf(ui->scratch, _("已删视图 %s   u 恢复"), v->gone_name), 0);
}

static struct effect
share(struct ui *ui, const struct view_row *r, struct err *err)
{
	bool give = !r->view.mine;

	if (r->view.shared && !r->view.mine)
		return fx_toast(_("别人共享的视图不能改"));
	if (!view_share(ui->session, r->view.id, give, err))
		return fx_fail();
	return fx_done(fx_none(),
		arena_printf(ui->scratch,
			give ? _("视图 %s 给了%s的人   再按 a 收回") : _("视图 %s 收回了%s"),
			r->view.name, give ? ui->session->unit_brief : ""),
		0);
}

static struct effect
restore(struct views *v, struct ui *ui, struct err *err)
{
	const char *name = v->gone_name;
	bool replaced;

	if (name == NULL)
		return fx_pass();
	v->gone_name = NULL;
	if (!view_save(ui->session, name, v->gone_filter, &replaced, err))
		return fx_fail();
	return fx_done(fx_none(), arena_printf(ui->scratch, _("视图 %s 又在了"), name), 0);
}

static struct effect
views_act(void *self, struct ui *ui, const struct act *act, struct err *err)
{
	struct views *v = self;
	const struct view_row *r = list_row(&v->list);

	if (act->id == ACT_PICK && act->digit >= 1 && act->digit <= (int)v->count)
		return use(&v->rows[act->digit - 1], ui);
	if (act->id == ACT_UNDO)
		return restore(v, ui, err);
	if (act->id == ACT_NEW)
		return fx_toast(_("在队列的过滤行里按 Ctrl-X v 存一个"));
	if (r == NULL)
		return fx_pass();
	switch (act->id) {
	case ACT_OPEN:
		return use(r, ui);
	case ACT_ADM_DELETE:
		return delete (v, ui, r, err);
	case ACT_ADM_ENABLE:
		return share(ui, r, err);
	case ACT_EDIT:
		return fx_prompt(C_("bar.label|8", "视图名"), r->view.name, ACT_CHOSEN);
	case ACT_CHOSEN:
		if (!view_rename(ui->session, r->view.id, act->text, err))
			return fx_fail();
		return fx_done(fx_none(), arena_printf(ui->scratch, _("改名为 %s"), act->text), 0);
	default:
		return fx_pass();
	}
}

static void
views_head(const void *self, const struct ui *ui, struct head *head)
{
	const struct views *v = self;
	const struct view_row *r = list_row(&v->list);

	if (r != NULL && r->view.unit && !r->view.mine)
		head->status = arena_printf(
			ui->scratch, _("%s 共享的; 在过滤里写 @%s 也行"), r->view.by, r->view.name);
	else if (r != NULL)
		head->status = arena_printf(ui->scratch, _("在过滤里写 @%s 也行"), r->view.name);
}

static void
views_close(void *self, struct ui *ui)
{
	(void)ui;
	drop_lists(self);
}

static const struct hint hints[] = {
	{.act = ACT_OPEN},
	{.act = ACT_PICK, .label = SLOT("key|12", "直接选"), .keys = "1-9"},
	{.act = ACT_EDIT, .label = SLOT("key|12", "改名")},
	{.act = ACT_ADM_ENABLE, .label = SLOT("key|12", "共享 收回")},
	{.act = ACT_ADM_DELETE},
	{.act = ACT_HELP},
	{.act = ACT_BACK},
	{0},
};

const struct screen_ops views_screen = {
	.name = "views",
	.title = N_("我的视图"),
	.scope = KS_VIEWS,
	.size = sizeof(struct views),
	.hints = hints,
	.open = views_open,
	.load = views_load,
	.act = views_act,
	.head = views_head,
	.place = views_place,
	.close = views_close,
};
