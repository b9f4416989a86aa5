/* The palette (S06): what is found by what is typed, in which order, and where choosing leads; `#` and `@`. */
#include <string.h>

#include "core/base/date.h"
#include "core/db/db.h"
#include "core/domain/case_number.h"
#include "core/domain/view.h"
#include "core/serve/case_view.h"
#include "tests/lib/fixture.h"
#include "tests/lib/ui.h"
#include "tui/screen/case_screen.h"
#include "tui/screen/grid_screen.h"
#include "tui/screen/screens.h"

/* Where the queue would be: the filter that it is opened with. */
static char filter[200];

static bool
queue_open(void *self, struct ui *ui, const struct arg *arg, struct err *err)
{
	(void)self, (void)ui, (void)err;
	snprintf(filter, sizeof(filter), "%s", arg->text);
	return true;
}

static const struct screen_ops queue_stub = {.name = "queue",
	.title = "queue",
	.scope = KS_NAV,
	.size = sizeof(struct widget),
	.open = queue_open};
static const struct screen_ops home_stub = {
	.name = "home", .title = "home", .scope = KS_NAV, .size = sizeof(struct widget)};

static const struct screen_entry screens[] = {{&home_stub, ACT_GO_HOME, false},
	{&queue_stub, ACT_GO_QUEUE, false}, {&grid_screen, ACT_GO_GRID, false},
	{NULL, ACT_NONE, false}};

struct world {
	struct store *store;
	struct session session;
	struct ui_test *ui;
	struct arena mem;
};

static void
open_as(struct world *w, const char *login, int rows, int cols, enum lang lang)
{
	*w = (struct world){.store = fixture_store(), .mem = ARENA_INIT};
	fixture_session(&w->session, w->store, login);
	filter[0] = '\0';
	w->ui = ui_test_open(&(struct ui_test_config){.screens = screens,
		.session = &w->session,
		.clock = store_clock(w->store),
		.rows = rows,
		.cols = cols,
		.lang = lang,
		.global = screens_global,
		.finders = screens_finders});
}

static void
close_world(struct world *w)
{
	ui_test_close(w->ui);
	session_close(&w->session);
	arena_release(&w->mem);
	store_close(w->store);
}

static const char *
top(struct world *w)
{
	return app_screen_name(ui_test_app(w->ui));
}

static struct case_row
elevator(struct world *w)
{
	struct case_view v;
	struct err err = ERR_INIT;
	bool found = false;

	assert_ok(case_view_load(&w->session, fixture_case_titled(&w->session, "金榕花园3幢电梯"),
			  &w->mem, &v, &found, &err),
		&err);
	assert_true(found);
	return v.row;
}

/* --- pictures */

static void
test_goldens(void **state)
{
	static const struct {
		const char *size;
		int rows, cols;
		enum lang lang;
	} shots[] = {
		{"zh.80x24", 24, 80, LANG_ZH},
		{"zh.120x36", 36, 120, LANG_ZH},
		{"en.80x24", 24, 80, LANG_EN},
		{"en.120x36", 36, 120, LANG_EN},
		{"zh.60x20", 20, 60, LANG_ZH},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(shots) / sizeof(shots[0]); i++) {
		struct world w;

		open_as(&w, NULL, shots[i].rows, shots[i].cols, shots[i].lang);
		ui_test_keys(w.ui, "Ctrl-P \"jr\"");
		ui_test_golden(w.ui, arena_printf(&w.mem, "palette.%s", shots[i].size));
		close_world(&w);
	}
}

/* --- T19: from anywhere into a grid by its initials, at most eight keys */

static void
test_into_a_grid(void **state)
{
	static const char *const ways[] = {"Ctrl-P \"jrhy\" Enter", "Ctrl-P 金榕花园东 Enter",
		"F10 \"jrhy\" Enter", "Ctrl-P \"jryh\" Enter", "Ctrl-P \"jrhy\" 1",
		": \"wg\" Space \"jrhy\" Enter"};

	(void)state;
	for (size_t i = 0; i < sizeof(ways) / sizeof(ways[0]); i++) {
		struct world w;

		open_as(&w, NULL, 24, 80, LANG_ZH);
		ui_test_keys(w.ui, ways[i]);
		assert_string_equal(top(&w), "grid");
		assert_shown(w.ui, "网格 350502-004-005-002");
		close_world(&w);
	}
}

static void
test_from_another_place_in_the_browser(void **state)
{
	struct world w;

	(void)state;
	open_as(&w, NULL, 24, 80, LANG_ZH);
	ui_test_keys(w.ui, "g w V Ctrl-P \"jrhyx\" Enter");
	assert_shown(w.ui, "网格 350502-004-005-003");
	assert_shown(w.ui, "辖区树");
	ui_test_keys(w.ui, "Ctrl-P 金榕花园 Down Down Enter");
	assert_string_equal(top(&w), "grid");
	close_world(&w);
}

