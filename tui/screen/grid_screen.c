#include "tui/screen/grid_screen.h"

#include "core/base/i18n.h"
#include "core/domain/recent.h"
#include "tui/screen/grid_model.h"

enum { REST_MS = 400 };

/* --- reading what stands under the cursor */

static void
call_later(const struct grid_screen *g, struct ui *ui)
{
	int64_t at = g->warm ? g->look_at_ms : ui->mono_ms;

	if (g->reveal_ms != 0 && (at == 0 || g->reveal_ms < at))
		at = g->reveal_ms;
	ui->call_at_ms = at;
}

static bool
read_node(struct grid_screen *g, struct ui *ui, struct err *err)
{
	const struct tree_node *at = tree_at(&g->tree);
	struct node_ref ref = at != NULL ? node_of_key(at->id) : (struct node_ref){NODE_NONE, 0};
	struct grid_card *data = arena_alloc(&g->mem, sizeof(*data));
	bool found = false;

	if (!grid_card_read(ui->session, ref, &g->mem, data, &found, err))
		return false;
	g->ref = g->anchor = ref;
	g->known = found;
	g->data = *data;
	g->card.cols = g->services.cols = 0;
	g->side_read = false; /* when it is seen */
	if (!grid_load_list(g, ui, err) || !grid_load_kids(g, ui, err))
		return false;
	grid_title_parts(g);
	return true;
}

bool
grid_show_node(struct grid_screen *g, struct ui *ui, struct err *err)
{
	struct arena before = g->mem;

	g->mem = (struct arena)ARENA_INIT;
	g->look_at_ms = 0;
	bool ok = read_node(g, ui, err);

	if (ok)
		arena_release(&before);
	else
		arena_join(&g->mem, &before); /* the model may point into either */
	call_later(g, ui);
	return ok;
}

/* On a slow line the card waits until the cursor rests. */
static bool
follow(struct grid_screen *g, struct ui *ui, struct err *err)
{
	if (!ui->slow)
		return grid_show_node(g, ui, err);
	g->look_at_ms = ui->mono_ms + REST_MS;
	call_later(g, ui);
	return true;
}

/* --- where to begin */

static bool
find_node(struct grid_screen *g, struct ui *ui, const char *text, struct err *err)
{
	struct node_ref ref;

	if (!node_read(ui->session, text, &ref, err))
		return false;
	if (ref.kind == NODE_NONE)
		return grid_find(g, ui, text, err);
	enum grid_tree tree = ref.kind == NODE_ESTATE ? GRID_TREE_ESTATE
		: ref.kind == NODE_STEWARD            ? GRID_TREE_STEWARD
						      : GRID_TREE_AREA;

	grid_forget(g);
	if (tree != g->which) {
		g->which = tree;
		if (!tree_load(&g->tree, ui, err))
			return false;
	}
	return grid_reveal(g, ui, ref, err);
}

/* One's own grid, else one's own area, and what lies below it. */
static bool
find_home(struct grid_screen *g, struct ui *ui, struct err *err)
{
	const struct session *s = ui->session;
	struct node_ref own = {NODE_AREA, s->scope.area_id}, self = {NODE_STEWARD, s->staff_id};
	struct node_where where;
	bool found = false;

	if (session_has(s, ROLE_GRD) && !grid_where(ui->session, self, &where, &found, err))
		return false;
	if (!grid_reveal(g, ui, found ? self : own, err))
		return false;
	return g->tree.count == 0 || tree_open(&g->tree, ui, g->tree.cursor, err);
}

static bool
grid_open(void *self, struct ui *ui, const struct arg *arg, struct err *err)
{
	struct grid_screen *g = self;
	struct list *lists[] = {&g->kids, &g->people, &g->side, &g->list};
	const struct list_source *sources[] = {
		&grid_kid_list, &grid_people_brief, &grid_matter_list, &grid_matter_list};

	g->typed = g->phone = "";
	ui_keep(ui, &g->mem);
	ui_keep(ui, &g->found);
	panels_init(&g->panels, g);
	tree_init(&g->tree, ui, &grid_tree_source, g);
	card_lines_init(&g->card, ui);
	card_lines_init(&g->services, ui);
	for (int i = 0; i < 4; i++) {
		list_init(lists[i], ui, sources[i], g);
		lists[i]->boxed = lists[i]->no_tags = true;
	}
	g->people.headless = true;
	struct widget *parts[GP_COUNT] = {[GP_TREE] = &g->tree.w,
		[GP_CARD] = &g->card.w,
		[GP_KIDS] = &g->kids.w,
		[GP_MATTERS] = &g->side.w,
		[GP_PEOPLE] = &g->people.w,
		[GP_SERVICES] = &g->services.w,
		[GP_LIST] = &g->list.w};

	for (int i = 0; i < GP_COUNT; i++)
		panels_add(&g->panels, parts[i], NULL);
	if (!tree_load(&g->tree, ui, err))
		return false;
	if (*arg->text != '\0' && !find_node(g, ui, arg->text, err))
		return false;
	return g->tree.count > 1 || find_home(g, ui, err);
}

