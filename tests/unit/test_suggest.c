#include "tests/lib/test.h"

#include <string.h>

#include "core/domain/area.h"
#include "core/domain/category_search.h"
#include "core/domain/intake.h"
#include "core/serve/case_propose.h"
#include "core/serve/case_view.h"
#include "core/serve/suggest.h"
#include "tests/lib/town.h"

static struct town town;
static struct session desk;

static int
set_up(void **state)
{
	(void)state;
	town_open(&town, "2024-12-09T14:32:00");
	town_session(&town, &desk, TOWN_DESK);
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	session_close(&desk);
	town_close(&town);
	return 0;
}

static void
check_category(const char *title, const char *body, const char *letters, int least)
{
	struct category_guess out[SUGGEST_CATEGORIES];
	size_t n = suggest_categories(town.rules, title, body, out);

	assert_true(n > 0);
	const struct category *c = category_by_code(town.rules, out[0].code);

	if (strcmp(c->letters, letters) != 0 || out[0].percent < least)
		print_error("%s: %s %d%%\n", title, c->letters, out[0].percent);
	assert_string_equal(c->letters, letters);
	assert_true(out[0].percent >= least);
	assert_true(
		out[0].word_count > 0 && strstr(strcmp(title, "") != 0 ? title : body, "") != NULL);
}

static void
test_clear_words_are_certain(void **state)
{
	(void)state;
	check_category("地下车库没有充电桩", "大家拉飞线给电动车充电, 希望安装充电桩", "CD", 70);
	check_category("楼上装修太吵", "中午和晚上还在装修, 电钻声扰民", "ZX", 60);
	check_category("小区路灯不亮", "南门路灯三盏不亮", "ZM", 70);
	check_category("包工头拖欠工资", "工地欠薪三个月, 讨要工资没有结果", "QX", 60);
}

static void
test_nothing_said_nothing_suggested(void **state)
{
	(void)state;
	struct category_guess out[SUGGEST_CATEGORIES];

	assert_int_equal(suggest_categories(town.rules, "", "", out), 0);
	assert_int_equal(suggest_categories(town.rules, "你好", "在吗", out), 0);
}

static void
test_units_by_duty_and_place(void **state)
{
	(void)state;
	struct arena mem = ARENA_INIT;
	struct unit_guess out[SUGGEST_UNITS];
	struct err err = ERR_INIT;
	size_t n;

	assert_ok(suggest_units(&desk, 403, town_place(), TOWN_ESTATE, &mem, out, &n, &err), &err);
	assert_true(n >= 1);
	assert_int_equal(out[0].unit.id, TOWN_FIRM);
	assert_int_equal(out[0].reason, BY_PLACE);
	assert_ok(suggest_units(&desk, 203, town_place(), TOWN_ESTATE, &mem, out, &n, &err), &err);
	assert_int_equal(out[0].unit.id, TOWN_POLICE);
	assert_int_equal(out[0].reason, BY_DUTY);
	/* without an estate there is no firm to name */
	assert_ok(suggest_units(&desk, 203, town_place(), 0, &mem, out, &n, &err), &err);
	for (size_t i = 0; i < n; i++)
		assert_int_not_equal(out[i].unit.id, TOWN_FIRM);
	arena_release(&mem);
}

static int64_t
put(const char *body, int category)
{
	struct intake in = {.channel = 1,
		.publicity = PUBLIC_ANONYMOUS,
		.notice_told = true,
		.body = body,
		.category = category,
		.place = town_place(),
		.estate_id = TOWN_ESTATE};
	struct act_result r;
	struct err err = ERR_INIT;

	assert_ok(case_register(&desk, &in, NULL, 0, &r, &err), &err);
	return r.case_id;
}

/* A message that was sent twice is seen by its title where nobody knows the place; another title is not. */
static void
test_duplicates_without_a_place(void **state)
{
	(void)state;
	static const char title[] = "请公开去年的停车费收支明细",
			  body[] = "小区停车费收了一年, 收支明细从来没有公开过。";
	struct arena mem = ARENA_INIT;
	struct duplicate_guess out[SUGGEST_DUPLICATES];
	struct intake in = {.channel = 1,
		.kind = 1,
		.publicity = PUBLIC_ANONYMOUS,
		.notice_told = true,
		.category = 105,
		.title = title,
		.body = body,
		.place = place_make(350502000000, 0, 0)};
	struct act_result first, second;
	struct err err = ERR_INIT;
	size_t n;

	assert_ok(case_register(&desk, &in, NULL, 0, &first, &err), &err);
	in.category = 0;
	assert_ok(case_register(&desk, &in, NULL, 0, &second, &err), &err);
	in.title = "请公开停车费的收支";
	assert_ok(case_register(&desk, &in, NULL, 0, &second, &err), &err);
	assert_ok(suggest_duplicates(
			  &desk, second.case_id, 0, in.place, 0, title, body, &mem, out, &n, &err),
		&err);
	assert_int_equal(n, 2);
	assert_int_equal(out[1].case_id, first.case_id);
	assert_true(out[1].percent > 80);
	assert_ok(
		suggest_duplicates(&desk, 0, 105, in.place, 0, "停车费", body, &mem, out, &n, &err),
		&err);
	assert_int_equal(n, 0);
	town_advance(&town, (int64_t)91 * 86400);
	assert_ok(suggest_duplicates(&desk, 0, 105, in.place, 0, title, body, &mem, out, &n, &err),
		&err);
	assert_int_equal(n, 0);
	arena_release(&mem);
}

