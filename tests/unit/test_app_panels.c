/* Panels, trees, text and long work in the app, drawn like the mock-ups and worked through keys alone. */
#include <string.h>

#include "tests/lib/ui.h"
#include "tui/widget/chart.h"
#include "tui/widget/list.h"
#include "tui/widget/pager.h"
#include "tui/widget/panels.h"
#include "tui/widget/tree.h"

/* --- a dashboard of boxes */

struct line {
	int64_t id;
	const char *text;
};

static const struct line queue_lines[] = {{1, "1204-112 金榕花园3幢电梯反复停运"},
	{2, "1205-061 桐荫里12号楼顶违建彩钢棚"}, {3, "1206-019 东门巷夜市噪音到凌晨"}};
static const struct line alert_lines[] = {
	{1, "热 电动车充电 18件升180%"}, {2, "督 区纪委跟办1件 今日答复"}};

static void
cell_text(const void *row, const struct ui *ui, struct ink *out)
{
	(void)ui;
	ink_add(out, ROLE_FG, ((const struct line *)row)->text);
}

static int64_t
line_id(const void *row)
{
	return ((const struct line *)row)->id;
}

static const struct column columns[] = {
	{SLOT("demo", "编号     事由"), {20, 20, 20, 20}, {0}, 1, false, false, cell_text}, {0}};
static const struct list_source source = {.columns = columns, .id = line_id};

struct home {
	struct panels panels;
	struct list queue, alerts;
	bool counts, fail; /* a slice a frame, and it cannot be done */
};

enum { QUEUE, LIGHTS, MEETINGS, ALERTS };

static void
paint_lights(const void *self, const struct view *v)
{
	static const struct {
		const char *word;
		int64_t n;
		enum role role;
	} lights[] = {{"红", 18, ROLE_RED}, {"黄", 63, ROLE_YELLOW}, {"绿", 331, ROLE_GREEN}};
	struct pen p = view_pen(v);
	struct ink k;

	(void)self;
	ink_init(&k);
	for (int i = 0; i < 3; i++) {
		pen_put(&p, lights[i].role, lights[i].word);
		pen_gap(&p, 1);
		pen_field_right(&p, ROLE_FG, 5,
			arena_printf(v->ui->scratch, "%lld", (long long)lights[i].n));
		pen_gap(&p, 1);
		ink_clear(&k);
		chart_bar(&k, v->ui->glyphs, lights[i].role, lights[i].n, 331, 18);
		pen_ink(&p, &k);
		pen_line(&p);
	}
	ink_release(&k);
}

static void
paint_meetings(const void *self, const struct view *v)
{
	struct pen p = view_pen(v);

	(void)self;
	pen_put(&p, ROLE_FG, "09:30 已开 桐荫里   三方联席会 纪要待签 1/3");
}

static bool
home_open(void *self, struct ui *ui, const struct arg *arg, struct err *err)
{
	struct home *h = self;

	(void)arg, (void)err;
	panels_init(&h->panels, h);
	list_init(&h->queue, ui, &source, h);
	list_init(&h->alerts, ui, &source, h);
	h->queue.boxed = h->alerts.boxed = h->alerts.headless = true;
	panels_title(
		&h->panels, panels_add(&h->panels, &h->queue.w, NULL), "我的待办 23", "Enter 打开");
	panels_title(
		&h->panels, panels_add(&h->panels, NULL, paint_lights), "红黄绿灯 在办 412", NULL);
	panels_title(
		&h->panels, panels_add(&h->panels, NULL, paint_meetings), "今日会议 3", "Tab 到此");
	panels_title(&h->panels, panels_add(&h->panels, &h->alerts.w, NULL), "提醒", NULL);
	return true;
}

static bool
home_load(void *self, struct ui *ui, struct err *err)
{
	struct home *h = self;

	(void)err;
	list_set_rows(&h->queue, ui, queue_lines, sizeof(queue_lines[0]), 3);
	list_set_rows(&h->alerts, ui, alert_lines, sizeof(alert_lines[0]), 2);
	return true;
}

