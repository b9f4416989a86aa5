/* What effects do: the stack, answers, picking, time asked for, the mouse, themes, verbs known everywhere. */
#include <string.h>

#include "core/base/rng.h"
#include "tests/lib/ui.h"
#include "tui/widget/found.h"
#include "tui/widget/list.h"
#include "tui/widget/menu.h"

/* A screen that turns keys into effects and writes down what it hears. */
struct probe {
	struct list list; /* 30 numbered rows */
	int64_t id;
	int ids;
	char text[32];
};

static struct {
	char log[1024];
	int opens, closes, loads, fails;
	int64_t shown_ms;
} seen;

static void
note(const char *fmt, ...)
{
	size_t n = strlen(seen.log);
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(seen.log + n, sizeof(seen.log) - n, fmt, ap);
	va_end(ap);
}

static void
cell(const void *row, const struct ui *ui, struct ink *out)
{
	(void)ui;
	ink_addf(out, ROLE_FG, "row %d", *(const int *)row);
}

static int64_t
row_id(const void *row)
{
	return *(const int *)row;
}

static const struct column columns[] = {
	{SLOT("demo", "行"), {8, 8, 8, 8}, {0}, 1, false, true, cell}, {0}};
static const struct list_source source = {.columns = columns, .id = row_id};

static bool
probe_open(void *self, struct ui *ui, const struct arg *arg, struct err *err)
{
	struct probe *p = self;

	if (arg->id == 666)
		return err_set(err, ERR_INPUT, "没有这个件");
	seen.opens++;
	p->id = arg->id;
	p->ids = (int)arg->count;
	snprintf(p->text, sizeof(p->text), "%s", arg->text);
	list_init(&p->list, ui, &source, p);
	return true;
}

static bool
probe_load(void *self, struct ui *ui, struct err *err)
{
	struct probe *p = self;
	int *rows = arena_array(ui->load, 30, sizeof(*rows));

	seen.loads++;
	if (seen.fails > 0 && seen.fails-- > 0)
		return err_set(err, ERR_IO, "读不到");
	for (int i = 0; i < 30; i++)
		rows[i] = i + 1;
	list_set_rows(&p->list, ui, rows, sizeof(*rows), 30);
	return true;
}

extern const struct screen_ops probe_screen, ask_screen;

static bool
find_estates(struct ui *ui, const char *query, struct founds *out, struct err *err)
{
	static const char *const names[] = {"金榕花园", "刺桐雅苑", "金融湖苑"};

	(void)ui;
	if (strcmp(query, "err") == 0)
		return err_set(err, ERR_IO, "名册读不到");
	for (int i = 0; i < 3; i++) {
		enum match match = match_text(query, names[i], NULL);

		if (match != MATCH_NONE || *query == '\0')
			founds_add(out,
				(struct found){.id = i + 1,
					.text = names[i],
					.kind = "小区",
					.rank = (int)match,
					.action = ACT_GO_PROP,
					.arg_text = names[i]});
	}
	return true;
}

static const struct finder_source estates = {"小区", '@', find_estates};
static const struct finder_source *const sources[] = {&estates, NULL};

static struct effect
probe_act(void *self, struct ui *ui, const struct act *act, struct err *err)
{
	struct probe *p = self;
	static const int64_t ids[] = {4, 5, 6};
	struct effect fx;

	switch (act->id) {
	case ACT_OPEN:
		return fx_open(&probe_screen, list_id(&p->list));
	case ACT_NEW:
		return fx_open_many(&probe_screen, ids, 3);
	case ACT_CASE_TRANSFER:
		return fx_open(&probe_screen, 666);
	case ACT_EDIT:
		return fx_open(&ask_screen, 1);
	case ACT_CHOSEN:
		note("chosen %lld %s;", (long long)act->ref, act->text != NULL ? act->text : "-");
		return fx_none();
	case ACT_CASE_LINK:
		return (struct effect){
			.kind = FX_PICK, .text = "选小区", .sources = sources, .then = ACT_CHOSEN};
	case ACT_CASE_MERGE:
		fx = fx_open(&probe_screen, 77);
		fx.kind = FX_REPLACE;
		return fx;
	case ACT_CASE_NOTE:
		return fx_done(fx_none(), "写了", 0);
	case ACT_CASE_CLOSE:
		err_set(err, ERR_CONFLICT, "李航 14:28 已改");
		return fx_fail();
	case ACT_COPY:
		return (struct effect){.kind = FX_COPY, .text = "1209-037"};
	case ACT_CASE_URGE:
		return (struct effect){.kind = FX_BELL};
	case ACT_CASE_SNOOZE:
		ui->call_at_ms = ui->mono_ms + 400;
		return fx_none();
	case ACT_DUE:
		note("due;");
		return fx_none();
	case ACT_TICK:
		note("tick;");
		return fx_none();
	case ACT_CASE_SURVEY:
		ui->appeared = true;
		return fx_none();
	case ACT_CASE_ATTACH:
		seen.shown_ms = ui->shown_ms;
		return fx_none();
	default:
		return fx_pass();
	}
}

