/* The app on a pseudo-terminal: what the loop adds to what the headless tests have shown. */
#include <string.h>

#include "core/base/date.h"
#include "core/base/os.h"
#include "tests/lib/demo.h"
#include "tests/lib/pty.h"
#include "tui/app/loop.h"

struct run {
	const char *type;
	bool no_colour;
};

static bool
has_prompt(struct pty *p, void *arg)
{
	int row, col;

	(void)arg;
	return pty_find(p, "过滤> ", &row, &col);
}

/* The console on the demo world; leaves a mark in the test's folder when it was told to save. */
static int
console(void *arg)
{
	const struct run *run = arg;
	struct demo_world w = {.count = 5000};
	struct err err = ERR_INIT;
	struct clock clock;
	int64_t now;
	int code = 3;

	i18n_init("build/locale", LANG_ZH);
	date_parse_time("2024-12-09T14:32:05+08:00", &now);
	clock_real(&clock);
	clock_freeze(&clock, now);
	const struct app_config app = {.clock = &clock,
		.screens = demo_screens,
		.first = demo_arg(&w),
		.user = "王敏",
		.shift = "白班",
		.place = "鲤城区综治中心",
		.poll = demo_poll,
		.ctx = &w};
	const struct term_config term = {.type = run->type, .no_colour = run->no_colour};

	if (!app_run(&app, &term, &code, &err))
		return 2;
	if (w.saved > 0 && !os_write_file(test_path("saved"), "1", 1, &err))
		return 4;
	return code;
}

static struct pty *
start(const char *type)
{
	static struct run run;
	struct pty *p;

	run.type = type;
	p = pty_fork(24, 80, console, &run, NULL);
	assert_sees(p, "1204-112");
	return p;
}

static void
keys_reach_the_screen(void **state)
{
	struct pty *p = start("xterm-256color");
	struct buf row;

	(void)state;
	pty_keys(p, "Down Down d");
	assert_sees(p, "已分办 1 件   u 撤销 (30秒)");
	pty_keys(p, "End");
	assert_sees(p, "00004999");
	assert_null(pty_torn(p));
	buf_init(&row);
	pty_row(p, 0, &row);
	assert_string_equal(row.text,
		" 邻里 案件                                          王敏 白班  12-09 周一 14:32");
	buf_release(&row);
	pty_close(p);
}

static void
the_caret_is_where_the_input_method_looks(void **state)
{
	struct pty *p = start("xterm-256color");
	int row, col;

	(void)state;
	assert_idle(p);
	assert_false(p->cursor_visible);
	pty_keys(p, "/");
	assert_true(pty_wait(p, has_prompt, NULL));
	assert_idle(p);
	assert_true(p->cursor_visible);
	pty_cursor(p, &row, &col);
	assert_int_equal(row, 2);
	assert_int_equal(col, 7);
	pty_text(p, "噪音");
	assert_sees(p, "过滤> 噪音");
	pty_keys(p, "Enter");
	assert_sees(p, "过滤 噪音");
	pty_close(p);
}

static void
a_commit_in_a_list_and_a_paste_run_nothing(void **state)
{
	struct pty *p = start("xterm-256color");

	(void)state;
	pty_text(p, "电梯");
	assert_sees(p, "收到汉字 电梯   输入法还开着");
	pty_keys(p, "Esc");
	pty_paste(p, "dcd 0 0 3");
	assert_sees(p, "过滤> dcd 0 0 3");
	pty_close(p);
}

static void
every_size_is_painted_whole(void **state)
{
	struct pty *p = start("xterm-256color");

	(void)state;
	for (int i = 0; i < 40; i++)
		pty_resize(p, 21 + i % 7 * 5, 61 + i % 9 * 13);
	pty_resize(p, 10, 40);
	assert_sees(p, "窗口太小 40x10, 需要 60x20");
	pty_resize(p, 36, 120);
	assert_sees(p, "鲤城区综治中心");
	assert_idle(p);
	assert_null(pty_torn(p));
	pty_close(p);
}

