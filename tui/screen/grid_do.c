/* What is done from the grid browser: going on to matters, people, units, a new matter. */
#include "core/base/i18n.h"
#include "tui/screen/case_screen.h"
#include "tui/screen/grid_model.h"
#include "tui/screen/intake.h"

struct effect
grid_go_text(struct ui *ui, enum action go, const char *text)
{
	return (struct effect){
		.kind = FX_GO, .then = go, .arg = {.text = arena_strdup(ui->scratch, text)}};
}

struct effect
grid_start_intake(const struct grid_screen *g, struct ui *ui)
{
	const struct node_where *w = &g->data.where;
	const char *building = g->data.node.ref.kind == NODE_BUILDING ? g->data.node.name : "";

	if (!g->known)
		return fx_pass();
	if (w->grid_id != 0)
		return intake_at(ui, LOOKUP_GRID, w->grid_id, building);
	return w->estate_id != 0 ? intake_at(ui, LOOKUP_ESTATE, w->estate_id, "")
				 : intake_at(ui, LOOKUP_AREA, w->area_id, "");
}

struct effect
grid_copy_code(const struct grid_screen *g, struct ui *ui)
{
	const struct grid_node *n = &g->data.node;
	int64_t place = n->code;
	char code[GRID_CODE_BYTES];
	const char *text = n->name;

	if (!g->known)
		return fx_pass();
	while (place != 0 && place < INT64_C(100000000000000000))
		place *= 1000;
	if (place != 0) {
		grid_code_format(place, code);
		text = arena_strdup(ui->scratch, code);
	}
	if (place_building(place) != 0)
		text = arena_printf(ui->scratch, "%s-%03d", code, place_building(place));
	return (struct effect){.kind = FX_COPY,
		.text = text,
		.toast = arena_printf(ui->scratch, _("已复制 %s"), text)};
}

static struct effect
open_matter(const struct list *l, struct ui *ui)
{
	int n = list_count(l);
	int64_t *ids = arena_array(ui->scratch, (size_t)n + 1, sizeof(*ids));

	if (list_id(l) == 0)
		return fx_none();
	for (int i = 0; i < n; i++)
		ids[i] = l->source->id(list_at(l, i));
	return case_open(list_id(l), ids, (size_t)n);
}

/* The same node in the other tree, or what stands nearest to it there. */
struct effect
grid_change_tree(struct grid_screen *g, struct ui *ui, enum grid_tree tree, struct node_ref ref,
	struct err *err)
{
	grid_forget(g);
	g->which = tree;
	if (!tree_load(&g->tree, ui, err) || !grid_reveal(g, ui, ref, err) ||
		!grid_show_node(g, ui, err))
		return fx_fail();
	g->anchor = ref;
	return fx_none();
}

static struct effect
open_person(struct grid_screen *g, const struct list *l, struct ui *ui, struct err *err)
{
	const struct grid_person *p = list_row(l);

	if (p == NULL)
		return fx_none();
	if (p->kind != STAFF_OFFICE) {
		g->tab = GT_OVERVIEW;
		panels_focus(&g->panels, GP_TREE);
		return grid_change_tree(
			g, ui, GRID_TREE_STEWARD, (struct node_ref){NODE_STEWARD, p->id}, err);
	}
	return grid_go_text(
		ui, ACT_GO_QUEUE, arena_printf(ui->scratch, "经办人=\"%s\" 待办", p->name));
}

static struct effect
open_row(struct grid_screen *g, struct ui *ui, struct err *err)
{
	const struct grid_unit *unit;

	switch (g->tab) {
	case GT_MATTERS:
		return open_matter(&g->list, ui);
	case GT_PEOPLE:
		return open_person(g, &g->list, ui, err);
	case GT_UNITS:
		unit = list_row(&g->list);
		return unit == NULL
			? fx_none()
			: grid_go_text(ui, ACT_GO_QUEUE,
				  arena_printf(ui->scratch, "承办=\"%s\" 待办", unit->name));
	case GT_BUILDINGS:
		if (list_id(&g->list) == 0)
			return fx_none();
		panels_focus(&g->panels, GP_TREE);
		return grid_change_tree(g, ui,
			g->which == GRID_TREE_ESTATE ? GRID_TREE_ESTATE : GRID_TREE_AREA,
			(struct node_ref){NODE_BUILDING, list_id(&g->list)}, err);
	default:
		return fx_pass();
	}
}

static struct effect
open_kid(struct grid_screen *g, struct ui *ui, struct err *err)
{
	struct node_ref ref = {NODE_AREA, list_id(&g->kids)};

	return grid_reveal(g, ui, ref, err) && grid_show_node(g, ui, err) ? fx_none() : fx_fail();
}

struct effect
grid_open_it(struct grid_screen *g, struct ui *ui, struct err *err)
{
	switch (g->panels.focus) {
	case GP_TREE:
		panels_focus(&g->panels, (int)grid_main_part(g));
		return fx_none();
	case GP_KIDS:
		panels_focus(&g->panels, GP_TREE);
		return open_kid(g, ui, err);
	case GP_MATTERS:
		return open_matter(&g->side, ui);
	case GP_PEOPLE:
		return open_person(g, &g->people, ui, err);
	case GP_LIST:
		return open_row(g, ui, err);
	default:
		return fx_none();
	}
}

struct effect
grid_show_tab(struct grid_screen *g, struct ui *ui, enum grid_tab tab, struct err *err)
{
	g->tab = tab;
	/* a list is there to be gone through; a card is read while one walks the tree */
	panels_focus(&g->panels,
		grid_main_part(g) == GP_LIST || ui->size == SIZE_NARROW ? (int)grid_main_part(g)
									: GP_TREE);
	return grid_show_node(g, ui, err) ? fx_none() : fx_fail();
}

/* --- telephone numbers in clear */

int64_t
grid_masked_person(const struct grid_screen *g)
{
	if (g->panels.focus == GP_PEOPLE)
		return list_id(&g->people);
	if (g->panels.focus == GP_LIST && g->tab == GT_PEOPLE)
		return list_id(&g->list);
	return g->known && g->data.node.ref.kind == NODE_STEWARD ? g->data.node.ref.id : 0;
}

struct effect
grid_reveal_number(struct grid_screen *g, struct ui *ui, const char *reason, struct err *err)
{
	int64_t id = grid_masked_person(g);
	const char *phone;

	if (id == 0 || !grid_reveal_phone(ui->session, id, reason, ui->screen, &phone, err))
		return fx_fail();
	g->revealed = id;
	g->phone = phone;
	g->reveal_ms = ui->mono_ms + (int64_t)ui->session->rules->reveal_seconds * 1000;
	if (!grid_show_node(g, ui, err))
		return fx_fail();
	return fx_toast(_("已显示, 记入审计"));
}
