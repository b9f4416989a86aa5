/* S14: pictures, the keys of T36, what is decided is kept, and everybody who asked is answered. */
#include <string.h>

#include "core/base/alike.h"
#include "core/db/db.h"
#include "core/domain/case_act.h"
#include "core/domain/intake.h"
#include "core/domain/outbox.h"
#include "core/serve/case_propose.h"
#include "core/serve/compare.h"
#include "tests/lib/fixture.h"
#include "tests/lib/ui.h"
#include "tui/screen/compare_inner.h"
#include "tui/screen/intake_model.h"
#include "tui/screen/queue_model.h"
#include "tui/screen/screens.h"

extern const struct screen_ops queue_screen;

static const struct screen_entry screens[] = {
	{&queue_screen, ACT_GO_QUEUE, false}, {&intake_screen, ACT_GO_INTAKE, true}, {0}};

static struct store *st;
static struct session desk;
static struct arena mem;
static int64_t first, second;

static int64_t
number(const char *sql)
{
	struct err err = ERR_INIT;
	struct stmt *q = db_stmt(store_db(st), sql, &err);

	assert_non_null(q);
	int64_t n = db_row(q, &err) ? col_i64(q) : -1;

	assert_ok(db_done(q, &err), &err);
	return n;
}

static int64_t
take_in(const char *name, const char *phone, const char *room, const char *title, const char *body)
{
	struct intake in = {.channel = 1,
		.phone = phone,
		.name = name,
		.identity = 1,
		.notify = 1,
		.room = room,
		.estate_id = number("SELECT id FROM estates WHERE name = '金榕花园' /*scan*/"),
		.place = number(
			"SELECT b.place FROM buildings b JOIN estates e ON e.id = b.estate_id"
			" WHERE e.name = '金榕花园' AND b.name = '3幢' /*scan*/"),
		.title = title,
		.body = body,
		.category = 403,
		.notice_told = true};
	struct act_result r;
	struct err err = ERR_INIT;

	assert_ok(case_register(&desk, &in, NULL, 0, &r, &err), &err);
	clock_advance_ms(store_clock(st), 60000);
	return r.case_id;
}

static int
set_up(void **state)
{
	(void)state;
	st = fixture_store();
	fixture_session(&desk, st, NULL);
	first = take_in("陈丽华", "13905952208", "3幢1204", "地下车库没有充电桩",
		"地下车库没有充电桩, 大家拉飞线充电, 上周2幢冒过烟, 希望尽快安装。");
	second = take_in("林志明", "13805951177", "2幢0301", "车库缺充电桩有人飞线充电",
		"2幢地下车库没有充电桩, 有人从家里拉飞线给电动车充电, 很危险。");
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

static void
looks(void **state)
{
	static const struct {
		int rows, cols;
		enum lang lang;
		const char *golden;
	} sizes[] = {{24, 80, LANG_ZH, "compare.zh.80x24"}, {36, 120, LANG_ZH, "compare.zh.120x36"},
		{20, 60, LANG_ZH, "compare.zh.60x20"}, {24, 80, LANG_EN, "compare.en.80x24"},
		{36, 120, LANG_EN, "compare.en.120x36"}};

	(void)state;
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		struct ui_test *t = open_ui(sizes[i].rows, sizes[i].cols, sizes[i].lang, "充电桩");

		ui_test_keys(t, "Space Space D 2");
		ui_test_golden(t, sizes[i].golden);
		ui_test_close(t);
	}
	struct ui_test *t = open_ui(24, 80, LANG_ZH, "充电桩");

	ui_test_keys(t, "Space Space D");
	ui_test_golden_styles(t, "compare.styles.80x24");
	ui_test_close(t);
}

/* T36: `Space*2 D 2 Enter`. */
static void
five_keys_merge_left_into_right(void **state)
{
	struct ui_test *t = open_ui(24, 80, LANG_ZH, "充电桩");

	(void)state;
	ui_test_keys(t, "Space Space D");
	struct compare_model *m = app_screen_model(ui_test_app(t));
	int64_t left = m->c.side[0].row.id, right = m->c.side[1].row.id;

	assert_true(left != right && (left == first || left == second));
	ui_test_keys(t, "2 Enter");
	assert_string_equal(app_screen_name(ui_test_app(t)), "queue");
	assert_int_equal(((struct queue *)app_screen_model(ui_test_app(t)))->list.tag_count, 0);
	assert_int_equal(number("SELECT count(*) FROM cases WHERE id > 300 AND state = 15"), 1);
	assert_int_equal(
		number("SELECT main_id FROM cases WHERE id > 300 AND state = 15 /*scan*/"), right);
	assert_shown(t, "已并案");
	ui_test_keys(t, "u"); /* within the hold: as if it had never been */
	assert_int_equal(number("SELECT count(*) FROM cases WHERE id > 300 AND state = 15"), 0);
	ui_test_close(t);
}