static bool
home_place(void *self, struct ui *ui, struct rect body, struct err *err)
{
	struct home *h = self;
	struct rect right = {0};

	if (ui->size > SIZE_NARROW)
		right = rect_box_right(&body, 31);
	struct rect below = rect_box_bottom(&body, body.rows * 9 / 20), corner = right;

	panels_put(&h->panels, QUEUE, body);
	panels_put(&h->panels, MEETINGS, below);
	if (ui->size > SIZE_NARROW)
		corner = rect_box_bottom(&right, below.rows);
	panels_put(&h->panels, LIGHTS, right);
	panels_put(&h->panels, ALERTS, corner);
	ui->again = h->counts;
	if (h->fail)
		return err_set(err, ERR_IO, "读不到件数");
	return panels_place(&h->panels, ui, err);
}

/* --- long work */

struct work {
	int64_t done;
	bool cancelled, fail;
};

static struct work work;

static bool
work_step(void *self, int budget_ms, struct job_state *state, struct err *err)
{
	struct work *w = self;

	(void)budget_ms;
	w->done += 100;
	*state = (struct job_state){w->done, 1000, "导入"};
	if (w->fail && w->done == 500)
		return err_set(err, ERR_IO, "第 500 行之后磁盘已满。前面的都在");
	return w->done < 1000;
}

static void
work_cancel(void *self)
{
	((struct work *)self)->cancelled = true;
}

static const struct job_ops work_ops = {work_step, work_cancel};

extern const struct screen_ops tree_screen;

static struct effect
home_act(void *self, struct ui *ui, const struct act *act, struct err *err)
{
	struct home *h = self;

	(void)ui, (void)err;
	switch (act->id) {
	case ACT_OPEN:
		return fx_toast(h->panels.focus == QUEUE ? "开件" : "开提醒");
	case ACT_EXPORT:
		work.done = 0;
		return (struct effect){
			.kind = FX_JOB, .job = &work_ops, .job_self = &work, .then = ACT_PRINT};
	case ACT_PRINT:
		return fx_toast("导入完了");
	case ACT_NEW:
		return fx_open(&tree_screen, 0);
	default:
		return fx_pass();
	}
}

static const struct screen_ops home_screen = {
	.name = "home",
	.title = SLOT("demo", "首页"),
	.scope = KS_CASE,
	.size = sizeof(struct home),
	.open = home_open,
	.load = home_load,
	.act = home_act,
	.place = home_place,
};

/* --- a tree of places, computed: three levels of ten */

struct places {
	struct tree tree;
	int reads;
	bool fail;
};

static struct places *the_places;

static bool
children(void *self, struct ui *ui, const struct tree_node *parent, struct arena *mem,
	struct tree_node **nodes, int *count, struct err *err)
{
	struct places *p = self;
	int64_t base = parent != NULL ? parent->id * 10 : 0;

	(void)ui;
	p->reads++;
	if (p->fail)
		return err_set(err, ERR_IO, "读不到网格");
	*count = parent != NULL ? 9 : 3;
	*nodes = arena_array(mem, (size_t)*count, sizeof(**nodes));
	for (int i = 0; i < *count; i++) {
		int64_t id = base + i + 1;

		(*nodes)[i] = (struct tree_node){.id = id,
			.label = arena_printf(mem, "地方%lld", (long long)id),
			.right = arena_printf(mem, "%lld", (long long)(id * 7)),
			.leaf = id > 99};
	}
	return true;
}

static const struct tree_source places_source = {children};

static bool
places_open(void *self, struct ui *ui, const struct arg *arg, struct err *err)
{
	struct places *p = self;

	(void)arg, (void)err;
	the_places = p;
	tree_init(&p->tree, ui, &places_source, p);
	return true;
}

