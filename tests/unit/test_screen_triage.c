#include "tests/lib/ui.h"

#include "core/db/store.h"
#include "core/domain/case_act.h"
#include "core/domain/intake.h"
#include "core/serve/case_view.h"
#include "tests/lib/fixture.h"
#include "tui/screen/screens.h"
#include "tui/screen/triage.h"

enum { GUARD_MS = 400 };

struct world {
	struct store *store;
	struct session session;
	struct ui_test *ui;
	struct arena mem;
};

static const struct screen_entry screens[] = {
	{&triage_screen, ACT_NONE, false}, {NULL, ACT_NONE, false}};

static void
open_as(struct world *w, const char *login, int rows, int cols, enum lang lang, const char *filter)
{
	*w = (struct world){.store = fixture_store(), .mem = ARENA_INIT};
	fixture_session(&w->session, w->store, login);
	w->ui = ui_test_open(&(struct ui_test_config){.screens = screens,
		.first = {.text = filter},
		.session = &w->session,
		.clock = store_clock(w->store),
		.rows = rows,
		.cols = cols,
		.lang = lang,
		.global = screens_global,
		.finders = screens_finders});
	ui_test_wait_ms(w->ui, GUARD_MS);
}

static void
close_triage(struct world *w)
{
	ui_test_close(w->ui);
	session_close(&w->session);
	arena_release(&w->mem);
	store_close(w->store);
}

static struct case_row
row_of(struct world *w, int64_t id)
{
	struct case_row row = {0};
	struct err err = ERR_INIT;
	bool found = false;

	assert_true(case_row_load(&w->session, id, &w->mem, &row, &found, &err));
	assert_true(found);
	return row;
}

static void
test_goldens(void **state)
{
	static const struct {
		const char *name;
		int rows, cols;
		enum lang lang;
	} shots[] = {
		{"triage.zh.80x24", 24, 80, LANG_ZH},
		{"triage.zh.120x36", 36, 120, LANG_ZH},
		{"triage.en.80x24", 24, 80, LANG_EN},
		{"triage.en.120x36", 36, 120, LANG_EN},
		{"triage.zh.60x20", 20, 60, LANG_ZH},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(shots) / sizeof(shots[0]); i++) {
		struct world w;

		open_as(&w, NULL, shots[i].rows, shots[i].cols, shots[i].lang, "");
		ui_test_golden(w.ui, shots[i].name);
		close_triage(&w);
	}
}

/* A matter that came in at the counter and waits to be accepted. */
static int64_t
register_one(struct world *w, const char *title, const char *body)
{
	const struct choice *told = choice_by_value(w->session.rules, CHOICE_NOTIFY, 1);
	struct intake in = {.channel = 4,
		.kind = 1,
		.notify = told != NULL ? told->value : 0,
		.publicity = PUBLIC_OPEN,
		.phone = "13905952208",
		.name = "陈小华",
		.room = "3幢1204",
		.title = title,
		.body = body,
		.notice_told = true};
	struct act_result r;
	struct err err = ERR_INIT;
	struct case_row like =
		row_of(w, fixture_case_titled(&w->session, "地下车库无电动车充电桩"));

	in.estate_id = like.estate_id;
	in.place = like.place;
	if (!case_register(&w->session, &in, NULL, 0, &r, &err))
		fail_msg("%s", err.text);
	return r.case_id;
}

static const char charging[] =
	"我们小区地下车库一个电动车充电桩都没有, 大家只好从楼上拉飞线充电, 希望尽快装充电桩。"
	"上周有人把车推上楼, 楼道堆杂物也没有人管。";