static void
test_duplicates_of_one_place(void **state)
{
	(void)state;
	struct arena mem = ARENA_INIT;
	struct duplicate_guess out[SUGGEST_DUPLICATES];
	struct err err = ERR_INIT;
	size_t n;
	int64_t like = put("地下车库没有充电桩, 只能拉飞线充电", 403);

	put("电梯口的垃圾没人收", 403);
	put("地下车库没有充电桩, 只能拉飞线充电", 304);
	assert_ok(suggest_duplicates(&desk, 0, 403, town_place(), TOWN_ESTATE, "车库没有充电桩",
			  "地下车库缺充电桩, 大家拉飞线充电", &mem, out, &n, &err),
		&err);
	assert_true(n >= 1);
	assert_int_equal(out[0].case_id, like);
	assert_true(n == 1 || out[0].percent > out[1].percent);
	/* the same matter is not its own duplicate; long after it is none either */
	assert_ok(suggest_duplicates(&desk, like, 403, town_place(), TOWN_ESTATE, "x",
			  "地下车库充电桩", &mem, out, &n, &err),
		&err);
	for (size_t i = 0; i < n; i++)
		assert_int_not_equal(out[i].case_id, like);
	town_advance(&town, (int64_t)91 * 86400);
	assert_ok(suggest_duplicates(&desk, 0, 403, town_place(), TOWN_ESTATE, "x",
			  "地下车库没有充电桩, 拉飞线", &mem, out, &n, &err),
		&err);
	assert_int_equal(n, 0);
	arena_release(&mem);
}

static void
test_the_whole_proposal(void **state)
{
	struct arena mem = ARENA_INIT;
	struct err err = ERR_INIT;
	struct intake in = {.channel = 1,
		.kind = 1,
		.publicity = PUBLIC_ANONYMOUS,
		.notice_told = true,
		.estate_id = TOWN_ESTATE,
		.place = town_place(),
		.body = "楼上装修太吵, 电钻声扰民, 孕妇休息不了"};
	struct act_result r;
	struct case_row row = {0};
	struct case_proposal p;
	bool found;

	(void)state;
	assert_ok(case_register(&desk, &in, NULL, 0, &r, &err), &err);
	assert_ok(case_row_load(&desk, r.case_id, &mem, &row, &found, &err), &err);
	assert_ok(case_propose(&desk, &row, 0, &mem, &p, &err), &err);
	assert_int_equal(p.category, 201);
	assert_true(p.category_percent < 100 && p.category_percent > 50);
	assert_int_equal(p.tier, TIER_KEY); /* an ordinary category, raised */
	assert_string_equal(p.risk, "孕妇");
	assert_int_equal(p.units[0].unit.id, TOWN_FIRM);
	assert_ok(case_propose(&desk, &row, 403, &mem, &p, &err), &err);
	assert_int_equal(p.category, 403);
	assert_int_equal(p.category_percent, 100);
	assert_int_equal(p.tier, TIER_KEY); /* its own: nothing was raised */
	assert_null(p.risk);
	arena_release(&mem);
}

static const char *
found_first(const char *typed)
{
	const struct category *out[3];

	return category_search(town.rules, typed, 3, out) > 0 ? out[0]->letters : "";
}

static void
test_categories_by_what_is_typed(void **state)
{
	(void)state;
	assert_string_equal(found_first("CD"), "CD");
	assert_string_equal(found_first("cd"), "CD");
	assert_string_equal(found_first("ＣＤ"), "CD");
	assert_string_equal(found_first("0403"), "CD");
	assert_string_equal(found_first("充电"), "CD");
	assert_string_equal(found_first("ddccd"), "CD");
	assert_string_equal(found_first("chongdian"), "CD");
	assert_string_equal(found_first("检举"), ""); /* sealed: not at an ordinary desk */
	assert_string_equal(found_first(" "), "");
	assert_string_equal(found_first("没有这一类"), "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_clear_words_are_certain),
		cmocka_unit_test(test_nothing_said_nothing_suggested),
		cmocka_unit_test(test_units_by_duty_and_place),
		cmocka_unit_test(test_duplicates_of_one_place),
		cmocka_unit_test(test_duplicates_without_a_place),
		cmocka_unit_test(test_the_whole_proposal),
		cmocka_unit_test(test_categories_by_what_is_typed),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