static void
probe_close(void *self, struct ui *ui)
{
	(void)self, (void)ui;
	seen.closes++;
}

static void
probe_head(const void *self, const struct ui *ui, struct head *head)
{
	const struct probe *p = self;

	if (p->id != 0)
		head->crumb = arena_printf(ui->scratch, "很长很长的一步 %lld", (long long)p->id);
}

const struct screen_ops probe_screen = {.name = "probe",
	.title = SLOT("demo", "起点"),
	.scope = KS_CASE,
	.size = sizeof(struct probe),
	.open = probe_open,
	.load = probe_load,
	.act = probe_act,
	.head = probe_head,
	.close = probe_close};

/* A dialog of three numbered choices that answers with the one chosen. */
struct ask {
	struct menu menu;
};

static bool
ask_open(void *self, struct ui *ui, const struct arg *arg, struct err *err)
{
	struct ask *a = self;

	(void)ui, (void)arg, (void)err;
	menu_init(&a->menu);
	menu_add(&a->menu, 1, "一小时", NULL, false, ACT_NONE);
	menu_add(&a->menu, 2, "下午", NULL, true, ACT_NONE);
	menu_add(&a->menu, 3, "明早", NULL, false, ACT_NONE);
	return true;
}

static struct effect
ask_act(void *self, struct ui *ui, const struct act *act, struct err *err)
{
	(void)self, (void)ui, (void)err;
	if (act->id == ACT_CHOSEN)
		return fx_done(fx_answer(act->digit, "明早"), "已搁置", 30);
	return act->id == ACT_PICK ? fx_toast("下午已过") : fx_pass();
}

const struct screen_ops ask_screen = {.name = "ask",
	.title = SLOT("demo", "搁置"),
	.scope = KS_DIALOG,
	.size = sizeof(struct ask),
	.modal = true,
	.open = ask_open,
	.act = ask_act};

static const struct screen_ops ticking_screen = {.name = "ticking",
	.title = SLOT("demo", "滴答"),
	.scope = KS_CASE,
	.size = sizeof(struct probe),
	.ticks = true,
	.open = probe_open,
	.load = probe_load,
	.act = probe_act,
	.close = probe_close};

static const struct screen_entry screens[] = {{&probe_screen, ACT_GO_HOME, false},
	{&ticking_screen, ACT_GO_PROP, false}, {&ask_screen, ACT_GO_INTAKE, true}, {0}};

static struct effect
global(struct ui *ui, const struct act *act, struct err *err)
{
	(void)ui, (void)err;
	if (act->id == ACT_GOTO) {
		note("goto %s;", act->text);
		return fx_none();
	}
	if (act->id == ACT_UNDO)
		return fx_toast("已撤销");
	return fx_pass();
}

static struct ui_test *
open_ui(void)
{
	memset(&seen, 0, sizeof(seen));
	return ui_test_open(
		&(struct ui_test_config){.screens = screens, .global = global, .finders = sources});
}

static struct probe *
top(struct ui_test *t)
{
	return app_screen_model(ui_test_app(t));
}

static void
screens_lie_on_each_other(void **state)
{
	struct ui_test *t = open_ui();

	(void)state;
	ui_test_keys(t, "j j Enter");
	assert_int_equal(top(t)->id, 3);
	ui_test_keys(t, "j Enter n");
	assert_int_equal(top(t)->ids, 3);
	assert_int_equal(app_depth(ui_test_app(t)), 4);
	/* Breadcrumbs are cut from the left, whole steps at a time; the last one never. */
	assert_string_equal(ui_test_row(t, 0),
		" 邻里 .. > 很长很长的一步 2 > 很长很长的一步 4      王敏 白班  12-09 周一 14:32");
	ui_test_keys(t, "q q q");
	assert_int_equal(app_depth(ui_test_app(t)), 1);
	assert_int_equal(list_id(&top(t)->list), 3); /* the same place as before */
	ui_test_keys(t, "m");                        /* replacing the first one leaves it below */
	assert_int_equal(top(t)->id, 77);
	assert_int_equal(app_depth(ui_test_app(t)), 2);
	ui_test_keys(t, "m");
	assert_int_equal(app_depth(ui_test_app(t)), 2);
	ui_test_keys(t, "t");
	assert_shown(t, "! 没有这个件");
	assert_int_equal(app_depth(ui_test_app(t)), 2);
	for (int i = 0; i < 40; i++)
		ui_test_keys(t, "Enter");
	assert_shown(t, "开着的屏太多了");
	ui_test_keys(t, "g h");
	assert_int_equal(app_depth(ui_test_app(t)), 1);
	ui_test_close(t);
	assert_int_equal(seen.opens, seen.closes);
}

