/* The list in the app: moving, paging, tags, what others change; through keys alone. */
#include <string.h>

#include "core/base/rng.h"
#include "tests/lib/demo.h"
#include "tui/widget/list_rows.h"

static struct ui_test *
open_sized(struct demo_world *w, int rows, int cols)
{
	return ui_test_open(&(struct ui_test_config){.screens = demo_screens,
		.first = demo_arg(w),
		.rows = rows,
		.cols = cols,
		.poll = demo_poll,
		.ctx = w});
}

static struct ui_test *
open_demo(struct demo_world *w)
{
	return open_sized(w, 24, 80);
}

static struct list *
the_list(struct ui_test *t)
{
	return app_screen_model(ui_test_app(t));
}

static int64_t
at(struct ui_test *t)
{
	return list_id(the_list(t)) - 1000;
}

static void
looks_like_the_mock_up(void **state)
{
	static const struct {
		int rows, cols;
		const char *golden;
	} sizes[] = {{24, 80, "engine-list.zh.80x24"}, {36, 120, "engine-list.zh.120x36"},
		{20, 60, "engine-list.zh.60x20"}, {45, 160, "engine-list.zh.160x45"}};

	(void)state;
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		struct demo_world w = {.count = 23};
		struct ui_test *t = open_sized(&w, sizes[i].rows, sizes[i].cols);

		ui_test_keys(t, "j j j Space j j Space k k i");
		ui_test_golden(t, sizes[i].golden);
		ui_test_close(t);
	}
}

static void
roles_are_those_of_the_design(void **state)
{
	struct demo_world w = {.count = 23};
	struct ui_test *t = open_demo(&w);

	(void)state;
	ui_test_keys(t, "j Space");
	ui_test_golden_styles(t, "engine-list.styles.80x24");
	ui_test_close(t);
}

static void
keys_move_over_pages(void **state)
{
	struct demo_world w = {.count = 1000};
	struct ui_test *t = open_demo(&w);
	int page = the_list(t)->rows_shown;

	(void)state;
	assert_int_equal(page, 18);
	ui_test_keys(t, "j j k");
	assert_int_equal(at(t), 1);
	ui_test_keys(t, "PgDn");
	assert_int_equal(at(t), 1 + page);
	ui_test_keys(t, "Ctrl-F Ctrl-D PgUp Ctrl-U");
	assert_int_equal(at(t), 1 + page);
	ui_test_keys(t, "End");
	assert_int_equal(at(t), 999);
	assert_string_equal(ui_test_row(t, 21),
		"> 绿 00000999 垃圾房异味整改复查           卫生 刺桐物业   待问效 3天");
	ui_test_keys(t, "k k PgUp PgDn PgDn");
	assert_int_equal(at(t), 999);
	ui_test_keys(t, "g g");
	assert_int_equal(at(t), 0);
	ui_test_keys(t, "G Home k PgUp");
	assert_int_equal(at(t), 0);
	ui_test_close(t);
}

static void
five_million_rows_cost_what_fifty_cost(void **state)
{
	struct demo_world w = {.count = 5000000};
	struct ui_test *t = open_demo(&w);

	(void)state;
	assert_true(w.rows_read <= 2 * LIST_BATCH_ROWS);
	ui_test_keys(t, "End");
	assert_int_equal(at(t), 4999999);
	for (int i = 0; i < 200; i++)
		ui_test_keys(t, "PgUp");
	assert_int_equal(at(t), 4999999 - 200 * 18);
	assert_true(the_list(t)->row_count <= LIST_BATCHES * LIST_BATCH_ROWS);
	for (int i = 0; i < 250; i++)
		ui_test_keys(t, "PgDn");
	assert_int_equal(at(t), 4999999);
	w.reads = 0;
	ui_test_keys(t, "j k j k PgUp PgDn");
	assert_int_equal(w.reads, 0); /* what is loaded is not read again */
	ui_test_close(t);
}