static bool
places_load(void *self, struct ui *ui, struct err *err)
{
	struct places *p = self;

	return tree_load(&p->tree, ui, err);
}

static struct effect
places_act(void *self, struct ui *ui, const struct act *act, struct err *err)
{
	struct places *p = self;
	const int64_t path[] = {2, 27, 273};

	(void)ui;
	switch (act->id) {
	case ACT_OPEN:
		return fx_toast(
			arena_printf(ui->scratch, "进 %lld", (long long)tree_at(&p->tree)->id));
	case ACT_FIND_NEXT:
		if (!tree_reveal(&p->tree, ui, path, 3, err))
			return fx_fail();
		return fx_none();
	default:
		return fx_pass();
	}
}

const struct screen_ops tree_screen = {
	.name = "places",
	.title = SLOT("demo", "网格"),
	.scope = KS_GRID,
	.size = sizeof(struct places),
	.open = places_open,
	.load = places_load,
	.act = places_act,
};

static const struct screen_entry screens[] = {
	{&home_screen, ACT_GO_HOME, false}, {&tree_screen, ACT_GO_GRID, false}, {0}};

static struct ui_test *
open_ui(int rows, int cols)
{
	work = (struct work){0};
	return ui_test_open(
		&(struct ui_test_config){.screens = screens, .rows = rows, .cols = cols});
}

static void
boxes_share_their_borders(void **state)
{
	struct ui_test *t = open_ui(24, 80);

	(void)state;
	ui_test_golden(t, "engine-panels.zh.80x24");
	ui_test_golden_styles(t, "engine-panels.styles.80x24");
	ui_test_close(t);
	t = ui_test_open(&(struct ui_test_config){.screens = screens, .glyphs = GLYPHS_ASCII});
	ui_test_golden(t, "engine-panels.ascii.80x24");
	ui_test_resize(t, 20, 60);
	ui_test_golden(t, "engine-panels.ascii.60x20");
	ui_test_close(t);
}

static void
tab_goes_from_box_to_box(void **state)
{
	struct ui_test *t = open_ui(24, 80);

	(void)state;
	ui_test_keys(t, "j Enter");
	assert_shown(t, "开件");
	ui_test_keys(t, "Tab"); /* past what has nothing to choose */
	ui_test_golden_styles(t, "engine-panels-tab.styles.80x24");
	ui_test_keys(t, "Enter");
	assert_shown(t, "开提醒");
	ui_test_keys(t, "Tab Enter");
	assert_shown(t, "开件");
	ui_test_keys(t, "Shift-Tab Enter");
	assert_shown(t, "开提醒");
	ui_test_keys(t, "Esc Enter"); /* back to the first box */
	assert_shown(t, "开件");
	ui_test_resize(t, 20, 60); /* the alerts have no room: the focus cannot stay there */
	ui_test_keys(t, "Tab Enter");
	assert_shown(t, "开件");
	ui_test_close(t);
}

static void
small_lists_sort_themselves(void **state)
{
	struct ui_test *t = open_ui(24, 80);
	struct home *h = app_screen_model(ui_test_app(t));

	(void)state;
	h->queue.sort = 0;
	ui_test_keys(t, "S");
	assert_int_equal(list_id(&h->queue), 1); /* the cursor stays on its object */
	assert_int_equal(((const struct line *)list_at(&h->queue, 0))->id, 3);
	ui_test_keys(t, "F5");
	assert_int_equal(
		((const struct line *)list_at(&h->queue, 0))->id, 3); /* and so does the order */
	ui_test_close(t);
}

