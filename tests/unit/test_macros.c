/* Templates: offered where they are possible, filled in, never done by themselves; own ones. */
#include <string.h>

#include "core/db/db.h"
#include "core/domain/macro.h"
#include "tests/lib/fixture.h"
#include "tests/lib/ui.h"
#include "tui/screen/dialog.h"
#include "tui/screen/queue_model.h"
#include "tui/screen/screens.h"

static const struct screen_entry screens[] = {{&queue_screen, ACT_GO_QUEUE, false}, {0}};

static struct store *st;
static struct session desk;
static struct arena mem;

static int
set_up(void **state)
{
	(void)state;
	st = fixture_store();
	fixture_session(&desk, st, NULL);
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	session_close(&desk);
	store_close(st);
	arena_release(&mem);
	return 0;
}

static struct ui_test *
open_ui(int rows, int cols, enum lang lang, const char *filter)
{
	struct ui_test *t = ui_test_open(&(struct ui_test_config){.screens = screens,
		.first = {.text = filter},
		.session = &desk,
		.clock = store_clock(st),
		.rows = rows,
		.cols = cols,
		.lang = lang,
		.global = screens_global});

	ui_test_keys(t, "wait:20");
	return t;
}

static int64_t
events(void)
{
	struct err err = ERR_INIT;
	struct stmt *q = db_stmt(store_db(st), "SELECT max(id) FROM case_events", &err);
	int64_t n = db_row(q, &err) ? col_i64(q) : -1;

	assert_ok(db_done(q, &err), &err);
	return n;
}

static void
looks(void **state)
{
	static const struct {
		int rows, cols;
		enum lang lang;
		const char *golden;
	} sizes[] = {{24, 80, LANG_ZH, "macros.zh.80x24"}, {36, 120, LANG_EN, "macros.en.120x36"}};

	(void)state;
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		struct ui_test *t =
			open_ui(sizes[i].rows, sizes[i].cols, sizes[i].lang, "状态:待问效 我的");

		ui_test_keys(t, "!");
		ui_test_golden(t, sizes[i].golden);
		ui_test_close(t);
	}
}

static void
fills_and_does_nothing(void **state)
{
	struct ui_test *t = open_ui(24, 80, LANG_ZH, "状态:待分办 我的");
	int64_t before = events();

	(void)state;
	ui_test_keys(t, "!");
	assert_string_equal(app_screen_name(ui_test_app(t)), "macros");
	ui_test_keys(t, "2"); /* the second that is possible here: a note */
	assert_string_equal(app_screen_name(ui_test_app(t)), "dialog");
	struct dialog *d = app_screen_model(ui_test_app(t));

	assert_int_equal(dialog_face(d)->event, EV_NOTE);
	assert_non_null(strstr(form_text(&d->form, d->slots[0].typed), "已请来件人补充"));
	assert_int_equal(events(), before); /* the person does it */
	ui_test_keys(t, "F2");
	assert_true(events() > before);
	ui_test_close(t);
}

/* Names stand for what the matter holds; the face is the template's, not the likeliest. */
static void
names_are_filled(void **state)
{
	struct ui_test *t;

	(void)state;
	session_close(&desk);
	fixture_session(&desk, st, "linjl");
	t = open_ui(24, 80, LANG_ZH, "状态:办理中 单位:我");
	ui_test_keys(t, "!");
	assert_shown(t, "金榕");
	assert_not_shown(t, "{承办}");
	ui_test_keys(t, "2"); /* on the spot: progress, while contact would be likelier */
	struct dialog *d = app_screen_model(ui_test_app(t));

	assert_int_equal(dialog_face(d)->event, EV_PROGRESS);
	assert_shown(t, "现场核实");
	ui_test_close(t);
}

static void
of_several_only_what_fits_all(void **state)
{
	struct ui_test *t = open_ui(24, 80, LANG_ZH, "状态:待分办 我的");

	(void)state;
	ui_test_keys(t, "Space Space !");
	assert_shown(t, "用于 2 件");
	assert_shown(t, "一次一件");
	ui_test_keys(t, "1");
	assert_string_equal(app_screen_name(ui_test_app(t)), "dialog");
	assert_int_equal(((struct dialog *)app_screen_model(ui_test_app(t)))->count, 2);
	ui_test_close(t);
}

static void
own_ones(void **state)
{
	struct ui_test *t = open_ui(24, 80, LANG_ZH, "状态:待分办 我的");
	struct macro *all;
	struct err err = ERR_INIT;
	size_t n, shipped = desk.rules->macro_count;

	(void)state;
	ui_test_keys(t, "! j n 社区已知 Enter Ctrl-U 社区{本人}已知晓 Enter");
	assert_shown(t, "模板 社区已知 存好了");
	assert_ok(macros_list(&desk, &mem, &all, &n, &err), &err);
	assert_int_equal(n, shipped + 1);
	assert_string_equal(all[shipped].text, "社区{本人}已知晓");
	assert_shown(t, "社区王敏已知晓");
	ui_test_keys(t, "E");
	assert_shown(t, "这是本单位的模板");
	ui_test_keys(t, "d");
	assert_shown(t, "不能在这里删");
	ui_test_close(t);
	struct macro m = all[shipped];

	m.name = "";
	assert_err(macro_save(&desk, &m, &err), &err, ERR_INPUT);
	m.name = "x";
	m.field = F_UNIT;
	assert_err(macro_save(&desk, &m, &err), &err, ERR_INPUT);
	assert_ok(macro_delete(&desk, all[shipped].id, &err), &err);
	assert_ok(macros_list(&desk, &mem, &all, &n, &err), &err);
	assert_int_equal(n, shipped);
}

#define T(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {T(looks), T(fills_and_does_nothing), T(names_are_filled),
		T(of_several_only_what_fits_all), T(own_ones)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
