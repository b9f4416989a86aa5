#include "tui/screen/drafts.h"

#include <string.h>

#include "core/base/i18n.h"
#include "core/domain/draft.h"
#include "core/domain/words.h"
#include "tui/screen/intake.h"
#include "tui/screen/verbs.h"
#include "tui/widget/list.h"

struct drafts {
	struct list list;
	struct arena gone_mem;
	struct draft gone; /* deleted last, for `u`; id 0: none */
};

static const char intake_form[] = "intake";

/* Forms other than intake are dialogs, named by their verb. */
static const char *
form_name(const struct draft *d)
{
	if (strcmp(d->form, intake_form) == 0)
		return C_("drafts.form|10", "登记");
	return action_label(KS_CASE, action_by_name(d->form));
}

static void
cell_age(const void *row, const struct ui *ui, struct ink *out)
{
	char age[WORDS_BYTES];

	words_ago(((const struct draft *)row)->updated_at, ui->now_utc, age);
	ink_add(out, ROLE_FG, age);
}

static void
cell_form(const void *row, const struct ui *ui, struct ink *out)
{
	(void)ui;
	ink_add(out, ROLE_LABEL, form_name(row));
}

static void
cell_title(const void *row, const struct ui *ui, struct ink *out)
{
	const struct draft *d = row;

	(void)ui;
	ink_add(out, ROLE_FG,
		d->title[0] != '\0' && strcmp(d->title, " ") != 0 ? d->title : _("(还没有内容)"));
}

/* "7/10" of the required fields; a dialog's are not counted. */
static void
cell_filled(const void *row, const struct ui *ui, struct ink *out)
{
	const struct draft *d = row;

	(void)ui;
	if (d->required > 0)
		ink_addf(out, d->filled < d->required ? ROLE_WARN : ROLE_OK, "%d/%d", d->filled,
			d->required);
}

static void
cell_kept(const void *row, const struct ui *ui, struct ink *out)
{
	char at[WORDS_BYTES];

	words_time(((const struct draft *)row)->updated_at, ui->now_utc, at);
	ink_add(out, ROLE_LABEL, at);
}

static const struct column columns[] = {
	/* title, cells at 60 80 100 140, in English, grow, right, sortable, cell */
	{SLOT("drafts.age|8", "多久前"), {8, 8, 8, 8}, {0}, 0, false, false, cell_age},
	{SLOT("drafts.form|10", "表单"), {8, 10, 10, 12}, {0}, 0, false, false, cell_form},
	{SLOT("drafts.title|20", "内容"), {20, 20, 20, 20}, {0}, 1, false, false, cell_title},
	{SLOT("drafts.filled|6", "必填"), {6, 6, 6, 6}, {0}, 0, true, false, cell_filled},
	{SLOT("drafts.kept|11", "存于"), {0, 11, 11, 16}, {0}, 0, false, false, cell_kept},
	{0},
};

static int64_t
row_id(const void *row)
{
	return ((const struct draft *)row)->id;
}

static const struct list_source source = {.columns = columns, .id = row_id};

static bool
drafts_open(void *self, struct ui *ui, const struct arg *arg, struct err *err)
{
	struct drafts *d = self;

	(void)arg, (void)err;
	list_init(&d->list, ui, &source, d);
	d->list.no_tags = true;
	ui_keep(ui, &d->gone_mem);
	return true;
}

static bool
drafts_load(void *self, struct ui *ui, struct err *err)
{
	struct drafts *d = self;
	struct draft *rows;
	size_t n;

	if (!draft_list(ui->session, ui->load, &rows, &n, err))
		return false;
	d->list.empty = _("没有草稿。登记或办件中途离开, 就存在这里。 F6 登记");
	list_set_rows(&d->list, ui, rows, sizeof(*rows), (int)n);
	return true;
}

static struct effect
go_on(const struct draft *row, struct ui *ui, struct err *err)
{
	if (strcmp(row->form, intake_form) == 0)
		return fx_open(&intake_screen, row->id);
	return case_verb(ui, action_by_name(row->form), &row->case_id, 1, err);
}

static struct effect
drop(struct drafts *d, struct ui *ui, struct err *err)
{
	bool found = false;

	arena_reset(&d->gone_mem);
	d->gone = (struct draft){0};
	if (!draft_read(ui->session, list_id(&d->list), &d->gone_mem, &d->gone, &found, err) ||
		!draft_delete(ui->session, list_id(&d->list), err))
		return fx_fail();
	return fx_done(fx_none(),
		arena_printf(ui->scratch, _("已删「%s」   u 恢复 (离开这一屏前)"), d->gone.title),
		0);
}

static struct effect
bring_back(struct drafts *d, struct ui *ui, struct err *err)
{
	d->gone.id = 0;
	if (!draft_save(ui->session, &d->gone, err))
		return fx_fail();
	d->gone = (struct draft){0};
	return fx_done(fx_none(), _("草稿恢复了"), 0);
}

static struct effect
drafts_act(void *self, struct ui *ui, const struct act *act, struct err *err)
{
	struct drafts *d = self;
	const struct draft *row = list_row(&d->list);

	switch (act->id) {
	case ACT_OPEN:
		return row != NULL ? go_on(row, ui, err) : fx_none();
	case ACT_ADM_DELETE:
		return row != NULL ? drop(d, ui, err) : fx_none();
	case ACT_UNDO:
		return d->gone.form != NULL ? bring_back(d, ui, err) : fx_pass();
	case ACT_NEW:
		return fx_open(&intake_screen, 0);
	default:
		return fx_pass();
	}
}

static void
drafts_head(const void *self, const struct ui *ui, struct head *head)
{
	const struct drafts *d = self;

	head->filter = arena_printf(ui->scratch, _("草稿 %d 份  只有自己看得到, 存 %d 天"),
		list_count(&d->list), ui->session->rules->draft_days);
}

static const struct hint hints[] = {{.act = ACT_OPEN, .label = N_("接着填")},
	{.act = ACT_ADM_DELETE}, {.act = ACT_NEW, .label = N_("新登记")}, {.act = ACT_ACTIONS},
	{.act = ACT_HELP}, {.act = ACT_BACK}, {0}};

const struct screen_ops drafts_screen = {
	.name = "drafts",
	.title = N_("草稿箱"),
	.scope = KS_ADMIN,
	.size = sizeof(struct drafts),
	.hints = hints,
	.open = drafts_open,
	.load = drafts_load,
	.act = drafts_act,
	.head = drafts_head,
};