static void
nothing_is_done_before_one_is_chosen(void **state)
{
	struct ui_test *t = open_ui(24, 80, LANG_ZH, "充电桩");

	(void)state;
	ui_test_keys(t, "Space Space D Enter m");
	assert_shown(t, "先选留哪件");
	assert_string_equal(app_screen_name(ui_test_app(t)), "compare");
	ui_test_keys(t, "Esc");
	assert_int_equal(((struct queue *)app_screen_model(ui_test_app(t)))->list.tag_count, 2);
	ui_test_keys(t, "T D"); /* one matter: with what it may be the same as */
	assert_string_equal(app_screen_name(ui_test_app(t)), "compare");
	ui_test_keys(t, "Esc * Space");
	ui_test_close(t);
}

static void
a_matter_alone_and_three(void **state)
{
	struct ui_test *t = open_ui(24, 80, LANG_ZH, "");

	(void)state;
	ui_test_keys(t, "Space Space Space D");
	assert_shown(t, "一次对比两件, 现在标了 3 件");
	ui_test_close(t);
	int64_t lone = fixture_case(&desk, CASE_CALLBACK);
	struct ui ui = {.session = &desk, .scratch = &mem};
	struct err err = ERR_INIT;
	struct effect fx = compare_matters(&ui, &lone, 1, &err);

	assert_true(fx.kind == FX_NONE || fx.kind == FX_OPEN);
}

static size_t
likely(int64_t id)
{
	struct duplicate_guess out[SUGGEST_DUPLICATES];
	struct case_view v;
	struct err err = ERR_INIT;
	bool found;
	size_t n, k = 0;

	assert_ok(case_view_load(&desk, id, &mem, &v, &found, &err), &err);
	assert_ok(case_duplicates(&desk, &v.row, v.texts.body, 0, &mem, out, &n, &err), &err);
	for (size_t i = 0; i < n; i++)
		k += out[i].case_id == first || out[i].case_id == second;
	return k;
}

static void
not_the_same_is_remembered(void **state)
{
	struct ui_test *t = open_ui(24, 80, LANG_ZH, "充电桩");

	(void)state;
	assert_int_equal(likely(first), 1);
	assert_int_equal(likely(second), 1);
	ui_test_keys(t, "Space Space D n");
	assert_shown(t, "已认定不是同一件");
	assert_int_equal(likely(first), 0);
	assert_int_equal(likely(second), 0);
	ui_test_keys(t, "D");
	assert_shown(t, "王敏");
	assert_shown(t, "不再提示");
	ui_test_keys(t, "n"); /* taken back */
	assert_int_equal(likely(first), 1);
	ui_test_close(t);
	assert_int_equal(
		number("SELECT count(*) FROM audit WHERE detail LIKE '%the same as%' /*scan*/"), 2);

	struct session other;
	struct err err = ERR_INIT;

	fixture_session(&other, st, "linjl"); /* who handles does not decide that */
	assert_err(compare_set_apart(&other, first, second, true, &err), &err, ERR_RULE);
	session_close(&other);
}

static void
what_is_done_cannot_take_another(void **state)
{
	struct ui_test *t;
	int64_t done = fixture_case(&desk, CASE_CLOSED);
	int64_t ids[2] = {first, done};
	struct arg arg = {.ids = ids, .count = 2, .text = ""};
	extern const struct screen_ops compare_screen;

	(void)state;
	t = open_ui(24, 80, LANG_ZH, "");
	app_open(ui_test_app(t), &compare_screen, &arg);
	ui_test_keys(t, "2");
	assert_shown(t, "不能再并入");
	ui_test_keys(t, "Enter");
	assert_string_equal(app_screen_name(ui_test_app(t)), "compare");
	ui_test_keys(t, "1"); /* and what is closed cannot be merged either */
	assert_shown(t, "不能");
	ui_test_close(t);
}

static size_t
letters_with(int64_t id, const char *words)
{
	struct letter *letters;
	struct err err = ERR_INIT;
	size_t n, k = 0;

	assert_ok(outbox_read(&desk, id, &mem, &letters, &n, &err), &err);
	for (size_t i = 0; i < n; i++)
		k += strstr(letters[i].text, words) != NULL;
	return k;
}

