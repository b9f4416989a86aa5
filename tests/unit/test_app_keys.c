/* The app: prefix keys, menus, input methods, messages, languages, time. Through keys alone. */
#include <string.h>

#include "tests/lib/demo.h"

static struct ui_test *
open_demo(struct demo_world *w)
{
	return ui_test_open(&(struct ui_test_config){
		.screens = demo_screens, .first = demo_arg(w), .poll = demo_poll, .ctx = w});
}

static const char *
top(struct ui_test *t)
{
	return app_screen_name(ui_test_app(t));
}

static int64_t
at(struct ui_test *t)
{
	return list_id(app_screen_model(ui_test_app(t))) - 1000;
}

/* --- prefix keys and menus */

static void
a_prefix_shows_its_keys_after_a_while(void **state)
{
	struct demo_world w = {.count = 40};
	struct ui_test *t = open_demo(&w);

	(void)state;
	ui_test_keys(t, "End g wait:598");
	assert_not_shown(t, "Esc 不按了");
	ui_test_keys(t, "wait:2");
	ui_test_golden(t, "engine-prefix.zh.80x24");
	ui_test_keys(t, "g");
	assert_int_equal(at(t), 0);
	assert_not_shown(t, "Esc 不按了");
	ui_test_keys(t, "G g g"); /* quickly: no menu in between */
	assert_int_equal(at(t), 0);
	ui_test_keys(t, "g Esc");
	assert_string_equal(top(t), "demo");
	ui_test_keys(t, "g y");
	assert_shown(t, "没有 g y。 再按 g 看有哪些");
	ui_test_keys(t, ", wait:700");
	ui_test_golden(t, "engine-prefix-comma.zh.80x24");
	ui_test_keys(t, "5"); /* F5 */
	assert_not_shown(t, "Esc 不按了");
	ui_test_close(t);
}

static void
the_main_menu_takes_digits_before_it_is_drawn(void **state)
{
	struct demo_world w = {.count = 40};
	struct ui_test *t = open_demo(&w);

	(void)state;
	ui_test_keys(t, "0");
	assert_string_equal(top(t), "menu");
	assert_not_shown(t, "主菜单 ");
	ui_test_keys(t, "2"); /* the queue: there already */
	assert_string_equal(top(t), "demo");
	ui_test_keys(t, "0 wait:600");
	ui_test_golden(t, "engine-menu.zh.80x24");
	ui_test_keys(t, ".");
	ui_test_golden(t, "engine-menu2.zh.80x24");
	ui_test_keys(t, "3"); /* not in this version */
	assert_shown(t, "这一版还没有 轮值");
	ui_test_keys(t, "Esc 0 0");
	assert_shown(t, "1 锁屏");
	ui_test_keys(t, "Down Down Enter"); /* quit */
	int code;

	assert_true(app_ended(ui_test_app(t), &code));
	assert_int_equal(code, 0);
	assert_int_equal(w.saved, 1);
	ui_test_close(t);
	assert_int_equal(w.closed, 1);
}

static void
actions_have_fixed_numbers(void **state)
{
	struct demo_world w = {.count = 40};
	struct ui_test *t = open_demo(&w);

	(void)state;
	ui_test_keys(t, ".");
	ui_test_golden(t, "engine-actions.zh.80x24");
	ui_test_keys(t, "2");
	assert_string_equal(w.log, "case.route 1000;");
	ui_test_keys(t, ". 9 3"); /* survey: refused, and why */
	assert_shown(t, "还没有答复, 不能问效");
	ui_test_golden(t, "engine-actions2.zh.80x24");
	ui_test_keys(t, "Esc w");
	assert_shown(t, "还没有答复, 不能问效");
	ui_test_keys(t, ". . . . Down"); /* verbs without a fixed place follow */
	assert_shown(t, "2 全不标");
	ui_test_keys(t, "Esc");
	assert_string_equal(top(t), "demo");
	ui_test_close(t);
}

