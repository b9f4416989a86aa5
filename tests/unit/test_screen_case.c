#include "tests/lib/ui.h"

#include "core/domain/case.h"
#include "tests/lib/fixture.h"
#include "tui/screen/case_screen.h"

struct world {
	struct store *store;
	struct session session;
	struct ui_test *ui;
};

static const struct screen_entry screens[] = {
	{&case_screen, ACT_NONE, false}, {NULL, ACT_NONE, false}};

static void
open_one(struct world *w, const char *title, int rows, int cols, enum lang lang)
{
	w->store = fixture_store();
	fixture_session(&w->session, w->store, NULL);
	w->ui = ui_test_open(&(struct ui_test_config){.screens = screens,
		.first = {.id = fixture_case_titled(&w->session, title), .text = ""},
		.session = &w->session,
		.clock = store_clock(w->store),
		.rows = rows,
		.cols = cols,
		.lang = lang});
}

static void
open_case(struct world *w, const char *login, int state, int rows, int cols, enum lang lang)
{
	w->store = fixture_store();
	fixture_session(&w->session, w->store, NULL);
	int64_t id = fixture_case(&w->session, state);

	if (login != NULL) {
		session_close(&w->session);
		fixture_session(&w->session, w->store, login);
	}
	w->ui = ui_test_open(&(struct ui_test_config){.screens = screens,
		.first = {.id = id, .text = ""},
		.session = &w->session,
		.clock = store_clock(w->store),
		.rows = rows,
		.cols = cols,
		.lang = lang});
}

static void
close_case(struct world *w)
{
	ui_test_close(w->ui);
	session_close(&w->session);
	store_close(w->store);
}

static void
test_goldens(void **state)
{
	static const struct {
		const char *name;
		int rows, cols;
		enum lang lang;
	} shots[] = {
		{"case.zh.80x24", 24, 80, LANG_ZH},
		{"case.zh.120x36", 36, 120, LANG_ZH},
		{"case.en.80x24", 24, 80, LANG_EN},
		{"case.en.120x36", 36, 120, LANG_EN},
		{"case.zh.60x20", 20, 60, LANG_ZH},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(shots) / sizeof(shots[0]); i++) {
		struct world w;

		open_case(&w, NULL, CASE_IN_PROGRESS, shots[i].rows, shots[i].cols, shots[i].lang);
		ui_test_golden(w.ui, shots[i].name);
		close_case(&w);
	}
}

/* Supervision has a clock of its own, in a line of its own. */
static void
test_second_clock(void **state)
{
	struct world w;

	(void)state;
	open_one(&w, "金榕花园3幢电梯反复停运", 24, 80, LANG_ZH);
	ui_test_golden(w.ui, "case-watched.zh.80x24");
	close_case(&w);
	open_one(&w, "金榕花园3幢电梯反复停运", 36, 120, LANG_EN);
	ui_test_golden(w.ui, "case-watched.en.120x36");
	close_case(&w);
}

static void
test_tabs(void **state)
{
	struct world w;

	(void)state;
	open_case(&w, NULL, CASE_IN_PROGRESS, 24, 80, LANG_ZH);
	ui_test_keys(w.ui, "3");
	ui_test_golden(w.ui, "case-parties.zh.80x24");
	ui_test_keys(w.ui, "5");
	assert_shown(w.ui, "疑似重复");
	ui_test_keys(w.ui, "7");
	assert_shown(w.ui, "修改");
	ui_test_keys(w.ui, "2");
	assert_shown(w.ui, "登记");
	close_case(&w);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_goldens),
		cmocka_unit_test(test_second_clock),
		cmocka_unit_test(test_tabs),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