/* Everybody who asked, through whichever matter, gets the answer. */
static void
all_who_asked_are_answered(void **state)
{
	const struct act_input main = {"main", arena_printf(&mem, "id:%lld", (long long)first)};
	const struct act_input accept = {"category", "403"},
			       answer = {"answer", "充电桩月底前装好。"};
	const struct case_step merge = {EV_MERGE, &main, 1}, verify = {EV_VERIFY_OK, NULL, 0};
	const struct case_step solve[] = {{EV_ACCEPT, &accept, 1}, {EV_SOLVE, &answer, 1}};
	struct session colleague;
	struct act_result r;
	struct err err = ERR_INIT;

	(void)state;
	assert_ok(case_act(&desk, second, 0, &merge, 1, &r, &err), &err);
	assert_ok(case_act(&desk, first, 0, solve, 2, &r, &err), &err);
	fixture_session(&colleague, st, "lihang");
	assert_ok(case_act(&colleague, first, 0, &verify, 1, &r, &err), &err);
	session_close(&colleague);
	assert_int_equal(letters_with(first, "月底前装好"), 1);
	assert_int_equal(letters_with(second, "月底前装好"), 1);
}

/* A merge may be taken back for 24 hours, and not a minute longer. */
static void
a_merge_can_be_undone_for_a_day(void **state)
{
	const struct act_input main = {"main", arena_printf(&mem, "id:%lld", (long long)first)};
	const struct case_step merge = {EV_MERGE, &main, 1}, unmerge = {EV_UNMERGE, NULL, 0};
	struct act_result r;
	struct err err = ERR_INIT;

	(void)state;
	assert_ok(case_act(&desk, second, 0, &merge, 1, &r, &err), &err);
	assert_int_equal(
		number("SELECT joint FROM cases WHERE id = (SELECT min(id) FROM cases WHERE id > 300)"),
		2);
	clock_advance_ms(store_clock(st), (24 * 60 - 1) * 60000);
	assert_ok(case_act(&desk, second, 0, &unmerge, 1, &r, &err), &err);
	assert_int_equal(
		number("SELECT joint FROM cases WHERE id = (SELECT min(id) FROM cases WHERE id > 300)"),
		1);
	assert_ok(case_act(&desk, second, 0, &merge, 1, &r, &err), &err);
	clock_advance_ms(store_clock(st), (24 * 60 + 1) * 60000);
	assert_err(case_act(&desk, second, 0, &unmerge, 1, &r, &err), &err, ERR_RULE);
}

static void
from_intake(void **state)
{
	struct ui_test *t = open_ui(36, 120, LANG_ZH, "");

	(void)state;
	ui_test_keys(t,
		"F6 \"13905952208\" Enter 地下车库没有充电桩大家拉飞线充电希望尽快安装 wait:500 Ctrl-X c");
	assert_string_equal(app_screen_name(ui_test_app(t)), "compare");
	assert_shown(t, "正在登记");
	ui_test_keys(t, "1");
	assert_shown(t, "左边还没有登记");
	ui_test_keys(t, "n");
	assert_shown(t, "还没有登记");
	int64_t right =
		((struct compare_model *)app_screen_model(ui_test_app(t)))->c.side[1].row.id;

	ui_test_keys(t, "2 Enter");
	assert_string_equal(app_screen_name(ui_test_app(t)), "intake");
	assert_int_equal(number("SELECT state FROM cases WHERE id = (SELECT max(id) FROM cases)"),
		CASE_MERGED);
	assert_int_equal(
		number("SELECT main_id FROM cases WHERE id = (SELECT max(id) FROM cases)"), right);
	ui_test_close(t);
}

/* --- which words both say */

static void
check_parts(const char *text, const char *other, const char *want)
{
	struct text_part *parts;
	size_t n = text_parts(text, other, &mem, &parts), at = 0;
	struct buf b;

	buf_init(&b);
	for (size_t i = 0; i < n; i++) {
		assert_int_equal(parts[i].from, at);
		at += parts[i].len;
		buf_addf(&b, parts[i].both ? "%.*s" : "<%.*s>", (int)parts[i].len,
			text + parts[i].from);
	}
	assert_int_equal(at, strlen(text));
	assert_string_equal(b.text, want);
	buf_release(&b);
}

static void
parts_of_texts(void **state)
{
	(void)state;
	check_parts("", "x", "");
	check_parts("路灯坏了", "", "<路灯坏了>");
	check_parts("路灯坏了", "路灯坏了", "路灯坏了");
	check_parts("南门路灯坏了三天", "三天前南门口路灯灭了", "南门路灯<坏了>三天");
	check_parts("3幢1204 漏水", "漏水的是3幢 1204", "3幢1204 漏水");
	check_parts("ABC在", "在abc", "ABC<在>");
	check_parts("灯", "灯", "<灯>"); /* one hanzi alone says nothing */
	check_parts(",. ", "x", ",. ");
	check_parts("\xff坏了\xff", "坏了", "\xff坏了\xff");
}

#define T(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {T(looks), T(five_keys_merge_left_into_right),
		T(nothing_is_done_before_one_is_chosen), T(a_matter_alone_and_three),
		T(not_the_same_is_remembered), T(what_is_done_cannot_take_another),
		T(all_who_asked_are_answered), T(a_merge_can_be_undone_for_a_day), T(from_intake),
		T(parts_of_texts)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