static void
confirming_presets_no(void **state)
{
	struct demo_world w = {.count = 40};
	struct ui_test *t = open_demo(&w);

	(void)state;
	ui_test_keys(t, "v");
	ui_test_golden(t, "engine-confirm.zh.80x24");
	ui_test_keys(t, "Enter");
	assert_string_equal(w.log, "");
	ui_test_keys(t, "v 好");
	assert_string_equal(top(t), "confirm");
	assert_shown(t, "输入法还开着: 这里只认 1 2 回车 Esc");
	ui_test_keys(t, "d"); /* the list behind hears nothing */
	assert_string_equal(w.log, "");
	ui_test_keys(t, "1");
	assert_string_equal(w.log, "chosen;");
	assert_string_equal(top(t), "demo");
	ui_test_close(t);
}

static void
a_prompt_brings_its_text_back(void **state)
{
	struct demo_world w = {.count = 40};
	struct ui_test *t = open_demo(&w);

	(void)state;
	ui_test_keys(t, "r 请尽快 \"ok\"");
	assert_shown(t, "备注> 请尽快ok");
	assert_true(ui_test_canvas(t)->caret);
	ui_test_keys(t, "Esc");
	assert_false(ui_test_canvas(t)->caret);
	ui_test_close(t);
}

/* --- keys that mean nothing */

static void
unknown_keys_are_answered(void **state)
{
	struct demo_world w = {.count = 40};
	struct ui_test *t = open_demo(&w);

	(void)state;
	ui_test_keys(t, "X");
	assert_shown(t, "这里没有 X 键。 x 导出");
	ui_test_keys(t, "j");
	assert_shown(t, "这里没有 X 键"); /* for its four seconds */
	ui_test_keys(t, "wait:4000");
	assert_not_shown(t, "这里没有 X 键");
	ui_test_keys(t, "x");
	assert_shown(t, "这里没有 导出");
	ui_test_keys(t, "Ctrl-S");
	assert_shown(t, "这里没有 Ctrl-S 键。 s 排序");
	ui_test_close(t);
}

static void
caps_lock_is_noticed(void **state)
{
	struct demo_world w = {.count = 40};
	struct ui_test *t = open_demo(&w);

	(void)state;
	ui_test_keys(t, "Space D A");
	assert_not_shown(t, "大写锁定");
	ui_test_keys(t, "T");
	assert_shown(t, "大写锁定开着? 这个键没有执行");
	assert_int_equal(((struct list *)app_screen_model(ui_test_app(t)))->tag_count, 1);
	ui_test_keys(t, "t T");
	assert_int_equal(((struct list *)app_screen_model(ui_test_app(t)))->tag_count, 0);
	ui_test_close(t);
}

/* --- input methods */

static void
chinese_marks_are_the_keys_that_were_meant(void **state)
{
	struct demo_world w = {.count = 40};
	struct ui_test *t = open_demo(&w);

	(void)state;
	ui_test_keys(t, "。 ２"); /* the numbered actions, full-width digit */
	assert_string_equal(w.log, "case.route 1000;");
	ui_test_keys(t, "、");
	assert_string_equal(top(t), "bar");
	ui_test_keys(t, "Esc ：");
	assert_shown(t, "命令>");
	ui_test_close(t);
}