/* A list whose pages have 20 rows walks like an array. */
static void
random_walks_agree_with_an_array(void **state)
{
	static const struct {
		const char *key;
		int by; /* rows; 100, -100: end, start; 18, 9: a page, half of one */
	} moves[] = {{"j", 1}, {"k", -1}, {"PgDn", 18}, {"PgUp", -18}, {"Ctrl-D", 9},
		{"Ctrl-U", -9}, {"End", 1000}, {"Home", -1000}};
	struct rng rng;

	(void)state;
	rng_seed(&rng, 11);
	for (int round = 0; round < 6; round++) {
		struct demo_world w = {
			.count = (int64_t[]){1, 17, 18, 19, 63, 400}[round], .batch = 20};
		struct ui_test *t = open_demo(&w);
		int want = 0;

		for (int i = 0; i < 300; i++) {
			size_t m = rng_below(&rng, sizeof(moves) / sizeof(moves[0]));

			want += moves[m].by;
			want = want < 0 ? 0 : want >= w.count ? (int)w.count - 1 : want;
			ui_test_keys(t, moves[m].key);
			assert_int_equal(at(t), want);
			const struct list *l = the_list(t);

			assert_true(l->top >= 0 && l->cursor >= l->top &&
				l->cursor < l->top + l->rows_shown);
			/* The window is full whenever there is enough to fill it, and holds consecutive rows. */
			assert_true(l->row_count - l->top >= (w.count < 18 ? w.count : 18));
			for (int r = 1; r < 18 && l->top + r < l->row_count; r++)
				assert_int_equal(
					((const struct demo_row *)list_at(l, l->top + r))->id,
					((const struct demo_row *)list_at(l, l->top))->id + r);
		}
		ui_test_close(t);
	}
}

static void
tags_decide_what_an_action_is_for(void **state)
{
	struct demo_world w = {.count = 50};
	struct ui_test *t = open_demo(&w);

	(void)state;
	ui_test_keys(t, "j d");
	assert_string_equal(w.log, "case.route 1001;");
	assert_shown(t, "已分办 1 件   u 撤销 (30秒)");
	ui_test_keys(t, "Space j Space");
	assert_int_equal(the_list(t)->tag_count, 2);
	assert_true(list_tagged(the_list(t), 1001) && list_tagged(the_list(t), 1003));
	ui_test_keys(t, "d");
	assert_shown(t, "已分办 2 件");
	assert_int_equal(the_list(t)->tag_count, 0);
	ui_test_keys(t, "*");
	assert_int_equal(the_list(t)->tag_count, 50); /* all, not only the ones in view */
	ui_test_keys(t, "*");
	assert_int_equal(the_list(t)->tag_count, 0);
	ui_test_keys(t, "Space Space T");
	assert_int_equal(the_list(t)->tag_count, 0);
	ui_test_close(t);
}

static void
escape_takes_off_one_layer_at_a_time(void **state)
{
	struct demo_world w = {.count = 50};
	struct ui_test *t = open_demo(&w);

	(void)state;
	ui_test_keys(t, "Space F3 噪音 Enter");
	assert_shown(t, "过滤 噪音");
	ui_test_keys(t, "Space 0 wait:700");
	assert_shown(t, "主菜单");
	ui_test_keys(t, "Esc");
	assert_not_shown(t, "主菜单");
	assert_shown(t, "过滤 噪音");
	ui_test_keys(t, "q");
	assert_not_shown(t, "过滤 噪音");
	assert_true(the_list(t)->tag_count > 0);
	ui_test_keys(t, "Esc");
	assert_int_equal(the_list(t)->tag_count, 0);
	ui_test_keys(t, "Esc Esc");
	assert_string_equal(app_screen_name(ui_test_app(t)), "demo"); /* the first screen stays */
	ui_test_close(t);
}

static void
others_change_rows_and_nothing_moves(void **state)
{
	struct demo_world w = {.count = 40};
	struct ui_test *t = open_demo(&w);

	(void)state;
	ui_test_keys(t, "j j j");
	w.edits[w.edit_count++] = (struct demo_edit){1001, true, NULL}; /* leaves the list */
	w.edits[w.edit_count++] = (struct demo_edit){1003, false, "另一个事由"};
	w.changed = true;
	ui_test_keys(t, "wait:1000");
	assert_int_equal(at(t), 3);
	assert_string_equal(ui_test_row(t, 5),
		"  红 1205-061 桐荫里12号楼顶违建彩钢棚     违建 区城管大队 已办结 超5时   已办结");
	assert_shown(t, "> 黄 1209-037 另一个事由");
	ui_test_golden_styles(t, "engine-list.changed.80x24");
	ui_test_keys(t, "wait:10001"); /* the mark of a change fades */
	assert_true(the_list(t)->row_count >= 40);
	ui_test_keys(t, "F5");
	assert_not_shown(t, "1205-061");
	assert_int_equal(at(t), 3); /* still the same object, now one row higher */
	ui_test_close(t);
}