/* Three that came in, the first of which is shown. */
static void
open_registered(struct world *w, int64_t ids[3])
{
	*w = (struct world){.store = fixture_store(), .mem = ARENA_INIT};
	fixture_session(&w->session, w->store, NULL);
	ids[0] = register_one(w, "地下车库没有充电桩", charging);
	ids[1] = register_one(w, "电动车充电桩太少", charging);
	ids[2] = register_one(w, "希望加装充电桩", charging);
	w->ui = ui_test_open(&(struct ui_test_config){.screens = screens,
		.first = {.text = "状态:待受理 网格:金榕"},
		.session = &w->session,
		.clock = store_clock(w->store),
		.global = screens_global,
		.finders = screens_finders});
	ui_test_wait_ms(w->ui, GUARD_MS);
}

/* T02: Enter takes everything shown and goes on. */
static void
test_enter_takes_all(void **state)
{
	struct world w;
	int64_t ids[3];

	(void)state;
	open_registered(&w, ids);
	ui_test_keys(w.ui, "Enter");
	assert_int_equal(row_of(&w, ids[0]).state, CASE_DISPATCHED);
	assert_int_equal(row_of(&w, ids[0]).cat, 403);
	assert_int_equal(row_of(&w, ids[1]).state, CASE_REGISTERED);
	assert_shown(w.ui, "2/3");
	assert_shown(w.ui, "已办 1");
	assert_shown(w.ui, "秒后发出");
	close_triage(&w);
}

/* A key that bounces or is held down cannot route two matters. */
static void
test_enter_twice(void **state)
{
	struct world w;
	int64_t ids[3];

	(void)state;
	open_registered(&w, ids);
	ui_test_keys(w.ui, "Enter Enter Enter");
	assert_int_equal(row_of(&w, ids[1]).state, CASE_REGISTERED);
	for (int i = 0; i < 30; i++)
		ui_test_keys(w.ui, "wait:50 Enter");
	assert_int_equal(row_of(&w, ids[1]).state, CASE_REGISTERED);
	ui_test_keys(w.ui, "wait:200 Enter");
	assert_int_equal(row_of(&w, ids[1]).state, CASE_DISPATCHED);
	close_triage(&w);
}

/* T03: the second choice of category; what follows from it is computed anew. */
static void
test_other_category(void **state)
{
	struct world w;
	int64_t ids[3];

	(void)state;
	open_registered(&w, ids);
	ui_test_keys(w.ui, "2");
	assert_int_equal(row_of(&w, ids[0]).state, CASE_REGISTERED);
	ui_test_keys(w.ui, "Enter");
	assert_int_equal(row_of(&w, ids[0]).state, CASE_DISPATCHED);
	assert_int_not_equal(row_of(&w, ids[0]).cat, 403);
	close_triage(&w);
}

/* T04: a category that is not offered. */
static void
test_looked_up_category(void **state)
{
	struct world w;
	int64_t ids[3];

	(void)state;
	open_registered(&w, ids);
	ui_test_keys(w.ui, "/ \"TC\" Enter");
	assert_int_equal(row_of(&w, ids[0]).state, CASE_REGISTERED);
	ui_test_keys(w.ui, "Enter");
	assert_int_equal(row_of(&w, ids[0]).state, CASE_DISPATCHED);
	assert_string_equal(
		category_by_code(w.session.rules, row_of(&w, ids[0]).cat)->letters, "TC");
	close_triage(&w);
}

/* T05: another unit that is offered, and one that is not. */
static void
test_other_unit(void **state)
{
	struct world w;
	int64_t ids[3];

	(void)state;
	open_registered(&w, ids);
	ui_test_keys(w.ui, "7 Enter");
	struct case_row row = row_of(&w, ids[0]);

	assert_int_equal(row.state, CASE_DISPATCHED);
	assert_string_not_equal(row.unit, "金榕物业");
	ui_test_keys(w.ui, "wait:400 @ 桐荫物业 Enter");
	assert_shown(w.ui, ">@ 桐荫物业");
	ui_test_keys(w.ui, "Enter");
	assert_string_equal(row_of(&w, ids[1]).unit, "桐荫物业");
	close_triage(&w);
}