static void
a_stray_hanzi_never_runs_a_verb(void **state)
{
	struct demo_world w = {.count = 40};
	struct ui_test *t = open_demo(&w);

	(void)state;
	ui_test_keys(t, "高空");
	ui_test_golden(t, "engine-ime.zh.80x24");
	assert_string_equal(w.log, "");
	ui_test_keys(t, "Enter");
	assert_shown(t, "过滤 高空 ");
	assert_shown(t, "[中]");
	ui_test_keys(t, "Esc 噪音");
	assert_shown(t, "收到汉字 噪音");
	ui_test_keys(t, "。"); /* numbered actions with the input method still on */
	assert_string_equal(top(t), "actions");
	ui_test_keys(t, "Esc");
	assert_not_shown(t, "过滤 噪音");
	ui_test_keys(t, "电");
	assert_shown(t, "输入法常开着? 输入 :输入法 数字"); /* the third time in ten minutes */
	ui_test_keys(t, "Esc 车");
	assert_not_shown(t, "列表里按单键不认汉字"); /* explained three times */
	assert_shown(t, "过滤> 车");
	ui_test_keys(t, "Esc");
	assert_shown(t, "[中]");
	ui_test_keys(t, "j"); /* a letter came through */
	assert_not_shown(t, "[中]");
	ui_test_keys(t, "电 Esc wait:60001");
	assert_not_shown(t, "[中]");
	ui_test_close(t);
}

static void
pasting_filters_and_runs_nothing(void **state)
{
	struct demo_world w = {.count = 40};
	struct ui_test *t = open_demo(&w);

	(void)state;
	ui_test_paste(t, "dcd\nwq 0 0 3\n");
	assert_string_equal(w.log, "");
	assert_string_equal(top(t), "bar");
	assert_shown(t, "过滤> dcd wq 0 0 3");
	ui_test_keys(t, "Esc v");
	ui_test_paste(t, "1\n");
	assert_string_equal(w.log, ""); /* a confirmation takes no paste */
	ui_test_close(t);
}

/* --- the filter bar */

static void
the_filter_completes_and_explains(void **state)
{
	struct demo_world w = {.count = 40};
	struct ui_test *t = open_demo(&w);

	(void)state;
	ui_test_keys(t, "/ 类 : 噪");
	ui_test_golden(t, "engine-filter.zh.80x24");
	ui_test_keys(t, "Down Down Tab");
	assert_shown(t, "过滤> 类:装修噪音");
	ui_test_keys(t, "Ctrl-U 噪音 wait:199");
	assert_shown(t, "1204-112"); /* not yet */
	ui_test_keys(t, "wait:1");
	assert_not_shown(t, "1204-112");
	ui_test_keys(t, "Esc");
	assert_shown(t, "1204-112"); /* as it was */
	ui_test_keys(t, "/ 类:躁音 Enter");
	assert_string_equal(top(t), "bar");
	assert_shown(t, "类 没有 躁音, 是 噪音 吗? Tab 用它");
	ui_test_keys(t, "Ctrl-U 噪音 Enter");
	assert_shown(t, "过滤 噪音");
	ui_test_keys(t,
		"/ Ctrl-U 电 F4"); /* all fields; one Esc closes their list, the next one the bar */
	assert_shown(t, "施工噪音");
	ui_test_keys(t, "Esc");
	assert_not_shown(t, "施工噪音");
	assert_string_equal(top(t), "bar");
	ui_test_keys(t, "Esc / Ctrl-U 电 Ctrl-X v"); /* filters, then saves */
	assert_shown(t, "过滤 电 ");
	assert_shown(t, "这里没有 存为视图");
	ui_test_keys(t, "/ Ctrl-U Up");
	assert_shown(t, "过滤> 噪音"); /* history */
	ui_test_keys(t, "Down");
	assert_shown(t, "过滤> ");
	ui_test_close(t);
}

static void
commands_have_three_names(void **state)
{
	struct demo_world w = {.count = 40};
	struct ui_test *t = open_demo(&w);

	(void)state;
	ui_test_keys(t, ": \"q\"");
	ui_test_golden(t, "engine-command.zh.80x24");
	ui_test_keys(t, "Ctrl-U \"srf\" Enter");
	assert_shown(t, ".2 分办"); /* digit mode: hints that an input method lets through */
	ui_test_keys(t, ": 输入法 Enter");
	assert_shown(t, "d 分办");
	ui_test_keys(t, ": \"nonsense\" Enter");
	assert_shown(t, "没有命令 nonsense。按 : 再按下箭头看全部");
	ui_test_keys(t, "j : \"dl 超期\" Enter");
	assert_string_equal(top(t), "demo");
	ui_test_keys(t, ": \"tc\" Enter");
	int code;

	assert_true(app_ended(ui_test_app(t), &code));
	ui_test_close(t);
}

