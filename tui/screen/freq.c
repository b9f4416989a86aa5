#include "tui/screen/freq.h"

#include <string.h>

#include "core/base/i18n.h"
#include "core/domain/case_count.h"
#include "core/domain/words.h"
#include "tui/widget/chart.h"
#include "tui/widget/list.h"
#include "tui/widget/rect.h"

enum { DIALOG_COLS = 72, DIALOG_ROWS = 18, BAR_CELLS = 20, FIELDS = 9 };

/* What can be chosen by a digit; others are reached by `:频次 FIELD`. */
static const enum case_filter_field fields[FIELDS] = {
	CF_CAT, CF_UNIT, CF_STATE, CF_CHANNEL, CF_ESTATE, CF_HANDLER, CF_TIER, CF_LIGHT, CF_GRID};

struct freq_row {
	struct case_tally_row tally; /* of the list's field */
	int64_t id, total, most;
};

struct freq {
	struct list list;         /* the root */
	struct case_tally *tally; /* NULL: all is added up */
	const struct filter_field *field;
	const char *filter;
	struct case_tags tags;
	struct freq_row *rows;
	size_t count;
	int64_t total;
};

static const struct filter_field *
field_of(enum case_filter_field id)
{
	size_t i = 0;

	while (filter_cases.fields[i].id != (int)id)
		i++;
	return &filter_cases.fields[i];
}

/* --- the table */

static void
cell_value(const void *row, const struct ui *ui, struct ink *out)
{
	const struct freq_row *r = row;

	(void)ui;
	ink_add(out, *r->tally.label != '\0' ? ROLE_FG : ROLE_DIM,
		*r->tally.label != '\0' ? r->tally.label : "-");
}

static void
cell_count(const void *row, const struct ui *ui, struct ink *out)
{
	char n[WORDS_BYTES];

	(void)ui;
	words_count(((const struct freq_row *)row)->tally.n, n);
	ink_add(out, ROLE_FG, n);
}

static void
cell_share(const void *row, const struct ui *ui, struct ink *out)
{
	const struct freq_row *r = row;
	int64_t permille = r->total > 0 ? (r->tally.n * 1000 + r->total / 2) / r->total : 0;

	(void)ui;
	ink_addf(out, ROLE_LABEL, "%d.%d%%", (int)(permille / 10), (int)(permille % 10));
}

static void
cell_bar(const void *row, const struct ui *ui, struct ink *out)
{
	const struct freq_row *r = row;

	chart_bar(out, ui->glyphs, ROLE_CHART_1, r->tally.n, r->most, BAR_CELLS);
}

static const struct column columns[] = {
	{SLOT("freq.value|20", "值"), {20, 20, 20, 20}, {0}, 1, false, false, cell_value},
	{SLOT("freq.count|8", "件"), {8, 8, 8, 8}, {0}, 0, true, false, cell_count},
	{SLOT("freq.share|6", "占比"), {6, 6, 6, 6}, {0}, 0, true, false, cell_share},
	{"", {BAR_CELLS, BAR_CELLS, BAR_CELLS, BAR_CELLS}, {0}, 0, false, false, cell_bar},
	{0},
};

static int64_t
row_id(const void *row)
{
	return ((const struct freq_row *)row)->id;
}

static const struct list_source source = {.columns = columns, .id = row_id};

static bool
begin(struct freq *f, struct ui *ui, struct err *err)
{
	struct filter_fault fault;

	case_tally_free(f->tally);
	f->tally = NULL;
	f->rows = NULL;
	f->count = 0;
	f->total = 0;
	list_untag(&f->list);
	list_set_rows(&f->list, ui, NULL, sizeof(*f->rows), 0);
	f->list.empty = _("正在读");
	return case_tally_open(&f->tally, ui->session, f->filter, &f->tags,
		(enum case_filter_field)f->field->id, false, &fault, err);
}

static bool
show_rows(struct freq *f, struct ui *ui, struct err *err)
{
	struct case_tally_row *rows;
	int64_t most = 1;

	if (!case_tally_rows(f->tally, ui->screen, &rows, &f->count, &f->total, err))
		return false;
	f->rows = arena_array(ui->screen, f->count + 1, sizeof(*f->rows));
	for (size_t i = 0; i < f->count; i++)
		most = rows[i].n > most ? rows[i].n : most;
	for (size_t i = 0; i < f->count; i++)
		f->rows[i] = (struct freq_row){rows[i], (int64_t)i + 1, f->total, most};
	f->list.empty = _("没有件");
	list_set_rows(&f->list, ui, f->rows, sizeof(*f->rows), (int)f->count);
	return true;
}

/* One slice a frame; the table appears when it is whole. */
static bool
step(struct freq *f, struct ui *ui, struct err *err)
{
	bool done;

	if (f->tally == NULL)
		return true;
	ui->again = true;
	if (!case_tally_step(f->tally, &done, err))
		return false;
	if (!done)
		return true;
	bool ok = show_rows(f, ui, err);

	case_tally_free(f->tally);
	f->tally = NULL;
	return ok;
}

