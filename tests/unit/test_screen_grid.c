/* S20, the grid browser: pictures at all sizes, moving, finding, what may be seen, what is done from there. */
#include <string.h>

#include "core/db/db.h"
#include "tests/lib/fixture.h"
#include "tests/lib/ui.h"
#include "tui/screen/case_screen.h"
#include "tui/screen/grid_screen.h"
#include "tui/screen/screens.h"

struct world {
	struct store *store;
	struct session session;
	struct ui_test *ui;
};

static const struct screen_entry screens[] = {
	{&grid_screen, ACT_GO_GRID, false}, {NULL, ACT_NONE, false}};

static enum poll_result
poll_store(void *store)
{
	return store_changed(store) ? POLL_CHANGED : POLL_SAME;
}

static void
open_at(struct world *w, const char *login, const char *where, int rows, int cols, enum lang lang)
{
	w->store = fixture_store();
	fixture_session(&w->session, w->store, login);
	w->ui = ui_test_open(&(struct ui_test_config){.screens = screens,
		.first = {.text = where},
		.session = &w->session,
		.clock = store_clock(w->store),
		.global = screens_global,
		.finders = screens_finders,
		.poll = poll_store,
		.ctx = w->store,
		.rows = rows,
		.cols = cols,
		.lang = lang});
}

static void
close_world(struct world *w)
{
	ui_test_close(w->ui);
	session_close(&w->session);
	store_close(w->store);
}

/* --- pictures */

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

enum { SHOTS = sizeof(shots) / sizeof(shots[0]) };

static void
picture(const char *name, const char *keys, size_t shot)
{
	struct arena mem = ARENA_INIT;
	struct world w;

	open_at(&w, NULL, "", shots[shot].rows, shots[shot].cols, shots[shot].lang);
	ui_test_keys(w.ui, keys);
	ui_test_golden(w.ui, arena_printf(&mem, "%s.%s", name, shots[shot].size));
	arena_release(&mem);
	close_world(&w);
}

static void
test_goldens(void **state)
{
	(void)state;
	for (size_t i = 0; i < SHOTS; i++) {
		picture("grid", "/ \"jrhy\" Enter l", i);
		picture("grid-area", "", i);
	}
	picture("grid-find", "/ \"jrh\"", 0);
	picture("grid-people", "/ \"jrhy\" Enter 2", 0);
	picture("grid-units", "/ \"jrhy\" Enter 3", 1);
	picture("grid-matters", "/ \"jrhy\" Enter 4", 1);
	picture("grid-matters", "/ \"jrhy\" Enter 4", 4);
	picture("grid-houses", "/ \"jrhy\" Enter 6", 0);
	picture("grid-estates", "/ \"jrhy\" Enter V l", 0);
	picture("grid-stewards", "/ \"jrhy\" Enter V V l Down", 0);
	picture("grid-card", "/ \"jrhy\" Enter Tab", 4);
	picture("grid-visits", "7", 0);
	picture("grid-services", "5", 0);
}

/* --- moving */

static void
test_tabs_and_focus(void **state)
{
	struct world w;

	(void)state;
	open_at(&w, NULL, "350502004005002", 24, 80, LANG_ZH);
	assert_shown(w.ui, "网格 350502-004-005-002");
	ui_test_keys(w.ui, "4 Enter"); /* the list of matters has the cursor at once */
	assert_string_equal(app_screen_name(ui_test_app(w.ui)), "case");
	ui_test_keys(w.ui, "q");
	assert_shown(w.ui, "[4 案件");
	ui_test_keys(w.ui, "Esc j"); /* Esc leaves the list, the tree moves on */
	assert_shown(w.ui, "350502-004-005-003");
	ui_test_keys(w.ui, "1 k Enter"); /* a closed branch opens first */
	assert_shown(w.ui, "1幢");
	ui_test_keys(w.ui, "Enter j j Esc h h");
	assert_shown(w.ui, "社区村 刺桐社区");
	close_world(&w);
}

