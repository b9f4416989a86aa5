/* S08: the list of drafts. */
#include <string.h>

#include "core/domain/draft.h"
#include "tests/lib/fixture.h"
#include "tests/lib/ui.h"
#include "tui/screen/drafts.h"
#include "tui/screen/intake_model.h"

static const struct screen_entry screens[] = {
	{&drafts_screen, ACT_GO_DRAFT, false}, {&intake_screen, ACT_GO_INTAKE, true}, {0}};

static struct store *st;
static struct session desk;

static void
keep(const char *form, int64_t case_id, const char *title, int filled, int required, int64_t then_s)
{
	static const struct act_input fields[] = {
		{"phone", "0 13905952208"}, {"body", "0 地下车库没有充电桩"}};
	struct draft d = {.form = form,
		.case_id = case_id,
		.title = title,
		.caret = "body 6",
		.filled = filled,
		.required = required,
		.fields = fields,
		.field_count = 2};
	struct err err = ERR_INIT;

	assert_ok(draft_save(&desk, &d, &err), &err);
	clock_advance_ms(store_clock(st), then_s * 1000);
}

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
	return 0;
}

static struct ui_test *
open_ui(int rows, int cols, enum lang lang)
{
	return ui_test_open(&(struct ui_test_config){.screens = screens,
		.session = &desk,
		.clock = store_clock(st),
		.rows = rows,
		.cols = cols,
		.lang = lang});
}

static int
drafts(void)
{
	struct err err = ERR_INIT;
	int n;

	assert_ok(draft_count(&desk, &n, &err), &err);
	return n;
}

static void
a_few(void)
{
	keep("case.note", fixture_case(&desk, CASE_IN_PROGRESS), "金榕花园3幢电梯反复停运", 0, 0,
		3 * 86400);
	keep("intake", 0, " ", 2, 10, 5 * 3600);
	keep("intake", 0, "陈丽华 金榕花园", 5, 10, 25 * 60);
	keep("intake", 0, "地下车库没有充电桩", 8, 10, 12);
}

static void
looks(void **state)
{
	static const struct {
		int rows, cols;
		enum lang lang;
		const char *golden;
	} sizes[] = {{24, 80, LANG_ZH, "drafts.zh.80x24"}, {36, 120, LANG_ZH, "drafts.zh.120x36"},
		{20, 60, LANG_ZH, "drafts.zh.60x20"}, {24, 80, LANG_EN, "drafts.en.80x24"},
		{36, 120, LANG_EN, "drafts.en.120x36"}};

	(void)state;
	a_few();
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		struct ui_test *t = open_ui(sizes[i].rows, sizes[i].cols, sizes[i].lang);

		ui_test_golden(t, sizes[i].golden);
		ui_test_close(t);
	}
}

static void
nothing_there(void **state)
{
	struct ui_test *t = open_ui(24, 80, LANG_ZH);

	(void)state;
	assert_shown(t, "没有草稿。登记或办件中途离开, 就存在这里。 F6 登记");
	ui_test_keys(t, "Enter d u");
	assert_string_equal(app_screen_name(ui_test_app(t)), "drafts");
	ui_test_close(t);
}

static void
enter_goes_on(void **state)
{
	struct ui_test *t;
	struct intake_model *in;

	(void)state;
	a_few();
	t = open_ui(24, 80, LANG_ZH);
	ui_test_keys(t, "Enter");
	assert_string_equal(app_screen_name(ui_test_app(t)), "intake");
	in = app_screen_model(ui_test_app(t));
	assert_int_equal(in->form.focus, IN_BODY);
	assert_int_equal(in->form.values[IN_BODY].edit.caret, 6);
	assert_string_equal(form_text(&in->form, IN_PHONE), "13905952208");
	ui_test_keys(t, "在 Esc"); /* back, saved over the same one, and read anew */
	assert_string_equal(app_screen_name(ui_test_app(t)), "drafts");
	assert_int_equal(drafts(), 4);
	assert_shown(t, "地下在车库没有充电桩");
	ui_test_keys(t, "End Enter"); /* a dialog's: the dialog over its matter */
	assert_string_equal(app_screen_name(ui_test_app(t)), "dialog");
	ui_test_close(t);
}

static void
deleting_can_be_taken_back(void **state)
{
	struct ui_test *t;

	(void)state;
	a_few();
	t = open_ui(24, 80, LANG_ZH);
	ui_test_keys(t, "d");
	assert_int_equal(drafts(), 3);
	assert_shown(t, "已删「地下车库没有充电桩」   u 恢复");
	ui_test_keys(t, "u");
	assert_int_equal(drafts(), 4);
	assert_shown(t, "地下车库没有充电桩");
	ui_test_keys(t, "Enter");
	assert_string_equal(
		form_text(
			&((struct intake_model *)app_screen_model(ui_test_app(t)))->form, IN_BODY),
		"地下车库没有充电桩"); /* with all that was in it */
	ui_test_keys(t, "Esc d d d d d");
	assert_int_equal(drafts(), 0);
	ui_test_close(t);
}

static void
two_consoles_on_one_draft_lose_nothing(void **state)
{
	struct ui_test *here, *there;

	(void)state;
	keep("intake", 0, "地下车库没有充电桩", 8, 10, 0);
	here = open_ui(24, 80, LANG_ZH);
	ui_test_keys(here, "Enter");
	there = open_ui(24, 80, LANG_ZH);
	ui_test_keys(there, "Enter 甲 Esc");
	ui_test_keys(here,
		"乙 Esc"); /* the draft has another version by now: this text becomes one of its own */
	assert_int_equal(drafts(), 2);
	assert_shown(here, "地下甲车库");
	assert_shown(here, "地下乙车库");
	ui_test_close(there);
	ui_test_close(here);
}

#define T(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {T(looks), T(nothing_there), T(enter_goes_on),
		T(deleting_can_be_taken_back), T(two_consoles_on_one_draft_lose_nothing)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