static void
new_rows_wait_to_be_asked_for(void **state)
{
	struct demo_world w = {.count = 10};
	struct ui_test *t = open_demo(&w);

	(void)state;
	ui_test_keys(t, "End");
	w.count = 12;
	w.changed = true;
	ui_test_keys(t, "wait:1000");
	assert_shown(t, "新到 2 (F5)");
	assert_int_equal(list_count(the_list(t)), 10);
	w.edits[w.edit_count++] = (struct demo_edit){1004, true, NULL};
	w.changed = true;
	ui_test_keys(t, "wait:1000");
	assert_shown(t, "新到 2 (F5)"); /* one left, none came */
	ui_test_keys(t, "F5");
	assert_not_shown(t, "新到");
	assert_int_equal(list_count(the_list(t)), 11);
	assert_int_equal(at(t), 9);
	ui_test_close(t);
}

static void
polling_far_down_keeps_the_place(void **state)
{
	struct demo_world w = {.count = 100000, .batch = 20};
	struct ui_test *t = open_demo(&w);

	(void)state;
	for (int i = 0; i < 20; i++)
		ui_test_keys(t, "PgDn");
	ui_test_keys(t, "k k");
	int64_t where = at(t);

	for (int i = 0; i < 5; i++) {
		w.changed = true;
		ui_test_keys(t, "wait:1000");
		assert_int_equal(at(t), where);
		assert_true(list_count(the_list(t)) < 100);
	}
	ui_test_keys(t, "PgUp PgDn");
	assert_int_equal(at(t), where);
	ui_test_keys(t, "F5");
	assert_int_equal(at(t), where);
	ui_test_close(t);
}

static void
a_failed_read_keeps_what_is_there(void **state)
{
	struct demo_world w = {.count = 1000};
	struct ui_test *t = open_demo(&w);

	(void)state;
	w.fail = true;
	ui_test_keys(t, "F5");
	assert_shown(t, "! 读不到: 磁盘出错。已读的还在");
	assert_shown(t, "1204-112");
	ui_test_keys(t, "j"); /* a key takes the message away */
	assert_not_shown(t, "读不到");
	assert_int_equal(at(t), 1);
	ui_test_keys(t, "End");
	assert_shown(t, "读不到");
	assert_int_equal(at(t), 1);
	w.fail = false;
	ui_test_keys(t, "End");
	assert_int_equal(at(t), 999);
	ui_test_close(t);
}

static void
a_bounded_search_goes_on_by_itself(void **state)
{
	struct demo_world w = {.count = 2000, .window = 300};
	struct ui_test *t = open_demo(&w);

	(void)state;
	ui_test_keys(t, "F3 没有这样的事 Enter");
	assert_true(w.reads > 6); /* 2000 in steps of 300 */
	assert_shown(t, "没有符合的件");
	ui_test_keys(t, "Esc");
	w.reads = 0;
	ui_test_keys(t, "F3 高空抛物 Enter");
	assert_shown(t, "高空抛物砸坏车窗");
	assert_true(list_count(the_list(t)) >= 18);
	ui_test_close(t);
}

/* Rows are so far apart that no look finds two of them. */
static void
a_bounded_search_goes_both_ways(void **state)
{
	struct demo_world w = {.count = 5000, .window = 300};
	struct ui_test *t = open_demo(&w);

	(void)state;
	for (int i = 0; i < 8; i++)
		w.edits[w.edit_count++] = (struct demo_edit){1100 + 600 * i, false, "独一无二"};
	ui_test_keys(t, "F3 独一无二 Enter");
	assert_int_equal(list_count(the_list(t)), 8);
	assert_true(the_list(t)->at_end);
	w.window = 100;
	ui_test_keys(t, "F5 End");
	assert_int_equal(at(t), 100 + 600 * 7);
	assert_true(the_list(t)->at_start && the_list(t)->at_end);
	ui_test_keys(t, "k k");
	assert_int_equal(at(t), 100 + 600 * 5);
	ui_test_close(t);
}

static void
the_end_is_looked_for_in_slices(void **state)
{
	struct demo_world w = {.count = 20000, .window = 500, .batch = 20};
	struct ui_test *t = open_demo(&w);

	(void)state;
	w.edits[0] = (struct demo_edit){1010, false, "独一无二"};
	w.edits[1] = (struct demo_edit){1020, false, "独一无二"};
	w.edit_count = 2;
	ui_test_keys(t, "F3 独一无二 Enter");
	assert_int_equal(at(t), 10);
	ui_test_keys(t, "End");
	assert_int_equal(at(t), 20); /* 19,980 others were passed over, 500 at a time */
	ui_test_keys(t, "k k j");
	assert_int_equal(at(t), 20);
	ui_test_close(t);
}

