/* S03: what is listed, what changes hands, who signs, and when it cannot be done. */
#include <string.h>

#include "core/db/db.h"
#include "core/domain/case_act.h"
#include "core/domain/case_db.h"
#include "core/domain/handover.h"
#include "tests/lib/fixture.h"
#include "tests/lib/ui.h"
#include "tui/screen/handover.h"
#include "tui/screen/screens.h"

static const struct screen_entry screens[] = {{&queue_screen, ACT_GO_QUEUE, false}, {0}};

static struct store *st;
static struct session wang, zhou;
static struct arena mem;

static int
set_up(void **state)
{
	(void)state;
	st = fixture_store();
	fixture_session(&wang, st, NULL);
	fixture_session(&zhou, st, "zhouting");
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	session_close(&wang);
	session_close(&zhou);
	store_close(st);
	arena_release(&mem);
	return 0;
}

static size_t
listed(struct session *s, struct handover_item **out)
{
	struct err err = ERR_INIT;
	size_t n;

	assert_ok(handover_list(s, &mem, out, &n, &err), &err);
	return n;
}

static void
late_ones_first(void **state)
{
	struct handover_item *it;
	size_t n = listed(&wang, &it), i = 0;

	(void)state;
	assert_int_equal(n, 23);
	assert_int_equal(it[0].why, HANDOVER_LATE);
	while (i < n && it[i].why != HANDOVER_STAYS)
		i++;
	assert_true(i >= 3 && i < n);
	for (; i < n; i++)
		assert_int_equal(it[i].why, HANDOVER_STAYS);
}

static void
matters_and_note_change_hands(void **state)
{
	struct handover_item *it;
	struct handover *to_me;
	struct handover_result r;
	struct case_event_row *events;
	struct err err = ERR_INIT;
	struct case_row row;
	bool found;
	size_t n, before = listed(&zhou, &it), mine = listed(&wang, &it);
	int64_t ids[3] = {it[0].row.id, it[1].row.id, 999999};

	(void)state;
	assert_ok(
		handover_sign(&wang, zhou.staff_id, ids, 3, "电梯配件到了, 22点换", &mem, &r, &err),
		&err);
	assert_int_equal(r.passed, 2);
	assert_int_equal(r.refused, 1);
	assert_int_equal(listed(&zhou, &it), before + 2);
	assert_int_equal(listed(&wang, &it), mine - 2);
	assert_ok(case_read_row(store_db(st), ids[0], &mem, &row, &found, &err), &err);
	assert_true(row.clerk_id == zhou.staff_id);
	assert_ok(case_read_events(store_db(st), ids[0], 0, 1, &mem, &events, &n, &err), &err);
	assert_non_null(strstr(events[0].note, "周婷"));
	assert_non_null(strstr(events[0].note, "交班"));
	assert_ok(handovers_to_me(&zhou, 10, &mem, &to_me, &n, &err), &err);
	assert_int_equal(n, 1);
	assert_string_equal(to_me[0].from, "王敏");
	assert_string_equal(to_me[0].note, "电梯配件到了, 22点换");
	assert_true(to_me[0].cases == 2 && to_me[0].read_at == 0);
	assert_ok(handover_read(&zhou, to_me[0].id, &err), &err);
	assert_ok(handovers_to_me(&zhou, 10, &mem, &to_me, &n, &err), &err);
	assert_true(to_me[0].read_at != 0);
}

static void
refusals(void **state)
{
	struct handover_item *it;
	struct handover_result r;
	struct err err = ERR_INIT;
	struct session handler;
	int64_t id = (listed(&wang, &it), it[0].row.id);
	const struct act_input text = {"text", "x"};
	const struct case_step note = {EV_NOTE, &text, 1};
	struct act_result a;

	(void)state;
	assert_err(handover_sign(&wang, wang.staff_id, &id, 1, "", &mem, &r, &err), &err, ERR_RULE);
	fixture_session(&handler, st, "linjl");
	assert_err(
		handover_sign(&wang, handler.staff_id, &id, 1, "", &mem, &r, &err), &err, ERR_RULE);
	session_close(&handler);
	assert_ok(case_act(&wang, id, 0, &note, 1, &a, &err), &err);
	assert_err(handover_sign(&wang, zhou.staff_id, &id, 1, "", &mem, &r, &err), &err, ERR_RULE);
	clock_advance_ms(store_clock(st), 31000); /* the hold has passed */
	assert_ok(handover_sign(&wang, zhou.staff_id, &id, 1, "", &mem, &r, &err), &err);
}

static struct ui_test *
open_ui(int rows, int cols, enum lang lang)
{
	struct ui_test *t = ui_test_open(&(struct ui_test_config){.screens = screens,
		.session = &wang,
		.clock = store_clock(st),
		.rows = rows,
		.cols = cols,
		.lang = lang,
		.global = screens_global});

	ui_test_keys(t, "wait:20");
	return t;
}

static void
looks(void **state)
{
	static const struct {
		int rows, cols;
		enum lang lang;
		const char *golden;
	} sizes[] = {
		{24, 80, LANG_ZH, "handover.zh.80x24"}, {36, 120, LANG_EN, "handover.en.120x36"}};

	(void)state;
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		struct ui_test *t = open_ui(sizes[i].rows, sizes[i].cols, sizes[i].lang);

		ui_test_keys(t, "0 0 2 j Space");
		ui_test_golden(t, sizes[i].golden);
		ui_test_close(t);
	}
}

/* T31 without a password, which comes with signing in: `0 0 2 F2 1`. */
static void
keys(void **state)
{
	struct ui_test *t = open_ui(24, 80, LANG_ZH);
	struct handover_item *it;
	size_t mine = listed(&wang, &it);

	(void)state;
	ui_test_keys(t, "0 0 2");
	assert_string_equal(app_screen_name(ui_test_app(t)), "handover");
	ui_test_keys(t, "Space Tab 电梯林经理 Enter 说22点换 Tab F2");
	assert_shown(t, "接班人");
	assert_shown(t, "周婷");
	ui_test_keys(t, "1");
	assert_string_equal(app_screen_name(ui_test_app(t)), "queue");
	assert_shown(t, "已签收");
	assert_true(listed(&wang, &it) < mine);
	ui_test_close(t);
	clock_advance_ms(store_clock(st), 31000);
	t = open_ui(24, 80, LANG_ZH);
	ui_test_keys(t, "0 0 2 F2 1");
	assert_shown(t, "已交班");
	ui_test_close(t);
}

static void
not_while_something_is_held(void **state)
{
	struct handover_item *it;
	int64_t id = (listed(&wang, &it), it[5].row.id);
	const struct act_input text = {"text", "x"};
	const struct case_step note = {EV_NOTE, &text, 1};
	struct act_result a;
	struct err err = ERR_INIT;

	(void)state;
	assert_ok(case_act(&wang, id, 0, &note, 1, &a, &err), &err);
	struct ui_test *t = open_ui(24, 80, LANG_ZH);

	ui_test_keys(t, "0 0 2");
	assert_shown(t, "在撤销期内");
	ui_test_keys(t, "F2");
	assert_shown(t, "有未发出的动作时不能交班");
	ui_test_keys(t, "wait:31000");
	assert_shown(t, "名下");
	ui_test_close(t);
}

#define T(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {T(late_ones_first), T(matters_and_note_change_hands),
		T(refusals), T(looks), T(keys), T(not_while_something_is_held)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
