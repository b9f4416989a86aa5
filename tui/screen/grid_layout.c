/* How the parts of the grid browser stand, and what their titles say. */
#include "core/base/i18n.h"
#include "tui/screen/grid_model.h"
#include "tui/widget/rect.h"

enum {
	WIDE_COLS = 120,
	WIDE_ROWS = 30,
	TREE_COLS = 32,
	TREE_COLS_WIDE = 36,
	SIDE_COLS = 41,
	CHART_ROWS = 5,
	AREA_CARD_ROWS = 10
};

enum grid_part
grid_main_part(const struct grid_screen *g)
{
	switch (g->tab) {
	case GT_OVERVIEW:
		return GP_CARD;
	case GT_SERVICES:
	case GT_VISITS:
		return GP_SERVICES;
	default:
		return GP_LIST;
	}
}

const char *
grid_tab_word(enum grid_tab tab)
{
	static const char *const words[GT_COUNT] = {SLOT("grid.tab|10", "概况"),
		SLOT("grid.tab|10", "人员"), SLOT("grid.tab|10", "组织"),
		SLOT("grid.tab|10", "案件"), SLOT("grid.tab|10", "服务"),
		SLOT("grid.tab|10", "楼栋"), SLOT("grid.tab|10", "访查")};

	return slot_text(words[tab]);
}

/* A tab's word in the title, when it is not the card itself. */
void
grid_title_parts(struct grid_screen *g)
{
	const char *title = g->known ? grid_card_title(g, &g->mem) : "";
	const char *lights = g->known ? grid_lights_words(&g->data, &g->mem) : NULL;

	if (g->tab != GT_OVERVIEW)
		title = arena_printf(&g->mem, "%s  %s", title, grid_tab_word(g->tab));
	panels_title(&g->panels, GP_TREE, grid_tree_name(g->which), _("V 换树"));
	panels_title(&g->panels, GP_CARD, title, lights);
	panels_title(&g->panels, GP_LIST, title, lights);
	panels_title(&g->panels, GP_KIDS, _("各地在办"), _("s 排序"));
	panels_title(&g->panels, GP_MATTERS,
		arena_printf(
			&g->mem, "%s %d", grid_tab_word(GT_MATTERS), lights_sum(&g->data.lights)),
		_("4 全部"));
	panels_title(&g->panels, GP_PEOPLE, grid_tab_word(GT_PEOPLE), _("2 全部"));
	panels_title(&g->panels, GP_SERVICES,
		g->tab == GT_OVERVIEW ? grid_tab_word(GT_SERVICES) : title,
		g->tab == GT_OVERVIEW ? _("5 全部") : lights);
}

/* The card of an area above villages is short: below it stand the areas it is made of. */
static void
place_area(struct grid_screen *g, struct rect body)
{
	panels_put(&g->panels, GP_CARD, rect_box_top(&body, AREA_CARD_ROWS));
	panels_put(&g->panels, GP_KIDS, body);
}

static void
place_wide(struct grid_screen *g, struct rect body)
{
	struct rect right = rect_box_right(&body, SIDE_COLS + (body.cols - 84) / 3);
	int below = body.rows * 12 / 31;

	if (list_count(&g->kids) > 0)
		place_area(g, body);
	else {
		panels_put(&g->panels, GP_PEOPLE, rect_box_bottom(&body, below));
		panels_put(&g->panels, GP_CARD, body);
	}
	panels_put(&g->panels, GP_SERVICES, rect_box_bottom(&right, below));
	panels_put(&g->panels, GP_MATTERS, right);
}

static void
place_parts(struct grid_screen *g, const struct ui *ui, struct rect body)
{
	static const struct rect nowhere = {0};
	bool wide = ui->cols >= WIDE_COLS;

	for (int i = 0; i < GP_COUNT; i++)
		panels_put(&g->panels, i, nowhere);
	if (ui->size == SIZE_NARROW) {
		/* the one or the other; Tab must find both */
		bool tree = g->panels.focus == GP_TREE;

		panels_put(&g->panels, tree ? GP_TREE : (int)grid_main_part(g), body);
		panels_put(&g->panels, tree ? (int)grid_main_part(g) : GP_TREE,
			(struct rect){body.row, body.col, 1, 0});
		return;
	}
	panels_put(&g->panels, GP_TREE, rect_box_left(&body, wide ? TREE_COLS_WIDE : TREE_COLS));
	if (wide && g->tab == GT_OVERVIEW && body.rows >= WIDE_ROWS - 6)
		place_wide(g, body);
	else if (g->tab == GT_OVERVIEW && list_count(&g->kids) > 0)
		place_area(g, body);
	else
		panels_put(&g->panels, (int)grid_main_part(g), body);
}

/* The chart stands below the matters, in their box. */
static struct rect
chart_rect(const struct grid_screen *g)
{
	struct rect r = panels_inside(&g->panels, GP_MATTERS), chart;

	if (r.rows < CHART_ROWS + 3)
		return (struct rect){0};
	chart = rect_cut_bottom(&r, CHART_ROWS - 1);
	return rect_inset(chart, 0, 1);
}

static void
paint_matters(const void *self, const struct view *v)
{
	const struct grid_screen *g = self;
	struct rect chart = chart_rect(g);
	struct view list = view_part(v, g->side.w.rect);

	list.focus = v->focus;
	widget_paint(&g->side.w, &list);
	if (chart.rows > 0) {
		struct view below = view_part(v, chart);

		grid_paint_chart(g, &below);
	}
}

static bool
is_wide(const struct grid_screen *g)
{
	return g->panels.items[GP_MATTERS].rect.rows > 0;
}

bool
grid_place(void *self, struct ui *ui, struct rect body, struct err *err)
{
	struct grid_screen *g = self;
	bool ok;

	place_parts(g, ui, body);
	if (is_wide(g) && !g->side_read && !grid_load_side(g, ui, err))
		return false;
	if (g->panels.items[g->panels.focus].rect.rows == 0)
		panels_focus(
			&g->panels, g->panels.focus == GP_TREE ? GP_TREE : (int)grid_main_part(g));
	bool wide = is_wide(g);
	struct rect card = panels_inside(&g->panels, GP_CARD),
		    services = panels_inside(&g->panels, GP_SERVICES);

	if (card.rows > 0 && g->card.cols != card.cols)
		grid_write_card(g, ui, card.cols, !wide);
	if (services.rows > 0 && g->services.cols != services.cols)
		grid_write_services(g, ui, services.cols);
	ok = panels_place(&g->panels, ui, err);
	if (wide) {
		struct rect list = panels_inside(&g->panels, GP_MATTERS), chart = chart_rect(g);

		list.rows -= chart.rows > 0 ? CHART_ROWS : 0;
		ok = ok && widget_place(&g->side.w, ui, list, err);
	}
	g->panels.items[GP_MATTERS].paint = paint_matters;
	return ok;
}