static void
others_changes_come_in_slices_too(void **state)
{
	struct demo_world w = {.count = 5000, .window = 300};
	struct ui_test *t = open_demo(&w);

	(void)state;
	for (int i = 0; i < 8; i++)
		w.edits[w.edit_count++] = (struct demo_edit){1100 + 600 * i, false, "独一无二"};
	ui_test_keys(t, "F3 独一无二 Enter j j j");
	assert_int_equal(at(t), 100 + 600 * 3);
	w.edits[2].gone = true;
	w.edits[5].title = "独一无二的事";
	w.edits[w.edit_count++] = (struct demo_edit){4500, false, "独一无二"};
	w.changed = true;
	ui_test_keys(t, "wait:1000");
	assert_int_equal(list_count(the_list(t)), 8);
	assert_int_equal(at(t), 100 + 600 * 3);
	assert_shown(t, "独一无二的事");
	assert_shown(t, "新到 1 (F5)");
	assert_string_equal(rows_nth(the_list(t), 2)->gone, "已办结");
	ui_test_keys(t, "F5");
	assert_int_equal(list_count(the_list(t)), 8);
	assert_int_equal(at(t), 100 + 600 * 3);
	ui_test_close(t);
}

static void
sorting_asks_for_a_column(void **state)
{
	struct demo_world w = {.count = 100};
	struct ui_test *t = open_demo(&w);

	(void)state;
	ui_test_keys(t, "s");
	ui_test_golden(t, "engine-sort.zh.80x24");
	ui_test_keys(t, "1");
	assert_int_equal(the_list(t)->sort, 1);
	assert_shown(t, "编号+");
	ui_test_keys(t, "S");
	assert_shown(t, "编号-");
	assert_int_equal(at(t), 99);
	ui_test_close(t);
}

static void
an_empty_list_says_what_to_do(void **state)
{
	struct demo_world w = {.count = 0};
	struct ui_test *t = open_demo(&w);

	(void)state;
	assert_shown(t, "没有符合的件。 Esc 去掉过滤");
	ui_test_keys(t, "j k PgDn End Home Space * T s Esc d");
	assert_shown(t, "已分办 0 件");
	ui_test_close(t);
}

static void
resizing_keeps_the_object(void **state)
{
	struct demo_world w = {.count = 300};
	struct ui_test *t = open_demo(&w);
	struct rng rng;

	(void)state;
	ui_test_keys(t, "PgDn PgDn j j");
	int64_t where = at(t);

	rng_seed(&rng, 5);
	for (int i = 0; i < 100; i++) {
		ui_test_resize(t, 1 + (int)rng_below(&rng, 60), 1 + (int)rng_below(&rng, 200));
		assert_int_equal(at(t), where);
	}
	ui_test_resize(t, 18, 52);
	assert_shown(t, "窗口太小 52x18, 需要 60x20");
	ui_test_resize(t, 24, 80);
	assert_int_equal(at(t), where);
	assert_not_shown(t, "窗口太小");
	ui_test_close(t);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(looks_like_the_mock_up),
		cmocka_unit_test(roles_are_those_of_the_design),
		cmocka_unit_test(keys_move_over_pages),
		cmocka_unit_test(five_million_rows_cost_what_fifty_cost),
		cmocka_unit_test(random_walks_agree_with_an_array),
		cmocka_unit_test(tags_decide_what_an_action_is_for),
		cmocka_unit_test(escape_takes_off_one_layer_at_a_time),
		cmocka_unit_test(others_change_rows_and_nothing_moves),
		cmocka_unit_test(new_rows_wait_to_be_asked_for),
		cmocka_unit_test(polling_far_down_keeps_the_place),
		cmocka_unit_test(a_failed_read_keeps_what_is_there),
		cmocka_unit_test(a_bounded_search_goes_on_by_itself),
		cmocka_unit_test(a_bounded_search_goes_both_ways),
		cmocka_unit_test(the_end_is_looked_for_in_slices),
		cmocka_unit_test(others_changes_come_in_slices_too),
		cmocka_unit_test(sorting_asks_for_a_column),
		cmocka_unit_test(an_empty_list_says_what_to_do),
		cmocka_unit_test(resizing_keeps_the_object),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
