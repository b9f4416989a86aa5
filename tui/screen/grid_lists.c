/* The lists of the grid browser: people, units, matters, buildings of a node. */
#include "core/base/date.h"
#include "core/base/i18n.h"
#include "core/domain/case_list.h"
#include "core/domain/words.h"
#include "tui/screen/case_cells.h"
#include "tui/screen/grid_model.h"

/* --- people */

static const char *
kind_word(const struct ui *ui, const struct grid_person *p)
{
	if (p->kind != STAFF_OFFICE)
		return grid_steward_word(p->kind);
	/* of an office: the weightiest of the roles */
	for (uint32_t bit = ROLE_AUD; bit != 0; bit >>= 1) {
		const struct choice *c = (p->roles & bit) != 0
			? choice_by_value(ui->session->rules, CHOICE_ROLE, (int)bit)
			: NULL;

		if (c != NULL)
			return word_now(c->brief);
	}
	return grid_steward_word(STAFF_OFFICE);
}

static void
cell_kind(const void *row, const struct ui *ui, struct ink *out)
{
	ink_add(out, ROLE_LABEL, kind_word(ui, row));
}

static void
cell_person(const void *row, const struct ui *ui, struct ink *out)
{
	(void)ui;
	ink_add(out, ROLE_FG, ((const struct grid_person *)row)->name);
}

static void
cell_serves(const void *row, const struct ui *ui, struct ink *out)
{
	const struct grid_person *p = row;

	(void)ui;
	if (p->grid > 0)
		ink_addf(out, ROLE_DIM, "%03d ", p->grid);
	ink_add(out, ROLE_FG, p->where);
}

static void
cell_phone(const void *row, const struct ui *ui, struct ink *out)
{
	const struct grid_person *p = row;

	(void)ui;
	ink_add(out, *p->phone != '\0' ? ROLE_FG : ROLE_DIM, *p->phone != '\0' ? p->phone : "-");
}

static void
cell_term(const void *row, const struct ui *ui, struct ink *out)
{
	const struct grid_person *p = row;
	int year, month, day;

	if (p->term_end == 0)
		return;
	day_to_date(p->term_end, &year, &month, &day);
	ink_addf(out, p->term_end < day_from_utc(ui->now_utc) ? ROLE_WARN : ROLE_FG, "%04d-%02d",
		year, month);
}

static const struct column people_columns[] = {
	{SLOT("grid.kind|14", "身份"), {6, 6, 8, 8}, {9, 9, 14, 14}, 0, false, true, cell_kind},
	{SLOT("grid.name|10", "姓名"), {8, 8, 8, 10}, {0}, 1, false, true, cell_person},
	{SLOT("grid.phone|11", "电话"), {11, 11, 11, 11}, {0}, 0, false, false, cell_phone},
	{SLOT("grid.serves|16", "负责"), {10, 10, 16, 20}, {0}, 3, false, true, cell_serves},
	{SLOT("grid.term|8", "任期"), {0, 0, 7, 7}, {0}, 0, false, true, cell_term},
	{0},
};

/* In a side panel: who, where, until when. */
static const struct column brief_columns[] = {
	{SLOT("grid.kind|14", "身份"), {6, 6, 6, 6}, {9, 9, 9, 9}, 0, false, false, cell_kind},
	{SLOT("grid.name|10", "姓名"), {6, 6, 6, 6}, {0}, 0, false, false, cell_person},
	{SLOT("grid.phone|11", "电话"), {11, 11, 11, 11}, {0}, 0, false, false, cell_phone},
	{SLOT("grid.serves|16", "负责"), {8, 8, 8, 8}, {0}, 1, false, false, cell_serves},
	{0},
};

static int64_t
person_id(const void *row)
{
	return ((const struct grid_person *)row)->id;
}

const struct list_source grid_people_list = {.columns = people_columns, .id = person_id};
const struct list_source grid_people_brief = {.columns = brief_columns, .id = person_id};

/* --- units */

static void
cell_unit_kind(const void *row, const struct ui *ui, struct ink *out)
{
	const struct choice *c = choice_by_value(
		ui->session->rules, CHOICE_UNIT_KIND, (int)((const struct grid_unit *)row)->kind);

	ink_add(out, ROLE_LABEL, c != NULL ? word_now(c->brief) : "-");
}

static void
cell_unit_name(const void *row, const struct ui *ui, struct ink *out)
{
	(void)ui;
	ink_add(out, ROLE_FG, ((const struct grid_unit *)row)->name);
}

static void
cell_leader(const void *row, const struct ui *ui, struct ink *out)
{
	const char *name = ((const struct grid_unit *)row)->leader;

	(void)ui;
	ink_add(out, *name != '\0' ? ROLE_FG : ROLE_DIM, *name != '\0' ? name : "-");
}