/* --- kinds */

static void
test_kinds_and_where_they_lead(void **state)
{
	static const struct {
		const char *keys, *top, *shown;
	} ways[] = {
		{"Ctrl-P 刺桐社区 Enter", "grid", "刺桐社区"},
		{"Ctrl-P \"350502004005\" Enter", "grid", "社区村 刺桐社区"},
		{"Ctrl-P \"350502-004-005-003\" Enter", "grid", "350502-004-005-003"},
		{"Ctrl-P \"@\" 金榕物业 Enter", "queue", "承办=\"金榕物业服务有限公司\" 待办"},
		{"Ctrl-P \"@\" 王敏 Enter", "queue", "经办人=\"王敏\" 待办"},
		{"Ctrl-P \"@wm\" Enter", "queue", "经办人=\"王敏\" 待办"},
		{"@ 金榕物业 Enter", "queue", "承办=\"金榕物业服务有限公司\" 待办"},
		{"@ \"wangmin\" Enter", "queue", "经办人=\"王敏\" 待办"},
		{"Ctrl-P \":cq\" Enter", "queue", "超期"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(ways) / sizeof(ways[0]); i++) {
		struct world w;

		open_as(&w, NULL, 24, 80, LANG_ZH);
		ui_test_keys(w.ui, ways[i].keys);
		assert_string_equal(top(&w), ways[i].top);
		if (strcmp(ways[i].top, "queue") == 0)
			assert_string_equal(filter, ways[i].shown);
		else
			assert_shown(w.ui, ways[i].shown);
		close_world(&w);
	}
}

static void
test_saved_views(void **state)
{
	struct err err = ERR_INIT;
	bool replaced;
	struct world w;

	(void)state;
	open_as(&w, NULL, 24, 80, LANG_ZH);
	assert_ok(view_save(&w.session, "我盯的噪音", "类:噪音", &replaced, &err), &err);
	ui_test_keys(w.ui, "Ctrl-P 盯的噪音 Enter");
	assert_string_equal(filter, "@我盯的噪音");
	close_world(&w);
}

/* No kind crowds out the others. */
static void
test_kinds_share_the_page(void **state)
{
	struct world w;

	(void)state;
	open_as(&w, NULL, 24, 80, LANG_ZH);
	ui_test_keys(w.ui, "Ctrl-P 金榕");
	assert_shown(w.ui, "网格 350502-004-005-002");
	assert_shown(w.ui, "小区 金榕花园");
	assert_shown(w.ui, "案件 ");
	assert_shown(w.ui, "单位 金榕");
	close_world(&w);
}

/* --- numbers */

static void
test_numbers(void **state)
{
	struct world w;
	char full[CASE_NO_FULL_BYTES], brief[CASE_NO_BRIEF_BYTES];

	(void)state;
	open_as(&w, NULL, 24, 80, LANG_ZH);
	struct case_row row = elevator(&w);

	case_no_full(row.no, full);
	case_no_brief(row.no, day_from_utc(FIXTURE_NOW), brief);
	const char *const ways[] = {arena_printf(&w.mem, "# \"%s\" Enter", brief),
		arena_printf(&w.mem, "# \"%s\" Enter", full),
		arena_printf(&w.mem, "Ctrl-P \"%s\" Enter", brief),
		arena_printf(&w.mem, "Ctrl-P \"#%s\" Enter", brief),
		arena_printf(&w.mem, "Ctrl-P \"%s\" Enter", full),
		arena_printf(&w.mem, ": \"aj\" Space \"%s\" Enter", brief),
		arena_printf(&w.mem, "Ctrl-P 3幢电梯反复 Enter")};

	for (size_t i = 0; i < sizeof(ways) / sizeof(ways[0]); i++) {
		ui_test_keys(w.ui, ways[i]);
		assert_string_equal(top(&w), "case");
		assert_shown(w.ui, "金榕花园3幢电梯反复停运");
		ui_test_keys(w.ui, "q");
		assert_string_equal(top(&w), "home");
	}
	close_world(&w);
}

static void
test_tail_of_a_number(void **state)
{
	struct world w;
	char full[CASE_NO_FULL_BYTES], tail[8];

	(void)state;
	open_as(&w, NULL, 24, 80, LANG_ZH);
	case_no_full(elevator(&w).no, full);
	/* three of the sequence and the check digit: several may end like it */
	snprintf(tail, sizeof(tail), "%.3s%s", full + 18, full + 22);
	ui_test_keys(w.ui, arena_printf(&w.mem, "# \"%s\" Enter", tail));
	if (strcmp(top(&w), "case") != 0) {
		assert_shown(w.ui, "选一件");
		ui_test_keys(w.ui, "Enter");
	}
	assert_string_equal(top(&w), "case");
	close_world(&w);
}

static void
test_what_is_no_number(void **state)
{
	static const struct {
		const char *keys, *shown;
	} tries[] = {
		{"# \"0101-999\" Enter", "没有编号 0101-999 的件"},
		{"# \"hello\" Enter", "hello 不是编号"},
		{"# \"12\" Enter", "12 不是编号"},
		{"# \"--\" Enter", "-- 不是编号"},
		{"# 电梯 Enter", "电梯 不是编号"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(tries) / sizeof(tries[0]); i++) {
		struct world w;

		open_as(&w, NULL, 24, 80, LANG_ZH);
		ui_test_keys(w.ui, tries[i].keys);
		assert_shown(w.ui, tries[i].shown);
		assert_string_equal(top(&w), "home");
		close_world(&w);
	}
}

static void
test_a_grid_by_number(void **state)
{
	struct world w;

	(void)state;
	open_as(&w, NULL, 24, 80, LANG_ZH);
	ui_test_keys(w.ui, "# \"350502-004-005-003\" Enter");
	assert_string_equal(top(&w), "grid");
	assert_shown(w.ui, "350502-004-005-003");
	close_world(&w);
}

/* An account of a centre in another county. */
static const char *
elsewhere(void)
{
	static char login[32];
	struct err err = ERR_INIT;
	struct store *store = fixture_store();
	struct stmt *st = db_stmt(store_db(store),
		"SELECT s.login FROM staff s JOIN units u ON u.id = s.unit_id JOIN areas a ON a.id "
		"= u.area_id"
		" WHERE s.login IS NOT NULL AND u.kind = 1 AND a.code = 350524000000 AND (s.roles "
		"& 1) <> 0"
		" ORDER BY s.id LIMIT 1",
		&err);

	assert_non_null(st);
	assert_true(db_row(st, &err));
	snprintf(login, sizeof(login), "%s", col_peek(st));
	assert_ok(db_done(st, &err), &err);
	store_close(store);
	return login;
}

/* Others do not find what they may not see. */
static void
test_scope(void **state)
{
	struct world w;
	char brief[CASE_NO_BRIEF_BYTES];

	(void)state;
	open_as(&w, NULL, 24, 80, LANG_ZH);
	case_no_brief(elevator(&w).no, day_from_utc(FIXTURE_NOW), brief);
	close_world(&w);
	open_as(&w, "dsj", 24, 80, LANG_ZH); /* of that very township */
	ui_test_keys(w.ui, arena_printf(&w.mem, "# \"%s\" Enter", brief));
	assert_string_equal(top(&w), "case");
	close_world(&w);
	open_as(&w, elsewhere(), 24, 80, LANG_ZH);
	ui_test_keys(w.ui, arena_printf(&w.mem, "# \"%s\" Enter", brief));
	assert_string_equal(top(&w), "home");
	assert_shown(w.ui, "没有编号");
	ui_test_keys(w.ui, "Ctrl-P 3幢电梯反复");
	assert_not_shown(w.ui, "案件 ");
	close_world(&w);
}

static void
test_anything_may_be_typed(void **state)
{
	static const char *const typed[] = {"Ctrl-P \"%\"", "Ctrl-P \"''\"", "Ctrl-P \"(((\"",
		"Ctrl-P \"|\"", "Ctrl-P \"*?\"", "Ctrl-P \":::\"", "Ctrl-P \"@@\"", "Ctrl-P \"##\"",
		"Ctrl-P \"~!^&\"", "Ctrl-P 。，、", "Ctrl-P \"a:b\"", "Ctrl-P \"类:\"",
		"Ctrl-P \"id:5\"", "Ctrl-P paste:一_二\"三", "Ctrl-P \"xq:\""};

	(void)state;
	for (size_t i = 0; i < sizeof(typed) / sizeof(typed[0]); i++) {
		struct world w;

		open_as(&w, NULL, 24, 80, LANG_ZH);
		ui_test_keys(w.ui, typed[i]);
		assert_string_equal(top(&w), "finder");
		assert_null(strstr(ui_test_row(w.ui, 22), "!")); /* no error */
		ui_test_keys(w.ui, "Enter");
		close_world(&w);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_goldens),
		cmocka_unit_test(test_into_a_grid),
		cmocka_unit_test(test_from_another_place_in_the_browser),
		cmocka_unit_test(test_kinds_and_where_they_lead),
		cmocka_unit_test(test_saved_views),
		cmocka_unit_test(test_kinds_share_the_page),
		cmocka_unit_test(test_numbers),
		cmocka_unit_test(test_tail_of_a_number),
		cmocka_unit_test(test_what_is_no_number),
		cmocka_unit_test(test_a_grid_by_number),
		cmocka_unit_test(test_scope),
		cmocka_unit_test(test_anything_may_be_typed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