static void
long_work_goes_on_between_keys(void **state)
{
	struct ui_test *t = open_ui(24, 80);

	(void)state;
	ui_test_keys(t, "x");
	assert_shown(t, "导入完了"); /* the driver lets idle work run out */
	work.fail = true;
	ui_test_keys(t, "x");
	assert_shown(t, "第 500 行之后磁盘已满");
	ui_test_close(t);

	/* Step by step, as the loop does it. */
	t = open_ui(24, 80);
	struct app *app = ui_test_app(t);
	struct key key;

	assert_true(key_parse("x", &key));
	app_update(app, &(struct event){.kind = EVENT_KEY, .key = key, .at_ms = 20000});
	app_update(app, &(struct event){.kind = EVENT_NONE});
	assert_int_equal(app_timeout_ms(app), 0);
	app_update(app, &(struct event){.kind = EVENT_NONE});
	struct canvas cv;
	struct buf out;

	canvas_init(&cv, 24, 80);
	app_paint(app, &cv);
	buf_init(&out);
	canvas_dump(&cv, GLYPHS_UNICODE, false, &out);
	assert_non_null(strstr(out.text, "导入 [██████--------------] 300/1000   Esc 停下"));
	ui_test_keys(t, "Esc");
	assert_true(work.cancelled);
	assert_shown(t, "已停下");
	buf_release(&out);
	canvas_release(&cv);
	ui_test_close(t);
}

static void
slices_that_fail_are_not_tried_for_ever(void **state)
{
	struct ui_test *t = open_ui(24, 80);
	struct home *h = app_screen_model(ui_test_app(t));

	(void)state;
	h->counts = h->fail = true;
	ui_test_take_paints(t);
	ui_test_keys(t, "j");
	assert_shown(t, "读不到件数");
	assert_int_equal(ui_test_take_paints(t), 1);
	h->fail = false; /* goes on with the next frame */
	ui_test_keys(t, "j");
	assert_true(ui_test_take_paints(t) > 3);
	ui_test_close(t);
}

static void
trees_open_level_by_level(void **state)
{
	struct ui_test *t = open_ui(24, 80);
	const struct tree *tree;

	(void)state;
	ui_test_keys(t, "n");
	tree = &the_places->tree;
	assert_int_equal(the_places->reads, 1);
	assert_int_equal(tree->count, 3);
	ui_test_keys(t, "j Right Right Right j");
	assert_int_equal(the_places->reads, 3);
	ui_test_golden(t, "engine-tree.zh.80x24");
	ui_test_keys(t, "Enter");
	assert_shown(t, "进 21");
	ui_test_keys(t, "Left Left Left");
	assert_int_equal(tree_at(tree)->id, 2);
	ui_test_keys(t, "Left");
	assert_int_equal(tree->count, 3);
	ui_test_keys(t, "Enter"); /* a closed branch opens */
	assert_int_equal(tree->count, 12);
	ui_test_keys(t, "+");
	assert_int_equal(tree->count, 12 + 81);
	ui_test_keys(t, "j -");
	assert_int_equal(tree->count, 12);
	ui_test_keys(t, "End");
	assert_int_equal(tree_at(tree)->id, 3);
	ui_test_keys(t, "n"); /* a hit opens its way */
	assert_int_equal(tree_at(tree)->id, 273);
	assert_int_equal(tree_parent(tree)->id, 27);
	ui_test_keys(t, "F5");
	assert_int_equal(tree_at(tree)->id, 273);
	the_places->fail = true;
	ui_test_keys(t, "F5");
	assert_shown(t, "读不到网格");
	assert_int_equal(tree_at(tree)->id, 273);
	ui_test_keys(t, "Home Right");
	assert_shown(t, "读不到网格");
	assert_int_equal(tree->nodes[0].open, false);
	the_places->fail = false;
	ui_test_keys(t, "Right PgDn PgDn PgUp q");
	assert_string_equal(app_screen_name(ui_test_app(t)), "home");
	ui_test_close(t);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(boxes_share_their_borders),
		cmocka_unit_test(tab_goes_from_box_to_box),
		cmocka_unit_test(small_lists_sort_themselves),
		cmocka_unit_test(long_work_goes_on_between_keys),
		cmocka_unit_test(slices_that_fail_are_not_tried_for_ever),
		cmocka_unit_test(trees_open_level_by_level),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
