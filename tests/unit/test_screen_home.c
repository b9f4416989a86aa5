#include "tests/lib/ui.h"

#include <stdio.h>

#include "core/db/store.h"
#include "core/domain/case.h"
#include "core/domain/case_act.h"
#include "tests/lib/fixture.h"
#include "tui/screen/home.h"
#include "tui/screen/screens.h"

struct world {
	struct store *store;
	struct session session;
	struct ui_test *ui;
};

static const struct screen_entry screens[] = {
	{&home_screen, ACT_GO_HOME, false}, {NULL, ACT_NONE, false}};

static enum poll_result
changed(void *ctx)
{
	(void)ctx;
	return POLL_CHANGED;
}

static void
open_home(struct world *w, const char *login, int rows, int cols, enum lang lang)
{
	w->store = fixture_store();
	fixture_session(&w->session, w->store, login);
	w->ui = ui_test_open(&(struct ui_test_config){.screens = screens,
		.session = &w->session,
		.clock = store_clock(w->store),
		.rows = rows,
		.cols = cols,
		.lang = lang,
		.poll = changed,
		.global = screens_global});
	ui_test_wait_ms(w->ui, 100);
}

static void
close_home(struct world *w)
{
	ui_test_close(w->ui);
	session_close(&w->session);
	store_close(w->store);
}

static void
test_goldens(void **state)
{
	static const struct {
		const char *name, *login, *keys;
		int rows, cols;
		enum lang lang;
	} shots[] = {
		{"home.zh.80x24", NULL, "", 24, 80, LANG_ZH},
		{"home.zh.120x36", NULL, "", 36, 120, LANG_ZH},
		{"home.en.80x24", NULL, "", 24, 80, LANG_EN},
		{"home.en.120x36", NULL, "", 36, 120, LANG_EN},
		{"home.zh.60x20", NULL, "", 20, 60, LANG_ZH},
		{"home-centre.zh.80x24", NULL, "2", 24, 80, LANG_ZH},
		{"home-centre.zh.120x36", NULL, "2", 36, 120, LANG_ZH},
		{"home-load.zh.80x24", NULL, "3", 24, 80, LANG_ZH},
		{"home-alerts.zh.80x24", NULL, "4", 24, 80, LANG_ZH},
		{"home-handler.zh.80x24", "linjl", "", 24, 80, LANG_ZH},
		{"home-director.zh.80x24", "zhengwb", "", 24, 80, LANG_ZH},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(shots) / sizeof(shots[0]); i++) {
		struct world w;

		open_home(&w, shots[i].login, shots[i].rows, shots[i].cols, shots[i].lang);
		ui_test_keys(w.ui, shots[i].keys);
		ui_test_wait_ms(w.ui, 100);
		ui_test_golden(w.ui, shots[i].name);
		close_home(&w);
	}
}

/* The own matters are a queue: case keys work in it, and what was done is seen. */
static void
test_queue_acts(void **state)
{
	struct world w;

	(void)state;
	open_home(&w, NULL, 24, 80, LANG_ZH);
	ui_test_keys(w.ui, "r");
	assert_shown(w.ui, "备注");
	ui_test_keys(w.ui, "Esc Enter");
	assert_shown(w.ui, "首页 > ");
	close_home(&w);
}

/* What a colleague does changes the rows in place, and new ones are only counted. */
static void
test_colleague(void **state)
{
	static const struct act_input words[] = {{"text", "先看看现场"}};
	struct act_result r;
	struct err err = ERR_INIT;
	struct world w;

	(void)state;
	open_home(&w, NULL, 24, 80, LANG_ZH);
	char before[200];

	snprintf(before, sizeof(before), "%s", ui_test_row(w.ui, 5));
	int64_t id = fixture_case(&w.session, CASE_ACCEPTED);

	assert_true(
		case_act(&w.session, id, 0, &(struct case_step){EV_NOTE, words, 1}, 1, &r, &err));
	ui_test_wait_ms(w.ui, 3000);
	assert_string_equal(ui_test_row(w.ui, 5), before);
	assert_shown(w.ui, "我的待办 23");
	close_home(&w);
}

/* A line that was put off is gone. */
static void
test_put_off(void **state)
{
	struct world w;

	(void)state;
	open_home(&w, NULL, 24, 80, LANG_ZH);
	ui_test_keys(w.ui, "4");
	assert_shown(w.ui, "督办在办");
	ui_test_keys(w.ui, "z");
	assert_not_shown(w.ui, "督办在办");
	close_home(&w);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_goldens),
		cmocka_unit_test(test_queue_acts),
		cmocka_unit_test(test_colleague),
		cmocka_unit_test(test_put_off),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