static void
test_three_trees(void **state)
{
	struct world w;

	(void)state;
	open_at(&w, NULL, "350502004005002", 24, 80, LANG_ZH);
	assert_shown(w.ui, "辖区树");
	ui_test_keys(w.ui, "V");
	assert_shown(w.ui, "小区树");
	assert_shown(w.ui, "小区 金榕花园");
	ui_test_keys(w.ui, "V");
	assert_shown(w.ui, "网格员树");
	assert_shown(w.ui, "网格员 陈志强");
	ui_test_keys(w.ui, "V");
	assert_shown(w.ui, "网格 350502-004-005-002"); /* round, although estates know no grids */
	ui_test_keys(w.ui, "V / \"jrhy\" Enter");
	assert_shown(w.ui, "小区树"); /* a search stays in its tree */
	assert_shown(w.ui, "小区 金榕花园");
	ui_test_keys(w.ui, "V / \"czq\" Enter");
	assert_shown(w.ui, "网格员 陈志强");
	ui_test_keys(w.ui, "/ \"350502004005003\" Enter");
	assert_shown(w.ui, "网格员树");
	assert_shown(w.ui, "003 金榕花园西");
	close_world(&w);
}

static void
test_folding(void **state)
{
	struct world w;

	(void)state;
	open_at(&w, NULL, "350502004", 24, 80, LANG_ZH);
	ui_test_keys(w.ui, "+");
	assert_shown(w.ui, "001 ");
	ui_test_keys(w.ui, "-");
	assert_not_shown(w.ui, "001 ");
	close_world(&w);
}

/* --- finding */

static void
test_finding_as_one_types(void **state)
{
	struct world w;

	(void)state;
	open_at(&w, NULL, "", 24, 80, LANG_ZH);
	ui_test_keys(w.ui, "/ \"jrhy\"");
	assert_shown(w.ui, "网格 350502-004-005-002"); /* before Enter */
	assert_shown(w.ui, "jrhy 命中 2");
	ui_test_keys(w.ui, "Down");
	assert_shown(w.ui, "网格 350502-004-005-003");
	ui_test_keys(w.ui, "Esc"); /* back to where it began */
	assert_shown(w.ui, "县区 鲤城区");
	assert_not_shown(w.ui, "命中");
	ui_test_keys(w.ui, "/ \"jrhy\" Enter");
	ui_test_keys(w.ui, "n");
	assert_shown(w.ui, "350502-004-005-003");
	ui_test_keys(w.ui, "n"); /* around */
	assert_shown(w.ui, "350502-004-005-002");
	ui_test_keys(w.ui, "N");
	assert_shown(w.ui, "350502-004-005-003");
	ui_test_keys(w.ui, "Esc");
	assert_not_shown(w.ui, "命中");
	ui_test_keys(w.ui, "n");
	assert_shown(w.ui, "还没有找");
	close_world(&w);
}

static void
test_finding_by_other_words(void **state)
{
	static const struct {
		const char *keys, *shown;
	} tries[] = {
		{"/ \"350502-004-005-003\" Enter", "网格 350502-004-005-003"},
		{"/ \"350502004005002003\" Enter", "楼栋 3幢"},
		{"/ \"003\" Enter", "-003 "},
		{"F3 金榕花园西 Enter", "350502-004-005-003"},
		{"金榕花园西 Enter", "350502-004-005-003"}, /* an input method was on */
		{": \"wg\" Space \"jrhyx\" Enter", "350502-004-005-003"},
		{": \"wg\" Space \"350502004005\" Enter", "社区村 刺桐社区"},
		{"/ \"jryh\" Enter",
			"没有 jryh, 相近的 2: 金榕花园东"}, /* two letters the wrong way round */
		{"/ \"zzzzqqqq\" Enter", "没有叫 zzzzqqqq 的"},
		{"/ \"%_'\" Enter", "没有叫 %_' 的"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(tries) / sizeof(tries[0]); i++) {
		struct world w;

		open_at(&w, NULL, "", 24, 80, LANG_ZH);
		ui_test_keys(w.ui, tries[i].keys);
		assert_shown(w.ui, tries[i].shown);
		close_world(&w);
	}
}

static void
test_opened_with_words_that_find_nothing(void **state)
{
	static const char *const words[] = {
		"没有这样的网格", "grid:999999", "999999999999999", "\xff\xfe"};

	(void)state;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		struct world w;

		open_at(&w, NULL, words[i], 24, 80, LANG_ZH);
		assert_shown(w.ui, "县区 鲤城区"); /* one's own area */
		close_world(&w);
	}
}

