/* The list of letters: what waits, what is held, what has gone; one is recalled. */
#include "core/domain/case_act.h"
#include "core/domain/outbox.h"
#include "tests/lib/fixture.h"
#include "tests/lib/ui.h"
#include "tui/screen/outbox.h"
#include "tui/screen/screens.h"

static const struct screen_entry screens[] = {{&outbox_screen, ACT_GO_OUTBOX, true}, {0}};

static void
act(struct session *s, int64_t id, enum case_event event, const char *key, const char *value)
{
	const struct act_input in = {key, value};
	const struct case_step step = {event, &in, key != NULL};
	struct act_result r;
	struct err err = ERR_INIT;

	assert_ok(case_act(s, id, 0, &step, 1, &r, &err), &err);
}

struct world {
	struct store *store;
	struct session session;
	struct ui_test *ui;
	struct arena mem;
};

/* One has gone, one waits, one is held. */
static void
open_world(struct world *w, int rows, int cols, enum lang lang)
{
	struct posted *p;
	struct err err = ERR_INIT;
	size_t n;

	*w = (struct world){.store = fixture_store(), .mem = ARENA_INIT};
	fixture_session(&w->session, w->store, NULL);
	act(&w->session, fixture_case_titled(&w->session, "地下车库无电动车充电桩"), EV_DISPATCH,
		"unit", "金榕物业");
	clock_advance_ms(store_clock(w->store), 60000);
	assert_ok(outbox_take(&w->session, 1000, &w->mem, NULL, NULL, &p, &n, &err), &err);
	act(&w->session, fixture_case_titled(&w->session, "楼道堆杂物"), EV_DISPATCH, "unit",
		"金榕物业");
	clock_advance_ms(store_clock(w->store), 60000);
	act(&w->session, fixture_case_titled(&w->session, "小区南门路灯"), EV_DISPATCH, "unit",
		"金榕物业");
	clock_advance_ms(store_clock(w->store), 12000);
	w->ui = ui_test_open(&(struct ui_test_config){.screens = screens,
		.session = &w->session,
		.clock = store_clock(w->store),
		.rows = rows,
		.cols = cols,
		.lang = lang,
		.global = screens_global});
}

static void
close_world(struct world *w)
{
	ui_test_close(w->ui);
	session_close(&w->session);
	arena_release(&w->mem);
	store_close(w->store);
}

static void
looks(void **state)
{
	static const struct {
		int rows, cols;
		enum lang lang;
		const char *golden;
	} sizes[] = {{24, 80, LANG_ZH, "outbox.zh.80x24"}, {36, 120, LANG_EN, "outbox.en.120x36"}};

	(void)state;
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		struct world w;

		open_world(&w, sizes[i].rows, sizes[i].cols, sizes[i].lang);
		ui_test_golden(w.ui, sizes[i].golden);
		close_world(&w);
	}
}

static void
keys(void **state)
{
	struct world w;

	(void)state;
	open_world(&w, 24, 80, LANG_ZH);
	assert_shown(w.ui, "还等 9 秒");
	ui_test_keys(w.ui, "wait:5000");
	assert_shown(w.ui, "还等 4 秒");
	ui_test_keys(w.ui, "d");
	assert_shown(w.ui, "这封信撤回了");
	ui_test_keys(w.ui, "d");
	assert_shown(w.ui, "已经撤回");
	ui_test_keys(w.ui, "j j d");
	assert_shown(w.ui, "撤不回了");
	ui_test_keys(w.ui, "Enter");
	assert_string_equal(app_screen_name(ui_test_app(w.ui)), "case");
	close_world(&w);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(looks), cmocka_unit_test(keys)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