static void
dialogs_answer_the_screen_below(void **state)
{
	struct ui_test *t = open_ui();
	int loads;

	(void)state;
	ui_test_keys(t, "E");
	loads = seen.loads;
	ui_test_keys(t, "2");
	assert_shown(t, "下午已过"); /* a choice that is off says why */
	ui_test_keys(t, "3");
	assert_string_equal(seen.log, "chosen 3 明早;");
	assert_shown(t, "已搁置   u 撤销 (30秒)");
	assert_int_equal(seen.loads, loads + 1); /* it has written: what is seen is read again */
	ui_test_keys(t, "E Down Down Enter");
	assert_string_equal(seen.log, "chosen 3 明早;chosen 3 明早;");
	ui_test_keys(t, "E g h");
	assert_string_equal(
		app_screen_name(ui_test_app(t)), "ask"); /* a dialog hears its own keys only */
	ui_test_close(t);
}

static void
what_lies_below_is_read_when_it_is_seen(void **state)
{
	struct ui_test *t = open_ui();
	int loads;

	(void)state;
	ui_test_keys(t, "Enter");
	loads = seen.loads;
	ui_test_keys(t, "r");
	assert_shown(t, "写了");
	assert_int_equal(seen.loads, loads + 1);
	ui_test_keys(t, "q");
	assert_int_equal(seen.loads, loads + 2);
	seen.fails = 2;
	ui_test_keys(t, "F5 F5 j");
	assert_shown(t, "row 12"); /* an error leaves the old content */
	ui_test_keys(t, "F5");
	assert_shown(t, "row 12");
	ui_test_keys(t, "c");
	assert_shown(t, "! 李航 14:28 已改");
	ui_test_close(t);
}

static void
one_of_many_is_found_by_typing(void **state)
{
	struct ui_test *t = open_ui();

	(void)state;
	ui_test_keys(t, "L");
	assert_shown(t, "选小区");
	assert_shown(t, "1 小区 金榕花园");
	ui_test_keys(t, "刺桐 Enter");
	assert_string_equal(seen.log, "chosen 2 刺桐雅苑;");
	ui_test_keys(t, "L Down Down Enter");
	assert_string_equal(seen.log, "chosen 2 刺桐雅苑;chosen 3 金融湖苑;");
	ui_test_keys(t, "L \"err\"");
	assert_shown(t, "名册读不到");
	ui_test_keys(t, "Esc Ctrl-P 刺");
	assert_shown(t, "刺桐雅苑");
	ui_test_keys(t, "Enter"); /* the palette does what the find says */
	assert_string_equal(app_screen_name(ui_test_app(t)), "ticking");
	assert_string_equal(top(t)->text, "刺桐雅苑");
	ui_test_keys(t, "g h F10 @"); /* a prefix asks for one source */
	assert_shown(t, "3 小区 金融湖苑");
	ui_test_close(t);
}

static void
go_keys_leave_to_the_first_screen(void **state)
{
	struct ui_test *t = open_ui();

	(void)state;
	ui_test_keys(t, "Enter Enter g p");
	assert_string_equal(app_screen_name(ui_test_app(t)), "ticking");
	assert_int_equal(app_depth(ui_test_app(t)), 2);
	ui_test_keys(t, "F6"); /* intake opens over what is there */
	assert_int_equal(app_depth(ui_test_app(t)), 3);
	ui_test_keys(t, "Esc g w");
	assert_shown(t, "这一版还没有 网格");
	ui_test_keys(t, ": \"wy 金榕\" Enter");
	assert_string_equal(top(t)->text, "金榕");
	ui_test_close(t);
}

static void
verbs_known_everywhere(void **state)
{
	struct ui_test *t = open_ui();

	(void)state;
	ui_test_keys(t, "u");
	assert_shown(t, "已撤销");
	ui_test_keys(t, "# \"1209-037\" Enter");
	assert_string_equal(seen.log, "goto 1209-037;");
	ui_test_keys(t, ": 案件 Enter");
	assert_shown(t, "编号> ");
	ui_test_keys(t, "Esc : \"aj 5\" Enter");
	assert_string_equal(seen.log, "goto 1209-037;goto 5;");
	struct app_wants wants;

	ui_test_keys(t, "y");
	wants = app_take_wants(ui_test_app(t));
	assert_string_equal(wants.copy, "1209-037");
	ui_test_keys(t, "p");
	assert_true(app_take_wants(ui_test_app(t)).bell);
	ui_test_keys(t, "Ctrl-L");
	assert_true(app_take_wants(ui_test_app(t)).redraw);
	assert_false(app_take_wants(ui_test_app(t)).redraw);
	ui_test_keys(t, ": \"zt nonsense\" Enter");
	assert_shown(t, "!"); /* no such theme: said, nothing changed */
	assert_string_equal(app_theme(ui_test_app(t))->id, "default-dark");
	ui_test_keys(t, "j : \"zt solar\" Enter");
	assert_string_equal(app_theme(ui_test_app(t))->id, "solar");
	assert_true(app_take_wants(ui_test_app(t)).redraw);
	ui_test_close(t);
}