static void
the_palette_finds_commands(void **state)
{
	struct demo_world w = {.count = 40};
	struct ui_test *t = open_demo(&w);

	(void)state;
	ui_test_keys(t, "Ctrl-P \"s\"");
	ui_test_golden(t, "engine-palette.zh.80x24");
	ui_test_keys(t, "\"rf\" 1");
	assert_shown(t, ".2 分办");
	ui_test_keys(t, "Ctrl-P \"srf\" Enter");
	assert_shown(t, "d 分办");
	ui_test_keys(t, "F10 \"/\" 噪音 Enter");
	assert_shown(t, "过滤 噪音");
	ui_test_close(t);
}

/* --- messages and time */

static void
messages_wait_their_turn_and_go(void **state)
{
	struct demo_world w = {.count = 40};
	struct ui_test *t = open_demo(&w);

	(void)state;
	ui_test_keys(t, "d");
	assert_shown(t, "u 撤销 (30秒)");
	ui_test_keys(t, "wait:5000");
	assert_shown(t, "u 撤销 (25秒)");
	w.fail = true;
	ui_test_keys(t, "F5 wait:5000");
	assert_shown(t, "! 读不到: 磁盘出错。已读的还在   另有 1 条");
	ui_test_keys(t, "j"); /* an error stays until a key; then what was said before comes back */
	assert_shown(t, "u 撤销 (20秒)");
	ui_test_keys(t, "wait:21000");
	assert_not_shown(t, "撤销 (");
	ui_test_close(t);
}

static void
an_idle_console_sleeps(void **state)
{
	struct demo_world w = {.count = 40};
	struct ui_test *t = open_demo(&w);

	(void)state;
	ui_test_keys(t, "j wait:2000");
	ui_test_take_paints(t);
	ui_test_take_wakes(t);
	ui_test_keys(t, "wait:50000"); /* to 14:32:57 */
	assert_int_equal(ui_test_take_paints(t), 0);
	int wakes = ui_test_take_wakes(t);

	assert_in_range(wakes, 1, 52);
	ui_test_keys(t, "wait:60000");
	assert_int_equal(ui_test_take_paints(t), 1); /* the clock's minute */
	assert_shown(t, "14:33");
	ui_test_close(t);
}

static void
nothing_ticks_right_after_a_key(void **state)
{
	struct demo_world w = {.count = 40};
	struct ui_test *t = open_demo(&w);

	(void)state;
	ui_test_keys(t, "wait:54900 j"); /* 14:32:59.9 */
	ui_test_take_paints(t);
	ui_test_keys(t, "wait:400");
	assert_int_equal(ui_test_take_paints(t), 0);
	ui_test_keys(t, "wait:200");
	assert_shown(t, "14:33");
	ui_test_close(t);
}

static void
what_is_old_says_so(void **state)
{
	struct demo_world w = {.count = 40};
	struct ui_test *t = open_demo(&w);

	(void)state;
	assert_shown(t, "实时 14:32");
	w.unreachable = true;
	ui_test_keys(t, "wait:190000");
	assert_shown(t, "断 2分");
	w.unreachable = false;
	ui_test_keys(t, "wait:1000");
	assert_shown(t, "实时 14:35");
	ui_test_close(t);
}

static void
the_language_changes_while_running(void **state)
{
	struct demo_world w = {.count = 40};
	struct ui_test *t = open_demo(&w);

	(void)state;
	ui_test_keys(t, "j Ctrl-T");
	ui_test_golden(t, "engine-list.en.80x24");
	assert_int_equal(at(t), 1);
	ui_test_keys(t, ".");
	ui_test_golden(t, "engine-actions.en.80x24");
	ui_test_keys(t, "Esc 0 wait:600");
	ui_test_golden(t, "engine-menu.en.80x24");
	ui_test_keys(t, "Esc v");
	ui_test_golden(t, "engine-confirm.en.80x24");
	ui_test_keys(t, "Esc ?");
	ui_test_golden(t, "engine-help.en.80x24");
	ui_test_keys(t, "q Ctrl-T");
	assert_shown(t, "Enter 打开");
	ui_test_close(t);
}

