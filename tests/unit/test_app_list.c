/* The list in the app: moving, paging, tags, what others change; through keys alone. */
#include "tests/lib/demo.h"

static struct ui_test *
open_demo(struct demo_world *w, int rows, int cols)
{
	return ui_test_open(&(struct ui_test_config){.screens = demo_screens,
		.first = demo_arg(w),
		.rows = rows,
		.cols = cols,
		.poll = demo_poll,
		.ctx = w});
}

static void
looks_like_the_mock_up(void **state)
{
	struct demo_world w = {.count = 23};
	struct ui_test *t = open_demo(&w, 24, 80);

	(void)state;
	ui_test_keys(t, "j j j Space j j Space k k i");
	ui_test_golden(t, "engine-list.zh.80x24");
	ui_test_close(t);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(looks_like_the_mock_up),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
