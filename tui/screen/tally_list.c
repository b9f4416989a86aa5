#include "tui/screen/tally_list.h"

#include "core/base/i18n.h"
#include "tui/widget/chart.h"

enum { BAR_CELLS = 20 };

struct tally_row {
	struct case_tally_row row;
	int64_t id, most; /* most: of all rows, for the bar */
};

static int64_t
row_id(const void *row)
{
	return ((const struct tally_row *)row)->id;
}

static void
cell_label(const void *row, const struct ui *ui, struct ink *out)
{
	const struct case_tally_row *r = &((const struct tally_row *)row)->row;

	(void)ui;
	ink_add(out, ROLE_FG, *r->label != '\0' ? r->label : _("未定"));
}

static void
number(struct ink *out, enum role role, int64_t n)
{
	if (n > 0)
		ink_addf(out, role, "%lld", (long long)n);
	else
		ink_add(out, ROLE_DIM, "-");
}

static void
cell_red(const void *row, const struct ui *ui, struct ink *out)
{
	(void)ui;
	number(out, ROLE_RED, ((const struct tally_row *)row)->row.lights[LIGHT_RED]);
}

static void
cell_yellow(const void *row, const struct ui *ui, struct ink *out)
{
	(void)ui;
	number(out, ROLE_YELLOW, ((const struct tally_row *)row)->row.lights[LIGHT_YELLOW]);
}

static void
cell_green(const void *row, const struct ui *ui, struct ink *out)
{
	const struct case_tally_row *r = &((const struct tally_row *)row)->row;

	(void)ui;
	number(out, ROLE_GREEN, r->lights[LIGHT_GREEN] + r->lights[LIGHT_GREY]);
}

static void
cell_all(const void *row, const struct ui *ui, struct ink *out)
{
	(void)ui;
	number(out, ROLE_FG, ((const struct tally_row *)row)->row.n);
}

static void
cell_bar(const void *row, const struct ui *ui, struct ink *out)
{
	const struct tally_row *r = row;

	chart_bar(out, ui->glyphs, r->row.lights[LIGHT_RED] > 0 ? ROLE_CHART_4 : ROLE_CHART_1,
		r->row.n, r->most, BAR_CELLS);
}

#define COLUMNS(name, title) \
	const struct column name[] = { \
		{title, {12, 14, 16, 20}, {0}, 1, false, false, cell_label}, \
		{SLOT("tally|4", "红"), {4, 4, 5, 5}, {0}, 0, true, false, cell_red}, \
		{SLOT("tally|4", "黄"), {4, 4, 5, 5}, {0}, 0, true, false, cell_yellow}, \
		{SLOT("tally|4", "绿"), {5, 5, 6, 6}, {0}, 0, true, false, cell_green}, \
		{SLOT("tally|6", "在办"), {5, 5, 6, 6}, {0}, 0, true, false, cell_all}, \
		{"", {0, 0, BAR_CELLS, BAR_CELLS}, {0}, 0, false, false, cell_bar}, \
		{0}, \
	}

COLUMNS(tally_area_columns, SLOT("tally|10", "区域"));
COLUMNS(tally_unit_columns, SLOT("tally|10", "单位"));
COLUMNS(tally_person_columns, SLOT("tally|10", "经办"));

void
tally_list_init(struct tally_list *t, struct ui *ui, const char *filter,
	enum case_filter_field field, const struct column *columns)
{
	struct list_source *source = arena_alloc(ui->screen, sizeof(*source));

	*source = (struct list_source){.columns = columns, .id = row_id};
	t->filter = filter;
	t->field = field;
	list_init(&t->list, ui, source, t);
	t->list.boxed = true;
	t->list.no_tags = true;
	ui_keep(ui, &t->mem);
}

void
tally_list_close(struct tally_list *t)
{
	case_tally_free(t->tally);
	t->tally = NULL;
}

bool
tally_list_start(struct tally_list *t, struct ui *ui, struct err *err)
{
	struct filter_fault fault;

	tally_list_close(t);
	ui->again = true;
	return case_tally_open(
		&t->tally, ui->session, t->filter, NULL, t->field, true, &fault, err);
}

static bool
take_rows(struct tally_list *t, struct ui *ui, struct err *err)
{
	struct arena mem = ARENA_INIT;
	struct case_tally_row *rows;
	size_t count;

	if (!case_tally_rows(t->tally, &mem, &rows, &count, &t->total, err)) {
		arena_release(&mem);
		return false;
	}
	struct tally_row *own = arena_array(&mem, count, sizeof(*own));
	int64_t most = 0;

	for (int i = 0; i <= LIGHT_DONE; i++)
		t->lights[i] = 0;
	for (size_t i = 0; i < count; i++) {
		own[i] = (struct tally_row){.row = rows[i], .id = rows[i].value + 1};
		most = rows[i].n > most ? rows[i].n : most;
		for (int k = 0; k <= LIGHT_DONE; k++)
			t->lights[k] += rows[i].lights[k];
	}
	for (size_t i = 0; i < count; i++)
		own[i].most = most;
	list_set_rows(&t->list, ui, own, sizeof(*own), (int)count);
	arena_release(&t->mem);
	t->mem = mem;
	t->done = true;
	return true;
}

bool
tally_list_step(struct tally_list *t, struct ui *ui, struct err *err)
{
	bool done = true;

	if (t->tally == NULL)
		return true;
	if (!case_tally_step(t->tally, &done, err))
		return false;
	ui->again = true;
	if (!done)
		return true;
	bool ok = take_rows(t, ui, err);

	tally_list_close(t);
	return ok;
}

const char *
tally_list_filter(const struct tally_list *t, struct ui *ui)
{
	const struct tally_row *r = list_row(&t->list);

	return r != NULL && *r->row.filter != '\0'
		? arena_printf(ui->scratch, "%s %s", t->filter, r->row.filter)
		: NULL;
}