static void
help_is_made_from_the_keys(void **state)
{
	struct demo_world w = {.count = 40};
	struct ui_test *t = open_demo(&w);

	(void)state;
	ui_test_keys(t, "?");
	ui_test_golden(t, "engine-help.zh.80x24");
	ui_test_keys(t, "2 / 表决 Enter");
	assert_shown(t, "表决");
	ui_test_resize(t, 36, 120);
	ui_test_keys(t, "1");
	ui_test_golden(t, "engine-help.zh.120x36");
	ui_test_keys(t, "?");
	assert_string_equal(top(t), "demo");
	ui_test_close(t);
}

static void
ascii_and_slow_lines(void **state)
{
	struct demo_world w = {.count = 40};
	struct ui_test *t = ui_test_open(&(struct ui_test_config){.screens = demo_screens,
		.first = demo_arg(&w),
		.glyphs = GLYPHS_ASCII,
		.slow = true,
		.poll = demo_poll,
		.ctx = &w});

	(void)state;
	ui_test_keys(t, "i d . ");
	ui_test_golden(t, "engine-ascii.zh.80x24");
	ui_test_keys(t, "Esc wait:3000");
	ui_test_take_paints(t);
	ui_test_keys(t, "wait:20000");
	assert_int_equal(ui_test_take_paints(t), 0); /* no seconds are drawn */
	assert_shown(t, "u 撤销 (14:32:");
	ui_test_keys(t, "/ 噪音 wait:5000");
	assert_shown(t, "1204-112"); /* a slow line filters on Enter only */
	ui_test_close(t);
}

static void
a_lost_line_saves_and_leaves(void **state)
{
	struct demo_world w = {.count = 40};
	struct ui_test *t = open_demo(&w);
	int code;

	(void)state;
	ui_test_keys(t, "F3 噪");
	ui_test_hang_up(t);
	assert_true(app_ended(ui_test_app(t), &code));
	assert_int_equal(code, 129);
	assert_int_equal(w.saved, 1);
	ui_test_keys(t, "j d"); /* nothing happens any more */
	assert_string_equal(w.log, "");
	ui_test_close(t);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_prefix_shows_its_keys_after_a_while),
		cmocka_unit_test(the_main_menu_takes_digits_before_it_is_drawn),
		cmocka_unit_test(actions_have_fixed_numbers),
		cmocka_unit_test(confirming_presets_no),
		cmocka_unit_test(a_prompt_brings_its_text_back),
		cmocka_unit_test(unknown_keys_are_answered),
		cmocka_unit_test(caps_lock_is_noticed),
		cmocka_unit_test(chinese_marks_are_the_keys_that_were_meant),
		cmocka_unit_test(a_stray_hanzi_never_runs_a_verb),
		cmocka_unit_test(pasting_filters_and_runs_nothing),
		cmocka_unit_test(the_filter_completes_and_explains),
		cmocka_unit_test(commands_have_three_names),
		cmocka_unit_test(the_palette_finds_commands),
		cmocka_unit_test(messages_wait_their_turn_and_go),
		cmocka_unit_test(an_idle_console_sleeps),
		cmocka_unit_test(nothing_ticks_right_after_a_key),
		cmocka_unit_test(what_is_old_says_so),
		cmocka_unit_test(the_language_changes_while_running),
		cmocka_unit_test(help_is_made_from_the_keys),
		cmocka_unit_test(ascii_and_slow_lines),
		cmocka_unit_test(a_lost_line_saves_and_leaves),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