static void
test_where_each_begins(void **state)
{
	static const struct {
		const char *login, *shown;
	} who[] = {{"chenzq", "网格 350502-004-005-002"}, {"hongst", "全市 泉州市"},
		{"dsj", "乡镇街道 开元街道"}};

	(void)state;
	for (size_t i = 0; i < sizeof(who) / sizeof(who[0]); i++) {
		struct world w;

		open_at(&w, who[i].login, "", 24, 80, LANG_ZH);
		assert_shown(w.ui, who[i].shown);
		close_world(&w);
	}
}

/* --- what is seen */

static void
test_numbers_are_masked(void **state)
{
	struct world w;
	const char *text;

	(void)state;
	open_at(&w, NULL, "350502004005002", 24, 80, LANG_ZH);
	ui_test_keys(w.ui, "2");
	assert_shown(w.ui, "****");
	for (text = ui_test_text(w.ui); (text = strpbrk(text, "0123456789")) != NULL;) {
		size_t n = strspn(text, "0123456789");

		assert_true(n < 11);
		text += n;
	}
	ui_test_keys(w.ui, "Ctrl-O 联系 Enter");
	assert_shown(w.ui, "记入审计");
	bool clear = false;

	for (text = ui_test_text(w.ui); (text = strpbrk(text, "0123456789")) != NULL;) {
		size_t n = strspn(text, "0123456789");

		clear |= n == 11;
		text += n;
	}
	assert_true(clear);
	ui_test_wait_ms(w.ui, 61000);
	for (text = ui_test_text(w.ui); (text = strpbrk(text, "0123456789")) != NULL;) {
		size_t n = strspn(text, "0123456789");

		assert_true(n < 11);
		text += n;
	}
	close_world(&w);
}

static void
test_others_areas(void **state)
{
	struct world w;

	(void)state;
	open_at(&w, "linjl", "350502004005002", 24, 80, LANG_ZH); /* of a property firm */
	assert_shown(w.ui, "不全在本单位辖区");
	close_world(&w);
}

/* --- what is done from here */

static void
test_verbs(void **state)
{
	struct world w;
	struct app_wants wants;

	(void)state;
	open_at(&w, NULL, "350502004005002", 24, 80, LANG_ZH);
	ui_test_keys(w.ui, "y");
	wants = app_take_wants(ui_test_app(w.ui));
	assert_string_equal(wants.copy, "350502-004-005-002");
	ui_test_keys(w.ui, "o");
	assert_shown(w.ui, "这一版还没有 排期");
	ui_test_keys(w.ui, "x");
	assert_shown(w.ui, "在后面的版本");
	ui_test_keys(w.ui, "3 Enter");
	assert_shown(w.ui, "这一版还没有 待办");
	ui_test_keys(w.ui, "6 Down Enter");
	assert_shown(w.ui, "楼栋 2幢");
	ui_test_keys(w.ui, "h 2 Enter");
	assert_shown(w.ui, "网格员树");
	close_world(&w);
}

/* F6 takes along where one is: grid, estate and building need not be typed again. */
static void
test_intake_is_told_where(void **state)
{
	static const struct {
		const char *where, *keys, *shown[3];
	} places[] = {
		{"350502004005002", "F6", {"金榕花园东", "002", NULL}},
		{"350502004005002003", "F6", {"金榕花园东", "3幢", "002"}},
		{"350502004005002", "V F6", {"金榕花园", NULL, NULL}},
		{"350502004005", "F6", {"刺桐社区", NULL, NULL}},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
		struct world w;

		open_at(&w, NULL, places[i].where, 24, 80, LANG_ZH);
		ui_test_keys(w.ui, places[i].keys);
		assert_string_equal(app_screen_name(ui_test_app(w.ui)), "intake");
		for (size_t k = 0; k < 3 && places[i].shown[k] != NULL; k++)
			assert_shown(w.ui, places[i].shown[k]);
		ui_test_keys(w.ui, "Esc");
		close_world(&w);
	}
}