static void
screens_ask_for_time(void **state)
{
	struct ui_test *t = open_ui();

	(void)state;
	ui_test_keys(t, "z wait:398");
	assert_string_equal(seen.log, "");
	ui_test_keys(t, "wait:2");
	assert_string_equal(seen.log, "due;");
	ui_test_keys(t, "wait:5000");
	assert_string_equal(seen.log, "due;"); /* once */
	ui_test_keys(t, "g p wait:3600");
	assert_memory_equal(seen.log, "due;tick;tick;tick;", 19);
	size_t ticks = strlen(seen.log);

	ui_test_keys(t, "q wait:3000");
	assert_int_equal(strlen(seen.log), ticks);
	/* When the subject on the screen was first painted, whatever was pressed since. */
	ui_test_keys(t, "w");
	int64_t painted = clock_mono_ms(ui_test_clock(t)) - 1;

	ui_test_keys(t, "wait:100 j j A");
	assert_int_equal(seen.shown_ms, painted);
	ui_test_close(t);
}

static void
mouse(struct ui_test *t, enum key_sym sym, int row, int col)
{
	struct event ev = {.kind = EVENT_KEY,
		.key = {.sym = sym, .row = row, .col = col},
		.at_ms = clock_mono_ms(ui_test_clock(t))};

	app_update(ui_test_app(t), &ev);
}

static void
the_mouse_selects_and_opens(void **state)
{
	struct ui_test *t = open_ui();

	(void)state;
	mouse(t, K_MOUSE_PRESS, 6, 10); /* title, header, rows: the fifth */
	assert_int_equal(list_id(&top(t)->list), 5);
	mouse(t, K_WHEEL_DOWN, 6, 10);
	assert_int_equal(list_id(&top(t)->list), 8);
	mouse(t, K_WHEEL_UP, 6, 10);
	assert_int_equal(list_id(&top(t)->list), 5);
	mouse(t, K_MOUSE_PRESS, 0, 0); /* the title: nothing */
	assert_int_equal(list_id(&top(t)->list), 5);
	mouse(t, K_MOUSE_DOUBLE, 4, 3);
	assert_int_equal(top(t)->id, 3);
	ui_test_close(t);
}

static void
random_keys_break_nothing(void **state)
{
	static const char *const keys[] = {"j", "k", "Enter", "Esc", "Tab", "Space", "0", "1", "2",
		"3", ".", "9", "g", "h", "p", "/", ":", "Ctrl-P", "?", "F5", "F6", "E", "L", "n",
		"m", "t", "r", "c", "z", "s", "S", "*", "T", "电", "电梯", "。", "Ctrl-X", ",",
		"Up", "Down", "Left", "Right", "PgUp", "PgDn", "Home", "End", "F1", "F2", "F3",
		"F4", "F9", "F10", "Backspace", "Ctrl-T", "Ctrl-U", "Ctrl-W", ";", "#", "@", "x",
		"X", "wait:700", "\"jr\""};
	struct rng rng;

	(void)state;
	for (unsigned seed = 1; seed <= 6; seed++) {
		struct ui_test *t = open_ui();
		int code;

		rng_seed(&rng, seed);
		for (int i = 0; i < 1500 && !app_ended(ui_test_app(t), &code); i++) {
			if (rng_chance(&rng, 2))
				ui_test_resize(t, 5 + (int)rng_below(&rng, 50),
					20 + (int)rng_below(&rng, 150));
			ui_test_keys(t, keys[rng_below(&rng, sizeof(keys) / sizeof(keys[0]))]);
		}
		ui_test_close(t);
		assert_int_equal(seen.opens, seen.closes);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(screens_lie_on_each_other),
		cmocka_unit_test(dialogs_answer_the_screen_below),
		cmocka_unit_test(what_lies_below_is_read_when_it_is_seen),
		cmocka_unit_test(one_of_many_is_found_by_typing),
		cmocka_unit_test(go_keys_leave_to_the_first_screen),
		cmocka_unit_test(verbs_known_everywhere),
		cmocka_unit_test(screens_ask_for_time),
		cmocka_unit_test(the_mouse_selects_and_opens),
		cmocka_unit_test(random_keys_break_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
