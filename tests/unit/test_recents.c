/* What was opened last: noted by the screens themselves, kept for the next session, shown by list and palette. */
#include <string.h>

#include "core/domain/case.h"
#include "core/domain/recent.h"
#include "tests/lib/fixture.h"
#include "tests/lib/ui.h"
#include "tui/screen/screens.h"

static const struct screen_entry screens[] = {{&queue_screen, ACT_GO_QUEUE, false},
	{&grid_screen, ACT_GO_GRID, false}, {&recents_screen, ACT_GO_RECENT, true}, {0}};

static struct store *st;
static struct session desk;
static struct arena mem;

static int
set_up(void **state)
{
	(void)state;
	st = fixture_store();
	fixture_session(&desk, st, NULL);
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
open_ui(int rows, int cols, enum lang lang)
{
	struct ui_test *t = ui_test_open(&(struct ui_test_config){.screens = screens,
		.session = &desk,
		.clock = store_clock(st),
		.rows = rows,
		.cols = cols,
		.lang = lang,
		.global = screens_global,
		.finders = screens_finders});

	ui_test_keys(t, "wait:20");
	return t;
}

static size_t
kept(struct recent **out)
{
	struct err err = ERR_INIT;
	size_t n;

	assert_ok(recent_list(&desk, &mem, out, &n, &err), &err);
	return n;
}

static void
newest_first_and_once(void **state)
{
	struct recent *r;
	struct err err = ERR_INIT;
	char text[RECENT_TEXT_MOST + 2];

	(void)state;
	assert_int_equal(kept(&r), 0);
	for (int64_t i = 1; i <= 40; i++)
		assert_ok(recent_add(&desk, RECENT_CASE, i, "", &err), &err);
	assert_ok(recent_add(&desk, RECENT_CASE, 20, NULL, &err), &err);
	assert_ok(recent_add(&desk, RECENT_FILTER, 0, "12:x,超期", &err), &err);
	assert_int_equal(kept(&r), RECENT_MOST);
	assert_string_equal(r[0].text, "12:x,超期");
	assert_true(r[1].id == 20 && r[2].id == 40 && r[29].id == 12);
	memset(text, 'x', sizeof(text) - 1);
	text[sizeof(text) - 1] = '\0';
	assert_ok(recent_add(&desk, RECENT_FILTER, 0, text, &err), &err);
	assert_string_equal(kept(&r) > 0 ? r[0].text : "", "12:x,超期");
}

/* Opens a matter, filters, goes to a grid. */
static void
some_work(struct ui_test *t)
{
	ui_test_keys(t, "Enter Esc / 噪音 Enter wait:20 Ctrl-P \"jrhy\" Enter F7 wait:20");
}

static void
screens_note_what_they_open(void **state)
{
	struct ui_test *t = open_ui(24, 80, LANG_ZH);
	struct recent *r;

	(void)state;
	some_work(t);
	assert_int_equal(kept(&r), 3);
	assert_int_equal(r[0].kind, RECENT_NODE);
	assert_int_equal(r[1].kind, RECENT_FILTER);
	assert_string_equal(r[1].text, "噪音");
	assert_int_equal(r[2].kind, RECENT_CASE);
	ui_test_keys(t, "g l");
	assert_string_equal(app_screen_name(ui_test_app(t)), "recents");
	ui_test_keys(t, "3");
	assert_string_equal(app_screen_name(ui_test_app(t)), "case");
	ui_test_close(t);
	t = open_ui(24, 80, LANG_ZH); /* another session */
	ui_test_keys(t, "Ctrl-P");
	assert_shown(t, "最近");
	assert_shown(t, "噪音");
	ui_test_keys(t, "Enter"); /* the matter opened last */
	assert_string_equal(app_screen_name(ui_test_app(t)), "case");
	ui_test_keys(t, "Ctrl-P \"srf\" 1 Ctrl-P"); /* commands too */
	assert_shown(t,
		">  命令 数字提示"); /* without a digit: it may be a number that is going to be typed */
	ui_test_keys(t,
		"Esc Ctrl-P \"cq\" Enter wait:20 Ctrl-P"); /* with words of its own: as the filter it was */
	assert_shown(t, ">  过滤 超期");
	ui_test_close(t);
}

static void
what_may_not_be_seen_is_left_out(void **state)
{
	struct session other;
	struct err err = ERR_INIT;
	struct ui_test *t;

	(void)state;
	session_close(&desk);
	fixture_session(&desk, st, "linjl");
	fixture_session(&other, st, NULL);
	int64_t foreign = fixture_case(&other, CASE_ACCEPTED);

	session_close(&other);
	assert_ok(recent_add(&desk, RECENT_CASE, foreign, "", &err), &err);
	assert_ok(recent_add(&desk, RECENT_CASE, 999999, "", &err), &err);
	assert_ok(recent_add(&desk, RECENT_NODE, 0, "grid:999999", &err), &err);
	assert_ok(recent_add(&desk, RECENT_ACTION, 0, "no.such", &err), &err);
	t = open_ui(24, 80, LANG_ZH);
	ui_test_keys(t, "g l");
	assert_shown(t, "还没有打开过什么");
	ui_test_close(t);
}

static void
looks(void **state)
{
	static const struct {
		int rows, cols;
		enum lang lang;
		const char *golden;
	} sizes[] = {
		{24, 80, LANG_ZH, "recents.zh.80x24"}, {36, 120, LANG_EN, "recents.en.120x36"}};

	(void)state;
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		struct ui_test *t = open_ui(sizes[i].rows, sizes[i].cols, sizes[i].lang);

		some_work(t);
		ui_test_keys(t, "Ctrl-P : \"queue\" Enter wait:20 g l");
		ui_test_golden(t, sizes[i].golden);
		ui_test_close(t);
	}
}

#define T(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {T(newest_first_and_once), T(screens_note_what_they_open),
		T(what_may_not_be_seen_is_left_out), T(looks)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
