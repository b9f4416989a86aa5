/* The disk is full while a matter is being taken in: nothing typed is lost, and it says so. */
#include <string.h>

#include "core/db/db.h"
#include "core/domain/draft.h"
#include "tests/lib/fault_vfs.h"
#include "tests/lib/fixture.h"
#include "tests/lib/ui.h"
#include "tui/screen/intake_model.h"

struct start {
	struct widget root;
};

static const struct screen_ops start_screen = {
	.name = "start", .title = N_("案件"), .scope = KS_NAV, .size = sizeof(struct start)};

static const struct screen_entry screens[] = {
	{&start_screen, ACT_GO_HOME, false}, {&intake_screen, ACT_GO_INTAKE, true}, {0}};

static struct store *st;
static struct session desk;

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
	fault_disarm();
	session_close(&desk);
	store_close(st);
	return 0;
}

static struct ui_test *
fill_in(void)
{
	struct ui_test *t = ui_test_open(&(struct ui_test_config){.screens = screens,
		.session = &desk,
		.clock = store_clock(st),
		.rows = 24,
		.cols = 80});

	ui_test_keys(t,
		"F6 \"13905952208\" Tab 陈丽华 Tab Tab \"jrhy\" Tab \"3-1204\" Tab Tab "
		"地下车库没有充电桩大家拉飞线充电上周2幢冒过烟");
	return t;
}

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

static const struct form *
form_of(struct ui_test *t)
{
	return &((struct intake_model *)app_screen_model(ui_test_app(t)))->form;
}

static void
the_draft_stays_when_registering_fails(void **state)
{
	struct ui_test *t = fill_in();
	int64_t cases = number("SELECT count(*) FROM cases /*scan*/");

	(void)state;
	ui_test_keys(t, "wait:2500");
	assert_int_equal(number("SELECT count(*) FROM drafts /*scan*/"), 1);
	fault_arm(FAULT_WRITE, 1, true, true);
	ui_test_keys(t, "F2");
	assert_shown(t, "没登记上, 填的都在草稿里。没有存上: 磁盘已满");
	ui_test_golden(t, "intake-full-disk.zh.80x24");
	assert_string_equal(form_text(form_of(t), IN_PHONE), "13905952208");
	assert_non_null(strstr(form_text(form_of(t), IN_BODY), "冒过烟"));
	ui_test_keys(t, "希望尽快安装 wait:3000"); /* the next change cannot be kept either */
	assert_shown(t, "草稿没存上");
	ui_test_keys(t, "F2");
	assert_shown(t, "没登记上, 填的还在本屏, 先别退出");
	ui_test_keys(t, "Esc"); /* leaving now would lose it: asked, no is preset */
	assert_shown(t, "草稿没存上, 还要退出?");
	ui_test_keys(t, "Enter");
	assert_non_null(strstr(form_text(form_of(t), IN_BODY), "尽快安装"));
	assert_true(fault_disarm() > 0);
	assert_int_equal(number("SELECT count(*) FROM cases /*scan*/"), cases);
	assert_int_equal(number("SELECT count(*) FROM drafts /*scan*/"), 1);
	ui_test_keys(t, "wait:15000"); /* somebody made room: tried again by itself */
	assert_not_shown(t, "草稿没存上");
	ui_test_keys(t, "F2");
	assert_int_equal(number("SELECT count(*) FROM cases /*scan*/"), cases + 1);
	assert_int_equal(number("SELECT count(*) FROM drafts /*scan*/"), 0);
	ui_test_close(t);
}

/* Of a sealed report nothing stays on the screen, even where the draft cannot be deleted just now: it says so. */
static void
a_sealed_report_on_a_full_disk(void **state)
{
	struct ui_test *t = fill_in();

	(void)state;
	ui_test_keys(t, "wait:2500 F3 \"13\" Enter 4");
	fault_arm(FAULT_WRITE, 1, true, true);
	ui_test_keys(t, "1");
	assert_true(fault_disarm() > 0);
	assert_shown(t, "本屏已清空, 但草稿没删掉");
	assert_string_equal(form_text(form_of(t), IN_BODY), "");
	assert_not_shown(t, "冒过烟");
	assert_int_equal(number("SELECT count(*) FROM drafts /*scan*/"), 1);
	ui_test_close(t);
}

/* Each write of registering fails once: either nothing happened and the text is there, or it is registered. */
static void
every_write_may_fail(void **state)
{
	(void)state;
	for (int n = 1; n < 1000; n += 1 + n / 8) {
		struct ui_test *t = fill_in();
		int64_t cases = number("SELECT count(*) FROM cases /*scan*/");

		ui_test_keys(t, "wait:2500");
		fault_arm(FAULT_WRITE | FAULT_SYNC, n, false, true);
		ui_test_keys(t, "F2");
		int failed = fault_disarm();
		int64_t now = number("SELECT count(*) FROM cases /*scan*/");

		if (now == cases)
			assert_non_null(strstr(form_text(form_of(t), IN_BODY), "冒过烟"));
		else
			assert_true(intake_pristine(
				(struct intake_model *)app_screen_model(ui_test_app(t))));
		ui_test_close(t);
		if (failed == 0)
			return;
	}
	fail_msg("it never went through");
}

int
main(void)
{
	fault_install();
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			the_draft_stays_when_registering_fails, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_sealed_report_on_a_full_disk, set_up, tear_down),
		cmocka_unit_test_setup_teardown(every_write_may_fail, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