static bool
grid_load(void *self, struct ui *ui, struct err *err)
{
	struct grid_screen *g = self;

	g->tree.empty = _("还没有区划。 用 linli demo 或导入名册");
	return (ui->why == LOAD_OPEN || tree_load(&g->tree, ui, err)) && grid_show_node(g, ui, err);
}

/* --- time */

/* The first letter of a search shall not wait until all names are read. */
static void
warm_up(struct grid_screen *g, struct ui *ui)
{
	struct err ignored = ERR_INIT;
	struct grid_hit *hits;
	int count;

	grid_search(ui->session, g->which, g->ref, "a", ui->scratch, &hits, &count, &ignored);
	g->warm = true;
}

static struct effect
due(struct grid_screen *g, struct ui *ui, struct err *err)
{
	if (!g->warm) {
		warm_up(g, ui);
		call_later(g, ui);
		return fx_none();
	}
	if (g->reveal_ms != 0 && ui->mono_ms >= g->reveal_ms) {
		g->revealed = g->reveal_ms = 0;
		g->phone = "";
	}
	return grid_show_node(g, ui, err) ? fx_none() : fx_fail();
}

/* --- searching */

static struct effect
searched(struct grid_screen *g, struct ui *ui, const struct act *act, struct err *err)
{
	bool ok = true;

	switch (act->id) {
	case ACT_FILTER_TRY:
		ok = grid_find(g, ui, act->text, err);
		break;
	case ACT_FILTER_SET:
		ok = g->searching ? grid_find(g, ui, act->text, err)
				  : find_node(g, ui, act->text, err);
		g->searching = false;
		panels_focus(&g->panels, GP_TREE);
		if (*act->text == '\0')
			grid_forget(g);
		break;
	case ACT_FILTER_END:
		ok = !g->searching || grid_reveal(g, ui, g->before, err);
		grid_forget(g);
		break;
	default:
		if (*g->typed == '\0')
			return fx_pass();
		grid_forget(g);
		return fx_none();
	}
	return ok && follow(g, ui, err) ? fx_none() : fx_fail();
}

static struct effect
grid_act(void *self, struct ui *ui, const struct act *act, struct err *err)
{
	struct grid_screen *g = self;

	switch (act->id) {
	case ACT_MOVED:
		if (g->panels.focus != GP_TREE)
			return fx_none();
		return follow(g, ui, err) ? fx_none() : fx_fail();
	case ACT_DUE:
		return due(g, ui, err);
	case ACT_OPEN:
		return grid_open_it(g, ui, err);
	case ACT_PICK:
		return act->digit >= 1 && act->digit <= GT_COUNT
			? grid_show_tab(g, ui, (enum grid_tab)(act->digit - 1), err)
			: fx_pass();
	case ACT_VIEW:
		return grid_change_tree(
			g, ui, (enum grid_tree)((g->which + 1) % GRID_TREE_COUNT), g->anchor, err);
	case ACT_FIND_NEXT:
	case ACT_FIND_PREV:
		if (g->hit_count == 0)
			return fx_toast(_("还没有找。 按 / 找网格"));
		return grid_walk(g, ui, act->id == ACT_FIND_NEXT ? 1 : -1, err) &&
				follow(g, ui, err)
			? fx_none()
			: fx_fail();
	case ACT_FILTER_TRY:
	case ACT_FILTER_SET:
	case ACT_FILTER_END:
	case ACT_UNFILTER:
		return searched(g, ui, act, err);
	case ACT_GO_INTAKE:
		return grid_start_intake(g, ui);
	case ACT_GRID_MEET:
		return grid_go_text(ui, ACT_GO_SLOT, g->known ? g->data.estate : "");
	case ACT_COPY:
		return grid_copy_code(g, ui);
	case ACT_REVEAL:
		if (grid_masked_person(g) == 0)
			return fx_toast(_("看号码: 按 2 到人员, 选一位再按"));
		return fx_prompt(_("看遮住的, 原因"), "", ACT_CHOSEN);
	case ACT_CHOSEN:
		return grid_reveal_number(g, ui, act->text, err);
	default:
		return fx_pass();
	}
}

static bool
grid_can(const void *self, const struct ui *ui, enum action action, const char **why)
{
	const struct grid_screen *g = self;

	(void)ui;
	switch (action) {
	case ACT_FIND_PREV:
		return g->hit_count > 1;
	case ACT_EXPORT:
	case ACT_PRINT:
		*why = _("网格名册的导出和打印在后面的版本");
		return false;
	default:
		return true;
	}
}

/* --- what stands around */