/* --- what others do appears */

static void
test_another_console_writes(void **state)
{
	struct world w;
	struct err err = ERR_INIT;
	struct store *other;
	const struct store_config config = {.frozen = true, .frozen_utc = FIXTURE_NOW};
	struct store_config second = config;

	(void)state;
	open_at(&w, NULL, "350502004005", 24, 80, LANG_ZH);
	second.path = fixture_path(w.store);
	assert_ok(store_open(&other, &second, &err), &err);
	assert_ok(store_begin(other, &err), &err);
	struct stmt *st = db_stmt(
		store_db(other), "UPDATE grids SET name = $1 WHERE code = 350502004005002", &err);

	assert_non_null(st);
	bind_text(st, 1, "新叫法");
	assert_ok(db_run(st, &err), &err);
	assert_ok(store_commit(other, &err), &err);
	ui_test_keys(w.ui, "l");
	ui_test_wait_ms(w.ui, 2000);
	assert_shown(w.ui, "002 新叫法");
	assert_shown(w.ui, "社区村 刺桐社区"); /* the cursor has stayed */
	store_close(other);
	close_world(&w);
}

static void
test_resizing_and_languages(void **state)
{
	struct world w;

	(void)state;
	open_at(&w, NULL, "350502004005002", 24, 80, LANG_ZH);
	static const int sizes[][2] = {
		{36, 120}, {20, 60}, {60, 200}, {30, 100}, {24, 80}, {20, 250}, {10, 40}, {24, 80}};

	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		ui_test_resize(w.ui, sizes[i][0], sizes[i][1]);
		if (sizes[i][0] >= 20)
			assert_shown(w.ui, "金榕花园东");
	}
	ui_test_keys(w.ui, "Ctrl-T");
	assert_shown(w.ui, "Grid 350502-004-005-002");
	ui_test_keys(w.ui, "1 2 3 4 5 6 7 Tab Tab Tab");
	assert_shown(w.ui, "Visits");
	close_world(&w);
}

/* Any keys whatever: nothing breaks, the screen stays. */
static void
test_any_keys(void **state)
{
	static const char *const keys[] = {"j", "k", "l", "h", "Enter", "Tab", "1", "2", "3", "4",
		"5", "6", "7", "V", "n", "N", "+", "-", "Esc", "/ \"j\" Enter", "/ \"9\" Esc",
		"PgDn", "PgUp", "Home", "End", "s Enter", "y", "u", "G", "Space", "金", "Esc",
		"Ctrl-O Esc", "F5"};
	uint32_t seed = 7;
	struct world w;

	(void)state;
	open_at(&w, NULL, "", 36, 120, LANG_ZH);
	for (int i = 0; i < 600; i++) {
		seed = seed * 1664525 + 1013904223;
		ui_test_keys(w.ui, keys[(seed >> 16) % (sizeof(keys) / sizeof(keys[0]))]);
		if (i % 97 == 0)
			ui_test_resize(
				w.ui, 20 + (int)(seed >> 8) % 30, 60 + (int)(seed >> 4) % 90);
	}
	assert_true(app_depth(ui_test_app(w.ui)) >= 1);
	close_world(&w);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_goldens),
		cmocka_unit_test(test_tabs_and_focus),
		cmocka_unit_test(test_three_trees),
		cmocka_unit_test(test_folding),
		cmocka_unit_test(test_finding_as_one_types),
		cmocka_unit_test(test_finding_by_other_words),
		cmocka_unit_test(test_opened_with_words_that_find_nothing),
		cmocka_unit_test(test_where_each_begins),
		cmocka_unit_test(test_numbers_are_masked),
		cmocka_unit_test(test_others_areas),
		cmocka_unit_test(test_verbs),
		cmocka_unit_test(test_intake_is_told_where),
		cmocka_unit_test(test_another_console_writes),
		cmocka_unit_test(test_resizing_and_languages),
		cmocka_unit_test(test_any_keys),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