static void
cell_unit_open(const void *row, const struct ui *ui, struct ink *out)
{
	int n = ((const struct grid_unit *)row)->open;

	(void)ui;
	ink_addf(out, n > 0 ? ROLE_FG : ROLE_DIM, "%d", n);
}

static const struct column unit_columns[] = {
	{SLOT("grid.sort|12", "类别"), {4, 4, 6, 6}, {10, 10, 22, 24}, 0, false, true,
		cell_unit_kind},
	{SLOT("grid.unit|16", "单位"), {16, 16, 16, 20}, {0}, 3, false, true, cell_unit_name},
	{SLOT("grid.open|6", "在办"), {4, 4, 6, 6}, {6, 6, 6, 6}, 0, true, true, cell_unit_open},
	{SLOT("grid.leader|8", "负责人"), {6, 8, 8, 8}, {0}, 0, false, true, cell_leader},
	{0},
};

static int64_t
unit_id(const void *row)
{
	return ((const struct grid_unit *)row)->id;
}

const struct list_source grid_unit_list = {.columns = unit_columns, .id = unit_id};

/* A number, or "-" for one that the session does not see. */
static void
count_cell(struct ink *out, enum role role, bool seen, int n)
{
	if (seen)
		ink_addf(out, role, "%d", n);
	else
		ink_add(out, ROLE_DIM, "-");
}

/* --- buildings */

static void
cell_lit(const void *row, const struct ui *ui, struct ink *out)
{
	const struct grid_node *n = &((const struct grid_building *)row)->node;

	(void)ui;
	if (n->seen)
		ink_add(out, n->open > 0 ? light_role(n->light) : ROLE_DIM, words_light(n->light));
}

static void
cell_grid_number(const void *row, const struct ui *ui, struct ink *out)
{
	(void)ui;
	ink_addf(out, ROLE_DIM, "%03d", place_grid(((const struct grid_building *)row)->node.code));
}

static void
cell_building(const void *row, const struct ui *ui, struct ink *out)
{
	(void)ui;
	ink_add(out, ROLE_FG, ((const struct grid_building *)row)->node.name);
}

static void
cell_households(const void *row, const struct ui *ui, struct ink *out)
{
	(void)ui;
	ink_addf(out, ROLE_FG, "%d", ((const struct grid_building *)row)->node.count);
}

static void
cell_open_here(const void *row, const struct ui *ui, struct ink *out)
{
	const struct grid_node *n = &((const struct grid_building *)row)->node;

	(void)ui;
	count_cell(out, n->open > 0 ? ROLE_FG : ROLE_DIM, n->seen, n->open);
}

static void
cell_head(const void *row, const struct ui *ui, struct ink *out)
{
	const char *name = ((const struct grid_building *)row)->head;

	(void)ui;
	ink_add(out, *name != '\0' ? ROLE_FG : ROLE_DIM, *name != '\0' ? name : "-");
}

static void
yes_no(struct ink *out, bool yes)
{
	ink_add(out, yes ? ROLE_FG : ROLE_WARN,
		yes ? C_("grid.yes|4", "有") : C_("grid.yes|4", "无"));
}

static void
cell_chat(const void *row, const struct ui *ui, struct ink *out)
{
	(void)ui;
	yes_no(out, ((const struct grid_building *)row)->chat_group);
}

static void
cell_board(const void *row, const struct ui *ui, struct ink *out)
{
	(void)ui;
	yes_no(out, ((const struct grid_building *)row)->board);
}

static const struct column building_columns[] = {
	{SLOT("grid.light|5", "灯"), {2, 2, 2, 2}, {5, 5, 5, 5}, 0, false, true, cell_lit},
	{SLOT("grid.no|4", "网格"), {4, 4, 4, 4}, {4, 4, 4, 4}, 0, false, true, cell_grid_number},
	{SLOT("grid.building|10", "楼栋"), {8, 8, 10, 10}, {8, 8, 10, 10}, 1, false, true,
		cell_building},
	{SLOT("grid.households|6", "户数"), {4, 4, 6, 6}, {6, 6, 6, 6}, 0, true, true,
		cell_households},
	{SLOT("grid.open|6", "在办"), {4, 4, 4, 4}, {6, 6, 6, 6}, 0, true, true, cell_open_here},
	{SLOT("grid.head|8", "楼栋长"), {8, 8, 8, 8}, {8, 8, 8, 8}, 0, false, true, cell_head},
	{SLOT("grid.chat|6", "楼栋群"), {0, 0, 6, 6}, {0, 0, 6, 6}, 0, false, true, cell_chat},
	{SLOT("grid.board|6", "公告栏"), {0, 0, 6, 6}, {0, 0, 6, 6}, 0, false, true, cell_board},
	{0},
};