static const char *
crumb(const struct grid_screen *g, const struct ui *ui)
{
	const struct grid_card *d = &g->data;
	bool narrow = ui->size == SIZE_NARROW, wide = ui->cols >= 100;
	struct buf b;

	if (!g->known)
		return NULL;
	buf_init(&b);
	buf_addstr(&b, _("网格"));
	for (int i = 1; i < d->depth && !narrow; i++)
		buf_addf(&b, " > %s",
			wide ? area_spoken(d->path[i].name, ui->scratch) : d->path[i].brief);
	if (d->node.ref.kind == NODE_GRID)
		buf_addf(&b, wide ? " > %03d %s" : " > %03d", d->node.number, d->node.name);
	else if (d->node.ref.kind != NODE_AREA || narrow)
		buf_addf(&b, " > %s", area_spoken(d->node.name, ui->scratch));
	const char *text = arena_strdup(ui->scratch, b.text);

	buf_release(&b);
	return text;
}

static void
grid_head(const void *self, const struct ui *ui, struct head *head)
{
	const struct grid_screen *g = self;
	const struct grid_card *d = &g->data;
	bool small = g->known && d->node.ref.kind != NODE_AREA;
	const int64_t counts[GT_COUNT] = {-1, small ? d->workers + d->streets + d->heads : -1, -1,
		g->known && d->seen ? lights_sum(&d->lights) : -1, -1,
		small && d->buildings > 0 ? d->buildings : -1, -1};

	head->crumb = crumb(g, ui);
	head->tab_count = GT_COUNT;
	head->tab_on = (int)g->tab;
	for (int i = 0; i < GT_COUNT; i++)
		head->tabs[i] = (struct tab){.label = arena_printf(ui->scratch, "%d %s", i + 1,
						     grid_tab_word((enum grid_tab)i)),
			.count = counts[i]};
	head->filter = *g->typed != '\0' ? arena_printf(ui->scratch, _("找网格 %s"), g->typed)
					 : _("找网格 按 / 或直接打汉字 (名称 编码 首字母 末三位)");
	const char *all =
		g->tree.count > 0 && g->tree.nodes[0].right != NULL ? g->tree.nodes[0].right : "0";

	head->filter_right = arena_printf(ui->scratch,
		g->which == GRID_TREE_ESTATE ? _("%s  共 %s 小区") : _("%s  共 %s 格"),
		grid_tree_name(g->which), all);
	head->status = grid_found_words(g, ui->scratch);
	head->status_right = g->hit_count > 1 ? _("n 下一个") : NULL;
}

static const struct hint hints[] = {
	{ACT_OPEN, ACT_NONE, N_("进入"), NULL, false},
	{ACT_LEFT, ACT_NONE, N_("收展"), "h/l", false},
	{ACT_PANEL, ACT_NONE, NULL, NULL, false},
	{ACT_PICK, ACT_NONE, N_("栏目"), "1-7", false},
	{ACT_FILTER, ACT_NONE, N_("找"), NULL, false},
	{ACT_FIND_NEXT, ACT_NONE, N_("下个"), NULL, true},
	{ACT_GO_INTAKE, ACT_NONE, NULL, NULL, false},
	{ACT_VIEW, ACT_NONE, N_("换树"), NULL, true},
	{ACT_GRID_MEET, ACT_NONE, NULL, NULL, false},
	{ACT_COPY, ACT_NONE, N_("复制编码"), NULL, true},
	{ACT_GRID_FOLD, ACT_GRID_UNFOLD, N_("收起 展开"), NULL, true},
	{ACT_REVEAL, ACT_NONE, NULL, NULL, true},
	{ACT_ACTIONS, ACT_NONE, NULL, NULL, true},
	{ACT_PALETTE, ACT_NONE, NULL, NULL, true},
	{ACT_HELP, ACT_NONE, NULL, NULL, true},
	{ACT_BACK, ACT_NONE, NULL, NULL, false},
	{0},
};

/* The place where one was last is noted for the list of recent things; one's own area is where all begins. */
static void
grid_close(void *self, struct ui *ui)
{
	const struct grid_screen *g = self;
	struct err ignored = ERR_INIT;
	char node[NODE_TEXT_BYTES];

	if (!g->known ||
		(g->data.node.ref.kind == NODE_AREA &&
			g->data.node.ref.id == ui->session->scope.area_id))
		return;
	node_print(g->data.node.ref, node);
	recent_add(ui->session, RECENT_NODE, 0, node, &ignored);
}

const struct screen_ops grid_screen = {
	.name = "grid",
	.close = grid_close,
	.title = N_("网格"),
	.scope = KS_GRID,
	.size = sizeof(struct grid_screen),
	.hints = hints,
	.filter = &grid_find_bar,
	.open = grid_open,
	.load = grid_load,
	.act = grid_act,
	.can = grid_can,
	.head = grid_head,
	.place = grid_place,
};