static bool
freq_open(void *self, struct ui *ui, const struct arg *arg, struct err *err)
{
	struct freq *f = self;
	size_t n = strcspn(arg->text, "\n");
	const char *name = arena_strndup(ui->screen, arg->text, n);

	f->filter = arg->text + n + (arg->text[n] == '\n');
	f->tags = (struct case_tags){arg->ids, arg->count};
	f->field = *name != '\0' ? filter_field(&filter_cases, name) : field_of(fields[0]);
	if (f->field == NULL)
		return err_set(err, ERR_INPUT, _("没有叫 %s 的字段。 例如 :频次 承办"), name);
	list_init(&f->list, ui, &source, f);
	f->list.boxed = true;
	return begin(f, ui, err);
}

/* --- acts */

/* The terms of what is tagged, or of the row at the cursor. */
static const char *
terms(const struct freq *f, struct ui *ui)
{
	struct buf b;
	int n = 0;

	buf_init(&b);
	for (size_t i = 0; i < f->count; i++) {
		bool chosen = f->list.tag_count > 0 ? list_tagged(&f->list, f->rows[i].id)
						    : list_id(&f->list) == f->rows[i].id;

		if (!chosen || *f->rows[i].tally.filter == '\0')
			continue;
		buf_addf(&b, "%s%s", n > 0 ? " | " : "", f->rows[i].tally.filter);
		n++;
	}
	const char *text = n > 1 ? arena_printf(ui->scratch, "(%s)", b.text)
				 : arena_strdup(ui->scratch, b.text);

	buf_release(&b);
	return text;
}

static struct effect
choose(struct freq *f, struct ui *ui)
{
	const char *text = terms(f, ui);

	if (*text == '\0')
		return fx_toast(_("这个值不能用来过滤"));
	return fx_answer(0, text);
}

static struct effect
freq_act(void *self, struct ui *ui, const struct act *act, struct err *err)
{
	struct freq *f = self;

	switch (act->id) {
	case ACT_PICK:
		f->field = field_of(fields[act->digit - 1]);
		return begin(f, ui, err) ? fx_none() : fx_fail();
	case ACT_OPEN:
	case ACT_SUBMIT:
		return choose(f, ui);
	default:
		return fx_pass();
	}
}

static void
freq_head(const void *self, const struct ui *ui, struct head *head)
{
	const struct freq *f = self;
	char n[WORDS_BYTES];

	words_count(f->total, n);
	head->crumb = arena_printf(ui->scratch, "%s %s", C_("freq.title|10", "频次"),
		filter_name(&f->field->names, i18n_lang()));
	head->title_right = arena_printf(ui->scratch, _("%zu 个值  共 %s 件"), f->count, n);
	head->rows = DIALOG_ROWS;
	head->cols = DIALOG_COLS;
	if (f->list.tag_count > 0)
		head->status = arena_printf(
			ui->scratch, _("已标 %d 个值   Enter 按它们过滤"), f->list.tag_count);
}

static bool
freq_place(void *self, struct ui *ui, struct rect body, struct err *err)
{
	struct freq *f = self;

	rect_cut_top(&body, 1);
	body.col--;
	body.cols++;
	return step(f, ui, err) && widget_place(&f->list.w, ui, body, err);
}

static void
freq_paint(const void *self, const struct view *v)
{
	const struct freq *f = self;
	struct view list = view_part(v, f->list.w.rect);
	struct pen p = view_pen(v);

	for (int i = 0; i < FIELDS; i++) {
		bool on = f->field->id == (int)fields[i];

		pen_putf(&p, ROLE_KEY, "%s%d", i > 0 ? " " : "", i + 1);
		pen_putf(&p, on ? ROLE_STRONG : ROLE_LABEL, "%s",
			filter_name(&field_of(fields[i])->names, i18n_lang()));
	}
	widget_paint(&f->list.w, &list);
}

static void
freq_close(void *self, struct ui *ui)
{
	struct freq *f = self;

	(void)ui;
	case_tally_free(f->tally);
}

static const struct hint hints[] = {
	{.act = ACT_OPEN, .label = SLOT("key|12", "按它过滤")},
	{.act = ACT_TAG, .label = SLOT("key|12", "标几个")},
	{.act = ACT_PICK, .label = SLOT("key|12", "换一列"), .keys = "1-9"},
	{.act = ACT_BACK},
	{0},
};

const struct screen_ops freq_screen = {
	.name = "freq",
	.title = N_("频次"),
	.scope = KS_DIALOG,
	.size = sizeof(struct freq),
	.hints = hints,
	.modal = true,
	.open = freq_open,
	.act = freq_act,
	.head = freq_head,
	.place = freq_place,
	.paint = freq_paint,
	.close = freq_close,
};