static int64_t
building_id(const void *row)
{
	return ((const struct grid_building *)row)->node.ref.id;
}

const struct list_source grid_building_list = {.columns = building_columns, .id = building_id};

/* --- areas below an area */

static const struct grid_kid *
kid(const void *row)
{
	return row;
}

static void
cell_area(const void *row, const struct ui *ui, struct ink *out)
{
	ink_add(out, ROLE_FG, area_spoken(kid(row)->node.name, ui->scratch));
}

static void
lights_cell(const void *row, enum light light, struct ink *out)
{
	int n = kid(row)->lights.of[light];

	count_cell(out, n > 0 ? light_role(light) : ROLE_DIM, kid(row)->node.seen, n);
}

static void
cell_red(const void *row, const struct ui *ui, struct ink *out)
{
	(void)ui;
	lights_cell(row, LIGHT_RED, out);
}

static void
cell_yellow(const void *row, const struct ui *ui, struct ink *out)
{
	(void)ui;
	lights_cell(row, LIGHT_YELLOW, out);
}

static void
cell_green(const void *row, const struct ui *ui, struct ink *out)
{
	(void)ui;
	lights_cell(row, LIGHT_GREEN, out);
}

static void
cell_grey(const void *row, const struct ui *ui, struct ink *out)
{
	(void)ui;
	lights_cell(row, LIGHT_GREY, out);
}

static void
cell_all(const void *row, const struct ui *ui, struct ink *out)
{
	int n = kid(row)->node.open;

	(void)ui;
	count_cell(out, n > 0 ? ROLE_FG : ROLE_DIM, kid(row)->node.seen, n);
}

static const struct column kid_columns[] = {
	{SLOT("grid.area|12", "下级"), {12, 12, 12, 16}, {0}, 1, false, true, cell_area},
	{SLOT("grid.red|4", "红"), {4, 4, 4, 5}, {0}, 0, true, true, cell_red},
	{SLOT("grid.yellow|4", "黄"), {4, 4, 4, 5}, {0}, 0, true, true, cell_yellow},
	{SLOT("grid.green|5", "绿"), {5, 5, 5, 5}, {0}, 0, true, true, cell_green},
	{SLOT("grid.grey|4", "灰"), {4, 4, 4, 5}, {0}, 0, true, true, cell_grey},
	{SLOT("grid.open|6", "在办"), {6, 6, 6, 6}, {0}, 0, true, true, cell_all},
	{0},
};

static int64_t
kid_id(const void *row)
{
	return kid(row)->node.ref.id;
}

const struct list_source grid_kid_list = {.columns = kid_columns, .id = kid_id};

bool
grid_load_kids(struct grid_screen *g, struct ui *ui, struct err *err)
{
	struct grid_kid *rows = NULL;
	int n = 0;

	if (g->known && !grid_kids(ui->session, g->ref, &g->mem, &rows, &n, err))
		return false;
	list_set_rows(&g->kids, ui, rows, sizeof(*rows), n);
	return true;
}

/* --- matters: what does not fit is left out from the end */

static const struct column matter_columns[] = {
	{SLOT("grid.light|5", "灯"), {2, 2, 2, 2}, {5, 5, 5, 5}, 0, false, true, cell_light},
	{SLOT("grid.number|11", "编号"), {8, 8, 8, 11}, {0}, 0, false, true, cell_number},
	{SLOT("grid.title|16", "事由"), {14, 14, 14, 20}, {0}, 3, false, true, cell_title},
	{SLOT("grid.left|8", "剩余"), {8, 8, 8, 8}, {0}, 0, false, true, cell_left},
	{SLOT("grid.state|7", "状态"), {6, 6, 6, 6}, {7, 7, 7, 7}, 0, false, true, cell_state},
	{SLOT("grid.unit|16", "承办"), {0, 0, 10, 12}, {0}, 1, false, true, cell_unit},
	{SLOT("grid.cat|4", "类"), {0, 0, 4, 4}, {0, 0, 4, 4}, 0, false, true, cell_category},
	{0},
};

static int64_t
matter_id(const void *row)
{
	return ((const struct case_row *)row)->id;
}

const struct list_source grid_matter_list = {.columns = matter_columns, .id = matter_id};

const char *
grid_filter(const struct grid_screen *g, struct arena *mem)
{
	const struct grid_card *d = &g->data;

	if (!g->known)
		return "";
	if (d->node.ref.kind == NODE_ESTATE)
		return arena_printf(mem, "小区=\"%s\" 区划:%lld 待办", d->node.name,
			(long long)d->path[d->depth - 1].code);
	return arena_printf(mem, "%s:%lld 待办", d->node.ref.kind == NODE_AREA ? "区划" : "网格",
		(long long)d->node.code);
}

