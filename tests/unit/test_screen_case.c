#include "tests/lib/ui.h"

#include "core/db/db.h"
#include "core/domain/case.h"
#include "core/domain/case_act.h"
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

/* The firm has something to sign. */
static void
send_to_firm(struct store *store)
{
	static const struct act_input unit[] = {{"unit", "金榕物业"}};
	const struct case_step step = {EV_DISPATCH, unit, 1};
	struct session s;
	struct act_result r;
	struct err err = ERR_INIT;

	fixture_session(&s, store, "lihang");
	assert_ok(case_act(&s, fixture_case(&s, CASE_ACCEPTED), 0, &step, 1, &r, &err), &err);
	session_close(&s);
}

/* The first matter in that state that the person's unit has, opened by them. */
static void
open_held(struct world *w, const char *login, int state)
{
	struct err err = ERR_INIT;

	w->store = fixture_store();
	send_to_firm(w->store);
	fixture_session(&w->session, w->store, login);
	struct stmt *q = db_stmt(store_db(w->store),
		"SELECT id FROM cases WHERE state = $1 AND (desk_id = $2 OR unit_id = $2) ORDER BY id LIMIT 1 /*scan*/",
		&err);

	assert_non_null(q);
	bind_i64(q, 1, state);
	bind_i64(q, 2, w->session.unit_id);
	assert_true(db_row(q, &err));
	int64_t id = col_i64(q);

	assert_ok(db_done(q, &err), &err);
	w->ui = ui_test_open(&(struct ui_test_config){.screens = screens,
		.first = {.id = id, .text = ""},
		.session = &w->session,
		.clock = store_clock(w->store),
		.rows = 36,
		.cols = 120,
		.lang = LANG_ZH});
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

/* One key takes it, one sends it back: the hint says what that is in this state. */
static void
test_hints_name_the_act(void **state)
{
	static const struct {
		const char *login;
		int state;
		const char *shown[2];
	} ways[] = {
		{NULL, CASE_REGISTERED, {"a 受理", "b 不予受理"}},
		{"linjl", CASE_DISPATCHED, {"a 签收", "b 申请退单"}},
		{"lihang", CASE_RETURN_REQ, {"a 准予退单", "b 驳回退单"}},
		{"lihang", CASE_REPLIED, {"a 核验", "b 核验不过"}},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(ways) / sizeof(ways[0]); i++) {
		struct world w;

		open_held(&w, ways[i].login, ways[i].state);
		assert_shown(w.ui, ways[i].shown[0]);
		assert_shown(w.ui, ways[i].shown[1]);
		close_case(&w);
	}
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
		cmocka_unit_test(test_hints_name_the_act),
		cmocka_unit_test(test_tabs),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