/* T06: raise and route. */
static void
test_level(void **state)
{
	struct world w;
	int64_t ids[3];

	(void)state;
	open_registered(&w, ids);
	enum tier was = category_by_code(w.session.rules, 403)->tier;

	ui_test_keys(w.ui, "+ Enter");
	assert_int_equal(row_of(&w, ids[0]).tier, was + 1);
	assert_int_equal(row_of(&w, ids[0]).state, CASE_DISPATCHED);
	close_triage(&w);
}

/* T07: merge into the likely duplicate; it counts and the next one is shown. */
static void
test_merge(void **state)
{
	struct world w;
	int64_t ids[3];

	(void)state;
	open_registered(&w, ids);
	ui_test_keys(w.ui, "m Enter");
	assert_int_equal(row_of(&w, ids[0]).state, CASE_MERGED);
	assert_shown(w.ui, "并案");
	assert_shown(w.ui, "2/3");
	close_triage(&w);
}

/* T08: undo, and the matter is there again. */
static void
test_undo(void **state)
{
	struct world w;
	int64_t ids[3];

	(void)state;
	open_registered(&w, ids);
	ui_test_keys(w.ui, "Enter wait:2000 u");
	assert_int_equal(row_of(&w, ids[0]).state, CASE_REGISTERED);
	assert_shown(w.ui, "地下车库没有充电桩");
	assert_shown(w.ui, "已办 0");
	ui_test_keys(w.ui, "wait:400 Enter");
	assert_int_equal(row_of(&w, ids[0]).state, CASE_DISPATCHED);
	close_triage(&w);
}

/* T09: answered on the spot with the template. */
static void
test_answer(void **state)
{
	struct world w;
	int64_t ids[3];

	(void)state;
	open_registered(&w, ids);
	ui_test_keys(w.ui, "f Enter");
	assert_int_equal(row_of(&w, ids[0]).state, CASE_REPLIED);
	assert_shown(w.ui, "当场答复");
	close_triage(&w);
}

/* Where the words are not certain, Enter says so and does nothing. */
static void
test_uncertain(void **state)
{
	struct world w = {.store = fixture_store(), .mem = ARENA_INIT};

	(void)state;
	fixture_session(&w.session, w.store, NULL);
	int64_t id = register_one(&w, "有件事情想反映一下", "情况比较复杂, 请派人来看一看。");

	w.ui = ui_test_open(&(struct ui_test_config){.screens = screens,
		.first = {.text = "状态:待受理 网格:金榕"},
		.session = &w.session,
		.clock = store_clock(w.store),
		.global = screens_global});
	ui_test_keys(w.ui, "wait:400 Enter");
	assert_shown(w.ui, "请选类别");
	assert_int_equal(row_of(&w, id).state, CASE_REGISTERED);
	close_triage(&w);
}

/* Skipped ones come back at the end; then there is a summary, and a further round. */
static void
test_skip_and_summary(void **state)
{
	struct world w;
	int64_t ids[3];

	(void)state;
	open_registered(&w, ids);
	ui_test_keys(w.ui, "Space");
	assert_shown(w.ui, "电动车充电桩太少");
	ui_test_keys(w.ui, "wait:400 Enter wait:400 Enter");
	assert_int_equal(row_of(&w, ids[2]).state, CASE_DISPATCHED);
	assert_shown(w.ui, "地下车库没有充电桩");
	ui_test_keys(w.ui, "Space");
	assert_shown(w.ui, "这一轮办完了");
	ui_test_golden(w.ui, "triage-summary.zh.80x24");
	ui_test_keys(w.ui, "2");
	assert_shown(w.ui, "地下车库没有充电桩");
	ui_test_keys(w.ui, "q");
	assert_shown(w.ui, "这一轮办完了");
	close_triage(&w);
}