/* The first ones by what is due first, as many as a person looks through in a panel. */
static bool
read_matters(
	struct grid_screen *g, struct ui *ui, struct case_row **rows, int *count, struct err *err)
{
	enum { SLICES = 8 };
	struct filter_fault fault;
	struct case_list *list;
	struct case_page page = {.pending = true};
	struct case_cursor at;

	*rows = arena_array(&g->mem, GRID_MATTERS_MOST, sizeof(**rows));
	*count = 0;
	if (!g->known ||
		!case_list_open(
			&list, ui->session, grid_filter(g, ui->scratch), NULL, NULL, &fault, err))
		return err->code == ERR_NONE;
	bool ok = true;

	for (int i = 0; ok && i < SLICES && page.pending && *count < GRID_MATTERS_MOST; i++) {
		ok = case_list_page(list, i == 0 ? PAGE_FIRST : PAGE_AFTER, i == 0 ? NULL : &at,
			(size_t)(GRID_MATTERS_MOST - *count), &g->mem, &page, err);
		at = page.reached;
		for (size_t k = 0; ok && k < page.count; k++)
			(*rows)[(*count)++] = page.rows[k];
	}
	case_list_free(list);
	return ok;
}

/* --- loading */

static bool
load_matters(struct grid_screen *g, struct list *l, struct ui *ui, struct err *err)
{
	struct case_row *rows;
	int n;

	if (!read_matters(g, ui, &rows, &n, err))
		return false;
	l->empty = g->data.seen ? _("没有在办的件。 F6 在此登记") : _("看不到: 不在本单位辖区");
	list_set_rows(l, ui, rows, sizeof(*rows), n);
	return true;
}

static bool
load_people(struct grid_screen *g, struct list *l, struct ui *ui, struct err *err)
{
	struct grid_person *rows = NULL;
	int n = 0;

	if (g->known && !grid_people(ui->session, g->ref, &g->mem, &rows, &n, err))
		return false;
	for (int i = 0; i < n; i++) {
		if (rows[i].id == g->revealed)
			rows[i].phone = arena_strdup(&g->mem, g->phone);
		if (g->data.where.grid_id != 0)
			rows[i].grid = 0; /* all of one */
	}
	l->empty = _("这里还没有登记两长一员。");
	list_set_rows(l, ui, rows, sizeof(*rows), n);
	return true;
}

static bool
load_units(struct grid_screen *g, struct list *l, struct ui *ui, struct err *err)
{
	struct grid_unit *rows = NULL;
	int n = 0;

	if (g->known && !grid_units(ui->session, g->ref, &g->mem, &rows, &n, err))
		return false;
	l->empty = _("这一级没有登记单位。");
	list_set_rows(l, ui, rows, sizeof(*rows), n);
	return true;
}

static bool
load_buildings(struct grid_screen *g, struct list *l, struct ui *ui, struct err *err)
{
	struct grid_building *rows = NULL;
	int n = 0;

	if (g->known && !grid_buildings(ui->session, g->ref, &g->mem, &rows, &n, err))
		return false;
	l->empty =
		g->known && g->data.node.ref.kind == NODE_AREA && g->data.node.level < AREA_VILLAGE
		? _("楼栋列到社区村为止。 在树上再往下走一级")
		: _("这里没有登记楼栋。");
	list_set_rows(l, ui, rows, sizeof(*rows), n);
	return true;
}

bool
grid_load_list(struct grid_screen *g, struct ui *ui, struct err *err)
{
	static const struct list_source *const sources[GT_COUNT] = {[GT_PEOPLE] = &grid_people_list,
		[GT_UNITS] = &grid_unit_list,
		[GT_MATTERS] = &grid_matter_list,
		[GT_BUILDINGS] = &grid_building_list};
	static bool (*const load[GT_COUNT])(struct grid_screen *, struct list *, struct ui *,
		struct err *) = {[GT_PEOPLE] = load_people,
		[GT_UNITS] = load_units,
		[GT_MATTERS] = load_matters,
		[GT_BUILDINGS] = load_buildings};

	if (sources[g->tab] == NULL)
		return true;
	if (g->list.source != sources[g->tab]) {
		g->list.source = sources[g->tab];
		g->list.sort = -1;
		list_set_rows(&g->list, ui, NULL, 1, 0);
	}
	return load[g->tab](g, &g->list, ui, err);
}

bool
grid_load_side(struct grid_screen *g, struct ui *ui, struct err *err)
{
	g->side_read = load_matters(g, &g->side, ui, err) && load_people(g, &g->people, ui, err);
	return g->side_read;
}