static void
old_terminals_get_what_they_can_show(void **state)
{
	static const char *const types[] = {"xterm", "vt100", "linux", "screen"};

	(void)state;
	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
		if (!pty_knows(types[i]))
			continue;
		struct pty *p = start(types[i]);

		pty_keys(p, "j j .");
		assert_sees(p, "2 分办");
		pty_close(p);
	}
}

static void
a_lost_line_saves_and_ends_with_129(void **state)
{
	struct pty *p = start("xterm-256color");

	(void)state;
	remove(test_path("saved")); /* hung up by an earlier test */
	pty_hang_up(p);
	assert_int_equal(pty_exit_code(p), 129);
	assert_true(os_exists(test_path("saved")));
	pty_close(p);
}

static void
leaving_gives_the_terminal_back(void **state)
{
	struct pty *p = start("xterm-256color");

	(void)state;
	assert_true(p->second_screen);
	pty_keys(p, "0 0 3");
	assert_int_equal(pty_exit_code(p), 0);
	assert_false(p->second_screen);
	assert_true(p->cursor_visible);
	pty_close(p);
}

static size_t
cost(struct pty *p, const char *keys)
{
	assert_idle(p);
	size_t before = p->bytes;

	pty_keys(p, keys);
	assert_idle(p);
	return p->bytes - before;
}

static void
moving_costs_few_bytes(void **state)
{
	static const struct {
		int rows, cols;
		size_t move, page, change;
	} most[] = {{24, 80, 200, 2000, 3000},
		{40, 120, 350, 5000, 5500}}; /* a page there is 4 KB of new text */

	(void)state;
	for (int i = 0; i < 2; i++) {
		struct pty *p = start("xterm-256color");

		pty_resize(p, most[i].rows, most[i].cols);
		cost(p, "j");
		size_t move = cost(p, "j"), page = cost(p, "PgDn"), change = cost(p, "?");

		print_message("%dx%d: move %zu, page %zu, screen %zu bytes\n", most[i].cols,
			most[i].rows, move, page, change);
		assert_in_range(move, 1, most[i].move);
		assert_in_range(page, 1, most[i].page);
		assert_in_range(change, 1, most[i].change);
		pty_close(p);
	}
}

/* Its database may be unreadable: nothing is left on the terminal but the sentence. */
static bool
refuse(void *self, struct ui *ui, const struct arg *arg, struct err *err)
{
	(void)self, (void)ui, (void)arg;
	return err_set(err, ERR_IO, "读不到队列");
}

static int
refused_console(void *arg)
{
	static const struct screen_ops closed = {.name = "closed",
		.title = SLOT("demo", "关"),
		.scope = KS_NAV,
		.size = sizeof(struct widget),
		.open = refuse};
	static const struct screen_entry only[] = {{&closed, ACT_GO_HOME, false}, {0}};
	struct err err = ERR_INIT;
	struct clock clock;
	int code = 0;

	(void)arg;
	i18n_init("build/locale", LANG_ZH);
	clock_real(&clock);
	const struct app_config app = {.clock = &clock, .screens = only, .user = "王敏"};
	const struct term_config term = {.type = "xterm-256color"};

	if (app_run(&app, &term, &code, &err))
		return 1;
	printf("%s\n", err.text);
	fflush(stdout);
	return err_exit_code(&err);
}

static void
a_first_screen_that_cannot_open(void **state)
{
	struct pty *p = pty_fork(24, 80, refused_console, NULL, NULL);

	(void)state;
	assert_sees(p, "读不到队列");
	assert_int_equal(pty_exit_code(p), 3);
	assert_false(p->second_screen);
	pty_close(p);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keys_reach_the_screen),
		cmocka_unit_test(the_caret_is_where_the_input_method_looks),
		cmocka_unit_test(a_commit_in_a_list_and_a_paste_run_nothing),
		cmocka_unit_test(every_size_is_painted_whole),
		cmocka_unit_test(old_terminals_get_what_they_can_show),
		cmocka_unit_test(a_lost_line_saves_and_ends_with_129),
		cmocka_unit_test(leaving_gives_the_terminal_back),
		cmocka_unit_test(moving_costs_few_bytes),
		cmocka_unit_test(a_first_screen_that_cannot_open),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