/* A long letter is read to its end. */
static void
test_long_text(void **state)
{
	struct world w = {.store = fixture_store(), .mem = ARENA_INIT};
	struct buf body;

	(void)state;
	fixture_session(&w.session, w.store, NULL);
	buf_init(&body);
	for (int i = 1; i <= 40; i++)
		buf_addf(&body, "第%d点: 充电桩装得太少, 大家从楼上拉线。", i);
	register_one(&w, "充电桩的四十点意见", body.text);
	buf_release(&body);
	w.ui = ui_test_open(&(struct ui_test_config){.screens = screens,
		.first = {.text = "状态:待受理 网格:金榕"},
		.session = &w.session,
		.clock = store_clock(w.store),
		.global = screens_global});
	assert_shown(w.ui, "第1点");
	assert_shown(w.ui, "行 PgDn");
	assert_not_shown(w.ui, "第40点");
	for (int i = 0; i < 9; i++)
		ui_test_keys(w.ui, "PgDn");
	assert_shown(w.ui, "第40点");
	assert_not_shown(w.ui, "行 PgDn");
	close_triage(&w);
}

/* A colleague is quicker: nothing is done twice, the next one comes. */
static void
test_colleague(void **state)
{
	struct world w;
	struct session other;
	struct err err = ERR_INIT;
	struct act_result r;
	int64_t ids[3];
	static const struct act_input accept[] = {{"category", "CD"}};

	(void)state;
	open_registered(&w, ids);
	fixture_session(&other, w.store, "lihang");
	assert_true(case_act(
		&other, ids[0], 0, &(struct case_step){EV_ACCEPT, accept, 1}, 1, &r, &err));
	ui_test_keys(w.ui, "Enter");
	assert_int_equal(row_of(&w, ids[0]).state, CASE_ACCEPTED);
	session_close(&other);
	close_triage(&w);
}

/* Nothing waits: that is said, whatever is pressed. */
static void
test_an_empty_round(void **state)
{
	static const int sizes[][2] = {{24, 80}, {36, 120}, {20, 60}};

	(void)state;
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		struct world w;

		open_as(&w, NULL, sizes[i][0], sizes[i][1], LANG_ZH,
			"状态:待受理 小区:没有这个小区吧");
		assert_shown(w.ui, "没有要连办的件");
		ui_test_keys(w.ui, "Enter Space 2 / m u q");
		close_triage(&w);
	}
}

struct start {
	struct widget root;
};

static const struct screen_ops start_screen = {
	.name = "start", .title = N_("案件"), .scope = KS_NAV, .size = sizeof(struct start)};

/* Whoever neither takes in nor routes has no round: they are told. */
static void
test_no_business_of_theirs(void **state)
{
	static const char *const others[] = {
		"linjl", "zhangjl", "zhengwb", "yelz", "audit", "linjing", "chenzq"};
	static const struct screen_entry with_start[] = {{&start_screen, ACT_GO_HOME, false},
		{&triage_screen, ACT_GO_TRIAGE, true}, {NULL, ACT_NONE, false}};

	(void)state;
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
		struct world w = {.store = fixture_store()};

		fixture_session(&w.session, w.store, others[i]);
		w.ui = ui_test_open(&(struct ui_test_config){.screens = with_start,
			.session = &w.session,
			.clock = store_clock(w.store)});
		ui_test_keys(w.ui, "F8");
		assert_string_equal(app_screen_name(ui_test_app(w.ui)), "start");
		assert_shown(w.ui, "连办是受理岗和分办岗的事");
		close_triage(&w);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_goldens),
		cmocka_unit_test(test_enter_takes_all),
		cmocka_unit_test(test_enter_twice),
		cmocka_unit_test(test_other_category),
		cmocka_unit_test(test_looked_up_category),
		cmocka_unit_test(test_other_unit),
		cmocka_unit_test(test_level),
		cmocka_unit_test(test_merge),
		cmocka_unit_test(test_undo),
		cmocka_unit_test(test_answer),
		cmocka_unit_test(test_uncertain),
		cmocka_unit_test(test_skip_and_summary),
		cmocka_unit_test(test_long_text),
		cmocka_unit_test(test_colleague),
		cmocka_unit_test(test_an_empty_round),
		cmocka_unit_test(test_no_business_of_theirs),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
